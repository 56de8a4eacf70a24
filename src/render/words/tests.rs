use super::*;

fn words(lang: &str, files: &[(&str, &str)]) -> (Words, Vec<String>) {
    let files: Vec<(SitePath, String)> =
        files.iter().map(|(path, text)| (SitePath::new(*path).unwrap(), (*text).to_owned())).collect();
    let (words, found) = Words::new(&Lang::new(lang).unwrap(), &files);
    (words, found.into_iter().map(|d| format!("{} ({})", d.message, d.help.join("; "))).collect())
}

fn embedded(lang: &str) -> Words {
    let (words, found) = words(lang, &[]);
    assert!(found.is_empty(), "{found:?}");
    words
}

#[test]
fn embedded_languages_say_the_same() {
    let english = embedded("en");
    for (path, _) in crate::render::theme::embedded().filter(|(path, _)| path.starts_with("words/")) {
        let tag = path.trim_start_matches("words/").trim_end_matches(".ftl");
        let other = embedded(tag);
        let missing: Vec<&&str> = other.english.iter().collect();
        assert!(missing.is_empty(), "{path} lacks {missing:?}");
        assert!(other.own.is_empty(), "{path} has words that English has not: {:?}", other.own);
        let mut names: Vec<&str> = english.messages.keys().copied().collect();
        names.sort_unstable();
        for name in names {
            let message = &english.messages[name];
            let (mut a, mut b) = (message.variables.clone(), other.messages[name].variables.clone());
            a.sort_unstable();
            b.sort_unstable();
            assert_eq!(a, b, "{path}: {name}");
        }
    }
}

#[test]
fn every_word_of_every_vocabulary_has_words() {
    let english = embedded("en");
    for (vocabulary, all) in vocabulary::ALL {
        for word in all() {
            let name = format!("{vocabulary}-{word}");
            assert!(english.messages.contains_key(name.as_str()), "templates/words/en.ftl lacks {name}");
        }
    }
}

#[test]
fn labels_are_those_of_the_model() {
    let words = embedded("en");
    for grade in crate::value::Reliability::ALL {
        assert_eq!(words.label("reliability", grade.word()), grade.label());
    }
    for grade in (1..=6).filter_map(crate::value::Credibility::new) {
        assert_eq!(words.label("credibility", grade.word()), grade.label());
    }
    for row in crate::model::relation::TABLE {
        let kind = crate::model::relation::Kind::new(row.word).unwrap();
        assert_eq!(words.label("relation", row.word), kind.label());
    }
    assert_eq!(words.grade("reliability", "B"), "reliability B: usually reliable");
}

#[test]
fn arabic_has_six_plural_forms() {
    let words = embedded("ar");
    let said: Vec<String> = [0, 1, 2, 3, 11, 100, 1103]
        .into_iter()
        .map(|count: usize| words.say("count-sources", &[("count", count.into())]))
        .collect();
    assert_eq!(said, ["0 مصدر", "مصدر واحد", "مصدران", "3 مصادر", "11 مصدرًا", "100 مصدر", "1,103 مصادر"]);
    let words = embedded("en");
    let said = |count: usize| words.say("count-sources", &[("count", count.into())]);
    assert_eq!([said(0), said(1), said(2)], ["0 sources", "1 source", "2 sources"]);
}

#[test]
fn a_site_adds_and_replaces_words() {
    let french = "skip = Aller au contenu\nnumber-group = {\"\\u00a0\"}\ncount-sources = { $count ->\n    [one] { $count } source\n   *[other] { $count } sources\n}\n";
    let english = "skip = Jump\nactors = Players\n";
    let files = [("words/en.ftl", english), ("words/fr.ftl", french)];
    let (french, found) = words("fr", &files);
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(french.lang.as_str(), "fr");
    // Message by message: its own, then the site's English, then ours.
    assert_eq!(
        [french.get("skip"), french.get("actors"), french.get("claims")],
        ["Aller au contenu", "Players", "Claims"]
    );
    // Each message takes the plural forms of its own language: one is nought in French, and not in English.
    let say = |name: &str| french.say(name, &[("count", 0_usize.into())]);
    assert_eq!([say("count-sources"), say("count-origins")], ["0 source", "0 origins"]);
    assert_eq!(french.number(1_920_456.5), "1\u{a0}920\u{a0}456.5");
    let (english, _) = words("en-GB", &files);
    assert_eq!((english.lang.as_str(), english.get("skip")), ("en-GB", "Jump"));
    // Without any words, a language has English ones, and says so.
    assert_eq!(words("de", &files).0.lang.as_str(), "en");
    assert_eq!(words("ar-IQ", &[]).0.get("skip"), "انتقل إلى المحتوى");
}

