//! Which addresses may be contacted. Someone who submits a URL must not reach the services of the machine and the network that
//! the program runs in, so only public addresses are allowed, unless the user names the host.

use std::net::IpAddr;
use std::net::Ipv4Addr;
use std::net::Ipv6Addr;

use url::Host;

/// A range of addresses: its prefix, the length of the prefix in bits, and what the addresses in it are.
type Range<Address> = (Address, u32, &'static str);

/// The ranges that are not public. Source: <https://www.iana.org/assignments/iana-ipv4-special-registry>.
#[rustfmt::skip]
static IPV4: &[Range<Ipv4Addr>] = &[
    (Ipv4Addr::UNSPECIFIED,               8, "an unspecified address"),
    (Ipv4Addr::new(10, 0, 0, 0),          8, "a private address"),
    (Ipv4Addr::new(100, 64, 0, 0),       10, "a shared address of a provider's network"),
    (Ipv4Addr::new(127, 0, 0, 0),         8, "a loopback address"),
    (Ipv4Addr::new(169, 254, 169, 254),  32, "the metadata service of a cloud"),
    (Ipv4Addr::new(169, 254, 0, 0),      16, "a link-local address"),
    (Ipv4Addr::new(172, 16, 0, 0),       12, "a private address"),
    (Ipv4Addr::new(192, 0, 0, 0),        24, "reserved for protocols"),
    (Ipv4Addr::new(192, 0, 2, 0),        24, "reserved for documentation"),
    (Ipv4Addr::new(192, 88, 99, 0),      24, "a 6to4 relay"),
    (Ipv4Addr::new(192, 168, 0, 0),      16, "a private address"),
    (Ipv4Addr::new(198, 18, 0, 0),       15, "reserved for benchmarks"),
    (Ipv4Addr::new(198, 51, 100, 0),     24, "reserved for documentation"),
    (Ipv4Addr::new(203, 0, 113, 0),      24, "reserved for documentation"),
    (Ipv4Addr::new(224, 0, 0, 0),         4, "a multicast address"),
    (Ipv4Addr::BROADCAST,                32, "the broadcast address"),
    (Ipv4Addr::new(240, 0, 0, 0),         4, "a reserved address"),
];

/// The ranges that are not public. Source: <https://www.iana.org/assignments/iana-ipv6-special-registry>.
#[rustfmt::skip]
static IPV6: &[Range<Ipv6Addr>] = &[
    (Ipv6Addr::UNSPECIFIED,                                128, "an unspecified address"),
    (Ipv6Addr::LOCALHOST,                                  128, "a loopback address"),
    (Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254),   128, "the metadata service of a cloud"),
    (Ipv6Addr::new(0x100, 0, 0, 0, 0, 0, 0, 0),             64, "an address that is never reached"),
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0),            32, "a Teredo address"),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0),        32, "reserved for documentation"),
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0),            23, "reserved for protocols"),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0),            20, "reserved for documentation"),
    (Ipv6Addr::new(0x5f00, 0, 0, 0, 0, 0, 0, 0),            16, "reserved for segment routing"),
    (Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0),             7, "a private address"),
    (Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0),            10, "a link-local address"),
    (Ipv6Addr::new(0xfec0, 0, 0, 0, 0, 0, 0, 0),            10, "a site-local address"),
    (Ipv6Addr::new(0xff00, 0, 0, 0, 0, 0, 0, 0),             8, "a multicast address"),
];

/// What is special about an address that is not public, such as "a loopback address". `None` for public addresses.
pub(in crate::fetch) fn special(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(address) => special_v4(address),
        IpAddr::V6(address) => special_v6(address),
    }
}

fn special_v4(address: Ipv4Addr) -> Option<&'static str> {
    let is_in = |range: &&Range<Ipv4Addr>| {
        let shift = 32 - range.1;
        address.to_bits() >> shift == range.0.to_bits() >> shift
    };
    IPV4.iter().find(is_in).map(|it| it.2)
}

