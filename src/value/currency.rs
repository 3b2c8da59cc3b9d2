//! Currencies: the three-letter codes of ISO 4217 (<https://www.six-group.com/en/products-services/financial-information/data-standards.html>).

use crate::value::problem::Problem;
use crate::value::problem::quoted;

/// The kind of problem with a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CurrencyFault {
    /// The value is not a currency code, or is not in capitals.
    Unknown,
    /// The value was a currency code until recently.
    Withdrawn,
}

/// The problem with a currency code.
pub fn problem(text: &str) -> Option<Problem<CurrencyFault>> {
    if CODES.binary_search(&text).is_ok() {
        return None;
    }
    let whole = 0..text.len();
    if let Some((_, new)) = WITHDRAWN.iter().find(|(old, _)| *old == text) {
        let what = format!("the currency {} was replaced by {new}", quoted(text));
        return Some(Problem::new(CurrencyFault::Withdrawn, whole, what));
    }
    let problem = Problem::new(
        CurrencyFault::Unknown,
        whole,
        format!("{} is not a currency code", quoted(text)),
    );
    let trimmed = text.trim();
    if trimmed.len() <= 3 {
        let upper = trimmed.to_ascii_uppercase();
        if let Ok(at) = CODES.binary_search(&upper.as_str()) {
            return Some(problem.instead(CODES[at]));
        }
        if let Some((_, code)) = SIGNS.iter().find(|(sign, _)| *sign == trimmed) {
            return Some(problem.perhaps(*code));
        }
    }
    Some(problem)
}

/// A currency code from the list, if `text` is one.
pub(crate) fn code(text: &str) -> Option<&'static str> {
    CODES.binary_search(&text).ok().map(|at| CODES[at])
}

/// Currency signs that are only or mostly used for one currency.
static SIGNS: &[(&str, &str)] =
    &[("$", "USD"), ("\u{a3}", "GBP"), ("\u{a5}", "JPY"), ("\u{20ac}", "EUR"), ("\u{20b9}", "INR")];

/// The codes, sorted. From iso-codes as of February 2026: <https://salsa.debian.org/iso-codes-team/iso-codes>.
#[rustfmt::skip]
static CODES: &[&str] = &[
    "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BHD", "BIF", "BMD", "BND",
    "BOB", "BOV", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHE", "CHF", "CHW", "CLF", "CLP", "CNY",
    "COP", "COU", "CRC", "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP",
    "GBP", "GEL", "GHS", "GIP", "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD",
    "IRR", "ISK", "JMD", "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP",
    "LKR", "LRD", "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN",
    "MXV", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN",
    "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD",
    "SSP", "STN", "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX",
    "USD", "USN", "UYI", "UYU", "UYW", "UZS", "VED", "VES", "VND", "VUV", "WST", "XAD", "XAF", "XAG", "XAU", "XBA",
    "XBB", "XBC", "XBD", "XCD", "XCG", "XDR", "XOF", "XPD", "XPF", "XPT", "XSU", "XTS", "XUA", "XXX", "YER", "ZAR",
    "ZMW", "ZWG",
];

/// Codes that were withdrawn since 2022, with their successors.
#[rustfmt::skip]
static WITHDRAWN: &[(&str, &str)] = &[
    ("ANG", "XCG"), ("BGN", "EUR"), ("CUC", "CUP"), ("HRK", "EUR"), ("SLL", "SLE"), ("ZWL", "ZWG"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recognizes_currencies() {
        for (text, wanted) in [
            ("EUR", None),
            ("USD", None),
            ("eur", Some("Unknown => EUR")),
            ("\u{20ac}", Some("Unknown => EUR")),
            ("HRK", Some("Withdrawn => ")),
            ("EURO", Some("Unknown => ")),
            ("", Some("Unknown => ")),
        ] {
            let proposed = problem(text)
                .map(|it| format!("{:?} => {}", it.class, it.proposal().unwrap_or_default()));
            assert_eq!(proposed.as_deref(), wanted, "{text}");
        }
        assert!(CODES.is_sorted());
    }
}
