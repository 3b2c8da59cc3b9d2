//! Problems of a configuration are shown once, with their place and what to write instead.

use std::fs;
use std::process::Command;

use super::CONFIGURATION;
use super::Said;
use super::two;

#[test]
fn builds_without_a_configuration() {
    let site = two();
    fs::remove_file(site.path("feedwright.toml")).expect("it is removed");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_feedwright"));
        command.current_dir(site.0.path()).arg("build").args(arguments);
        Said::of(&command.output().expect("the program runs"))
    };
    run(&[]).fails(2, "there is no feedwright.toml in the current folder");
    let all =
        ["--articles", "articles", "--out", "o/feeds", "--base-url", "https://h.example/feeds/"];
    run(&all).is_silent();
    let rss = site.read("o/feeds/rss.xml");
    assert!(rss.contains("<title>h.example</title>"), "{rss}");
    assert!(rss.contains("href=\"https://h.example/feeds/rss.xml\""), "{rss}");
    run(&["--articles", "none", "--out", "o", "--base-url", "https://h.example/"]).fails(2, "none");
}

#[test]
fn reports_problems_of_a_configuration_with_their_place() {
    // the lines after `[site]`, title and url; the place; the message; the help
    #[rustfmt::skip]
    let cases = [
        ("timezone = \"Europe/Berln\"",        "4:12", "`Europe/Berln` is not a time zone",               "did you mean `Europe/Berlin`?"),
        ("langage = \"en\"",                   "4:1",  "unknown key `langage` in [site]",                    "did you mean `language`?"),
        ("limit = 3",                          "4:1",  "unknown key `limit` in [site]",                      "it belongs in [feed]"),
        ("language = \"english-x\"",           "4:12", "`english-x` is not a valid language tag",             "write `\"en\"`"),
        ("description = 3",                    "4:15", "`description` must be a string, not an integer",       "write `description = \"…\"`"),
        ("authors = \"Ann\"",                  "4:11", "`authors` must be a list, not a string",              "write `authors = [\"…\", \"…\"]`"),
        ("authors = [\"Ann <ann>\"]",          "4:12", "`ann` is not a valid e-mail address",                 "write `\"Name <name@example.org>\"`"),
        ("[feed]\ncontent = \"ful\"",          "5:11", "`ful` is not a valid value for `content`",            "did you mean `full`?"),
        ("[feed]\nlimit = -1",                 "5:9",  "`limit` must not be negative: -1",                    "`limit` is the maximum number"),
        ("[feed]\nlimit = \"20\"",             "5:9",  "`limit` must be a whole number, not a string",        "write `limit = 20`"),
        ("[feed]\nformats = [\"rss\", \"x\"]", "5:19", "`x` is not a valid value for `formats`",              "the valid values are `rss`, `atom`, `json`"),
        ("[feed]\nfiles = { rss = \"../x\" }", "5:17", "`../x` is not a valid file name",                     "use a name in the folder of feeds"),
        ("[articles]\npermalink = \"/{slg}\"", "5:13", "the permalink has an unknown placeholder: `{slg}`",  "did you mean `{slug}`?"),
        ("[articles]\npermalink = \"/a/\"",    "5:13", "all articles would have the same permalink",         "add `{slug}` or `{path}`"),
        ("[feeds]",                            "4:2",  "unknown key `feeds`",                                "did you mean `feed`?"),
        ("[feed]\nformats = [3]",              "5:12", "each value in `formats` must be a string, not an integer", "the valid values are"),
        ("[feed]\nsort = 3",                   "5:8",  "`sort` must be a string, not an integer",            "the valid values are"),
        ("title = \"Again\"",                  "4:1",  "duplicate key",                                      ""),
    ];
    let site = two();
    for (lines, place, message, help) in cases {
        let text = format!("[site]\ntitle = \"T\"\nurl = \"https://h.example/\"\n{lines}\n");
        site.write("feedwright.toml", &text);
        let said = site.build(&[]);
        said.fails(2, &format!("feedwright.toml:{place}\n"));
        said.fails(2, message);
        said.fails(2, &format!("help: {help}"));
        assert!(!site.path("feeds").exists());
    }
    site.write("feedwright.toml", "[site]\nurl = \"h.example\"\n");
    let said = site.build(&[]);
    said.fails(2, "`title` is missing in [site]");
    said.fails(2, "`h.example` is not an absolute URL");
}

#[test]
fn reports_a_value_of_the_wrong_type_once() {
    let site = two();
    for (text, message) in [
        ("[site]\ntitle = 3\nurl = \"https://h.example/\"\n", "`title` must be a string"),
        ("[site]\ntitle = \"T\"\nurl = 3\n", "`url` must be a string"),
        ("site = 3\n", "`site` must be a table"),
        (&format!("{CONFIGURATION}[feed]\nformats = 3\n"), "`formats` must be a list"),
        (&format!("{CONFIGURATION}[feed]\nfiles = 3\n"), "`files` must be a table"),
        (&format!("{CONFIGURATION}[articles]\ndirs = 3\n"), "`dirs` must be a list"),
    ] {
        site.write("feedwright.toml", text);
        let said = site.build(&[]);
        said.fails(2, message);
        assert_eq!(said.err.matches("error[").count(), 1, "{}", said.err);
    }
}

#[test]
fn a_misspelled_or_misplaced_key_is_not_missing_too() {
    let site = two();
    let url = "url = \"https://h.example/\"\n";
    for (text, message, help) in [
        (
            format!("titel = \"x\"\n[site]\n{url}"),
            "unknown key `titel`",
            "did you mean `title` in [site]?",
        ),
        (
            format!("[site]\ntitel = \"x\"\n{url}"),
            "unknown key `titel` in [site]",
            "did you mean `title`?",
        ),
        (format!("title = \"x\"\n[site]\n{url}"), "unknown key `title`", "it belongs in [site]"),
        (format!("[sites]\ntitle = \"x\"\n{url}"), "unknown key `sites`", "did you mean `site`?"),
    ] {
        site.write("feedwright.toml", &text);
        let said = site.build(&[]);
        said.fails(2, message);
        said.fails(2, &format!("help: {help}"));
        assert_eq!(said.err.matches("error[").count(), 1, "{}", said.err);
    }
}
