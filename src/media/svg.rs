//! SVG: a drawing made of nothing but shapes, words, and references within itself.
//!
//! A drawing is a document of a browser: it can run scripts, load files, and carries what the drawing program wrote of its user. Here is what may stay;
//! all else is left out.

use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};

use super::Refusal;

const ELEMENTS: [&str; 29] = [
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "textPath",
    "title",
    "desc",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "mask",
    "pattern",
    "marker",
    "switch",
    "filter",
    "feGaussianBlur",
    "feOffset",
    "feBlend",
];

/// Attributes of shapes and words, besides those in which only names within the drawing may stand.
const ATTRIBUTES: [&str; 97] = [
    "id",
    "class",
    "viewBox",
    "width",
    "height",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "d",
    "points",
    "transform",
    "pathLength",
    "preserveAspectRatio",
    "version",
    "fill",
    "fill-opacity",
    "fill-rule",
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-dasharray",
    "stroke-dashoffset",
    "opacity",
    "color",
    "display",
    "visibility",
    "overflow",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "font-variant",
    "font-stretch",
    "text-anchor",
    "text-decoration",
    "letter-spacing",
    "word-spacing",
    "dominant-baseline",
    "alignment-baseline",
    "baseline-shift",
    "direction",
    "writing-mode",
    "unicode-bidi",
    "dx",
    "dy",
    "rotate",
    "textLength",
    "lengthAdjust",
    "startOffset",
    "offset",
    "stop-color",
    "stop-opacity",
    "gradientUnits",
    "gradientTransform",
    "spreadMethod",
    "fx",
    "fy",
    "fr",
    "clip-path",
    "clip-rule",
    "clipPathUnits",
    "mask",
    "maskUnits",
    "maskContentUnits",
    "patternUnits",
    "patternContentUnits",
    "patternTransform",
    "marker-start",
    "marker-mid",
    "marker-end",
    "markerWidth",
    "markerHeight",
    "markerUnits",
    "refX",
    "refY",
    "orient",
    "filter",
    "filterUnits",
    "stdDeviation",
    "in",
    "in2",
    "result",
    "mode",
    "paint-order",
    "vector-effect",
    "shape-rendering",
];

const NAMESPACE: &str = "http://www.w3.org/2000/svg";
/// Elements within elements.
const DEEPEST: usize = 256;

/// The drawing without what is no drawing.
///
/// # Errors
/// If it is no drawing, or cannot be read as one.
pub(super) fn clean(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let text = std::str::from_utf8(bytes).map_err(|_| Refusal::broken("it is not written in UTF-8"))?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut writer = Writer::new(Vec::with_capacity(bytes.len()));
    let (mut depth, mut left_out, mut has_root) = (0_usize, 0_usize, false);
    loop {
        let event = reader.read_event().map_err(Refusal::broken)?;
        let is_empty = matches!(event, Event::Empty(_));
        match event {
            Event::Start(element) | Event::Empty(element) => {
                depth += usize::from(!is_empty);
                if depth > DEEPEST {
                    return Err(Refusal::broken("its parts lie too deep in one another"));
                }
                let own = if left_out == 0 { own(&element, !has_root)? } else { None };
                match own {
                    Some(_) if !has_root && element.name().as_ref() != "svg" => {
                        return Err(Refusal::broken("it does not begin as an SVG"));
                    }
                    Some(own) => {
                        has_root = true;
                        let event = if is_empty { Event::Empty(own) } else { Event::Start(own) };
                        writer.write_event(event).map_err(Refusal::broken)?;
                    }
                    None if !has_root => return Err(Refusal::broken("it does not begin as an SVG")),
                    None => left_out += usize::from(!is_empty),
                }
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                if left_out > 0 {
                    left_out -= 1;
                } else {
                    let name = element.name();
                    let end = BytesEnd::new(name.as_ref());
                    writer.write_event(Event::End(end)).map_err(Refusal::broken)?;
                }
            }
            Event::Text(text) if left_out == 0 && depth > 0 => {
                writer.write_event(Event::Text(text)).map_err(Refusal::broken)?;
            }
            Event::GeneralRef(reference) if left_out == 0 && depth > 0 => {
                let letter = match reference.resolve_char_ref().map_err(Refusal::broken)? {
                    Some(letter) => letter.to_string(),
                    None => quick_xml::escape::resolve_xml_entity(&reference)
                        .ok_or_else(|| Refusal::broken("it uses entities of its own"))?
                        .to_owned(),
                };
                writer.write_event(Event::Text(BytesText::new(&letter))).map_err(Refusal::broken)?;
            }
            Event::CData(words) if left_out == 0 && depth > 0 => {
                writer.write_event(Event::Text(BytesText::new(&words))).map_err(Refusal::broken)?;
            }
            Event::Eof => break,
            // Comments, instructions, document types, and what lies in elements that are left out.
            _ => {}
        }
    }
    if !has_root || depth > 0 {
        return Err(Refusal::broken("it ends too early"));
    }
    Ok(writer.into_inner())
}

