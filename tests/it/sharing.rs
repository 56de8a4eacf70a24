//! What goes with a page that is passed on: its picture, and how to cite it.

use crate::support::Site;

fn site(base: &str) -> Site {
    let site = Site::new();
    site.settings(&format!(
        "title: The river\npublisher: River desk\n{base}theme: {{accent: \"#8a1c1c\"}}\n"
    ));
    let briefing = |title: &str| {
        format!(
            "---\ntitle: {title}\ndate: 2024-05-01\nupdated: 2024-05-09\nauthors: [\"Ilves, Dara\"]\n---\nText.\n"
        )
    };
    site.note("briefings/may.md", &briefing("The bridge in May"));
    site.note("briefings/far.md", &briefing("日本"));
    site.note("actors/guard.md", "---\ntitle: River Guard\n---\nText.\n");
    site
}

/// The address after `og:image` on a page.
fn picture(site: &Site, page: &str) -> Option<String> {
    let html = site.page(page);
    let rest = html.split("property=\"og:image\" content=\"").nth(1)?;
    Some(rest.split('"').next().unwrap().to_owned())
}

#[test]
fn briefings_have_pictures_of_their_own_and_other_pages_that_of_the_site() {
    let site = site("base_url: https://example.org/x\n");
    site.build().fine();
    let base = "https://example.org/x/";
    let own = picture(&site, "briefings/may.html").unwrap();
    assert_eq!(own, format!("{base}assets/briefings/may.png"));
    assert!(site.page("briefings/may.html").contains("summary_large_image"));
    for page in ["index.html", "actors/guard.html", "briefings/far.html", "timeline.html", "actors.html"] {
        if site.path("public").join(page).exists() {
            assert_eq!(picture(&site, page), Some(format!("{base}assets/site.png")), "{page}");
        }
    }
    let output = site.output();
    for path in ["assets/site.png", "assets/briefings/may.png"] {
        assert_eq!(output[path][..8], *b"\x89PNG\r\n\x1a\n", "{path}");
        assert!(output[path].len() < 60_000, "{path} has {} bytes", output[path].len());
    }
    assert!(!output.contains_key("assets/briefings/far.png"), "there are no letters for its title");
}

#[test]
fn without_an_address_there_are_no_pictures() {
    let site = site("");
    site.build().fine();
    assert_eq!(picture(&site, "briefings/may.html"), None);
    assert!(site.output().keys().all(|path| !path.ends_with(".png")));
}

#[test]
fn a_briefing_says_how_to_cite_it() {
    let site = site("base_url: https://example.org/x\n");
    let page = site.shown("briefings/may.html");
    for words in [
        "Cite this page",
        "Dara Ilves, ‘The bridge in May’, River desk, in The river, 9 May 2024.",
        "https://example.org/x/briefings/may.html",
        &format!("Made with Sourcebook {}", env!("CARGO_PKG_VERSION")),
        "@online{may,",
        "date = {2024-05-09},",
    ] {
        assert!(page.contains(words), "`{words}` is not in\n{page}");
    }
    let html = site.page("briefings/may.html");
    let json = html
        .split("CSL-JSON")
        .nth(1)
        .unwrap()
        .split("<code>")
        .nth(1)
        .unwrap()
        .split("</code>")
        .next()
        .unwrap();
    let item: serde_json::Value = serde_json::from_str(&json.replace("&quot;", "\"")).unwrap();
    assert_eq!(item["type"], "webpage");
    assert_eq!(item["container-title"], "The river");
    assert!(!site.page("actors/guard.html").contains("cite-as"));
}
