//! How each attack is made.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use domain::Timestamp;
use domain::lab::{Attack, LabOptions, Part, Seen};
use futures_util::future::join_all;

use super::forge::{Forge, Forged, altered};
use super::wire::{Manner, Sent, Wire};
use crate::clock::Clock;
use crate::entropy::Entropy;

/// How far from now stale and future requests are signed; twice what senders' libraries tolerate.
const TIME_OFF: Duration = Duration::from_secs(600);
/// How much earlier the older of two events is signed: within every tolerance but Paddle's.
const OLDER: Duration = Duration::from_secs(30);
/// How much later a duplicate is signed.
const LATER: Duration = Duration::from_secs(1);
/// Requests that are slow at a time.
const SLOW_REQUESTS: usize = 4;
/// Right requests meanwhile.
const MEANWHILE: usize = 3;
/// The rest between two bytes of a slow body, at most.
const SLOW_REST: Duration = Duration::from_secs(1);

/// Makes attacks on one receiver.
pub struct Attacker {
    /// Makes requests.
    pub forge: Forge,
    /// Sends them.
    pub wire: Wire,
    /// The measures.
    pub options: LabOptions,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Ids and wrong secrets.
    pub entropy: Arc<dyn Entropy>,
}

/// What came of an attack.
pub enum Made {
    /// It was made.
    Seen(Vec<Seen>),
    /// The scheme leaves no room for it: why, in one sentence.
    NotApplicable(String),
}

impl Attacker {
    /// Makes one attack.
    ///
    /// # Errors
    /// One sentence, when a right request cannot be made.
    pub async fn make(&self, attack: Attack) -> Result<Made, String> {
        let now = self.clock.now();
        let id = self.entropy.uuid(now);
        let right = self.forge.right(id, now)?;
        let wrong = || self.forge.with_wrong_secret(self.entropy.bytes(), id, now);
        let seen = match attack {
            Attack::Baseline => vec![self.whole(&right, Part::First).await],
            Attack::WrongSecret => match wrong() {
                Ok(wrong) => return Ok(self.unless_right(wrong, "The scheme has no secret.").await),
                Err(reason) => return Ok(Made::NotApplicable(format!("No second secret: {reason}."))),
            },
            Attack::AlteredByte => {
                let altered = Forge::with_body(&right, altered(&right.body));
                return Ok(self.unless_right(altered, "The scheme does not sign the body.").await);
            }
            Attack::StaleTimestamp => {
                let stale = self.right(now.before(TIME_OFF))?;
                return Ok(self.unless_right(stale, "The scheme signs no time.").await);
            }
            Attack::FutureTimestamp => {
                let future = self.right(now.after(TIME_OFF))?;
                return Ok(self.unless_right(future, "The scheme signs no time.").await);
            }
            Attack::MissingHeader => match self.forge.without_signature(&right, wrong().ok().as_ref()) {
                Some(bare) => return Ok(self.unless_right(bare, "The scheme has no signature.").await),
                None => return Ok(Made::NotApplicable("The scheme has no header field for a signature.".to_owned())),
            },
            Attack::DuplicatedHeader => {
                match wrong().ok().and_then(|wrong| self.forge.with_two_signatures(&right, &wrong)) {
                    Some(two) => vec![self.whole(&two, Part::First).await],
                    None => {
                        return Ok(Made::NotApplicable("The scheme has no header field for a signature.".to_owned()));
                    }
                }
            }
            Attack::ReplayedId => {
                vec![self.whole(&right, Part::First).await, self.whole(&right, Part::Second).await]
            }
            Attack::Duplicate => {
                let again = self.forge.right(id, now.after(LATER))?;
                vec![self.whole(&right, Part::First).await, self.whole(&again, Part::Second).await]
            }
            Attack::Reorder => {
                let older = self.right(now.before(OLDER))?;
                vec![self.whole(&right, Part::First).await, self.whole(&older, Part::Second).await]
            }
            Attack::Burst => self.burst(now).await?,
            Attack::TruncatedBody => {
                let manner = Manner::CutOff(right.body.len() / 2);
                vec![self.wire.send(self.sent(&right, manner, self.limit()), Part::First).await]
            }
            Attack::SlowBody => self.slow(now).await?,
            Attack::Oversized => vec![self.whole(&self.oversized(now)?, Part::First).await],
        };
        Ok(Made::Seen(seen))
    }

