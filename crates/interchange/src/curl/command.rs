//! What a cURL command sends.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use domain::Headers;
use percent_encoding::{NON_ALPHANUMERIC, percent_encode};

use super::options::{Meaning, long, short};
use super::words::Command;
use crate::Entry;
use crate::entry::path_and_query;

/// The requests of the commands, in their order.
pub(super) fn requests(commands: &[Command]) -> Vec<Result<Entry, String>> {
    let mut requests = Vec::new();
    let mut input: Option<Vec<u8>> = None;
    for command in commands {
        let words = match command.words.as_slice() {
            [dollar, rest @ ..] if dollar == b"$" => rest,
            words => words,
        };
        match words {
            [name, options @ ..] if name == b"curl" || name == b"curl.exe" => {
                requests.push(request(options, input.take().filter(|_| command.is_piped)));
            }
            [name, text] if name == b"echo" => input = Some(text.clone()),
            [name, flag] if name == b"base64" && (flag == b"-d" || flag == b"--decode") && command.is_piped => {
                input = input.and_then(|text| BASE64_STANDARD.decode(text.trim_ascii()).ok());
            }
            [name, ..] => requests.push(Err(format!("`{}` is no cURL command", String::from_utf8_lossy(name)))),
            [] => {}
        }
    }
    requests
}

#[derive(Default)]
struct Sent {
    method: Option<String>,
    url: Option<String>,
    headers: Headers,
    removed: Vec<String>,
    data: Option<Vec<u8>>,
    is_json: bool,
    is_get: bool,
    is_head: bool,
}

fn request(options: &[Vec<u8>], input: Option<Vec<u8>>) -> Result<Entry, String> {
    let mut sent = Sent::default();
    let mut input = input;
    let mut words = options.iter();
    while let Some(word) = words.next() {
        if let Some(name) = word.strip_prefix(b"--") {
            let name = String::from_utf8_lossy(name);
            let meaning = long(&name).ok_or_else(|| format!("the option `--{name}` is not understood"))?;
            take(&mut sent, meaning, &name, || words.next().cloned(), &mut input)?;
        } else if let Some(letters) = word.strip_prefix(b"-").filter(|letters| !letters.is_empty()) {
            let mut rest = letters;
            while let Some((letter, after)) = rest.split_first() {
                let name = char::from(*letter).to_string();
                let meaning = short(*letter).ok_or_else(|| format!("the option `-{name}` is not understood"))?;
                rest = after;
                if matches!(meaning, Meaning::Value(_) | Meaning::Ignored) {
                    let own = Some(std::mem::take(&mut rest).to_vec()).filter(|own| !own.is_empty());
                    take(&mut sent, meaning, &name, || own.or_else(|| words.next().cloned()), &mut input)?;
                } else {
                    take(&mut sent, meaning, &name, || None, &mut input)?;
                }
            }
        } else if sent.url.is_none() {
            sent.url = Some(text(word));
        } else {
            return Err(format!("it has two addresses, `{}` is the second", text(word)));
        }
    }
    sent.entry()
}

fn text(word: &[u8]) -> String {
    String::from_utf8_lossy(word).into_owned()
}

fn take(
    sent: &mut Sent,
    meaning: Meaning,
    name: &str,
    value: impl FnOnce() -> Option<Vec<u8>>,
    input: &mut Option<Vec<u8>>,
) -> Result<(), String> {
    let option = match meaning {
        Meaning::Silent => return Ok(()),
        Meaning::Switch("get") => {
            sent.is_get = true;
            return Ok(());
        }
        Meaning::Switch(_) => {
            sent.is_head = true;
            return Ok(());
        }
        Meaning::Ignored => "",
        Meaning::Value(option) => option,
    };
    let value = value().ok_or_else(|| format!("the option `{name}` has no value"))?;
    match option {
        "request" => sent.method = Some(text(&value)),
        "url" => sent.url = Some(text(&value)),
        "header" => sent.header(&value)?,
        "user" => sent.headers.push("Authorization", format!("Basic {}", BASE64_STANDARD.encode(&value))),
        "bearer" => sent.headers.push("Authorization", format!("Bearer {}", text(&value))),
        "user-agent" => sent.headers.push("User-Agent", value),
        "referer" => sent.headers.push("Referer", value),
        "cookie" => sent.headers.push("Cookie", value),
        "data" | "data-binary" => sent.add(&read(value, input)?, b"&"),
        "data-raw" => sent.add(&value, b"&"),
        "data-urlencode" => sent.add(&encoded(&value)?, b"&"),
        "json" => {
            sent.is_json = true;
            sent.add(&read(value, input)?, b"");
        }
        "form" => return Err("forms in parts (-F) are not read: send the body with --data-binary".to_owned()),
        "upload" => return Err("it sends a file, which is not in it".to_owned()),
        _ => {}
    }
    Ok(())
}

