//! The repository's own site: every link, anchor, asset and citation is followed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use html5gum::{Token, Tokenizer};

/// What one page says, as far as links go.
#[derive(Debug, Default)]
struct Page {
    ids: Vec<String>,
    /// Attribute and address of everything that leads somewhere.
    links: Vec<(String, String)>,
    headings: Vec<u8>,
    text: String,
    /// Text and addresses by the item or section, named by its id, that began last before them.
    parts: BTreeMap<String, (String, Vec<String>)>,
    inline: Vec<String>,
    canonical_only: bool,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The sample site, built once for all tests, by path.
fn pages() -> &'static (BTreeMap<String, Page>, BTreeSet<String>) {
    static SITE: OnceLock<(BTreeMap<String, Page>, BTreeSet<String>)> = OnceLock::new();
    SITE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let run = Command::new(env!("CARGO_BIN_EXE_sourcebook"))
            .args(["build", "--root"])
            .arg(root())
            .arg("--out")
            .arg(&out)
            .output()
            .unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        assert_eq!(
            String::from_utf8_lossy(&run.stderr),
            "",
            "the sample site builds without a word of warning"
        );
        read(&out)
    })
}

fn read(out: &Path) -> (BTreeMap<String, Page>, BTreeSet<String>) {
    let (mut pages, mut files) = (BTreeMap::new(), BTreeSet::new());
    for entry in
        walkdir::WalkDir::new(out).into_iter().map(|e| e.unwrap()).filter(|e| e.file_type().is_file())
    {
        let path = entry.path().strip_prefix(out).unwrap().to_str().unwrap().to_owned();
        if path.ends_with(".html") {
            pages.insert(path.clone(), parse(&fs::read_to_string(entry.path()).unwrap()));
        }
        files.insert(path);
    }
    (pages, files)
}

fn parse(html: &str) -> Page {
    let mut page = Page::default();
    let mut part = String::new();
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if let [b'h', digit @ b'1'..=b'6'] = tag.name.as_slice() {
                    page.headings.push(digit - b'0');
                }
                let get = |key: &str| {
                    tag.attributes.get(key.as_bytes()).map(|v| String::from_utf8_lossy(v).into_owned())
                };
                let rel = get("rel").unwrap_or_default();
                if let Some(id) = get("id").filter(|_| name == "li" || name == "section") {
                    part = id;
                }
                for (key, value) in &tag.attributes {
                    let (key, value) = (
                        String::from_utf8_lossy(key).into_owned(),
                        String::from_utf8_lossy(value).into_owned(),
                    );
                    match key.as_str() {
                        "id" => page.ids.push(value),
                        "href" | "src" if rel != "canonical" => {
                            page.parts.entry(part.clone()).or_default().1.push(value.clone());
                            page.links.push((format!("{name} {key}"), value));
                        }
                        "style" => page.inline.push(format!("style={value}")),
                        key if key.starts_with("on") => page.inline.push(format!("{key}={value}")),
                        _ => {}
                    }
                }
                let data = get("type").is_some_and(|t| t == "application/ld+json");
                if name == "style" || (name == "script" && get("src").is_none() && !data) {
                    page.inline.push(format!("<{name}>"));
                }
                page.canonical_only |= get("http-equiv").is_some_and(|v| v == "refresh");
            }
            Token::String(text) => {
                let text = String::from_utf8_lossy(&text);
                page.parts.entry(part.clone()).or_default().0.push_str(&text);
                page.text.push_str(&text);
            }
            _ => {}
        }
    }
    page
}

/// The file that an address means, seen from a page, and its fragment.
fn resolve(from: &str, address: &str) -> (String, Option<String>) {
    let (path, fragment) = match address.split_once('#') {
        Some((path, fragment)) => (path, Some(decode(fragment))),
        None => (address, None),
    };
    if path.is_empty() {
        return (from.to_owned(), fragment);
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => {
                parts.pop().unwrap_or_else(|| panic!("{from}: {address} leaves the site"));
            }
            "." | "" => {}
            part => parts.push(part),
        }
    }
    (decode(&parts.join("/")), fragment)
}

fn decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8().unwrap().into_owned()
}

#[test]
fn every_link_and_anchor_leads_somewhere() {
    let (pages, files) = pages();
    let mut broken = Vec::new();
    for (path, page) in pages {
        for (what, address) in &page.links {
            if address.starts_with("http") || address.starts_with("mailto:") {
                continue;
            }
            let (target, fragment) = resolve(path, address);
            if !files.contains(&target) {
                broken.push(format!("{path}: {what} {address}"));
            } else if let (Some(fragment), Some(page)) = (fragment, pages.get(&target))
                // Without a name it is the page's beginning.
                && !fragment.is_empty()
                && !page.ids.contains(&fragment)
            {
                broken.push(format!("{path}: {what} {address} has no such anchor"));
            }
        }
    }
    assert!(
        broken.is_empty(),
        "{} broken links:\n{}",
        broken.len(),
        broken[..broken.len().min(40)].join("\n")
    );
}

#[test]
fn pages_are_well_made() {
    let (pages, _) = pages();
    assert!(pages.len() > 400, "{} pages", pages.len());
    for (path, page) in pages {
        let mut ids = page.ids.clone();
        ids.sort();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count, "{path} uses an id twice");
        assert_eq!(page.inline, Vec::<String>::new(), "{path} has inline styles or scripts");
        if page.canonical_only {
            continue;
        }
        assert_eq!(page.headings.iter().filter(|h| **h == 1).count(), 1, "{path} has one main heading");
        let mut last = 0;
        for heading in &page.headings {
            assert!(*heading <= last + 1, "{path}: h{heading} follows h{last}");
            last = *heading;
        }
    }
}

