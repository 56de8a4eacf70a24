//! From one address to the next, as servers say, and what that means for the first.

use super::{Fault, Reply, Verdict};
use crate::value::WebAddress;

/// The most redirects that are followed.
const MOST: usize = 8;

/// The way from an address to where it leads.
#[derive(Debug)]
pub(super) struct Trail {
    start: WebAddress,
    passed: Vec<WebAddress>,
    /// Where it leads for good: the last of the permanent redirects at its beginning.
    settled: WebAddress,
    is_permanent: bool,
    here: WebAddress,
}

impl Trail {
    pub(super) fn new(start: &WebAddress) -> Trail {
        let [start, settled, here] = [start.clone(), start.clone(), start.clone()];
        Trail { start, passed: Vec::new(), settled, is_permanent: true, here }
    }

    /// The address to ask.
    pub(super) fn here(&self) -> &WebAddress {
        &self.here
    }

    /// Goes on by a reply from here, or says how it ends.
    pub(super) fn follow(&mut self, reply: &Reply) -> Option<Verdict> {
        let location =
            reply.location.as_ref().filter(|_| matches!(reply.status, 301 | 302 | 303 | 307 | 308));
        let Some(location) = location else { return Some(self.end(reply.status)) };
        // What stands in public may not send us to what does not.
        let next = self.here.join(location).ok().filter(|next| self.start.is_local() || !next.is_local());
        let Some(next) = next else { return Some(Verdict::Dead(Fault::Nowhere)) };
        self.passed.push(std::mem::replace(&mut self.here, next));
        let is_here = |old: &WebAddress| old.without_fragment() == self.here.without_fragment();
        if self.passed.iter().any(is_here) || self.passed.len() > MOST {
            return Some(Verdict::Dead(Fault::Circle));
        }
        self.is_permanent &= matches!(reply.status, 301 | 308);
        if self.is_permanent {
            self.settled.clone_from(&self.here);
        }
        None
    }

    fn end(&self, status: u16) -> Verdict {
        match status {
            200..=399 if self.here.is_front_page() && !self.start.is_front_page() => {
                Verdict::Dead(Fault::FrontPage(self.here.host().to_owned()))
            }
            200..=399 if self.settled.without_fragment() != self.start.without_fragment() => {
                Verdict::Moved(self.settled.as_str().to_owned())
            }
            200..=399 => Verdict::Fine,
            404 | 410 | 500..=502 | 504..=510 | 512..=599 => Verdict::Dead(Fault::Status(status)),
            // It is there, but not for programs, not today, not in this country, or not before one logs in to the network (511).
            _ => Verdict::Unclear(status),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What becomes of an address by its replies: `301 /b`, `200`.
    fn end(start: &str, replies: &[&str]) -> Option<Verdict> {
        let mut trail = Trail::new(&WebAddress::parse(start).unwrap());
        replies.iter().find_map(|reply| {
            let (status, location) =
                reply.split_once(' ').map_or((*reply, None), |(a, b)| (a, Some(b.to_owned())));
            trail.follow(&Reply { status: status.parse().unwrap(), location, ..Reply::default() })
        })
    }

    #[test]
    fn statuses_are_judged_as_a_reader_would() {
        for (status, verdict) in [
            ("200", Verdict::Fine),
            ("206", Verdict::Fine),
            ("304", Verdict::Fine),
            ("404", Verdict::Dead(Fault::Status(404))),
            ("410", Verdict::Dead(Fault::Status(410))),
            ("500", Verdict::Dead(Fault::Status(500))),
            ("403", Verdict::Unclear(403)),
            ("429", Verdict::Unclear(429)),
            ("451", Verdict::Unclear(451)),
            ("503", Verdict::Unclear(503)),
            ("511", Verdict::Unclear(511)),
            ("999", Verdict::Unclear(999)),
        ] {
            assert_eq!(end("https://a.example/x", &[status]), Some(verdict));
        }
    }

    #[test]
    fn only_what_is_moved_for_good_is_moved() {
        let end = |replies: &[&str]| end("http://a.example/x", replies).unwrap();
        let moved = |to: &str| Verdict::Moved(to.to_owned());
        assert_eq!(end(&["301 https://a.example/x", "200"]), moved("https://a.example/x"));
        assert_eq!(end(&["301 /y", "308 z", "200"]), moved("http://a.example/z"));
        assert_eq!(end(&["301 /y", "302 /login", "200"]), moved("http://a.example/y"));
        assert_eq!(end(&["302 /y", "301 /z", "200"]), Verdict::Fine);
        assert_eq!(end(&["301 /x#part", "200"]), Verdict::Dead(Fault::Circle));
        assert_eq!(end(&["301 /y", "404"]), Verdict::Dead(Fault::Status(404)));
        assert_eq!(end(&["301 /y", "403"]), Verdict::Unclear(403));
    }

    #[test]
    fn redirects_to_nowhere_are_ends() {
        let end = |replies: &[&str]| end("https://a.example/2021/x", replies).unwrap();
        assert_eq!(
            end(&["301 https://b.example/", "200"]),
            Verdict::Dead(Fault::FrontPage("b.example".into()))
        );
        assert_eq!(end(&["302 /y", "302 /2021/x"]), Verdict::Dead(Fault::Circle));
        let far: Vec<String> = (0..20).map(|i| format!("302 /{i}")).collect();
        assert_eq!(end(&far.iter().map(String::as_str).collect::<Vec<_>>()), Verdict::Dead(Fault::Circle));
        for bad in [
            "javascript:1",
            "file:///etc/passwd",
            "http://127.0.0.1/x",
            "http://192.168.0.1/",
            "http://[::1]/",
            "https://u:p@a.example/",
            "http://x.localhost/",
            "http://169.254.169.254/latest",
        ] {
            assert_eq!(end(&[&format!("302 {bad}")]), Verdict::Dead(Fault::Nowhere), "{bad}");
        }
    }

    #[test]
    fn front_pages_are_fine_where_they_were_meant() {
        assert_eq!(
            end("https://a.example", &["302 /?lang=en", "302 /", "200"]),
            Some(Verdict::Dead(Fault::Circle))
        );
        assert_eq!(
            end("https://a.example", &["301 https://www.a.example/", "200"]),
            Some(Verdict::Moved("https://www.a.example/".into()))
        );
        assert_eq!(
            end("http://127.0.0.1:8080/x", &["302 http://127.0.0.1:8081/y", "200"]),
            Some(Verdict::Fine)
        );
    }
}
