//! The whole program on one screen: sources to a site, and a site to an output.

use rayon::prelude::*;

use crate::check;
use crate::cite::{References, Style};
use crate::config::Config;
use crate::diag::{self, Diagnostic};
use crate::export;
use crate::load::{Asset, SETTINGS, Sources};
use crate::output::Output;
use crate::parse::{self, Parsed};
use crate::render::assets::Assets;
use crate::render::once::Once;
use crate::render::pages::{Feeds, Orders, SiteView};
use crate::render::theme::Theme;
use crate::render::{self, Stage};
use crate::resolve::{self, Site};
use crate::select::{self, Viewer};
use crate::value::date::Language;

/// A site and everything that its pages are made from.
#[derive(Debug)]
pub struct Compiled {
    pub site: Site,
    references: References,
    once: Once,
    theme: Theme,
    assets: Assets,
    orders: Orders,
    author_date: bool,
}

/// Compiles the sources of a site for a viewer. There is a result only if nothing is wrong.
///
/// `read` gives the bytes of a file of the theme.
pub fn compile(
    sources: &Sources,
    viewer: Viewer,
    read: impl Fn(&Asset) -> Result<Vec<u8>, String>,
) -> (Option<Compiled>, Vec<Diagnostic>) {
    let mut found = sources.diagnostics.clone();
    let settings = &sources.files[SETTINGS.0 as usize].text;
    let (config, problems) = Config::parse(settings, SETTINGS);
    found.extend(problems);

    // parse
    let notes: Vec<_> = sources.notes().filter(|(file, _)| !sources.is_refused(*file)).collect();
    let parsed: Vec<Parsed> =
        notes.into_par_iter().map(|(file, source)| parse::parse(file, source)).collect();
    let broken: Vec<String> = parsed.iter().filter_map(|p| p.broken.clone()).collect();
    let (drafts, reports): (Vec<_>, Vec<_>) = parsed.into_iter().map(|p| (p.draft, p.diagnostics)).unzip();
    let drafts = drafts.into_iter().flatten().collect();
    let reports: Vec<Diagnostic> = reports.into_iter().flatten().collect();
    let Some(config) = config else {
        found.extend(reports);
        diag::sort(&mut found);
        return (None, found);
    };
    found.extend(export::check(&config));

    // select: what this audience may not see ends here, findings in it too
    let selected = select::select(drafts, &config, viewer);
    let withheld = selected.withheld;
    found.extend(reports.into_iter().filter(|d| d.file.is_none_or(|file| !withheld.contains(&file))));
    found.extend(selected.diagnostics);

    // resolve, check
    let context = resolve::Context {
        config: &config,
        audience: viewer.audience,
        assets: &sources.assets,
        broken: &broken,
    };
    let (site, problems) = resolve::resolve(&context, selected.notes);
    found.extend(problems);
    found.extend(check::check(&site));

    let compiled = stage(sources, site, read, &mut found);
    check::apply_levels(&config, &mut found);
    diag::sort(&mut found);
    let sound = !found.iter().any(|d| d.level == diag::Level::Error);
    (compiled.filter(|_| sound), found)
}

/// Prepares all that pages share: references, templates, assets.
fn stage(
    sources: &Sources,
    site: Site,
    read: impl Fn(&Asset) -> Result<Vec<u8>, String>,
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
    let assets = Assets::new(&site.config, &sources.statics, read)
        .map_err(|message| found.push(Diagnostic::site_error("missing-asset", message)))
        .ok()?;
    let orders = Orders::new(&site);
    let feeds = Feeds { atom: export::has(&site, "atom"), json: export::has(&site, "json-feed") };
    let view = SiteView::new(&site, &orders, &assets, feeds);
    let theme = Theme::new(&sources.templates, &view).map_err(|problem| found.push(problem)).ok()?;
    let style = style?;
    let references = References::new(&site, &style);
    Some(Compiled {
        once: Once::new(&site),
        references,
        theme,
        assets,
        orders,
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
            theme: &self.theme,
            assets: &self.assets,
            author_date: self.author_date,
            language: Language::from_tag(self.site.lang.as_str()),
            orders: &self.orders,
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
