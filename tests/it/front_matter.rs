//! Mistakes in front matter and file names: each is found, at its place, with what to do.

use crate::support::{Site, check, has};

#[test]
fn unknown_fields_are_errors_with_a_hint() {
    check(
        "
        //- actors/x.md
        ---
        title: X
        visibilty: draft
        ^^^^^^^^^ unknown-field: unknown field `visibilty` … did you mean `visibility`?
        relatons: []
        ^^^^^^^^ unknown-field: did you mean `relations`?
        reliability: A
        ^^^^^^^^^^^ unknown-field: `reliability` is a field of source notes; this is an actor note
        zzz: 1
        ^^^ unknown-field: the fields of an actor note are: … aliases
        ---
        ",
    );
}

#[test]
fn habits_from_other_programs_are_told_the_field_that_is_meant() {
    check(
        "
        //- sources/s.md
        ---
        title: S
        date: 2024-03-01
        ^^^^ unknown-field: a source note says this in `published`
        Author: Someone
        ^^^^^^ unknown-field: a source note says this in `authors`
        link: https://example.org/
        ^^^^ unknown-field: a source note says this in `url`
        credibility: 2
        ^^^^^^^^^^^ unknown-field: a source note says this in `reliability`
        tags: [a, b]
        ^^^^ unknown-field: a source note says this in `topics`
        slug: other
        ^^^^ unknown-field: a note is known by the name of its file
        ---
        //- events/e.md
        ---
        title: E
        date: 2024-03-01
        published: 2024-03-01
        ^^^^^^^^^ unknown-field: an event note says this in `date`
        last-modified: 2024-03-01
        ^^^^^^^^^^^^^ unknown-field: an event note says this in `updated`
        ---
        ",
    );
}

#[test]
fn links_in_texts_of_fields_must_lead_somewhere() {
    check(
        "
        //- actors/x.md
        ---
        title: X
        summary: Led by [[nobody]], fights [[y|some]] [@nothing, p. 3].
                          ^^^^^^ unknown-link: there is no note `nobody`
                                                      ^^^^^^^^^^^^^^^^ unknown-source: there is no source `nothing`
        claims:
          - id: one
            statement: \"So says [[secret]], or [[claim:two|that]].\"
                                  ^^^^^^ private-reference: may not see
                                                 ^^^^^^^^^ unknown-claim: there is no claim `two`
        ---
        //- actors/y.md
        ---
        title: Y
        summary: Known as [[x|the other one]], of [[Secret Man|a man]].
                                                    ^^^^^^^^^^ private-reference: may not see
        ---
        //- actors/secret.md
        ---
        title: Secret Man
        visibility: internal
        summary: Knows [[x]].
        ---
        ",
    );
}

#[test]
fn unknown_fields_are_found_at_every_depth() {
    check(
        "
        //- actors/x.md
        ---
        title: X
        claims:
          - id: one
            statement: It is so.
            sorces: []
            ^^^^^^ unknown-field: did you mean `sources`?
        figures:
          - id: two
            title: Two
            series:
              - as_of: 2024
                valeu: 3
                ^^^^^ unknown-field: did you mean `value`?
        relations:
          - {type: leads, to: y, wen: 2024}
                                 ^^^ unknown-field: did you mean `when`?
        ---
        //- actors/y.md
        ---
        title: Y
        aliases: [{name: Z, langg: en}]
                            ^^^^^ unknown-field: did you mean `lang`?
        ---
        //- events/e.md
        ---
        title: E
        date: 2024
        actors: [{actor: x, rol: target}]
                            ^^^ unknown-field: did you mean `role`?
        sources: [{source: s, locater: p. 3}]
                              ^^^^^^^ unknown-field: did you mean `locator`?
        ---
        //- sources/s.md
        ---
        title: S
        confidential: {lable: x}
                       ^^^^^ unknown-field: did you mean `label`?
                      ^ missing-field: the field `label` is missing
        ---
        ",
    );
}

