//! cURL commands, as browsers and documentation give them.

mod command;
mod options;
mod words;

use std::fmt::Write;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use crate::{Entries, Entry, ReadError};

/// Whether a text begins with a cURL command, as far as a look tells.
pub(crate) fn is_command(text: &[u8]) -> bool {
    let code =
        text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).find(|line| !line.is_empty() && line[0] != b'#');
    let line = code.map(|line| line.strip_prefix(b"$ ").unwrap_or(line)).unwrap_or_default();
    let begins =
        |word: &[u8]| line.strip_prefix(word).is_some_and(|rest| rest.first().is_some_and(u8::is_ascii_whitespace));
    begins(b"curl") || begins(b"curl.exe") || (begins(b"echo") && text.windows(6).any(|part| part == b"| curl"))
}

/// Reads one command or more.
pub(crate) fn read(text: &[u8]) -> Result<Entries<'_>, ReadError> {
    let commands = words::commands(text).map_err(ReadError::Whole)?;
    let entries = command::requests(&commands);
    if entries.is_empty() {
        return Err(ReadError::Whole("there is no cURL command in it".to_owned()));
    }
    Ok(Box::new(
        entries
            .into_iter()
            .enumerate()
            .map(|(index, entry)| entry.map_err(|reason| ReadError::entry("command", index + 1, reason))),
    ))
}

/// Fields that curl makes itself.
const OWN_FIELDS: [&str; 5] = ["host", "content-length", "connection", "transfer-encoding", "expect"];

/// Writes one command, for a POSIX shell.
pub(crate) fn write(entry: &Entry, number: usize, note: Option<&str>) -> Vec<u8> {
    let mut text = String::from(if number == 0 { "" } else { "\n" });
    if let Some(note) = note {
        let _ = writeln!(text, "# {}", note.replace(['\n', '\r'], " "));
    }
    // An argument of a program cannot hold every byte.
    let as_text = std::str::from_utf8(&entry.body).ok().filter(|body| !body.contains('\0'));
    if as_text.is_none() {
        let _ = write!(text, "echo '{}' | base64 -d | ", BASE64_STANDARD.encode(&entry.body));
    }
    let url = entry.url.as_deref().unwrap_or(&entry.path_and_query);
    let _ = write!(text, "curl -X {} {}", quoted(&entry.method), quoted(url));
    for header in entry.headers.iter().filter(|header| !OWN_FIELDS.contains(&header.name.to_ascii_lowercase().as_str()))
    {
        let value = String::from_utf8_lossy(&header.value);
        let field = if value.is_empty() { format!("{};", header.name) } else { format!("{}: {value}", header.name) };
        let _ = write!(text, " \\\n  -H {}", quoted(&field));
    }
    if entry.headers.first("content-type").is_none() {
        text.push_str(" \\\n  -H 'Content-Type:'");
    }
    match as_text {
        Some("") => {}
        Some(body) => {
            let _ = write!(text, " \\\n  --data-raw {}", quoted(body));
        }
        None => text.push_str(" \\\n  --data-binary @-"),
    }
    text.push('\n');
    text.into_bytes()
}

fn quoted(text: &str) -> String {
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || "-_./:=@%+,".contains(sign);
    if !text.is_empty() && text.chars().all(is_plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}
