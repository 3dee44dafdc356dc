//! Installs the tools that are missing, and nothing else. Asks no question.

use std::env::consts::OS;
use std::fs;
use std::path::Path;

use crate::tools::{self, command, find, home_of, is_version, run, said, succeeds};

/// Debian's packages, where Rust is Debian's too: the standard library for the page and its linker.
const DEBIAN_TARGET: [&str; 2] = ["libstd-rust-dev-wasm32", "lld"];
const DEBIAN_BROWSER: [&str; 3] = ["chromium", "chromium-driver", "fonts-noto-cjk"];
/// The other two engines, and a screen for the one that needs one.
const DEBIAN_ENGINES: [&str; 3] = ["firefox-esr", "webkit2gtk-driver", "xvfb"];
/// The servers whose documented configurations are tested.
const DEBIAN_SERVERS: [&str; 3] = ["nginx-light", "libnginx-mod-http-brotli-static", "caddy"];

/// The names under which a browser and its driver are known, as the browser tests look for them too.
const CHROMIUM: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const CHROMEDRIVER: [&str; 2] = ["chromedriver", "/usr/lib/chromium/chromedriver"];

fn say(what: &str) {
    println!("setup: {what}");
}

fn have(program: &str) -> bool {
    find(program).is_some()
}

/// What building the page needs.
pub(crate) fn page() -> Result<(), String> {
    target()?;
    let version = tools::wasm_bindgen()?;
    if !is_version("wasm-bindgen", &version) {
        cargo_install("wasm-bindgen", "wasm-bindgen-cli", &version)?;
    }
    if !is_version("trunk", tools::TRUNK) {
        cargo_install("trunk", "trunk", tools::TRUNK)?;
    }
    wasm_opt()?;
    if !is_version("esbuild", tools::ESBUILD) {
        npm_install("esbuild", tools::ESBUILD, |()| is_version("esbuild", tools::ESBUILD))
            .map_err(|why| format!("{why}: put esbuild {} on the path, then run this again", tools::ESBUILD))?;
    }
    // Trunk builds without the network: the crates must be here before.
    run("cargo", &["fetch", "--locked", "--quiet"])
}

/// That, the formatter, the linter, and what looks at the crates of others.
pub(crate) fn check() -> Result<(), String> {
    let there = || succeeds("cargo", &["fmt", "--version"]) && succeeds("cargo", &["clippy", "--version"]);
    page()?;
    deny()?;
    if there() {
        return Ok(());
    }
    say("adding rustfmt and clippy: under a minute");
    succeeds("rustup", &["component", "add", "rustfmt", "clippy"]);
    if there() {
        return Ok(());
    }
    Err("rustfmt or clippy is missing: run `rustup component add rustfmt clippy`, then this again".to_owned())
}

/// What building the page needs, and what the tests do: browsers with their drivers, servers, readers of scripts.
pub(crate) fn test() -> Result<(), String> {
    page()?;
    engines()?;
    for (package, version, file, variable) in
        [("axe-core", tools::AXE, tools::axe()?, "AXE"), ("acorn", tools::ACORN, tools::acorn()?, "ACORN")]
    {
        if !file.is_file() {
            npm_install(package, version, |()| file.is_file()).map_err(|why| {
                let name = file.file_name().unwrap_or_default().display();
                format!("{why}: put its {name} somewhere and name it in {variable}, then run this again")
            })?;
        }
    }
    servers()?;
    let there = || chromium().is_some() && chromedriver().is_some();
    if there() {
        return Ok(());
    }
    say("installing a browser and its driver for the tests: 1 to 3 minutes");
    if apt_install(&DEBIAN_BROWSER)? && there() {
        return Ok(());
    }
    Err(if OS == "macos" {
        "the browser tests need Chrome and its driver: run `brew install --cask google-chrome chromedriver`, then this again"
    } else {
        "the browser tests need Chromium and the chromedriver of the same version: install both, or name them in CHROMIUM \
         and CHROMEDRIVER, then run this again"
    }
    .to_owned())
}

fn chromium() -> Option<std::path::PathBuf> {
    named("CHROMIUM", &CHROMIUM)
}

fn chromedriver() -> Option<std::path::PathBuf> {
    named("CHROMEDRIVER", &CHROMEDRIVER)
}

/// A program that a variable names, or the first that is there.
fn named(variable: &str, names: &[&str]) -> Option<std::path::PathBuf> {
    let own = std::env::var(variable).ok();
    own.iter().map(String::as_str).chain(names.iter().copied()).find_map(find)
}

/// Whether the compiler has a ready standard library for the page.
fn has_target() -> bool {
    let folder = said("rustc", &["--print", "target-libdir", "--target", tools::TARGET]);
    folder.is_some_and(|folder| Path::new(&folder).is_dir())
}

