//! A small web server for one test: serves `dist/` well, or badly on purpose.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

/// A site that runs until it is dropped.
pub struct Site {
    address: SocketAddr,
    shared: Arc<Shared>,
}

/// Headers of an answer: names and values.
type Headers = &'static [(&'static str, &'static str)];

struct Shared {
    /// The folder with the built page.
    folder: PathBuf,
    /// Where the site's root is found, such as `/` or `/a/b/`.
    base: String,
    /// The policy in the header, as the page's own meta element states it.
    policy: Option<String>,
    /// Whether scripts of other origins may read the files, as a sandboxed frame must.
    readable_anywhere: bool,
    changes: Mutex<Vec<(File, Change)>>,
    added: Vec<(String, &'static str, Vec<u8>, Headers)>,
    odd: Vec<(String, Odd)>,
    /// Sent with every file.
    headers: Vec<(&'static str, &'static str)>,
    requests: Mutex<Vec<String>>,
    /// Files that have changed since the start, by name.
    replaced: Mutex<Vec<(String, Vec<u8>)>>,
    stopped: AtomicBool,
}

/// Which files a [`Change`] is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    Wasm,
    /// The script that wasm-bindgen makes.
    Glue,
    Html,
    /// The second piece of the program.
    Piece,
    /// What the first screen needs of the catalogue.
    First,
    /// All rules of the catalogue.
    Rules,
    /// The later texts of the catalogue.
    Texts,
    /// The script that explains failures.
    Failure,
    /// The script that starts the page.
    Boot,
    /// The script that keeps the page.
    Keep,
    /// The script for host pages' frames.
    Host,
    /// The service worker.
    Worker,
    /// What lets the page be installed.
    Manifest,
    /// Its pictures.
    Icons,
}

