//! A branch of a git repository that a host shows.
//!
//! Everything is done in a repository of its own, in a temporary folder, by the program `git`: the tip of the branch is fetched, a commit is
//! made on it, and pushed if the branch is still there. The user's work tree, index, branches and hooks are never touched; of the user's
//! settings, only those for reaching the remote are taken.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use super::folder::untrusted;
use super::fresh::Print;
use super::manifest::{self, Manifest};
use super::plan::{Action, Plan};
use super::{Content, PublishError, Survey, Target};

/// A branch as a target.
#[derive(Debug)]
pub struct Branch {
    remote: String,
    /// Where the remote is, as git takes it; may hold a secret of the user's, and is never shown.
    address: String,
    branch: String,
    /// Settings for reaching the remote.
    settings: Vec<(String, String)>,
    repository: tempfile::TempDir,
    /// In it, the repository; objects of the remote may be named by another hash than git's usual one.
    git_dir: PathBuf,
    /// The folder that relative addresses are meant from.
    root: PathBuf,
    tip: Option<String>,
    commit: Option<Importer>,
    /// BLAKE3 of every file of our commit, by path.
    published: OnceLock<BTreeMap<String, String>>,
    /// When commits are made, in seconds since 1970.
    now: i64,
}

/// `git fast-import`, which takes a commit file by file.
#[derive(Debug)]
struct Importer {
    child: Child,
    input: Mutex<BufWriter<ChildStdin>>,
}

/// Where new commits stand in the temporary repository.
const OURS: &str = "refs/heads/sourcebook";

/// Settings of the site's repository that say how a remote is reached and who commits.
const WANTED: [&str; 9] = [
    "http.",
    "https.",
    "credential.",
    "url.",
    "user.",
    "author.",
    "committer.",
    "protocol.",
    "core.sshcommand",
];

