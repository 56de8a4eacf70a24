//! The search index: what is found by which words, and what the files are like.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::{Site, has, has_not};

/// A built index, read as the browser reads it.
struct Index {
    head: Value,
    /// Words with their four lists of documents.
    words: BTreeMap<String, Vec<Vec<usize>>>,
    docs: Vec<Value>,
    names: Vec<String>,
}

impl Index {
    fn of(site: &Site) -> Index {
        site.build().fine();
        let json = |path: &str| serde_json::from_str::<Value>(&site.page(path)).unwrap();
        let head = json("search/index.json");
        let part = |sort: &str, number: usize, version: &Value| {
            let part = json(&format!("search/{sort}-{number:02}.json"));
            assert_eq!(part["version"], *version, "{sort}-{number}");
            part["data"].clone()
        };
        let mut index =
            Index { head: head.clone(), words: BTreeMap::new(), docs: Vec::new(), names: Vec::new() };
        for (number, row) in rows(&head["words"]).iter().enumerate() {
            for line in rows(&part("w", number, &row[1])) {
                let mut fields = line.as_str().unwrap().split(' ');
                let word = fields.next().unwrap().to_owned();
                assert!(number == 0 || word.as_str() >= row[0].as_str().unwrap() || !word.is_ascii());
                index.words.insert(word, fields.map(|list| index.numbers(list)).collect());
            }
        }
        for (number, version) in rows(&head["docs"]["files"]).iter().enumerate() {
            index.docs.extend(rows(&part("d", number, version)));
        }
        for (number, row) in rows(&head["names"]).iter().enumerate() {
            let names = rows(&part("n", number, &row[1]));
            index.names.extend(names.iter().map(|name| name.as_str().unwrap().to_owned()));
        }
        index
    }

    fn numbers(&self, list: &str) -> Vec<usize> {
        let signs = self.head["signs"].as_str().unwrap();
        let ends = self.head["ends"].as_u64().unwrap() as usize;
        let (mut all, mut number, mut scale): (Vec<usize>, usize, usize) = (Vec::new(), 0, 1);
        for sign in list.chars().filter(|sign| *sign != '*') {
            let digit = signs.find(sign).unwrap_or_else(|| panic!("no sign: {sign}"));
            number += digit * scale;
            scale *= signs.len() - ends;
            if digit < ends {
                all.push(all.last().map_or(number, |last| last + number));
                (number, scale) = (0, 1);
            }
        }
        all
    }

    /// The addresses of documents with a word in one of the four places: names, summaries, often in the text, in the text.
    fn at(&self, word: &str, place: usize) -> Vec<String> {
        let lists = self.words.get(word).and_then(|lists| lists.get(place));
        lists.into_iter().flatten().map(|number| self.docs[*number][0].as_str().unwrap().to_owned()).collect()
    }
}

fn rows(value: &Value) -> Vec<Value> {
    value.as_array().unwrap().clone()
}

