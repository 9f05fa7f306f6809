//! `tacklebox signature verify`.

use std::process::ExitCode;

use serde::Serialize;
use signatures::{Cause, HeaderFields, Reason, Received, Secret, Verdict};

use super::{Refused, SignatureRequest, body, provider};

/// The answer.
#[derive(Serialize)]
struct Answer {
    /// `verified` or `rejected`.
    verdict: &'static str,
    /// The family of the reason, when rejected: `no_match`.
    reason: Option<&'static str>,
    /// The reason itself: `signature_mismatch`.
    detail: Option<&'static str>,
    /// Place of the secret that signed, from 0.
    secret: Option<usize>,
    /// What happened and what there is to do.
    diagnosis: Option<String>,
    /// The likely causes of a mismatch.
    causes: Vec<CauseFound>,
    /// The sender's time minus the time of the check, in seconds.
    skew_s: Option<i64>,
}

/// A likely cause.
#[derive(Serialize)]
struct CauseFound {
    cause: &'static str,
    is_proven: bool,
    explanation: String,
}

pub(super) fn verify(request: &SignatureRequest, now_unix_s: i64) -> Result<(String, ExitCode), Refused> {
    let provider = provider(request)?;
    let (fields, body) = (request.fields()?, body(request)?);
    let headers: HeaderFields = fields.iter().map(|(name, value)| (name, value)).collect();
    let received = Received {
        headers: &headers,
        body: &body,
        url: request.url.as_deref(),
        method: &request.method,
        tolerance_s: request.tolerance,
    };
    let scheme = &provider.scheme;
    let parsed: Result<Vec<Secret>, _> = request.secrets.iter().map(|text| Secret::parse(scheme, text)).collect();
    let answer = match parsed {
        Err(error) => {
            let reason = Reason::SecretMalformed(error);
            Answer::rejected(&reason, reason.explanation(), Vec::new(), None)
        }
        Ok(secrets) => {
            let verdict = signatures::verify(scheme, &secrets, &received, request.at.unwrap_or(now_unix_s));
            match &verdict {
                Verdict::Verified { secret, skew_s } => Answer::verified(*secret, *skew_s),
                Verdict::Rejected { reason, skew_s } => {
                    let explanation = signatures::explain(&verdict, scheme, &secrets, &received);
                    let causes = signatures::diagnose(scheme, &secrets, &[], &received);
                    Answer::rejected(reason, explanation, causes, *skew_s)
                }
                Verdict::Unsigned => Answer {
                    reason: Some("missing_header"),
                    detail: Some("unsigned"),
                    diagnosis: Some(verdict.explanation(scheme)),
                    ..Answer::empty("rejected")
                },
                Verdict::NotChecked => {
                    return Err(Refused::new("this provider signs nothing", "Choose a provider that signs."));
                }
            }
        }
    };
    let code = if answer.verdict == "verified" { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    Ok((answer.written(request.json), code))
}

impl Answer {
    const fn empty(verdict: &'static str) -> Self {
        Self { verdict, reason: None, detail: None, secret: None, diagnosis: None, causes: Vec::new(), skew_s: None }
    }

    fn verified(secret: usize, skew_s: Option<i64>) -> Self {
        Self { secret: Some(secret), skew_s, ..Self::empty("verified") }
    }

    fn rejected(reason: &Reason, explanation: String, causes: Vec<Cause>, skew_s: Option<i64>) -> Self {
        let found = |cause: &Cause| CauseFound {
            cause: cause.word(),
            is_proven: cause.is_proven(),
            explanation: cause.explanation(),
        };
        Self {
            reason: Some(reason.class().word()),
            detail: Some(reason.word()),
            diagnosis: Some(explanation),
            causes: causes.iter().map(found).collect(),
            skew_s,
            ..Self::empty("rejected")
        }
    }

    fn written(&self, is_json: bool) -> String {
        if is_json {
            return serde_json::to_string(self).expect("an answer of texts and numbers can be written");
        }
        match (self.secret, &self.diagnosis) {
            (Some(secret), _) => format!("verified with secret {secret}"),
            (None, Some(diagnosis)) => format!("rejected: {diagnosis}"),
            (None, None) => self.verdict.to_owned(),
        }
    }
}
