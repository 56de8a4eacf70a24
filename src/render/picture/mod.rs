//! Pictures for those who pass a page on: its title, its date and the site's name on a plain ground.
//!
//! They are set from fonts that the program holds, by a shaper (letters that join, both directions) and a rasteriser that counts in whole numbers, and
//! stored with a palette; the bytes depend on nothing but the words and the colour.

mod lettering;
mod of_pages;

use lettering::{Hand, draw, width};
use zeno::{Command, Mask};

pub use of_pages::{add, address, address_of, of_site};

/// Size of a picture, as those who show them ask for it.
pub const WIDTH: u32 = 1200;
pub const HEIGHT: u32 = 630;

/// The words of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Above the line, such as the site's name; may be empty.
    pub head: String,
    pub title: String,
    /// Below, such as a date; may be empty.
    pub foot: String,
    pub right_to_left: bool,
    /// Red, green, blue.
    pub accent: [u8; 3],
}

const PAPER: [u8; 3] = [0xfd, 0xfc, 0xfa];
const INK: [u8; 3] = [0x17, 0x19, 0x1c];
const SOFT: [u8; 3] = [0x56, 0x5a, 0x60];

/// What a part is drawn in. Sixteen colours are two points a byte: the ground, and steps from it to what text is drawn in.
#[derive(Debug, Clone, Copy)]
enum Colour {
    Ink,
    Soft,
    Accent,
}

impl Colour {
    /// Its steps among the colours: the place before the first, and how many there are.
    fn steps(self) -> (u8, u8) {
        match self {
            Colour::Ink => (0, 7),
            Colour::Soft => (7, 7),
            Colour::Accent => (14, 1),
        }
    }
}

const MARGIN: f32 = 80.0;
const INNER: f32 = WIDTH as f32 - 2.0 * MARGIN;
const SMALL: f32 = 34.0;
/// Sizes of a title, and the most lines that it has at each.
const TITLES: [(f32, usize); 4] = [(80.0, 3), (68.0, 4), (58.0, 4), (50.0, 5)];

/// A text in words, with their widths at a size of one.
struct Text<'t> {
    hand: Hand,
    words: Vec<(&'t str, f32)>,
    space: f32,
}

impl Picture {
    /// True if there are letters for all its words.
    pub fn can_be_drawn(&self) -> bool {
        Hand::Title.has(&self.title) && Hand::Text.has(&self.head) && Hand::Text.has(&self.foot)
    }

    /// The picture as PNG; empty if it cannot be written, which the sizes rule out.
    pub fn png(&self) -> Vec<u8> {
        let mut canvas = Canvas { points: vec![0; (WIDTH * HEIGHT) as usize] };
        canvas.fill(0..18, 0..WIDTH as usize, Colour::Accent);
        let side = MARGIN as usize..(WIDTH as usize - MARGIN as usize);
        let mut top = 100.0;
        if let Some(head) = self.lines(&self.measure(Hand::Text, &self.head), SMALL, 1).first() {
            self.line(&mut canvas, Hand::Text, SMALL, head, 108.0, Colour::Soft);
            canvas.fill(136..139, side, Colour::Ink);
            top = 160.0;
        }
        let (size, lines) = self.title();
        let mut base = top + size * 1.1;
        for line in &lines {
            self.line(&mut canvas, Hand::Title, size, line, base, Colour::Ink);
            base += size * 1.2;
        }
        for (i, line) in self.lines(&self.measure(Hand::Text, &self.foot), SMALL, 1).iter().enumerate() {
            self.line(&mut canvas, Hand::Text, SMALL, line, 570.0 + i as f32 * SMALL, Colour::Soft);
        }
        canvas.png(self.accent).unwrap_or_default()
    }

