//! How a value that was found is compared with one that was asked for.

use std::cmp::Ordering;

use regex::Regex;
use serde_json::{Number, Value};

/// What is asked of a single value.
pub(super) enum Comparison {
    Equal(Value),
    Above(Value),
    AtLeast(Value),
    Below(Value),
    AtMost(Value),
    In(Vec<Value>),
    StartsWith(String),
    EndsWith(String),
    Contains(Value),
    Regex(Regex),
}

impl Comparison {
    pub(super) fn holds(&self, found: &Value) -> bool {
        match self {
            Self::Equal(expected) => is_equal(found, expected),
            Self::Above(expected) => order(found, expected).is_some_and(Ordering::is_gt),
            Self::AtLeast(expected) => order(found, expected).is_some_and(Ordering::is_ge),
            Self::Below(expected) => order(found, expected).is_some_and(Ordering::is_lt),
            Self::AtMost(expected) => order(found, expected).is_some_and(Ordering::is_le),
            Self::In(expected) => expected.iter().any(|expected| is_equal(found, expected)),
            Self::StartsWith(start) => found.as_str().is_some_and(|found| found.starts_with(start)),
            Self::EndsWith(end) => found.as_str().is_some_and(|found| found.ends_with(end)),
            Self::Contains(Value::String(part)) => found.as_str().is_some_and(|found| found.contains(part)),
            Self::Contains(expected) => is_equal(found, expected),
            Self::Regex(regex) => found.as_str().is_some_and(|found| regex.is_match(found)),
        }
    }

    pub(super) const fn operator(&self) -> &'static str {
        match self {
            Self::Equal(_) => "$eq",
            Self::Above(_) => "$gt",
            Self::AtLeast(_) => "$gte",
            Self::Below(_) => "$lt",
            Self::AtMost(_) => "$lte",
            Self::In(_) => "$in",
            Self::StartsWith(_) => "$startsWith",
            Self::EndsWith(_) => "$endsWith",
            Self::Contains(_) => "$contains",
            Self::Regex(_) => "$regex",
        }
    }

    /// What was asked for, as it was written.
    pub(super) fn expected(&self) -> Value {
        match self {
            Self::Equal(value)
            | Self::Above(value)
            | Self::AtLeast(value)
            | Self::Below(value)
            | Self::AtMost(value)
            | Self::Contains(value) => value.clone(),
            Self::In(values) => Value::Array(values.clone()),
            Self::StartsWith(text) | Self::EndsWith(text) => Value::String(text.clone()),
            Self::Regex(regex) => Value::String(regex.as_str().to_owned()),
        }
    }
}

fn is_equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => order_numbers(left, right) == Some(Ordering::Equal),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| is_equal(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(name, left)| right.get(name).is_some_and(|right| is_equal(left, right)))
        }
        (left, right) => left == right,
    }
}

/// The order of two numbers or two texts; there is none between others.
fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => order_numbers(left, right),
        (Value::String(left), Value::String(right)) => Some(left.cmp(right)),
        _ => None,
    }
}

fn order_numbers(left: &Number, right: &Number) -> Option<Ordering> {
    // As integers where both are: ids of 64 bits differ in digits that a float does not have.
    match (left.as_i128(), right.as_i128()) {
        (Some(left), Some(right)) => Some(left.cmp(&right)),
        _ => left.as_f64()?.partial_cmp(&right.as_f64()?),
    }
}
