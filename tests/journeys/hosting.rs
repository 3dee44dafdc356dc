//! The documented servers: the page under a path, with their headers and their strict policy, and nothing violated.

use crate::{Journey, Page, Site, server};
use sha2::{Digest as _, Sha256};
use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};
use tokio::time::Instant;

/// A server of another make; ends when it is dropped.
struct Server {
    process: Child,
    port: u16,
}

impl Server {
    /// Starts a program that is to listen on the port, and waits until it does.
    fn start(program: &str, arguments: &[&str], folder: &Path, port: u16) -> Self {
        let process = Command::new(program)
            .args(arguments)
            .env("HOME", folder)
            .stdin(Stdio::null())
            .stdout(std::fs::File::create(folder.join("stdout")).unwrap())
            .stderr(std::fs::File::create(folder.join("stderr")).unwrap())
            .spawn()
            .unwrap_or_else(|error| panic!("{program}: {error}; run `make setup`"));
        let server = Self { process, port };
        let deadline = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let said = || std::fs::read_to_string(folder.join("stderr")).unwrap_or_default();
            assert!(Instant::now() < deadline, "{program} does not listen: {}", said());
            std::thread::yield_now();
        }
        server
    }

    fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // nginx's workers end with their master only when it is asked to end.
        drop(Command::new("kill").arg(self.process.id().to_string()).status());
        drop(self.process.wait());
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port()
}

/// A folder of the test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// A documented configuration with its port, path and folder changed, as whoever uses it would.
fn configuration(file: &str, listen: (&str, &str), site: &Path, log: &Path) -> String {
    let text = std::fs::read_to_string(site_tests::root().join("deploy").join(file)).unwrap();
    for part in [listen.0, "/srv/policy-match", "/policy-match/"] {
        assert!(text.contains(part), "{file} has {part}");
    }
    let site = site.display().to_string();
    text.replace(listen.0, listen.1)
        .replace("/var/log/nginx/policy-match", "@log")
        .replace("/srv/policy-match", "@dist")
        .replace("/policy-match", "/a/b")
        .replace("@dist", &site)
        .replace("@log", &log.join("log").display().to_string())
}

/// The page runs under `/a/b/`, each file has its headers, and the policy holds without a violation.
async fn is_well_served(page: &Page, origin: &str) {
    page.go(&format!("{origin}/a/b/")).await;
    page.running().await;
    page.fill("从业人员", "8").await;
    page.sees("我填过的内容（1）").await;
    page.go(&format!("{origin}/a/b/#/library")).await;
    page.sees("全部政策").await;
    let header = async |name: &str, header: &str| {
        let script = format!(
            "const x = new XMLHttpRequest(); x.open('GET', '{name}', false); x.send(); return x.getResponseHeader('{header}') || ''"
        );
        page.script(&script).await.as_str().unwrap_or_default().to_owned()
    };
    let wasm = page.script("return document.querySelector('link[type=\"application/wasm\"]').href").await;
    let wasm = wasm.as_str().unwrap();
    assert_eq!(header(wasm, "Content-Type").await, "application/wasm");
    for lasting in [wasm, "embed-0.1.0.js"] {
        assert!(header(lasting, "Cache-Control").await.contains("immutable"), "{lasting}");
    }
    for changing in ["./", "boot.js", "embed.js"] {
        assert_eq!(header(changing, "Cache-Control").await, "no-cache", "{changing}");
    }
    let policy = header("./", "Content-Security-Policy").await;
    for part in ["object-src 'none'", "frame-ancestors", "require-trusted-types-for 'script'"] {
        assert!(policy.contains(part), "{policy}");
    }
    assert_eq!(header("./", "X-Content-Type-Options").await, "nosniff");
    assert_eq!(header("./", "Access-Control-Allow-Origin").await, "*");
    if server::dist().join("embed.js.gz").is_file() {
        let encoding = header("embed.js", "Content-Encoding").await;
        assert!(encoding == "gzip" || encoding == "br", "{encoding:?}");
    }
    page.go(&format!("{origin}/a/b/catalogue.html")).await;
    let dressed = "return getComputedStyle(document.querySelector('nav ul')).listStyleType";
    assert_eq!(page.script(dressed).await, "none", "the plain page has its looks");
    page.go(&format!("{origin}/a/b/try.html")).await;
    page.by_css("#preview iframe").await.enter_frame().await.unwrap();
    page.running().await;
}

