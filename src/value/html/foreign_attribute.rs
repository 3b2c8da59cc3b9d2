//! The attributes of SVG and `MathML`, including those that all their elements may have.
//! <https://www.w3.org/TR/SVG2/attindex.html>, <https://www.w3.org/TR/MathML3/appendixa.html>

/// Whether SVG, including SVG 1.1, has an attribute with this name. As in HTML, the case of names does not matter.
pub fn is_of_svg(name: &str) -> bool {
    is_of_any(name) || is_among(SVG, name)
}

/// Whether `MathML` has an attribute with this name.
pub fn is_of_math(name: &str) -> bool {
    is_of_any(name) || is_among(MATH, name)
}

/// Whether the attribute is allowed on any element, or is in another namespace.
fn is_of_any(name: &str) -> bool {
    name.contains(':') || name.starts_with("data-") || name.starts_with("aria-")
}

fn is_among(table: &[&str], name: &str) -> bool {
    let lower = |it: u8| it.to_ascii_lowercase();
    table.binary_search_by(|it| it.bytes().map(lower).cmp(name.bytes().map(lower))).is_ok()
}

/// Sorted without regard to case.
#[rustfmt::skip]
static SVG: &[&str] = &[
    "accent-height", "accumulate", "additive", "alignment-baseline", "alphabetic", "amplitude", "arabic-form", "ascent",
    "attributeName", "attributeType", "autofocus", "azimuth", "baseFrequency", "baseline-shift", "baseProfile", "bbox",
    "begin", "bias", "by", "calcMode", "cap-height", "class", "clip", "clip-path", "clip-rule", "clipPathUnits", "color",
    "color-interpolation", "color-interpolation-filters", "color-profile", "color-rendering", "content",
    "contentScriptType", "contentStyleType", "crossorigin", "cursor", "cx", "cy", "d", "decoding", "descent",
    "diffuseConstant", "direction", "display", "divisor", "dominant-baseline", "download", "dur", "dx", "dy", "edgeMode",
    "elevation", "enable-background", "end", "exponent", "externalResourcesRequired", "fetchpriority", "fill",
    "fill-opacity", "fill-rule", "filter", "filterRes", "filterUnits", "flood-color", "flood-opacity", "focusable",
    "font-family", "font-size", "font-size-adjust", "font-stretch", "font-style", "font-variant", "font-weight", "format",
    "fr", "from", "fx", "fy", "g1", "g2", "glyph-name", "glyph-orientation-horizontal", "glyph-orientation-vertical",
    "glyphRef", "gradientTransform", "gradientUnits", "hanging", "height", "horiz-adv-x", "horiz-origin-x",
    "horiz-origin-y", "href", "hreflang", "id", "ideographic", "image-rendering", "in", "in2", "intercept", "k", "k1", "k2",
    "k3", "k4", "kernelMatrix", "kernelUnitLength", "kerning", "keyPoints", "keySplines", "keyTimes", "lang",
    "lengthAdjust", "letter-spacing", "lighting-color", "limitingConeAngle", "local", "marker-end", "marker-mid",
    "marker-start", "markerHeight", "markerUnits", "markerWidth", "mask", "mask-type", "maskContentUnits", "maskUnits",
    "mathematical", "max", "media", "method", "min", "mix-blend-mode", "mode", "name", "nonce", "numOctaves", "offset",
    "opacity", "operator", "order", "orient", "orientation", "origin", "overflow", "overline-position",
    "overline-thickness", "paint-order", "panose-1", "path", "pathLength", "patternContentUnits", "patternTransform",
    "patternUnits", "ping", "playbackorder", "pointer-events", "points", "pointsAtX", "pointsAtY", "pointsAtZ",
    "preserveAlpha", "preserveAspectRatio", "primitiveUnits", "r", "radius", "referrerpolicy", "refX", "refY", "rel",
    "rendering-intent", "repeatCount", "repeatDur", "requiredExtensions", "requiredFeatures", "restart", "result", "role",
    "rotate", "rx", "ry", "scale", "seed", "shape-rendering", "side", "slope", "slot", "space", "spacing",
    "specularConstant", "specularExponent", "spreadMethod", "src", "startOffset", "stdDeviation", "stemh", "stemv",
    "stitchTiles", "stop-color", "stop-opacity", "strikethrough-position", "strikethrough-thickness", "string", "stroke",
    "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity",
    "stroke-width", "style", "surfaceScale", "systemLanguage", "tabindex", "tableValues", "target", "targetX", "targetY",
    "text-anchor", "text-decoration", "text-overflow", "text-rendering", "textLength", "timelinebegin", "title", "to",
    "transform", "transform-origin", "type", "u1", "u2", "underline-position", "underline-thickness", "unicode",
    "unicode-bidi", "unicode-range", "units-per-em", "v-alphabetic", "v-hanging", "v-ideographic", "v-mathematical",
    "values", "vector-effect", "version", "vert-adv-y", "vert-origin-x", "vert-origin-y", "viewBox", "viewTarget",
    "visibility", "white-space", "width", "widths", "word-spacing", "writing-mode", "x", "x-height", "x1", "x2",
    "xChannelSelector", "y", "y1", "y2", "yChannelSelector", "z", "zoomAndPan",
];

