//! Looks up the addresses of hosts.

use std::io;
use std::net::IpAddr;
use std::net::ToSocketAddrs;

/// Looks up the addresses of a host. Each [`Fetcher`](crate::Fetcher) has one; the default is the resolver of the system.
pub trait Resolve: Send + Sync {
    /// The addresses of a host, in the order in which they are tried. May block; a request does not wait for it beyond its deadline.
    ///
    /// # Errors
    ///
    /// If the host has no address, or cannot be looked up.
    fn resolve(&self, host: &str) -> io::Result<Vec<IpAddr>>;
}

/// The resolver of the system: `getaddrinfo`.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::fetch) struct SystemResolver;

impl Resolve for SystemResolver {
    fn resolve(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        Ok((host, 0).to_socket_addrs()?.map(|it| it.ip()).collect())
    }
}
