//! Smaller pictures, and pictures that have to be written anew.

use std::io::Cursor;
use std::sync::{Mutex, PoisonError};

use fast_image_resize::Resizer;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder};
use rustc_hash::FxHashMap;

use super::{Format, Refusal, decoder, icc};

/// Widths of smaller pictures: a phone, a column, a column on a screen with small points.
pub const WIDTHS: [u32; 3] = [480, 960, 1600];

/// Quality of JPEG: of what is only seen in passing, and of what stands for the original.
const SMALLER: u8 = 80;
const WHOLE: u8 = 93;

/// The smaller ones of one picture. All are made at once, since reading the picture is most of the work, and each is handed out once: what is asked for
/// again is made again.
#[derive(Debug)]
pub struct Sizes {
    format: Format,
    widths: Vec<u32>,
    made: Mutex<FxHashMap<u32, Vec<u8>>>,
}

impl Sizes {
    pub fn new(format: Format, widths: Vec<u32>) -> Sizes {
        Sizes { format, widths, made: Mutex::default() }
    }

    /// The picture in one of its widths, as JPEG or, where parts of it can be seen through, as PNG, by [`ending`].
    ///
    /// # Errors
    /// If the picture, which `read` gets, is damaged.
    pub fn get(&self, width: u32, read: impl FnOnce() -> Result<Vec<u8>, String>) -> Result<Vec<u8>, String> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = made.remove(&width) {
            return Ok(bytes);
        }
        let original = read()?;
        *made = smaller(&original, self.format, &self.widths).map_err(|refusal| refusal.message)?;
        made.remove(&width).ok_or_else(|| format!("no picture is {width} points wide"))
    }
}

/// The ending of smaller pictures: what has no place for transparency, or packs better without losses, stays PNG.
pub fn ending(format: Format) -> &'static str {
    if format == Format::Jpeg { "jpg" } else { "png" }
}

fn smaller(bytes: &[u8], format: Format, widths: &[u32]) -> Result<FxHashMap<u32, Vec<u8>>, Refusal> {
    let (mut from, profile, turned) = decode(bytes, format)?;
    from.apply_orientation(turned);
    // Points of sixteen bits are more than a screen shows.
    let from = match from {
        DynamicImage::ImageLuma8(_)
        | DynamicImage::ImageLumaA8(_)
        | DynamicImage::ImageRgb8(_)
        | DynamicImage::ImageRgba8(_) => from,
        other if other.color().has_alpha() => other.to_rgba8().into(),
        other => other.to_rgb8().into(),
    };
    let mut resizer = Resizer::new();
    let mut all = FxHashMap::default();
    for width in widths {
        let height = (u64::from(*width) * u64::from(from.height())).div_ceil(u64::from(from.width())) as u32;
        let mut to = DynamicImage::new(*width, height.max(1), from.color());
        resizer.resize(&from, &mut to, None).map_err(Refusal::broken)?;
        let made = if format == Format::Jpeg { Format::Jpeg } else { Format::Png };
        all.insert(*width, encode(&to, made, profile.clone(), SMALLER)?);
    }
    Ok(all)
}

/// The picture written anew in its own format.
pub(super) fn again(bytes: &[u8], format: Format, turned: Orientation) -> Result<Vec<u8>, Refusal> {
    let (mut image, profile, _) = decode(bytes, format)?;
    image.apply_orientation(turned);
    encode(&image, format, profile, WHOLE)
}

/// The points of a picture as they lie in the file, its colour profile with nothing but colours in it, and how it is to be turned.
fn decode(bytes: &[u8], format: Format) -> Result<(DynamicImage, Option<Vec<u8>>, Orientation), Refusal> {
    let mut decoder = decoder(bytes, format)?;
    let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten().map(|profile| icc::reduced(&profile)).transpose()?;
    let image = DynamicImage::from_decoder(decoder).map_err(Refusal::broken)?;
    Ok((image, profile, turned))
}

fn encode(
    image: &DynamicImage,
    format: Format,
    profile: Option<Vec<u8>>,
    quality: u8,
) -> Result<Vec<u8>, Refusal> {
    let mut out = Cursor::new(Vec::new());
    fn with(
        mut encoder: impl ImageEncoder,
        image: &DynamicImage,
        profile: Option<Vec<u8>>,
    ) -> Result<(), Refusal> {
        if let Some(profile) = profile {
            encoder.set_icc_profile(profile).map_err(Refusal::broken)?;
        }
        image.write_with_encoder(encoder).map_err(Refusal::broken)
    }
    match format {
        Format::Jpeg => with(JpegEncoder::new_with_quality(&mut out, quality), image, profile)?,
        Format::WebP => with(WebPEncoder::new_lossless(&mut out), image, profile)?,
        Format::Png | Format::Gif | Format::Svg => with(PngEncoder::new(&mut out), image, profile)?,
    }
    Ok(out.into_inner())
}
