//! The scripts for host pages. `embed.js` and `policy-match-element.js` share their first part and are one file each, so
//! that one line embeds the page.

use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha384};

/// The part that both scripts begin with.
const FRAMES: &str = include_str!("../../assets/embed/frames.js");

/// Each script: its name and its own part.
const SCRIPTS: [(&str, &str); 2] = [
    ("embed", include_str!("../../assets/embed/loader.js")),
    ("policy-match-element", include_str!("../../assets/embed/element.js")),
];

/// What goes along as it is.
const BESIDE: [(&str, &str); 4] = [
    ("embed.d.ts", include_str!("../../assets/embed/embed.d.ts")),
    ("try.html", include_str!("../../assets/embed/try.html")),
    ("try.css", include_str!("../../assets/embed/try.css")),
    ("try.js", include_str!("../../assets/embed/try.js")),
];

/// Adds the scripts, each also under the name of its version, and tells the integrity values of those.
pub(crate) fn add(folder: &Path) -> Result<String, String> {
    let mut said = String::new();
    for (name, own) in SCRIPTS {
        let version = env!("CARGO_PKG_VERSION");
        let script = format!(
            "/* policy-match {version}, MIT OR Apache-2.0 */\n(function () {{\n\"use strict\";\n{FRAMES}\n{own}}})();\n"
        );
        let script = without_comments(&script);
        let versioned = format!("{name}-{version}.js");
        site::write(&folder.join(format!("{name}.js")), script.as_bytes())?;
        site::write(&folder.join(&versioned), script.as_bytes())?;
        let hash = BASE64_STANDARD.encode(Sha384::digest(script.as_bytes()));
        said.push_str(&format!("{versioned}: integrity=\"sha384-{hash}\"\n"));
    }
    for (name, content) in BESIDE {
        site::write(&folder.join(name), content.as_bytes())?;
    }
    site::write(&folder.join("embed-integrity.txt"), said.as_bytes())?;
    Ok(said)
}

/// Leaves out the lines that are comments.
fn without_comments(script: &str) -> String {
    let lines = script.lines().filter(|line| !line.trim_start().starts_with("//") && !line.trim().is_empty());
    lines.collect::<Vec<&str>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loader_is_small() {
        let script = without_comments(&format!("{FRAMES}\n{}", SCRIPTS[0].1));
        let size = site::compress::brotli(script.as_bytes()).map(|packed| packed.len());
        assert!(size.as_ref().is_ok_and(|&size| size < 2_000), "embed.js is {size:?} bytes of brotli");
    }
}
