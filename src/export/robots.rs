//! `robots.txt`: everything may be read, or for an internal build nothing.

use super::{Export, has};
use crate::output::MakeError;
use crate::render::Stage;
use crate::resolve::Site;
use crate::select::Audience;

pub(super) static EXPORT: Export =
    Export { name: "robots", needs_base: false, per_language: false, paths, make };

fn paths(_: &Site) -> Vec<String> {
    vec!["robots.txt".to_owned()]
}

fn make(stage: &Stage<'_>, _: &str) -> Result<Vec<u8>, MakeError> {
    let site = stage.site;
    let mut text = String::from("User-agent: *\n");
    text.push_str(if site.audience == Audience::Internal { "Disallow: /\n" } else { "Allow: /\n" });
    if let Some(base) = site.config.base().filter(|_| has(site, "sitemap")) {
        text.push_str(&format!("\nSitemap: {base}sitemap.xml\n"));
    }
    Ok(text.into_bytes())
}
