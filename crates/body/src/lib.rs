//! Reads one payload, however large: as lines, as a tree, as bytes; and searches it.
//!
//! A body is opened once and indexed once for each way it is read. The index holds a mark for every 64 lines and for
//! every large object or list, not one for every line or value, so that it stays small beside the body: about 2 % of
//! it for JSON of short lines. The pretty form of JSON is never written out: its lines are made when they are asked for,
//! out of pieces of the body, so that numbers, escapes and the order of keys stay as they were sent.

mod charset;
mod content;
mod encoded;
mod form;
mod hex;
mod json;
mod layout;
mod markup;
mod opened;
mod path_text;
mod search;
mod tree;
mod value;
mod window;
mod written;

pub use content::Content;
pub use encoded::Encoded;
pub use opened::{OpenBody, View};
pub use path_text::path_text;
pub use search::{Find, FindError, Found, MATCHES_MAX, Match};
pub use tree::{CHILDREN_MAX, Children, Node, NodeKind};
pub use value::{FoundValue, VALUE_CHARS_MAX, ValuePath, ValuePathError};
pub use window::{LINE_BYTES_MAX, Line, WINDOW_LINES_MAX, Window};
pub use written::WrittenLines;
