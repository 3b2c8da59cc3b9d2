//! Heads, lengths, chunks, silence and endless responses.

use crate::row::*;
use crate::server::Step;

pub(crate) fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    rows.extend(good());
    rows.extend(slow());
    rows.extend(endless());
    rows.extend(lengths());
    rows.extend(chunks());
    rows.extend(not_http());
    rows
}

const CHUNKED: &str = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

fn chunked(body: &str, size: usize) -> String {
    let mut text = CHUNKED.to_owned();
    for piece in body.as_bytes().chunks(size) {
        text.push_str(&format!("{:x}\r\n{}\r\n", piece.len(), String::from_utf8_lossy(piece)));
    }
    text + "0\r\n\r\n"
}

fn good() -> Vec<Row> {
    let pieces = ok("", FEED).chunks(7).flat_map(|it| [send(it), pause(3)]).collect();
    let error_page = |status: &str| format!("HTTP/1.1 {status}\r\nContent-Length: 4\r\n\r\nnope");
    vec![
        sends("plain", ok("", FEED), feed()),
        sends("closed at the end", head("") + FEED, feed()),
        sends("HTTP/1.0", format!("HTTP/1.0 200 OK\r\n\r\n{FEED}"), feed()),
        sends("HTTP/1.0 with keep-alive", ok("Connection: keep-alive\r\n", FEED), feed()),
        row("kept open", vec![send(ok("Connection: keep-alive\r\n", FEED)), Step::Hold], feed()),
        row("slow, but fine", pieces, feed()),
        sends("chunks of a byte", chunked(FEED, 1), feed()),
        sends("chunks of 7 bytes", chunked(FEED, 7), feed()),
        sends("one chunk", chunked(FEED, 1000), feed()),
        sends(
            "chunk with extension",
            format!("{CHUNKED}{:x};a=b;c=\"d\"\r\n{FEED}\r\n0\r\n\r\n", FEED.len()),
            feed(),
        ),
        sends(
            "chunk in capitals, with zeros",
            format!("{CHUNKED}00{:X}\r\n{FEED}\r\n000\r\n\r\n", FEED.len()),
            feed(),
        ),
        sends(
            "trailers",
            format!("{CHUNKED}{:x}\r\n{FEED}\r\n0\r\nX-A: b\r\n\r\n", FEED.len()),
            feed(),
        ),
        sends("no reason phrase", format!("HTTP/1.1 200\r\n\r\n{FEED}"), feed()),
        sends("reason in UTF-8", format!("HTTP/1.1 200 Schön\r\n\r\n{FEED}"), feed()),
        sends(
            "line feeds only",
            format!("HTTP/1.1 200 OK\nContent-Length: {}\n\n{FEED}", FEED.len()),
            feed(),
        ),
        sends("folded header", ok("X-A: b\r\n c\r\n", FEED), feed()),
        sends("empty line before", [b"\r\n", &ok("", FEED)[..]].concat(), feed()),
        sends(
            "early hints",
            ["HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".as_bytes(), &ok("", FEED)].concat(),
            feed(),
        ),
        sends(
            "100 and then 200",
            ["HTTP/1.1 100 Continue\r\n\r\n".as_bytes(), &ok("", FEED)].concat(),
            feed(),
        ),
        sends("empty body", ok("", ""), response(200, "")),
        sends("204", "HTTP/1.1 204 No Content\r\n\r\n", response(204, "")),
        sends("HEAD", ok("", ""), response(200, "")).head(),
        sends(
            "HEAD with the length of GET",
            "HTTP/1.1 200 OK\r\nContent-Length: 12345\r\n\r\n",
            response(200, ""),
        )
        .head(),
        sends("first bytes", ok("", FEED), response(200, "<rss ")).first_bytes(5),
        row(
            "first bytes of an endless body",
            vec![send(head("")), repeat("abcdefgh")],
            response(200, "abcde"),
        )
        .first_bytes(5),
        sends("404", error_page("404 Not Found"), response(404, "nope")),
        sends("410", error_page("410 Gone"), response(410, "nope")),
        sends("401", error_page("401 Unauthorized"), response(401, "nope")),
        sends("403", error_page("403 Forbidden"), response(403, "nope")),
        sends("500", error_page("500 Internal Server Error"), response(500, "nope")),
        sends("503", error_page("503 Service Unavailable"), response(503, "nope")),
        sends("300 without choice", error_page("300 Multiple Choices"), response(300, "nope")),
        sends("299", error_page("299 Strange"), response(299, "nope")),
        sends("999", error_page("999 Denied"), response(999, "nope")),
        sends(
            "reason with ESC",
            error_page("404 a\x1b[31mb"),
            fault("malformed-response", "\\u{1b}"),
        ),
    ]
}

