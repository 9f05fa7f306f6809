//! Names the kind of a failure from what the HTTP library and the system say.

use std::error::Error;
use std::io;

use domain::ErrorClass;

/// The kind of a failure before an answer.
pub fn class_of(error: &reqwest::Error) -> ErrorClass {
    if error.is_builder() {
        return ErrorClass::InvalidRequest;
    }
    if error.is_timeout() {
        return if error.is_connect() { ErrorClass::ConnectTimeout } else { ErrorClass::Timeout };
    }
    let causes = || causes_of(error);
    if causes().any(|cause| cause.is::<super::timing::NameNotResolved>()) {
        return ErrorClass::Dns;
    }
    if causes().any(|cause| tls_error(cause).is_some()) {
        return ErrorClass::Tls;
    }
    if let Some(class) = causes().filter_map(io_error).find_map(class_of_io) {
        return class;
    }
    // Looked at after the system's own errors, which the library wraps.
    if let Some(error) = causes().find_map(|cause| cause.downcast_ref::<hyper::Error>()) {
        return if error.is_parse() { ErrorClass::Protocol } else { ErrorClass::ConnectionLost };
    }
    if error.is_connect() { ErrorClass::Unreachable } else { ErrorClass::ConnectionLost }
}

/// All causes, outermost first, without the URL and without repetition.
pub fn detail_of(error: &reqwest::Error) -> String {
    let mut detail = String::new();
    for cause in causes_of(error) {
        let text = cause.to_string();
        if !detail.contains(&text) {
            if !detail.is_empty() {
                detail.push_str(": ");
            }
            detail.push_str(&text);
        }
    }
    if detail.is_empty() { error.to_string() } else { detail }
}

/// What is behind an error, outermost first.
fn causes_of<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    let mut next = error.source();
    std::iter::from_fn(move || {
        let cause = next?;
        next = cause.source();
        Some(cause)
    })
}

fn class_of_io(error: &io::Error) -> Option<ErrorClass> {
    use io::ErrorKind;
    Some(match error.kind() {
        ErrorKind::ConnectionRefused => ErrorClass::ConnectionRefused,
        ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::BrokenPipe
        | ErrorKind::UnexpectedEof
        | ErrorKind::NotConnected => ErrorClass::ConnectionLost,
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => ErrorClass::Unreachable,
        ErrorKind::AddrNotAvailable => ErrorClass::Unreachable,
        ErrorKind::TimedOut => ErrorClass::ConnectTimeout,
        ErrorKind::OutOfMemory => ErrorClass::Local,
        // EMFILE and ENFILE: no file descriptors left, in this process or in the system.
        _ if matches!(error.raw_os_error(), Some(23 | 24)) => ErrorClass::Local,
        _ => return None,
    })
}

fn io_error<'a>(cause: &'a (dyn Error + 'static)) -> Option<&'a io::Error> {
    cause.downcast_ref()
}

/// The TLS error in a cause, also where the system's error type wraps it, once or twice, without naming it as its source.
fn tls_error<'a>(cause: &'a (dyn Error + 'static)) -> Option<&'a rustls::Error> {
    cause.downcast_ref().or_else(|| tls_error(io_error(cause)?.get_ref()?))
}
