//! Tests every profile with its examples: `tests/profiles/<profile>/good.xml` has no error and no warning, and `bad.xml` has exactly the
//! problems in `bad.txt`.
//!
//! `FEEDWRIGHT_BLESS=1 cargo test --test profiles` writes the `.txt` files. Read them before you commit.

use std::path::Path;

use chrono::DateTime;
use feedwright::Options;
use feedwright::Profile;
use feedwright::Report;
use feedwright::ReportFormat;
use feedwright::Severity;
use feedwright::Source;
use feedwright::profiles;
use feedwright::validate;

fn checked(profile: &'static Profile, name: &str) -> (Source, Report) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/profiles").join(profile.name);
    let path = folder.join(name);
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let source = Source::from_vec(name, bytes, None);
    let mut options = Options::default();
    options.now = DateTime::from_timestamp(1_735_689_600, 0);
    options.base_url = Some("https://harbor.example/feed".to_owned());
    options.profiles.push(profile);
    let report = validate(&source, &options);
    (source, report)
}

#[test]
fn a_good_document_has_no_warning_in_its_profile() {
    for profile in profiles() {
        let (source, report) = checked(profile, "good.xml");
        let serious = report.diagnostics.iter().any(|it| it.severity > Severity::Info);
        assert!(!serious, "{}:\n{}", profile.name, ReportFormat::Concise.render(&source, &report));
    }
}

#[test]
fn a_bad_document_has_exactly_the_problems_of_its_profile() {
    let bless = std::env::var_os("FEEDWRIGHT_BLESS").is_some();
    let mut wrong = Vec::new();
    for profile in profiles() {
        let (source, report) = checked(profile, "bad.xml");
        let printed = ReportFormat::Pretty { color: false }.render(&source, &report);
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/profiles")
            .join(profile.name)
            .join("bad.txt");
        if bless {
            std::fs::write(&path, &printed).expect("the expectation can be written");
        }
        let wanted = std::fs::read_to_string(&path).unwrap_or_default();
        if printed != wanted {
            wrong.push(format!("{}:\n{printed}", profile.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn profiles_can_be_combined() {
    let (source, alone) = checked(feedwright::profile("apple").expect("it exists"), "good.xml");
    assert!(alone.is_valid());
    let mut options = Options::default();
    for name in ["apple", "podcasting20"] {
        options.profiles.push(feedwright::profile(name).expect("it exists"));
    }
    let both = validate(&source, &options);
    let missing = |it: &Report| {
        it.diagnostics.iter().filter(|it| it.rule.name == "missing-for-profile").count()
    };
    assert_eq!((missing(&alone), missing(&both)), (0, 7));
}