#[test]
fn wrong_types_name_what_is_wanted() {
    check(
        "
        //- actors/x.md
        ---
        title: X
        aliases: Iks
                 ^^^ wrong-type: wanted a list … write [Iks]
        summary: {a: b}
                 ^^^^^^ wrong-type: text
        claims: yes
                ^^^ wrong-type: a list
        figures:
          - id: f
            title: F
            series:
              - {as_of: 2024, value: many, at_least: yes}
                                     ^^^^ wrong-type: a number
                                                     ^^^ wrong-type: `true` or `false`
        ---
        ",
    );
    check(
        "
        //- places/x.md
        ---
        title: X
        lat: north
             ^^^^^ wrong-type: a number
        lon: 0123
             ^^^^ wrong-type: a number
        ---
        //- places/comma.md
        ---
        title: Comma
        lat: 4,3
             ^^^ wrong-type: a number … write decimals behind a point: `4.3`
        lon: 36,345
             ^^^^^^ wrong-type: a number … write `36.345` if the comma stands before decimals, `36345` if it divides thousands
        ---
        //- sources/parts.md
        ---
        title: Parts
        archived: https://web.archive.example/x
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ wrong-type: a mapping … write it with its parts: {url: …, date: …}
        claims: [It is so.]
                 ^^^^^^^^^ wrong-type: a mapping … {id: …, statement: …, by: …, said: …, …}
        ---
        //- events/echo.md
        ---
        title: Echo
        date: 2024
        sources: list
                 ^^^^ wrong-type: a list … write [list]
        credibility: high
                     ^^^^ wrong-type: a number from 1 (confirmed by other sources) to 6
        ---
        //- actors/parts.fr.md
        ---
        ^^^ bad-id: the file's name is no id … name `fr` in the `languages` of site.yaml
        title: Parts
        ---
        //- topics/links.md
        ---
        title: Links
        summary: Of [[y]] and [[Y]] and [@list].
                      ^ warning link-in-field: readers see `y` here … [[y|Y]]
                                        ^^^^^^^ warning link-in-field: readers see no citation
        ---
        [site](www.example.org/a)
        ^^^^^^^^^^^^^^^^^^^^^^^^^ missing-asset: there is no file … https://www.example.org/a
        //- sources/list.md
        ---
        title: List
        authors: Smith, John
                 ^^^^^^^^^^^ wrong-type: a list … write [\"Smith, John\"], or [Smith, John] if these are several
        aliases: \"RG: the guard\"
                 ^^^^^^^^^^^^^^^ wrong-type: a list … write [\"RG: the guard\"]
        derived_from: {a: b}
                      ^^^^^^ wrong-type: a list … begin each entry with `- `
        publisher: #1 Brigade
                 ^ empty-field: this field has no value … `#` begins a comment: write \"#1 Brigade\" with its quotes
        doi: somewhere
             ^^^^^^^^^ wrong-value: `somewhere` is no DOI … `10.1000/182`
        isbn: 978-0-306-40615-8
              ^^^^^^^^^^^^^^^^^ wrong-value: its last digit does not fit
        ---
        //- places/y.md
        ---
        title: Y
        lat: 95
             ^^ wrong-value: a latitude lies between -90 and 90 degrees
        lon: -181.5
             ^^^^^^ wrong-value: a longitude lies between -180 and 180 degrees
        ---
        //- places/z.md
        ---
        title: Z
        lat: 35
             ^^ missing-field: `lat` and `lon`
        native_name: 007
        ---
        ",
    );
}

#[test]
fn numbers_without_quotes_are_text_where_text_is_wanted() {
    let site = check(
        "
        //- actors/x.md
        ---
        title: 1.10
        aliases: [007, yes, 2024-01-01]
        ---
        ",
    );
    let page = crate::support::shown(&site.page("actors/x.html"));
    for name in ["1.10", "007", "yes", "2024-01-01"] {
        has(&page, name);
    }
}

#[test]
fn empty_values_are_errors_and_empty_lists_are_not() {
    check(
        "
        //- actors/x.md
        ---
        title: X
        kind: ~
              ^ empty-field: take the line out
        topics: []
        relations:
        ---
        //- actors/y.md
        ---
        title: \"  \"
               ^^^^ empty-field: a name without letters
        ---
        ",
    );
}

#[test]
fn grades_and_words_are_those_of_the_scales() {
    check(
        "
        //- sources/s.md
        ---
        title: S
        kind: newspaper
              ^^^^^^^^^ wrong-value: the words are: news, official
        reliability: G
                     ^ wrong-value: A, B, C, D, E, F
        ---
        //- sources/t.md
        ---
        title: T
        reliability: a
                     ^ wrong-value: `A`
        ---
        //- actors/x.md
        ---
        title: X
        kind: armed-grup
              ^^^^^^^^^^ wrong-value: did you mean `armed-group`?
        claims:
          - {id: c, statement: So., credibility: 7, status: proven}
                                                 ^ wrong-value: from 1 (confirmed by other sources) to 6
                                                            ^^^^^^ wrong-value: confirmed, reported
        ---
        //- events/e.md
        ---
        title: E
        date: 2024
        actors: [{actor: x, role: victim}]
                                  ^^^^^^ wrong-value: perpetrator, claimed-by
        ---
        ",
    );
}

#[test]
fn dates_are_edtf_and_slips_get_the_right_form() {
    check(
        "
        //- sources/a.md
        ---
        title: A
        published: 24 March 2024
                   ^^^^^^^^^^^^^ bad-date: write `2024-03-24`
        updated: 2024-02-30
                 ^^^^^^^^^^ bad-date
        review_by: 9999-12-31
                   ^^^^^^^^^^ bad-date: 9999 is no date
        accessed: 03/04/2024
                  ^^^^^^^^^^ bad-date: `2024-04-03` if the day comes first
        ---
        //- sources/b.md
        ---
        title: B
        published: c. 2024
                   ^^^^^^^ bad-date: write `2024~`
        accessed: 2024/2020
                  ^^^^^^^^^ bad-date
        publish_at: 2026-03-01 09:00
                    ^^^^^^^^^^^^^^^^ bad-date: write it like 2026-03-01T09:00:00+01:00
        ---
        //- actors/x.md
        ---
        title: X
        founded: 0000
        dissolved: soon
                   ^^^^ bad-date: `2023-10~`
        relations:
          - {type: leads, to: x, when: \"2014-2017\"}
                                       ^^^^^^^^^^^ bad-date: write `2014/2017`
        ---
        ",
    );
}

#[test]
fn duplicate_fields_are_errors_and_never_the_last_wins() {
    check(
        "
        //- actors/x.md
        ---
        title: X
        visibility: public
        visibility: internal
        ^^^^^^^^^^ duplicate-field: `visibility` … keep one of the two
        claims:
          - id: a
            statement: One.
            id: b
            ^^ duplicate-field: `id`
        ---
        ",
    );
    // What the first line withholds stays withheld, and the mistake is told to those who may see the note.
    let site = Site::of("//- actors/x.md\n---\ntitle: X\nvisibility: internal\nvisibility: public\n---\n");
    site.build().fine();
    assert!(!site.path("public/actors/x.html").exists());
    let run = site.build_with(|command| command.args(["--audience", "internal"]));
    run.code(1);
    assert_eq!(run.rules(), ["duplicate-field content/actors/x.md:4:1"]);
}

#[test]
fn required_fields_are_asked_for() {
    check(
        "
        //- actors/x.md
        ---
        ^^^ missing-field: the field `title` is missing … add `title: …`
        summary: words
        ---
        //- events/e.md
        ---
        ^^^ missing-field: the field `date` is missing
        title: E
        ---
        //- events/f.md
        ---
        ^^^ missing-field: the field `title` is missing
        ^^^ missing-field: the field `date` is missing
        kind: attack
        ---
        //- briefings/b.md
        ---
        ^^^ missing-field: the field `date` is missing
        title: B
        ---
        Words.
        //- topics/t.md
        ---
        ^^^ missing-field: the front matter is empty
        ---
        //- actors/y.md
        ---
        title: Y
        claims:
          - statement: No id.
            ^ missing-field: the field `id` is missing
        relations:
          - {to: x}
            ^ missing-field: the field `type` is missing
        ---
        ",
    );
}

#[test]
fn the_type_comes_from_the_folder_or_the_field() {
    check(
        "
        //- people/x.md
        ---
        ^^^ no-type: add `type: actor`
        title: X
        ---
        //- y.md
        ---
        ^^^ no-type
        title: Y
        ---
        //- actors/z.md
        ---
        title: Z
        type: acter
              ^^^^^ wrong-value: `acter` is no note type … did you mean `actor`?
        ---
        //- actors/q.md
        ---
        title: Q
        type: vegetable
              ^^^^^^^^^ wrong-value: the types are: actor, source
        ---
        ",
    );
    let site = check(
        "
        //- people/x.md
        ---
        title: X
        type: actor
        ---
        //- actors/y/index.md
        ---
        title: Y
        ---
        See [[x]].
        //- actors/z.md
        ---
        title: Z
        type: place
        ---
        ",
    );
    for page in ["actors/x.html", "actors/y.html", "places/z.html"] {
        assert!(site.path("public").join(page).exists(), "{page}");
    }
}

#[test]
fn an_id_has_one_note() {
    check(
        "
        //- actors/x.md
        ---
        title: X
        ---
        //- places/x.md
        ---
        ^^^ duplicate-id: two notes have the id `x` … content/actors/x.md:1:1 … rename one of the two files
        title: X
        ---
        //- topics/X.md
        ---
        ^^^ duplicate-id: content/actors/x.md:1:1
        title: Case
        ---
        Text.
        //- actors/y z.md
        ---
        title: YZ
        ---
        //- actors/y-z.md
        ---
        ^^^ duplicate-id: two notes have the id `y-z`
        title: YZ
        ---
        ",
    );
    check(
        "
        //- actors/é.md
        ---
        ^^^ duplicate-id: content/actors/e\u{301}.md:1:1
        title: Composed
        ---
        //- actors/e\u{301}.md
        ---
        title: Decomposed
        ---
        //- actors/iran.md
        ---
        title: Iran
        ---
        //- actors/irаn.md
        ---
        ^^^ near-duplicate-id: looks like `iran` … content/actors/iran.md:1:1
        title: Cyrillic
        ---
        ",
    );
}

#[test]
fn claims_and_figures_have_ids_of_their_own() {
    check(
        "
        //- actors/x.md
        ---
        title: X
        claims:
          - {id: one, statement: A.}
          - {id: Two Words, statement: B.}
                 ^^^^^^^^^ bad-id: write `two-words`
        figures:
          - {id: one, title: F}
        ---
        //- actors/y.md
        ---
        title: Y
        claims:
          - {id: one, statement: C.}
                 ^^^ duplicate-id: two claims have the id `one` … content/actors/x.md:4:10
        figures:
          - {id: one, title: G}
                 ^^^ duplicate-id: two figures have the id `one` … content/actors/x.md:7:10
        ---
        ",
    );
}

#[test]
fn file_names_become_ids_or_are_refused() {
    check(
        "
        //- actors/a%b.md
        ---
        ^^^ bad-id: an id cannot contain `%` … rename the file to a-b.md
        title: A
        ---
        //- actors/c(d).md
        ---
        ^^^ bad-id: rename the file to c-d.md
        title: C
        ---
        //- actors/😀.md
        ---
        ^^^ bad-id
        title: E
        ---
        //- actors/a&b's.md
        ---
        ^^^ bad-id: rename the file to a-b-s.md
        title: F
        ---
        ",
    );
    let site = check(
        "
        //- actors/Islamic State.md
        ---
        title: IS
        ---
        //- actors/الدولة_الإسلامية.md
        ---
        title: Arabic
        ---
        See [[Islamic State]].
        ",
    );
    assert!(site.path("public/actors/islamic-state.html").exists());
    assert!(site.path("public/actors/الدولة-الإسلامية.html").exists());
    has(&site.page("actors.html"), "href=\"actors/%D8%A7%D9%84%D8%AF%D9%88%D9%84%D8%A9-");
}

#[cfg(unix)]
#[test]
fn names_that_other_systems_refuse_are_refused() {
    for name in ["CON.md", "aux.txt", "a:b.md", "x /y.md", "nul", "a\\b.md", "new\nline.md", "COM¹.md"] {
        let site = Site::new();
        site.note(&format!("actors/{name}"), "---\ntitle: X\n---\n");
        let run = site.build();
        run.code(1).says("bad-name").says("rename the file");
        assert!(!run.stderr.contains("new\nline"), "{}", run.stderr);
    }
}

#[test]
fn references_lead_to_what_exists_and_is_of_the_right_type() {
    check(
        "
        //- actors/x.md
        ---
        title: X
        country: iraq
                 ^^^^ unknown-link: there is no place `iraq`
        topics: [wra]
                 ^^^ unknown-link: there is no topic `wra` … did you mean `war`?
        aliases: [{name: Iks, sources: [srce]}]
                                        ^^^^ unknown-source: there is no source `srce`
        relations:
          - {type: leads, to: nobody, sources: [src, \"src, p. 3\", s]}
                              ^^^^^^ unknown-link: there is no actor `nobody`
                                                                  ^ unknown-source
          - {type: leads, to: src}
                              ^^^ wrong-note-type: `to` wants an actor here, but `src` is a source
        claims:
          - id: one
            statement: A.
            by: war
                ^^^ wrong-note-type: `by` wants an actor here, but `war` is a topic
            concerns: [nothing]
                       ^^^^^^^ unknown-link: there is no note `nothing`
            sources: [x]
                      ^ wrong-note-type: `sources` wants a source here, but `x` is an actor
            contradicted_by: [claim:tow, src]
                              ^^^^^^^^^ unknown-claim: there is no claim `tow` … did you mean `two`?
          - {id: two, statement: B., contradicted_by: [claim:one]}
        figures:
          - id: f
            title: F
            series: [{as_of: 2024, value: 1, counted_by: somebody else, sources: [nosuch]}]
                                                                                  ^^^^^^ unknown-source
        ---
        //- events/e.md
        ---
        title: E
        date: 2024
        places: [x]
                 ^ wrong-note-type: `places` wants a place here, but `x` is an actor
        actors: [src, {actor: y}]
                 ^^^ wrong-note-type: `actors` wants an actor here
                              ^ unknown-link: there is no actor `y`
        ---
        //- briefings/b.md
        ---
        title: B
        date: 2024
        actors: [e]
                 ^ wrong-note-type: wants an actor here, but `e` is an event
        events: [x]
                 ^ wrong-note-type: wants an event here, but `x` is an actor
        judgements: [{statement: So., likelihood: likely, sources: [nil]}]
                                                                    ^^^ unknown-source
        ---
        Text.
        //- sources/src.md
        ---
        title: Src
        derived_from: [gone]
                       ^^^^ unknown-source: there is no source `gone`
        ---
        //- topics/war.md
        ---
        title: War
        ---
        Text.
        ",
    );
}

#[test]
fn an_ambiguous_name_lists_its_notes() {
    check(
        "
        //- actors/kataib.md
        ---
        title: Kataib
        aliases: [The Party]
        ---
        //- actors/lebanese.md
        ---
        title: Lebanese
        aliases: [the party]
        relations:
          - {type: supports, to: The Party}
                                 ^^^^^^^^^ ambiguous-link: `kataib`, `lebanese`
        ---
        See [[The Party]].
              ^^^^^^^^^ ambiguous-link: write the id of the one that you mean: `kataib`, `lebanese`
        //- sources/party.md
        ---
        title: The Party
        ---
        ",
    );
}

#[test]
fn a_reserved_name_or_an_address_in_use_is_refused() {
    check(
        "
        //- pages/index.md
        ---
        ^^^ reserved-id: rename the file
        title: Home
        ---
        Text.
        //- pages/404.md
        ---
        ^^^ reserved-id
        title: None
        ---
        Text.
        //- pages/timeline.md
        ---
        ^^^ reserved-id: `timeline` is the address of one of the site's own pages
        title: Time
        ---
        Text.
        //- actors/x.md
        ---
        title: X
        former_ids: [y, old, A B]
                     ^ address-collision: `y` is the id of a note that exists
                             ^^^ address-collision: this is no id
        ---
        //- actors/y.md
        ---
        title: Y
        former_ids: [old]
                     ^^^ address-collision: two notes say that `old` was their id
        ---
        ",
    );
    check("//- actors/index.md\n---\n^^^ reserved-id: `index` cannot be an id\ntitle: All\n---\n");
    let site = Site::of("//- actors/x.md\n---\ntitle: X\n---\n");
    site.file("static/actors/X.html", "mine").build().code(1).says("address-collision").says("actors/x.html");
    let site = Site::of("//- actors/x.md\n---\ntitle: X\n---\n");
    site.file("static/actors.html/x.txt", "mine").build().code(1).says("address-collision");
}

#[test]
fn a_judgement_has_a_likelihood_or_a_confidence() {
    check(
        "
        //- briefings/b.md
        ---
        title: B
        date: 2024-01-01
        judgements:
          - statement: Both.
            likelihood: likely
            confidence: high
                        ^^^^ likelihood-and-confidence: keep one, or make two judgements
          - statement: Neither.
                       ^^^^^^^^ missing-field: `likelihood: likely` or `confidence: moderate`
        ---
        ",
    );
}

#[test]
fn yaml_that_expands_or_acts_is_refused() {
    check(
        "
        //- actors/a.md
        ---
        title: &x A
                  ^ yaml-refused: an anchor (`&name`) is not allowed here
        summary: *x
                 ^^ yaml-refused: an alias (`*name`) is not allowed here
        ---
        //- actors/b.md
        ---
        title: !!python/object B
                               ^ yaml-refused: a tag (`!name`) is not allowed here
        ---
        //- actors/c.md
        ---
        title: C
        summary: !include /etc/passwd
                          ^^^^^^^^^^^ yaml-refused: a tag
        ---
        //- actors/d.md
        ---
        title: D
        ...
        title: E
        ^ yaml-refused: a second YAML document
        ---
        //- actors/e.md
        ---
        title: E
        {a: b}: c
        ^^^^^^ yaml-refused: a key that is no text
        ---
        ",
    );
    let bomb: String =
        (1..10).map(|i| format!("a{i}: &a{i} [{}]\n", format!("*a{}, ", i - 1).repeat(9))).collect();
    Site::of("")
        .note("actors/x.md", &format!("---\ntitle: X\na0: &a0 lol\n{bomb}---\n"))
        .build()
        .code(1)
        .says("yaml-refused");
    for deep in ["[".repeat(60_000), "a: ".repeat(10_000), "{a: ".repeat(10_000)] {
        Site::of("")
            .note("actors/x.md", &format!("---\ntitle: X\nsummary: {deep}\n---\n"))
            .build()
            .code(1)
            .says("content/actors/x.md:3:");
    }
}

#[test]
fn yaml_syntax_errors_have_their_place() {
    let site = Site::new();
    site.note("actors/tab.md", "---\ntitle: X\nclaims:\n\t- id: x\n---\n");
    site.note("actors/quote.md", "---\ntitle: \"X\nsummary: y\n---\n");
    site.note("actors/colon.md", "---\ntitle: X: the story\n---\n");
    site.note("actors/list.md", "---\n- title\n- x\n---\n");
    site.note("actors/text.md", "---\njust words\n---\n");
    site.note("actors/fine.md", "---\ntitle: Fine\nvisibilty: x\n---\n");
    let run = site.build();
    run.code(1);
    let found = run.rules();
    for wanted in [
        "yaml-syntax content/actors/tab.md:4:1",
        "wrong-type content/actors/list.md:2:1",
        "wrong-type content/actors/text.md:2:1",
        "unknown-field content/actors/fine.md:3:1",
    ] {
        assert!(found.contains(&wanted.to_owned()), "{wanted} is not in {found:?}");
    }
    for file in ["quote.md:", "colon.md:2:"] {
        assert!(
            found.iter().any(|f| f.starts_with(&format!("yaml-syntax content/actors/{file}"))),
            "{file}: {found:?}"
        );
    }
    run.says("YAML allows no tabs").says("put the value in quotes");
}

#[test]
fn a_note_begins_with_front_matter() {
    for (text, place, words) in [
        ("", "1:1", "has no front matter"),
        ("\n", "1:1", "has no front matter"),
        ("Only text.\n", "1:1", "has no front matter"),
        ("\n---\ntitle: X\n---\n", "1:1", "has no front matter"),
        ("---\n", "1:1", "has no end"),
        ("---", "1:1", "has no end"),
        ("---\ntitle: X\nText.\n", "1:1", "has no end"),
        ("---\ntitle: X\n```\n --- \n```\n", "1:1", ""),
        ("---js\nfs.readFileSync('/etc/passwd')\n---\n", "1:1", "---js"),
        ("---toml\ntitle = 'X'\n---\n", "1:1", "---toml"),
        (";;;\ntitle: X\n;;;\n", "1:1", ";;;"),
        ("+++\ntitle = 'X'\n+++\n", "1:1", "+++"),
    ] {
        let site = Site::of("//- actors/other.md\n---\ntitle: Y\nkind: x\n---\n");
        let run = site.note("actors/x.md", text).build();
        run.code(1).says(words);
        let found = run.rules();
        assert!(
            found.contains(&"wrong-value content/actors/other.md:3:7".to_owned()),
            "other notes are still checked: {found:?}"
        );
        assert!(
            found.iter().any(|f| f.ends_with(&format!("content/actors/x.md:{place}"))),
            "{text:?}: {found:?}"
        );
    }
}

#[test]
fn the_end_of_front_matter_is_a_whole_line() {
    let site = check(
        "
        //- actors/x.md
        ---
        title: X
        summary: |
          a --- b
          ---
        ---
        One.

        ---

        ```yaml
        ---
        title: not this
        ---
        ```
        Two.
        ",
    );
    let page = crate::support::shown(&site.page("actors/x.html"));
    has(&page, "One.");
    has(&page, "title: not this");
    has(&page, "Two.");
}

#[test]
fn what_is_no_text_is_refused_with_its_place() {
    let utf16 = "---\ntitle: X\n---\n".encode_utf16().flat_map(u16::to_le_bytes);
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(utf16).collect();
    for (bytes, wanted) in [
        (utf16, "bad-encoding content/actors/x.md:1:1"),
        (b"---\ntitle: X\n---\nab\xffc\n".to_vec(), "bad-encoding content/actors/x.md:4:3"),
        (b"---\ntitle: X\n---\nab\xc0\xafc\n".to_vec(), "bad-encoding content/actors/x.md:4:3"),
        (b"---\ntitle: X\n---\nab\xed\xa0\x80c\n".to_vec(), "bad-encoding content/actors/x.md:4:3"),
        (b"---\ntitle: X\n---\na\0b\n".to_vec(), "control-character content/actors/x.md:4:2"),
        (b"---\ntitle: X\x1b]0;evil\x07\n---\n".to_vec(), "control-character content/actors/x.md:2:9"),
        ("---\ntitle: X\n---\na\u{fffe}".into(), "control-character content/actors/x.md:4:2"),
        (
            b"---\ntitle: X\n---\n".iter().copied().chain(vec![b'a'; 4 << 20]).collect(),
            "too-large content/actors/x.md:1:1",
        ),
        (
            format!("---\ntitle: X\nsummary: {}\n---\n", "a".repeat(300 << 10)).into_bytes(),
            "too-large content/actors/x.md:1:1",
        ),
    ] {
        let site = Site::new();
        let run = site.file("content/actors/x.md", bytes).build();
        run.code(1);
        assert_eq!(run.rules(), [wanted], "{}", run.stderr);
        assert!(!run.stderr.contains(['\u{1b}', '\0', '\u{7}']), "no control character gets to the terminal");
    }
}

#[test]
fn twenty_mistakes_are_twenty_findings() {
    check(
        "
        //- events/e.md
        ---
        title: E
        date: 2024
        date_words: [x]
                    ^^^ wrong-type
        kind: atack
              ^^^^^ wrong-value: did you mean `attack`?
        credibility: 9
                     ^ wrong-value
        visibilty: draft
        ^^^^^^^^^ unknown-field
        lang: english
              ^^^^^^^ wrong-value
        publish_at: tomorrow
                    ^^^^^^^^ bad-date
        updated: 32/13/2024
                 ^^^^^^^^^^ bad-date
        summary: {x: y}
                 ^^^^^^ wrong-type
        topics: nothing
                ^^^^^^^ wrong-type
        title: Again
        ^^^^^ duplicate-field
        places: [here]
                 ^^^^ unknown-link
        actors:
          - {actor: them, role: enemy}
                    ^^^^ unknown-link
                                ^^^^^ wrong-value
        sources:
          - nosuch
            ^^^^^^ unknown-source
        claims:
          - {id: c, statement: S., status: true}
                                           ^^^^ wrong-value
          - {statement: S.}
            ^ missing-field
        figures:
          - {id: f, title: F, serie: []}
                              ^^^^^ unknown-field
          - {id: g, title: G, series: [{as_of: 2024, value: 2_500}]}
                                                            ^^^^^ wrong-type: 2500
        ---
        See [[nobody]] and [@nothing].
              ^^^^^^ unknown-link
                             ^^^^^^^ unknown-source
        ![](nofile.jpg) and [x](javascript:y).
        ^^^^^^^^^^^^^^^ missing-asset
                            ^^^^^^^^^^^^^^^^^ unsafe-address
        ",
    );
}

/// A field that is there is not missing, whatever is wrong with it.
#[test]
fn a_wrong_value_in_a_required_field_is_one_finding() {
    check(
        "
        //- actors/x.md
        ---
        title: [X]
               ^^^ wrong-type: wanted text
        claims:
          - {id: [c], statement: S.}
                 ^^^ wrong-type
        relations:
          - {type: lead, to: x}
                   ^^^^ wrong-value: did you mean `leads`?
        ---
        //- events/e.md
        ---
        title: E
        date: yesterday
              ^^^^^^^^^ bad-date
        ---
        //- briefings/b.md
        ---
        title: B
        date: 2024-01-01
        judgements:
          - {statement: So., likelihood: probable}
                                         ^^^^^^^^ wrong-value: almost-no-chance, very-unlikely
          - {statement: So., confidence: medium}
                                         ^^^^^^ wrong-value: low, moderate, high
        ---
        //- sources/s.md
        ---
        title: S
        archived: {url: ftp://example.org/}
                        ^^^^^^^^^^^^^^^^^^ unsafe-address: not http or https
        ---
        //- places/p.md
        ---
        title: P
        lat: 35
        lon: 1e2
             ^^^ wrong-type: a number
        ---
        ",
    );
}

#[test]
fn addresses_of_sources_are_safe() {
    for (address, words) in [
        ("javascript:alert(1)", "not http or https"),
        ("JaVaScRiPt:alert(1)", "not http or https"),
        ("data:text/html,x", "not http or https"),
        ("file:///etc/passwd", "not http or https"),
        ("//evil.example/", "no web address"),
        ("/etc/passwd", "no web address"),
        ("example.org/page", "beginning with https://"),
        ("https://user:pass@example.org/", "a user name or password"),
    ] {
        let site = Site::new();
        site.note("sources/s.md", &format!("---\ntitle: S\nurl: {address}\n---\n"));
        let run = site.build();
        run.code(1).says(words);
        assert_eq!(run.rules(), ["unsafe-address content/sources/s.md:3:6"], "{address}");
    }
    let site = check("//- sources/s.md\n---\ntitle: S\nurl: https://раypal.example/\n---\n");
    has(&site.page("sources/s.html"), "xn--ypal-43d9g.example");
}
