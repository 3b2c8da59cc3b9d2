//! Names of companies and institutions that look like lists of people: `Smith & Sons, Inc.`, `Acme, LLC`, `Department of Health
//! and Human Services`.

use crate::publish::load::people::words;
use crate::publish::load::people::words::ORGANISATIONS;

/// The legal forms of companies, in lower case and without full stops.
#[rustfmt::skip]
static FORMS: &[&str] = &[
    "inc", "incorporated", "llc", "llp", "lp", "ltd", "limited", "plc", "corp", "corporation", "co", "company", "gmbh", "ag", "kg", "ug", "ohg",
    "ev", "eg", "se", "sa", "sas", "sarl", "srl", "spa", "sl", "bv", "nv", "ab", "as", "asa", "aps", "oy", "oyj", "kk", "pty", "pte", "pbc", "pc",
    "pllc", "cic", "sro", "zrt", "kft", "doo",
];

/// Words after an "and" that is part of a company's name.
#[rustfmt::skip]
static KIN: &[&str] = &[
    "sons", "son", "daughters", "daughter", "brothers", "bros", "sisters", "co", "company", "associates", "partners", "partner", "family",
    "friends", "cie", "söhne", "sohn", "fils", "hijos", "filhos", "figli", "zonen",
];

/// Words at the start of an institution's name, before `of` or `for`.
#[rustfmt::skip]
static HEADS: &[&str] = &[
    "department", "dept", "ministry", "office", "bureau", "board", "commission", "center", "centre", "centers", "centres", "institute",
    "institutes", "school", "college", "faculty", "university", "academy", "agency", "administration", "authority", "association",
    "society", "council", "committee", "federation", "union", "league", "foundation", "fund", "alliance", "coalition", "campaign",
    "museum", "library", "house", "bank", "church", "friends", "citizens", "people", "division", "directorate", "secretariat", "society",
    "initiative", "network", "group", "team", "international", "national", "royal", "american", "european",
];

/// Words at the start of the name of a public body.
#[rustfmt::skip]
static REALMS: &[&str] = &[
    "national", "federal", "royal", "international", "american", "european", "african", "asian", "british", "canadian", "australian", "world",
    "united", "state", "u.s", "us", "uk", "eu", "un",
];

/// Fields of work in the names of departments.
#[rustfmt::skip]
static FIELDS: &[&str] = &[
    "research", "development", "marketing", "sales", "engineering", "design", "editorial", "communications", "press", "support",
    "operations", "product", "security", "privacy", "policy", "legal", "community", "education", "outreach", "infrastructure",
];

/// Nouns at the end of an institution's name, in addition to [`ORGANISATIONS`].
#[rustfmt::skip]
static TAILS: &[&str] = &[
    "administration", "agency", "authority", "board", "bureau", "center", "centre", "commission", "corporation", "department", "division",
    "federation", "fund", "laboratory", "laboratories", "lab", "labs", "office", "teams", "trust", "union", "works", "studio", "studios",
    "solutions", "systems", "technologies", "consulting", "publishing", "press", "college", "school", "museum", "bank",
];

/// The name, if all of `text` is the name of a company or an institution.
pub(super) fn whole(text: &str) -> Option<String> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let odd = |it: char| it.is_control() || ";|/<>@()[]".contains(it);
    if name.is_empty() || name.contains(odd) || name.len() > 200 {
        return None;
    }
    (is_company(&name) || is_institution(&name)).then_some(name)
}

/// Whether a word is the legal form of a company: `Inc.`, `LLC`, `e.V.`.
pub(super) fn is_form(word: &str) -> bool {
    let bare: String = word.chars().filter(|it| !matches!(it, '.' | ',' | ' ')).collect();
    FORMS.contains(&bare.to_lowercase().as_str()) && word.starts_with(char::is_alphabetic)
}

/// Whether a legal form in lower case may be an ordinary word: `as`, `se`, `company`.
pub(super) fn is_word(form: &str) -> bool {
    let sure = ["plc", "gmbh", "llc", "llp", "inc", "inc.", "ltd", "ltd.", "corp", "corp."];
    form.chars().all(|it| !it.is_uppercase()) && !sure.contains(&form)
}

