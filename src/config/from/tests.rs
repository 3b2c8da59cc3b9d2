use super::Generator;
use super::SiteFiles;
use super::tree::Sources;
use super::tree::Value;

/// Returns the value at a path of a file: its text, `-` for null, `computed`, or the number of items.
fn value(name: &str, text: &str, path: &str) -> String {
    let mut sources = Sources::default();
    sources.add(name, text, "");
    let Some(found) = sources.find(path) else { return "missing".to_owned() };
    match found.value {
        Value::Nothing => "-".to_owned(),
        Value::Scalar(text) => text.clone(),
        Value::Code | Value::Name(_) => "computed".to_owned(),
        Value::List(items) => format!("{} items", items.len()),
        Value::Map(entries) => format!("{} keys", entries.len()),
    }
}

#[test]
fn reads_literals_of_javascript() {
    #[rustfmt::skip]
    let cases = [
        ("module.exports = { title: 'A', url: \"b\" }",             "title",     "A"),
        ("export default { a: { 'b': 'it\\'s' } }",                  "a.b",       "it's"),
        ("export default f({ a: `x\\`y` })",                         "a",         "x`y"),
        ("export default { a: `x${y}` }",                            "a",         "computed"),
        ("export default { a: `x${`}'`}`, b: 'B' }",                 "b",         "B"),
        ("export default { a: 'x' + y, b: 'B' }",                    "a",         "computed"),
        ("export default { a: process.env.A || 'x', b: 'B' }",       "a",         "computed"),
        ("export default { a: f('x, }', { c: 1 }), b: 'B' }",        "b",         "B"),
        ("export default { a() { return '}' }, b: 'B' }",            "b",         "B"),
        ("export default { async a(x) { if (x) {} }, b: 'B' }",      "b",         "B"),
        ("export default { ...base, b: 'B' }",                       "b",         "B"),
        ("export default { a: /[/'\"]}/g, b: 'B' }",                 "b",         "B"),
        ("export default { a: 1 / 2, b: 'B' /* ' */ } // }",         "b",         "B"),
        ("export default { a: [1, [2, 3],], }",                      "a",         "2 items"),
        ("export default { a: true, b: null, c: 20 }",               "a",         "true"),
        ("export default { a: true, b: null, c: 20 }",               "b",         "-"),
        ("export default { a: true, b: null, c: 20 }",               "c",         "20"),
        ("export default { a: ({ b: 'B' }) }",                       "a.b",       "B"),
        ("export default { a: ['x'] as const, b: 'B' as string }",   "b",         "B"),
        ("const A = 'x'\nconst B = 'y'\nexport default { a: A, B }", "a",         "x"),
        ("const A = 'x'\nconst B = 'y'\nexport default { a: A, B }", "B",         "y"),
        ("const S = { t: 'x' }; export default { a: S.t }",          "a",         "x"),
        ("const a = b; const b = a; export default { a }",           "a",         "computed"),
        ("const c: Record<string, x> = { a: 'x' }; export default c", "a",        "x"),
        ("module.exports = (c) => { c.f('x'); return { a: 'x' } }",  "a",         "x"),
        ("module.exports = (c) => ({ a: 'x' })",                     "a",         "x"),
        ("if (x) { a: 'no' }",                                       "a",         "missing"),
        ("export default { p: [['classic', { b: { c: 'x' } }]] }",   "p.[classic].b.c", "x"),
        ("export default { p: ['y', ['x/classic', { c: 'x' }]] }",   "p.[classic].c", "x"),
        ("export default { a: 'x",                                   "a",         "x"),
        ("export default { a: '\\u00e9\\x41' }",                     "a",         "éA"),
    ];
    for (text, path, wanted) in cases {
        assert_eq!(value("x.js", text, path), wanted, "{text}");
    }
}

#[test]
fn reads_assignments_of_python() {
    #[rustfmt::skip]
    let cases = [
        ("A = 'x'",                            "x"),
        ("A=u\"it's\" # no",                   "it's"),
        ("A = r'a\\b'",                        "a\\b"),
        ("A = 'a\\'b'",                        "a'b"),
        ("A = ('x' \"y\")",                    "xy"),
        ("A = 'x' \\\n  'y'",                  "xy"),
        ("A = '''x\n'y'''",                    "x\n'y"),
        ("A = f'x'",                           "x"),
        ("A = f'{x}'",                         "computed"),
        ("A = 'x' + y",                        "computed"),
        ("A = os.getenv('X', '')",             "computed"),
        ("A = ['x', (1, 2),]",                 "2 items"),
        ("A = ('x',)",                         "1 items"),
        ("A = {'x': 1, 'y': {}}",              "2 keys"),
        ("A = None",                           "-"),
        ("A = True",                           "true"),
        ("A = 'x'\nA = 'y'",                   "y"),
        ("B = 'x'\nA = B",                     "x"),
        ("A = A",                              "computed"),
        ("if x:\n    A = 'no'",                "missing"),
        ("A += 'x'",                           "missing"),
        ("f(A = 'x')",                         "missing"),
        ("B = (\n'(',\n)\nA = 'x'",            "x"),
        ("A = 'x\nB = 'y'",                    "x"),
    ];
    for (text, wanted) in cases {
        assert_eq!(value("x.py", text, "a"), wanted, "{text}");
    }
}

