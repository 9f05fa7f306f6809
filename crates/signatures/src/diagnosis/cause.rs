//! The mistakes that the doctor knows, in plain words.

use super::json_writing::JsonWriting;
use super::reading::Writing;
use super::url_variants::UrlDifference;
use crate::digest::{DigestEncoding, HashAlgorithm};

/// A mistake that explains why a signature does not match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// The body ends with a line break that was not signed.
    NewlineAdded,
    /// A line break was signed that the body no longer has.
    NewlineRemoved,
    /// LF was signed and CRLF came, or the reverse.
    LineEndingsChanged,
    /// The body starts with a byte order mark that was not signed.
    ByteOrderMarkAdded,
    /// A byte order mark was signed that the body no longer has.
    ByteOrderMarkRemoved,
    /// Nothing was signed in place of the body.
    BodyNotSigned,
    /// The same JSON was signed in another writing.
    JsonRewritten {
        /// The writing that was signed.
        signed: JsonWriting,
    },
    /// The same JSON was signed with its keys in alphabetical order.
    JsonKeysSorted {
        /// The writing that was signed.
        signed: JsonWriting,
    },
    /// The body was signed in another character set.
    Transcoded {
        /// The one that was signed.
        signed: &'static str,
        /// The one that came.
        received: &'static str,
    },
    /// The same form was signed with its fields escaped in another way.
    FormRewritten,
    /// Another text was signed.
    OtherText {
        /// What was signed, as a template.
        signed: &'static str,
        /// What is due, as a template.
        due: String,
    },
    /// Another URL was signed.
    OtherUrl {
        /// The URL that was signed.
        signed: String,
        /// The URL that this source knows.
        known: String,
        /// In what they differ.
        difference: UrlDifference,
    },
    /// Another owner's secret was used.
    ForeignSecret {
        /// Whose it is.
        owner: String,
    },
    /// The token is right, and lacks the word before it.
    TokenPrefixMissing {
        /// The word.
        prefix: String,
    },
    /// The hash is another one.
    OtherAlgorithm {
        /// That was used.
        used: HashAlgorithm,
        /// That is expected.
        due: HashAlgorithm,
    },
    /// The text of the secret was used as key, where the bytes it encodes are due.
    SecretNotDecoded,
    /// The bytes that the secret encodes were used as key, where its text is due.
    SecretDecoded {
        /// How the sender decoded it.
        from: DigestEncoding,
    },
    /// The sender left `whsec_` out, which is part of the key.
    SecretPrefixDropped,
    /// The secret here has white space around it that the sender's has not.
    SecretHasWhitespace,
    /// The sender's secret ends with a line break, as when it is read from a file.
    SecretLacksNewline,
    /// Secret and text were hashed one after the other, without HMAC.
    PlainHash,
    /// The text was hashed without any secret: anybody can do that.
    HashWithoutSecret,
    /// The digest is right and written in another way.
    OtherWriting {
        /// How it is written.
        used: Writing,
        /// How it should be.
        due: DigestEncoding,
    },
    /// The digest is right and has a prefix that is not expected.
    UnexpectedPrefix {
        /// The prefix.
        prefix: &'static str,
    },
    /// It has the length that another hash makes. Not proven.
    LengthOfOtherAlgorithm {
        /// The hash of that length.
        used: HashAlgorithm,
        /// The hash that is expected.
        due: HashAlgorithm,
    },
    /// The payload says which of two modes it is from, and each has its own secret. Not proven.
    TestAndLiveMode {
        /// Whether it says live.
        is_live: bool,
    },
    /// It is shorter or longer than a digest. Not proven.
    WrongLength {
        /// Characters that came.
        characters: usize,
        /// Characters of a digest.
        characters_due: usize,
    },
    /// It holds characters that the encoding has not. Not proven.
    Unreadable {
        /// The encoding.
        due: DigestEncoding,
    },
}

