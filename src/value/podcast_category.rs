//! The categories of Apple Podcasts (<https://podcasters.apple.com/support/1691-apple-podcasts-categories>), including those
//! from before 2019.

/// The status of a category in Apple Podcasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// The category is in the current list.
    Current,
    /// The category was in the list until 2019.
    Retired,
    /// The category was never in the list.
    Unknown,
}

/// The status of a category, or of a subcategory of `within`. Names are compared letter by letter.
pub(crate) fn status(name: &str, within: Option<&str>) -> Status {
    let on = |list: &[(&str, &[&str])]| match within {
        None => list.iter().any(|it| it.0 == name),
        Some(main) => list.iter().any(|it| it.0 == main && it.1.contains(&name)),
    };
    if on(CURRENT) {
        Status::Current
    } else if on(RETIRED) {
        Status::Retired
    } else {
        Status::Unknown
    }
}

/// The possible categories: all categories, or the subcategories of `within`.
pub(crate) fn choices(within: Option<&str>) -> Vec<&'static str> {
    match within {
        None => CURRENT.iter().map(|it| it.0).collect(),
        Some(main) => {
            CURRENT.iter().find(|it| it.0 == main).map_or_else(Vec::new, |it| it.1.to_vec())
        }
    }
}

/// What the text of a category that is not in the list certainly means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Meant {
    /// A category, in other letters.
    Name(&'static str),
    /// A category and its subcategory.
    Sub(&'static str, &'static str),
    /// A former category, and a subcategory of it that is a category today.
    Moved(&'static str, &'static str),
    /// Several categories.
    Several(Vec<&'static str>),
}

/// What the text of a category means: `technology`, `Society &amp;amp; Culture`, `Music:Music Interviews`, `Leisure > Video Games`,
/// `Video Games`, `News, Comedy`.
pub(crate) fn meant(text: &str) -> Option<Meant> {
    if text.len() > MAX_LENGTH {
        return None;
    }
    if let Some(name) = named(text, None) {
        return Some(Meant::Name(name));
    }
    let parts: Vec<&str> = separated(text)?;
    match parts[..] {
        [sub] => main_of(sub).and_then(|main| Some(Meant::Sub(main, named(sub, Some(main))?))),
        [main, sub] if named(main, None).is_some() && named(sub, None).is_none() => {
            let main = named(main, None)?;
            Some(Meant::Sub(main, named(sub, Some(main))?))
        }
        [main, sub] if named(main, None).is_some_and(|it| is_former(sub, it)) => {
            Some(Meant::Moved(named(main, None)?, named(sub, None)?))
        }
        _ => parts.iter().map(|it| named(it, None)).collect::<Option<Vec<_>>>().map(Meant::Several),
    }
}

/// The category that has this subcategory today, if there is only one.
pub(crate) fn main_of(sub: &str) -> Option<&'static str> {
    let mut mains = CURRENT.iter().filter(|it| named(sub, Some(it.0)).is_some());
    mains.next().filter(|_| mains.next().is_none()).map(|it| it.0)
}

/// Longer texts are not searched for categories.
const MAX_LENGTH: usize = 200;

/// The category or subcategory with this name, in any letters, and with `and` or an escaped `&` instead of `&`.
fn named(text: &str, within: Option<&str>) -> Option<&'static str> {
    let plain = |it: &str| {
        let it = it.trim().replace("&amp;", "&").replace(" and ", " & ");
        it.to_ascii_lowercase()
    };
    let wanted = plain(text);
    choices(within).into_iter().find(|it| plain(it) == wanted)
}

/// Whether a name was a subcategory until 2019.
fn is_former(sub: &str, main: &str) -> bool {
    let list = RETIRED.iter().find(|it| it.0 == main).map_or(&[][..], |it| it.1);
    list.iter().any(|it| it.eq_ignore_ascii_case(sub.trim()))
}

/// The parts of a text that names several categories. Names contain hyphens, so a hyphen only separates with spaces around it.
fn separated(text: &str) -> Option<Vec<&str>> {
    const SEPARATORS: &[&str] = &[
        "&gt;", "->", "=>", "::", " - ", " – ", " — ", ">", "›", "»", "→", ":", "/", "|", "\\",
        ";", ",",
    ];
    // `&amp;` contains a separator.
    let separator = SEPARATORS.iter().find(|it| {
        let bare = if **it == ";" { text.replace("&amp;", "") } else { String::new() };
        if **it == ";" { bare.contains(';') } else { text.contains(**it) }
    });
    let Some(separator) = separator else { return Some(vec![text.trim()]) };
    let parts: Vec<&str> =
        text.split(separator).map(str::trim).filter(|it| !it.is_empty()).collect();
    (!parts.is_empty()).then_some(parts)
}

