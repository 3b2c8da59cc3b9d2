//! Handles links and pictures whose URL contained a removed tag. If the rest is not a usable URL, the picture is removed, and a
//! link becomes its text.

use crate::publish::template::output::Output;

/// How far back the text and the title of a link are searched, in bytes.
const FAR: usize = 2000;

/// The maximum length of a URL in bytes.
const MAX_LENGTH: usize = 500;

/// The construct that contains a URL.
#[derive(Clone, Copy, PartialEq, Eq)]
enum UrlForm {
    /// `](URL)` or `](<URL>)`.
    Markdown,
    /// `<URL>`.
    Autolink,
    /// `href="URL"`.
    Attribute(u8),
    /// `[x]: URL`.
    Reference,
}

/// The position where the source continues after a removed tag that ended at byte `end`. `own` contains the URLs of the site
/// itself: a target that is only one of them has lost its path.
pub(crate) fn after_removal(output: &mut Output, end: usize, own: &[String]) -> usize {
    let start = floor(&output.text, output.text.len().saturating_sub(MAX_LENGTH));
    let made = &output.text[start..];
    let Some((at, place)) = place(made) else { return end };
    let source = output.source;
    let rest = &source[end..floor(source, (end + MAX_LENGTH).min(source.len()))];
    let closes = |it: char| match place {
        UrlForm::Markdown => it.is_whitespace() || matches!(it, ')' | '>'),
        UrlForm::Autolink => it.is_whitespace() || it == '>',
        UrlForm::Attribute(quote) => it == char::from(quote),
        UrlForm::Reference => it.is_whitespace(),
    };
    let length = rest.find(closes).unwrap_or(rest.len());
    let after = &rest[..length];
    if after.contains("{{") || after.contains("{%") {
        return end;
    }
    let left = format!("{}{after}", &made[at..]);
    let left = own.iter().find_map(|it| left.strip_prefix(it.as_str())).unwrap_or(&left);
    let is_usable = left.contains(char::is_alphanumeric)
        && (place != UrlForm::Autolink || made[at..].contains("://"));
    if is_usable {
        return end;
    }
    without(output, place, start + at, end + length).unwrap_or(end)
}

/// Whether the text after `made` starts or continues the URL of a link.
pub(crate) fn is_address(made: &str) -> bool {
    let line = made.rsplit('\n').next().unwrap_or_default();
    let word = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    word.contains(['(', '"', '\'', '<', '=']) || word.is_empty() && line.trim_end().ends_with("]:")
}

/// Whether a tag that ended at byte `end` is in the text of a link: `[{% tag %} text](URL)`.
pub(crate) fn is_in_link(output: &Output, end: usize) -> bool {
    let start = floor(&output.text, output.text.len().saturating_sub(FAR));
    let line = output.text[start..].rsplit('\n').next().unwrap_or_default();
    let mut open = 0_usize;
    for it in line.chars() {
        match it {
            '[' => open += 1,
            ']' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    let source = output.source;
    let rest = &source[end..floor(source, (end + FAR).min(source.len()))];
    let mut inner = 0_usize;
    for (at, it) in rest.char_indices().take_while(|_| open > 0) {
        match it {
            '\n' => return false,
            '[' => inner += 1,
            ']' if inner > 0 => inner -= 1,
            ']' => return rest[at + 1..].starts_with(['(', '[']),
            _ => {}
        }
    }
    false
}

/// The start of the URL at the end of `made`, and the construct that contains it.
fn place(made: &str) -> Option<(usize, UrlForm)> {
    let stops = |it: u8| it.is_ascii_whitespace() || b"(\"'<>".contains(&it);
    let at = made.bytes().rposition(stops)?;
    let mark = made.as_bytes()[at];
    let before = &made[..at];
    let place = match mark {
        b'(' if before.ends_with(']') => UrlForm::Markdown,
        b'<' if before.ends_with("](") => UrlForm::Markdown,
        b'<' => UrlForm::Autolink,
        b'"' if before.ends_with('=') => UrlForm::Attribute(b'"'),
        b'\'' if before.ends_with('=') => UrlForm::Attribute(b'\''),
        b' ' if before.trim_end().ends_with("]:") && !before.ends_with('\n') => UrlForm::Reference,
        _ => return None,
    };
    Some((at + 1, place))
}

/// Removes the construct around a URL that starts at byte `at` of the output and ends at byte `end` of the source. Returns the
/// position where the source continues.
fn without(output: &mut Output, place: UrlForm, at: usize, end: usize) -> Option<usize> {
    let source = output.source;
    let rest = &source[end..];
    let made = &output.text[..at];
    match place {
        UrlForm::Autolink => {
            let skipped = rest.starts_with('>').then_some(end + 1)?;
            let length = at - 1;
            output.truncate(length);
            Some(skipped)
        }
        UrlForm::Reference => {
            let far = made.len().saturating_sub(FAR);
            let line = match memchr::memrchr(b'\n', &made.as_bytes()[far..]) {
                Some(found) => far + found + 1,
                None if far == 0 => 0,
                None => return Some(end),
            };
            let label = made[line..].trim_start();
            let is_footnote = label.starts_with("[^");
            let ends = rest[..floor(rest, rest.len().min(FAR))].lines().next();
            let ends = ends.is_none_or(|it| it.trim().is_empty());
            if label.starts_with('[') && !is_footnote && ends {
                output.truncate(line);
            }
            Some(end)
        }
        UrlForm::Markdown => {
            let rest = &rest.as_bytes()[..rest.len().min(FAR)];
            let paragraph = memchr::memmem::find(rest, b"\n\n").unwrap_or(rest.len());
            let close = memchr::memchr(b')', &rest[..paragraph])?;
            let bracket = made.trim_end_matches('<').strip_suffix("](")?.len();
            let open = opening(&made[..bracket])?;
            let is_picture = made[..open].ends_with('!');
            let text = made[open + 1..bracket].to_owned();
            output.truncate(if is_picture { open - 1 } else { open });
            if !is_picture {
                output.put(end, &text);
            }
            Some(end + close + 1)
        }
        UrlForm::Attribute(_) => {
            let far = made.len().saturating_sub(FAR);
            let tag = far + memchr::memrchr(b'<', &made.as_bytes()[far..])?;
            let name = made[tag + 1..].split_ascii_whitespace().next()?.to_ascii_lowercase();
            let attribute = tag + 1 + made[tag + 1..made.len() - 2].rfind(char::is_whitespace)?;
            let is_target =
                ["href", "src", "poster"].contains(&made[attribute..made.len() - 2].trim());
            if !is_target {
                return Some(end);
            }
            if ["img", "source", "iframe", "embed"].contains(&name.as_str()) {
                let close = rest.as_bytes().iter().take(FAR).position(|it| *it == b'>')?;
                output.truncate(tag);
                return Some(end + close + 1);
            }
            output.truncate(attribute);
            Some((end + 1).min(source.len()))
        }
    }
}

/// The bracket that opens the link text at the end of `made`.
fn opening(made: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, it) in made.bytes().enumerate().rev().take(FAR) {
        match it {
            b']' => depth += 1,
            b'[' if depth == 0 => return Some(at),
            b'[' => depth -= 1,
            b'\n' if made[..at].ends_with('\n') => return None,
            _ => {}
        }
    }
    None
}

/// The last character boundary at or before `at`.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|it| text.is_char_boundary(*it)).unwrap_or(0)
}
