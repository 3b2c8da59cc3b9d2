//! TLS: which certificates are trusted, and what exactly is wrong with one that is not.

use std::io;
use std::path::Path;
use std::sync::Arc;

use rustls::CertificateError;
use rustls::ClientConfig;
use rustls::Error;
use rustls::RootCertStore;
use rustls::client::WebPkiServerVerifier;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::ServerName;
use rustls::pki_types::UnixTime;
use rustls::pki_types::pem::PemObject;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::fetch::FetchError;
use crate::fetch::client::fault;
use crate::fetch::client::issuer::Explaining;
use crate::fetch::client::issuer::Mistrust;
use crate::fetch::client::target::Target;

/// Reads a file with certificates in PEM.
pub(in crate::fetch) fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, String> {
    let certificates: Result<Vec<_>, _> =
        CertificateDer::pem_file_iter(path).map_err(|it| it.to_string())?.collect();
    match certificates {
        Ok(list) if list.is_empty() => Err("it contains no certificate".to_owned()),
        Ok(list) => Ok(list),
        Err(error) => Err(error.to_string()),
    }
}

/// Trusts the certificates of the system, or those of Mozilla if the system has none, and `more`.
pub(in crate::fetch) fn connector(
    more: &[CertificateDer<'static>],
) -> Result<TlsConnector, String> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    roots.add_parsable_certificates(more.iter().cloned());
    let verifier =
        WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider))
            .build()
            .map_err(|it| it.to_string())?;
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|it| it.to_string())?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Explaining(verifier)))
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsConnector::from(Arc::new(config)))
}

/// Makes a connection one with TLS.
pub(in crate::fetch) async fn handshake(
    connector: &TlsConnector,
    stream: TcpStream,
    target: &Target,
) -> Result<TlsStream<TcpStream>, FetchError> {
    let host = target.host.to_string();
    let name = host.trim_matches(['[', ']']).trim_end_matches('.').to_owned();
    let name = ServerName::try_from(name)
        .map_err(|it| fault::invalid_url(target.shown(), &it.to_string()))?;
    connector.connect(name, stream).await.map_err(|error| explained(&error, target))
}

/// What is wrong, and what to do.
fn explained(error: &io::Error, target: &Target) -> FetchError {
    let host = target.host.to_string();
    let at = target.host_and_port();
    let Some(fault) = error.get_ref().and_then(|it| it.downcast_ref::<Error>()) else {
        let why = match error.kind() {
            io::ErrorKind::UnexpectedEof => "the server closed the connection".to_owned(),
            _ => fault::value(error),
        };
        return fault::failed_handshake(
            &at,
            "does not complete the TLS handshake",
            &why,
            "check that the port is that of an HTTPS server",
        );
    };
    match fault {
        Error::InvalidCertificate(fault) => certificate_fault(fault, &host),
        Error::InvalidMessage(_) => fault::failed_handshake(
            &at,
            "does not use TLS on this port",
            "the answer is not a TLS message; servers of `http` URLs answer like this",
            &format!("set up HTTPS on port {}, or use an `http` URL", target.port),
        ),
        Error::PeerIncompatible(_)
        | Error::AlertReceived(rustls::AlertDescription::ProtocolVersion) => {
            fault::failed_handshake(
                &at,
                "has no version or cipher of TLS in common with this program",
                &format!("TLS 1.2 and 1.3 are supported: {fault}"),
                "enable TLS 1.2 or 1.3 on the server; older versions are obsolete (RFC 8996)",
            )
        }
        Error::AlertReceived(alert) => fault::failed_handshake(
            &at,
            "ends the TLS handshake",
            &format!("the server sent the alert `{alert:?}`"),
            "check that the server has a certificate for this host",
        ),
        other => fault::failed_handshake(
            &at,
            "does not complete the TLS handshake",
            &fault::value(other),
            "check the TLS configuration of the server",
        ),
    }
}

fn certificate_fault(fault: &CertificateError, host: &str) -> FetchError {
    const READERS: &str = "readers reject the connection and get no document";
    let is_wrong = |what: &str, help: &str| fault::invalid_certificate(host, what, READERS, help);
    match fault {
        CertificateError::ExpiredContext { not_after, .. } => is_wrong(
            &format!("expired on {}", date(*not_after)),
            "renew the certificate, and check that the server loads the new one",
        ),
        CertificateError::Expired => is_wrong("has expired", "renew the certificate"),
        CertificateError::NotValidYetContext { not_before, .. } => is_wrong(
            &format!("is only valid from {}", date(*not_before)),
            "check the clock of the server and of this machine",
        ),
        CertificateError::NotValidYet => is_wrong("is not valid yet", "check the clock"),
        CertificateError::NotValidForNameContext { presented, .. } => is_wrong(
            &format!("is not for this name, but for {}", names(presented)),
            &format!(
                "add {} to the names of the certificate, or use a URL with one of its names",
                fault::value(host)
            ),
        ),
        CertificateError::NotValidForName => is_wrong(
            "is not for this name",
            &format!("add {} to the names of the certificate", fault::value(host)),
        ),
        CertificateError::Revoked => is_wrong("is revoked", "replace the certificate"),
        CertificateError::UnknownIssuer => is_wrong(
            "is from an unknown issuer",
            "use a certificate of a known authority, or trust this one with `--cacert FILE`",
        ),
        CertificateError::Other(other) => match other.0.downcast_ref::<Mistrust>() {
            Some(Mistrust::SelfSigned) => is_wrong(
                "is self-signed",
                "use a certificate of a known authority, or trust this one with `--cacert FILE`",
            ),
            Some(Mistrust::UnknownRoot { issuer }) => is_wrong(
                &format!("is from an unknown authority: {}", fault::value(issuer)),
                "use a certificate of a known authority, or trust this authority with `--cacert FILE`",
            ),
            Some(Mistrust::MissingIntermediate { issuer }) => is_wrong(
                &format!(
                    "has no chain to a known authority: the certificate of its issuer {} is missing",
                    fault::value(issuer)
                ),
                "let the server send the full chain, with the intermediate certificates; if the issuer is a private authority, trust it with `--cacert FILE`",
            ),
            None => is_wrong(
                &format!("is not valid: {}", fault::value(other)),
                "replace the certificate",
            ),
        },
        other => {
            is_wrong(&format!("is not valid: {}", fault::value(other)), "replace the certificate")
        }
    }
}

/// A day, as in RFC 3339.
fn date(time: UnixTime) -> String {
    let seconds = i64::try_from(time.as_secs()).unwrap_or(i64::MAX);
    chrono::DateTime::from_timestamp(seconds, 0)
        .map_or_else(|| "an unknown date".to_owned(), |it| it.format("%Y-%m-%d").to_string())
}

/// The first names of a certificate. rustls writes them as `DnsName("a.example")`.
fn names(presented: &[String]) -> String {
    let plain = |it: &String| {
        let inner = it.split_once('(').map_or(it.as_str(), |it| it.1).trim_end_matches(')');
        fault::value(inner.trim_matches('"'))
    };
    let shown: Vec<String> = presented.iter().take(5).map(plain).collect();
    match (shown.is_empty(), presented.len().saturating_sub(5)) {
        (true, _) => "no name at all".to_owned(),
        (false, 0) => shown.join(", "),
        (false, more) => format!("{} and {more} more", shown.join(", ")),
    }
}
