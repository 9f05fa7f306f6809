//! The map in ARCHITECTURE.md names every crate, and every edge between crates stands in it.

use std::collections::{BTreeMap, BTreeSet};

use crate::tree::root;

/// Crates and what each may use, as a table says.
type Map = BTreeMap<String, BTreeSet<String>>;

/// Reads the table between `<!-- crate map -->` and the empty line behind it: crate, sentence, may use.
fn map_in_document() -> Map {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let (_, table) = text.split_once("<!-- crate map -->\n").expect("ARCHITECTURE.md holds the crate map");
    let rows = table.lines().take_while(|line| line.starts_with('|')).skip(2);
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let names = cells[2].split(',').map(|name| name.trim().trim_matches('`').to_owned());
        let uses = names.filter(|name| name != "–").collect();
        (cells[0].trim_matches('`').to_owned(), uses)
    })
    .collect()
}

/// Reads the manifests: each member and the members it depends on, outside of its tests.
fn map_in_manifests() -> Map {
    let mut map = Map::new();
    let mut folders = vec!["src-tauri".to_owned(), "tests".to_owned(), "xtask".to_owned()];
    for entry in std::fs::read_dir(root().join("crates")).expect("crates") {
        folders.push(format!("crates/{}", entry.expect("an entry").file_name().to_string_lossy()));
    }
    let names: BTreeSet<String> = folders.iter().map(|folder| name_of(folder)).collect();
    for folder in folders {
        let manifest = std::fs::read_to_string(root().join(&folder).join("Cargo.toml")).expect("a manifest");
        let manifest: toml::Table = manifest.parse().expect("a manifest in TOML");
        let dependencies = manifest.get("dependencies").and_then(toml::Value::as_table).cloned().unwrap_or_default();
        let uses = dependencies.keys().filter(|name| names.contains(*name)).cloned().collect();
        map.insert(name_of(&folder), uses);
    }
    map
}

fn name_of(folder: &str) -> String {
    folder.rsplit('/').next().unwrap_or(folder).to_owned()
}

#[test]
fn every_crate_stands_in_the_map_and_the_reverse() {
    let (document, manifests) = (map_in_document(), map_in_manifests());
    assert_eq!(document.keys().collect::<Vec<_>>(), manifests.keys().collect::<Vec<_>>());
}

#[test]
fn every_edge_between_crates_stands_in_the_map() {
    let (document, manifests) = (map_in_document(), map_in_manifests());
    for (name, uses) in manifests {
        let allowed = &document[&name];
        let surplus: Vec<_> = uses.difference(allowed).collect();
        assert!(surplus.is_empty(), "`{name}` uses {surplus:?}, which the map does not allow");
        let unused: Vec<_> = allowed.difference(&uses).collect();
        assert!(unused.is_empty(), "the map lets `{name}` use {unused:?}, but it does not");
    }
}

#[test]
fn only_the_server_and_what_measures_it_name_a_database() {
    for (name, uses) in map_in_manifests() {
        assert!(
            ["server", "bench"].contains(&name.as_str()) || !uses.iter().any(|used| used.starts_with("store-")),
            "`{name}` names a database"
        );
    }
}
