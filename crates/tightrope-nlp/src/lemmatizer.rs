//! Lemmas by suffix rules, exceptions and a list of known base forms (after WordNet's `morphy`).

use crate::chars::is_letter;
use crate::error::Result;
use crate::msgpack::{Node, decode};
use crate::strings::string_id;
use rustc_hash::{FxHashMap, FxHashSet};

/// The tables of one part of speech.
#[derive(Debug, Default)]
struct Tables {
    rules: Vec<(Box<str>, Box<str>)>,
    exceptions: FxHashMap<Box<str>, Vec<Box<str>>>,
    index: FxHashSet<Box<str>>,
}

/// The lemmatizer.
#[derive(Debug)]
pub(crate) struct Lemmatizer {
    /// Tables by the string id of the lower-case part of speech.
    tables: FxHashMap<u64, Tables>,
}

impl Lemmatizer {
    pub(crate) fn load(file: &str, bytes: &[u8]) -> Result<Self> {
        let value = decode(file, bytes)?;
        let root = Node::new(file, &value);
        let mut tables: FxHashMap<u64, Tables> = FxHashMap::default();
        for (pos, rules) in root.get("lemma_rules")?.map("lemma_rules")? {
            let table = tables.entry(pos.u64("a part of speech")?).or_default();
            for rule in rules.list("rules")? {
                let mut parts = rule.list("a rule")?;
                let (Some(old), Some(new), None) = (parts.next(), parts.next(), parts.next()) else {
                    return Err(root.error("a lemma rule has not two parts"));
                };
                table.rules.push((old.str("a suffix")?.into(), new.str("a suffix")?.into()));
            }
        }
        for (pos, exceptions) in root.get("lemma_exc")?.map("lemma_exc")? {
            let table = tables.entry(pos.u64("a part of speech")?).or_default();
            for (form, lemmas) in exceptions.map("exceptions")? {
                let lemmas =
                    lemmas.list("lemmas")?.map(|l| Ok(l.str("a lemma")?.into())).collect::<Result<Vec<_>>>()?;
                table.exceptions.insert(form.str("a form")?.into(), lemmas);
            }
        }
        for (pos, index) in root.get("lemma_index")?.map("lemma_index")? {
            let table = tables.entry(pos.u64("a part of speech")?).or_default();
            let index = index.list("an index")?;
            table.index.reserve(index.len());
            for form in index {
                table.index.insert(form.str("a form")?.into());
            }
        }
        Ok(Lemmatizer { tables })
    }

    /// The lemma of a token: `text`, its lower-case form, part of speech and morphology.
    pub(crate) fn lemma(&self, text: &str, lower: &str, pos: &str, morph: &str) -> String {
        let pos = pos.to_lowercase();
        if matches!(pos.as_str(), "" | "eol" | "space") || is_base_form(&pos, morph) {
            return lower.to_owned();
        }
        let Some(tables) = self.tables.get(&string_id(&pos)) else {
            return if pos == "propn" { text.to_owned() } else { lower.to_owned() };
        };
        tables.lemma(text, lower)
    }
}

impl Tables {
    fn lemma(&self, text: &str, lower: &str) -> String {
        let mut forms: Vec<String> = Vec::new();
        let mut unknown: Option<String> = None;
        for (old, new) in &self.rules {
            let Some(stem) = lower.strip_suffix(&**old) else { continue };
            let form = format!("{stem}{new}");
            if form.is_empty() {
                continue;
            }
            if self.index.contains(form.as_str()) {
                forms.insert(0, form);
            } else if !form.chars().all(is_letter) {
                forms.push(form);
            } else if unknown.is_none() {
                unknown = Some(form);
            }
        }
        for lemma in self.exceptions.get(lower).into_iter().flatten() {
            if !forms.iter().any(|f| **f == **lemma) {
                forms.insert(0, lemma.to_string());
            }
        }
        forms.into_iter().next().or(unknown).unwrap_or_else(|| text.to_owned())
    }
}

/// Whether the word is its own base form by its morphology.
fn is_base_form(pos: &str, morph: &str) -> bool {
    let has = |feature: &str| morph.split('|').any(|f| f == feature);
    let has_number = morph.split('|').any(|f| f.starts_with("Number="));
    (pos == "noun" && has("Number=Sing"))
        || (pos == "verb" && has("VerbForm=Inf"))
        || (pos == "verb" && has("VerbForm=Fin") && has("Tense=Pres") && !has_number)
        || has("Degree=Pos")
        || has("VerbForm=Inf")
        || has("VerbForm=None")
}
