//! JSON Schemas: an independent validator takes with them what the program takes, and refuses what is wrong.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use jsonschema::Validator;
use serde_json::Value;
use sourcebook::schema::Subject;

use crate::support::Site;

fn validator(name: &str) -> &'static Validator {
    static ALL: OnceLock<BTreeMap<&str, Validator>> = OnceLock::new();
    let new = |subject: Subject| (subject.name(), jsonschema::draft7::new(&subject.schema()).unwrap());
    &ALL.get_or_init(|| Subject::all().into_iter().map(new).collect())[name]
}

/// YAML as other programs read it.
fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error} in\n{text}"))
}

/// What a validator says of a YAML text: the places of its faults.
fn faults(validator: &Validator, text: &str) -> Vec<String> {
    let value = yaml(text);
    validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// The front matter of every note below a folder, with the name of its schema.
fn notes(content: &Path, languages: &[&str]) -> Vec<(String, &'static str, String)> {
    let files = walkdir::WalkDir::new(content).into_iter().map(Result::unwrap);
    let notes = files.filter(|file| file.path().extension().is_some_and(|end| end == "md"));
    notes
        .map(|file| {
            let path = file.path().strip_prefix(content).unwrap().to_str().unwrap().to_owned();
            let text = fs::read_to_string(file.path()).unwrap().replace("\r\n", "\n");
            let fields = text.trim_start_matches('\u{feff}').split("---\n").nth(1).unwrap().to_owned();
            let translated = languages.iter().any(|lang| path.ends_with(&format!(".{lang}.md")));
            let folder = path.split('/').next().unwrap();
            let of_folder = |subject: &Subject| subject.words().ends_with(&format!("content/{folder}/"));
            let typed = fields.lines().find_map(|line| line.strip_prefix("type: "));
            let named = |subject: &Subject| match typed {
                _ if translated => subject.name() == "translation",
                Some(word) => subject.name() == word,
                None => of_folder(subject),
            };
            let subject = Subject::all().into_iter().find(named).unwrap_or_else(|| panic!("{path}"));
            (path, subject.name(), fields)
        })
        .collect()
}

#[test]
fn all_notes_of_the_sample_and_of_the_golden_sites_are_valid() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seen = BTreeMap::new();
    for site in ["", "tests/sites/whole", "tests/sites/arabic", "tests/sites/languages"] {
        let site = root.join(site);
        let settings = fs::read_to_string(site.join("site.yaml")).unwrap();
        assert_eq!(faults(validator("site"), &settings), Vec::<String>::new(), "{}", site.display());
        let languages = yaml(&settings)["languages"].clone();
        let others = languages.as_array().into_iter().flatten().skip(1);
        let others: Vec<&str> = others.filter_map(Value::as_str).collect();
        for (path, name, fields) in notes(&site.join("content"), &others) {
            assert_eq!(faults(validator(name), &fields), Vec::<String>::new(), "{path}");
            *seen.entry(name).or_insert(0) += 1;
        }
    }
    let names: Vec<&str> = seen.keys().copied().collect();
    let wanted = ["actor", "briefing", "event", "page", "place", "source", "topic", "translation"];
    assert_eq!(names, wanted, "every schema is tried");
    assert!(seen.values().sum::<i32>() > 400, "{seen:?}");
}

/// Asserts that the program and the schema both refuse, or both take, the fields of a note.
#[track_caller]
fn both(name: &str, fields: &str, good: bool) {
    let found = faults(validator(name), fields);
    assert_eq!(found.is_empty(), good, "{found:?} in\n{fields}");
    let site = Site::new();
    let folder = if name == "site" { "" } else { "s" };
    match name {
        "site" => site.settings(fields),
        _ => site.note(&format!("{name}{folder}/it.md"), &format!("---\n{fields}---\nText.\n")),
    };
    let run = site.command_of("check").output().unwrap();
    let said = String::from_utf8(run.stderr).unwrap();
    let refused =
        ["unknown-field", "missing-field", "wrong-type", "wrong-value", "bad-date", "unsafe-address"]
            .iter()
            .chain(&["empty-field", "likelihood-and-confidence"])
            .any(|rule| said.contains(&format!("error[{rule}]")));
    assert_eq!(refused, !good, "{said}in\n{fields}");
}

