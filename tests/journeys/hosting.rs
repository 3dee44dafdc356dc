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
            .stdout(Stdio::null())
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
fn configuration(file: &str, listen: (&str, &str), site: &Path) -> String {
    let text = std::fs::read_to_string(site_tests::root().join("deploy").join(file)).unwrap();
    for part in [listen.0, "/srv/policy-match", "/policy-match/"] {
        assert!(text.contains(part), "{file} has {part}");
    }
    let site = site.display().to_string();
    text.replace(listen.0, listen.1)
        .replace("/srv/policy-match", "@dist")
        .replace("/policy-match", "/a/b")
        .replace("@dist", &site)
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
    let site = configuration("nginx.conf", ("listen 80;", &format!("listen 127.0.0.1:{port};")), site);
    let modules = "/etc/nginx/modules-enabled/*.conf";
    let place = folder.display();
    let whole = format!(
        "include {modules};\nuser root;\npid {place}/pid;\nevents {{}}\nhttp {{\naccess_log off;\n{}\n{site}\n}}\n",
        ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|kind| format!("{kind}_temp_path {place}/{kind};"))
            .join("\n"),
    );
    let file = folder.join("nginx.conf");
    std::fs::write(&file, whole).unwrap();
    let file = file.display().to_string();
    let arguments = ["-e", "stderr", "-c", &file, "-g", "daemon off;"];
    let nginx = ["/usr/sbin/nginx", "/usr/local/bin/nginx", "/opt/homebrew/bin/nginx"];
    let nginx = nginx.into_iter().find(|path| Path::new(path).is_file()).unwrap_or("nginx");
    Server::start(nginx, &arguments, &folder, port)
}

/// Caddy with the documented configuration for a site.
fn caddy(name: &str, site: &Path) -> Server {
    let (folder, port) = (folder(name), free_port());
    let site = configuration("Caddyfile", (":80 {", &format!("http://127.0.0.1:{port} {{")), site);
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
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    let port = server.port;
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: {encoding}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").expect("a head");
    let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
    let body = &answer[end + 4..];
    let packed = if head.contains("transfer-encoding: chunked") { joined(body) } else { body.to_vec() };
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

/// What an agency edits in the built site and renews by one command is what each browser gets, packed or not.
fn an_edit_is_served(start: impl Fn(&Path) -> Server, name: &str) {
    let site = server::copy_of_dist(&format!("{name}-edited"));
    // As `make build` packs them.
    for file in ["index.html", "worker.js"] {
        let content = std::fs::read(site.join(file)).unwrap();
        let mut packed = Vec::new();
        brotli::BrotliCompress(&mut &content[..], &mut packed, &brotli::enc::BrotliEncoderParams::default()).unwrap();
        std::fs::write(site.join(format!("{file}.br")), packed).unwrap();
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(&content).unwrap();
        std::fs::write(site.join(format!("{file}.gz")), packed.finish().unwrap()).unwrap();
    }
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