    /// Sends what a right receiver of the scheme refuses; what it takes says nothing of this receiver.
    async fn unless_right(&self, request: Forged, otherwise: &str) -> Made {
        if self.forge.is_right(&request, self.clock.now()) {
            return Made::NotApplicable(otherwise.to_owned());
        }
        Made::Seen(vec![self.whole(&request, Part::First).await])
    }

    async fn burst(&self, now: Timestamp) -> Result<Vec<Seen>, String> {
        let requests: Result<Vec<_>, String> = (0..self.options.burst).map(|_| self.right(now)).collect();
        let requests = requests?;
        let mut seen = join_all(requests.iter().map(|request| self.whole(request, Part::First))).await;
        let asked: Vec<_> =
            requests.iter().zip(&seen).filter(|(_, seen)| seen.asks_to_wait()).map(|(request, _)| request).collect();
        let Some(mut wait_ms) =
            seen.iter().filter(|seen| seen.asks_to_wait()).filter_map(|seen| seen.retry_after_ms).max()
        else {
            return Ok(seen);
        };
        let until = now.after(self.limit());
        // One after the other, and patient again whenever that is asked for: who asked for patience gets all of them.
        for request in asked {
            loop {
                let resume_at = self.clock.now().after(Duration::from_millis(wait_ms));
                if resume_at >= until {
                    return Ok(seen);
                }
                self.clock.sleep_until(resume_at).await;
                let again = self.whole(request, Part::Again).await;
                let is_asked_again = again.asks_to_wait();
                wait_ms = again.retry_after_ms.filter(|_| is_asked_again).unwrap_or(0);
                seen.push(again);
                if !is_asked_again {
                    break;
                }
            }
        }
        Ok(seen)
    }

    async fn slow(&self, now: Timestamp) -> Result<Vec<Seen>, String> {
        let limit = Duration::from_millis(self.options.slow_ms);
        let rest = SLOW_REST.min(limit / 4);
        let slow: Result<Vec<_>, String> = (0..SLOW_REQUESTS).map(|_| self.right(now)).collect();
        let slow = slow?;
        let slow = join_all(
            slow.iter().map(|request| self.wire.send(self.sent(request, Manner::Slowly(rest), limit), Part::First)),
        );
        let meanwhile = async {
            let mut seen = Vec::new();
            for _ in 0..MEANWHILE {
                self.clock.sleep_until(self.clock.now().after(limit / 5)).await;
                seen.push(self.whole(&self.right(self.clock.now())?, Part::Meanwhile).await);
            }
            Ok::<_, String>(seen)
        };
        let (slow, meanwhile) = tokio::join!(slow, meanwhile);
        Ok(slow.into_iter().chain(meanwhile?).collect())
    }

    /// A rightly signed request with a very large body: the right one's, and white space behind it.
    fn oversized(&self, now: Timestamp) -> Result<Forged, String> {
        let bytes = usize::try_from(self.options.oversized_bytes).unwrap_or(usize::MAX);
        let mut body = self.right(now)?.body.to_vec();
        body.resize(body.len().max(bytes), b' ');
        self.forge.right_with_body(self.entropy.uuid(now), now, Bytes::from(body))
    }

    fn right(&self, at: Timestamp) -> Result<Forged, String> {
        self.forge.right(self.entropy.uuid(at), at)
    }

    async fn whole(&self, request: &Forged, part: Part) -> Seen {
        self.wire.send(self.sent(request, Manner::Whole, self.limit()), part).await
    }

    const fn limit(&self) -> Duration {
        Duration::from_millis(self.options.attack_ms)
    }

    fn sent(&self, request: &Forged, manner: Manner, limit: Duration) -> Sent {
        let Forged { url, headers, body, .. } = request.clone();
        Sent { url, headers, body, manner, limit }
    }
}
