//! Surnames: who is meant by "Xi", "President Tokayev", "Lavrov".

use super::{
    Directory, Mention, Office, Reading,
    find::note,
    fold::Case,
    index::{Entry, ROOT},
    words::Words,
};
use jiff::civil::Date;
use std::ops::Range;
use tightrope_statement::EntityType;

/// Named in full in the same text.
const NAMED: i32 = 40;
/// The office in front is held on the day.
const TITLED: i32 = 30;
/// The office in front was or will be held.
const ONCE_TITLED: i32 = 15;
/// Highest rank of an office whose holders go by surname alone.
const LEADING: u8 = 3;

/// Lowest rank of the offices of those who rule a state.
const RULING: u8 = 2;
/// Key of the offices that are military ranks.
const SOLDIER: &str = "general";

/// Whether the word is the number of a ruler: "II", "XVI".
pub(super) fn is_numeral(word: &str) -> bool {
    word.len() > 1 && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// A search for surnames in one text.
pub(super) struct People<'a, 'd> {
    directory: &'a Directory,
    words: &'a Words<'d>,
    date: Option<Date>,
}

/// A surname in the text.
struct Found<'a> {
    tokens: Range<usize>,
    name: String,
    entries: Vec<&'a Entry>,
    title: Option<&'a Office>,
}

impl<'a, 'd> People<'a, 'd> {
    pub(super) fn new(directory: &'a Directory, words: &'a Words<'d>, date: Option<Date>) -> Self {
        People { directory, words, date }
    }

    /// Adds the mentions by surname.
    pub(super) fn find(&self, mentions: &mut Vec<Mention>) {
        let mut taken = vec![false; self.words.doc.len()];
        for mention in mentions.iter() {
            taken.iter_mut().take(mention.tokens.end).skip(mention.tokens.start).for_each(|t| *t = true);
        }
        let mut named: Vec<String> = mentions
            .iter()
            .filter_map(|m| m.best())
            .filter(|r| r.actor.kind == EntityType::Person)
            .map(|r| r.actor.id.clone())
            .collect();
        let found = self.surnames(&taken);
        let mut added = Vec::new();
        // First those with a title, so that a bare surname elsewhere means the same person.
        for titled in [true, false] {
            for f in found.iter().filter(|f| f.title.is_some_and(|o| o.rank < 9) == titled) {
                let readings = self.readings(f, &named);
                if let Some(best) = readings.first() {
                    if !best.ambiguous {
                        named.push(best.actor.id.clone());
                    }
                    added.push(Mention { tokens: f.tokens.clone(), readings });
                }
            }
        }
        mentions.extend(added);
    }

