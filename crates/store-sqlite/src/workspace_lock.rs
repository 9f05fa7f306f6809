//! One process per workspace: an advisory lock of the operating system on a file beside the database. The system lets
//! go of it when the process ends, however it ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use store::StoreError;

use crate::error::unavailable;

/// Held as long as the file is open.
#[derive(Debug)]
pub(crate) struct WorkspaceLock(#[expect(dead_code, reason = "kept open")] File);

impl WorkspaceLock {
    /// Takes the lock of the database at `path`.
    ///
    /// # Errors
    /// [`StoreError::InUse`] when another process, or another store of this one, has it.
    pub(crate) fn take(path: &Path) -> Result<Self, StoreError> {
        let file = private_file(&beside(path, ".lock")).map_err(unavailable("open the lock file of the workspace"))?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
            Err(TryLockError::Error(error)) => Err(unavailable("lock the workspace")(error)),
        }
    }
}

/// The path with something appended to its file name.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Opens a file for reading and writing that only its owner can read, made when it is not there.
pub(crate) fn private_file(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(file)
}

/// Makes the directory a file is in, readable by its owner only, when it is not there.
pub(crate) fn make_private_directory_of(path: &Path) -> std::io::Result<()> {
    let Some(directory) = path.parent().filter(|directory| !directory.as_os_str().is_empty()) else { return Ok(()) };
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(directory)
}