impl Branch {
    /// Takes a branch of a remote: its name in the repository that holds `root`, an address, or a folder.
    pub fn new(root: &Path, remote: &str, branch: &str, now: i64) -> Result<Branch, PublishError> {
        let repository = tempfile::tempdir()
            .map_err(|error| PublishError::Io(PathBuf::from("the folder for temporary files"), error))?;
        let root = root.canonicalize().map_err(|error| PublishError::Io(root.to_owned(), error))?;
        let mut git = Branch {
            remote: remote.to_owned(),
            address: remote.to_owned(),
            branch: branch.to_owned(),
            settings: Vec::new(),
            git_dir: repository.path().join("sha1"),
            repository,
            root,
            tip: None,
            commit: None,
            published: OnceLock::new(),
            now,
        };
        let in_site = |args: &[&str]| {
            let mut command = plain_git();
            command.current_dir(&git.root).args(args);
            output(command).ok().filter(|output| output.status.success()).map(|output| output.stdout)
        };
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).trim().to_owned();
        let named = in_site(&["remote", "get-url", "--push", remote]).map(text);
        let settings = in_site(&["config", "--local", "--includes", "--list", "-z"]).unwrap_or_default();
        let is_path = remote.contains(['/', '\\', ':']) || remote.starts_with('.');
        let mut wanted = WANTED.to_vec();
        match named {
            Some(address) => {
                git.address = address;
                // They have made this address already.
                wanted.retain(|wanted| *wanted != "url.");
            }
            None if is_path => {}
            None => {
                let reason =
                    format!("there is no remote `{remote}` in a git repository of {}", git.root.display());
                let help = "give its address as `remote` in site.yaml, or add it with `git remote add`";
                return Err(PublishError::Store { why: reason, help: Some(help.into()), again: None });
            }
        }
        let settings = String::from_utf8_lossy(&settings).into_owned();
        let pairs = settings.split('\0').filter_map(|pair| pair.split_once('\n'));
        let is_wanted = |key: &str| wanted.iter().any(|wanted| key.to_ascii_lowercase().starts_with(wanted));
        git.settings = pairs
            .filter(|(key, _)| is_wanted(key))
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect();
        // Whatever hooks the user's own settings name are for the user's own commits.
        git.settings.push(("core.hooksPath".to_owned(), "/dev/null".to_owned()));
        // Without a name in the settings, git would make one of the names of the user and of this machine.
        git.settings.push(("user.useConfigOnly".to_owned(), "true".to_owned()));
        Ok(git)
    }

    /// `git` in the temporary repository, with the settings for the remote.
    fn git(&self, args: &[&str]) -> Command {
        let mut command = plain_git();
        command.env("GIT_DIR", &self.git_dir).current_dir(&self.root).args(args);
        command.env("GIT_CONFIG_COUNT", self.settings.len().to_string());
        for (i, (key, value)) in self.settings.iter().enumerate() {
            command.env(format!("GIT_CONFIG_KEY_{i}"), key).env(format!("GIT_CONFIG_VALUE_{i}"), value);
        }
        command
    }

    /// Runs git and gives what it prints.
    fn run(&self, args: &[&str]) -> Result<Vec<u8>, PublishError> {
        let output = output(self.git(args))?;
        if output.status.success() { Ok(output.stdout) } else { Err(self.failure(args, &output.stderr)) }
    }

    /// What git said, without whatever secret is in an address.
    fn failure(&self, args: &[&str], said: &[u8]) -> PublishError {
        let said = String::from_utf8_lossy(said);
        let lines: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let said = without_secrets(&lines.join("; ").replace(&self.address, &self.remote));
        let what = args.first().copied().unwrap_or_default();
        let is_passing = ["Could not resolve host", "Connection reset", "timed out", "early EOF", "HTTP 5"]
            .iter()
            .any(|sign| said.contains(sign));
        let again = is_passing.then_some(std::time::Duration::ZERO);
        PublishError::Store { why: format!("git {what} failed: {said}"), help: None, again }
    }

    fn full_name(&self) -> String {
        format!("refs/heads/{}", self.branch)
    }

    /// The object id that the branch has at the remote.
    fn remote_tip(&self) -> Result<Option<String>, PublishError> {
        let listed = self.run(&["ls-remote", "--", &self.address, &self.full_name()])?;
        let listed = String::from_utf8_lossy(&listed);
        let own = listed.lines().filter_map(|line| line.split_once('\t'));
        Ok(own.filter(|(_, name)| *name == self.full_name()).map(|(id, _)| id.to_owned()).next())
    }

    /// All files of a commit: object ids by path.
    fn tree(&self, commit: &str) -> Result<BTreeMap<String, String>, PublishError> {
        let listed = self.run(&["ls-tree", "-r", "-z", "--full-tree", commit])?;
        let mut files = BTreeMap::new();
        for entry in listed.split(|byte| *byte == 0).filter(|entry| !entry.is_empty()) {
            let entry = String::from_utf8_lossy(entry).into_owned();
            let Some((head, path)) = entry.split_once('\t') else { continue };
            let id = head.rsplit(' ').next().unwrap_or_default();
            files.insert(path.to_owned(), id.to_owned());
        }
        Ok(files)
    }

    /// Reads objects and gives each to `take`, in their order.
    fn read_objects(&self, ids: &[&String], mut take: impl FnMut(usize, &[u8])) -> Result<(), PublishError> {
        let mut command = self.git(&["cat-file", "--batch", "--buffer"]);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(not_started)?;
        let broken = || PublishError::store("git cat-file ended early");
        let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(broken());
        };
        let asked: String = ids.iter().map(|id| format!("{id}\n")).collect();
        let read = std::thread::scope(|scope| {
            // Asked from a thread of its own: git answers before it has read all.
            scope.spawn(move || input.write_all(asked.as_bytes()));
            let mut output = BufReader::new(output);
            for i in 0..ids.len() {
                let mut head = String::new();
                output.read_line(&mut head).map_err(|_| broken())?;
                let size: Option<usize> = head.trim().rsplit(' ').next().and_then(|size| size.parse().ok());
                // A submodule is no object of this repository, and has no size.
                let Some(size) = size else { continue };
                let mut bytes = vec![0; size + 1];
                output.read_exact(&mut bytes).map_err(|_| broken())?;
                take(i, &bytes[..size]);
            }
            Ok(())
        });
        let _ = child.wait();
        read
    }

    /// BLAKE3 of files by path, from their object ids.
    fn hashes(&self, files: &BTreeMap<String, String>) -> Result<BTreeMap<String, String>, PublishError> {
        let (paths, ids): (Vec<&String>, Vec<&String>) = files.iter().unzip();
        let mut hashes = BTreeMap::new();
        self.read_objects(&ids, |i, bytes| {
            hashes.insert(paths[i].clone(), blake3::hash(bytes).to_hex().to_string());
        })?;
        Ok(hashes)
    }

    fn importer(&self) -> Result<MutexGuard<'_, BufWriter<ChildStdin>>, PublishError> {
        let commit = self.commit.as_ref().ok_or_else(|| PublishError::store("no commit was begun"))?;
        Ok(commit.input.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The words of the commit.
    fn message(plan: &Plan) -> String {
        let number = |action| plan.of(action).count();
        format!(
            "Publish {}\n\n{} added, {} changed, {} removed, {} unchanged; made by Sourcebook {}\n",
            plan.site,
            number(Action::Add),
            number(Action::Change),
            number(Action::Remove),
            plan.unchanged,
            plan.version
        )
    }

    /// Who commits: as git would have it, or nobody in particular where it knows nobody.
    fn committer(&self) -> String {
        let known = self.run(&["var", "GIT_COMMITTER_IDENT"]).ok();
        let known = known.map(|line| String::from_utf8_lossy(&line).into_owned());
        let name = known.as_deref().and_then(|line| Some(line.rsplit_once('>')?.0));
        name.map_or_else(|| "Sourcebook <sourcebook@localhost>".to_owned(), |name| format!("{name}>"))
    }

    fn push(&self, commit: &str) -> Result<(), PublishError> {
        let name = self.full_name();
        let lease = format!("--force-with-lease={name}:{}", self.tip.as_deref().unwrap_or_default());
        let update = format!("{commit}:{name}");
        let args = ["push", "--porcelain", "--no-follow-tags", &lease, "--", &self.address, &update];
        let output = output(self.git(&args))?;
        if output.status.success() {
            return Ok(());
        }
        // The answer may have been lost on its way.
        let now = self.remote_tip()?;
        if now.as_deref() == Some(commit) {
            return Ok(());
        }
        if now != self.tip {
            return Err(PublishError::stale(&self.place()));
        }
        let said = [output.stdout, output.stderr].concat();
        Err(self.failure(&["push"], &said))
    }
}