/// An element with those of its attributes that may stay; nothing for one that may not.
fn own(element: &BytesStart<'_>, is_root: bool) -> Result<Option<BytesStart<'static>>, Refusal> {
    let name = element.name();
    let name = name.as_ref();
    if !ELEMENTS.contains(&name) {
        return Ok(None);
    }
    let mut own = BytesStart::new(name.to_owned());
    if is_root {
        own.push_attribute(("xmlns", NAMESPACE));
    }
    for attribute in element.attributes() {
        let attribute = attribute.map_err(Refusal::broken)?;
        if let Some((name, value)) = own_attribute(&attribute)? {
            own.push_attribute((name.as_str(), value.as_str()));
        }
    }
    Ok(Some(own))
}

fn own_attribute(attribute: &Attribute<'_>) -> Result<Option<(String, String)>, Refusal> {
    let name = attribute.key.as_ref();
    let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).map_err(Refusal::broken)?;
    let value = value.as_ref();
    Ok(match name {
        // Only within the drawing.
        "href" | "xlink:href" if value.starts_with('#') => Some(("href".to_owned(), value.to_owned())),
        "style" => {
            let kept: Vec<&str> = value.split(';').map(str::trim).filter(|rule| may_stay(rule)).collect();
            (!kept.is_empty()).then(|| ("style".to_owned(), kept.join(";")))
        }
        name if ATTRIBUTES.contains(&name) && is_inside(value) => Some((name.to_owned(), value.to_owned())),
        _ => None,
    })
}

/// True for a rule of a style that sets what an attribute could.
fn may_stay(rule: &str) -> bool {
    rule.split_once(':').is_some_and(|(name, value)| ATTRIBUTES.contains(&name.trim()) && is_inside(value))
}

/// True for a value that leads nowhere but into the drawing.
fn is_inside(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    let leads_in = |(_, rest): (usize, &str)| {
        rest["url(".len()..].trim_start().trim_start_matches(['"', '\'']).starts_with('#')
    };
    !value.contains(['\\', '<', '@'])
        && !value.contains("script")
        && value.match_indices("url(").map(|(at, _)| (at, &value[at..])).all(leads_in)
}

/// The size that a cleaned drawing has by its own words, rounded; nothing for one that fits itself in.
pub(super) fn size(cleaned: &[u8]) -> Option<(u32, u32)> {
    let mut reader = Reader::from_str(std::str::from_utf8(cleaned).ok()?);
    let root = loop {
        match reader.read_event().ok()? {
            Event::Start(root) | Event::Empty(root) => break root.into_owned(),
            Event::Eof => return None,
            _ => {}
        }
    };
    let value = |name: &str| {
        let attribute = root.try_get_attribute(name).ok()??;
        Some(attribute.value.into_owned())
    };
    let points = |name: &str| value(name)?.trim().trim_end_matches("px").trim().parse::<f64>().ok();
    let box_of = || {
        let value = value("viewBox")?;
        let numbers: Vec<f64> = value.split([' ', ',']).filter_map(|part| part.parse().ok()).collect();
        (numbers.len() == 4).then(|| (numbers[2], numbers[3]))
    };
    let (width, height) = points("width").zip(points("height")).or_else(box_of)?;
    let round = |length: f64| (1.0..100_000.0).contains(&length).then(|| length.round() as u32);
    round(width).zip(round(height))
}
