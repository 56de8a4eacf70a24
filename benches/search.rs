//! The cost and the size of the search index, without the pages around it.
//!
//! ```text
//! cargo bench --bench search               5,000 pages of 360 words
//! cargo bench --bench search -- 10000 360
//! ```
//!
//! Words are drawn at random from 6,000, which is harder than a language: every word is in many pages, and no two pages are alike. The CPU
//! time is that of one thread.
#![expect(clippy::disallowed_methods, reason = "a program of its own, which makes and reads a site")]
#![expect(clippy::print_stdout, reason = "its product is a line on the terminal")]

use std::path::Path;

use sourcebook::select::{Audience, Viewer};
use sourcebook::{compile, load};

const VOCABULARY: u64 = 6000;

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|word| word.parse::<usize>().ok());
    let (pages, words) = (numbers.next().unwrap_or(5000), numbers.next().unwrap_or(360));
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().expect("no pool is there before this one");
    let folder =
        tempfile::TempDir::with_prefix("sourcebook-search-").expect("a temporary folder can be made");
    write(folder.path(), pages, words);
    let sources = load::load(folder.path()).expect("the site can be read");
    let viewer = Viewer { audience: Audience::Public, drafts: false, now: jiff::Timestamp::UNIX_EPOCH };
    let open = |path: &Path| Ok(Box::new(std::fs::File::open(path)?) as Box<dyn std::io::Read>);
    let (compiled, found) = compile::compile(&sources, viewer, open);
    let compiled = compiled.unwrap_or_else(|| panic!("{found:?}"));
    let stages = compiled.stages();
    let stage = &stages[0];
    let before = cpu_seconds();
    stage.search_file("search/index.json").expect("a site has an index");
    let taken = cpu_seconds() - before;
    let files = sourcebook::render::search::paths(stage.site);
    let sizes: Vec<usize> =
        files.iter().map(|path| stage.search_file(path).expect("the file is listed").len()).collect();
    println!(
        "{pages} pages of {words} words: {taken:.2} s of CPU, {} files, {:.2} MB, the largest {:.0} kB",
        sizes.len(),
        sizes.iter().sum::<usize>() as f64 / 1e6,
        sizes.iter().max().copied().unwrap_or(0) as f64 / 1e3,
    );
}

/// Writes a site, the same at every call.
fn write(root: &Path, pages: usize, words: usize) {
    let folder = root.join("content/pages");
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    std::fs::write(root.join("site.yaml"), "title: Test\n").expect("the settings can be written");
    for page in 0..pages {
        let mut seed = page as u64 * 2_654_435_761 + 12_345;
        let mut next = || {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            seed % VOCABULARY
        };
        let mut text = format!("---\ntitle: Page {page}\nsummary: It says word{} and more.\n---\n", next());
        for word in 0..words {
            text.push_str(&format!("word{}{}", next(), if word % 60 == 59 { ".\n\n" } else { " " }));
        }
        std::fs::write(folder.join(format!("p{page}.md")), text).expect("the note can be written");
    }
}

/// User and system time of this process.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: Vec<f64> = fields.skip(11).take(2).filter_map(|field| field.parse().ok()).collect();
    ticks.iter().sum::<f64>() / 100.0
}