fn target() -> Result<(), String> {
    if has_target() {
        return Ok(());
    }
    if have("rustup") {
        say(&format!("adding the Rust target {}: under a minute", tools::TARGET));
        if succeeds("rustup", &["target", "add", tools::TARGET]) && has_target() {
            return Ok(());
        }
    } else if have("apt-get") {
        say(&format!("installing the Rust target {}: 1 to 3 minutes", tools::TARGET));
        if apt_install(&DEBIAN_TARGET)? && has_target() {
            return Ok(());
        }
    }
    Err(format!(
        "the Rust target {0} is missing: run `rustup target add {0}` (on Debian without rustup: `apt-get install {1}`), \
         then run this again",
        tools::TARGET,
        DEBIAN_TARGET.join(" ")
    ))
}

/// What looks at the crates of others.
fn deny() -> Result<(), String> {
    if is_version("cargo-deny", tools::DENY) { Ok(()) } else { cargo_install("cargo-deny", "cargo-deny", tools::DENY) }
}

/// Installs Debian packages: as root, or through sudo where it needs no password. `false` where that is not possible.
fn apt_install(packages: &[&str]) -> Result<bool, String> {
    if !have("apt-get") {
        return Ok(false);
    }
    let before: &[&str] = if said("id", &["-u"]).as_deref() == Some("0") {
        &[]
    } else if succeeds("sudo", &["-n", "true"]) {
        &["sudo", "-n"]
    } else {
        return Err(format!(
            "needs these packages and may not install them: run `sudo apt-get install {}`, then this command again",
            packages.join(" ")
        ));
    };
    let apt = |arguments: &[&str]| {
        let all = [before, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"], arguments].concat();
        all.split_first().is_some_and(|(program, arguments)| succeeds(program, arguments))
    };
    let install = [&["install", "-y", "-q", "--no-install-recommends"], packages].concat();
    Ok(apt(&install) || (apt(&["update", "-q"]) && apt(&install)))
}

/// Installs a tool from a crate, with the very crates that its author has locked: cargo knows the checksum of each.
fn cargo_install(tool: &str, package: &str, version: &str) -> Result<(), String> {
    let home = home_of(tool, version)?;
    let root = home.to_string_lossy().into_owned();
    let wanted = format!("{package}@{version}");
    say(&format!("compiling {tool} {version}: 1 to 5 minutes on two cores, once per machine"));
    let built = tools::home()?.join("build").join(format!("{package}-{version}"));
    let compile = |lock: &[&str]| {
        let mut install = command("cargo")?;
        install.args(["install", "--quiet", "--root", &root, &wanted]).args(lock);
        // Unoptimised: compiles in a third of the time, and the tools are fast enough.
        install.env("CARGO_TARGET_DIR", &built);
        for (setting, value) in [("OPT_LEVEL", "0"), ("LTO", "off"), ("CODEGEN_UNITS", "64"), ("DEBUG", "0")] {
            install.env(format!("CARGO_PROFILE_RELEASE_{setting}"), value);
        }
        tools::finish(&mut install)
    };
    if compile(&["--locked"]).is_err() {
        // A registry may not have, or no longer have, a crate of the tool's own lock file.
        say(&format!(
            "not with the crates that {tool} {version} was released with (see above): with the newest that fit"
        ));
        compile(&[]).map_err(|_| {
            format!(
                "{tool} {version} could not be compiled (see above): put {tool} {version} on the path yourself, then run this again"
            )
        })?;
    }
    if built.exists() {
        site::at(&built, fs::remove_dir_all(&built))?;
    }
    Ok(())
}

/// The files by which npm installs a package: with the checksum of it, and of each that it needs.
fn locked(package: &str) -> Result<[(&'static str, &'static str); 2], String> {
    let [described, lock] = match package {
        "acorn" => [include_str!("../npm/acorn/package.json"), include_str!("../npm/acorn/package-lock.json")],
        "axe-core" => [include_str!("../npm/axe-core/package.json"), include_str!("../npm/axe-core/package-lock.json")],
        "binaryen" => [include_str!("../npm/binaryen/package.json"), include_str!("../npm/binaryen/package-lock.json")],
        "esbuild" => [include_str!("../npm/esbuild/package.json"), include_str!("../npm/esbuild/package-lock.json")],
        other => return Err(format!("xtask/npm/ has no lock file for {other}")),
    };
    Ok([("package.json", described), ("package-lock.json", lock)])
}

/// Installs a package of npm; `there` says whether that was what is needed.
fn npm_install(package: &str, version: &str, there: impl Fn(()) -> bool) -> Result<(), String> {
    if !have("npm") && (!apt_install(&["npm"])? || !have("npm")) {
        return Err(format!("npm is missing, which brings {package}: install Node.js with npm, then run this again"));
    }
    say(&format!("installing {package} {version} from npm: under a minute"));
    let home = home_of(package.trim_end_matches("-core"), version)?;
    site::at(&home, fs::create_dir_all(&home))?;
    for (name, content) in locked(package)? {
        site::write(&home.join(name), content.as_bytes())?;
    }
    let prefix = home.to_string_lossy().into_owned();
    // No script of a package is run.
    let install = ["ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", &prefix];
    if succeeds("npm", &install) && there(()) {
        return Ok(());
    }
    Err(format!("{package} could not be installed from npm"))
}

/// Whether the wasm-opt on the path is new enough for the code that today's compiler makes.
fn is_usable_wasm_opt() -> bool {
    let said = said("wasm-opt", &["--version"]).unwrap_or_default();
    let version = said.split(|letter: char| !letter.is_ascii_digit()).find_map(|digits| digits.parse().ok());
    version.is_some_and(|version: u32| version >= tools::BINARYEN_LEAST)
}

fn wasm_opt() -> Result<(), String> {
    let major = tools::BINARYEN.split('.').next().unwrap_or_default();
    let pinned = |()| is_version("wasm-opt", major);
    if pinned(()) || (have("npm") && npm_install("binaryen", tools::BINARYEN, pinned).is_ok()) {
        return Ok(());
    }
    if is_usable_wasm_opt() {
        say(&format!("using {}; pinned is {}", said("wasm-opt", &["--version"]).unwrap_or_default(), tools::BINARYEN));
        return Ok(());
    }
    if have("apt-get") {
        let offered = said("apt-cache", &["policy", "binaryen"]).unwrap_or_default();
        let offered = offered.split_once("Candidate:").map_or("", |(_, rest)| rest.trim_start());
        let version =
            offered.split(|letter: char| !letter.is_ascii_digit()).next().and_then(|digits| digits.parse().ok());
        if version.is_some_and(|version: u32| version >= tools::BINARYEN_LEAST) {
            say("installing the package binaryen (wasm-opt)");
            if apt_install(&["binaryen"])? && is_usable_wasm_opt() {
                return Ok(());
            }
        } else if !have("npm") {
            say("installing npm, for wasm-opt: 1 to 3 minutes");
            if npm_install("binaryen", tools::BINARYEN, pinned).is_ok() {
                return Ok(());
            }
        }
    }
    if succeeds("brew", &["install", "--quiet", "binaryen"]) && is_usable_wasm_opt() {
        return Ok(());
    }
    Err(format!(
        "wasm-opt is missing: install Node.js with npm, or binaryen {} or newer, then run this again",
        tools::BINARYEN_LEAST
    ))
}

/// Firefox and `WebKitGTK` with their drivers. The latter is on Linux alone; elsewhere its tests are left out.
fn engines() -> Result<(), String> {
    let firefox = || have("firefox-esr") || have("firefox");
    if OS == "linux" {
        let there = || firefox() && have("WebKitWebDriver") && have("Xvfb");
        if !there() {
            say("installing Firefox and WebKitGTK for the tests: 1 to 3 minutes");
            if !(apt_install(&DEBIAN_ENGINES)? && there()) {
                return Err(
                    "the tests need Firefox, WebKitWebDriver with MiniBrowser (WebKitGTK), and Xvfb: install them, \
                            then run this again"
                        .to_owned(),
                );
            }
        }
    } else if OS == "macos" && !firefox() && !Path::new("/Applications/Firefox.app").is_dir() {
        return Err("the tests need Firefox: run `brew install --cask firefox`, then this again".to_owned());
    }
    if have("geckodriver") { Ok(()) } else { cargo_install("geckodriver", "geckodriver", tools::GECKODRIVER) }
}

/// The servers whose documented configurations are tested.
fn servers() -> Result<(), String> {
    let there = || (have("nginx") || have("/usr/sbin/nginx")) && have("caddy");
    if there() {
        return Ok(());
    }
    say("installing nginx and Caddy for the tests: under a minute");
    if apt_install(&DEBIAN_SERVERS)? && there() {
        return Ok(());
    }
    if succeeds("brew", &["install", "--quiet", "nginx", "caddy"]) && there() {
        return Ok(());
    }
    Err("the tests of the documented servers need nginx and Caddy 2: install both, then run this again".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_npm_brings_is_known_by_its_checksum() -> Result<(), String> {
        for (package, version) in [
            ("acorn", tools::ACORN),
            ("axe-core", tools::AXE),
            ("binaryen", tools::BINARYEN),
            ("esbuild", tools::ESBUILD),
        ] {
            let [(_, described), (_, lock)] = locked(package)?;
            assert!(described.contains(&format!("\"{package}\": \"{version}\"")), "{package} is at another version");
            let lock: serde_json::Value = serde_json::from_str(lock).map_err(|error| format!("{package}: {error}"))?;
            let packages = lock.get("packages").and_then(serde_json::Value::as_object).ok_or("no packages")?;
            let own = packages.get(&format!("node_modules/{package}")).ok_or("it is not in its lock file")?;
            assert_eq!(own.get("version").and_then(serde_json::Value::as_str), Some(version), "{package}");
            for (name, one) in packages.iter().filter(|(name, _)| !name.is_empty()) {
                let checksum = one.get("integrity").and_then(serde_json::Value::as_str).unwrap_or_default();
                assert!(checksum.starts_with("sha512-"), "{name} has no checksum");
                assert!(
                    one.get("resolved").is_none(),
                    "{name} comes from where npm says, not from one machine's server"
                );
            }
        }
        assert!(locked("another").is_err());
        Ok(())
    }
}
