//! One word, one meaning: words that ARCHITECTURE.md rules out do not name things in the code.

use crate::tree::{files, root};

/// Parts of names that stand for something the vocabulary has a better word for.
const RULED_OUT: [&str; 8] = ["job", "hook", "endpoint", "manager", "helper", "util", "utils", "misc"];
/// Names of others that hold such a word.
const OF_OTHERS: [&str; 2] = ["panic_hook", "set_hook"];

#[test]
fn names_in_rust_keep_to_the_vocabulary() {
    let mut faults = Vec::new();
    for file in files().into_iter().filter(|file| file.ends_with(".rs") && !file.starts_with("tests/tidy/")) {
        let text = std::fs::read_to_string(root().join(&file)).expect("a file that git knows");
        for (index, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            for name in names_declared(code) {
                let parts = parts_of(name);
                if parts.iter().any(|part| RULED_OUT.contains(&part.as_str())) && !OF_OTHERS.contains(&name) {
                    faults.push(format!("{file}:{}: {name}", index + 1));
                }
            }
        }
    }
    assert!(faults.is_empty(), "names that the vocabulary rules out:\n{}", faults.join("\n"));
}

/// The names that a line of Rust declares.
fn names_declared(line: &str) -> Vec<&str> {
    const DECLARES: [&str; 10] =
        ["fn ", "struct ", "enum ", "trait ", "mod ", "let mut ", "let ", "const ", "static ", "type "];
    DECLARES
        .iter()
        .flat_map(|word| line.match_indices(word).map(|(at, word)| &line[at + word.len()..]))
        .map(|rest| {
            rest.split(|character: char| !character.is_alphanumeric() && character != '_').next().unwrap_or_default()
        })
        .filter(|name| !name.is_empty())
        .collect()
}

/// `httpJobQueue` and `HTTP_JOB` in parts.
fn parts_of(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut was_lower = false;
    for character in name.chars() {
        if character == '_' || (character.is_uppercase() && was_lower) {
            parts.push(String::new());
        }
        was_lower = character.is_lowercase();
        if character != '_' {
            parts.last_mut().expect("there is always a part").extend(character.to_lowercase());
        }
    }
    parts
}

#[test]
fn the_product_speaks_of_itself_alone() {
    // Written in parts, so that this file may stand in the repository too.
    let forbidden =
        [["/wo", "rk/"].concat(), ["../sha", "red"].concat(), ["TO", "DO"].concat(), ["FIX", "ME"].concat()];
    let texts = [".rs", ".ts", ".tsx", ".css", ".md", ".sql", ".toml", ".mjs", ".py", ".html"];
    for file in files().into_iter().filter(|file| texts.iter().any(|ending| file.ends_with(ending))) {
        let text = std::fs::read_to_string(root().join(&file)).unwrap_or_default();
        for word in &forbidden {
            assert!(!text.contains(word.as_str()), "{file} holds `{word}`");
        }
    }
}
