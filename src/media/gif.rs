//! GIF (version 89a): blocks, of which those that draw and move the picture stay.

use super::{Bytes, Refusal};

/// The file with only what draws the picture.
pub(super) fn clean(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let mut from = Bytes { rest: bytes };
    let start: [u8; 6] = from.array()?;
    if start != *b"GIF87a" && start != *b"GIF89a" {
        return Err(Refusal::broken("it does not begin as a GIF"));
    }
    let screen: [u8; 7] = from.array()?;
    let mut out = [&start[..], &screen].concat();
    out.extend_from_slice(from.take(table(screen[4]))?);
    loop {
        match from.byte()? {
            // Extensions: how long a picture is shown, and how often all are; never comments and words.
            0x21 => {
                let label = from.byte()?;
                let blocks = blocks(&mut from)?;
                let is_loop = label == 0xff && blocks.get(1..14) == Some(b"NETSCAPE2.0\x03\x01");
                // Of each only what it is for, whatever else stands there.
                let kept = match label {
                    0xf9 if blocks[0] == 4 => blocks.get(..5),
                    0xff if is_loop => blocks.get(..16),
                    _ => None,
                };
                if let Some(kept) = kept {
                    out.extend_from_slice(&[0x21, label]);
                    out.extend_from_slice(kept);
                    out.push(0);
                }
            }
            0x2c => {
                let place: [u8; 9] = from.array()?;
                out.push(0x2c);
                out.extend_from_slice(&place);
                out.extend_from_slice(from.take(table(place[8]))?);
                out.push(from.byte()?);
                out.extend_from_slice(blocks(&mut from)?);
            }
            0x3b => {
                out.push(0x3b);
                return Ok(out);
            }
            _ => return Err(Refusal::broken("it has an unknown part")),
        }
    }
}

/// Bytes of the table of colours that flags tell of.
fn table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Blocks with their lengths, up to the empty one that ends them.
fn blocks<'b>(from: &mut Bytes<'b>) -> Result<&'b [u8], Refusal> {
    let start = from.rest;
    loop {
        let length = usize::from(from.byte()?);
        from.take(length)?;
        if length == 0 {
            return Ok(&start[..start.len() - from.rest.len()]);
        }
    }
}