#[test]
fn mistakes_in_words_are_reported_with_their_place() {
    let reported = |text: &str| words("ar", &[("words/ar.ftl", text)]).1;
    assert_eq!(
        reported("skip = a\nfeed x\n"),
        [
            "templates/words/ar.ftl, line 2, column 6: this is no Fluent: Expected a token starting with \"=\" (write `name = words`, and go on in the next line behind spaces)"
        ]
    );
    assert_eq!(
        reported("# x\nat-least = { $valu } a\n"),
        [
            "templates/words/ar.ftl, line 2: the message `at-least` cannot be used: `$valu` is not filled in (what is filled in: $value)"
        ]
    );
    assert_eq!(
        reported("skip = { NUMBER($x) }\n"),
        [
            "templates/words/ar.ftl, line 1: the message `skip` cannot be used: it calls `NUMBER`; there are no functions here (mend the message `skip`)"
        ]
    );
    assert!(reported("skip = { skip }\n")[0].contains("it refers to itself"));
    assert!(reported("skip = { nosuch }\n")[0].contains("it refers to `nosuch`, which there is not"));
    assert!(reported("-us = Us\nskip = { -us } { feed } { \"}\" } { 3 }\nfeed = f\n").is_empty());
}

#[test]
fn words_are_baked_into_templates() {
    let (quoting, _) = words("en", &[("words/en.ftl", "skip = a \"b\" & <c>\n")]);
    let words = embedded("en");
    let bake = |text: &str| {
        bake(text, &words, &mut |_| ()).map_err(|p| format!("{}: {} ({})", p.line, p.message, p.help))
    };
    assert_eq!(bake("<p>{@share-of-nothing").unwrap(), "<p>{@share-of-nothing");
    assert_eq!(
        bake("<p>{@our-capture}</p>{# {@nosuch} #}").unwrap(),
        "<p>Our capture (SHA-256)</p>{# {@nosuch} #}"
    );
    assert_eq!(
        bake("{{ say(id=\"table-of\", title=\"{@table}\") }}").unwrap(),
        "{{ say(id=\"table-of\", title=\"Table\") }}"
    );
    let quoted = super::bake("{@skip} {{ x or \"{@skip}\" }}", &quoting, &mut |_| ()).unwrap();
    assert_eq!(quoted, "a &quot;b&quot; &amp; &lt;c&gt; {{ x or \"a \\\"b\\\" & <c>\" }}");
    for (text, wrong) in [
        (
            "\n{@skp}",
            "2: there is no message `skp` (did you mean `skip`? or add it to templates/words/en.ftl)",
        ),
        ("{@as-of}", "1: `as-of` has something to be filled in (write `{{ say(id=\"as-of\", date=…) }}`)"),
        (
            "{{ say(id=\"as-off\", date=x) }}",
            "1: there is no message `as-off` (did you mean `as-of`? or add it to templates/words/en.ftl)",
        ),
        (
            "{{ say(id=\"as-of\", dat=f(date=1)) }}",
            "1: `as-of` needs `date` (write `say(id=\"as-of\", date=…)`)",
        ),
        (
            "{{ say(name) }}",
            "1: `say` has no `id` (write the message's name in quotes: `say(id=\"name\", …)`)",
        ),
    ] {
        assert_eq!(bake(text).unwrap_err(), wrong);
    }
}

#[test]
fn what_is_filled_in_is_escaped_unless_it_is_safe() {
    let (words, _) = words("en", &[("words/en.ftl", "as-of = <{ $date }>\n")]);
    assert_eq!(words.say_html("as-of", &[("date", "<b>".into())]), "&lt;&lt;b&gt;&gt;");
    assert_eq!(words.say_html("as-of", &[("date", Arg::Html("<b>"))]), "&lt;<b>&gt;");
    assert_eq!(words.say("as-of", &[("date", "<b>".into())]), "<<b>>");
}

#[test]
fn locators_and_languages() {
    let words = embedded("en");
    assert_eq!(words.locator_text("p. 3"), "p.\u{a0}3");
    assert_eq!(words.locator_text("33-35"), "pp.\u{a0}33–35");
    assert_eq!(words.locator_text("00:01:20"), "00:01:20");
    assert_eq!(words.locator_text("photo caption"), "photo caption");
    assert_eq!([words.language("ar-IQ"), words.language("xx")], ["Arabic", "xx"]);
}