/// Whoever comes back has old files kept "for good": another content under the same name would not pass its integrity
/// check, and the page would not start.
#[test]
fn names_that_servers_keep_for_good_come_from_the_content() {
    let mut seen = 0;
    for entry in std::fs::read_dir(server::dist()).expect("dist/: run `make build` first") {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        // Packed copies have the name of what is packed.
        if path.extension().is_some_and(|end| end == "br" || end == "gz") {
            continue;
        }
        let Some((_, rest)) = name.rsplit_once('-') else { continue };
        let named: String = rest.chars().take_while(char::is_ascii_hexdigit).collect();
        if named.len() < 12 {
            continue;
        }
        let hash = Sha256::digest(std::fs::read(&path).unwrap());
        let hash = hash.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        assert!(hash.starts_with(&named), "{name} has the content of {hash}");
        seen += 1;
    }
    assert!(seen >= 8, "only {seen} files are named by a hash");
}

/// A server may send a policy of its own, which does not know the hashes of what stands in the
/// page.
#[test]
fn a_policy_that_knows_no_hashes_costs_neither_looks_nor_start() {
    let strict = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
                  connect-src 'self'; manifest-src 'self'; worker-src 'self'; frame-ancestors *";
    Journey::new(Site::of_dist().policy(|_| strict.to_owned())).noisy().run(async |page| {
        page.open("").await;
        page.running().await;
        let sheets = "return [document.querySelector('style').sheet === null, \
                      document.querySelectorAll('link[rel=stylesheet]').length]";
        assert_eq!(page.script(sheets).await, serde_json::json!([true, 1]), "the sheet comes as a file");
        let dressed = "return getComputedStyle(document.querySelector('.site-header')).display";
        assert_eq!(page.script(dressed).await, "flex");
    });
}

/// nginx with the documented configuration for a site.
fn nginx(name: &str, site: &Path) -> Server {
    let (folder, port) = (folder(name), free_port());
    let site = configuration("nginx.conf", ("listen 80;", &format!("listen 127.0.0.1:{port};")), site, &folder);
    let modules = "/etc/nginx/modules-enabled/*.conf";
    let place = folder.display();
    let whole = format!(
        "include {modules};\nuser root;\npid {place}/pid;\nevents {{}}\nhttp {{\n{}\n{site}\n}}\n",
        ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|kind| format!("{kind}_temp_path {place}/{kind};"))
            .join("\n"),
    );
    let file = folder.join("nginx.conf");
    std::fs::write(&file, whole).unwrap();
    let file = file.display().to_string();
    let arguments = ["-e", "stderr", "-c", &file, "-g", "daemon off;"];
    Server::start(nginx_program(), &arguments, &folder, port)
}

/// nginx's program, which Debian keeps off the path of those who are not root.
fn nginx_program() -> &'static str {
    let places = ["/usr/sbin/nginx", "/usr/local/bin/nginx", "/opt/homebrew/bin/nginx"];
    places.into_iter().find(|path| Path::new(path).is_file()).unwrap_or("nginx")
}

/// Caddy with the documented configuration for a site.
fn caddy(name: &str, site: &Path) -> Server {
    let (folder, port) = (folder(name), free_port());
    let site = configuration("Caddyfile", (":80 {", &format!("http://127.0.0.1:{port} {{")), site, &folder);
    let file = folder.join("Caddyfile");
    std::fs::write(&file, format!("{{\n\tadmin off\n}}\n{site}")).unwrap();
    let file = file.display().to_string();
    let arguments = ["run", "--adapter", "caddyfile", "--config", &file];
    Server::start("caddy", &arguments, &folder, port)
}

#[test]
fn nginx_as_documented() {
    let server = nginx("nginx", &server::dist());
    let origin = server.origin();
    Journey::new(Site::of_dist()).also_asks(&origin).run(async |page| is_well_served(page, &origin).await);
}

#[test]
fn caddy_as_documented() {
    let server = caddy("caddy", &server::dist());
    let origin = server.origin();
    Journey::new(Site::of_dist()).also_asks(&origin).run(async |page| is_well_served(page, &origin).await);
}

