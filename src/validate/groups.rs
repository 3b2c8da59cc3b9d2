//! The groups of rules that users can select and ignore, such as `podcast`. A rule may be in several groups.

use crate::diagnostic::Rule;

/// A group of rules.
#[derive(Debug)]
#[non_exhaustive]
pub struct Group {
    /// Its name, as in `--select podcast`.
    pub name: &'static str,
    /// What its rules are about.
    pub about: &'static str,
    /// The sections of the table of rules that belong to it.
    sections: &'static [&'static str],
    /// The words in names of rules that belong to it, such as `date` in `unstable-date`.
    words: &'static [&'static str],
    /// Single rules that belong to it.
    rules: &'static [&'static str],
}

/// A group with these sections, words and rules.
const fn group(
    name: &'static str,
    about: &'static str,
    sections: &'static [&'static str],
    words: &'static [&'static str],
    rules: &'static [&'static str],
) -> Group {
    Group { name, about, sections, words, rules }
}

/// All groups.
#[rustfmt::skip]
static GROUPS: &[Group] = &[
    //    name          what its rules are about                               sections and words of names, and single rules
    group("xml",        "characters, encoding and well-formedness of XML",     &["XML: characters, encoding, well-formedness"], &[], &[]),
    group("json",       "JSON, and JSON Feed",                                 &["JSON", "JSON Feed"], &["json"], &["unknown-member", "missing-member"]),
    group("rss",        "RSS only",                                            &["RDF, which RSS 1.0, 0.90 and 1.1 are"], &["rss", "guid", "rfc822", "channel"],
          &["iri-not-uri", "too-many-skipped", "hour-24", "unsupported-text-input", "invalid-form-name", "comments-without-date", "unsupported-image-format", "several-enclosures", "item-without-title-or-description", "content-before-description", "element-after-items", "doctype-of-other-version", "obsolete-doctype"]),
    group("atom",       "Atom only",                                           &[], &["atom", "xhtml"],
          &["obsolete-thread-when", "missing-content-or-alternate", "missing-author", "missing-summary", "invalid-text-type", "undeclared-html", "markup-not-inline", "html-fragment", "not-base64", "content-without-type", "incomplete-source", "metadata-after-entries", "link-not-empty", "duplicate-alternate-link", "reply-without-ref", "same-document-reference"]),
    group("opml",       "subscription lists and outlines in OPML",             &["OPML"], &["opml"], &[]),
    group("rdf",        "RDF, which RSS 1.0, 0.90 and 1.1 are",                &["RDF, which RSS 1.0, 0.90 and 1.1 are"], &[], &[]),
    group("opensearch", "OpenSearch descriptions",                             &["OpenSearch"], &[], &[]),
    group("atompub",    "service and category documents of AtomPub",           &["AtomPub"], &[], &[]),
    group("document",   "the document as a whole: its format and version",     &["the document"], &[], &[]),
    group("element",    "unknown, missing, misplaced and repeated elements, attributes and JSON members", &["elements and attributes"], &[], &[]),
    group("namespace",  "namespaces and prefixes",                             &["namespaces"], &["namespace", "prefix"], &[]),
    group("channel",    "the values of the feed itself",                       &["the channel"], &[], &[]),
    group("entry",      "entries and items",                                   &["entries"], &["entry"], &[]),
    group("podcast",    "podcasts: iTunes and Podcasting 2.0",                 &["podcasts"], &["podcast"], &[]),
    group("media",      "Media RSS",                                           &["Media RSS"], &[], &[]),
    group("product",    "products for Google Merchant Center",                 &["products"], &["product", "price"], &[]),
    group("feedsync",   "FeedSync",                                            &["FeedSync"], &[], &[]),
    group("archive",    "archives, and feeds with several pages",              &["pages and archives", "pages of a feed"], &["archive", "page"], &[]),
    group("value",      "the values of elements and attributes",               &["values"], &[], &[]),
    group("date",       "dates and times",                                     &[], &["date", "weekday", "time"], &["hour-24", "feed-older-than-entry", "updated-before-published"]),
    group("html",       "HTML and XHTML in content",                           &["HTML in content"], &["html", "xhtml", "markup"], &[]),
    group("link",       "links and URLs",                                      &[], &["link", "url", "uri", "iri", "scheme", "relation"], &["same-document-reference", "guid-not-permalink", "enclosure-not-described"]),
    group("id",         "the ids of entries",                                  &[], &["guid", "id"], &[]),
    group("language",   "language tags",                                       &[], &["language"], &[]),
    group("security",   "content that readers remove because it is a risk",    &[], &["unsafe", "dangerous", "script", "password"], &["embedded-frame", "form-in-content", "event-handler", "external-dtd", "xml-external-entity", "xml-entity-expansion"]),
    group("suppression", "comments and members that allow problems",           &["suppressions"], &[], &[]),
    group("profile",    "what profiles require",                               &["profiles"], &[], &[]),
    group("http",       "the responses of servers",                            &["http"], &[], &[]),
    group("resource",   "the files of a feed, such as images and recordings",  &["files of a feed"], &["resource"], &[]),
    group("unstable",   "changes between two requests",                        &["changes between requests"], &["unstable"], &[]),
];

/// The groups of rules that users can select and ignore.
///
/// ```
/// let podcast = feedwright::groups().find(|it| it.name == "podcast").expect("it is a group");
/// assert!(podcast.contains(feedwright::rule("invalid-explicit")?));
/// # Ok::<(), feedwright::UnknownRule>(())
/// ```
pub fn groups() -> impl Iterator<Item = &'static Group> {
    GROUPS.iter()
}

impl Group {
    /// Whether a rule is in the group. A group also contains all rules whose names begin with the name of the group and a hyphen.
    pub fn contains(&self, rule: &Rule) -> bool {
        let begins_with_name =
            || rule.name.strip_prefix(self.name).is_some_and(|rest| rest.starts_with('-'));
        self.sections.contains(&rule.group)
            || self.rules.contains(&rule.name)
            || begins_with_name()
            || rule.name.split('-').any(|it| self.words.contains(&it))
    }
}

#[cfg(test)]
mod tests {
    use super::groups;
    use crate::validate::rules::RULES;

    #[test]
    fn every_rule_is_in_a_group_and_every_group_has_rules() {
        for rule in RULES {
            assert!(groups().any(|it| it.contains(rule)), "{rule} is in no group");
        }
        for group in groups() {
            assert!(RULES.iter().any(|it| group.contains(it)), "{} has no rules", group.name);
            assert!(RULES.iter().all(|it| it.name != group.name), "{} is also a rule", group.name);
            for name in group.rules {
                assert!(RULES.iter().any(|it| it.name == *name), "{}: {name}", group.name);
            }
            for section in group.sections {
                assert!(RULES.iter().any(|it| it.group == *section), "{}: {section}", group.name);
            }
            for word in group.words {
                let has_word = |name: &str| name.split('-').any(|it| it == *word);
                assert!(RULES.iter().any(|it| has_word(it.name)), "{}: {word}", group.name);
            }
        }
    }
}
