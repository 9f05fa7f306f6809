//! Writes a comparison as a JSON Patch (RFC 6902).

use crate::comparison::{Change, ChangeKind, Comparison};

impl Comparison<'_> {
    /// The operations that turn the left document into the right one, as JSON text; values are written as the right
    /// document writes them. Ignored differences stay as they are on the left.
    ///
    /// `None` when not every change is listed: half a patch would be worse than none. `None` too when elements of
    /// arrays are matched across places, since each operation would change the places of the next; a comparison
    /// [by index](crate::Arrays::ByIndex) of the same documents has a patch.
    pub fn to_json_patch(&self) -> Option<String> {
        if !self.is_complete() || self.has_shifted_elements {
            return None;
        }
        let is_removal = |change: &&Change| change.kind == ChangeKind::Removed;
        let kept = self.changes.iter().filter(|change| !is_removal(change));
        // From the back, so that removing an element does not move those that are removed after it.
        let removed = self.changes.iter().filter(is_removal).rev();
        let operations: Vec<String> = kept.chain(removed).map(operation).collect();
        Some(format!("[{}]", operations.join(",")))
    }
}

fn operation(change: &Change) -> String {
    let word = match change.kind {
        ChangeKind::Added => "add",
        ChangeKind::Removed => "remove",
        ChangeKind::TypeChanged | ChangeKind::ValueChanged | ChangeKind::Moved => "replace",
    };
    let path = quoted(&change.path);
    match change.right {
        Some(value) => format!(r#"{{"op":"{word}","path":{path},"value":{value}}}"#),
        None => format!(r#"{{"op":"{word}","path":{path}}}"#),
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\0'..='\u{1f}' => quoted.push_str(&format!("\\u{:04x}", u32::from(character))),
            character => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}
