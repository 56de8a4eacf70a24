//! Turns bound references round: backlinks, relations seen from both sides, timelines, members.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::bind::AllBound;
use super::{
    ClaimId, Context, Edge, FigureId, Mention, Note, NoteId, RowId, Site, Target, address_of, href_of,
    page_name,
};
use crate::diag::Diagnostic;
use crate::model::{Field, Fields, NoteType, Seat};
use crate::select::Published;
use crate::text::{FileId, SitePath, Span};
use crate::value::Date;

/// What leads to a note, for all notes.
#[derive(Debug, Default)]
pub(super) struct Links {
    pub by_id: FxHashMap<String, NoteId>,
    pub claim_numbers: FxHashMap<(NoteId, u32), ClaimId>,
    pub figure_numbers: FxHashMap<(NoteId, u32), FigureId>,
    pub places_on_timeline: FxHashMap<NoteId, usize>,
    pub mentions: Vec<Vec<Mention>>,
    pub events: Vec<Vec<NoteId>>,
    pub relations: Vec<Vec<Edge>>,
    pub children: Vec<Vec<NoteId>>,
    pub claims_by: Vec<Vec<ClaimId>>,
    pub claims_about: Vec<Vec<ClaimId>>,
    pub figures_about: Vec<Vec<FigureId>>,
    /// The claims that stand against each claim.
    pub contradictions: Vec<Vec<ClaimId>>,
    pub origins: super::origins::Origins,
}

/// The most places that lie in each other, as a bound against circles.
const DEEPEST_PLACE: usize = 16;

/// Makes the site of bound notes.
pub(super) fn site(
    context: &Context<'_>,
    mut notes: Vec<Published>,
    bound: AllBound,
    found: &mut Vec<Diagnostic>,
) -> Site {
    let wrong = check_names(context, &notes, found);
    let files: FxHashSet<FileId> = wrong.iter().map(|(file, _)| *file).collect();
    for note in notes.iter_mut().filter(|note| files.contains(&note.file)) {
        let common = std::sync::Arc::make_mut(&mut note.common);
        common.former_ids.retain(|old| !wrong.contains(&(note.file, old.span)));
    }
    let (mut links, (timeline, changes)) = rayon::join(
        || Links::new(&notes, &bound),
        || {
            let dated = notes.iter().map(|note| (&*note.common, note.fields.note_type()));
            (timeline(&notes), super::changes::changes(dated))
        },
    );
    links.places_on_timeline = timeline.iter().enumerate().map(|(i, event)| (*event, i)).collect();
    let pretty = context.config.pretty_urls;
    let notes: Vec<Note> = notes
        .into_par_iter()
        .zip(bound.notes)
        .map(|(note, bound)| {
            let href = href_of(&page_name(note.fields.note_type(), note.id.as_str()), pretty);
            Note {
                file: note.file,
                id: note.id,
                common: note.common,
                fields: note.fields,
                body: note.body,
                top: note.top,
                body_lang: note.body_lang,
                translated: note.translated,
                unpublished: note.unpublished,
                href,
                front: bound.front.into_iter().map(|(at, _, target)| (at, target)).collect(),
                text: bound.text.into_iter().map(|(at, _, target)| (at, target)).collect(),
            }
        })
        .collect();
    let assets = context
        .assets
        .iter()
        .zip(&bound.used_assets)
        .map(|(asset, used)| {
            let path = SitePath::new(format!("files/{}", asset.path)).unwrap_or_else(|_| asset.path.clone());
            (path, if *used { asset.disk.clone() } else { std::path::PathBuf::new() })
        })
        .collect();
    let mut site = Site {
        config: context.config.clone(),
        lang: context.lang.clone(),
        main_lang: context.main_lang.clone(),
        prefix: context.prefix.to_owned(),
        audience: context.audience,
        notes,
        claims: bound.claims,
        figures: bound.figures,
        assets,
        timeline,
        changes,
        links,
    };
    let (events, (contradictions, origins)) = rayon::join(
        || site.events_by_note(),
        || (site.contradictions(), super::origins::Origins::new(&site)),
    );
    site.links.events = events;
    site.links.contradictions = contradictions;
    site.links.origins = origins;
    site
}

/// Names at the root that the program's own pages and files bear.
const RESERVED: [&str; 26] = [
    "index",
    "404",
    "actors",
    "sources",
    "events",
    "places",
    "topics",
    "briefings",
    "pages",
    "claims",
    "figures",
    "timeline",
    "changes",
    "search",
    "sourcing",
    "network",
    "map",
    "feed",
    "feeds",
    "data",
    "files",
    "assets",
    "static",
    "robots",
    "sitemap",
    "about-this-site",
];

