//! The same content gives the same bytes, whatever machine, clock, place or order.

use std::fs;

use crate::support::{Site, Tree, differences};

/// Notes in an order in which their files are made, with everything that could be listed in another one.
fn files() -> Vec<(String, String)> {
    let mut all = vec![(
        "site.yaml".to_owned(),
        "title: Test\nbase_url: https://example.org/\nlanguages: [en, ar]\n".to_owned(),
    )];
    for i in 0..30 {
        let (next, other) = ((i + 1) % 30, (i * 7) % 30);
        all.push((
            format!("content/actors/a{i}.md"),
            format!(
                "---\ntitle: Iğdır {i}\naliases: [I{i}, İ{i}, ı{i}]\nupdated: 2024-01-0{}\ntopics: [t{}]\ncountry: p\n\
                 relations: [{{type: allied-with, to: a{next}, sources: [s{i}]}}, {{type: fights, to: a{other}}}]\n\
                 claims: [{{id: c{i}, statement: Claim {i}., by: a{next}, concerns: [a{other}], sources: [s{i}, s{next}]}}]\n\
                 figures: [{{id: f{i}, title: Count {i}, series: [{{as_of: 2024, value: {i}, parts: {{x: 1, y: 2, z: 3}}, sources: [s{i}]}}]}}]\n---\n\
                 Text [[a{next}]] [@s{i}; @s{other}, p. 3].\n\n![[figure:f{next}]]\n",
                i % 9 + 1,
                i % 3
            ),
        ));
        all.push((format!("content/sources/s{i}.md"), format!("---\ntitle: Source {i}\nkind: news\npublished: 2023\npublisher: P{}\nreliability: B\nurl: https://example.org/{i}\n---\n", i % 4)));
        all.push((format!("content/events/e{i}.md"), format!("---\ntitle: Event {i}\ndate: 2024-01\nactors: [a{i}, {{actor: a{next}, role: target}}]\nplaces: [p]\nsources: [s{i}]\n---\nIt happened.\n")));
    }
    for i in 0..3 {
        all.push((format!("content/topics/t{i}.md"), format!("---\ntitle: Topic {i}\n---\nWords.\n")));
    }
    all.push(("content/places/p.md".into(), "---\ntitle: Place\nlat: 1\nlon: 2\n---\n".into()));
    all.push(("content/actors/z.svg".into(), "<svg xmlns='http://www.w3.org/2000/svg'/>".into()));
    all.push((
        "content/briefings/b.md".into(),
        "---\ntitle: B\ndate: 2024-01-01\n---\n![z](../actors/z.svg) [@s1]\n".into(),
    ));
    all.push(("static/css/own.css".into(), "p {}\n".into()));
    all.push(("static/css/more.css".into(), "b {}\n".into()));
    all
}

fn site(reversed: bool) -> Site {
    let site = Site::new();
    let mut files = files();
    if reversed {
        files.reverse();
    }
    for (path, text) in files {
        site.file(&path, text);
    }
    site
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    let first = site(false);
    first.build().fine();
    let wanted = first.output();
    assert!(wanted.len() > 100);
    let same =
        |what: &str, made: &Tree| assert_eq!(differences(made, &wanted), Vec::<String>::new(), "{what}");

    let variables: [&[(&str, &str)]; 7] = [
        &[("RAYON_NUM_THREADS", "1")],
        &[("RAYON_NUM_THREADS", "4")],
        &[("TZ", "Pacific/Kiritimati"), ("RAYON_NUM_THREADS", "13")],
        &[("TZ", "America/Anchorage"), ("SOURCE_DATE_EPOCH", "1")],
        &[("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")],
        &[("LC_ALL", "C"), ("NO_COLOR", "1"), ("USER", "other"), ("HOME", "/nonexistent")],
        &[("CLICOLOR_FORCE", "1"), ("TERM", "xterm-256color")],
    ];
    for set in variables {
        let out = first.path("../other");
        let run = first.build_with(|command| command.envs(set.iter().copied()).arg("--out").arg(&out));
        run.fine();
        same(&format!("{set:?}"), &crate::support::tree(&out));
        fs::remove_dir_all(&out).unwrap();
    }

    let reversed = site(true);
    reversed.build().fine();
    same("another place, files made in reverse", &reversed.output());

    // A site that was reached in steps is the same as one made at once.
    let steps = site(false);
    steps.note("actors/extra.md", "---\ntitle: Extra\n---\n[[a1]]\n").build().fine();
    fs::remove_file(steps.path("content/actors/extra.md")).unwrap();
    steps.build().fine();
    same("built in steps", &steps.output());
}

#[test]
fn root_and_output_can_be_given_in_any_way() {
    let site = site(false);
    site.build().fine();
    let wanted = site.output();
    fs::remove_dir_all(site.path("public")).unwrap();
    for (here, root, out) in [
        ("", ".", "public"),
        ("", "./", "./public/"),
        ("content", "..", "../public"),
        ("..", "site", "site/../site/public"),
    ] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_sourcebook"));
        let run = command
            .current_dir(site.path(here))
            .args(["build", "--root", root, "--out", out])
            .output()
            .unwrap();
        assert!(run.status.success(), "{here} {root} {out}: {}", String::from_utf8_lossy(&run.stderr));
        assert_eq!(differences(&site.output(), &wanted), Vec::<String>::new(), "{here} {root} {out}");
        fs::remove_dir_all(site.path("public")).unwrap();
    }
}

#[test]
fn nothing_of_the_machine_is_in_the_output() {
    let site = site(false);
    let run = site.build_with(|command| command.env("USER", "qzvxuser").env("HOSTNAME", "qzvxhost"));
    run.fine();
    let folder = site.root().to_string_lossy().into_owned();
    for (path, bytes) in site.output() {
        let text = String::from_utf8_lossy(&bytes);
        for trace in [folder.as_str(), "qzvx", env!("CARGO_MANIFEST_DIR")] {
            assert!(!text.contains(trace), "{path} holds {trace}");
        }
    }
}
