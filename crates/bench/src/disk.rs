//! Where workspaces are made, and how fast that disk is.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::rounds::milliseconds;

/// Bytes of one write: about what a small transaction adds to the write-ahead log.
const WRITE_BYTES: usize = 16 * 1024;

/// The target folder of the build: programs lie in `target/release` or `target/debug`.
pub fn target_folder() -> Result<PathBuf> {
    let program = std::env::current_exe().context("could not find out where this program lies")?;
    program.ancestors().nth(2).map(Path::to_owned).context("this program does not lie in a target folder")
}

/// The kind of the file system under a folder. In memory nothing is flushed, so that is refused.
pub fn file_system(folder: &Path) -> Result<String> {
    let Ok(mounts) = std::fs::read_to_string("/proc/mounts") else { return Ok("unknown".to_owned()) };
    let folder = folder.canonicalize()?;
    let kind = mounts
        .lines()
        .filter_map(|line| {
            let mut fields = line.split(' ').skip(1);
            Some((fields.next()?, fields.next()?))
        })
        .filter(|(place, _)| folder.starts_with(place))
        .max_by_key(|(place, _)| place.len())
        .map_or("unknown", |(_, kind)| kind);
    if matches!(kind, "tmpfs" | "ramfs") {
        bail!("`{}` is kept in memory ({kind}); choose a folder on a disk with --folder", folder.display());
    }
    Ok(kind.to_owned())
}

/// How long each of so many writes takes to reach the disk, in milliseconds.
pub fn flushes(folder: &Path, count: usize) -> Result<Vec<f64>> {
    let path = folder.join("flushed");
    let mut file = File::create(&path)?;
    let mut times = Vec::with_capacity(count);
    for number in 0..count {
        let started = Instant::now();
        file.write_all(&[u8::try_from(number % 251).unwrap_or(0); WRITE_BYTES])?;
        file.sync_data()?;
        times.push(milliseconds(started.elapsed()));
    }
    drop(file);
    std::fs::remove_file(path)?;
    Ok(times)
}