fn slow() -> Vec<Row> {
    let late = |words| fault("fetch-timeout", words);
    vec![
        row("silence", vec![Step::Hold], late("waiting for the headers")),
        row(
            "head that stops",
            vec![send("HTTP/1.1 200 OK\r\nX-A:"), Step::Hold],
            late("waiting for the headers"),
        ),
        row(
            "drip in the head",
            vec![send("HTTP/1.1 200 OK\r\nX-A: "), drip("a")],
            late("--timeout"),
        ),
        row(
            "drip of headers",
            vec![send("HTTP/1.1 200 OK\r\n"), drip("X-A: b\r\n")],
            late("--timeout"),
        ),
        row(
            "drip of 100s",
            vec![drip("HTTP/1.1 100 Continue\r\n\r\n")],
            late("waiting for the headers"),
        ),
        row(
            "stall in the body",
            vec![send(head("Content-Length: 99\r\n") + FEED), Step::Hold],
            late("after 65 bytes"),
        ),
        row(
            "drip in the body",
            vec![send(head("Content-Length: 9999\r\n")), drip("a")],
            late("receiving the body"),
        ),
        row("drip without length", vec![send(head("")), drip("a")], late("receiving the body")),
        row("drip of chunks", vec![send(CHUNKED), drip("1\r\na\r\n")], late("receiving the body")),
        row("drip of a chunk size", vec![send(CHUNKED), drip("0")], late("receiving the body")),
        row(
            "stall before the last chunk",
            vec![send(CHUNKED), send("3\r\nabc\r\n"), Step::Hold],
            late("after 3 bytes"),
        ),
        row(
            "drip of trailers",
            vec![send(CHUNKED), send("1\r\na\r\n0\r\n"), drip("X-A: b\r\n")],
            late("receiving the body"),
        ),
        row(
            "drip on a 404 page",
            vec![send("HTTP/1.1 404 Not Found\r\nContent-Length: 99\r\n\r\nnope"), Step::Hold],
            response(404, "nope"),
        )
        .late(),
    ]
}

fn endless() -> Vec<Row> {
    let large = |words| fault("response-too-large", words);
    vec![
        row(
            "endless items",
            vec![send(head("")), repeat("<item><title>a</title></item>".repeat(100))],
            large("--max-download"),
        ),
        row(
            "endless spaces",
            vec![send(head("")), repeat(" ".repeat(4000))],
            large("1048576 bytes"),
        ),
        row(
            "endless chunks",
            vec![send(CHUNKED), repeat(format!("1000\r\n{}\r\n", "a".repeat(4096)))],
            large("--max-download"),
        ),
        row(
            "endless headers",
            vec![send("HTTP/1.1 200 OK\r\n"), repeat("X-A: b\r\n".repeat(50))],
            large("--max-headers"),
        ),
        row(
            "endless header",
            vec![send("HTTP/1.1 200 OK\r\nX-A: "), repeat("a".repeat(500))],
            large("16384 bytes"),
        ),
        row(
            "endless status line",
            vec![send("HTTP/1.1 200 "), repeat("a".repeat(500))],
            large("--max-headers"),
        ),
        row("endless 100s", vec![repeat("HTTP/1.1 100 Continue\r\n\r\n")], large("--max-headers")),
        row("endless empty lines", vec![repeat("\r\n".repeat(500))], large("--max-headers")),
        sends("1000 headers", ok(&"A:\r\n".repeat(1000), FEED), large("--max-headers")),
        sends("200 headers", ok(&"A: b\r\n".repeat(200), FEED), feed()),
        row(
            "endless trailers",
            vec![send(CHUNKED), send("1\r\na\r\n0\r\n"), repeat("X-A: b\r\n".repeat(50))],
            fault("malformed-response", "trailers"),
        ),
        row(
            "endless chunk extension",
            vec![send(CHUNKED), send("1;"), repeat("a".repeat(500))],
            fault("malformed-response", "extensions"),
        ),
        row(
            "endless chunk size",
            vec![send(CHUNKED), repeat("0".repeat(500))],
            fault("malformed-response", "chunks have no data"),
        ),
        row(
            "endless 404 page",
            vec![send("HTTP/1.1 404 Not Found\r\n\r\n"), repeat("a".repeat(4000))],
            response(404, &"a".repeat(256 << 10)),
        ),
        sends(
            "8 EB of length",
            head("Content-Length: 9223372036854775807\r\n") + FEED,
            large("--max-download"),
        ),
        sends(
            "more length than fits",
            head("Content-Length: 18446744073709551615\r\n") + FEED,
            large("--max-download"),
        ),
        sends(
            "length just above the limit",
            head("Content-Length: 1048577\r\n") + FEED,
            large("--max-download"),
        ),
    ]
}

