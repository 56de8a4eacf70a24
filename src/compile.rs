//! The whole program on one screen: sources to a site, and a site to an output.

mod again;
mod attached;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use std::io;
use std::path::Path;
use std::sync::{Arc, OnceLock};

pub use again::{Kept, examine_again, recompile, retouch};

use crate::check::{self, Levels};
use crate::cite::{References, Style};
use crate::config::Config;
use crate::diag::{self, Diagnostic};
use crate::export;
use crate::load::{SETTINGS, Sources};
use crate::online::{self, Answers, Question};
use crate::output::Output;
use crate::parse::{self, Allowance, Draft, Parsed, TranslationDraft};
use crate::render::assets::Assets;
use crate::render::attachments::Attachments;
use crate::render::map::Maps;
use crate::render::once::Once;
use crate::render::pages::{DateRanks, Feeds, Orders, SiteView};
use crate::render::search;
use crate::render::theme::Theme;
use crate::render::words::Words;
use crate::render::{self, Language, Stage};
use crate::resolve::{self, Site, Sourcing};
use crate::select::{self, Audience, Guard, Viewer, Withheld};
use crate::text::{FileId, SourceFile};
use crate::value::Lang;
use crate::value::date::Day;

/// A site in all its languages, and everything that its pages are made from.
#[derive(Debug)]
pub struct Compiled {
    /// The main language first.
    pub editions: Vec<Edition>,
    assets: Arc<Assets>,
    attachments: Attachments,
    languages: Vec<Language>,
    /// Knows the words that the readers of this site may not see, if there are any.
    pub guard: Option<Guard>,
}

/// A site in one language.
#[derive(Debug)]
pub struct Edition {
    pub site: Site,
    references: References,
    once: Once,
    words: Arc<Words>,
    maps: Maps,
    theme: Arc<Theme>,
    orders: OnceLock<Orders>,
    dates: DateRanks,
    sourcing: OnceLock<Sourcing>,
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
    compile_with(sources, viewer, open, &mut |_| {})
}

