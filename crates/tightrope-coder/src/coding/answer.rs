//! Bare answers to what the page has just told: "Oman asked for more time. Qatar refused."

use super::apply::is_act;
use super::candidate::Sensed;
use super::dating::{Dated, time};
use super::repeat::subject_span;
use super::{Candidate, Sentence, scope};
use crate::party::{Party, Side, Told};
use crate::proposition::{PredicateKind, is_clause_verb, verb_lemma};
use tightrope_nlp::Token;
use tightrope_statement::{Entity, Polarity, Status};

/// Sentences back in which the request stands.
const REACH: usize = 2;

/// The answers that the sentence's verbs without an object give to the request or offer told last.
pub fn answers<'a>(sentence: &Sentence<'a>, when: usize) -> Vec<Candidate<'a>> {
    sentence.tokens.clone().filter_map(|i| answer(sentence, sentence.doc.token(i), when)).collect()
}

fn answer<'a>(sentence: &Sentence<'a>, verb: Token<'a>, when: usize) -> Option<Candidate<'a>> {
    let lexicon = &sentence.codebook.lexicon;
    let lemma = verb_lemma(verb);
    if !is_clause_verb(verb)
        || !(lexicon.is("refusing-verb", &lemma) || lexicon.is("consenting-verb", &lemma))
        || !is_bare(sentence, verb)
    {
        return None;
    }
    let p = sentence.propositions.at(verb.i).filter(|p| !p.passive)?;
    let subject = sentence.doc.token(p.role("subj").next()?.head);
    let by = sentence.resolver.parties(subject);
    let [by] = by.as_slice() else { return None };
    let told = sentence.resolver.memory.told.iter().rev().find(|t| t.subject.is_some())?;
    let asker = asker(sentence, told, by).filter(|_| told.sentence + REACH >= when && told.sentence < when)?;
    let relation = |name: &str| {
        sentence
            .codebook
            .candidates(PredicateKind::Verb, &lemma)
            .map(|(rule, _)| rule)
            .find(|r| r.relation.name() == name)
    };
    let rule = match lexicon.is("refusing-verb", &lemma) {
        true => relation("reject")?,
        false => relation("agree").or_else(|| relation("concede"))?,
    };
    let s = scope(sentence, p);
    let open = s.status == Some(Status::Considered);
    if s.hypothetical || s.refused || s.threatened || s.denied || open {
        return None;
    }
    let trigger = vec![verb.i];
    let status = s.status.unwrap_or(Status::Actual);
    Some(Candidate {
        rule,
        mode: rule.mode.clone(),
        governs: false,
        weighed: Vec::new(),
        sensed: Sensed::default(),
        source: Some(by.clone()),
        target: Some(Party::implied(asker.clone())),
        with: Vec::new(),
        object: None,
        domains: told.domains.clone(),
        status,
        polarity: Polarity::Affirmed,
        amount: None,
        time: time(sentence, &Dated::taken_up(p, &s, &trigger, is_act(rule, status))),
        span: subject_span(sentence, subject, verb),
        scope: s,
        trigger,
        head: verb.i,
        held_by: Vec::new(),
        weight: 0,
    })
}

/// Who asked or offered, where the claim is of that and whoever answers may be the one asked.
fn asker<'t>(sentence: &Sentence<'_>, told: &'t Told, by: &Party) -> Option<&'t Entity> {
    let asks = sentence.codebook.lexicon.is("asking-relation", told.relation.name());
    let open = asks || matches!(told.status, Status::Sought | Status::Offered);
    let (asker, asked) = match told.subject? {
        Side::Source => (&told.source, &told.target),
        Side::Target => (&told.target, &told.source),
    };
    let is_by = |e: &Entity| e.id == by.entity.id || e.state.is_some() && e.state == by.entity.state;
    let fits = asked.as_ref().is_none_or(is_by) && !asker.as_ref().is_some_and(is_by);
    asker.as_ref().filter(|_| open && fits && told.polarity == Polarity::Affirmed)
}

/// Whether the verb says no more than that, at most when and with "it" or "to do so".
fn is_bare(sentence: &Sentence<'_>, verb: Token<'_>) -> bool {
    let lexicon = &sentence.codebook.lexicon;
    verb.children().all(|c| match c.dep() {
        "dobj" => lexicon.is("it-pronoun", &c.lower()),
        "prep" => c.children().any(|o| sentence.times.iter().any(|m| m.tokens.contains(&o.i))),
        "xcomp" | "ccomp" | "attr" | "acomp" | "dative" | "nsubjpass" => false,
        _ => true,
    })
}
