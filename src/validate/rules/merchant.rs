//! Products, as Google Merchant Center reads them. <https://support.google.com/merchants/answer/7052112>

use crate::text::quoted::Quoted;
use crate::validate::context::Context;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::element::Element;
use crate::validate::facts::RecordedPrice;
use crate::validate::row::Place;
use crate::validate::rules;
use crate::validate::rules::plain;
use crate::validate::rules::value::subject::Subject;
use crate::validate::rules::value::subject::suggest;
use crate::value::date;
use crate::value::price;
use crate::value::price::Price;
use crate::value::price::PriceFault;

/// How many additional images of a product Google shows.
const MAX_IMAGES: u8 = 10;

/// "15.00 USD": a number and a currency code.
pub fn price_has_a_currency(price: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = price.text.trim();
    let problem = match price::read(text.text) {
        Ok(read) => return record_price(price, &read, context),
        Err(_) if text.text.is_empty() => return, // A blank element is reported separately.
        Err(problem) => problem,
    };
    if let Some(instead) = &problem.instead
        && let Ok(read) = price::read(&instead.text)
    {
        record_price(price, &read, context);
    }
    let usual = &context.facts.extension.products.currency;
    let amount = match problem.class {
        PriceFault::NoCurrency => price::amount(text.text),
        PriceFault::Form => None,
    };
    let words = format_args!("{} is not a price: {}", Quoted(price.row.name), Quoted(text.text));
    let report = context.out.report(&rules::INVALID_PRICE, text.span(), words).note(&problem.what);
    match (problem.class, amount) {
        (PriceFault::NoCurrency, Some(amount)) if usual.is_empty() => {
            report.help(format_args!("add the currency, such as `{amount} USD`"));
        }
        (PriceFault::NoCurrency, Some(amount)) => {
            let instead = format!("{amount} {usual}");
            report
                .help(format_args!(
                    "add the currency, for example `{instead}` if it is the same as in the other prices"
                ))
                .unsafe_fix(format_args!("change it to `{instead}`"), text.span(), &instead);
        }
        _ if problem.instead.is_some() => {
            let subject = Subject::new(price.row.name, price.row.value, text);
            suggest(report, &subject, &problem);
        }
        _ => {
            report.help("write a number and a currency code, such as `15.00 USD`");
        }
    }
}

fn record_price(element: &Element<'_, '_>, price: &Price<'_>, context: &mut Context<'_, '_>) {
    let slot = match element.row.name {
        "g:price" if element.parent.is_some_and(|it| it.role == Some(Place::Entry)) => 0,
        "g:sale_price" => 1,
        _ => return,
    };
    if context.facts.extension.products.currency != price.currency {
        price.currency.clone_into(&mut context.facts.extension.products.currency);
    }
    context.facts.entry.prices[slot] = Some(RecordedPrice {
        amount: price.amount,
        currency: price.currency.to_owned(),
        span: element.text.trim().span(),
    });
}

/// "The sale price must be lower than the price." <https://support.google.com/merchants/answer/6324471>
pub fn sale_price_is_lower(_product: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let [Some(price), Some(sale)] = std::mem::take(&mut context.facts.entry.prices) else { return };
    let report = if price.currency != sale.currency {
        context
            .out
            .report(
                &rules::SALE_PRICE_NOT_LOWER,
                sale.span,
                "`g:sale_price` has a different currency than `g:price`",
            )
            .help(format_args!("write both prices in {}", price.currency))
    } else if sale.amount >= price.amount {
        let relation = if sale.amount > price.amount { "higher than" } else { "the same as" };
        context
            .out
            .report(
                &rules::SALE_PRICE_NOT_LOWER,
                sale.span,
                format_args!("`g:sale_price` is {relation} `g:price`"),
            )
            .help("swap the two prices if they are in the wrong order, or remove `g:sale_price`")
    } else {
        return;
    };
    report.label(price.span, "the price is here").note("Google does not show such a sale price");
}

