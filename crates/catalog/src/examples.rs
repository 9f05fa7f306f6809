//! Payloads that providers publish, as they stand in this crate's `examples/`, with their licences beside them.

use std::sync::OnceLock;

/// GitHub: npm `@octokit/webhooks-examples`. See `examples/README.md`.
const GITHUB: &[u8] = include_bytes!("../examples/github.jsonl.zst");
/// Stripe: `stripe/openapi`. See `examples/README.md`.
const STRIPE: &[u8] = include_bytes!("../examples/stripe.jsonl.zst");

/// A payload that a provider publishes.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
pub struct Example {
    /// The slug of the provider: `github`.
    pub provider: String,
    /// The kind of event, as that provider's sources name it: `pull_request.opened`.
    pub event_type: String,
    /// Counts the examples of one kind, from 1.
    pub number: u32,
}

/// Whose they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attribution {
    /// The slug of the provider.
    pub provider: &'static str,
    /// One line: from where, whose, under which licence.
    pub line: &'static str,
    /// The licence in full.
    pub licence: &'static str,
}

/// Whose they are, by provider.
pub const ATTRIBUTIONS: [Attribution; 2] = [
    Attribution {
        provider: "github",
        line: "From octokit/webhooks (npm @octokit/webhooks-examples), MIT licence, © Octokit contributors",
        licence: include_str!("../examples/LICENSE-octokit"),
    },
    Attribution {
        provider: "stripe",
        line: "Objects from stripe/openapi, MIT licence, © Stripe, Inc.",
        licence: include_str!("../examples/LICENSE-stripe"),
    },
];

#[derive(serde::Deserialize)]
struct Line {
    provider: String,
    event_type: String,
    number: u32,
    payload: Box<serde_json::value::RawValue>,
}

/// All of them, by provider and kind.
pub fn list() -> &'static [Example] {
    static EXAMPLES: OnceLock<Vec<Example>> = OnceLock::new();
    EXAMPLES.get_or_init(|| {
        let mut all: Vec<Example> = [GITHUB, STRIPE].into_iter().flat_map(read).map(|(example, _)| example).collect();
        all.sort_by(|left, right| {
            (&left.provider, &left.event_type, left.number).cmp(&(&right.provider, &right.event_type, right.number))
        });
        all
    })
}

/// The payload of one, as text. The bundle is unpacked for it and let go of again: a program that runs for days does
/// not keep megabytes for something that is looked at now and then.
pub fn payload(wanted: &Example) -> Option<String> {
    let bundle = match wanted.provider.as_str() {
        "github" => GITHUB,
        "stripe" => STRIPE,
        _ => return None,
    };
    read(bundle).into_iter().find(|(example, _)| example == wanted).map(|(_, payload)| payload)
}

fn read(bundle: &[u8]) -> Vec<(Example, String)> {
    let text = zstd::decode_all(bundle).expect("the bundle in this crate is whole, a test reads it");
    let lines = text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let line: Line = serde_json::from_slice(line).expect("the bundle in this crate is JSON, a test reads it");
            let Line { provider, event_type, number, payload } = line;
            (Example { provider, event_type, number }, payload.get().to_owned())
        })
        .collect()
}
