//! Which of the states that a page names it is about: what speaks for each is weighed.

use super::{Head, NATIVE, dateline, is_beside_own, weights};
use crate::CoderError;
use crate::codebook::rows;
use crate::coding::{Weights, short};
use crate::party::Named;
use crate::voice::Voice;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use tightrope_nlp::Doc;
use tightrope_statement::EntityType;

/// Pages that tell of a state, and pages in which somebody says "we".
const KINDS: [&str; 2] = ["told", "spoken"];
/// Blocks after the title that say what the page is.
const HEAD: usize = 2;

/// A state that a page names.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FocalReading {
    /// Its code.
    pub state: String,
    /// What speaks for it as the one that the page is about, each feature with its value in thousandths.
    pub features: Vec<(&'static str, i64)>,
    /// What the learned reader makes of its mentions, in the mean; empty without one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sense: Vec<f32>,
}

/// What the choice is made by.
#[derive(Debug)]
pub struct Focals {
    weights: Weights,
    great_powers: Vec<String>,
}

impl Focals {
    /// Reads the files `weights.tsv` and `great_powers.txt` of a folder; none without weights.
    ///
    /// # Errors
    /// Names the line of the weights that is no kind, feature and weight.
    pub fn read(files: &[(&str, &str)]) -> Result<Option<Self>, CoderError> {
        let named = |name: &str| files.iter().find(|(path, _)| path.ends_with(name));
        let Some((name, table)) = named("weights.tsv") else { return Ok(None) };
        let powers = named("great_powers.txt").map_or("", |(_, text)| text);
        let great_powers = rows(powers).map(|(_, row)| row.trim().to_owned()).collect();
        Ok(Some(Focals { weights: Weights::read(name, table, &KINDS)?, great_powers }))
    }

    /// The state that most speaks for, and its most telling features; `sensed` is what the learned reader adds to the log-odds of
    /// each, in thousandths.
    pub fn choose(
        &self,
        head: &Head<'_>,
        text: &str,
        voices: &[Voice],
        sensed: &BTreeMap<String, i64>,
    ) -> Option<(String, Vec<(String, i32)>)> {
        let kind = usize::from(is_spoken(head));
        let readings = self.readings(head, text, voices).into_iter();
        let add = |r: &FocalReading| sensed.get(&r.state).copied().unwrap_or_default();
        let weighed = readings.map(|r| (self.weights.odds(kind, valued(&r)) + add(&r), r));
        let (_, best) = weighed.reduce(|best, x| if x.0 > best.0 { x } else { best })?;
        let mut telling = self.weights.telling(kind, valued(&best));
        if !sensed.is_empty() {
            telling.push(("the learned reader".to_owned(), short(add(&best))));
            telling.sort_by_key(|(_, weight)| -weight.abs());
        }
        Some((best.state, telling))
    }

    /// Each state that the page names with what speaks for it, features with their values in thousandths; most spoken of
    /// first. Each block has its voice.
    pub fn readings(&self, head: &Head<'_>, text: &str, voices: &[Voice]) -> Vec<FocalReading> {
        let (told, mut seen) = (weights(head, text), Seen::of(head, voices));
        let most = told.iter().map(|(_, count)| *count).max().unwrap_or_default();
        let line = dateline(head, text);
        for state in speakers(voices).into_iter().chain(line.as_deref()) {
            seen.of_state(state);
        }
        let count = |state: &str| told.iter().find(|(s, _)| s == state).map_or(0, |(_, count)| *count);
        let mut all: Vec<&Of> = seen.states.iter().collect();
        all.sort_by_key(|s| std::cmp::Reverse(count(&s.state)));
        let total = |of: fn(&Of) -> usize| all.iter().map(|s| of(s)).sum::<usize>().max(1);
        let share = |of: fn(&Of) -> usize, s: &Of| thousandths(of(s), total(of));
        let any = |holds: bool| if holds { 1000 } else { 0 };
        let partners = all.iter().map(|s| s.partners.len()).max().unwrap_or_default();
        let first = all.iter().map(|s| s.first).min().filter(|(block, _)| *block < head.blocks.len());
        let reading = |s: &&Of| {
            let own = count(&s.state);
            let features = vec![
                ("most", any(own > 0 && own == most)),
                ("count", log(own + 1) - log(most + 1)),
                ("sentences", thousandths(s.sentences, seen.sentences)),
                ("blocks", thousandths(s.blocks, head.blocks.len())),
                ("title", any(s.title)),
                ("first of title", any(s.title_first)),
                ("head", any(s.head)),
                ("first", any(Some(s.first) == first)),
                ("share of persons", share(|s| s.persons, s)),
                ("share of places", share(|s| s.places, s)),
                ("share of firms", share(|s| s.firms, s)),
                ("share of subjects", share(|s| s.subjects, s)),
                ("person in head", any(s.person_in_head)),
                ("beside us", thousandths(s.beside, s.mentions)),
                ("dateline", any(line.as_deref() == Some(&s.state))),
                ("speaks", any(speakers(voices).contains(&s.state.as_str()))),
                ("great power", any(self.great_powers.contains(&s.state))),
                ("last", any(s.last)),
                ("partners", thousandths(s.partners.len(), partners)),
                ("most partners", any(partners > 0 && s.partners.len() == partners)),
            ];
            FocalReading { state: s.state.clone(), features, sense: Vec::new() }
        };
        all.iter().map(reading).collect()
    }
}

