//! The elements of HTML, including the obsolete ones (<https://html.spec.whatwg.org/multipage/indices.html#elements-3>).

use crate::value::html::element::Content::{
    EscapableRawText, Normal, PlainText, RawText, Script, Void,
};
use crate::value::html::element::Risk::{Code, Document, Form, Frame, None as Harmless, Page};

/// The properties of an element.
#[derive(Debug, PartialEq, Eq)]
pub struct Element {
    /// Its name, in lowercase.
    pub name: &'static str,
    /// Its content.
    pub content: Content,
    /// Its risk for the page or the user.
    pub risk: Risk,
    /// Whether its end tag is optional.
    pub end_is_optional: bool,
    /// Its role in text.
    pub flow: Flow,
    /// Whether it is obsolete according to the standard: programs support it, but authors must not use it.
    pub is_obsolete: bool,
}

/// The content of an element from the point of view of a tokenizer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text and elements.
    Normal,
    /// No content and no end tag.
    Void,
    /// Text up to its end tag, without any markup.
    RawText,
    /// Text up to its end tag, with references but without other markup.
    EscapableRawText,
    /// A script: raw text in which comments are recognized.
    Script,
    /// All the rest of the text.
    PlainText,
}

/// The role of an element in text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// It is a block. Its start tag ends an open paragraph.
    Block,
    /// It formats the text in it. If it is not closed, it also formats everything after it.
    Formatting,
    /// Neither.
    Other,
}

/// The risk of an element for the page or the user, for which readers remove it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Risk {
    /// No risk.
    None,
    /// It runs code or a plug-in.
    Code,
    /// It affects the whole page.
    Page,
    /// It shows another page in a frame.
    Frame,
    /// It sends user input, or looks like it does.
    Form,
    /// It belongs only in complete documents.
    Document,
}

/// The element with this name, in any case. `None` if HTML does not have such an element.
#[inline]
pub fn element(name: &str) -> Option<&'static Element> {
    let mut slot = slot_of(name.as_bytes());
    loop {
        let index = SLOTS[slot];
        if index == EMPTY {
            return None;
        }
        let element = &ELEMENTS[index as usize];
        if element.name.eq_ignore_ascii_case(name) {
            return Some(element);
        }
        slot = (slot + 1) % SLOTS.len();
    }
}

/// Whether a name is valid for a custom element, which a page may define:
/// <https://html.spec.whatwg.org/multipage/custom-elements.html#valid-custom-element-name>.
pub fn is_custom(name: &str) -> bool {
    let lower = |it: u8| it.to_ascii_lowercase();
    name.bytes().next().is_some_and(|it| lower(it).is_ascii_lowercase())
        && name.contains('-')
        && name.bytes().all(|it| it.is_ascii_alphanumeric() || b"-._".contains(&it) || it >= 0x80)
}

/// The most similar name of an element that is not obsolete, for an unknown name.
pub fn similar(name: &str) -> Option<&'static str> {
    let current = ELEMENTS.iter().filter(|it| !it.is_obsolete).map(|it| it.name);
    crate::text::nearest::nearest(name, current)
}

/// A hash table that is built at compile time, because a name is looked up for each tag in each feed.
static SLOTS: [u8; 512] = slots();
const EMPTY: u8 = u8::MAX;

const fn slots() -> [u8; 512] {
    let mut slots = [EMPTY; 512];
    let mut index = 0;
    while index < ELEMENTS.len() {
        let mut slot = slot_of(ELEMENTS[index].name.as_bytes());
        while slots[slot] != EMPTY {
            slot = (slot + 1) % slots.len();
        }
        #[allow(clippy::cast_possible_truncation, reason = "there are fewer than 255 elements")]
        {
            slots[slot] = index as u8;
        }
        index += 1;
    }
    slots
}

/// The first slot of a name, in any case.
#[inline]
const fn slot_of(name: &[u8]) -> usize {
    let mut hash = name.len();
    let mut at = 0;
    // The first letters distinguish names well enough.
    while at < name.len() && at < 5 {
        hash = hash.wrapping_mul(685).wrapping_add((name[at] | 0x20) as usize);
        at += 1;
    }
    (hash ^ (hash >> 9)) % 512
}

const fn it(name: &'static str) -> Element {
    Element {
        name,
        content: Normal,
        risk: Harmless,
        end_is_optional: false,
        flow: Flow::Other,
        is_obsolete: false,
    }
}

impl Element {
    const fn holds(mut self, content: Content) -> Element {
        self.content = content;
        self
    }
    const fn void(self) -> Element {
        self.holds(Void)
    }
    const fn risk(mut self, risk: Risk) -> Element {
        self.risk = risk;
        self
    }
    const fn open(mut self) -> Element {
        self.end_is_optional = true;
        self
    }
    const fn formats(mut self) -> Element {
        self.flow = Flow::Formatting;
        self
    }
    const fn block(mut self) -> Element {
        self.flow = Flow::Block;
        self
    }
    const fn obsolete(mut self) -> Element {
        self.is_obsolete = true;
        self
    }
}

