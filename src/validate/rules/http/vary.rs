//! Checks `Vary`, which says what else than the URL a response depends on (RFC 9110 §12.5.5).

use crate::text::quoted::Quoted;
use crate::validate::diagnostics::Diagnostics;
use crate::validate::rules::http::served::Served;
use crate::validate::rules::http::served::report as problem;
use crate::validate::rules::{HTTP_BROAD_VARY, HTTP_MISSING_VARY};

/// Headers of requests that nearly every reader sends with another value.
static BROAD: &[&str] = &["*", "User-Agent", "Cookie", "Referer"];

pub(super) fn check(served: &Served<'_>, out: &mut Diagnostics) {
    let headers = &served.response.head.headers;
    let names: Vec<&str> =
        headers.all("Vary").flat_map(|it| it.split(',')).map(str::trim).collect();
    let broad = names.iter().find(|it| BROAD.iter().any(|name| name.eq_ignore_ascii_case(it)));
    if let Some(name) = broad {
        problem(
            &HTTP_BROAD_VARY,
            headers.line("Vary").unwrap_or_default(),
            format_args!("`Vary` contains {}, so caches cannot reuse the response", Quoted(name)),
            out,
        )
        .note("each reader's request reaches the server, even if the feed is the same for all of them")
        .help("send only `Vary: Accept-Encoding` with the feed");
        return;
    }
    let coding = headers.get("Content-Encoding").filter(|it| !it.eq_ignore_ascii_case("identity"));
    let is_named = names.iter().any(|it| it.eq_ignore_ascii_case("Accept-Encoding"));
    if let Some(coding) = coding.filter(|_| !is_named) {
        problem(
            &HTTP_MISSING_VARY,
            headers.line("Content-Encoding").unwrap_or_default(),
            format_args!(
                "the response is compressed with {}, but has no `Vary: Accept-Encoding`",
                Quoted(coding)
            ),
            out,
        )
        .note("caches may send the compressed feed to readers that cannot unpack it")
        .help("send `Vary: Accept-Encoding` (in nginx: `gzip_vary on`)");
    }
}