fn lengths() -> Vec<Row> {
    let wrong = |words| fault("malformed-response", words);
    let length = |value: &str| head(&format!("Content-Length: {value}\r\n")) + FEED;
    vec![
        sends("length too short", length("5"), response(200, "<rss ")),
        sends(
            "length too long",
            length("99"),
            fault("truncated-response", "`Content-Length` is 99, and 65 bytes were received"),
        ),
        row(
            "reset in the body",
            vec![send(length("99")), pause(50), Step::Reset],
            fault("truncated-response", "65 bytes"),
        ),
        sends("length -1", length("-1"), wrong("`Content-Length` is `-1`")),
        sends("length abc", length("abc"), wrong("`Content-Length` is `abc`")),
        sends("length +65", length("+65"), wrong("`Content-Length` is `+65`")),
        sends("length 0x41", length("0x41"), wrong("`Content-Length` is `0x41`")),
        sends("length with fraction", length("65.0"), wrong("`Content-Length` is `65.0`")),
        sends("length without value", length(""), wrong("`Content-Length` is ``")),
        sends(
            "length beyond 64 bits",
            length("99999999999999999999"),
            wrong("`Content-Length` is `99999999999999999999`"),
        ),
        sends("length 0 and a body", length("0"), response(200, "")),
        sends(
            "two lengths",
            head("Content-Length: 65\r\nContent-Length: 5\r\n") + FEED,
            wrong("65 and also 5"),
        ),
        sends(
            "same length twice",
            head("Content-Length: 65\r\nContent-Length: 65\r\n") + FEED,
            feed(),
        ),
        sends(
            "length and chunked",
            format!(
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{FEED}\r\n0\r\n\r\n",
                FEED.len()
            ),
            feed(),
        ),
        sends(
            "chunked and length",
            format!(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n{:x}\r\n{FEED}\r\n0\r\n\r\n",
                FEED.len()
            ),
            feed(),
        ),
    ]
}

fn chunks() -> Vec<Row> {
    let wrong = |words| fault("malformed-response", words);
    let cut = |words| fault("truncated-response", words);
    let body = |text: &str| format!("{CHUNKED}{text}");
    vec![
        sends("chunk size xyz", body("xyz\r\nabc\r\n0\r\n\r\n"), wrong("hexadecimal")),
        sends("chunk size -1", body("-1\r\nabc\r\n0\r\n\r\n"), wrong("hexadecimal")),
        sends("chunk without size", body("\r\nabc\r\n0\r\n\r\n"), wrong("hexadecimal")),
        sends(
            "chunk size beyond 64 bits",
            body("fffffffffffffffff\r\nabc\r\n0\r\n\r\n"),
            wrong("too large"),
        ),
        sends("chunk of 16 EB", body("ffffffffffffffff\r\nabc"), cut("3 bytes")),
        sends(
            "chunk longer than its size",
            body("2\r\nabc\r\n0\r\n\r\n"),
            wrong("longer or shorter"),
        ),
        sends(
            "chunk shorter than its size",
            body("5\r\nabc\r\n0\r\n\r\n"),
            wrong("longer or shorter"),
        ),
        sends("no last chunk", body("3\r\nabc\r\n"), cut("last chunk")),
        sends("cut in a chunk", body("5\r\nabc"), cut("last chunk")),
        sends("cut in the last chunk", body("3\r\nabc\r\n0\r\n"), cut("last chunk")),
        sends("not chunked", body(FEED), wrong("hexadecimal")),
    ]
}

