//! What people bring along from other programs: the names of fields that have another one here.

/// What other programs, and other types of note, call a field, with the fields that say it here; the one that a note has is meant.
const HABITS: &[(&[&str], &[&str])] = &[
    (
        &["published", "date", "year", "issued", "pubdate", "publication_date", "publish_date"],
        &["published", "date"],
    ),
    (&["author", "byline", "creator", "creators", "by"], &["authors"]),
    (&["link", "href", "website", "source_url", "uri"], &["url"]),
    (&["outlet", "newspaper", "organisation", "organization", "site"], &["publisher"]),
    (&["archive", "archive_url", "archived_url", "wayback"], &["archived"]),
    (&["retrieved", "accessed_date", "access_date", "date_accessed"], &["accessed"]),
    (&["reliability", "credibility", "grade", "rating", "admiralty"], &["reliability", "credibility"]),
    (&["tags", "tag", "categories", "category", "keywords", "subjects"], &["topics"]),
    (&["name", "heading"], &["title"]),
    (&["alias", "aka", "also_known_as", "names"], &["aliases"]),
    (&["description", "abstract", "excerpt", "subtitle", "lede"], &["summary"]),
    (&["language", "locale"], &["lang"]),
    (&["draft", "private", "public"], &["visibility"]),
    (&["modified", "lastmod", "last_modified", "last_updated"], &["updated"]),
    (&["expires", "review"], &["review_by"]),
    (&["location", "locations", "where"], &["places"]),
    (&["participants", "parties", "who"], &["actors"]),
    (&["latitude"], &["lat"]),
    (&["longitude", "lng", "long"], &["lon"]),
    (&["former_id", "redirect_from"], &["former_ids"]),
];

/// What gives a note its address elsewhere.
const ADDRESSES: &[&str] = &["id", "slug", "permalink", "key"];

/// True for a field that would give a note its address elsewhere.
pub fn is_address(key: &str) -> bool {
    ADDRESSES.contains(&key.to_ascii_lowercase().as_str())
}

/// The field that is meant by what others call it, if a note has it.
pub fn field(key: &str, has: impl Fn(&str) -> bool) -> Option<&'static str> {
    let key = key.to_ascii_lowercase().replace(['-', ' '], "_");
    let (_, fields) = HABITS.iter().find(|(names, _)| names.contains(&key.as_str()))?;
    fields.iter().copied().find(|field| has(field))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_field_that_a_note_has_is_meant() {
        let [source, event] = [["title", "published", "reliability"], ["title", "date", "credibility"]];
        let field = |key, fields: [&str; 3]| field(key, |field| fields.contains(&field));
        assert_eq!([field("date", source), field("Published", event)], [Some("published"), Some("date")]);
        assert_eq!(
            [field("grade", source), field("grade", event)],
            [Some("reliability"), Some("credibility")]
        );
        assert_eq!([field("tags", source), field("zzz", event)], [None, None]);
        assert!(is_address("Slug") && !is_address("title"));
    }
}
