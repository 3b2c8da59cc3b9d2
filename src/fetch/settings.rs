//! How documents are fetched: limits, headers, and which hosts may be contacted.

use std::path::PathBuf;
use std::time::Duration;

/// How documents are fetched. Each limit is named in the message of the problem that it causes, with its option of the program.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FetchSettings {
    /// The deadline of a request, over the look-up of the host, the connection, all redirects and the body (`--timeout`).
    pub timeout: Duration,
    /// How many redirects are followed (`--max-redirects`).
    pub redirects: usize,
    /// The size of a body as received, in bytes (`--max-download`).
    pub received: u64,
    /// The size of a body after unpacking, in bytes (`--max-size`).
    pub unpacked: u64,
    /// The size of the head of a response, in bytes (`--max-headers`).
    pub head: usize,
    /// Hosts that may have private addresses: names or addresses, with or without a port (`--allow-host`).
    pub allowed_hosts: Vec<String>,
    /// More headers for each request (`--header`). They are not sent to another host after a redirect.
    pub headers: Vec<(String, String)>,
    /// The `User-Agent` header (`--user-agent`).
    pub user_agent: String,
    /// Which addresses are used (`--ipv4`, `--ipv6`).
    pub ip: IpVersion,
    /// The time between two requests to the same host (`--host-interval`).
    pub host_interval: Duration,
    /// The folder with earlier responses, for conditional requests (`--cache`).
    pub cache: Option<PathBuf>,
    /// A file with certificates to trust in addition, in PEM (`--cacert`).
    pub certificates: Option<PathBuf>,
    /// The proxies (`--env-proxy`).
    pub proxies: Proxies,
}

/// The proxies for requests. Each is a URL such as `http://proxy.example:3128`, in which `http://` may be left out.
///
/// A proxy looks up the hosts of the requests that it gets, so their addresses are not checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Proxies {
    /// The proxy for `http` URLs.
    pub http: Option<String>,
    /// The proxy for `https` URLs.
    pub https: Option<String>,
    /// The hosts that are contacted directly, as in `no_proxy`: `*` for all, a domain (which includes its subdomains) or an address, each
    /// with or without a port, or a network such as `10.0.0.0/8`.
    pub direct: Vec<String>,
}

/// Which versions of IP addresses are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IpVersion {
    /// Both.
    #[default]
    Any,
    /// Only IPv4.
    V4,
    /// Only IPv6.
    V6,
}

impl Default for FetchSettings {
    fn default() -> FetchSettings {
        FetchSettings {
            timeout: Duration::from_secs(30),
            redirects: 10,
            received: 16 << 20,
            unpacked: 64 << 20,
            head: 64 << 10,
            allowed_hosts: Vec::new(),
            headers: Vec::new(),
            user_agent: concat!(
                "feedwright/",
                env!("CARGO_PKG_VERSION"),
                " (+https://crates.io/crates/feedwright)"
            )
            .to_owned(),
            ip: IpVersion::Any,
            host_interval: Duration::ZERO,
            cache: None,
            certificates: None,
            proxies: Proxies::default(),
        }
    }
}
