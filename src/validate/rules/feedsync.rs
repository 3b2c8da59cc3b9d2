//! `FeedSync`: who changed what, and when. <http://feedsyncsamples.codeplex.com/>

use std::fmt::Display;

use crate::text::quoted::Quoted;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::element::Slot;
use crate::validate::rules;
use crate::value::date;

/// "since: all items that were updated after this; until: […] before this".
pub fn since_is_before_until(sharing: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let (since, until) = match (sharing.attribute("since"), sharing.attribute("until")) {
        (Some(since), Some(until)) => (since, until),
        (None, None) => return,
        (since, _) => {
            let (there, missing) =
                if since.is_some() { ("since", "until") } else { ("until", "since") };
            context
                .out
                .report(
                    &rules::MISSING_ATTRIBUTE,
                    sharing.name_span,
                    format_args!("`sx:sharing` has no `{missing}` attribute"),
                )
                .note(format_args!("if there is only `{there}`, programs that merge the feed cannot tell for which period it is complete"))
                .help(format_args!("add `{missing}=\"…\"`"));
            return;
        }
    };
    let when = |text: &str| date::rfc3339::read(text.trim()).when;
    let (Some(first), Some(last)) = (when(since.text), when(until.text)) else { return };
    if first > last {
        context
            .out
            .report(
                &rules::SINCE_AFTER_UNTIL,
                since.span(),
                format_args!("`since` is later than `until`: {}", Quoted(since.text)),
            )
            .label(until.span(), "`until` is earlier")
            .note("programs that merge the feed find no period for which it is complete")
            .help("set `since` to the earlier of the two dates");
    }
}

/// "id: MUST be unique within the feed".
pub fn sync_id_is_unique(sync: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let Some(id) = sync.attribute("id") else { return };
    let key = format!("sx:sync {}", id.text);
    if let Some(first) = context.facts.extension.ids.get(&key) {
        context
            .out
            .report(
                &rules::DUPLICATE_SYNC_ID,
                id.span(),
                format_args!("two entries have the `sx:sync` id {}", Quoted(id.text)),
            )
            .label(*first, "the first one is here")
            .note("programs that merge the feed treat both as the same entry and lose one of them")
            .help("give each entry its own id, and never change it");
        return;
    }
    context.facts.extension.ids.insert(key, id.span());
}

/// "Either or both of the when or by attributes MUST be present". Both are better.
pub fn history_has_author_and_date(history: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let who = history.attribute("by");
    let missing = match (who.is_some(), history.attribute("when").is_some()) {
        (true, true) => None,
        (false, false) => {
            context
                .out
                .report(
                    &rules::SYNC_HISTORY_WITHOUT_AUTHOR,
                    history.name_span,
                    "this `sx:history` records neither who made the change nor when",
                )
                .note("programs that merge the feed cannot tell which change is later, and may keep the older version")
                .help("add `by=\"…\"` and `when=\"…\"`");
            None
        }
        (true, false) => Some("when"),
        (false, true) => Some("by"),
    };
    if let Some(name) = missing {
        context
            .out
            .report(
                &rules::INCOMPLETE_SYNC_HISTORY,
                history.name_span,
                format_args!("this `sx:history` has no {}", Quoted(name)),
            )
            .note("programs that merge the feed need both `by` and `when` to resolve all conflicts")
            .help(format_args!("add `{name}=\"…\"`"));
    }
    // "The by attribute […] MUST conform to the syntax for the Namespace Specific String (the NSS portion) of a URN in RFC 2141."
    let Some(by) = who else { return };
    if by.text.is_empty() || !by.text.bytes().all(is_nss) {
        let words: &dyn Display = match by.text {
            "" => &"`by` is empty",
            text => {
                &format_args!("`by` contains characters that are not allowed: {}", Quoted(text))
            }
        };
        context
            .out
            .report(&rules::INVALID_SYNC_NAME, by.span(), words)
            .note(
                "programs that merge feeds compare these names letter by letter, as parts of a URN",
            )
            .help("use only letters, digits and `()+,-.:=@;$_!*'%`");
    }
}

/// A title or a name must not be blank, because programs show it.
pub(in crate::validate) fn is_not_blank(slot: &Slot<'_>, out: &mut Diagnostics) {
    if !slot.text.text.trim().is_empty() {
        return;
    }
    let (name, element) = (Quoted(slot.attr.name), Quoted(slot.row.name));
    out.report(
        &rules::BLANK_ATTRIBUTE,
        slot.text.span(),
        format_args!("{element} has a blank {name} attribute"),
    )
    .note("programs have nothing to show or to compare")
    .help("give it a value, or remove the attribute");
}

/// Whether RFC 2141 §2.2 allows a byte in the namespace-specific part of a URN.
fn is_nss(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"()+,-.:=@;$_!*'%/?#".contains(&byte)
}
