//! Places in a filter and in an event, as people write them: `body.items[1].sku`.

use std::fmt;

/// A place: the way to it from the root, as a list that shares its beginning with its neighbours.
#[derive(Clone, Copy)]
pub(super) enum Path<'p> {
    Root,
    Name(&'p Self, &'p str),
    Index(&'p Self, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Index(parent, index) => write!(formatter, "{parent}[{index}]"),
            Self::Name(parent, name) if !is_plain(name) => write!(formatter, "{parent}[{name:?}]"),
            Self::Name(Self::Root, name) => formatter.write_str(name),
            Self::Name(parent, name) => write!(formatter, "{parent}.{name}"),
        }
    }
}

fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|char| char.is_alphanumeric() || matches!(char, '_' | '-' | '$'))
}
