//! Signs, verifies and explains webhook signatures, on both sides of the wire.
//!
//! Three questions are answered here, for every [`Scheme`]:
//!
//! - [`sign`]: which headers must a request carry? Every secret of a rotation signs where the scheme has room for it.
//! - [`verify`]: was this request signed with one of these secrets, just now? The answer is a [`Verdict`].
//! - [`explain`]: why not, and what is there to do? [`diagnose`] tries the mistakes that senders make.
//!
//! Bytes in, bytes out. Nothing here knows events, storage, HTTP libraries or the time of day: `now` is a parameter, and
//! a [`Secret`] is lent for one call.
//!
//! What is guaranteed:
//!
//! - No input makes it panic: every byte of a request is hostile until its signature is right.
//! - The body is never parsed or re-encoded before the signature is checked; the exact bytes are what is signed.
//! - Digests are compared in constant time, after decoding, and every secret is tried, also after a match.
//! - Work per request is bounded: at most [`SIGNATURES_MAX`] signatures, and [`diagnose`] gives up on large bodies.
//!
//! What is not: a signature says nothing about being seen before. Whoever calls must remember ids to tell a replay.
//! The answer of [`explain`] is for the owner of the secret, never for the sender of the request.

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects))]

mod diagnosis;
mod digest;
mod excerpt;
mod headers;
mod keys;
mod place;
mod provider;
mod reason;
mod scheme;
mod schemes;
mod secret;
mod sign;
mod template;
mod timestamp;
mod verify;

pub use diagnosis::{
    Cause, ForeignSecret, JsonLayout, JsonStrings, JsonWriting, UrlDifference, Writing, diagnose, expected, explain,
    explain_with,
};
pub use digest::{DigestEncoding, HashAlgorithm};
pub use headers::{HeaderFields, Occurrence};
pub use place::{Place, PlaceError};
pub use provider::{
    EventFacts, EventRecord, Guide, Handshake, HandshakeAnswer, HandshakeRequest, Mark, Provider, ProviderError,
    ProviderRecord, SecretAdvice, provider, providers,
};
pub use reason::{Reason, ReasonClass, SignatureFault};
pub use scheme::{
    Algorithm, AlgorithmRecord, EncodingRecord, HeaderFamily, HexCase, HmacSettings, KeyDecoding, KeyRecord, Layout,
    ListRecord, MethodRecord, Places, PlacesRecord, Scheme, SettingsError, SignatureRecord, SignatureRecordError,
    TextScheme, TokenScheme, UrlReading,
};
pub use secret::{Secret, SecretError};
pub use sign::{SignError, Signable, Signed, sign};
pub use template::{Template, TemplateError};
pub use timestamp::{TimestampRule, TimestampUnit};
pub use verify::{Received, SIGNATURES_MAX, Verdict, verify};