impl Cause {
    /// The machine word: `other_url`.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::NewlineAdded => "newline_added",
            Self::NewlineRemoved => "newline_removed",
            Self::LineEndingsChanged => "line_endings_changed",
            Self::ByteOrderMarkAdded => "byte_order_mark_added",
            Self::ByteOrderMarkRemoved => "byte_order_mark_removed",
            Self::BodyNotSigned => "body_not_signed",
            Self::JsonRewritten { .. } => "json_rewritten",
            Self::JsonKeysSorted { .. } => "json_keys_sorted",
            Self::Transcoded { .. } => "transcoded",
            Self::FormRewritten => "form_rewritten",
            Self::OtherText { .. } => "other_text",
            Self::OtherUrl { .. } => "other_url",
            Self::ForeignSecret { .. } => "foreign_secret",
            Self::TokenPrefixMissing { .. } => "token_prefix_missing",
            Self::OtherAlgorithm { .. } => "other_algorithm",
            Self::SecretNotDecoded => "secret_not_decoded",
            Self::SecretDecoded { .. } => "secret_decoded",
            Self::SecretPrefixDropped => "secret_prefix_dropped",
            Self::SecretHasWhitespace => "secret_has_whitespace",
            Self::SecretLacksNewline => "secret_lacks_newline",
            Self::PlainHash => "plain_hash",
            Self::HashWithoutSecret => "hash_without_secret",
            Self::OtherWriting { .. } => "other_writing",
            Self::UnexpectedPrefix { .. } => "unexpected_prefix",
            Self::LengthOfOtherAlgorithm { .. } => "length_of_other_algorithm",
            Self::TestAndLiveMode { .. } => "test_and_live_mode",
            Self::WrongLength { .. } => "wrong_length",
            Self::Unreadable { .. } => "unreadable",
        }
    }

    /// Whether a secret proves it; otherwise it is read off the look of the request.
    pub const fn is_proven(&self) -> bool {
        !matches!(
            self,
            Self::LengthOfOtherAlgorithm { .. }
                | Self::TestAndLiveMode { .. }
                | Self::WrongLength { .. }
                | Self::Unreadable { .. }
        )
    }

    /// What happened and what there is to do, in plain words.
    pub fn explanation(&self) -> String {
        match self {
            Self::NewlineAdded => "The body ends with a line break that the sender did not sign: \
                                   sign the exact bytes that are sent."
                .to_owned(),
            Self::NewlineRemoved => "The sender signed a line break at the end that the body does not have: \
                                     sign the exact bytes that are sent."
                .to_owned(),
            Self::LineEndingsChanged => "The line endings (LF, CRLF) changed between signing and arriving: \
                                         look for a proxy or editor that converts them."
                .to_owned(),
            Self::ByteOrderMarkAdded => {
                "The body starts with a byte order mark that the sender did not sign: write the body without one."
                    .to_owned()
            }
            Self::ByteOrderMarkRemoved => {
                "The sender signed a byte order mark that the body does not have: write the body without one."
                    .to_owned()
            }
            Self::BodyNotSigned => "The sender signed an empty body: sign after the body is written.".to_owned(),
            Self::JsonRewritten { signed } => format!(
                "The sender signed the same JSON in another writing ({signed}): \
                 turn it into bytes once, and sign and send those."
            ),
            Self::JsonKeysSorted { signed } => format!(
                "The sender signed the same JSON with its keys in alphabetical order ({signed}): \
                 turn it into bytes once, and sign and send those."
            ),
            Self::Transcoded { signed, received } => format!(
                "The sender signed the body in {signed}, and it came in {received}: \
                 sign the exact bytes that are sent, and look for a proxy that converts them."
            ),
            Self::FormRewritten => "The sender signed the same form with its fields escaped in another way \
                                    (`+` and `%20`): sign the exact bytes that are sent."
                .to_owned(),
            Self::OtherText { signed, due } => format!("The sender signed `{signed}`: sign `{due}`."),
            Self::OtherUrl { signed, known, difference } => format!(
                "The sender signed the URL `{signed}`, and this source knows `{known}`: they differ in {}. \
                 Enter the signed one as public URL of this source.",
                difference.name()
            ),
            Self::ForeignSecret { owner } => format!(
                "It was made with a secret of {owner}: the request came to the wrong address, or the secrets were swapped."
            ),
            Self::TokenPrefixMissing { prefix } => {
                format!("The token is right, and `{}` is missing before it.", prefix.trim_end())
            }
            Self::OtherAlgorithm { used, due } => format!(
                "The sender uses {} where {} is expected: set the same hash on both sides.",
                used.name(),
                due.name()
            ),
            Self::SecretNotDecoded => "The sender uses the text of the secret as key: \
                                       drop `whsec_`, decode the rest from base64, and use those bytes."
                .to_owned(),
            Self::SecretDecoded { from } => format!(
                "The sender decodes the secret from {} before use: its text, as it stands, is the key.",
                from.name()
            ),
            Self::SecretPrefixDropped => "The sender drops `whsec_` from the secret: \
                                          its text, as it stands, is the key."
                .to_owned(),
            Self::SecretHasWhitespace => {
                "The secret here has white space around it that the sender's has not: enter it again without."
                    .to_owned()
            }
            Self::SecretLacksNewline => {
                "The sender's secret ends with a line break, as when it is read from a file: trim it there.".to_owned()
            }
            Self::PlainHash => {
                "The sender hashes secret and text one after the other: use HMAC, which a plain hash cannot replace."
                    .to_owned()
            }
            Self::HashWithoutSecret => {
                "The sender hashes the text without any secret, which anybody can do: use HMAC with the secret."
                    .to_owned()
            }
            Self::OtherWriting { used, due } => {
                format!(
                    "It is written in {used} where {} is expected: write it so, or change the settings.",
                    due.name()
                )
            }
            Self::UnexpectedPrefix { prefix } => {
                format!("It starts with `{prefix}`, which is not expected here: enter that prefix in the settings.")
            }
            Self::LengthOfOtherAlgorithm { used, due } => format!(
                "It is as long as {} makes it, where {} is expected: compare the hash on both sides.",
                used.name(),
                due.name()
            ),
            Self::TestAndLiveMode { is_live } => format!(
                "No mistake explains it. The payload says `livemode: {is_live}`: compare whether the secret here is the \
                 one of {} mode, and of this very endpoint.",
                if *is_live { "live" } else { "test" }
            ),
            Self::WrongLength { characters, characters_due } => format!(
                "It has {characters} characters where {characters_due} are due: it was {} on the way.",
                if characters < characters_due { "cut" } else { "lengthened" }
            ),
            Self::Unreadable { due } => {
                format!("It is not {}: compare how both sides write the signature.", due.name())
            }
        }
    }
}
