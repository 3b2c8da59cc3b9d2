//! Calls: Zola's shortcodes `{{ name(x="y") }}`, and functions and macros of Nunjucks that are written like them.
//! <https://www.getzola.org/documentation/content/shortcodes/>

use crate::publish::template::arguments::Arguments;
use crate::publish::template::render::Render;

/// Replaces the call at `index`. The tags around a text, `{% name() %}` … `{% end %}`, are those of Liquid in all but their ends.
pub(super) fn call(render: &mut Render, index: usize) {
    let token = render.tokens[index].clone();
    let arguments = Arguments::read(token.arguments);
    let path = arguments.get(&["path", "url"]).or(arguments.at(0)).unwrap_or_default();
    match token.name {
        // The address of an article is left as its author wrote it.
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