    /// The largest size at which the title fits, and its lines.
    fn title(&self) -> (f32, Vec<String>) {
        let text = self.measure(Hand::Title, &self.title);
        let fits = |&(size, most): &(f32, usize)| {
            let lines = self.lines(&text, size, most + 1);
            (lines.len() <= most).then_some((size, lines))
        };
        let (size, most) = TITLES[TITLES.len() - 1];
        TITLES.iter().find_map(fits).unwrap_or_else(|| (size, self.lines(&text, size, most)))
    }

    /// The words of a text with their widths, which grow with the size: letters of different words never join.
    fn measure<'t>(&self, hand: Hand, text: &'t str) -> Text<'t> {
        let wide = |word| width(hand, 1.0, word, self.right_to_left);
        let words = text.split_whitespace().map(|word| (word, wide(word))).collect();
        Text { hand, words, space: wide(" ") }
    }

    /// A text in lines; where there are more than wanted, the last ends with an ellipsis.
    fn lines(&self, text: &Text<'_>, size: f32, most: usize) -> Vec<String> {
        let room = INNER / size;
        let shorten = |line: &mut String| {
            shorten(line, |line| width(text.hand, size, line, self.right_to_left) > INNER);
        };
        let mut lines: Vec<String> = Vec::new();
        let mut used = 0.0;
        for &(word, wide) in &text.words {
            let full = lines.len() == most;
            match lines.last_mut() {
                Some(line) if used + text.space + wide <= room => {
                    line.push(' ');
                    line.push_str(word);
                    used += text.space + wide;
                    continue;
                }
                Some(line) if full => {
                    shorten(line);
                    break;
                }
                _ => lines.push(word.to_owned()),
            }
            used = wide;
            // A word that is wider than the picture.
            if let Some(line) = lines.last_mut().filter(|_| wide > room) {
                shorten(line);
            }
        }
        lines
    }

    /// Draws a line at the side where its script begins.
    fn line(&self, canvas: &mut Canvas, hand: Hand, size: f32, text: &str, base: f32, colour: Colour) {
        let rtl = self.right_to_left;
        let left = if rtl { WIDTH as f32 - MARGIN - width(hand, size, text, rtl) } else { MARGIN };
        draw(hand, size, text, rtl, (left, base), &mut |path| canvas.path(path, colour));
    }
}

/// Takes letters off the end of a line until it has room for an ellipsis.
fn shorten(line: &mut String, wide: impl Fn(&str) -> bool) {
    loop {
        let kept = line.trim_end_matches(|c: char| c.is_whitespace() || c.is_ascii_punctuation()).len();
        line.truncate(kept);
        if line.is_empty() || !wide(&format!("{line}…")) {
            line.push('…');
            return;
        }
        line.pop();
    }
}

/// Points as places in the palette.
struct Canvas {
    points: Vec<u8>,
}

impl Canvas {
    fn fill(&mut self, rows: std::ops::Range<usize>, columns: std::ops::Range<usize>, colour: Colour) {
        let (before, steps) = colour.steps();
        for row in rows {
            self.points[row * WIDTH as usize..][columns.clone()].fill(before + steps);
        }
    }

    /// Fills outlines; what lies outside of the picture is cut off. Where letters overlap, as those that join do, the fuller one counts.
    fn path(&mut self, path: &[Command], colour: Colour) {
        let (before, steps) = colour.steps();
        let (mask, placed) = Mask::new(path).render();
        for (y, row) in mask.chunks_exact((placed.width as usize).max(1)).enumerate() {
            let y = usize::try_from(placed.top + y as i32).ok().filter(|y| *y < HEIGHT as usize);
            let Some(y) = y else { continue };
            for (x, cover) in row.iter().enumerate().filter(|(_, cover)| **cover > 0) {
                let x = usize::try_from(placed.left + x as i32).ok().filter(|x| *x < WIDTH as usize);
                let Some(x) = x else { continue };
                let step = (u16::from(*cover) * u16::from(steps) + 127) / 255;
                let point = &mut self.points[y * WIDTH as usize + x];
                *point = (*point).max(if step == 0 { 0 } else { before + step as u8 });
            }
        }
    }

