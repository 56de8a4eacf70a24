//! The whole program on one screen: sources to a site, and a site to an output.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use std::io;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use crate::check::{self, Levels};
use crate::cite::{References, Style};
use crate::config::Config;
use crate::diag::{self, Diagnostic};
use crate::export;
use crate::load::{SETTINGS, Sources};
use crate::output::Output;
use crate::parse::{self, Allowance, Draft, Parsed};
use crate::render::assets::Assets;
use crate::render::map::Maps;
use crate::render::once::Once;
use crate::render::pages::{Feeds, Orders, SiteView};
use crate::render::search;
use crate::render::theme::Theme;
use crate::render::words::Words;
use crate::render::{self, Stage};
use crate::resolve::{self, Site, Sourcing};
use crate::select::{self, Audience, Viewer};
use crate::text::FileId;
use crate::value::date::Day;

/// A site and everything that its pages are made from.
#[derive(Debug)]
pub struct Compiled {
    pub site: Site,
    references: References,
    once: Once,
    words: Arc<Words>,
    maps: Maps,
    theme: Theme,
    assets: Assets,
    orders: Orders,
    sourcing: Sourcing,
    search: OnceLock<search::Files>,
    has_sourcing_data: bool,
    author_date: bool,
}

/// Compiles the sources of a site for a viewer. There is a result only if nothing is wrong.
///
/// `open` opens a file of the theme, or one beside a note.
pub fn compile(
    sources: &Sources,
    viewer: Viewer,
    open: impl Fn(&Path) -> io::Result<Box<dyn io::Read>> + Sync,
) -> (Option<Compiled>, Vec<Diagnostic>) {
    let mut notes = Notes::parse(sources);
    let drafts = std::mem::take(&mut notes.drafts);
    let mut found = notes.found.clone();
    let Some(config) = &notes.config else {
        found.extend(notes.reports);
        diag::sort(&mut found);
        return (None, found);
    };
    let levels = notes.levels(config, &drafts);
    let (site, withheld) = notes.site(drafts, sources, config, viewer, &mut found);
    let context = check::Context { site: &site, sources, today: None, open: &open };
    found.extend(check::check(&context, |rule| levels.in_build(rule)));
    // Findings in what this audience may not see stay with `examine`.
    let seen = |d: &Diagnostic| d.file.is_none_or(|file| !withheld.contains(&file));
    found.extend(notes.reports.iter().filter(|d| seen(d)).cloned());
    let compiled = stage(sources, site, &open, &mut found);
    levels.apply(&mut found);
    diag::sort(&mut found);
    let sound = !found.iter().any(|d| d.level == diag::Level::Error);
    (compiled.filter(|_| sound), found)
}

/// Everything that can be said of the sources of a site, for every audience, drafts too.
///
/// `today` is the day by which notes grow old.
pub fn examine(
    sources: &Sources,
    now: jiff::Timestamp,
    today: Day,
    open: impl Fn(&Path) -> io::Result<Box<dyn io::Read>> + Sync,
) -> Vec<Diagnostic> {
    let notes = Notes::parse(sources);
    let mut found = [notes.found.as_slice(), &notes.reports].concat();
    if let Some(config) = &notes.config {
        let viewer = |audience, drafts| Viewer { audience, drafts, now };
        let levels = notes.levels(config, &notes.drafts);
        let mut site = |viewer| notes.site(notes.drafts.clone(), sources, config, viewer, &mut found);
        let (public, withheld) = site(viewer(Audience::Public, false));
        let check = |site: &Site| {
            check::check(&check::Context { site, sources, today: Some(today), open: &open }, |_| true)
        };
        // Where nothing is private, all audiences see one site.
        let whole = select::has_secrets(&notes.drafts, config, now).then(|| {
            site(viewer(Audience::Internal, false));
            site(viewer(Audience::Internal, true)).0
        });
        // What the public sees is judged as the public sees it, the rest as its writers do; of a source that must not be named, both see a part.
        if let Some(whole) = whole {
            let veiled = whole.notes.iter().filter(|note| note.is_confidential()).map(|note| note.file);
            let unseen: FxHashSet<FileId> = veiled.chain(withheld).collect();
            let hidden = |d: &Diagnostic| d.file.is_some_and(|file| unseen.contains(&file));
            if !unseen.is_empty() {
                found.extend(check(&whole).into_iter().filter(hidden));
            }
        }
        found.extend(check(&public));
        if let Some(compiled) = stage(sources, public, &open, &mut found) {
            found.extend(output(&compiled.stage()).diagnostics);
        }
        // An error can hide what an allowance is about: a note that cannot be read, a source that is not found.
        let sound = !found.iter().any(|d| d.level == diag::Level::Error);
        let unused = levels.apply(&mut found).into_iter().filter(|_| sound);
        let text = |allowance: &Allowance| &sources.files[allowance.file.0 as usize].text;
        found.extend(unused.map(|allowance| check::unused(allowance, text(allowance))).collect::<Vec<_>>());
    }
    diag::sort(&mut found);
    found
}

/// Settings and notes as the files say, for no audience yet.
struct Notes {
    config: Option<Config>,
    drafts: Vec<Draft>,
    /// Stems of notes that could not be read.
    broken: Vec<String>,
    allowances: Vec<Allowance>,
    /// Findings about the site as a whole.
    found: Vec<Diagnostic>,
    /// Findings in notes.
    reports: Vec<Diagnostic>,
}

