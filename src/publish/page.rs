//! The URL of an article's page: the one that its author states, or the one that the site's generator computes.

use chrono::DateTime;
use chrono::FixedOffset;
use chrono::NaiveTime;
use url::Url;

use crate::publish::absolute_url::is_ordinary;
use crate::publish::absolute_url::on_the_web;
use crate::publish::article::Article;
use crate::publish::article::Dated;
use crate::publish::dialect::Dialect;
use crate::publish::dialect::Placeholder;
use crate::publish::dialect::SlugFrom;
use crate::publish::dialect::SlugRules;
use crate::publish::dialect::UrlEnd;
use crate::publish::dialect::Zone;
use crate::publish::identity::slug_of;
use crate::publish::plan::Addresses;
use crate::publish::plan::Plan;
use crate::publish::slug;
use crate::text::scrub::one_line;
use crate::value::uri;

/// The URL of an article's page: the one that the author states, else the one that the site's pattern gives.
pub(super) fn page_of(dated: &Dated, plan: &Plan) -> Url {
    let article = &dated.article;
    let site = &plan.site.url;
    // The host of a parsed URL can contain characters that RFC 3986 does not allow, even percent-encoded.
    let is_valid = |it: &Url| uri::check(it.as_str()).is_ok();
    let parsed = |it: String| Url::parse(&it).ok().filter(is_valid);
    let stated = article.url.as_deref().and_then(|it| stated(it, site, plan.addresses.dialect));
    if let Some(url) = stated.and_then(parsed) {
        return url;
    }
    let path = computed(dated, plan);
    on_the_web(site, path.trim_start_matches('/')).and_then(parsed).unwrap_or_else(|| site.clone())
}

/// The same URL as a string. Ordinary URLs need no parser.
pub(super) fn address_of(dated: &Dated, plan: &Plan) -> String {
    let address = match dated.article.url {
        Some(_) => None,
        None => on_the_web(&plan.site.url, computed(dated, plan).trim_start_matches('/')),
    };
    address.filter(|it| is_ordinary(it)).unwrap_or_else(|| page_of(dated, plan).into())
}

/// The URL that an author states, made absolute.
fn stated(url: &str, site: &Url, dialect: &Dialect) -> Option<String> {
    let mut url = url.trim().to_owned();
    if !url.contains("://") && !url.starts_with("//") {
        let is_below = url.starts_with(site.path());
        if dialect.urls_below_site && !is_below {
            url = url.trim_start_matches('/').to_owned();
        }
        let plain = !url.contains(['?', '#']);
        if dialect.url_end != UrlEnd::Kept
            && let Some(folder) =
                url.strip_suffix("index.html").filter(|it| it.ends_with('/') || it.is_empty())
        {
            url = folder.to_owned();
        }
        let slash = match dialect.url_end {
            UrlEnd::Kept | UrlEnd::WithoutIndex => false,
            UrlEnd::SlashUnlessDot => !url.contains('.'),
            UrlEnd::Slash => true,
        };
        if slash && plain && !url.is_empty() && !url.ends_with('/') {
            url.push('/');
        }
    }
    on_the_web(site, &url)
}

/// The path that the site's pattern gives for an article.
fn computed(dated: &Dated, plan: &Plan) -> String {
    let article = &dated.article;
    let addresses = &plan.addresses;
    let pattern = addresses.pattern_of(article);
    let values = Values {
        article,
        addresses,
        language: plan.site.language.as_deref(),
        author: plan.site.authors.first().map(|it| it.name.as_str()),
        has_language: pattern.has_language(),
    };
    let stated = values.stated_slug();
    let path = match &stated {
        Some(slug) if addresses.dialect.slug_is_address => {
            format!("{}/{}", pattern.beginning(), values.path_of_slug(slug))
        }
        _ => pattern.fill(values.date(dated), |it| values.text(it)),
    };
    let path = if pattern.needs_slash(addresses.dialect.url_end) && !path.ends_with('/') {
        path + "/"
    } else {
        path
    };
    let language = article.location.language.as_ref();
    let in_path = language.is_some() && article.location.folders.first() == language;
    let is_in_pattern = pattern.has_language() || in_path && pattern.has_folders();
    match values.language_folder() {
        Some(language) if !is_in_pattern => {
            format!("/{language}{path}")
        }
        _ => path,
    }
}

