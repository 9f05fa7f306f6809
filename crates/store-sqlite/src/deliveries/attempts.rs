//! Attempts as they are read, and their verdict as columns.

use domain::{Attempt, DeadLetterCause, ErrorClass, Phases, RequestAsSent, Response, Verdict};
use sqlx::sqlite::SqliteRow;
use store::StoreError;

use crate::columns::{Columns, unreadable};

/// An attempt from its row.
pub(crate) fn read(row: &SqliteRow) -> Result<Attempt, StoreError> {
    let columns = Columns(row);
    Ok(Attempt {
        id: columns.id("id")?,
        delivery_id: columns.id("delivery_id")?,
        number: columns.count("number")?,
        started_at: columns.time("started_at")?,
        request: RequestAsSent {
            method: columns.text("request_method")?.to_owned(),
            url: columns.text("request_url")?.to_owned(),
            headers: columns.headers("request_headers")?,
            body_bytes: columns.count("request_bytes")?,
            has_own_body: columns.bytes_or_none("request_sha256")?.is_some(),
        },
        response: response(&columns)?,
        error_class: columns.code_or_none("error_class", ErrorClass::from_code)?,
        error_detail: columns.text_or_none("error_detail")?,
        phases: Phases {
            dns_us: columns.count_or_none("dns_us")?,
            connect_us: columns.count_or_none("connect_us")?,
            tls_us: columns.count_or_none("tls_us")?,
            first_byte_us: columns.count_or_none("first_byte_us")?,
            total_us: columns.count("total_us")?,
        },
        is_connection_reused: columns.flag("is_connection_reused")?,
        was_resent_at_once: columns.flag("was_resent_at_once")?,
        verdict: verdict(&columns)?,
    })
}

fn response(columns: &Columns<'_>) -> Result<Option<Response>, StoreError> {
    let Some(status) = columns.count_or_none("status")? else { return Ok(None) };
    Ok(Some(Response {
        status,
        headers: columns.headers("response_headers")?,
        body_bytes: columns.count("response_bytes")?,
        body_kept_bytes: columns.count("response_kept_bytes")?,
        is_body_incomplete: columns.flag("response_is_incomplete")?,
    }))
}

fn verdict(columns: &Columns<'_>) -> Result<Verdict, StoreError> {
    match columns.integer("verdict")? {
        0 => Ok(Verdict::Delivered),
        1 => Ok(Verdict::Retry { at: columns.time("verdict_at")? }),
        2 => Ok(Verdict::Postpone { at: columns.time("verdict_at")? }),
        3 => Ok(Verdict::DeadLetter { cause: columns.code("verdict_cause", DeadLetterCause::from_code)? }),
        4 => Ok(Verdict::Cancelled),
        code => Err(unreadable("verdict", code.to_string())),
    }
}

/// The columns `verdict`, `verdict_at` and `verdict_cause`.
pub(crate) fn verdict_columns(verdict: &Verdict) -> (i64, Option<i64>, Option<i64>) {
    match verdict {
        Verdict::Delivered => (0, None, None),
        Verdict::Retry { at } => (1, Some(at.unix_ms()), None),
        Verdict::Postpone { at } => (2, Some(at.unix_ms()), None),
        Verdict::DeadLetter { cause } => (3, None, Some(cause.code())),
        Verdict::Cancelled => (4, None, None),
    }
}
