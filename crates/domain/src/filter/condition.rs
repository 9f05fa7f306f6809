//! What is asked of the value at one place.

use super::compare::Comparison;
use super::found::Found;

/// What stands in one pair of braces. All of it must hold.
#[derive(Default)]
pub(super) struct Condition {
    /// Asked of the value, or of the elements of a list: all of them of the same element.
    pub(super) comparisons: Vec<Comparison>,
    pub(super) fields: Vec<(String, Condition)>,
    /// Asked of the value as a whole.
    pub(super) wholes: Vec<Whole>,
}

/// What is asked of a value as a whole, also when it is a list.
pub(super) enum Whole {
    Exists(bool),
    /// `$ne` and `$nin`: the comparison does not hold, for no element.
    Differs(Comparison),
    Not(Condition),
    And(Vec<Condition>),
    Or(Vec<Condition>),
}

impl Condition {
    pub(super) fn holds(&self, found: &Found<'_>) -> bool {
        self.wholes.iter().all(|whole| whole.holds(found)) && self.holds_for_any(found)
    }

    pub(super) fn candidates<'f>(&self, found: &'f Found<'_>) -> Vec<(Option<usize>, Found<'f>)> {
        if self.fields.is_empty() { found.candidates() } else { found.holders() }
    }

    fn holds_for_any(&self, found: &Found<'_>) -> bool {
        if self.comparisons.is_empty() && self.fields.is_empty() {
            return true;
        }
        self.candidates(found).iter().any(|(_, candidate)| {
            self.comparisons.iter().all(|comparison| compares(comparison, candidate))
                && self.fields.iter().all(|(name, condition)| condition.holds(&candidate.under(name)))
        })
    }
}

impl Whole {
    fn holds(&self, found: &Found<'_>) -> bool {
        match self {
            Self::Exists(expected) => found.exists() == *expected,
            Self::Differs(comparison) => differs(comparison, found),
            Self::Not(condition) => !condition.holds(found),
            Self::And(conditions) => conditions.iter().all(|condition| condition.holds(found)),
            Self::Or(conditions) => conditions.iter().any(|condition| condition.holds(found)),
        }
    }
}

/// Whether a comparison holds for no element.
pub(super) fn differs(comparison: &Comparison, found: &Found<'_>) -> bool {
    !found.candidates().iter().any(|(_, candidate)| compares(comparison, candidate))
}

/// Whether a comparison holds for one value.
pub(super) fn compares(comparison: &Comparison, found: &Found<'_>) -> bool {
    match found {
        Found::Value(value) => comparison.holds(value),
        Found::Field(readings) => readings.iter().any(|reading| comparison.holds(reading)),
        Found::Nothing | Found::Subject(_) | Found::Headers(_) | Found::Header(_) => false,
    }
}