#[test]
fn schema_and_program_refuse_the_same_slips() {
    for (name, fields) in [
        ("actor", "title: A\nkin: person\n"),
        ("actor", "title: A\nkind: persn\n"),
        ("actor", "kind: person\n"),
        ("actor", "title: A\nfounded: 4 March 2015\n"),
        ("actor", "title: A\nfounded: \"2015-13\"\n"),
        ("actor", "title: A\ndate: 2015\n"),
        ("actor", "title: A\nrelations: [{type: leds, to: b}]\n"),
        ("actor", "title: A\nrelations: [{type: leads}]\n"),
        ("actor", "title: A\naliases: B\n"),
        ("actor", "title: A\naliases: [{nam: B}]\n"),
        ("actor", "title: A\nsummary:\n"),
        ("actor", "title: A\nrules: {stal: off}\n"),
        ("source", "title: A\nreliability: G\n"),
        ("source", "title: A\nreliability: b\n"),
        ("source", "title: A\nurl: javascript:alert(1)\n"),
        ("source", "title: A\narchived: {date: 2024-01-01}\n"),
        ("event", "title: A\n"),
        ("event", "title: A\ndate: [2024-03-24, 2024-03-25]\n"),
        ("event", "title: A\ndate: 2024\ncredibility: 7\n"),
        ("event", "title: A\ndate: 2024\ncredibility: \"1\"\n"),
        ("event", "title: A\ndate: 2024\nactors: [{actor: a, role: victim}]\n"),
        ("place", "title: A\nlat: north\nlon: 3\n"),
        ("place", "title: A\nlat: 91\nlon: 3\n"),
        ("topic", "title: A\nkind: x\n"),
        ("page", "title: A\nvisibilty: internal\n"),
        ("page", "title: A\nvisibility: secret\n"),
        ("page", "title: A\npublish_at: 2026-03-01\n"),
        ("page", "title: A\nlang: english\n"),
        ("page", "title: A\nclaims: [{id: x}]\n"),
        ("page", "title: A\nclaims: [{id: x, statement: y, sources: [{locator: p. 3}]}]\n"),
        ("page", "title: A\nfigures: [{id: x, title: y, series: [{value: 3}]}]\n"),
        ("page", "title: A\nfigures: [{id: x, title: y, series: [{as_of: 2024, value: many}]}]\n"),
        ("briefing", "title: A\ndate: 2024\njudgements: [{statement: x}]\n"),
        (
            "briefing",
            "title: A\ndate: 2024\njudgements: [{statement: x, likelihood: likely, confidence: low}]\n",
        ),
        ("briefing", "title: A\ndate: 2024\njudgements: [{statement: x, likelihood: probable}]\n"),
        ("site", "titel: A\n"),
        ("site", "title: A\nexports: [atm]\n"),
        ("site", "title: A\nrules: {stale: never}\n"),
        ("site", "title: A\nrules: {unknown-link: off}\n"),
        ("actor", "title: A\nwikidata: 42\n"),
        ("actor", "title: A\nwikidata: https://en.wikipedia.org/wiki/Q42x\n"),
        ("source", "title: A\ndoi: https://example.org/\n"),
        ("source", "title: A\nisbn: \"123\"\n"),
        ("site", "title: A\npretty_urls: yes\n"),
    ] {
        both(name, fields, false);
    }
}

#[test]
fn what_yaml_reads_as_a_number_is_text_where_text_is_wanted() {
    for (name, fields) in [
        ("actor", "title: 1984\nfounded: 2015\naliases: [300]\n"),
        ("source", "title: A\nisbn: 9780141036144\npages: 33\npublished: 2023-10~\n"),
        (
            "source",
            "title: A\nisbn: ISBN 0-306-40615-2\npages: pp. 33-48\ndoi: https://doi.org/10.1000/182\n",
        ),
        ("actor", "title: A\nwikidata: https://www.wikidata.org/wiki/Q42\n"),
        ("event", "title: A\ndate: 2017\ncredibility: 2\n"),
        ("event", "title: A\ndate: \"[2024-03-24,2024-03-25]\"\n"),
        ("place", "title: A\nlat: 33.3\nlon: 44\n"),
        ("site", "title: 2024\nrules: {stale: off}\npretty_urls: true\n"),
    ] {
        both(name, fields, true);
    }
}

#[test]
fn the_command_prints_one_lists_all_and_writes_all() {
    let site = Site::new();
    let run =
        |args: &[&str]| crate::support::Run::from(site.command_of("schema").args(args).output().unwrap());
    let list = run(&[]).fine().stdout.clone();
    for subject in Subject::all() {
        crate::support::has(&list, subject.name());
    }
    let printed: Value = serde_json::from_str(&run(&["source"]).fine().stdout).unwrap();
    assert_eq!(printed["$schema"], "http://json-schema.org/draft-07/schema#");
    assert_eq!(printed["properties"]["url"]["pattern"], "^[Hh][Tt][Tt][Pp][Ss]?:");
    run(&["sorce"]).code(2).says("there is no schema `sorce`").says("did you mean `source`?");
    let folder = site.path("schemas");
    run(&["--out", folder.to_str().unwrap()]).fine().says("wrote 9 schemas");
    let written: Value =
        serde_json::from_str(&fs::read_to_string(folder.join("source.json")).unwrap()).unwrap();
    assert_eq!(written, printed);
    run(&["--out", site.path("site.yaml").to_str().unwrap()]).code(4).says("cannot write into");
}
