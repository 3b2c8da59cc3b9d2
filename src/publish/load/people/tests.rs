//! Bylines as newsrooms write them.

use super::{Byline, byline, read};

#[rustfmt::skip]
static BYLINES: &[(&str, &[&str])] = &[
    // byline                                              // authors
    ("by First Last",                                      &["First Last"]),
    ("By Ann Lee, Bob Ray and C. D. Fox",                  &["Ann Lee", "Bob Ray", "C. D. Fox"]),
    ("By Ann Lee, Bob Ray, and Cy Fox",                    &["Ann Lee", "Bob Ray", "Cy Fox"]),
    ("BY ANN LEE AND BOB RAY",                             &["Ann Lee", "Bob Ray"]),
    ("By: Ann Lee",                                        &["Ann Lee"]),
    ("Written by Ann Lee",                                 &["Ann Lee"]),
    ("Story by Ann Lee; photos by Bob Ray",                &["Ann Lee"]),
    ("Text by Ann Lee, photographs by Bob Ray",            &["Ann Lee"]),
    ("Words by Ann Lee & Bob Ray",                         &["Ann Lee", "Bob Ray"]),
    ("Reporting by Ann Lee; Editing by Bob Ray",           &["Ann Lee"]),
    ("By Ann Lee, Staff Writer",                           &["Ann Lee"]),
    ("By Ann Lee, Senior Reporter, The Harbor Times",      &["Ann Lee"]),
    ("By Ann Lee Staff Writer",                            &["Ann Lee"]),
    ("By AP Sports Writer Bob Ray",                        &["Bob Ray"]),
    ("By Ann Lee, Associated Press",                       &["Ann Lee"]),
    ("By Ann Lee / Reuters",                               &["Ann Lee"]),
    ("By Ann Lee | Harbor News Service",                   &["Ann Lee"]),
    ("By ANN LEE, AP Business Writer",                     &["Ann Lee"]),
    ("By The Associated Press",                            &["The Associated Press"]),
    ("By Reuters",                                         &["Reuters"]),
    ("Von dpa",                                            &["dpa"]),
    ("By Staff",                                           &["Staff"]),
    ("By Ann Lee in Berlin",                               &["Ann Lee"]),
    ("By Ann Lee at the Capitol",                          &["Ann Lee"]),
    ("By Ann Lee in Berlin and Bob Ray in Paris",          &["Ann Lee", "Bob Ray"]),
    ("By Ann Lee for The Harbor Times",                    &["Ann Lee"]),
    ("By Ann Lee, with additional reporting by Bob Ray",   &["Ann Lee", "Bob Ray"]),
    ("By Ann Lee with Bob Ray",                            &["Ann Lee", "Bob Ray"]),
    ("By Ann Lee and Bob Ray contributed to this report",  &["Ann Lee", "Bob Ray"]),
    ("By Ann Lee, PhD",                                    &["Ann Lee, PhD"]),
    ("By Bob Ray Jr.",                                     &["Bob Ray Jr."]),
    ("By Bob Ray, Jr., and Cy Fox III",                    &["Bob Ray, Jr.", "Cy Fox III"]),
    ("By J.R.R. Vale",                                     &["J.R.R. Vale"]),
    ("By Siobhán O'Neill-McFee",                           &["Siobhán O'Neill-McFee"]),
    ("By Björk",                                           &["Björk"]),
    ("By Ann Lee @annlee",                                 &["Ann Lee"]),
    ("By Ann Lee (@annlee)",                               &["Ann Lee"]),
    ("Von Max Muster",                                     &["Max Muster"]),
    ("Von Max Muster und Eva Beispiel",                    &["Max Muster", "Eva Beispiel"]),
    ("Von Max Muster, Berlin",                             &["Max Muster"]),
    ("Von Eva von der Heide",                              &["Eva von der Heide"]),
    ("Text von Eva Beispiel",                              &["Eva Beispiel"]),
    ("Von unserem Korrespondenten Max Muster",             &["Max Muster"]),
    ("Von Eva Beispiel, Redakteurin",                      &["Eva Beispiel"]),
    ("Von Max Muster (dpa)",                               &["Max Muster"]),
    ("Par Jean Dubois et Zoé Petit",                       &["Jean Dubois", "Zoé Petit"]),
    ("Par Zoé Petit, correspondante à Rome",               &["Zoé Petit"]),
    ("Propos recueillis par Zoé Petit",                    &["Zoé Petit"]),
    ("Par Zoé Petit (AFP)",                                &["Zoé Petit"]),
    ("Por Ana Flores y Luis Campos",                       &["Ana Flores", "Luis Campos"]),
    ("Por Ana Ortega y Gasset",                            &["Ana Ortega y Gasset"]),
    ("Por Ana Flores en Buenos Aires",                     &["Ana Flores"]),
    ("Por María de la Cruz",                               &["María de la Cruz"]),
    ("di Mario Verdi e Lucia Bianchi",                     &["Mario Verdi", "Lucia Bianchi"]),
    ("Di Lucia Bianchi, inviata a Torino",                 &["Lucia Bianchi"]),
    ("a cura di Lucia Bianchi",                            &["Lucia Bianchi"]),
    ("Door Piet van den Berg en Els Visser",               &["Piet van den Berg", "Els Visser"]),
    ("Door onze verslaggever Piet de Boer",                &["Piet de Boer"]),
    // Front matter strings.
    ("Ann Lee",                                            &["Ann Lee"]),
    ("ann",                                                &["ann"]),
    ("李小龙",                                              &["李小龙"]),
    ("Von Miller",                                         &["Von Miller"]),
    ("De La Cruz",                                         &["De La Cruz"]),
    ("Lee, Ann; Ray, Bob",                                 &["Ann Lee", "Bob Ray"]),
    ("Lee, Ann;",                                          &["Ann Lee"]),
    ("Ann Lee; Bob Ray",                                   &["Ann Lee", "Bob Ray"]),
    ("Ann, Bob",                                           &["Ann", "Bob"]),
    ("Ann Lee, Ann Lee",                                   &["Ann Lee"]),
    ("Department of Science and Technology",               &["Department of Science and Technology"]),
    ("The Harbor Times",                                   &["The Harbor Times"]),
    ("Harbor & Harbor",                                    &["Harbor & Harbor"]),
    ("National Oceanic and Atmospheric Administration",    &["National Oceanic and Atmospheric Administration"]),
    ("Food and Drug Administration",                       &["Food and Drug Administration"]),
    ("Ann Lee and the Release Team",                       &["Ann Lee", "the Release Team"]),
    ("Jane Doe, John Roe, and Acme, Inc.",                 &["Jane Doe", "John Roe", "Acme, Inc."]),
    ("Sanford and Son",                                    &["Sanford and Son"]),
    ("NASA",                                               &["NASA"]),
    ("Agent 47",                                           &["Agent 47"]),
    ("@annlee",                                            &["@annlee"]),
    ("",                                                   &[]),
    (" , ; / ",                                            &[]),
];