/// Files, and the generator that they belong to.
type Case<'a> = (&'a [(&'a str, &'a str)], Option<&'a str>);

#[test]
fn detects_the_generator_from_its_files() {
    #[rustfmt::skip]
    let cases: &[Case<'_>] = &[
        (&[("_config.yml", "title: x")],                                         Some("jekyll")),
        (&[("_config.yml", "title: x"), ("_posts", "")],                         Some("jekyll")),
        (&[("_config.yml", "title: x"), ("source/_posts", "")],                  Some("hexo")),
        (&[("_config.yml", "title: x\nsource_dir: s")],                          Some("hexo")),
        (&[("hugo.yaml", "title: x")],                                           Some("hugo")),
        (&[("config.toml", "baseURL = 'x'"), ("content", "")],                   Some("hugo")),
        (&[("config.toml", "base_url = 'x'"), ("content", "")],                  Some("zola")),
        (&[("config.toml", "x = 1")],                                            None),
        (&[("config/_default/hugo.toml", "")],                                   Some("hugo")),
        (&[("zola.toml", "")],                                                   Some("zola")),
        (&[("pelicanconf.py", "")],                                              Some("pelican")),
        (&[("docusaurus.config.mjs", "")],                                       Some("docusaurus")),
        (&[("astro.config.ts", "")],                                             Some("astro")),
        (&[("src/consts.ts", "")],                                               None),
        (&[("eleventy.config.cjs", "")],                                         Some("eleventy")),
        (&[("_data/site.json", "{}")],                                           None),
        (&[("articles", "")],                                                    None),
    ];
    for (files, wanted) in cases {
        let mut folder = SiteFiles::new(files.iter().map(|it| it.0.to_owned()));
        let wants = folder.wanted();
        for (name, text) in files.iter().filter(|it| wants.iter().any(|name| name == it.0)) {
            folder.insert((*name).to_owned(), (*text).to_owned());
        }
        assert_eq!(Generator::detect(&folder).map(|it| it.dialect.name), *wanted, "{files:?}");
    }
}

/// A value that is not a one-line string is left unchanged.
#[test]
fn the_output_is_always_valid_toml() {
    for title in ["\"]\\n[feed]", "a\\nb", "\\u0000\\u001b", "\\\\", "a\u{2028}b", "'''"] {
        let mut folder = SiteFiles::new(["_config.json".to_owned(), "source/_posts".to_owned()]);
        let text = format!(
            "{{\"title\": \"{}\", \"url\": \"https://a.example\"}}",
            title.replace('"', "\\\"")
        );
        folder.insert("_config.json".to_owned(), text);
        let translation =
            Generator::named("hexo").and_then(|it| it.translate(&folder)).expect("there is a file");
        let table: toml::Table = translation.text.parse().expect("it is TOML");
        let title_of = table["site"].get("title");
        assert!(title_of.is_some_and(toml::Value::is_str), "{title}: {translation:?}");
    }
}

/// The time grows linearly with the size of a file, and nesting is followed only up to a limit.
#[test]
fn time_is_bounded_for_hostile_files() {
    for (name, piece) in [
        ("x.js", "{"),
        ("x.js", "const a = {b: "),
        ("x.js", "const a = f("),
        ("x.js", "`${"),
        ("x.js", "const a: "),
        ("x.js", "/"),
        ("x.js", "a: [("),
        ("x.js", "'\\"),
        ("x.py", "A = ("),
        ("x.py", "'''"),
        ("x.py", "A = f'"),
        ("x.py", "A = A.A"),
        ("x.yml", "["),
        ("x.yml", "- - "),
        ("x.toml", "a=["),
        ("x.json", "{\"a\":"),
    ] {
        let text = piece.repeat(SiteFiles::LARGEST / piece.len());
        let mut sources = Sources::default();
        sources.add(name, &text, "");
        assert!(sources.find("title").is_none());
    }
}