/// "A start and an end date, separated by `/`". <https://support.google.com/merchants/answer/6324460>
pub fn sale_period_is_in_order(period: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = period.text.trim();
    if text.text.is_empty() {
        return;
    }
    let name = Quoted(period.row.name);
    let dates = text.text.split_once('/').map(|(start, end)| (start.trim(), end.trim()));
    let Some((start, end)) = dates.filter(|it| !it.1.contains('/')) else {
        context
            .out
            .report(
                &rules::INVALID_SALE_PERIOD,
                text.span(),
                format_args!("{name} is not a start and an end date: {}", Quoted(text.text)),
            )
            .note("Google cannot tell when the sale price applies, and rejects the value")
            .help("write two dates with `/` between them, such as `2024-05-01T08:00-0500/2024-05-31T22:00-0500`");
        return;
    };
    let read = |it| date::w3cdtf::read_of_product(it);
    let (first, last) = (read(start), read(end));
    if let Some((date, problem)) = [(start, &first), (end, &last)]
        .into_iter()
        .find_map(|(date, it)| it.problem.as_ref().map(|problem| (date, problem)))
    {
        let report = context
            .out
            .report(
                &rules::INVALID_SALE_PERIOD,
                text.span(),
                format_args!("{name} contains {}, which is not an ISO 8601 date", Quoted(date)),
            )
            .note(&problem.what);
        let instead = |text: &str, it: &date::Reading| match &it.problem {
            None => Some(text.to_owned()),
            Some(it) => it.instead.as_ref().map(|it| it.text.clone()),
        };
        match (instead(start, &first), instead(end, &last)) {
            (Some(start), Some(end)) => {
                let whole = format!("{start}/{end}");
                report.help(format_args!("for example, write `{whole}`")).unsafe_fix(
                    format_args!("change it to `{whole}`"),
                    text.span(),
                    &whole,
                );
            }
            _ => {
                report.help("write each date in a form such as `2024-05-01T08:00-0500`");
            }
        }
    } else if last.when < first.when {
        let swapped = format!("{end}/{start}");
        context
            .out
            .report(
                &rules::INVALID_SALE_PERIOD,
                text.span(),
                format_args!("{name} ends before it starts: {}", Quoted(text.text)),
            )
            .note("the sale price never applies")
            .help(format_args!("change it to `{swapped}` if the dates are in the wrong order"))
            .unsafe_fix(format_args!("change it to `{swapped}`"), text.span(), &swapped);
    }
}

/// "Use a unique value for each product." <https://support.google.com/merchants/answer/6324405>
pub fn id_is_unique(id: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = id.text.trim();
    if text.text.is_empty() || std::mem::replace(&mut context.facts.entry.has_product_id, true) {
        return;
    }
    let key = text.text.to_owned();
    let Some(first) = context.facts.extension.product_ids.get(&key) else {
        context.facts.extension.product_ids.insert(key, text.span());
        return;
    };
    context
        .out
        .report(
            &rules::DUPLICATE_PRODUCT_ID,
            text.span(),
            format_args!("two products have the same `g:id`: {}", Quoted(text.text)),
        )
        .label(*first, "the first one is here")
        .note("Google keeps only one of the products")
        .help("give each product its own id, such as its SKU, and never change it");
}

/// Records what Google requires for the category of a product.
pub fn record_category(category: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = category.text.trim().text;
    let is_in = |categories: &[&str]| {
        categories.iter().any(|it| {
            text.strip_prefix(it).is_some_and(|rest| rest.is_empty() || rest.starts_with(" > "))
        })
    };
    for (index, it) in REQUIRED_BY_CATEGORY.iter().enumerate() {
        if !text.is_empty() && is_in(it.categories) != it.is_exception {
            context.facts.entry.category_requirements |= 1 << index;
        }
    }
}

/// The parts that Google requires of an attribute with parts. <https://support.google.com/merchants/answer/7052112>
#[rustfmt::skip]
static REQUIRED_PARTS: &[(&str, &[&str])] = &[
    ("g:installment",       &["g:months", "g:amount"]),
    ("g:subscription_cost", &["g:period", "g:period_length", "g:amount"]),
    ("g:tax",               &["g:rate"]),
];

/// Reports the required parts that an attribute does not have. One with text instead has no parts, which is reported.
pub fn parts_are_there(element: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let name = element.row.name;
    if !element.text.trim().text.is_empty() {
        return;
    }
    let parts = REQUIRED_PARTS.iter().find(|it| it.0 == name).map_or(&[][..], |it| it.1);
    for part in parts.iter().filter(|it| !element.has(it)) {
        let words = format_args!("{} has no {}", Quoted(name), Quoted(part));
        context
            .out
            .once(&rules::INCOMPLETE_PRODUCT, &format!("{name} {part}"), element.name_span, words)
            .note(format_args!("Google requires it in every {}", Quoted(name)))
            .help(format_args!("add `<{part}>…</{part}>`"));
    }
}

/// Records that a product is used, or that it has no identifiers.
pub fn record_identity(element: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let text = element.text.trim().text;
    let without = ["used", "refurbished", "no", "false"];
    context.facts.entry.needs_no_brand |= without.iter().any(|it| it.eq_ignore_ascii_case(text));
}

/// What Google requires for products of some categories.
struct CategoryRequirement {
    attributes: &'static [&'static str],
    /// Numbers and names of Google's taxonomy.
    categories: &'static [&'static str],
    /// Whether it is required for all other categories instead.
    is_exception: bool,
    why: &'static str,
}

