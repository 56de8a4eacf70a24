//! JPEG (ITU-T T.81): segments, of which some say how the picture is drawn and the others what somebody wrote beside it.

use super::{Bytes, Refusal, icc};

/// Markers without a length.
const ALONE: [u8; 10] = [0x01, 0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8];
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
/// Without thumbnail, resolution or a version that would tell of a program.
const JFIF: &[u8] = b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0";
const PROFILE: &[u8] = b"ICC_PROFILE\0";

/// The file with only what draws the picture; it ends where the picture ends.
pub(super) fn clean(bytes: &[u8]) -> Result<Option<Vec<u8>>, Refusal> {
    let mut from = Bytes { rest: bytes };
    if from.array()? != [0xff, 0xd8] {
        return Err(Refusal::broken("it does not begin as a JPEG"));
    }
    let mut out = vec![0xff, 0xd8];
    let mut profile: Vec<(u8, &[u8])> = Vec::new();
    // Segments before the first scan; the profile is put among them at the end.
    let mut place = out.len();
    let mut has_scan = false;
    loop {
        if from.byte()? != 0xff {
            return Err(Refusal::broken("something lies between its parts"));
        }
        let mut marker = from.byte()?;
        while marker == 0xff {
            marker = from.byte()?;
        }
        if marker == END {
            break;
        }
        if ALONE.contains(&marker) {
            continue;
        }
        let length = usize::from(u16::from_be_bytes(from.array()?));
        let inside =
            from.take(length.checked_sub(2).ok_or_else(|| Refusal::broken("a part has no length"))?)?;
        match marker {
            0xe0 if inside.starts_with(b"JFIF\0") => {
                push(&mut out, marker, JFIF);
                place = out.len();
            }
            0xe2 if inside.starts_with(PROFILE) && inside.len() > PROFILE.len() + 2 => {
                profile.push((inside[PROFILE.len()], &inside[PROFILE.len() + 2..]));
            }
            // How colours are coded: twelve bytes, without words.
            0xee if inside.starts_with(b"Adobe") && inside.len() >= 12 => {
                push(&mut out, marker, &inside[..12]);
            }
            // Frames, tables, restarts, lines; and scans with what follows them.
            0xc0..=0xcf | 0xdb..=0xdf => {
                if (0xc0..=0xcf).contains(&marker)
                    && !matches!(marker, 0xc4 | 0xc8 | 0xcc)
                    && inside.get(5) == Some(&4)
                {
                    return Err(Refusal::new(
                        "the picture has the four colours of print (CMYK)",
                        "convert it to RGB",
                    ));
                }
                push(&mut out, marker, inside);
            }
            SCAN => {
                has_scan = true;
                push(&mut out, marker, inside);
                let end = end_of_scan(from.rest);
                out.extend_from_slice(from.take(end)?);
            }
            _ => {}
        }
    }
    if !has_scan {
        return Err(Refusal::broken("it has no picture"));
    }
    out.extend_from_slice(&[0xff, END]);
    if !profile.is_empty() {
        profile.sort_by_key(|(number, _)| *number);
        let whole: Vec<u8> = profile.into_iter().flat_map(|(_, part)| part).copied().collect();
        let mut segment = Vec::new();
        push(&mut segment, 0xe2, &[PROFILE, &[1, 1], &icc::reduced(&whole)?].concat());
        out.splice(place..place, segment);
    }
    Ok(Some(out))
}

fn push(out: &mut Vec<u8>, marker: u8, inside: &[u8]) {
    out.extend_from_slice(&[0xff, marker]);
    out.extend_from_slice(&(inside.len() as u16 + 2).to_be_bytes());
    out.extend_from_slice(inside);
}

/// Where the points of a scan end: at the next marker that is no restart. A zero behind 0xff says that it is a value.
fn end_of_scan(rest: &[u8]) -> usize {
    let is_marker = |at: &usize| !matches!(rest.get(at + 1), None | Some(0 | 0xd0..=0xd7 | 0xff));
    memchr::memchr_iter(0xff, rest).find(is_marker).unwrap_or(rest.len())
}
