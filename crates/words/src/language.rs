//! The languages there are, and how each is asked for.

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// Its name in locales and in HTTP: `de`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// The one that a locale names: `de_DE.UTF-8`, `de-AT`. Any that there are no words for is English.
    pub fn of_locale(locale: &str) -> Self {
        Self::known(locale).unwrap_or_default()
    }

    /// The one that a reader likes most of those there are, by the field `accept-language`: `de-DE,de;q=0.9,en;q=0.8`.
    pub fn of_accept_language(field: &str) -> Self {
        let mut liked: Vec<(f32, Self)> = field
            .split(',')
            .filter_map(|part| {
                let (tag, weight) = part.split_once(";q=").unwrap_or((part, "1"));
                let weight = weight.trim().parse::<f32>().ok().filter(|weight| *weight > 0.0)?;
                Some((weight, Self::known(tag.trim())?))
            })
            .collect();
        // The sort is stable: among equals the first stays the first.
        liked.sort_by(|(left, _), (right, _)| right.total_cmp(left));
        liked.first().map_or(Self::default(), |(_, language)| *language)
    }

    fn known(tag: &str) -> Option<Self> {
        let first = tag.split(['-', '_', '.']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_gets_the_language_it_likes_most_of_those_there_are() {
        for (field, language) in [
            ("", Language::English),
            ("de", Language::German),
            ("de-AT,de;q=0.9,en;q=0.8", Language::German),
            ("fr,en;q=0.5,de;q=0.7", Language::German),
            ("en-US,de;q=0.9", Language::English),
            ("de;q=0, en;q=0.1", Language::English),
            ("nonsense;q=x, *", Language::English),
        ] {
            assert_eq!(Language::of_accept_language(field), language, "{field}");
        }
        for (locale, language) in
            [("de_DE.UTF-8", Language::German), ("C", Language::English), ("fr_FR", Language::English)]
        {
            assert_eq!(Language::of_locale(locale), language, "{locale}");
        }
    }
}
