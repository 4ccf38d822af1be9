//! "The country", "our nation", "its northern neighbour", "the kingdom": nouns for states.

use super::{How, Party, Resolver};
use crate::proposition::{is_clause_verb, lower_lemma, noun_phrase};
use std::ops::Range;
use tightrope_nlp::Token;
use tightrope_statement::{Entity, EntityType};

impl<'a> Resolver<'a> {
    pub(super) fn country(&self, t: Token<'a>) -> Vec<Party> {
        let phrase = noun_phrase(t);
        let lemma = lower_lemma(t);
        for c in t.children().filter(|c| c.dep() == "appos") {
            let named = self.one(c, 1);
            if !named.is_empty() {
                return named;
            }
        }
        if self.lexicon.is("neighbour-noun", &lemma) {
            return self.neighbour(t, phrase);
        }
        // "the Russian state": not the state spoken of last
        let former = t.children().any(|c| c.dep() == "amod" && self.lexicon.is("former-adjective", &c.lower()));
        let own = self.lexicon.is("nation-noun", &lemma);
        let owner =
            self.owners(t).into_iter().find(|o| own && o.entity.kind == EntityType::State && o.how == How::Named);
        if let Some(o) = owner.filter(|o| !former && o.tokens.end <= t.i && t.tag() != "NNS") {
            return self.party(o.entity, phrase, How::Described);
        }
        // "our country", "his homeland", "Ruiz, whose country"
        if let Some(poss) = t.children().find(|c| c.dep() == "poss" && matches!(c.tag(), "PRP$" | "WP$")) {
            let owner = self.pronoun(poss).into_iter().find_map(|p| p.entity.state);
            return owner
                .and_then(|s| self.state_entity(&s))
                .map_or(Vec::new(), |e| self.party(e, phrase, How::Recalled));
        }
        if let Some(one) = self.remarked(t) {
            return self.party(one, phrase, How::Recalled);
        }
        // "the country", "this nation", "the Gulf state"; a plural or "another country" is nobody in particular
        if !self.is_definite(t) || t.tag() == "NNS" {
            return Vec::new();
        }
        // "the kingdom", "the island": the last state of that form
        let form = format!("form-{lemma}");
        if self.lexicon.has_class(&form) {
            let fits = |e: &Entity| self.lexicon.is(&form, &e.id.to_lowercase());
            // "the Kingdom" of a communique is the one whose page it is
            let own = self.memory.focal.as_ref().filter(|e| fits(e));
            let formal = own.filter(|_| t.text().starts_with(char::is_uppercase));
            // "the island" on a page about one is that one, unless the sentence has just named another
            let here = self.memory.seen.iter().rev().take_while(|s| s.sentence == self.memory.sentence);
            let named =
                here.filter(|s| s.token < t.i).map(|s| &s.entity).find(|e| e.kind == EntityType::State && fits(e));
            let last = formal.or(named).or(own).or_else(|| self.memory.last_state(t.i, fits));
            return last.map_or(Vec::new(), |e| self.party(e.clone(), phrase, How::Recalled));
        }
        if t.children().any(|c| c.dep() == "det" && self.lexicon.is("far-determiner", &c.lower())) {
            let own = [&self.memory.focal, &self.memory.speaker];
            let other = |e: &Entity| !own.iter().any(|o| o.as_ref().is_some_and(|o| o.id == e.id));
            let last = self.memory.last_state(t.i, other);
            return last.map_or(Vec::new(), |e| self.party(e.clone(), phrase, How::Recalled));
        }
        self.memory.country(t.i).map_or(Vec::new(), |e| self.party(e.clone(), phrase, How::Recalled))
    }

    /// The state of which a remark speaks as one of a kind: "Chad agreed, a bold step for a country that had lost".
    fn remarked(&self, t: Token<'a>) -> Option<Entity> {
        let one = t.children().any(|c| c.dep() == "det" && self.lexicon.is("indefinite-determiner", &c.lower()));
        let told = t.children().any(|c| c.dep() == "relcl" && c.i > t.i);
        let remark = t.head().head();
        let aside = matches!(remark.dep(), "appos" | "acomp" | "attr") && matches!(remark.pos(), "NOUN" | "ADJ");
        let verb = t.ancestors().last().filter(|v| one && told && t.dep() == "pobj" && aside && is_clause_verb(*v))?;
        let subject = verb.children().find(|c| c.dep() == "nsubj" && c.i < remark.i && c.pos() == "PROPN")?;
        let state = self.mention(subject.i).map(|n| &n.entity).filter(|e| e.kind == EntityType::State)?;
        Some(state.clone())
    }

    fn neighbour(&self, t: Token<'a>, phrase: Range<usize>) -> Vec<Party> {
        let Some(owner) = t.children().find(|c| c.dep() == "poss").and_then(|c| self.parties(c).into_iter().next())
        else {
            return Vec::new();
        };
        let Some(state) = owner.entity.state else { return Vec::new() };
        let direction = t.children().map(|c| c.lower()).find_map(|w| w.strip_suffix("ern").map(compass));
        let Some(direction) = direction else {
            // "its neighbour": the last state spoken of that borders on it
            let borders = |e: &Entity| self.directory.neighbours(&state).iter().any(|n| n.state == e.id);
            let last = self.memory.last_state(t.i, borders).filter(|_| t.tag() == "NN");
            return last.map_or(Vec::new(), |e| self.party(e.clone(), phrase, How::Recalled));
        };
        let mut fits = self.directory.neighbours(&state).iter().filter(|n| n.direction == direction);
        if let (Some(n), None) = (fits.next(), fits.next()) {
            return self.state_entity(&n.state).map_or(Vec::new(), |e| self.party(e, phrase, How::Recalled));
        }
        // several lie there, or none quite: the one spoken of
        let all = self.directory.neighbours(&state);
        let exact = all.iter().any(|n| n.direction == direction);
        let there = |e: &Entity| all.iter().any(|n| n.state == e.id && (!exact || n.direction == direction));
        self.memory.last_state(t.i, there).map_or(Vec::new(), |e| self.party(e.clone(), phrase, How::Recalled))
    }

    pub(super) fn borders(&self, a: &str, b: &str) -> bool {
        self.directory.neighbours(a).iter().any(|n| n.state == b)
    }
}

/// `n` for "north", `se` for "south-east" and "southeast".
fn compass(word: &str) -> String {
    ["north", "south", "east", "west"]
        .iter()
        .filter_map(|d| word.find(d).map(|at| (at, d)))
        .collect::<std::collections::BTreeMap<_, _>>()
        .values()
        .filter_map(|d| d.chars().next())
        .collect()
}
