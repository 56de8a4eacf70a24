//! What a PDF says of who made it, when and with what: its document information (ISO 32000-1, 14.3.3) and whether it has XMP metadata.

use std::io::Read;

use memchr::memmem;

/// The fields of the document information, as it names them.
const FIELDS: [&str; 8] =
    ["Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate"];

/// The most that one compressed part is unpacked to, and the most bytes of a value that are told.
const MOST: u64 = 16 << 20;
const LONGEST: usize = 80;

/// Tells what readers can find out from a PDF's metadata, as `Author “A. Writer”`; nothing if it has none.
pub fn facts(bytes: &[u8]) -> Vec<String> {
    if memmem::find(bytes, b"/Encrypt").is_some() {
        return vec!["what cannot be read here, since it is encrypted".to_owned()];
    }
    let number = information(bytes);
    let mut told = number.and_then(|number| plain(bytes, number)).map(values);
    let mut has_packet = is_packet(bytes);
    // One part at a time: all of them together may be many times as large as the file.
    for part in streams(bytes) {
        has_packet |= is_packet(&part);
        told = told.or_else(|| number.and_then(|number| within(&part, number)).map(values));
    }
    let mut facts = told.unwrap_or_default();
    facts.extend(has_packet.then(|| "XMP".to_owned()));
    facts
}

fn is_packet(bytes: &[u8]) -> bool {
    memmem::find(bytes, b"<x:xmpmeta").is_some()
}

/// The fields of a dictionary that have a value.
fn values(dictionary: &[u8]) -> Vec<String> {
    let told = |field: &&str| value(dictionary, field).map(|value| format!("{field} “{value}”"));
    FIELDS.iter().filter_map(told).collect()
}

/// The number of the object with the document information.
fn information(bytes: &[u8]) -> Option<&[u8]> {
    // The last trailer is that of the newest version.
    let at = memmem::rfind(bytes, b"/Info")?;
    let mut words = bytes[at + 5..].split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    words.next().filter(|word| word.iter().all(u8::is_ascii_digit))
}

/// An object that stands in the file as it is, from its first byte on.
fn plain<'b>(bytes: &'b [u8], number: &[u8]) -> Option<&'b [u8]> {
    let head = [b"\n", number, b" 0 obj"].concat();
    let at = memmem::rfind(bytes, &head).or_else(|| memmem::rfind(bytes, &[b"\r", &head[1..]].concat()))?;
    Some(&bytes[at + head.len()..])
}

/// An object among the compressed ones: first stand pairs of its number and its place behind the pairs.
fn within<'p>(part: &'p [u8], number: &[u8]) -> Option<&'p [u8]> {
    let is_of_pairs = |byte: &u8| byte.is_ascii_digit() || byte.is_ascii_whitespace();
    let first = part.iter().position(|byte| !is_of_pairs(byte))?;
    let numbers = std::str::from_utf8(&part[..first]).ok()?.split_ascii_whitespace();
    let numbers: Vec<&str> = numbers.collect();
    let pair = numbers.chunks_exact(2).find(|pair| pair[0].as_bytes() == number)?;
    part.get(first + pair[1].parse::<usize>().ok()?..)
}

/// The text of a field of a dictionary.
fn value(dictionary: &[u8], field: &str) -> Option<String> {
    let end = memmem::find(dictionary, b"endobj").unwrap_or(dictionary.len()).min(64 * 1024);
    let dictionary = &dictionary[..end];
    let name = [b"/", field.as_bytes()].concat();
    let at = memmem::find_iter(dictionary, &name).map(|at| at + name.len());
    let rest = at
        .map(|at| dictionary[at..].trim_ascii_start())
        .find(|rest| rest.starts_with(b"(") || rest.starts_with(b"<"))?;
    let bytes = if rest[0] == b'(' { literal(rest) } else { hexadecimal(rest) };
    let text = text(&bytes);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then(|| text.chars().take(LONGEST).collect())
}

