//! Payloads made of a schema.
//!
//! What a schema says itself comes first (`const`, `default`, `examples`, `enum`); the rest is made up, the same for the
//! same seed. What came out is checked against the schema, and made again with other choices when it is not valid:
//! a schema can demand what cannot be found by looking at its parts.

use serde_json::{Map, Number, Value, json};

use crate::given::{GivenSchema, SchemaError};

/// Tries before a schema is given up.
const TRIES: u64 = 24;
/// Levels that are made; below them optional fields are left out.
const DEPTH_MAX: usize = 12;
/// References followed at one place.
const REFERENCES_MAX: usize = 16;

/// Why no sample was made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SampleError {
    /// It is no schema.
    #[error(transparent)]
    Schema(#[from] SchemaError),
    /// Nothing that was made is valid.
    #[error("no payload was found that is valid: {path} {rule}")]
    NotFound {
        /// The place that is not valid in the last try, as a JSON Pointer.
        path: String,
        /// What the schema demands there.
        rule: String,
    },
}

/// A payload that is valid against `schema`, the same for the same seed.
///
/// # Errors
/// When `schema` is none, or nothing valid was found.
pub fn sample(schema: &Value, seed: u64) -> Result<Value, SampleError> {
    let given = GivenSchema::parse(schema)?;
    let mut last = None;
    for attempt in 0..TRIES {
        let mut maker =
            Maker { whole: schema, dice: Dice(seed ^ attempt.wrapping_mul(0xA24B_AED4_963E_E407)), attempt };
        let made = maker.value(schema, "", DEPTH_MAX);
        match given.differences(&made).into_iter().next() {
            None => return Ok(made),
            Some(difference) => last = Some(difference),
        }
    }
    let (path, rule) = last.map(|difference| (difference.path, difference.was)).unwrap_or_default();
    Err(SampleError::NotFound { path, rule })
}

struct Maker<'s> {
    whole: &'s Value,
    dice: Dice,
    attempt: u64,
}

