//! What the operating system must bring, and how it gets there.
//!
//! Presence is judged by what a package provides (a program, a library), never by a package
//! database, so the same list serves every Linux. Debian and Ubuntu get the missing packages
//! installed when we are root or have sudo; elsewhere the list is printed with the reasons.
//! macOS and Windows bring a webview themselves and need nothing from here.

use anyhow::{Result, bail};

use crate::program::{Program, is_installed};

/// Why a package is needed; later purposes include the earlier ones.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// To compile the workspace and open the desktop app.
    Run,
    /// To run every test: a real window without a screen, its tray and its notifications.
    Test,
}

/// How one sees that a package is there.
enum Evidence {
    /// One of these programs.
    Program(&'static [&'static str]),
    /// A file at this place.
    File(&'static str),
    /// A module of pkg-config, that is: a library with its headers.
    Headers(&'static str),
    /// A module of the system's Python.
    PythonModule(&'static str),
}

struct SystemPackage {
    /// The name in Debian and Ubuntu.
    debian: &'static str,
    needed_for: Purpose,
    why: &'static str,
    evidence: Evidence,
}

const SYSTEM_PACKAGES: &[SystemPackage] = &[
    SystemPackage {
        debian: "gcc",
        needed_for: Purpose::Run,
        why: "compiles SQLite and links programs",
        evidence: Evidence::Program(&["cc", "gcc", "clang"]),
    },
    SystemPackage {
        debian: "libc6-dev",
        needed_for: Purpose::Run,
        why: "the C library's headers, for the same",
        evidence: Evidence::File("/usr/include/features.h"),
    },
    SystemPackage {
        debian: "pkg-config",
        needed_for: Purpose::Run,
        why: "finds the libraries to link with",
        evidence: Evidence::Program(&["pkg-config"]),
    },
    SystemPackage {
        debian: "libwebkit2gtk-4.1-dev",
        needed_for: Purpose::Run,
        why: "the webview that draws the desktop window",
        evidence: Evidence::Headers("webkit2gtk-4.1"),
    },
    SystemPackage {
        debian: "chromium",
        needed_for: Purpose::Test,
        why: "the browser the interface is tested in",
        evidence: Evidence::Program(&["chromium", "chromium-browser", "google-chrome"]),
    },
    SystemPackage {
        debian: "xvfb",
        needed_for: Purpose::Test,
        why: "a screen in memory for the window tests",
        evidence: Evidence::Program(&["Xvfb"]),
    },
    SystemPackage {
        debian: "webkit2gtk-driver",
        needed_for: Purpose::Test,
        why: "clicks in the desktop window",
        evidence: Evidence::Program(&["WebKitWebDriver"]),
    },
    SystemPackage {
        debian: "dbus",
        needed_for: Purpose::Test,
        why: "a session bus for tray and notifications",
        evidence: Evidence::Program(&["dbus-run-session"]),
    },
    SystemPackage {
        debian: "python3-dbus",
        needed_for: Purpose::Test,
        why: "the tray host and notification daemon of the window tests",
        evidence: Evidence::PythonModule("dbus"),
    },
    SystemPackage {
        debian: "python3-venv",
        needed_for: Purpose::Test,
        why: "a place for the small model of the tests",
        evidence: Evidence::PythonModule("ensurepip"),
    },
    SystemPackage {
        debian: "python3-gi",
        needed_for: Purpose::Test,
        why: "the event loop of the same",
        evidence: Evidence::PythonModule("gi"),
    },
    SystemPackage {
        debian: "python3-xlib",
        needed_for: Purpose::Test,
        why: "presses the close button of a window",
        evidence: Evidence::PythonModule("Xlib"),
    },
];

/// Makes sure everything needed for `purpose` is there, installing it where we can.
pub fn ensure(purpose: Purpose) -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let missing = missing(purpose);
    if missing.is_empty() {
        return Ok(());
    }
    eprintln!("   missing:\n{}", described(&missing));
    match apt_get() {
        Some(apt_get) => install(&missing, apt_get),
        None => bail!(
            "these system packages are missing, and xtask can install them only on Debian or \
             Ubuntu, as root or through sudo.\n{}\n\
             The names are Debian's; install what your system calls them, then start again.",
            described(&missing)
        ),
    }
}

fn missing(purpose: Purpose) -> Vec<&'static SystemPackage> {
    SYSTEM_PACKAGES
        .iter()
        .filter(|package| package.needed_for <= purpose)
        .filter(|package| !package.evidence.is_seen())
        .collect()
}

impl Evidence {
    fn is_seen(&self) -> bool {
        match self {
            Self::Program(names) => names.iter().any(|name| is_installed(name)),
            Self::File(path) => std::path::Path::new(path).exists(),
            Self::Headers(module) => Program::new("pkg-config").args(["--exists", module]).succeeds(),
            // Debian's modules belong to Debian's Python, which need not be the first on PATH.
            Self::PythonModule(name) => {
                Program::new("/usr/bin/python3").args(["-c", &format!("import {name}")]).succeeds()
            }
        }
    }
}

fn described(packages: &[&SystemPackage]) -> String {
    packages.iter().map(|package| format!("     {:24} {}", package.debian, package.why)).collect::<Vec<_>>().join("\n")
}

/// How to call `apt-get` with the right to install, or `None` where that is not possible.
fn apt_get() -> Option<Vec<&'static str>> {
    if !is_installed("apt-get") {
        return None;
    }
    let call = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
    let is_root = Program::new("id").arg("-u").output().is_ok_and(|id| id.trim_ascii() == b"0");
    if is_root {
        return Some(call.to_vec());
    }
    is_installed("sudo").then(|| [&["sudo"][..], &call].concat())
}

fn install(packages: &[&SystemPackage], apt_get: Vec<&str>) -> Result<()> {
    let call = || Program::new(apt_get[0]).args(&apt_get[1..]);
    call().args(["update", "-qq"]).run()?;
    call()
        .args(["install", "-y", "-qq", "--no-install-recommends"])
        .args(packages.iter().map(|package| package.debian))
        .run()
}
