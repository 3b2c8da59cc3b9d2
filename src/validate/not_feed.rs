//! Recognizes documents that are certainly not feeds before they are read: text, HTML pages, images and archives. Such a document
//! is one problem, and its markup is not checked.

use memchr::memmem::find;

use crate::diagnostic::Edit;
use crate::text::escape::unescaped;
use crate::text::quoted::Quoted;
use crate::text::shorten::clipped;
use crate::text::span::Span;
use crate::validate::detect;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::feed_links::feed_links;
use crate::validate::markup::xml;
use crate::validate::other;
use crate::validate::rules;

/// How far into a document a feed may begin, for example after the warnings of a program.
const HEAD: usize = 1 << 14;

/// The start tags of feeds.
const ROOTS: &[&str] = &["<rss", "<feed", "<rdf:RDF", "<opml", "<OpenSearchDescription"];

/// Root elements of web pages and of parts of them, such as the messages of servers and programs. In lowercase.
#[rustfmt::skip]
const HTML: &[&str] = &[
    "html", "head", "body", "meta", "script", "style", "noscript", "iframe", "center", "div", "span", "p", "pre", "h1", "h2", "h3", "br", "hr",
    "font", "table", "form", "ul", "ol", "strong", "main", "header", "nav", "section",
];

/// Reports a document that is not a feed, and returns whether it is one. `false` if it may be a feed.
pub(super) fn report(text: &str, url: Option<&str>, out: &mut Diagnostics) -> bool {
    let start = text.trim_start();
    // Most feeds begin like this.
    if start.starts_with("<rss") || start.starts_with("<feed") {
        return false;
    }
    if start.is_empty() {
        let message = "this is not a feed: the document is empty";
        out.report(&rules::XML_NO_ROOT, Span::at(0), message)
            .note("readers look for a root element `rss`, `feed` or `rdf:RDF`, or for a JSON object with `version`")
            .help("check the URL or the file, and whether the program that generates the feed failed");
        return true;
    }
    if detect::is_binary(text) || xml::signature(start).is_some() {
        detect::not_text(text, out);
        return true;
    }
    if start.starts_with(['{', '[']) || detect::is_json(start) {
        return false;
    }
    let head = &start.as_bytes()[..start.len().min(HEAD)];
    let holds_feed = ROOTS.iter().any(|it| find(head, it.as_bytes()).is_some());
    if holds_feed {
        return false;
    }
    if escaped(text, out) {
        return true;
    }
    if start.starts_with('<') { page(text, start, url, out) } else { plain(text, start, out) }
}

fn page(text: &str, start: &str, url: Option<&str>, out: &mut Diagnostics) -> bool {
    if has_declarations(start) {
        return false;
    }
    let has_doctype = start.get(..14).is_some_and(|it| it.eq_ignore_ascii_case("<!doctype html"));
    let root = other::root(start).unwrap_or_default().to_ascii_lowercase();
    if !has_doctype && (!HTML.contains(&root.as_str()) || start.starts_with("<?xml")) {
        return false;
    }
    let is_error = ["Fatal error", "Parse error", "Warning</b>", "Notice</b>", "Deprecated</b>"]
        .iter()
        .any(|it| find(start.as_bytes(), it.as_bytes()).is_some());
    if is_error && !has_doctype && root != "html" {
        let help = "correct the error in the program that generates the feed";
        what(text, "it is the error message of a program", help, out);
        return true;
    }
    let feeds = feed_links(start, url);
    if let Some(first) = feeds.first() {
        let more = feeds.len() - 1;
        let more = if more > 0 { format!(" (and to {more} more)") } else { String::new() };
        let help = format!("the page links to the feed {}{more}", Quoted(first));
        what(text, "it is an HTML page", &help, out);
    } else if is_login(start) {
        let help = "publish the feed at a URL that readers can request without logging in";
        what(text, "it is a page on which people log in", help, out);
    } else {
        what(text, "it is an HTML page", CHECK, out);
    }
    true
}

/// Whether the title of a page says that people log in there, and the page asks for a password.
fn is_login(page: &str) -> bool {
    let head = &page.as_bytes()[..page.len().min(1 << 17)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let title = head.split_once("<title>").and_then(|it| it.1.split_once("</title>"));
    let names = ["log in", "login", "sign in", "signin"];
    ["type=\"password\"", "type='password'", "type=password"].iter().any(|it| head.contains(it))
        && title.is_some_and(|(title, _)| names.iter().any(|it| title.contains(it)))
}

/// Whether a document type declaration declares elements or entities, as only XML does.
pub(super) fn has_declarations(prolog: &str) -> bool {
    let head = &prolog.as_bytes()[..prolog.len().min(HEAD)];
    find(head, b"<!DOCTYPE").is_some()
        && (find(head, b"<!E").is_some() || find(head, b"<!A").is_some())
}

const CHECK: &str = "check the URL or the file (a web page usually links to its feed with `<link rel=\"alternate\">`)";

/// Text that does not begin with markup. XML with text before it is reported where it is read.
fn plain(text: &str, start: &str, out: &mut Diagnostics) -> bool {
    let before = start.split('<').next().unwrap_or_default();
    let letters = before.chars().take(HEAD).filter(|it| it.is_alphanumeric()).count();
    // A few characters before markup are not a text. `<?` looks like the other character if the byte order mark is wrong.
    if before.len() < start.len() && letters < 3 || before.starts_with(['\u{3c3f}', '\u{3f3c}']) {
        return false;
    }
    let line = clipped(start.lines().next().unwrap_or_default().trim_end(), 60);
    let message = format!("it is text that begins with {}", Quoted(&line));
    what(text, &message, "check the URL, the file or the program that generates the feed", out);
    true
}

/// A whole feed whose markup is escaped.
fn escaped(text: &str, out: &mut Diagnostics) -> bool {
    let start = text.trim_start().trim_start_matches("<pre>");
    let begins = ["&lt;?xml", "&lt;rss", "&lt;feed", "&lt;rdf:RDF", "&lt;opml"];
    if !begins.iter().any(|it| start.starts_with(it)) {
        return false;
    }
    let at = text.len() - start.len();
    let first = Span::new(at, at + start.find(';').map_or(1, |it| it + 1));
    let end = start.trim_end().trim_end_matches("</pre>").len();
    let title = "write the markup with `<` and `>`";
    let whole = Edit { span: Span::new(0, text.len()), text: unescaped(&start[..end]) };
    out.report(
        &rules::NOT_A_FEED,
        first,
        "this is not a feed: its markup is escaped, so every `<` is written as `&lt;`",
    )
    .note("readers find only text in it")
    .help(title)
    .fix_all(crate::diagnostic::Safety::Unsafe, title, vec![whole]);
    true
}

fn what(text: &str, what: &str, help: &str, out: &mut Diagnostics) {
    let first = text.chars().next().map_or(0, char::len_utf8);
    out.report(
        &rules::NOT_A_FEED,
        Span::new(0, first),
        format_args!("this is not a feed: {what}"),
    )
    .note("readers look for a root element `rss`, `feed` or `rdf:RDF`, or for a JSON object with `version`")
    .help(help);
}
