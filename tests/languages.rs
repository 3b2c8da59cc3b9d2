//! Articles in several languages: the languages of entries and feeds, and translations, which are different articles.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

struct Site(tempfile::TempDir);

impl Site {
    /// A site with these tables after `[site]`, and these articles: path, front matter.
    fn new(tables: &str, articles: &[(&str, &str)]) -> Site {
        let site = Site(tempfile::tempdir().expect("there is a folder for temporary files"));
        site.write(
            "feedwright.toml",
            &format!(
                "[site]\ntitle = \"The Harbor\"\nurl = \"https://harbor.example/blog/\"\nlanguage = \"en\"\n{tables}"
            ),
        );
        for (path, front_matter) in articles {
            site.add(path, front_matter);
        }
        site
    }

    fn add(&self, path: &str, front_matter: &str) {
        let text =
            format!("---\ntitle: Ferry\ndate: 2024-05-01\n{front_matter}\n---\nText of {path}.\n");
        self.write(&format!("articles/{path}"), &text);
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it is created");
        fs::write(path, text).expect("it is written");
    }

    /// Builds without any message.
    #[track_caller]
    fn build(&self) -> &Site {
        let output = Command::new(env!("CARGO_BIN_EXE_feedwright"))
            .arg("build")
            .arg(self.0.path())
            .args(["--now", "2024-06-01T00:00:00Z"])
            .output()
            .expect("the program runs");
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), err.as_ref()), (Some(0), ""));
        self
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(&format!("feeds/{name}"))).expect("it is there")
    }

    fn json(&self, name: &str) -> Value {
        serde_json::from_str(&self.text(name)).expect("it is JSON")
    }

    /// The URL path, the last part of the id, and the language of each entry, sorted.
    fn entries(&self, name: &str) -> Vec<(String, String, String)> {
        let feed = self.json(name);
        let items = feed["items"].as_array().expect("there are items");
        let text = |it: &Value| it.as_str().unwrap_or("-").to_owned();
        let last = |it: &Value| text(it).rsplit(':').next().unwrap_or_default().to_owned();
        let path = |it: &Value| text(it).replace("https://harbor.example/blog", "");
        let mut entries: Vec<_> = items
            .iter()
            .map(|it| (path(&it["url"]), last(&it["id"]), text(&it["language"])))
            .collect();
        entries.sort();
        entries
    }
}

#[track_caller]
fn check(dialect: &str, articles: &[(&str, &str)], wanted: &[(&str, &str, &str)]) {
    let tables = format!(
        "[articles]\ndialect = \"{dialect}\"\n[feed]\nid = \"tag\"\nformats = [\"json\"]\n"
    );
    let site = Site::new(&tables, articles);
    let entries = site.build().entries("feed.json");
    let mut wanted = wanted.to_vec();
    wanted.sort_unstable();
    let entries: Vec<(&str, &str, &str)> =
        entries.iter().map(|it| (it.0.as_str(), it.1.as_str(), it.2.as_str())).collect();
    assert_eq!(entries, wanted, "{dialect}");
}

#[test]
fn translations_have_their_own_urls_and_ids() {
    check(
        "plain",
        &[("post.md", ""), ("post.fr.md", ""), ("post.de.md", "")],
        &[("/post/", "post", "-"), ("/de/post/", "post.de", "de"), ("/fr/post/", "post.fr", "fr")],
    );
    check(
        "plain",
        &[("notes/post.md", ""), ("fr/notes/post.md", "")],
        &[("/post/", "post", "-"), ("/fr/post/", "fr-notes-post", "fr")],
    );
    check(
        "hugo",
        &[
            ("posts/post.md", "translationKey: ferry"),
            ("posts/post.fr.md", "translationKey: ferry"),
        ],
        &[("/fr/posts/post/", "posts-post.fr", "fr"), ("/posts/post/", "post", "-")],
    );
    check(
        "hugo",
        &[("en/posts/post/index.md", ""), ("fr/posts/post/index.md", "")],
        &[("/fr/posts/post/", "fr-posts-post-index", "fr"), ("/posts/post/", "post", "-")],
    );
    // Polyglot and similar plugins: only the front matter names the language.
    check(
        "jekyll",
        &[
            ("_posts/en/2024-05-01-walk.md", "lang: en\npage_id: walk"),
            ("_posts/fr/2024-05-01-walk.md", "lang: fr\npage_id: walk"),
        ],
        &[
            ("/2024/05/01/walk.html", "walk", "-"),
            ("/fr/2024/05/01/walk.html", "_posts-fr-2024-05-01-walk", "fr"),
        ],
    );
    check(
        "jekyll",
        &[
            ("_posts/2024-05-01-walk.md", "lang: en\nref: walk\npermalink: /walk/"),
            ("_posts/2024-05-01-balade.md", "lang: fr\nref: walk\npermalink: /walk/"),
        ],
        &[("/fr/walk/", "balade", "fr"), ("/walk/", "walk", "-")],
    );
    check(
        "zola",
        &[("blog/post.md", ""), ("blog/post.fr.md", "")],
        &[("/blog/post/", "post", "-"), ("/fr/blog/post/", "blog-post.fr", "fr")],
    );
    check(
        "astro",
        &[("post.md", ""), ("fr/post.md", "")],
        &[("/post/", "post", "-"), ("/fr/post/", "fr-post", "fr")],
    );
    check(
        "docusaurus",
        &[
            ("2024-05-01-post.md", ""),
            ("i18n/fr/docusaurus-plugin-content-blog/2024-05-01-post.md", ""),
        ],
        &[
            ("/blog/2024/05/01/post", "post", "-"),
            (
                "/fr/blog/2024/05/01/post",
                "i18n-fr-docusaurus-plugin-content-blog-2024-05-01-post",
                "fr",
            ),
        ],
    );
    check(
        "pelican",
        &[("post.md", "slug: post\nlang: en"), ("billet.md", "slug: post\nlang: fr")],
        &[("/post.html", "post", "-"), ("/post-fr.html", "billet", "fr")],
    );
    check(
        "eleventy",
        &[("en/post.md", "lang: en"), ("fr/post.md", "lang: fr")],
        &[("/en/post/", "post", "-"), ("/fr/post/", "fr-post", "fr")],
    );
    check(
        "hexo",
        &[("post.md", "lang: en"), ("post-fr.md", "lang: fr\npermalink: 2024/05/01/post/")],
        &[("/2024/05/01/post/", "post", "-"), ("/fr/2024/05/01/post/", "post-fr", "fr")],
    );
    // A translation alone keeps its URL.
    check(
        "jekyll",
        &[("_posts/2024-05-01-walk.md", "lang: fr")],
        &[("/2024/05/01/walk.html", "walk", "fr")],
    );
}