fn names(text: &str) -> Vec<String> {
    read(text).into_iter().map(|it| it.name).collect()
}

#[test]
fn reads_bylines() {
    let mut wrong = Vec::new();
    for (written, expected) in BYLINES {
        let found = names(written);
        if found != *expected {
            wrong.push(format!("{written}: {found:?}, not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn keeps_contact_details() {
    for text in [
        "Ann Lee <ann@example.org>",
        "Ann Lee (ann@example.org)",
        "ann@example.org (Ann Lee)",
        "Ann Lee ann@example.org",
        "By Ann Lee, ann@example.org",
        "By Ann Lee | ann@example.org",
        "By Ann Lee, Staff Writer, ann@example.org",
    ] {
        let people = read(text);
        assert_eq!(people.len(), 1, "{text}: {people:?}");
        assert_eq!(people[0].name, "Ann Lee", "{text}");
        assert_eq!(people[0].email.as_deref(), Some("ann@example.org"), "{text}");
    }
    let people = read("Ann Lee (https://ann.example/)");
    assert_eq!(people[0].url.as_deref(), Some("https://ann.example/"));
    let people = read("ann@example.org");
    assert_eq!(
        (people[0].name.as_str(), people[0].email.as_deref()),
        ("ann@example.org", Some("ann@example.org"))
    );
}

#[test]
fn recognizes_roles_and_agencies() {
    let Byline { people, affiliations, marked } = byline("By Ann Lee, Senior Reporter, AP");
    assert_eq!(people.len(), 1);
    assert_eq!(affiliations, ["Senior Reporter", "AP"]);
    assert!(marked);
    assert_eq!(byline("By Ann Lee for The Harbor Times").affiliations, ["The Harbor Times"]);
    assert_eq!(byline("Ann Lee (dpa)").affiliations, ["dpa"]);
}

proptest::proptest! {
    #[test]
    fn reads_anything(text in "\\PC{0,80}") {
        read(&text);
    }

    #[test]
    fn reads_any_mixture_of_names_and_separators(parts in proptest::collection::vec(
        proptest::sample::select(&["Ann", "Lee", ",", ";", " and ", "by ", "von ", " (", ")", "<", ">", "@", "/", "AP", " en ", "Jr.", " - ", "y "][..]), 0..14)) {
        read(&parts.concat());
    }
}
