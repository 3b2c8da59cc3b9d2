//! The arguments of commands that fetch URLs.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use feedwright::FetchSettings;
use feedwright::IpVersion;

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
    /// Use the proxy that `https_proxy`, `http_proxy` or `all_proxy` names. Addresses are then
    /// looked up by the proxy, and private ones are not refused
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
        settings.proxy = if self.env_proxy { proxy_of_environment() } else { None };
        settings
    }
}

/// The proxy that the environment names. As in curl, `HTTP_PROXY` in capitals is ignored, because a request can set it in CGI programs.
fn proxy_of_environment() -> Option<String> {
    let names = ["https_proxy", "HTTPS_PROXY", "http_proxy", "all_proxy", "ALL_PROXY"];
    names.iter().filter_map(|it| std::env::var(it).ok()).find(|it| !it.is_empty())
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