/// Does what [`compile`] does, and calls `begins` with the name of each stage when it begins.
pub fn compile_with(
    sources: &Sources,
    viewer: Viewer,
    open: impl Fn(&Path) -> io::Result<Box<dyn io::Read>> + Sync,
    begins: &mut dyn FnMut(&'static str),
) -> (Option<Compiled>, Vec<Diagnostic>) {
    begins("parsing notes");
    finish(Notes::parse(sources), sources, &mut Shared::default(), viewer, open, begins)
}

/// What pages share that is not made from notes.
#[derive(Debug, Default)]
struct Shared {
    assets: Option<Arc<Assets>>,
    /// What was seen of files beside notes.
    attached: attached::Seen,
    /// By the tag of the language.
    editions: FxHashMap<String, SharedEdition>,
    /// True if there will be another compilation.
    is_kept: bool,
    /// What selecting and resolving the notes and preparing the pages found last.
    resolved: Vec<Diagnostic>,
    /// What was found in notes last, of those that the viewer sees.
    reports: Vec<Diagnostic>,
    levels: Option<Levels>,
    /// True if some audience of the site that was compiled last may not see all that another one may.
    has_secrets: bool,
}

#[derive(Debug)]
struct SharedEdition {
    style: Arc<Style>,
    words: Arc<Words>,
    theme: Arc<Theme>,
    /// What all templates see of the site, which is baked into the theme.
    view: String,
}

fn finish(
    mut notes: Notes,
    sources: &Sources,
    shared: &mut Shared,
    viewer: Viewer,
    open: impl Fn(&Path) -> io::Result<Box<dyn io::Read>> + Sync,
    begins: &mut dyn FnMut(&'static str),
) -> (Option<Compiled>, Vec<Diagnostic>) {
    let drafts = std::mem::take(&mut notes.drafts);
    let mut found = notes.found.clone();
    let Some(config) = &notes.config else {
        found.extend(notes.reports);
        diag::sort(&mut found);
        return (None, found);
    };
    let levels = notes.levels(config, &drafts);
    begins("binding links");
    // Writers who preview their site see everything.
    let mut withheld = (!viewer.drafts)
        .then(|| Withheld::gather(&drafts, &notes.translations, &sources.files, config, viewer))
        .filter(|withheld| !withheld.is_empty());
    shared.has_secrets = select::has_secrets(&drafts, &notes.translations, config, viewer.now);
    if viewer.drafts && shared.has_secrets {
        let public = Viewer { audience: Audience::Public, drafts: false, ..viewer };
        notes.sites(drafts.clone(), sources, config, public, &mut None, &mut found);
    }
    let (sites, unseen) = notes.sites(drafts, sources, config, viewer, &mut withheld, &mut found);
    let guard = withheld.map(|withheld| released(withheld, sources, config));
    begins("checking rules");
    let context = check::Context {
        site: &sites[0],
        sources,
        today: None,
        keeps: shared.is_kept,
        open: &open,
        answers: None,
    };
    let checked = check::check(&context, |rule| levels.in_build(rule));
    begins("preparing pages");
    let compiled = stage(sources, sites, shared, &open, &mut found);
    let compiled = compiled.map(|compiled| Compiled { guard, ..compiled });
    shared.resolved.clone_from(&found);
    found.extend(checked);
    // Findings in what this audience may not see stay with `examine`.
    let seen = |d: &Diagnostic| d.file.is_none_or(|file| !unseen.contains(&file));
    shared.reports = notes.reports.iter().filter(|d| seen(d)).cloned().collect();
    found.extend_from_slice(&shared.reports);
    levels.apply(&mut found);
    shared.levels = Some(levels);
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
    findings(Notes::parse(sources), sources, &mut Shared::default(), now, today, open, None)
}

/// Does what [`examine`] does, and asks whether the addresses that the public sees still answer.
///
/// `ask` is called with all of them, once.
pub fn examine_online(
    sources: &Sources,
    now: jiff::Timestamp,
    today: Day,
    open: impl Fn(&Path) -> io::Result<Box<dyn io::Read>> + Sync,
    ask: &mut dyn FnMut(Vec<Question>) -> Answers,
) -> Vec<Diagnostic> {
    findings(Notes::parse(sources), sources, &mut Shared::default(), now, today, open, Some(ask))
}

fn findings(
    mut notes: Notes,
    sources: &Sources,
    shared: &mut Shared,
    now: jiff::Timestamp,
    today: Day,
    open: impl Fn(&Path) -> io::Result<Box<dyn io::Read>> + Sync,
    ask: Option<&mut dyn FnMut(Vec<Question>) -> Answers>,
) -> Vec<Diagnostic> {
    let drafts = std::mem::take(&mut notes.drafts);
    let mut found = [notes.found.as_slice(), &notes.reports].concat();
    if let Some(config) = &notes.config {
        let viewer = |audience, drafts| Viewer { audience, drafts, now };
        let levels = notes.levels(config, &drafts);
        let mut sites = |drafts, viewer| notes.sites(drafts, sources, config, viewer, &mut None, &mut found);
        // Where nothing is private, all audiences see one site.
        let private = select::has_secrets(&drafts, &notes.translations, config, now).then(|| drafts.clone());
        let (public, withheld) = sites(drafts, viewer(Audience::Public, false));
        let answers = ask.map(|ask| ask(online::questions(&public[0])));
        let check = |site: &Site| {
            let context = check::Context {
                site,
                sources,
                today: Some(today),
                keeps: shared.is_kept,
                open: &open,
                answers: answers.as_ref(),
            };
            check::check(&context, |_| true)
        };
        let whole = private.map(|drafts| {
            sites(drafts.clone(), viewer(Audience::Internal, false));
            sites(drafts, viewer(Audience::Internal, true)).0
        });
        // What the public sees is judged as the public sees it, the rest as its writers do; of a source that must not be named, both see a part.
        if let Some(whole) = whole {
            let veiled = whole[0].notes.iter().filter(|note| note.is_confidential()).map(|note| note.file);
            let unseen: FxHashSet<FileId> = veiled.chain(withheld).collect();
            let hidden = |d: &Diagnostic| d.file.is_some_and(|file| unseen.contains(&file));
            if !unseen.is_empty() {
                found.extend(check(&whole[0]).into_iter().filter(hidden));
            }
        }
        found.extend(check(&public[0]));
        if let Some(compiled) = stage(sources, public, shared, &open, &mut found) {
            found.extend(output(&compiled.stages()).diagnostics);
        }
        // An error can hide what an allowance is about: a note that cannot be read, a source that is not found.
        let sound = !found.iter().any(|d| d.level == diag::Level::Error);
        let unused =
            levels.apply(&mut found).into_iter().filter(|allowance| sound && !check::is_online(allowance));
        let unused: Vec<&Allowance> = unused.collect();
        check::without_echoes(&mut found);
        let text = |allowance: &Allowance| &sources.files[allowance.file.0 as usize].text;
        found.extend(
            unused.into_iter().map(|allowance| check::unused(allowance, text(allowance))).collect::<Vec<_>>(),
        );
    }
    diag::sort(&mut found);
    found
}

/// Settings and notes as the files say, for no audience yet.
struct Notes {
    config: Option<Config>,
    drafts: Vec<Draft>,
    translations: Vec<TranslationDraft>,
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
        Notes::new(sources, |files, languages| {
            files.into_par_iter().map(|(file, source)| parse::parse(file, source, languages)).collect()
        })
    }

    fn new(
        sources: &Sources,
        parse: impl FnOnce(Vec<(FileId, &Arc<SourceFile>)>, &[Lang]) -> Vec<Parsed>,
    ) -> Notes {
        let mut found = sources.diagnostics.clone();
        let settings = &sources.files[SETTINGS.0 as usize].text;
        let (config, problems) = Config::parse(settings, SETTINGS);
        found.extend(problems);
        found.extend(config.iter().flat_map(export::check));
        let files: Vec<_> = sources.notes().filter(|(file, _)| !sources.is_refused(*file)).collect();
        let languages: &[Lang] = config.as_ref().map_or(&[], |config| &config.languages);
        let parsed = parse(files, languages);
        let mut notes = Notes {
            config,
            drafts: Vec::new(),
            translations: Vec::new(),
            broken: Vec::new(),
            allowances: Vec::new(),
            found,
            reports: Vec::new(),
        };
        for note in parsed {
            notes.drafts.extend(note.draft);
            notes.translations.extend(note.translation);
            notes.broken.extend(note.broken);
            notes.allowances.extend(note.allowances);
            notes.reports.extend(note.diagnostics);
        }
        if let Some(config) = &notes.config {
            let misfits = select::misfits(&notes.drafts, &notes.translations, &notes.broken, config);
            notes.reports.extend(misfits);
        }
        notes
    }

    /// The levels of rules for these notes.
    fn levels(&self, config: &Config, drafts: &[Draft]) -> Levels {
        let notes = drafts.iter().map(|draft| (draft.file, draft.common.rules.clone()));
        Levels::new(config, notes, self.allowances.clone())
    }

    /// select -> resolve, for each language; what this audience may not see ends at `select`.
    fn sites(
        &self,
        drafts: Vec<Draft>,
        sources: &Sources,
        config: &Config,
        viewer: Viewer,
        withheld: &mut Option<Withheld>,
        found: &mut Vec<Diagnostic>,
    ) -> (Vec<Site>, FxHashSet<FileId>) {
        let selected = select::select(drafts, self.translations.clone(), config, viewer);
        *withheld = withheld.take().map(|withheld| withheld.release_notes(&selected, &sources.files));
        found.extend(selected.diagnostics);
        let (audience, assets, broken) = (viewer.audience, &sources.assets, &self.broken);
        let main = config.lang();
        let resolve = |config: &Config, lang: &Lang, prefix: &str, notes| {
            let main_lang = &main;
            let context = resolve::Context { config, lang, main_lang, prefix, audience, assets, broken };
            resolve::resolve(&context, notes)
        };
        let mut others = Vec::new();
        let translated: FxHashSet<FileId> = selected.translations.iter().map(|t| t.file).collect();
        for lang in config.other_languages() {
            let notes = select::in_language(&selected.notes, &selected.translations, &lang, &main);
            let prefix = format!("{}/", lang.as_str());
            let (site, problems) = resolve(&config.in_language(&lang), &lang, &prefix, notes);
            // What is wrong in the originals is said once.
            let own = |d: &Diagnostic| d.file.is_some_and(|file| translated.contains(&file));
            found.extend(problems.into_iter().filter(own));
            others.push(site);
        }
        let (site, problems) = resolve(config, &main, "", selected.notes);
        found.extend(problems);
        others.insert(0, site);
        (others, selected.withheld)
    }
}

/// What is withheld, without what readers see on every site, and what this one allows.
fn released(withheld: Withheld, sources: &Sources, config: &Config) -> Guard {
    let settings = format!("{config:?}");
    let own = sources.templates.iter().map(|(_, text)| text.as_str());
    let texts: Vec<&str> = [settings.as_str(), VOCABULARY].into_iter().chain(own).collect();
    let theme: Vec<&str> = render::texts().collect();
    withheld.release(&texts).release(&theme).guard()
}

/// Words that the program itself puts on pages, beside those of its templates: `tests/it/canaries.rs` says which.
const VOCABULARY: &str = include_str!("compile/vocabulary.txt");

/// Prepares all that pages share: references, templates, assets.
fn stage(
    sources: &Sources,
    sites: Vec<Site>,
    shared: &mut Shared,
    open: impl Fn(&Path) -> io::Result<Box<dyn io::Read>> + Sync,
    found: &mut Vec<Diagnostic>,
) -> Option<Compiled> {
    let config = sites[0].config.clone();
    let read = |disk: &Path| {
        let mut bytes = Vec::new();
        let whole = open(disk).and_then(|mut file| file.read_to_end(&mut bytes));
        whole.map(|_| bytes).map_err(|error| error.to_string())
    };
    if shared.assets.is_none() {
        shared.assets = Assets::new(&config, &sources.statics, read)
            .map_err(|message| found.push(Diagnostic::site_error("missing-asset", message)))
            .ok()
            .map(Arc::new);
    }
    let assets = Arc::clone(shared.assets.as_ref()?);
    if let Some(logo) = config.theme.logo.as_ref().filter(|logo| !assets.contains(&logo.value)) {
        let message = format!("there is no file `static/{}`", logo.value);
        let missing = Diagnostic::error("missing-asset", SETTINGS, logo.span, message);
        found.push(missing.help("give the logo's path from the folder static/"));
    }
    let attachments = attached::examine(sources, &sites, &mut shared.attached, &open, found);
    let mut editions = Vec::new();
    for site in sites {
        // What is wrong in the templates is said once.
        let mut problems = Vec::new();
        let edition = edition(sources, site, &assets, shared, &mut problems);
        let known = |d: &Diagnostic| found.iter().any(|other| other.message == d.message);
        let new: Vec<Diagnostic> = problems.into_iter().filter(|problem| !known(problem)).collect();
        found.extend(new);
        editions.push(edition?);
    }
    let languages =
        if editions.len() > 1 { editions.iter().map(Language::new).collect() } else { Vec::new() };
    Some(Compiled { editions, assets, attachments, languages, guard: None })
}

/// Prepares what pages in one language share.
fn edition(
    sources: &Sources,
    site: Site,
    assets: &Assets,
    shared: &mut Shared,
    found: &mut Vec<Diagnostic>,
) -> Option<Edition> {
    let known = shared.editions.remove(site.lang.as_str());
    let found_before = found.len();
    let style = match &known {
        Some(known) => Some(Arc::clone(&known.style)),
        None => style(sources, &site, found),
    };
    let words = known.as_ref().map(|known| Arc::clone(&known.words)).unwrap_or_else(|| {
        let (words, problems) = Words::new(&site.lang, &sources.templates);
        found.extend(problems);
        Arc::new(words)
    });
    let feeds = Feeds { atom: export::has(&site, "atom"), json: export::has(&site, "json-feed") };
    let view = SiteView::new(&site, &words, assets, feeds);
    let seen = serde_json::to_string(&view).unwrap_or_default();
    let theme = match known.filter(|known| known.view == seen) {
        Some(known) => known.theme,
        None => {
            let theme = Theme::new(&sources.templates, &words, &view);
            Arc::new(theme.map_err(|problems| found.extend(problems)).ok()?)
        }
    };
    let style = style?;
    let author_date = style.is_author_date();
    let kept = SharedEdition {
        style: Arc::clone(&style),
        words: Arc::clone(&words),
        theme: Arc::clone(&theme),
        view: seen,
    };
    // What was found in these is said again only if they are made again.
    if found.len() == found_before {
        shared.editions.insert(site.lang.as_str().to_owned(), kept);
    }
    Some(Edition {
        once: Once::new(&site),
        maps: Maps::default(),
        references: References::new(&site, style),
        words,
        theme,
        orders: OnceLock::new(),
        dates: DateRanks::default(),
        sourcing: OnceLock::new(),
        search: OnceLock::new(),
        has_sourcing_data: export::has(&site, "sourcing"),
        author_date,
        site,
    })
}

/// The citation style that a site names.
fn style(sources: &Sources, site: &Site, found: &mut Vec<Diagnostic>) -> Option<Arc<Style>> {
    let named = site.config.citation_style.as_ref();
    let style = Style::load(named.map(|name| name.value.as_str()), &site.lang, |path| sources.extra(path));
    let style = style.map_err(|error| {
        let span = named.map(|name| name.span).unwrap_or_default();
        found.push(Diagnostic::error("citation-style", SETTINGS, span, error.message).help(error.help));
    });
    style.ok().map(Arc::new)
}

impl Language {
    fn new(edition: &Edition) -> Language {
        let translated = edition.site.notes.iter().filter(|note| note.translated.is_some());
        Language {
            tag: edition.site.lang.as_str().to_owned(),
            name: edition.words.language(edition.site.lang.as_str()).to_owned(),
            prefix: edition.site.prefix.clone(),
            translated: translated.map(|note| note.id.as_str().to_owned()).collect(),
        }
    }
}

impl Compiled {
    /// The address of the style sheet of all pages, which changes with what is in it.
    pub fn style(&self) -> &str {
        &self.assets.style
    }

    /// The site in its main language.
    pub fn site(&self) -> &Site {
        &self.editions[0].site
    }

    /// Everything that a page is a function of, for each language, the main one first.
    pub fn stages(&self) -> Vec<Stage<'_>> {
        self.editions.iter().map(|edition| self.stage(edition)).collect()
    }

    fn stage<'c>(&'c self, edition: &'c Edition) -> Stage<'c> {
        Stage {
            site: &edition.site,
            references: &edition.references,
            once: &edition.once,
            words: &edition.words,
            maps: &edition.maps,
            theme: &edition.theme,
            assets: &self.assets,
            attachments: &self.attachments,
            author_date: edition.author_date,
            orders: &edition.orders,
            dates: &edition.dates,
            sourcing: &edition.sourcing,
            search: &edition.search,
            has_sourcing_data: edition.has_sourcing_data,
            languages: &self.languages,
        }
    }
}

/// All files of a site as recipes.
pub fn output<'a>(stages: &'a [Stage<'a>]) -> Output<'a> {
    let mut output = Output::default();
    for stage in stages {
        render::add_pages(stage, &mut output);
        export::add_exports(stage, &mut output);
    }
    stages[0].assets.add_to(&mut output);
    // What any language uses is there once, for all.
    stages[0].attachments.add_to(&mut output);
    output.finish();
    output
}
