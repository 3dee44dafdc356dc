//! The browsers' drivers, one process a test.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};
use tokio::time::Instant;

/// What shows the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Headless.
    Chromium,
    /// Headless.
    Firefox,
    /// The small browser of GTK, on a screen of its own.
    WebKit,
}

/// A running driver; ends with its browsers when it is dropped.
pub struct Driver {
    process: Child,
    /// The screen for a browser that needs one.
    screen: Option<Child>,
    port: u16,
    engine: Engine,
}

impl Driver {
    /// Starts the driver of an engine on a free port. Browsers without a profile of their own keep theirs in `home`.
    pub fn start(engine: Engine, home: &Path) -> Self {
        std::fs::create_dir_all(home).expect("a folder for the browser");
        let (program, first) = match engine {
            Engine::Chromium => {
                (first_that_runs("CHROMEDRIVER", &["chromedriver", "/usr/lib/chromium/chromedriver"]), "--port=0")
            }
            Engine::Firefox => (first_that_runs("GECKODRIVER", &["geckodriver"]), "--port=0"),
            Engine::WebKit => (first_that_runs("WEBKITWEBDRIVER", &["WebKitWebDriver"]), ""),
        };
        let mut command = Command::new(&program);
        let mut screen = None;
        // Only WebKit's driver cannot choose a port itself.
        let mut port = 0;
        if engine == Engine::WebKit {
            let (process, display) = start_screen();
            screen = Some(process);
            port = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a free port").port();
            command.env("DISPLAY", display).arg(format!("--port={port}"));
            // Its own sandbox needs rights that a test inside a container has not.
            command.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
        } else {
            command.arg(first);
        }
        let mut process = command
            .env("HOME", home)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{program}: {error}; run `make setup`"));
        let mut lines = BufReader::new(process.stdout.take().expect("piped")).lines();
        if port == 0 {
            port = lines
                .by_ref()
                .map_while(Result::ok)
                .find_map(|line| {
                    let said = line.split_once("started successfully on port ");
                    let said = said.or_else(|| line.split_once("Listening on 127.0.0.1:"))?;
                    said.1.trim_end_matches('.').trim().parse().ok()
                })
                .unwrap_or_else(|| panic!("{program} says its port"));
        }
        // What it says later is read too, lest it wait for a reader.
        thread::spawn(move || lines.for_each(drop));
        let driver = Self { process, screen, port, engine };
        let deadline = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < deadline, "{program} does not listen");
            thread::yield_now();
        }
        driver
    }

    /// Where the driver takes commands.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Asks the driver to end, which ends its browsers too, as killing it would not. Only chromedriver can be asked.
    fn shut_down(&self) -> std::io::Result<()> {
        if self.engine != Engine::Chromium {
            return Ok(());
        }
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        stream.write_all(b"GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")?;
        stream.read_to_end(&mut Vec::new())?;
        Ok(())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.shut_down());
        for process in self.screen.iter_mut().chain([&mut self.process]) {
            drop(process.kill());
            drop(process.wait());
        }
    }
}

/// A screen that nobody sees, and its name.
fn start_screen() -> (Child, String) {
    let mut process = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("Xvfb: {error}; run `make setup`"));
    let mut line = String::new();
    BufReader::new(process.stdout.take().expect("piped")).read_line(&mut line).expect("Xvfb says its number");
    (process, format!(":{}", line.trim()))
}

/// `MiniBrowser`, which Debian keeps off the path.
pub fn mini_browser() -> String {
    first_that_runs(
        "MINIBROWSER",
        &[
            "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
            "/usr/lib/x86_64-linux-gnu/webkitgtk-6.0/MiniBrowser",
            "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.0/MiniBrowser",
            "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
            "MiniBrowser",
        ],
    )
}

/// Firefox's program.
pub fn firefox() -> String {
    first_that_runs("FIREFOX", &["firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"])
}

/// Chromium's program.
pub fn chromium() -> String {
    first_that_runs(
        "CHROMIUM",
        &[
            "chromium",
            "chromium-browser",
            "google-chrome-stable",
            "google-chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
        ],
    )
}

/// The program named in a variable, else the first of `names` that is on the path or is a file.
fn first_that_runs(variable: &str, names: &[&str]) -> String {
    if let Ok(program) = std::env::var(variable) {
        return program;
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<_> = std::env::split_paths(&path).collect();
    names
        .iter()
        .find_map(|name| {
            let found = if name.contains('/') {
                Path::new(name).to_owned()
            } else {
                folders.iter().map(|folder| folder.join(name)).find(|file| file.is_file())?
            };
            found.is_file().then(|| found.to_string_lossy().into_owned())
        })
        .unwrap_or_else(|| panic!("none of {names:?} is installed: run `make setup`, or set {variable}"))
}
