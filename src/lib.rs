//! feedwright publishes RSS, Atom and JSON feeds from a folder of articles, and validates any feed.
//!
//! # Code map
//!
//! Floors from the ground up; each imports only from the floors below it, which `tests/layers.rs` checks.
//!
//! - program: `src/cli`, arguments in and results out; it uses the public library only
//! - surfaces: [`report`], [`config`]
//! - [`publish`]: articles to feeds; it uses the validator to check what it wrote
//! - [`validate`]: a document to a report; it knows nothing of publishing, files, sockets or clocks
//! - ground: [`text`], [`value`], [`diagnostic`]
//!
//! A build goes through [`publish::publish`]. [`publish::load`] reads the folder: which files are articles, their front matter, and their
//! Markdown, MDX, HTML or plain text with its template tags. `publish::settle` gives each article its URL ([`publish::page`]), its
//! date and its id ([`publish::entry_id`]), with what [`publish::state`] remembers or [`publish::old_feed`] recovers. [`publish::feed`]
//! selects the entries and resolves links between them, [`publish::content`] cleans them, [`publish::build`] writes them as RSS, Atom and
//! JSON, and [`publish::write`] replaces the old feeds if the new ones are valid. What differs between site generators is in
//! [`publish::dialect`], one file per generator; all other code asks it for facts, and never for a name.
//!
//! # Invariants
//!
//! 1. [`validate::validate`] does no I/O, has no clock ("now" is an option), never panics and never fails.
//!    The same bytes and options give the same report, byte for byte.
//! 2. The validator uses neither `rss`, `atom_syndication` nor [`publish`]: it is independent of the builder.
//! 3. Names are matched by namespace, never by prefix. Every diagnostic has a span inside the source and a rule in the table.
//! 4. What `build` writes passes `validate` without an error or warning of ours, and an independent parser reads it; otherwise the
//!    old feed is kept.
//! 5. The same articles, configuration and state give the same bytes. No clock, locale, time zone of the machine,
//!    hash order or version string reaches a feed.
//! 6. A fix never loses or moves an entry.
//! 7. Only the modules that `tests/layers.rs` lists touch files, the clock or other processes, and none opens a socket.
//! 8. Nothing generated is committed except files that a test compares.
//!
//! # Example
//!
//! ```
//! use feedwright::text::source::Source;
//! use feedwright::validate::{Options, validate};
//!
//! let source = Source::from_text("feed.xml", "<rss version=\"2.0\"></rss>");
//! let report = validate(&source, &Options::default());
//! assert_eq!(report.diagnostics[0].rule.name, "missing-element");
//! ```

#[cfg(feature = "publish")]
pub mod config;
pub mod diagnostic;
#[cfg(feature = "publish")]
pub mod publish;
#[cfg(feature = "report")]
pub mod report;
pub mod text;
pub mod validate;
pub mod value;
