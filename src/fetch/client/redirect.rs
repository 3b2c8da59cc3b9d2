//! Where a redirect leads, and whether it may be followed.

use url::Url;

use crate::fetch::FetchError;
use crate::fetch::client::credentials::without_credentials;
use crate::fetch::client::fault;
use crate::fetch::client::target::Target;
use crate::validate::response::Head;

/// The target of a redirect from `from`.
pub(in crate::fetch) fn target(from: &Target, head: &Head) -> Result<Target, FetchError> {
    let refused =
        |what: &str, help: &str| fault::unusable_redirect(from.shown(), head.status, what, help);
    let mut locations = head.headers.all("location");
    let Some(location) = locations.next() else {
        return Err(refused(
            "and without `Location`",
            "add the header `Location` with the new URL",
        ));
    };
    if let Some(other) = locations.find(|it| *it != location) {
        let shown = |it: &str| fault::value(without_credentials(it));
        return Err(refused(
            &format!("to {} and also to {}", shown(location), shown(other)),
            "send a single `Location`",
        ));
    }
    if location.is_empty() {
        return Err(refused("to an empty `Location`", "write the new URL in `Location`"));
    }
    let shown = fault::value(without_credentials(location));
    let to = format!("to {shown}");
    if location.contains('\u{fffd}') {
        return Err(refused(
            &format!("{to}, which is not UTF-8"),
            "write the URL in ASCII, with `%` and hexadecimal digits for other bytes",
        ));
    }
    let mut url: Url = match from.url.join(location) {
        Ok(url) => url,
        Err(error) => {
            return Err(refused(
                &format!("{to}, which is not a URL: {error}"),
                "write an absolute URL in `Location`",
            ));
        }
    };
    // RFC 9110, section 10.2.2: the fragment is kept if the new URL has none.
    if url.fragment().is_none() {
        url.set_fragment(from.url.fragment());
    }
    let target = Target::new(url)
        .map_err(|why| refused(&format!("{to}: {why}"), "redirect to a URL with `https`"))?;
    if target.credentials.is_some() {
        return Err(refused(
            &format!("{to} with a user name or a password"),
            "remove the user name and the password from the URL in `Location`",
        ));
    }
    if from.is_https && !target.is_https {
        return Err(refused(
            &format!("{to}, from `https` to `http`"),
            &format!("redirect to {}", fault::value(target.shown().replacen("http:", "https:", 1))),
        ));
    }
    Ok(target)
}

#[cfg(test)]
mod tests {
    use super::target;
    use crate::fetch::client::target::Target;
    use crate::validate::response::Head;

    fn follow(from: &str, locations: &[&str]) -> Result<String, String> {
        let mut head = Head { status: 302, ..Head::default() };
        for it in locations {
            head.headers.push("Location", *it);
        }
        let target = target(&Target::parse(from).expect("a good URL"), &head);
        target.map(|it| it.shown().to_owned()).map_err(|it| it.diagnostic.message)
    }

    #[test]
    fn resolves_locations() {
        let from = "http://a.example/b/c?d#e";
        for (location, expected) in [
            ("f", "http://a.example/b/f#e"),
            ("/f#g", "http://a.example/f#g"),
            ("//b.example", "http://b.example/#e"),
            ("https://a.example/ä b", "https://a.example/%C3%A4%20b#e"),
            ("?x", "http://a.example/b/c?x#e"),
        ] {
            assert_eq!(follow(from, &[location]).as_deref(), Ok(expected));
        }
        assert!(follow(from, &["/f", "/f"]).is_ok(), "the same target twice is one target");
    }

    #[test]
    fn refuses_unsafe_targets() {
        for (locations, words) in [
            (&[][..], "without `Location`"),
            (&[""], "empty"),
            (&["/a", "/b"], "also to `/b`"),
            (&["file:///etc/passwd"], "the scheme is `file`"),
            (&["javascript:alert(1)"], "the scheme is `javascript`"),
            (&["data:text/xml,<rss/>"], "the scheme is `data`"),
            (&["http://a.example/"], "from `https` to `http`"),
            (&["https://u:secret@a.example/"], "to `https://a.example/` with a user name"),
            (&["https://a.example:0/"], "its port is 0"),
            (&["https://a b/"], "not a URL"),
            (&["https://"], "not a URL"),
        ] {
            let message = follow("https://a.example/", locations).expect_err("it is refused");
            assert!(message.contains(words), "{message}");
            assert!(!message.contains("secret"), "{message}");
        }
    }
}
