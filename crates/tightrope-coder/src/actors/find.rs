//! Finds the actors that a text mentions.

use super::{
    Directory, Form, Mention, Reading,
    fold::Case,
    index::{Entry, ROOT},
    people::{People, is_numeral},
    words::{Words, is_hyphen},
};
use jiff::civil::Date;
use tightrope_nlp::Doc;
use tightrope_statement::EntityType;

/// What the locative preposition before a city's name adds to the city against the government in it.
const LOCATIVE: i32 = 15;
/// What a name in lower case loses.
const LOWERED: i32 = 15;

impl Directory {
    /// The longest mentions of the text, not overlapping, in order, each with what it may mean on the day.
    ///
    /// Surnames alone resolve to a person named in full in the same text, to the holder of the office in front of it,
    /// else to a holder of a leading office on the day.
    pub fn find(&self, doc: &Doc, date: Option<Date>) -> Vec<Mention> {
        let words = Words::new(self, doc);
        let mut mentions = Vec::new();
        let mut at = 0;
        while at < words.list.len() {
            match self.longest(&words, at, date) {
                Some((mention, next)) => {
                    mentions.push(mention);
                    at = next;
                }
                None => at += 1,
            }
        }
        mentions.retain(|m| !is_in_other_name(doc, m));
        for m in mentions.iter_mut().filter(|m| m.best().is_some_and(|r| r.actor.kind == EntityType::Person)) {
            // "King Abdullah II"
            let numeral = doc.tokens().nth(m.tokens.end).is_some_and(|t| is_numeral(t.text()));
            m.tokens.end += usize::from(numeral);
        }
        People::new(self, &words, date).find(&mut mentions);
        mentions.sort_by_key(|m| m.tokens.start);
        mentions
    }

    /// The longest mention that begins at a word, and the word after it.
    fn longest(&self, words: &Words<'_>, at: usize, date: Option<Date>) -> Option<(Mention, usize)> {
        let first = words.list.get(at)?;
        if !first.first {
            return None;
        }
        if first.tag {
            return self.hashtag(words, at, date);
        }
        if let Some(mention) = self.combining(words, at, date) {
            return Some((mention, at + 1));
        }
        let (mut node, mut best) = (ROOT, None);
        for k in at..words.list.len() {
            let word = words.list.get(k)?;
            if k > at && !word.glued {
                break;
            }
            match word.name.and_then(|w| self.index.step(node, w)) {
                Some(next) => node = next,
                // An initial between first name and surname: "Donald J. Trump".
                None if k > at && word.text.len() == 1 && word.case == Case::Title => continue,
                None => break,
            }
            if !word.last {
                continue;
            }
            let entries: Vec<(&Entry, bool)> =
                self.index.at(node).iter().filter_map(|e| fits(e, words, at, k).map(|low| (e, low))).collect();
            if !entries.is_empty() {
                best = Some((k, entries));
            }
        }
        let (last, entries) = best?;
        let tokens = first.token..words.list.get(last)?.token + 1;
        let name = words.list.get(at..=last)?.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
        let locative = tokens.start > 0 && self.locatives.contains(&words.doc.token(tokens.start - 1).lower());
        let mut readings: Vec<Reading> = Vec::with_capacity(entries.len());
        for (entry, lowered) in entries {
            let Some(mut reading) = self.reading(entry, date) else { continue };
            if lowered {
                reading.score -= LOWERED;
            }
            if locative && reading.actor.kind == EntityType::Place {
                reading.score += LOCATIVE;
                note(&mut reading, "a place follows the preposition");
            }
            self.weigh(&mut reading, &name, words);
            readings.push(reading);
        }
        self.order(&mut readings);
        // Capitals of a sentence in capitals say nothing: "US" may be "us".
        let acronym = readings.first().is_some_and(|r| r.form == Form::Acronym);
        if acronym && words.is_shouted(tokens.start) && tokens.len() == 1 && self.common.contains(&name) {
            if words.doc.token(tokens.start).pos() == "PRON" {
                return None;
            }
            readings.iter_mut().for_each(|r| r.ambiguous = true);
        }
        (!readings.is_empty()).then_some((Mention { tokens, readings }, last + 1))
    }

