//! The words of each language.

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::{Argument, Language};

macro_rules! catalogue {
    ($($file:literal),* $(,)?) => {
        /// The files of a language: name and text.
        pub(crate) const fn files(language: Language) -> &'static [(&'static str, &'static str)] {
            match language {
                Language::English => &[$(($file, include_str!(concat!("../locales/en/", $file, ".ftl")))),*],
                Language::German => &[$(($file, include_str!(concat!("../locales/de/", $file, ".ftl")))),*],
            }
        }
    };
}

catalogue!("alerts", "deliveries", "desktop", "explanation", "issues", "problems", "signatures", "values");

static ENGLISH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Language::English));
static GERMAN: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Language::German));

fn bundle_of(language: Language) -> &'static FluentBundle<FluentResource> {
    match language {
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
    }
}

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let tag: LanguageIdentifier = language.tag().parse().expect("our own tags are well formed");
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // The marks that isolate arguments of another direction of writing would stand in every copied text.
    bundle.set_use_isolating(false);
    if language == Language::German {
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(number) => Some(grouped(&number.as_string())),
            _ => None,
        }));
    }
    for (name, text) in files(language) {
        let resource = FluentResource::try_new((*text).to_owned())
            .unwrap_or_else(|(_, errors)| panic!("{}/{name}.ftl cannot be read: {errors:?}", language.tag()));
        bundle
            .add_resource(resource)
            .unwrap_or_else(|errors| panic!("{}/{name}.ftl says something twice: {errors:?}", language.tag()));
    }
    bundle
}

/// Says an entry. One that a language lacks is said in English; a test sees to it that none does.
pub(crate) fn say(language: Language, key: &str, arguments: &[(&'static str, Argument)]) -> String {
    let bundle = bundle_of(language);
    let Some(pattern) = bundle.get_message(key).and_then(|entry| entry.value()) else {
        return match language {
            Language::English => key.to_owned(),
            Language::German => say(Language::English, key, arguments),
        };
    };
    let mut values = FluentArgs::with_capacity(arguments.len());
    for (name, argument) in arguments {
        values.set(*name, value_of(argument, language));
    }
    bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned()
}

/// A whole number with a point after each three digits: `12.345`.
fn grouped(digits: &str) -> String {
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}

fn value_of(argument: &Argument, language: Language) -> FluentValue<'static> {
    match argument {
        Argument::Text(text) => FluentValue::String(text.clone()),
        Argument::Count(count) => FluentValue::Number(FluentNumber::from(*count)),
        Argument::Phrase(phrase) => FluentValue::String(Cow::Owned(phrase.in_words(language))),
        Argument::Bytes(bytes) => FluentValue::String(Cow::Owned(bytes_in_words(*bytes, language))),
        Argument::Day(unix_ms) => FluentValue::String(Cow::Owned(day(*unix_ms, language))),
    }
}

/// A size in the unit that fits: `12 MB`, `340 kB`. Rounded up, so that what is over a limit does not read as the limit.
fn bytes_in_words(bytes: u64, language: Language) -> String {
    match bytes {
        0..1_000 => say(language, "value-bytes", &[("count", Argument::Count(bytes))]),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => {
            let tenths = bytes.div_ceil(100_000);
            match (tenths / 10, tenths % 10) {
                (whole, 0) => format!("{whole} MB"),
                (whole, tenth) => {
                    let arguments = [
                        ("whole", Argument::Text(whole.to_string().into())),
                        ("tenth", Argument::Text(tenth.to_string().into())),
                    ];
                    format!("{} MB", say(language, "value-decimal", &arguments))
                }
            }
        }
    }
}

fn day(unix_ms: i64, language: Language) -> String {
    let date = jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::from_millisecond(unix_ms).unwrap_or_default()).date();
    let arguments = [
        ("day", Argument::Text(date.day().to_string().into())),
        ("month", Argument::Count(u64::from(date.month().unsigned_abs()))),
        ("year", Argument::Text(date.year().to_string().into())),
    ];
    say(language, "value-day", &arguments)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

    use super::*;

    /// Every entry of a language and the arguments that it says.
    fn entries(language: Language) -> BTreeMap<(&'static str, &'static str), BTreeSet<&'static str>> {
        let mut entries = BTreeMap::new();
        for (file, text) in files(language) {
            let resource = fluent_syntax::parser::parse(*text).expect("a file that can be read");
            for entry in resource.body {
                let Entry::Message(entry) = entry else { continue };
                let mut arguments = BTreeSet::new();
                let pattern = entry.value.expect("an entry has words");
                add_arguments(&pattern, &mut arguments);
                let former = entries.insert((*file, entry.id.name), arguments);
                assert!(former.is_none(), "{}/{file}.ftl has {} twice", language.tag(), entry.id.name);
            }
        }
        entries
    }

    fn add_arguments(pattern: &Pattern<&'static str>, arguments: &mut BTreeSet<&'static str>) {
        for element in &pattern.elements {
            let PatternElement::Placeable { expression } = element else { continue };
            let (asked, variants) = match expression {
                Expression::Inline(asked) => (asked, &[][..]),
                Expression::Select { selector, variants } => (selector, variants.as_slice()),
            };
            if let InlineExpression::VariableReference { id } = asked {
                arguments.insert(id.name);
            }
            variants.iter().for_each(|variant| add_arguments(&variant.value, arguments));
        }
    }

    #[test]
    fn every_language_says_every_entry_with_the_same_arguments() {
        let english = entries(Language::English);
        let german = entries(Language::German);
        let keys = |entries: &BTreeMap<_, _>| entries.keys().copied().collect::<BTreeSet<(&str, &str)>>();
        let missing: Vec<_> = keys(&english).difference(&keys(&german)).copied().collect();
        assert!(missing.is_empty(), "not in German: {missing:?}");
        let surplus: Vec<_> = keys(&german).difference(&keys(&english)).copied().collect();
        assert!(surplus.is_empty(), "only in German: {surplus:?}");
        for (key, arguments) in &english {
            assert_eq!(arguments, &german[key], "{key:?}");
        }
    }

    #[test]
    fn a_count_decides_between_singular_and_plural_and_is_grouped_as_the_language_does() {
        let said = |language, count: u64| say(language, "tray-dead-letters", &[("count", Argument::Count(count))]);
        assert_eq!([1, 2].map(|count| said(Language::English, count)), ["✕ 1 dead letter", "✕ 2 dead letters"]);
        assert_eq!([1, 2].map(|count| said(Language::German, count)), ["✕ 1 Dead Letter", "✕ 2 Dead Letters"]);
        assert_eq!(said(Language::German, 1_234_567), "✕ 1.234.567 Dead Letters");
        assert_eq!(said(Language::English, 12_345), "✕ 12345 dead letters");
    }

    #[test]
    fn sizes_and_days_are_written_as_the_language_writes_them() {
        let sizes = |language| [12, 12_000_000, 12_340_000, 340_001].map(|bytes| bytes_in_words(bytes, language));
        assert_eq!(sizes(Language::English), ["12 bytes", "12 MB", "12.4 MB", "341 kB"]);
        assert_eq!(sizes(Language::German), ["12 Bytes", "12 MB", "12,4 MB", "341 kB"]);
        assert_eq!(day(1_762_905_600_000, Language::English), "12 Nov 2025");
        assert_eq!(day(1_762_905_600_000, Language::German), "12. Nov. 2025");
    }
}