fn not_http() -> Vec<Row> {
    let wrong = |words| fault("malformed-response", words);
    let none = |words| fault("truncated-response", words);
    vec![
        row("closes at once", vec![], none("closed before the headers")),
        row("resets at once", vec![Step::Reset], none("reset before the headers")),
        sends(
            "head that ends early",
            "HTTP/1.1 200 OK\r\nX-A: b\r\n",
            none("closed before the headers"),
        ),
        sends("half a status line", "HTTP/1.", none("closed before the headers")),
        sends("HTTP/0.9", FEED, wrong("it starts with `<rss")),
        sends("SSH", "SSH-2.0-OpenSSH_9.6\r\n", wrong("it starts with `SSH-2.0")),
        sends("SMTP", "220 mail.example ESMTP\r\n", wrong("it starts with `220 mail")),
        sends("bytes", [0, 1, 2, 0xff, 0x1b, b'[', b'3', b'1', b'm', b'\n'], wrong("\\u{1b}")),
        sends("TLS alert", [0x15, 3, 1, 0, 2, 2, 70], wrong("HTTPS")),
        sends("HTTP/2.0", "HTTP/2.0 200 OK\r\n\r\n", wrong("version")),
        sends("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\n", wrong("it starts with `PRI")),
        sends("HTTP/1.9", "HTTP/1.9 200 OK\r\n\r\n", wrong("status line")),
        sends("ICY", "ICY 200 OK\r\n\r\n", wrong("it starts with `ICY 200 OK`")),
        sends("status of two digits", "HTTP/1.1 20 OK\r\n\r\n", wrong("`HTTP/1.1 20 OK`")),
        sends("status of four digits", "HTTP/1.1 2000 OK\r\n\r\n", wrong("`HTTP/1.1 2000 OK`")),
        sends("status of letters", "HTTP/1.1 abc OK\r\n\r\n", wrong("`HTTP/1.1 abc OK`")),
        sends("status 000", "HTTP/1.1 000 OK\r\n\r\n", wrong("`HTTP/1.1 000 OK`")),
        sends("no status", "HTTP/1.1\r\n\r\n", wrong("`HTTP/1.1`")),
        sends("lower case", "http/1.1 200 ok\r\n\r\n", wrong("it starts with `http")),
        sends(
            "header without colon",
            "HTTP/1.1 200 OK\r\nabc\r\n\r\n",
            wrong("not a header: `abc`"),
        ),
        sends(
            "header without name",
            "HTTP/1.1 200 OK\r\n: abc\r\n\r\n",
            wrong("not a header: `: abc`"),
        ),
        sends(
            "space in the name",
            "HTTP/1.1 200 OK\r\nX A: b\r\n\r\n",
            wrong("not a header: `X A: b`"),
        ),
        sends(
            "space before the colon",
            "HTTP/1.1 200 OK\r\nX-A : b\r\n\r\n",
            wrong("not a header: `X-A : b`"),
        ),
        sends("NUL in a header", "HTTP/1.1 200 OK\r\nX-A: b\0c\r\n\r\n", wrong("\\u{0}")),
        sends("ESC in a header", "HTTP/1.1 200 OK\r\nX-A: \x1b]0;x\x07\r\n\r\n", wrong("\\u{1b}")),
        sends(
            "PHP warning first",
            "Warning: Undefined variable\nHTTP/1.1 200 OK\r\n\r\n",
            wrong("it starts with `Warning"),
        ),
        sends("304 unasked", "HTTP/1.1 304 Not Modified\r\n\r\n", wrong("304")),
        sends("304 asked", "HTTP/1.1 304 Not Modified\r\n\r\n", response(304, ""))
            .with("If-None-Match", "\"a\""),
        sends(
            "101",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
            wrong("101"),
        ),
    ]
}
