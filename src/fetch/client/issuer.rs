//! Tells apart why the issuer of a certificate is not trusted: the certificate is self-signed, the authority is unknown, or the server left out the
//! certificates in between. Each has another remedy, and rustls has one error for all.

use std::fmt;
use std::sync::Arc;

use rustls::CertificateError;
use rustls::DigitallySignedStruct;
use rustls::Error;
use rustls::OtherError;
use rustls::SignatureScheme;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::HandshakeSignatureValid;
use rustls::client::danger::ServerCertVerified;
use rustls::client::danger::ServerCertVerifier;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::ServerName;
use rustls::pki_types::UnixTime;

/// The verifier of rustls, with better errors. It accepts nothing that the verifier of rustls rejects.
#[derive(Debug)]
pub(in crate::fetch) struct Explaining(pub(in crate::fetch) Arc<WebPkiServerVerifier>);

impl ServerCertVerifier for Explaining {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let verified = self.0.verify_server_cert(certificate, others, name, ocsp_response, now);
        verified.map_err(|error| match error {
            Error::InvalidCertificate(CertificateError::UnknownIssuer) => {
                explained(error, certificate, others)
            }
            // An authority that certifies itself as a server.
            Error::InvalidCertificate(CertificateError::Other(_))
                if names(certificate).is_some_and(|it| it.issuer == it.subject) =>
            {
                explained(error, certificate, others)
            }
            other => other,
        })
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.0.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.0.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_verify_schemes()
    }
}

/// Why the issuer of a certificate is not trusted.
#[derive(Debug)]
pub(in crate::fetch) enum Mistrust {
    SelfSigned,
    /// The chain ends with an authority that is not among the trusted ones.
    UnknownRoot {
        issuer: String,
    },
    /// The chain ends before an authority.
    MissingIntermediate {
        issuer: String,
    },
}

impl fmt::Display for Mistrust {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Mistrust::SelfSigned => write!(out, "the certificate is self-signed"),
            Mistrust::UnknownRoot { issuer } => write!(out, "unknown authority {issuer}"),
            Mistrust::MissingIntermediate { issuer } => write!(out, "no certificate of {issuer}"),
        }
    }
}

impl std::error::Error for Mistrust {}

fn explained(
    error: Error,
    certificate: &CertificateDer<'_>,
    others: &[CertificateDer<'_>],
) -> Error {
    let Some(first) = names(certificate) else { return error };
    let mistrust = if first.issuer == first.subject {
        Mistrust::SelfSigned
    } else {
        let others: Vec<Names> = others.iter().filter_map(names).collect();
        // Follows the chain from issuer to issuer. Each step uses another certificate, so it ends.
        let mut last = &first;
        for _ in &others {
            match others.iter().find(|it| it.subject == last.issuer && it.subject != last.subject) {
                Some(next) => last = next,
                None => break,
            }
        }
        let issuer = common_name(last.issuer);
        if last.issuer == last.subject {
            Mistrust::UnknownRoot { issuer }
        } else {
            Mistrust::MissingIntermediate { issuer }
        }
    };
    Error::InvalidCertificate(CertificateError::Other(OtherError(Arc::new(mistrust))))
}

/// The names in a certificate, in DER.
struct Names<'c> {
    issuer: &'c [u8],
    subject: &'c [u8],
}

/// RFC 5280, section 4.1: version (optional), serial number, algorithm, issuer, validity, subject.
fn names<'c>(certificate: &'c CertificateDer<'_>) -> Option<Names<'c>> {
    let (certificate, _) = inside(certificate.as_ref(), 0x30)?;
    let (mut rest, _) = inside(certificate, 0x30)?;
    if rest.first() == Some(&0xa0) {
        rest = inside(rest, 0xa0)?.1;
    }
    let (_, rest) = inside(rest, 0x02)?;
    let (_, rest) = inside(rest, 0x30)?;
    let (issuer, rest) = inside(rest, 0x30)?;
    let (_, rest) = inside(rest, 0x30)?;
    let (subject, _) = inside(rest, 0x30)?;
    Some(Names { issuer, subject })
}

/// The content of the first value in DER if it has this tag, and what follows it.
fn inside(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (first, rest) = der.split_first()?;
    let (length, rest) = rest.split_first()?;
    let (length, rest) = match length {
        0..=0x7f => (usize::from(*length), rest),
        0x81..=0x83 => {
            let (bytes, rest) = rest.split_at_checked(usize::from(length - 0x80))?;
            (bytes.iter().fold(0, |number, it| number << 8 | usize::from(*it)), rest)
        }
        _ => return None,
    };
    (*first == tag).then(|| rest.split_at_checked(length)).flatten()
}

/// The common name in a name, or else the name of the organization.
fn common_name(name: &[u8]) -> String {
    let find = |attribute: u8| {
        let mut rest = name;
        while let Some((set, next)) = inside(rest, 0x31) {
            rest = next;
            let value = inside(set, 0x30).and_then(|it| inside(it.0, 0x06));
            if let Some((kind, value)) = value
                && kind == [0x55, 0x04, attribute]
                && let Some((text, _)) = value.first().and_then(|tag| inside(value, *tag))
            {
                return Some(String::from_utf8_lossy(text).into_owned());
            }
        }
        None
    };
    find(0x03).or_else(|| find(0x0a)).unwrap_or_else(|| "without a name".to_owned())
}
