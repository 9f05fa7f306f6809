//! `tacklebox signature verify|sign`: checks and makes signatures on the command line, without a server.

mod arguments;
mod sign;
mod verify;

use std::io::{Read, Write};
use std::process::ExitCode;

use signatures::{Provider, ProviderRecord};

pub use arguments::{SignatureCommand, SignatureRequest};

/// What stops a command before it has an answer.
pub(crate) struct Refused {
    /// What is wrong.
    detail: String,
    /// What to do.
    hint: &'static str,
}

/// Exit code for arguments that cannot be used, as of every other command line.
const EXIT_USAGE: u8 = 2;

/// Runs the command and prints its answer.
///
/// `verify` exits with 0 when the signature is right and with 1 when it is not; `sign` exits with 0 when it signed. Both
/// exit with 2 when the arguments cannot be used. `unused_id` is signed where the request has no id of its own.
pub fn run(command: SignatureCommand, now_unix_s: i64, unused_id: &str) -> ExitCode {
    let (answered, is_json) = match command {
        SignatureCommand::Verify(request) => (verify::verify(&request, now_unix_s), request.json),
        SignatureCommand::Sign(request) => (sign::sign(&request, now_unix_s, unused_id), request.json),
    };
    match answered {
        Ok((text, code)) => {
            // A closed pipe is the reader's business.
            let _ = writeln!(std::io::stdout(), "{text}");
            code
        }
        Err(refused) if is_json => {
            let error = serde_json::json!({ "error": refused.detail, "hint": refused.hint });
            let _ = writeln!(std::io::stderr(), "{error}");
            ExitCode::from(EXIT_USAGE)
        }
        Err(refused) => {
            eprintln!("error: {}\n  hint: {}", refused.detail, refused.hint);
            ExitCode::from(EXIT_USAGE)
        }
    }
}

impl Refused {
    fn new(detail: impl Into<String>, hint: &'static str) -> Self {
        Self { detail: detail.into(), hint }
    }
}

/// The provider that was asked for.
fn provider(request: &SignatureRequest) -> Result<Provider, Refused> {
    if let Some(path) = &request.provider_file {
        let text = std::fs::read_to_string(path)
            .map_err(|error| Refused::new(format!("{}: {error}", path.display()), "Give a file that can be read."))?;
        return ProviderRecord::from_toml(&text).and_then(ProviderRecord::provider).map_err(|error| {
            Refused::new(format!("{}: {error}", path.display()), "Compare with the providers that ship.")
        });
    }
    let slug = request.provider.as_deref().unwrap_or_default();
    if slug == "hmac" {
        let settings = request.hmac_settings();
        settings.check().map_err(|error| {
            Refused::new(error.to_string(), "For example --hmac-header X-Signature-256 --hmac-prefix sha256=.")
        })?;
        let nobody = signatures::provider("none").map(|provider| provider.record.clone());
        let record = nobody.ok_or_else(|| Refused::new("there is no provider `none`", "Report this."))?;
        return Ok(Provider { scheme: signatures::Scheme::hmac(&settings), record });
    }
    signatures::provider(slug).map(|provider| provider.as_ref().clone()).ok_or_else(|| {
        let known: Vec<&str> = signatures::providers().iter().map(|provider| provider.record.slug.as_str()).collect();
        Refused::new(
            format!("there is no provider `{slug}`; there are hmac, {}", known.join(", ")),
            "Choose one of them, or describe your own with --provider-file.",
        )
    })
}

/// The exact bytes of the body: of a file, or of standard input.
fn body(request: &SignatureRequest) -> Result<Vec<u8>, Refused> {
    let mut body = Vec::new();
    match request.body.as_deref() {
        None => {}
        Some(path) if path.as_os_str() == "-" => {
            std::io::stdin()
                .read_to_end(&mut body)
                .map_err(|error| Refused::new(format!("standard input: {error}"), "Pipe the body in."))?;
        }
        Some(path) => {
            body = std::fs::read(path).map_err(|error| {
                Refused::new(format!("{}: {error}", path.display()), "Give a file that can be read.")
            })?;
        }
    }
    Ok(body)
}
