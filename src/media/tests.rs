//! Pictures with everything that cameras and programs write beside them: nothing of it may be left.

use super::*;
use image::codecs::gif::GifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ImageEncoder, Rgb, RgbImage};
use proptest::prelude::*;

/// A word that stands in every part of a file that does not draw.
const SECRET: &[u8] = b"qzvx";

/// Red at the left, blue at the right, wider than high.
fn drawing(width: u32, height: u32) -> DynamicImage {
    let colour = |x, _| if x < width / 2 { Rgb([250, 10, 10]) } else { Rgb([10, 10, 250]) };
    RgbImage::from_fn(width, height, colour).into()
}

fn encoded(image: &DynamicImage, format: Format, profile: Option<Vec<u8>>) -> Vec<u8> {
    let mut out = Vec::new();
    fn with(mut encoder: impl ImageEncoder, image: &DynamicImage, profile: Option<Vec<u8>>) {
        if let Some(profile) = profile {
            encoder.set_icc_profile(profile).unwrap();
        }
        image.write_with_encoder(encoder).unwrap();
    }
    match format {
        Format::Jpeg => with(JpegEncoder::new_with_quality(&mut out, 95), image, profile),
        Format::Png => with(PngEncoder::new(&mut out), image, profile),
        Format::WebP => with(WebPEncoder::new_lossless(&mut out), image, profile),
        Format::Gif => {
            let frame = image::Frame::new(image.to_rgba8());
            let mut encoder = GifEncoder::new(&mut out);
            encoder.set_repeat(image::codecs::gif::Repeat::Infinite).unwrap();
            encoder.encode_frames([frame.clone(), frame]).unwrap();
        }
        Format::Svg => panic!("a drawing is not encoded"),
    }
    out
}

/// Exif that says how the picture is turned, and where it was taken.
fn exif(orientation: u16) -> Vec<u8> {
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    tiff.extend_from_slice(b"\x01\x12\0\x03\0\0\0\x01");
    tiff.extend_from_slice(&orientation.to_be_bytes());
    tiff.extend_from_slice(b"\0\0");
    // The maker, whose name stands behind the table.
    tiff.extend_from_slice(b"\x01\x0f\0\x02\0\0\0\x0a\0\0\0\x26\0\0\0\0");
    tiff.extend_from_slice(b"qzvxmaker\0qzvxGPS 33.3 N 44.4 E");
    tiff
}

/// A profile like those of cameras and programs: colours, and names of all kinds.
fn profile(version: u8) -> Vec<u8> {
    let curve = b"curv\0\0\0\0\0\0\0\x01\x02\x33qzvx".to_vec();
    let xyz = [&b"XYZ "[..], &[0; 16], b"qzvx"].concat();
    let words = b"text\0\0\0\0qzvx copyright and device\0".to_vec();
    let tags: Vec<([u8; 4], Vec<u8>)> = vec![
        (*b"cprt", words.clone()),
        (*b"desc", words.clone()),
        (*b"dmnd", words.clone()),
        (*b"wtpt", xyz.clone()),
        (*b"rXYZ", xyz.clone()),
        (*b"gXYZ", xyz.clone()),
        (*b"bXYZ", xyz),
        (*b"rTRC", curve.clone()),
        (*b"gTRC", curve.clone()),
        (*b"bTRC", curve),
        (*b"qzvx", words),
    ];
    let mut out = vec![0; 128];
    out[4..8].copy_from_slice(b"qzvx");
    out[8] = version;
    out[12..24].copy_from_slice(b"mntrRGB XYZ ");
    out[36..40].copy_from_slice(b"acsp");
    for at in [48, 52, 80, 84, 100] {
        out[at..at + 4].copy_from_slice(b"qzvx");
    }
    out.extend_from_slice(&(tags.len() as u32).to_be_bytes());
    let mut at = out.len() + tags.len() * 12;
    for (name, content) in &tags {
        out.extend_from_slice(name);
        out.extend_from_slice(&(at as u32).to_be_bytes());
        out.extend_from_slice(&(content.len() as u32).to_be_bytes());
        at += content.len();
    }
    out.extend(tags.into_iter().flat_map(|(_, content)| content));
    let size = (out.len() as u32).to_be_bytes();
    out[..4].copy_from_slice(&size);
    out
}

