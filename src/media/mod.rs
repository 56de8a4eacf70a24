//! Pictures beside notes: what a camera or a program wrote beside the picture is taken out, and smaller ones are made of it.
//!
//! A picture is published only if all that is in its file is known ([`clean`]): each format has a list of the parts that draw the picture, and
//! everything else stays behind, such as Exif with its position and thumbnail, XMP, IPTC, comments, and what is appended to the file. What
//! cannot be cleaned is refused, never passed on.

mod gif;
mod icc;
mod jpeg;
pub mod pdf;
mod png;
mod sizes;
mod svg;
mod webp;

use std::fmt;
use std::io::Cursor;

use image::metadata::Orientation;
use image::{ImageDecoder, ImageFormat, ImageReader};

pub use sizes::{Sizes, WIDTHS, ending};

/// Bytes of a file, and points of a picture, that are read at most: a small file can stand for a huge picture.
pub const MOST_BYTES: u64 = 256 * 1024 * 1024;
const MOST_POINTS: u64 = 100_000_000;

/// The formats that are shown as pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Jpeg,
    Png,
    Gif,
    WebP,
    Svg,
}

impl Format {
    /// The format that a file's name promises; none for what is no picture.
    pub fn of_name(name: &str) -> Option<Result<Format, Refusal>> {
        let (_, ending) = name.rsplit_once('.')?;
        Some(match ending.to_ascii_lowercase().as_str() {
            "jpg" | "jpeg" | "jpe" | "jfif" => Ok(Format::Jpeg),
            "png" | "apng" => Ok(Format::Png),
            "gif" => Ok(Format::Gif),
            "webp" => Ok(Format::WebP),
            "svg" => Ok(Format::Svg),
            "avif" | "heic" | "heif" | "jxl" | "tif" | "tiff" | "bmp" | "ico" | "psd" | "dng" | "cr2"
            | "nef" | "svgz" => Err(Refusal::new("pictures of this format cannot be cleaned", SAVE_AGAIN)),
            _ => return None,
        })
    }

    fn of_bytes(bytes: &[u8]) -> Option<Format> {
        match image::guess_format(bytes) {
            Ok(ImageFormat::Jpeg) => Some(Format::Jpeg),
            Ok(ImageFormat::Png) => Some(Format::Png),
            Ok(ImageFormat::Gif) => Some(Format::Gif),
            Ok(ImageFormat::WebP) => Some(Format::WebP),
            _ => None,
        }
    }

    fn known(self) -> Option<ImageFormat> {
        match self {
            Format::Jpeg => Some(ImageFormat::Jpeg),
            Format::Png => Some(ImageFormat::Png),
            Format::Gif => Some(ImageFormat::Gif),
            Format::WebP => Some(ImageFormat::WebP),
            Format::Svg => None,
        }
    }
}

const SAVE_AGAIN: &str = "save it as JPEG, PNG, WebP, GIF or SVG";

/// Why a picture is not published, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub message: String,
    pub help: &'static str,
}

impl Refusal {
    fn new(message: impl Into<String>, help: &'static str) -> Refusal {
        Refusal { message: message.into(), help }
    }

    fn broken(what: impl fmt::Display) -> Refusal {
        Refusal::new(format!("the picture is damaged: {what}"), "export it again from the original")
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// A picture that can be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub format: Format,
    /// Size in points as it is seen; a drawing may have none.
    pub size: Option<(u32, u32)>,
    /// Begins the names of smaller ones: another picture, or another way of making them, has another.
    pub hash: String,
    /// Widths of the smaller ones that are worth making.
    pub widths: Vec<u32>,
}

/// Changes when pictures are made in another way.
const WAY: &[u8] = b"1";

/// Examines a picture whose name promises a format.
///
/// # Errors
/// If it is damaged, too large, of another format than its name says, or holds what cannot be taken out.
pub fn examine(bytes: &[u8], promised: Format) -> Result<Picture, Refusal> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Refusal::new("the picture's file has more than 256 MiB", "make it smaller"));
    }
    let size = match promised.known() {
        None => svg::size(&clean(bytes, promised)?),
        Some(_) => {
            let found = Format::of_bytes(bytes);
            if found != Some(promised) {
                return Err(Refusal::new(
                    "what the file holds is not what its name says",
                    "give it the ending of its format",
                ));
            }
            let mut decoder = decoder(bytes, promised)?;
            let (width, height) = decoder.dimensions();
            if u64::from(width) * u64::from(height) > MOST_POINTS {
                return Err(Refusal::new("the picture has more than 100 million points", "make it smaller"));
            }
            clean(bytes, promised)?;
            let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
            Some(if is_sideways(turned) { (height, width) } else { (width, height) })
        }
    };
    let mut hasher = blake3::Hasher::new();
    hasher.update(WAY).update(bytes);
    let widths = match size {
        Some((width, _))
            if !matches!(promised, Format::Gif | Format::Svg) && !is_animated(bytes, promised) =>
        {
            WIDTHS.into_iter().filter(|smaller| smaller * 5 <= width * 4).collect()
        }
        _ => Vec::new(),
    };
    Ok(Picture { format: promised, size, hash: hasher.finalize().to_hex()[..10].to_owned(), widths })
}

/// The picture without anything that does not draw it, turned as it is to be seen. The points stay as they are unless it has to be turned or its
/// colour profile has to be written anew.
///
/// # Errors
/// If it is damaged, or holds what cannot be taken out.
pub fn clean(bytes: &[u8], format: Format) -> Result<Vec<u8>, Refusal> {
    let cleaned = match format {
        Format::Svg => return svg::clean(bytes),
        Format::Gif => return gif::clean(bytes),
        Format::Jpeg => jpeg::clean(bytes)?,
        Format::Png => png::clean(bytes)?,
        Format::WebP => webp::clean(bytes)?,
    };
    let turned = decoder(bytes, format)?.orientation().unwrap_or(Orientation::NoTransforms);
    match cleaned {
        Some(cleaned) if turned == Orientation::NoTransforms => Ok(cleaned),
        _ if is_animated(bytes, format) => Err(Refusal::new(
            "a moving picture with a direction or a colour profile cannot be cleaned",
            "export it again without them",
        )),
        _ => sizes::again(bytes, format, turned),
    }
}

fn decoder<'b>(bytes: &'b [u8], format: Format) -> Result<Box<dyn ImageDecoder + 'b>, Refusal> {
    let known = format.known().ok_or_else(|| Refusal::broken("a drawing has no points"))?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), known);
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(2 * 1024 * 1024 * 1024);
    reader.limits(limits);
    Ok(Box::new(reader.into_decoder().map_err(Refusal::broken)?))
}

fn is_sideways(turned: Orientation) -> bool {
    matches!(
        turned,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

fn is_animated(bytes: &[u8], format: Format) -> bool {
    match format {
        Format::Png => png::is_animated(bytes),
        Format::WebP => webp::is_animated(bytes),
        Format::Gif => true,
        Format::Jpeg | Format::Svg => false,
    }
}

/// Reads the parts of a file from front to back.
struct Bytes<'b> {
    rest: &'b [u8],
}

impl<'b> Bytes<'b> {
    fn take(&mut self, count: usize) -> Result<&'b [u8], Refusal> {
        let (taken, rest) =
            self.rest.split_at_checked(count).ok_or_else(|| Refusal::broken("the file ends too early"))?;
        self.rest = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, Refusal> {
        Ok(self.take(1)?[0])
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Refusal> {
        let taken = self.take(N)?;
        taken.try_into().map_err(|_| Refusal::broken("the file ends too early"))
    }
}

#[cfg(test)]
mod tests;
