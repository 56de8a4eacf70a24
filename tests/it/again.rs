//! Whatever is kept while somebody writes: the result is always that of a clean run.

use std::collections::BTreeMap;

use sourcebook::compile::{Compiled, Kept, compile, examine, examine_again, output, recompile, retouch};
use sourcebook::diag::Diagnostic;
use sourcebook::load::{self, Sources};
use sourcebook::output::Recipe;
use sourcebook::select::{Audience, Viewer};
use sourcebook::text::{FileId, SourceFile};
use sourcebook::value::date::Day;

use crate::support::Site;

const STEPS: usize = 100;
/// Every so many steps, all pages are compared.
const WHOLE: usize = 8;

fn site() -> Site {
    let site = Site::new();
    site.settings("title: Test\nbase_url: https://example.org/\nrules: {unarchived-source: off}\n");
    let notes = [
        (
            "actors/river-guard.md",
            "kind: armed-group\naliases: [Guards, حرس النهر]\nsummary: It *guards* the river.\nupdated: 2024-05-02\nfounded: 2015\ntopics: [water]\nrelations:\n  - {type: fights, to: ministry, when: 2016, sources: [daily]}\n  - {type: allied-with, to: amber-front, sources: [\"weekly, p. 3\"]}\nclaims:\n  - {id: held, statement: It held the bridge., by: river-guard, said: 2024-03-01, sources: [daily], status: reported}",
            "It fought the [[Ministry]] [@daily].\n\n## Means\n\nBoats from [[amber-front|them]]; see [[claim:held]] [@weekly, p. 4].\n",
        ),
        (
            "actors/ministry.md",
            "kind: government-body\nsummary: It commands.\nupdated: 2024-05-03\nrelations: [{type: opposes, to: amber-front, sources: [daily]}]",
            "It names the River Guard and [[Guards]] [@daily]. ![[figure:dead]]\n",
        ),
        (
            "actors/amber-front.md",
            "kind: armed-group\naliases: [Front]\nclaims:\n  - {id: lost, statement: It lost the bridge., by: ministry, said: 2024-03-02, sources: [weekly], contradicted_by: [\"claim:held\"], status: disputed}",
            "See [[river-guard#Means]] [@weekly]. The Ministry denies it [@daily].\n",
        ),
        ("places/halat.md", "lat: 34.1\nlon: 36.2\nprecision: town", "At [[bridge]] [@daily].\n"),
        ("topics/water.md", "summary: Rivers.", "All about water [@daily].\n"),
        (
            "events/bridge.md",
            "date: 2024-03-01\nkind: battle\nplaces: [halat]\nactors: [{actor: river-guard, role: perpetrator, sources: [daily]}, {actor: ministry, role: target, sources: [daily]}]\nsources: [daily, weekly]\ncredibility: 2\nfigures:\n  - {id: dead, title: Dead, unit: people, concerns: [halat], series: [{as_of: 2024-03, value: 12, sources: [daily]}]}",
            "The bridge fell [@daily].\n",
        ),
        (
            "events/talks.md",
            "date: 2024-04\nkind: meeting\nactors: [ministry]\nsources: [weekly]",
            "They met [@weekly].\n",
        ),
        (
            "briefings/june.md",
            "date: 2024-06-01\njudgements: [{statement: War is likely., likelihood: likely, sources: [daily]}]\nactors: [river-guard]\nevents: [bridge]",
            "It is probable that it goes on [@daily]. See [[talks]].\n",
        ),
        (
            "sources/daily.md",
            "kind: news\npublisher: The Daily\npublished: 2024-03-02\nurl: https://example.org/d\nreliability: B\nreliability_reason: x",
            "Of the day.\n",
        ),
        (
            "sources/weekly.md",
            "kind: news\nauthors: [Ana Velt]\npublished: 2024-03-09\nderived_from: [daily]\nreliability: C",
            "",
        ),
    ];
    for (path, fields, text) in notes {
        let name = path.rsplit('/').next().unwrap().trim_end_matches(".md");
        let title =
            name.split('-').map(|word| word[..1].to_uppercase() + &word[1..]).collect::<Vec<_>>().join(" ");
        site.note(path, &format!("---\ntitle: {title}\n{fields}\n---\n{text}"));
    }
    site
}

