//! The host and the port of a URI: RFC 3986, section 3.2: <https://www.rfc-editor.org/rfc/rfc3986#section-3.2>.

use std::net::Ipv4Addr;
use std::net::Ipv6Addr;
use std::ops::Range;

use crate::value::problem::Problem;
use crate::value::problem::quoted;
use crate::value::uri::Uri;
use crate::value::uri::UriFault;

/// Endings of files, which are no ends of names of hosts.
#[rustfmt::skip]
pub(super) static FILES: &[&str] = &[
    "asp", "aspx", "css", "gif", "htm", "html", "jpeg", "jpg", "js", "json", "pdf", "php", "png", "rss", "svg", "txt",
    "webp", "xml",
];

/// The schemes whose URIs lead to a host of the network, by its name in the DNS.
static NETWORK: &[&str] = &["http", "https", "ftp", "ws", "wss"];

/// What is wrong with the host or the port.
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

/// `http:/host` and `http:host`.
fn no_host(uri: &Uri) -> Problem<UriFault> {
    let scheme = uri.scheme();
    let at = uri.path.start..uri.path.start;
    let what = format!("`//` and a host are missing behind `{scheme}:`");
    let problem = Problem::new(UriFault::Authority, at, what);
    let rest = uri.text[uri.path.start..].trim_start_matches('/');
    if rest.is_empty() { problem } else { problem.perhaps(format!("{scheme}://{rest}")) }
}

/// What is wrong with an address in brackets.
fn literal_problem(uri: &Uri, host: &Range<usize>) -> Option<Problem<UriFault>> {
    let name = &uri.text[host.clone()];
    if !name.starts_with('[') {
        return None;
    }
    let address = name[1..].strip_suffix(']').unwrap_or_default();
    // RFC 6874 puts a zone behind `%25`; RFC 3986 leaves room for later versions behind a `v`.
    let plain = address.split_once("%25").map_or(address, |it| it.0);
    let is_future =
        plain.strip_prefix(['v', 'V']).and_then(|it| it.split_once('.')).is_some_and(|it| {
            !it.0.is_empty() && it.0.bytes().all(|it| it.is_ascii_hexdigit()) && !it.1.is_empty()
        });
    if is_future || plain.parse::<Ipv6Addr>().is_ok() {
        return None;
    }
    let what = format!("{} is no IPv6 address", quoted(name));
    Some(Problem::new(UriFault::Host, host.clone(), what))
}

/// What is wrong with a name of the DNS or an IPv4 address.
fn name_problem(uri: &Uri, host: &Range<usize>) -> Option<Problem<UriFault>> {
    let name = &uri.text[host.clone()];
    let fault = |what: String| Some(Problem::new(UriFault::Host, host.clone(), what));
    if name.starts_with('[') {
        return None;
    }
    if !name.is_ascii() {
        return match url::Host::parse(name) {
            Ok(_) => None,
            Err(_) => fault(format!("{} cannot be the name of a host", quoted(name))),
        };
    }
    if name.len() > 254 {
        return fault("the name of the host is longer than 253 characters".to_owned());
    }
    let mut last = &b""[..];
    for label in name.strip_suffix('.').unwrap_or(name).as_bytes().split(|it| *it == b'.') {
        if label.is_empty() {
            return fault(format!("{} has two dots side by side, or one at an end", quoted(name)));
        }
        if label.len() > 63 {
            return fault("a part of the name of the host is longer than 63 characters".to_owned());
        }
        last = label;
    }
    // Browsers take a name that ends in a number for an IPv4 address.
    if last.iter().all(u8::is_ascii_digit) && name.parse::<Ipv4Addr>().is_err() {
        return fault(format!("{} is no IPv4 address", quoted(name)));
    }
    None
}

fn port_problem(uri: &Uri) -> Option<Problem<UriFault>> {
    let at = uri.port.clone()?;
    let port = &uri.text[at.clone()];
    let digits = port.trim_start_matches('0');
    let what = if !port.bytes().all(|it| it.is_ascii_digit()) {
        format!("the port {} is no number", quoted(port))
    } else if digits.len() > 5 || digits.parse::<u32>().is_ok_and(|it| it > 65_535) {
        format!("the port {} is above 65535", quoted(port))
    } else {
        return None;
    };
    Some(Problem::new(UriFault::Port, at, what))
}