fn special_v6(address: Ipv6Addr) -> Option<&'static str> {
    let is_in = |range: &&Range<Ipv6Addr>| {
        let shift = 128 - range.1;
        address.to_bits() >> shift == range.0.to_bits() >> shift
    };
    if let Some(range) = IPV6.iter().find(is_in) {
        return Some(range.2);
    }
    // Gateways translate these to IPv4, so the IPv4 address that is part of them is the one that is contacted.
    match embedded(address) {
        Embedded::Ipv4(inner) => special_v4(inner),
        Embedded::Local => Some("a translated address of a local network"),
        Embedded::No => None,
    }
}

/// The IPv4 address in an IPv6 address.
enum Embedded {
    No,
    Ipv4(Ipv4Addr),
    /// A network can have any translation of this form.
    Local,
}

fn embedded(address: Ipv6Addr) -> Embedded {
    let parts = address.segments();
    let at = |index: usize| {
        let bits = u32::from(parts[index]) << 16 | u32::from(parts[index + 1]);
        Embedded::Ipv4(Ipv4Addr::from_bits(bits))
    };
    match parts {
        // Mapped and compatible: RFC 4291, section 2.5.5. Translated: RFC 2765, section 2.1. NAT64: RFC 6052, section 2.1. ISATAP: RFC 5214,
        // section 6.1.
        [0, 0, 0, 0, 0, 0xffff | 0, ..]
        | [0, 0, 0, 0, 0xffff, 0, ..]
        | [0x64, 0xff9b, 0, 0, 0, 0, ..]
        | [_, _, _, _, 0 | 0x200, 0x5efe, ..] => at(6),
        // NAT64 of a network: RFC 8215.
        [0x64, 0xff9b, ..] => Embedded::Local,
        // 6to4: RFC 3056, section 2.
        [0x2002, ..] => at(1),
        _ => Embedded::No,
    }
}

/// The hosts that the user allows although their addresses are not public.
#[derive(Clone, Debug, Default)]
pub(in crate::fetch) struct AllowedHosts {
    hosts: Vec<(Host, Option<u16>)>,
}

impl AllowedHosts {
    /// Parses names and addresses, each with or without a port. The error is the one that is wrong.
    pub(in crate::fetch) fn parse(list: &[String]) -> Result<AllowedHosts, String> {
        let hosts = list.iter().map(|it| host_and_port(it.trim()).ok_or_else(|| it.clone()));
        Ok(AllowedHosts { hosts: hosts.collect::<Result<_, String>>()? })
    }

    /// Whether the user allows this host of a URL.
    pub(in crate::fetch) fn contains(&self, host: &Host, port: u16) -> bool {
        self.hosts.iter().any(|it| it.0 == *host && it.1.is_none_or(|it| it == port))
    }
}

/// Parses a name or an address, with or without a port.
pub(in crate::fetch) fn host_and_port(text: &str) -> Option<(Host, Option<u16>)> {
    if let Ok(address) = text.parse::<IpAddr>() {
        return Some((host_of(address), None));
    }
    match text.rsplit_once(':') {
        Some((host, port)) if !text.ends_with(']') => {
            Some((Host::parse(host).ok()?, Some(port.parse().ok()?)))
        }
        _ => Some((Host::parse(text).ok()?, None)),
    }
}

