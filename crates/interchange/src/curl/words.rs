//! Words of a shell: quotes, escapes, lines that go on, comments. No variable is put in and nothing is run.

/// A command: its words, and whether its input comes from the one before.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Command {
    pub words: Vec<Vec<u8>>,
    pub is_piped: bool,
}

/// Cuts a text into commands.
pub(crate) fn commands(text: &[u8]) -> Result<Vec<Command>, String> {
    let mut commands = vec![Command::default()];
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        match rest {
            [b'\\', b'\r', b'\n', ..] => at += 3,
            [b'\\', b'\n', ..] => at += 2,
            [b' ' | b'\t' | b'\r', ..] => at += 1,
            [b'#', ..] => at += rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len()),
            [b'|', b'|', ..] | [b'\n' | b';' | b'&', ..] => {
                at += 1;
                commands.push(Command::default());
            }
            [b'|', ..] => {
                at += 1;
                commands.push(Command { is_piped: true, ..Command::default() });
            }
            _ => {
                let (word, end) = word(text, at)?;
                commands.last_mut().expect("one is there from the begin").words.push(word);
                at = end;
            }
        }
    }
    commands.retain(|command| !command.words.is_empty());
    Ok(commands)
}

fn word(text: &[u8], start: usize) -> Result<(Vec<u8>, usize), String> {
    let mut word = Vec::new();
    let mut at = start;
    while let Some(byte) = text.get(at) {
        match (byte, text.get(at + 1)) {
            (b' ' | b'\t' | b'\r' | b'\n' | b';' | b'&' | b'|', _) => break,
            (b'\\', Some(b'\n')) => at += 2,
            (b'\\', Some(b'\r')) if text.get(at + 2) == Some(&b'\n') => at += 3,
            (b'\\', Some(next)) => {
                word.push(*next);
                at += 2;
            }
            (b'\'', _) => at = single_quoted(text, at, &mut word)?,
            (b'"', _) => at = double_quoted(text, at, &mut word)?,
            (b'$', Some(b'\'')) => at = ansi_quoted(text, at + 1, &mut word)?,
            (byte, _) => {
                word.push(*byte);
                at += 1;
            }
        }
    }
    Ok((word, at))
}

fn unclosed(quote: char) -> String {
    format!("a {quote} is opened and never closed")
}

fn single_quoted(text: &[u8], start: usize, word: &mut Vec<u8>) -> Result<usize, String> {
    let inside = &text[start + 1..];
    let end = inside.iter().position(|byte| *byte == b'\'').ok_or_else(|| unclosed('\''))?;
    word.extend_from_slice(&inside[..end]);
    Ok(start + end + 2)
}

fn double_quoted(text: &[u8], start: usize, word: &mut Vec<u8>) -> Result<usize, String> {
    let mut at = start + 1;
    loop {
        match (text.get(at).ok_or_else(|| unclosed('"'))?, text.get(at + 1)) {
            (b'"', _) => return Ok(at + 1),
            (b'\\', Some(b'\n')) => at += 2,
            (b'\\', Some(next @ (b'"' | b'\\' | b'$' | b'`'))) => {
                word.push(*next);
                at += 2;
            }
            (byte, _) => {
                word.push(*byte);
                at += 1;
            }
        }
    }
}

/// `$'…'`, as browsers write what has line breaks or quotes in it.
fn ansi_quoted(text: &[u8], start: usize, word: &mut Vec<u8>) -> Result<usize, String> {
    let mut at = start + 1;
    loop {
        match (text.get(at).ok_or_else(|| unclosed('\''))?, text.get(at + 1)) {
            (b'\'', _) => return Ok(at + 1),
            (b'\\', Some(escape)) => {
                let digits = |from: usize, most: usize, base: u32| {
                    let signs = text[from..].iter().take(most).take_while(|sign| char::from(**sign).is_digit(base));
                    signs.count()
                };
                let value = |from: usize, count: usize, base: u32| {
                    let signs = std::str::from_utf8(&text[from..from + count]).unwrap_or_default();
                    u32::from_str_radix(signs, base).unwrap_or_default()
                };
                at += 2;
                match escape {
                    b'x' => {
                        let count = digits(at, 2, 16);
                        word.push(u8::try_from(value(at, count, 16)).unwrap_or_default());
                        at += count;
                    }
                    b'u' | b'U' => {
                        let count = digits(at, if *escape == b'u' { 4 } else { 8 }, 16);
                        let sign = char::from_u32(value(at, count, 16)).unwrap_or(char::REPLACEMENT_CHARACTER);
                        word.extend_from_slice(sign.encode_utf8(&mut [0; 4]).as_bytes());
                        at += count;
                    }
                    b'0'..=b'7' => {
                        let signs =
                            text[at - 1..].iter().take(3).take_while(|sign| matches!(sign, b'0'..=b'7')).count();
                        word.push((value(at - 1, signs, 8) & 0xff) as u8);
                        at += signs - 1;
                    }
                    b'n' => word.push(b'\n'),
                    b'r' => word.push(b'\r'),
                    b't' => word.push(b'\t'),
                    b'a' => word.push(7),
                    b'b' => word.push(8),
                    b'f' => word.push(12),
                    b'v' => word.push(11),
                    b'e' | b'E' => word.push(27),
                    other => word.push(*other),
                }
            }
            (byte, _) => {
                word.push(*byte);
                at += 1;
            }
        }
    }
}