/// What the server does wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Some bytes in the middle are others.
    Damaged,
    /// Answers 404.
    Missing,
    /// Labels it with another MIME type.
    Type(&'static str),
    /// Answers with a web page, status 200, as servers of single-page sites do for unknown addresses.
    WebPage,
    /// Closes the connection without an answer.
    Unreachable,
    /// Sends the browser to another address, as networks do that ask to log in.
    Redirect(&'static str),
    /// Answers with an error of its own, such as 500.
    Status(u16),
    /// Sends the head, half of the content, and closes.
    Cut,
    /// The same, byte by byte.
    Trickle,
    /// Sends nothing, with status 200.
    Empty,
    /// Resets the connection.
    Reset,
    /// Says that it is packed, which it is not.
    SaidPacked,
    /// Sends the file of another version.
    Former,
    /// Sends a policy with it.
    Policy(&'static str),
}

/// What else a server may do when asked for an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Odd {
    /// Never answers.
    Silent,
    /// Sends JSON without end.
    Endless,
    /// Sends to another address.
    Redirect(&'static str),
}

/// Says how the site is to be served.
pub struct SiteBuilder(Shared);

impl Site {
    /// The built page, served as it should be.
    pub fn of_dist() -> SiteBuilder {
        Self::of(dist())
    }

    /// The page in a folder of the test's own, which it may edit.
    pub fn of(folder: PathBuf) -> SiteBuilder {
        let html = std::fs::read_to_string(folder.join("index.html")).expect("dist/index.html: run `make build` first");
        SiteBuilder(Shared {
            folder,
            base: "/".into(),
            policy: Some(format!("{}; frame-ancestors *", policy_of(&html))),
            readable_anywhere: true,
            changes: Mutex::default(),
            added: Vec::new(),
            odd: Vec::new(),
            headers: Vec::new(),
            requests: Mutex::default(),
            replaced: Mutex::default(),
            stopped: AtomicBool::new(false),
        })
    }

    /// The address of the site's front page.
    pub fn url(&self) -> String {
        format!("{}{}", self.origin(), self.shared.base)
    }

    /// Such as `http://127.0.0.1:41234`.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The paths asked for so far, in order.
    pub fn requests(&self) -> Vec<String> {
        self.shared.requests.lock().unwrap().clone()
    }
}

impl Site {
    /// Answers nothing any more, as a server that is gone.
    pub fn stop(&self) {
        self.shared.stopped.store(true, Ordering::Relaxed);
        // Wakes the listener, which then ends.
        drop(TcpStream::connect(self.address));
    }

    /// Changes a file of the site from now on, as it is in its folder.
    pub fn replace(&self, name: &str, edit: impl FnOnce(String) -> String) {
        let text = std::fs::read_to_string(self.shared.folder.join(name)).unwrap();
        let mut replaced = self.shared.replaced.lock().unwrap();
        replaced.retain(|(other, _)| other != name);
        replaced.push((name.to_owned(), edit(text).into_bytes()));
    }

    /// Does something wrong with some files from now on.
    pub fn spoil(&self, file: File, change: Change) {
        self.shared.changes.lock().unwrap().push((file, change));
    }

    /// Does nothing wrong any more.
    pub fn mend(&self) {
        self.shared.changes.lock().unwrap().clear();
        self.shared.replaced.lock().unwrap().clear();
    }
}

impl SiteBuilder {
    /// Serves the site under a path, such as `/a/b/`.
    pub fn under(mut self, base: &str) -> Self {
        self.0.base = base.into();
        self
    }

    /// Does something wrong with some files.
    pub fn with(self, file: File, change: Change) -> Self {
        self.0.changes.lock().unwrap().push((file, change));
        self
    }

    /// Edits the policy sent in the header (the page's own meta element stays).
    pub fn policy(mut self, edit: impl FnOnce(String) -> String) -> Self {
        self.0.policy = self.0.policy.map(edit);
        self
    }

    /// Sends no `Access-Control-Allow-Origin`.
    pub fn readable_by_same_origin_only(mut self) -> Self {
        self.0.readable_anywhere = false;
        self
    }

    /// Adds a file at an absolute path, such as a page that embeds the site. It is sent without a policy.
    pub fn add(self, path: &str, mime: &'static str, content: impl Into<Vec<u8>>) -> Self {
        self.add_with(path, mime, content, &[])
    }

    /// The same, sent with further headers.
    pub fn add_with(mut self, path: &str, mime: &'static str, content: impl Into<Vec<u8>>, headers: Headers) -> Self {
        self.0.added.push((path.into(), mime, content.into(), headers));
        self
    }

    /// Does something odd at an absolute path.
    pub fn odd(mut self, path: &str, odd: Odd) -> Self {
        self.0.odd.push((path.into(), odd));
        self
    }

    /// Sends a header with every file, the test's own ones included.
    pub fn header(mut self, header: (&'static str, &'static str)) -> Self {
        self.0.headers.push(header);
        self
    }

    /// Names, in index.html, the files that may be laid over the catalogue.
    pub fn names_catalogues(self, files: &str) -> Self {
        let none = "name=\"policy-match-catalogues\" content=\"\"";
        let html = std::fs::read_to_string(dist().join("index.html")).unwrap();
        assert!(html.contains(none), "index.html names no catalogues");
        let html = html.replace(none, &none.replace("content=\"\"", &format!("content=\"{files}\"")));
        self.0.replaced.lock().unwrap().push(("index.html".to_owned(), html.into_bytes()));
        self
    }

    /// Starts the server on a free port.
    pub fn start(self) -> Site {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(self.0);
        let serving = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if serving.stopped.load(Ordering::Relaxed) {
                    break;
                }
                let serving = Arc::clone(&serving);
                // A browser that hangs up early is no fault of the page.
                thread::spawn(move || drop(serving.answer(&stream)));
            }
        });
        Site { address, shared }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Shared {
    fn replaced(&self, name: &str) -> Option<Vec<u8>> {
        self.replaced.lock().unwrap().iter().find(|(other, _)| other == name).map(|(_, content)| content.clone())
    }

    fn answer(&self, stream: &TcpStream) -> std::io::Result<()> {
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        if self.resets(stream)? {
            // A connection that is closed with something unread in it is reset.
            return Ok(());
        }
        let mut lines = BufReader::new(stream).lines();
        let Some(request) = lines.next().transpose()? else { return Ok(()) };
        for line in lines {
            if line?.is_empty() {
                break;
            }
        }
        let target = request.split(' ').nth(1).unwrap_or("/");
        let path = target.split(['?', '#']).next().unwrap_or(target);
        if path == "/favicon.ico" {
            // What a browser asks of its own accord for pages without an icon.
            return send(stream, 200, "image/x-icon", b"", &[]);
        }
        self.requests.lock().unwrap().push(path.to_owned());

        if let Some((_, mime, content, headers)) = self.added.iter().find(|(at, ..)| at == path) {
            return send(stream, 200, mime, content, &[&self.headers, *headers].concat());
        }
        if let Some((_, odd)) = self.odd.iter().find(|(at, _)| at == path) {
            return odd.answer(stream);
        }
        let Some(name) = path.strip_prefix(&self.base).filter(|name| !name.contains("..")) else {
            return send(stream, 404, "text/plain", b"not found", &[]);
        };
        let name = if name.is_empty() { "index.html" } else { name };
        let mut mime = mime_of(name);
        let change = self.change(name);
        let whole = || std::fs::read(self.folder.join(name));
        let mut content = match (change, self.replaced(name).map_or_else(whole, Ok)) {
            (Some(Change::Missing), _) | (_, Err(_)) => return send(stream, 404, "text/plain", b"not found", &[]),
            (Some(Change::Unreachable), _) => return Ok(()),
            (Some(Change::Status(status)), _) => return send(stream, status, "text/plain", b"an error", &[]),
            (Some(Change::Empty), _) => return send(stream, 200, mime, b"", &[]),
            (Some(Change::Redirect(to)), _) => return send(stream, 302, "text/plain", b"", &[("Location", to)]),
            (Some(Change::WebPage), _) => {
                mime = "text/html; charset=utf-8";
                b"<!doctype html><title>Another page</title>".to_vec()
            }
            (_, Ok(content)) => content,
        };
        if change == Some(Change::Damaged) {
            let middle = content.len() / 2;
            content[middle] ^= 0x55;
        }
        if change == Some(Change::Former) {
            content.push(b'\n');
        }
        if let Some(Change::Type(other)) = change {
            mime = other;
        }
        // Names with a hash never change; the others are asked for each time.
        let cache = if name.contains('-') { "public, max-age=31536000, immutable" } else { "no-cache" };
        let mut headers = self.headers.clone();
        headers.push(("Cache-Control", cache));
        if let (Some(policy), true) = (&self.policy, mime.starts_with("text/html")) {
            headers.push(("Content-Security-Policy", policy));
        }
        if self.readable_anywhere {
            headers.push(("Access-Control-Allow-Origin", "*"));
        }
        if change == Some(Change::SaidPacked) {
            headers.push(("Content-Encoding", "gzip"));
        }
        if let Some(Change::Policy(policy)) = change {
            headers.push(("Content-Security-Policy", policy));
        }
        let answer = answer_of(200, mime, &content, &headers);
        let half = answer.len() - content.len() / 2;
        let mut stream = stream;
        if change == Some(Change::Cut) {
            return stream.write_all(&answer[..half]);
        }
        if change == Some(Change::Trickle) {
            stream.set_nodelay(true)?;
            return answer[..half].chunks(half.div_ceil(200)).try_for_each(|some| stream.write_all(some));
        }
        stream.write_all(&answer)
    }

    /// What is wrong with a file.
    fn change(&self, name: &str) -> Option<Change> {
        let changes = self.changes.lock().unwrap();
        changes.iter().find(|(file, _)| Some(*file) == kind_of(name)).map(|(_, change)| *change)
    }

    /// Whether the connection is to be reset, by what is asked, which stays unread.
    fn resets(&self, stream: &TcpStream) -> std::io::Result<bool> {
        let mut start = [0; 512];
        let length = stream.peek(&mut start)?;
        let asked = String::from_utf8_lossy(&start[..length]);
        let path = asked.split([' ', '?']).nth(1).unwrap_or_default();
        let name = path.strip_prefix(&self.base).unwrap_or_default();
        Ok(self.change(if name.is_empty() { "index.html" } else { name }) == Some(Change::Reset))
    }
}

impl Odd {
    fn answer(&self, mut stream: &TcpStream) -> std::io::Result<()> {
        match self {
            // Until the browser hangs up.
            Self::Silent => {
                stream.set_read_timeout(None)?;
                stream.read(&mut [0]).map(drop)
            }
            Self::Endless => {
                stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n")?;
                loop {
                    stream.write_all(&[b' '; 4096])?;
                }
            }
            Self::Redirect(to) => {
                let head =
                    format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                stream.write_all(head.as_bytes())
            }
        }
    }
}

fn send(
    mut stream: &TcpStream,
    status: u16,
    mime: &str,
    content: &[u8],
    headers: &[(&str, &str)],
) -> std::io::Result<()> {
    stream.write_all(&answer_of(status, mime, content, headers))?;
    stream.flush()
}

/// An answer as it is sent.
fn answer_of(status: u16, mime: &str, content: &[u8], headers: &[(&str, &str)]) -> Vec<u8> {
    let mut head = format!(
        "HTTP/1.1 {status} {}\r\nContent-Type: {mime}\r\nContent-Length: {}\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n",
        match status {
            200 => "OK",
            302 => "Found",
            404 => "Not Found",
            _ => "Error",
        },
        content.len()
    );
    for (name, value) in headers {
        head.extend([name, ": ", value, "\r\n"]);
    }
    head.push_str("\r\n");
    [head.as_bytes(), content].concat()
}

/// The folder with the built page.
pub fn dist() -> PathBuf {
    std::env::var_os("POLICY_MATCH_DIST").map_or_else(|| crate::root().join("dist"), PathBuf::from)
}

/// A copy of the built page that the test may edit, and removes.
pub fn copy_of_dist(name: &str) -> PathBuf {
    let folder = crate::target().join("tmp").join(format!("{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for entry in std::fs::read_dir(dist()).expect("dist/: run `make build` first") {
        let path = entry.unwrap().path();
        if path.is_file() {
            std::fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
        }
    }
    folder
}

/// Does what `policy-match renew` does in a folder; what it says.
pub fn renew(folder: &Path) -> String {
    renew_with(folder, site::renew::Kept::AsBefore)
}

/// The same, with what browsers are to do with other versions.
pub fn renew_with(folder: &Path, kept: site::renew::Kept) -> String {
    site::renew::site(folder, kept).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn kind_of(name: &str) -> Option<File> {
    match extension(name) {
        "wasm" if name.ends_with("_bg.wasm") => Some(File::Wasm),
        "wasm" => Some(File::Piece),
        "js" if name.starts_with("glue-") => Some(File::Glue),
        "js" if name == "failure.js" => Some(File::Failure),
        "js" if name == "boot.js" => Some(File::Boot),
        "js" if name == "worker.js" => Some(File::Worker),
        "js" if name.starts_with("keep-") => Some(File::Keep),
        "js" if name.starts_with("host-") => Some(File::Host),
        "webmanifest" => Some(File::Manifest),
        "png" | "svg" => Some(File::Icons),
        "html" => Some(File::Html),
        "bin" if name.starts_with("first-") => Some(File::First),
        "bin" if name.starts_with("rules-") => Some(File::Rules),
        "bin" if name.starts_with("counties-") || name.starts_with("trades-") => None,
        "bin" => Some(File::Texts),
        _ => None,
    }
}

fn extension(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or_default()
}

fn mime_of(name: &str) -> &'static str {
    match extension(name) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "png" => "image/png",
        _ => "application/octet-stream",
    }
}

/// The policy in the page's meta element.
fn policy_of(html: &str) -> &str {
    html.split("http-equiv=\"Content-Security-Policy\" content=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("the page states its content security policy")
}
