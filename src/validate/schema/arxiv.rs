//! arXiv: the metadata of papers. <https://info.arxiv.org/help/api/user-manual.html>

use crate::validate::markup::name::Ns;
use crate::validate::row::Count::{Any, ZeroOrOne};
use crate::validate::row::Place::{Entry, Person};
use crate::validate::row::Row;
use crate::validate::row::Value::{Nonblank, OneOf, Text};
use crate::validate::row::attr;
use crate::validate::row::documented;
use crate::validate::vocabulary::Vocabulary;
use crate::validate::vocabulary::vocabulary;

/// Papers in the Atom feeds of the API and in the RSS feeds of new papers.
pub static ARXIV: Vocabulary = vocabulary(Ns::ARXIV, ROWS).lenient().open_attributes();

const ANNOUNCED: &[&str] = &["new", "cross", "replace", "replace-cross"];

#[rustfmt::skip]
static ROWS: &[Row] = &[
    //         element                   in          how often   value
    documented("arxiv:primary_category", &[Entry],   ZeroOrOne,  Text).open_attributes().attributes(&[attr("term", Nonblank).required()]),
    documented("arxiv:comment",          &[Entry],   ZeroOrOne,  Text),
    documented("arxiv:journal_ref",      &[Entry],   ZeroOrOne,  Text),
    documented("arxiv:doi",              &[Entry],   Any,        Text),
    documented("arxiv:affiliation",      &[Person],  Any,        Text),
    // The feeds of new papers have other names for two of them.
    documented("arxiv:announce_type",    &[Entry],   ZeroOrOne,  OneOf(ANNOUNCED)),
    documented("arxiv:journal_reference", &[Entry],  ZeroOrOne,  Text),
    documented("arxiv:DOI",              &[Entry],   Any,        Text),
];
