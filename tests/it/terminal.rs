//! What the program says while it works and at its end, and in which colours.

use crate::support::{Run, Site, has, has_not};

const WARNED: &str = "---\ntitle: Empty\n---\n";

fn run(site: &Site, args: &[&str], environment: &[(&str, &str)]) -> Run {
    let mut command = site.command_of(args[0]);
    command.args(&args[1..]);
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command.envs(environment.iter().copied()).output().unwrap().into()
}

#[test]
fn a_build_ends_with_one_line() {
    let site = Site::new();
    site.note("topics/empty.md", WARNED);
    let build = run(&site, &["build"], &[]);
    let line = build.fine().stdout.clone();
    assert_eq!(line.lines().count(), 1, "{line}");
    let time = line.strip_prefix(&format!("Built {} in ", site.path("public").display())).unwrap();
    assert!(time.split(' ').next().unwrap().parse::<f64>().is_ok(), "{line}");
    let files = site.output().keys().filter(|path| !path.ends_with('/')).count() - 1;
    has(&line, &format!(" s: 1 note, {files} files ({files} written, 0 unchanged, 0 removed), 1 warning\n"));
    // In a pipe, no bar is painted and nothing is coloured.
    has_not(&build.stderr, "\x1b");
    has_not(&build.stderr, "\r");
}

#[test]
fn quiet_says_errors_only() {
    let site = Site::new();
    site.note("topics/empty.md", WARNED);
    for command in ["build", "check"] {
        for place in [&[command, "--quiet"][..], &[command, "-q"]] {
            let quiet = run(&site, place, &[]);
            assert_eq!((quiet.fine().stdout.as_str(), quiet.stderr.as_str()), ("", ""), "{place:?}");
        }
    }
    assert_eq!(run(&site, &["new", "topic", "Other", "-q"], &[]).fine().stdout, "");
    site.note("topics/wrong.md", "---\ntitel: Wrong\n---\n");
    let wrong = run(&site, &["check", "-q"], &[]);
    wrong.code(1).says("did you mean `title`?");
    has_not(&wrong.stderr, "empty-note");
    run(&site, &["check", "-q", "-v"], &[]).code(2).says("cannot be used with");
}

#[test]
fn verbose_tells_how_long_each_stage_took() {
    let site = Site::new();
    site.note("topics/rivers.md", "---\ntitle: Rivers\n---\nText.\n");
    let said = run(&site, &["build", "--verbose"], &[]).fine().stdout.clone();
    for stage in [
        "reading files",
        "parsing notes",
        "binding links",
        "checking rules",
        "preparing pages",
        "making pages",
    ] {
        let line = said.lines().find(|line| line.trim_start().starts_with(stage));
        let line = line.unwrap_or_else(|| panic!("{stage} has no line in\n{said}"));
        let time = line.trim_start().trim_start_matches(stage).trim().strip_suffix(" s").unwrap();
        assert!(time.parse::<f64>().is_ok(), "{line}");
    }
    has(&said, "  1 topic\n");
    has(&said, "without base_url in site.yaml there is no atom");
    has(&run(&site, &["check", "-v"], &[]).fine().stdout, "checking  ");
}

#[test]
fn colours_follow_the_usual_variables() {
    let site = Site::new();
    site.note("topics/wrong.md", "---\ntitel: Wrong\n---\n");
    let coloured =
        |args: &[&str], environment: &[(&str, &str)]| run(&site, args, environment).stderr.contains("\x1b[");
    for args in [&["check"][..], &["explain", "emty-note"]] {
        assert!(!coloured(args, &[]), "a pipe sees no colours");
        assert!(coloured(args, &[("CLICOLOR_FORCE", "1")]));
        assert!(!coloured(args, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    }
}
