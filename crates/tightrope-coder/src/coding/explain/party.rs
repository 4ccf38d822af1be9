//! How a party was found, and how sure that is.

use super::{Explainer, Found, PartyReading};
use crate::coding::seek::in_slot;
use crate::party::{How, Party};
use crate::proposition::Predicate;
use tightrope_statement::EntityType;

/// The steps of confidence, as `docs/explanations.md` gives them: shares of such parties that were right on the development
/// part of the corpus, measured by `tightrope evaluate statements`.
mod step {
    /// A name with one meaning.
    pub const NAMED: f64 = 0.97;
    /// A name that the directory does not know, kept as the page gives it.
    pub const UNLISTED: f64 = 0.8;
    /// A description that holds a name.
    pub const DESCRIBED: f64 = 0.97;
    /// A name with another meaning about as good; too rare to be measured.
    pub const AMBIGUOUS: f64 = 0.8;
    /// A pronoun or description for what this or the last sentence spoke of.
    pub const RECALLED: f64 = 0.9;
    /// The same, farther back.
    pub const RECALLED_FAR: f64 = 0.75;
    /// Not in the words: the state that the page is about.
    pub const IMPLIED: f64 = 0.9;
    /// Not in the words: who stood together or was dealt with last.
    pub const IMPLIED_PARTNER: f64 = 0.65;
    /// Taken because it stands near, in none of the rule's slots: the step times this.
    pub const NEAR: f64 = 0.93;
}

/// The chance that log-odds in thousandths stand for, in hundredths.
pub(super) fn chance(odds: i32) -> f64 {
    let chance = 1.0 / (1.0 + (-f64::from(odds) / 1000.0).exp());
    (chance * 100.0).round() / 100.0
}

impl Explainer<'_, '_> {
    /// A party of a statement, with the slot of the rule that it stands in; `weighed` tells what speaks for one in none.
    pub(super) fn party_of(
        &self,
        p: &Predicate,
        x: &Party,
        slots: &[String],
        kind: Option<&str>,
        weighed: &[(String, i32)],
    ) -> PartyReading {
        let stands = |y: &Party| y.tokens == x.tokens && (y.entity.id == x.entity.id || y.others.contains(&x.entity));
        let slot = slots.iter().find(|slot| in_slot(self.sentence, p, slot, kind).iter().any(stands));
        let mut found = self.party(x, slot.cloned());
        if found.found == Found::Weighed && !weighed.is_empty() {
            let told: Vec<String> =
                weighed.iter().map(|(f, w)| format!("{f} {:+.2}", f64::from(*w) / 1000.0)).collect();
            found.reason += &format!(": {}", told.join(", "));
        }
        if slot.is_none() && !matches!(found.found, Found::Implied | Found::Weighed) {
            found.confidence = (found.confidence * step::NEAR * 100.0).round() / 100.0;
            found.reason += "; it stands in no slot of the rule but nearest in the clause";
        }
        found
    }

    /// A party with how it was found.
    pub(super) fn party(&self, x: &Party, slot: Option<String>) -> PartyReading {
        let mut alternatives: Vec<String> =
            x.others.iter().map(|e| e.id.clone()).filter(|id| *id != x.entity.id).collect();
        let (found, confidence, reason) = match x.how {
            How::Named => self.named(x, &mut alternatives),
            How::Described => self.described(x),
            How::Recalled => self.recalled(x),
            How::Implied => self.implied(x),
            How::Weighed(odds) => {
                (Found::Weighed, chance(odds), "in no slot of the rule, but likeliest meant".to_owned())
            }
        };
        alternatives.dedup();
        PartyReading {
            entity: x.entity.clone(),
            words: (x.how != How::Implied && !x.tokens.is_empty()).then(|| self.words(x.tokens.clone())),
            found,
            slot,
            confidence,
            reason,
            alternatives,
        }
    }