/// What `@` names is a file of another computer; only the input can be there.
fn read(value: Vec<u8>, input: &mut Option<Vec<u8>>) -> Result<Vec<u8>, String> {
    match value.strip_prefix(b"@") {
        None => Ok(value),
        Some(b"-") => input.take().ok_or_else(|| "its body comes from an input that is not in it".to_owned()),
        Some(file) => Err(format!("its body is in the file `{}`: put the content in its place", text(file))),
    }
}

/// `name=content` or `content`, of which the content is encoded.
fn encoded(value: &[u8]) -> Result<Vec<u8>, String> {
    let equals = value.iter().position(|byte| *byte == b'=');
    if equals.is_none() && value.contains(&b'@') {
        return Err("it reads a file, which is not in it".to_owned());
    }
    let (name, content) = equals.map_or((&[][..], value), |at| (&value[..at], &value[at + 1..]));
    let content = percent_encode(content, NON_ALPHANUMERIC).to_string();
    let name = String::from_utf8_lossy(name);
    Ok(if name.is_empty() { content } else { format!("{name}={content}") }.into_bytes())
}

impl Sent {
    fn header(&mut self, field: &[u8]) -> Result<(), String> {
        if field.first() == Some(&b'@') {
            return Err("its header fields are in a file, which is not in it".to_owned());
        }
        if let Some(colon) = field.iter().position(|byte| *byte == b':') {
            let (name, value) = (text(field[..colon].trim_ascii()), field[colon + 1..].trim_ascii());
            if value.is_empty() { self.removed.push(name) } else { self.headers.push(name, value) }
        } else if let Some(name) = field.strip_suffix(b";") {
            self.headers.push(text(name), Vec::new());
        } else {
            return Err(format!("`{}` is no header field", text(field)));
        }
        Ok(())
    }

    fn add(&mut self, data: &[u8], between: &[u8]) {
        match &mut self.data {
            Some(all) => {
                all.extend_from_slice(between);
                all.extend_from_slice(data);
            }
            None => self.data = Some(data.to_vec()),
        }
    }

    fn entry(mut self) -> Result<Entry, String> {
        let mut url = self.url.take().ok_or("it has no address")?;
        let mut data = self.data.take();
        if self.is_get
            && let Some(query) = data.take()
        {
            url = format!("{url}{}{}", if url.contains('?') { '&' } else { '?' }, text(&query));
        }
        let is_given = |sent: &Self, name: &str| {
            sent.headers.first(name).is_some() || sent.removed.iter().any(|removed| removed.eq_ignore_ascii_case(name))
        };
        if data.is_some() && !is_given(&self, "content-type") {
            let media_type = if self.is_json { "application/json" } else { "application/x-www-form-urlencoded" };
            self.headers.push("Content-Type", media_type);
        }
        if self.is_json && !is_given(&self, "accept") {
            self.headers.push("Accept", "application/json");
        }
        let fitting = match &data {
            _ if self.is_head => "HEAD",
            Some(_) => "POST",
            None => "GET",
        };
        let url = if url.contains("://") { url } else { format!("http://{url}") };
        Ok(Entry {
            method: self.method.unwrap_or_else(|| fitting.to_owned()),
            path_and_query: path_and_query(&url),
            url: Some(url),
            http_version: "HTTP/1.1".to_owned(),
            headers: self.headers,
            body: data.unwrap_or_default(),
            ..Entry::default()
        })
    }
}