fn sample() -> Site {
    Site::of(
        "
        //- /site.yaml
        title: Test
        languages: [en, ar]
        //- actors/hezbollah.md
        ---
        title: Hezbollah
        native_name: حزب الله
        aliases: [Hizballah, {name: \"Ḥizb Allāh\", lang: ar}]
        summary: An *armed* movement.
        claims: [{id: c1, statement: The bridge **fell**., by: hezbollah, said: 2024-03, note: Heard twice.}]
        figures: [{id: f1, title: Fighters, unit: people, series: [{as_of: 2023, value: 900}, {as_of: 2024, value: 1000, counted_by: The Ministry}]}]
        ---
        Its camp lies near [[town]], [[town|there]] and [[Old Town]]; so says @report [p. 9]. %% hiddenword %%

        ![[claim:c1]]

        ## Displacement

        camp, camp.
        //- places/town.md
        ---
        title: Riverton
        aliases: [Old Town]
        ---
        Words.
        //- sources/report.md
        ---
        title: The </script> report & <img onerror=x>
        publisher: Daily Herald
        authors: [Ada Writer]
        published: 2022-05
        lang: ar
        reliability: B
        ---
        //- events/fight.md
        ---
        title: A fight
        date: 2017/..
        actors: [hezbollah]
        places: [town]
        ---
        //- pages/about.md
        ---
        title: About
        ---
        constructor __proto__ الهجوم
        ",
    )
}

#[test]
fn names_summaries_and_texts_are_found() {
    let site = sample();
    let index = Index::of(&site);
    let actor = ["actors/hezbollah.html"];
    for word in ["hezbollah", "hizballah", "hizb", "حزب", "الله", "=hezbollah", "=حزب_الله", "=hizb_allah"]
    {
        assert_eq!(index.at(word, 0), actor, "{word}");
    }
    assert_eq!(index.at("armed", 1), actor);
    assert_eq!(index.at("camp", 2), actor, "three times");
    assert_eq!(index.at("displacement", 3), actor);
    assert_eq!(index.at("old", 3), actor, "a link shows the name that it is written with");
    assert_eq!(
        index.at("riverton", 3),
        ["actors/hezbollah.html", "events/fight.html"],
        "an id shows as the title"
    );
    assert_eq!(index.at("there", 3), actor);
    assert_eq!(index.at("هجوم", 3), ["about.html"], "without its article");
    assert_eq!(index.at("constructor", 3), ["about.html"]);
    assert_eq!(index.at("herald", 1), ["sources/report.html"]);
    assert_eq!(index.at("writer", 1), ["sources/report.html"]);
    // Who took part is on the event's page.
    assert_eq!(index.at("hezbollah", 3), ["events/fight.html", "actors/hezbollah.html#claim-c1"]);
    for word in ["hiddenword", "p", "9", "town", "=the_script_report_img_onerror_x"] {
        let found: Vec<String> = (2..4).flat_map(|place| index.at(word, place)).collect();
        assert!(word == "town" || found.is_empty(), "{word}: {found:?}");
    }
    assert!(index.names.contains(&"hizballah".to_owned()) && !index.names.contains(&"report".to_owned()));
}

#[test]
fn claims_and_figures_are_found_at_their_places() {
    let index = Index::of(&sample());
    let claim = ["actors/hezbollah.html#claim-c1"];
    assert_eq!(index.at("bridge", 1), claim);
    assert_eq!(index.at("fell", 1), claim);
    assert_eq!(index.at("bridge", 3), [""; 0], "the note that shows it is not found by it");
    assert_eq!(index.at("twice", 3), claim);
    assert_eq!(index.at("fighters", 0), ["actors/hezbollah.html#figure-f1"]);
    assert_eq!(index.at("ministry", 3), ["actors/hezbollah.html#figure-f1"]);
    let shown = |href: &str| index.docs.iter().find(|doc| doc[0] == href).unwrap().clone();
    assert_eq!(shown(claim[0])[1], "The bridge fell.");
    assert_eq!(shown(claim[0])[3], "March 2024");
    assert_eq!(shown("actors/hezbollah.html")[4], "An armed movement.");
    assert_eq!(shown("actors/hezbollah.html")[5], serde_json::json!(["Hizballah", "Ḥizb Allāh", "حزب الله"]));
    assert_eq!(shown("sources/report.html")[6], "ar");
    assert_eq!(shown("sources/report.html")[7], "B");
    assert_eq!(
        shown("about.html")[4],
        "constructor proto الهجوم",
        "a note without summary shows how it begins"
    );
}

#[test]
fn the_files_are_data_and_close_no_element() {
    let site = sample();
    let index = Index::of(&site);
    for (path, bytes) in
        site.output().iter().filter(|(path, _)| path.starts_with("search/") && !path.ends_with('/'))
    {
        let text = String::from_utf8_lossy(bytes);
        has_not(&text, "<");
        has_not(&text, "&");
        assert!(path.ends_with(".json"), "{path}");
    }
    let source = index.docs.iter().find(|doc| doc[0] == "sources/report.html").unwrap();
    assert_eq!(source[1], "The </script> report & <img onerror=x>");
    let types: Vec<(String, u64)> = rows(&index.head["types"])
        .iter()
        .map(|row| (row[0].as_str().unwrap().to_owned(), row[1].as_u64().unwrap()))
        .filter(|(_, count)| *count > 0)
        .collect();
    let wanted =
        [("actor", 1), ("source", 1), ("event", 1), ("place", 1), ("page", 1), ("claim", 1), ("figure", 1)];
    assert_eq!(types, wanted.map(|(word, count)| (word.to_owned(), count)));
    assert_eq!(index.head["years"]["base"], 2017);
    let years: Value = serde_json::from_str(&site.page("search/y-00.json")).unwrap();
    // Each document in its order: none, May 2022, from 2017 on, none, none, March 2024, 2023 to 2024.
    let flat: Vec<usize> = years["data"]
        .as_str()
        .unwrap()
        .chars()
        .map(|sign| index.head["signs"].as_str().unwrap().find(sign).unwrap())
        .collect();
    assert_eq!(flat, [0, 7, 6, 2, 0, 0, 0, 9, 8, 8, 8]);
}

#[test]
fn the_page_offers_the_registers_where_scripts_are_missing() {
    let site = sample();
    site.build().fine();
    let page = site.page("search.html");
    has(&page, "<form class=\"search\" action=\"search.html\" method=\"get\" role=\"search\"");
    has(&page, "data-index=\"search/\"");
    has(&page, "href=\"actors-by-name.html\"");
    has(&page, "form-action 'self' file:");
    assert_eq!(page.matches("assets/search-").count(), 2, "a sheet and a script");
    has_not(&site.page("index.html"), "assets/search-");

    site.settings("title: Test\npretty_urls: true\nlanguages: [en, ar]\n").build().fine();
    let page = site.page("search/index.html");
    has(&page, "data-index=\"../search/\"");
    has(&page, "data-root=\"../\"");
    has(&site.page("search/d-00.json"), "\"actors/hezbollah/\"");
}

#[test]
fn a_site_can_do_without() {
    let site = sample();
    site.settings("title: Test\nlanguages: [en, ar]\nexports: [sourcing]\n").build().fine();
    let with: Vec<String> = site.output().into_keys().filter(|path| path.starts_with("search")).collect();
    assert_eq!(with, [""; 0]);
    site.settings("title: Test\nlanguages: [en, ar]\nexports: [search]\n").build().fine();
    assert!(site.output().contains_key("search/index.json"));
}

#[test]
fn a_large_site_is_cut_into_small_files() {
    let site = Site::new();
    site.settings("title: Test\n");
    for i in 0..300 {
        let words: Vec<String> = (0..200).map(|n| format!("w{}", (i * 37 + n * n) % 3000)).collect();
        let text = words.join(" ");
        site.note(&format!("topics/t{i}.md"), &format!("---\ntitle: Topic {i}\n---\nThe the the {text}\n"));
    }
    let index = Index::of(&site);
    assert_eq!(index.docs.len(), 300);
    for (path, bytes) in site.output().iter().filter(|(path, _)| path.starts_with("search/")) {
        assert!(bytes.len() < 100_000, "{path} has {} bytes", bytes.len());
    }
    assert!(rows(&index.head["words"]).len() > 2);
    assert_eq!(
        index.words["the"],
        [vec![], vec![], vec![]] as [Vec<usize>; 3],
        "a common word has no list of texts"
    );
    for i in [0, 17, 299] {
        assert!(index.at(&format!("w{}", i * 37 % 3000), 3).contains(&format!("topics/t{i}.html")), "{i}");
    }
}
