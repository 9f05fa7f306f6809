//! Which element of one array is which of another: by a key that names each of them, such as `id`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::mem::{Discriminant, discriminant};

use crate::document::{Document, NodeId, Shape};
use crate::strings::unescape;

/// Keys that name their object, the likeliest first. After these, any key that ends with `id` is tried.
const NAMING_KEYS: [&str; 12] =
    ["id", "_id", "uuid", "guid", "key", "name", "sku", "code", "slug", "number", "email", "url"];

/// Keys that are tried for one pair of arrays.
const KEYS_TRIED_MAX: usize = 32;

/// What names an element. The number 1 and the text "1" are two names.
type Name<'a> = (Discriminant<Shape>, Cow<'a, str>);

/// Which element is which.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Matching {
    /// For each element of the left array its match in the right one.
    pub(crate) in_right: Vec<Option<Match>>,
    /// Elements that only the right array has, by index.
    pub(crate) added: Vec<usize>,
}

/// Where an element stands in the right array.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Match {
    pub(crate) index: usize,
    /// Whether it changed places with another. One that only made room for added or removed elements did not move.
    pub(crate) is_moved: bool,
}

/// Matches two arrays of objects by the first key that every object has, that no two of an array share, and that the
/// arrays have at least one name in common by. `None` when there is no such key.
pub(crate) fn matched(
    (left, left_elements): (&Document, &[NodeId]),
    (right, right_elements): (&Document, &[NodeId]),
) -> Option<Matching> {
    let first = members(left, *left_elements.first()?)?;
    let others = first.iter().map(|(key, _)| key.as_ref()).filter(|key| is_id(key) && !NAMING_KEYS.contains(key));
    let likely = NAMING_KEYS.into_iter().filter(|key| first.iter().any(|(own, _)| own == key));
    likely.chain(others).take(KEYS_TRIED_MAX).find_map(|key| {
        let left_names = names(left, left_elements, key)?;
        let right_names = names(right, right_elements, key)?;
        matching(&left_names, &right_names)
    })
}

fn is_id(key: &str) -> bool {
    key.ends_with("id") || key.ends_with("Id") || key.ends_with("ID")
}

fn members<'d>(document: &'d Document, node: NodeId) -> Option<Vec<(&'d Cow<'d, str>, NodeId)>> {
    match document.shape(node) {
        Shape::Object(span) => Some(document.members(span).iter().map(|member| (&member.key, member.value)).collect()),
        _ => None,
    }
}

/// The name of every element under this key, unless one has none.
fn names<'d>(document: &'d Document, elements: &[NodeId], key: &str) -> Option<Vec<Name<'d>>> {
    let name_of = |element: &NodeId| {
        let Shape::Object(span) = document.shape(*element) else { return None };
        let named = document.members(span).iter().find(|member| member.key == key)?.value;
        let shape = document.shape(named);
        match shape {
            Shape::String => Some((discriminant(&shape), unescape(document.text(named)))),
            Shape::Number => Some((discriminant(&shape), Cow::Borrowed(document.text(named)))),
            _ => None,
        }
    };
    elements.iter().map(name_of).collect()
}

fn matching(left: &[Name], right: &[Name]) -> Option<Matching> {
    let places: HashMap<&Name, usize> = right.iter().enumerate().map(|(index, name)| (name, index)).collect();
    let is_unique_in_right = places.len() == right.len();
    let is_unique_in_left = || left.iter().collect::<std::collections::HashSet<_>>().len() == left.len();
    if !is_unique_in_right || !is_unique_in_left() {
        return None;
    }
    let found: Vec<Option<usize>> = left.iter().map(|name| places.get(name).copied()).collect();
    let pairs: Vec<(usize, usize)> =
        found.iter().enumerate().filter_map(|(left, right)| right.map(|right| (left, right))).collect();
    if pairs.is_empty() {
        return None;
    }
    let mut stayed = in_order(&pairs).into_iter().peekable();
    let in_right = found
        .into_iter()
        .map(|index| {
            let index = index?;
            Some(Match { index, is_moved: stayed.next_if_eq(&index).is_none() })
        })
        .collect();
    let mut is_matched = vec![false; right.len()];
    for (_, index) in pairs {
        if let Some(is_matched) = is_matched.get_mut(index) {
            *is_matched = true;
        }
    }
    let added = is_matched.iter().enumerate().filter(|(_, is_matched)| !**is_matched).map(|(index, _)| index).collect();
    Some(Matching { in_right, added })
}

/// A longest part of these pairs of places that stands in order on both sides; all others have moved. Among such parts
/// one with the most elements that stand at the same place.
fn in_order(pairs: &[(usize, usize)]) -> Vec<usize> {
    // The best part that ends at or before a place on the right, by a tree of prefixes (Fenwick).
    let size = pairs.iter().map(|(_, right)| right + 1).max().unwrap_or(0);
    let mut tree = vec![Part::default(); size + 1];
    let mut parts: Vec<Part> = Vec::with_capacity(pairs.len());
    for (index, (left, right)) in pairs.iter().enumerate() {
        let mut before = Part::default();
        let mut node = *right;
        while node > 0 {
            before = before.max(tree.get(node).copied().unwrap_or_default());
            node &= node - 1;
        }
        parts.push(before);
        let with_it = Part {
            length: before.length + 1,
            unshifted: before.unshifted + usize::from(left == right),
            last: Some(index),
        };
        let mut node = right + 1;
        while let Some(best) = tree.get_mut(node) {
            *best = (*best).max(with_it);
            node += node & node.wrapping_neg();
        }
    }
    let mut last = tree.into_iter().max().and_then(|part| part.last);
    let mut chosen = Vec::new();
    while let Some(index) = last {
        chosen.extend(pairs.get(index).map(|(_, right)| *right));
        last = parts.get(index).and_then(|before| before.last);
    }
    chosen.reverse();
    chosen
}

/// Some pairs in order, as far as it counts which ones are better.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    length: usize,
    unshifted: usize,
    last: Option<usize>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_elements_move() {
        let cases: [(&[usize], &[usize]); 6] = [
            (&[], &[]),
            (&[0, 1, 2], &[0, 1, 2]),
            (&[1, 2, 3, 0], &[1, 2, 3]),
            (&[3, 0, 1, 2], &[0, 1, 2]),
            // The one in the middle stands where it stood.
            (&[2, 1, 0], &[1]),
            (&[4, 5, 7, 1, 2, 8], &[4, 5, 7, 8]),
        ];
        for (places, expected) in cases {
            let pairs: Vec<(usize, usize)> = places.iter().copied().enumerate().collect();
            assert_eq!(in_order(&pairs), expected, "{places:?}");
        }
    }
}