/// Numbers that look random, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn pick<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

/// A text after something was done to it at random, as somebody who writes does it.
fn edited(text: &str, step: usize, numbers: &mut Numbers) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let title = lines.iter().position(|line| line.starts_with("title: "));
    match (numbers.below(12), title) {
        (0 | 1, Some(at)) => {
            lines[at] = format!("title: {} {step}", numbers.pick(&["Guards", "New", "Ministry", "Ö"]));
        }
        (2, Some(at)) => lines.insert(at + 1, format!("summary: Step {step}.")),
        (3, Some(at)) => {
            lines.insert(at + 1, format!("aliases: [{}, A {step}]", numbers.pick(&["Front", "B", "Talks"])));
        }
        (4, Some(at)) => lines.insert(at + 1, format!("updated: 2024-06-{:02}", 1 + step % 28)),
        (5, _) => {
            let at = numbers.below(lines.len());
            lines.remove(at);
        }
        (6, _) => {
            // Half of a line is typed.
            let at = numbers.below(lines.len());
            let half = lines[at].chars().count() / 2;
            lines[at] = lines[at].chars().take(half).collect();
        }
        (7, _) => {
            let at = lines.iter().position(|line| line.starts_with("date: "));
            at.into_iter().for_each(|at| lines[at] = format!("date: 2024-{:02}-11", 1 + step % 12));
        }
        (8, _) => lines.push(format!(
            "See [[{}]] [@{}].",
            numbers.pick(&["Guards", "talks", "nobody"]),
            numbers.pick(&["daily", "weekly"])
        )),
        _ => lines.push(format!("Step {step}; the Ministry of Halat, unlikely [@daily].")),
    }
    lines.join("\n") + "\n"
}

fn sorted(mut found: Vec<Diagnostic>) -> Vec<String> {
    found.iter_mut().for_each(|d| d.help.retain(|help| !help.is_empty()));
    let mut all: Vec<String> = found.iter().map(|d| format!("{d:?}")).collect();
    all.sort();
    all
}

/// The bytes of all files of a site, or of those that are wanted.
fn files(compiled: &Compiled, wanted: impl Fn(&str) -> bool) -> BTreeMap<String, Vec<u8>> {
    let stages = compiled.stages();
    let output = output(&stages);
    let files = output.files().iter().filter(|(path, _)| wanted(path.as_str()));
    let bytes = files.map(|(path, recipe)| match recipe {
        Recipe::Make(make) | Recipe::Lasting(make) => (path.to_string(), make().unwrap()),
        Recipe::Bytes(bytes) => (path.to_string(), bytes.clone()),
        Recipe::Copy(_) => (path.to_string(), Vec::new()),
    });
    bytes.collect()
}

/// Does something to a note of a site at random; the answer is its place.
fn step(sources: &mut Sources, good: &Sources, step: usize, numbers: &mut Numbers) -> FileId {
    let at = 1 + numbers.below(sources.files.len() - 1);
    let file = &sources.files[at];
    // What is broken is mended at times, so that there is something to see.
    let text = match numbers.below(3) {
        0 => good.files[at].text.clone(),
        _ => edited(&file.text, step, numbers),
    };
    sources.files[at] = SourceFile { path: file.path.clone(), text }.into();
    FileId(at as u32)
}

