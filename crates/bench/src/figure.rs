//! One measured value, and the goal it is held against.

use serde_json::Value;

/// One measured value.
#[derive(Debug, Clone)]
pub struct Figure {
    /// What is measured, in a few words.
    pub name: String,
    /// What it should be.
    pub goal: Goal,
    /// What it is.
    pub value: f64,
    /// What it was found from: absolute values, single rounds.
    pub details: Value,
}

/// What a value should be.
#[derive(Debug, Clone, Copy)]
pub enum Goal {
    /// A ratio, not smaller.
    AtLeast(f64),
    /// A ratio, not larger.
    AtMost(f64),
    /// Milliseconds, not more.
    WithinMs(f64),
    /// Nothing: it says what the machine can do. Milliseconds.
    NoneMs,
}

/// How a value stands to its goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is met.
    Met,
    /// It is missed.
    Missed,
    /// There is no goal, or too little was measured to say.
    NotJudged,
}

impl Figure {
    /// A value and what it was found from.
    pub fn new(name: impl Into<String>, goal: Goal, value: f64, details: Value) -> Self {
        Self { name: name.into(), goal, value, details }
    }

    /// How the value stands to its goal.
    pub fn standing(&self, is_judged: bool) -> Standing {
        let is_met = match self.goal {
            Goal::AtLeast(least) => self.value >= least,
            Goal::AtMost(most) | Goal::WithinMs(most) => self.value <= most,
            Goal::NoneMs => return Standing::NotJudged,
        };
        match (is_judged, is_met) {
            (false, _) => Standing::NotJudged,
            (true, true) => Standing::Met,
            (true, false) => Standing::Missed,
        }
    }

    /// The value as people read it.
    pub fn shown(&self) -> String {
        match self.goal {
            Goal::AtLeast(_) | Goal::AtMost(_) => format!("{:.3}", self.value),
            Goal::WithinMs(_) | Goal::NoneMs => format!("{:.2} ms", self.value),
        }
    }
}

impl Goal {
    /// The goal as people read it.
    pub fn shown(self) -> String {
        match self {
            Self::AtLeast(least) => format!("≥ {least}"),
            Self::AtMost(most) => format!("≤ {most}"),
            Self::WithinMs(most) => format!("≤ {most} ms"),
            Self::NoneMs => "–".to_owned(),
        }
    }
}
