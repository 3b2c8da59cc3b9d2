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
    use super::{Status, status};

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
