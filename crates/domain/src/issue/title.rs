//! What an issue is called, in words.

use words::{Phrase, phrase};

use crate::ErrorClass;

/// What fails: `Billing worker refuses connections`.
pub fn title(destination_name: &str, error_class: ErrorClass, status: Option<u16>) -> Phrase {
    let name = destination_name;
    match error_class {
        ErrorClass::Status => with_status(name, status.unwrap_or_default()),
        ErrorClass::ConnectionRefused => phrase!("issue-refused", name = name),
        ErrorClass::ConnectTimeout => phrase!("issue-connect-timeout", name = name),
        ErrorClass::Dns => phrase!("issue-dns", name = name),
        ErrorClass::Unreachable => phrase!("issue-unreachable", name = name),
        ErrorClass::Tls => phrase!("issue-tls", name = name),
        ErrorClass::Timeout => phrase!("issue-timeout", name = name),
        ErrorClass::ConnectionLost => phrase!("issue-connection-lost", name = name),
        ErrorClass::Protocol => phrase!("issue-protocol", name = name),
        ErrorClass::UnexpectedUpgrade => phrase!("issue-unexpected-upgrade", name = name),
        ErrorClass::InvalidRequest => phrase!("issue-invalid-request", name = name),
        ErrorClass::Local => phrase!("issue-local", name = name),
        ErrorClass::Authorization => phrase!("issue-authorization", name = name),
        ErrorClass::Transform => phrase!("issue-transform", name = name),
        ErrorClass::Consent => phrase!("issue-consent", name = name),
    }
}

fn with_status(name: &str, status: u16) -> Phrase {
    match status {
        300..=399 => phrase!("issue-redirects", name = name, status = status),
        400 | 415 | 422 => phrase!("issue-payload", name = name, status = status),
        401 | 403 => phrase!("issue-rejected", name = name, status = status),
        404 => phrase!("issue-not-found", name = name),
        405 => phrase!("issue-method", name = name),
        410 => phrase!("issue-gone", name = name),
        413 => phrase!("issue-too-large", name = name),
        429 => phrase!("issue-rate-limited", name = name),
        _ => phrase!("issue-answers", name = name, status = status),
    }
}

#[cfg(test)]
mod tests {
    use words::Language;

    use super::*;

    fn title(name: &str, error_class: ErrorClass, status: Option<u16>) -> String {
        super::title(name, error_class, status).in_words(Language::English)
    }

    #[test]
    fn every_failure_has_a_title_that_names_the_destination() {
        for class in ErrorClass::ALL {
            assert!(title("Billing", *class, Some(500)).contains("Billing"), "{class:?}");
        }
        assert_eq!(title("Billing", ErrorClass::ConnectionRefused, None), "Billing refuses connections");
        assert_eq!(title("ERP", ErrorClass::Status, Some(503)), "ERP answers 503");
        assert_eq!(title("ERP", ErrorClass::Status, Some(422)), "ERP rejects the payload (422)");
    }
}
