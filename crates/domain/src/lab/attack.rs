//! The attacks, in the order they are made.

use serde::{Deserialize, Serialize};

/// One misbehaviour of a sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attack {
    /// A right request. When it is not taken, nothing else can be judged.
    Baseline,
    /// Signed with another secret.
    WrongSecret,
    /// One byte of the body altered after signing.
    AlteredByte,
    /// Signed long ago.
    StaleTimestamp,
    /// Signed in the future.
    FutureTimestamp,
    /// Without the signature.
    MissingHeader,
    /// With two signatures in two fields, of which the second is right.
    DuplicatedHeader,
    /// The same request once more, to the byte.
    ReplayedId,
    /// The same event once more, signed anew.
    Duplicate,
    /// An older event after a newer one.
    Reorder,
    /// Many at once.
    Burst,
    /// The connection ends before the body does.
    TruncatedBody,
    /// The body comes a byte at a time.
    SlowBody,
    /// A very large body.
    Oversized,
}

/// An attack in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttackFacts {
    /// A few words: `Wrong secret`.
    pub title: &'static str,
    /// What is sent, in one sentence.
    pub sent: &'static str,
    /// What a correct receiver does, in one sentence.
    pub expected: &'static str,
    /// What to do about a receiver that does not.
    pub advice: &'static str,
}

impl Attack {
    /// All of them, in the order they are made.
    pub const ALL: [Self; 14] = [
        Self::Baseline,
        Self::WrongSecret,
        Self::AlteredByte,
        Self::StaleTimestamp,
        Self::FutureTimestamp,
        Self::MissingHeader,
        Self::DuplicatedHeader,
        Self::ReplayedId,
        Self::Duplicate,
        Self::Reorder,
        Self::Burst,
        Self::TruncatedBody,
        Self::SlowBody,
        Self::Oversized,
    ];

    /// The word for it in the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Baseline => "baseline",
            Self::WrongSecret => "wrong_secret",
            Self::AlteredByte => "altered_byte",
            Self::StaleTimestamp => "stale_timestamp",
            Self::FutureTimestamp => "future_timestamp",
            Self::MissingHeader => "missing_header",
            Self::DuplicatedHeader => "duplicated_header",
            Self::ReplayedId => "replayed_id",
            Self::Duplicate => "duplicate",
            Self::Reorder => "reorder",
            Self::Burst => "burst",
            Self::TruncatedBody => "truncated_body",
            Self::SlowBody => "slow_body",
            Self::Oversized => "oversized",
        }
    }

    /// The attack of a [`word`](Self::word).
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|attack| attack.word() == word)
    }

    /// What it is, in words.
    pub const fn facts(self) -> AttackFacts {
        match self {
            Self::Baseline => AttackFacts {
                title: "A right request",
                sent: "One rightly signed request.",
                expected: "Takes it: any status from 200 to 299.",
                advice: "Check the URL, the scheme, the secret and the header fields the receiver asks for. Until this \
                         passes, nothing else can be judged.",
            },
            Self::WrongSecret => AttackFacts {
                title: "Wrong secret",
                sent: "A request signed with a secret the receiver does not know.",
                expected: "Refuses it with 401, 403 or 400.",
                advice: "Compute the signature over the raw body with your secret, compare it in constant time, and \
                         answer 401 when it differs.",
            },
            Self::AlteredByte => AttackFacts {
                title: "Altered byte",
                sent: "A request whose body has one other byte than was signed.",
                expected: "Refuses it with 401, 403 or 400.",
                advice: "Check the signature over the exact bytes that came, before anything parses them.",
            },
            Self::StaleTimestamp => AttackFacts {
                title: "Stale timestamp",
                sent: "A request rightly signed ten minutes ago.",
                expected: "Refuses it: what is older than about five minutes may be a recording.",
                advice: "Compare the signed timestamp with your clock, and refuse what is more than five minutes old.",
            },
            Self::FutureTimestamp => AttackFacts {
                title: "Future timestamp",
                sent: "A request rightly signed for ten minutes from now.",
                expected: "Refuses it: a recording could be used for longer otherwise.",
                advice: "Refuse timestamps that are more than five minutes ahead of your clock, too.",
            },
            Self::MissingHeader => AttackFacts {
                title: "Missing signature",
                sent: "A request without its signature.",
                expected: "Refuses it with 401, 403 or 400.",
                advice: "Treat a missing signature like a wrong one. A check that only runs when the field is there is \
                         no check.",
            },
            Self::DuplicatedHeader => AttackFacts {
                title: "Two signatures",
                sent: "A request with the signature field twice: a wrong one, then the right one.",
                expected: "Refuses it: a proxy and your code may each look at another one.",
                advice: "Count the signature fields, and refuse more than one.",
            },
            Self::ReplayedId => AttackFacts {
                title: "Replayed request",
                sent: "The same request twice, with the same id and signature.",
                expected: "Answers the second like the first, or with 409, and acts once. Only the answer can be seen \
                           from outside.",
                advice: "Remember the ids you have seen, and answer 2xx to one you know without acting again. An error \
                         makes the sender send it again.",
            },
            Self::Duplicate => AttackFacts {
                title: "Duplicate delivery",
                sent: "The same event twice, the second signed anew, as a sender does that got no answer.",
                expected: "Answers the second with 2xx or 409, and acts once. Only the answer can be seen from outside.",
                advice: "Deliveries come at least once: make acting on an event a matter of its id, and say 2xx to one \
                         you have already.",
            },
            Self::Reorder => AttackFacts {
                title: "Out of order",
                sent: "Two events, the one signed 30 seconds earlier comes last.",
                expected: "Takes both.",
                advice: "Do not count on order. Take what is rightly signed, and decide by the data which is newer.",
            },
            Self::Burst => AttackFacts {
                title: "Burst",
                sent: "Many right requests at once.",
                expected: "Takes all of them, or answers 429 or 503 with Retry-After and takes them then.",
                advice: "Answer first and work later: put what came into a queue. Where there is a limit, answer 429 \
                         with Retry-After.",
            },
            Self::TruncatedBody => AttackFacts {
                title: "Truncated body",
                sent: "A right request that promises a longer body than it sends, and then ends.",
                expected: "Does not take it.",
                advice: "Compare what was read with Content-Length. Most servers do it when the body is read to its \
                         end and errors are not ignored.",
            },
            Self::SlowBody => AttackFacts {
                title: "Slow body",
                sent: "Four requests whose bodies come a byte a second, and right requests meanwhile.",
                expected: "Takes the right ones meanwhile, and does not take the slow ones before they are whole.",
                advice: "Give reading a body a deadline, and do not let one connection hold up the others.",
            },
            Self::Oversized => AttackFacts {
                title: "Oversized body",
                sent: "A rightly signed request with a very large body.",
                expected: "Answers 413 or closes the connection, unless its stated limit allows the size.",
                advice: "Give bodies a limit and answer 413, by Content-Length before reading.",
            },
        }
    }
}
