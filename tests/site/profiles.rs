//! The page of the profiles: what `feedwright explain --profile` prints for each.

use crate::feedwright;
use crate::page::Page;

pub(crate) fn list() -> Page {
    let mut text = "Directories and standards ask for more than the specifications of the formats. `feedwright check --profile NAME` also checks \
                    the requirements of a profile, and `profile` in the table `[check]` of `feedwright.toml` does so each time.\n"
        .to_owned();
    for profile in ::feedwright::profiles() {
        let explained = feedwright(&["explain", "--profile", profile.name]);
        text.push_str(&format!("\n## {}\n\n{}\n\n", profile.title, profile.about));
        if !profile.source.is_empty() {
            text.push_str(&format!("Source: <{}>\n\n", profile.source));
        }
        text.push_str(&format!(
            "```console\n$ feedwright explain --profile {}\n{explained}```\n",
            profile.name
        ));
    }
    Page {
        url: "profiles.html".to_owned(),
        title: "Profiles".to_owned(),
        section: Some("Reference"),
        sources: vec!["README.md".to_owned()],
        text,
    }
}
