//! The frame of each page: head, navigation, and the headings of the page.

use pulldown_cmark::HeadingLevel;

use crate::markdown::Rendered;
use crate::markdown::slug;
use crate::page::Page;
use crate::page::escape;

/// The headings of the navigation.
const SECTIONS: &[&str] = &["Start", "Guides", "Reference", "Project"];

pub(crate) fn html(page: &Page, rendered: &Rendered, pages: &[Page], head: &str) -> String {
    let root = page.to_root();
    let title = escape(&page.title);
    let suffix = if page.url == "index.html" { "" } else { " · feedwright" };
    let navigation: String = SECTIONS.iter().map(|it| section(it, page, pages, &root)).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}{suffix}</title>\n\
         <link rel=\"stylesheet\" href=\"{root}site.css\">\n{head}\
         <script defer src=\"{root}search-index.js\"></script>\n<script defer src=\"{root}site.js\"></script>\n</head>\n\
         <body data-root=\"{root}\">\n<a class=\"skip\" href=\"#content\">Skip to the text</a>\n\
         <header><a class=\"name\" href=\"{root}index.html\">feedwright</a>\
         <form role=\"search\"><input type=\"search\" id=\"search\" aria-label=\"Search\" placeholder=\"Search (press /)\" autocomplete=\"off\"></form>\
         <ol id=\"results\" hidden></ol></header>\n\
         <details class=\"menu\"><summary>Contents</summary><nav aria-label=\"Contents\">\n{navigation}</nav></details>\n\
         <main id=\"content\">\n<h1 id=\"{id}\">{title}</h1>\n{contents}{text}</main>\n</body>\n</html>\n",
        contents = if page.section.is_some() { contents(rendered) } else { String::new() },
        id = slug(&page.title),
        text = rendered.html,
    )
}

/// The pages of one section.
fn section(name: &str, current: &Page, pages: &[Page], root: &str) -> String {
    let link = |it: &Page| {
        let current = if it.url == current.url { " aria-current=\"page\"" } else { "" };
        let title = if it.url == "index.html" { "What it does" } else { &it.title };
        format!("<li><a href=\"{root}{}\"{current}>{}</a></li>\n", it.url, escape(title))
    };
    let links: String = pages.iter().filter(|it| it.section == Some(name)).map(link).collect();
    format!("<h2>{name}</h2>\n<ul>\n{links}</ul>\n")
}

/// The headings of a long page.
fn contents(rendered: &Rendered) -> String {
    let level = rendered.headings.iter().map(|it| it.0).min().unwrap_or(HeadingLevel::H2);
    let headings: Vec<_> = rendered.headings.iter().filter(|it| it.0 == level).collect();
    if headings.len() < 4 {
        return String::new();
    }
    let link = |id: &str, text: &str| format!("<li><a href=\"#{id}\">{}</a></li>", escape(text));
    let links: String = headings.iter().map(|it| link(&it.1, &it.2)).collect();
    format!("<nav class=\"contents\" aria-label=\"On this page\"><ul>{links}</ul></nav>\n")
}