/// `git` without what the surroundings say about repositories, in plain words.
fn plain_git() -> Command {
    let mut command = Command::new("git");
    for name in [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_NAMESPACE",
        "GIT_PREFIX",
        "GIT_TRACE",
        "GIT_TRACE_CURL",
        "GIT_CURL_VERBOSE",
    ] {
        command.env_remove(name);
    }
    command.env("LC_ALL", "C");
    command
}

fn not_started(error: std::io::Error) -> PublishError {
    let help = Some("publishing to a branch needs the program git, 2.30 or later".to_owned());
    PublishError::Store { why: format!("git cannot be started: {error}"), help, again: None }
}

fn output(mut command: Command) -> Result<std::process::Output, PublishError> {
    command.stdin(Stdio::null()).output().map_err(not_started)
}

/// Takes names and passwords out of the addresses in a text, and queries, which may hold some.
fn without_secrets(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at(at + 3);
        out.push_str(before);
        let end = after.find(|c: char| c.is_whitespace() || "'\"`;".contains(c)).unwrap_or(after.len());
        let host_end = after[..end].find('/').unwrap_or(end);
        let start = after[..host_end].rfind('@').map_or(0, |at| at + 1);
        let address = &after[start..end];
        out.push_str(address.split('?').next().unwrap_or_default());
        rest = &after[end..];
    }
    out + rest
}

/// A path as `git fast-import` reads it.
fn quoted(path: &str) -> String {
    format!("\"{}\"", path.replace('\\', "\\\\").replace('"', "\\\""))
}

impl Target for Branch {
    fn place(&self) -> String {
        format!("branch {} of {}", self.branch, without_secrets(&self.remote))
    }

    fn survey(&mut self) -> Result<Survey, PublishError> {
        self.run(&["init", "--quiet", "--bare"])?;
        let tip = self.remote_tip()?;
        if tip.as_ref().is_some_and(|id| id.len() == 64) {
            self.git_dir = self.repository.path().join("sha256");
            self.run(&["init", "--quiet", "--bare", "--object-format=sha256"])?;
        }
        self.tip.clone_from(&tip);
        let Some(tip) = tip else { return Ok(Survey::default()) };
        let refspec = format!("+{}:refs/remote/tip", self.full_name());
        let fetch = [
            "fetch",
            "--quiet",
            "--depth=1",
            "--no-tags",
            "--no-write-fetch-head",
            "--",
            &self.address,
            &refspec,
        ];
        self.run(&fetch)?;
        let mut files = self.tree(&tip)?;
        let manifest = files.remove(manifest::NAME);
        let mut survey = Survey { version: Some(tip), ..Survey::default() };
        if let Some(id) = manifest {
            let mut bytes = Vec::new();
            self.read_objects(&[&id], |_, read| bytes = read.to_vec())?;
            survey.manifest = Some(Manifest::parse(&bytes).map_err(|why| untrusted(&self.place(), &why))?);
        }
        survey.present = files.keys().map(|path| (path.clone(), Content::Unknown)).collect();
        let hashes = self.hashes(&files)?;
        survey.present.extend(hashes.into_iter().map(|(path, hash)| (path, Content::Blake3(hash))));
        Ok(survey)
    }

