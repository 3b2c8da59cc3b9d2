//! Prices of products: a number and an ISO 4217 currency code, `15.00 USD`
//! (<https://support.google.com/merchants/answer/6324371>).

use crate::value::currency;
use crate::value::number;
use crate::value::problem::Problem;

/// The kind of problem with a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PriceFault {
    /// The value is not a number followed by a currency code.
    Form,
    /// There is a number, but no currency.
    NoCurrency,
}

/// A price: the amount and the currency code.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Price<'a> {
    /// The amount.
    pub(crate) amount: f64,
    /// The ISO 4217 currency code.
    pub(crate) currency: &'a str,
}

/// Reads and checks a price. The price that is probably intended is computed from its number and its currency.
pub(crate) fn read(text: &str) -> Result<Price<'_>, Problem<PriceFault>> {
    let (amount, unit) = match text.split_once([' ', '\t', '\n', '\r']) {
        Some((amount, unit)) => (amount, unit.trim()),
        None => (text, ""),
    };
    let number = number::decimal(amount).ok().filter(|it| *it >= 0.0);
    if let Some(amount) = number
        && currency::problem(unit).is_none()
    {
        return Ok(Price { amount, currency: unit });
    }
    let (fault, what) = match number {
        Some(_) if unit.is_empty() => (PriceFault::NoCurrency, "the currency is missing"),
        Some(_) => (PriceFault::Form, "the number must be followed by an ISO 4217 currency code"),
        None => (PriceFault::Form, "a price starts with a number, with a point before the cents"),
    };
    let mut problem = Problem::new(fault, 0..text.len(), what);
    if let Some(meant) = meant(text) {
        let written = meant.written();
        problem = match meant.reading {
            None => problem.instead(written),
            Some(reading) => {
                let mut problem = problem.perhaps(written);
                if let Some(instead) = &mut problem.instead {
                    instead.reading = Some(reading.into());
                }
                problem
            }
        };
    }
    Err(problem)
}

/// The number in a price whose currency is missing, in the form of a correct price.
pub(crate) fn amount(text: &str) -> Option<String> {
    let (digits, _) = plain_number(text.trim())?;
    Some(with_cents(&digits, "EUR"))
}

/// The maximum length of a value that is interpreted as a price, in bytes.
const MAX_LENGTH: usize = 40;

/// Signs and other names of currencies. If other countries use the sign too, the reading says which currency is meant.
#[rustfmt::skip]
static SIGNS: &[(&str, &str, Option<&str>)] = &[
    ("US$", "USD", None), ("AU$", "AUD", None), ("A$", "AUD", None), ("CA$", "CAD", None), ("C$", "CAD", None), ("NZ$", "NZD", None),
    ("HK$", "HKD", None), ("NT$", "TWD", None), ("MX$", "MXN", None), ("S$", "SGD", None), ("R$", "BRL", None),
    ("$", "USD", Some("if `$` means US dollars")),
    ("€", "EUR", None), ("£", "GBP", None), ("₹", "INR", None), ("₽", "RUB", None), ("₺", "TRY", None), ("₴", "UAH", None),
    ("₩", "KRW", None), ("₫", "VND", None), ("₪", "ILS", None), ("₱", "PHP", None), ("฿", "THB", None), ("₦", "NGN", None),
    ("¥", "JPY", Some("if `¥` means Japanese yen")),
    ("zł", "PLN", None), ("Kč", "CZK", None), ("Ft", "HUF", None), ("lei", "RON", None), ("лв", "BGN", None),
    ("kr", "SEK", Some("if `kr` means Swedish crowns")), ("CHF", "CHF", None), ("Fr.", "CHF", None), ("руб", "RUB", None),
    ("TL", "TRY", None), ("Rs", "INR", Some("if `Rs` means Indian rupees")), ("Euro", "EUR", None),
];

/// Currencies without cents.
static WITHOUT_CENTS: &[&str] = &[
    "CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF", "XPF", "RWF", "DJF", "GNF",
    "KMF", "BIF", "VUV",
];

/// The intended price: its number, with a point before the cents, and its currency.
struct Meant {
    digits: String,
    currency: &'static str,
    reading: Option<&'static str>,
}

impl Meant {
    fn written(&self) -> String {
        format!("{} {}", with_cents(&self.digits, self.currency), self.currency)
    }
}

/// A number with two decimals if the currency has cents.
fn with_cents(digits: &str, currency: &str) -> String {
    match digits.split_once('.') {
        Some((whole, cents)) if cents.len() == 1 => format!("{whole}.{cents}0"),
        None if !WITHOUT_CENTS.contains(&currency) => format!("{digits}.00"),
        _ => digits.to_owned(),
    }
}