/// The answer to a request for a path with an `Accept-Encoding`: its head, and its content unpacked.
fn asked(server: &Server, path: &str, encoding: &str) -> (String, Vec<u8>) {
    let (head, packed) = answer(server, "GET", path, &[("Accept-Encoding", encoding)]);
    let mut content = Vec::new();
    if head.contains("content-encoding: br") {
        brotli::BrotliDecompress(&mut &packed[..], &mut content).unwrap();
    } else if head.contains("content-encoding: gzip") {
        flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut content).unwrap();
    } else {
        content = packed;
    }
    (head, content)
}

/// The answer to a request: its head in small letters, and what was sent.
fn answer(server: &Server, method: &str, path: &str, headers: &[(&str, &str)]) -> (String, Vec<u8>) {
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    let port = server.port;
    let headers = headers.iter().fold(String::new(), |all, (name, value)| format!("{all}{name}: {value}\r\n"));
    let request = format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{headers}Connection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").expect("a head");
    let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
    let body = &answer[end + 4..];
    let is_chunked = head.contains("transfer-encoding: chunked") && !body.is_empty();
    (head.clone(), if is_chunked { joined(body) } else { body.to_vec() })
}

/// A header of an answer.
fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

/// A content that was sent in pieces (RFC 9112, section 7.1).
fn joined(mut body: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    loop {
        let end = body.windows(2).position(|bytes| bytes == b"\r\n").expect("a size");
        let size = usize::from_str_radix(std::str::from_utf8(&body[..end]).unwrap(), 16).expect("a size");
        if size == 0 {
            return whole;
        }
        whole.extend_from_slice(&body[end + 2..end + 2 + size]);
        body = &body[end + 2 + size + 2..];
    }
}

/// Packs files of a site as `make build` does, but quickly.
fn pack(site: &Path, files: &[&str]) {
    for file in files {
        let content = std::fs::read(site.join(file)).unwrap();
        let mut packed = Vec::new();
        let quick = brotli::enc::BrotliEncoderParams { quality: 4, ..Default::default() };
        brotli::BrotliCompress(&mut &content[..], &mut packed, &quick).unwrap();
        std::fs::write(site.join(format!("{file}.br")), packed).unwrap();
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(&content).unwrap();
        std::fs::write(site.join(format!("{file}.gz")), packed.finish().unwrap()).unwrap();
    }
}

/// What an agency edits in the built site and renews by one command is what each browser gets, packed or not.
fn an_edit_is_served(start: impl Fn(&Path) -> Server, name: &str) {
    let site = server::copy_of_dist(&format!("{name}-edited"));
    pack(&site, &["index.html", "worker.js"]);
    let server = start(&site);
    let served = [("", "index.html"), ("index.html", "index.html"), ("worker.js", "worker.js")];
    let before = served.map(|(_, file)| std::fs::read(site.join(file)).unwrap());
    for ((path, _), content) in served.iter().zip(&before) {
        for encoding in ["br", "gzip", "identity"] {
            assert!(asked(&server, &format!("/a/b/{path}"), encoding).1 == *content, "{path} as {encoding}");
        }
    }

    let page = String::from_utf8(before[0].clone()).unwrap();
    let (open, named) = ("name=\"policy-match-hosts\" content=\"*\"", "https://www.agency.example");
    assert!(page.contains(open), "index.html names the hosts");
    std::fs::write(site.join("index.html"), page.replace(open, &open.replace('*', named))).unwrap();
    let said = server::renew(&site);
    assert!(said.contains("index.html: packed anew") && said.contains("worker.js: packed anew"), "{said}");
    for ((path, file), old) in served.iter().zip(&before) {
        let content = std::fs::read(site.join(file)).unwrap();
        assert!(content != *old, "{file} is another");
        for encoding in ["br", "gzip", "identity"] {
            let (head, sent) = asked(&server, &format!("/a/b/{path}"), encoding);
            assert!(sent == content, "{path} as {encoding}: {head}");
            assert_eq!(head.contains(&format!("content-encoding: {encoding}")), encoding != "identity", "{head}");
            assert!(head.contains("vary: accept-encoding") || encoding == "identity", "{path} as {encoding}: {head}");
        }
    }
    // Without the scheme and the port that the server itself goes by.
    let (head, _) = asked(&server, "/a/b", "identity");
    assert!(head.contains(" 301 ") && head.contains("location: /a/b/"), "{head}");
    drop(server);
    std::fs::remove_dir_all(&site).unwrap();
}

