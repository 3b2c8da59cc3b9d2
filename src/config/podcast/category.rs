//! The categories of a podcast, from Apple's list.

use crate::config::table::Table;
use crate::publish::podcast::show::Category;
use crate::text::nearest::nearest;
use crate::value::podcast_category;
use crate::value::podcast_category::Meant;
use crate::value::podcast_category::Status;

pub(super) const CATEGORIES: &str =
    "https://podcasters.apple.com/support/1691-apple-podcasts-categories";

pub(super) fn categories(table: &Table<'_>) -> Vec<Category> {
    let items = table.one_or_more("categories");
    if table.is_list("categories") && items.is_empty() {
        let help = "name at least one, for example `categories = [\"Arts > Design\"]`";
        table.fault("categories", "`categories` is empty", help);
    }
    let mut categories: Vec<Category> = Vec::new();
    for item in items {
        let Some(text) = item.as_text() else {
            let help = "write, for example, `categories = [\"Arts > Design\", \"History\"]`";
            item.fault("each category must be a string", help);
            continue;
        };
        match category(text) {
            Ok(category) if !categories.contains(&category) => categories.push(category),
            Ok(_) => {
                item.fault(format!("the category `{text}` appears twice"), "remove one of them");
            }
            Err((why, help)) => item.fault(why, help),
        }
    }
    categories
}

/// A category such as `History` or `Arts > Design`.
pub(super) fn category(text: &str) -> Result<Category, (String, String)> {
    let (main, sub) = match text.split_once('>') {
        Some((main, sub)) => (main.trim(), Some(sub.trim())),
        None => (text.trim(), None),
    };
    let known = |name: &str, within: Option<&str>| {
        podcast_category::choices(within).into_iter().find(|it| *it == name)
    };
    let found = known(main, None);
    match (found, sub) {
        (Some(main), None) => return Ok(Category { main, sub: None }),
        (Some(main), Some(sub)) => {
            if let Some(sub) = known(sub, Some(main)) {
                return Ok(Category { main, sub: Some(sub) });
            }
        }
        _ => {}
    }
    let why = match (found, sub) {
        (Some(main), Some(sub)) => format!("Apple Podcasts has no category `{sub}` in `{main}`"),
        _ if podcast_category::status(main, None) == Status::Retired => {
            format!("Apple Podcasts removed the category `{main}` in 2019")
        }
        _ => format!("Apple Podcasts has no category `{main}`"),
    };
    Err((why, instead_of_category(text, found, sub)))
}

/// What to write instead of a category that does not exist.
pub(super) fn instead_of_category(
    text: &str,
    main: Option<&'static str>,
    sub: Option<&str>,
) -> String {
    match podcast_category::meant(text) {
        Some(Meant::Name(name) | Meant::Moved(_, name)) => {
            return format!("did you mean `{name}`?");
        }
        Some(Meant::Sub(main, sub)) => return format!("did you mean `{main} > {sub}`?"),
        Some(Meant::Several(names)) => {
            return format!(
                "write each in its own quotation marks: `\"{}\"`",
                names.join("\", \"")
            );
        }
        None => {}
    }
    if let (Some(main), Some(sub)) = (main, sub) {
        let choices = podcast_category::choices(Some(main));
        return match nearest(sub, choices.iter().copied()) {
            Some(near) => format!("did you mean `{main} > {near}`?"),
            None if choices.is_empty() => format!("`{main}` has no subcategories"),
            None => format!("the categories in `{main}` are `{}`", choices.join("`, `")),
        };
    }
    let name = text.split('>').next().unwrap_or_default().trim();
    match nearest(name, podcast_category::choices(None).into_iter()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("choose one from {CATEGORIES}"),
    }
}