/// The requirements in many countries. <https://support.google.com/merchants/answer/7052112>
#[rustfmt::skip]
static REQUIRED_BY_CATEGORY: &[CategoryRequirement] = &[
    CategoryRequirement {
        attributes: &["g:age_group", "g:color", "g:gender"],
        categories: &["Apparel & Accessories", "166", "1604", "167", "184", "6552", "6551", "188", "1933", "187"],
        is_exception: false,
        why: "Google requires it for clothing and accessories in many countries",
    },
    CategoryRequirement {
        attributes: &["g:size"],
        categories: &["Apparel & Accessories > Clothing", "1604", "Apparel & Accessories > Shoes", "187"],
        is_exception: false,
        why: "Google requires it for clothing and shoes in many countries",
    },
    CategoryRequirement {
        attributes: &["g:brand"],
        categories: &[
            "Media > Books", "784", "Media > DVDs & Videos", "839", "Media > Music & Sound Recordings", "855", "Media", "783",
        ],
        is_exception: true,
        why: "Google requires it for new products, except for books, films and music",
    },
];

/// What Google requires for every product: the attribute, and the elements of the feed's format with the same meaning.
/// <https://support.google.com/merchants/answer/7052112>
#[rustfmt::skip]
static REQUIRED: &[(&str, &[&str])] = &[
    ("g:title",        &["title"]),
    ("g:description",  &["description", "summary", "content"]),
    ("g:link",         &["link"]),
    ("g:image_link",   &[]),
    ("g:availability", &[]),
    ("g:price",        &[]),
];

/// Records the required attributes that a product does not have.
pub fn record_product(product: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    // With fewer of them, the feed may be for another program that uses the same namespace.
    let usual = ["g:price", "g:availability", "g:image_link"];
    if !product.has("g:id") || usual.iter().filter(|it| product.has(it)).count() < 2 {
        return;
    }
    let products = &mut context.facts.extension.products;
    products.count += 1;
    let mut record = |name: &'static str| match products.missing.iter_mut().find(|it| it.0 == name)
    {
        Some(known) => known.1 += 1,
        None => products.missing.push((name, 1, product.name_span)),
    };
    for (name, others) in REQUIRED {
        if !product.has(name) && !others.iter().any(|it| product.has(it)) {
            record(name);
        }
    }
    let entry = &context.facts.entry;
    for (index, it) in REQUIRED_BY_CATEGORY.iter().enumerate() {
        if entry.category_requirements & (1 << index) == 0 {
            continue;
        }
        for name in it.attributes.iter().filter(|it| !product.has(it)) {
            if *name != "g:brand" || !entry.needs_no_brand {
                record(name);
            }
        }
    }
}

/// Reports the required attributes that products do not have, each once per feed.
pub fn products_are_complete(_feed: &Element<'_, '_>, context: &mut Context<'_, '_>) {
    let products = std::mem::take(&mut context.facts.extension.products);
    for (name, count, first) in products.missing {
        let words = match (count, products.count) {
            (1, _) => format!("a product has no {}", Quoted(name)),
            (count, all) if count == all => format!("the {all} products have no {}", Quoted(name)),
            (count, all) => format!("{count} of the {all} products have no {}", Quoted(name)),
        };
        let of_category = REQUIRED_BY_CATEGORY.iter().find(|it| it.attributes.contains(&name));
        let why = of_category.map_or("Google requires it for every product", |it| it.why);
        context
            .out
            .report(&rules::INCOMPLETE_PRODUCT, first, words)
            .note(why)
            .help(format_args!("add `<{name}>…</{name}>`"));
    }
}

/// What to write instead of text in an attribute that has parts.
pub(in crate::validate::rules) fn parts(name: &str, text: &str) -> Option<String> {
    // In files with one line per product, the parts are separated by colons: `US:CA:5.00:y`, `6:50 USD`.
    match (name, text.split(':').map(str::trim).collect::<Vec<&str>>()[..].as_ref()) {
        ("g:tax", [country, _, rate, ..]) if country.len() == 2 && !rate.is_empty() => {
            return Some(format!(
                "write its parts as elements: `<g:country>{country}</g:country>` and `<g:rate>{rate}</g:rate>`"
            ));
        }
        ("g:installment", [months, amount]) if price::read(amount).is_ok() => {
            return Some(format!(
                "write its parts as elements: `<g:months>{months}</g:months>` and `<g:amount>{amount}</g:amount>`"
            ));
        }
        ("g:tax", _) => {
            return Some("write its parts as elements, such as `<g:rate>5.00</g:rate>`".to_owned());
        }
        ("g:installment", _) => {
            return Some("write its parts as elements, `<g:months>` and `<g:amount>`".to_owned());
        }
        ("g:shipping", _) => {}
        _ => return None,
    }
    // In files with one line per product, the parts are separated by colons: `US:CA:Ground:5.00 USD`.
    let parts: Vec<&str> = text.split(':').map(str::trim).collect();
    let (country, price) = match parts[..] {
        [price] => ("…", price),
        [country, .., price] if country.len() == 2 => (country, price),
        _ => ("…", "…"),
    };
    let price = match price::read(price) {
        Ok(_) => Some(price.to_owned()),
        Err(problem) => problem.instead.filter(|it| it.sure).map(|it| it.text),
    };
    let price = price.as_deref().unwrap_or("…");
    Some(format!(
        "write its parts as elements: `<g:country>{country}</g:country>` and `<g:price>{price}</g:price>`"
    ))
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
