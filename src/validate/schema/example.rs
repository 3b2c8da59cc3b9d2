//! A namespace that only tests have. It is defined as `CONTRIBUTING.md` describes: with this file, a line in `NAMESPACES` and a
//! line in `EXTENSIONS`.

use crate::validate::context::Context;
use crate::validate::element::Element;
use crate::validate::markup::name::Ns;
use crate::validate::row::Count::{Any, One, ZeroOrOne};
use crate::validate::row::Place::{Entry, Feed, In};
use crate::validate::row::Row;
use crate::validate::row::Value::{Children, Empty, Integer, Text};
use crate::validate::row::attr;
use crate::validate::row::row;
use crate::validate::rules;
use crate::validate::vocabulary::Vocabulary;
use crate::validate::vocabulary::vocabulary;

/// The boats in a feed and its entries.
pub(super) static EXAMPLE: Vocabulary =
    vocabulary(Ns::EXAMPLE, ROWS).called("the boat module").checks(&[(Entry, entry_has_a_boat)]);

#[rustfmt::skip]
static ROWS: &[Row] = &[
    //  element            in                        how often   value
    row("example:fleet",  &[Feed],                  ZeroOrOne,  Text),
    row("example:boat",   &[Entry],                 Any,        Children),
    row("example:name",   &[In("example:boat")],    One,        Text),
    row("example:seats",  &[In("example:boat")],    ZeroOrOne,  Integer(1, 100)),
    row("example:engine", &[In("example:boat")],    ZeroOrOne,  Empty).attributes(&[attr("power", Text).required()]),
];

fn entry_has_a_boat(entry: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    if context.facts.extension.uses(Ns::EXAMPLE) && !entry.has("example:boat") {
        context.out.report(&rules::ITEM_WITHOUT_CONTENT, entry.name_span, "this entry has no boat");
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Diagnostic;
    use crate::text::source::Source;
    use crate::validate::options::Options;
    use crate::validate::validate;

    /// The errors in an RSS feed whose channel contains `channel`: the rules and the messages.
    fn problems(channel: &str) -> Vec<(&'static str, String)> {
        let text = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\" xmlns:e=\"https://harbor.example/namespace\"><channel>\
             <title>T</title><link>https://harbor.example/</link><description>D</description>{channel}</channel></rss>"
        );
        let report = validate(&Source::from_text("", text), &Options::default());
        let errors = report.diagnostics.into_iter().filter(Diagnostic::is_error);
        errors.map(|it| (it.rule.name, it.message)).collect()
    }

    fn item(children: &str) -> String {
        format!("<item><title>T</title><guid isPermaLink=\"false\">1</guid>{children}</item>")
    }

    #[test]
    fn a_namespace_is_validated_by_its_file_alone() {
        let boat =
            "<e:boat><e:name>Ada</e:name><e:seats>9</e:seats><e:engine power=\"1\"/></e:boat>";
        assert_eq!(problems(&item(boat)), []);
        #[rustfmt::skip]
        let cases = [
            ("unknown",   item("<e:boat><e:name>A</e:name><e:sails/></e:boat>"), "unknown-element"),
            ("misspelled", item("<e:boat><e:nmae>A</e:nmae><e:name>A</e:name></e:boat>"), "unknown-element"),
            ("misplaced", item("<e:boat><e:name>A</e:name></e:boat><e:fleet>A</e:fleet>"), "misplaced-element"),
            ("missing",   item("<e:boat><e:seats>9</e:seats></e:boat>"), "missing-element"),
            ("repeated",  item("<e:boat><e:name>A</e:name><e:name>B</e:name></e:boat>"), "duplicate-element"),
            ("value",     item("<e:boat><e:name>A</e:name><e:seats>none</e:seats></e:boat>"), "invalid-integer"),
            ("attribute", item("<e:boat><e:name>A</e:name><e:engine/></e:boat>"), "missing-attribute"),
            ("its check", format!("<e:fleet>A</e:fleet>{}", item("")), "item-without-content"),
        ];
        for (name, channel, rule) in cases {
            let found = problems(&channel);
            assert_eq!(
                found.iter().map(|it| it.0).collect::<Vec<_>>(),
                [rule],
                "{name}: {found:?}"
            );
        }
        let (_, message) =
            problems(&item("<e:boat><e:name>A</e:name><e:sails/></e:boat>")).remove(0);
        assert!(message.contains("`e:sails`") && message.ends_with("the boat module"), "{message}");
    }

    #[test]
    fn checks_of_a_namespace_need_its_use() {
        assert_eq!(problems(&item("")), []);
    }
}
