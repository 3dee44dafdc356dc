//! Puts another catalogue into a built site without building the program: the data files, all that names them, the plain
//! pages, and the service worker, so that it reaches every browser.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use engine::catalogue::packed::RULES;
use site::data;

use super::Failure;
use super::pages::Pages;

/// What the page's program says in Chinese, a stretch a line.
const SAID: &str = include_str!(concat!(env!("OUT_DIR"), "/said.txt"));

/// `pack`
#[derive(Debug, Args)]
pub(super) struct Pack {
    /// The folder of the site, such as `dist`
    folder: PathBuf,
    /// The catalogue that it is to have, such as `policies.json`
    #[arg(long, value_name = "FILE")]
    catalogue: PathBuf,
}

impl Pack {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let Self { folder, catalogue } = self;
        let text = site::text(&catalogue).map_err(Failure::wrong)?;
        let said: BTreeSet<String> = SAID.lines().map(str::to_owned).collect();
        let packed = ::pack::Sources::of(&text, said).and_then(|sources| ::pack::data_files(&sources));
        let packed = packed.map_err(|why| Failure::wrong(format!("{}: {why}", catalogue.display())))?;
        let rules = data::of_site(&folder, RULES).map_err(Failure::wrong)?;
        if !::pack::is_of_this_version(&rules) {
            return Err(Failure::wrong(format!(
                "{}: this site was built by another version of policy-match and would not read what this one packs; take the \
                 command of the same release",
                folder.display()
            )));
        }
        let files: Vec<(String, Vec<u8>)> = packed.into_iter().map(|file| (file.name, file.bytes)).collect();
        let changed = data::replace(&folder, &files).map_err(Failure::wrong)?;
        write!(out, "{changed}")?;
        // The plain pages hold the same catalogue; what they and the page need besides is renewed with them.
        Pages::of(folder, catalogue).run(out)
    }
}
