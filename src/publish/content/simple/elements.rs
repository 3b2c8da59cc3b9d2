//! The elements of simple HTML, and which may contain which.

/// An element.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: &'static str,
    pub(super) role: Role,
    pub(super) content: Content,
}

/// The part that an element plays in its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Inline,
    Block,
    Item,
    Definition,
    RowGroup,
    Row,
    Cell,
}

/// What an element may contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Nothing,
    /// Text and inline elements.
    Inline,
    /// Text, inline elements and blocks.
    Flow,
    Items,
    Definitions,
    RowGroups,
    Rows,
    Cells,
}

impl Content {
    /// Whether an element of this role may be inside.
    pub(super) fn allows(self, role: Role) -> bool {
        match role {
            Role::Inline => self.allows_text(),
            Role::Block => self == Content::Flow,
            Role::Item => self == Content::Items,
            Role::Definition => self == Content::Definitions,
            Role::RowGroup => self == Content::RowGroups,
            Role::Row => self == Content::Rows,
            Role::Cell => self == Content::Cells,
        }
    }

    /// Whether text other than white space may be inside.
    pub(super) fn allows_text(self) -> bool {
        matches!(self, Content::Inline | Content::Flow)
    }
}

impl Element {
    /// The element with this name, in lower case.
    pub(super) fn named(name: &str) -> Option<&'static Element> {
        ELEMENTS.iter().find(|it| it.name == name)
    }

    pub(super) fn is_void(&self) -> bool {
        self.content == Content::Nothing
    }

    /// Whether a link inside may be a permalink.
    pub(super) fn is_heading(&self) -> bool {
        matches!(
            self.name,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dt" | "summary" | "figcaption"
        )
    }
}

/// The elements, the most frequent first.
#[rustfmt::skip]
static ELEMENTS: &[Element] = &[
    it("p",          Role::Block,      Content::Inline),
    it("a",          Role::Inline,     Content::Inline),
    it("code",       Role::Inline,     Content::Inline),
    it("li",         Role::Item,       Content::Flow),
    it("em",         Role::Inline,     Content::Inline),
    it("strong",     Role::Inline,     Content::Inline),
    it("h2",         Role::Block,      Content::Inline),
    it("h3",         Role::Block,      Content::Inline),
    it("ul",         Role::Block,      Content::Items),
    it("td",         Role::Cell,       Content::Inline),
    it("tr",         Role::Row,        Content::Cells),
    it("pre",        Role::Block,      Content::Inline),
    it("img",        Role::Inline,     Content::Nothing),
    it("br",         Role::Inline,     Content::Nothing),
    it("blockquote", Role::Block,      Content::Flow),
    it("ol",         Role::Block,      Content::Items),
    it("hr",         Role::Block,      Content::Nothing),
    it("h4",         Role::Block,      Content::Inline),
    it("th",         Role::Cell,       Content::Inline),
    it("table",      Role::Block,      Content::RowGroups),
    it("thead",      Role::RowGroup,   Content::Rows),
    it("tbody",      Role::RowGroup,   Content::Rows),
    it("del",        Role::Inline,     Content::Inline),
    it("sup",        Role::Inline,     Content::Inline),
    it("span",       Role::Inline,     Content::Inline),
    it("div",        Role::Block,      Content::Flow),
    it("dd",         Role::Definition, Content::Flow),
    it("dt",         Role::Definition, Content::Inline),
    it("dl",         Role::Block,      Content::Definitions),
    it("h1",         Role::Block,      Content::Inline),
    it("h5",         Role::Block,      Content::Inline),
    it("h6",         Role::Block,      Content::Inline),
    it("section",    Role::Block,      Content::Flow),
    it("figure",     Role::Block,      Content::Flow),
    it("figcaption", Role::Block,      Content::Flow),
    it("b",          Role::Inline,     Content::Inline),
    it("i",          Role::Inline,     Content::Inline),
    it("kbd",        Role::Inline,     Content::Inline),
    it("sub",        Role::Inline,     Content::Inline),
    it("small",      Role::Inline,     Content::Inline),
    it("s",          Role::Inline,     Content::Inline),
    it("u",          Role::Inline,     Content::Inline),
    it("mark",       Role::Inline,     Content::Inline),
    it("abbr",       Role::Inline,     Content::Inline),
    it("cite",       Role::Inline,     Content::Inline),
    it("q",          Role::Inline,     Content::Inline),
    it("ins",        Role::Inline,     Content::Inline),
    it("var",        Role::Inline,     Content::Inline),
    it("samp",       Role::Inline,     Content::Inline),
    it("dfn",        Role::Inline,     Content::Inline),
    it("time",       Role::Inline,     Content::Inline),
    it("wbr",        Role::Inline,     Content::Nothing),
    it("details",    Role::Block,      Content::Flow),
    it("summary",    Role::Block,      Content::Inline),
    it("aside",      Role::Block,      Content::Flow),
    it("article",    Role::Block,      Content::Flow),
    it("header",     Role::Block,      Content::Flow),
    it("footer",     Role::Block,      Content::Flow),
    it("tfoot",      Role::RowGroup,   Content::Rows),
];

const fn it(name: &'static str, role: Role, content: Content) -> Element {
    Element { name, role, content }
}
