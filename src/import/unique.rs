//! Names no two of which are the same.

use std::collections::{HashMap, HashSet};

/// Gives every name once; who comes later with the same gets a number behind it.
#[derive(Debug, Default)]
pub(super) struct UniqueNames {
    used: HashSet<String>,
    /// The number that the next bearer of a name is tried with: many bearers cost no search each.
    next: HashMap<String, usize>,
}

impl UniqueNames {
    /// Keeps a name for something else.
    pub fn reserve(&mut self, name: &str) {
        self.used.insert(name.to_owned());
    }

    /// The name itself, or `name_2`, `name_3`, … where it is taken.
    pub fn take(&mut self, name: String) -> String {
        if self.used.insert(name.clone()) {
            return name;
        }
        let next = self.next.entry(name.clone()).or_insert(2);
        loop {
            let numbered = format!("{name}_{next}");
            *next += 1;
            if self.used.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}
