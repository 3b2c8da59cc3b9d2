//! Faults of TLS, with certificates that the tests make.

use std::io::Read;
use std::io::Write;
use std::net::TcpListener;
use std::net::TcpStream;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use feedwright::FetchErrorKind;
use feedwright::Fetcher;
use feedwright::Network;
use feedwright::Request;
use rcgen::BasicConstraints;
use rcgen::CertificateParams;
use rcgen::DnType;
use rcgen::IsCa;
use rcgen::Issuer;
use rcgen::KeyPair;
use rcgen::date_time_ymd;
use rustls::ServerConfig;
use rustls::ServerConnection;
use rustls::Stream;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::PrivateKeyDer;

use crate::names::Names;
use crate::row::FEED;
use crate::row::ok;
use crate::server;
use crate::server::Server;
use crate::settings;
use crate::shown;

/// An authority, which signs the certificates of servers.
struct Authority {
    certificate: CertificateDer<'static>,
    pem: String,
    issuer: Issuer<'static, KeyPair>,
}

fn params(name: &str, hosts: &[&str]) -> CertificateParams {
    let hosts: Vec<String> = hosts.iter().map(|it| (*it).to_owned()).collect();
    let mut params = CertificateParams::new(hosts).expect("these are hosts");
    params.distinguished_name.push(DnType::CommonName, name);
    params
}

fn key() -> KeyPair {
    KeyPair::generate().expect("there is enough randomness")
}

fn authority(name: &str, parent: Option<&Authority>) -> Authority {
    let mut params = params(name, &[]);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = key();
    let certificate = match parent {
        Some(parent) => params.signed_by(&key, &parent.issuer),
        None => params.self_signed(&key),
    };
    let certificate = certificate.expect("it can be signed");
    let (der, pem) = (certificate.der().clone(), certificate.pem());
    Authority { certificate: der, pem, issuer: Issuer::new(params, key) }
}

/// What a server sends in the handshake.
struct Identity {
    chain: Vec<CertificateDer<'static>>,
    key: KeyPair,
}

fn identity(params: &CertificateParams, authority: &Authority, others: &[&Authority]) -> Identity {
    let key = key();
    let certificate = params.signed_by(&key, &authority.issuer).expect("it can be signed");
    let others = others.iter().map(|it| it.certificate.clone());
    Identity { chain: [certificate.der().clone()].into_iter().chain(others).collect(), key }
}

/// Sends the response to the first request, and closes the connection, with or without saying so. The number is the port.
fn serve(identity: Identity, response: Vec<u8>, says_so: bool) -> u16 {
    let key = PrivateKeyDer::Pkcs8(identity.key.serialize_der().into());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|it| it.with_no_client_auth().with_single_cert(identity.chain, key))
        .expect("the certificate is good");
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has free ports");
    let port = listener.local_addr().expect("it is bound").port();
    thread::spawn(move || {
        let Ok((mut stream, _)) = listener.accept() else { return };
        drop(answer(&config, &mut stream, &response, says_so));
    });
    port
}

fn answer(
    config: &Arc<ServerConfig>,
    stream: &mut TcpStream,
    response: &[u8],
    says_so: bool,
) -> std::io::Result<()> {
    let mut connection =
        ServerConnection::new(Arc::clone(config)).map_err(std::io::Error::other)?;
    let mut tls = Stream::new(&mut connection, stream);
    server::head(&mut tls)?;
    tls.write_all(response)?;
    if says_so {
        connection.send_close_notify();
        connection.complete_io(stream)?;
    }
    stream.shutdown(std::net::Shutdown::Write)?;
    let _ = stream.read(&mut [0; 100]);
    Ok(())
}

/// A file with the certificate of an authority.
fn trusted(authority: &Authority, folder: &tempfile::TempDir) -> PathBuf {
    let path = folder.path().join("trusted.pem");
    std::fs::write(&path, &authority.pem).expect("the folder is writable");
    path
}

/// What comes of a request to `localhost`: the rule and what is shown, or the body.
fn fetch(port: u16, authority: &Authority) -> Result<String, (&'static str, String)> {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let mut settings = settings(port);
    settings.timeout = std::time::Duration::from_secs(5);
    settings.allowed_hosts = vec!["localhost".to_owned()];
    settings.ip = feedwright::IpVersion::V4;
    settings.certificates = Some(trusted(authority, &folder));
    let fetcher = Fetcher::with_resolver(settings, Arc::new(Names)).expect("the settings are good");
    match fetcher.send(&Request::get(format!("https://localhost:{port}/"))) {
        Ok(fetched) => Ok(String::from_utf8(fetched.body).expect("it is text")),
        Err(error) => {
            let rule = error.diagnostic.rule.name;
            let is_tls = matches!(rule, "invalid-certificate" | "failed-tls-handshake");
            assert_eq!(error.kind == FetchErrorKind::Tls, is_tls, "{rule}");
            Err((rule, shown(&error)))
        }
    }
}

#[test]
fn documents_are_received_over_tls() {
    let root = authority("Root", None);
    let middle = authority("Middle", Some(&root));
    let good = params("Harbor", &["localhost"]);
    let whole = ok("", FEED);
    let unmeasured = format!("HTTP/1.1 200 OK\r\n\r\n{FEED}").into_bytes();
    let cut = format!("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{FEED}").into_bytes();
    for (response, says_so) in
        [(&whole, true), (&whole, false), (&unmeasured, true), (&unmeasured, false)]
    {
        let port = serve(identity(&good, &middle, &[&middle]), response.clone(), says_so);
        assert_eq!(fetch(port, &root).as_deref(), Ok(FEED));
    }
    let (rule, shown) =
        fetch(serve(identity(&good, &root, &[]), cut, false), &root).expect_err("it is cut off");
    assert_eq!(rule, "truncated-response", "{shown}");
}

