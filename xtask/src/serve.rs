//! A small server for looking at the built site on this machine (`make serve`). It watches nothing and packs nothing; for
//! visitors there are the servers of docs/hosting.md.

use std::io::{BufRead as _, BufReader, ErrorKind, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// Where the page is served unless another port is asked for.
pub(crate) const PORT: &str = "8080";

/// What is read of a request, in bytes: those of browsers are far shorter.
const LONGEST: u64 = 32_768;

/// How long a browser may take to ask, and to take an answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// The status, what it is called, the type and the content of an answer.
type Answer = (u16, &'static str, &'static str, Vec<u8>);

/// Listens on a port of this machine alone.
pub(crate) fn listener(port: &str) -> Result<TcpListener, String> {
    let number: u16 = port.parse().map_err(|_| format!("{port} is no port: a number up to 65535 is"))?;
    TcpListener::bind((Ipv4Addr::LOCALHOST, number)).map_err(|error| {
        if error.kind() == ErrorKind::AddrInUse {
            let other = number.checked_add(1).unwrap_or(8080);
            format!(
                "port {number} is taken by another program: end that one, or choose another as in `make serve PORT={other}`"
            )
        } else {
            format!("port {number} cannot be used: {error}")
        }
    })
}

/// Serves a site until it is ended.
pub(crate) fn site(folder: &Path, port: &str) -> Result<(), String> {
    let listener = listener(port)?;
    if !folder.join("index.html").is_file() {
        return Err(format!("{} holds no site: run `make build` first", folder.display()));
    }
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    println!("The page is at http://{address} (Ctrl+C ends it).");
    let folder: Arc<Path> = folder.into();
    for stream in listener.incoming().flatten() {
        let folder = Arc::clone(&folder);
        thread::spawn(move || {
            // A browser that hangs up early is no fault of the site.
            let _ = converse(&folder, &stream);
        });
    }
    Ok(())
}

/// One request and its answer.
fn converse(folder: &Path, stream: &TcpStream) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut lines = BufReader::new(stream.take(LONGEST)).lines();
    let Some(request) = lines.next().transpose()? else { return Ok(()) };
    // The rest of it is not needed, but a connection that is closed with something unread in it is reset.
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let (status, called, kind, content) = answer(folder, &request);
    let head = format!(
        "HTTP/1.1 {status} {called}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\n\
         X-Content-Type-Options: nosniff\r\nAccess-Control-Allow-Origin: *\r\nConnection: close\r\n\r\n",
        content.len()
    );
    let mut stream = stream;
    stream.write_all(head.as_bytes())?;
    if !request.starts_with("HEAD ") {
        stream.write_all(&content)?;
    }
    stream.flush()
}

/// What a request line is answered with.
fn answer(folder: &Path, request: &str) -> Answer {
    let mut words = request.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if method != "GET" && method != "HEAD" {
        return (405, "Method Not Allowed", "text/plain", b"only GET and HEAD".to_vec());
    }
    let name = target.split(['?', '#']).next().and_then(|path| path.strip_prefix('/')).unwrap_or(".");
    let name = if name.is_empty() { "index.html" } else { name };
    // The names of the site are plain; whatever else is asked for is not there, so that nothing leads out of the folder.
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    let is_inside = name.split('/').all(|part| !part.starts_with('.') && !part.is_empty() && part.chars().all(plain));
    match is_inside.then(|| std::fs::read(folder.join(name))) {
        Some(Ok(content)) => (200, "OK", kind(name), content),
        _ => (404, "Not Found", "text/plain", b"not found".to_vec()),
    }
}

/// The MIME type of a file.
fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" | "ts" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_sent_with_their_type_and_nothing_else_is() -> Result<(), String> {
        let outer = std::env::temp_dir().join(format!("serve-{}", std::process::id()));
        let folder = outer.join("site");
        site::at(&folder, std::fs::create_dir_all(folder.join("more")))?;
        let put = |name: &str| site::write(&folder.join(name), name.as_bytes());
        for name in ["index.html", "a_bg.wasm", "more/b.json", ".hidden", "../outside"] {
            put(name)?;
        }
        let told = |request: &str| {
            let (status, _, kind, content) = answer(&folder, request);
            (status, kind, String::from_utf8_lossy(&content).into_owned())
        };
        let page = (200, "text/html; charset=utf-8", "index.html".to_owned());
        for request in ["GET / HTTP/1.1", "GET /?lang=en#x HTTP/1.1", "HEAD /index.html HTTP/1.1"] {
            assert_eq!(told(request), page, "{request}");
        }
        assert_eq!(told("GET /a_bg.wasm HTTP/1.1"), (200, "application/wasm", "a_bg.wasm".to_owned()));
        assert_eq!(told("GET /more/b.json HTTP/1.1"), (200, "application/json", "more/b.json".to_owned()));
        for outside in [
            "/../outside",
            "/more/../../outside",
            "/%2e%2e/outside",
            "/..%2foutside",
            "/..\\outside",
            "//etc/passwd",
            "/.hidden",
            "/more",
            "/more/",
            "/nothing",
            "/C:/x",
            "",
            "outside",
            "http://x/index.html",
        ] {
            assert_eq!(told(&format!("GET {outside} HTTP/1.1")).0, 404, "{outside}");
        }
        for request in ["POST / HTTP/1.1", "", "GET", "\0"] {
            assert_ne!(told(request).0, 200, "{request:?}");
        }
        site::at(&outer, std::fs::remove_dir_all(&outer))
    }

    #[test]
    fn a_port_that_is_taken_is_said_in_one_sentence() -> Result<(), String> {
        let first = listener("0")?;
        let port = first.local_addr().map_err(|error| error.to_string())?.port();
        let why = listener(&port.to_string()).err().unwrap_or_default();
        assert!(why.contains(&format!("port {port} is taken")) && why.contains("make serve PORT="), "{why}");
        for odd in ["", "x", "-1", "65536"] {
            assert!(listener(odd).is_err(), "{odd}");
        }
        Ok(())
    }
}
