//! `docs/dependencies.md` lists exactly the crates that `Cargo.toml` does.

/// The names of the dependencies in `Cargo.toml`, without those that only tests use.
fn dependencies() -> Vec<String> {
    let manifest = include_str!("../Cargo.toml");
    // Those of all systems, and those of some.
    let tables = ["\n[dependencies]\n", "\n[target.'cfg(unix)'.dependencies]\n"];
    let table = |name: &str| {
        let (_, rest) = manifest.split_once(name).expect("there are dependencies");
        rest.split_once("\n[").expect("the table ends").0
    };
    let lines = tables.into_iter().flat_map(|it| table(it).lines());
    let lines = lines.filter(|it| !it.starts_with('#'));
    lines.filter_map(|it| it.split_once(" = ")).map(|it| it.0.to_owned()).collect()
}

#[test]
fn docs_dependencies_md_says_why_we_use_each_crate() {
    let documented = include_str!("../docs/dependencies.md");
    let (used, _) = documented.split_once("\n## Crates that we tried").expect("it has two tables");
    let rows = used.lines().filter_map(|it| it.strip_prefix("| ")?.split_once(" | "));
    let mut listed: Vec<&str> = rows.flat_map(|it| it.0.split(", ")).collect();
    listed.retain(|it| *it != "crate");
    let used = dependencies();
    assert!(used.len() > 20, "the dependencies were not found");
    let missing: Vec<&String> = used.iter().filter(|it| !listed.contains(&it.as_str())).collect();
    let unused: Vec<&str> =
        listed.into_iter().filter(|it| !used.iter().any(|used| used == it)).collect();
    assert!(missing.is_empty() && unused.is_empty(), "missing: {missing:?}; unused: {unused:?}");
}
