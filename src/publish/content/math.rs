//! Reduces each formula to one form. `KaTeX` and `MathJax` write a formula as `MathML`, as boxes and as TeX, for different
//! readers.
//!
//! `MathML` is kept, with the TeX as its `alttext`. If there is no `MathML`, the TeX is kept.

use ego_tree::NodeId;
use html5ever::ns;
use scraper::ElementRef;
use scraper::Html;

use crate::publish::content::edit;
use crate::publish::content::edit::has_class;
use crate::publish::content::edit::text;
use crate::value::html::element;

/// The elements of `MathML` that are kept: those that display something.
#[rustfmt::skip]
pub(super) const ELEMENTS: &[&str] = &[
    "math", "menclose", "merror", "mfenced", "mfrac", "mi", "mmultiscripts", "mn", "mo", "mover", "mpadded", "mphantom", "mprescripts",
    "mroot", "mrow", "ms", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder",
    "munderover", "none", "semantics",
];

/// The attributes of `MathML` that are kept: only layout attributes, which cannot link to or run anything.
#[rustfmt::skip]
pub(super) const ATTRIBUTES: &[&str] = &[
    "accent", "accentunder", "alttext", "close", "columnalign", "columnlines", "columnspacing", "columnspan", "depth", "dir", "display",
    "displaystyle", "fence", "form", "frame", "height", "largeop", "linethickness", "lspace", "mathvariant", "maxsize", "minsize",
    "movablelimits", "notation", "open", "rowalign", "rowlines", "rowspacing", "rowspan", "rspace", "scriptlevel", "separator",
    "separators", "stretchy", "symmetric", "voffset", "width",
];

/// The attribute that contains the TeX of a script. Its value shows whether the formula is on a separate line.
pub(super) const TEX: &str = "data-feedwright-tex";

/// Classes of the elements that `MathJax` 2 draws before the script with the TeX.
#[rustfmt::skip]
const DRAWN: &[&str] = &[
    "MathJax", "MathJax_CHTML", "MathJax_Display", "MathJax_MathML", "MathJax_Preview", "MathJax_Processed", "MathJax_SVG",
    "MathJax_SVG_Display", "mjx-chtml",
];

/// Classes of a second form of the same formula: boxes, or a picture.
const SECOND_FORMS: &[&str] =
    &["katex-html", "mwe-math-fallback-image-display", "mwe-math-fallback-image-inline"];

/// The maximum length of TeX that is kept in addition to `MathML`, in bytes.
const MAX_TEX_LENGTH: usize = 10_000;

/// Keeps one form of each formula.
pub(super) fn clean(tree: &mut Html) {
    let mut out: Vec<NodeId> = Vec::new();
    let mut replaced: Vec<(NodeId, NodeId)> = Vec::new();
    let mut titles: Vec<(NodeId, String)> = Vec::new();
    let mut flat: Vec<(NodeId, String)> = Vec::new();
    let mut unwrapped: Vec<NodeId> = Vec::new();
    for element in edit::elements(tree) {
        let value = element.value();
        if value.name.ns == ns!(mathml) {
            match value.name() {
                "math" => titles.extend(tex_of(element).map(|it| (element.id(), it))),
                "annotation" | "annotation-xml" => out.push(element.id()),
                _ => {}
            }
            continue;
        }
        // HTML inside a formula is shown as text.
        if element
            .parent()
            .and_then(ElementRef::wrap)
            .is_some_and(|it| it.value().name.ns == ns!(mathml))
        {
            flat.push((element.id(), text(element)));
            continue;
        }
        // The sanitizer would remove these elements with their text: `<eq>` and `<mi>` of MathML, `<text>` and `<set>` of SVG,
        // components of a site.
        if !value.name().contains('-') && element::element(value.name()).is_none() {
            unwrapped.push(element.id());
            continue;
        }
        if value.name() == "mjx-container" {
            match math_in(element) {
                Some(math) => replaced.push((element.id(), math)),
                None if value.attr("aria-label").is_some() => flat
                    .push((element.id(), value.attr("aria-label").unwrap_or_default().to_owned())),
                None => {}
            }
        } else if value.attr("class").is_some() {
            by_class(element, &mut out, &mut replaced);
        }
        if value.attr(TEX).is_some() && drawn_before(element).any(|it| math_in(it).is_some()) {
            out.push(element.id());
        }
    }
    for (id, tex) in titles {
        if edit::element(tree, id).is_some_and(|it| it.value().attr("alttext").is_none()) {
            edit::set(tree, id, "alttext", &tex);
        }
    }
    for id in out {
        edit::detach(tree, id);
    }
    for (id, math) in replaced {
        edit::replace(tree, id, math);
    }
    for (id, text) in flat {
        edit::replace_with_text(tree, id, &text);
    }
    for id in unwrapped {
        edit::unwrap(tree, id);
    }
}

/// Whether a class marks one form of a formula.
pub(super) fn depends_on(class: &str) -> bool {
    SECOND_FORMS.contains(&class) || DRAWN.contains(&class)
}

