//! Sources that relay each other, so that none of them is a beginning.

use crate::check::Rule;
use crate::diag::Diagnostic;
use crate::model::Fields;
use crate::resolve::Site;

pub(super) static RULE: Rule = Rule { name: "circular-sourcing", check };

/// Reports each circle once, at the first of its sources.
fn check(site: &Site, found: &mut Vec<Diagnostic>) {
    for circle in site.circles() {
        let Some(note) = circle.first().map(|id| site.note(*id)) else { continue };
        let Fields::Source(source) = &note.fields else { continue };
        let inside = |r: &&crate::model::Ref| note.target_note(r).is_some_and(|to| circle.contains(&to));
        let span = source.derived_from.iter().find(inside).map_or(note.top, |r| r.span);
        let ids: Vec<String> = circle.iter().map(|id| format!("`{}`", site.note(*id).id)).collect();
        let message = match ids.as_slice() {
            [_] => "this source relays itself".to_owned(),
            _ => format!("these sources relay each other in a circle: {}", ids.join(", ")),
        };
        let warning = Diagnostic::warning(RULE.name, note.file, span, message);
        found.push(warning.help("say in `derived_from` only what a source took its account from"));
    }
}
