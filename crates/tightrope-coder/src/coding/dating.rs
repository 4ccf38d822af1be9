//! The date of a claim.

use super::attributes::hangs_on;
use super::{Scope, Sentence, scope};
use crate::codebook::Effect;
use crate::party::Party;
use crate::proposition::{Predicate, is_clause_verb};
use crate::time::{Tense, TimeContext, TimeExpr, TimeMention, Unit};
use tightrope_nlp::Token;
use tightrope_statement::{Status, Time};

/// The claim that a date is looked for.
pub struct Dated<'c> {
    pub predicate: &'c Predicate,
    pub scope: &'c Scope,
    /// Its words.
    pub trigger: &'c [usize],
    /// Those whom it is of; the target first, whose date a list tells.
    pub parties: Vec<&'c Party>,
    /// Whether it is of something done at a point in time.
    pub is_act: bool,
    /// Whether it is the learned reader's, whose words are only the likeliest place.
    pub is_read: bool,
}

impl<'c> Dated<'c> {
    /// A claim that takes up another: its parties are told elsewhere.
    pub fn taken_up(predicate: &'c Predicate, scope: &'c Scope, trigger: &'c [usize], is_act: bool) -> Self {
        Dated { predicate, scope, trigger, parties: Vec::new(), is_act, is_read: false }
    }
}

/// The time that belongs to the claim: what hangs on its words, then on the clauses that complement them, then the
/// date at the head of the block.
pub fn time(sentence: &Sentence<'_>, claim: &Dated<'_>) -> Option<Time> {
    let head = || sentence.anchor.as_ref().map(|(edtf, text)| Time { edtf: Some(edtf.clone()), text: text.clone() });
    let Some((k, m)) = date_words(sentence, claim) else { return head().or_else(|| lasting(sentence, claim)) };
    let edtf = m.expr.resolve(&TimeContext {
        document_date: sentence.resolver.date,
        reference: sentence.references.get(k).copied().flatten(),
        tense: tense(sentence, claim.scope, m),
    });
    // "the first visit in ten years": words that name no date leave the head's
    if edtf.is_none() && sentence.anchor.is_some() {
        return head();
    }
    // "since 2012, when it expelled him": the clause is of the year itself
    let edtf = edtf.map(|e| if claim.is_act && is_of(sentence, claim, m) { bare(&e).to_owned() } else { e });
    let text = sentence.doc.span_text(m.tokens.clone()).to_owned();
    (edtf.is_some() || m.expr.is_relative()).then_some(Time { edtf, text })
}

/// Whether the claim's clause hangs on the date itself.
fn is_of(sentence: &Sentence<'_>, claim: &Dated<'_>, m: &TimeMention) -> bool {
    let head = sentence.doc.token(claim.predicate.head);
    let clause = std::iter::once(head).chain(head.ancestors()).find(|t| t.dep() == "relcl");
    clause.is_some_and(|t| m.tokens.contains(&t.head().i))
}

/// An interval that is open on one side as the date that bounds it.
fn bare(edtf: &str) -> &str {
    let ends = edtf.strip_suffix("/..").or_else(|| edtf.strip_prefix("../"));
    ends.unwrap_or(edtf)
}

/// A date of the sentence, by its place among the times of the text, as EDTF in the tense of its own clause.
pub fn date_of(sentence: &Sentence<'_>, k: usize) -> Option<String> {
    let m = sentence.times.get(k)?;
    let verb = dated_verb(sentence, m);
    let clause = verb.and_then(|v| sentence.propositions.all.iter().find(|p| p.head == v.i));
    let tense = clause.map_or(Tense::Past, |p| tense(sentence, &scope(sentence, p), m));
    let reference = sentence.references.get(k).copied().flatten();
    m.expr.resolve(&TimeContext { document_date: sentence.resolver.date, reference, tense })
}

/// Since when something has gone on that is told to have lasted for so many years: "has owned the yard for five years".
fn lasting(sentence: &Sentence<'_>, claim: &Dated<'_>) -> Option<Time> {
    let doc = sentence.doc;
    let mut owners: Vec<usize> = claim.trigger.to_vec();
    owners.push(claim.predicate.head);
    let of = |m: &TimeMention| match m.expr {
        TimeExpr::Duration { count, unit: Unit::Year } => Some(count),
        _ => None,
    };
    let here = sentence.times.iter().filter(|m| sentence.tokens.contains(&m.tokens.start));
    let (m, years) = here.filter_map(|m| Some((m, of(m)?))).find(|(m, _)| hangs_on(sentence, &m.tokens, &owners))?;
    let led = m.tokens.start.checked_sub(1).is_some_and(|i| doc.token(i).lower() == "for");
    let verb = doc.token(m.tokens.end.checked_sub(1)?).ancestors().find(|t| is_clause_verb(*t))?;
    let perfect = verb.children().any(|c| c.dep() == "aux" && matches!(c.tag(), "VBZ" | "VBP") && c.lemma() == "have");
    let whole = years.fract() == 0.0 && (1.0..1000.0).contains(&years);
    if !led || !perfect || !whole || claim.is_act {
        return None;
    }
    let year = sentence.resolver.date?.year() - years as i16;
    Some(Time { edtf: Some(format!("{year:04}/..")), text: doc.span_text(m.tokens.start - 1..m.tokens.end).to_owned() })
}

