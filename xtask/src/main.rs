//! `cargo xtask COMMAND`: everything a person or a build machine does with this repository.
//!
//! A command says what it is about to do, how long each step took, and – when something is
//! missing – what, why it is needed, and how to get it. It holds no product code.

mod bench;
mod check;
mod codegen;
mod examples;
mod fuzz;
mod icons;
mod node;
mod program;
mod python;
mod repository;
mod run;
mod step;
mod system_packages;
mod test;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask COMMAND

  run               set up what is missing, build, and open the desktop app
                    (without a display: serve the same interface to a browser)
  test              set up what is missing, build, and run every test
  check             formatting, clippy, TypeScript and the rules of the code
  codegen [--check] write docs/openapi.json and the types the interface uses
  bench [--small] [--only NAME]
                    measure speed beside a bare server; --small only looks whether it runs
  bench --ui [--small] [--only NAME]
                    hold the interface against its budgets, in Chromium and in the window
  fuzz [--seconds N] [NAME]
                    throw inputs at every parser of what strangers write, 300 s each
  icons             draw every icon size from icons/source
  examples [FILE]   pack the example payloads the catalogue ships: GitHub's from npm,
                    Stripe's from FILE, one event in each line
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["run", app_arguments @ ..] => run::run(app_arguments),
        ["test"] => test::run(),
        ["check"] => check::run(),
        ["codegen"] => codegen::run(codegen::Mode::Write),
        ["codegen", "--check"] => codegen::run(codegen::Mode::Check),
        ["bench", "--ui", bench_arguments @ ..] => bench::run_ui(bench_arguments),
        ["bench", bench_arguments @ ..] => bench::run(bench_arguments),
        ["fuzz", fuzz_arguments @ ..] => fuzz::run(fuzz_arguments),
        ["icons"] => icons::run(),
        ["examples"] => examples::run(None),
        ["examples", stripe_events] => examples::run(Some(std::path::Path::new(stripe_events))),
        [] | ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprint!("unknown command `{}`\n\n{USAGE}", words.join(" "));
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
