//! feedwright publishes RSS, Atom and JSON feeds from a folder of articles, and validates any feed.
//!
//! # Code map
//!
//! The code is organized in layers, listed here from top to bottom. Each layer imports only from the layers below it, which
//! `tests/layers.rs` checks.
//!
//! - program: `src/cli` parses arguments and prints results; it uses only the public library
//! - input and output: [`config`] and [`report`]
//! - [`publish`]: turns articles into feeds; it uses the validator to check its output
//! - [`validate`]: turns a document into a report; it does not depend on publishing, files, sockets or clocks
//! - foundation: [`text`], [`value`] and [`diagnostic`]
//!
//! A build calls [`publish::publish`]. [`publish::load`] reads the folder: it selects the files that are articles, and reads their front
//! matter and their Markdown, MDX, HTML or plain text with its template tags. `publish::settle` gives each article its URL ([`publish::page`]), its
//! date and its id ([`publish::entry_id`]), using the data in [`publish::state`] or in old feeds ([`publish::old_feed`]). [`publish::assemble`]
//! selects the entries and resolves links between them, [`publish::content`] cleans them, [`publish::build`] writes them as RSS, Atom and
//! JSON, and [`publish::write`] replaces the old feeds if the new ones are valid. The differences between site generators are in
//! [`publish::dialect`], one file per generator. All other code reads its fields and never compares its name.
//!
//! # Invariants
//!
//! 1. [`validate::validate`] does no I/O, does not read the clock (the current time is an option), never panics and never fails.
//!    The same bytes and options produce the same report, byte for byte.
//! 2. The validator uses neither `rss`, `atom_syndication` nor [`publish`]: it is independent of the publisher.
//! 3. Names are matched by namespace, never by prefix. Every diagnostic has a span inside the source and a rule in the table.
//! 4. A feed that `build` writes has no errors and no warnings according to `validate`, and an independent parser can read it. Otherwise,
//!    the old feed is kept.
//! 5. The same articles, configuration and state produce the same bytes. A feed does not depend on the locale or the time zone of the
//!    machine, on hash order or on the version of feedwright.
//! 6. A fix never removes or moves an entry.
//! 7. Only the modules that `tests/layers.rs` lists use files, the clock or other processes, and no module opens a socket.
//! 8. No generated files are committed, except files that a test compares.
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