impl Maker<'_> {
    /// A value for `schema`, at a field of this name.
    fn value(&mut self, schema: &Value, name: &str, depth: usize) -> Value {
        let schema = self.whole_schema(schema);
        let Some(rules) = schema.as_object() else { return json!(true) };
        if let Some(fixed) = rules.get("const") {
            return fixed.clone();
        }
        if let Some(choices) = rules.get("enum").and_then(Value::as_array).filter(|choices| !choices.is_empty()) {
            return self.usual(choices);
        }
        if let Some(usual) = self.stated(rules) {
            return usual;
        }
        match self.kind(rules) {
            "object" => self.object(rules, depth),
            "array" => self.array(rules, name, depth),
            "string" => Value::String(self.text(rules, name)),
            "integer" => self.number(rules, name, true),
            "number" => self.number(rules, name, false),
            "boolean" => json!(self.dice.below(2) == 1),
            _ => Value::Null,
        }
    }

    /// The schema with references followed, all parts of `allOf` and one of `anyOf` and `oneOf` laid over it.
    fn whole_schema(&mut self, schema: &Value) -> Value {
        let mut whole = schema.clone();
        for _ in 0..REFERENCES_MAX {
            let Some(rules) = whole.as_object_mut() else { return whole };
            let mut parts: Vec<Value> = Vec::new();
            if let Some(reference) = rules.remove("$ref") {
                let pointer = reference.as_str().and_then(|text| text.strip_prefix('#')).unwrap_or("/-");
                parts.extend(self.whole.pointer(pointer).cloned());
            }
            if let Some(Value::Array(all)) = rules.remove("allOf") {
                parts.extend(all);
            }
            for word in ["oneOf", "anyOf"] {
                if let Some(Value::Array(choices)) = rules.remove(word) {
                    // What is usual stands first, and `null` is the least telling.
                    let telling: Vec<&Value> = choices.iter().filter(|choice| choice["type"] != "null").collect();
                    let from = if telling.is_empty() { choices.iter().collect() } else { telling };
                    let at = if self.attempt == 0 { 0 } else { self.dice.below(from.len() as u64) };
                    parts.extend(from.get(usize::try_from(at).unwrap_or(0)).map(|choice| (*choice).clone()));
                }
            }
            if parts.is_empty() {
                return whole;
            }
            parts.iter().for_each(|part| lay_over(&mut whole, part));
        }
        whole
    }

    fn stated(&mut self, rules: &Map<String, Value>) -> Option<Value> {
        if self.attempt > TRIES / 2 {
            // What the schema says itself may break its own rules.
            return None;
        }
        if let Some(usual) = rules.get("default").filter(|usual| !usual.is_null()) {
            return Some(usual.clone());
        }
        if let Some(examples) = rules.get("examples").and_then(Value::as_array).filter(|some| !some.is_empty()) {
            return Some(self.usual(examples));
        }
        // OpenAPI's own word.
        rules.get("example").cloned()
    }

    /// One of several, not null where there is a choice.
    fn usual(&mut self, choices: &[Value]) -> Value {
        let telling: Vec<&Value> = choices.iter().filter(|choice| !choice.is_null()).collect();
        let at = self.dice.below(telling.len().max(1) as u64);
        telling.get(usize::try_from(at).unwrap_or(0)).map_or(Value::Null, |choice| (*choice).clone())
    }

    fn kind(&mut self, rules: &Map<String, Value>) -> &'static str {
        const KINDS: [&str; 7] = ["object", "array", "string", "integer", "number", "boolean", "null"];
        let known = |word: &str| KINDS.into_iter().find(|kind| *kind == word);
        match rules.get("type") {
            Some(Value::String(word)) => known(word).unwrap_or("null"),
            Some(Value::Array(words)) => {
                let words: Vec<&'static str> = words.iter().filter_map(Value::as_str).filter_map(known).collect();
                let telling: Vec<&'static str> = words.iter().copied().filter(|word| *word != "null").collect();
                let at = if self.attempt == 0 { 0 } else { self.dice.below(telling.len().max(1) as u64) };
                telling.get(usize::try_from(at).unwrap_or(0)).copied().unwrap_or("null")
            }
            _ => of_rules(rules),
        }
    }

    fn object(&mut self, rules: &Map<String, Value>, depth: usize) -> Value {
        let mut made = Map::new();
        let empty = Map::new();
        let properties = rules.get("properties").and_then(Value::as_object).unwrap_or(&empty);
        let required: Vec<&str> =
            rules.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        for (name, schema) in properties {
            if schema == &Value::Bool(false) {
                continue;
            }
            // Optional fields are made too, so that a sample shows all there may be, as long as that is not endless.
            if required.contains(&name.as_str()) || depth > 0 && (self.attempt == 0 || self.dice.below(2) == 0) {
                made.insert(name.clone(), self.value(schema, name, depth.saturating_sub(1)));
            }
        }
        let others = rules.get("additionalProperties").cloned().unwrap_or(Value::Bool(true));
        for name in required {
            if !made.contains_key(name) {
                made.insert(name.to_owned(), self.value(&others, name, depth.saturating_sub(1)));
            }
        }
        let least = rules.get("minProperties").and_then(Value::as_u64).unwrap_or(0);
        // A map shows one of its values.
        let shown = if others.is_object() && properties.is_empty() && depth > 0 { least.max(1) } else { least };
        let mut number = 1;
        while (made.len() as u64) < shown && number <= 1_000 {
            let name = format!("key_{number}");
            made.insert(name, self.value(&others, "", depth.saturating_sub(1)));
            number += 1;
        }
        Value::Object(made)
    }

    fn array(&mut self, rules: &Map<String, Value>, name: &str, depth: usize) -> Value {
        let mut made: Vec<Value> = Vec::new();
        for schema in rules.get("prefixItems").and_then(Value::as_array).into_iter().flatten() {
            made.push(self.value(schema, name, depth.saturating_sub(1)));
        }
        let least = rules.get("minItems").and_then(Value::as_u64).unwrap_or(0);
        let most = rules.get("maxItems").and_then(Value::as_u64).unwrap_or(u64::MAX);
        let usual = u64::from(rules.contains_key("items") && depth > 0);
        let schema = rules.get("items").or_else(|| rules.get("contains")).cloned().unwrap_or(Value::Bool(true));
        let wanted = least.max(usual).min(most).min(1_000);
        while (made.len() as u64) < wanted && schema != Value::Bool(false) {
            made.push(self.value(&schema, name, depth.saturating_sub(1)));
        }
        Value::Array(made)
    }

    fn number(&mut self, rules: &Map<String, Value>, name: &str, is_whole: bool) -> Value {
        let bound = |word: &str| rules.get(word).and_then(Value::as_f64);
        let step = bound("multipleOf").unwrap_or(if is_whole { 1.0 } else { 0.5 });
        let least = bound("minimum").or_else(|| bound("exclusiveMinimum").map(|least| least + step));
        let most = bound("maximum").or_else(|| bound("exclusiveMaximum").map(|most| most - step));
        let (from, to) = match (least, most) {
            (Some(from), Some(to)) => (from, to),
            (Some(from), None) => (from, from + 1_000.0 * step),
            (None, Some(to)) => (to - 1_000.0 * step, to),
            (None, None) if is_moment(name) => (1_760_000_000.0, 1_790_000_000.0),
            (None, None) => (step, 1_000.0 * step),
        };
        let steps = ((to - from) / step).floor().clamp(0.0, 1e15);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        let drawn = self.dice.below(steps as u64 + 1) as f64;
        let made = ((from / step).ceil() + drawn) * step;
        if is_whole {
            #[expect(clippy::cast_possible_truncation)]
            let whole = made.round() as i64;
            return json!(whole);
        }
        Number::from_f64(made).map_or(json!(0), Value::Number)
    }

    fn text(&mut self, rules: &Map<String, Value>, name: &str) -> String {
        let text = match rules.get("format").and_then(Value::as_str) {
            Some("date-time") => {
                format!("2026-{:02}-{:02}T12:{:02}:00Z", self.one_of(12), self.one_of(28), self.dice.below(60))
            }
            Some("date") => format!("2026-{:02}-{:02}", self.one_of(12), self.one_of(28)),
            Some("time") => format!("12:{:02}:00Z", self.dice.below(60)),
            Some("duration") => "P1D".to_owned(),
            Some("uuid") => self.uuid(),
            Some("uri" | "url" | "iri" | "uri-reference") => format!("https://example.com/{}", self.word()),
            Some("email" | "idn-email") => format!("{}@example.com", self.word()),
            Some("hostname" | "idn-hostname") => format!("{}.example.com", self.word()),
            Some("ipv4") => format!("192.0.2.{}", self.one_of(254)),
            Some("ipv6") => format!("2001:db8::{}", self.one_of(9)),
            _ => self.plain(rules, name),
        };
        self.of_length(rules, text)
    }

    fn plain(&mut self, rules: &Map<String, Value>, name: &str) -> String {
        if let Some(pattern) = rules.get("pattern").and_then(Value::as_str) {
            let number = self.dice.below(900_000) + 100_000;
            let literal: String = pattern
                .trim_start_matches('^')
                .chars()
                .take_while(|one| one.is_alphanumeric() || *one == '_' || *one == '-')
                .collect();
            let tails = ["", "1", "a", "A", "abc", "ABC", "2026-05-01"];
            let tail = tails[usize::try_from(self.attempt).unwrap_or(0) % tails.len()];
            return if self.attempt.is_multiple_of(2) {
                format!("{literal}{number}")
            } else {
                format!("{literal}{tail}")
            };
        }
        match name {
            "id" => format!("id_{}", self.dice.below(900_000) + 100_000),
            "currency" => "eur".to_owned(),
            "country" => "DE".to_owned(),
            _ => self.word(),
        }
    }

    fn of_length(&mut self, rules: &Map<String, Value>, mut text: String) -> String {
        let length = |word: &str| rules.get(word).and_then(Value::as_u64).and_then(|count| usize::try_from(count).ok());
        if let Some(least) = length("minLength").map(|least| least.min(100_000)) {
            while text.chars().count() < least {
                text.push(char::from(b'a' + u8::try_from(self.dice.below(26)).unwrap_or(0)));
            }
        }
        match length("maxLength") {
            Some(most) => text.chars().take(most).collect(),
            None => text,
        }
    }

    fn word(&mut self) -> String {
        const WORDS: [&str; 12] = [
            "amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heron", "inlet", "juniper", "kelp", "lure",
        ];
        let at = usize::try_from(self.dice.below(WORDS.len() as u64)).unwrap_or(0);
        WORDS[at].to_owned()
    }

    fn uuid(&mut self) -> String {
        let (high, low) = (self.dice.roll(), self.dice.roll());
        format!(
            "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
            high >> 32,
            high >> 16 & 0xFFFF,
            high & 0xFFF,
            low >> 52,
            low & 0xFFFF_FFFF_FFFF
        )
    }

    const fn one_of(&mut self, count: u64) -> u64 {
        self.dice.below(count) + 1
    }
}

