//! A transform that was checked and can be run.

use std::sync::Arc;

use crate::sandbox::{self, Task};
use crate::{ErrorKind, Limits, TransformError, Transformed, Webhook};

/// Largest source, in bytes.
pub const SOURCE_BYTES_MAX: usize = 64 * 1024;

/// A transform that was checked: it has a handler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transform {
    source: Arc<str>,
}

/// What came of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// What the handler made of the request.
    pub result: Result<Transformed, TransformError>,
    /// What it wrote with `console`.
    pub console: Vec<String>,
}

impl Transform {
    /// Checks a source: what stands outside of the handler is run once.
    ///
    /// # Errors
    /// When it is no JavaScript, fails, or has no function `handler`.
    pub fn compile(source: &str) -> Result<Self, TransformError> {
        if source.len() > SOURCE_BYTES_MAX {
            let message = format!("the source is larger than {SOURCE_BYTES_MAX} bytes");
            return Err(TransformError::new(ErrorKind::Syntax, message));
        }
        if source.contains('\0') {
            return Err(TransformError::new(ErrorKind::Syntax, "the source has a NUL character"));
        }
        let source: Arc<str> = Arc::from(source);
        sandbox::enter(source.clone(), Task::Check, Limits::default()).result?;
        Ok(Self { source })
    }

    /// The source it was made of.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Runs it. Blocks the calling thread for as long as it runs.
    pub fn run(&self, webhook: Webhook, limits: Limits) -> Run {
        sandbox::enter(self.source.clone(), Task::Transform(webhook), limits)
    }
}
