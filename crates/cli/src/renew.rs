//! After files of the built site were edited: checks it, packs copies anew and renews the service worker, so that the edit
//! reaches every browser. What it does is done by the same code in the build (`crates/site`).

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use site::renew::Kept;

use super::Failure;

/// `renew`
#[derive(Debug, Args)]
pub(super) struct Renew {
    /// The folder of the site, such as `dist`
    folder: PathBuf,
    /// Calls back every other version: browsers that keep one change to this at once, also where its windows are open
    #[arg(long)]
    withdraw: bool,
    /// Has browsers give up all that they keep of the site, for good; the folder need hold no site any more
    #[arg(long, conflicts_with = "withdraw")]
    keep_nothing: bool,
}

impl Renew {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let kept = match self {
            Self { withdraw: true, .. } => Kept::Withdrawn,
            Self { keep_nothing: true, .. } => Kept::Nothing,
            Self { .. } => Kept::AsBefore,
        };
        site(&self.folder, kept, out)
    }
}

/// Renews the site in a folder.
pub(super) fn site(folder: &Path, kept: Kept, out: &mut impl Write) -> Result<(), Failure> {
    let said = site::renew::site(folder, kept).map_err(Failure::Wrong)?;
    write!(out, "{said}")?;
    Ok(())
}
