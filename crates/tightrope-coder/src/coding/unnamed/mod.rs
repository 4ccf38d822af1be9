//! Sides that no words of a clause fill: who is meant is weighed by what speaks for each that may be.
//!
//! A rule may fit a clause of which one side, or both, stands in none of its slots: "the ban was lifted", "flew home and
//! protested". What the steps of `sides` put there is one proposal; others are whoever the sentence and those before it
//! speak of. Each proposal has features (which place it has in the sentence, what was told of it, what the slot holds), each
//! feature a weight learned from the development part of the corpus (`data/unnamed/weights.tsv`, made by
//! `tools/unnamed/fit.py`), and their sum is the log-odds that the claim so completed is right. One that is likelier than
//! not is told, a given one that is unlikely is left out. Without weights the given ones stand.

mod around;
mod features;
mod one;
mod two;

use super::apply::{Parties, make};
use super::weights::{Weights, short};
use super::{Candidate, Proposed, Scope, Sentence, shadows, sides};
use crate::CoderError;
use crate::codebook::Rule;
use crate::party::{How, Party};
use crate::proposition::{Predicate, PredicateKind};
pub(super) use around::{Around, clause, may_act};
use features::common;
use tightrope_statement::RelationKind;

/// Log-odds, in thousandths, from which a side is filled.
const FILLED: i32 = 0;
/// Log-odds under which a given side is left out.
const LEFT_OUT: i32 = -700;
/// By how much another must be likelier than the one given.
const AHEAD: i32 = 800;

/// What is open: one side, or both.
const KINDS: [&str; 2] = ["one", "both"];

/// The weights of a file.
///
/// # Errors
/// Names the line that is no kind, feature and weight.
pub fn weights(name: &str, text: &str) -> Result<Weights, CoderError> {
    Weights::read(name, text, &KINDS)
}

/// A reading with a side that none of its rule's slots fills.
#[derive(Debug, Clone)]
pub struct Unnamed<'a> {
    /// The proposition.
    pub predicate: &'a Predicate,
    /// The rule that fits it.
    pub rule: &'a Rule,
    /// Tokens of its trigger.
    pub words: Vec<usize>,
    /// Its surroundings.
    pub scope: Scope,
    /// The parties of the other side; none where both are open.
    pub present: Vec<Party>,
    /// Whom a step beyond the slots gives.
    pub given: Option<Party>,
    /// Further parties.
    pub with: Vec<Party>,
    /// Whether the source is open, or both.
    pub source: bool,
    /// The step that gives it.
    pub step: Option<&'static str>,
    /// What holds of the clause.
    pub clause: Vec<&'static str>,
}

/// An open reading completed, with what speaks for it.
#[derive(Debug, Clone)]
pub struct Proposal<'a> {
    /// The reading.
    pub candidate: Candidate<'a>,
    /// Its features, each named once.
    pub features: Vec<String>,
    /// Which open side of the sentence it completes; proposals of one are rivals.
    pub of: usize,
    /// Whether it is what stands there already.
    pub given: bool,
    /// Whether both sides were open.
    pub both: bool,
    /// The reading chosen so far that it would take the place of.
    pub instead: Option<usize>,
}

impl Proposal<'_> {
    fn valued(&self) -> impl Iterator<Item = (&str, i64)> {
        self.features.iter().map(|f| (f.as_str(), 1000))
    }
}

/// Everything that may complete the sentence's open readings, beside the readings chosen so far. `place` tells where on the
/// page the sentence stands.
pub fn proposals<'a>(sentence: &Sentence<'a>, chosen: &[Candidate<'a>], place: &[String]) -> Vec<Proposal<'a>> {
    let all = sentence.unnamed.borrow();
    if all.is_empty() {
        return Vec::new();
    }
    let around = Around::of(sentence);
    let mut found = Vec::new();
    for (of, u) in all.iter().enumerate() {
        let mut features = common(sentence, u, chosen);
        features.extend_from_slice(place);
        features.push(format!("states here {}", around.states.min(4)));
        if u.present.is_empty() {
            let open = completed(sentence, u, Parties { source: None, target: None, with: Vec::new() });
            for pair in two::pairs(sentence, &around) {
                let candidate = Candidate { source: Some(pair.source), target: Some(pair.target), ..open.clone() };
                let mut own = pair.features;
                two::stated(&candidate, chosen, &mut own);
                let features = joined(&features, own);
                push(chosen, Proposal { candidate, features, of, given: false, both: true, instead: None }, &mut found);
            }
            continue;
        }
        let judges = judges(sentence, u);
        let mut fillers = one::fillers(sentence, &around, u, chosen);
        fillers.retain(|f| !u.source || !judges.iter().any(|j| j.same_side(&f.party)));
        for present in &u.present {
            let sides = |filler: Option<&Party>| {
                let (open, other) = (filler.cloned(), Some(present.clone()));
                let (source, target) = if u.source { (open, other) } else { (other, open) };
                Parties { source, target, with: u.with.clone() }
            };
            let open = completed(sentence, u, sides(None));
            let instead = chosen.iter().position(|x| is_of(x, u, present));
            for filler in &fillers {
                let parties = sides(Some(&filler.party));
                let candidate = match filler.party.tokens.is_empty() {
                    // what no words stand for changes nothing else
                    true => Candidate { source: parties.source, target: parties.target, ..open.clone() },
                    false => completed(sentence, u, parties),
                };
                let given = u.given.as_ref().is_some_and(|g| g.same_side(&filler.party));
                let features = joined(&features, filler.features.clone());
                push(chosen, Proposal { candidate, features, of, given, both: false, instead }, &mut found);
            }
        }
    }
    found
}

/// Who judges the deed that the noun is: who condemns a raid has not made it.
fn judges(sentence: &Sentence<'_>, u: &Unnamed<'_>) -> Vec<Party> {
    if u.predicate.kind != PredicateKind::Noun || u.rule.relation.kind() != RelationKind::Event {
        return Vec::new();
    }
    let lexicon = &sentence.codebook.lexicon;
    let verbs = u.predicate.support.iter().filter(|(_, slot)| slot == "obj");
    let verbs = verbs.filter_map(|(verb, _)| sentence.propositions.at(*verb)).filter(|v| {
        let mut rules = sentence.codebook.candidates(PredicateKind::Verb, &v.lemma);
        rules.any(|(rule, _)| lexicon.is("charging-relation", rule.relation.name()))
    });
    let subjects = verbs.flat_map(|v| v.role("subj")).map(|a| sentence.doc.token(a.head));
    subjects.flat_map(|t| sentence.resolver.parties(t)).collect()
}

/// Which open reading, and the chosen one that a proposal would take the place of.
type Place = (usize, Option<usize>);

/// Keeps a proposal where nothing chosen makes the claim already, but for what it would take the place of.
fn push<'a>(chosen: &[Candidate<'a>], p: Proposal<'a>, found: &mut Vec<Proposal<'a>>) {
    let own = |k: &&Candidate<'a>| k.head == p.candidate.head && k.rule.id == p.candidate.rule.id;
    if p.instead.is_some() || !chosen.iter().any(|k| !own(&k) && shadows(k, &p.candidate)) {
        found.push(p);
    }
}

