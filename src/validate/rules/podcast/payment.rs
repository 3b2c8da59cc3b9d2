//! Payments to podcasters. <https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/tags/value-recipient.md>

use crate::diagnostic::Severity;
use crate::text::quoted::Quoted;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::element::Slot;
use crate::validate::rules;
use crate::value::number;
use crate::value::number::NumberFault;

/// The address fits its type: the public key of a Lightning node, or a Lightning address.
pub fn address_is_valid(recipient: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let Some(address) = recipient.attribute("address") else { return };
    let text = address.trim();
    let kind = recipient.attr("type").unwrap_or_default().trim().to_ascii_lowercase();
    let (is_valid, wanted) = match kind.as_str() {
        _ if text.text.is_empty() => return, // It is reported as blank.
        "node" => {
            let is_key =
                text.text.len() == 66 && text.text.bytes().all(|it| it.is_ascii_hexdigit());
            (is_key, "the public key of a Lightning node, which has 66 hexadecimal digits")
        }
        "lnaddress" => {
            let parts = text.text.split_once('@');
            let is_address = parts.is_some_and(|it| !it.0.is_empty() && !it.1.is_empty());
            (is_address, "a Lightning address such as `name@example.org`")
        }
        _ => return,
    };
    if !is_valid {
        context
            .out
            .report(
                &rules::INVALID_PODCAST_VALUE,
                text.span(),
                format_args!(
                    "{} is not an address of the type {}",
                    Quoted(text.text),
                    Quoted(&kind)
                ),
            )
            .note("apps cannot send payments to it")
            .help(format_args!("write {wanted}"));
    }
}

/// "The number of shares of the payment this recipient will receive."
pub(in crate::validate) fn is_share(split: &Slot<'_>, out: &mut Diagnostics) {
    let text = split.text.trim();
    let Err(problem) = number::integer(text.text, 0, i64::MAX) else { return };
    // Some programs write percentages with decimals, and apps round them.
    let is_decimal = number::decimal(text.text).is_ok_and(|it| it >= 0.0);
    let report = out
        .report(
            &rules::INVALID_INTEGER,
            text.span(),
            format_args!("`split` is not a whole number of 0 or more: {}", Quoted(text.text)),
        )
        .note("apps cannot calculate the share of this recipient, or round it");
    let report = if is_decimal { report.severity(Severity::Warning) } else { report };
    match problem.instead.filter(|_| problem.class == NumberFault::Form && !is_decimal) {
        Some(it) => report.help(format_args!("change it to `{}`", it.text)),
        None => report.help("write the number of shares, for example `90`"),
    };
}

/// "If the value is less than 0, 0 is assumed. If the value is greater than 100, 100 is assumed."
pub(in crate::validate) fn is_percentage(slot: &Slot<'_>, out: &mut Diagnostics) {
    let text = slot.text.trim();
    if number::decimal(text.text).is_ok_and(|it| (0.0..=100.0).contains(&it)) {
        return;
    }
    out.report(
        &rules::INVALID_NUMBER,
        text.span(),
        format_args!(
            "{} is not a number from 0 to 100: {}",
            Quoted(slot.attr.name),
            Quoted(text.text)
        ),
    )
    .severity(Severity::Warning)
    .note("apps use the nearest of 0 and 100, or ignore the element")
    .help("write a percentage without the sign, for example `95`");
}

/// "A single remoteItem element OR one or more valueRecipient elements."
pub fn split_has_one_kind_of_recipient(split: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let items = split.count("podcast:remoteItem");
    let recipients = split.count("podcast:valueRecipient");
    let what = match (items, recipients) {
        (0, 0) => "neither `podcast:remoteItem` nor `podcast:valueRecipient`",
        (0, _) | (1, 0) => return,
        (_, 0) => "several `podcast:remoteItem` elements",
        _ => "both `podcast:remoteItem` and `podcast:valueRecipient`",
    };
    context
        .out
        .report(
            &rules::INVALID_PODCAST_VALUE,
            split.name_span,
            format_args!("`podcast:valueTimeSplit` contains {what}"),
        )
        .note("apps cannot tell who receives the payments during this time")
        .help("write either one `podcast:remoteItem`, or one or more `podcast:valueRecipient` elements");
}
