//! Where a value stands in a document.

use crate::compare::Side;

/// One step from an object or array to a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step<'a> {
    Key(&'a str),
    Index(usize),
    /// An element that stands at different places on the two sides.
    Indexes {
        left: usize,
        right: usize,
    },
}

/// The JSON Pointer (RFC 6901) of a path in the document of that side; the root is the empty text.
pub(crate) fn pointer(steps: &[Step], side: Side) -> String {
    let mut pointer = String::new();
    for step in steps {
        pointer.push('/');
        match step {
            Step::Index(index) => pointer.push_str(&index.to_string()),
            Step::Indexes { left, right } => {
                let index = if side == Side::Left { left } else { right };
                pointer.push_str(&index.to_string());
            }
            Step::Key(key) => {
                for character in key.chars() {
                    match character {
                        '~' => pointer.push_str("~0"),
                        '/' => pointer.push_str("~1"),
                        character => pointer.push(character),
                    }
                }
            }
        }
    }
    pointer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_are_written_as_in_the_rfc() {
        let pointer = |steps: &[Step]| super::pointer(steps, Side::Left);
        let key = |key| pointer(&[Step::Key(key)]);
        assert_eq!(pointer(&[]), "");
        assert_eq!(pointer(&[Step::Key("foo"), Step::Index(0)]), "/foo/0");
        let element = [Step::Key("foo"), Step::Indexes { left: 3, right: 4 }];
        assert_eq!((pointer(&element), super::pointer(&element, Side::Right)), ("/foo/3".into(), "/foo/4".into()));
        assert_eq!(key(""), "/");
        assert_eq!(key("a/b"), "/a~1b");
        assert_eq!(key("m~n"), "/m~0n");
        assert_eq!(key(" "), "/ ");
    }
}
