//! The Common Alerting Protocol: whole alerts in feeds, or single elements of an alert in its entry.
//! <https://docs.oasis-open.org/emergency/cap/v1.2/CAP-v1.2.html>

use crate::validate::markup::name::Ns;
use crate::validate::row::Count::{Any, One, OneOrMore, ZeroOrOne};
use crate::validate::row::Place;
use crate::validate::row::Place::{Entry, In};
use crate::validate::row::Row;
use crate::validate::row::Value::{Anything, Children, Language, Nonblank, OneOf, Planned, Text};
use crate::validate::row::documented;
use crate::validate::vocabulary::Vocabulary;
use crate::validate::vocabulary::vocabulary;

/// Warnings that authorities publish.
pub static CAP: Vocabulary = vocabulary(Ns::CAP, ROWS).lenient().open_attributes();

const ALERT: &[Place] = &[In("cap:alert")];
const ALERT_OR_ENTRY: &[Place] = &[In("cap:alert"), Entry];
const INFO: &[Place] = &[In("cap:info")];
const INFO_OR_ENTRY: &[Place] = &[In("cap:info"), Entry];
const RESOURCE: &[Place] = &[In("cap:resource")];
const AREA: &[Place] = &[In("cap:area"), Entry];

const STATUS: &[&str] = &["Actual", "Exercise", "System", "Test", "Draft"];
const MESSAGE: &[&str] = &["Alert", "Update", "Cancel", "Ack", "Error"];
const SCOPE: &[&str] = &["Public", "Restricted", "Private"];
const CATEGORY: &[&str] = &[
    "Geo",
    "Met",
    "Safety",
    "Security",
    "Rescue",
    "Fire",
    "Health",
    "Env",
    "Transport",
    "Infra",
    "CBRNE",
    "Other",
];
const RESPONSE: &[&str] = &[
    "Shelter", "Evacuate", "Prepare", "Execute", "Avoid", "Monitor", "Assess", "AllClear", "None",
];
const URGENCY: &[&str] = &["Immediate", "Expected", "Future", "Past", "Unknown"];
const SEVERITY: &[&str] = &["Extreme", "Severe", "Moderate", "Minor", "Unknown"];
/// `Very Likely` is from version 1.0.
const CERTAINTY: &[&str] =
    &["Observed", "Likely", "Possible", "Unlikely", "Unknown", "Very Likely"];