#[test]
fn translations_may_have_the_same_id_in_their_files() {
    check(
        "plain",
        &[("post.md", "id: ferry"), ("post.fr.md", "id: ferry")],
        &[("/post/", "ferry", "-"), ("/fr/post/", "post.fr", "fr")],
    );
    // Two articles in one language may not.
    let site = Site::new("", &[("a.fr.md", "id: ferry"), ("b.fr.md", "id: ferry")]);
    let output = Command::new(env!("CARGO_BIN_EXE_feedwright"))
        .arg("build")
        .arg(site.0.path())
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("`a.fr.md` has the same id: `ferry`"));
}

#[test]
fn ids_do_not_change_when_a_translation_is_added() {
    let site = Site::new("[feed]\nformats = [\"json\"]\n", &[("post.md", "")]);
    let before = site.build().entries("feed.json");
    site.add("post.de.md", "");
    let after = site.build().entries("feed.json");
    assert_eq!(after[1..], before);
    // Not even if everything is lost.
    for folder in [".feedwright", "feeds"] {
        fs::remove_dir_all(site.path(folder)).expect("it is removed");
    }
    assert_eq!(site.build().entries("feed.json"), after);
}

#[test]
fn entries_have_their_language_if_it_is_not_that_of_the_feed() {
    let site = Site::new(
        "",
        &[("post.md", "image: /a.jpg"), ("post.fr.md", "author: Jeanne"), ("gb.md", "lang: en-GB")],
    );
    site.build();
    assert_eq!(
        site.entries("feed.json").into_iter().map(|it| it.2).collect::<Vec<_>>(),
        ["fr", "en-GB", "-"]
    );
    let atom = site.text("atom.xml");
    assert!(
        atom.contains("xml:lang=\"en\">") && atom.contains("<title xml:lang=\"fr\">Ferry"),
        "{atom}"
    );
    let rss = site.text("rss.xml");
    assert!(
        rss.contains("<dc:language>fr</dc:language>")
            && rss.contains("<dc:language>en-GB</dc:language>"),
        "{rss}"
    );
    assert!(!rss.contains("<dc:language>en</dc:language>"), "{rss}");
    let output = Command::new(env!("CARGO_BIN_EXE_feedwright"))
        .args(["check", "--fail-level", "info", "--base-url", "https://harbor.example/blog/feeds/"])
        .arg(site.path("feeds"))
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn a_feed_of_one_language_contains_only_that_language() {
    let site = Site::new(
        "[[feed]]\neach = \"language\"\nformats = [\"json\"]\n\
         [[feed]]\nname = \"french\"\nformats = [\"json\"]\ninclude = { language = \"FR\" }\n\
         [[feed]]\nname = \"english\"\nformats = [\"json\"]\ninclude = { language = \"en\" }\n\
         [[feed]]\nname = \"all\"\nformats = [\"json\"]\n",
        &[("post.md", ""), ("post.fr.md", ""), ("gb.md", "lang: en-GB")],
    );
    site.build();
    let languages =
        |name: &str| -> Vec<String> { site.entries(name).into_iter().map(|it| it.2).collect() };
    // A feed says its language, and its entries only others.
    for (name, language, others) in [
        ("language/fr.json", "fr", vec!["-"]),
        ("language/en.json", "en", vec!["-"]),
        ("language/en-gb.json", "en-GB", vec!["-"]),
        ("french.json", "fr", vec!["-"]),
        ("english.json", "en", vec!["en-GB", "-"]),
        ("all.json", "en", vec!["en-GB", "-", "fr"]),
    ] {
        assert_eq!(site.json(name)["language"], language, "{name}");
        let mut found = languages(name);
        found.sort();
        let mut wanted: Vec<String> = others.into_iter().map(ToOwned::to_owned).collect();
        wanted.sort();
        assert_eq!(found, wanted, "{name}");
    }
}
