//! The directory of a workspace: the database, the master key, the token. Nobody but its user can read it.

use std::fs::{DirBuilder, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use engine::{Entropy, MasterKey};

use crate::error::StartError;

/// The environment variable that holds the master key where there is no key file: 64 hexadecimal digits.
pub const MASTER_KEY_VARIABLE: &str = "TACKLEBOX_MASTER_KEY";

/// The directory of a workspace.
pub struct Workspace {
    directory: PathBuf,
}

impl Workspace {
    /// Uses a directory, and makes it when it is not there.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn open(directory: &Path) -> Result<Self, StartError> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        let made = builder.create(directory).and_then(|()| directory.canonicalize());
        let directory = made.map_err(|source| StartError::Workspace { path: directory.to_owned(), source })?;
        Ok(Self { directory })
    }

    /// The database.
    pub fn database(&self) -> PathBuf {
        self.directory.join("tacklebox.sqlite")
    }

    /// The master key: from the environment, from its file, or new.
    ///
    /// # Errors
    /// When it cannot be read or written.
    pub fn master_key(&self, entropy: &dyn Entropy) -> Result<MasterKey, StartError> {
        let (place, text) = match std::env::var(MASTER_KEY_VARIABLE) {
            Ok(text) => (format!("${MASTER_KEY_VARIABLE}"), text),
            Err(_) => ("master.key".to_owned(), self.read_or_make("master.key", entropy)?),
        };
        let key = hex::decode(text.trim()).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        key.map(MasterKey::new).ok_or(StartError::MasterKey { place })
    }

    /// The token of the control listener, the same at every start.
    ///
    /// # Errors
    /// When it cannot be read or written.
    pub fn token(&self, entropy: &dyn Entropy) -> Result<String, StartError> {
        Ok(self.read_or_make("control.token", entropy)?.trim().to_owned())
    }

    fn read_or_make(&self, name: &str, entropy: &dyn Entropy) -> Result<String, StartError> {
        let path = self.directory.join(name);
        let refuse = |source| StartError::Workspace { path: path.clone(), source };
        match std::fs::read_to_string(&path) {
            Ok(text) => Ok(text),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let text = hex::encode(entropy.bytes::<32>());
                write_private(&path, text.as_bytes()).map_err(refuse)?;
                Ok(text)
            }
            Err(error) => Err(refuse(error)),
        }
    }
}

/// Writes a file whole or not at all, readable by its user only.
pub fn write_private(path: &Path, content: &[u8]) -> std::io::Result<()> {
    let unfinished = path.with_extension("part");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&unfinished)?;
    file.write_all(content)?;
    file.sync_all()?;
    std::fs::rename(unfinished, path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::SystemEntropy;

    #[test]
    fn key_and_token_are_made_once_and_private() {
        let directory = tempfile::tempdir().unwrap();
        let workspace = Workspace::open(&directory.path().join("new/workspace")).unwrap();
        let entropy = SystemEntropy::default();
        let token = workspace.token(&entropy).unwrap();
        assert_eq!((token.len(), workspace.token(&entropy).unwrap()), (64, token));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(workspace.directory.join("control.token")).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_damaged_key_is_refused_and_kept() {
        let directory = tempfile::tempdir().unwrap();
        let workspace = Workspace::open(directory.path()).unwrap();
        std::fs::write(directory.path().join("master.key"), "not a key").unwrap();
        assert!(matches!(workspace.master_key(&SystemEntropy::default()), Err(StartError::MasterKey { .. })));
        assert_eq!(std::fs::read_to_string(directory.path().join("master.key")).unwrap(), "not a key");
    }
}
