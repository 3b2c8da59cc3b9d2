//! URIs, IRIs and references to them: RFC 3986 (<https://www.rfc-editor.org/rfc/rfc3986>) and RFC 3987
//! (<https://www.rfc-editor.org/rfc/rfc3987>).
//!
//! [`split`] splits any text into its parts without checking it, and [`check`] also checks it. IRIs are valid because Atom allows
//! them everywhere.

use std::ops::Range;

use crate::value::compare_in_lower_case;
use crate::value::problem::Problem;
use crate::value::problem::character_at;
use crate::value::problem::quoted;

pub mod canonical;
mod host;
pub mod repair;
pub mod resolve;
mod schemes;
mod tag;
mod urn;

/// The kind of problem with a URI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UriFault {
    /// A character that is not allowed at its place.
    Character,
    /// A `%` without two hexadecimal digits.
    Escape,
    /// Text before the first colon that is not a scheme.
    Scheme,
    /// A missing host, although the scheme requires one.
    Authority,
    /// An invalid host.
    Host,
    /// A port that is not a number, or above 65535.
    Port,
    /// A relative reference instead of an absolute URI.
    Relative,
    /// A `urn:` URI that is invalid according to RFC 8141.
    Urn,
    /// A `urn:uuid:` URI without a valid UUID.
    Uuid,
    /// A `tag:` URI that is invalid according to RFC 4151.
    Tag,
}

/// The parts of a reference, as byte ranges. The ranges do not include the delimiters (`:`, `//`, `@`, `?`, `#`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uri<'a> {
    /// The whole text.
    pub text: &'a str,
    /// The scheme, if the text before the first colon is a scheme.
    pub scheme: Option<Range<usize>>,
    /// The user name and password. This is present if there is an `@`, even without text before it.
    pub userinfo: Option<Range<usize>>,
    /// The host, including the brackets of an IPv6 address. It is present, but may be empty, if there is a `//`.
    pub host: Option<Range<usize>>,
    /// The port. It is present, but may be empty, if there is a colon after the host.
    pub port: Option<Range<usize>>,
    /// The path, which may be empty.
    pub path: Range<usize>,
    /// The query.
    pub query: Option<Range<usize>>,
    /// The fragment.
    pub fragment: Option<Range<usize>>,
}

impl<'a> Uri<'a> {
    /// A part of the text, which is empty if it is missing.
    pub fn part(&self, range: &Option<Range<usize>>) -> &'a str {
        range.clone().map_or("", |it| &self.text[it])
    }

    /// The scheme as written, which is empty if there is none.
    pub fn scheme(&self) -> &'a str {
        self.part(&self.scheme)
    }

    /// The host as written, which is empty if there is none.
    pub fn host(&self) -> &'a str {
        self.part(&self.host)
    }

    /// The path as written.
    pub fn path(&self) -> &'a str {
        &self.text[self.path.clone()]
    }

    /// Whether it has a scheme, so it does not depend on a base URL.
    pub fn is_absolute(&self) -> bool {
        self.scheme.is_some()
    }

    /// Whether it has this scheme, in any case.
    pub fn is_scheme(&self, scheme: &str) -> bool {
        self.scheme().eq_ignore_ascii_case(scheme)
    }

    /// Whether the scheme is `http` or `https`.
    pub fn is_web(&self) -> bool {
        self.is_scheme("http") || self.is_scheme("https")
    }

    /// Whether it contains non-ASCII characters, so it is an IRI but not a URI. [`canonical::to_uri`] converts it.
    pub fn is_iri(&self) -> bool {
        !self.text.is_ascii()
    }

    /// The range of the authority: from the userinfo to the port.
    pub fn authority(&self) -> Option<Range<usize>> {
        let host = self.host.clone()?;
        let start = self.userinfo.as_ref().map_or(host.start, |it| it.start);
        Some(start..self.port.as_ref().map_or(host.end, |it| it.end))
    }
}

/// The last segment of the path of a URL.
pub fn file_name(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}

