//! WebP (RFC 9649): chunks of a RIFF file, of which those that draw the picture stay.

use super::{Bytes, Refusal, icc};

/// What the first chunk of an extended file says that there is.
const HAS_PROFILE: u8 = 0x20;
const HAS_ALPHA: u8 = 0x10;
const MOVES: u8 = 0x02;

/// The file with only what draws the picture.
pub(super) fn clean(bytes: &[u8]) -> Result<Option<Vec<u8>>, Refusal> {
    let mut inside = b"WEBP".to_vec();
    for (kind, content) in chunks(body(bytes)?)? {
        match kind {
            b"VP8X" => {
                let (flags, rest) =
                    content.split_first().ok_or_else(|| Refusal::broken("a part is empty"))?;
                let flags = flags & (HAS_PROFILE | HAS_ALPHA | MOVES);
                // Three bytes without meaning, and the size.
                let size = rest.get(3..9).ok_or_else(|| Refusal::broken("a part is too short"))?;
                push(&mut inside, kind, &[&[flags, 0, 0, 0], size].concat());
            }
            b"ICCP" => push(&mut inside, kind, &icc::reduced(content)?),
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" => push(&mut inside, kind, content),
            b"ANMF" => {
                let (head, frame) =
                    content.split_at_checked(16).ok_or_else(|| Refusal::broken("a part is too short"))?;
                let mut own = head.to_vec();
                for (kind, content) in chunks(frame)? {
                    if matches!(kind, b"VP8 " | b"VP8L" | b"ALPH") {
                        push(&mut own, kind, content);
                    }
                }
                push(&mut inside, kind, &own);
            }
            _ => {}
        }
    }
    let mut out = b"RIFF".to_vec();
    out.extend_from_slice(&(inside.len() as u32).to_le_bytes());
    out.extend_from_slice(&inside);
    Ok(Some(out))
}

pub(super) fn is_animated(bytes: &[u8]) -> bool {
    let found = body(bytes).and_then(chunks);
    found.is_ok_and(|chunks| chunks.iter().any(|(kind, _)| *kind == b"ANMF"))
}

/// What is inside of the file's own frame; what is appended to it is none of it.
fn body(bytes: &[u8]) -> Result<&[u8], Refusal> {
    let mut from = Bytes { rest: bytes };
    if from.array()? != *b"RIFF" {
        return Err(Refusal::broken("it does not begin as a WebP"));
    }
    let length = u32::from_le_bytes(from.array()?) as usize;
    let mut from = Bytes { rest: from.take(length)? };
    if from.array()? != *b"WEBP" {
        return Err(Refusal::broken("it does not begin as a WebP"));
    }
    Ok(from.rest)
}

/// The name of a part, and what is in it.
type Chunk<'b> = (&'b [u8; 4], &'b [u8]);

fn chunks(bytes: &[u8]) -> Result<Vec<Chunk<'_>>, Refusal> {
    let mut from = Bytes { rest: bytes };
    let mut all = Vec::new();
    while let Some((kind, _)) = from.rest.split_first_chunk::<4>() {
        from.take(4)?;
        let length = u32::from_le_bytes(from.array()?) as usize;
        all.push((kind, from.take(length)?));
        // Parts begin at even places.
        if !length.is_multiple_of(2) && !from.rest.is_empty() {
            from.take(1)?;
        }
    }
    Ok(all)
}

fn push(out: &mut Vec<u8>, kind: &[u8; 4], content: &[u8]) {
    out.extend_from_slice(kind);
    out.extend_from_slice(&(content.len() as u32).to_le_bytes());
    out.extend_from_slice(content);
    if !content.len().is_multiple_of(2) {
        out.push(0);
    }
}