/// The tense that a date is read in: what is to come lies ahead, but in "pledged in August to deliver" the date is that of
/// the pledge, whatever comes of it.
pub fn tense(sentence: &Sentence<'_>, s: &Scope, date: &TimeMention) -> Tense {
    let verb = dated_verb(sentence, date);
    match s.status {
        _ if verb.is_some_and(|v| is_past(v)) => Tense::Past,
        Some(Status::Planned | Status::Offered | Status::Sought | Status::Considered) => Tense::Future,
        // "he flies there on Tuesday": what is told of a day to come
        _ if s.tense == Tense::Present && date.expr.is_weekday() => Tense::Future,
        _ => s.tense,
    }
}

/// Whether the verb tells of the past: "picked", "was picked", "had picked".
fn is_past(verb: Token<'_>) -> bool {
    let helped = || verb.children().any(|c| matches!(c.dep(), "aux" | "auxpass") && c.tag() == "VBD");
    verb.tag() == "VBD" || verb.tag() == "VBN" && helped()
}

/// The words that date a claim, with their place among the sentence's times.
pub fn date_words<'a>(sentence: &Sentence<'a>, claim: &Dated<'_>) -> Option<(usize, &'a TimeMention)> {
    let doc = sentence.doc;
    let Dated { predicate: p, scope: s, trigger, ref parties, is_act, .. } = *claim;
    let mut owners: Vec<usize> = trigger.to_vec();
    owners.push(p.head);
    let mut found = of_party(sentence, parties, &owners).or_else(|| pick(sentence, &owners));
    if found.is_none() {
        found = when_clause(sentence, &owners);
    }
    if found.is_none() {
        // upwards, while the claim is a complement: "plans to sign in May" dates the signing
        let mut at = doc.token(p.head);
        for up in doc.token(p.head).ancestors() {
            // "in May, when troops shot ...": the clause is of its own date
            if at.dep() == "relcl" {
                found = sentence.times.iter().enumerate().find(|(_, m)| m.tokens.contains(&up.i));
            }
            // a clause before a semicolon has its own time
            // "became in 1990 the first to come": what they were the first to do they did then
            let first = at.dep() == "acl" && at.tag() == "VB" && matches!(up.dep(), "attr" | "oprd");
            let crosses = !first
                && matches!(at.dep(), "relcl" | "advcl" | "acl" | "appos" | "parataxis")
                && !is_when(sentence, at)
                || at.dep() == "ccomp" && at.i < up.i && is_clause_verb(at);
            if crosses || s.causes.iter().any(|(t, e)| *t == up.i && matches!(e, Effect::Said | Effect::Reported)) {
                break;
            }
            if is_clause_verb(up) {
                found = pick(sentence, &[up.i]);
                if found.is_some() {
                    break;
                }
            }
            at = up;
        }
    }
    // the date of something that is named in passing
    let aside = || hanging(sentence, &owners).next().filter(|_| sentence.anchor.is_none());
    found.or_else(aside).or_else(|| only_date(sentence, p, is_act)).or_else(|| beside_party(sentence, claim))
}

/// The only date of the sentence, where a claim of the learned reader is of an act and the verb that it dates has one of the
/// parties about it, or the claim's own words: "went further and assembled the neighbours on 17 May".
fn beside_party<'a>(sentence: &Sentence<'a>, claim: &Dated<'_>) -> Option<(usize, &'a TimeMention)> {
    let mut all = dates(sentence);
    let only = all.next().filter(|_| claim.is_read && claim.is_act)?;
    if all.next().is_some() || is_aside(sentence, only.1, &[claim.predicate.head]) {
        return None;
    }
    let verb = dated_verb(sentence, only.1)?;
    let about = |p: &&Party| p.tokens.clone().any(|i| verb.subtree().contains(&i));
    let open = only.1.expr.resolve(&TimeContext::default()).is_some_and(|edtf| edtf.starts_with("../"));
    (!open && claim.parties.iter().any(about)).then_some(only)
}

/// The date in a clause with "when" that hangs on the claim's verb: "when he was received last June, they left".
fn when_clause<'a>(sentence: &Sentence<'a>, owners: &[usize]) -> Option<(usize, &'a TimeMention)> {
    let doc = sentence.doc;
    let clauses = owners.iter().flat_map(|i| doc.token(*i).children()).filter(|c| is_when(sentence, *c));
    clauses.into_iter().find_map(|c| pick(sentence, &[c.i]))
}

/// Whether a clause tells when what it hangs on was.
fn is_when(sentence: &Sentence<'_>, clause: Token<'_>) -> bool {
    clause.dep() == "advcl"
        && clause.children().any(|c| c.i < clause.i && sentence.codebook.lexicon.is("same-time", &c.lower()))
}

