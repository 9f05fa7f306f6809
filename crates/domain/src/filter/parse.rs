//! Reads a filter from JSON.

use regex::RegexBuilder;
use serde_json::{Map, Value};

use super::compare::Comparison;
use super::condition::{Condition, Whole};
use super::path::Path;
use super::{FILTER_BYTES_MAX, FILTER_DEPTH_MAX, FilterError, REGEX_BYTES_MAX, REGEXES_MAX};

const OPERATORS: &str = "`$eq`, `$ne`, `$gt`, `$gte`, `$lt`, `$lte`, `$in`, `$nin`, `$exists`, `$startsWith`, \
                         `$endsWith`, `$contains`, `$regex`, `$or`, `$and`, `$not`";

/// What can stand at a place of a filter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// `type`, `headers`, `body`.
    Filter,
    /// Names of headers.
    Headers,
    /// What is asked of a single text.
    Text,
    /// Anything.
    Body,
}

pub(super) fn filter(written: &Value) -> Result<Condition, FilterError> {
    if !written.is_object() {
        let hint = "Write braces with `type`, `headers` or `body` in them.";
        return Err(refused(Path::Root, "a filter is a JSON object", hint));
    }
    let mut reader = Reader { regexes: 0 };
    let condition = reader.condition(written, Place { path: Path::Root, scope: Scope::Filter, depth: 0 })?;
    if written.to_string().len() > FILTER_BYTES_MAX {
        let problem = format!("the filter is larger than {FILTER_BYTES_MAX} bytes");
        return Err(refused(Path::Root, &problem, "Ask for less, or split the subscription."));
    }
    Ok(condition)
}

#[derive(Clone, Copy)]
struct Place<'p> {
    path: Path<'p>,
    scope: Scope,
    depth: usize,
}

impl<'p> Place<'p> {
    const fn at(self, path: Path<'p>) -> Self {
        Self { path, scope: self.scope, depth: self.depth + 1 }
    }
}

struct Reader {
    regexes: usize,
}

impl Reader {
    fn condition(&mut self, written: &Value, place: Place<'_>) -> Result<Condition, FilterError> {
        if place.depth > FILTER_DEPTH_MAX {
            let problem = format!("the filter is nested deeper than {FILTER_DEPTH_MAX} levels");
            return Err(refused(place.path, &problem, "Ask for fewer levels."));
        }
        match written {
            Value::Object(entries) => self.braces(entries, place),
            _ if matches!(place.scope, Scope::Filter | Scope::Headers) => {
                let hint = if place.scope == Scope::Filter {
                    "Write braces with `type`, `headers` or `body` in them."
                } else {
                    "Write braces with names of headers in them."
                };
                Err(refused(place.path, "a JSON object belongs here", hint))
            }
            Value::Array(_) => {
                let conditions = self.conditions(written, place)?;
                Ok(Condition { wholes: vec![Whole::And(conditions)], ..Condition::default() })
            }
            scalar => Ok(Condition { comparisons: vec![Comparison::Equal(scalar.clone())], ..Condition::default() }),
        }
    }

    fn braces(&mut self, entries: &Map<String, Value>, place: Place<'_>) -> Result<Condition, FilterError> {
        let mut condition = Condition::default();
        for (name, written) in entries {
            let inner = place.at(Path::Name(&place.path, name));
            if name.starts_with('$') {
                self.operator(name, written, inner, &mut condition)?;
            } else {
                let scope = scope_under(name, place, inner.path)?;
                condition.fields.push((name.clone(), self.condition(written, Place { scope, ..inner })?));
            }
        }
        Ok(condition)
    }

    fn operator(
        &mut self,
        name: &str,
        written: &Value,
        place: Place<'_>,
        condition: &mut Condition,
    ) -> Result<(), FilterError> {
        match name {
            "$not" => condition.wholes.push(Whole::Not(self.condition(written, place)?)),
            "$and" => condition.wholes.push(Whole::And(self.conditions(written, place)?)),
            "$or" => condition.wholes.push(Whole::Or(self.conditions(written, place)?)),
            _ if matches!(place.scope, Scope::Filter | Scope::Headers) => {
                let hint = "Only `$and`, `$or` and `$not` can stand here; others ask for the value of a field.";
                return Err(refused(place.path, &format!("`{name}` asks nothing of a single value"), hint));
            }
            "$exists" => match written {
                Value::Bool(expected) => condition.wholes.push(Whole::Exists(*expected)),
                _ => return Err(refused(place.path, "`$exists` is true or false", "Write `true` or `false`.")),
            },
            "$ne" => condition.wholes.push(Whole::Differs(Comparison::Equal(written.clone()))),
            "$nin" => condition.wholes.push(Whole::Differs(Comparison::In(list(written, place.path)?))),
            _ => condition.comparisons.push(self.comparison(name, written, place.path)?),
        }
        Ok(())
    }