/// Reports ids that cannot be addresses, and former ids that are in use; the answer has the places of former ids that lead nowhere.
fn check_names(
    context: &Context<'_>,
    notes: &[Published],
    found: &mut Vec<Diagnostic>,
) -> FxHashSet<(FileId, Span)> {
    let mut wrong = FxHashSet::default();
    let ids: FxHashMap<&str, &Published> = notes.iter().map(|note| (note.id.as_str(), note)).collect();
    let mut former: FxHashMap<(NoteType, &str), &Published> = FxHashMap::default();
    for note in notes {
        let kind = note.fields.note_type();
        let id = note.id.as_str();
        let register = |id: &str| {
            ["sources-by-", "claims-by-"].iter().any(|start| id.starts_with(start)) || RESERVED.contains(&id)
        };
        if kind == NoteType::Page && register(id) {
            let message = format!("`{id}` is the address of one of the site's own pages");
            found
                .push(Diagnostic::error("reserved-id", note.file, note.top, message).help("rename the file"));
        }
        if id == "index" && (context.config.pretty_urls || kind != NoteType::Page) {
            let message = "`index` cannot be an id";
            found
                .push(Diagnostic::error("reserved-id", note.file, note.top, message).help("rename the file"));
        }
        for old in &note.common.former_ids {
            if old.value.is_empty() {
                continue;
            }
            let address = address_of(&page_name(kind, &old.value), context.config.pretty_urls);
            let collision = |message: String| Some(("address-collision", message));
            let problem = match crate::value::Id::new(&old.value) {
                Err(error) => collision(format!("this is no id: {}", error.message)),
                Ok(_) if ids.contains_key(old.value.as_str()) => {
                    collision(format!("`{}` is the id of a note that exists", old.value))
                }
                Ok(_) if kind == NoteType::Page && register(&old.value) => {
                    collision(format!("`{}` is the address of one of the site's own pages", old.value))
                }
                Ok(_) => match SitePath::new(address.as_str()) {
                    Err(error) => Some(("bad-address", format!("`{address}` cannot be an address: {error}"))),
                    Ok(_) => former
                        .insert((kind, &old.value), note)
                        .filter(|other| other.file != note.file)
                        .and_then(|_| collision(format!("two notes say that `{}` was their id", old.value))),
                },
            };
            if let Some((rule, message)) = problem {
                let help = match rule {
                    "bad-address" => "take it out of `former_ids`: no page can have stood there",
                    _ => "take it out of `former_ids`, or rename the other note",
                };
                found.push(Diagnostic::error(rule, note.file, old.span, message).help(help));
                wrong.insert((note.file, old.span));
            }
        }
    }
    wrong
}

impl Links {
    fn new(notes: &[Published], bound: &AllBound) -> Self {
        let count = notes.len();
        let mut links = Links {
            mentions: vec![Vec::new(); count],
            relations: vec![Vec::new(); count],
            children: vec![Vec::new(); count],
            claims_by: vec![Vec::new(); count],
            claims_about: vec![Vec::new(); count],
            figures_about: vec![Vec::new(); count],
            ..Links::default()
        };
        for (i, note) in notes.iter().enumerate() {
            links.by_id.insert(note.id.as_str().to_owned(), NoteId(i as u32));
        }
        for (i, row) in bound.claims.iter().enumerate() {
            links.claim_numbers.insert((row.note, row.index), ClaimId(i as u32));
        }
        for (i, row) in bound.figures.iter().enumerate() {
            links.figure_numbers.insert((row.note, row.index), FigureId(i as u32));
        }
        for (i, note) in bound.notes.iter().enumerate() {
            let from = NoteId(i as u32);
            for (at, field, target) in &note.front {
                links.front(notes, from, *at, *field, *target);
            }
            for (at, number, target) in &note.text {
                if let Target::Note(to, _) = target
                    && *to != from
                {
                    let mention = Mention { from, seat: Seat::Text(*number), at: *at, field: "" };
                    links.mentions[to.0 as usize].push(mention);
                }
            }
        }
        for mentions in &mut links.mentions {
            mentions.sort();
            mentions.dedup();
        }
        links.sort_relations(notes);
        links
    }

    fn front(&mut self, notes: &[Published], from: NoteId, at: u32, field: Field, target: Target) {
        let Target::Note(to, _) = target else { return };
        let slot = to.0 as usize;
        match (field.name, field.seat) {
            ("topics" | "derived_from" | "country", Seat::Note) => {
                if to != from && !self.children[slot].contains_last(from) {
                    self.children[slot].push(from);
                }
                // Membership is shown as membership; a country of an actor is a mention as well.
                if field.name != "country" {
                    return;
                }
            }
            ("by", Seat::Claim(index)) => {
                let claim = self.claim_numbers.get(&(from, index)).copied();
                self.claims_by[slot].extend(claim);
                return;
            }
            ("concerns", Seat::Claim(index)) => {
                let claim = self.claim_numbers.get(&(from, index)).copied();
                self.claims_about[slot].extend(claim);
                return;
            }
            ("concerns", Seat::Figure(index)) => {
                let figure = self.figure_numbers.get(&(from, index)).copied();
                self.figures_about[slot].extend(figure);
                return;
            }
            ("to", Seat::Relation(index)) => {
                let Some(relation) = notes[from.0 as usize].fields.facets().relations().get(index as usize)
                else {
                    return;
                };
                let (kind, stated) = (relation.kind.value, RowId { note: from, index });
                self.relations[from.0 as usize].push(Edge { other: to, kind, stated });
                if to != from {
                    self.relations[slot].push(Edge { other: from, kind: kind.inverse(), stated });
                }
                return;
            }
            _ => {}
        }
        if to != from {
            self.mentions[slot].push(Mention { from, seat: field.seat, at, field: field.name });
        }
    }