/// The address as a host of a URL.
fn host_of(address: IpAddr) -> Host {
    match address {
        IpAddr::V4(it) => Host::Ipv4(it),
        IpAddr::V6(it) => Host::Ipv6(it),
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use url::Host;

    use super::AllowedHosts;
    use super::special;

    /// Addresses, and a word of what is special about each. Empty for public addresses.
    #[rustfmt::skip]
    const ADDRESSES: &[(&str, &str)] = &[
        ("0.0.0.0", "unspecified"), ("0.1.2.3", "unspecified"),
        ("10.0.0.1", "private"), ("10.255.255.255", "private"), ("9.255.255.255", ""), ("11.0.0.0", ""),
        ("100.63.255.255", ""), ("100.64.0.0", "shared"), ("100.127.255.255", "shared"), ("100.128.0.0", ""),
        ("127.0.0.1", "loopback"), ("127.255.255.254", "loopback"), ("126.255.255.255", ""), ("128.0.0.0", ""),
        ("169.254.169.254", "metadata"), ("169.254.0.1", "link-local"), ("169.253.255.255", ""), ("169.255.0.0", ""),
        ("172.15.255.255", ""), ("172.16.0.0", "private"), ("172.31.255.255", "private"), ("172.32.0.0", ""),
        ("192.0.0.1", "protocols"), ("192.0.0.255", "protocols"), ("192.0.1.0", ""), ("192.0.2.1", "documentation"),
        ("192.88.99.1", "6to4"), ("192.168.0.0", "private"), ("192.168.255.255", "private"), ("192.169.0.0", ""),
        ("198.17.255.255", ""), ("198.18.0.0", "benchmarks"), ("198.19.255.255", "benchmarks"), ("198.20.0.0", ""),
        ("198.51.100.7", "documentation"), ("203.0.113.255", "documentation"), ("203.0.114.0", ""),
        ("223.255.255.255", ""), ("224.0.0.1", "multicast"), ("239.255.255.255", "multicast"),
        ("240.0.0.0", "reserved"), ("255.255.255.254", "reserved"), ("255.255.255.255", "broadcast"),
        ("8.8.8.8", ""), ("93.184.215.14", ""),
        ("::", "unspecified"), ("::1", "loopback"), ("::2", "unspecified"), ("100::1", "never"),
        ("fd00:ec2::254", "metadata"), ("fc00::1", "private"), ("fdff:ffff::", "private"), ("fe00::", ""),
        ("fe80::1", "link-local"), ("febf::1", "link-local"), ("fec0::1", "site-local"), ("ff02::1", "multicast"),
        ("2001:db8::1", "documentation"), ("3fff::1", "documentation"), ("2001::1", "Teredo"), ("2001:2::1", "protocols"),
        ("2001:1ff::1", "protocols"), ("2001:200::1", ""), ("5f00::1", "routing"),
        ("::ffff:127.0.0.1", "loopback"), ("::ffff:8.8.8.8", ""), ("::ffff:0:10.0.0.1", "private"), ("::127.0.0.1", "loopback"),
        ("64:ff9b::7f00:1", "loopback"), ("64:ff9b::8.8.8.8", ""), ("64:ff9b:1::8.8.8.8", "translated"),
        ("2002:7f00:1::", "loopback"), ("2002:a9fe:a9fe::1", "metadata"), ("2002:808:808::1", ""),
        ("2a00::5efe:192.168.0.1", "private"), ("2a00::200:5efe:10.0.0.1", "private"), ("2a00::5efe:8.8.8.8", ""),
        ("2606:4700::1111", ""), ("2a00:1450:4001::200e", ""),
    ];

    #[test]
    fn tells_public_addresses_from_others() {
        for (text, word) in ADDRESSES {
            let address: IpAddr = text.parse().expect("an address");
            let special = special(address);
            match *word {
                "" => assert_eq!(special, None, "{text}"),
                _ => assert!(special.is_some_and(|it| it.contains(word)), "{text}: {special:?}"),
            }
        }
    }

    #[test]
    fn allows_only_the_named_hosts() {
        let list = ["LocalHost", "a.example:8080", "127.0.0.1", "[::1]:81", "fe80::1", "[fd00::1]"];
        let allowed = AllowedHosts::parse(&list.map(str::to_owned)).expect("a good list");
        let contains =
            |host: &str, port| allowed.contains(&Host::parse(host).expect("a host"), port);
        assert!(contains("localhost", 80) && contains("localhost", 8080));
        assert!(contains("a.example", 8080) && !contains("a.example", 80));
        assert!(contains("127.0.0.1", 1) && !contains("127.0.0.2", 1));
        assert!(contains("0x7f.1", 1), "another spelling of the same address");
        assert!(contains("[::1]", 81) && !contains("[::1]", 80));
        assert!(contains("[fe80::1]", 80) && contains("[fd00::1]", 80));
        assert!(!contains("b.localhost", 80));
        for wrong in ["", "a b", "a.example:x", "http://a.example/", "a.example:99999"] {
            assert_eq!(AllowedHosts::parse(&[wrong.to_owned()]).err().as_deref(), Some(wrong));
        }
    }
}