/// Sorted without regard to case.
#[rustfmt::skip]
static MATH: &[&str] = &[
    "accent", "accentunder", "actiontype", "align", "alignmentscope", "alt", "altimg", "altimg-height", "altimg-valign",
    "altimg-width", "alttext", "arg", "autofocus", "background", "bevelled", "cd", "charalign", "charspacing", "class",
    "close", "columnalign", "columnlines", "columnspacing", "columnspan", "columnwidth", "crossout", "decimalpoint",
    "definitionURL", "denomalign", "depth", "dir", "display", "displaystyle", "edge", "encoding", "equalcolumns",
    "equalrows", "fence", "fontfamily", "fontsize", "fontstyle", "fontweight", "form", "frame", "framespacing",
    "groupalign", "height", "href", "id", "indentalign", "indentalignfirst", "indentalignlast", "indentshift",
    "indentshiftfirst", "indentshiftlast", "indenttarget", "infixlinebreakstyle", "intent", "lang", "largeop",
    "leftoverhang", "length", "linebreak", "linebreakmultchar", "linebreakstyle", "lineleading", "linethickness",
    "location", "longdivstyle", "lquote", "lspace", "macros", "mathbackground", "mathcolor", "mathsize", "mathvariant",
    "maxsize", "maxwidth", "mediummathspace", "minlabelspacing", "minsize", "mode", "movablelimits", "mslinethickness",
    "name", "nargs", "nonce", "notation", "numalign", "occurrence", "open", "other", "overflow", "position",
    "rightoverhang", "role", "rowalign", "rowlines", "rowspacing", "rowspan", "rquote", "rspace", "schemaLocation", "scope",
    "scriptlevel", "scriptminsize", "scriptsizemultiplier", "selection", "separator", "separators", "shift", "side", "src",
    "stackalign", "stretchy", "style", "subscriptshift", "superscriptshift", "symmetric", "tabindex", "thickmathspace",
    "thinmathspace", "title", "type", "valign", "verythickmathspace", "verythinmathspace", "veryverythickmathspace",
    "veryverythinmathspace", "voffset", "width", "xref",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_for_searching() {
        for table in [SVG, MATH] {
            let lower: Vec<String> = table.iter().map(|it| it.to_ascii_lowercase()).collect();
            assert!(lower.is_sorted());
        }
    }

    #[test]
    fn recognizes_attributes_in_any_case() {
        for name in
            ["d", "viewBox", "viewbox", "stroke-width", "zoomAndPan", "data-x", "xlink:href"]
        {
            assert!(is_of_svg(name), "{name}");
        }
        for name in ["mathvariant", "display", "definitionURL", "aria-label"] {
            assert!(is_of_math(name), "{name}");
        }
        assert!(!is_of_svg("bogus") && !is_of_math("bogus") && !is_of_math("viewBox"));
    }
}
