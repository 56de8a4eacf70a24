//! Public archives that say whether they have a copy, through the availability interface of the Wayback Machine.

use serde::{Deserialize, Serialize};

use crate::value::WebAddress;
use crate::value::date::Day;

/// An archive by the address of its availability interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive(WebAddress);

/// A copy that an archive has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copy {
    pub url: String,
    /// The day of the copy, as `2013-09-19`.
    pub date: String,
}

impl Archive {
    /// The availability interface of the Wayback Machine.
    pub const WAYBACK: &'static str = "https://archive.org/wayback/available";

    /// Takes the address of an interface, or says why it is refused.
    pub fn parse(text: &str) -> Result<Archive, String> {
        WebAddress::parse(text).map(Archive)
    }

    /// The address at which the archive tells of its copy of a page that is nearest to a day.
    pub(super) fn question(&self, url: &WebAddress, day: Option<Day>) -> WebAddress {
        let stamp = day.map(|day| day.to_string().replace('-', ""));
        let mut pairs = vec![("url", url.without_fragment())];
        pairs.extend(stamp.iter().map(|stamp| ("timestamp", stamp.as_str())));
        self.0.with_query(&pairs)
    }
}

#[derive(Deserialize)]
struct Answer {
    archived_snapshots: Snapshots,
}

#[derive(Deserialize)]
struct Snapshots {
    closest: Option<Snapshot>,
}

#[derive(Deserialize)]
struct Snapshot {
    available: bool,
    url: String,
    timestamp: String,
    status: String,
}

/// Reads what an archive says: the copy, or that it has none. An error is no answer of such an interface.
pub(super) fn read(text: &str) -> Result<Option<Copy>, serde_json::Error> {
    let answer: Answer = serde_json::from_str(text)?;
    Ok(answer.archived_snapshots.closest.and_then(copy))
}

/// A snapshot as a copy, if it shows the page and not an error.
fn copy(snapshot: Snapshot) -> Option<Copy> {
    let is_page = snapshot.available && snapshot.status.starts_with('2');
    // The interface of the Wayback Machine names its copies by http still.
    let url = match snapshot.url.strip_prefix("http://web.archive.org/") {
        Some(rest) => format!("https://web.archive.org/{rest}"),
        None => snapshot.url,
    };
    let url = WebAddress::parse(&url).ok().filter(|_| is_page)?.as_str().to_owned();
    let digits = snapshot.timestamp.get(..8).filter(|day| day.bytes().all(|byte| byte.is_ascii_digit()))?;
    let number = |range: std::ops::Range<usize>| digits[range].parse::<u8>().ok();
    let day = Day::from_ymd(digits[..4].parse().ok()?, number(4..6)?, number(6..8)?);
    let date = format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]);
    // Days that no calendar has come out as others.
    (day.to_string() == date).then_some(Copy { url, date })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(url: &str, stamp: &str, status: &str, available: bool) -> Option<Copy> {
        let text = format!(
            r#"{{"url": "x", "archived_snapshots": {{"closest": {{"status": "{status}", "available": {available}, "url": "{url}", "timestamp": "{stamp}"}}}}}}"#
        );
        read(&text).unwrap()
    }

    #[test]
    fn archives_are_asked_for_the_day_on_which_a_page_was_read() {
        let archive = Archive::parse(Archive::WAYBACK).unwrap();
        let url = WebAddress::parse("https://a.example/x?a=1&b=ü#part").unwrap();
        assert_eq!(
            archive.question(&url, Some(Day(19_806))).as_str(),
            "https://archive.org/wayback/available?url=https%3A%2F%2Fa.example%2Fx%3Fa%3D1%26b%3D%25C3%25BC&timestamp=20240324"
        );
        assert!(archive.question(&url, None).as_str().ends_with("%25C3%25BC"));
        let other = Archive::parse("http://127.0.0.1:1/x?key=1").unwrap();
        assert!(other.question(&url, None).as_str().starts_with("http://127.0.0.1:1/x?key=1&url=https"));
    }

    #[test]
    fn copies_of_pages_are_taken_and_others_are_not() {
        let url = "http://web.archive.org/web/20130919044612/http://a.example/x";
        let copy = said(url, "20130919044612", "200", true).unwrap();
        assert_eq!(copy.url, "https://web.archive.org/web/20130919044612/http://a.example/x");
        assert_eq!(copy.date, "2013-09-19");
        assert_eq!(said(url, "20130919044612", "404", true), None);
        assert_eq!(said(url, "20130919044612", "200", false), None);
        assert_eq!(said(url, "20130231000000", "200", true), None);
        assert_eq!(said(url, "2013é0919", "200", true), None);
        assert_eq!(said("javascript:alert(1)", "20130919044612", "200", true), None);
        assert_eq!(read(r#"{"url": "x", "archived_snapshots": {}}"#).unwrap(), None);
        for bad in ["", "<html>", "{}", "[]", r#"{"archived_snapshots": {"closest": 1}}"#] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