#[test]
fn https_is_not_left_again() {
    let root = authority("Root", None);
    let good = params("Harbor", &["localhost"]);
    let redirect = b"HTTP/1.1 301 Moved\r\nLocation: http://localhost/feed.xml\r\n\r\n".to_vec();
    let (rule, shown) = fetch(serve(identity(&good, &root, &[]), redirect, true), &root)
        .expect_err("it is refused");
    assert_eq!(rule, "unusable-redirect");
    assert!(
        shown.contains("from `https` to `http`")
            && shown.contains("redirect to `https://localhost/feed.xml`"),
        "{shown}"
    );
}

/// Each fault of a certificate has a message that says what to do.
#[test]
fn certificates_that_are_not_valid_are_explained() {
    let root = authority("Root", None);
    let middle = authority("Middle of the Harbor", Some(&root));
    let stranger = authority("Stranger", None);
    let good = || params("Harbor", &["localhost"]);
    let mut expired = good();
    expired.not_before = date_time_ymd(2019, 1, 1);
    expired.not_after = date_time_ymd(2020, 2, 3);
    let mut early = good();
    early.not_before = date_time_ymd(2090, 4, 5);
    early.not_after = date_time_ymd(2091, 1, 1);
    let elsewhere = params("Harbor", &["harbor.example", "*.harbor.example", "192.0.2.1"]);
    let own = key();
    let own = Identity {
        chain: vec![good().self_signed(&own).expect("it can be signed").der().clone()],
        key: own,
    };
    let own_authority = {
        let mut params = good();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = key();
        Identity {
            chain: vec![params.self_signed(&key).expect("it can be signed").der().clone()],
            key,
        }
    };
    for (identity, words) in [
        (own, "is self-signed"),
        (own_authority, "is self-signed"),
        (identity(&expired, &root, &[]), "expired on 2020-02-03"),
        (identity(&early, &root, &[]), "only valid from 2090-04-05"),
        (identity(&elsewhere, &root, &[]), "for `harbor.example`, `*.harbor.example`, `192.0.2.1`"),
        (identity(&params("Harbor", &[]), &root, &[]), "no name at all"),
        (identity(&good(), &middle, &[]), "its issuer `Middle of the Harbor` is missing"),
        (identity(&good(), &stranger, &[&stranger]), "unknown authority: `Stranger`"),
        (identity(&good(), &stranger, &[]), "its issuer `Stranger` is missing"),
    ] {
        let (rule, shown) = fetch(serve(identity, ok("", FEED), true), &root).expect_err(words);
        assert_eq!(rule, "invalid-certificate", "{shown}");
        assert!(shown.contains(words), "{words}: {shown}");
    }
}

#[test]
fn servers_without_tls_are_explained() {
    let root = authority("Root", None);
    let sends = |bytes: &'static [u8]| {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has free ports");
        let port = listener.local_addr().expect("it is bound").port();
        thread::spawn(move || {
            let Ok((mut stream, _)) = listener.accept() else { return };
            let _ = stream.read(&mut [0; 2000]);
            let _ = stream.write_all(bytes);
            let _ = stream.shutdown(std::net::Shutdown::Write);
            let _ = stream.read(&mut [0; 2000]);
        });
        port
    };
    for (bytes, words) in [
        (&b"HTTP/1.1 400 Bad Request\r\n\r\n"[..], "does not use TLS on this port"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "does not use TLS on this port"),
        // The alerts `protocol_version` and `unrecognized_name`.
        (&[0x15, 3, 1, 0, 2, 2, 70], "no version or cipher of TLS in common"),
        (&[0x15, 3, 3, 0, 2, 2, 112], "ends the TLS handshake"),
        (b"", "does not complete the TLS handshake"),
    ] {
        let (rule, shown) = fetch(sends(bytes), &root).expect_err(words);
        assert_eq!(rule, "failed-tls-handshake", "{shown}");
        assert!(shown.contains(words), "{words}: {shown}");
    }
}

/// A server with TLS answers a plain request with an alert.
#[test]
fn plain_requests_to_a_tls_port_are_explained() {
    let root = authority("Root", None);
    let port = serve(identity(&params("Harbor", &["localhost"]), &root, &[]), Vec::new(), true);
    let fetcher = Fetcher::new(settings(port)).expect("the settings are good");
    let error =
        fetcher.send(&Request::get(format!("http://127.0.0.1:{port}/"))).expect_err("it needs TLS");
    assert_eq!(error.diagnostic.rule.name, "malformed-response");
    assert!(shown(&error).contains("the server expects HTTPS on this port"), "{}", shown(&error));
}

#[test]
fn a_silent_handshake_ends_with_the_deadline() {
    let server = Server::start(|_| vec![("*", vec![])]);
    let mut settings = settings(server.port);
    settings.timeout = std::time::Duration::from_millis(300);
    let fetcher = Fetcher::new(settings).expect("the settings are good");
    let error = fetcher
        .send(&Request::get(format!("https://127.0.0.1:{}/", server.port)))
        .expect_err("it says nothing");
    assert_eq!(error.diagnostic.rule.name, "fetch-timeout");
    assert!(shown(&error).contains("making the TLS connection"), "{}", shown(&error));
}
