//! Indents JSON without reading it into values, so that every token stays as it was sent.

const INDENT: &[u8] = b"  ";
/// Deeper levels get no further indent, so that a hostile nesting cannot make the text quadratic.
const INDENT_LEVELS_MAX: usize = 64;

/// The same JSON with one value a line. The text must be valid JSON.
pub fn indented(json: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(json.len() + json.len() / 4);
    let mut depth = 0_usize;
    let mut index = 0;
    while let Some(byte) = json.get(index) {
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' => {}
            b'"' => {
                let end = string_end(json, index);
                out.extend_from_slice(&json[index..end]);
                index = end;
                continue;
            }
            b'{' | b'[' => {
                out.push(*byte);
                let close = next_token(json, index + 1);
                if matches!(json.get(close), Some(b'}' | b']')) {
                    out.push(json[close]);
                    index = close + 1;
                    continue;
                }
                depth += 1;
                break_line(&mut out, depth);
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                break_line(&mut out, depth);
                out.push(*byte);
            }
            b',' => {
                out.push(b',');
                break_line(&mut out, depth);
            }
            b':' => out.extend_from_slice(b": "),
            other => out.push(*other),
        }
        index += 1;
    }
    out
}

fn break_line(out: &mut Vec<u8>, depth: usize) {
    out.push(b'\n');
    for _ in 0..depth.min(INDENT_LEVELS_MAX) {
        out.extend_from_slice(INDENT);
    }
}

/// The index behind the closing quote of the string that begins at `start`.
fn string_end(json: &[u8], start: usize) -> usize {
    let mut index = start + 1;
    while let Some(byte) = json.get(index) {
        match byte {
            b'\\' => index += 2,
            b'"' => return index + 1,
            _ => index += 1,
        }
    }
    json.len()
}

fn next_token(json: &[u8], start: usize) -> usize {
    let white = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
    start + json[start..].iter().take_while(white).count()
}
