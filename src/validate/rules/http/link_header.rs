//! Reads the `Link` header (RFC 8288 §3, <https://www.rfc-editor.org/rfc/rfc8288#section-3>).

use crate::validate::response::Headers;

/// A link in a header.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) url: String,
    /// Its relations, in lowercase.
    pub(crate) relations: Vec<String>,
    /// Its media type, or an empty text.
    #[cfg_attr(
        not(feature = "fetch"),
        allow(dead_code, reason = "only the discovery of feeds uses it")
    )]
    pub(crate) media_type: String,
}

/// The links of all `Link` headers about the document itself.
pub(crate) fn links(headers: &Headers) -> Vec<Link> {
    let mut links = Vec::new();
    for value in headers.all("Link") {
        let mut rest = value;
        while let Some(start) = rest.find('<') {
            let Some(end) = rest[start..].find('>') else { break };
            let url = rest[start + 1..start + end].trim().to_owned();
            let (parameters, after) = split(&rest[start + end + 1..]);
            rest = after;
            let get = |name: &str| {
                let found = parameters.iter().find(|it| it.0.eq_ignore_ascii_case(name));
                found.map(|it| it.1.as_str())
            };
            // A link with `anchor` is about another document.
            if get("anchor").is_some() {
                continue;
            }
            let relations = get("rel").unwrap_or_default();
            let relations =
                relations.split_ascii_whitespace().map(str::to_ascii_lowercase).collect();
            let media_type = get("type").unwrap_or_default().to_owned();
            links.push(Link { url, relations, media_type });
        }
    }
    links
}

/// The parameters of a link, and the rest of the header after the comma.
fn split(text: &str) -> (Vec<(String, String)>, &str) {
    let mut in_quotes = false;
    let mut end = text.len();
    for (at, it) in text.char_indices() {
        in_quotes ^= it == '"';
        if it == ',' && !in_quotes {
            end = at;
            break;
        }
    }
    let mut in_quotes = false;
    let parts = text[..end].split(|it: char| {
        in_quotes ^= it == '"';
        it == ';' && !in_quotes
    });
    let parameters = parts.filter_map(|it| {
        let (name, value) = it.split_once('=')?;
        Some((name.trim().to_owned(), value.trim().trim_matches('"').to_owned()))
    });
    (parameters.collect(), text.get(end + 1..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::links;
    use crate::validate::response::Headers;

    #[test]
    fn reads_links() {
        let mut headers = Headers::default();
        headers.push(
            "Link",
            "<https://hub.example/>; rel=hub, </feed>; REL=\"Self x\"; title=\"a, b; c\"",
        );
        headers.push("link", "<https://a.example/>; rel=self; anchor=\"#b\", <broken");
        let found: Vec<String> = links(&headers)
            .iter()
            .map(|it| format!("{} {}", it.url, it.relations.join("+")))
            .collect();
        assert_eq!(found, ["https://hub.example/ hub", "/feed self+x"]);
    }
}