    /// Adds what the words of the text say for a reading of an ambiguous name.
    pub(super) fn weigh(&self, reading: &mut Reading, name: &str, words: &Words<'_>) {
        if self.cues.knows(name) {
            let (add, cue) = self.cues.weigh(name, &reading.actor.id, words.set());
            reading.score += add;
            if let Some(cue) = cue {
                let why = format!("the text has \"{cue}\"");
                note(reading, &why);
            }
        }
    }

    fn hashtag(&self, words: &Words<'_>, at: usize, date: Option<Date>) -> Option<(Mention, usize)> {
        let token = words.list.get(at)?.token;
        let parts = super::fold::pieces(words.doc.token(token).text());
        let next = at + words.list.get(at..)?.iter().take_while(|w| w.token == token).count();
        let mut readings: Vec<Reading> =
            self.index.hashtag(&parts).filter(|e| !e.weak).filter_map(|e| self.reading(e, date)).collect();
        self.order(&mut readings);
        (!readings.is_empty()).then_some((Mention { tokens: token..token + 1, readings }, next))
    }

    /// "Sino-" before a hyphen.
    fn combining(&self, words: &Words<'_>, at: usize, date: Option<Date>) -> Option<Mention> {
        let word = words.list.get(at)?;
        let actor = *self.combining.get(&word.text)?;
        let token = words.doc.token(word.token);
        if word.case == Case::Lower || token.space() || !token.next().is_some_and(|n| is_hyphen(n.text())) {
            return None;
        }
        // A longer name goes first: "Indo-Pacific".
        if let Some(next) = words.list.get(at + 1)
            && let Some(node) = word.name.and_then(|w| self.index.step(ROOT, w))
            && next.name.and_then(|w| self.index.step(node, w)).is_some()
        {
            return None;
        }
        let part = super::fold::pieces(token.text());
        let reading = self.reading(&Entry::new(actor, Form::Combining, &part), date)?;
        Some(Mention { tokens: word.token..word.token + 1, readings: vec![reading] })
    }
}

/// Whether the words are written as the name must be; `true` inside where they are in lower case and still pass.
fn fits(entry: &Entry, words: &Words<'_>, from: usize, to: usize) -> Option<bool> {
    let list = words.list.get(from..=to)?;
    if let Some(exact) = &entry.exact {
        let (first, last) = (list.first()?.token, list.last()?.token);
        let text = words.doc.span_text(first..last + 1);
        return (text == &**exact).then_some(false);
    }
    let mut lowered = false;
    for (i, word) in list.iter().enumerate() {
        match (entry.case(i), word.case) {
            (Case::Lower, _) | (Case::Title, Case::Title | Case::Upper) | (Case::Upper, Case::Upper) => {}
            // "Nato", "Opec": long acronyms in British style.
            (Case::Upper, Case::Title) if word.text.len() >= 4 && !entry.weak => {}
            (Case::Title, Case::Lower) if entry.lower_ok => lowered = true,
            _ => return None,
        }
    }
    if entry.weak && list.len() == 1 {
        // Words that usually mean something else need to be a name to the tagger.
        let token = words.doc.token(list.first()?.token);
        let pos = token.pos();
        if !pos.is_empty() && pos != "PROPN" && entry.form != Form::Adjective && entry.form != Form::People {
            return None;
        }
    }
    Some(lowered)
}

/// Whether the mention is the end of a longer person's name that no table holds: "Michael Jordan".
fn is_in_other_name(doc: &Doc, mention: &Mention) -> bool {
    if mention.tokens.len() > 1 || mention.best().is_some_and(|r| r.actor.kind == EntityType::Person) {
        return false;
    }
    doc.ents().iter().any(|e| {
        e.label == "PERSON"
            && e.start < mention.tokens.start
            && e.end == mention.tokens.end
            && doc.token(mention.tokens.start - 1).pos() == "PROPN"
    })
}

/// Adds a reason.
pub(super) fn note(reading: &mut Reading, why: &str) {
    if !reading.why.is_empty() {
        reading.why.push_str("; ");
    }
    reading.why.push_str(why);
}
