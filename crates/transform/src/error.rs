//! Why a transform made no request.

/// Why a transform made no request, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}{}", self.place())]
pub struct TransformError {
    /// What kind of failure.
    pub kind: ErrorKind,
    /// The failure in the words of the engine, or of the handler.
    pub message: String,
    /// The line of the source, from 1.
    pub line: Option<u32>,
    /// The column in that line, from 1.
    pub column: Option<u32>,
}

/// What kind of failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// The source is no JavaScript, or has no handler.
    Syntax,
    /// It threw.
    Thrown,
    /// It ran too long.
    TimedOut,
    /// It took too much memory.
    OutOfMemory,
    /// What it returned is no request.
    BadResult,
    /// Our own side failed: it could not be run now.
    Local,
}

impl ErrorKind {
    /// The word for it in the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Thrown => "thrown",
            Self::TimedOut => "timed_out",
            Self::OutOfMemory => "out_of_memory",
            Self::BadResult => "bad_result",
            Self::Local => "local",
        }
    }
}

impl TransformError {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), line: None, column: None }
    }

    fn place(&self) -> String {
        match (self.line, self.column) {
            (Some(line), Some(column)) => format!(" (line {line}, column {column})"),
            (Some(line), None) => format!(" (line {line})"),
            (None, _) => String::new(),
        }
    }
}
