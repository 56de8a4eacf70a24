//! Words in templates.
//!
//! `{@name}` is a word or sentence that nothing is filled into. It is put into the template's text before the template is read, so that it costs a
//! page nothing. `say(id="name", count=3)` is one that something is filled into; here it is only checked.

use super::Words;

/// What is wrong in a template, and where.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::render) struct Problem {
    pub line: usize,
    pub message: String,
    pub help: String,
}

/// Puts all words into a template; `used` is told the name of each message.
pub(in crate::render) fn bake(
    text: &str,
    words: &Words,
    used: &mut dyn FnMut(&str),
) -> Result<String, Problem> {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    // What closes the expression or statement around this place.
    let mut closing: Option<&str> = None;
    let mut rest = text;
    while !rest.is_empty() {
        let line = || text[..text.len() - rest.len()].matches('\n').count() + 1;
        let problem = |(message, help)| Problem { line: line(), message, help };
        if let Some(name) = rest.strip_prefix("{@").and_then(name_of) {
            used(name);
            let message = word(words, name).map_err(problem)?;
            match closing {
                Some(_) => push_literal(message.0, &mut out),
                None => out.push_str(message.1),
            }
            rest = &rest[name.len() + 3..];
            continue;
        }
        if let Some(end) = closing {
            if rest.starts_with(end) {
                closing = None;
            } else if let Some(args) = rest.strip_prefix("say(").filter(|_| !in_word(&out)) {
                used(said(words, args).map_err(problem)?);
            }
        } else if rest.starts_with("{{") {
            closing = Some("}}");
        } else if rest.starts_with("{%") {
            closing = Some("%}");
        } else if rest.starts_with("{#") {
            let end = rest.find("#}").map_or(rest.len(), |i| i + 2);
            out.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        }
        let next = rest.char_indices().nth(1).map_or(rest.len(), |(i, _)| i);
        out.push_str(&rest[..next]);
        rest = &rest[next..];
    }
    Ok(out)
}

/// The name before a closing brace.
fn name_of(rest: &str) -> Option<&str> {
    let name = &rest[..rest.find('}')?];
    let good = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (!name.is_empty() && name.chars().all(good)).then_some(name)
}

fn in_word(out: &str) -> bool {
    out.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.')
}

/// A word as text and as HTML.
fn word(words: &Words, name: &str) -> Result<(&'static str, &'static str), (String, String)> {
    let message = words.messages.get(name).ok_or_else(|| unknown(words, name))?;
    match message.variables.as_slice() {
        [] => Ok((message.text, message.html)),
        variables => {
            let args: Vec<String> = variables.iter().map(|name| format!("{name}=…")).collect();
            let help = format!("write `{{{{ say(id=\"{name}\", {}) }}}}`", args.join(", "));
            Err((format!("`{name}` has something to be filled in"), help))
        }
    }
}

fn unknown(words: &Words, name: &str) -> (String, String) {
    let mut all: Vec<&str> = words.messages.keys().copied().collect();
    all.sort_unstable();
    let near = crate::text::nearest(name, all).map(|near| format!("did you mean `{near}`? or "));
    let help = format!("{}add it to templates/words/{}.ftl", near.unwrap_or_default(), words.lang.as_str());
    (format!("there is no message `{name}`"), help)
}

/// Checks a call of `say`, from behind its bracket on, and gives the message's name.
fn said<'t>(words: &Words, args: &'t str) -> Result<&'t str, (String, String)> {
    let (mut names, mut id) = (Vec::new(), None);
    let (mut depth, mut quote) = (0_i32, None);
    let mut from = 0;
    for (i, c) in args.char_indices() {
        match (quote, c) {
            (Some(q), c) if q == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')') if depth == 0 => break,
            (None, ')' | ']' | '}') => depth -= 1,
            (None, ',') if depth == 0 => from = i + 1,
            (None, '=') if depth == 0 => {
                let name = args[from..i].trim();
                if name == "id" {
                    let value = args[i + 1..].trim_start();
                    let quote = value.chars().next().filter(|c| "\"'`".contains(*c));
                    id = quote.and_then(|quote| value[1..].split(quote).next());
                }
                names.push(name);
            }
            _ => {}
        }
    }
    let id = id.ok_or_else(|| {
        let help = "write the message's name in quotes: `say(id=\"name\", …)`".to_owned();
        ("`say` has no `id`".to_owned(), help)
    })?;
    let message = words.messages.get(id).ok_or_else(|| unknown(words, id))?;
    match message.variables.iter().find(|name| !names.contains(name)) {
        Some(missing) => {
            let help = format!("write `say(id=\"{id}\", {missing}=…)`");
            Err((format!("`{id}` needs `{missing}`"), help))
        }
        None => Ok(id),
    }
}

/// Adds text to a template's text in quotes.
fn push_literal(text: &str, out: &mut String) {
    for c in text.chars() {
        if matches!(c, '"' | '\'' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
}
