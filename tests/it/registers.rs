//! Registers in their orders, contradictions from both sides, relays as trees, grades, and the script.

use crate::support::{Site, has, has_not};

/// Two claims that contradict each other, of which only one note says so, and one that stands alone.
fn site() -> Site {
    let site = Site::new();
    site.note("topics/war.md", "---\ntitle: The war\n---\nText.\n");
    site.note("topics/aid.md", "---\ntitle: Aid\n---\nText.\n");
    site.note("sources/paper.md", "---\ntitle: Paper\nreliability: F\npublished: 2024-01-02\n---\nText.\n");
    site.note("sources/agency.md", "---\ntitle: Agency\nreliability: A\n---\nText.\n");
    site.note(
        "actors/guard.md",
        "---\ntitle: Guard\ntopics: [war]\nclaims:\n  - {id: held, statement: The bridge was held., by: guard, said: 2024-03-24, sources: [paper], contradicted_by: [agency, \"claim:lost\"], status: disputed, credibility: 6}\n---\nSee [[claim:lost]] and [[agency]] [@paper; @agency].\n",
    );
    site.note(
        "actors/police.md",
        "---\ntitle: Police\ntopics: [war, aid]\nclaims:\n  - {id: lost, statement: The bridge was lost., by: police, said: 2024-05, sources: [agency], status: confirmed, credibility: 2}\n  - {id: other, statement: The road is open., said: 2023}\n---\nText.\n",
    );
    site
}

/// The headings of a register and the claims below them, in order.
fn order(html: &str) -> Vec<String> {
    let table = html.split("<table").nth(1).unwrap().split("</table>").next().unwrap();
    let mut order = Vec::new();
    for part in table.split("<tr").skip(2) {
        let text = |from: &str, to: &str| Some(part.split_once(from)?.1.split_once(to)?.0.to_owned());
        let heading = text("scope=\"rowgroup\" colspan=\"6\">", "<").map(|h| format!("# {}", h.trim()));
        order.extend(heading.or_else(|| text("#claim-", "\"")));
    }
    order
}

#[test]
fn claims_stand_in_five_orders() {
    let site = site();
    site.build().fine();
    let orders = [
        ("claims", vec!["# Confirmed", "lost", "# Disputed", "held", "# No status", "other"]),
        ("claims-by-actor", vec!["# Guard", "held", "# Police", "lost", "# Nobody named", "other"]),
        (
            "claims-by-grade",
            vec![
                "# 2 – Probably true",
                "lost",
                "# 6 – Truth cannot be judged",
                "held",
                "# No grade",
                "other",
            ],
        ),
        ("claims-by-topic", vec!["# Aid", "lost", "other", "# The war", "lost", "held", "other"]),
        ("claims-by-date", vec!["# 2024", "lost", "held", "# 2023", "other"]),
    ];
    for (name, wanted) in orders {
        let html = site.page(&format!("{name}.html"));
        assert_eq!(order(&html), wanted, "{name}");
        has(&html, "3 in all");
        for other in ["claims", "claims-by-actor", "claims-by-grade", "claims-by-topic", "claims-by-date"] {
            has(&html, &format!("<a href=\"{other}.html\""));
        }
    }
    // 6 and no grade are set apart from the order, and say so.
    assert_eq!(site.page("claims-by-grade.html").matches("outside the order").count(), 2);
    assert_eq!(site.page("sources-by-grade.html").matches("outside the order").count(), 1);
    has_not(&site.page("claims.html"), "outside the order");
    has(&site.page("claims.html"), "Contradicted by 1 source and 1 claim");
    has(&site.page("claims.html"), "Contradicted by 1 claim<");
}

#[test]
fn the_addresses_of_orders_are_taken() {
    let site = site();
    site.note("pages/claims-by-actor.md", "---\ntitle: Mine\n---\nText.\n");
    site.build().code(1).says("reserved-id");
}

#[test]
fn a_long_register_says_that_its_bar_works_on_one_page() {
    let site = Site::new();
    let claims: String = (0..172).map(|i| format!("  - {{id: c{i:04}, statement: Claim {i}.}}\n")).collect();
    site.note("actors/x.md", &format!("---\ntitle: X\nclaims:\n{claims}---\nText.\n"));
    site.build().fine();
    let first = site.page("claims.html");
    has(
        &first,
        "85 of 85 claims</span> on this page. The bar works on this page only; the register has 172.",
    );
    let second = site.page("claims.2.html");
    has(&second, "87 of 87 claims</span> on this page");
    has(&second, "#claim-c0171\"");
    let links = |page: &str| (0..172).filter(|i| page.contains(&format!("#claim-c{i:04}\""))).count();
    assert_eq!((links(&first), links(&second)), (85, 87), "each claim stands on one page");
}

