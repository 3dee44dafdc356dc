use std::io::Write;

use clap::Args;

use super::Failure;

/// `schema`
#[derive(Debug, Args)]
pub(super) struct Schema {}

impl Schema {
    pub(super) fn run(self, _out: &mut impl Write) -> Result<(), Failure> {
        Ok(())
    }
}