/// Splits any text as described in RFC 3986, appendix B (<https://www.rfc-editor.org/rfc/rfc3986#appendix-B>).
pub fn split(text: &str) -> Uri<'_> {
    let bytes = text.as_bytes();
    let end = memchr::memchr2(b'?', b'#', bytes).unwrap_or(bytes.len());
    let is_query = bytes.get(end) == Some(&b'?');
    let hash =
        if is_query { memchr::memchr(b'#', &bytes[end..]).map(|it| end + it) } else { Some(end) };
    let hash = hash.unwrap_or(bytes.len());
    let query = is_query.then(|| end + 1..hash);
    let fragment = (hash < bytes.len()).then(|| hash + 1..bytes.len());

    let colon = find(bytes, 0, end, |it| matches!(it, b':' | b'/'));
    let has_scheme = bytes.get(colon) == Some(&b':') && colon < end && is_scheme(&bytes[..colon]);
    let scheme = has_scheme.then_some(0..colon);
    let start = if has_scheme { colon + 1 } else { 0 };
    let mut uri = Uri {
        text,
        scheme,
        userinfo: None,
        host: None,
        port: None,
        path: start..end,
        query,
        fragment,
    };
    if bytes[start..end].starts_with(b"//") {
        let slash = find(bytes, start + 2, end, |it| it == b'/');
        uri.path = slash..end;
        let authority = &bytes[start + 2..slash];
        let at = authority.iter().rposition(|it| *it == b'@').map(|it| start + 2 + it);
        uri.userinfo = at.map(|it| start + 2..it);
        let host = at.map_or(start + 2, |it| it + 1);
        // The colons of an IPv6 address are inside brackets.
        let is_bracketed = bytes[host..slash].starts_with(b"[");
        let bracket = if is_bracketed { find(bytes, host, slash, |it| it == b']') } else { host };
        let colon = find(bytes, bracket, slash, |it| it == b':');
        uri.host = Some(host..colon);
        uri.port = (colon < slash).then(|| colon + 1..slash);
    }
    uri
}

/// The first byte of `from..to` that is a mark, or `to` if there is none.
#[inline]
fn find(bytes: &[u8], from: usize, to: usize, is_mark: impl Fn(u8) -> bool) -> usize {
    bytes[from..to].iter().position(|it| is_mark(*it)).map_or(to, |it| from + it)
}

/// Checks a URI, an IRI or a relative reference, and splits it.
pub fn check(text: &str) -> Result<Uri<'_>, Problem<UriFault>> {
    let uri = split(text);
    let proper = match uri.scheme() {
        it if it.eq_ignore_ascii_case("urn") => urn::problem(text),
        it if it.eq_ignore_ascii_case("tag") => tag::problem(text),
        _ => None,
    };
    let problem = proper
        .or_else(|| characters(&uri))
        .or_else(|| scheme_problem(&uri))
        .or_else(|| host::problem(&uri));
    match problem {
        Some(mut problem) => {
            if let Some(meant) = repair::meant(text) {
                problem.instead = Some(meant);
            }
            Err(problem)
        }
        None => Ok(uri),
    }
}

/// Like [`check`], but the URI must be absolute.
pub fn check_absolute(text: &str) -> Result<Uri<'_>, Problem<UriFault>> {
    let uri = check(text)?;
    if uri.is_absolute() {
        return Ok(uri);
    }
    let mut problem = Problem::new(
        UriFault::Relative,
        0..text.len(),
        "there is no scheme such as `https:` at the start",
    );
    let host = text.split(['/', '?', '#']).next().unwrap_or_default();
    let dot = host.rfind('.').map_or("", |it| &host[it + 1..]);
    let is_file = host::FILES.contains(&dot);
    if let Some(meant) = repair::meant(text) {
        problem.instead = Some(meant);
    } else if text.starts_with("//") {
        problem = problem.perhaps(format!("https:{text}"));
    } else if dot.len() > 1 && dot.bytes().all(|it| it.is_ascii_alphabetic()) && !is_file {
        problem = problem.perhaps(format!("https://{text}"));
    }
    Err(problem)
}

/// The status of a scheme at IANA.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registration {
    /// Permanently registered, with a specification.
    Permanent,
    /// Provisionally registered on request.
    Provisional,
    /// No longer in use.
    Historical,
}

/// The status of a scheme, in any case. `None` if it is not registered.
pub fn registration(scheme: &str) -> Option<Registration> {
    [
        (schemes::PERMANENT, Registration::Permanent),
        (schemes::PROVISIONAL, Registration::Provisional),
        (schemes::HISTORICAL, Registration::Historical),
    ]
    .into_iter()
    .find(|(names, _)| names.binary_search_by(|it| compare_in_lower_case(it, scheme)).is_ok())
    .map(|(_, registration)| registration)
}

fn is_scheme(bytes: &[u8]) -> bool {
    bytes.first().is_some_and(u8::is_ascii_alphabetic)
        && bytes.iter().all(|it| it.is_ascii_alphanumeric() || b"+-.".contains(it))
}

// RFC 3986, section 4.2: a relative reference has no colon in its first segment.
fn scheme_problem(uri: &Uri) -> Option<Problem<UriFault>> {
    if uri.scheme.is_some() || uri.host.is_some() {
        return None;
    }
    let first = uri.path().split('/').next().unwrap_or_default();
    let colon = first.find(':')?;
    let what = match &first[..colon] {
        "" => "there is no scheme before the colon".to_owned(),
        name => format!(
            "{} is not a scheme: a scheme can only contain letters, digits, `+`, `-` and `.`",
            quoted(name)
        ),
    };
    Some(Problem::new(UriFault::Scheme, 0..colon + usize::from(colon == 0), what))
}

