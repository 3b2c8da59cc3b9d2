//! Hugo's shortcodes: `{{< name >}}` and `{{% name %}}`. <https://gohugo.io/content-management/shortcodes/>

use crate::publish::template::arguments::Arguments;
use crate::publish::template::html;
use crate::publish::template::render::Render;
use crate::publish::template::token::Token;

/// Replaces the shortcode at `index`.
pub(super) fn shortcode(render: &mut Render, index: usize) {
    let token = render.tokens[index].clone();
    let written = token.arguments.strip_suffix('/').unwrap_or(token.arguments).trim();
    let arguments = Arguments::read(written);
    match token.name {
        "ref" | "relref" => match reference(&arguments) {
            Some(address) => render.put_target(&token, &address),
            None => render.remove(&token),
        },
        "param" => match parameter(render, &arguments) {
            Some(value) => render.output.put(token.span.start, &value),
            None => render.remove(&token),
        },
        "highlight" | "code" | "codeblock" | "prism" => match render.pairs[index] {
            Some(end) if written.contains("hl_inline") => {
                let code = render.text[render.between(index, end)].trim();
                let html = format!("<code>{}</code>", html::escaped(code));
                render.output.put(token.span.start, &html);
                render.at = render.tokens[end].span.end;
            }
            Some(end) => {
                let language = arguments.get(&["lang", "language", "type"]).or(arguments.at(0));
                let language = language.unwrap_or_default().to_owned();
                render.code_block(index, end, &language);
            }
            None => render.mean(index, token.name, written),
        },
        // A template that is defined where it is used.
        name if name.ends_with(".inline") => {
            render.output.removed(token.shown(), &token.span);
            render.drop_inside(index);
        }
        name => render.mean(index, name, written),
    }
}

/// Handles a shortcode in code, where shortcodes work too: a parameter is replaced with its value, and an unknown shortcode is
/// removed.
pub(super) fn in_code(render: &mut Render, token: &Token) {
    let arguments = Arguments::read(token.arguments);
    let value = match token.name {
        "param" => parameter(render, &arguments),
        "ref" | "relref" => reference(&arguments),
        _ => None,
    };
    match value {
        Some(value) => render.output.put(token.span.start, &value),
        None => render.output.removed(token.shown(), &token.span),
    }
}

fn reference(arguments: &Arguments) -> Option<String> {
    let path = arguments.get(&["path"]).or(arguments.at(0)).map(str::trim)?;
    let is_web = path.contains("://");
    if path.is_empty() {
        return None;
    }
    // A fragment of the same page is kept.
    Some(if is_web || path.starts_with('#') { path.to_owned() } else { format!("article:{path}") })
}

fn parameter(render: &Render, arguments: &Arguments) -> Option<String> {
    let name = arguments.get(&["name"]).or(arguments.at(0))?;
    let of_params = render.scope.of_page(&format!("params.{name}"));
    of_params.or_else(|| render.scope.of_page(name))
}
