//! XML and HTML with one element a line. Only white space between tags is moved; an element that holds text alone stays in
//! one line.

/// The same markup, indented.
pub(crate) fn laid_out(markup: &[u8]) -> Vec<u8> {
    let tokens: Vec<Token> = Tokens { rest: markup }.collect();
    let mut out = Vec::with_capacity(markup.len() + markup.len() / 4);
    let mut depth = 0_usize;
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        match token {
            Token::Open(tag) => {
                line(&mut out, depth, tag);
                // An element that holds nothing, or text alone.
                match (tokens.get(index + 1), tokens.get(index + 2)) {
                    (Some(Token::Close(close)), _) => {
                        out.extend_from_slice(close);
                        index += 1;
                    }
                    (Some(Token::Text(text)), Some(Token::Close(close))) => {
                        out.extend_from_slice(text);
                        out.extend_from_slice(close);
                        index += 2;
                    }
                    _ => depth += 1,
                }
            }
            Token::Close(tag) => {
                depth = depth.saturating_sub(1);
                line(&mut out, depth, tag);
            }
            Token::Single(text) | Token::Text(text) => line(&mut out, depth, text.trim_ascii()),
        }
        index += 1;
    }
    out
}

/// Deeper levels get no further indent.
const LEVELS_MAX: usize = 64;

fn line(out: &mut Vec<u8>, depth: usize, text: &[u8]) {
    if !out.is_empty() {
        out.push(b'\n');
    }
    out.resize(out.len() + 2 * depth.min(LEVELS_MAX), b' ');
    out.extend_from_slice(text);
}

enum Token<'a> {
    Open(&'a [u8]),
    Close(&'a [u8]),
    /// `<br/>`, a comment, a declaration, an HTML element that has no end.
    Single(&'a [u8]),
    Text(&'a [u8]),
}

struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = self.rest;
            if rest.is_empty() {
                return None;
            }
            let end = match rest {
                [b'<', ..] => markup_end(rest),
                _ => rest.iter().position(|byte| *byte == b'<').unwrap_or(rest.len()),
            };
            let (token, after) = rest.split_at(end);
            self.rest = after;
            if token.trim_ascii().is_empty() {
                continue;
            }
            return Some(match token {
                [b'<', b'/', ..] => Token::Close(token),
                [b'<', b'!' | b'?', ..] => Token::Single(token),
                [b'<', ..] if token.ends_with(b"/>") || is_void(token) => Token::Single(token),
                [b'<', ..] => Token::Open(token),
                _ => Token::Text(token),
            });
        }
    }
}

/// The index behind the tag, comment or section at the begin.
fn markup_end(text: &[u8]) -> usize {
    let behind =
        |end: &[u8]| text.windows(end.len()).position(|window| window == end).map_or(text.len(), |at| at + end.len());
    if text.starts_with(b"<!--") {
        return behind(b"-->");
    }
    if text.starts_with(b"<![CDATA[") {
        return behind(b"]]>");
    }
    let mut quote = None;
    for (index, byte) in text.iter().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            (None, b'>') => return index + 1,
            _ => {}
        }
    }
    text.len()
}

fn is_void(tag: &[u8]) -> bool {
    const VOID: [&str; 8] = ["br", "hr", "img", "input", "meta", "link", "area", "col"];
    let name: String = tag[1..]
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    VOID.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_stand_below_each_other_and_text_stays_as_it_is() {
        let markup = r#"<?xml version="1.0"?><order id="a>b"><line sku="x"/><note> two  words </note><!-- <x> --><e></e><m>a<b>c</b></m></order>"#;
        let expected = r#"<?xml version="1.0"?>
<order id="a>b">
  <line sku="x"/>
  <note> two  words </note>
  <!-- <x> -->
  <e></e>
  <m>
    a
    <b>c</b>
  </m>
</order>"#;
        assert_eq!(String::from_utf8(laid_out(markup.as_bytes())).unwrap(), expected);
    }

    #[test]
    fn broken_markup_loses_nothing_but_space() {
        for broken in ["<a><b", "</x></y><z>", "<a b='", "<!-- no end", "<![CDATA[ x", "<p>one<br>two</p>"] {
            let kept =
                |bytes: &[u8]| bytes.iter().filter(|byte| !byte.is_ascii_whitespace()).copied().collect::<Vec<_>>();
            assert_eq!(kept(&laid_out(broken.as_bytes())), kept(broken.as_bytes()), "{broken}");
        }
    }
}
