//! Which conditions of a filter held for an event, and what they found.

use serde_json::Value;

use super::Subject;
use super::compare::Comparison;
use super::condition::{Condition, Whole, compares, differs};
use super::found::Found;
use super::path::Path;

/// Which conditions held for an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Whether the event is meant: all of the judgements hold.
    pub holds: bool,
    /// One for each condition.
    pub judgements: Vec<Judgement>,
}

/// Whether one condition held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// Where in the event: `body.items[1].sku`. Empty for the event itself.
    pub path: String,
    /// Whether it held.
    pub holds: bool,
    /// What was asked.
    pub test: Test,
}

/// What was asked at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// A single condition.
    Single {
        /// `$eq`, `$gt`, …
        operator: &'static str,
        /// What was asked for.
        expected: Value,
        /// What is there, cut when it is long; `None` when nothing is.
        found: Option<Value>,
    },
    /// `$and`, `$or` or `$not` of others.
    Group {
        /// `$and`, `$or` or `$not`.
        operator: &'static str,
        /// Those others.
        parts: Vec<Judgement>,
    },
}

impl Report {
    pub(super) fn of(condition: &Condition, subject: &Subject<'_>) -> Self {
        let judgements = condition.judge(Path::Root, &Found::Subject(*subject));
        Self { holds: all_hold(&judgements), judgements }
    }
}

impl Condition {
    fn judge(&self, path: Path<'_>, found: &Found<'_>) -> Vec<Judgement> {
        let mut judgements: Vec<Judgement> = self.wholes.iter().map(|whole| whole.judge(path, found)).collect();
        judgements.extend(self.judge_nearest(path, found));
        judgements
    }

    /// The judgements about the element for which all holds, or else for which most does.
    fn judge_nearest(&self, path: Path<'_>, found: &Found<'_>) -> Vec<Judgement> {
        let mut nearest: Option<Vec<Judgement>> = None;
        for (index, candidate) in self.candidates(found) {
            let judgements = match index {
                Some(index) => self.judge_one(Path::Index(&path, index), &candidate),
                None => self.judge_one(path, &candidate),
            };
            if all_hold(&judgements) {
                return judgements;
            }
            // The list itself comes last among the candidates, and says more than any of its elements.
            let is_nearer = |other: &Vec<Judgement>| {
                held(&judgements) > held(other) || (index.is_none() && held(&judgements) == held(other))
            };
            if nearest.as_ref().is_none_or(is_nearer) {
                nearest = Some(judgements);
            }
        }
        nearest.unwrap_or_default()
    }

    fn judge_one(&self, path: Path<'_>, found: &Found<'_>) -> Vec<Judgement> {
        let comparisons = self.comparisons.iter().map(|comparison| {
            single(path, comparison.operator(), comparison.expected(), found, compares(comparison, found))
        });
        let fields = self
            .fields
            .iter()
            .flat_map(|(name, condition)| condition.judge(Path::Name(&path, name), &found.under(name)));
        comparisons.chain(fields).collect()
    }
}

impl Whole {
    fn judge(&self, path: Path<'_>, found: &Found<'_>) -> Judgement {
        match self {
            Self::Exists(expected) => {
                single(path, "$exists", Value::Bool(*expected), found, found.exists() == *expected)
            }
            Self::Differs(comparison) => {
                let operator = if matches!(comparison, Comparison::In(_)) { "$nin" } else { "$ne" };
                single(path, operator, comparison.expected(), found, differs(comparison, found))
            }
            Self::Not(condition) => {
                let parts = condition.judge(path, found);
                group(path, "$not", !all_hold(&parts), parts)
            }
            Self::And(conditions) => {
                let parts: Vec<_> = conditions.iter().map(|condition| condition.judge_as_one(path, found)).collect();
                group(path, "$and", all_hold(&parts), parts)
            }
            Self::Or(conditions) => {
                let parts: Vec<_> = conditions.iter().map(|condition| condition.judge_as_one(path, found)).collect();
                group(path, "$or", parts.iter().any(|part| part.holds), parts)
            }
        }
    }
}

impl Condition {
    fn judge_as_one(&self, path: Path<'_>, found: &Found<'_>) -> Judgement {
        let mut parts = self.judge(path, found);
        match parts.pop() {
            Some(only) if parts.is_empty() => only,
            last => {
                parts.extend(last);
                group(path, "$and", all_hold(&parts), parts)
            }
        }
    }
}

fn single(path: Path<'_>, operator: &'static str, expected: Value, found: &Found<'_>, holds: bool) -> Judgement {
    Judgement { path: path.to_string(), holds, test: Test::Single { operator, expected, found: found.shown() } }
}

fn group(path: Path<'_>, operator: &'static str, holds: bool, parts: Vec<Judgement>) -> Judgement {
    Judgement { path: path.to_string(), holds, test: Test::Group { operator, parts } }
}

fn all_hold(judgements: &[Judgement]) -> bool {
    judgements.iter().all(|judgement| judgement.holds)
}

fn held(judgements: &[Judgement]) -> usize {
    judgements.iter().filter(|judgement| judgement.holds).count()
}
