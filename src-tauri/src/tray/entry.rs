//! The lines of a menu as values, and the least that has to be done to a menu for it to show others.

/// One line of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is, whatever it says; no other line of the menu has the same.
    pub id: String,
    pub text: String,
    pub kind: EntryKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryKind {
    /// Only to be read.
    Line,
    Choice,
    /// Opens more lines, which are always the same but for their language.
    Submenu(Vec<Entry>),
    Separator,
}

impl Entry {
    pub fn line(id: &str, text: &str) -> Self {
        Self { id: id.to_owned(), text: text.to_owned(), kind: EntryKind::Line }
    }

    pub fn choice(id: &str, text: impl Into<String>) -> Self {
        Self { id: id.to_owned(), text: text.into(), kind: EntryKind::Choice }
    }

    pub fn submenu(id: &str, text: String, choices: Vec<Self>) -> Self {
        Self { id: id.to_owned(), text, kind: EntryKind::Submenu(choices) }
    }

    pub fn separator(id: &str) -> Self {
        Self { id: id.to_owned(), text: String::new(), kind: EntryKind::Separator }
    }
}

/// What is done to a menu; positions are those at the time of the step.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    Remove(usize),
    Insert(usize, Entry),
    /// The line stays and says something else.
    Say(usize, Entry),
}

/// From the lines `shown` to the lines `wanted`. What stays is not touched, so a menu under a person's hand stays open.
pub fn steps(shown: &[Entry], wanted: &[Entry]) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut now = shown.to_vec();
    for position in (0..now.len()).rev() {
        if wanted.iter().all(|entry| entry.id != now[position].id) {
            now.remove(position);
            steps.push(Step::Remove(position));
        }
    }
    for (position, entry) in wanted.iter().enumerate() {
        match now.iter().position(|shown| shown.id == entry.id) {
            Some(at) if at == position => {
                if now[at] != *entry {
                    steps.push(Step::Say(position, entry.clone()));
                }
            }
            Some(elsewhere) => {
                now.remove(elsewhere);
                steps.push(Step::Remove(elsewhere));
                now.insert(position, entry.clone());
                steps.push(Step::Insert(position, entry.clone()));
            }
            None => {
                now.insert(position, entry.clone());
                steps.push(Step::Insert(position, entry.clone()));
            }
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn menu(texts: &[&str]) -> Vec<Entry> {
        let entry = |text: &&str| Entry::choice(text.split_once(' ').map_or(text, |(id, _)| id), *text);
        texts.iter().map(entry).collect()
    }

    #[test]
    fn a_figure_that_changes_is_one_line_said_anew() {
        let wanted = menu(&["status", "rate 13", "quit"]);
        assert_eq!(steps(&menu(&["status", "rate 12", "quit"]), &wanted), [Step::Say(1, wanted[1].clone())]);
        assert_eq!(steps(&wanted, &wanted), []);
    }

    #[test]
    fn a_problem_comes_and_goes_between_lines_that_stay() {
        let (without, with) = (menu(&["status", "quit"]), menu(&["status", "problem", "quit"]));
        assert_eq!(steps(&without, &with), [Step::Insert(1, with[1].clone())]);
        assert_eq!(steps(&with, &without), [Step::Remove(1)]);
    }

    #[test]
    fn whatever_was_shown_the_steps_lead_to_what_is_wanted() {
        let menus = [
            menu(&[]),
            menu(&["a", "b", "c", "d"]),
            menu(&["d", "c", "b", "a"]),
            menu(&["b 2", "e", "a", "d 7"]),
            menu(&["e", "f"]),
        ];
        for shown in &menus {
            for wanted in &menus {
                let mut now = shown.clone();
                for step in steps(shown, wanted) {
                    match step {
                        Step::Remove(position) => drop(now.remove(position)),
                        Step::Insert(position, entry) => now.insert(position, entry),
                        Step::Say(position, entry) => {
                            assert_eq!(now[position].id, entry.id);
                            now[position] = entry;
                        }
                    }
                }
                assert_eq!(&now, wanted);
            }
        }
    }
}
