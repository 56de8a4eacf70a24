//! The links between the pages of a list that is split.

use serde::Serialize;

/// Up to so many pages, each page of a list links to each other one.
const ALL: usize = 15;
/// Beyond, to so many on either side of it, and to about so many on the whole way.
const NEAR: usize = 2;
const LANDMARKS: usize = 10;

/// A link to a page of a list: its address, its number from 1, whether it is the page itself, and whether pages before it are passed over.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct PageLink(pub String, pub usize, pub bool, pub bool);

/// The links of the page `this` of `count` pages, both counted from 0. None where there is one page only.
///
/// A page has about as many of them however long the list is.
pub fn pager(count: usize, this: usize, href: impl Fn(usize) -> String) -> Vec<PageLink> {
    if count < 2 {
        return Vec::new();
    }
    let mut before = None;
    let link = |page: usize| {
        let skips = page > before.map_or(0, |before| before + 1);
        before = Some(page);
        PageLink(href(page), page + 1, page == this, skips)
    };
    shown(count, this).into_iter().map(link).collect()
}

/// The name of a page of a list, counted from 0: the first has that of the list.
pub fn name(list: &str, part: usize) -> String {
    if part == 0 { list.to_owned() } else { format!("{list}.{}", part + 1) }
}

/// The pages that are linked, in their order: the first and the last, the neighbours, and those with round numbers.
fn shown(count: usize, this: usize) -> Vec<usize> {
    if count <= ALL {
        return (0..count).collect();
    }
    let step = round(count.div_ceil(LANDMARKS));
    let landmarks = (step..count).step_by(step).map(|number| number - 1);
    let near = this.saturating_sub(NEAR)..=(this + NEAR).min(count - 1);
    let mut all: Vec<usize> = landmarks.chain(near).chain([0, count - 1]).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The next number that is 2, 5 or 10, or one of them with zeros.
fn round(least: usize) -> usize {
    let mut ten = 1;
    loop {
        if let Some(step) = [2, 5, 10].into_iter().map(|step| step * ten).find(|step| *step >= least) {
            return step;
        }
        ten *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(count: usize, this: usize) -> String {
        let links = pager(count, this - 1, |page| format!("p{page}"));
        let word = |link: &PageLink| {
            assert_eq!(link.0, format!("p{}", link.1 - 1));
            let number = if link.2 { format!("[{}]", link.1) } else { link.1.to_string() };
            if link.3 { format!("… {number}") } else { number }
        };
        links.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn short_lists_link_all_pages() {
        assert_eq!(words(1, 1), "");
        assert_eq!(words(2, 2), "1 [2]");
        assert_eq!(words(15, 3), "1 2 [3] 4 5 6 7 8 9 10 11 12 13 14 15");
    }

    #[test]
    fn long_lists_link_neighbours_and_landmarks() {
        assert_eq!(words(16, 1), "[1] 2 3 4 … 6 … 8 … 10 … 12 … 14 … 16");
        assert_eq!(words(64, 37), "1 … 10 … 20 … 30 … 35 36 [37] 38 39 40 … 50 … 60 … 64");
        assert_eq!(
            words(1000, 1000),
            "1 … 100 … 200 … 300 … 400 … 500 … 600 … 700 … 800 … 900 … 998 999 [1000]"
        );
    }

    #[test]
    fn links_stay_few_and_reach_every_page() {
        for count in 2..400 {
            for this in 0..count {
                let all = shown(count, this);
                assert!(all.len() <= ALL + NEAR && all.contains(&this), "page {this} of {count}: {all:?}");
                assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
                assert!(all[0] == 0 && all[all.len() - 1] == count - 1);
                assert!(this == 0 || all.contains(&(this - 1)), "the page before is one step away");
            }
        }
    }
}