#[test]
fn contradictions_stand_side_by_side_on_both_sides() {
    let site = site();
    site.build().fine();
    for (page, own, other, words) in [
        (
            "actors/guard.html",
            "held",
            "police.html#claim-lost",
            ["The bridge was lost.", "2", "Confirmed", "May 2024"],
        ),
        (
            "actors/police.html",
            "lost",
            "guard.html#claim-held",
            ["The bridge was held.", "6", "Disputed", "24 March 2024"],
        ),
    ] {
        let html = site.page(page);
        let claim = html.split(&format!("id=\"claim-{own}\"")).nth(1).unwrap().split("</ol>").next().unwrap();
        let card =
            claim.split("class=\"side-other\"").nth(1).unwrap_or_else(|| panic!("{page}: no other side"));
        let card = card.split("</div>\n</div>").next().unwrap();
        has(card, other);
        for word in words {
            has(card, word);
        }
        // Once as the claim itself, nowhere else.
        assert_eq!(html.matches(&format!("id=\"claim-{own}\"")).count(), 1);
        has_not(card, "id=\"");
    }
    has_not(site.page("actors/police.html").split("id=\"claim-other\"").nth(1).unwrap(), "side-other");
}

#[test]
fn grades_stand_where_sources_and_claims_are_named() {
    let site = site();
    site.build().fine();
    let agency = "title=\"reliability A: completely reliable\"";
    let lost = "title=\"credibility 2: probably true\"";
    let guard = site.page("actors/guard.html");
    let text = guard.split("id=\"text\"").nth(1).unwrap().split("</div>").next().unwrap();
    has(text, agency);
    has(text, lost);
    // The letter alone is no word: screen readers say its meaning in its place.
    has(
        text,
        "<span class=\"grade short grade-a\" role=\"img\" title=\"reliability A: completely reliable\"><b>A</b></span>",
    );
    let references = guard.split("id=\"references\"").nth(1).unwrap();
    has(references, "Reliability cannot be judged");
    has(&site.page("sources/agency.html"), "Contradicts a claim");
    has(&site.page("sources/agency.html"), "title=\"credibility 6: truth cannot be judged\"");
    site.note("sources/plain.md", "---\ntitle: Plain\n---\nText [@agency].\n");
    site.note("pages/note.md", "---\ntitle: Note\n---\nText [@plain].\n");
    site.build().fine();
    has(&site.page("note.html"), "<span>Not graded</span>");
}

#[test]
fn relays_are_trees_both_ways() {
    let site = Site::new();
    let source = |id: &str, rest: &str| {
        site.note(&format!("sources/{id}.md"), &format!("---\ntitle: {id}\n{rest}---\nText.\n"));
    };
    source("agency", "reliability: A\npublished: 2024-03-01\n");
    source("wire", "reliability: B\npublished: 2024-03-02\nderived_from: [agency]\n");
    source("blog", "derived_from: [wire, paper]\n");
    source("paper", "derived_from: [wire]\n");
    source("ring-a", "derived_from: [ring-b]\n");
    source("ring-b", "derived_from: [ring-a]\n");
    site.build().fine();
    let back = site.shown("sources/blog.html");
    let relays = back.split("What it relays\n").nth(1).unwrap().split("Followed back").next().unwrap();
    let lines: Vec<&str> = relays.lines().skip(1).collect();
    assert_eq!(
        lines,
        [
            "[wire](../sources/wire.html) B 2 March 2024",
            "[agency](../sources/agency.html) A 1 March 2024 begins here",
            "[paper](../sources/paper.html) Not graded No date",
            "[wire](../sources/wire.html) B 2 March 2024 see above",
        ]
    );
    // The words of each letter are its name, for those who do not see it.
    let html = site.page("sources/blog.html");
    let tree = html.split("id=\"relays\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert_eq!(tree.matches("role=\"img\" title=\"reliability B: usually reliable\"").count(), 2);
    assert_eq!(tree.matches("role=\"img\" title=\"reliability A: completely reliable\"").count(), 1);
    let html = site.page("sources/agency.html");
    let tree = html.split("id=\"relayed-by\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert_eq!(tree.matches("<li>").count(), 4);
    assert_eq!(tree.matches("<ul").count(), 3);
    assert_eq!(tree.matches("</ul>").count(), 3);
    assert_eq!(tree.matches("</li>").count(), 4);
    has(&site.shown("sources/ring-a.html"), "back to itself: a circle");
}

