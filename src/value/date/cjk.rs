//! Dates in Chinese, Japanese and Korean: `2024年1月5日 10時30分`, `2024년 1월 5일 오후 3:00`. They are converted to a date in digits,
//! which the parsers of other dates read.

/// The meaning that a character gives to the number before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
}

#[rustfmt::skip]
static SIGNS: &[(char, Part)] = &[
    ('年', Part::Year), ('년', Part::Year), ('月', Part::Month), ('월', Part::Month), ('日', Part::Day), ('号', Part::Day), ('號', Part::Day),
    ('일', Part::Day), ('時', Part::Hour), ('时', Part::Hour), ('点', Part::Hour), ('點', Part::Hour), ('시', Part::Hour),
    ('分', Part::Minute), ('분', Part::Minute), ('秒', Part::Second), ('초', Part::Second),
];

/// Words for a.m. and p.m., and their replacements.
#[rustfmt::skip]
static HALVES: &[(&str, &str)] = &[
    ("上午", "am"), ("午前", "am"), ("오전", "am"), ("下午", "pm"), ("午後", "pm"), ("오후", "pm"),
];

/// Words for days of the week, which are skipped.
#[rustfmt::skip]
static WEEKDAYS: &[&str] = &["星期", "礼拜", "禮拜", "周", "週", "曜日", "요일"];

/// The characters that name a day of the week, together with one of [`WEEKDAYS`] or in brackets.
const DAYS: &str = "一二三四五六日天月火水木金土월화수목금토일";

/// The date in digits. `None` if the text is not such a date.
pub(crate) fn in_digits(text: &str) -> Option<String> {
    if !text.contains(['年', '년']) {
        return None;
    }
    let mut rest = text.trim();
    let mut out = String::new();
    let mut half = "";
    let mut last = None;
    while let Some(first) = rest.chars().next() {
        if let Some((word, is)) = HALVES.iter().find(|it| rest.starts_with(it.0)) {
            half = is;
            rest = &rest[word.len()..];
        } else if let Some(after) = weekday(rest) {
            rest = after;
        } else if let Some(digit) = digit(first) {
            let digits = rest.chars().map_while(self::digit).collect::<String>();
            let after = rest.trim_start_matches(|it| self::digit(it).is_some()).trim_start();
            let sign = after.chars().next()?;
            let part = SIGNS.iter().find(|it| it.0 == sign).map(|it| it.1);
            debug_assert!(digit.is_ascii_digit(), "digits are ASCII from here on");
            let Some(part) = part else {
                // `10:30` or an offset, which the general parser reads.
                out.push(' ');
                out.push_str(rest);
                rest = "";
                continue;
            };
            match (part, last) {
                (Part::Year, None) if digits.len() == 4 => {}
                (Part::Month, Some(Part::Year)) | (Part::Day, Some(Part::Month)) => out.push('-'),
                (Part::Hour, Some(Part::Day)) => out.push(' '),
                (Part::Minute, Some(Part::Hour)) | (Part::Second, Some(Part::Minute)) => {
                    out.push(':');
                }
                _ => return None,
            }
            out.push_str(&format!("{digits:0>2}"));
            last = Some(part);
            rest = &after[sign.len_utf8()..];
        } else if first.is_whitespace() || matches!(first, ',' | '，' | '、') {
            rest = &rest[first.len_utf8()..];
        } else if last.is_some_and(|it| it == Part::Day || it == Part::Hour || it == Part::Minute)
            || last == Some(Part::Second)
        {
            out.push(' ');
            out.push_str(rest);
            rest = "";
        } else {
            return None;
        }
    }
    if last == Some(Part::Hour) && !out.contains(':') {
        out.push_str(":00");
    }
    let missing = matches!(last, None | Some(Part::Year | Part::Month));
    (!missing).then(|| format!("{out} {half}").trim_end().to_owned())
}

/// The text after a day of the week at the start of `text`: `星期五`, `(金)`, `金曜日`, `금요일`.
fn weekday(text: &str) -> Option<&str> {
    let mut inside = text.trim_start_matches(['(', '（']);
    let bracket = inside.len() < text.len();
    if let Some(word) = WEEKDAYS[..5].iter().find(|it| inside.starts_with(**it)) {
        inside = inside[word.len()..].strip_prefix(|it| DAYS.contains(it))?;
    } else {
        inside = inside.strip_prefix(|it| DAYS.contains(it))?;
        let word = WEEKDAYS[5..].iter().find(|it| inside.starts_with(**it));
        if word.is_none() && !bracket {
            return None;
        }
        inside = &inside[word.map_or(0, |it| it.len())..];
    }
    if bracket { inside.strip_prefix([')', '）']) } else { Some(inside) }
}

/// The ASCII digit for a digit, which may be full-width.
fn digit(it: char) -> Option<char> {
    match it {
        '0'..='9' => Some(it),
        '０'..='９' => char::from_digit(u32::from(it) - u32::from('０'), 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::in_digits;

    #[test]
    fn reads_east_asian_dates() {
        #[rustfmt::skip]
        let cases = [
            ("2024年1月5日",                     Some("2024-01-05")),
            ("2024 年 01 月 05 日",              Some("2024-01-05")),
            ("２０２４年１月５日",                Some("2024-01-05")),
            ("2024年1月5日 星期五",              Some("2024-01-05")),
            ("2024年1月5日（金）",               Some("2024-01-05")),
            ("2024年1月5日金曜日 10時30分",      Some("2024-01-05 10:30")),
            ("2024年1月5日 10:30",               Some("2024-01-05 10:30")),
            ("2024年1月5日下午3点",              Some("2024-01-05 03:00 pm")),
            ("2024년 1월 5일",                   Some("2024-01-05")),
            ("2024년 1월 5일 금요일 오후 3시 5분", Some("2024-01-05 03:05 pm")),
            ("2024年1月",                        None),
            ("2024年",                           None),
            ("年5日",                            None),
            ("今年はよい年",                      None),
            ("2024-01-05",                       None),
        ];
        for (text, expected) in cases {
            assert_eq!(in_digits(text).as_deref(), expected, "{text}");
        }
    }
}