    fn named(&self, x: &Party, alternatives: &mut Vec<String>) -> (Found, f64, String) {
        let r = &self.sentence.resolver;
        let words = r.doc.span_text(x.tokens.clone());
        let readings = r.directory.lookup(words, r.date);
        let (confidence, reason) = match readings.iter().find(|y| y.actor.id == x.entity.id) {
            Some(y) if y.ambiguous => {
                let others = readings.iter().filter(|o| o.ambiguous && o.actor.id != x.entity.id);
                let names: Vec<String> = others.clone().map(|o| format!("{} ({})", o.actor.name, o.actor.id)).collect();
                alternatives.extend(others.map(|o| o.actor.id.clone()));
                alternatives.sort();
                let also = if names.is_empty() { String::new() } else { format!("; also of {}", names.join(", ")) };
                (step::AMBIGUOUS, format!("\"{words}\" is {}{also}", y.form.describe()))
            }
            Some(y) => {
                let why = if y.why.is_empty() { String::new() } else { format!(", though {}", y.why) };
                (step::NAMED, format!("\"{words}\" is {}{why}", y.form.describe()))
            }
            None if r.directory.by_id(&x.entity.id).is_some() => (step::NAMED, format!("\"{words}\" names it here")),
            None => (step::UNLISTED, "kept in the page's own words; the directory does not know the name".to_owned()),
        };
        (Found::Named, confidence, reason)
    }

    fn described(&self, x: &Party) -> (Found, f64, String) {
        let r = &self.sentence.resolver;
        let words = r.doc.span_text(x.tokens.clone());
        let reason = if self.sentence.codebook.maker_of(&words.to_lowercase()).is_some() {
            format!("the maker of the weapon \"{words}\"")
        } else if x.entity.kind == EntityType::Person && r.directory.by_id(&x.entity.id).is_some() {
            match r.date {
                Some(date) => format!("who held the office that \"{words}\" names on {date}"),
                None => format!("who holds the office that \"{words}\" names"),
            }
        } else {
            format!("\"{words}\" describes it by a name in it")
        };
        (Found::Described, step::DESCRIBED, reason)
    }

    fn recalled(&self, x: &Party) -> (Found, f64, String) {
        let r = &self.sentence.resolver;
        let memory = r.memory;
        let words = r.doc.span_text(x.tokens.clone());
        let first = r.doc.token(x.tokens.start.min(r.doc.len().saturating_sub(1))).lower();
        let is = |e: &Option<tightrope_statement::Entity>| e.as_ref().is_some_and(|e| e.id == x.entity.id);
        if self.sentence.codebook.lexicon.is("first-person", &first)
            && (is(&memory.speaker) || is(&memory.speaker_person))
        {
            return (Found::Recalled, step::RECALLED, format!("\"{words}\": who speaks here"));
        }
        let last = memory
            .seen
            .iter()
            .rev()
            .find(|s| s.entity.id == x.entity.id && (s.sentence < memory.sentence || s.token < x.tokens.start));
        match last.map(|s| memory.sentence.saturating_sub(s.sentence)) {
            Some(0) => (Found::Recalled, step::RECALLED, format!("\"{words}\": named earlier in the sentence")),
            Some(1) => (Found::Recalled, step::RECALLED, format!("\"{words}\": named in the sentence before")),
            Some(n) => (Found::Recalled, step::RECALLED_FAR, format!("\"{words}\": named {n} sentences before")),
            None if is(&memory.focal) => {
                (Found::Recalled, step::RECALLED_FAR, format!("\"{words}\": the state that the page is about"))
            }
            None => {
                (Found::Recalled, step::RECALLED_FAR, format!("\"{words}\": found by whom it belongs to or acts for"))
            }
        }
    }

    fn implied(&self, x: &Party) -> (Found, f64, String) {
        let memory = self.sentence.resolver.memory;
        if memory.focal.as_ref().is_some_and(|f| f.id == x.entity.id) {
            let reason = "no words stand for it: the state that the page is about";
            return (Found::Implied, step::IMPLIED, reason.to_owned());
        }
        if memory.topic.as_ref().is_some_and(|t| t.id == x.entity.id) {
            let reason = "no words stand for it: the name at the head of the entry";
            return (Found::Implied, step::IMPLIED, reason.to_owned());
        }
        if memory.sides.iter().any(|s| s.id == x.entity.id) {
            let reason = "no words stand for it: one of the sides whose words the page is";
            return (Found::Implied, step::IMPLIED, reason.to_owned());
        }
        let reason = "no words stand for it: the partner spoken of last";
        (Found::Implied, step::IMPLIED_PARTNER, reason.to_owned())
    }
}