fn segment(marker: u8, inside: &[u8]) -> Vec<u8> {
    [&[0xff, marker], &(inside.len() as u16 + 2).to_be_bytes()[..], inside].concat()
}

fn chunk(kind: &[u8; 4], inside: &[u8]) -> Vec<u8> {
    let sum = inside.iter().fold(0_u32, |sum, byte| sum.wrapping_add(u32::from(*byte)));
    [&(inside.len() as u32).to_be_bytes()[..], kind, inside, &sum.to_be_bytes()].concat()
}

/// A picture of a format with a secret in every part that is not the picture; turned by an orientation, if it can say so.
fn laden(format: Format, orientation: u16, profile: Option<Vec<u8>>) -> Vec<u8> {
    if format == Format::Svg {
        return SVG.as_bytes().to_vec();
    }
    let plain = encoded(&drawing(60, 40), format, profile);
    let put = |at: usize, parts: Vec<u8>| [&plain[..at], &parts, &plain[at..], b"qzvx appended"].concat();
    match format {
        Format::Jpeg => {
            let jfif = segment(0xe0, b"JFXX\0\x10qzvx thumbnail");
            let exif = segment(0xe1, &[&b"Exif\0\0"[..], &exif(orientation)].concat());
            let xmp = segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>qzvx</x:xmpmeta>");
            let pictures = segment(0xe2, b"MPF\0qzvx");
            let iptc = segment(0xed, b"Photoshop 3.0\08BIM\x04\x04qzvx");
            let comment = segment(0xfe, b"qzvx");
            put(2, [jfif, exif, xmp, pictures, iptc, comment].concat())
        }
        Format::Png => {
            let parts = [
                chunk(b"tEXt", b"Author\0qzvx"),
                chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0qzvx"),
                chunk(b"tIME", b"\x07\xe8\x03\x18\0\0\0"),
                chunk(b"qzVx", SECRET),
            ];
            // Behind the header, of thirteen bytes.
            put(8 + 12 + 13, parts.concat())
        }
        Format::WebP => {
            let inside = &plain[12..];
            let chunk = |kind: &[u8; 4], inside: &[u8]| {
                let pad: &[u8] = if inside.len().is_multiple_of(2) { &[] } else { &[0] };
                [&kind[..], &(inside.len() as u32).to_le_bytes(), inside, pad].concat()
            };
            // One with a profile is in the long form already.
            let head = if inside.starts_with(b"VP8X") {
                let mut own = inside[..18].to_vec();
                own[8] |= 0x0c;
                own
            } else {
                chunk(b"VP8X", &[0x0c, 0, 0, 0, 59, 0, 0, 39, 0, 0])
            };
            let rest = if inside.starts_with(b"VP8X") { &inside[18..] } else { inside };
            let all = [
                b"WEBP".to_vec(),
                head,
                rest.to_vec(),
                chunk(b"EXIF", &exif(orientation)),
                chunk(b"XMP ", b"<x:xmpmeta>qzvx</x:xmpmeta>"),
                chunk(b"qzvx", SECRET),
            ]
            .concat();
            [b"RIFF".to_vec(), (all.len() as u32).to_le_bytes().to_vec(), all, b"qzvx".to_vec()].concat()
        }
        Format::Gif => {
            let comment = b"\x21\xfe\x04qzvx\0\x21\xff\x0bXMP DataXMP\x04qzvx\0\x21\x01\x04qzvx\0";
            // Behind the screen and its table of colours.
            let table = if plain[10] & 0x80 == 0 { 0 } else { 3 << ((plain[10] & 7) + 1) };
            put(13 + table, comment.to_vec())
        }
        Format::Svg => plain,
    }
}

