//! Hugo. <https://gohugo.io/configuration/all/>, <https://gohugo.io/configuration/permalinks/>

use crate::publish::build::FeedFormat;
use crate::publish::dialect::HUGO as DIALECT;

use super::Generator;
use super::SiteFiles;
use super::draft::Draft;
use super::draft::Part;
use super::draft::Served;
use super::draft::key;
use super::tree::Sources;
use super::tree::Value;
use super::value::ValueKind;
use super::value::list;
use super::value::quoted;

#[rustfmt::skip]
pub(super) static HUGO: Generator = Generator {
    dialect: &DIALECT,
    name: "Hugo",
    files: &[
        ("hugo.toml", ""), ("hugo.yaml", ""), ("hugo.yml", ""), ("hugo.json", ""),
        ("config.toml", ""), ("config.yaml", ""), ("config.yml", ""), ("config.json", ""),
        ("config/production/hugo.toml", ""), ("config/production/hugo.yaml", ""),
        ("config/production/config.toml", ""), ("config/production/config.yaml", ""),
        ("config/_default/hugo.toml", ""), ("config/_default/hugo.yaml", ""), ("config/_default/hugo.yml", ""),
        ("config/_default/config.toml", ""), ("config/_default/config.yaml", ""), ("config/_default/config.yml", ""),
        ("config/_default/permalinks.toml", "permalinks"), ("config/_default/permalinks.yaml", "permalinks"),
        ("config/_default/params.toml", "params"), ("config/_default/params.yaml", "params"),
        ("config/_default/languages.toml", "languages"), ("config/_default/languages.yaml", "languages"),
        ("config/_default/services.toml", "services"), ("config/_default/services.yaml", "services"),
        ("config/_default/outputFormats.toml", "outputFormats"), ("config/_default/outputFormats.yaml", "outputFormats"),
    ],
    is_here: |folder| {
        let has = |names: &[&str]| names.iter().any(|it| folder.text(it).is_some());
        has(&["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"])
            || has(&["config.toml", "config.yaml", "config.yml", "config.json"]) && (folder.has("content") || folder.has("archetypes"))
            || folder.any_in("config/_default", |_| true)
    },
    url: &["baseURL"],
    base: &[],
    domain: "static/CNAME",
    keys: &[
        key(Part::Site, "title",       ValueKind::Text,     &["title", "languages.*.title"]),
        key(Part::Site, "description", ValueKind::Text,     &["params.description", "description", "languages.*.params.description", "params.subtitle"]),
        key(Part::Site, "language",    ValueKind::Language, &["languageCode", "locale", "languages.*.languageCode", "defaultContentLanguage"]),
        key(Part::Site, "authors",     ValueKind::Authors,  &["params.author", "author", "params.authors"]),
        key(Part::Site, "copyright",   ValueKind::Text,     &["copyright"]),
        key(Part::Site, "timezone",    ValueKind::Timezone, &["timeZone"]),
    ],
    is_data: |_| false,
    rest,
};

fn rest(generator: &Generator, sources: &Sources, _folder: &SiteFiles, draft: &mut Draft) {
    let language = sources.text("defaultContentLanguage").unwrap_or("en");
    let of_language = format!("languages.{language}.contentDir");
    let dir = sources.first(&[&of_language, "contentDir"]);
    let content = dir.and_then(|it| it.text()).unwrap_or("content").trim_matches('/').to_owned();
    let from = dir.map_or_else(|| "the default of Hugo".to_owned(), |it| it.place());
    draft.folders(std::slice::from_ref(&content), from);
    let main = sources.first(&["params.mainSections", "mainSections"]).filter(|it| !it.is_off());
    if let Some(found) = main {
        let sections: Vec<String> = sources
            .items(if sources.find("params.mainSections").is_some() {
                "params.mainSections"
            } else {
                "mainSections"
            })
            .iter()
            .filter_map(|it| it.text().map(|it| format!("{it}/**")))
            .collect();
        if !sections.is_empty() {
            draft.line(Part::Articles, "include", &list(&sections), found.place());
        }
    }
    for (section, found) in sources.entries("permalinks") {
        match found.value {
            // Since Hugo 0.115, permalinks are grouped by the kind of page. Articles are of the kind `page`.
            Value::Map(_) if section.eq_ignore_ascii_case("page") => {
                for (section, found) in sources.entries_of(found) {
                    draft.permalink_of(&format!("{section}/**"), found);
                }
            }
            Value::Map(_) => {}
            _ => draft.permalink_of(&format!("{section}/**"), found),
        }
    }
    draft.permalink(generator, None);
    let name = sources.find("outputFormats.rss.baseName");
    let from = name.map_or_else(|| "the default of Hugo".to_owned(), |it| it.place());
    let base = name.and_then(|it| it.text()).unwrap_or("index");
    draft.feeds(&[Served { format: FeedFormat::Rss, path: format!("{base}.xml"), from }]);
    if let Some(found) =
        sources.find("params.rssFullContent").or(sources.find("params.ShowFullTextinRSS"))
    {
        let content = if found.is_off() { "summary" } else { "full" };
        draft.line(Part::Feed, "content", &quoted(content), found.place());
    }
    draft.keys(
        &[key(Part::Feed, "limit", ValueKind::Count, &["services.rss.limit", "rssLimit"])],
        sources,
    );
}
