//! `cargo xtask check`: everything a change is looked over for before it is pushed.

use anyhow::Result;

use crate::{codegen, node, program::Program, step::step};

pub fn run() -> Result<()> {
    step("formatting", || Program::cargo().args(["fmt", "--all", "--check"]).run())?;
    node::ensure_tools()?;
    // Both programs carry the built interface inside them, so compiling needs it.
    node::build_interface()?;
    step("clippy", || Program::cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]).run())?;
    step("TypeScript", || node::npm_script("ui", "typecheck"))?;
    step("the rules of the code", || {
        Program::cargo().args(["test", "--quiet", "--workspace", "--test", "tidy"]).run()
    })?;
    codegen::run(codegen::Mode::Check)
}