const SVG: &str = r##"<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY who "qzvx">]><!-- qzvx -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://qzvx" viewBox="0 0 60 40" onload="qzvx()" inkscape:version="qzvx">
<metadata><cc:Agent>qzvx</cc:Agent></metadata><script>qzvx()</script><style>@import url(qzvx)</style>
<foreignObject><p>qzvx</p></foreignObject><image href="data:image/png;base64,qzvx"/>
<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs>
<a href="javascript:qzvx()"><circle r="4"/></a>
<use href="https://qzvx.example/x.svg#a"/><use xlink:href="#g"/>
<path d="M0 0H10" fill="url(#g)" style="stroke: red; behavior: url(qzvx); fill: url('https://qzvx.example')" sodipodi:nodetypes="qzvx"/>
<rect width="5" height="5" fill="url( https://qzvx.example )"/><text x="1" y="2">Fish &amp; chips<![CDATA[ <3]]></text></svg>"##;

const ALL: [Format; 5] = [Format::Jpeg, Format::Png, Format::WebP, Format::Gif, Format::Svg];

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word))
}

fn points(bytes: &[u8], format: Format) -> RgbImage {
    DynamicImage::from_decoder(decoder(bytes, format).unwrap()).unwrap().to_rgb8()
}

#[test]
fn nothing_is_left_of_what_does_not_draw() {
    for format in ALL {
        let laden = laden(format, 1, None);
        assert!(holds(&laden, SECRET), "{format:?}");
        let cleaned = clean(&laden, format).unwrap_or_else(|refusal| panic!("{format:?}: {refusal}"));
        assert!(!holds(&cleaned, SECRET), "{format:?}: {}", String::from_utf8_lossy(&cleaned));
        assert!(!holds(&cleaned, b"exif") && !holds(&cleaned, b"xmp"), "{format:?}");
        assert_eq!(clean(&cleaned, format).unwrap(), cleaned, "{format:?} once clean stays as it is");
        if format != Format::Svg {
            let plain = encoded(&drawing(60, 40), format, None);
            assert_eq!(points(&cleaned, format), points(&plain, format), "{format:?} is the same picture");
        }
    }
}

#[test]
fn what_was_clean_stays_byte_for_byte() {
    for format in [Format::Png, Format::WebP, Format::Gif] {
        let plain = encoded(&drawing(60, 40), format, None);
        assert_eq!(clean(&plain, format).unwrap(), plain, "{format:?}");
    }
}

#[test]
fn pictures_are_turned_as_they_were_held() {
    for format in [Format::Jpeg, Format::WebP] {
        // Held upright: what is at the left comes to the top.
        let laden = laden(format, 6, None);
        let picture = examine(&laden, format).unwrap();
        assert_eq!(picture.size, Some((40, 60)), "{format:?}");
        let cleaned = clean(&laden, format).unwrap();
        assert!(!holds(&cleaned, SECRET), "{format:?}");
        let points = points(&cleaned, format);
        assert_eq!(points.dimensions(), (40, 60));
        let (top, bottom) = (points.get_pixel(20, 5), points.get_pixel(20, 55));
        assert!(
            top[0] > 200 && top[2] < 60 && bottom[2] > 200 && bottom[0] < 60,
            "{format:?} {top:?} {bottom:?}"
        );
    }
}

#[test]
fn of_colour_profiles_only_the_colours_stay() {
    for (format, version) in
        [Format::Jpeg, Format::Png, Format::WebP].into_iter().flat_map(|f| [(f, 2), (f, 4)])
    {
        let cleaned = clean(&laden(format, 1, Some(profile(version))), format).unwrap();
        assert!(!holds(&cleaned, SECRET), "{format:?}");
        let kept = decoder(&cleaned, format).unwrap().icc_profile().unwrap().unwrap();
        assert_eq!(kept, icc::reduced(&profile(version)).unwrap(), "{format:?}");
        assert!(!holds(&kept, SECRET) && holds(&kept, b"rTRC") && kept[8] == version);
        assert_eq!(icc::reduced(&kept).unwrap(), kept);
    }
    // A profile of tables.
    let mut tables = profile(4);
    let at = tables.windows(4).position(|part| part == b"rTRC").unwrap();
    tables[at..at + 4].copy_from_slice(b"A2B0");
    let refused = clean(&laden(Format::Jpeg, 1, Some(tables)), Format::Jpeg).unwrap_err();
    assert!(refused.message.contains("tables"), "{refused}");
}