#[test]
fn nginx_serves_what_was_edited() {
    an_edit_is_served(|site| nginx("nginx-edited", site), "nginx");
}

#[test]
fn caddy_serves_what_was_edited() {
    an_edit_is_served(|site| caddy("caddy-edited", site), "caddy");
}

/// The file of the site whose name begins and ends so.
fn named(site: &Path, start: &str, end: &str) -> String {
    let names = site::files(site).unwrap();
    names.into_iter().find(|name| name.starts_with(start) && name.ends_with(end)).expect("a file of the site")
}

/// Whatever is asked, and however: packed or not, a part, the head alone, what is not there.
fn is_well_answered(start: impl Fn(&Path) -> Server, name: &str) {
    let site = server::copy_of_dist(&format!("{name}-answers"));
    let wasm = named(&site, "policy-match-", "_bg.wasm");
    pack(&site, &["index.html", "boot.js", "licences.txt", &wasm]);
    let server = start(&site);
    for (file, path) in [("index.html", ""), ("boot.js", "boot.js"), ("licences.txt", "licences.txt"), (&*wasm, &*wasm)]
    {
        let path = format!("/a/b/{path}");
        let content = std::fs::read(site.join(file)).unwrap();
        let mut sizes = Vec::new();
        for encoding in ["br", "gzip", "identity", "gzip, deflate, br, zstd", "*;q=0"] {
            let (head, sent) = asked(&server, &path, encoding);
            assert!(sent == content, "{path} as {encoding}: {head}");
            assert!(
                header(&head, "vary").is_some_and(|vary| vary.contains("accept-encoding")),
                "{path}, {encoding}: {head}"
            );
            let (of_head, nothing) = answer(&server, "HEAD", &path, &[("Accept-Encoding", encoding)]);
            assert!(nothing.is_empty(), "{path} as {encoding}");
            for same in ["content-type", "content-encoding", "cache-control", "content-length"] {
                assert_eq!(header(&of_head, same), header(&head, same), "{path} as {encoding}: {same}");
            }
            sizes.push(header(&head, "content-length").map(str::to_owned));
        }
        assert!(sizes[0] != sizes[2] && sizes[1] != sizes[2], "{path} is packed for whoever takes that: {sizes:?}");
        // A part is one of what the whole would be.
        for encoding in ["br", "gzip", "identity"] {
            let accept = ("Accept-Encoding", encoding);
            let (_, whole) = answer(&server, "GET", &path, &[accept]);
            let (head, part) = answer(&server, "GET", &path, &[accept, ("Range", "bytes=10-99")]);
            let is_part = head.contains(" 206 ") && part == whole[10..100];
            assert!(is_part || head.contains(" 200 ") && part == whole, "{path} as {encoding}: {head}");
        }
    }
    // Headers are there on errors, too, and none of these is kept: the file may come.
    for missing in ["nothing.js", "sub/", "policy-match-0123456789abcdef_bg.wasm", "embed-9.9.9.js"] {
        let (head, _) = asked(&server, &format!("/a/b/{missing}"), "br");
        assert!(head.contains(" 404 "), "{missing}: {head}");
        for there in ["content-security-policy", "access-control-allow-origin", "cross-origin-resource-policy"] {
            assert!(header(&head, there).is_some(), "{missing}: {there}: {head}");
        }
        assert_eq!(header(&head, "cache-control"), Some("no-cache"), "{missing}: {head}");
    }
    // Behind another server, at another port: the address that the visitor used, with the settings in it.
    for (path, to) in [("/a/b", "/a/b/"), ("/a/b?region=440100&lang=en", "/a/b/?region=440100&lang=en")] {
        let headers = [("X-Forwarded-Proto", "https"), ("X-Forwarded-Port", "8443")];
        let (head, _) = answer(&server, "GET", path, &headers);
        let location = header(&head, "location").unwrap_or_default();
        assert!(head.contains(" 301 ") && location.trim_end_matches('?') == to, "{path}: {head}");
    }
    // What is logged says which file, and not what was asked of it.
    asked(&server, "/a/b/?region=7f3a", "br");
    asked(&server, "/a/b/nothing.js?region=7f3a", "br");
    answer(&server, "GET", "/a/b/boot.js?region=7f3a", &[("Referer", "https://host.example/?7f3a")]);
    let place = folder(name);
    drop(server);
    let logs: String = site::files(&place)
        .unwrap()
        .iter()
        .filter(|name| name.starts_with("log") || name.starts_with("std"))
        .map(|name| String::from_utf8_lossy(&std::fs::read(place.join(name)).unwrap()).into_owned())
        .collect();
    assert!(logs.contains("/a/b/boot.js"), "requests are logged: {logs}");
    assert!(!logs.contains("7f3a"), "queries are not: {logs}");
    std::fs::remove_dir_all(&site).unwrap();
}

