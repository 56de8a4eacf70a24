//! The text of notes: links, citations, embeds, and what must stay text.

use html5gum::{Token, Tokenizer};

use crate::support::{Site, check, differences, has, has_not, png, shown};

/// Notes that texts of other notes lead to.
const OTHERS: &str = "
//- actors/y.md
---
title: The Ypsilon Group
aliases: [Ypsilon, \"يبسيلون\"]
claims:
  - {id: y-did-it, statement: Ypsilon *did* it., sources: [\"s, p. 7\"], status: disputed}
figures:
  - {id: dead, title: People killed, unit: people, series: [{as_of: 2024-01, value: 1200, sources: [t]}]}
---
## Early years

Words.

### Early years

More.
//- sources/s.md
---
title: The Report
kind: report
authors: [\"Doe, Jane\"]
publisher: An Office
published: 2023-05-04
url: https://example.org/report
reliability: B
---
//- sources/t.md
---
title: A Story
kind: news
publisher: The Paper
published: 2024
---
";

/// The page of an actor with this text, in the form of [`shown`].
#[track_caller]
fn page(text: &str) -> String {
    let site = Site::of(OTHERS);
    site.note("actors/x.md", &format!("---\ntitle: X\n---\n{text}\n"));
    let run = site.build();
    run.fine();
    assert_eq!(run.stderr, "", "{text}");
    shown(&site.page("actors/x.html"))
}

#[test]
fn wikilinks_of_every_form() {
    for (text, wanted) in [
        ("See [[y]].", "See [The Ypsilon Group](../actors/y.html)."),
        ("See [[y|those people]].", "See [those people](../actors/y.html)."),
        ("See [[Ypsilon]].", "See [Ypsilon](../actors/y.html)."),
        ("See [[the ypsilon group]].", "See [the ypsilon group](../actors/y.html)."),
        ("See [[يبسيلون]].", "See [يبسيلون](../actors/y.html)."),
        ("See [[y#Early years]].", "See [The Ypsilon Group](../actors/y.html#sec-early-years)."),
        ("See [[y#early-years|then]].", "See [then](../actors/y.html#sec-early-years)."),
        ("See [[y|*those* `people`]].", "See [those `people`](../actors/y.html)."),
        ("# Own\n\nSee [[#Own|above]].", "See [above](../actors/x.html#sec-own)."),
        ("See [them](../actors/y.md).", "See [them](../actors/y.html)."),
        ("See [them](y.md#early-years).", "See [them](../actors/y.html#sec-early-years)."),
        ("| a | b |\n|---|---|\n| [[y\\|cell]] | c |", "[cell](../actors/y.html)"),
        ("See [[claim:y-did-it]].", "See [Ypsilon did it.](../actors/y.html#claim-y-did-it)."),
        ("See [[claim:y-did-it|this]].", "See [this](../actors/y.html#claim-y-did-it)."),
        ("See [[figure:dead|that many]].", "See [that many](../actors/y.html#figure-dead)."),
        ("## On [[y]]\n\nText.", "## {#sec-on-y} On [The Ypsilon Group](../actors/y.html)"),
        ("Outside: [a](https://EXAMPLE.org/ä?b=c&d).", "[a](https://example.org/%C3%A4?b=c&d)"),
        ("Mail: [us](mailto:a@b.org).", "[us](mailto:a@b.org)"),
        ("<https://example.org/x>", "[https://example.org/x](https://example.org/x)"),
        ("<us@example.org>", "[us@example.org](mailto:us@example.org)"),
    ] {
        has(&page(text), wanted);
    }
}

#[test]
fn callouts_have_the_title_and_the_fold_of_their_author() {
    let html = |text: &str| {
        let site = Site::of(OTHERS);
        site.note("actors/x.md", &format!("---\ntitle: X\n---\n{text}\n"));
        let run = site.build();
        run.fine();
        assert_eq!(run.stderr, "", "{text}");
        site.page("actors/x.html")
    };
    for (text, wanted) in [
        (
            "> [!WARNING]\n> Words.",
            "<aside class=\"alert alert-warning\" aria-label=\"Warning\">\n<p class=\"alert-title\">Warning</p>\n<p>Words.</p>\n</aside>",
        ),
        (
            "> [!danger] *Mines* near the bridge\n> - north\n> - south",
            "<aside class=\"alert alert-caution\" aria-label=\"Danger\">\n<p class=\"alert-title\"><em>Mines</em> near the bridge</p>\n<ul>",
        ),
        (
            "> [!faq]- Who counts?\n> Both sides.",
            "<details class=\"alert alert-note\" aria-label=\"Question\">\n<summary class=\"alert-title\">Who counts?</summary>\n<p>Both sides.</p>\n</details>",
        ),
        (
            "> [!tip]+\n> Words.",
            "<details class=\"alert alert-tip\" aria-label=\"Tip\" open>\n<summary class=\"alert-title\">Tip</summary>",
        ),
        ("> Words of [!note] others.", "<blockquote>\n<p>Words of [!note] others.</p>\n</blockquote>"),
    ] {
        has(&html(text), wanted);
    }
    // The page that is named in a title leads back to it.
    let site = Site::of(OTHERS);
    site.note("actors/x.md", "---\ntitle: X\n---\n> [!info] What [[y]] says [@s]\n> Words.\n");
    site.build().fine();
    has(&site.page("actors/x.html"), "<p class=\"alert-title\" id=\"at-");
    has(&shown(&site.page("actors/y.html")), "What\nThe Ypsilon Group\nsays");
}

#[test]
fn embeds_show_the_thing_itself() {
    let shown = page("Before.\n\n![[claim:y-did-it]]\n\n![[figure:dead]]\n\nAfter.");
    for words in ["Before.", "Ypsilon did it.", "Disputed", "p. 7", "People killed", "1,200", "After."] {
        has(&shown.replace('\u{a0}', " "), words);
    }
    // What the embedded things rest on is in the references of this page.
    has(&shown, "The Report");
    has(&shown, "A Story");
}

#[test]
fn images_come_along() {
    let site = Site::of(OTHERS);
    site.file("content/actors/x/index.md", "---\ntitle: X\n---\n![Two men](photo.png) and ![[photo.png|A map]] and ![](</content img/a b.png>)\n")
        .file("content/actors/x/photo.png", png("Taken by qzvx at the bridge"))
        .file("content/content img/a b.png", png(""))
        .file("content/actors/x/unused.png", png(""));
    let shown = site.shown("actors/x.html");
    has(&shown, "![Two men](../files/actors/x/photo.png)");
    has(&shown, "![A map](../files/actors/x/photo.png)");
    has(&shown, "(../files/content%20img/a%20b.png)");
    let output = site.output();
    // Of a picture, only the picture.
    assert_eq!(output["files/actors/x/photo.png"], png(""));
    assert_eq!(output["files/content img/a b.png"], png(""));
    assert!(!output.keys().any(|path| path.contains("unused")), "files that no note uses stay at home");
}

/// The words of an image stand in an attribute, where no element can be.
#[test]
fn words_of_images_are_plain() {
    for (text, wanted) in [
        ("![*two* **men**](p.png)", "![two men](p.png)"),
        ("![a `b` c](p.png)", "![a b c](p.png)"),
        ("![see [them](https://example.org/) there](p.png)", "![see them there](p.png)"),
        ("![~~a~~ \\\n b](p.png)", "![a b](p.png)"),
        ("![[p.png|*two* men]]", "![two men](p.png)"),
        ("![[p.png|300]]", "![](p.png)"),
        ("![[p.png|two men|300x200]]", "![two men](p.png)"),
        ("![two men|300](p.png)", "![two men](p.png)"),
        ("![1200 men](p.png)", "![1200 men](p.png)"),
    ] {
        let site = Site::of(OTHERS);
        site.note("actors/x.md", &format!("---\ntitle: X\n---\n{text}\n"))
            .file("content/actors/p.png", png(""));
        let shown = site.shown("actors/x.html").replace("../files/actors/", "");
        has(&shown, wanted);
        only_known_elements(&site);
    }
}

#[test]
fn citations_of_every_form() {
    for (text, wanted) in [
        ("So [@s].", "So [[1](#ref-1)]."),
        ("So [@s, p. 3].", "So [[1](#ref-1), p. 3]."),
        ("So [see @s, pp. 33-35; @t].", "So [see [1](#ref-1), pp. 33–35, [2](#ref-2)]."),
        ("@s says so.", "Doe [[1](#ref-1)] says so."),
        ("@s [p. 3] says so.", "Doe [[1](#ref-1), p. 3] says so."),
        ("@t says so.", "The Paper [[1](#ref-1)] says so."),
        ("Doe says so [-@s, chap. 2].", "Doe says so [[1](#ref-1), chap. 2]."),
        ("So [@s, 00:01:20-00:01:24].", "So [[1](#ref-1), 00:01:20–00:01:24]."),
        ("So [@s, cell B12].", "So [[1](#ref-1), cell B12]."),
        ("So [@s, and more *words*].", "So [[1](#ref-1), and more words]."),
        ("So [@{s}, p. 3].", "So [[1](#ref-1), p. 3]."),
        ("So [[@s]].", "So [[1](#ref-1)]."),
        ("So [@s; @t] and [@s].", "So [[1](#ref-1), [2](#ref-2)] and [[1](#ref-1)]."),
        ("So[^n].\n\n[^n]: Seen [@s].", "Seen [[1](#ref-1)]."),
        ("- So [@s]\n- And [@t]", "And [[2](#ref-2)]"),
        ("| a |\n|---|\n| So [@s] |", "So [[1](#ref-1)]"),
        ("> So [@s].", "So [[1](#ref-1)]."),
        ("قال [@s، ص. 3].", "قال [[1](#ref-1), p. 3]."),
    ] {
        let shown = page(text).replace('\u{a0}', " ");
        has(&shown, wanted);
        has(&shown, "{#} References");
    }
}

#[test]
fn references_lead_back_to_every_place() {
    let site = Site::of(OTHERS);
    site.note("actors/x.md", "---\ntitle: X\n---\nOne [@t]. Two [@s, p. 3].\n\nThree [@t].\n");
    let shown = site.shown("actors/x.html");
    let references = &shown[shown.find("{#} References").unwrap()..];
    let (first, second) = references.split_once("The Report").unwrap();
    for words in ["A Story", "[a](#cite-1-1) [b](#cite-1-2)", "[About this source](../sources/t.html)"] {
        has(first, words);
    }
    for words in [
        "[a](#cite-2-1)",
        "[example.org](https://example.org/report)",
        "[About this source](../sources/s.html)",
    ] {
        has(second, words);
    }
    let html = site.page("actors/x.html");
    for id in ["cite-1-1", "cite-1-2", "cite-2-1", "ref-1", "ref-2"] {
        assert_eq!(html.matches(&format!("id=\"{id}\"")).count(), 1, "{id}");
    }
    // And the source's page says what rests on it, with the locator.
    let source = crate::support::shown(&site.page("sources/s.html")).replace('\u{a0}', " ");
    has(&source, "p. 3");
    has(&source, "../actors/x.html#at-");
    has(&source, "p. 7");
    has(&source, "../actors/y.html#claim-y-did-it");
}

#[test]
fn excerpts_are_whole_sentences_without_their_citations() {
    let site = Site::of(OTHERS);
    site.note("actors/y-named.md", "---\ntitle: Named\n---\nText.\n");
    site.note(
        "actors/x.md",
        "---\ntitle: X\n---\nFirst. He saw [[y-named]] twice [@s, p. 3]. The count was low [@s, p. 4] when [[y-named]] left the U.S. Army.\n",
    );
    site.build().fine();
    let html = site.page("actors/y-named.html");
    has(&html, ">He saw <mark>Named</mark> twice.</p>");
    has(&html, ">The count was low when <mark>Named</mark> left the U.S. Army.</p>");
}

#[test]
fn nothing_is_read_in_code_links_and_addresses() {
    for text in [
        "`[[nobody]] [@nothing] %% still here %%`",
        "```\n[[nobody]] [@nothing]\n%% still here %%\n<!-- here -->\n```",
        "    [[nobody]] @nothing",
        "Write to somebody@example.org now.",
        "[@nothing said](https://example.org/@nothing)",
        "<https://example.org/@nothing>",
        "An \\@nothing sign and \\[[nobody]].",
        "[not a citation] and [a] [b]",
        "5 @ 3 and @ alone",
    ] {
        let shown = page(text);
        has_not(&shown, "References");
        if text.contains("still") {
            has(&shown, "%% still here %%");
        }
    }
    has(&page("Write to somebody@example.org now."), "somebody@example.org");
    has(&page("An \\@nothing sign."), "An @nothing sign.");
    has(&page("`[[nobody]]`"), "`[[nobody]]`");
}

#[test]
fn mistakes_in_a_text_have_their_place() {
    check(
        "
        //- actors/x.md
        ---
        title: X
        ---
        # Part one

        ä [[nobody]] [[y#Nowhere]] [[#Part onn|p]]
            ^^^^^^ unknown-link: there is no note `nobody`
                     ^^^^^^^^^^^^^ broken-heading: `y` has no heading `Nowhere`
                                   ^^^^^^^^^^^^^^^ broken-heading: did you mean `Part one`?
        [[claim:noo]] ![[figure:none]] [[claim:]]
          ^^^^^^^^^ unknown-claim: did you mean `no`?
                         ^^^^^^^^^^^ unknown-figure
                                         ^^^^^^ unknown-claim
        [@nothing, p. 3; @s] @nowt says [@y].
          ^^^^^^^ unknown-source: if `@` is meant as a sign and no citation, write `\\@`
                              ^^^^ unknown-source
                                          ^ wrong-note-type: only sources can be cited, and `y` is an actor … [[y]]
        ![a](gone.jpg) [b](gone.pdf) ![[gone.png]] [c](gone.md)
        ^^^^^^^^^^^^^^ missing-asset: there is no file `gone.jpg`
                       ^^^^^^^^^^^^^ missing-asset
                                        ^^^^^^^^ missing-asset
                                                   ^^^^^^^^^^^^ unknown-link
        [d](../../../etc/passwd) [e](%2e%2e/%2e%2e/site.yaml)
        ^^^^^^^^^^^^^^^^^^^^^^^^ missing-asset
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-asset
        And [^gone] too.
            ^^^^^^^ missing-footnote: add a line `[^gone]: …`
        %% hidden %% then [[nobody]].
                            ^^^^^^ unknown-link
        //- actors/y.md
        ---
        title: Y
        claims: [{id: no, statement: No.}]
        ---
        //- sources/s.md
        ---
        title: S
        ---
        ",
    );
}

#[test]
fn unsafe_addresses_are_refused_and_never_linked() {
    for address in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#x6a;avascript:alert(1)",
        "java&#9;script:alert(1)",
        "&#1;javascript:alert(1)",
        "data:text/html,x",
        "Data:text/html;base64,eA==",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:https://x.example/1",
        "//evil.example/",
        "\\\\\\\\evil.example",
        "https://user:pass@example.org/",
    ] {
        for text in
            [format!("[a]({address})"), format!("[a][r]\n\n[r]: {address}"), format!("![a]({address})")]
        {
            let site = Site::new();
            site.note("actors/x.md", &format!("---\ntitle: X\n---\n{text}\n"));
            let run = site.build();
            run.code(1);
            assert_eq!(run.rules(), ["unsafe-address content/actors/x.md:4:1"], "{text}: {}", run.stderr);
        }
    }
    check(
        "//- actors/x.md\n---\ntitle: X\n---\n![a](https://example.org/x.png)\n^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unsafe-address: put the file beside the note\n",
    );
}

#[test]
fn raw_html_is_text() {
    let site = check(
        "
        //- actors/x.md
        ---
        title: X
        ---
        One <b>two</b> <img src=x onerror=alert(1)>.
            ^^^ warning raw-html: HTML is shown as text
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning raw-html

        <script>alert(1)</script>
        ^^^^^^^^^^^^^^^^^^^^^^^^^ warning raw-html

        <iframe src=\"https://evil.example/\"></iframe>
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning raw-html
        ",
    );
    let shown = shown(&site.page("actors/x.html"));
    has(&shown, "One <b>two</b> <img src=x onerror=alert(1)>.");
    has(&shown, "<script>alert(1)</script>");
    has(&shown, "<iframe src=\"https://evil.example/\"></iframe>");
    only_known_elements(&site);
}

#[test]
fn words_of_authors_are_text_in_every_slot() {
    let evil = "\\\"><script>alert(1)</script><!--<img src=x onerror=y>]]></style>'&amp;{{ 777777*1000003 }}{% raw %}${x}<%= y %>\u{2028}";
    let text = evil.replace("\\\"", "\"").replace("<!--", "");
    let site = Site::new();
    let q = format!("\"{evil}\"");
    site.settings(&format!("title: {q}\ndescription: {q}\npublisher: {q}\nbase_url: https://example.org/\n"));
    let q = q.replace("<!--", "");
    site.note(
        "actors/x.md",
        &format!(
            "---\ntitle: {q}\naliases: [{q}, {{name: {q}, lang: ar}}]\nsummary: {q}\nnative_name: {q}\nupdated: 2024-02-01\n\
             corrections: [{{date: 2024-01-01, text: {q}}}]\n\
             relations: [{{type: leads, to: y, note: {q}, sources: [{{source: s, locator: {q}}}]}}]\n\
             claims: [{{id: c, statement: {q}, by: y, note: {q}}}]\n\
             figures: [{{id: f, title: {q}, unit: {q}, series: [{{as_of: 2024, value: 1, counted_by: {q}, note: {q}, parts: {{{q}: 1}}}}]}}]\n---\n\
             # {text}\n\n```{text}\ncode {text}\n```\n\n| {text} |\n|---|\n| {text} |\n\n![{text}](p.png \"{text}\") [a](https://example.org/ '{text}')\n\n{text}\n\n[@s, {text}] [[y|{text}]] ![[claim:c]] \n\n![[claim:c]]\n\n![[figure:f]]\n"
        ),
    );
    site.file("content/actors/p.png", png(""));
    site.note("actors/y.md", "---\ntitle: Y\n---\n");
    // A DOI may have any sign but a space.
    let doi = format!("\"10.1/{}\"", evil.replace("<!--", "").replace([' ', '\u{2028}'], ""));
    site.note("sources/s.md", &format!("---\ntitle: {q}\nkind: report\nauthors: [{q}]\npublisher: {q}\ncontainer: {q}\npages: {q}\ndoi: {doi}\nreliability_reason: {q}\nretracted: {{reason: {q}}}\n---\n{text}\n"));
    site.note(
        "events/e.md",
        &format!("---\ntitle: {q}\ndate: 2024\ndate_words: {q}\nactors: [x]\nsources: [s]\n---\n"),
    );
    site.note("briefings/b.md", &format!("---\ntitle: {q}\ndate: 2024-01-01\nauthors: [{q}]\nactors: [x]\njudgements: [{{statement: {q}, confidence: low, sources: [s]}}]\n---\n{text}\n"));
    site.note("places/p.md", &format!("---\ntitle: {q}\nnative_name: {q}\n---\n"));
    site.note("topics/t.md", &format!("---\ntitle: {q}\nsummary: {q}\n---\n{text}\n"));
    let run = site.build();
    run.fine();
    only_known_elements(&site);
    let page = site.page("actors/x.html");
    has_not(&page, "777779333331");
    has(&page, "{{ 777777*1000003 }}{% raw %}");
    has(&page, "${x}");
    for (path, bytes) in site.output() {
        let html = String::from_utf8_lossy(&bytes);
        if path.ends_with(".xml") {
            let mut reader = quick_xml::Reader::from_str(&html);
            while reader.read_event().unwrap_or_else(|e| panic!("{path}: {e}"))
                != quick_xml::events::Event::Eof
            {}
        }
        if path.ends_with(".json") {
            serde_json::from_str::<serde_json::Value>(&html).unwrap_or_else(|e| panic!("{path}: {e}"));
        }
        for block in html.split("<script type=\"application/ld+json\">").skip(1) {
            let json = block.split("</script>").next().unwrap();
            assert!(!json.contains(['<', '>', '\u{2028}']), "{path}: {json}");
            let value: serde_json::Value =
                serde_json::from_str(json).unwrap_or_else(|e| panic!("{path}: {e}"));
            if path == "actors/x.html" {
                assert!(value.to_string().contains("alert(1)"), "the title is still in it");
            }
        }
    }
}

#[test]
fn what_looks_like_a_template_is_text() {
    let shown =
        page("{{ site.title }} {% include \"x\" %} {# gone? #} {{<note_link to={x}/>}} ${a} <%= b %>");
    has(&shown, "{{ site.title }} {% include \"x\" %} {# gone? #} {{<note_link to={x}/>}} ${a} <%= b %>");
}

#[test]
fn hidden_text_is_in_no_output() {
    let site = Site::of(OTHERS);
    site.note(
        "actors/x.md",
        "---\ntitle: X # canaryyaml\nsummary: Short %%canarysummary%% <!-- canarysummary2 --> words.\n\
         claims: [{id: c, statement: So %%canaryclaim%% it is., note: \"A <!-- canarynote --> remark %%canarynote2%%.\"}]\n\
         figures: [{id: f, title: A %%canaryfigure%% count, series: [{as_of: 2024, value: 1, note: \"%%canaryrow%%\"}]}]\n\
         relations: [{type: leads, to: y, note: \"%%canaryrelation%% words\"}]\n\
         corrections: [{date: 2024, text: \"was %%canarycorrection%% wrong\"}]\n---\n\
         One %%canaryinline%% two.\n\n%%\ncanaryblock\n\ncanaryblock2 [[nobody-canary]]\n%%\n\n<!-- canaryhtml -->\n\nA <!-- canaryhtml2\nover lines --> b.\n\n\
         # Heading %%canaryheading%%\n\n| a %%canarycell%% |\n|---|\n| b |\n\n- x %%canaryitem%%\n\n> y %%canaryquote%%\n\n[a %%canarylink%%](https://example.org) [^n]\n\n\
         [^n]: note %%canaryfoot%%\n\n%% canary `code` %%\n\n![[claim:c]]\n",
    );
    let run = site.build();
    run.fine();
    let mut leaks = Vec::new();
    for (path, bytes) in site.output() {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        leaks.extend(
            text.match_indices("canary")
                .map(|(i, _)| format!("{path}: {}", text[i..].chars().take(24).collect::<String>())),
        );
    }
    assert_eq!(leaks, Vec::<String>::new());
    let shown = shown(&site.page("actors/x.html"));
    for words in ["One two.", "A b.", "{#sec-heading} Heading"] {
        has(&shown, words);
    }
}

#[test]
fn hidden_text_that_is_never_closed_is_an_error() {
    check(
        "
        //- actors/a.md
        ---
        title: A
        ---
        One %% two.
            ^^ unclosed-hidden: this comment has no end
        //- actors/b.md
        ---
        title: B
        ---
        One <!-- two.
            ^^^^ unclosed-hidden: this comment has no end
        //- actors/c.md
        ---
        title: C
        ---
        One.

        :::
        ^^^ unclosed-hidden: `:::` closes nothing

        ::: warning
        ^^^^^^^^^^^ unclosed-hidden: no block that Sourcebook knows
        //- actors/d.md
        ---
        title: D
        ---
        :::internal
        One.

        :::internal
        ^^^^^^^^^^^ unclosed-hidden: an internal block inside an internal block
        Two.
        :::
        //- actors/e.md
        ---
        title: E
        ---
        ~~~
        :::internal
        ~~~

        ````
        :::internal
        ```
        ````
        ",
    );
    check(
        "
        //- actors/x.md
        ---
        title: X
        summary: Words %% hidden
                 ^^^^^^^^^^^^^^^ unclosed-hidden: has no end
        relations:
          - type: allied-with
            to: x
            note: a <!-- b
                  ^^^^^^^^ unclosed-hidden: has no end
        ---
        ",
    );
    for text in ["One.\n\n:::internal\nTwo.\n", "- item\n  :::internal\n  two\n", "> :::internal\n> two\n"] {
        let site = Site::new();
        let run = site.note("actors/x.md", &format!("---\ntitle: X\n---\n{text}")).build();
        run.code(1).says("this internal block has no end");
        assert!(run.rules()[0].starts_with("unclosed-hidden content/actors/x.md:"), "{}", run.stderr);
    }
}

#[test]
fn characters_that_hide_or_turn_text_are_refused_in_names() {
    for c in ['\u{202e}', '\u{202a}', '\u{2066}', '\u{2069}', '\u{200b}', '\u{2060}', '\u{e0041}'] {
        let site = Site::new();
        site.note("actors/x.md", &format!("---\ntitle: gnp.{c}exe\naliases: [\"a{c}b\"]\n---\n"));
        let run = site.build();
        run.code(1);
        assert_eq!(
            run.rules(),
            ["bidi-control content/actors/x.md:2:8", "bidi-control content/actors/x.md:3:11"],
            "{c:?}"
        );
        assert!(!run.stderr.contains('\u{202e}'), "the report itself is not turned around: {}", run.stderr);
    }
    let site =
        check("//- actors/x.md\n---\ntitle: حزب الله\naliases: [\"כתב\", \"می‌خواهم\"]\n---\nنص عربي.\n");
    has(&shown(&site.page("actors/x.html")), "حزب الله");
}

#[test]
fn headings_that_are_the_same_have_anchors_of_their_own() {
    let shown = page(
        "## Part\n\na\n\n## Part\n\nb\n\n## *Part*\n\nc\n\n## location\n\nd\n\n## ???\n\ne\n\n## Other {#part}\n\nf\n\n## Part 2\n\ng\n",
    );
    let mut ids: Vec<&str> =
        shown.split("{#sec-").skip(1).map(|part| part.split('}').next().unwrap()).collect();
    assert_eq!(ids.len(), 7, "{shown}");
    ids.sort_unstable();
    let count = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), count, "{ids:?}");
}

#[test]
fn line_ends_and_marks_of_every_habit_give_the_same_site() {
    let text = "---\ntitle: X\nsummary: |\n  two\n  lines\n---\n# Head\n\nOne [[y]]\nand [@s, p. 3].\n\n:::internal\nhidden\n:::\n\n%% a\nb %%\n\n```\ncode\n```\n\n| a |\n|---|\n| b |";
    let build = |text: &str| {
        let site = Site::of(OTHERS);
        site.note("actors/x.md", text).build().fine();
        site.output()
    };
    let plain = build(text);
    for other in [
        text.replace('\n', "\r\n"),
        text.replace('\n', "\r"),
        format!("\u{feff}{text}"),
        format!("\u{feff}{}", text.replace('\n', "\r\n")),
        format!("{text}\n"),
        format!("{text}\r\n\r\n"),
        text.replacen('\n', "\r\n", 9),
    ] {
        assert_eq!(differences(&build(&other), &plain), Vec::<String>::new(), "{other:?}");
    }
}

#[test]
fn texts_that_are_costly_to_read_end_all_the_same() {
    let n = 5_000;
    for text in [
        "> ".repeat(n),
        "- ".repeat(n),
        "[".repeat(n),
        "*".repeat(n),
        "[^".repeat(n),
        "![[".repeat(n),
        "[[a|".repeat(n / 10),
        "[@".repeat(n),
        "@a ".repeat(n / 10),
        "<!-".repeat(n),
        "a <![CDATA[".repeat(n),
        "[a](".repeat(n),
        "`".repeat(n),
        (1..200).map(|i| "`".repeat(i) + " ").collect(),
        "_a ".repeat(n),
        "&".repeat(n),
        format!("|{}\n|{}\n", "a|".repeat(n), "-|".repeat(n)),
        format!("[a]: {}\n\n{}", "b".repeat(n), "[a] ".repeat(n)),
    ] {
        let site = Site::new();
        site.note("actors/x.md", &format!("---\ntitle: X\n---\n{text}\n"));
        let child = site.command().stderr(std::process::Stdio::null()).spawn().unwrap();
        let run = crate::support::wait(child, std::time::Duration::from_secs(20));
        assert!([Some(0), Some(1)].contains(&run.code), "{run:?} for {:?}", &text[..20]);
    }
}

/// Asserts that no page has an element or attribute that a text could have brought in.
#[track_caller]
fn only_known_elements(site: &Site) {
    for (path, bytes) in site.output().into_iter().filter(|(path, _)| path.ends_with(".html")) {
        for Ok(token) in Tokenizer::new(&String::from_utf8(bytes).unwrap()) {
            let Token::StartTag(tag) = token else { continue };
            let name = String::from_utf8_lossy(&tag.name).into_owned();
            let has = |key: &str| tag.attributes.contains_key(key.as_bytes());
            let data = tag.attributes.get(&b"type"[..]).is_some_and(|v| ***v == b"application/ld+json"[..]);
            assert!(name != "script" || has("src") || data, "{path} has a script");
            // The one form is the theme's own, and searches.
            let role = tag.attributes.get(&b"role"[..]);
            if name == "form" && role.is_some_and(|role| ***role == b"search"[..]) {
                continue;
            }
            assert!(
                !["iframe", "style", "base", "form", "object", "embed"].contains(&&*name),
                "{path} has a {name}"
            );
            for key in tag.attributes.keys().map(|key| String::from_utf8_lossy(key).into_owned()) {
                assert!(!key.starts_with("on") && key != "style", "{path}: {name} has {key}");
                // Digits stand in the attributes of drawings: `x1`.
                let known = key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
                assert!(known || name == "svg", "{path}: {name} has {key}");
            }
        }
    }
}