#[test]
fn drawings_keep_their_shapes_and_words() {
    let cleaned = String::from_utf8(clean(SVG.as_bytes(), Format::Svg).unwrap()).unwrap();
    for kept in [
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40">"##,
        r##"<stop offset="0" stop-color="red"/>"##,
        r##"<use href="#g"/>"##,
        r##"<path d="M0 0H10" fill="url(#g)" style="stroke: red"/>"##,
        r##"<rect width="5" height="5"/>"##,
        "Fish &amp; chips &lt;3</text></svg>",
    ] {
        assert!(cleaned.contains(kept), "{kept}\n{cleaned}");
    }
    assert!(!cleaned.contains("circle"), "what lies in a link goes with it: {cleaned}");
    assert_eq!(examine(SVG.as_bytes(), Format::Svg).unwrap().size, Some((60, 40)));
    for bad in ["", "<html/>", "<svg", "<svg><g></svg>", "plain", "<svg>&who;</svg>", "<a><svg/></a>"] {
        assert!(clean(bad.as_bytes(), Format::Svg).is_err(), "{bad}");
    }
}

#[test]
fn what_is_no_picture_is_refused() {
    let jpeg = encoded(&drawing(60, 40), Format::Jpeg, None);
    for (bytes, format, words) in [
        (&jpeg[..], Format::Png, "not what its name says"),
        (b"GIF8", Format::Gif, "not what its name says"),
        (&jpeg[..jpeg.len() / 2], Format::Jpeg, "damaged"),
        (b"", Format::Jpeg, "not what its name says"),
    ] {
        let refusal = examine(bytes, format).unwrap_err();
        assert!(refusal.message.contains(words), "{format:?}: {refusal}");
    }
    // A small file of a huge picture.
    let mut png = encoded(&drawing(4, 4), Format::Png, None);
    png[16..24].copy_from_slice(b"\0\0\xff\xff\0\0\xff\xff");
    assert!(examine(&png, Format::Png).is_err());
    assert_eq!(Format::of_name("notes.txt"), None);
    assert!(Format::of_name("a.HEIC").unwrap().is_err());
}

#[test]
fn smaller_ones_are_made_where_they_are_worth_it() {
    let large = encoded(&drawing(1300, 400), Format::Jpeg, None);
    let picture = examine(&large, Format::Jpeg).unwrap();
    assert_eq!((picture.size, picture.widths.as_slice()), (Some((1300, 400)), &[480, 960][..]));
    let sizes = Sizes::new(picture.format, picture.widths);
    let read = || Ok(large.clone());
    let small = sizes.get(480, read).unwrap();
    assert_eq!(points(&small, Format::Jpeg).dimensions(), (480, 148));
    assert_eq!(sizes.get(480, read).unwrap(), small, "made again, it is the same");
    assert!(sizes.get(481, read).is_err());
    let gif = encoded(&drawing(1300, 40), Format::Gif, None);
    assert!(examine(&gif, Format::Gif).unwrap().widths.is_empty(), "what moves stays as it is");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn damage_is_never_a_panic(format in 0..5_usize, at in 0.0..1.0_f64, byte: u8, cut in 0.0..1.4_f64) {
        let mut bytes = laden(ALL[format], 1, None);
        let place = (at * bytes.len() as f64) as usize;
        bytes[place] = byte;
        bytes.truncate((cut * bytes.len() as f64) as usize);
        let _ = examine(&bytes, ALL[format]);
        let _ = clean(&bytes, ALL[format]);
    }
}