impl Notes {
    /// load -> parse
    fn parse(sources: &Sources) -> Notes {
        let mut found = sources.diagnostics.clone();
        let settings = &sources.files[SETTINGS.0 as usize].text;
        let (config, problems) = Config::parse(settings, SETTINGS);
        found.extend(problems);
        found.extend(config.iter().flat_map(export::check));
        let files: Vec<_> = sources.notes().filter(|(file, _)| !sources.is_refused(*file)).collect();
        let parsed: Vec<Parsed> =
            files.into_par_iter().map(|(file, source)| parse::parse(file, source)).collect();
        let mut notes = Notes {
            config,
            drafts: Vec::new(),
            broken: Vec::new(),
            allowances: Vec::new(),
            found,
            reports: Vec::new(),
        };
        for note in parsed {
            notes.drafts.extend(note.draft);
            notes.broken.extend(note.broken);
            notes.allowances.extend(note.allowances);
            notes.reports.extend(note.diagnostics);
        }
        notes
    }

    /// The levels of rules for these notes.
    fn levels(&self, config: &Config, drafts: &[Draft]) -> Levels {
        let notes = drafts.iter().map(|draft| (draft.file, draft.common.rules.clone()));
        Levels::new(config, notes, self.allowances.clone())
    }

    /// select -> resolve; what this audience may not see ends at `select`.
    fn site(
        &self,
        drafts: Vec<Draft>,
        sources: &Sources,
        config: &Config,
        viewer: Viewer,
        found: &mut Vec<Diagnostic>,
    ) -> (Site, FxHashSet<FileId>) {
        let selected = select::select(drafts, config, viewer);
        found.extend(selected.diagnostics);
        let (audience, assets, broken) = (viewer.audience, &sources.assets, &self.broken);
        let context = resolve::Context { config, audience, assets, broken };
        let (site, problems) = resolve::resolve(&context, selected.notes);
        found.extend(problems);
        (site, selected.withheld)
    }
}

/// Prepares all that pages share: references, templates, assets.
fn stage(
    sources: &Sources,
    site: Site,
    open: impl Fn(&Path) -> io::Result<Box<dyn io::Read>>,
    found: &mut Vec<Diagnostic>,
) -> Option<Compiled> {
    let named = site.config.citation_style.as_ref();
    let style = Style::load(named.map(|name| name.value.as_str()), &site.lang, |path| sources.extra(path));
    let style = style
        .map_err(|error| {
            let span = named.map(|name| name.span).unwrap_or_default();
            found.push(Diagnostic::error("citation-style", SETTINGS, span, error.message).help(error.help));
        })
        .ok();
    let read = |disk: &Path| {
        let mut bytes = Vec::new();
        let whole = open(disk).and_then(|mut file| file.read_to_end(&mut bytes));
        whole.map(|_| bytes).map_err(|error| error.to_string())
    };
    let assets = Assets::new(&site.config, &sources.statics, read)
        .map_err(|message| found.push(Diagnostic::site_error("missing-asset", message)))
        .ok()?;
    if let Some(logo) = site.config.theme.logo.as_ref().filter(|logo| !assets.contains(&logo.value)) {
        let message = format!("there is no file `static/{}`", logo.value);
        let missing = Diagnostic::error("missing-asset", SETTINGS, logo.span, message);
        found.push(missing.help("give the logo's path from the folder static/"));
    }
    let (words, problems) = Words::new(&site.lang, &sources.templates);
    let words = Arc::new(words);
    found.extend(problems);
    let orders = Orders::new(&site, &words);
    let feeds = Feeds { atom: export::has(&site, "atom"), json: export::has(&site, "json-feed") };
    let view = SiteView::new(&site, &words, &orders, &assets, feeds);
    let theme =
        Theme::new(&sources.templates, &words, &view).map_err(|problems| found.extend(problems)).ok()?;
    let style = style?;
    let references = References::new(&site, &style);
    Some(Compiled {
        once: Once::new(&site),
        maps: Maps::default(),
        references,
        words,
        theme,
        assets,
        orders,
        sourcing: Sourcing::new(&site),
        search: OnceLock::new(),
        has_sourcing_data: export::has(&site, "sourcing"),
        author_date: style.is_author_date(),
        site,
    })
}

impl Compiled {
    /// Everything that a page is a function of.
    pub fn stage(&self) -> Stage<'_> {
        Stage {
            site: &self.site,
            references: &self.references,
            once: &self.once,
            words: &self.words,
            maps: &self.maps,
            theme: &self.theme,
            assets: &self.assets,
            author_date: self.author_date,
            orders: &self.orders,
            sourcing: &self.sourcing,
            search: &self.search,
            has_sourcing_data: self.has_sourcing_data,
        }
    }
}

/// All files of a site as recipes.
pub fn output<'a>(stage: &'a Stage<'a>) -> Output<'a> {
    let mut output = Output::default();
    render::add_pages(stage, &mut output);
    export::add_exports(stage, &mut output);
    stage.assets.add_to(&mut output);
    for (path, disk) in stage.site.assets.iter().filter(|(_, disk)| !disk.as_os_str().is_empty()) {
        output.add(path.as_str(), crate::output::Recipe::Copy(disk.clone()));
    }
    output.check();
    output
}
