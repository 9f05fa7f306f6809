//! The programs that make tunnels: how they are started, and where their output names the address.

use serde_json::Value;

/// A program that makes tunnels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TunnelProgram {
    /// `cloudflared`, with a quick tunnel that needs no account
    /// (<https://developers.cloudflare.com/cloudflare-one/networks/connectors/cloudflare-tunnel/do-more-with-tunnels/trycloudflare/>).
    Cloudflared,
    /// `ngrok`, with the account that it is set up for (<https://ngrok.com/docs/agent/cli/>).
    Ngrok,
    /// `tailscale funnel` (<https://tailscale.com/kb/1311/tailscale-funnel>).
    Tailscale,
}

impl TunnelProgram {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Cloudflared, Self::Ngrok, Self::Tailscale];

    /// Its name, as a program and in the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cloudflared => "cloudflared",
            Self::Ngrok => "ngrok",
            Self::Tailscale => "tailscale",
        }
    }

    /// The program of a [`word`](Self::word).
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|program| program.word() == word)
    }

    /// What it needs before it can be used, in one sentence.
    pub const fn needs(self) -> &'static str {
        match self {
            Self::Cloudflared => "Needs no account; the address is another one each time.",
            Self::Ngrok => "Needs an account: run `ngrok config add-authtoken` once.",
            Self::Tailscale => "Needs a tailnet with HTTPS and Funnel; the address stays the same.",
        }
    }

    /// What it is started with, for a receiver at this port of the loopback address.
    pub fn arguments(self, port: u16) -> Vec<String> {
        let target = format!("http://127.0.0.1:{port}");
        let arguments: &[&str] = match self {
            Self::Cloudflared => &["tunnel", "--no-autoupdate", "--url", &target],
            Self::Ngrok => &["http", &target, "--log", "stdout", "--log-format", "json"],
            Self::Tailscale => &["funnel", &target],
        };
        arguments.iter().map(|argument| (*argument).to_owned()).collect()
    }

    /// The address that a line of its output names.
    pub fn url_in(self, line: &str) -> Option<String> {
        let url = match self {
            // `2026-01-01T12:00:00Z INF |  https://words-in-a-row.trycloudflare.com  |`
            Self::Cloudflared => words(line).find(|word| host_of(word).ends_with(".trycloudflare.com"))?.to_owned(),
            // `{"lvl":"info","msg":"started tunnel","addr":"…","url":"https://….ngrok-free.app"}`
            Self::Ngrok => {
                let line: Value = serde_json::from_str(line).ok()?;
                let is_started = line.get("msg").and_then(Value::as_str) == Some("started tunnel");
                line.get("url").and_then(Value::as_str).filter(|_| is_started)?.to_owned()
            }
            // `https://machine.tailnet.ts.net/`
            Self::Tailscale => words(line).find(|word| host_of(word).ends_with(".ts.net"))?.to_owned(),
        };
        url.starts_with("https://").then(|| url.trim_end_matches('/').to_owned())
    }

    /// What went wrong, if a line of its output says so.
    pub fn problem_in(self, line: &str) -> Option<String> {
        match self {
            Self::Cloudflared => {
                let (_, said) = line.split_once(" ERR ").or_else(|| line.split_once(" FTL "))?;
                Some(said.trim().to_owned())
            }
            Self::Ngrok => {
                let said: Value = serde_json::from_str(line).ok()?;
                let error = said.get("err").and_then(Value::as_str).filter(|error| *error != "<nil>")?;
                Some(error.lines().next().unwrap_or_default().to_owned())
            }
            Self::Tailscale => line.to_lowercase().contains("error").then(|| line.trim().to_owned()),
        }
    }
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|letter: char| letter.is_whitespace() || letter == '|').filter(|word| word.starts_with("https://"))
}

fn host_of(url: &str) -> &str {
    url.trim_start_matches("https://").split(['/', ':', '?']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::TunnelProgram::{Cloudflared, Ngrok, Tailscale};

    #[test]
    fn the_address_is_read_from_what_each_prints() {
        let line = "2026-01-01T12:00:00Z INF |  https://seal-lake-fine-words.trycloudflare.com                       |";
        assert_eq!(Cloudflared.url_in(line).as_deref(), Some("https://seal-lake-fine-words.trycloudflare.com"));
        let terms = "INF Thank you for trying Cloudflare Tunnel. See https://developers.cloudflare.com/cloudflare-one/";
        assert_eq!(Cloudflared.url_in(terms), None);
        let line = r#"{"addr":"http://127.0.0.1:4665","lvl":"info","msg":"started tunnel","name":"command_line","obj":"tunnels","url":"https://ab12.ngrok-free.app"}"#;
        assert_eq!(Ngrok.url_in(line).as_deref(), Some("https://ab12.ngrok-free.app"));
        assert_eq!(Ngrok.url_in(r#"{"msg":"client session established","url":"https://x.example"}"#), None);
        assert_eq!(Tailscale.url_in("https://shop.tail1a2b.ts.net/").as_deref(), Some("https://shop.tail1a2b.ts.net"));
        assert_eq!(Tailscale.url_in("|-- proxy http://127.0.0.1:4665"), None);
    }

    #[test]
    fn what_went_wrong_is_read_from_what_each_prints() {
        let line = r#"2026-01-01T12:00:00Z ERR Error unmarshaling QuickTunnel response: status 429"#;
        assert_eq!(
            Cloudflared.problem_in(line).as_deref(),
            Some("Error unmarshaling QuickTunnel response: status 429")
        );
        let line = r#"{"err":"authentication failed: Usage of ngrok requires a verified account.\nERR_NGROK_4018","lvl":"eror","msg":"session closing"}"#;
        assert_eq!(
            Ngrok.problem_in(line).as_deref(),
            Some("authentication failed: Usage of ngrok requires a verified account.")
        );
        assert_eq!(Ngrok.problem_in(r#"{"err":"<nil>","msg":"join connections"}"#), None);
        assert!(Tailscale.problem_in("error: Funnel not available; HTTPS must be enabled.").is_some());
    }
}