#[test]
fn nginx_answers_well() {
    is_well_answered(|site| nginx("nginx-answers", site), "nginx-answers");
}

#[test]
fn caddy_answers_well() {
    is_well_answered(|site| caddy("caddy-answers", site), "caddy-answers");
}

/// An agency does word for word what docs/embedding.md and docs/hosting.md say; a visitor who has kept the page sees it at the
/// next visit.
fn an_agency_follows_the_documents(start: impl Fn(&Path) -> Server, name: &str) {
    let (work, served) =
        (server::copy_of_dist(&format!("{name}-work")), server::copy_of_dist(&format!("{name}-served")));
    for folder in [&work, &served] {
        pack(folder, &["index.html", "worker.js"]);
    }
    let server = start(&served);
    let origin = server.origin();
    let overlay = "本地目录补充";
    // Before, the page refuses a catalogue that is not named, and says so.
    Journey::new(Site::of_dist()).also_asks(&origin).noisy().run(async |page| {
        let address = format!("{origin}/a/b/?catalogue=local.json#/policy/gz-2025-little-giant");
        page.go(&address).await;
        page.running().await;
        crate::offline::kept(page).await;
        assert!(!page.text().await.contains(overlay));

        let html = std::fs::read_to_string(work.join("index.html")).unwrap();
        let (hosts, catalogues) =
            ("name=\"policy-match-hosts\" content=\"*\"", "name=\"policy-match-catalogues\" content=\"\"");
        assert!(html.contains(hosts) && html.contains(catalogues), "index.html has what the documents name");
        let html = html
            .replace(hosts, "name=\"policy-match-hosts\" content=\"https://www.agency.example\"")
            .replace(catalogues, "name=\"policy-match-catalogues\" content=\"local.json\"");
        std::fs::write(work.join("index.html"), html).unwrap();
        let example = site_tests::root().join("examples/guangzhou-overlay.json");
        std::fs::copy(example, work.join("local.json")).unwrap();
        server::renew(&work);
        // In the order of the documents.
        let is_last = |name: &String| (name.starts_with("index.html"), name.starts_with("worker.js"));
        let mut names = site::files(&work).unwrap();
        names.sort_by_key(is_last);
        names.sort_by_key(|name| name.starts_with("worker.js"));
        for name in names {
            std::fs::copy(work.join(&name), served.join(&name)).unwrap();
        }

        page.load_again().await;
        page.click("button", "现在更新").await;
        let look = "return document.querySelector('meta[name=policy-match-hosts]').content + document.body.innerText";
        page.until("the next visit shows both", async || {
            let told = page.client.execute(look, vec![]).await.ok()?;
            let told = told.as_str()?.to_owned();
            (told.starts_with("https://www.agency.example") && told.contains(overlay)).then_some(())
        })
        .await;
        assert_eq!(page.site.requests(), Vec::<String>::new(), "the other server was asked for all");
    });
    drop(server);
    for folder in [&work, &served] {
        std::fs::remove_dir_all(folder).unwrap();
    }
}

#[test]
fn what_an_agency_edits_is_seen_at_the_next_visit_with_nginx() {
    an_agency_follows_the_documents(|site| nginx("nginx-agency", site), "nginx-agency");
}

#[test]
fn what_an_agency_edits_is_seen_at_the_next_visit_with_caddy() {
    an_agency_follows_the_documents(|site| caddy("caddy-agency", site), "caddy-agency");
}

