//! Compares validation with a bare pass of quick-xml over the same bytes, and with a reader that only parses.
//!
//! `cargo bench --bench validate` runs every case; `cargo bench --bench validate -- small` runs the cases that match
//! a name.
//! `docs/performance.md` contains the published results and describes how they were measured.

use divan::Bencher;
use divan::counter::BytesCount;
use feedwright::Options;
use feedwright::Source;
use feedwright::validate;

mod bare;
mod corpus;

use bare::bare_pass;
use corpus::Feed;

/// The feeds on which each function is measured.
const FEEDS: &[Feed] = &[
    Feed { name: "small-rss", atom: false, entries: 30, faults: 0 },
    Feed { name: "small-atom", atom: true, entries: 30, faults: 0 },
    Feed { name: "large-rss", atom: false, entries: 5_000, faults: 0 },
    Feed { name: "large-atom", atom: true, entries: 5_000, faults: 0 },
    Feed { name: "large-rss-three-faults-an-item", atom: false, entries: 5_000, faults: 3 },
];

fn main() {
    for feed in FEEDS {
        let source = Source::from_text("feed.xml", corpus::text(feed));
        let report = validate(&source, &Options::default());
        let clean = report.diagnostics.is_empty();
        assert_eq!(clean, feed.faults == 0, "{feed}: {:?}", report.diagnostics.first());
    }
    divan::main();
}

/// The bare pass reads every element and attribute with its namespace, value and text, and validates nothing.
#[divan::bench(args = FEEDS)]
fn bare_quick_xml(bencher: Bencher, feed: &Feed) {
    let text = corpus::text(feed);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| bare_pass(divan::black_box(text.as_bytes())));
}

/// feed-rs builds a model of the feed, and validates nothing.
#[divan::bench(args = FEEDS)]
fn feed_rs(bencher: Bencher, feed: &Feed) {
    let text = corpus::text(feed);
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        feed_rs::parser::parse(divan::black_box(text.as_bytes())).map(|it| it.entries.len())
    });
}

/// The validator, from bytes to a report.
#[divan::bench(args = FEEDS)]
fn feedwright(bencher: Bencher, feed: &Feed) {
    let text = corpus::text(feed);
    let options = Options::default();
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let source = Source::from_bytes("feed.xml", divan::black_box(text.as_bytes()), None);
        validate(&source, &options).diagnostics.len()
    });
}