#[rustfmt::skip]
static ELEMENTS: &[Element] = &[
    it("a").formats(), it("abbr"), it("address").block(), it("area").void(), it("article").block(), it("aside").block(),
    it("audio"),
    it("b").formats(), it("base").void().risk(Page), it("bdi"), it("bdo"), it("blockquote").block(),
    it("body").open().risk(Document), it("br").void(), it("button").risk(Form),
    it("canvas"), it("caption").open(), it("cite"), it("code").formats(), it("col").void(), it("colgroup").open(),
    it("data"), it("datalist").risk(Form), it("dd").open().block(), it("del"), it("details").block(), it("dfn"),
    it("dialog").block(), it("div").block(), it("dl").block(), it("dt").open().block(),
    it("em").formats(), it("embed").void().risk(Code),
    it("fieldset").block().risk(Form), it("figcaption").block(), it("figure").block(), it("footer").block(),
    it("form").block().risk(Form),
    it("h1").block(), it("h2").block(), it("h3").block(), it("h4").block(), it("h5").block(), it("h6").block(),
    it("head").open().risk(Document), it("header").block(), it("hgroup").block(), it("hr").void().block(),
    it("html").open().risk(Document),
    it("i").formats(), it("iframe").holds(RawText).risk(Frame), it("img").void(), it("input").void().risk(Form), it("ins"),
    it("kbd"),
    it("label"), it("legend"), it("li").open().block(), it("link").void().risk(Page),
    it("main").block(), it("map"), it("mark"), it("math"), it("menu").block(), it("meta").void().risk(Page), it("meter"),
    it("nav").block(), it("noscript"),
    it("object").risk(Code), it("ol").block(), it("optgroup").open().risk(Form), it("option").open().risk(Form), it("output"),
    it("p").open().block(), it("picture"), it("pre").block(), it("progress"),
    it("q"),
    it("rp").open(), it("rt").open(), it("ruby"),
    it("s").formats(), it("samp"), it("script").holds(Script).risk(Code), it("search").block(), it("section").block(),
    it("select").risk(Form), it("selectedcontent"), it("slot"), it("small").formats(), it("source").void(), it("span"),
    it("strong").formats(), it("style").holds(RawText).risk(Page), it("sub"), it("summary").block(), it("sup"), it("svg"),
    it("table").block(), it("tbody").open(), it("td").open(), it("template"),
    it("textarea").holds(EscapableRawText).risk(Form), it("tfoot").open(), it("th").open(), it("thead").open(), it("time"),
    it("title").holds(EscapableRawText).risk(Document), it("tr").open(), it("track").void(),
    it("u").formats(), it("ul").block(),
    it("var"), it("video"),
    it("wbr").void(),
    // Obsolete elements: <https://html.spec.whatwg.org/multipage/obsolete.html#non-conforming-features>.
    it("acronym").obsolete(), it("applet").risk(Code).obsolete(), it("basefont").void().obsolete(),
    it("bgsound").void().risk(Page).obsolete(), it("big").formats().obsolete(), it("blink").obsolete(),
    it("center").block().obsolete(), it("command").void().obsolete(), it("content").obsolete(), it("dir").block().obsolete(),
    it("font").formats().obsolete(), it("frame").void().risk(Page).obsolete(), it("frameset").risk(Page).obsolete(),
    it("image").void().obsolete(), it("isindex").void().risk(Form).obsolete(), it("keygen").void().risk(Form).obsolete(),
    it("layer").risk(Code).obsolete(), it("ilayer").risk(Code).obsolete(),
    it("listing").block().obsolete(), it("marquee").obsolete(), it("menuitem").obsolete(), it("multicol").obsolete(),
    it("nextid").void().obsolete(), it("nobr").formats().obsolete(), it("noembed").holds(RawText).obsolete(),
    it("noframes").holds(RawText).obsolete(), it("param").void().obsolete(),
    it("plaintext").block().holds(PlainText).obsolete(), it("rb").open().obsolete(), it("rtc").open().obsolete(),
    it("shadow").obsolete(), it("spacer").void().obsolete(), it("strike").formats().obsolete(), it("tt").formats().obsolete(),
    it("xmp").block().holds(RawText).obsolete(),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_element_by_its_name() {
        for known in ELEMENTS {
            assert_eq!(element(known.name), Some(known));
            assert_eq!(element(&known.name.to_uppercase()), Some(known));
            assert_eq!(element(&format!("{}x", known.name)).map(|it| it.name), None);
        }
        for name in ["", "bogus", "scriptingNews", "x-y", "div\0", "\u{212a}bd", "h7"] {
            assert_eq!(element(name), None, "{name}");
        }
        assert!(ELEMENTS.len() < usize::from(EMPTY));
    }

    #[test]
    fn needs_few_slots_per_lookup() {
        let farthest = ELEMENTS.iter().enumerate().map(|(index, known)| {
            let first = slot_of(known.name.as_bytes());
            let slot = (0..512).find(|it| SLOTS[(first + it) % 512] as usize == index);
            slot.unwrap_or(512)
        });
        assert!(farthest.max().is_some_and(|it| it <= 1));
    }

    #[test]
    fn recognizes_custom_elements() {
        for name in ["my-element", "X-Y", "emotion-\u{1f60d}"] {
            assert!(is_custom(name), "{name}");
        }
        for name in ["div", "-a", "a:b-c", "1-a"] {
            assert!(!is_custom(name), "{name}");
        }
        assert_eq!(similar("sapn"), Some("span"));
    }
}
