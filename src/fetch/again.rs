//! Requests a document a second time, with the validators of the first response.

use url::Url;

use crate::fetch::Fetched;
use crate::fetch::Network;
use crate::fetch::Request;
use crate::validate::response::Again;

/// Sends the request once more, with `If-None-Match` and `If-Modified-Since` for the validators of the response (RFC 9110, section 13.1), as
/// readers do. The result is for [`Response::again`](crate::Response::again), so that validation can say whether the validators work.
///
/// `None` if the response is not a document, has no validators, or is not received this time.
pub fn again(network: &dyn Network, request: &Request, fetched: &Fetched) -> Option<Again> {
    let response = &fetched.response;
    if response.head.status != 200 {
        return None;
    }
    let mut conditional = request.clone();
    conditional.url = url(request, fetched)?;
    for (validator, condition) in
        [("etag", "If-None-Match"), ("last-modified", "If-Modified-Since")]
    {
        if let Some(value) = response.head.headers.get(validator).filter(|it| !it.is_empty()) {
            conditional.headers.push((condition.to_owned(), value.to_owned()));
        }
    }
    if conditional.headers.len() == request.headers.len() {
        return None;
    }
    let second = network.send(&conditional).ok()?;
    let head = second.response.head;
    Some(Again {
        received: second.response.received.unwrap_or(second.body.len() as u64),
        is_same: (head.status == 200).then(|| second.body == fetched.body),
        head,
    })
}

/// The last URL of the first request, with the credentials of the user if it has the same origin.
fn url(request: &Request, fetched: &Fetched) -> Option<String> {
    let last = match fetched.response.redirects.last() {
        None => return Some(request.url.clone()),
        Some(redirect) => redirect.target.clone(),
    };
    let (first, Ok(mut url)) = (Url::parse(request.url.trim()).ok()?, Url::parse(&last)) else {
        return Some(last);
    };
    if first.origin() == url.origin() {
        // Both calls only fail for URLs without a host.
        let _ = url.set_username(first.username());
        let _ = url.set_password(first.password());
    }
    Some(url.into())
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::again;
    use crate::fetch::FetchError;
    use crate::fetch::Fetched;
    use crate::fetch::Network;
    use crate::fetch::Request;
    use crate::validate::response::Redirect;
    use crate::validate::response::Response;

    /// Answers with a status and a body, and remembers requests.
    struct Answers(u16, &'static [u8], Mutex<Vec<Request>>);

    impl Network for Answers {
        fn send(&self, request: &Request) -> Result<Fetched, FetchError> {
            self.2.lock().expect("no test panics with it").push(request.clone());
            let mut fetched = fetched(&[]);
            fetched.response.head.status = self.0;
            fetched.body = self.1.to_vec();
            Ok(fetched)
        }
    }

    fn fetched(headers: &[(&str, &str)]) -> Fetched {
        let mut response = Response::default();
        response.head.status = 200;
        for it in headers {
            response.head.headers.push(it.0, it.1);
        }
        Fetched { response, body: b"feed".to_vec() }
    }

    #[test]
    fn sends_the_validators() {
        let network = Answers(304, b"", Mutex::default());
        let mut first =
            fetched(&[("etag", "W/\"a\""), ("Last-Modified", "Sat, 01 Jun 2024 00:00:00 GMT")]);
        first.response.redirects.push(Redirect::new(301, "http://a.example/new"));
        let request = Request::get("http://me:secret@a.example/old");
        let second = again(&network, &request, &first).expect("there are validators");
        assert_eq!((second.head.status, second.is_same, second.received), (304, None, 0));
        let sent = network.2.lock().expect("no test panics with it")[0].clone();
        assert_eq!(sent.url, "http://me:secret@a.example/new");
        let headers: Vec<_> =
            sent.headers.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
        let date = "Sat, 01 Jun 2024 00:00:00 GMT";
        assert_eq!(headers, [("If-None-Match", "W/\"a\""), ("If-Modified-Since", date)]);
        first.response.redirects.push(Redirect::new(301, "http://b.example/new"));
        again(&network, &request, &first);
        assert_eq!(
            network.2.lock().expect("no test panics with it")[1].url,
            "http://b.example/new"
        );
    }

    #[test]
    fn compares_the_bodies() {
        let request = Request::get("http://a.example/");
        let first = fetched(&[("ETag", "\"a\"")]);
        for (body, is_same) in [(&b"feed"[..], true), (b"other", false)] {
            let second = again(&Answers(200, body, Mutex::default()), &request, &first);
            assert_eq!(second.and_then(|it| it.is_same), Some(is_same));
        }
        let network = Answers(200, b"feed", Mutex::default());
        assert_eq!(again(&network, &request, &fetched(&[])), None);
        assert!(network.2.lock().expect("no test panics with it").is_empty());
    }
}
