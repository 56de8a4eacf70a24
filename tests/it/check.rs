//! `sourcebook check`: what it sees, how it prints, and how it ends.

use serde_json::Value;

use crate::support::{Run, Site};

/// A site with one mistake for each kind of reader, and one warning.
fn site() -> Site {
    let site = Site::new();
    site.settings("title: Test\nrules: {uncited-paragraph: off}\n");
    site.note("actors/open.md", "---\ntitle: Open\n---\nSee [[nobody]] and [[inside]].\n");
    site.note("actors/inside.md", "---\ntitle: Inside\nvisibility: internal\n---\nSee [[nothing]].\n");
    site.note("actors/draft.md", "---\ntitle: Draft\nvisibility: draft\nkind: sate\n---\nSee [[never]].\n");
    site.note("topics/empty.md", "---\ntitle: Empty\n---\n");
    site
}

fn check(site: &Site, args: &[&str]) -> Run {
    site.command_of("check").args(args).output().unwrap().into()
}

#[test]
fn everything_is_seen_and_nothing_is_written() {
    let site = site();
    let run = check(&site, &[]);
    run.code(1);
    for words in [
        "`nobody`",
        "private-reference",
        "`nothing`",
        "`sate`",
        "`never`",
        "empty-note",
        "5 errors, 1 warning",
    ] {
        assert!(run.stderr.contains(words), "{words} is missing in\n{}", run.stderr);
    }
    assert!(!site.path("public").exists());
}

#[test]
fn a_sound_site_is_fine_and_warnings_can_be_denied() {
    let site = Site::new();
    site.note("pages/open.md", "---\ntitle: Open\n---\nText.\n");
    check(&site, &["--deny", "warnings"]).code(0);
    site.note("topics/empty.md", "---\ntitle: Empty\n---\n");
    check(&site, &[]).code(0);
    check(&site, &["--deny", "warnings"]).code(1);
    site.settings("title: Test\nrules: {empty-note: off}\n");
    check(&site, &["--deny", "warnings"]).code(0);
}

#[test]
fn relays_count_as_one_origin_and_circles_are_reported() {
    let site = Site::new();
    let source = |id: &str, from: &str| {
        site.note(&format!("sources/{id}.md"), &format!("---\ntitle: {id}\nderived_from: [{from}]\n---\n"));
    };
    source("agency", "");
    source("relay", "agency");
    source("relay-of-relay", "relay");
    source("other", "");
    let claims = "claims:\n  - {id: one, statement: One., sources: [agency, relay, relay-of-relay]}\n  - {id: two, statement: Two., sources: [relay-of-relay, other]}\n  - {id: none, statement: None.}\n";
    site.note("actors/x.md", &format!("---\ntitle: X\n{claims}---\nText.\n"));
    site.build().fine();
    let page = site.page("actors/x.html");
    for words in ["3 sources, 1 origin, in common:<", "2 sources, 2 origins<", "no source<"] {
        assert!(page.contains(words), "{words} is missing");
    }
    assert!(site.page("sources/relay-of-relay.html").contains("Followed back to the beginning"));
    source("agency", "relay-of-relay");
    check(&site, &[]).code(0).says("circular-sourcing").says("content/sources/agency.md:3:16");
    site.build().fine();
    assert!(site.page("actors/x.html").contains("3 sources, 1 origin, in common:<"));
}

#[test]
fn programs_read_the_same_findings() {
    let site = site();
    let json = check(&site, &["--format", "json"]);
    json.code(1);
    let found: Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(found.as_array().unwrap().len(), 6);
    let nobody = found
        .as_array()
        .unwrap()
        .iter()
        .find(|f| f["message"].as_str().unwrap().contains("`nobody`"))
        .unwrap();
    assert_eq!(
        (&nobody["file"], &nobody["line"], &nobody["column"]),
        (&"content/actors/open.md".into(), &4.into(), &7.into())
    );
    let log: Value = serde_json::from_str(&check(&site, &["--format", "sarif"]).stdout).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 6);
    let github = check(&site, &["--format", "github"]);
    assert_eq!(github.stdout.lines().filter(|line| line.starts_with("::")).count(), 6);
    assert!(github.stdout.contains("::error title=unknown-link,file=content/actors/open.md,line=4,col=7"));
}

#[test]
fn a_retracted_source_is_struck_through_and_says_what_falls() {
    let site = Site::new();
    site.note(
        "sources/agency.md",
        "---\ntitle: Agency\nretracted: {date: 2024-05-01, reason: It was made up.}\n---\n",
    );
    site.note("sources/relay.md", "---\ntitle: Relay\nderived_from: [agency]\n---\n");
    site.note("sources/other.md", "---\ntitle: Other\n---\n");
    let claims = "claims:\n  - {id: only, statement: Only., sources: [agency]}\n  - {id: relayed, statement: Relayed., sources: [agency, relay]}\n  - {id: apart, statement: Apart., sources: [agency, other]}\n";
    site.note("actors/x.md", &format!("---\ntitle: X\n{claims}---\nText [@agency; @other].\n"));
    site.build().fine();
    let page = site.page("actors/x.html");
    for words in [
        "<del>1</del></a> retracted",
        "Its only source has been retracted",
        "1 of its 2 sources has been retracted",
        "All that supports it goes back to what has been retracted",
        "<strong class=\"withdrawn\">Retracted</strong>",
    ] {
        assert!(page.contains(words), "{words} is missing");
    }
    // What has been retracted is no origin any more.
    let origins = |claim: &str| {
        let from = page.split(&format!("id=\"claim-{claim}\"")).nth(1).unwrap();
        let words = from.split("origin").next().unwrap();
        words.rsplit(", ").next().unwrap().trim().to_owned()
    };
    assert_eq!(["only", "relayed", "apart"].map(origins), ["0", "0", "1"]);
    assert!(!page.contains("<del>2</del>"));
    let source = site.page("sources/agency.html");
    let falls = source.split("id=\"falls\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(
        falls.contains("#claim-only") && falls.contains("#claim-relayed") && !falls.contains("#claim-apart")
    );
    assert!(source.contains("It was made up."));
    let other = site.page("sources/other.html");
    let falls = other.split("id=\"falls\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(falls.contains("#claim-apart"), "nothing else is left");
}

#[test]
fn a_logo_that_is_not_there_is_an_error_at_its_place() {
    let site = Site::new();
    site.settings("title: Test\ntheme:\n  logo: marks/logo.svg\n");
    site.build().code(1).says("missing-asset").says("site.yaml:3:9");
    site.file("static/marks/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    site.build().fine();
    assert!(site.page("index.html").contains("marks/logo.svg"));
}
