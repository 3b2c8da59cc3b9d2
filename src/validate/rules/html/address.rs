//! URLs in HTML: those that run code, and relative ones without a base URL.

use std::borrow::Cow;
use std::fmt::Display;
use std::ops::Range;

use crate::diagnostic::Edit;
use crate::diagnostic::Safety;
use crate::text::escape;
use crate::text::quoted::Quoted;
use crate::validate::facts::Facts;
use crate::validate::format::Format;
use crate::validate::rules;
use crate::validate::rules::html::edit::REMOVE_ATTRIBUTE;
use crate::validate::rules::html::text::Base;
use crate::validate::rules::html::text::Html;
use crate::value::html::attribute::Urls;
use crate::value::html::reference::ReferenceContext;
use crate::value::html::reference::decode;
use crate::value::html::script_url::Code;
use crate::value::html::script_url::runs_code;
use crate::value::html::srcset;
use crate::value::html::tokenizer::Attribute;
use crate::value::html::tokenizer::Tag;
use crate::value::uri;

/// Finds the base URL of relative references at this place in the feed.
pub(super) fn base(facts: &Facts<'_>) -> Base {
    match facts.format {
        _ if !facts.bases.is_empty() => Base::Known,
        Format::JsonFeed10 | Format::JsonFeed11 => Base::OfJson,
        // Without `xml:base`, the base is the URI "used to retrieve the document" (RFC 3986 §5.1.3). Readers that store the entry
        // no longer know it, and use the link of the entry, the `self` link or no base.
        Format::Atom10 | Format::Atom03 | Format::AtomEntry => Base::OfAtom,
        format if format.is_rss() => Base::OfRss,
        _ => Base::Known,
    }
}

/// Whether a URL needs no further check. Most URLs begin like this.
#[inline]
pub(super) fn is_usual(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

impl Html<'_, '_> {
    /// Checks an attribute that contains URLs.
    #[cold]
    pub(super) fn urls(&mut self, tag: &Tag, attribute: &Attribute, urls: Urls) {
        let value = self.part(&attribute.value);
        match urls {
            Urls::One => self.url(tag, attribute, &attribute.value.clone()),
            Urls::Fragment => {}
            Urls::Srcset => {
                for candidate in srcset::candidates(value) {
                    let at = attribute.value.start + candidate.url.start;
                    self.url(tag, attribute, &(at..at + candidate.url.len()));
                }
            }
            Urls::Spaced => {
                let mut at = attribute.value.start;
                for url in value.split([' ', '\t', '\n', '\r', '\x0c']) {
                    if !url.is_empty() {
                        self.url(tag, attribute, &(at..at + url.len()));
                    }
                    at += url.len() + 1;
                }
            }
        }
    }

    fn url(&mut self, tag: &Tag, attribute: &Attribute, range: &Range<usize>) {
        let written = self.part(range);
        if is_usual(written) {
            return;
        }
        let url = decode(written, ReferenceContext::Attribute);
        if let Some(code) = runs_code(&url) {
            if code != Code::Svg
                || !shows_an_image(self.part(&tag.name), self.part(&attribute.name))
            {
                self.code(tag, attribute, range, code);
            }
            return;
        }
        let url = url.trim_matches(|it: char| it <= ' ');
        if self.base != Base::Known && !uri::split(url).is_absolute() {
            self.relative(Some(tag), attribute, range, url);
        }
    }

    /// Reports a URL that runs code.
    #[cold]
    pub(super) fn code(
        &mut self,
        tag: &Tag,
        attribute: &Attribute,
        range: &Range<usize>,
        code: Code,
    ) {
        let (element, name) = (self.part(&tag.name), self.part(&attribute.name));
        // An attribute with other URLs, such as `srcset`, keeps those.
        let edit = Some(attribute).filter(|it| it.value == *range);
        let edit = edit.and_then(|it| self.without_attribute(it));
        let what = match code {
            Code::Script(scheme) => Cow::from(format!("a `{scheme}:` URL")),
            Code::Document | Code::Svg => Cow::from("a `data:` URL that may contain scripts"),
        };
        let words = format_args!("{} of {} is {what}", Quoted(name), Quoted(element));
        let Some(report) = self.report(&rules::SCRIPT_URL, element, range, words) else { return };
        report
            .note("readers that do not remove the URL may run its code")
            .help("replace it with the URL of a web page")
            .fix_with(Safety::Unsafe, REMOVE_ATTRIBUTE, edit);
    }

    /// Reports a relative reference, or a link that is only a fragment.
    #[cold]
    pub(super) fn relative(
        &mut self,
        tag: Option<&Tag>,
        attribute: &Attribute,
        range: &Range<usize>,
        url: &str,
    ) {
        let name = self.part(&attribute.name);
        let element = tag.map_or("style", |it| self.part(&it.name));
        let is_fragment = url.starts_with('#');
        let rule = if is_fragment { &rules::FRAGMENT_URL } else { &rules::RELATIVE_URL_IN_HTML };
        let edit = Some(url).filter(|_| tag.is_some() && !is_fragment);
        let edit = edit.and_then(|url| self.absolute(range, url));
        let place = if range.is_empty() { &attribute.name } else { range };
        let words: &dyn Display = match tag {
            None => &format_args!("a URL in `style` is relative: {}", Quoted(url)),
            Some(_) if is_fragment => &format_args!(
                "{} of {} is only a fragment: {}",
                Quoted(name),
                Quoted(element),
                Quoted(url)
            ),
            Some(_) => &format_args!(
                "{} of {} is a relative URL: {}",
                Quoted(name),
                Quoted(element),
                Quoted(url)
            ),
        };
        let base = self.base;
        let Some(report) = self.report(rule, element, place, words) else { return };
        if is_fragment {
            report
                .note("readers show many items on one page, where the fragment leads to the wrong place or nowhere")
                .help("put the URL of the page before the fragment");
            return;
        }
        report
            .note(match base {
                Base::OfRss => "RSS cannot define a base URL: some readers use the feed's URL or the item's link, and others do not resolve it",
                Base::OfAtom => "the feed has no `xml:base`: some readers use the feed's URL or the entry's link, and others do not resolve it",
                _ => "JSON Feed cannot define a base URL: some readers use the feed's URL or the item's `url`, and others do not resolve it",
            })
            .help(match base {
                Base::OfAtom => "write the absolute URL, or add `xml:base` to the feed",
                _ => "write the absolute URL, beginning with `https://`",
            })
            // Readers resolve it against different URLs, so this fix is unsafe.
            .fix_with(Safety::Unsafe, "write the absolute URL", edit);
    }

    /// The edit that makes a relative reference absolute. Only for those that begin with `/`, because the others depend on whether the base
    /// is the URL of the feed or of the entry.
    fn absolute(&self, range: &Range<usize>, url: &str) -> Option<Edit> {
        let base = self.base_url.filter(|_| url.starts_with('/'))?;
        let whole = uri::resolve::resolve(base, url);
        uri::check_absolute(&whole).ok()?;
        self.edit(range, &escape::attribute(&whole))
    }
}

/// Whether the URL is that of an image. Scripts do not run in images.
fn shows_an_image(element: &str, attribute: &str) -> bool {
    let is = |it: &&str| it.eq_ignore_ascii_case(attribute);
    let images = ["img", "source", "image", "input", "video", "body", "table", "td", "th"];
    images.iter().any(|it| it.eq_ignore_ascii_case(element))
        && ["src", "srcset", "poster", "background", "href", "xlink:href"].iter().any(is)
}