    fn comparison(&mut self, name: &str, written: &Value, path: Path<'_>) -> Result<Comparison, FilterError> {
        Ok(match name {
            "$eq" => Comparison::Equal(written.clone()),
            "$gt" => Comparison::Above(ordered(written, path)?),
            "$gte" => Comparison::AtLeast(ordered(written, path)?),
            "$lt" => Comparison::Below(ordered(written, path)?),
            "$lte" => Comparison::AtMost(ordered(written, path)?),
            "$in" => Comparison::In(list(written, path)?),
            "$startsWith" => Comparison::StartsWith(text(written, path)?),
            "$endsWith" => Comparison::EndsWith(text(written, path)?),
            "$contains" => match written {
                Value::Array(_) | Value::Object(_) => {
                    let hint = "Write the text to look for, or the element that a list must have.";
                    return Err(refused(path, "`$contains` is a single value", hint));
                }
                single => Comparison::Contains(single.clone()),
            },
            "$regex" => self.regex(&text(written, path)?, path)?,
            unknown => {
                let hint = format!("The operators are {OPERATORS}.");
                return Err(refused(path, &format!("`{unknown}` is no operator"), &hint));
            }
        })
    }

    fn regex(&mut self, pattern: &str, path: Path<'_>) -> Result<Comparison, FilterError> {
        self.regexes += 1;
        if self.regexes > REGEXES_MAX {
            let problem = format!("there are more than {REGEXES_MAX} regular expressions");
            return Err(refused(path, &problem, "Join them with `|`, or use `$startsWith` and `$in`."));
        }
        let built = RegexBuilder::new(pattern).size_limit(REGEX_BYTES_MAX).dfa_size_limit(REGEX_BYTES_MAX).build();
        built.map(Comparison::Regex).map_err(|error| {
            let hint = "The syntax is that of Rust's `regex`: no look-around, no back-references.";
            refused(path, &format!("the regular expression cannot be used: {error}"), hint)
        })
    }

    fn conditions(&mut self, written: &Value, place: Place<'_>) -> Result<Vec<Condition>, FilterError> {
        match written.as_array().map(Vec::as_slice) {
            None | Some([]) => {
                let hint = "Write a list with at least one condition.";
                Err(refused(place.path, "a list of conditions belongs here", hint))
            }
            Some(conditions) => {
                let numbered = conditions.iter().enumerate();
                numbered.map(|(index, one)| self.condition(one, place.at(Path::Index(&place.path, index)))).collect()
            }
        }
    }
}

/// What can stand under a name.
fn scope_under(name: &str, place: Place<'_>, path: Path<'_>) -> Result<Scope, FilterError> {
    match (place.scope, name) {
        (Scope::Filter, "type") | (Scope::Headers, _) => Ok(Scope::Text),
        (Scope::Filter, "headers") => Ok(Scope::Headers),
        (Scope::Filter, "body") | (Scope::Body, _) => Ok(Scope::Body),
        (Scope::Filter, _) => {
            let hint = "A filter looks at `type`, `headers` and `body`.";
            Err(refused(path, &format!("`{name}` is no part of an event"), hint))
        }
        (Scope::Text, _) => {
            Err(refused(path, "there are no fields in a single text", &format!("The operators are {OPERATORS}.")))
        }
    }
}

fn list(written: &Value, path: Path<'_>) -> Result<Vec<Value>, FilterError> {
    written.as_array().cloned().ok_or_else(|| refused(path, "a list of values belongs here", "Write `[\"a\", \"b\"]`."))
}

fn text(written: &Value, path: Path<'_>) -> Result<String, FilterError> {
    let text = written.as_str().map(str::to_owned);
    text.ok_or_else(|| refused(path, "a text belongs here", "Put it in quotation marks."))
}

fn ordered(written: &Value, path: Path<'_>) -> Result<Value, FilterError> {
    if matches!(written, Value::Number(_) | Value::String(_)) {
        Ok(written.clone())
    } else {
        Err(refused(path, "only numbers and texts have an order", "Write a number or a text."))
    }
}

fn refused(path: Path<'_>, problem: &str, hint: &str) -> FilterError {
    FilterError { path: path.to_string(), problem: problem.to_owned(), hint: hint.to_owned() }
}