#[test]
fn a_site_may_replace_add_and_empty_scripts() {
    let site = site();
    site.build().fine();
    let script = |site: &Site| {
        let home = site.page("index.html");
        // Apart from scripts of single pages, and the one that sets the colours before anything is drawn.
        let mut paths =
            home.split("<script src=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
        let path = paths.find(|path| path.starts_with("assets/site-"));
        path.map(|path| (path.clone(), site.page(&path)))
    };
    let (path, text) = script(&site).unwrap();
    has(&site.page("index.html"), "script-src 'self' file:;");
    has_not(&site.page("index.html"), "unsafe");
    assert!(path.starts_with("assets/site-") && path.ends_with(".js"), "{path}");
    has(&text, "aria-sort");
    has(&site.page("actors/guard.html"), &format!("<script src=\"../{path}\" defer></script>"));
    assert!(!site.path("public/js").exists(), "parts are not published beside the whole");
    site.file("static/js/20-filter.js", "(() => {})();").file("static/js/30-own.js", "own();");
    site.build().fine();
    let (other, text) = script(&site).unwrap();
    assert_ne!(path, other, "other bytes have another address");
    has(&text, "aria-sort");
    has(&text, "own();");
    has_not(&text, "replaceState");
    let names = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/static/js")).unwrap();
    for name in names.map(|file| file.unwrap().file_name().into_string().unwrap()).chain(["30-own.js".into()])
    {
        if name.ends_with(".js") {
            site.file(&format!("static/js/{name}"), "\n");
        }
    }
    site.build().fine();
    assert!(script(&site).is_none(), "a site without scripts asks for none");
}

/// A site in which one note records so many claims by and of an actor, with the days on which they were made.
fn site_of_claims(count: usize) -> Site {
    let site = Site::new();
    site.note("actors/guard.md", "---\ntitle: Guard\n---\nText.\n");
    let claim = |i: usize, role: &str, name: &str| {
        format!(
            "  - {{id: {name}-{i}, statement: Claim {name} {i}., {role}, said: 2024-03-{:02}}}\n",
            i % 28 + 1
        )
    };
    let claims: String =
        (0..count).map(|i| claim(i, "by: guard", "says") + &claim(i, "concerns: [guard]", "about")).collect();
    site.note("events/talks.md", &format!("---\ntitle: Talks\ndate: 2024\nclaims:\n{claims}---\nText.\n"));
    site
}

/// The claims to which the rows of a page's tables lead.
fn rows(html: &str) -> Vec<&str> {
    let starts = html.split("<tr><th scope=\"row\"><a class=\"to-claim\"").skip(1);
    starts.filter_map(|row| Some(row.split_once("#claim-")?.1.split_once('"')?.0)).collect()
}

#[test]
fn an_actor_s_page_has_the_newest_claims_and_leads_to_all() {
    let site = site_of_claims(11);
    site.build().fine();
    let own = site.page("actors/guard.html");
    let newest = |name: &str| (1..11).rev().map(|i| format!("{name}-{i}")).collect::<Vec<_>>();
    assert_eq!(rows(&own), [newest("says"), newest("about")].concat());
    has(&own, "The newest 10 of 11 claims. <a href=\"../actors/guard.claims.html#says\">All of them</a>");
    has(&own, "The newest 10 of 11 claims. <a href=\"../actors/guard.claims.html#about\">All of them</a>");
    let all = site.page("actors/guard.claims.html");
    assert_eq!(rows(&all).len(), 22);
    has(&all, "<title>Guard – claims recorded elsewhere");
    has_not(&all, "The newest");

    let few = site_of_claims(10);
    few.build().fine();
    let own = few.page("actors/guard.html");
    assert_eq!(rows(&own).len(), 20);
    has_not(&own, "guard.claims");
    assert!(!few.path("public/actors/guard.claims.html").exists());
}

#[test]
fn very_many_claims_stand_on_several_pages() {
    let site = site_of_claims(320);
    site.build().fine();
    let pages =
        ["claims", "claims-2", "claims-3"].map(|name| site.page(&format!("actors/guard.{name}.html")));
    let counts = pages.each_ref().map(|page| rows(page).len());
    assert_eq!(counts, [300, 300, 40]);
    let mut all: Vec<&str> = pages.iter().flat_map(|page| rows(page)).collect();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 640);
    has(&pages[1], "<section id=\"says\">");
    has(&pages[1], "<section id=\"about\">");
    has(&pages[1], "<li><a href=\"../actors/guard.claims-2.html\" aria-current=\"page\">2</a></li>");
    has_not(&pages[2], "<section id=\"says\">");
    assert!(!site.path("public/actors/guard.claims-4.html").exists());
}