/// A host that isolates itself shows only frames that agree.
fn an_isolated_host_shows_the_page(server: &Server) {
    let origin = server.origin();
    let host = format!(
        "<!doctype html><title>Host</title><link rel='icon' href='data:,'><script src='{origin}/a/b/embed.js'></script>"
    );
    let headers = &[("Cross-Origin-Embedder-Policy", "require-corp"), ("Cross-Origin-Opener-Policy", "same-origin")];
    let site = Site::of_dist().add_with("/host.html", "text/html; charset=utf-8", host, headers);
    Journey::new(site).also_asks(&origin).run(async |page| {
        page.go(&format!("{}/host.html", page.site.origin())).await;
        assert_eq!(page.script("return window.crossOriginIsolated").await, true, "the host is isolated");
        page.by_css("iframe").await.enter_frame().await.unwrap();
        page.running().await;
        page.sees("看看您的企业").await;
    });
}

#[test]
fn a_host_that_isolates_itself_shows_the_page_from_nginx() {
    an_isolated_host_shows_the_page(&nginx("nginx-isolated", &server::dist()));
}

#[test]
fn a_host_that_isolates_itself_shows_the_page_from_caddy() {
    an_isolated_host_shows_the_page(&caddy("caddy-isolated", &server::dist()));
}

/// What the container file does, in a plain folder: nginx with the container's whole configuration, as a user without rights.
#[test]
fn the_container_serves_without_root() {
    let deploy = |name: &str| std::fs::read_to_string(site_tests::root().join("deploy").join(name)).unwrap();
    let container = deploy("Containerfile");
    for part in [
        "container.conf /etc/nginx/container.conf",
        "nginx.conf /etc/nginx/policy-match.conf",
        "listen 80;/listen 8080;",
        "USER 33:33",
    ] {
        assert!(container.contains(part), "the container file has {part}");
    }
    let as_root = is_root();
    // Where another user can read it.
    let place = std::env::temp_dir().join(format!("policy-match-container-{}", std::process::id()));
    let site = place.join("site");
    std::fs::create_dir_all(&site).unwrap();
    for name in site::files(&server::dist()).unwrap() {
        std::fs::copy(server::dist().join(&name), site.join(&name)).unwrap();
    }
    let port = free_port();
    let own = configuration("nginx.conf", ("listen 80;", &format!("listen 127.0.0.1:{port};")), &site, &place);
    std::fs::write(place.join("policy-match.conf"), own).unwrap();
    let shown = place.display();
    let whole = deploy("container.conf")
        .replace(" /tmp/", &format!(" {shown}/"))
        .replace("/etc/nginx/policy-match.conf", &format!("{shown}/policy-match.conf"));
    std::fs::write(place.join("container.conf"), whole).unwrap();
    if as_root {
        assert!(Command::new("chown").args(["-R", "33:33"]).arg(&place).status().unwrap().success());
    }
    let command: Vec<String> =
        [nginx_program(), "-e", "stderr", "-c", &format!("{shown}/container.conf"), "-g", "daemon off;"]
            .map(str::to_owned)
            .to_vec();
    let without_root: Vec<String> =
        ["setpriv", "--reuid=33", "--regid=33", "--clear-groups", "--"].map(str::to_owned).to_vec();
    let all = if as_root { [without_root, command].concat() } else { command };
    let arguments: Vec<&str> = all.iter().skip(1).map(String::as_str).collect();
    let server = Server::start(&all[0], &arguments, &place, port);
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.process.id())).unwrap_or_default();
    let user = status.lines().find_map(|line| line.strip_prefix("Uid:\t")).unwrap_or("33");
    assert!(!user.starts_with("0\t"), "it does not run as root: {user}");
    let (head, sent) = asked(&server, "/a/b/", "br");
    assert!(head.contains(" 200 ") && sent == std::fs::read(site.join("index.html")).unwrap(), "{head}");
    drop(server);
    std::fs::remove_dir_all(&place).unwrap();
}

/// Whether the test runs as root, by whom its own process belongs to.
fn is_root() -> bool {
    std::fs::read_to_string("/proc/self/status").is_ok_and(|status| status.contains("\nUid:\t0\t"))
}
