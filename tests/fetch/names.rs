//! A resolver for tests, which asks nobody.

use std::io;
use std::net::IpAddr;
use std::net::Ipv4Addr;
use std::net::Ipv6Addr;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::time::Duration;

use feedwright::Resolve;

const LOOPBACK: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// Knows the hosts of the tests.
#[derive(Debug)]
pub(crate) struct Names;

impl Resolve for Names {
    fn resolve(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        Ok(match host.trim_end_matches('.') {
            "localhost" => vec![IpAddr::V6(Ipv6Addr::LOCALHOST), LOOPBACK],
            "private.example" | "allowed.example" => vec![LOOPBACK],
            "both.example" => vec!["192.168.0.1".parse().expect("an address"), LOOPBACK],
            // Nobody listens on the first address.
            "second.example" => vec!["127.0.0.3".parse().expect("an address"), LOOPBACK],
            "empty.example" => vec![],
            "slow.example" => {
                std::thread::sleep(Duration::from_secs(5));
                vec![LOOPBACK]
            }
            _ => return Err(io::Error::other("no such host")),
        })
    }
}

/// A host that has another address each time: first loopback, then an address where nobody listens.
#[derive(Debug, Default)]
pub(crate) struct Rebinding {
    pub(crate) lookups: AtomicUsize,
}

impl Resolve for Rebinding {
    fn resolve(&self, _: &str) -> io::Result<Vec<IpAddr>> {
        Ok(match self.lookups.fetch_add(1, Ordering::Relaxed) {
            0 => vec![LOOPBACK],
            _ => vec!["240.0.0.1".parse().expect("an address")],
        })
    }
}