/// The chosen readings with their unnamed sides weighed.
pub fn complete<'a>(sentence: &Sentence<'a>, chosen: Vec<Candidate<'a>>, place: &[String]) -> Vec<Candidate<'a>> {
    let Some(weights) = sentence.codebook.unnamed.as_ref() else { return chosen };
    let mut rivals: Vec<(Place, Vec<(i32, Proposal<'a>)>)> = Vec::new();
    for p in proposals(sentence, &chosen, place) {
        let odds = short(weights.odds(usize::from(p.both), p.valued()));
        if let Some(sides) = sides(&p.candidate) {
            sentence.proposed.borrow_mut().push(Proposed { relation: p.candidate.rule.relation, sides, odds });
        }
        let key = (p.of, p.instead);
        match rivals.iter_mut().find(|r| r.0 == key) {
            Some(r) => r.1.push((odds, p)),
            None => rivals.push((key, vec![(odds, p)])),
        }
    }
    for r in &mut rivals {
        r.1.sort_by_key(|(odds, _)| -odds);
    }
    rivals.sort_by_key(|r| r.1.first().map_or(i32::MAX, |(odds, _)| -odds));
    let mut kept: Vec<Option<Candidate<'a>>> = chosen.into_iter().map(Some).collect();
    let mut heads: Vec<usize> = Vec::new();
    for ((_, instead), mut all) in rivals {
        let given = all.iter().find(|(_, p)| p.given).map(|(odds, _)| *odds);
        let (odds, best) = all.swap_remove(0);
        let likely = odds >= FILLED;
        let filled = match (instead, given) {
            (Some(at), Some(own)) => {
                if !best.given && likely && odds > own + AHEAD {
                    kept[at] = None;
                    true
                } else {
                    if own < LEFT_OUT {
                        kept[at] = None;
                    }
                    false
                }
            }
            (Some(at), None) if likely => {
                kept[at] = None;
                true
            }
            (None, _) => likely && !heads.contains(&best.candidate.head),
            _ => false,
        };
        if filled && !kept.iter().flatten().any(|k| shadows(k, &best.candidate)) {
            heads.push(best.candidate.head);
            let telling = weights.telling(usize::from(best.both), best.valued());
            kept.push(weighed(sentence, best, odds, telling));
        }
    }
    let mut kept: Vec<Candidate<'a>> = kept.into_iter().flatten().collect();
    kept.sort_by(|a, b| (a.span.start, a.span.end, &a.rule.id).cmp(&(b.span.start, b.span.end, &b.rule.id)));
    kept
}

/// The reading completed in all its fields, whose added sides say how likely it is.
fn weighed<'a>(
    sentence: &Sentence<'a>,
    p: Proposal<'a>,
    odds: i32,
    telling: Vec<(String, i32)>,
) -> Option<Candidate<'a>> {
    let all = sentence.unnamed.borrow();
    let parties = Parties { source: p.candidate.source, target: p.candidate.target, with: p.candidate.with };
    let mut c = completed(sentence, all.get(p.of)?, parties);
    for x in [&mut c.source, &mut c.target].into_iter().flatten().filter(|x| x.how == How::Weighed(0)) {
        x.how = How::Weighed(odds);
    }
    c.weighed = telling;
    Some(c)
}

fn joined(common: &[String], mut own: Vec<String>) -> Vec<String> {
    own.extend_from_slice(common);
    own.sort_unstable();
    own.dedup();
    own
}

fn completed<'a>(sentence: &Sentence<'a>, u: &Unnamed<'a>, parties: Parties) -> Candidate<'a> {
    make(sentence, u.predicate, u.rule, &u.words, &u.scope, parties)
}

/// Whether the chosen reading is the open one with that party present.
fn is_of(c: &Candidate<'_>, u: &Unnamed<'_>, present: &Party) -> bool {
    let side = if u.source { &c.target } else { &c.source };
    c.head == u.predicate.head
        && c.rule.id == u.rule.id
        && side.as_ref().is_some_and(|x| x.entity.id == present.entity.id)
}
