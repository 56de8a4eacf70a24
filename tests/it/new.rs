//! `sourcebook new`: notes that are right from the first moment, and never in place of others.

use crate::support::{Run, Site, differences, has, has_not};

fn new(site: &Site, args: &[&str]) -> Run {
    let mut command = site.command_of("new");
    // 18 March 2024.
    command.args(args).env("SOURCE_DATE_EPOCH", "1710720000").output().unwrap().into()
}

fn note(site: &Site, path: &str) -> String {
    std::fs::read_to_string(site.path("content").join(path)).unwrap()
}

#[test]
fn a_new_note_of_every_type_passes_the_check() {
    let site = Site::new();
    for (args, path, link) in [
        (&["source", "Three", "days"][..], "sources/three-days.md", "[@three-days]"),
        (&["actor", "River Guard", "--set", "founded=2015~"], "actors/river-guard.md", "[[river-guard]]"),
        (&["place", "Bab al-Hawa", "--set", "lat=36.2", "--set", "lon=36.7"], "places/bab-al-hawa.md", "[["),
        (&["topic", "Detention: law"], "topics/detention-law.md", "[["),
        (&["event", "The bridge falls", "--set", "date=2024-03-24"], "events/the-bridge-falls.md", "[["),
        (&["briefing", "Spring 2024"], "briefings/spring-2024.md", "[["),
        (&["page", "Methods"], "pages/methods.md", "[["),
    ] {
        new(&site, args).fine().says(path).says(link);
        has(&note(&site, path), "\n# summary: ");
    }
    has(&note(&site, "topics/detention-law.md"), "title: \"Detention: law\"\n");
    has(&note(&site, "briefings/spring-2024.md"), "\ndate: 2024-03-18\n");
    let check = Run::from(site.command_of("check").output().unwrap());
    check.fine();
    assert!(check.findings().iter().all(|finding| finding.level == "warning"), "{}", check.stderr);
    let empty =
        ["empty-note content/briefings/spring-2024.md:1:1", "empty-note content/pages/methods.md:1:1"];
    for finding in empty {
        assert!(
            check.rules().contains(&finding.to_owned()),
            "the first thing to do is reported: {:?}",
            check.rules()
        );
    }
    site.build().fine();
    has_not(&site.page("pages/methods.html".trim_start_matches("pages/")), "this line reaches no reader");
}

#[test]
fn an_address_comes_with_the_day_on_which_it_was_read() {
    let site = Site::new();
    let args =
        ["source", "Daily", "--url", "https://daily.example/a?b=1#c", "--set", "authors=Ann B, Carl D"];
    new(&site, &args).fine();
    let text = note(&site, "sources/daily.md");
    has(
        &text,
        "title: Daily\nauthors: [Ann B, Carl D]\nurl: https://daily.example/a?b=1#c\naccessed: 2024-03-18\n",
    );
    new(&site, &["source", "Other", "--url", "daily.example"]).code(2).says("cannot be used");
    new(&site, &["actor", "Other", "--url", "https://daily.example"]).code(2).says("--url is for sources");
}

#[test]
fn titles_of_other_scripts_give_names_that_any_keyboard_has() {
    let site = Site::new();
    for (title, path) in [
        ("حزب الله", "actors/hzb-allah.md"),
        ("Служба безопасности", "actors/sluzhba-bezopasnosti.md"),
        ("L’Élysée", "actors/lelysee.md"),
    ] {
        new(&site, &["actor", title]).fine().says(path);
        has(&note(&site, path), &format!("title: {title}\n"));
    }
    new(&site, &["actor", "北京", "--id", "beijing"]).fine().says("actors/beijing.md");
}

#[test]
fn nothing_that_exists_is_touched() {
    let site = Site::new();
    site.note("actors/river-guard.md", "---\ntitle: River Guard\n---\nText.\n");
    site.note("places/Upper River/index.md", "---\ntitle: Upper River\n---\n");
    let before = site.everything();
    new(&site, &["actor", "River Guard"]).code(3).says("content/actors/river-guard.md").says("--id");
    new(&site, &["source", "River Guard"]).code(3).says("content/actors/river-guard.md");
    new(&site, &["topic", "Upper river"]).code(3).says("content/places/Upper River/index.md");
    new(&site, &["acter", "X"]).code(2).says("there is no note type `acter`").says("did you mean `actor`?");
    new(&site, &["actor", "X", "--set", "knd=person"]).code(2).says("did you mean `kind`?");
    new(&site, &["actor", "X", "--set", "kind"]).code(2).says("--set FIELD=VALUE");
    new(&site, &["event", "X"]).code(2).says("a note of type event needs `date`").says("--set date=");
    new(&site, &["actor", "…"]).code(2).says("--id");
    new(&site, &["actor", "X", "--id", "A b"]).code(2).says("`--id a-b` would do");
    new(&site, &["actor"]).code(2).says("the note has no title");
    new(&site, &[]).code(2).says("no type and no title").says("briefing");
    // What would be an error in the site is shown and not written.
    let wrong = new(&site, &["event", "X", "--set", "date=24 March 2024", "--set", "kind=atack"]);
    wrong.code(1).says("bad-date").says("did you mean `attack`?").says("nothing was written");
    new(&site, &["page", "Timeline"]).code(1).says("reserved-id");
    assert_eq!(differences(&before, &site.everything()), Vec::<String>::new());
    let elsewhere = tempfile::tempdir().unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_sourcebook"));
    let run = command.args(["new", "actor", "X"]).current_dir(elsewhere.path()).output().unwrap();
    Run::from(run).code(4).says("it has no site.yaml");
}
