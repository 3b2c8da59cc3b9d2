//! The arguments of commands that fetch URLs.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use feedwright::FetchSettings;
use feedwright::IpVersion;
use feedwright::Proxies;

/// How URLs are fetched.
#[derive(Debug, Args)]
#[command(next_help_heading = "Network")]
pub(in crate::cli) struct NetworkOptions {
    /// Allow requests to this host although its address is private, such as `localhost` or
    /// `192.168.1.2:8080`. May be repeated
    #[arg(long, value_name = "HOST")]
    pub(in crate::cli) allow_host: Vec<String>,
    /// The deadline of a URL in seconds, over all redirects and the body
    #[arg(long, value_name = "SECONDS", default_value_t = 30.0, value_parser = seconds)]
    pub(in crate::cli) timeout: f64,
    /// The maximum number of redirects
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(in crate::cli) max_redirects: u32,
    /// The maximum size of a response as received, in bytes. --max-size limits its size after
    /// unpacking
    #[arg(long, value_name = "BYTES", default_value_t = 16 << 20)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..))]
    pub(in crate::cli) max_download: u64,
    /// The maximum size of the headers of a response, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = 64 << 10)]
    #[arg(value_parser = clap::value_parser!(u32).range(1024..))]
    pub(in crate::cli) max_headers: u32,
    /// Send this header, such as `Authorization: Bearer …`. Not sent to other hosts after a
    /// redirect. May be repeated
    #[arg(long, value_name = "NAME: VALUE", value_parser = header)]
    pub(in crate::cli) header: Vec<(String, String)>,
    /// The User-Agent header [default: feedwright/VERSION and the address of the project]
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) user_agent: Option<String>,
    /// Wait this long between two requests to the same host, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 0.0, value_parser = seconds_or_zero)]
    pub(in crate::cli) host_interval: f64,
    /// Keep responses in this folder, and ask servers only for what has changed since
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) cache: Option<PathBuf>,
    /// Trust the certificates in this file, in addition to those of the system
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) cacert: Option<PathBuf>,
    /// Use the proxies in `https_proxy`, `http_proxy` and `all_proxy`, except for the hosts in
    /// `no_proxy`. A proxy resolves host names itself, so it can reach private addresses
    #[arg(long)]
    pub(in crate::cli) env_proxy: bool,
    /// Only use IPv4 addresses
    #[arg(long, conflicts_with = "ipv6")]
    pub(in crate::cli) ipv4: bool,
    /// Only use IPv6 addresses
    #[arg(long)]
    pub(in crate::cli) ipv6: bool,
}

impl NetworkOptions {
    /// The settings of the network.
    pub(in crate::cli) fn settings(&self, size: u64) -> FetchSettings {
        let mut settings = FetchSettings::default();
        settings.timeout = Duration::from_secs_f64(self.timeout);
        settings.redirects = self.max_redirects as usize;
        settings.received = self.max_download;
        settings.unpacked = size;
        settings.head = self.max_headers as usize;
        settings.allowed_hosts.clone_from(&self.allow_host);
        settings.headers.clone_from(&self.header);
        if let Some(user_agent) = &self.user_agent {
            settings.user_agent.clone_from(user_agent);
        }
        settings.ip = match (self.ipv4, self.ipv6) {
            (true, _) => IpVersion::V4,
            (_, true) => IpVersion::V6,
            _ => IpVersion::Any,
        };
        settings.host_interval = Duration::from_secs_f64(self.host_interval);
        settings.cache.clone_from(&self.cache);
        settings.certificates.clone_from(&self.cacert);
        if self.env_proxy {
            settings.proxies = proxies(|name| std::env::var(name).ok());
        }
        settings
    }
}

/// The proxies that the environment variables name, read as curl reads them (<https://curl.se/docs/manpage.html#ENVIRONMENT>).
fn proxies(variable: impl Fn(&str) -> Option<String>) -> Proxies {
    let first =
        |names: &[&str]| names.iter().filter_map(|it| variable(it)).find(|it| !it.is_empty());
    let mut proxies = Proxies::default();
    // `HTTP_PROXY` in capitals is ignored, because in CGI programs a request can set it with its `Proxy` header.
    proxies.http = first(&["http_proxy", "all_proxy", "ALL_PROXY"]);
    proxies.https = first(&["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]);
    let direct = first(&["no_proxy", "NO_PROXY"]).unwrap_or_default();
    let hosts = direct.split([',', ' ', '\t']).filter(|it| !it.is_empty());
    proxies.direct = hosts.map(str::to_owned).collect();
    proxies
}

/// Parses a positive number of seconds.
pub(in crate::cli) fn seconds(text: &str) -> Result<f64, String> {
    match seconds_or_zero(text) {
        Ok(0.0) => Err("a number of seconds above 0 is needed".to_owned()),
        parsed => parsed,
    }
}

/// Parses a number of seconds.
fn seconds_or_zero(text: &str) -> Result<f64, String> {
    let number: f64 = text
        .trim_end_matches('s')
        .parse()
        .map_err(|_| "this is not a number of seconds".to_owned())?;
    if (0.0..=86_400.0).contains(&number) {
        Ok(number)
    } else {
        Err("a number of seconds between 0 and 86400 is needed".to_owned())
    }
}

/// Parses a header.
fn header(text: &str) -> Result<(String, String), String> {
    let is_token = |it: u8| it.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&it);
    match text.split_once(':') {
        Some((name, value))
            if !name.is_empty()
                && name.bytes().all(is_token)
                && !value.contains(['\r', '\n', '\0']) =>
        {
            Ok((name.to_owned(), value.trim().to_owned()))
        }
        _ => Err("write it as `Name: value`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::proxies;

    #[test]
    fn reads_proxies_as_curl_does() {
        type Variables = &'static [(&'static str, &'static str)];
        #[rustfmt::skip]
        let cases: [(Variables, Option<&str>, Option<&str>); 7] = [
            // variables                                        for http    for https
            (&[],                                               None,       None),
            (&[("http_proxy", "a"), ("https_proxy", "b")],      Some("a"),  Some("b")),
            (&[("http_proxy", "a")],                            Some("a"),  None),
            (&[("HTTP_PROXY", "a"), ("HTTPS_PROXY", "b")],      None,       Some("b")),
            (&[("https_proxy", "a"), ("HTTPS_PROXY", "b")],     None,       Some("a")),
            (&[("https_proxy", ""), ("ALL_PROXY", "c")],        Some("c"),  Some("c")),
            (&[("http_proxy", "a"), ("all_proxy", "c")],        Some("a"),  Some("c")),
        ];
        for (variables, http, https) in cases {
            let proxies =
                proxies(|name| variables.iter().find(|it| it.0 == name).map(|it| it.1.to_owned()));
            assert_eq!(
                (proxies.http.as_deref(), proxies.https.as_deref()),
                (http, https),
                "{variables:?}"
            );
            assert!(proxies.direct.is_empty());
        }
        let list = |name: &str| {
            (name == "NO_PROXY").then(|| "a.example, .b.example 10.0.0.0/8,,".to_owned())
        };
        assert_eq!(proxies(list).direct, ["a.example", ".b.example", "10.0.0.0/8"]);
    }
}
