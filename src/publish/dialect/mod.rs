//! The differences between site generators: one file per generator, each with one [`Dialect`]. The rest of the publisher reads
//! the fields of the dialect, and never compares its name. `docs/dialects.md` shows the same facts to users.

mod astro;
mod docusaurus;
mod eleventy;
mod facts;
mod hexo;
mod hugo;
mod jekyll;
mod pelican;
mod plain;
mod zola;

pub use astro::ASTRO;
pub use docusaurus::DOCUSAURUS;
pub use eleventy::ELEVENTY;
pub use facts::Ascii;
pub use facts::Case;
pub use facts::Dialect;
pub use facts::Extra;
pub use facts::Hyphens;
pub use facts::IdForm;
pub use facts::Markdown;
pub use facts::NaiveUtc;
pub use facts::Other;
pub use facts::OtherPages;
pub(in crate::publish) use facts::Placeholder;
pub use facts::SlugFrom;
pub use facts::SlugRules;
pub use facts::Templates;
pub use facts::UrlEnd;
pub use facts::Zone;
pub use hexo::HEXO;
pub use hugo::HUGO;
pub use jekyll::JEKYLL;
pub use pelican::PELICAN;
pub use plain::PLAIN;
pub use zola::ZOLA;

/// All dialects. `plain` is the last one.
pub static ALL: [&Dialect; 9] =
    [&JEKYLL, &HUGO, &ZOLA, &ELEVENTY, &ASTRO, &DOCUSAURUS, &PELICAN, &HEXO, &PLAIN];

/// The names of all dialects, as `feedwright.toml` has them; `plain` is the last one.
pub fn dialect_names() -> impl Iterator<Item = &'static str> {
    ALL.into_iter().map(|it| it.name)
}

/// The dialect with this name.
#[cfg(any(test, feature = "internals"))]
pub fn named(name: &str) -> Option<&'static Dialect> {
    ALL.into_iter().find(|it| it.name == name)
}
