//! Which pages have pictures, what these say, and where they stand.

use super::Picture;
use crate::model::{Fields, NoteType};
use crate::output::{Output, Recipe};
use crate::render::Stage;
use crate::resolve::{NoteId, Site, page_name};
use crate::value::date::Language;

/// The theme's accent, for sites that have none of their own.
const ACCENT: [u8; 3] = [0x0b, 0x5d, 0x75];

/// Adds the pictures of the site and of its briefings. Those who show them ask for whole addresses, so a site without one has none.
pub fn add<'a>(stage: &'a Stage<'a>, output: &mut Output<'a>) {
    let site = stage.site;
    let briefings =
        site.of_type(NoteType::Briefing).filter_map(|id| Some((name_of(site, id), of_note(stage, id)?)));
    let own = of_site(site).map(|picture| ("site".to_owned(), picture));
    for (name, picture) in own.into_iter().chain(briefings) {
        output.add(
            &[site.prefix.as_str(), &path(&name)].concat(),
            Recipe::Make(Box::new(move || Ok(picture.png()))),
        );
    }
}

/// The picture of the site, which stands for all pages that have none of their own.
pub fn of_site(site: &Site) -> Option<Picture> {
    let config = &site.config;
    let picture = Picture {
        head: config.publisher.clone().unwrap_or_default(),
        title: config.title.value.clone(),
        foot: String::new(),
        right_to_left: site.lang.dir() == "rtl",
        accent: accent(site),
    };
    (config.base_url.is_some() && picture.can_be_drawn()).then_some(picture)
}

/// The picture of a briefing; nothing for other notes, and for words that there are no letters for.
fn of_note(stage: &Stage<'_>, id: NoteId) -> Option<Picture> {
    let site = stage.site;
    let note = site.note(id);
    let Fields::Briefing(briefing) = &note.fields else { return None };
    let lang = site.lang_of(id);
    let picture = Picture {
        head: site.config.title.value.clone(),
        title: note.title().to_owned(),
        foot: briefing.date.words(Language::from_tag(lang.as_str())),
        right_to_left: lang.dir() == "rtl",
        accent: accent(site),
    };
    (site.config.base_url.is_some() && picture.can_be_drawn()).then_some(picture)
}

/// The whole address of the picture of a note that has one.
pub fn address_of(stage: &Stage<'_>, id: NoteId) -> Option<String> {
    of_note(stage, id).and_then(|_| address(stage.site, &name_of(stage.site, id)))
}

/// The whole address of a picture.
pub fn address(site: &Site, name: &str) -> Option<String> {
    Some(format!("{}{}", site.base()?, crate::text::percent_encode(&path(name))))
}

fn path(name: &str) -> String {
    format!("assets/{name}.png")
}

fn name_of(site: &Site, id: NoteId) -> String {
    let note = site.note(id);
    page_name(note.note_type(), note.id.as_str())
}

/// The accent of a site, `#rrggbb`.
fn accent(site: &Site) -> [u8; 3] {
    let digits = site.config.theme.accent.as_ref().and_then(|accent| accent.value.strip_prefix('#'));
    let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
    number.map_or(ACCENT, |number| [(number >> 16) as u8, (number >> 8) as u8, number as u8])
}
