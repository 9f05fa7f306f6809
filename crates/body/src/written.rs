//! Every line of a body, whole, for those who compare bodies.

use crate::hex;
use crate::opened::{OpenBody, View};

/// The lines of one view. It takes about as much memory as the text.
#[derive(Debug, Clone, Default)]
pub struct WrittenLines {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl WrittenLines {
    /// The lines in order, without their ends. Of bytes in the hex view each line is what it shows, without the offset.
    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.bytes[start..*end])
    }
}

impl OpenBody {
    /// Writes every line of a view, the lines that [`window`](Self::window) shows parts of.
    pub fn written(&self, view: View) -> WrittenLines {
        let mut written = WrittenLines::default();
        match view {
            View::Hex => {
                for chunk in self.exact().chunks(hex::LINE_BYTES) {
                    written.bytes.extend_from_slice(chunk);
                    written.ends.push(written.bytes.len());
                }
            }
            View::Pretty | View::Raw => self.layout(view).walk(0, |_, pieces| {
                pieces.copy(0..pieces.len(), &mut written.bytes);
                written.ends.push(written.bytes.len());
                true
            }),
        }
        written
    }
}
