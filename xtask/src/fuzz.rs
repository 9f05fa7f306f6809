//! Throws inputs at every parser of what strangers write, with seeds from the vectors and records in the repository.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{program::Program, repository, step::step};

/// The version that is installed where there is none.
const CARGO_FUZZ: &str = "0.13.2";
/// How long each parser is tried when nothing else is said, in seconds.
const SECONDS: u32 = 300;
const TARGETS: [&str; 6] =
    ["signature_headers", "timestamps", "retry_after", "form_bodies", "filters", "provider_files"];

/// Tries each parser, or one, for some seconds. What was found stays in `target/fuzz/corpus` for the next time.
pub fn run(arguments: &[&str]) -> Result<()> {
    let (mut seconds, mut only) = (SECONDS, None);
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match *argument {
            "--seconds" => {
                let given = arguments.next().context("--seconds needs a number")?;
                seconds = given.parse().context("--seconds needs a number")?;
            }
            name if TARGETS.contains(&name) => only = Some(name),
            other => bail!("there is no parser `{other}`; there are {}", TARGETS.join(", ")),
        }
    }
    let cargo_fuzz = ensure_tools()?;
    for target in TARGETS.into_iter().filter(|target| only.is_none_or(|only| only == *target)) {
        let corpus = repository::path(&format!("target/fuzz/corpus/{target}"));
        write_seeds(target, &corpus)?;
        step(&format!("trying {target} for {seconds} s"), || try_one(&cargo_fuzz, target, &corpus, seconds))?;
    }
    Ok(())
}

fn try_one(cargo_fuzz: &Path, target: &str, corpus: &Path, seconds: u32) -> Result<()> {
    let artifacts = repository::path(&format!("target/fuzz/artifacts/{target}/"));
    fs::create_dir_all(&artifacts).context("no folder for what fails")?;
    Program::new(cargo_fuzz)
        .args(["fuzz", "run", "--fuzz-dir", "tests/fuzz", "--target-dir", "target/fuzz/build", target])
        .arg(corpus)
        .arg("--")
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-artifact_prefix={}", artifacts.display()))
        .args(["-max_len=16384", "-timeout=10", "-print_final_stats=1", "-print_funcs=0", "-verbosity=0"])
        .env("RUSTUP_TOOLCHAIN", "nightly")
        .run()
        .with_context(|| format!("an input fails; it is in {}", artifacts.display()))
}

/// The nightly compiler and cargo-fuzz; the latter's program.
fn ensure_tools() -> Result<PathBuf> {
    if Program::new("rustup").args(["run", "nightly", "rustc", "--version"]).output().is_err() {
        step("installing the nightly compiler", || {
            Program::new("rustup").args(["toolchain", "install", "nightly", "--profile", "minimal"]).run()
        })?;
    }
    let tools = repository::path("target/tools");
    let program = tools.join("bin").join(if cfg!(windows) { "cargo-fuzz.exe" } else { "cargo-fuzz" });
    if !program.exists() {
        step("installing cargo-fuzz", || {
            Program::cargo()
                .args(["install", "cargo-fuzz", "--locked", "--version", CARGO_FUZZ, "--root"])
                .arg(&tools)
                .run()
        })?;
    }
    Ok(program)
}

fn write_seeds(target: &str, corpus: &Path) -> Result<()> {
    fs::create_dir_all(corpus).context("no folder for the corpus")?;
    let seeds = match target {
        "signature_headers" => vectors()?.iter().filter_map(request).collect(),
        "form_bodies" => vectors()?.iter().filter_map(|(_, vector)| body(vector)).collect(),
        "timestamps" => {
            let clock = 1_764_000_000_i64.to_le_bytes();
            let written = [
                "stripe 1764000000",
                "slack 9223372036854775807",
                "discord -1",
                "paddle 1e9",
                "zendesk 2025-11-24T16:00:00Z",
            ];
            written.iter().map(|written| [&clock[..], written.as_bytes()].concat()).collect()
        }
        "retry_after" => {
            let clock = 1_764_000_000_000_i64.to_le_bytes();
            let written =
                ["120", "Wed, 21 Oct 2026 07:28:00 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "99999999999", "-1"];
            written.iter().map(|written| [&clock[..], written.as_bytes()].concat()).collect()
        }
        "filters" => [
            r#"{"body":{"amount":{"$gt":100}}}"#,
            r#"{"headers":{"x-shop":"north"},"type":{"$in":["order.paid"]}}"#,
            r#"{"$or":[{"body":{"a":1}},{"$not":{"body":{"b":{"$exists":true}}}}]}"#,
        ]
        .iter()
        .map(|filter| format!("{filter}\0{}", r#"{"amount":101,"a":1}"#).into_bytes())
        .collect(),
        _ => records()?,
    };
    for (number, seed) in seeds.iter().enumerate() {
        fs::write(corpus.join(format!("seed-{number}")), seed).context("a seed cannot be written")?;
    }
    Ok(())
}

/// The vectors of official libraries, each with the slug of its provider.
fn vectors() -> Result<Vec<(String, Value)>> {
    let mut vectors = Vec::new();
    for file in fs::read_dir(repository::path("crates/signatures/tests/vectors")).context("no vectors")? {
        let file = file.context("no vectors")?.path();
        if file.extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        let text = fs::read_to_string(&file).context("vectors cannot be read")?;
        let document: Value = serde_json::from_str(&text).context("vectors are no JSON")?;
        let slug = document["scheme"].as_str().unwrap_or_default().to_owned();
        for vector in document["vectors"].as_array().into_iter().flatten() {
            vectors.push((slug.clone(), vector.clone()));
        }
    }
    Ok(vectors)
}

fn request((slug, vector): &(String, Value)) -> Option<Vec<u8>> {
    let mut request = format!("{slug}\n");
    for (name, value) in vector["headers"].as_object()? {
        request.push_str(&format!("{name}: {}\n", value.as_str().unwrap_or_default()));
    }
    let mut request = request.into_bytes();
    request.push(b'\n');
    request.extend(body(vector)?);
    Some(request)
}

fn body(vector: &Value) -> Option<Vec<u8>> {
    vector["body_utf8"].as_str().map(|text| text.as_bytes().to_vec())
}

/// The records of the providers that ship.
fn records() -> Result<Vec<Vec<u8>>> {
    let folder = fs::read_dir(repository::path("crates/signatures/providers")).context("no records of providers")?;
    folder.map(|file| fs::read(file?.path()).context("a record cannot be read")).collect()
}
