//! Colour profiles (ICC.1) with nothing left but what they say of colours.

use super::Refusal;

/// What a profile of three colours or of greys is made of: the colours of its lamps, of its white, and the curves.
const COLOURS: [&[u8; 4]; 9] =
    [b"wtpt", b"chad", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC"];
const HEAD: usize = 128;

/// The profile without the names of devices, programs and people, and without a day.
///
/// # Errors
/// If it is damaged, or tells colours by tables, in which anything can be hidden.
pub(super) fn reduced(profile: &[u8]) -> Result<Vec<u8>, Refusal> {
    let broken = || Refusal::broken("its colour profile cannot be read");
    let head = profile.get(..HEAD).ok_or_else(broken)?;
    let number = |at: usize| {
        let bytes = profile.get(at..at + 4)?;
        Some(u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize)
    };
    if &head[36..40] != b"acsp" {
        return Err(broken());
    }
    let is_grey = &head[16..20] == b"GRAY";
    let mut tags: Vec<([u8; 4], Vec<u8>)> = Vec::new();
    for i in 0..number(HEAD).ok_or_else(broken)?.min(100) {
        let at = HEAD + 4 + i * 12;
        let name: [u8; 4] =
            profile.get(at..at + 4).and_then(|name| name.try_into().ok()).ok_or_else(broken)?;
        let (from, size) = number(at + 4).zip(number(at + 8)).ok_or_else(broken)?;
        let content = from.checked_add(size).and_then(|to| profile.get(from..to)).ok_or_else(broken)?;
        if COLOURS.contains(&&name) {
            tags.push((name, value(content).ok_or_else(broken)?));
        }
    }
    let has = |name: &[u8; 4]| tags.iter().any(|(own, _)| own == name);
    let is_whole =
        has(b"wtpt") && if is_grey { has(b"kTRC") } else { COLOURS[2..8].iter().all(|name| has(name)) };
    if !is_whole {
        return Err(Refusal::new(
            "its colour profile tells colours by tables, which cannot be cleaned",
            "convert the picture to sRGB",
        ));
    }
    let is_old = head[8] < 4;
    tags.push((*b"desc", if is_old { old_words() } else { new_words() }));
    tags.push((*b"cprt", if is_old { b"text\0\0\0\0None\0".to_vec() } else { new_words() }));
    tags.sort();
    Ok(assemble(head, &tags))
}

/// A value without what stands behind its end; nothing for kinds that have no place here.
fn value(content: &[u8]) -> Option<Vec<u8>> {
    let count =
        |at: usize| content.get(at..at + 4).map(|b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]) as usize);
    let size = match content.get(..4)? {
        b"XYZ " => 20,
        b"sf32" => 8 + 9 * 4,
        b"curv" => 12 + count(8)?.checked_mul(2)?,
        // By the form of the function, so many numbers.
        b"para" => 12 + 4 * [1, 3, 4, 5, 7].get(usize::from(content.get(8..10)?[1]))?,
        _ => return None,
    };
    let mut own = content.get(..size)?.to_vec();
    own[4..8].fill(0);
    Some(own)
}

/// A name of a profile of version 2.
fn old_words() -> Vec<u8> {
    let name = b"Profile\0";
    let mut words = b"desc\0\0\0\0".to_vec();
    words.extend_from_slice(&(name.len() as u32).to_be_bytes());
    words.extend_from_slice(name);
    // No words in other scripts: two numbers, a code, and a field of 67 bytes.
    words.resize(words.len() + 4 + 4 + 2 + 1 + 67, 0);
    words
}

/// Words of a profile of version 4: one text, in English.
fn new_words() -> Vec<u8> {
    let text: Vec<u8> = "Profile".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let numbers = [1_u32, 12];
    let mut words = b"mluc\0\0\0\0".to_vec();
    words.extend(numbers.iter().flat_map(|number| number.to_be_bytes()));
    words.extend_from_slice(b"enUS");
    words.extend_from_slice(&(text.len() as u32).to_be_bytes());
    words.extend_from_slice(&28_u32.to_be_bytes());
    words.extend_from_slice(&text);
    words
}

fn assemble(head: &[u8], tags: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut out = vec![0; HEAD];
    // Version, class, colours and where they are counted from, intent, light; all else is zero, but for a day, which must be one.
    for kept in [8..12, 12..16, 16..20, 20..24, 36..40, 64..68, 68..80] {
        out[kept.clone()].copy_from_slice(&head[kept]);
    }
    out[24..30].copy_from_slice(&[0x07, 0xd0, 0, 1, 0, 1]);
    out.extend_from_slice(&(tags.len() as u32).to_be_bytes());
    let mut at = HEAD + 4 + tags.len() * 12;
    for (name, content) in tags {
        out.extend_from_slice(name);
        out.extend_from_slice(&(at as u32).to_be_bytes());
        out.extend_from_slice(&(content.len() as u32).to_be_bytes());
        at += content.len().next_multiple_of(4);
    }
    for (_, content) in tags {
        out.extend_from_slice(content);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    let size = (out.len() as u32).to_be_bytes();
    out[..4].copy_from_slice(&size);
    out
}
