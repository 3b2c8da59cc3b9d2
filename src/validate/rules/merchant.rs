//! Products, as Google Merchant Center reads them. <https://support.google.com/merchants/answer/7052112>

use crate::text::quoted::Quoted;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::rules;
use crate::validate::rules::plain;
use crate::value::currency;
use crate::value::number;

/// How many additional images of a product Google shows.
const MAX_IMAGES: u8 = 10;

/// "15.00 USD": a number and a currency code.
pub fn price_has_a_currency(price: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = price.text.trim();
    let (amount, unit) = match text.text.split_once([' ', '\t', '\n']) {
        Some((amount, unit)) => (amount, unit.trim()),
        None => (text.text, ""),
    };
    let what = if !number::decimal(amount).is_ok_and(|it| it >= 0.0) {
        "a price starts with a number, with a point before the cents"
    } else if unit.is_empty() {
        "the currency is missing"
    } else if currency::problem(unit).is_some() {
        "the number must be followed by an ISO 4217 currency code"
    } else {
        return;
    };
    context
        .out
        .report(
            &rules::INVALID_PRICE,
            text.span(),
            format_args!("{} is not a price: {}", Quoted(price.row.name), Quoted(text.text)),
        )
        .note(what)
        .help("write a number and a currency code, for example `15.00 USD`");
}

/// Records that a product is not available yet.
pub fn record_availability(availability: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = availability.text.trim();
    if ["preorder", "backorder"].iter().any(|it| it.eq_ignore_ascii_case(text.text)) {
        context.facts.entry.awaited = Some(text.span());
    }
}

/// "Required if you set the availability attribute to preorder or backorder."
/// <https://support.google.com/merchants/answer/6324470>
pub fn awaited_product_has_a_date(product: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let Some(awaited) = context.facts.entry.awaited else { return };
    if product.has("g:availability_date") {
        return;
    }
    context
        .out
        .report(
            &rules::PREORDER_WITHOUT_DATE,
            awaited,
            "this product is on preorder or backorder, but has no `g:availability_date`",
        )
        .note("Google Merchant Center requires the date, and shows it to customers")
        .help("add `<g:availability_date>` with the date on which the product will be shipped, for example `2026-12-24T08:00Z`");
}

/// "Max 5000 characters". The description may be HTML.
pub fn description_is_short(description: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    is_within(description, 5_000, context.out);
}

/// "Max 2000 characters."
pub fn address_is_short(address: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    is_within(address, 2_000, context.out);
}

fn is_within(element: &Element<'_, '_>, most: usize, out: &mut Diagnostics) {
    if let Some(report) = plain::too_long(element.row.name, element.text.trim(), most, out) {
        report
            .note("Google Merchant Center cuts off the rest, or rejects the product")
            .help("shorten the text");
    }
}

/// A GTIN has 8, 12, 13 or 14 digits, and the last one is a check digit (GS1).
/// <https://www.gs1.org/services/how-calculate-check-digit-manually>
pub fn gtin_has_its_check_digit(gtin: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = gtin.text.trim();
    // Hyphens and spaces only make the number easier to read.
    let digits = || text.text.bytes().filter(|it| !matches!(it, b'-' | b' '));
    let length = digits().count();
    let what = if !digits().all(|it| it.is_ascii_digit()) || !matches!(length, 8 | 12..=14) {
        "a GTIN has 8, 12, 13 or 14 digits".to_owned()
    } else {
        let sum: u32 = digits()
            .rev()
            .skip(1)
            .enumerate()
            .map(|(at, it)| u32::from(it - b'0') * if at % 2 == 0 { 3 } else { 1 })
            .sum();
        let right = (10 - sum % 10) % 10;
        if digits().next_back() == u8::try_from(right).ok().map(|it| it + b'0') {
            return;
        }
        format!("the last digit is a check digit, and should be {right}")
    };
    context
        .out
        .report(
            &rules::INVALID_GTIN,
            text.span(),
            format_args!("{} is not a valid GTIN: {}", Quoted(gtin.row.name), Quoted(text.text)),
        )
        .note(what)
        .help(
            "copy the number below the bar code, or remove the element if the product has no GTIN",
        );
}

/// Google shows only ten additional images of a product.
pub fn image_is_among_ten(image: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let count = match image.row.local() {
        "image_link" => &mut context.facts.entry.images.0,
        _ => &mut context.facts.entry.images.1,
    };
    *count = count.saturating_add(1);
    // Report one problem for all images after the tenth.
    if *count == MAX_IMAGES + 1 {
        context
            .out
            .report(
                &rules::TOO_MANY_IMAGES,
                image.name_span,
                format_args!(
                    "this product has more than {MAX_IMAGES} {} elements",
                    Quoted(image.row.name)
                ),
            )
            .note("images after the tenth are not shown, and some programs reject the product")
            .help("keep the ten best images");
    }
}
