//! Sparkle: the feeds with which programs on macOS and Windows update themselves.
//! <https://sparkle-project.org/documentation/publishing/>

use crate::validate::markup::name::Ns;
use crate::validate::row::Count::{Any, ZeroOrOne};
use crate::validate::row::Place;
use crate::validate::row::Place::{Entry, In};
use crate::validate::row::Row;
use crate::validate::row::Value::{Anything, Children, Integer, Nonblank, Reference, Text};
use crate::validate::row::attr;
use crate::validate::row::documented;
use crate::validate::vocabulary::Vocabulary;
use crate::validate::vocabulary::vocabulary;

/// The updates of a program. Most of its attributes are for the `enclosure` of RSS.
pub static SPARKLE: Vocabulary =
    vocabulary(Ns::SPARKLE, ROWS).lenient().open_attributes().contains_items();

const INFORMATIONAL: &[Place] = &[In("sparkle:informationalUpdate")];

#[rustfmt::skip]
static ROWS: &[Row] = &[
    //         element                                        in             how often   value
    documented("sparkle:version",                             &[Entry],      ZeroOrOne,  Nonblank),
    documented("sparkle:version",                             INFORMATIONAL, Any,        Nonblank),
    documented("sparkle:belowVersion",                        INFORMATIONAL, Any,        Nonblank),
    documented("sparkle:shortVersionString",                  &[Entry],      ZeroOrOne,  Nonblank),
    documented("sparkle:channel",                             &[Entry],      ZeroOrOne,  Nonblank),
    // There is one for each language. Sparkle resolves it against the URL of the feed.
    documented("sparkle:releaseNotesLink",                    &[Entry],      Any,        Reference).open_attributes(),
    documented("sparkle:fullReleaseNotesLink",                &[Entry],      Any,        Reference).open_attributes(),
    documented("sparkle:minimumSystemVersion",                &[Entry],      ZeroOrOne,  Nonblank),
    documented("sparkle:maximumSystemVersion",                &[Entry],      ZeroOrOne,  Nonblank),
    documented("sparkle:hardwareRequirements",                &[Entry],      ZeroOrOne,  Nonblank),
    documented("sparkle:minimumUpdateVersion",                &[Entry],      ZeroOrOne,  Nonblank),
    documented("sparkle:minimumAutoupdateVersion",            &[Entry],      ZeroOrOne,  Nonblank),
    documented("sparkle:ignoreSkippedUpgradesBelowVersion",   &[Entry],      ZeroOrOne,  Nonblank),
    documented("sparkle:phasedRolloutInterval",               &[Entry],      ZeroOrOne,  Integer(0, i64::MAX)),
    documented("sparkle:informationalUpdate",                 &[Entry],      ZeroOrOne,  Children),
    documented("sparkle:criticalUpdate",                      &[Entry, In("sparkle:tags")], ZeroOrOne, Text)
        .attributes(&[attr("sparkle:version", Nonblank)]),
    documented("sparkle:tags",                                &[Entry],      ZeroOrOne,  Children),
    // It contains the `enclosure` elements of RSS.
    documented("sparkle:deltas",                              &[Entry],      ZeroOrOne,  Anything),
    documented("sparkle:enclosure",                           &[Entry],      Any,        Text).open_attributes(),
];

#[cfg(test)]
mod tests {
    use crate::text::source::Source;
    use crate::validate::options::Options;
    use crate::validate::validate;

    /// The problems with extensions in an update with these children.
    fn problems(children: &str) -> Vec<String> {
        let text = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\" \
             xmlns:sparkle=\"http://www.andymatuschak.org/xml-namespaces/sparkle\"><channel><title>T</title>\
             <link>https://harbor.example/</link><description>D</description><item><title>T</title>{children}</item></channel></rss>"
        );
        let report = validate(&Source::from_text("", text), &Options::default());
        let shown = report.diagnostics.iter().filter(|it| it.message.contains("sparkle:"));
        shown.map(|it| format!("{}[{}]", it.severity.name(), it.rule.name)).collect()
    }

    #[test]
    fn documented_updates_have_no_problem() {
        let update = "<sparkle:version>2</sparkle:version><sparkle:tags><sparkle:criticalUpdate/></sparkle:tags>\
             <sparkle:criticalUpdate sparkle:version=\"1\"/><sparkle:releaseNotesLink xml:lang=\"de\">2.html</sparkle:releaseNotesLink>\
             <sparkle:informationalUpdate><sparkle:version>1</sparkle:version></sparkle:informationalUpdate>\
             <sparkle:deltas><enclosure url=\"https://harbor.example/1.delta\" sparkle:deltaFrom=\"1\"/></sparkle:deltas>";
        assert_eq!(problems(update), [""; 0]);
    }

    #[test]
    fn undocumented_names_and_places_are_only_noted() {
        for children in [
            "<sparkle:tide>high</sparkle:tide>",
            "<sparkle:Version>2</sparkle:Version>",
            "<sparkle:belowVersion>2</sparkle:belowVersion>",
            "<sparkle:version tide=\"high\">2</sparkle:version>",
        ] {
            assert_eq!(problems(children), ["info[unrecognized-name]"], "{children}");
        }
    }

    #[test]
    fn wrong_values_are_warnings() {
        let interval = "<sparkle:phasedRolloutInterval>one day</sparkle:phasedRolloutInterval>";
        assert_eq!(problems(interval), ["warning[invalid-integer]"]);
        let twice = "<sparkle:version>1</sparkle:version><sparkle:version>2</sparkle:version>";
        assert_eq!(problems(twice), ["warning[duplicate-element]"]);
    }
}