/// The kind that rules without `type` speak of.
fn of_rules(rules: &Map<String, Value>) -> &'static str {
    let has = |words: &[&str]| words.iter().any(|word| rules.contains_key(*word));
    if has(&["properties", "required", "additionalProperties", "minProperties"]) {
        "object"
    } else if has(&["items", "prefixItems", "minItems", "contains"]) {
        "array"
    } else if has(&["minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum"]) {
        "number"
    } else if rules.is_empty() {
        "boolean"
    } else {
        "string"
    }
}

fn is_moment(name: &str) -> bool {
    ["created", "updated", "timestamp"].contains(&name) || name.ends_with("_at")
}

/// Lays the rules of `part` over `whole`: fields are joined, of everything else the part's own words hold.
fn lay_over(whole: &mut Value, part: &Value) {
    let (Some(rules), Some(part)) = (whole.as_object_mut(), part.as_object()) else { return };
    for (word, rule) in part {
        match (rules.get_mut(word), rule) {
            (Some(Value::Object(known)), Value::Object(more)) if word == "properties" || word == "$defs" => {
                for (name, schema) in more {
                    match known.get_mut(name) {
                        Some(before) => lay_over(before, schema),
                        None => {
                            known.insert(name.clone(), schema.clone());
                        }
                    }
                }
            }
            (Some(Value::Array(known)), Value::Array(more)) if word == "required" => {
                known.extend(more.iter().filter(|name| !known.contains(name)).cloned().collect::<Vec<_>>());
            }
            (Some(Value::Array(known)), Value::Array(more)) if word == "allOf" => known.extend(more.iter().cloned()),
            _ => {
                rules.insert(word.clone(), rule.clone());
            }
        }
    }
}

/// Numbers that look random and are the same for one seed (SplitMix64).
struct Dice(u64);

impl Dice {
    const fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    const fn below(&mut self, bound: u64) -> u64 {
        if bound == 0 { 0 } else { self.roll() % bound }
    }
}
