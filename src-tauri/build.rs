//! Embeds the interface and the permissions, and keeps the bundled SQLite to ourselves.

/// The commands of `src/commands.rs`. Naming them here means that a page needs a permission for each.
const COMMANDS: &[&str] = &["api", "changes", "desktop_state", "choose_close", "save", "stop_saving"];

fn main() {
    if std::env::var_os("CARGO_CFG_UNIX").is_some()
        && std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "linux")
    {
        // WebKit loads the system's SQLite. Without this the linker exports ours, and WebKit's calls
        // would land in another version than the one it was built for.
        println!("cargo:rustc-link-arg-bins=-Wl,--exclude-libs,ALL");
    }
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    let attributes = tauri_build::Attributes::new().app_manifest(manifest);
    tauri_build::try_build(attributes).expect("the configuration beside this file is valid");
}
