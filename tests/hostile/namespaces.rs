//! Prefixes and the names that they are bound to.

use super::sample::{atom, rss};
use super::{Accepted, Bounded, Flagged, MORE, RejectedAs, Row, row, run, titled, with};

#[test]
fn namespaces() {
    let declaration = RejectedAs("xml-bad-namespace-declaration", MORE);
    let prefix = RejectedAs("xml-undeclared-prefix", MORE);
    let colon = RejectedAs("xml-misplaced-colon", MORE);
    #[rustfmt::skip]
    let rejected = [
        ("xml bound to another name",        declaration.clone(), "<x:a xmlns:x='u' xmlns:xml='v'/>"),
        ("another prefix bound to xml's",    declaration.clone(), "<x:a xmlns:x='http://www.w3.org/XML/1998/namespace'/>"),
        ("the default bound to xml's",       declaration.clone(), "<x xmlns='http://www.w3.org/XML/1998/namespace'/>"),
        ("xmlns declared",                   declaration.clone(), "<x:a xmlns:x='u' xmlns:xmlns='http://www.w3.org/2000/xmlns/'/>"),
        ("another prefix bound to xmlns's",  declaration.clone(), "<x:a xmlns:x='http://www.w3.org/2000/xmlns/'/>"),
        ("a prefix bound to nothing",        declaration,         "<x:a xmlns:x='u' xmlns:y=''/>"),
        ("an undeclared prefix",             prefix.clone(),      "<x:a/>"),
        ("an undeclared attribute's prefix", prefix.clone(),      "<y:a xmlns:y='u' x:b='c'/>"),
        ("a prefix out of scope",            prefix,              "<x:a xmlns:x='u'/><x:b/>"),
        ("a name of two colons",             colon.clone(),       "<x:a:b xmlns:x='u'/>"),
        ("a name that begins with a colon",  colon.clone(),       "<:a/>"),
        ("a name that ends in a colon",      RejectedAs("xml-misplaced-colon", MORE), "<x: xmlns:x='u'/>"),
        ("an element in xmlns",              colon,               "<xmlns:a/>"),
        ("an attribute twice by its name",   RejectedAs("xml-duplicate-attribute", MORE), "<x:a xmlns:x='u' xmlns:y='u' x:b='' y:b=''/>"),
        ("a declaration twice",              RejectedAs("xml-duplicate-attribute", MORE), "<x:a xmlns:x='u' xmlns:x='v'/>"),
    ];
    let mut rows: Vec<Row> = rejected
        .into_iter()
        .map(|(name, expected, more)| row(name, expected, move || with(more)))
        .collect();
    rows.extend([
        row("xml bound to its own namespace", Accepted, || {
            with("<x:a xmlns:x='u' xmlns:xml='http://www.w3.org/XML/1998/namespace'/>")
        }),
        row("the default taken back", Accepted, || {
            with("<x:a xmlns:x='u' xmlns='v'><x:b xmlns=''/></x:a>")
        }),
        row("one attribute in two namespaces", Accepted, || {
            with("<x:a xmlns:x='u' xmlns:y='v' x:b='' y:b='' b=''/>")
        }),
        row("Atom with a prefix", Accepted, || {
            let text = atom(1).replacen(
                "xmlns=\"http://www.w3.org/2005/Atom\"",
                "xmlns:a=\"http://www.w3.org/2005/Atom\"",
                1,
            );
            let names = [
                "feed",
                "title",
                "link",
                "id",
                "updated",
                "author",
                "name",
                "entry",
                "published",
                "summary",
                "content",
            ];
            names.iter().fold(text, |text, it| {
                text.replace(&format!("<{it}>"), &format!("<a:{it}>"))
                    .replace(&format!("<{it} "), &format!("<a:{it} "))
                    .replace(&format!("</{it}>"), &format!("</a:{it}>"))
            })
        }),
        row("Atom with https", Flagged("misspelled-namespace", 2), || {
            atom(1).replacen("http://www.w3.org/2005/Atom", "https://www.w3.org/2005/Atom", 1)
        }),
        row("Atom 0.3", Flagged("obsolete-atom", 2), || {
            atom(1).replacen("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", 1)
        }),
        row("RSS in a namespace", Flagged("wrong-namespace", 0), || {
            rss(1).replacen("<rss ", "<rss xmlns='http://backend.userland.com/rss2' ", 1)
        }),
        row("dc bound to something else", Bounded, || {
            rss(1).replacen("http://purl.org/dc/elements/1.1/", "https://harbor.example/dc", 1)
        }),
        row("an empty default", Accepted, || titled("x").replacen("<rss ", "<rss xmlns='' ", 1)),
    ]);
    run(rows);
}
