//! The front door of the network: a fetcher has one thread for all its connections, and its methods block.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::mpsc;

use hyper::header::HeaderValue;

use crate::fetch::FetchError;
use crate::fetch::Fetched;
use crate::fetch::Network;
use crate::fetch::Request;
use crate::fetch::client::arrival::Arrival;
use crate::fetch::client::background::Background;
use crate::fetch::client::connect::Dialer;
use crate::fetch::client::fault;
use crate::fetch::client::gate::Gate;
use crate::fetch::client::headers;
use crate::fetch::client::hops;
use crate::fetch::client::policy::AllowedHosts;
use crate::fetch::client::resolve::Resolve;
use crate::fetch::client::resolve::SystemResolver;
use crate::fetch::client::routes::Routes;
use crate::fetch::client::session::Client;
use crate::fetch::client::target::Target;
use crate::fetch::client::tls;
use crate::fetch::settings::FetchSettings;

/// Fetches documents over HTTP. It can be used by several threads at once.
///
/// ```no_run
/// use feedwright::{FetchSettings, Fetcher, Network, Request};
///
/// let mut settings = FetchSettings::default();
/// settings.timeout = std::time::Duration::from_secs(10);
/// let fetcher = Fetcher::new(settings)?;
/// match fetcher.send(&Request::get("https://harbor.example/feed.xml")) {
///     Ok(fetched) => println!("{}: {} bytes", fetched.response.head, fetched.body.len()),
///     Err(error) => println!("{}", error.diagnostic),
/// }
/// # Ok::<(), feedwright::UnusableSettings>(())
/// ```
pub struct Fetcher {
    pub(in crate::fetch) client: Arc<Client>,
    pub(in crate::fetch) background: Arc<Background>,
}

impl Fetcher {
    /// A fetcher that looks up hosts as other programs of the system do.
    ///
    /// # Errors
    ///
    /// If a setting cannot be used.
    pub fn new(settings: FetchSettings) -> Result<Fetcher, UnusableSettings> {
        Fetcher::with_resolver(settings, Arc::new(SystemResolver))
    }

    /// A fetcher that looks up hosts with `resolver`.
    ///
    /// # Errors
    ///
    /// If a setting cannot be used.
    pub fn with_resolver(
        settings: FetchSettings,
        resolver: Arc<dyn Resolve>,
    ) -> Result<Fetcher, UnusableSettings> {
        let client = Arc::new(client(settings, resolver)?);
        let background = Background::start().map_err(UnusableSettings::Thread)?;
        Ok(Fetcher { client, background: Arc::new(background) })
    }

    /// Sends a request and receives the response, but does not unpack the body.
    fn arrival(&self, request: &Request) -> Result<Arrival, FetchError> {
        let (sender, receiver) = mpsc::sync_channel(1);
        let (client, request) = (Arc::clone(&self.client), request.clone());
        let shown = request.url.clone();
        self.background.runtime.spawn(async move {
            // A wrong URL has its fault from `fetch`.
            let host = Target::parse(&request.url).map(|it| it.host_and_port());
            let interval = client.settings.host_interval;
            let turn = client.gate.pass(host.unwrap_or_default(), interval).await;
            let result = hops::fetch(&client, &request).await;
            drop(turn);
            let _ = sender.send(result);
        });
        receiver.recv().unwrap_or_else(|_| Err(fault::no_response(&shown, "closed")))
    }
}

impl Network for Fetcher {
    fn send(&self, request: &Request) -> Result<Fetched, FetchError> {
        self.arrival(request)?.unpack()
    }
}

impl fmt::Debug for Fetcher {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The settings may contain secrets.
        out.debug_struct("Fetcher").finish_non_exhaustive()
    }
}

fn client(settings: FetchSettings, resolver: Arc<dyn Resolve>) -> Result<Client, UnusableSettings> {
    let allowed = AllowedHosts::parse(&settings.allowed_hosts).map_err(UnusableSettings::Host)?;
    let headers = settings.headers.iter().map(|it| headers::parsed(&it.0, &it.1));
    let headers = headers.collect::<Result<_, _>>().map_err(UnusableSettings::Header)?;
    let user_agent = HeaderValue::try_from(&settings.user_agent).map_err(|_| {
        UnusableSettings::Header(
            "the value of `user-agent` contains a control character".to_owned(),
        )
    })?;
    let routes = Routes::parse(&settings.proxies).map_err(UnusableSettings::Proxy)?;
    let certificates = match &settings.certificates {
        Some(path) => tls::certificates(path)
            .map_err(|why| UnusableSettings::Certificates(path.clone(), why))?,
        None => Vec::new(),
    };
    let dialer = Dialer { resolver, allowed, ip: settings.ip };
    let gate = Gate::default();
    Ok(Client {
        gate,
        settings,
        user_agent,
        headers,
        dialer,
        routes,
        certificates,
        tls: OnceLock::new(),
    })
}

/// Why a [`Fetcher`] cannot be made.
#[derive(Debug)]
#[non_exhaustive]
pub enum UnusableSettings {
    /// This is not a host that can be allowed.
    Host(String),
    /// A header cannot be sent, and why.
    Header(String),
    /// The proxy cannot be used, and why.
    Proxy(String),
    /// The file with certificates cannot be used, and why.
    Certificates(PathBuf, String),
    /// The thread for the network could not be started.
    Thread(std::io::Error),
}

impl fmt::Display for UnusableSettings {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            UnusableSettings::Host(text) => {
                write!(
                    out,
                    "`{text}` is not a host that can be allowed; write a name or an address, with or without a port"
                )
            }
            UnusableSettings::Header(why) | UnusableSettings::Proxy(why) => write!(out, "{why}"),
            UnusableSettings::Certificates(path, why) => {
                write!(out, "cannot read certificates from {}: {why}", path.display())
            }
            UnusableSettings::Thread(error) => {
                write!(out, "cannot start the thread for the network: {error}")
            }
        }
    }
}

impl std::error::Error for UnusableSettings {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            UnusableSettings::Thread(error) => Some(error),
            _ => None,
        }
    }
}
