//! Relations: drawn on the pages of actors, and as the network of all of them.

use crate::support::Site;

/// Two groups, their leader, and what lies between them.
fn site() -> Site {
    Site::of(
        "
        //- actors/river-guard.md
        ---
        title: River Guard
        relations:
          - {type: fights, to: valley-front, when: 2019/..}
          - {type: supported-by, to: valley-union, status: disputed}
          - {type: led-by, to: vardan, when: 2015/2018}
          - {type: led-by, to: vardan, when: 2020/}
        ---
        //- actors/valley-front.md
        ---
        title: Valley Front
        relations: [{type: part-of, to: valley-union, when: 2016}]
        ---
        //- actors/valley-union.md
        ---
        title: The Popular Union for the Liberation of the Upper Valley and the Marshes Below It, All Included
        ---
        //- actors/vardan.md
        ---
        title: Vardan
        ---
        //- actors/alone.md
        ---
        title: Alone
        ---
        ",
    )
}

/// The text of each element of a class in the wide drawing of a page, its lines joined.
fn drawn(html: &str, class: &str) -> Vec<String> {
    let svg = html.split("<svg class=\"ties wide\"").nth(1).and_then(|rest| rest.split("</svg>").next());
    let elements = svg.unwrap_or_else(|| panic!("no drawing: {html}")).split("<text class=\"");
    let of_class = elements.filter_map(|text| text.strip_prefix(class)?.split_once('>'));
    of_class.map(|(_, rest)| plain(rest.split("</text>").next().unwrap())).collect()
}

/// A piece of markup without its tags.
fn plain(html: &str) -> String {
    let mut inside = html.split('<').map(|piece| piece.rsplit('>').next().unwrap_or_default());
    let first = inside.next().unwrap_or_default().to_owned();
    inside
        .filter(|piece| !piece.is_empty())
        .fold(first, |text, piece| format!("{text} {piece}"))
        .trim()
        .to_owned()
}

#[test]
fn an_actor_stands_among_its_neighbours() {
    let site = site();
    site.build().fine();
    let page = site.page("actors/river-guard.html");
    assert_eq!(drawn(&page, "hub"), ["River Guard"]);
    assert_eq!(drawn(&page, "head"), ["Led by", "Supported by", "Fights"]);
    let names = drawn(&page, "name");
    assert_eq!([&names[0], &names[2]], ["Vardan", "Valley Front"], "{names:?}");
    assert!(names[1].starts_with("The Popular Union") && names[1].ends_with('…'), "{names:?}");
    // Two times of one relation are told as one, and what is doubted is said and dashed.
    assert_eq!(drawn(&page, "when"), ["2015–2018; from 2020, end unknown", "disputed", "2019 – ongoing"]);
    let wide = page.split("<svg class=\"ties narrow\"").next().unwrap();
    assert_eq!(wide.matches("class=\"tie support doubtful\"").count(), 1);
    assert_eq!(wide.matches("doubtful\" d=").count(), 1);
    assert!(page.contains("<title>The Popular Union for the Liberation of the Upper Valley and the Marshes Below It, All Included</title>"));
}

#[test]
fn relations_are_drawn_on_both_sides() {
    let site = site();
    site.build().fine();
    let front = site.page("actors/valley-front.html");
    assert_eq!(drawn(&front, "head"), ["Part of", "Fights"]);
    assert_eq!(drawn(&front, "name")[1], "River Guard");
    let union = site.page("actors/valley-union.html");
    assert_eq!(drawn(&union, "head"), ["Has part", "Supports"]);
    assert_eq!(drawn(&union, "name"), ["Valley Front", "River Guard"]);
    assert!(!site.page("actors/alone.html").contains("<svg class=\"ties"), "who is alone has no drawing");
}

#[test]
fn the_table_is_by_date_and_what_has_none_comes_last() {
    let site = site();
    site.build().fine();
    let page = site.page("actors/river-guard.html");
    let table =
        page.split("<table class=\"relations stack\"").nth(1).unwrap().split("</table>").next().unwrap();
    let kinds: Vec<&str> =
        table.split("<td class=\"kind\">").skip(1).map(|row| row.split('<').next().unwrap()).collect();
    assert_eq!(kinds, ["Led by", "Fights", "Led by", "Supported by"]);
}

