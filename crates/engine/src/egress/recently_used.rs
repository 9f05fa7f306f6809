//! A map with a bound: what was not used for longest makes room.

/// A map of a few hundred entries at most. Looking something up takes a walk through it.
pub struct RecentlyUsed<K, V> {
    /// Least recently used first.
    entries: Vec<(K, V)>,
    entries_max: usize,
}

impl<K: PartialEq, V> RecentlyUsed<K, V> {
    /// An empty map for so many entries.
    pub const fn new(entries_max: usize) -> Self {
        Self { entries: Vec::new(), entries_max }
    }

    /// Looks something up, which uses it.
    pub fn get(&mut self, key: &K) -> Option<&V> {
        let at = self.entries.iter().position(|(found, _)| found == key)?;
        self.entries[at..].rotate_left(1);
        self.entries.last().map(|(_, value)| value)
    }

    /// Puts something in, in the place of what was there under this key.
    pub fn insert(&mut self, key: K, value: V) {
        self.remove(&key);
        if self.entries.len() >= self.entries_max {
            self.entries.remove(0);
        }
        self.entries.push((key, value));
    }

    /// Takes something out.
    pub fn remove(&mut self, key: &K) {
        self.entries.retain(|(found, _)| found != key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_used_for_longest_makes_room() {
        let mut map = RecentlyUsed::new(2);
        map.insert("a", 1);
        map.insert("b", 2);
        assert_eq!(map.get(&"a"), Some(&1));
        map.insert("c", 3);
        assert_eq!(map.entries, [("a", 1), ("c", 3)]);
        assert_eq!(map.get(&"b"), None);
        map.insert("a", 4);
        map.remove(&"c");
        assert_eq!(map.entries, [("a", 4)]);
    }
}
