//! Compares a batch with a bare pass of quick-xml over the same documents, and with validating one document after another.
//!
//! `cargo bench --bench batch` runs every case; `cargo bench --bench batch -- warc` runs the cases that match a name. One thread validates,
//! and another one reads the input. `docs/performance.md` contains the results of whole processes.

use std::fs;
use std::io;
use std::io::Write;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use divan::Bencher;
use divan::counter::BytesCount;
use divan::counter::ItemsCount;
use feedwright::Batch;
use feedwright::BatchInputs;
use feedwright::BatchStatistics;
use feedwright::BatchTarget;
use feedwright::FetchSettings;
use feedwright::Options;
use feedwright::Selection;
use feedwright::Source;
use feedwright::validate;
use flate2::Compression;
use flate2::write::GzEncoder;
use tempfile::TempDir;

mod bare;
mod corpus;

use bare::bare_pass;
use corpus::Feed;

/// The number of documents.
const COUNT: usize = 200;
/// Each document.
const FEED: Feed = Feed { name: "small-rss", atom: false, entries: 30, faults: 0 };
/// The head of each response.
const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n";

/// The same documents in each form that a batch reads.
struct Documents {
    text: String,
    /// Contains the files.
    folder: TempDir,
}

static DOCUMENTS: LazyLock<Documents> = LazyLock::new(|| {
    let text = corpus::text(&FEED);
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let (mut list, mut plain, mut packed) = (String::new(), Vec::new(), Vec::new());
    for number in 0..COUNT {
        let path = folder.path().join(format!("{number}.xml"));
        fs::write(&path, &text).expect("it can be written");
        list += &format!("{}\n", path.display());
        let record = record(number, &text);
        let mut encoder = GzEncoder::new(&mut packed, Compression::default());
        encoder.write_all(record.as_bytes()).expect("it is in memory");
        encoder.finish().expect("it is in memory");
        plain.extend(record.into_bytes());
    }
    for (name, bytes) in [("list", list.into_bytes()), ("warc", plain), ("warc.gz", packed)] {
        fs::write(folder.path().join(name), bytes).expect("it can be written");
    }
    Documents { text, folder }
});

fn record(number: usize, text: &str) -> String {
    let length = HEAD.len() + text.len();
    format!(
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:{number}>\r\n\
         WARC-Target-URI: https://letters.example/{number}\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n\
         {HEAD}{text}\r\n\r\n"
    )
}

fn main() {
    for statistics in [batch(files()), batch(archive("warc")), batch(archive("warc.gz"))] {
        assert_eq!(statistics.documents, COUNT as u64);
        assert_eq!((statistics.failed, statistics.invalid), (0, 0), "{statistics:?}");
    }
    divan::main();
}

/// The bare pass reads every element and attribute of the documents, which are in memory, and validates nothing.
#[divan::bench]
fn bare_quick_xml(bencher: Bencher) {
    let text = &DOCUMENTS.text;
    counted(bencher).bench(|| {
        (0..COUNT).map(|_| bare_pass(divan::black_box(text.as_bytes()))).fold(0, u64::wrapping_add)
    });
}

/// Validates one document after another, without reading files or writing results.
#[divan::bench]
fn validator(bencher: Bencher) {
    let text = &DOCUMENTS.text;
    let options = Options::default();
    counted(bencher).bench(|| {
        let problems = (0..COUNT).map(|_| {
            let source = Source::from_bytes("feed.xml", divan::black_box(text.as_bytes()), None);
            validate(&source, &options).diagnostics.len()
        });
        problems.sum::<usize>()
    });
}

#[divan::bench]
fn batch_of_files(bencher: Bencher) {
    counted(bencher).bench(|| batch(files()));
}

#[divan::bench]
fn batch_of_warc(bencher: Bencher) {
    counted(bencher).bench(|| batch(archive("warc")));
}

#[divan::bench]
fn batch_of_warc_gz(bencher: Bencher) {
    counted(bencher).bench(|| batch(archive("warc.gz")));
}

fn counted<'a, 'b>(bencher: Bencher<'a, 'b>) -> Bencher<'a, 'b> {
    let size = DOCUMENTS.text.len() * COUNT;
    bencher.counter(BytesCount::new(size)).counter(ItemsCount::new(COUNT))
}

fn files() -> BatchInputs {
    let mut inputs = inputs();
    inputs.files_from(&path("list")).expect("it is there");
    inputs
}

fn archive(name: &str) -> BatchInputs {
    let mut inputs = inputs();
    inputs.warc(&path(name)).expect("it is there");
    inputs
}

fn inputs() -> BatchInputs {
    BatchInputs::new(FetchSettings::default().unpacked)
}

fn path(name: &str) -> PathBuf {
    DOCUMENTS.folder.path().join(name)
}

/// Checks all documents of the inputs, and drops their lines.
fn batch(inputs: BatchInputs) -> BatchStatistics {
    let batch = Batch {
        options: Options::default(),
        selection: Selection::new(&[], &[], &[]).expect("it names no rules"),
        settings: FetchSettings::default(),
        max_time: Duration::from_secs(60),
        max_memory: 1 << 30,
        jobs: 1,
        connections: 1,
        unordered: false,
        network: None,
    };
    let mut out = io::sink();
    let target = BatchTarget::Stream(&mut out);
    let summary = batch.run(inputs, target, &AtomicBool::new(false), &mut |_| {});
    summary.expect("the files can be read").statistics
}
