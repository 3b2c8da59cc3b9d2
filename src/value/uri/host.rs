//! The host and the port of a URI: RFC 3986, section 3.2: <https://www.rfc-editor.org/rfc/rfc3986#section-3.2>.

use std::net::Ipv4Addr;
use std::net::Ipv6Addr;
use std::ops::Range;

use crate::value::problem::Problem;
use crate::value::problem::quoted;
use crate::value::uri::Uri;
use crate::value::uri::UriFault;

/// File extensions, which are not top-level domains.
#[rustfmt::skip]
pub(super) static FILES: &[&str] = &[
    "asp", "aspx", "css", "gif", "htm", "html", "jpeg", "jpg", "js", "json", "pdf", "php", "png", "rss", "svg", "txt",
    "webp", "xml",
];

/// The schemes whose URIs contain a DNS host name.
static NETWORK: &[&str] = &["http", "https", "ftp", "ws", "wss"];

/// The problem with the host or the port.
pub(super) fn problem(uri: &Uri) -> Option<Problem<UriFault>> {
    let network = NETWORK.iter().any(|it| uri.is_scheme(it));
    let Some(host) = uri.host.clone() else {
        return network.then(|| no_host(uri));
    };
    if network && host.is_empty() {
        let problem = Problem::new(UriFault::Authority, host, "the host is missing");
        let rest = uri.path().trim_start_matches('/');
        let first = rest.split('/').next().unwrap_or_default();
        return Some(match uri.port {
            None if first.contains('.') => problem.perhaps(format!("{}://{rest}", uri.scheme())),
            _ => problem,
        });
    }
    literal_problem(uri, &host)
        .or_else(|| network.then(|| name_problem(uri, &host)).flatten())
        .or_else(|| port_problem(uri))
}

/// The problem with `http:/host` and `http:host`.
fn no_host(uri: &Uri) -> Problem<UriFault> {
    let scheme = uri.scheme();
    let at = uri.path.start..uri.path.start;
    let what = format!("`//` and a host are missing after `{scheme}:`");
    let problem = Problem::new(UriFault::Authority, at, what);
    let rest = uri.text[uri.path.start..].trim_start_matches('/');
    if rest.is_empty() { problem } else { problem.perhaps(format!("{scheme}://{rest}")) }
}

/// The problem with an address in brackets.
fn literal_problem(uri: &Uri, host: &Range<usize>) -> Option<Problem<UriFault>> {
    let name = &uri.text[host.clone()];
    if !name.starts_with('[') {
        return None;
    }
    let address = name[1..].strip_suffix(']').unwrap_or_default();
    // RFC 6874 defines a zone after `%25`, and RFC 3986 reserves addresses that begin with `v` for later versions.
    let plain = address.split_once("%25").map_or(address, |it| it.0);
    let is_future =
        plain.strip_prefix(['v', 'V']).and_then(|it| it.split_once('.')).is_some_and(|it| {
            !it.0.is_empty() && it.0.bytes().all(|it| it.is_ascii_hexdigit()) && !it.1.is_empty()
        });
    if is_future || plain.parse::<Ipv6Addr>().is_ok() {
        return None;
    }
    let what = format!("{} is not an IPv6 address", quoted(name));
    Some(Problem::new(UriFault::Host, host.clone(), what))
}

/// The problem with a DNS name or an IPv4 address.
fn name_problem(uri: &Uri, host: &Range<usize>) -> Option<Problem<UriFault>> {
    let name = &uri.text[host.clone()];
    let fault = |what: String| Some(Problem::new(UriFault::Host, host.clone(), what));
    if name.starts_with('[') {
        return None;
    }
    if !name.is_ascii() {
        return match url::Host::parse(name) {
            Ok(_) => None,
            Err(_) => fault(format!("{} cannot be a host name", quoted(name))),
        };
    }
    if name.len() > 254 {
        return fault("the host name is longer than 253 characters".to_owned());
    }
    let mut last = &b""[..];
    for label in name.strip_suffix('.').unwrap_or(name).as_bytes().split(|it| *it == b'.') {
        if label.is_empty() {
            return fault(format!(
                "{} has two dots in a row, or a dot at its start or end",
                quoted(name)
            ));
        }
        if label.len() > 63 {
            return fault("a part of the host name is longer than 63 characters".to_owned());
        }
        last = label;
    }
    // Browsers interpret a name that ends with a number as an IPv4 address.
    if last.iter().all(u8::is_ascii_digit) && name.parse::<Ipv4Addr>().is_err() {
        return fault(format!("{} is not an IPv4 address", quoted(name)));
    }
    None
}

fn port_problem(uri: &Uri) -> Option<Problem<UriFault>> {
    let at = uri.port.clone()?;
    let port = &uri.text[at.clone()];
    let digits = port.trim_start_matches('0');
    let what = if !port.bytes().all(|it| it.is_ascii_digit()) {
        format!("the port {} is not a number", quoted(port))
    } else if digits.len() > 5 || digits.parse::<u32>().is_ok_and(|it| it > 65_535) {
        format!("the port {} is above 65535", quoted(port))
    } else {
        return None;
    };
    Some(Problem::new(UriFault::Port, at, what))
}