    fn png(&self, accent: [u8; 3]) -> Result<Vec<u8>, png::EncodingError> {
        let mut palette = PAPER.to_vec();
        for (colour, full) in [(Colour::Ink, INK), (Colour::Soft, SOFT), (Colour::Accent, accent)] {
            let steps = u16::from(colour.steps().1);
            for step in 1..=steps {
                let mixed = |i: usize| {
                    ((u16::from(PAPER[i]) * (steps - step) + u16::from(full[i]) * step) / steps) as u8
                };
                palette.extend([mixed(0), mixed(1), mixed(2)]);
            }
        }
        let packed: Vec<u8> = self.points.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect();
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, WIDTH, HEIGHT);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_palette(palette);
        // Below the edges of letters all is as it is above: what is left over are nearly only zeros, for which this way of packing is made.
        encoder.set_deflate_compression(png::DeflateCompression::FdeflateUltraFast);
        encoder.set_filter(png::Filter::Up);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&packed)?;
        writer.finish()?;
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(title: &str, right_to_left: bool) -> Picture {
        let words = |text: &str| text.to_owned();
        Picture {
            head: words("Site"),
            title: words(title),
            foot: words("2024"),
            right_to_left,
            accent: [1, 2, 3],
        }
    }

    /// The points that are no ground, in a part of the rows.
    fn inked(picture: &Picture, rows: std::ops::Range<usize>) -> Vec<usize> {
        let bytes = picture.png();
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
        let mut points = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut points).unwrap();
        assert_eq!((info.width, info.height), (WIDTH, HEIGHT));
        // Two points a byte; the ground is the first colour.
        let points: Vec<u8> = points.iter().flat_map(|pair| [pair >> 4, pair & 15]).collect();
        let (from, to) = (rows.start * WIDTH as usize, rows.end * WIDTH as usize);
        (from..to).filter(|i| points[*i] != 0).map(|i| i % WIDTH as usize).collect()
    }

    #[test]
    fn text_stands_where_its_script_begins() {
        let latin = inked(&picture("War", false), 150..500);
        assert!(!latin.is_empty() && latin.iter().all(|x| (70..600).contains(x)));
        let arabic = inked(&picture("حرب", true), 150..500);
        assert!(!arabic.is_empty() && arabic.iter().all(|x| (700..1130).contains(x)));
    }

    #[test]
    fn arabic_letters_join() {
        let [alone, joined] = ["ب", "ببب"].map(|text| width(Hand::Title, 80.0, text, true));
        assert!(joined < alone * 2.5, "{joined} is three times {alone}");
        // The same letters, with marks and numbers of the other direction among them.
        let [plain, mixed] = ["حرب", "(ISIS-K) حرب 2024"].map(|text| width(Hand::Title, 80.0, text, true));
        assert!(plain > 0.0 && mixed > plain * 2.0);
    }

    #[test]
    fn long_titles_are_made_smaller_and_then_cut() {
        let short = picture("Short", false).title();
        let long = picture(&"many words ".repeat(12), false).title();
        let longer = picture(&"many words ".repeat(60), false).title();
        assert_eq!((short.0, short.1.len()), (80.0, 1));
        assert!(long.0 < 80.0 && !long.1.concat().contains('…'));
        assert!(longer.1.len() == 5 && longer.1[4].ends_with('…'));
        let one = picture(&"x".repeat(400), false).title();
        assert!(one.1.len() == 1 && one.1[0].ends_with('…'));
    }

    #[test]
    fn only_what_has_letters_is_drawn() {
        for title in ["Ēl-Šām, ʿĀʾiša", "حزب الله", "Київ", "ירושלים", "Αθήνα", "میهن"]
        {
            assert!(picture(title, false).can_be_drawn(), "{title}");
        }
        assert!(!picture("日本", false).can_be_drawn());
        assert_eq!(picture("One", false).png(), picture("One", false).png());
    }
}
