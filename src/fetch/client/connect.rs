//! Opens connections: looks up the host, checks each address, and connects to exactly one of the checked addresses.

use std::net::IpAddr;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::task::JoinSet;
use url::Host;

use crate::fetch::FetchError;
use crate::fetch::client::fault;
use crate::fetch::client::open_files;
use crate::fetch::client::policy::AllowedHosts;
use crate::fetch::client::policy::special;
use crate::fetch::client::resolve::Resolve;
use crate::fetch::client::target::Target;
use crate::fetch::settings::IpVersion;

/// How long the first address has before the next one is tried at the same time (RFC 8305, section 5).
const HEAD_START: Duration = Duration::from_millis(250);

/// How long to wait if there are too many open files.
const SHORT: Duration = Duration::from_millis(50);

/// How many addresses of a host are tried.
const MAX_ADDRESSES: usize = 8;

/// What is needed to open connections.
pub(in crate::fetch) struct Dialer {
    pub(in crate::fetch) resolver: Arc<dyn Resolve>,
    pub(in crate::fetch) allowed: AllowedHosts,
    pub(in crate::fetch) ip: IpVersion,
}

impl Dialer {
    /// Connects to the host of a URL if its address may be contacted.
    pub(in crate::fetch) async fn connect(&self, target: &Target) -> Result<TcpStream, FetchError> {
        let addresses = self.addresses(&target.host).await?;
        let is_allowed = self.allowed.contains(&target.host, target.port);
        let addresses = if is_allowed { addresses } else { public(&target.host, addresses)? };
        dial(addresses, target.port)
            .await
            .map_err(|error| fault::unreachable(&target.host_and_port(), &error.to_string()))
    }

    /// Connects to a host that the user chose, whatever its address.
    pub(in crate::fetch) async fn connect_to_proxy(
        &self,
        target: &Target,
    ) -> Result<TcpStream, FetchError> {
        dial(self.addresses(&target.host).await?, target.port)
            .await
            .map_err(|error| fault::unreachable(&target.host_and_port(), &error.to_string()))
    }

    async fn look_up(&self, name: &str) -> Result<Vec<IpAddr>, FetchError> {
        loop {
            let (resolver, host) = (Arc::clone(&self.resolver), name.to_owned());
            let found = tokio::task::spawn_blocking(move || resolver.resolve(&host)).await;
            match found.unwrap_or_else(|error| Err(error.into())) {
                Ok(addresses) => return Ok(addresses),
                Err(error) if open_files::are_too_many(&error) => tokio::time::sleep(SHORT).await,
                Err(error) => return Err(fault::unresolvable(name, &error.to_string())),
            }
        }
    }

    async fn addresses(&self, host: &Host) -> Result<Vec<IpAddr>, FetchError> {
        let name = host.to_string();
        let all = match host {
            Host::Ipv4(address) => vec![IpAddr::V4(*address)],
            Host::Ipv6(address) => vec![IpAddr::V6(*address)],
            Host::Domain(_) => self.look_up(&name).await?,
        };
        if all.is_empty() {
            return Err(fault::unresolvable(&name, "no address found"));
        }
        let is_used = |it: &IpAddr| match self.ip {
            IpVersion::Any => true,
            IpVersion::V4 => it.is_ipv4(),
            IpVersion::V6 => it.is_ipv6(),
        };
        let mut used: Vec<IpAddr> = Vec::new();
        for address in all {
            if is_used(&address) && !used.contains(&address) {
                used.push(address);
            }
        }
        match self.ip {
            IpVersion::V4 if used.is_empty() => {
                Err(fault::no_address_of_version(&name, "IPv4", "--ipv4"))
            }
            IpVersion::V6 if used.is_empty() => {
                Err(fault::no_address_of_version(&name, "IPv6", "--ipv6"))
            }
            _ => Ok(used),
        }
    }
}

/// The public addresses among those of a host.
fn public(host: &Host, addresses: Vec<IpAddr>) -> Result<Vec<IpAddr>, FetchError> {
    let refused = addresses.iter().find_map(|it| special(*it).map(|special| (*it, special)));
    let public: Vec<IpAddr> = addresses.into_iter().filter(|it| special(*it).is_none()).collect();
    match refused {
        Some((address, special)) if public.is_empty() => {
            Err(fault::refused_address(&host.to_string(), address, special))
        }
        _ => Ok(public),
    }
}

/// Opens a connection. If the program has too many open files, another connection will be closed soon.
async fn open(address: SocketAddr) -> std::io::Result<TcpStream> {
    loop {
        match TcpStream::connect(address).await {
            Err(error) if open_files::are_too_many(&error) => tokio::time::sleep(SHORT).await,
            result => return result,
        }
    }
}

/// Connects to the first address that answers. Addresses are tried in order, and the next one as soon as one fails or is slow. The error is
/// that of the first address.
async fn dial(addresses: Vec<IpAddr>, port: u16) -> std::io::Result<TcpStream> {
    let mut waiting = addresses.into_iter().take(MAX_ADDRESSES).map(|it| SocketAddr::new(it, port));
    let mut attempts = JoinSet::new();
    let mut failed = None;
    loop {
        if let Some(address) = waiting.next() {
            attempts.spawn(open(address));
        }
        let next = match waiting.len() {
            0 => attempts.join_next().await,
            _ => match tokio::time::timeout(HEAD_START, attempts.join_next()).await {
                Ok(next) => next,
                Err(_) => continue,
            },
        };
        match next {
            Some(Ok(Ok(stream))) => {
                // The request is one small write, so nothing is gained by waiting for more.
                let _ = stream.set_nodelay(true);
                return Ok(stream);
            }
            Some(Ok(Err(error))) => drop(failed.get_or_insert(error)),
            Some(Err(error)) => drop(failed.get_or_insert(error.into())),
            None => {
                return Err(failed.unwrap_or_else(|| std::io::Error::other("there is no address")));
            }
        }
    }
}
