//! Calls: Zola's shortcodes `{{ name(x="y") }}`, and Nunjucks functions and macros with the same syntax.
//! <https://www.getzola.org/documentation/content/shortcodes/>

use crate::publish::template::arguments::Arguments;
use crate::publish::template::render::Render;

/// Replaces the call at `index`. Tags around text, `{% name() %}` … `{% end %}`, work as in Liquid, except for their end tags.
pub(super) fn call(render: &mut Render, index: usize) {
    let token = render.tokens[index].clone();
    let arguments = Arguments::read(token.arguments);
    let path = arguments.get(&["path", "url"]).or(arguments.at(0)).unwrap_or_default();
    match token.name {
        // The URL of an article is kept as its author wrote it.
        "get_url" | "url_for" | "url" | "asset"
            if path.starts_with('@') || path.contains("://") =>
        {
            render.output.put(token.span.start, path);
        }
        "get_url" | "url_for" | "url" if !path.is_empty() => {
            let address = render.scope.address(path, token.name == "get_url");
            render.output.put(token.span.start, &address);
        }
        name => render.mean(index, name.rsplit("::").next().unwrap_or(name), token.arguments),
    }
}
