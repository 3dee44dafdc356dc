//! On a cluster: a scheduler and executors, each a process of its own on this machine.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use crate::files::{ALL, equal, fails, parquet, program, run, runs, said, text};
use crate::rows::{profiles, typed};

/// Processes that end with the test.
pub(crate) struct Cluster {
    pub(crate) url: String,
    processes: Vec<Child>,
    _work: TempDir,
}

impl Drop for Cluster {
    fn drop(&mut self) {
        for process in &mut self.processes {
            // One may have ended already.
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

/// A port that nobody listens on, and the next one neither.
fn port() -> u16 {
    loop {
        let first = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = first.local_addr().expect("an address").port();
        if port < u16::MAX && TcpListener::bind(("127.0.0.1", port + 1)).is_ok() {
            return port;
        }
    }
}

/// Waits until a process listens.
fn listens(process: &mut Child, port: u16) {
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(process.try_wait().expect("a process").is_none(), "it ended before it listened on {port}");
        std::thread::park_timeout(Duration::from_millis(20));
    }
}

impl Cluster {
    /// A scheduler and so many executors of one core.
    pub(crate) fn new(executors: usize, more: &[&str]) -> Self {
        let work = tempfile::tempdir().expect("a folder");
        let scheduler = port();
        let quiet = |arguments: &[&str]| {
            program(&[arguments, more].concat()).stderr(Stdio::null()).stdout(Stdio::null()).spawn().expect("it starts")
        };
        let mut first = quiet(&["scheduler", "--port", &scheduler.to_string()]);
        listens(&mut first, scheduler);
        let mut processes = vec![first];
        for number in 0..executors {
            let port = port();
            let folder = work.path().join(number.to_string());
            fs::create_dir(&folder).expect("a folder");
            let mut executor = quiet(&[
                "executor",
                "--scheduler",
                &format!("127.0.0.1:{scheduler}"),
                "--port",
                &port.to_string(),
                "--cores",
                "1",
                "--work",
                text(&folder),
            ]);
            listens(&mut executor, port);
            processes.push(executor);
        }
        Self { url: format!("df://127.0.0.1:{scheduler}"), processes, _work: work }
    }
}

/// A roster of so many files.
fn roster(folder: &Path, profiles: &[engine::enterprise::Profile], size: usize) -> PathBuf {
    let roster = folder.join("roster");
    fs::create_dir(&roster).expect("a folder");
    for (number, part) in (0..).zip(profiles.chunks(size)) {
        parquet(&roster.join(format!("{number:03}.parquet")), &typed(part, number * size));
    }
    roster
}

#[test]
fn a_cluster_answers_as_the_reference_evaluator_answers() {
    let profiles = profiles(800, false);
    let folder = tempfile::tempdir().expect("a folder");
    let roster = roster(folder.path(), &profiles, 220);
    let cluster = Cluster::new(2, &[]);
    let started = |out: &Path, more: &[&str]| {
        let place = ["run", text(&roster), "--out", text(out), "--cluster", &cluster.url];
        runs(&[place.as_slice(), &ALL, more].concat());
    };
    for (name, more) in [("one", ["--piece", "1G"]), ("many", ["--piece", "1"])] {
        let out = folder.path().join(name);
        started(&out, &more);
        equal(&out, &profiles);
    }
    let [here, there] = ["here.csv", "there.csv"].map(|name| folder.path().join(name));
    let summary = ["run", text(&roster), "--summary", "--on", crate::rows::ON, "--out"];
    runs(&[summary.as_slice(), &[text(&here)]].concat());
    runs(&[summary.as_slice(), &[text(&there), "--cluster", &cluster.url]].concat());
    assert_eq!(fs::read_to_string(here).expect("a summary"), fs::read_to_string(there).expect("a summary"));
    let question = folder.path().join("question.sql");
    fs::write(&question, "SELECT p.category, count(*) AS n FROM answers a JOIN policies() p ON a.policy = p.policy GROUP BY p.category ORDER BY 1").expect("written");
    let ask = ["run", text(&roster), "--on", crate::rows::ON, "--sql", text(&question)];
    assert_eq!(runs(&ask), runs(&[ask.as_slice(), &["--cluster", &cluster.url]].concat()));
}

#[test]
fn an_executor_with_another_catalogue_refuses() {
    let profiles = profiles(50, false);
    let folder = tempfile::tempdir().expect("a folder");
    let roster = roster(folder.path(), &profiles, 50);
    let mut catalogue = fixtures::json("policies.json");
    let policies = catalogue["policies"].as_array_mut().expect("policies");
    policies[0]["summary"]["en"] = "Another sentence.".into();
    let other = folder.path().join("other.json");
    fs::write(&other, catalogue.to_string()).expect("written");
    let shared = folder.path().join("catalogues");
    fs::create_dir(&shared).expect("a folder");
    let cluster = Cluster::new(1, &["--catalogues", text(&shared)]);
    let out = folder.path().join("out");
    let place = ["run", text(&roster), "--catalogue", text(&other), "--out", text(&out), "--cluster", &cluster.url];
    let arguments = [place.as_slice(), &ALL].concat();
    let wrong = fails(&arguments);
    assert!(wrong.contains("a machine of the cluster has another catalogue"), "{wrong}");
    assert!(!out.join("unfinished").exists(), "nothing half written");
    runs(&["pack", text(&shared), "--catalogue", text(&other)]);
    runs(&arguments);
    equal(&out, &profiles);
}

#[test]
fn a_run_that_loses_an_executor_is_whole_in_the_end() {
    let profiles = profiles(2000, false);
    let folder = tempfile::tempdir().expect("a folder");
    let roster = roster(folder.path(), &profiles, 100);
    let mut cluster = Cluster::new(2, &[]);
    let out = folder.path().join("out");
    let place =
        ["run", text(&roster), "--out", text(&out), "--cluster", &cluster.url, "--piece", "1", "--at-once", "2"];
    let arguments = [place.as_slice(), &ALL].concat();
    let mut running = program(&arguments).stderr(Stdio::piped()).spawn().expect("it starts");
    let finished = || fs::read_dir(out.join("answers")).map_or(0, Iterator::count);
    while finished() < 2 {
        assert!(running.try_wait().expect("a process").is_none(), "it ended before an executor was lost");
        std::thread::park_timeout(Duration::from_millis(5));
    }
    cluster.processes.last_mut().expect("an executor").kill().expect("killed");
    let ended = running.wait_with_output().expect("it ends");
    assert!(!out.join("unfinished").exists(), "nothing half written: {}", said(&ended));
    if !ended.status.success() {
        // It says why, and goes on with what is left when it is asked again.
        assert_eq!(ended.status.code(), Some(2), "{}", said(&ended));
        runs(&arguments);
    }
    equal(&out, &profiles);
}

#[test]
fn a_cluster_that_is_not_there_is_told() {
    let profiles = profiles(10, false);
    let folder = tempfile::tempdir().expect("a folder");
    let roster = roster(folder.path(), &profiles, 10);
    let url = format!("df://127.0.0.1:{}", port());
    let out = folder.path().join("out");
    let output = run(&["run", text(&roster), "--out", text(&out), "--cluster", &url]);
    assert!(said(&output).contains("cannot be reached"), "{}", said(&output));
    assert_eq!(output.status.code(), Some(2));
}
