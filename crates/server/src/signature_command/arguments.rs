//! The arguments of `tacklebox signature`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use signatures::{DigestEncoding, HashAlgorithm, HmacSettings};

use super::Refused;

/// Checks and makes signatures.
#[derive(Subcommand)]
pub enum SignatureCommand {
    /// Check the signature of a request. Exits with 0 when it is right, with 1 when it is not.
    Verify(SignatureRequest),
    /// Make the header fields that sign a request.
    Sign(SignatureRequest),
}

/// One request, and how it is signed.
#[derive(Args)]
pub struct SignatureRequest {
    /// Whose way of signing: stripe, github, standard-webhooks, …, or hmac with settings of your own.
    #[arg(long, value_name = "NAME", required_unless_present = "provider_file")]
    pub provider: Option<String>,
    /// A provider of your own, described in TOML.
    #[arg(long, value_name = "FILE", conflicts_with = "provider")]
    pub provider_file: Option<PathBuf>,
    /// A secret or a key, newest first; may be given several times.
    #[arg(long = "secret", value_name = "SECRET", allow_hyphen_values = true)]
    pub secrets: Vec<String>,
    /// The whole URL as the sender knows it, for the providers that sign it.
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// The method.
    #[arg(long, value_name = "METHOD", default_value = "POST")]
    pub method: String,
    /// A header field, `Name: value`; may be given several times.
    #[arg(short = 'H', long = "header", value_name = "FIELD", allow_hyphen_values = true)]
    pub headers: Vec<String>,
    /// The time to check or sign at, in Unix seconds; now when left out.
    #[arg(long, value_name = "UNIX_SECONDS", allow_negative_numbers = true)]
    pub at: Option<i64>,
    /// How far a timestamp may be from that time, in seconds; 0 takes any age. The provider's when left out.
    #[arg(long, value_name = "SECONDS")]
    pub tolerance: Option<u64>,
    /// The body: a file, or `-` for standard input; empty when left out.
    #[arg(long, value_name = "FILE")]
    pub body: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
    /// The header of the provider hmac.
    #[arg(long, value_name = "NAME", default_value = "X-Signature")]
    hmac_header: String,
    /// The hash of the provider hmac.
    #[arg(long, value_name = "HASH", value_enum, default_value_t = Hash::Sha256)]
    hmac_algorithm: Hash,
    /// How the provider hmac writes its digest.
    #[arg(long, value_name = "ENCODING", value_enum, default_value_t = Encoding::Hex)]
    hmac_encoding: Encoding,
    /// What the provider hmac puts before its digest.
    #[arg(long, value_name = "TEXT", default_value = "")]
    hmac_prefix: String,
}

/// A hash.
#[derive(Clone, Copy, ValueEnum)]
enum Hash {
    /// SHA-1.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
}

/// How a digest is written.
#[derive(Clone, Copy, ValueEnum)]
enum Encoding {
    /// Hexadecimal.
    Hex,
    /// Base64.
    Base64,
}

impl SignatureRequest {
    /// The header fields, in their order.
    pub(super) fn fields(&self) -> Result<Vec<(String, String)>, Refused> {
        let field = |written: &String| {
            let (name, value) = written
                .split_once(':')
                .ok_or_else(|| Refused::new(format!("`{written}` is no header field"), "Write it as `Name: value`."))?;
            Ok((name.trim().to_owned(), value.trim_matches([' ', '\t']).to_owned()))
        };
        self.headers.iter().map(field).collect()
    }

    /// The settings of the provider hmac.
    pub(super) fn hmac_settings(&self) -> HmacSettings {
        HmacSettings {
            header: self.hmac_header.clone(),
            algorithm: match self.hmac_algorithm {
                Hash::Sha1 => HashAlgorithm::Sha1,
                Hash::Sha256 => HashAlgorithm::Sha256,
                Hash::Sha512 => HashAlgorithm::Sha512,
            },
            encoding: match self.hmac_encoding {
                Encoding::Hex => DigestEncoding::Hex,
                Encoding::Base64 => DigestEncoding::Base64,
            },
            prefix: self.hmac_prefix.clone(),
        }
    }
}
