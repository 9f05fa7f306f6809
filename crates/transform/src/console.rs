//! What a handler writes with `console`, up to a bound.

use std::cell::RefCell;
use std::rc::Rc;

use rquickjs::{Ctx, Function};

/// Most lines that are kept.
pub const CONSOLE_LINES_MAX: usize = 100;
/// Most bytes that are kept, of all lines together.
pub const CONSOLE_BYTES_MAX: usize = 16 * 1024;

/// Makes `console` out of a function that keeps one line.
const CONSOLE: &str = r#"(keep) => {
  const text = (value) => {
    if (typeof value === "string") return value;
    if (value instanceof Error) return String(value);
    try { return JSON.stringify(value) ?? String(value); } catch { return String(value); }
  };
  const log = (...values) => keep(values.map(text).join(" "));
  globalThis.console = { log, info: log, warn: log, error: log, debug: log };
}"#;

/// The lines that were written.
#[derive(Clone, Default)]
pub(crate) struct Console(Rc<RefCell<Lines>>);

#[derive(Default)]
struct Lines {
    kept: Vec<String>,
    bytes: usize,
}

impl Console {
    pub(crate) fn install(&self, ctx: &Ctx<'_>) -> rquickjs::Result<()> {
        let console = self.clone();
        let keep = Function::new(ctx.clone(), move |line: String| console.keep(line))?;
        ctx.eval::<Function<'_>, _>(CONSOLE)?.call((keep,))
    }

    pub(crate) fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.borrow_mut().kept)
    }

    fn keep(&self, mut line: String) {
        let mut lines = self.0.borrow_mut();
        if lines.kept.len() == CONSOLE_LINES_MAX || lines.bytes == CONSOLE_BYTES_MAX {
            return;
        }
        let room = CONSOLE_BYTES_MAX - lines.bytes;
        if line.len() > room {
            line.truncate((0..=room).rev().find(|&at| line.is_char_boundary(at)).unwrap_or_default());
            lines.bytes = CONSOLE_BYTES_MAX;
        } else {
            lines.bytes += line.len();
        }
        lines.kept.push(line);
    }
}