/// The first character that is not allowed at its place, or a `%` without two hexadecimal digits.
fn characters(uri: &Uri) -> Option<Problem<UriFault>> {
    let bytes = uri.text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        match MEANING[byte as usize] {
            Meaning::Fine => at += 1,
            Meaning::Percent => {
                let digits = bytes.get(at + 1..at + 3).unwrap_or_default();
                if digits.len() < 2 || !digits.iter().all(u8::is_ascii_hexdigit) {
                    let what = "a `%` must be followed by two hexadecimal digits (a literal `%` is written `%25`)";
                    return Some(encoded(uri, Problem::new(UriFault::Escape, at..at + 1, what)));
                }
                at += 3;
            }
            Meaning::Hash if uri.fragment.as_ref().is_some_and(|it| it.start == at + 1) => at += 1,
            Meaning::Bracket
                if uri.host.as_ref().is_some_and(|it| is_literal(uri.text, it, at)) =>
            {
                at += 1;
            }
            Meaning::Wide => {
                let range = character_at(uri.text, at);
                let character = uri.text[range.clone()].chars().next().unwrap_or_default();
                if !is_iri_character(
                    character,
                    uri.query.as_ref().is_some_and(|it| it.contains(&at)),
                ) {
                    return Some(bad_character(uri, range));
                }
                at = range.end;
            }
            Meaning::Hash | Meaning::Bracket | Meaning::Bad => {
                return Some(bad_character(uri, at..at + 1));
            }
        }
    }
    None
}

fn bad_character(uri: &Uri, at: Range<usize>) -> Problem<UriFault> {
    let what = match &uri.text[at.clone()] {
        " " if at.start == 0 || at.end == uri.text.len() => {
            "there is a space at the start or end".to_owned()
        }
        " " => "it contains a space".to_owned(),
        "\n" | "\r" => "it contains a line break".to_owned(),
        "\t" => "it contains a tab".to_owned(),
        "#" => "it contains a second `#`".to_owned(),
        character => format!("a URI cannot contain {} here", quoted(character)),
    };
    encoded(uri, Problem::new(UriFault::Character, at, what))
}

/// Adds a correction with all invalid characters encoded, if that is a URI.
fn encoded(uri: &Uri, problem: Problem<UriFault>) -> Problem<UriFault> {
    let text = canonical::encoded(uri);
    match check(&text).map(|it| it.is_absolute()) {
        Ok(true) => problem.instead(text),
        // Without a scheme, it may be any text, such as `insert link here`.
        Ok(false) => problem.perhaps(text),
        Err(_) => problem,
    }
}

/// Whether the bracket at `at` encloses an IPv6 address.
fn is_literal(text: &str, host: &Range<usize>, at: usize) -> bool {
    let name = &text[host.clone()];
    name.starts_with('[') && name.ends_with(']') && (at == host.start || at + 1 == host.end)
}

/// RFC 3987, section 2.2, `ucschar` and `iprivate`, without the directional marks that section 4.1 forbids.
fn is_iri_character(character: char, in_query: bool) -> bool {
    match character {
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => false,
        '\u{a0}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{ffef}' => true,
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{fffff}' | '\u{100000}'..='\u{10ffff}' => {
            in_query && u32::from(character) & 0xfffe != 0xfffe
        }
        '\u{10000}'..='\u{effff}' => u32::from(character) & 0xfffe != 0xfffe,
        _ => false,
    }
}

/// The class of a byte in a URI.
#[derive(Clone, Copy)]
enum Meaning {
    Fine,
    Percent,
    Hash,
    Bracket,
    Wide,
    Bad,
}

/// The meaning of every byte, so that a good URI is read with one look at each of its bytes.
static MEANING: [Meaning; 256] = {
    let mut table = [Meaning::Bad; 256];
    let fine = b"-._~:/?@!$&'()*+,;=";
    let mut at = 0;
    while at < fine.len() {
        table[fine[at] as usize] = Meaning::Fine;
        at += 1;
    }
    let mut byte = 0;
    while byte < 256 {
        if byte >= 128 {
            table[byte] = Meaning::Wide;
        } else if matches!(byte, 0x30..=0x39 | 0x41..=0x5a | 0x61..=0x7a) {
            table[byte] = Meaning::Fine;
        }
        byte += 1;
    }
    table[b'%' as usize] = Meaning::Percent;
    table[b'#' as usize] = Meaning::Hash;
    table[b'[' as usize] = Meaning::Bracket;
    table[b']' as usize] = Meaning::Bracket;
    table
};

#[cfg(test)]
mod tests;