    /// Sorts relations by type, then time, then the other's title.
    fn sort_relations(&mut self, notes: &[Published]) {
        let when = |edge: &Edge| {
            let note = &notes[edge.stated.note.0 as usize];
            note.fields.facets().relations().get(edge.stated.index as usize).and_then(|r| r.when.as_ref())
        };
        let title = |edge: &Edge| notes[edge.other.0 as usize].common.title.value.as_str();
        for edges in &mut self.relations {
            sort_edges(edges, when, title);
        }
    }
}

/// Sorts one actor's relations by type, then time, then the other's title.
pub(super) fn sort_edges<'n>(
    edges: &mut [Edge],
    when: impl Fn(&Edge) -> Option<&'n Date>,
    title: impl Fn(&Edge) -> &'n str,
) {
    edges.sort_by(|a, b| {
        // What has no date comes after what has one.
        let dated = |edge: &Edge| when(edge).is_none();
        (a.kind.order(), dated(a), when(a), title(a), a.stated).cmp(&(
            b.kind.order(),
            dated(b),
            when(b),
            title(b),
            b.stated,
        ))
    });
}

trait ContainsLast {
    fn contains_last(&self, note: NoteId) -> bool;
}

impl ContainsLast for Vec<NoteId> {
    /// References of one note come together, so a repetition is the last entry.
    fn contains_last(&self, note: NoteId) -> bool {
        self.last() == Some(&note)
    }
}

fn timeline(notes: &[Published]) -> Vec<NoteId> {
    let mut events: Vec<(NoteId, &Published)> = notes
        .iter()
        .enumerate()
        .filter(|(_, note)| note.fields.note_type() == NoteType::Event)
        .map(|(i, note)| (NoteId(i as u32), note))
        .collect();
    events
        .sort_by(|(_, a), (_, b)| (a.fields.facets().when(), &a.id).cmp(&(b.fields.facets().when(), &b.id)));
    events.into_iter().map(|(id, _)| id).collect()
}

impl Site {
    /// Takes every contradiction of claims for both sides: whichever note states it, each speaks against the other.
    fn contradictions(&self) -> Vec<Vec<ClaimId>> {
        let mut all: Vec<Vec<ClaimId>> = vec![Vec::new(); self.claims.len()];
        for (i, row) in self.claims.iter().enumerate() {
            let (note, claim) = (self.note(row.note), ClaimId(i as u32));
            let named = &note.common.claims[row.index as usize].contradicted_by;
            for other in named.iter().filter_map(|citation| match note.target(&citation.source) {
                Some(Target::Claim(other)) if other != claim => Some(other),
                _ => None,
            }) {
                all[i].push(other);
                all[other.0 as usize].push(claim);
            }
        }
        for claims in &mut all {
            claims.sort_unstable();
            claims.dedup();
        }
        all
    }

    /// Files every event under its actors, places (and the places these lie in), topics and briefings, in timeline order.
    fn events_by_note(&self) -> Vec<Vec<NoteId>> {
        let mut events: Vec<Vec<NoteId>> = vec![Vec::new(); self.notes.len()];
        let mut featured: Vec<Vec<NoteId>> = vec![Vec::new(); self.notes.len()];
        for briefing in self.of_type(NoteType::Briefing) {
            if let Fields::Briefing(fields) = &self.note(briefing).fields {
                for event in fields.events.iter().filter_map(|r| self.note(briefing).target_note(r)) {
                    featured[event.0 as usize].push(briefing);
                }
            }
        }
        for event in &self.timeline {
            let mut under = self.files_of(*event);
            under.extend(&featured[event.0 as usize]);
            for note in under {
                let list = &mut events[note.0 as usize];
                if list.last() != Some(event) {
                    list.push(*event);
                }
            }
        }
        events
    }

    /// The actors, places and topics that an event is filed under.
    pub fn files_of(&self, event: NoteId) -> Vec<NoteId> {
        let note = self.note(event);
        let Fields::Event(fields) = &note.fields else { return Vec::new() };
        let mut under: Vec<NoteId> =
            fields.actors.iter().filter_map(|p| note.target_note(&p.actor)).collect();
        under.extend(note.common.topics.iter().filter_map(|topic| note.target_note(topic)));
        for place in fields.places.iter().filter_map(|place| note.target_note(place)) {
            let mut place = Some(place);
            for _ in 0..DEEPEST_PLACE {
                let Some(id) = place else { break };
                under.push(id);
                place = self.lies_in(id);
            }
        }
        under
    }

    /// The place that a place lies in.
    pub fn lies_in(&self, place: NoteId) -> Option<NoteId> {
        let note = self.note(place);
        let Fields::Place(fields) = &note.fields else { return None };
        fields
            .country
            .as_ref()
            .and_then(|country| note.target_note(country))
            .filter(|country| *country != place)
    }
}
