//! What an issue is called, in words.

use crate::ErrorClass;

/// What fails: `Billing worker refuses connections`.
pub fn title(destination_name: &str, error_class: ErrorClass, status: Option<u16>) -> String {
    let name = destination_name;
    match error_class {
        ErrorClass::Status => with_status(name, status.unwrap_or_default()),
        ErrorClass::ConnectionRefused => format!("{name} refuses connections"),
        ErrorClass::ConnectTimeout => format!("{name} takes no connections"),
        ErrorClass::Dns => format!("The address of {name} does not resolve"),
        ErrorClass::Unreachable => format!("{name} cannot be reached"),
        ErrorClass::Tls => format!("{name} has no certificate that is trusted"),
        ErrorClass::Timeout => format!("{name} does not answer in time"),
        ErrorClass::ConnectionLost => format!("{name} closes the connection"),
        ErrorClass::Protocol => format!("{name} does not speak HTTP"),
        ErrorClass::UnexpectedUpgrade => format!("{name} switches protocols"),
        ErrorClass::InvalidRequest => format!("Requests to {name} cannot be made"),
        ErrorClass::Local => format!("This computer cannot send to {name}"),
        ErrorClass::Authorization => format!("There is no token for {name}"),
        ErrorClass::Transform => format!("The transform for {name} fails"),
        ErrorClass::Consent => format!("{name} has not agreed to be sent events"),
    }
}

fn with_status(name: &str, status: u16) -> String {
    match status {
        300..=399 => format!("{name} redirects ({status})"),
        400 | 415 | 422 => format!("{name} rejects the payload ({status})"),
        401 | 403 => format!("{name} rejects the request ({status})"),
        404 => format!("{name} has nothing at its path (404)"),
        405 => format!("{name} does not take POST (405)"),
        410 => format!("{name} is gone (410)"),
        413 => format!("{name} takes no payload this large (413)"),
        429 => format!("{name} asks to wait (429)"),
        _ => format!("{name} answers {status}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
