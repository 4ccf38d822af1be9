//! A second look: each reading of a sentence among the likelier ones.
//!
//! By itself a reading does not know that a likelier one says the same of the same two, that a clause has been told already,
//! or that another party has been given its place.

use super::features::{OF_THING, SOURCE_OF_THING, has};
use super::judge::Judged;
use crate::coding::joint::{is_one, side_by_side};
use crate::coding::{Candidate, Sentence, overlaps, short, side};
use crate::party::Party;
use std::ops::Range;
use tightrope_statement::{Polarity, Relation};

/// Log-odds in thousandths, by itself, under which what no rule reads is not looked at again.
const LEAST: i64 = -3500;
/// Log-odds from which a reading counts as said.
const SAID: i64 = -400;
/// Most readings of a kind that are counted, most likelier ones of a sentence, and most words of a span and of a sentence.
const MANY: usize = 4;
const STRONGER: usize = 6;
const WORDS: usize = 40;
const LONG: usize = 60;
/// Most that log-odds count for as a distance.
const FURTHER: i64 = 3000;

/// A reading as the others see it.
struct Seen<'j> {
    candidate: &'j Candidate<'j>,
    relation: Relation,
    sides: [Option<&'j str>; 2],
    things: [bool; 2],
    span: &'j Range<usize>,
    odds: i64,
}

impl Seen<'_> {
    fn has(&self, side: Option<&str>) -> bool {
        self.sides.contains(&side)
    }
}

/// A chance in thousandths.
fn chance(odds: i64) -> i64 {
    (1000.0 / (1.0 + libm::exp(-(odds as f64) / 1000.0))).round() as i64
}

fn part(n: usize, most: usize) -> i64 {
    (1000 * n.min(most) / most) as i64
}

/// What each reading is among those that are likelier by themselves; none where it is too unlikely to be told.
pub(super) fn among(sentence: &Sentence<'_>, all: &[Judged<'_>]) -> Vec<Option<Vec<(String, i64)>>> {
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.retain(|k| all.get(*k).is_some_and(|j| j.rule || j.odds >= LEAST));
    order.sort_by_key(|k| all.get(*k).map(|j| -j.odds));
    let mut found = vec![None; all.len()];
    let mut likelier: Vec<Seen<'_>> = Vec::new();
    for k in order {
        let (Some(j), Some(place)) = (all.get(k), found.get_mut(k)) else { continue };
        let c = &j.candidate;
        let own = Seen {
            relation: c.rule.relation,
            candidate: c,
            sides: [acts_for(&c.source), acts_for(&c.target)],
            things: [SOURCE_OF_THING, OF_THING].map(|name| has(&j.features, name)),
            span: &c.span,
            odds: i64::from(short(j.odds)),
        };
        *place = Some(features(sentence, j, &own, &likelier));
        likelier.push(own);
    }
    found
}

fn acts_for(party: &Option<Party>) -> Option<&str> {
    party.as_ref().map(|p| side(&p.entity))
}

