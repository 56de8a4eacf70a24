//! The keys of a bucket, from where every other program looks for them.

use rusty_s3::Credentials;

use super::PublishError;

/// Takes the keys of the environment, or of a profile in the text of the credentials file.
///
/// `variable` reads the environment; `file` is the text of `~/.aws/credentials`, or of the file that `AWS_SHARED_CREDENTIALS_FILE` names.
pub fn find(
    variable: impl Fn(&str) -> Option<String>,
    file: Option<&str>,
) -> Result<Credentials, PublishError> {
    let variable = |name| variable(name).filter(|value| !value.is_empty());
    if let (Some(key), Some(secret)) = (variable("AWS_ACCESS_KEY_ID"), variable("AWS_SECRET_ACCESS_KEY")) {
        return Ok(credentials(key, secret, variable("AWS_SESSION_TOKEN")));
    }
    let profile = variable("AWS_PROFILE").unwrap_or_else(|| "default".to_owned());
    let get = |name: &str| file.and_then(|text| value(text, &profile, name));
    match (get("aws_access_key_id"), get("aws_secret_access_key")) {
        (Some(key), Some(secret)) => Ok(credentials(key, secret, get("aws_session_token"))),
        _ => Err(PublishError::Store {
            why: format!("there are no keys for the bucket: neither in the environment nor in the profile `{profile}`"),
            help: Some(
                "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE for a profile in ~/.aws/credentials"
                    .to_owned(),
            ),
            again: None,
        }),
    }
}

fn credentials(key: String, secret: String, token: Option<String>) -> Credentials {
    match token {
        Some(token) => Credentials::new_with_token(key, secret, token),
        None => Credentials::new(key, secret),
    }
}

/// The value of a key in a section of an INI file.
fn value(text: &str, section: &str, key: &str) -> Option<String> {
    let mut is_in = false;
    for line in text.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            is_in = name.trim() == section;
        } else if is_in
            && let Some((name, value)) = line.split_once('=')
            && name.trim().eq_ignore_ascii_case(key)
        {
            return Some(value.trim().to_owned()).filter(|value| !value.is_empty());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# keys\n[default]\naws_access_key_id = A\naws_secret_access_key=a/+=\n\n[other]\nAWS_ACCESS_KEY_ID=B\naws_secret_access_key=b\naws_session_token = t\n[half]\naws_access_key_id = C\n";

    #[track_caller]
    fn check(environment: &[(&str, &str)], expected: Option<(&str, &str, Option<&str>)>) {
        let variable =
            |name: &str| environment.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned());
        let found = find(variable, Some(FILE)).ok();
        let found = found.as_ref().map(|keys| (keys.key(), keys.secret(), keys.token()));
        assert_eq!(found, expected);
    }

    #[test]
    fn the_environment_wins_over_the_profile() {
        check(&[], Some(("A", "a/+=", None)));
        check(&[("AWS_PROFILE", "other")], Some(("B", "b", Some("t"))));
        check(&[("AWS_PROFILE", "half")], None);
        check(&[("AWS_PROFILE", "none")], None);
        check(&[("AWS_ACCESS_KEY_ID", "E"), ("AWS_SECRET_ACCESS_KEY", "e")], Some(("E", "e", None)));
        check(&[("AWS_ACCESS_KEY_ID", "E"), ("AWS_SECRET_ACCESS_KEY", "")], Some(("A", "a/+=", None)));
        let session =
            [("AWS_ACCESS_KEY_ID", "E"), ("AWS_SECRET_ACCESS_KEY", "e"), ("AWS_SESSION_TOKEN", "s")];
        check(&session, Some(("E", "e", Some("s"))));
        assert!(find(|_| None, None).is_err());
    }

    #[test]
    fn keys_are_never_shown() {
        let keys = find(|_| None, Some(FILE)).unwrap();
        assert!(!format!("{keys:?}").contains("a/+="));
    }
}
