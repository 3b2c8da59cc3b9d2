//! An HTTP proxy. It gets `http` requests with the whole URL, and opens tunnels for `https` (RFC 9110, section 9.3.6).

use hyper::header::HeaderValue;
use tokio::io::AsyncReadExt;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::fetch::FetchError;
use crate::fetch::client::credentials::without_credentials;
use crate::fetch::client::fault;
use crate::fetch::client::target::Target;

/// The maximum number of bytes that a proxy may answer before the tunnel.
const MAX_ANSWER: usize = 16 << 10;

/// A proxy.
pub(in crate::fetch) struct Proxy {
    pub(in crate::fetch) target: Target,
}

impl Proxy {
    /// Parses the URL of a proxy. `http://` may be left out.
    pub(in crate::fetch) fn parse(text: &str) -> Result<Proxy, String> {
        let url = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
        let shown = without_credentials(text);
        let target = Target::parse(&url)
            .map_err(|_| format!("`{shown}` is not the URL of an HTTP proxy"))?;
        if target.is_https {
            return Err(format!("`{shown}` is a proxy with `https`, and only `http` is supported"));
        }
        Ok(Proxy { target })
    }

    /// The value of `Proxy-Authorization`.
    pub(in crate::fetch) fn credentials(&self) -> Option<HeaderValue> {
        let mut value = HeaderValue::try_from(self.target.credentials.as_ref()?).ok()?;
        value.set_sensitive(true);
        Some(value)
    }

    /// Lets the proxy connect to the server of `target`.
    pub(in crate::fetch) async fn open_tunnel(
        &self,
        stream: &mut TcpStream,
        target: &Target,
    ) -> Result<(), FetchError> {
        let at = target.host_and_port();
        let mut request = format!("CONNECT {at} HTTP/1.1\r\nHost: {at}\r\n");
        if let Some(credentials) = &self.target.credentials {
            request.push_str(&format!("Proxy-Authorization: {credentials}\r\n"));
        }
        request.push_str("\r\n");
        let proxy = self.target.host_and_port();
        let failed = |why: &str| fault::proxy_failed(&proxy, why);
        let broken = |error: std::io::Error| {
            failed(&format!(
                "the connection to the proxy failed: {}",
                fault::plain(&error.to_string())
            ))
        };
        stream.write_all(request.as_bytes()).await.map_err(broken)?;
        let mut answer = Vec::new();
        while !answer.ends_with(b"\r\n\r\n") {
            // One byte at a time, so that nothing is read of what the server says. The answer is short.
            let byte = stream.read_u8().await.map_err(broken)?;
            answer.push(byte);
            if answer.len() > MAX_ANSWER {
                return Err(failed("its answer is too long"));
            }
        }
        let answer = String::from_utf8_lossy(&answer);
        let line = answer.lines().next().unwrap_or_default();
        let status = line.strip_prefix("HTTP/1.").and_then(|it| it.get(2..5));
        if status.is_some_and(|it| it.starts_with('2')) {
            Ok(())
        } else {
            Err(failed(&format!("it answered with {}", fault::value(line))))
        }
    }
}
