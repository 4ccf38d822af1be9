//! The lexicon of PLOVER types, read from `data/plover`.

use super::pattern::Pattern;
use super::root::PloverRoot;
use crate::error::CoderError;
use include_dir::{Dir, include_dir};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::str::FromStr;

static DATA: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/plover");

/// What sort of word heads a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WordKind {
    /// Verb.
    Verb,
    /// Noun.
    Noun,
    /// Adjective.
    Adjective,
}

impl WordKind {
    fn key(self) -> &'static str {
        match self {
            WordKind::Verb => "verbs",
            WordKind::Noun => "nouns",
            WordKind::Adjective => "adjectives",
        }
    }
}

/// The type and mode that a word or pattern stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sense {
    pub root: PloverRoot,
    pub mode: Option<Box<str>>,
}

/// What becomes of a complement's type.
#[derive(Debug, Default)]
pub(super) struct Composition {
    alone: Option<PloverRoot>,
    other: Option<PloverRoot>,
    named: FxHashMap<PloverRoot, PloverRoot>,
}

impl Composition {
    pub fn alone(&self) -> Option<PloverRoot> {
        self.alone
    }

    pub fn of(&self, complement: PloverRoot) -> PloverRoot {
        self.named.get(&complement).copied().or(self.other).unwrap_or(complement)
    }
}

/// Words, patterns, governors and their composition.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    pub words: FxHashMap<(WordKind, String), Sense>,
    pub patterns: FxHashMap<(WordKind, String), Vec<usize>>,
    pub pattern_list: Vec<(Pattern, Sense)>,
    pub governors: FxHashMap<(WordKind, String), String>,
    pub compose: FxHashMap<String, Composition>,
    pub classes: FxHashMap<String, FxHashSet<String>>,
    pub stated: FxHashMap<(PloverRoot, String), Sense>,
}

impl Lexicon {
    pub fn built_in() -> Result<Self, CoderError> {
        let files = DATA.files().filter_map(|f| Some((f.path().to_str()?, f.contents_utf8()?)));
        Self::from_files(files.filter(|(name, _)| name.ends_with(".toml")))
    }

    pub fn from_files<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> Result<Self, CoderError> {
        let mut files: Vec<_> = files.collect();
        files.sort_unstable();
        let mut lexicon = Lexicon::default();
        for (name, text) in files {
            let table: toml::Table = text.parse().map_err(|e| CoderError::data(name, e))?;
            match name.trim_end_matches(".toml") {
                "classes" => lexicon.add_classes(&table),
                "governors" => lexicon.add_governors(name, &table)?,
                "compose" => lexicon.add_compositions(name, &table)?,
                "stated" => lexicon.add_stated(name, &table)?,
                _ => lexicon.add_type(name, &table)?,
            }
        }
        Ok(lexicon)
    }

    fn add_classes(&mut self, table: &toml::Table) {
        for (class, value) in table {
            let set = self.classes.entry(class.clone()).or_default();
            set.extend(value.as_str().unwrap_or_default().split_whitespace().map(str::to_owned));
        }
    }

    fn add_governors(&mut self, file: &str, table: &toml::Table) -> Result<(), CoderError> {
        for (class, value) in table {
            for (kind, word) in words_of(value) {
                if let Some(old) = self.governors.insert((kind, word.to_owned()), class.clone()) {
                    return Err(CoderError::data(file, format!("{word} is in {old} and in {class}")));
                }
            }
        }
        Ok(())
    }

    fn add_compositions(&mut self, file: &str, table: &toml::Table) -> Result<(), CoderError> {
        for (class, value) in table {
            let mut rule = Composition::default();
            for (complement, result) in value.as_table().into_iter().flatten() {
                let result = match result.as_str() {
                    Some("keep") => None,
                    other => Some(root(file, other.unwrap_or_default())?),
                };
                match complement.as_str() {
                    "none" => rule.alone = result,
                    "other" => rule.other = result,
                    named => {
                        let named = root(file, named)?;
                        rule.named.insert(named, result.unwrap_or(named));
                    }
                }
            }
            self.compose.insert(class.clone(), rule);
        }
        Ok(())
    }

    fn add_stated(&mut self, file: &str, table: &toml::Table) -> Result<(), CoderError> {
        for (from, modes) in table {
            let from = root(file, from)?;
            for (mode, to) in modes.as_table().into_iter().flatten() {
                let mut words = to.as_str().unwrap_or_default().split_whitespace();
                let root = root(file, words.next().unwrap_or_default())?;
                self.stated.insert((from, mode.clone()), Sense { root, mode: words.next().map(Into::into) });
            }
        }
        Ok(())
    }

    fn add_type(&mut self, file: &str, table: &toml::Table) -> Result<(), CoderError> {
        let root = root(file, table.get("type").and_then(toml::Value::as_str).unwrap_or_default())?;
        for (mode, value) in table.iter().filter(|(key, _)| *key != "type") {
            let sense = Sense { root, mode: (mode != "none").then(|| mode.as_str().into()) };
            for (kind, word) in words_of(value) {
                if let Some(old) = self.words.insert((kind, word.to_owned()), sense.clone()) {
                    return Err(CoderError::data(file, format!("{word} is already a word of {}", old.root)));
                }
            }
            for pattern in value.get("patterns").and_then(toml::Value::as_array).into_iter().flatten() {
                let text = pattern.as_str().unwrap_or_default();
                let pattern = Pattern::parse(text).map_err(|e| CoderError::data(file, format!("`{text}`: {e}")))?;
                let at = self.pattern_list.len();
                for head in pattern.heads() {
                    self.patterns.entry((pattern.kind(), head.to_owned())).or_default().push(at);
                }
                self.pattern_list.push((pattern, sense.clone()));
            }
        }
        Ok(())
    }

    pub fn word(&self, kind: WordKind, lemma: &str) -> Option<&Sense> {
        self.words.get(&(kind, lemma.to_owned()))
    }

    /// Nouns that have a sense or head a pattern, sorted.
    pub fn nouns(&self) -> impl Iterator<Item = &str> {
        let keys = self.words.keys().chain(self.patterns.keys()).filter(|(kind, _)| *kind == WordKind::Noun);
        keys.map(|(_, word)| word.as_str()).collect::<BTreeSet<_>>().into_iter()
    }

    pub fn governor(&self, kind: WordKind, lemma: &str) -> Option<(&str, &Composition)> {
        let class = self.governors.get(&(kind, lemma.to_owned()))?;
        Some((class, self.compose.get(class)?))
    }

    pub fn in_class(&self, class: &str, lemma: &str) -> bool {
        self.classes.get(class).is_some_and(|set| set.contains(lemma))
    }
}

fn root(file: &str, name: &str) -> Result<PloverRoot, CoderError> {
    PloverRoot::from_str(name).map_err(|()| CoderError::data(file, format!("`{name}` is no PLOVER type")))
}

fn words_of(value: &toml::Value) -> impl Iterator<Item = (WordKind, &str)> {
    [WordKind::Verb, WordKind::Noun, WordKind::Adjective].into_iter().flat_map(move |kind| {
        let text = value.get(kind.key()).and_then(toml::Value::as_str).unwrap_or_default();
        text.split_whitespace().map(move |word| (kind, word))
    })
}
