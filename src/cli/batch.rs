use std::io::Write;

use clap::Args;

use super::{Common, Failure};

/// `batch`
#[derive(Debug, Args)]
pub(super) struct Batch {
    #[command(flatten)]
    common: Common,
}

impl Batch {
    pub(super) fn run(self, _out: &mut impl Write) -> Result<(), Failure> {
        let _ = self.common;
        Ok(())
    }
}
