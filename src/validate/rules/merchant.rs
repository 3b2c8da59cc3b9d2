//! Products as Google's Merchant Center reads them. <https://support.google.com/merchants/answer/7052112>

use crate::text::quoted::Quoted;
use crate::validate::context::Context;
use crate::validate::element::Element;
use crate::validate::findings::Findings;
use crate::validate::rules;
use crate::validate::rules::plain;
use crate::value::currency;
use crate::value::number;

/// How many pictures of a product are taken, beside the first.
const MOST_IMAGES: u8 = 10;

/// "15.00 USD": a number, and the code of a currency.
pub fn price_has_a_currency(price: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = price.text.trim();
    let (amount, unit) = match text.text.split_once([' ', '\t', '\n']) {
        Some((amount, unit)) => (amount, unit.trim()),
        None => (text.text, ""),
    };
    let what = if !number::decimal(amount).is_ok_and(|it| it >= 0.0) {
        "a price begins with a number that has a point for the cents"
    } else if unit.is_empty() {
        "the currency is not named"
    } else if currency::problem(unit).is_some() {
        "behind the number stands the code of a currency (ISO 4217)"
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
        .help("write it as 15.00 USD");
}

/// Notes a product that is not there yet.
pub fn availability_is_noted(availability: &Element<'_, '_>, context: &mut Context<'_, '_>) {
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
            "this product is not there yet, and nothing says when it will be",
        )
        .note("the Merchant Center requires it, and shows it to customers")
        .help("add <g:availability_date> with the day that it is sent, such as 2026-12-24T08:00Z");
}

/// "Max 5000 characters"; it may be HTML.
pub fn description_is_short(description: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    is_within(description, 5_000, context.out);
}

/// "Max 2000 characters."
pub fn address_is_short(address: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    is_within(address, 2_000, context.out);
}

fn is_within(element: &Element<'_, '_>, most: usize, out: &mut Findings) {
    if let Some(report) = plain::too_long(element.row.name, element.text.trim(), most, out) {
        report
            .note("the Merchant Center cuts it off there, or refuses the product")
            .help("say it in fewer characters");
    }
}

/// GS1: 8, 12, 13 or 14 digits, of which the last is computed from the others.
/// <https://www.gs1.org/services/how-calculate-check-digit-manually>
pub fn gtin_has_its_check_digit(gtin: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = gtin.text.trim();
    // Hyphens and blanks are for people.
    let digits = || text.text.bytes().filter(|it| !matches!(it, b'-' | b' '));
    let length = digits().count();
    let what = if !digits().all(|it| it.is_ascii_digit()) || !matches!(length, 8 | 12..=14) {
        "it has 8, 12, 13 or 14 digits".to_owned()
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
        format!("the last digit, which is computed from the others, would be {right}")
    };
    context
        .out
        .report(
            &rules::INVALID_GTIN,
            text.span(),
            format_args!(
                "{} is not the number of an article: {}",
                Quoted(gtin.row.name),
                Quoted(text.text)
            ),
        )
        .note(what)
        .help("take the number below the bar code, or leave it out for what has none");
}

/// Ten pictures of a product are taken.
pub fn image_is_among_ten(image: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let count = match image.row.local() {
        "image_link" => &mut context.facts.entry.images.0,
        _ => &mut context.facts.entry.images.1,
    };
    *count = count.saturating_add(1);
    // One finding for all that are too many.
    if *count == MOST_IMAGES + 1 {
        context
            .out
            .report(
                &rules::TOO_MANY_IMAGES,
                image.name_span,
                format_args!("this is more than {MOST_IMAGES} times {}", Quoted(image.row.name)),
            )
            .note(
                "the pictures behind the tenth are not shown, and some programs refuse the product",
            )
            .help("keep the ten best");
    }
}
