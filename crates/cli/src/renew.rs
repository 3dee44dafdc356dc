//! After files of the built site were edited: checks it, packs copies anew and renews the service worker, so that the edit
//! reaches every browser. What it does is done by the same code in the build (`crates/site`).

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Failure;

/// `renew`
#[derive(Debug, Args)]
pub(super) struct Renew {
    /// The folder of the site, such as `dist`
    folder: PathBuf,
}

impl Renew {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        site(&self.folder, out)
    }
}

/// Renews the site in a folder.
pub(super) fn site(folder: &Path, out: &mut impl Write) -> Result<(), Failure> {
    let said = site::renew::site(folder).map_err(Failure::Wrong)?;
    write!(out, "{said}")?;
    Ok(())
}