fn features(sentence: &Sentence<'_>, j: &Judged<'_>, own: &Seen<'_>, likelier: &[Seen<'_>]) -> Vec<(String, i64)> {
    let o = own.odds;
    let relation = own.relation.name();
    let whose = if j.rule { "rule" } else { "none" };
    let mut found: Vec<(String, i64)> =
        j.features.iter().filter(|(f, _)| is_general(f)).map(|(f, v)| (format!("{whose}: {f}"), *v)).collect();
    let mut add = |name: &str, value: i64| found.push((name.to_owned(), value));
    add("alone", o);
    add("alone, likely", o.max(0));
    add("alone, squared", o * o / 4000);
    if j.rule {
        add("rule", 1000);
        add("alone, rule", o);
    }
    add(&format!("relation {relation}"), 1000);
    add(&format!("{whose} {relation}"), 500);
    let polarity = if j.candidate.polarity == Polarity::Denied { "denied" } else { "affirmed" };
    add(&format!("{polarity} {relation}"), 500);
    let status = j.candidate.status.as_str();
    add(&format!("status {status}"), 500);
    add(&format!("status {status} {relation}"), 300);
    let here = |k: &&Seen<'_>| overlaps(k.span, own.span);
    let so = |k: &&Seen<'_>| k.relation == own.relation;
    let two = |k: &&Seen<'_>| {
        let ([a, b], [c, d]) = (k.sides, own.sides);
        a == c && b == d || a == d && b == c
    };
    let shares = |k: &&Seen<'_>| !two(k) && k.sides.iter().any(|s| own.has(*s));
    let [source, target] = own.sides;
    let of = |wanted: &dyn Fn(&&Seen<'_>) -> bool| likelier.iter().filter(|k| wanted(k)).collect::<Vec<_>>();
    // Kazakhstan and one of its mines may both be named for one party
    let mixed = |k: &&Seen<'_>, side: usize| k.things.get(side) != own.things.get(side);
    let listed = |k: &&Seen<'_>| {
        let two = |a: &Option<Party>, b: &Option<Party>| match (a, b) {
            (Some(a), Some(b)) => a.entity.id != b.entity.id && side_by_side(sentence.doc, a, b),
            _ => false,
        };
        let (k, c) = (k.candidate, own.candidate);
        two(&k.source, &c.source) || two(&k.target, &c.target)
    };
    let mut beside = |name: &str, those: Vec<&Seen<'_>>, pair: bool| {
        // the first of them is the likeliest
        let Some(most) = those.first() else { return };
        let likely = chance(most.odds);
        add(name, likely);
        add(&format!("{name}, many"), part(those.len(), MANY));
        add(&format!("{name}, surer"), likely * (most.odds - o).clamp(0, FURTHER) / 1000);
        if pair {
            add(&format!("{name}: {relation} {}", most.relation.name()), likely);
        }
    };
    beside("the two otherwise here", of(&|k| two(k) && here(k) && !so(k)), true);
    beside("the two so here", of(&|k| two(k) && here(k) && so(k)), false);
    beside("the two so elsewhere", of(&|k| two(k) && !here(k) && so(k)), false);
    beside("the two otherwise elsewhere", of(&|k| two(k) && !here(k) && !so(k)), false);
    beside("source so here", of(&|k| shares(k) && here(k) && so(k) && k.sides[0] == source), false);
    beside("target so here", of(&|k| shares(k) && here(k) && so(k) && k.sides[1] == target), false);
    beside(
        "one so here",
        of(&|k| shares(k) && here(k) && so(k) && k.sides[0] != source && k.sides[1] != target),
        false,
    );
    beside(
        "source so here, of a thing",
        of(&|k| shares(k) && here(k) && so(k) && k.sides[0] == source && mixed(k, 1)),
        false,
    );
    beside(
        "target so here, of a thing",
        of(&|k| shares(k) && here(k) && so(k) && k.sides[1] == target && mixed(k, 0)),
        false,
    );
    beside("listed so", of(&|k| shares(k) && here(k) && so(k) && listed(k)), false);
    beside("joined", of(&|k| so(k) && is_one(sentence, k.candidate, own.candidate)), false);
    beside("one otherwise here", of(&|k| shares(k) && here(k) && !so(k)), true);
    beside("others here", of(&|k| here(k) && !k.sides.iter().any(|s| own.has(*s))), false);
    beside("turned", of(&|k| so(k) && k.sides == [target, source]), false);
    beside("same words", of(&|k| k.span == own.span), false);
    beside("within", of(&|k| k.span.start <= own.span.start && own.span.end <= k.span.end), false);
    add("words", part(own.span.len(), WORDS));
    add("sentence", part(sentence.tokens.len(), LONG));
    let said: Vec<&Seen<'_>> = likelier.iter().filter(|k| k.odds > SAID).collect();
    let most = |i: usize| said.iter().filter(|k| k.span.contains(&i)).map(|k| chance(k.odds)).max().unwrap_or_default();
    let covered = own.span.clone().map(most).sum::<i64>() / own.span.len().max(1) as i64;
    add("covered", covered);
    add("covered, alone", covered * o / 4000);
    add("likelier", part(said.len(), STRONGER));
    let expected = likelier.iter().map(|k| chance(k.odds)).sum::<i64>();
    add("expected", (expected / STRONGER as i64).min(1000));
    found
}

/// Whether a feature of a reading by itself is of no one relation or rule.
fn is_general(feature: &str) -> bool {
    !feature.starts_with("relation ") && !feature.starts_with("rule ")
}
