//! What all requests of a fetcher share, and how one request is sent over a new connection.

use std::sync::OnceLock;

use hyper::HeaderMap;
use hyper::header;
use hyper::header::HeaderName;
use hyper::header::HeaderValue;
use rustls::pki_types::CertificateDer;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::fetch::FetchError;
use crate::fetch::Request;
use crate::fetch::client::connect::Dialer;
use crate::fetch::client::exchange;
use crate::fetch::client::exchange::Answer;
use crate::fetch::client::exchange::Message;
use crate::fetch::client::fault;
use crate::fetch::client::gate::Gate;
use crate::fetch::client::routes::Routes;
use crate::fetch::client::target::Target;
use crate::fetch::client::tls;
use crate::fetch::client::trail::Trail;
use crate::fetch::settings::FetchSettings;

/// What all requests of a fetcher share.
pub(in crate::fetch) struct Client {
    pub(in crate::fetch) gate: Gate,
    pub(in crate::fetch) settings: FetchSettings,
    pub(in crate::fetch) user_agent: HeaderValue,
    pub(in crate::fetch) headers: Vec<(HeaderName, HeaderValue)>,
    pub(in crate::fetch) dialer: Dialer,
    pub(in crate::fetch) routes: Routes,
    /// The certificates that the user trusts in addition.
    pub(in crate::fetch) certificates: Vec<CertificateDer<'static>>,
    /// Loaded when it is needed first, because the certificates of the system take some time.
    pub(in crate::fetch) tls: OnceLock<Result<TlsConnector, String>>,
}

impl Client {
    /// Sends a request over a new connection, and receives the head of the response.
    pub(in crate::fetch) async fn ask(
        &self,
        request: &Request,
        target: &Target,
        mut headers: HeaderMap,
        trail: &Trail,
    ) -> Result<Answer, FetchError> {
        let stream = self.connect(target, trail).await?;
        let mut path = target.path();
        if let Some(proxy) = self.routes.proxy(target).filter(|_| !target.is_https) {
            path = format!("http://{}{path}", target.authority());
            if let Some(credentials) = proxy.credentials() {
                headers.insert(header::PROXY_AUTHORIZATION, credentials);
            }
        }
        let message = Message {
            method: request.method,
            target: path,
            headers,
            body: request.body.clone(),
            shown: target.shown().to_owned(),
            head: self.settings.head,
            received: self.settings.received,
        };
        let waiting = format!("waiting for the headers of {}", fault::value(target.shown()));
        if !target.is_https {
            trail.is_at(waiting);
            return exchange::send(stream, message).await;
        }
        trail.is_at(format!(
            "making the TLS connection to {}",
            fault::value(target.host_and_port())
        ));
        let stream = tls::handshake(self.tls(target)?, stream, target).await?;
        trail.is_at(waiting);
        exchange::send(stream, message).await
    }

    async fn connect(&self, target: &Target, trail: &Trail) -> Result<TcpStream, FetchError> {
        let Some(proxy) = self.routes.proxy(target) else {
            trail.is_at(format!("connecting to {}", fault::value(target.host_and_port())));
            return self.dialer.connect(target).await;
        };
        trail.is_at(format!(
            "connecting to the proxy {}",
            fault::value(proxy.target.host_and_port())
        ));
        let mut stream = self.dialer.connect_to_proxy(&proxy.target).await?;
        if target.is_https {
            proxy.open_tunnel(&mut stream, target).await?;
        }
        Ok(stream)
    }

    fn tls(&self, target: &Target) -> Result<&TlsConnector, FetchError> {
        let connector = self.tls.get_or_init(|| tls::connector(&self.certificates));
        connector.as_ref().map_err(|why| {
            let help = "check the certificates of the system";
            fault::failed_handshake(
                &target.host_and_port(),
                "cannot be contacted over TLS",
                why,
                help,
            )
        })
    }
}