#[rustfmt::skip]
static ROWS: &[Row] = &[
    //         element            in              how often   value
    documented("cap:alert",       &[Entry],       Any,        Children),
    documented("cap:identifier",  ALERT,          One,        Nonblank),
    documented("cap:identifier",  &[Entry],       ZeroOrOne,  Nonblank),
    documented("cap:sender",      ALERT,          One,        Nonblank),
    documented("cap:sender",      &[Entry],       ZeroOrOne,  Nonblank),
    documented("cap:sent",        ALERT,          One,        Planned),
    documented("cap:sent",        &[Entry],       ZeroOrOne,  Planned),
    documented("cap:status",      ALERT,          One,        OneOf(STATUS)),
    documented("cap:status",      &[Entry],       ZeroOrOne,  OneOf(STATUS)),
    documented("cap:msgType",     ALERT,          One,        OneOf(MESSAGE)),
    documented("cap:msgType",     &[Entry],       ZeroOrOne,  OneOf(MESSAGE)),
    documented("cap:scope",       ALERT,          One,        OneOf(SCOPE)),
    documented("cap:scope",       &[Entry],       ZeroOrOne,  OneOf(SCOPE)),
    // Version 1.0 had a password.
    documented("cap:password",    ALERT_OR_ENTRY, ZeroOrOne,  Text),
    documented("cap:source",      ALERT_OR_ENTRY, ZeroOrOne,  Text),
    documented("cap:restriction", ALERT_OR_ENTRY, ZeroOrOne,  Text),
    documented("cap:addresses",   ALERT_OR_ENTRY, ZeroOrOne,  Text),
    documented("cap:code",        ALERT_OR_ENTRY, Any,        Text),
    documented("cap:note",        ALERT_OR_ENTRY, ZeroOrOne,  Text),
    documented("cap:references",  ALERT_OR_ENTRY, ZeroOrOne,  Text),
    documented("cap:incidents",   ALERT_OR_ENTRY, ZeroOrOne,  Text),

    documented("cap:info",        ALERT_OR_ENTRY, Any,        Children),
    documented("cap:language",    INFO_OR_ENTRY,  ZeroOrOne,  Language),
    documented("cap:category",    INFO,           OneOrMore,  OneOf(CATEGORY)),
    documented("cap:category",    &[Entry],       Any,        OneOf(CATEGORY)),
    documented("cap:event",       INFO,           One,        Nonblank),
    documented("cap:event",       &[Entry],       ZeroOrOne,  Nonblank),
    documented("cap:responseType", INFO_OR_ENTRY, Any,        OneOf(RESPONSE)),
    documented("cap:urgency",     INFO,           One,        OneOf(URGENCY)),
    documented("cap:urgency",     &[Entry],       ZeroOrOne,  OneOf(URGENCY)),
    documented("cap:severity",    INFO,           One,        OneOf(SEVERITY)),
    documented("cap:severity",    &[Entry],       ZeroOrOne,  OneOf(SEVERITY)),
    documented("cap:certainty",   INFO,           One,        OneOf(CERTAINTY)),
    documented("cap:certainty",   &[Entry],       ZeroOrOne,  OneOf(CERTAINTY)),
    documented("cap:audience",    INFO_OR_ENTRY,  ZeroOrOne,  Text),
    documented("cap:effective",   INFO_OR_ENTRY,  ZeroOrOne,  Planned),
    documented("cap:onset",       INFO_OR_ENTRY,  ZeroOrOne,  Planned),
    documented("cap:expires",     INFO_OR_ENTRY,  ZeroOrOne,  Planned),
    documented("cap:senderName",  INFO_OR_ENTRY,  ZeroOrOne,  Text),
    documented("cap:headline",    INFO_OR_ENTRY,  ZeroOrOne,  Text),
    documented("cap:description", INFO_OR_ENTRY,  ZeroOrOne,  Text),
    documented("cap:instruction", INFO_OR_ENTRY,  ZeroOrOne,  Text),
    documented("cap:web",         INFO_OR_ENTRY,  ZeroOrOne,  Text),
    documented("cap:contact",     INFO_OR_ENTRY,  ZeroOrOne,  Text),
    // Pairs of `valueName` and `value`. In entries, some services leave out the namespace of the two.
    documented("cap:eventCode",   INFO_OR_ENTRY,  Any,        Anything),
    documented("cap:parameter",   INFO_OR_ENTRY,  Any,        Anything),

    documented("cap:resource",    INFO_OR_ENTRY,  Any,        Children),
    documented("cap:resourceDesc", RESOURCE,      One,        Nonblank),
    documented("cap:mimeType",    RESOURCE,       ZeroOrOne,  Text),
    documented("cap:size",        RESOURCE,       ZeroOrOne,  Text),
    documented("cap:uri",         RESOURCE,       ZeroOrOne,  Text),
    documented("cap:derefUri",    RESOURCE,       ZeroOrOne,  Text),
    documented("cap:digest",      RESOURCE,       ZeroOrOne,  Text),

    documented("cap:area",        INFO_OR_ENTRY,  Any,        Children),
    documented("cap:areaDesc",    &[In("cap:area")], One,     Text),
    documented("cap:areaDesc",    &[Entry],       ZeroOrOne,  Text),
    documented("cap:polygon",     AREA,           Any,        Text),
    documented("cap:circle",      AREA,           Any,        Text),
    documented("cap:geocode",     AREA,           Any,        Anything),
    documented("cap:altitude",    AREA,           ZeroOrOne,  Text),
    documented("cap:ceiling",     AREA,           ZeroOrOne,  Text),
];
