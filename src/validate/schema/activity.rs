//! Activity Streams in Atom and RSS. <https://activitystrea.ms/specs/atom/1.0/>

use crate::validate::markup::name::Ns;
use crate::validate::row::Count::{Any, ZeroOrOne};
use crate::validate::row::Place::{Entry, Feed, Person, Source};
use crate::validate::row::Row;
use crate::validate::row::Value::{Anything, Nonblank};
use crate::validate::row::documented;
use crate::validate::vocabulary::Vocabulary;
use crate::validate::vocabulary::vocabulary;

/// Activities: a verb, and the object that it applies to.
pub static ACTIVITY: Vocabulary = vocabulary(Ns::ACTIVITY, ROWS).lenient().open_attributes();

#[rustfmt::skip]
static ROWS: &[Row] = &[
    //         element                in                             how often   value
    documented("activity:verb",        &[Entry],                     Any,        Nonblank),
    documented("activity:object-type", &[Feed, Entry, Source, Person], Any,      Nonblank),
    // They contain elements of Atom.
    documented("activity:object",      &[Entry],                     Any,        Anything),
    documented("activity:target",      &[Entry],                     ZeroOrOne,  Anything),
    // Drafts of the specification had these, and older servers still write them.
    documented("activity:actor",       &[Feed, Entry, Source],       ZeroOrOne,  Anything),
    documented("activity:subject",     &[Feed, Source],              ZeroOrOne,  Anything),
    documented("activity:context",     &[Entry],                     ZeroOrOne,  Anything),
];
