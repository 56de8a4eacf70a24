//! The settings that are made for web servers, in those web servers.

use std::collections::BTreeMap;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::run;
use crate::support::{Site, has};

/// A web server that runs while a test does.
struct Web {
    child: Child,
    port: u16,
}

impl Drop for Web {
    fn drop(&mut self) {
        // These end their workers when they are asked to end.
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn start(mut command: Command, port: u16, log: &Path) -> Web {
    let child = command.stdout(Stdio::null()).stderr(fs::File::create(log).unwrap()).spawn().unwrap();
    let web = Web { child, port };
    let end = Instant::now() + Duration::from_secs(30);
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(Instant::now() < end, "{}", fs::read_to_string(log).unwrap());
        std::thread::sleep(Duration::from_millis(50));
    }
    web
}

impl Web {
    /// Status, headers and body, without following a redirect.
    fn get(&self, path: &str) -> (u16, BTreeMap<String, String>, String) {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false);
        let agent: ureq::Agent = config.build().into();
        let mut response = agent.get(format!("http://127.0.0.1:{}{path}", self.port)).call().unwrap();
        let headers = response.headers().iter();
        let headers =
            headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
        (response.status().as_u16(), headers, response.body_mut().read_to_string().unwrap())
    }
}

/// A site in a folder of its host, with an address that has moved.
fn site(host: &str) -> Site {
    let site = Site::of(
        "
        //- actors/y.md
        ---
        title: Y
        former_ids: [why]
        ---
        ",
    );
    site.settings(&format!(
        "title: Test\nbase_url: https://dossier.example/part/\npublish: {{live: {{folder: ../www/part, host: {host}}}}}\n"
    ));
    fs::create_dir(site.path("../www")).unwrap();
    #[cfg(unix)]
    {
        // Servers read as another user.
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(site.path(".."), fs::Permissions::from_mode(0o755)).unwrap();
    }
    run(&site, &["publish", "--yes"]).fine();
    site
}

#[track_caller]
fn serves_it_right(web: &Web, site: &Site) {
    let page = fs::read_to_string(site.path("../www/part/actors/y.html")).unwrap();
    let (status, headers, body) = web.get("/part/actors/y.html");
    assert_eq!((status, &body), (200, &page));
    let policy = &headers["content-security-policy"];
    assert!(
        policy.starts_with("default-src 'self'; ") && policy.ends_with("; frame-ancestors 'none'"),
        "{policy}"
    );
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("strict-transport-security", "max-age=31536000"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cache-control", "no-cache"),
    ] {
        assert_eq!(headers[name], value, "{name}");
    }
    assert_eq!(headers["content-type"].to_lowercase(), "text/html; charset=utf-8");
    let style = page.split("assets/style-").nth(1).unwrap().split('"').next().unwrap();
    let (status, headers, _) = web.get(&format!("/part/assets/style-{style}"));
    assert_eq!(status, 200);
    assert_eq!(headers["cache-control"], "public, max-age=31536000, immutable");
    assert_eq!(headers["x-content-type-options"], "nosniff");
    let (status, headers, body) = web.get("/part/actors/nobody.html");
    assert_eq!(status, 404);
    assert_eq!(body, fs::read_to_string(site.path("../www/part/404.html")).unwrap());
    assert!(headers.contains_key("content-security-policy"), "{headers:?}");
    let (status, headers, _) = web.get("/part/actors/why.html");
    assert_eq!(status, 301);
    has(&headers["location"], "/part/actors/y.html");
    assert_eq!(web.get("/part/").0, 200);
}

/// A compressed copy is handed out to those who can read it.
#[track_caller]
fn is_compressed(web: &Web, site: &Site, encoding: &str, ending: &str) {
    let address = format!("http://127.0.0.1:{}/part/actors/y.html", web.port);
    let mut answer = ureq::get(address).header("accept-encoding", encoding).call().unwrap();
    let copy = fs::read(site.path(&format!("../www/part/actors/y.html{ending}"))).unwrap();
    assert_eq!(answer.headers()["content-encoding"], encoding);
    assert_eq!(answer.headers()["vary"].to_str().unwrap().to_lowercase(), "accept-encoding");
    assert_eq!(answer.body_mut().read_to_vec().unwrap(), copy, "{encoding}");
}

#[test]
fn nginx() {
    let site = site("nginx, compress: true");
    let (port, home) = (free_port(), site.path(".."));
    let snippet = run(&site, &["publish", "--host-config"]).fine().stdout.clone();
    let home = home.canonicalize().unwrap();
    let home = home.display();
    let temp: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .iter()
        .map(|name| format!("{name}_temp_path {home}/{name};\n"))
        .collect();
    let config = format!(
        "daemon off; user root; pid {home}/pid; error_log stderr;\nevents {{}}\nhttp {{\ninclude /etc/nginx/mime.types; access_log off;\n{temp}server {{\nlisten 127.0.0.1:{port}; root {home}/www; index index.html;\n{snippet}\n}}\n}}\n"
    );
    fs::write(site.path("../nginx.conf"), config).unwrap();
    let mut command = Command::new("/usr/sbin/nginx");
    command.arg("-c").arg(format!("{home}/nginx.conf"));
    let web = start(command, port, &site.path("../log"));
    serves_it_right(&web, &site);
    is_compressed(&web, &site, "gzip", ".gz");
}

#[test]
fn apache() {
    let site = site("apache");
    let port = free_port();
    let home = site.path("..").canonicalize().unwrap();
    let home = home.display();
    let modules: String = ["mpm_event", "authz_core", "headers", "alias", "dir", "mime"]
        .iter()
        .map(|name| format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"))
        .collect();
    let config = format!(
        "ServerRoot {home}\nServerName localhost\nPidFile {home}/pid\nErrorLog {home}/errors\nUser www-data\nGroup www-data\nListen 127.0.0.1:{port}\n{modules}TypesConfig /etc/mime.types\nDirectoryIndex index.html\nDocumentRoot {home}/www\n<Directory {home}/www>\nAllowOverride All\nRequire all granted\n</Directory>\n"
    );
    fs::write(site.path("../apache.conf"), config).unwrap();
    let mut command = Command::new("/usr/sbin/apache2");
    command.args(["-D", "FOREGROUND", "-f", &format!("{home}/apache.conf")]);
    serves_it_right(&start(command, port, &site.path("../log")), &site);
}

#[test]
fn caddy() {
    let site = site("caddy, compress: true");
    let port = free_port();
    let home = site.path("..").canonicalize().unwrap();
    let home = home.display();
    let snippet = run(&site, &["publish", "--host-config"]).fine().stdout.clone();
    let config = format!(
        "{{\n\tadmin off\n\tauto_https off\n}}\nhttp://127.0.0.1:{port} {{\nroot * {home}/www\n{snippet}\n}}\n"
    );
    fs::write(site.path("../Caddyfile"), config).unwrap();
    let mut command = Command::new("/usr/bin/caddy");
    command
        .args(["run", "--adapter", "caddyfile", "--config", &format!("{home}/Caddyfile")])
        .env("HOME", site.path(".."));
    let web = start(command, port, &site.path("../log"));
    serves_it_right(&web, &site);
    is_compressed(&web, &site, "gzip", ".gz");
    is_compressed(&web, &site, "br", ".br");
}
