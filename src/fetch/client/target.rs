//! The URL of a request: what is contacted, what is sent, and what may be shown of it.

use url::Host;
use url::Url;

use crate::fetch::FetchError;
use crate::fetch::client::credentials::basic;
use crate::fetch::client::fault;

/// A URL that can be requested.
#[derive(Clone, Debug)]
pub(in crate::fetch) struct Target {
    /// The URL, without credentials.
    pub(in crate::fetch) url: Url,
    pub(in crate::fetch) host: Host,
    pub(in crate::fetch) port: u16,
    pub(in crate::fetch) is_https: bool,
    /// The value of `Authorization` for the user name and the password in the URL. Never shown.
    pub(in crate::fetch) credentials: Option<String>,
}

impl Target {
    /// Parses a URL that a user wrote.
    pub(in crate::fetch) fn parse(text: &str) -> Result<Target, FetchError> {
        match Url::parse(text.trim()) {
            Ok(url) => Target::new(url).map_err(|why| fault::invalid_url(text, &why)),
            Err(url::ParseError::RelativeUrlWithoutBase) => {
                Err(fault::invalid_url(text, "it does not start with `http://` or `https://`"))
            }
            Err(error) => Err(fault::invalid_url(text, &error.to_string())),
        }
    }

    /// The error is the reason why the URL cannot be requested.
    pub(in crate::fetch) fn new(mut url: Url) -> Result<Target, String> {
        let is_https = match url.scheme() {
            "https" => true,
            "http" => false,
            other => {
                return Err(format!(
                    "the scheme is `{other}`, but only `http` and `https` are supported"
                ));
            }
        };
        let Some(host) = url.host().map(|it| it.to_owned()) else {
            return Err("it has no host".to_owned());
        };
        let port = url.port_or_known_default().unwrap_or(0);
        if port == 0 {
            return Err("its port is 0".to_owned());
        }
        let credentials = (!url.username().is_empty() || url.password().is_some())
            .then(|| basic(url.username(), url.password().unwrap_or_default()));
        // Both calls only fail for URLs without a host.
        let _ = url.set_username("");
        let _ = url.set_password(None);
        Ok(Target { url, host, port, is_https, credentials })
    }

    /// The URL as it is shown, and as it is compared: without credentials.
    pub(in crate::fetch) fn shown(&self) -> &str {
        self.url.as_str()
    }

    /// The URL without the fragment, which is not sent.
    pub(in crate::fetch) fn sent(&self) -> &str {
        self.url.as_str().split('#').next().unwrap_or_default()
    }

    /// The value of `Host`: a default port is left out. `url` does not keep it either.
    pub(in crate::fetch) fn authority(&self) -> String {
        match self.url.port() {
            Some(port) => format!("{}:{port}", self.host),
            None => self.host.to_string(),
        }
    }

    /// Host and port, also if it is the default port.
    pub(in crate::fetch) fn host_and_port(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// The path and the query, as the target of a request.
    pub(in crate::fetch) fn path(&self) -> String {
        let query = self.url.query().map(|it| format!("?{it}")).unwrap_or_default();
        // `url` leaves a few characters in queries that must not be sent.
        let mut sent = String::new();
        for it in format!("{}{query}", self.url.path()).bytes() {
            match it {
                b'"' | b'<' | b'>' | b'`' | ..=b' ' | 0x7f.. => {
                    sent.push_str(&format!("%{it:02X}"));
                }
                _ => sent.push(char::from(it)),
            }
        }
        sent
    }

    /// Whether both have the same scheme, host and port. Only then, credentials are sent to both.
    pub(in crate::fetch) fn has_same_origin(&self, other: &Target) -> bool {
        self.has_same_host(other) && self.is_https == other.is_https
    }

    /// Whether a request of the user for one is also meant for the other: the host is the same, and the port is the same or the default of
    /// its scheme.
    pub(in crate::fetch) fn has_same_host(&self, other: &Target) -> bool {
        let both_default = self.url.port().is_none() && other.url.port().is_none();
        self.host == other.host && (self.port == other.port || both_default)
    }
}

#[cfg(test)]
mod tests {
    use super::Target;

    #[test]
    fn keeps_credentials_apart() {
        let target =
            Target::parse("http://us%40er:p%3Aw@a.example:80/x?a=`b|#c").expect("a good URL");
        assert_eq!(target.shown(), "http://a.example/x?a=`b|#c");
        assert_eq!(target.sent(), "http://a.example/x?a=`b|");
        assert_eq!(target.path(), "/x?a=%60b|");
        assert_eq!(target.authority(), "a.example");
        assert_eq!(target.credentials.as_deref(), Some("Basic dXNAZXI6cDp3"));
        let target = Target::parse("https://[::1]:8443").expect("a good URL");
        assert_eq!((target.authority().as_str(), target.path().as_str()), ("[::1]:8443", "/"));
    }
}