    fn begin(&mut self, plan: &Plan) -> Result<(), PublishError> {
        if plan.before != self.tip {
            return Err(PublishError::stale(&self.place()));
        }
        let mut head = String::new();
        let committer = self.committer();
        let message = Branch::message(plan);
        let _ = write!(
            head,
            "commit {OURS}\ncommitter {committer} {} +0000\ndata {}\n{message}",
            self.now,
            message.len()
        );
        match &self.tip {
            Some(tip) if plan.approval.orphan => {
                let tree = self.run(&["rev-parse", "--verify", &format!("{tip}^{{tree}}")])?;
                let _ = writeln!(head, "M 040000 {} \"\"", String::from_utf8_lossy(&tree).trim());
            }
            Some(tip) => {
                let _ = writeln!(head, "from {tip}");
            }
            None => {}
        }
        let mut child = self
            .git(&["fast-import", "--quiet", "--done"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(not_started)?;
        let input = child.stdin.take().ok_or_else(|| PublishError::store("git fast-import takes nothing"))?;
        self.commit = Some(Importer { child, input: Mutex::new(BufWriter::new(input)) });
        let written = self.importer()?.write_all(head.as_bytes());
        written.map_err(|error| PublishError::store(format!("git fast-import ended early: {error}")))
    }

    fn is_atomic(&self) -> bool {
        true
    }

    fn lanes(&self) -> usize {
        2
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let mut input = self.importer()?;
        let head = format!("M 100644 inline {}\ndata {}\n", quoted(path), bytes.len());
        let written = input.write_all(head.as_bytes()).and_then(|()| input.write_all(bytes));
        let written = written.and_then(|()| input.write_all(b"\n"));
        written.map_err(|error| PublishError::store(format!("git fast-import ended early: {error}")))
    }

    fn delete(&self, path: &str) -> Result<(), PublishError> {
        let written = writeln!(self.importer()?, "D {}", quoted(path));
        written.map_err(|error| PublishError::store(format!("git fast-import ended early: {error}")))
    }

    fn is_there(&self, path: &str, print: &Print) -> Result<bool, PublishError> {
        // The remote has our commit, and with it its content by hash; what is looked at is whether that is what was planned.
        let published = match self.published.get() {
            Some(published) => published,
            None => {
                let hashes = self.hashes(&self.tree(OURS)?)?;
                self.published.get_or_init(|| hashes)
            }
        };
        Ok(published.get(path) == Some(&print.hash))
    }

    fn switch(&mut self, manifest: &Manifest) -> Result<(), PublishError> {
        if self.commit.is_some() {
            self.put(manifest::NAME, &manifest.bytes())?;
            let Some(Importer { mut child, input }) = self.commit.take() else { return Ok(()) };
            let mut input = input.into_inner().unwrap_or_else(PoisonError::into_inner);
            let ended = input.write_all(b"\ndone\n").and_then(|()| input.flush());
            drop(input);
            let mut said = Vec::new();
            if let Some(mut errors) = child.stderr.take() {
                let _ = errors.read_to_end(&mut said);
            }
            let status = child.wait();
            if ended.is_err() || !status.is_ok_and(|status| status.success()) {
                return Err(self.failure(&["fast-import"], &said));
            }
        }
        let commit = self.run(&["rev-parse", "--verify", OURS])?;
        let commit = String::from_utf8_lossy(&commit).trim().to_owned();
        self.push(&commit)?;
        self.tip = Some(commit);
        Ok(())
    }

    fn holds(&self) -> Result<(), PublishError> {
        // The push itself is refused if somebody came first; once it is through, the remote must have it.
        match &self.commit {
            Some(_) => Ok(()),
            None if self.remote_tip()? == self.tip => Ok(()),
            None => Err(PublishError::stale(&self.place())),
        }
    }

    fn copies(&self) -> Vec<String> {
        vec![
            format!("older commits of the branch {}; --orphan publishes without them", self.branch),
            "forks and clones, and commits that the host still shows by their ids until it tidies up"
                .to_owned(),
        ]
    }
}

impl Drop for Branch {
    fn drop(&mut self) {
        if let Some(mut commit) = self.commit.take() {
            let _ = commit.child.kill();
            let _ = commit.child.wait();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_shown_without_their_secrets() {
        for (said, shown) in [
            ("fatal: https://me:token@h.example/r.git: no", "fatal: https://h.example/r.git: no"),
            ("'https://token@h.example/r?key=1' and x", "'https://h.example/r' and x"),
            ("ssh://git@h.example/r", "ssh://h.example/r"),
            ("git@h.example:r.git", "git@h.example:r.git"),
            ("no address", "no address"),
        ] {
            assert_eq!(without_secrets(said), shown);
        }
    }

    /// A bare repository as a remote, and what git says in it.
    fn remote(format: &str) -> (tempfile::TempDir, impl Fn(&[&str]) -> String) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("remote.git");
        let made = plain_git()
            .args(["init", "--quiet", "--bare", "--object-format", format])
            .arg(&path)
            .status()
            .unwrap();
        assert!(made.success());
        let run = move |args: &[&str]| {
            let output = plain_git().current_dir(&path).args(args).output().unwrap();
            String::from_utf8(output.stdout).unwrap().trim().to_owned()
        };
        (folder, run)
    }

    fn branch(folder: &tempfile::TempDir) -> Branch {
        Branch::new(folder.path(), "./remote.git", "gh-pages", 1_700_000_000).unwrap()
    }

    fn plan(before: Option<String>) -> Plan {
        let survey = Survey { version: before, ..Survey::default() };
        let fresh = crate::publish::fresh::Fresh::default();
        Plan::new("live", "there".into(), &fresh, &survey, crate::publish::plan::Approval::default()).0
    }

    #[test]
    fn who_pushes_second_loses_and_nothing_is_lost() {
        let (folder, git) = remote("sha1");
        let manifest = Manifest::new(crate::select::Audience::Public, "Test");
        for round in 0..2 {
            let (mut first, mut second) = (branch(&folder), branch(&folder));
            for (branch, content) in [(&mut first, "first"), (&mut second, "second")] {
                let before = branch.survey().unwrap().version;
                assert_eq!(before.is_some(), round > 0);
                branch.begin(&plan(before)).unwrap();
                branch.put("a \"b\"/ä.html", format!("{content} {round}").as_bytes()).unwrap();
            }
            first.switch(&manifest).unwrap();
            first.holds().unwrap();
            assert!(matches!(second.switch(&manifest), Err(PublishError::Refused { .. })));
            let print = Print::of(format!("first {round}").as_bytes());
            assert!(first.is_there("a \"b\"/ä.html", &print).unwrap());
            assert_eq!(git(&["show", "gh-pages:a \"b\"/ä.html"]), format!("first {round}"));
            assert_eq!(git(&["rev-list", "--count", "gh-pages"]), (round + 1).to_string());
        }
        assert_eq!(git(&["for-each-ref", "--format=%(refname)"]), "refs/heads/gh-pages");
    }

    #[test]
    fn a_repository_with_the_longer_hashes_is_as_good() {
        let (folder, git) = remote("sha256");
        let tree = git(&["mktree"]);
        let commit =
            ["-c", "user.name=a", "-c", "user.email=a@b.example", "commit-tree", "-m", "first", &tree];
        git(&["update-ref", "refs/heads/gh-pages", &git(&commit)]);
        let mut branch = branch(&folder);
        let before = branch.survey().unwrap().version;
        assert_eq!(before.as_ref().map(String::len), Some(64));
        branch.begin(&plan(before)).unwrap();
        branch.put("a.html", b"a").unwrap();
        branch.switch(&Manifest::new(crate::select::Audience::Public, "Test")).unwrap();
        assert_eq!(git(&["show", "gh-pages:a.html"]), "a");
    }

    #[test]
    fn paths_are_quoted() {
        assert_eq!(quoted("a b/\"c\"\\é.html"), "\"a b/\\\"c\\\"\\\\é.html\"");
    }
}
