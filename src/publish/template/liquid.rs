//! Liquid and Nunjucks tags, `{% tag %}`, as in Jekyll, Eleventy and Hexo. <https://jekyllrb.com/docs/liquid/tags/>,
//! <https://mozilla.github.io/nunjucks/templating.html>, <https://hexo.io/docs/tag-plugins>

use crate::publish::template::arguments::Arguments;
use crate::publish::template::html;
use crate::publish::template::pairs::is_branch;
use crate::publish::template::render::Closer;
use crate::publish::template::render::Render;
use crate::publish::template::token::Token;
use crate::publish::template::value::unquoted;

/// Whether the contents of a tag are not a template.
pub(super) fn is_raw(name: &str) -> bool {
    matches!(name, "raw" | "verbatim")
}

/// Replaces the tag at `index`.
pub(super) fn tag(render: &mut Render, index: usize) {
    let token = render.tokens[index].clone();
    let end = render.pairs[index];
    match token.name {
        name if is_raw(name) => raw(render, &token, end),
        "comment" => render.drop_inside(index),
        "highlight" | "codeblock" | "code" | "prism" if end.is_some() => {
            code(render, index, &token);
        }
        "assign" | "set" => assign(render, index, &token),
        "capture" => {
            let name = unquoted(token.arguments).unwrap_or(token.arguments).to_owned();
            render.leave_out(&token);
            let length = render.output.text.len();
            render.captures += usize::from(end.is_some());
            close(render, index, Closer::Capture(name, length));
        }
        "case" | "switch" => {
            let first = (index + 1..end.unwrap_or(index))
                .take(1000)
                .find(|it| render.branches[*it] == Some(index));
            close(render, index, Closer::Nothing);
            render.remove(&token);
            if let Some(first) = first {
                render.at = render.tokens[first].span.end;
            }
        }
        name if is_branch(name) => match render.branches[index].and_then(|it| render.pairs[it]) {
            Some(end) => {
                render.at = render.tokens[end].span.end;
            }
            None => render.remove(&token),
        },
        "for" | "tablerow" | "asyncEach" | "asyncAll" => {
            render.output.removed(token.shown(), &token.span);
            render.drop_inside(index);
        }
        "macro" => render.drop_inside(index),
        "import" | "from" | "extends" | "layout" | "liquid" | "block" | "cache" | "break"
        | "continue" => {
            close(render, index, Closer::Nothing);
            render.leave_out(&token);
        }
        "echo" => render.value(index, &token),
        "post_url" | "post_path" => {
            let slug = unquoted(token.arguments).unwrap_or(token.arguments);
            render.put_target(&token, &format!("article:{slug}"));
        }
        "link" => link(render, index, &token),
        "post_link" => post_link(render, &token),
        "asset_path" => render
            .output
            .put(token.span.start, unquoted(token.arguments).unwrap_or(token.arguments)),
        "asset_link" => {
            let arguments = Arguments::read(token.arguments);
            let address = arguments.at(0).unwrap_or_default();
            let html =
                html::anchor(address, &words(&arguments, 1).unwrap_or_else(|| address.to_owned()));
            render.output.put(token.span.start, &html);
        }
        "include" | "include_relative" | "include_cached" | "includeCached" | "render"
        | "Partial" | "partial" => {
            let (name, rest) = first_word(token.arguments);
            render.mean(index, name, rest);
        }
        name => render.mean(index, name, token.arguments),
    }
}

/// Sets what happens at the end of a tag.
fn close(render: &mut Render, index: usize, closer: Closer) {
    if let Some(end) = render.pairs[index] {
        render.closers[end] = Some(closer);
    }
}

fn raw(render: &mut Render, token: &Token, end: Option<usize>) {
    render.at = render.output.leave_out(&token.span);
    if let Some(end) = end {
        let closing = render.tokens[end].clone();
        render.output.copy(render.at.min(closing.span.start)..closing.span.start);
        render.at = render.output.leave_out(&closing.span);
    }
}

fn code(render: &mut Render, index: usize, token: &Token) {
    let Some(end) = render.pairs[index] else { return };
    let arguments = Arguments::read(token.arguments);
    let first = arguments.at(0).filter(|_| token.name != "codeblock");
    let language = arguments.get(&["lang", "language"]).or(first).unwrap_or_default().to_owned();
    render.code_block(index, end, &language);
}

/// Handles `assign x = y`, `set x = y`, `set x` … `endset`.
fn assign(render: &mut Render, index: usize, token: &Token) {
    let Some((name, value)) = token.arguments.split_once('=') else {
        let name = token.arguments.to_owned();
        render.scope.assign(&name, None);
        return render.drop_inside(index);
    };
    let value = render.scope.value(value.trim());
    render.scope.assign(name.trim(), value);
    render.leave_out(token);
}

/// In Jekyll, `{% link _posts/x.md %}` is a URL. In Hexo, `{% link TEXT URL [external] [TITLE] %}` is a link.
fn link(render: &mut Render, index: usize, token: &Token) {
    let arguments = Arguments::read(token.arguments);
    let words: Vec<&str> = arguments.positional.iter().map(|it| it.text.as_str()).collect();
    let address = words.iter().skip(1).position(|it| it.contains("://") || it.starts_with('/'));
    if let Some(at) = address {
        let html = html::anchor(words[at + 1], &words[..=at].join(" "));
        render.output.put(token.span.start, &html);
    } else if words.len() == 1 {
        let path = unquoted(token.arguments).unwrap_or(token.arguments);
        // A file that is not an article keeps its path.
        let is_page =
            [".md", ".markdown", ".html", ".mkd", ".mdown"].iter().any(|it| path.contains(it));
        let path = path.trim_start_matches('/');
        if is_page {
            render.put_target(token, &format!("article:/{path}"));
        } else {
            render.put_target(token, &render.scope.address(path, false));
        }
    } else {
        render.mean(index, "link", token.arguments);
    }
}

/// Handles Hexo's `{% post_link SLUG [TITLE] %}`.
fn post_link(render: &mut Render, token: &Token) {
    let arguments = Arguments::read(token.arguments);
    let Some(slug) = arguments.at(0) else { return render.remove(token) };
    let title = words(&arguments, 1).filter(|it| !matches!(it.as_str(), "true" | "false"));
    let title = title.unwrap_or_else(|| slug.rsplit('/').next().unwrap_or(slug).replace('-', " "));
    let html = html::anchor(&format!("article:{}", slug.replace(' ', "%20")), &title);
    render.output.put(token.span.start, &html);
}

/// The arguments without names, from `start` on, as one string.
fn words(arguments: &Arguments, start: usize) -> Option<String> {
    let words = arguments.positional.get(start..)?.iter().map(|it| it.text.as_str());
    let text = words.collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// The name of the included file without quotes, and its arguments.
fn first_word(text: &str) -> (&str, &str) {
    let text = text.trim();
    if let Some(quote) = text.chars().next().filter(|it| matches!(it, '"' | '\'')) {
        let inside = &text[1..];
        return inside.split_once(quote).unwrap_or((inside, ""));
    }
    text.split_once(char::is_whitespace).unwrap_or((text, ""))
}
