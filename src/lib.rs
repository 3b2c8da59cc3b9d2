//! feedwright publishes RSS, Atom and JSON feeds from a folder of articles, and judges anyone's feeds.
//!
//! # Code map
//!
//! Three floors; each imports only from the floors below it, and `tests/layers.rs` holds them to it.
//!
//! - surfaces: [`report`], [`config`], and the program in `src/cli`
//! - [`publish`]: articles to feeds; it uses the judge to check what it wrote
//! - [`validate`]: a document to a report; it knows nothing of publishing, files, sockets or clocks
//! - ground: [`text`], [`value`], [`diagnostic`]
//!
//! # Invariants
//!
//! 1. [`validate::validate`] does no I/O, has no clock ("now" is an option), never panics and never fails.
//!    The same bytes and options give the same report, byte for byte.
//! 2. The judge uses neither `rss`, `atom_syndication` nor [`publish`]: it is independent of the builder.
//! 3. Names are matched by namespace, never by prefix. Every finding has a span inside the source and a rule in the table.
//! 4. What `build` writes, `validate` passes without one message, and an independent parser reads; otherwise the old feed is kept.
//! 5. The same articles, configuration and state give the same bytes. No clock, locale, time zone of the machine,
//!    hash order or version string reaches a feed.
//! 6. Nothing generated is committed except files that a test compares.
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

pub mod config;
pub mod diagnostic;
pub mod publish;
pub mod report;
pub mod text;
pub mod validate;
pub mod value;