/// The bytes of a string in parentheses.
fn literal(rest: &[u8]) -> Vec<u8> {
    let (mut out, mut depth, mut i) = (Vec::new(), 0, 0);
    while let Some(&byte) = rest.get(i) {
        i += 1;
        match byte {
            b'(' => {
                depth += 1;
                if depth == 1 {
                    continue;
                }
            }
            b')' => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            b'\\' => {
                let digits = rest[i..].iter().take(3).take_while(|byte| (b'0'..=b'7').contains(byte)).count();
                if digits > 0 {
                    let number =
                        rest[i..i + digits].iter().fold(0_u32, |n, byte| n * 8 + u32::from(byte - b'0'));
                    out.push(number as u8);
                    i += digits;
                } else if let Some(&next) = rest.get(i) {
                    out.push(if next == b'n' || next == b'r' || next == b't' { b' ' } else { next });
                    i += 1;
                }
                continue;
            }
            _ => {}
        }
        out.push(byte);
    }
    out
}

/// The bytes of a string of hexadecimal digits.
fn hexadecimal(rest: &[u8]) -> Vec<u8> {
    let digits = rest.iter().skip(1).take_while(|byte| **byte != b'>');
    let digits: Vec<u32> = digits.filter_map(|byte| char::from(*byte).to_digit(16)).collect();
    digits.chunks(2).map(|pair| (pair[0] * 16 + pair.get(1).copied().unwrap_or(0)) as u8).collect()
}

/// Text in UTF-16 or UTF-8 if it says so, and else in an encoding whose letters are nearly those of Latin-1.
fn text(bytes: &[u8]) -> String {
    if let Some(wide) = bytes.strip_prefix(b"\xfe\xff") {
        let units: Vec<u16> =
            wide.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
        return String::from_utf16_lossy(&units);
    }
    if let Some(plain) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return String::from_utf8_lossy(plain).into_owned();
    }
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

/// What the compressed streams of a PDF hold; of what is broken, as much as can be read.
pub fn streams(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let starts = memmem::find_iter(bytes, b"stream").map(|at| at + b"stream".len());
    starts.filter_map(|at| {
        let stream = bytes[at..].strip_prefix(b"\r\n").or_else(|| bytes[at..].strip_prefix(b"\n"))?;
        // The first byte of all data in this format.
        (stream.first()? & 0x0f == 8).then(|| {
            let mut unpacked = Vec::new();
            let _ = flate2::read::ZlibDecoder::new(stream).take(MOST).read_to_end(&mut unpacked);
            unpacked
        })
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn what_a_document_says_of_its_writers_is_told() {
        for (information, expected) in [
            (
                "/Author (A. Writer) /Creator(Word \\(new\\))",
                &["Author “A. Writer”", "Creator “Word (new)”"][..],
            ),
            (
                "/Title <FEFF00C90074> /CreationDate (D:20240324)",
                &["Title “Ét”", "CreationDate “D:20240324”"],
            ),
            ("/Producer (\\376\\377\\006\\047)", &["Producer “ا”"]),
            ("/Title () /Author <> /Trapped /False", &[]),
        ] {
            let plain =
                format!("%PDF-1.4\n7 0 obj\n<< {information} >>\nendobj\ntrailer\n<< /Info 7 0 R >>\n");
            assert_eq!(facts(plain.as_bytes()), expected, "{information}");
            let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
            zlib.write_all(format!("3 0 7 4 << >><< {information} >>").as_bytes()).unwrap();
            let packed = zlib.finish().unwrap();
            let head = b"%PDF-1.7\n1 0 obj\n<< /Type /ObjStm >>\nstream\n";
            let whole = [head.as_slice(), &packed, b"\nendstream\n<< /Type /XRef /Info 7 0 R >>"].concat();
            assert_eq!(facts(&whole), expected, "compressed: {information}");
        }
    }

    #[test]
    fn other_metadata_and_secrets_are_named() {
        assert_eq!(facts(b"%PDF-1.4\n<x:xmpmeta>"), ["XMP"]);
        assert_eq!(facts(b"<< /Encrypt 3 0 R >>"), ["what cannot be read here, since it is encrypted"]);
        for nothing in
            [b"".as_slice(), b"%PDF-1.4 /Info", b"/Info 9 0 R", b"/Info 1 0 R\n1 0 obj", b"stream\n\x78"]
        {
            assert_eq!(facts(nothing), Vec::<String>::new());
        }
    }
}
