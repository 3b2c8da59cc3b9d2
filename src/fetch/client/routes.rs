//! Which requests are sent to a proxy, and to which one.

use std::net::IpAddr;

use url::Host;

use crate::fetch::client::policy::host_and_port;
use crate::fetch::client::proxy::Proxy;
use crate::fetch::client::target::Target;
use crate::fetch::settings::Proxies;

/// The proxy for each scheme, and the hosts that are contacted directly.
pub(in crate::fetch) struct Routes {
    http: Option<Proxy>,
    https: Option<Proxy>,
    direct: Vec<Direct>,
}

impl Routes {
    /// The error says which proxy cannot be used, and why. Like curl, this ignores hosts in another notation: they get the proxy.
    pub(in crate::fetch) fn parse(proxies: &Proxies) -> Result<Routes, String> {
        let proxy = |url: &Option<String>| url.as_deref().map(Proxy::parse).transpose();
        Ok(Routes {
            http: proxy(&proxies.http)?,
            https: proxy(&proxies.https)?,
            direct: proxies.direct.iter().filter_map(|it| Direct::parse(it.trim())).collect(),
        })
    }

    /// The proxy for a URL. `None` if its host is contacted directly.
    pub(in crate::fetch) fn proxy(&self, target: &Target) -> Option<&Proxy> {
        let proxy = if target.is_https { &self.https } else { &self.http };
        proxy.as_ref().filter(|_| !self.direct.iter().any(|it| it.contains(target)))
    }
}

/// Hosts that are contacted directly.
enum Direct {
    All,
    /// An address, or a domain with its subdomains. With or without a port.
    Host(Host, Option<u16>),
    /// The addresses that begin with the same bits as this one, and the number of these bits.
    Network(IpAddr, u32),
}

impl Direct {
    fn parse(text: &str) -> Option<Direct> {
        if text == "*" {
            return Some(Direct::All);
        }
        if let Some((address, length)) = text.split_once('/') {
            return Some(Direct::Network(address.parse().ok()?, length.parse().ok()?));
        }
        let text = text.strip_prefix('*').unwrap_or(text);
        let (host, port) = host_and_port(text.strip_prefix('.').unwrap_or(text))?;
        Some(Direct::Host(host, port))
    }

    fn contains(&self, target: &Target) -> bool {
        match (self, &target.host) {
            (Direct::All, _) => true,
            (Direct::Host(_, Some(port)), _) if *port != target.port => false,
            (Direct::Host(Host::Domain(domain), _), Host::Domain(host)) => {
                let (domain, host) = (domain.trim_end_matches('.'), host.trim_end_matches('.'));
                let before = host.strip_suffix(domain);
                before.is_some_and(|it| it.is_empty() || it.ends_with('.'))
            }
            (Direct::Host(address, _), host) => address == host,
            (Direct::Network(IpAddr::V4(network), length), Host::Ipv4(address)) => {
                let differing = network.to_bits() ^ address.to_bits();
                differing.leading_zeros() >= *length
            }
            (Direct::Network(IpAddr::V6(network), length), Host::Ipv6(address)) => {
                let differing = network.to_bits() ^ address.to_bits();
                differing.leading_zeros() >= *length
            }
            (Direct::Network(..), _) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Routes;
    use crate::fetch::client::target::Target;
    use crate::fetch::settings::Proxies;

    /// The host and port of the proxy for a URL.
    fn proxy(proxies: &Proxies, url: &str) -> Option<String> {
        let routes = Routes::parse(proxies).expect("the proxies are good");
        let target = Target::parse(url).expect("a good URL");
        routes.proxy(&target).map(|it| it.target.host_and_port())
    }

    #[test]
    fn each_scheme_has_its_proxy() {
        let mut proxies = Proxies::default();
        assert_eq!(proxy(&proxies, "http://a.example/"), None);
        proxies.https = Some("secure.example:8080".to_owned());
        assert_eq!(proxy(&proxies, "http://a.example/"), None);
        assert_eq!(proxy(&proxies, "https://a.example/").as_deref(), Some("secure.example:8080"));
        proxies.http = Some("http://plain.example/".to_owned());
        assert_eq!(proxy(&proxies, "http://a.example/").as_deref(), Some("plain.example:80"));
        assert_eq!(proxy(&proxies, "https://a.example/").as_deref(), Some("secure.example:8080"));
    }

    #[test]
    fn some_hosts_are_contacted_directly() {
        #[rustfmt::skip]
        let cases = [
            // in the list       URL                           direct
            ("*",                "http://a.example/",          true),
            ("",                 "http://a.example/",          false),
            ("A.example",        "http://a.Example/",          true),
            ("a.example",        "http://a.example./",         true),
            ("a.example",        "https://www.a.example/",     true),
            ("a.example",        "http://a.example.org/",      false),
            ("a.example",        "http://aa.example/",         false),
            (".a.example",       "http://a.example/",          true),
            (".a.example",       "http://www.a.example/",      true),
            ("*.a.example",      "http://www.a.example/",      true),
            ("b\u{fc}.example",  "http://xn--b-eha.example/",  true),
            ("a.example:8080",   "http://a.example:8080/",     true),
            ("a.example:8080",   "http://a.example/",          false),
            ("a.example:443",    "https://a.example/",         true),
            ("127.0.0.1",        "http://127.1/",              true),
            ("127.0.0.1",        "http://127.0.0.2/",          false),
            ("0.0.1",            "http://127.0.0.1/",          false),
            ("::1",              "http://[0::1]/",             true),
            ("[::1]:81",         "http://[::1]:81/",           true),
            ("[::1]:81",         "http://[::1]/",              false),
            ("10.0.0.0/8",       "http://10.255.0.1/",         true),
            ("10.0.0.0/8",       "http://11.0.0.1/",           false),
            ("10.1.0.0/15",      "http://10.0.0.1/",           true),
            ("10.0.0.1/32",      "http://10.0.0.1/",           true),
            ("10.0.0.1/33",      "http://10.0.0.1/",           false),
            ("0.0.0.0/0",        "http://10.0.0.1/",           true),
            ("0.0.0.0/0",        "http://a.example/",          false),
            ("fd00::/8",         "http://[fd12::1]/",          true),
            ("fd00::/8",         "http://[fe00::1]/",          false),
            ("::/0",             "http://10.0.0.1/",           false),
            ("10.0.0.0/x",       "http://10.0.0.1/",           false),
            ("a b",              "http://a.example/",          false),
        ];
        for (entry, url, is_direct) in cases {
            let proxies = Proxies {
                http: Some("proxy.example".to_owned()),
                https: Some("proxy.example".to_owned()),
                direct: vec!["other.example".to_owned(), entry.to_owned()],
                ..Proxies::default()
            };
            assert_eq!(proxy(&proxies, url).is_none(), is_direct, "{entry} {url}");
        }
    }
}
