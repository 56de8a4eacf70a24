//! PNG (W3C, third edition): chunks, of which those that draw the picture stay.

use super::{Bytes, Refusal};

const BEGIN: [u8; 8] = *b"\x89PNG\r\n\x1a\n";
/// What draws the picture, with transparency, colours and movement.
const DRAWS: [&[u8; 4]; 13] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"cICP", b"bKGD", b"acTL",
    b"fcTL", b"fdAT",
];

/// The file with only what draws the picture; none if it has a colour profile, which is packed and has to be written anew.
pub(super) fn clean(bytes: &[u8]) -> Result<Option<Vec<u8>>, Refusal> {
    let mut out = BEGIN.to_vec();
    let mut has_profile = false;
    chunks(bytes, |kind, whole| {
        has_profile |= kind == b"iCCP";
        if DRAWS.contains(&kind) {
            out.extend_from_slice(whole);
        }
    })?;
    Ok((!has_profile).then_some(out))
}

pub(super) fn is_animated(bytes: &[u8]) -> bool {
    let mut found = false;
    let read = chunks(bytes, |kind, _| found |= kind == b"acTL");
    read.is_ok() && found
}

/// Hands out the chunks of a picture, each with its length, name and sum.
fn chunks<'b>(bytes: &'b [u8], mut take: impl FnMut(&'b [u8; 4], &'b [u8])) -> Result<(), Refusal> {
    let mut from = Bytes { rest: bytes };
    if from.array()? != BEGIN {
        return Err(Refusal::broken("it does not begin as a PNG"));
    }
    loop {
        let start = from.rest;
        let length = u32::from_be_bytes(from.array()?) as usize;
        let (kind, _) =
            start[4..].split_first_chunk::<4>().ok_or_else(|| Refusal::broken("the file ends too early"))?;
        from.take(4)?;
        from.take(length)?;
        from.take(4)?;
        take(kind, &start[..start.len() - from.rest.len()]);
        if kind == b"IEND" {
            return Ok(());
        }
    }
}