#[test]
fn nothing_is_loaded_from_elsewhere() {
    let (pages, _) = pages();
    for (path, page) in pages {
        for (what, address) in &page.links {
            let loads = !what.starts_with("a ");
            assert!(!loads || !address.contains("://"), "{path} loads {address} ({what})");
        }
    }
}

#[test]
fn every_source_has_a_page_that_says_what_rests_on_it() {
    let (pages, _) = pages();
    let sources: Vec<&String> = pages.keys().filter(|p| p.starts_with("sources/")).collect();
    assert!(sources.len() >= 200, "{} sources", sources.len());
    let agency = &pages["sources/kayhan-reuters-romanowski.html"];
    for words in ["What rests on it", "BibTeX", "CSL-JSON", "Completely reliable"] {
        assert!(agency.text.contains(words), "the page of the agency report does not say `{words}`");
    }
    let citing =
        agency.links.iter().filter(|(_, href)| href.contains("#at-") || href.contains("#claim-")).count();
    assert!(citing > 5, "{citing} places lead back to where they cite");
}

#[test]
fn the_statements_under_examination_are_there_with_their_verdicts() {
    let (pages, _) = pages();
    let briefing = &pages["briefings/ambassador-statement-march-2024.html"].text;
    for words in [
        "2,500",
        "900",
        "165",
        "2014",
        "2017",
        "million",
        "August 2018",
        "White Flags",
        "Kirkuk",
        "Hezbollah",
    ] {
        assert!(briefing.contains(words), "the briefing does not speak of {words}");
    }
    let camps = &pages["briefings/displacement-and-camps.html"];
    for source in ["mei-year-after", "sheltercluster-2018-09", "reach-camps-2018"] {
        let page = format!("../sources/{source}.html");
        assert!(
            camps.links.iter().any(|(_, href)| *href == page),
            "no way from the camps briefing to {source}"
        );
    }
}

#[test]
fn the_dossier_is_whole() {
    let (pages, _) = pages();
    let count = |folder: &str| pages.keys().filter(|p| p.starts_with(folder)).count();
    assert!(count("actors/") >= 41, "{}", count("actors/"));
    assert!(count("events/") >= 60, "{}", count("events/"));
    assert!(count("places/") >= 26, "{}", count("places/"));
    assert!(count("briefings/") >= 5, "{}", count("briefings/"));
    let claims = pages["claims.html"].links.iter().filter(|(_, href)| href.contains("#claim-")).count();
    assert!(claims >= 60, "{claims} claims in the register");
}

#[test]
fn links_lead_from_a_statement_to_what_contradicts_it_its_grades_and_its_common_origin() {
    let (pages, _) = pages();
    // What a part of a page says, and where it leads: paths and anchors.
    let part = |path: &str, id: &str| -> (&str, Vec<(String, Option<String>)>) {
        let (text, links) = &pages[path].parts.get(id).unwrap_or_else(|| panic!("{path} has no part `{id}`"));
        let inside = links.iter().filter(|href| !href.starts_with("http"));
        (text, inside.map(|href| resolve(path, href)).collect())
    };
    let leads = |links: &[(String, Option<String>)], path: &str| links.iter().any(|(to, _)| to == path);
    let home = pages["index.html"].links.iter().map(|(_, href)| resolve("index.html", href));
    assert!(leads(&home.collect::<Vec<_>>(), "claims.html"), "no way from the home page to the claims");

    // The register leads to the claim.
    let (briefing, claim) = ("briefings/displacement-and-camps.html", "claim-million-in-camps");
    assert!(pages["claims.html"].text.contains("more than a million displaced people in August 2018"));
    let way = |(_, href): &(String, String)| resolve("claims.html", href);
    assert!(pages["claims.html"].links.iter().map(way).any(|to| to == (briefing.into(), Some(claim.into()))));

    // The claim says how it stands, and leads to the claim against it, to its sources, and to the one that they have in common.
    let (text, links) = part(briefing, claim);
    for words in ["Contradicted by", "Improbable", "1 origin", "August 2018", "Confirmed by other sources"] {
        assert!(text.contains(words), "the claim does not say `{words}`: {text}");
    }
    assert!(links.contains(&(briefing.into(), Some("claim-half-million-in-camps".into()))));
    assert!(leads(&links, "sources/mei-year-after.html"), "no way from the claim to the common origin");

    // Its citations lead to references with their grades, and these to the pages of the sources.
    let references: Vec<&String> =
        links.iter().filter_map(|(_, id)| id.as_ref().filter(|id| id.starts_with("ref-"))).collect();
    for (source, grade) in [
        ("sheltercluster-2018-09", "usually reliable"),
        ("reach-camps-2018", "completely reliable"),
        ("ocha-snapshot-2018-09", "completely reliable"),
        ("mei-year-after", "usually reliable"),
        ("worldmonitor-seed", "not usually reliable"),
    ] {
        let page = format!("sources/{source}.html");
        let reference = references.iter().find(|id| leads(&part(briefing, id).1, &page));
        let reference = reference.unwrap_or_else(|| panic!("no citation of the claim leads to {source}"));
        let text = part(briefing, reference).0.to_lowercase();
        assert!(text.contains(grade), "the reference to {source} does not say `{grade}`: {text}");
        let back = |(_, href): &(String, String)| resolve(&page, href);
        let claim = (briefing.to_owned(), Some(claim.to_owned()));
        assert!(pages[&page].links.iter().map(back).any(|to| to == claim), "no way back from {source}");
    }

    // The page of the copy says whence it comes.
    assert!(leads(&part("sources/worldmonitor-seed.html", "relays").1, "sources/mei-year-after.html"));
}
