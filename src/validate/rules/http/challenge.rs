//! Recognizes the pages with which services check whether a visitor is a person. Feed readers cannot pass such a check.

use memchr::memmem::find;

use crate::validate::diagnostics::Diagnostics;
use crate::validate::response::Response;
use crate::validate::rules::HTTP_BOT_CHECK;
use crate::validate::rules::http::served::report as problem;

/// Headers that only the response of a bot protection has: the name, the values (all if there are none), and the service.
/// Cloudflare: <https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/>,
/// AWS: <https://docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge-how-it-works.html>.
#[rustfmt::skip]
static HEADERS: &[(&str, &[&str], &str)] = &[
    ("cf-mitigated",       &["challenge"],            "Cloudflare"),
    ("x-amzn-waf-action",  &["challenge", "captcha"], "AWS WAF"),
    ("x-vercel-mitigated", &["challenge"],            "Vercel"),
    ("x-sucuri-block",     &[],                       "Sucuri"),
];

/// Headers that all responses behind a bot protection have, and the service. With status 403, it is the protection that refuses the request.
static WITH_403: &[(&str, &str)] = &[("x-datadome", "DataDome")];

/// Text that only the pages of a bot protection contain, and the service.
#[rustfmt::skip]
static MARKS: &[(&str, &str)] = &[
    ("_cf_chl_opt",                                        "Cloudflare"),
    ("<title>Just a moment...</title>",                    "Cloudflare"),
    ("<title>Attention Required! | Cloudflare</title>",    "Cloudflare"),
    ("ct.captcha-delivery.com/",                           "DataDome"),
    ("geo.captcha-delivery.com",                           "DataDome"),
    ("Incapsula incident ID",                              "Imperva"),
    ("sucuri_cloudproxy_js",                               "Sucuri"),
    ("<title>Sucuri WebSite Firewall - Access Denied</title>", "Sucuri"),
    ("id=\"anubis_challenge\"",                            "Anubis"),
    ("window.gokuProps",                                   "AWS WAF"),
    ("id=\"px-captcha\"",                                  "HUMAN"),
    ("/.well-known/sgcaptcha/",                            "SiteGround"),
];

/// Text that small pages of a bot protection contain, but other pages too: the text, and the service.
#[rustfmt::skip]
static IN_SMALL_PAGES: &[(&str, &str)] = &[
    ("_Incapsula_Resource",             "Imperva"),
    ("errors.edgesuite.net",            "Akamai"),
    ("errors&#46;edgesuite&#46;net",    "Akamai"),
];

/// The size of a page in bytes that has no content of a site.
const SMALL: usize = 4096;

/// How much of a page is searched, in bytes.
const SEARCHED: usize = 1 << 16;

/// Reports the check of a bot protection, and returns whether the response is one.
pub(super) fn report(response: &Response, text: &str, out: &mut Diagnostics) -> bool {
    let head = &response.head;
    let by_header = HEADERS.iter().find_map(|(name, values, service)| {
        let value = head.headers.get(name)?;
        let is_one = values.is_empty() || values.iter().any(|it| value.eq_ignore_ascii_case(it));
        is_one.then_some((*name, *service))
    });
    let refused = || {
        let refuses = |it: &&(&str, &str)| head.status == 403 && head.headers.get(it.0).is_some();
        WITH_403.iter().find(refuses).copied()
    };
    let (line, service) = if let Some((name, service)) = by_header.or_else(refused) {
        (head.headers.line(name), service)
    } else if let Some(service) = in_page(text) {
        (None, service)
    } else {
        return false;
    };
    let line = line.unwrap_or_else(|| head.to_string());
    let message = format!("the server sends a bot check of {service} instead of the feed");
    problem(&HTTP_BOT_CHECK, line, message, out)
        .note("feed readers are not browsers, so they cannot pass the check and get no entries")
        .help(format_args!(
            "exclude the URL of the feed from the bot protection in the settings of {service}"
        ));
    true
}

/// The service whose check a page is.
fn in_page(text: &str) -> Option<&'static str> {
    let start = text.trim_start();
    let root = start.get(..5).unwrap_or_default().to_ascii_lowercase();
    // Feeds may quote such pages.
    if !(root == "<html" || root == "<!doc" || root == "<head") {
        return None;
    }
    let searched = &start.as_bytes()[..start.len().min(SEARCHED)];
    let marks = if start.len() <= SMALL { IN_SMALL_PAGES } else { &[] };
    let has = |it: &&(&str, &str)| find(searched, it.0.as_bytes()).is_some();
    MARKS.iter().chain(marks).find(has).map(|it| it.1)
}
