//! Contrast of the theme's colours, computed from its tokens: every colour that words are set in, on everything that they stand on, in both schemes.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// WCAG 2.2, 1.4.3.
const LEAST: f64 = 4.5;

/// Colours by token: light, dark.
fn tokens() -> BTreeMap<String, [String; 2]> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("static/css/tokens.css");
    let css = fs::read_to_string(path).unwrap();
    let mut all = BTreeMap::new();
    for line in css.lines() {
        let Some((name, value)) =
            line.trim().strip_prefix("--").and_then(|line| line.split_once(": light-dark("))
        else {
            continue;
        };
        let Some((light, dark)) = value.trim_end_matches(");").split_once(", ") else { continue };
        // The link colour that is made from an accent comes later, and is none that could be read here.
        if light.starts_with('#') && dark.starts_with('#') {
            all.insert(name.to_owned(), [light.to_owned(), dark.to_owned()]);
        }
    }
    all
}

fn luminance(colour: &str) -> f64 {
    let channel = |i: usize| {
        let value = f64::from(u8::from_str_radix(&colour[i..i + 2], 16).unwrap()) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn contrast_is_that_of_the_standard() {
    assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 1e-9);
    // The grey that just fails on white, and the one that just does not.
    assert!(contrast("#777777", "#ffffff") < LEAST && contrast("#767676", "#ffffff") >= LEAST);
}

#[test]
fn every_word_can_be_read_in_both_schemes() {
    let tokens = tokens();
    let words = ["ink", "soft", "good", "warn", "bad", "link", "c1", "c2", "c3", "c4", "c5", "c6"];
    let plain = words.iter().flat_map(|word| [(*word, "paper"), (*word, "tint")]);
    // What was looked for is marked, and a grade of the middle stands on the colour of lines.
    let pairs = plain.chain([("ink", "mark"), ("ink", "rule"), ("paper", "soft"), ("paper", "ink")]);
    let mut wrong = Vec::new();
    for (word, ground) in pairs {
        for scheme in [0, 1] {
            let ratio = contrast(&tokens[word][scheme], &tokens[ground][scheme]);
            if ratio < LEAST {
                wrong.push(format!("{word} on {ground}, {}: {ratio:.2}", ["light", "dark"][scheme]));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
