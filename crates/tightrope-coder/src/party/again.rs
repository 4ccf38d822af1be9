//! Nouns that take up what was said before: "the ship" after "a Turkish ship", "the embassy" of the other side.

use super::{How, Party, Resolver};
use crate::proposition::{is_clause_verb, lower_lemma, preps_of};
use tightrope_nlp::Token;
use tightrope_statement::{Entity, EntityType};

impl<'a> Resolver<'a> {
    /// Whose the page has lately said that such a thing or person is: "the ship" after "a Turkish ship".
    pub(super) fn again(&self, t: Token<'a>, lemma: &str) -> Option<&'a Entity> {
        let told = |c: Token<'_>| matches!(c.dep(), "amod" | "compound" | "nmod" | "poss" | "relcl" | "acl" | "prep");
        // "the government", "the army" are those of the state that the page is about
        let home = self.lexicon.is("home-office", lemma) || self.lexicon.is("home-office", &t.lower());
        (!home && !t.children().any(told)).then(|| self.memory.called(t.i, lemma)).flatten()
    }

    /// The sender of "the embassy in Quito", "the ambassador": neither the state where it is nor who deals with it.
    pub(super) fn sender(&self, t: Token<'a>) -> Option<&'a Entity> {
        let places: Vec<Party> = preps_of(t)
            .into_iter()
            .filter(|(name, _)| matches!(name.as_str(), "in" | "at" | "to"))
            .flat_map(|(_, o)| self.parties(o))
            .collect();
        let beside = self.other_subject(t);
        let apart = |e: &Entity| {
            !places.iter().any(|p| p.entity.state == e.state) && !beside.iter().any(|b| b.state == e.state)
        };
        let focal = self.memory.focal.as_ref().filter(|f| apart(f));
        if !places.is_empty() && focal.is_some() {
            return focal;
        }
        let host = |e: &Entity| self.memory.focal.as_ref().is_some_and(|f| f.state == e.state);
        self.memory.last_state(t.i, |e| apart(e) && !host(e)).or(self.memory.counterpart.as_ref()).or(focal)
    }

    /// The land of "there": the state spoken of last that does not do it itself.
    pub(super) fn there(&self, t: Token<'a>) -> Option<&'a Entity> {
        let verb = t.ancestors().find(|a| is_clause_verb(*a));
        let doer = verb.and_then(|v| v.children().find(|c| matches!(c.dep(), "nsubj" | "nsubjpass") && c.i < t.i));
        let doers = doer.map_or(Vec::new(), |c| self.parties(c));
        let other = |e: &Entity| !doers.iter().any(|d| d.entity.state == e.state);
        // "American firms" are not spoken of as a place
        self.memory.last_place(t.i, other).or_else(|| self.memory.last_state(t.i, other))
    }

    /// The state that people have in hand by what is said of them: "the colonels who rule Chad".
    pub(super) fn ruled(&self, t: Token<'a>) -> Vec<Party> {
        let rules = |c: &Token<'a>| {
            matches!(c.dep(), "acl" | "relcl") && c.i > t.i && self.lexicon.is("ruling-verb", &lower_lemma(*c))
        };
        let objects = t.children().filter(rules).flat_map(|c| c.children()).filter(|c| c.dep() == "dobj");
        // by its name: what else stands there may lead back to them
        let states = objects.filter_map(|o| self.mention(o.i)).filter(|n| n.entity.kind == EntityType::State);
        states.flat_map(|n| self.party(n.entity.clone(), n.tokens.clone(), How::Named)).collect()
    }
}
