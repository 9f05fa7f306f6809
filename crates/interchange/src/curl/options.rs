//! The options of curl that say nothing about a request, so that those that do are told from them.

/// Long options without a value that change nothing about a request.
const SILENT: [&str; 24] = [
    "silent",
    "show-error",
    "insecure",
    "location",
    "verbose",
    "include",
    "fail",
    "fail-with-body",
    "globoff",
    "compressed",
    "http1.0",
    "http1.1",
    "http2",
    "http3",
    "no-buffer",
    "no-keepalive",
    "progress-bar",
    "raw",
    "remote-name",
    "path-as-is",
    "ipv4",
    "ipv6",
    "no-progress-meter",
    "tlsv1.2",
];
/// Short ones.
const SILENT_SHORT: &[u8] = b"sSkLvifgNO#46012";
/// Long options whose value changes nothing about a request.
const IGNORED: [&str; 18] = [
    "output",
    "max-time",
    "connect-timeout",
    "retry",
    "retry-delay",
    "proxy",
    "cacert",
    "cert",
    "key",
    "write-out",
    "resolve",
    "interface",
    "limit-rate",
    "max-redirs",
    "dump-header",
    "cookie-jar",
    "config",
    "noproxy",
];

/// What an option does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// It needs no value and changes nothing.
    Silent,
    /// Its value changes nothing.
    Ignored,
    /// It has a value that counts.
    Value(&'static str),
    /// It needs no value, and counts.
    Switch(&'static str),
}

/// What a long option means.
pub(super) fn long(name: &str) -> Option<Meaning> {
    Some(match name {
        "request" => Meaning::Value("request"),
        "header" => Meaning::Value("header"),
        "data" | "data-ascii" => Meaning::Value("data"),
        "data-raw" => Meaning::Value("data-raw"),
        "data-binary" => Meaning::Value("data-binary"),
        "data-urlencode" => Meaning::Value("data-urlencode"),
        "json" => Meaning::Value("json"),
        "user" => Meaning::Value("user"),
        "oauth2-bearer" => Meaning::Value("bearer"),
        "user-agent" => Meaning::Value("user-agent"),
        "referer" => Meaning::Value("referer"),
        "cookie" => Meaning::Value("cookie"),
        "url" => Meaning::Value("url"),
        "form" | "form-string" => Meaning::Value("form"),
        "upload-file" => Meaning::Value("upload"),
        "get" => Meaning::Switch("get"),
        "head" => Meaning::Switch("head"),
        name if SILENT.contains(&name) => Meaning::Silent,
        name if IGNORED.contains(&name) => Meaning::Ignored,
        _ => return None,
    })
}

/// What a short option means.
pub(super) fn short(letter: u8) -> Option<Meaning> {
    match letter {
        b'X' => long("request"),
        b'H' => long("header"),
        b'd' => long("data"),
        b'u' => long("user"),
        b'A' => long("user-agent"),
        b'e' => long("referer"),
        b'b' => long("cookie"),
        b'F' => long("form"),
        b'T' => long("upload-file"),
        b'G' => long("get"),
        b'I' => long("head"),
        b'o' | b'm' | b'x' | b'E' | b'w' | b'D' | b'c' | b'K' => Some(Meaning::Ignored),
        letter if SILENT_SHORT.contains(&letter) => Some(Meaning::Silent),
        _ => None,
    }
}
