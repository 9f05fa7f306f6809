//! Reads what the TLS library says about a certificate. The library's errors reach the attempt as text only.

use domain::Timestamp;
use words::Argument;

/// What is wrong with TLS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// It was valid until then.
    Expired(Option<Timestamp>),
    /// It is valid only from then on.
    NotYetValid(Option<Timestamp>),
    /// It is for other names, these when known.
    WrongName(Vec<String>),
    /// Nobody whom this computer trusts stands behind it.
    UnknownIssuer,
    /// What came is no TLS: the port speaks something else.
    NoTls,
    /// The other side ended the handshake.
    Refused,
    /// Something else.
    Other,
}

/// What the detail of a failed attempt says.
pub(super) fn fault_in(detail: &str) -> Fault {
    let lower = detail.to_lowercase();
    let has = |word: &str| lower.contains(word);
    if has("expired") {
        Fault::Expired(unix_after(&lower, "not valid after "))
    } else if has("not valid yet") || has("notvalidyet") {
        Fault::NotYetValid(unix_after(&lower, "not valid before "))
    } else if has("not valid for name") || has("notvalidforname") {
        Fault::WrongName(names_in(detail))
    } else if has("unknownissuer") || has("unknown issuer") || has("causedasendentity") {
        Fault::UnknownIssuer
    } else if has("invalidcontenttype") || has("corrupt message") || has("unexpected eof during handshake") {
        Fault::NoTls
    } else if has("alert") {
        Fault::Refused
    } else {
        Fault::Other
    }
}

/// The unix seconds that follow a text.
fn unix_after(text: &str, before: &str) -> Option<Timestamp> {
    let (_, rest) = text.split_once(before)?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    Some(Timestamp::from_unix_ms(digits.parse::<i64>().ok()?.checked_mul(1_000)?))
}

/// The names that stand in quotes behind `only valid for`.
fn names_in(detail: &str) -> Vec<String> {
    let Some((_, rest)) = detail.split_once("only valid for") else { return Vec::new() };
    rest.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The day of a moment, as each language writes it.
pub(super) const fn day(at: Timestamp) -> Argument {
    Argument::Day(at.unix_ms())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_library_says_is_read() {
        let expired = "invalid peer certificate: certificate expired: verification time 1764320000 (UNIX), but certificate is not valid after 1762905600 (1414400 seconds ago)";
        let Fault::Expired(Some(at)) = fault_in(expired) else { panic!("{:?}", fault_in(expired)) };
        assert_eq!(at, Timestamp::from_unix_ms(1_762_905_600_000));
        let name = r#"invalid peer certificate: certificate not valid for name "b.test"; certificate is only valid for DnsName("a.test") or DnsName("c.test")"#;
        assert_eq!(fault_in(name), Fault::WrongName(vec!["a.test".to_owned(), "c.test".to_owned()]));
        assert_eq!(fault_in("invalid peer certificate: UnknownIssuer"), Fault::UnknownIssuer);
        assert_eq!(fault_in("received corrupt message of type InvalidContentType"), Fault::NoTls);
        assert_eq!(fault_in("received fatal alert: HandshakeFailure"), Fault::Refused);
    }
}