#[rustfmt::skip]
const CURRENT: &[(&str, &[&str])] = &[
    ("Arts",                    &["Books", "Design", "Fashion & Beauty", "Food", "Performing Arts", "Visual Arts"]),
    ("Business",                &["Careers", "Entrepreneurship", "Investing", "Management", "Marketing", "Non-Profit"]),
    ("Comedy",                  &["Comedy Interviews", "Improv", "Stand-Up"]),
    ("Education",               &["Courses", "How To", "Language Learning", "Self-Improvement"]),
    ("Fiction",                 &["Comedy Fiction", "Drama", "Science Fiction"]),
    ("Government",              &[]),
    ("History",                 &[]),
    ("Health & Fitness",        &["Alternative Health", "Fitness", "Medicine", "Mental Health", "Nutrition", "Sexuality"]),
    ("Kids & Family",           &["Education for Kids", "Parenting", "Pets & Animals", "Stories for Kids"]),
    ("Leisure",                 &["Animation & Manga", "Automotive", "Aviation", "Crafts", "Games", "Hobbies", "Home & Garden",
                                  "Video Games"]),
    ("Music",                   &["Music Commentary", "Music History", "Music Interviews"]),
    ("News",                    &["Business News", "Daily News", "Entertainment News", "News Commentary", "Politics", "Sports News",
                                  "Tech News"]),
    ("Religion & Spirituality", &["Buddhism", "Christianity", "Hinduism", "Islam", "Judaism", "Religion", "Spirituality"]),
    ("Science",                 &["Astronomy", "Chemistry", "Earth Sciences", "Life Sciences", "Mathematics", "Natural Sciences",
                                  "Nature", "Physics", "Social Sciences"]),
    ("Society & Culture",       &["Documentary", "Personal Journals", "Philosophy", "Places & Travel", "Relationships"]),
    ("Sports",                  &["Baseball", "Basketball", "Cricket", "Fantasy Sports", "Football", "Golf", "Hockey", "Rugby",
                                  "Running", "Soccer", "Swimming", "Tennis", "Volleyball", "Wilderness", "Wrestling"]),
    ("Technology",              &[]),
    ("True Crime",              &[]),
    ("TV & Film",               &["After Shows", "Film History", "Film Interviews", "Film Reviews", "TV Reviews"]),
];

#[rustfmt::skip]
const RETIRED: &[(&str, &[&str])] = &[
    ("Arts",                    &["Literature"]),
    ("Arts & Entertainment",    &["Architecture", "Design", "Entertainment", "Games", "Performing Arts", "Photography", "Poetry",
                                  "Science Fiction"]),
    ("Audio Blogs",             &[]),
    ("Business",                &["Business News", "Finance", "Management & Marketing", "News", "Shopping"]),
    ("Education",               &["Education Technology", "Educational Technology", "Higher Education", "K-12", "Language Courses",
                                  "Training"]),
    ("Family",                  &[]),
    ("Food",                    &[]),
    ("Games & Hobbies",         &["Automotive", "Aviation", "Hobbies", "Other Games", "Video Games"]),
    ("Government & Organizations", &["Local", "National", "Non-Profit", "Regional"]),
    ("Health",                  &["Alternative Health", "Diet & Nutrition", "Fitness", "Fitness & Nutrition", "Relationships",
                                  "Self-Help", "Sexuality"]),
    ("International",           &["Australian", "Belgian", "Brazilian", "Canadian", "Chinese", "Dutch", "French", "German", "Hebrew",
                                  "Italian", "Japanese", "Norwegian", "Polish", "Portuguese", "Spanish", "Swedish"]),
    ("Movies & Television",     &[]),
    ("News & Politics",         &[]),
    ("Politics",                &[]),
    ("Public Radio",            &[]),
    ("Religion & Spirituality", &["New Age", "Other", "Philosophy"]),
    ("Science & Medicine",      &["Medicine", "Natural Sciences", "Social Sciences"]),
    ("Society & Culture",       &["History"]),
    ("Sports & Recreation",     &["Amateur", "College & High School", "Outdoor", "Professional"]),
    ("Talk Radio",              &[]),
    ("Technology",              &["Computers", "Developers", "Gadgets", "Information Technology", "News", "Operating Systems",
                                  "Podcasting", "Smart Phones", "Software How-To", "Tech News", "Text/Speech"]),
    ("Transportation",          &["Automotive", "Aviation", "Bicycles", "Commuting"]),
    ("Travel",                  &[]),
];

#[cfg(test)]
mod tests {
    use super::Meant;
    use super::{Status, meant, status};

    #[test]
    fn recognizes_what_is_meant() {
        for (text, wanted) in [
            ("technology", Some(Meant::Name("Technology"))),
            ("Society &amp; Culture", Some(Meant::Name("Society & Culture"))),
            ("TV and Film", Some(Meant::Name("TV & Film"))),
            ("Music:Music Interviews", Some(Meant::Sub("Music", "Music Interviews"))),
            (
                "Society & Culture > Documentary",
                Some(Meant::Sub("Society & Culture", "Documentary")),
            ),
            (
                "Society &amp; Culture/Philosophy",
                Some(Meant::Sub("Society & Culture", "Philosophy")),
            ),
            ("Leisure - Video Games", Some(Meant::Sub("Leisure", "Video Games"))),
            ("Arts, Books", Some(Meant::Sub("Arts", "Books"))),
            ("video games", Some(Meant::Sub("Leisure", "Video Games"))),
            ("Society & Culture > History", Some(Meant::Moved("Society & Culture", "History"))),
            ("News, Comedy, Arts", Some(Meant::Several(vec!["News", "Comedy", "Arts"]))),
            ("News/Comedy", Some(Meant::Several(vec!["News", "Comedy"]))),
            ("null", None),
            ("", None),
            ("Arts > Gardening", None),
            (">", None),
        ] {
            assert_eq!(meant(text), wanted, "{text}");
        }
    }

    #[test]
    fn recognizes_current_and_former_categories() {
        let cases = [
            ("Technology", None, Status::Current),
            ("TV & Film", None, Status::Current),
            ("technology", None, Status::Unknown),
            ("Travel", None, Status::Retired),
            ("Books", Some("Arts"), Status::Current),
            ("Books", Some("Technology"), Status::Unknown),
            ("Literature", Some("Arts"), Status::Retired),
            ("Gadgets", Some("Technology"), Status::Retired),
        ];
        for (name, within, expected) in cases {
            assert_eq!(status(name, within), expected, "{name} in {within:?}");
        }
    }
}
