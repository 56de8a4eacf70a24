//! Files beside notes: what is published of them, what is refused, and the smaller pictures.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};

use crate::support::{Site, check, has, has_not, png};

/// A photograph of a size, as a camera writes it: with a place in it.
fn photo(width: u32, height: u32) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    let point = |x, y| Rgb([(x % 251) as u8, (y % 241) as u8, 90]);
    RgbImage::from_fn(width, height, point).write_to(&mut out, ImageFormat::Jpeg).unwrap();
    let plain = out.into_inner();
    let place = b"Exif\0\0qzvx 33.3152 N 44.3661 E";
    let length = (place.len() as u16 + 2).to_be_bytes();
    [&plain[..2], &[0xff, 0xe1], &length, place, &plain[2..], b"qzvx"].concat()
}

fn site() -> Site {
    let site = Site::new();
    site.note("actors/guard.md", "---\ntitle: Guard\n---\n![The bridge](bridge.jpg)\n\n![[small.png]]\n")
        .file("content/actors/bridge.jpg", photo(1300, 400))
        .file("content/actors/small.png", png("qzvx"));
    site
}

#[test]
fn photographs_are_published_without_place_and_in_several_sizes() {
    let site = site();
    site.build().fine();
    let page = site.page("actors/guard.html");
    let picture = page.split_once("<img ").unwrap().1.split_once('>').unwrap().0;
    has(picture, "src=\"../files/actors/bridge.jpg\" width=\"1300\" height=\"400\"");
    has(picture, "-480.jpg 480w, ");
    has(picture, "-960.jpg 960w, ../files/actors/bridge.jpg 1300w\" sizes=");
    has(picture, "alt=\"The bridge\"");
    has(&page, "src=\"../files/actors/small.png\" width=\"1\" height=\"1\" alt=");
    let output = site.output();
    for (path, bytes) in &output {
        assert!(!bytes.windows(4).any(|part| part == b"qzvx"), "{path}");
    }
    let sizes: Vec<(&String, u32)> = output
        .iter()
        .filter(|(path, _)| path.ends_with(".jpg"))
        .map(|(path, bytes)| (path, image::load_from_memory(bytes).unwrap().width()))
        .collect();
    assert_eq!(sizes.iter().map(|(_, width)| *width).collect::<Vec<_>>(), [480, 960, 1300], "{sizes:?}");
    // Every address that the page names is there.
    let named = picture
        .split('"')
        .flat_map(|part| part.split([' ', ',']))
        .filter_map(|part| part.strip_prefix("../"));
    assert!(named.clone().count() >= 4 && named.clone().all(|path| output.contains_key(path)));
}

#[test]
fn a_picture_with_a_title_has_a_caption() {
    let site = Site::new();
    site.file("content/actors/p.png", png("")).note(
        "actors/guard.md",
        "---\ntitle: Guard\n---\n![A *bridge*](p.png \"The bridge in May. Photo: <b> & Co\")\n\nText ![in it](p.png \"No caption\").\n\n- ![listed](p.png \"Listed\")\n\n![none](p.png)\n",
    );
    site.build().fine();
    let page = site.page("actors/guard.html");
    has(&page, "<figure class=\"photo\"");
    has(
        &page,
        " alt=\"A bridge\"><figcaption>The bridge in May. Photo: &lt;b&gt; &amp; Co</figcaption></figure>\n",
    );
    has(&page, "Text <img ");
    has(&page, " alt=\"in it\">.</p>");
    has_not(&page, "No caption");
    has(&page, " alt=\"none\"></p>");
}

#[test]
fn smaller_pictures_are_made_once() {
    let site = site();
    site.build().fine();
    let path = |site: &Site| {
        let mut all = site.output().into_keys().filter(|path| path.ends_with("-480.jpg"));
        all.next().unwrap()
    };
    let first = path(&site);
    let again = site.build();
    assert!(again.stdout.contains("(0 written"), "{}", again.stdout);
    // Another photograph has other addresses, and the old ones go.
    site.file("content/actors/bridge.jpg", photo(1400, 400));
    site.build().fine();
    let second = path(&site);
    assert_ne!(first, second);
    assert!(!site.output().contains_key(&first));
}

#[test]
fn what_may_hold_more_than_is_seen_is_refused_where_it_is_used() {
    check(
        "
        //- actors/guard.md
        ---
        title: Guard
        ---
        Its [order](order.docx), ![[old.heic]] and [counts](counts.csv).
            ^^^^^^^^^^^^^^^^^^^ unclean-file: `order.docx` may hold more than a reader sees
                                 ^^^^^^^^^^^^^ unclean-file: `old.heic` cannot be published: pictures of this format cannot be cleaned

        ![damaged](damaged.png) and [again](damaged.png)
        ^^^^^^^^^^^^^^^^^^^^^^^ unclean-file: `damaged.png` cannot be published: what the file holds is not what its name says
        //- actors/order.docx
        x
        //- actors/old.heic
        x
        //- actors/damaged.png
        x
        //- actors/counts.csv
        day,count
        //- actors/unused.docx
        x
        ",
    );
}

#[test]
fn the_settings_name_what_is_published_as_it_is() {
    let site = Site::new();
    site.file("site.yaml", "title: S\nattachments: [DOCX]\n")
        .note("actors/guard.md", "---\ntitle: Guard\n---\nIts [order](order.docx) and ![[counts.csv]] and ![[counts.csv|the counts]].\n")
        .file("content/actors/order.docx", "words")
        .file("content/actors/counts.csv", "day,count\n");
    site.build().fine();
    let page = site.page("actors/guard.html");
    has(&page, "<a href=\"../files/actors/counts.csv\">the counts</a>");
    has(&page, "<a href=\"../files/actors/counts.csv\">counts.csv</a>");
    has_not(&page, "<img");
    assert_eq!(site.output()["files/actors/order.docx"], b"words");
}