#[test]
fn many_neighbours_are_counted() {
    let site = Site::new();
    let relations: String = (0..40).map(|i| format!("  - {{type: has-member, to: m{i}}}\n")).collect();
    site.note("actors/hub.md", &format!("---\ntitle: Hub\nrelations:\n{relations}---\n"));
    for i in 0..40 {
        let more = if i == 39 { "relations: [{type: fights, to: m0}, {type: leads, to: m0}]\n" } else { "" };
        site.note(&format!("actors/m{i}.md"), &format!("---\ntitle: Member {i}\n{more}---\n"));
    }
    site.build().fine();
    let page = site.page("actors/hub.html");
    let names = drawn(&page, "name");
    assert_eq!(names.len(), 24);
    assert!(names.contains(&"Member 39".to_owned()), "the best connected are drawn");
    assert_eq!(drawn(&page, "when"), ["and 16 more in the table"]);
    assert_eq!(page.matches("<td class=\"kind\">Has member</td>").count(), 40);
}

#[test]
fn who_is_private_is_never_drawn() {
    let site = site();
    site.note(
        "actors/secret.md",
        "---\ntitle: Qzvx\nvisibility: internal\nrelations: [{type: commands, to: river-guard}]\n---\n",
    );
    site.build().fine();
    for (path, bytes) in site.output() {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(!text.contains("qzvx") && !text.contains("secret.html"), "{path}");
        assert!(!text.contains("commanded by"), "{path}");
    }
}

/// The value of an attribute in each element that begins so.
fn attributes<'h>(html: &'h str, element: &str, name: &str) -> Vec<&'h str> {
    let mark = format!(" {name}=\"");
    let of_element = html.split(element).skip(1).map(|rest| rest.split('>').next().unwrap());
    of_element.filter_map(|tag| tag.split(&mark).nth(1)?.split('"').next()).collect()
}

#[test]
fn the_network_has_each_relation_once() {
    let site = site();
    site.build().fine();
    let page = site.page("network.html");
    assert_eq!(attributes(&page, "<g class=\"edge", "data-from").len(), 5);
    let rows: Vec<String> = ["data-from", "data-type", "data-to"]
        .iter()
        .map(|name| attributes(&page, "<tr", name).join(" "))
        .collect();
    // By the names of actors, in the direction that the type's first word has.
    assert_eq!(rows[0], "river-guard valley-union valley-front vardan vardan");
    assert_eq!(rows[1], "fights supports part-of leads leads");
    assert_eq!(rows[2], "valley-front river-guard valley-union river-guard river-guard");
    assert_eq!(attributes(&page, "<tr", "data-sure"), ["2019 *", "2016 2016", "2015 2018", "2020 2020"]);
    assert_eq!(attributes(&page, "<tr", "data-perhaps")[4], "2020 *");
    assert!(page.contains("5 relations between 4 actors."));
    assert!(page.contains("Network</a></li>"), "the menu leads there");
    assert!(!page.contains("Alone"), "who is alone is no part of it");
    assert!(page.contains("min=\"2015\" max=\"2020\""));
}

#[test]
fn a_site_without_relations_has_no_network() {
    let site = Site::of("//- actors/alone.md\n---\ntitle: Alone\n---\n");
    site.build().fine();
    assert!(!site.page("index.html").contains("network"));
    assert!(!site.output().keys().any(|path| path.starts_with("network")));
}

#[test]
fn of_many_actors_the_best_connected_are_drawn_and_the_table_has_all() {
    let site = Site::new();
    for i in 0..330 {
        let to = i / 4;
        let relations = if i == 0 {
            ""
        } else {
            &format!(
                "relations: [{{type: member-of, to: a{to}}}, {{type: fights, to: a{}}}]\n",
                (i * 7 + 1) % 330
            )
        };
        site.note(&format!("actors/a{i}.md"), &format!("---\ntitle: Group {i}\n{relations}---\n"));
    }
    site.build().fine();
    let page = site.page("network.html");
    let drawn = attributes(&page, "<a class=\"node", "data-actor").len();
    assert!((250..=300).contains(&drawn), "{drawn}");
    assert!(page.contains(&format!("The {drawn} with the most relations are drawn")));
    let next = site.page("network.2.html");
    let rows = |page: &str| attributes(page, "<tr", "data-from").len();
    assert_eq!((rows(&page), rows(&page) + rows(&next)), (500, 658));
    assert!(next.contains("<nav class=\"pager\"") && !next.contains("<svg class=\"ties net\""));
}
