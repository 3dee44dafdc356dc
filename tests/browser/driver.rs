//! The browser's driver, one process a test.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

/// A running chromedriver; ends with its browsers when it is dropped.
pub(crate) struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// Starts the driver on a free port.
    pub(crate) fn start() -> Self {
        let program = first_that_runs("CHROMEDRIVER", &["chromedriver", "/usr/lib/chromium/chromedriver"]);
        let mut process = Command::new(&program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{program}: {error}; run `make setup`"));
        let mut lines = BufReader::new(process.stdout.take().expect("piped")).lines();
        let port = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| {
                line.split_once("started successfully on port ")?.1.trim_end_matches('.').trim().parse().ok()
            })
            .expect("chromedriver says its port");
        // What it says later is read too, lest it wait for a reader.
        thread::spawn(move || lines.for_each(drop));
        Self { process, port }
    }

    /// Where the driver takes commands.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Asks the driver to end, which ends its browsers too, as killing it would not.
    fn shut_down(&self) -> std::io::Result<()> {
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
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// The browser's program.
pub(crate) fn chromium() -> String {
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
