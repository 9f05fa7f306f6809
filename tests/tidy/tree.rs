//! What lies in the repository.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the root of the repository")
}

/// The files that git knows, and those it would add, with paths from the root.
pub fn files() -> Vec<String> {
    let arguments = ["ls-files", "--cached", "--others", "--exclude-standard"];
    let output = Command::new("git").args(arguments).current_dir(root()).output().expect("git runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let listed = String::from_utf8(output.stdout).expect("paths are UTF-8");
    let mut files: Vec<String> = listed.lines().map(str::to_owned).filter(|file| root().join(file).exists()).collect();
    files.sort();
    files.dedup();
    files
}

/// What may stand at the top, beside files that begin with a dot. ARCHITECTURE.md lists the same.
const TOP: [&str; 16] = [
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "crates",
    "docs",
    "icons",
    "rustfmt.toml",
    "src-tauri",
    "tests",
    "ui",
    "xtask",
    "deny.toml",
];

#[test]
fn nothing_else_stands_at_the_top() {
    for file in files() {
        let top = file.split('/').next().unwrap_or_default();
        assert!(top.starts_with('.') || TOP.contains(&top), "`{top}` stands at the top");
    }
}

#[test]
fn a_file_is_named_for_its_idea() {
    const NAMELESS: [&str; 8] = ["utils", "util", "helpers", "helper", "common", "misc", "types", "models"];
    for file in files() {
        for part in file.split('/') {
            let name = part.split('.').next().unwrap_or_default();
            assert!(!NAMELESS.contains(&name) && part != "mod.rs", "{file}");
        }
    }
}

#[test]
fn only_one_file_knows_the_desktop() {
    let outside = files().into_iter().filter(|file| file.starts_with("ui/src/") && file != "ui/src/platform/tauri.ts");
    for file in outside.filter(|file| file.ends_with(".ts") || file.ends_with(".tsx")) {
        let text = std::fs::read_to_string(root().join(&file)).expect("a file that git knows");
        assert!(!text.contains("@tauri-apps/"), "{file} imports the desktop");
    }
}

#[test]
fn what_a_sender_wrote_is_never_read_as_markup() {
    for file in files()
        .into_iter()
        .filter(|file| file.starts_with("ui/src/") && (file.ends_with(".ts") || file.ends_with(".tsx")))
    {
        let text = std::fs::read_to_string(root().join(&file)).expect("a file that git knows");
        for forbidden in ["dangerouslySetInnerHTML", ".innerHTML", "insertAdjacentHTML", "document.write"] {
            assert!(!text.contains(forbidden), "{file} uses {forbidden}");
        }
    }
}