    /// Words that are a surname and no part of a longer or other name.
    fn surnames(&self, taken: &[bool]) -> Vec<Found<'a>> {
        let list = &self.words.list;
        let mut out = Vec::new();
        let mut at = 0;
        while let Some(first) = list.get(at) {
            let here = at;
            at += 1;
            if !first.first || first.case == Case::Lower || taken.get(first.token).copied().unwrap_or(true) {
                // "von der Leyen" begins in lower case.
                if !(first.first && first.case == Case::Lower && first.surname.is_some()) {
                    continue;
                }
            }
            let (mut node, mut best) = (ROOT, None);
            for (k, word) in list.iter().enumerate().skip(here) {
                if k > here && !word.glued || taken.get(word.token).copied().unwrap_or(true) {
                    break;
                }
                let Some(next) = word.surname.and_then(|w| self.directory.surnames.step(node, w)) else { break };
                node = next;
                let entries = self.directory.surnames.at(node);
                if word.last && !entries.is_empty() {
                    best = Some((k, entries));
                }
            }
            let Some((last, entries)) = best else { continue };
            let Some(end) = list.get(last) else { continue };
            if !list.get(here..=last).is_some_and(|run| run.iter().any(|w| w.case != Case::Lower)) {
                continue;
            }
            // "King Abdullah II"
            let numeral = self.words.doc.tokens().nth(end.token + 1).filter(|t| is_numeral(t.text()));
            let tokens = first.token..end.token + 1 + usize::from(numeral.is_some());
            let title = self.directory.offices.before(self.words.doc, tokens.start).map(|(_, office)| office);
            if self.in_longer_name(&tokens, title.is_some(), taken) {
                continue;
            }
            let name =
                list.get(here..=last).into_iter().flatten().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
            at = last + 1;
            out.push(Found { tokens, name, entries: entries.iter().collect(), title });
        }
        out
    }

    /// Whether the words beside it make it part of a name that no table holds ("John Putin", "Xi Zhongxun").
    fn in_longer_name(&self, tokens: &Range<usize>, titled: bool, taken: &[bool]) -> bool {
        let doc = self.words.doc;
        let is_free_name = |i: usize| {
            let token = doc.token(i);
            token.pos() == "PROPN"
                && token.text().chars().next().is_some_and(char::is_uppercase)
                && !taken.get(i).copied().unwrap_or(false)
        };
        if self.words.is_shouted(tokens.start) {
            return false;
        }
        // "Salim bin Rashid", "Anna von Berg": a small word of the name joins what stands before it
        let small = |i: usize| {
            let token = doc.token(i);
            token.tag() == "NNP" && token.text().chars().all(char::is_lowercase) && token.dep() == "compound"
        };
        if tokens.start > 1 && small(tokens.start - 1) && is_free_name(tokens.start - 2) {
            return true;
        }
        let before = !titled
            && tokens.start > 0
            && is_free_name(tokens.start - 1)
            && doc.token(tokens.start - 1).space()
            && doc.token(tokens.start - 1).dep() == "compound"
            && self.directory.offices.before(doc, tokens.start).is_none();
        let last = doc.token(tokens.end.saturating_sub(1));
        let after = tokens.end < doc.len()
            && last.dep() == "compound"
            && last.space()
            && is_free_name(tokens.end)
            && self.directory.agents.get(doc.token(tokens.end).text()).is_none()
            && self.directory.offices.at(doc, tokens.end).is_none();
        before || after
    }

    /// Whether the parser takes the words for the name of one of several places.
    fn is_place(&self, tokens: &Range<usize>) -> bool {
        let doc = self.words.doc;
        let place = |i: usize| {
            let mut ents = doc.ents().iter().filter(|e| (e.start..e.end).contains(&i));
            ents.any(|e| matches!(e.label.as_str(), "GPE" | "LOC" | "FAC"))
        };
        let last = tokens.end.saturating_sub(1);
        place(last) && doc.token(last).dep() == "conj" && place(doc.token(last).head().i)
    }

    fn readings(&self, found: &Found<'_>, named: &[String]) -> Vec<Reading> {
        let mut readings: Vec<Reading> = Vec::new();
        let common = self.directory.common.contains(&found.name);
        for entry in &found.entries {
            let Some(mut reading) = self.directory.reading(entry, self.date) else { continue };
            let actor = reading.actor.clone();
            let mut sure = false;
            if named.contains(&actor.id) {
                reading.score += NAMED;
                note(&mut reading, "named in full in the text");
                sure = true;
            }
            if let Some(office) = found.title.filter(|o| o.rank < 9) {
                let same = |key: &str| {
                    self.directory.offices.get(key).is_some_and(|o| o.key == office.key || o.rank.max(office.rank) <= 2)
                };
                // "General Burhan": soldiers who rule keep their rank
                let rules = |key: &str| self.directory.offices.get(key).is_some_and(|o| o.rank <= RULING);
                let soldier = office.key == SOLDIER && !common && actor.roles_at(self.date).any(|r| rules(&r.office));
                if soldier || actor.roles_at(self.date).any(|r| same(&r.office)) {
                    reading.score += TITLED;
                    note(&mut reading, "holds the office named before it");
                    sure = true;
                } else if actor.roles.iter().any(|r| same(&r.office)) {
                    reading.score += ONCE_TITLED;
                    note(&mut reading, "held the office named before it at another time");
                    sure = true;
                }
            }
            if !sure {
                // "links Clark and Batangas": a place of the name of somebody who led once
                if !reading.current && self.is_place(&found.tokens) {
                    continue;
                }
                let rank = |key: &str| self.directory.offices.get(key).map_or(6, |o| o.rank);
                let leads = |current: bool| {
                    actor
                        .roles
                        .iter()
                        .filter(|r| !current || r.span.holds(self.date))
                        .any(|r| rank(&r.office) <= if current { LEADING } else { LEADING - 1 } || !r.of_state)
                };
                let fits = if reading.current { leads(true) } else { leads(false) && found.name.len() >= 5 };
                if actor.bulk || common && !reading.current || !fits || found.title.is_some_and(|o| o.rank < 9) {
                    continue;
                }
                if reading.current {
                    note(&mut reading, "holds a leading office");
                }
                reading.ambiguous = common;
            }
            self.directory.weigh(&mut reading, &found.name, self.words);
            readings.push(reading);
        }
        let doubted = readings.iter().any(|r| r.ambiguous);
        self.directory.order(&mut readings);
        let best = readings.first().map_or(0, |r| r.score);
        let current = readings.iter().any(|r| r.current);
        // A holder on the day leaves no room for those of other days.
        readings.retain(|r| r.current || !current || r.score >= best);
        if doubted {
            readings.iter_mut().for_each(|r| r.ambiguous = true);
        }
        readings
    }
}
