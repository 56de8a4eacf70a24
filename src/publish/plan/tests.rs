use super::*;
use crate::publish::fresh::Print;
use crate::publish::manifest::Manifest;
use crate::select::Audience;

/// A build of files `path=content`; a `*` before one says that it is the page of a note.
fn fresh(files: &str) -> Fresh {
    let mut fresh = Fresh { site: "Test".into(), ..Fresh::default() };
    for file in files.split_whitespace() {
        let (path, content) = file.split_once('=').unwrap();
        let name = path.trim_start_matches('*');
        if path != name {
            fresh.notes.insert(name.to_owned(), format!("Note {name}"));
        }
        fresh.files.insert(name.to_owned(), Print::of(content.as_bytes()));
    }
    fresh
}

/// A target as a build left it.
fn published(fresh: &Fresh) -> Survey {
    let hash = |(path, print): (&String, &Print)| (path.clone(), Content::Blake3(print.hash.clone()));
    let manifest = fresh.manifest();
    let version = Some("1".to_owned());
    Survey { present: fresh.files.iter().map(hash).collect(), manifest: Some(manifest), version }
}

/// Steps in short, then brakes.
#[track_caller]
fn check(new: &Fresh, survey: &Survey, approval: Approval, expected: &[&str]) -> Plan {
    let (plan, brakes) = Plan::new("live", "there".into(), new, survey, approval);
    let steps =
        plan.steps.iter().map(|step| format!("{} {} {}", step.phase.word(), step.action.word(), step.path));
    let all: Vec<String> =
        steps.chain(brakes.into_iter().map(|brake| format!("! {}", brake.reason))).collect();
    assert_eq!(all, expected);
    plan
}

fn plain() -> Approval {
    Approval::default()
}

#[test]
fn the_first_time_everything_is_added_in_order() {
    let new = fresh("index.html=h *actors/x.html=x feed.xml=f assets/style-1.css=s search/a.json=a");
    let plan = check(
        &new,
        &Survey::default(),
        plain(),
        &[
            "assets add assets/style-1.css",
            "new-pages add actors/x.html",
            "index add feed.xml",
            "index add index.html",
            "index add search/a.json",
        ],
    );
    assert_eq!(plan.first_public, [("actors/x.html".to_owned(), "Note actors/x.html".to_owned())]);
    assert!(!plan.is_done);
}

#[test]
fn compressed_copies_go_with_their_files() {
    let old = fresh(
        "index.html=h index.html.gz=z *a.html=a a.html.br=z *b.html= c.html= d.html= e.html= s.css.gz=z",
    );
    let new = fresh("index.html=H index.html.gz=Z *b.html= c.html= d.html= e.html= e.html.br=z t.css.gz=z");
    check(
        &new,
        &published(&old),
        plain(),
        &[
            "assets add t.css.gz",
            "new-pages add e.html.br",
            "index change index.html",
            "index change index.html.gz",
            "remove-pages remove a.html",
            "remove-pages remove a.html.br",
            "remove remove s.css.gz",
        ],
    );
}

#[test]
fn what_is_there_is_not_written_again() {
    let new = fresh("index.html=h *actors/x.html=x");
    let plan = check(&new, &published(&new), plain(), &[]);
    assert!(plan.is_done && plan.unchanged == 2 && plan.first_public.is_empty());
    let mut known_by_manifest = published(&new);
    known_by_manifest.present.values_mut().for_each(|content| *content = Content::Unknown);
    check(&new, &known_by_manifest, plain(), &[]);
    let mut by_md5 = published(&new);
    let md5 = Content::Md5(Print::of(b"x").md5);
    by_md5.present.insert("actors/x.html".into(), md5);
    check(&new, &by_md5, plain(), &[]);
}

#[test]
fn what_was_lost_edited_or_left_unfinished_is_mended() {
    let new = fresh("index.html=h *a.html=a *b.html=b *c.html=c");
    let mut survey = published(&new);
    survey.present.remove("a.html");
    survey.present.insert("b.html".into(), Content::Blake3("0".repeat(64)));
    survey.present.insert("c.html".into(), Content::Unknown);
    let mut manifest = new.manifest();
    manifest.pending.extend(["c.html".to_owned(), "gone.html".to_owned(), "left.css".to_owned()]);
    survey.manifest = Some(manifest);
    survey.present.insert("left.css".into(), Content::Unknown);
    check(
        &new,
        &survey,
        plain(),
        &["new-pages add a.html", "pages change b.html", "pages change c.html", "remove remove left.css"],
    );
    // Nothing is left to do but to say so.
    let mut survey = published(&new);
    survey.manifest.as_mut().unwrap().pending.insert("gone.html".into());
    assert!(!check(&new, &survey, plain(), &[]).is_done);
}

#[test]
fn what_is_taken_back_goes_first_and_the_rest_last() {
    let old = fresh(
        "index.html=h *actors/x.html=x *actors/y.html=y ar/actors/x.html=x assets/s-1.css=s *sources/r.html=r p1.html= p2.html= p3.html= p4.html= p5.html= p6.html= p7.html= p8.html= p9.html= q.html=",
    );
    let mut new = fresh(
        "index.html=i *sources/r.html=R assets/s-2.css=S p1.html= p2.html= p3.html= p4.html= p5.html= p6.html= p7.html= p8.html= p9.html= q.html=",
    );
    new.withheld.insert("x".into());
    new.retracted.insert("sources/r.html".into());
    let plan = check(
        &new,
        &published(&old),
        plain(),
        &[
            "retract remove actors/x.html",
            "retract remove ar/actors/x.html",
            "assets add assets/s-2.css",
            "notices change sources/r.html",
            "index change index.html",
            "remove-pages remove actors/y.html",
            "remove remove assets/s-1.css",
        ],
    );
    assert_eq!(plan.taken_back().collect::<Vec<_>>(), ["actors/x.html", "ar/actors/x.html"]);
    let named = Approval { retract: Some("y".into()), ..plain() };
    let plan = Plan::new("live", "there".into(), &new, &published(&old), named).0;
    assert_eq!(plan.taken_back().collect::<Vec<_>>(), ["actors/x.html", "actors/y.html", "ar/actors/x.html"]);
}

