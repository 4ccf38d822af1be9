//! A reading with its reasons.

use super::lexicon::{Sense, WordKind};
use super::root::PloverRoot;

/// The PLOVER type of what a source does to a target, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PloverReading {
    /// The type; CONCEDE and RETREAT are kept apart.
    pub root: PloverRoot,
    /// The mode, where the words name one.
    pub mode: Option<Box<str>>,
    /// Why, outermost first: `promise(future(aid/verb))`.
    pub rule: String,
    /// Indexes of the tokens that decided, ascending.
    pub triggers: Vec<usize>,
    /// Whether the type was found only by looking beyond the predicate that links the two.
    pub weak: bool,
}

impl PloverReading {
    /// The label of data sets that follow CAMEO's roots: CONCEDE and RETREAT are YIELD, and blockade and occupation
    /// (CAMEO 191, 192) are ASSAULT with the rest of root 19, and so are attacks on computers; embargoes and sanctions
    /// (CAMEO 163) are COERCE as in the conversion of 2021.
    pub fn cameo_label(&self) -> &'static str {
        match (self.root, self.mode.as_deref()) {
            (PloverRoot::Coerce, Some("blockade" | "occupy" | "cyber-attack")) => PloverRoot::Assault.name(),
            (PloverRoot::Sanction, Some("embargo")) => PloverRoot::Coerce.name(),
            (root, _) => root.merged(),
        }
    }

    /// Whether the type comes from a governing word and what it governs.
    pub fn is_composed(&self) -> bool {
        self.rule.contains('(')
    }

    pub(super) fn of_word(sense: &Sense, kind: WordKind, at: usize) -> Self {
        let kind = match kind {
            WordKind::Verb => "verb",
            WordKind::Noun => "noun",
            WordKind::Adjective => "adjective",
        };
        let rule = format!("{}/{kind}", label(sense));
        PloverReading { root: sense.root, mode: sense.mode.clone(), rule, triggers: vec![at], weak: false }
    }

    pub(super) fn of_pattern(sense: &Sense, pattern: &str, triggers: Vec<usize>) -> Self {
        let rule = format!("{}/`{pattern}`", label(sense));
        PloverReading { root: sense.root, mode: sense.mode.clone(), rule, triggers, weak: false }
    }

    pub(super) fn of_rule(root: PloverRoot, rule: &str, triggers: Vec<usize>) -> Self {
        PloverReading { root, mode: None, rule: rule.to_owned(), triggers, weak: false }
    }

    /// The same reading seen through a governor; a changed type loses its mode.
    pub(super) fn under(mut self, class: &str, root: PloverRoot, at: usize) -> Self {
        if root != self.root {
            self.mode = None;
        }
        self.root = root;
        self.rule = format!("{class}({})", self.rule);
        if !self.triggers.contains(&at) {
            self.triggers.push(at);
            self.triggers.sort_unstable();
        }
        self
    }

    pub(super) fn weakened(mut self) -> Self {
        self.weak = true;
        self
    }
}

fn label(sense: &Sense) -> String {
    let root = sense.root.name().to_lowercase();
    match &sense.mode {
        Some(mode) => format!("{root}.{mode}"),
        None => root,
    }
}
