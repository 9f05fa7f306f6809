//! `tacklebox signature sign`.

use std::process::ExitCode;

use serde_json::{Map, Value};
use signatures::{HeaderFields, Secret, Signable};

use super::{Refused, SignatureRequest, body, provider};

/// The id that is signed when the request has none of its own.
const ID_PREFIX: &str = "msg_";

pub(super) fn sign(
    request: &SignatureRequest,
    now_unix_s: i64,
    unused_id: &str,
) -> Result<(String, ExitCode), Refused> {
    let provider = provider(request)?;
    let (fields, body) = (request.fields()?, body(request)?);
    let headers: HeaderFields = fields.iter().map(|(name, value)| (name, value)).collect();
    let secrets: Result<Vec<Secret>, _> =
        request.secrets.iter().map(|text| Secret::parse(&provider.scheme, text)).collect();
    let secrets = secrets.map_err(|error| Refused::new(error.to_string(), "Copy the secret again, whole."))?;
    let id = format!("{ID_PREFIX}{unused_id}");
    let what = Signable {
        id: &id,
        at_unix_s: request.at.unwrap_or(now_unix_s),
        body: &body,
        url: request.url.as_deref(),
        method: &request.method,
        headers: &headers,
    };
    let signed = signatures::sign(&provider.scheme, &secrets, &what).map_err(|error| {
        let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}")).unwrap_or_default();
        Refused::new(format!("{error}{cause}"), "Give what is missing with --secret, --url or --body.")
    })?;
    if !request.json {
        let mut lines: Vec<String> = signed.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        lines.extend(signed.url.iter().map(|url| format!("# send to {url}")));
        lines.extend(signed.body.iter().map(|body| format!("# send the body {}", String::from_utf8_lossy(body))));
        return Ok((lines.join("\n"), ExitCode::SUCCESS));
    }
    let headers: Map<String, Value> =
        signed.headers.into_iter().map(|(name, value)| (name, Value::String(value))).collect();
    let mut answer = Map::new();
    answer.insert("headers".to_owned(), Value::Object(headers));
    if let Some(url) = signed.url {
        answer.insert("url".to_owned(), Value::String(url));
    }
    if let Some(body) = signed.body {
        answer.insert("body".to_owned(), Value::String(String::from_utf8_lossy(&body).into_owned()));
    }
    Ok((Value::Object(answer).to_string(), ExitCode::SUCCESS))
}