#[test]
fn findings_while_writing_are_those_of_a_clean_check() {
    let site = site();
    let good = load::load(&site.root()).unwrap();
    let (now, today) = (jiff::Timestamp::UNIX_EPOCH, Day::from_ymd(2024, 6, 2));
    let (mut sources, mut kept, mut numbers) = (good.clone(), Kept::default(), Numbers(1));
    let mut seen = 0;
    for i in 0..STEPS {
        step(&mut sources, &good, i, &mut numbers);
        let again = examine_again(&sources, &mut kept, now, today, load::open);
        let clean = examine(&sources, now, today, load::open);
        assert_eq!(sorted(again), sorted(clean.clone()), "after step {i}");
        seen += clean.len();
    }
    assert!(seen > STEPS, "edits are seen: {seen}");
}

#[test]
fn another_title_is_shown_at_once_where_the_note_is_named_by_its_id() {
    let site = site();
    let mut sources = load::load(&site.root()).unwrap();
    let viewer = Viewer { audience: Audience::Public, drafts: true, now: jiff::Timestamp::UNIX_EPOCH };
    let mut kept = Kept::default();
    let mut shown = recompile(&sources, &mut kept, viewer, load::open).0.unwrap();
    let at = sources.files.iter().position(|file| file.path.stem() == "ministry").unwrap();
    let mut retitle = |from: &str, to: &str| {
        let SourceFile { path, text } = &*sources.files[at];
        let text = text.replacen(from, to, 1);
        sources.files[at] = SourceFile { path: path.clone(), text }.into();
        retouch(&mut shown, &sources, &mut kept, FileId(at as u32), load::open).is_some().then(|| {
            let page = files(&shown, |path| path == "actors/river-guard.html");
            String::from_utf8(page.into_values().next().unwrap()).unwrap()
        })
    };
    // Others say `ministry`, which is the title as well; by the other name nobody means it.
    assert!(retitle("title: Ministry", "title: Bureau").unwrap().contains(">Bureau<"));
    // `Guards` is the name of another note.
    assert!(retitle("title: Bureau", "title: Guards").is_none());
}

#[test]
fn pages_while_writing_are_those_of_a_clean_build() {
    let site = site();
    let good = load::load(&site.root()).unwrap();
    let viewer = Viewer { audience: Audience::Public, drafts: true, now: jiff::Timestamp::UNIX_EPOCH };
    let (mut sources, mut kept, mut numbers) = (good.clone(), Kept::default(), Numbers(2));
    let (mut shown, _) = recompile(&sources, &mut kept, viewer, load::open);
    let (mut is_shown, mut retouched, mut compared) = (true, 0, 0);
    for i in 0..STEPS {
        if !is_shown {
            // All that is broken is mended, or nothing would be shown any more.
            sources = good.clone();
        }
        let file = step(&mut sources, &good, i, &mut numbers);
        let touched = shown
            .as_mut()
            .filter(|_| is_shown)
            .and_then(|shown| retouch(shown, &sources, &mut kept, file, load::open));
        retouched += usize::from(touched.is_some());
        let found = touched.unwrap_or_else(|| {
            let (new, found) = recompile(&sources, &mut kept, viewer, load::open);
            is_shown = new.is_some();
            shown = new.or(shown.take());
            found
        });
        let (clean, clean_found) = compile(&sources, viewer, load::open);
        assert_eq!(sorted(found), sorted(clean_found), "after step {i}");
        assert_eq!(clean.is_some(), is_shown, "after step {i}");
        let (Some(clean), Some(shown)) = (&clean, shown.as_ref().filter(|_| is_shown)) else { continue };
        let stem = sources.files[file.0 as usize].path.stem();
        let wanted = |path: &str| {
            i % WHOLE == 0
                || path.contains(stem)
                || ["index.html", "changes.html", "actors.html", "actors/ministry.html"].contains(&path)
        };
        let (these, those) = (files(shown, wanted), files(clean, wanted));
        assert_eq!(these.keys().collect::<Vec<_>>(), those.keys().collect::<Vec<_>>(), "after step {i}");
        for (path, bytes) in &these {
            assert!(bytes == &those[path], "after step {i}, {path} is not that of a clean build");
        }
        compared += these.len();
    }
    assert!(retouched > STEPS / 5 && compared > STEPS, "{retouched} retouched, {compared} compared");
}