/// The author's slug. `None` if the slug comes from the file name.
fn stated_slug(article: &Article) -> Option<String> {
    let made = article.origin.get("slug").is_some_and(|it| it.what == "file name");
    article.slug.as_deref().filter(|_| !made).map(one_line).filter(|it| !it.is_empty())
}

/// The percent-encoded values of an article that patterns are filled with.
struct Values<'a> {
    article: &'a Article,
    addresses: &'a Addresses,
    language: Option<&'a str>,
    /// The author of the site.
    author: Option<&'a str>,
    /// Whether the pattern contains the language.
    has_language: bool,
}

impl Values<'_> {
    /// The date that a URL shows.
    fn date(&self, dated: &Dated) -> Option<DateTime<FixedOffset>> {
        let dialect = self.addresses.dialect;
        if dialect.permalink_by_file_date {
            let midnight = self.article.location.day?.and_time(NaiveTime::MIN);
            return Some(midnight.and_utc().fixed_offset());
        }
        let published = dated.published;
        Some(match self.addresses.zone {
            Zone::Author => published,
            Zone::Site => self.addresses.timezone.shown(published.to_utc()),
            Zone::Utc => published.to_utc().fixed_offset(),
        })
    }

    fn text(&self, value: Placeholder) -> String {
        let article = self.article;
        let stated = || self.stated_slug().map(|it| self.path_of_slug(&it));
        match value {
            Placeholder::Date(_) => String::new(),
            Placeholder::Slug => {
                let slug = stated().unwrap_or_else(|| match self.addresses.slug_from {
                    SlugFrom::FileName => self.file_name(),
                    SlugFrom::Title => self.title(),
                });
                format!("{slug}{}", self.language_suffix())
            }
            Placeholder::LowerSlug => {
                let slug = self.stated_slug().unwrap_or_else(|| self.name());
                slug::slug(&slug, &SlugRules::WORDS)
            }
            Placeholder::SlugifiedName => {
                let whole = Some(&article.location.name).filter(|it| !it.is_empty());
                let whole = whole.cloned().unwrap_or_else(|| self.name());
                slug::slug(&whole, &SlugRules::WORDS)
            }
            Placeholder::SlugOrTitle => stated().unwrap_or_else(|| self.title()),
            Placeholder::SlugOrFileName => stated().unwrap_or_else(|| self.file_name()),
            Placeholder::Title => self.title(),
            Placeholder::FileName => self.file_name(),
            Placeholder::Path => {
                let whole = self.addresses.dialect.path_keeps_date.then(|| self.whole_name());
                let name = stated().or(whole.flatten()).unwrap_or_else(|| self.file_name());
                self.joined(&article.location.folders, Some(name))
            }
            Placeholder::Stem => {
                let name = stated().or_else(|| self.whole_name());
                let name = name.unwrap_or_else(|| self.file_name());
                self.joined(&article.location.folders, Some(name))
            }
            Placeholder::Sections => self.joined(&article.location.folders, None),
            Placeholder::Section if self.addresses.dialect.section_is_folder => {
                let first = article.location.folders.first();
                first.map(|it| self.folder(it)).unwrap_or_default()
            }
            Placeholder::Section | Placeholder::Category => {
                let section = article.section.as_ref().or(article.categories.first());
                let default = self.addresses.dialect.default_category;
                self.category(section.map_or(default, String::as_str))
            }
            Placeholder::CategoryPath => {
                let mut names: Vec<String> =
                    self.categories().map(|it| self.category(it)).collect();
                if names.is_empty() {
                    names.push(self.category(self.addresses.dialect.default_category));
                }
                names.join("/")
            }
            // <https://jekyllrb.com/docs/permalinks/#placeholders>: only `:slugified_categories` are slugs.
            Placeholder::Categories => self.all_categories(&SlugRules::KEPT),
            Placeholder::SlugifiedCategories => self.all_categories(&SlugRules::WORDS),
            Placeholder::Author => {
                let own = article.authors.first().map(|it| it.name.as_str());
                own.or(self.author).map(|it| self.category(it)).unwrap_or_default()
            }
            Placeholder::Language => {
                let own = article.location.language.as_deref().or(article.language.as_deref());
                own.or(self.language).map(|it| self.segment(it)).unwrap_or_default()
            }
            Placeholder::Id => article.id.as_deref().map(|it| self.segment(it)).unwrap_or_default(),
            Placeholder::Extension => ".html".to_owned(),
            Placeholder::Collection => "posts".to_owned(),
        }
    }

    /// The categories from the folders and from the author, without duplicates.
    fn all_categories(&self, rules: &SlugRules) -> String {
        let mut names: Vec<String> = Vec::new();
        for it in self.article.location.above_posts.iter().chain(self.categories()) {
            let name = slug::slug(&it.to_lowercase(), rules);
            if !name.is_empty() && !names.contains(&name) {
                names.push(name);
            }
        }
        names.join("/")
    }

    fn categories(&self) -> impl Iterator<Item = &String> {
        let section = self.article.section.iter().filter(|_| self.article.categories.is_empty());
        section.chain(&self.article.categories)
    }

    /// The language as the first folder of a URL, if it is not the language of the site.
    fn language_folder(&self) -> Option<String> {
        self.foreign(self.article.location.language.as_deref()?)
    }

    /// `-fr`, if the article is not in the language of the site and the dialect uses such a suffix.
    fn language_suffix(&self) -> String {
        let own = self.article.language.as_deref();
        let own = own.filter(|_| self.addresses.dialect.language_suffix && !self.has_language);
        let foreign = own.filter(|_| self.article.location.language.is_none());
        let foreign = foreign.and_then(|it| self.foreign(it));
        foreign.map(|it| format!("-{it}")).unwrap_or_default()
    }

    /// The language as part of a URL, unless it is the language of the site.
    fn foreign(&self, own: &str) -> Option<String> {
        let is_that_of_the_site = self.language.is_some_and(|it| {
            own.eq_ignore_ascii_case(it)
                || it.split('-').next().is_some_and(|it| own.eq_ignore_ascii_case(it))
        });
        (!is_that_of_the_site).then(|| self.segment(&own.to_lowercase()))
    }

    /// The author's slug, if the dialect uses it.
    fn stated_slug(&self) -> Option<String> {
        stated_slug(self.article).filter(|_| self.addresses.dialect.own_slug)
    }

    /// The file name with its date.
    fn whole_name(&self) -> Option<String> {
        let name = &self.article.location.name;
        (!name.is_empty()).then(|| self.segment(name)).filter(|it| !it.is_empty())
    }

    fn category(&self, name: &str) -> String {
        slug::slug(name, &self.addresses.dialect.category)
    }

    fn segment(&self, name: &str) -> String {
        slug::slug(name, &self.addresses.dialect.slug)
    }

    fn folder(&self, name: &str) -> String {
        slug::slug(name, &self.addresses.dialect.folder)
    }

    fn title(&self) -> String {
        let title = self.article.title.as_deref().unwrap_or_default();
        let slug = slug::slug(title, &self.addresses.dialect.title_slug);
        Some(slug).filter(|it| !it.is_empty()).unwrap_or_else(|| self.file_name())
    }

    /// The file name, without its date if the dialect removes it.
    fn name(&self) -> String {
        let location = &self.article.location;
        let undated = self.addresses.dialect.cuts_date && !location.undated_name.is_empty();
        match if undated { &location.undated_name } else { &location.name } {
            // The article was not read from a folder.
            name if name.is_empty() => slug_of(self.article),
            name => name.clone(),
        }
    }

    fn file_name(&self) -> String {
        let name = self.name();
        // A file name of only symbols is still the name of the file.
        Some(self.segment(&name))
            .filter(|it| !it.is_empty())
            .unwrap_or_else(|| slug::encoded(&name))
    }

    /// The segments of a slug. A slug may have several.
    fn path_of_slug(&self, slug: &str) -> String {
        let parts = slug.split('/').map(|it| self.segment(it)).filter(|it| !it.is_empty());
        parts.collect::<Vec<String>>().join("/")
    }

    fn joined(&self, folders: &[String], last: Option<String>) -> String {
        let segments = folders.iter().map(|it| self.folder(it)).chain(last);
        segments.filter(|it| !it.is_empty()).collect::<Vec<String>>().join("/")
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use proptest::prelude::*;

    use super::address_of;
    use super::page_of;
    use crate::publish::article::Article;
    use crate::publish::article::Dated;
    use crate::publish::article::Origin;
    use crate::publish::assemble;
    use crate::publish::dialect;
    use crate::publish::load::location;
    use crate::publish::permalink::Pattern;
    use crate::publish::plan::Addresses;
    use crate::publish::plan::Plan;
    use crate::value::timezone::Timezone;

    #[test]
    fn an_article_with_an_invalid_host_has_no_page() {
        let article = Article {
            url: Some("https://har`or.example/a".to_owned()),
            path: "a.md".to_owned(),
            ..Article::default()
        };
        let published = DateTime::UNIX_EPOCH.fixed_offset();
        let dated = Dated { article, published, first_seen: false, id: None };
        let page = page_of(&dated, &assemble::tests::plan());
        assert_eq!(page.as_str(), "https://harbor.example/1970/a/");
    }

    /// Names and titles, including characters with a special meaning in paths and URLs.
    fn name() -> impl Strategy<Value = String> {
        let sign = prop::sample::select(vec![
            "a",
            "B",
            "é",
            "e\u{301}",
            "हिन्दी",
            "記",
            " ",
            "-",
            ".",
            "..",
            "_",
            "%",
            "%2F",
            "#",
            "?",
            "&",
            "+",
            "@",
            "'",
            ":",
            "{",
            "}",
            "\u{202e}",
            "2024-05-01-",
            "index",
            ".fr",
        ]);
        prop::collection::vec(sign, 1..8).prop_map(|it| it.concat())
    }

    static PATTERNS: &[&str] = &[
        "/{year}/{month}/{slug}/",
        "/{section}/{path}",
        "/:categories/:year/:title:output_ext",
        "pretty",
        "{language}/{filename}.html",
        "/{sections}/{title}/",
        "/{{ page.fileSlug }}/",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

        #[test]
        fn every_article_has_a_page_on_its_site(
            (folder, file, title) in (name(), name(), name()),
            slug in prop::option::of(name()),
            section in prop::option::of(name()),
            pattern in prop::sample::select(PATTERNS),
        ) {
            prop_assume!(!folder.contains("..") && !folder.trim_matches('.').is_empty());
            for dialect in dialect::ALL {
                let path = format!("{folder}/{file}.md");
                let mut article = Article {
                    location: location::read(&path, dialect),
                    title: Some(title.clone()),
                    slug: slug.clone(),
                    section: section.clone(),
                    path,
                    ..Article::default()
                };
                if slug.is_some() {
                    article.origin.insert("slug", Origin::stated("front matter `slug`", 1));
                }
                let published = DateTime::UNIX_EPOCH.fixed_offset();
                let dated = Dated { article, published, first_seen: false, id: None };
                let own = Addresses::of(dialect, Timezone::UTC);
                let pattern = Pattern::parse(pattern, dialect).expect("it is a pattern");
                for addresses in [own.clone(), Addresses { pattern, ..own }] {
                    let plan = Plan { addresses, ..assemble::tests::plan() };
                    let page = page_of(&dated, &plan);
                    prop_assert_eq!(page.host_str(), Some("harbor.example"));
                    prop_assert!(!page.path().contains("//"), "{}: {}", dialect.name, page);
                    prop_assert!(page.query().is_none() && page.fragment().is_none(), "{}", page);
                    prop_assert!(page.path().split('/').all(|it| it != ".." && it != "."));
                    prop_assert_eq!(address_of(&dated, &plan), page.as_str());
                    prop_assert_eq!(page_of(&dated, &plan), page);
                }
            }
        }
    }
}
