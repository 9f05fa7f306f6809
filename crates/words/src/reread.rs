//! Says in another language what reaches the edge as English text: what is kept in a database, and what errors write.
//!
//! Each entry of some files is a pattern: its text with gaps for its arguments. A text is one entry or several, one
//! after the other; what stands in a gap may be such a text itself. What no entry explains stays as it is, whole: half a
//! translation would be harder to read than none.

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, PatternElement};
use regex::Regex;

use crate::catalogue::{files, say};
use crate::{Argument, Language};

/// The files whose entries are found again.
const REREAD: [&str; 3] = ["problems", "signatures", "deliveries"];
/// Entries that a gap is read as begin with this. They are too short to stand for a whole text.
const PART: &str = "part-";
/// Longer texts are somebody else's: no entry is near this long.
const TEXT_BYTES_MAX: usize = 4_096;
/// How often what stands in a gap may have gaps.
const DEPTH_MAX: usize = 3;

/// An entry as it is found in a text.
struct Template {
    key: &'static str,
    arguments: Vec<&'static str>,
    whole: Regex,
    begin: Regex,
}

/// Templates, those with the most words of their own first: they say the most.
static SENTENCES: LazyLock<Vec<Template>> = LazyLock::new(|| templates(|key| !key.starts_with(PART)));
static PARTS: LazyLock<Vec<Template>> = LazyLock::new(|| templates(|key| key.starts_with(PART)));

/// Says an English text in another language, as far as it is known.
pub fn reread(text: &str, language: Language) -> Cow<'_, str> {
    if language == Language::English || text.len() > TEXT_BYTES_MAX {
        return Cow::Borrowed(text);
    }
    read(text, &SENTENCES, language, 0).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// A text that is one template, or several with a space between.
fn read(text: &str, templates: &[Template], language: Language, depth: usize) -> Option<String> {
    let as_one = || {
        let whole = |template: &Template| Some(template.say(&template.whole.captures(text)?, language, depth));
        templates.iter().find_map(whole)
    };
    let as_several = || {
        templates.iter().find_map(|template| {
            let found = template.begin.captures(text)?;
            let rest = read(text.get(found.get(0)?.end()..)?, templates, language, depth)?;
            Some(format!("{} {rest}", template.say(&found, language, depth)))
        })
    };
    // `1 day 2 hours` is not `1 day 2` hours; a sentence's gap, however, may hold several words.
    if depth == 0 { as_one().or_else(as_several) } else { as_several().or_else(as_one) }
}

impl Template {
    fn say(&self, found: &regex::Captures<'_>, language: Language, depth: usize) -> String {
        let gaps = found.iter().skip(1).map(|gap| gap.map_or("", |gap| gap.as_str()));
        let arguments: Vec<(&'static str, Argument)> = self
            .arguments
            .iter()
            .zip(gaps)
            .map(|(name, gap)| {
                let read_gap = (depth < DEPTH_MAX).then(|| {
                    read(gap, &PARTS, language, depth + 1).or_else(|| read(gap, &SENTENCES, language, depth + 1))
                });
                let text = read_gap.flatten().unwrap_or_else(|| gap.to_owned());
                (*name, Argument::Text(text.into()))
            })
            .collect();
        say(language, self.key, &arguments)
    }
}

fn templates(is_meant: impl Fn(&str) -> bool) -> Vec<Template> {
    let mut templates = Vec::new();
    for (_, text) in files(Language::English).iter().filter(|(name, _)| REREAD.contains(name)) {
        let resource = match fluent_syntax::parser::parse(*text) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        for entry in resource.body {
            if let Entry::Message(entry) = entry
                && is_meant(entry.id.name)
                && let Some(pattern) = entry.value
            {
                templates.extend(template(entry.id.name, &pattern.elements));
            }
        }
    }
    templates.sort_by_key(|(own, _)| std::cmp::Reverse(*own));
    templates.into_iter().map(|(_, template)| template).collect()
}

/// The template of an entry and how many characters of its own it has. `None` for one that is not plain text and gaps.
fn template(key: &'static str, elements: &[PatternElement<&'static str>]) -> Option<(usize, Template)> {
    let (mut own, mut source, mut arguments) = (0, String::new(), Vec::new());
    for element in elements {
        match element {
            PatternElement::TextElement { value } => {
                own += value.len();
                source.push_str(&regex::escape(value));
            }
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } => {
                arguments.push(id.name);
                source.push_str("(.+?)");
            }
            PatternElement::Placeable { expression: Expression::Inline(InlineExpression::StringLiteral { value }) } => {
                own += value.len();
                source.push_str(&regex::escape(value));
            }
            PatternElement::Placeable { .. } => return None,
        }
    }
    let whole = Regex::new(&format!("(?s)^{source}$")).ok()?;
    let begin = Regex::new(&format!("(?s)^{source} ")).ok()?;
    Some((own, Template { key, arguments, whole, begin }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_german(text: &str) -> Cow<'_, str> {
        reread(text, Language::German)
    }

    #[test]
    fn a_text_is_found_again_with_what_stands_in_its_gaps() {
        assert_eq!(
            in_german("The token in `x-gitlab-token` is not this source's. Copy the secret again on both sides."),
            "Das Token in `x-gitlab-token` ist nicht das dieser Quelle. Das Secret auf beiden Seiten neu kopieren."
        );
        assert_eq!(
            in_german(
                "The signature is right, but it was made 1 day 2 hours ago and 5 minutes are allowed. \
                 Either an old request was sent again, or a clock is wrong: sign anew for each attempt."
            ),
            "Die Signatur stimmt, wurde aber vor 1 Tag 2 Stunden gemacht; erlaubt sind 5 Minuten. \
             Entweder wurde eine alte Anfrage noch einmal gesendet, oder eine Uhr geht falsch: \
             für jeden Versuch neu signieren."
        );
    }

    #[test]
    fn several_sentences_are_found_one_after_the_other() {
        assert_eq!(
            in_german(
                "The signature does not match. It was made with a secret of Billing: \
                 the request came to the wrong address, or the secrets were swapped. \
                 The body ends with a line break that the sender did not sign: sign the exact bytes that are sent."
            ),
            "Die Signatur passt nicht. Sie wurde mit einem Secret von Billing gemacht: \
             Die Anfrage kam an die falsche Adresse, oder die Secrets wurden vertauscht. \
             Der Body endet mit einem Zeilenumbruch, den der Absender nicht signiert hat: \
             genau die Bytes signieren, die gesendet werden."
        );
    }

    #[test]
    fn what_is_not_known_stays_whole() {
        for text in ["", "Somebody said this.", "The signature does not match. Somebody said this."] {
            assert_eq!(in_german(text), text);
        }
        let english = "The signature does not match.";
        assert_eq!(reread(english, Language::English), english);
    }
}
