//! A body that is open for reading.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use bytes::Bytes;

use crate::charset;
use crate::content::Content;
use crate::json::{Container, scan};
use crate::layout::Layout;
use crate::search::{Find, Found};
use crate::tree::{self, Children};
use crate::window::{self, Asked, Window};
use crate::{form, hex, markup};

/// Markup and forms are written anew to be laid out; larger ones are shown as they are.
const WRITTEN_BYTES_MAX: usize = 16 * 1_024 * 1_024;

/// How a body is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// JSON, XML and forms with line breaks and indents; other text as it is.
    Pretty,
    /// As it is.
    Raw,
    /// Offset, bytes, characters.
    Hex,
}

/// A body with its indexes. Nothing of it changes but what is known of it.
pub struct OpenBody {
    exact: Bytes,
    text: Bytes,
    charset: &'static str,
    content: Content,
    containers: Vec<Container>,
    pretty: Option<Layout>,
    raw: OnceLock<Layout>,
    last_found: Mutex<Option<(View, Find, Arc<Found>)>>,
}

impl OpenBody {
    /// Opens a body; `charset` is what its media type names.
    pub fn open(exact: Bytes, charset: Option<&str>) -> Self {
        let read = charset::read(&exact, charset);
        let (content, pretty, containers) = match scan(&read.text) {
            Some(scanned) => {
                let layout = Layout { text: read.text.clone(), marks: scanned.lines, is_json: true };
                (Content::Json, Some(layout), scanned.containers)
            }
            None => {
                let content = Content::of_text(&read.text);
                let is_short = read.text.len() <= WRITTEN_BYTES_MAX;
                let written = match content {
                    Content::Xml if is_short => Some(markup::laid_out(&read.text)),
                    Content::Form if is_short => Some(form::laid_out(&read.text)),
                    _ => None,
                };
                (content, written.map(|written| Layout::plain(written.into())), Vec::new())
            }
        };
        Self {
            exact,
            text: read.text,
            charset: read.charset,
            content,
            containers,
            pretty,
            raw: OnceLock::new(),
            last_found: Mutex::default(),
        }
    }

    /// Its exact bytes.
    pub const fn exact(&self) -> &Bytes {
        &self.exact
    }

    /// What it takes in memory, its bytes included.
    pub fn memory_bytes(&self) -> usize {
        let pretty = self
            .pretty
            .as_ref()
            .map_or(0, |pretty| pretty.marks.bytes() + if pretty.is_json { 0 } else { pretty.text.len() });
        let containers =
            self.containers.iter().map(|one| size_of::<Container>() + one.marks.capacity() * size_of::<usize>());
        let text = if self.charset == "UTF-8" || self.charset == "unknown" { 0 } else { self.text.len() };
        let raw = self.raw.get().map_or(0, |raw| raw.marks.bytes());
        self.exact.len() + text + pretty + raw + containers.sum::<usize>()
    }

    /// Some of its lines, in the view that fits it unless one is asked for. Of a long line, `from_byte` on.
    pub fn window(
        &self,
        view: Option<View>,
        first: usize,
        count: usize,
        from_byte: usize,
        find: Option<&Find>,
    ) -> Window {
        let view = self.view(view);
        let (lines, total_lines) = match view {
            View::Hex => (hex::lines(&self.exact, first, count, find), hex::total_lines(&self.exact)),
            View::Pretty | View::Raw => {
                let layout = self.layout(view);
                (window::lines(layout, Asked { first, count, from_byte, find }), layout.marks.total)
            }
        };
        let body_bytes = self.exact.len();
        Window { lines, total_lines, body_bytes, view, content: self.content, charset: self.charset }
    }

    /// Every place where something stands, in the lines of a view. The last answer is kept.
    pub fn find(&self, view: Option<View>, find: &Find) -> Arc<Found> {
        let view = self.view(view);
        let mut last = self.last_found.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, _, found)) = last.as_ref().filter(|(of, known, _)| *of == view && known.key() == find.key()) {
            return found.clone();
        }
        let found = Arc::new(match view {
            View::Hex => find.in_bytes(&self.exact),
            View::Pretty | View::Raw => find.in_lines(self.layout(view)),
        });
        *last = Some((view, find.clone(), found.clone()));
        found
    }

    /// Some children of the value that begins at a place, the whole document at 0. `None` when it is not JSON or nothing
    /// begins there.
    pub fn children(&self, at: usize, first: usize, count: usize) -> Option<Children> {
        let is_json = self.content == Content::Json;
        if is_json { tree::children(&self.text, &self.containers, at, first, count) } else { None }
    }

    /// The line of the pretty view in which a byte of the text stands, 0 for the first; of the raw view when there is no
    /// pretty one.
    pub fn line_of(&self, at: usize) -> usize {
        self.layout(View::Pretty).line_of(at)
    }

    /// The text that values are places of.
    pub fn text(&self) -> &Bytes {
        &self.text
    }

    /// Some bytes of the text that values are places of.
    pub fn part(&self, at: usize, end: usize) -> Bytes {
        let end = end.min(self.text.len());
        self.text.slice(at.min(end)..end)
    }

    /// The view that fits it.
    pub fn fitting_view(&self) -> View {
        self.content.fitting_view()
    }

    fn view(&self, asked: Option<View>) -> View {
        asked.unwrap_or_else(|| self.fitting_view())
    }

    pub(crate) fn layout(&self, view: View) -> &Layout {
        match &self.pretty {
            Some(pretty) if view == View::Pretty => pretty,
            _ => self.raw.get_or_init(|| Layout::plain(self.text.clone())),
        }
    }
}