/// Whether all words before the legal form are one name: `Acme, LLC`, `Smith & Sons, Inc.`, `Smith, Jones & Co.`
fn is_company(name: &str) -> bool {
    let Some((before, form)) = name.rsplit_once([' ', ',']) else { return false };
    let before = before.trim_end_matches([' ', ',']);
    if !is_form(form) || is_word(form) || before.is_empty() {
        return false;
    }
    let parts: Vec<&str> = before.split(',').map(str::trim).collect();
    let words: Vec<&str> = before.split_whitespace().collect();
    let and = words.iter().position(|it| {
        matches!(it.to_lowercase().as_str(), "&" | "and" | "und" | "et" | "y" | "+")
    });
    match (parts.len(), and) {
        (1, None) => true,
        (1, Some(at)) => joins(&words, 0, at) || words[at] == "&" || at == 1,
        // `Jane Doe, Acme Inc.` is a person and her employer, but `Smith, Jones & Co.` is a company.
        _ => {
            and.is_some_and(|at| words[at] == "&")
                && parts[..parts.len() - 1].iter().all(|it| !it.contains(' '))
        }
    }
}

/// `Department of Health and Human Services`, `Ministry of Food, Farming and Fisheries`, `Center for Democracy & Technology`.
fn is_institution(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let bare = |it: &str| it.trim_matches([',', '.']).to_lowercase();
    let head =
        |it: &str| HEADS.contains(&bare(it).as_str()) || ORGANISATIONS.contains(&bare(it).as_str());
    let leads = |it: &str| matches!(bare(it).as_str(), "of" | "for" | "on");
    let at = words.windows(2).position(|it| head(it[0]) && leads(it[1]));
    let Some(at) = at else { return false };
    if !name.contains(',') {
        return !words[..at]
            .iter()
            .any(|it| words::has(words::AND, it) || words::has(words::ROLES, it));
    }
    // If there are commas, they must separate a list that starts after the head and ends with an "and".
    let last = name.rsplit(',').next().unwrap_or_default();
    let ends = last.split_whitespace().any(|it| it == "and" || it == "&");
    // `University of California, Berkeley`
    if name.matches(',').count() == 1 && last.split_whitespace().count() == 1 {
        return at == 0;
    }
    at <= 1
        && ends
        && name.matches(',').count() <= 3
        && !last.split_whitespace().any(|it| head(it) && at > 0)
}

/// Whether the "and" at `index` joins words of one organization's name, which starts at `from`.
pub(super) fn joins(words: &[&str], from: usize, index: usize) -> bool {
    let bare = |it: &str| it.trim_matches([',', '.']).to_lowercase();
    let Some(next) = words.get(index + 1) else { return false };
    let is = |table: &[&str], it: &str| table.contains(&bare(it).as_str());
    if is(KIN, next)
        || is(FIELDS, next)
            && words.get(from..index).is_some_and(|it| it.iter().any(|it| is(FIELDS, it)))
    {
        return true;
    }
    let left = match words.get(from) {
        Some(first) if is(REALMS, first) => 1,
        _ => index - from,
    };
    let last = words.last().copied().unwrap_or_default();
    let ends = is(TAILS, last) || is(ORGANISATIONS, last) || is_form(last) && !is_word(last);
    let article = is(&["the", "a"], next);
    // `Food and Drug Administration` is one name, but `Ann Lee and the Release Team` are two.
    left <= 1 && ends && !article && words.len() - index > 2
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn recognizes_companies_and_institutions() {
        for name in [
            "Acme, LLC",
            "Acme Inc.",
            "Smith & Sons, Inc.",
            "Johnson and Johnson, Inc.",
            "Smith, Jones & Co.",
            "Department of Health and Human Services",
            "U.S. Department of Housing and Urban Development",
            "Ministry of Agriculture, Food and Rural Affairs",
            "Center for Democracy & Technology",
            "Institute for Advanced Study",
            "Centers for Disease Control and Prevention",
            "Beispiel GmbH",
            "Marks and Spencer plc",
            "University of California, Berkeley",
        ] {
            assert_eq!(whole(name).as_deref(), Some(name));
        }
        for text in [
            "Jane Doe",
            "Jane Doe and John Roe",
            "Jane Doe, Acme Inc.",
            "Doe, Jane; Roe, John",
            "Ann, Bob and Cy",
            "Ann Lee for The Harbor Times",
            "Ann Lee, Department of Physics",
            "Director of Research",
            "Jane Doe and Acme, Inc.",
        ] {
            assert_eq!(whole(text), None, "{text}");
        }
    }
}