/// Whether somebody on the page says "we" or "our" at least twice, in quotations or not.
pub fn is_spoken(head: &Head<'_>) -> bool {
    let we = |doc: &Doc| doc.tokens().filter(|t| head.lexicon.is("we-pronoun", &t.lower())).count();
    head.docs.iter().map(we).sum::<usize>() >= NATIVE
}

fn valued(reading: &FocalReading) -> impl Iterator<Item = (&str, i64)> {
    reading.features.iter().map(|(name, value)| (*name, *value))
}

/// The states for which somebody speaks, in order of the page.
pub fn speakers(voices: &[Voice]) -> Vec<&str> {
    voices.iter().filter_map(|v| v.state.as_deref()).collect()
}

fn thousandths(part: usize, whole: usize) -> i64 {
    (1000 * part / whole.max(1)) as i64
}

/// The natural logarithm in thousandths.
fn log(n: usize) -> i64 {
    (libm::log(n as f64) * 1000.0).round() as i64
}

/// What a page says of one state.
#[derive(Debug, Default)]
struct Of {
    state: String,
    mentions: usize,
    beside: usize,
    sentences: usize,
    blocks: usize,
    persons: usize,
    places: usize,
    firms: usize,
    subjects: usize,
    title: bool,
    title_first: bool,
    head: bool,
    person_in_head: bool,
    last: bool,
    /// The other states that stand in a sentence with it.
    partners: BTreeSet<String>,
    /// The place of its first mention below the title, and of its last sentence and block.
    first: (usize, usize),
    at: Option<(usize, usize)>,
}

/// What a page says of all states.
#[derive(Debug, Default)]
struct Seen {
    states: Vec<Of>,
    sentences: usize,
}

impl Seen {
    /// The state, with nothing said of it where it is new.
    fn of_state(&mut self, state: &str) -> Option<&mut Of> {
        let known = self.states.iter().position(|s| s.state == state);
        if known.is_none() {
            self.states.push(Of { state: state.to_owned(), first: (usize::MAX, 0), ..Of::default() });
        }
        let at = known.unwrap_or(self.states.len() - 1);
        self.states.get_mut(at)
    }

    /// Takes down which states stand together in a sentence of a block.
    fn meet(&mut self, head: &Head<'_>, doc: &Doc, named: &[Named]) {
        for sentence in doc.sents() {
            let here = named.iter().filter(|n| sentence.contains(&n.tokens.start));
            let here = here.filter(|n| n.entity.kind != EntityType::State || n.qualifies(doc, head.lexicon));
            let states: BTreeSet<&str> = here.filter_map(|n| n.entity.state.as_deref()).collect();
            for state in &states {
                let others = states.iter().filter(|s| s != &state).map(|s| (*s).to_owned());
                if let Some(own) = self.of_state(state) {
                    own.partners.extend(others);
                }
            }
        }
    }

    fn of(head: &Head<'_>, voices: &[Voice]) -> Self {
        let mut seen = Seen { sentences: head.docs.iter().map(|d| d.sents().len()).sum(), ..Seen::default() };
        let last = head.docs.len().saturating_sub(1);
        for (k, (doc, named)) in head.docs.iter().zip(head.named).enumerate() {
            let mut title_taken = false;
            seen.meet(head, doc, named);
            for n in named {
                let Some(state) = n.entity.state.as_deref() else { continue };
                if n.entity.kind == EntityType::State && !n.qualifies(doc, head.lexicon) {
                    continue;
                }
                let Some(own) = seen.of_state(state) else { continue };
                let token = n.tokens.start;
                let sentence = doc.sents().iter().position(|s| s.contains(&token)).unwrap_or_default();
                own.mentions += 1;
                // whom "we" name is somebody else; "we spoke to her", says the head
                let spoken = voices.get(k).is_some_and(|v| v.attribution.is_some());
                if k > 0 && (k > HEAD || spoken) && is_beside_own(doc, token, head.lexicon) {
                    own.beside += 1;
                    continue;
                }
                own.sentences += usize::from(own.at != Some((k, sentence)));
                own.blocks += usize::from(own.at.is_none_or(|(block, _)| block != k));
                own.at = Some((k, sentence));
                match n.entity.kind {
                    EntityType::Person => own.persons += 1,
                    EntityType::Place | EntityType::Facility => own.places += 1,
                    EntityType::Company | EntityType::Organisation | EntityType::Institution => own.firms += 1,
                    EntityType::State if doc.token(n.tokens.end - 1).dep() == "nsubj" => own.subjects += 1,
                    _ => {}
                }
                own.last |= k == last;
                if k == 0 {
                    own.title_first |= !title_taken;
                    own.title = true;
                    title_taken = true;
                } else {
                    own.first = own.first.min((k, token));
                    own.head |= k <= HEAD;
                    own.person_in_head |= k <= HEAD && n.entity.kind == EntityType::Person;
                }
            }
        }
        seen
    }
}
