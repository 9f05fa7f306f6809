//! Forms, one field a line. A field that holds JSON, as Slack sends it, is laid out below its name.

use bytes::Bytes;

use crate::json::scan;
use crate::layout::Layout;

/// The fields of a form, readable.
pub(crate) fn laid_out(form: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(form.len() + form.len() / 4);
    for (name, value) in form_urlencoded::parse(form.trim_ascii_end()) {
        out.extend_from_slice(name.as_bytes());
        let is_nested = value.trim_start().starts_with(['{', '[']);
        match scan(value.as_bytes()).filter(|_| is_nested) {
            Some(scanned) => {
                out.extend_from_slice(b" =\n");
                let text = Bytes::from(value.into_owned());
                let layout = Layout { text, marks: scanned.lines, is_json: true };
                layout.walk(0, |_, line| {
                    out.extend_from_slice(b"  ");
                    line.copy(0..line.len(), &mut out);
                    out.push(b'\n');
                    true
                });
            }
            None => {
                out.extend_from_slice(b" = ");
                out.extend_from_slice(value.as_bytes());
                out.push(b'\n');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_and_json_in_them_is_laid_out() {
        let laid_out = |form: &str| String::from_utf8(laid_out(form.as_bytes())).unwrap();
        assert_eq!(laid_out("From=%2B49&Body=a+b&Empty="), "From = +49\nBody = a b\nEmpty = \n");
        assert_eq!(laid_out("payload=%7B%22a%22%3A1.0%7D"), "payload =\n  {\n    \"a\": 1.0\n  }\n");
    }
}
