//! Servers that ask for patience: the statuses 429 and 503 with `Retry-After`.

use std::time::Duration;

use chrono::NaiveDateTime;
use chrono::Utc;

use crate::validate::response::Head;

/// After which time a server wants to be asked again (RFC 9110, section 10.2.3). `None` if it does not say so.
pub(in crate::fetch) fn after(head: &Head) -> Option<Duration> {
    if !matches!(head.status, 429 | 503) {
        return None;
    }
    let text = head.headers.get("retry-after")?;
    if !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let date = NaiveDateTime::parse_from_str(text, "%a, %d %b %Y %H:%M:%S GMT").ok()?;
    (date.and_utc() - Utc::now()).to_std().ok()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::after;
    use crate::validate::response::Head;

    #[test]
    fn reads_seconds_and_dates() {
        let after = |status, text: &str| {
            let mut head = Head { status, ..Head::default() };
            head.headers.push("Retry-After", text);
            after(&head)
        };
        assert_eq!(after(429, "120"), Some(Duration::from_secs(120)));
        assert_eq!(after(503, "99999999999999999999999"), Some(Duration::from_secs(u64::MAX)));
        assert_eq!(after(200, "120"), None);
        assert_eq!(after(503, "-1"), None);
        assert_eq!(after(503, "Fri, 31 Dec 1999 23:59:59 GMT"), None);
        assert!(after(503, "Fri, 31 Dec 2100 23:59:59 GMT").is_some());
    }
}