fn meant(text: &str) -> Option<Meant> {
    if text.len() > MAX_LENGTH {
        return None;
    }
    let text = text.trim();
    let first = text.find(|it: char| it.is_ascii_digit())?;
    let last = text.rfind(|it: char| it.is_ascii_digit())?;
    let number = &text[first..=last];
    let after = text[last + 1..].trim();
    // `47,-`
    let after = after.trim_start_matches(['.', ',']).trim_start_matches(['-', '–']).trim();
    let ((unit, "") | ("", unit)) = (text[..first].trim(), after) else { return None };
    let (currency, of_unit) = currency_of(unit)?;
    let (digits, of_number) = plain_number(number)?;
    Some(Meant { digits, currency, reading: of_number.or(of_unit) })
}

fn currency_of(unit: &str) -> Option<(&'static str, Option<&'static str>)> {
    let bare = unit.trim_end_matches('.');
    if let Some(code) = currency::code(&bare.to_ascii_uppercase()) {
        return Some((code, None));
    }
    let sign = SIGNS
        .iter()
        .find(|it| it.0.eq_ignore_ascii_case(unit) || it.0.eq_ignore_ascii_case(bare))?;
    currency::code(sign.1).map(|it| (it, sign.2))
}

/// A number without separators of thousands, and the reading if there are others.
fn plain_number(text: &str) -> Option<(String, Option<&'static str>)> {
    let spaced = |it: char| matches!(it, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’');
    let text: String = text.chars().filter(|it| !spaced(*it)).collect();
    if !text.bytes().all(|it| it.is_ascii_digit() || matches!(it, b'.' | b',')) || text.is_empty() {
        return None;
    }
    let (commas, points) = (text.matches(',').count(), text.matches('.').count());
    let decimal = match (commas, points) {
        (0, 1) | (1, 0) => {
            let at = text.find(['.', ','])?;
            let is_group = text.len() - at - 1 == 3 && at > 0 && at < 4;
            if is_group && commas == 1 {
                let digits = text.replace(',', "");
                return Some((digits, Some("if the comma separates thousands")));
            }
            Some(at)
        }
        // The last separator comes before the cents. If it appears more than once, it separates thousands.
        (_, 1) if text.rfind('.') > text.rfind(',') => text.rfind('.'),
        (1, _) if text.rfind(',') > text.rfind('.') => text.rfind(','),
        (0, _) | (_, 0) => None,
        _ => return None,
    };
    let digits = |it: &str| it.replace(['.', ','], "");
    Some((
        match decimal {
            Some(at) => format!("{}.{}", digits(&text[..at]), digits(&text[at + 1..])),
            None => digits(&text),
        },
        None,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rustfmt::skip]
    static CASES: &[(&str, &str)] = &[
        // value            the right price, `?` if it is a guess
        ("47.00 EUR",       ""),
        ("47 EUR",          ""),
        ("0.00 USD",        ""),
        ("1500 JPY",        ""),
        ("47,00 EUR",       "47.00 EUR"),
        ("EUR 47.00",       "47.00 EUR"),
        ("EUR 47",          "47.00 EUR"),
        ("EUR47,5",         "47.50 EUR"),
        ("€47.00",          "47.00 EUR"),
        ("€ 47,00",         "47.00 EUR"),
        ("47,00 €",         "47.00 EUR"),
        ("47.00EUR",        "47.00 EUR"),
        ("47.00 eur",       "47.00 EUR"),
        ("1.234,50 EUR",    "1234.50 EUR"),
        ("1,234.50 USD",    "1234.50 USD"),
        ("1 234,50 EUR",    "1234.50 EUR"),
        ("1'234.50 CHF",    "1234.50 CHF"),
        ("1.234.567 EUR",   "1234567.00 EUR"),
        ("1,234 EUR",       "1234.00 EUR?"),
        ("$15.00",          "15.00 USD?"),
        ("15,- EUR",        "15.00 EUR"),
        ("R$ 15,90",        "15.90 BRL"),
        ("1500 kr.",        "1500.00 SEK?"),
        ("¥1500",           "1500 JPY?"),
        ("24.95",           "-"),
        ("free",            "-"),
        ("47.00 - 60.00 EUR", "-"),
        ("€ 47.00 EUR",     "-"),
        ("-5.00 EUR",       "-"),
        ("",                "-"),
    ];

    #[test]
    fn computes_the_intended_price() {
        for (text, expected) in CASES {
            let found = match read(text).map_err(|it| it.instead) {
                Ok(_) => String::new(),
                Err(None) => "-".to_owned(),
                Err(Some(it)) if it.sure => it.text,
                Err(Some(it)) => format!("{}?", it.text),
            };
            assert_eq!(found, *expected, "{text}");
        }
        assert_eq!(amount("24,95").as_deref(), Some("24.95"));
    }
}