/// Handles an element whose class marks it as one form of a formula.
fn by_class(element: ElementRef<'_>, out: &mut Vec<NodeId>, replaced: &mut Vec<(NodeId, NodeId)>) {
    let beside = |element: ElementRef<'_>| {
        let mut siblings = element.prev_siblings().chain(element.next_siblings()).take(6);
        siblings.any(|it| ElementRef::wrap(it).is_some_and(|it| math_in(it).is_some()))
    };
    if has_class(element, SECOND_FORMS) {
        if beside(element) {
            out.push(element.id());
        }
    } else if has_class(element, DRAWN) {
        let inside_drawn =
            element.ancestors().filter_map(ElementRef::wrap).take(3).any(|it| has_class(it, DRAWN));
        match math_in(element) {
            _ if inside_drawn => {}
            Some(math) => replaced.push((element.id(), math)),
            // Boxes without a meaning, before the TeX.
            None if has_class(element, &["MathJax_Preview"]) || tex_after(element) => {
                out.push(element.id());
            }
            None => {}
        }
    }
}

/// The first formula near the top of an element.
fn math_in(element: ElementRef<'_>) -> Option<NodeId> {
    let mut inside = element.descendent_elements().take(2_000);
    inside
        .find(|it| it.value().name() == "math" && it.value().name.ns == ns!(mathml))
        .map(|it| it.id())
}

/// The elements that `MathJax` drew before its script.
fn drawn_before(script: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    let before = script
        .prev_siblings()
        .filter(|it| !it.value().as_text().is_some_and(|it| it.trim().is_empty()));
    before.take(3).map_while(ElementRef::wrap).take_while(|it| has_class(*it, DRAWN))
}

fn tex_after(drawn: ElementRef<'_>) -> bool {
    drawn
        .next_siblings()
        .filter_map(ElementRef::wrap)
        .take(2)
        .any(|it| it.value().attr(TEX).is_some())
}

/// The TeX annotation of a formula.
fn tex_of(math: ElementRef<'_>) -> Option<String> {
    let mut inside = math.descendent_elements();
    let annotation = inside.find(|it| {
        it.value().name() == "annotation"
            && it.value().attr("encoding").is_some_and(|it| it.to_lowercase().contains("tex"))
    })?;
    Some(text(annotation).trim().to_owned())
        .filter(|it| !it.is_empty() && it.len() <= MAX_TEX_LENGTH)
}

#[cfg(test)]
mod tests {
    use super::clean;
    use crate::publish::content::tree;

    fn cleaned(html: &str) -> String {
        tree::cleaned(html, clean)
    }

    #[rustfmt::skip]
    const FORMULAS: &[(&str, &str)] = &[
        ("<span class=katex><span class=katex-mathml><math><semantics><mrow><mi>x</mi></mrow><annotation encoding=application/x-tex>x</annotation></semantics></math></span><span class=katex-html aria-hidden=true>x</span></span>",
         "<span class=\"katex\"><span class=\"katex-mathml\"><math alttext=\"x\"><semantics><mrow><mi>x</mi></mrow></semantics></math></span></span>"),
        ("<span class=katex><span class=katex-html>x</span></span>",               "<span class=\"katex\"><span class=\"katex-html\">x</span></span>"),
        ("<mjx-container><mjx-math aria-hidden=true></mjx-math><mjx-assistive-mml><math><mi>x</mi></math></mjx-assistive-mml></mjx-container>", "<math><mi>x</mi></math>"),
        ("a <script type='math/tex'>x^2</script> b <script type='math/tex; mode=display'>y < z</script>", "a <span data-feedwright-tex=\"\">\\(x^2\\)</span> b <span data-feedwright-tex=\"\">\\[y &lt; z\\]</span>"),
        ("<span class=MathJax_Preview>x</span><span class=MathJax><nobr>x</nobr></span><script type=math/tex>x</script>", "<span data-feedwright-tex=\"\">\\(x\\)</span>"),
        ("<span class=MathJax_Preview></span><span class=MathJax><nobr aria-hidden=true>x</nobr><span class=MJX_Assistive_MathML><math><mi>x</mi></math></span></span><script type=math/tex>x</script>", "<math><mi>x</mi></math>"),
        ("<span><span style='display:none'><math><mi>x</mi></math></span><img class=mwe-math-fallback-image-inline src=/x.svg></span>", "<span><span style=\"display:none\"><math><mi>x</mi></math></span></span>"),
        ("<math><mtext>a<b>b<i>c</i></b></mtext></math>",                          "<math><mtext>abc</mtext></math>"),
        ("<script type=math/tex>",                                                  ""),
        ("<script>1 < 2</script>a",                                                 "a"),
    ];

    #[test]
    fn keeps_one_form_of_each_formula() {
        for (html, wanted) in FORMULAS {
            assert_eq!(cleaned(html), *wanted, "{html}");
        }
    }
}