/// The only date of the sentence, where an act may be of that date too: it stands at the sentence's head, in a clause
/// that the act's clause hangs on, or in one that hangs on the act's. A noun's own clause dates nothing else.
fn only_date<'a>(sentence: &Sentence<'a>, p: &Predicate, is_act: bool) -> Option<(usize, &'a TimeMention)> {
    let doc = sentence.doc;
    let mut all = dates(sentence);
    let only = all.next()?;
    if all.next().is_some() || is_aside(sentence, only.1, &[p.head]) {
        return None;
    }
    let owner = dated_verb(sentence, only.1)?;
    let open = only.1.expr.resolve(&TimeContext::default()).is_some_and(|edtf| edtf.starts_with("../"));
    let past = matches!(owner.tag(), "VBD" | "VBN");
    if open || !is_act && !past || matches!(owner.dep(), "relcl" | "acl") && !owner.subtree().contains(&p.head) {
        return None;
    }
    let clause = doc.token(p.head);
    let clause = if is_clause_verb(clause) { clause } else { clause.ancestors().find(|t| is_clause_verb(*t))? };
    let above = owner.subtree().contains(&clause.i);
    let below = owner.ancestors().take_while(|t| t.i != clause.i).all(|t| t.dep() != "conj")
        && owner.dep() != "conj"
        && clause.subtree().contains(&owner.i);
    (above && only.1.tokens.start <= p.head || below).then_some(only)
}

/// The date that a list gives one of the parties for itself: "partners with Japan (2018) and India (2020)", "of NATO since 1999 and of
/// the EU since 2004".
fn of_party<'a>(sentence: &Sentence<'a>, parties: &[&Party], owners: &[usize]) -> Option<(usize, &'a TimeMention)> {
    let doc = sentence.doc;
    let here = || dates(sentence);
    let bracketed = |end: usize| {
        here().find(|(_, m)| {
            m.tokens.start == end + 1
                && doc.token(end).text() == "("
                && m.tokens.end < sentence.tokens.end
                && doc.token(m.tokens.end).text() == ")"
        })
    };
    let ends = parties.iter().map(|p| p.tokens.end).filter(|end| *end > 0 && sentence.tokens.contains(end));
    if let Some(found) = ends.clone().find_map(bracketed) {
        return Some(found);
    }
    let listed: Vec<_> = hanging(sentence, owners).collect();
    if listed.len() < 2 {
        return None;
    }
    let end = ends.clone().next()?;
    let next = listed.into_iter().find(|(_, m)| m.tokens.start >= end)?;
    let between = |i: usize| sentence.resolver.mention(i).is_some() || is_clause_verb(doc.token(i));
    (end..next.1.tokens.start).all(|i| !between(i)).then_some(next)
}

/// The verb of the clause that a date stands in.
fn dated_verb<'a>(sentence: &Sentence<'a>, m: &TimeMention) -> Option<Token<'a>> {
    sentence.doc.token(m.tokens.end.checked_sub(1)?).ancestors().find(|t| is_clause_verb(*t))
}

/// The first date that the owners have for themselves, not by the way: "the borders of 1967", "the 2018 accord".
fn pick<'a>(sentence: &Sentence<'a>, owners: &[usize]) -> Option<(usize, &'a TimeMention)> {
    hanging(sentence, owners).find(|(_, m)| !is_aside(sentence, m, owners))
}

/// The dates that hang on the owners.
fn hanging<'a>(sentence: &Sentence<'a>, owners: &[usize]) -> impl Iterator<Item = (usize, &'a TimeMention)> {
    dates(sentence).filter(move |(_, m)| hangs_on(sentence, &m.tokens, owners))
}

/// Whether the date only tells one of the claim's nouns from others of its kind.
fn is_aside(sentence: &Sentence<'_>, m: &TimeMention, owners: &[usize]) -> bool {
    let doc = sentence.doc;
    let mut top = doc.token(m.tokens.end - 1);
    while m.tokens.contains(&top.head().i) && !top.is_root() {
        top = top.head();
    }
    let of = matches!(top.head().lower().as_str(), "of") && top.dep() == "pobj";
    let held = match (of, top.dep()) {
        (true, _) => top.head().head(),
        (false, "nummod" | "compound" | "amod" | "nmod" | "poss") => top.head(),
        _ => return false,
    };
    matches!(held.pos(), "NOUN" | "PROPN") && !owners.contains(&held.i)
}

/// The sentence's dates, with their place among the times of the text; lengths of time are none.
fn dates<'a>(sentence: &Sentence<'a>) -> impl Iterator<Item = (usize, &'a TimeMention)> {
    let tokens = sentence.tokens.clone();
    let times = sentence.times.iter().enumerate();
    times.filter(move |(_, m)| tokens.contains(&m.tokens.start) && !matches!(m.expr, TimeExpr::Duration { .. }))
}
