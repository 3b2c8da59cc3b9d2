//! SVG and `MathML` in HTML: their elements, and where they begin and end
//! (<https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inforeign>).

/// How many open elements are remembered. Deeper elements are treated as part of the last one.
const MAX_COUNT: usize = 256;

/// Whether SVG has an element with this name: SVG 2 (<https://www.w3.org/TR/SVG2/eltindex.html>), filter effects, and SVG 1.1. As
/// in HTML, the case of names does not matter.
pub fn is_svg(name: &str) -> bool {
    SVG.iter().any(|it| it.eq_ignore_ascii_case(name))
}

/// Whether `MathML` has an element with this name (<https://www.w3.org/TR/MathML3/appendixi.html>, presentation and semantics).
pub fn is_math(name: &str) -> bool {
    MATH.iter().any(|it| it.eq_ignore_ascii_case(name))
}

#[rustfmt::skip]
static SVG: &[&str] = &[
    "a", "animate", "animateColor", "animateMotion", "animateTransform", "audio", "canvas", "circle", "clipPath", "color-profile",
    "cursor", "defs", "desc", "discard", "ellipse", "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite",
    "feConvolveMatrix", "feDiffuseLighting", "feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood", "feFuncA",
    "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feImage", "feMerge", "feMergeNode", "feMorphology", "feOffset",
    "fePointLight", "feSpecularLighting", "feSpotLight", "feTile", "feTurbulence", "filter", "font", "font-face",
    "font-face-format", "font-face-name", "font-face-src", "font-face-uri", "foreignObject", "g", "glyph", "glyphRef", "hkern",
    "iframe", "image", "line", "linearGradient", "marker", "mask", "metadata", "missing-glyph", "mpath", "path", "pattern",
    "polygon", "polyline", "radialGradient", "rect", "script", "set", "stop", "style", "svg", "switch", "symbol", "text",
    "textPath", "title", "tref", "tspan", "use", "video", "view", "vkern",
];

#[rustfmt::skip]
static MATH: &[&str] = &[
    "annotation", "annotation-xml", "maction", "maligngroup", "malignmark", "math", "menclose", "merror", "mfenced", "mfrac",
    "mglyph", "mi", "mlabeledtr", "mlongdiv", "mmultiscripts", "mn", "mo", "mover", "mpadded", "mphantom", "mprescripts",
    "mroot", "mrow", "ms", "mscarries", "mscarry", "msgroup", "msline", "mspace", "msqrt", "msrow", "mstack", "mstyle", "msub",
    "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover", "none", "semantics",
];

/// Whether an element of SVG or `MathML` runs code, changes the attributes of other elements to run code, or shows other documents.
pub fn is_risky(name: &str) -> bool {
    ["script", "iframe", "set", "handler", "listener"]
        .iter()
        .any(|it| it.eq_ignore_ascii_case(name))
}

/// Start tags that end all open SVG and `MathML` elements according to the standard.
#[rustfmt::skip]
static BREAKS_OUT: &[&str] = &[
    "b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "embed", "h1", "h2", "h3", "h4",
    "h5", "h6", "head", "hr", "i", "img", "li", "listing", "menu", "meta", "nobr", "ol", "p", "pre", "ruby", "s", "small", "span",
    "strong", "strike", "sub", "sup", "table", "tt", "u", "ul", "var",
];

/// The position of a tokenizer inside SVG and `MathML`: their open elements.
#[derive(Debug, Default)]
pub(super) struct Open<'t>(Vec<(Inside, &'t str)>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inside {
    /// An element of SVG.
    Svg,
    /// An element of `MathML`.
    Math,
    /// An element of SVG or `MathML` whose content is HTML.
    Html,
}

impl<'t> Open<'t> {
    /// Whether no element is open.
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the content here is SVG or `MathML`.
    #[inline]
    pub(super) fn is_foreign(&self) -> bool {
        self.0.last().is_some_and(|it| it.0 != Inside::Html)
    }

    /// Handles a start tag. Returns whether it belongs to SVG or `MathML`. `font` returns whether it has one of the attributes with
    /// which `font` is an HTML element.
    #[inline]
    pub(super) fn start(
        &mut self,
        name: &'t str,
        self_closing: bool,
        font: impl Fn() -> bool,
    ) -> bool {
        if self.0.is_empty() && name.len() != 3 && name.len() != 4 {
            return false; // Not `svg` or `math`, as in most cases.
        }
        let is = |it: &&str| it.eq_ignore_ascii_case(name);
        let around = self.0.last().map_or(Inside::Html, |it| it.0);
        let inside = match around {
            Inside::Html if is(&"svg") => Inside::Svg,
            Inside::Html if is(&"math") => Inside::Math,
            Inside::Html => return false,
            _ if BREAKS_OUT.iter().any(is) || (is(&"font") && font()) => {
                self.0.clear();
                return false;
            }
            Inside::Svg if ["foreignObject", "desc", "title"].iter().any(is) => Inside::Html,
            Inside::Math if ["mi", "mo", "mn", "ms", "mtext", "annotation-xml"].iter().any(is) => {
                Inside::Html
            }
            Inside::Math if is(&"svg") => Inside::Svg,
            _ => around,
        };
        if !self_closing && self.0.len() < MAX_COUNT {
            self.0.push((inside, name));
        }
        true
    }

    /// Handles an end tag. Returns whether it belongs to SVG or `MathML`.
    #[inline]
    pub(super) fn end(&mut self, name: &str) -> bool {
        if self.0.is_empty() {
            return false;
        }
        if self.is_foreign() && ["p", "br"].iter().any(|it| it.eq_ignore_ascii_case(name)) {
            self.0.clear();
            return false;
        }
        let open = self.0.iter().rposition(|it| it.1.eq_ignore_ascii_case(name));
        if let Some(open) = open {
            self.0.truncate(open);
        }
        open.is_some()
    }
}
