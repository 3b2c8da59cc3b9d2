//! Text between two tags that is code or data.

/// Code in its displayed form: without the marks that protect tags, and without `line` (indentation or `>`) before each line.
pub(super) fn shown_code(body: &str, line: &str) -> String {
    let mut code = body.to_owned();
    #[rustfmt::skip]
    let marks = [("{{</*", "{{<"), ("*/>}}", ">}}"), ("{{%/*", "{{%"), ("*/%}}", "%}}"), ("{% raw %}", ""), ("{% endraw %}", ""), ("{%raw%}", ""), ("{%endraw%}", "")];
    for (mark, shown) in marks {
        if code.contains(mark) {
            code = code.replace(mark, shown);
        }
    }
    let is_prefix = !line.is_empty() && line.chars().all(|it| it.is_whitespace() || it == '>');
    let code = if is_prefix {
        let lines = code.lines().map(|it| it.strip_prefix(line).unwrap_or(it));
        lines.collect::<Vec<_>>().join("\n")
    } else {
        code
    };
    let code = code.trim_end();
    // The first line is the line of the tag.
    let first = code.find(|it: char| it != ' ' && it != '\t').unwrap_or(0);
    let code = code.strip_prefix("\r\n").unwrap_or(code);
    match code[first.min(code.len())..].strip_prefix('\n') {
        Some(rest) => rest.trim_start_matches('\n').to_owned(),
        None => code.to_owned(),
    }
}

/// Whether the contents of a tag are data for a program: a JSON object or list.
pub(super) fn is_data(text: &str) -> bool {
    let text = text.trim();
    let is_object = text.starts_with('{')
        && text.ends_with('}')
        && !text.starts_with("{{")
        && !text.starts_with("{%");
    let is_list = text.starts_with('[') && text.ends_with(']') && text.contains('"');
    is_object && text.contains(':') || is_list
}