#[test]
fn a_fifth_of_the_pages_goes_only_with_the_exact_number() {
    let old = fresh("index.html=h *a.html=a *b.html=b *c.html=c *d.html=d x.css=");
    let fifth = fresh("index.html=h *a.html=a *b.html=b *c.html=c");
    check(&fifth, &published(&old), plain(), &["remove-pages remove d.html", "remove remove x.css"]);
    let new = fresh("index.html=h *a.html=a *b.html=b");
    let steps = ["remove-pages remove c.html", "remove-pages remove d.html", "remove remove x.css"];
    let with = |brake| [steps.as_slice(), &[brake]].concat();
    check(&new, &published(&old), plain(), &with("! 2 of 5 pages would be removed"));
    let allow = |number| Approval { allow_deletes: Some(number), ..plain() };
    check(&new, &published(&old), allow(2), &steps);
    check(&new, &published(&old), allow(3), &with("! 2 pages would be removed, not 3"));
    check(&old, &published(&old), allow(1), &["! 0 pages would be removed, not 1"]);
}

#[test]
fn a_site_that_is_empty_or_in_the_wrong_place_is_held_back() {
    let old = fresh("index.html=h *a.html=a");
    check(
        &fresh("index.html=h a.html=a"),
        &published(&old),
        plain(),
        &["! the site is empty: the public may see none of its notes"],
    );
    check(
        &fresh("*a.html=a"),
        &Survey::default(),
        plain(),
        &["new-pages add a.html", "! the site has no home page"],
    );
    let mut other = published(&old);
    other.manifest.as_mut().unwrap().site = "Other".into();
    check(&old, &other, plain(), &["! there holds another site: Other, and this is Test"]);
    check(
        &old,
        &other,
        Approval { replaces: Some("Others".into()), ..plain() },
        &["! there holds another site: Other, and this is Test"],
    );
    check(&old, &other, Approval { replaces: Some("Other".into()), ..plain() }, &[]);
    let mut internal = published(&old);
    internal.manifest = Some(Manifest::new(Audience::Internal, "Test"));
    internal.present.clear();
    let held = "! there holds a build for internal readers";
    check(&old, &internal, plain(), &["new-pages add a.html", "index add index.html", held]);
}

#[test]
fn what_is_not_ours_is_left_alone_or_holds_back() {
    let new = fresh("index.html=h *actors/x.html=x");
    let in_the_way = "! files that Sourcebook did not make stand in the way";
    for (foreign, is_free) in [
        ("CNAME", true),
        (".well-known/a", true),
        ("actors/mine.html", true),
        ("index.html", false),
        ("Index.html", false),
        ("actors", false),
        ("Actors", false),
        ("actors/x.html/deep", false),
    ] {
        let mut survey = Survey::default();
        survey.present.insert(foreign.into(), Content::Unknown);
        let steps = ["new-pages add actors/x.html", "index add index.html"];
        let brake: &[&str] = if is_free { &[] } else { &[in_the_way] };
        check(&new, &survey, plain(), &[steps.as_slice(), brake].concat());
    }
    for secret in [".git/config", ".env", "a/.env.local", "keys/server.PEM", "id_rsa", "a.html~", ".DS_Store"]
    {
        let new = fresh(&format!("index.html=h *a.html=a {secret}=s"));
        let (_, brakes) = Plan::new("live", "there".into(), &new, &Survey::default(), plain());
        assert_eq!(brakes.len(), 1, "{secret}");
        assert_eq!(brakes[0].files, [secret]);
    }
}

#[test]
fn what_is_to_be_taken_back_must_be_private_here_and_public_there() {
    let old =
        fresh("index.html=h *actors/x.html=x *actors/y.html=y *a.html= b.html= c.html= d.html= e.html=");
    let retract = |id: &str| Approval { retract: Some(id.into()), ..plain() };
    check(&old, &published(&old), retract("x"), &["! `x` is still public in this folder"]);
    check(&old, &published(&old), retract("z"), &["! nothing at there belongs to `z`"]);
    let new = fresh("index.html=h *actors/y.html=y *a.html= b.html= c.html= d.html= e.html=");
    check(&new, &published(&old), retract("x"), &["retract remove actors/x.html"]);
}

#[test]
fn a_plan_is_stale_once_anything_is_not_as_it_was() {
    let new = fresh("index.html=h *a.html=a");
    let plan = |fresh: &Fresh, survey: &Survey| Plan::new("live", "there".into(), fresh, survey, plain()).0;
    let first = plan(&new, &Survey::default());
    let text = serde_json::to_string(&first).unwrap();
    assert_eq!(serde_json::from_str::<Plan>(&text).unwrap(), first);
    assert_eq!(first.stale(&first.clone()), None);
    let changed = plan(&fresh("index.html=h *a.html=b"), &Survey::default());
    assert_eq!(first.stale(&changed), Some("the site has changed since the plan was made"));
    let moved = plan(&new, &published(&new));
    assert_eq!(first.stale(&moved), Some("the target has changed since the plan was made"));
    let elsewhere = Plan { place: "elsewhere".into(), ..first.clone() };
    assert_eq!(first.stale(&elsewhere), Some("the plan is for another target"));
}
