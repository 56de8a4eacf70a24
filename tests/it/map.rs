//! Maps: where events were, how exactly that is known, and whose lines are drawn.

use crate::support::{Site, has, has_not};

/// Two towns in Iraq, an area in Jordan, and a country without a position.
fn site() -> Site {
    let site = Site::new();
    let place = |id: &str, more: &str| {
        site.note(&format!("places/{id}.md"), &format!("---\ntitle: {id} name\n{more}---\n"));
    };
    place("mosul", "lat: 36.34\nlon: 43.13\nprecision: town\ncountry: iraq\n");
    place("kirkuk", "lat: 35.47\nlon: 44.4\nprecision: exact\ncountry: iraq\n");
    place("outpost", "lat: 33.31\nlon: 38.7\nprecision: area\n");
    place("iraq", "");
    let event = |id: &str, places: &str| {
        let text =
            format!("---\ntitle: {id}\ndate: 2024-05-01\nplaces: [{places}]\nactors: [group]\n---\nText.\n");
        site.note(&format!("events/{id}.md"), &text);
    };
    event("first", "mosul");
    event("second", "mosul, outpost");
    event("third", "iraq");
    site.note("actors/group.md", "---\ntitle: Group\n---\nText.\n");
    site.note("actors/quiet.md", "---\ntitle: Quiet\n---\nText.\n");
    site
}

/// The map of a page.
fn map(site: &Site, page: &str) -> String {
    let page = site.page(page);
    let start = page.find("<figure class=\"map").unwrap_or_else(|| panic!("no map: {page}"));
    page[start..].split("</section>").next().unwrap().to_owned()
}

#[test]
fn an_actor_has_a_map_of_its_events() {
    let site = site();
    site.build().fine();
    let map = map(&site, "actors/group.html");
    has(&map, "<title>mosul name: 2 events</title>");
    has(&map, "href=\"../places/outpost.html\"");
    has(&map, "class=\"count\"");
    // Iraq and its neighbours are named, and whose lines it is.
    for name in [">Iraq<", ">Syria<", ">Iran<", "Natural Earth"] {
        has(&map, name);
    }
    // The table carries the same, and what has no position is named.
    has(&map, "<td class=\"number\">2</td>");
    let missing = map.split("class=\"unplaced\"").nth(1).unwrap();
    has(missing, "iraq name");
    has_not(&site.page("actors/quiet.html"), "<figure class=\"map");
}

#[test]
fn a_position_is_drawn_as_exactly_as_it_is_known() {
    let site = site();
    site.build().fine();
    let exact = map(&site, "places/kirkuk.html");
    has(&exact, "class=\"exact\"");
    has_not(&exact, "class=\"reach\"");
    has_not(&exact, "class=\"ring\"");
    let area = map(&site, "places/outpost.html");
    has(&area, "class=\"reach\"");
    has_not(&area, "class=\"exact\"");
    let town = map(&site, "events/first.html");
    has(&town, "class=\"ring\"");
    has(&town, "finder");
    // A country shows what lies in it.
    let country = map(&site, "places/iraq.html");
    has(&country, "mosul name");
    has_not(&country, "outpost name");
    // The register shows all places, and is its own table.
    let register = map(&site, "places.html");
    for name in ["mosul name", "kirkuk name", "outpost name"] {
        has(&register, name);
    }
}

#[test]
fn a_map_is_light_and_needs_nobody() {
    let site = site();
    site.build().fine();
    for page in ["actors/group.html", "places.html", "places/iraq.html"] {
        let map = map(&site, page);
        let svg = map.split("<figcaption").next().unwrap();
        assert!(svg.len() < 12_000, "{page} {}", svg.len());
        for word in ["http", "style=", "onclick", "<img", "<script"] {
            has_not(svg, word);
        }
    }
    let locator = map(&site, "events/first.html");
    assert!(locator.len() < 8_000, "{}", locator.len());
}

#[test]
fn disputed_borders_are_dashed_and_explained() {
    let site = site();
    site.note("places/valley.md", "---\ntitle: Valley\nlat: 34.1\nlon: 74.8\nprecision: region\n---\n");
    site.build().fine();
    let map = map(&site, "places/valley.html");
    has(&map, "class=\"disputed\"");
    has(&map, "disputed border");
    has(&map, "their drawing takes no position");
    has(&map, "within about 50 km");
}

#[test]
fn what_is_private_is_on_no_map() {
    let site = site();
    let private =
        "---\ntitle: Qzvx Camp\nlat: 31.11\nlon: 47.77\nprecision: exact\nvisibility: internal\n---\n";
    site.note("places/qzvx-camp.md", private);
    site.build().fine();
    for (path, bytes) in site.output() {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        for word in ["qzvx", "47.77", "31.11"] {
            has_not(&text, word);
            has_not(&path, word);
        }
    }
    // The extent tells nothing either: it is the one that the site has without the note.
    let with = map(&site, "places.html");
    std::fs::remove_file(site.path("content/places/qzvx-camp.md")).unwrap();
    site.build().fine();
    assert_eq!(with, map(&site, "places.html"));
}

#[test]
fn places_are_data_too() {
    let site = site();
    site.build().fine();
    let data: serde_json::Value = serde_json::from_str(&site.page("data/places.geojson")).unwrap();
    assert_eq!(data["type"], "FeatureCollection");
    let features = data["features"].as_array().unwrap();
    assert_eq!(features.len(), 3);
    let mosul = features.iter().find(|feature| feature["id"] == "mosul").unwrap();
    assert_eq!(mosul["geometry"], serde_json::json!({ "type": "Point", "coordinates": [43.13, 36.34] }));
    assert_eq!(mosul["properties"]["precision"], "town");
    assert_eq!(mosul["properties"]["country"], "iraq name");
    assert_eq!(mosul["properties"]["events"], 2);
}
