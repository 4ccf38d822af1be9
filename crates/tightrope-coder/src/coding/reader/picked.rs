//! When a claim was, how much it is of and about what, where the networks see it better than the parse does.

use super::chances::Chances;
use super::settled::percent;
use crate::coding::{Candidate, Sentence};
use tightrope_statement::{Amount, RelationKind};

/// Chance from which words are taken where the parse finds none.
const FOUND: f32 = 0.5;
/// The same where it finds others, and the chance under which those must be.
const SURE: f32 = 0.6;
const UNLIKELY: f32 = 0.2;
/// Chance from which a claim is about some thing at all.
const ANYTHING: f32 = 0.05;

/// The claim between the two of a pair with the date, the number and the thing that its words most likely go with.
pub(super) fn picked<'a>(
    chances: &Chances,
    pair: usize,
    sentence: &Sentence<'a>,
    mut c: Candidate<'a>,
) -> Candidate<'a> {
    // the head of a timeline's item dates what is told there
    if sentence.anchor.is_none()
        && let Some((best, sure)) = chances.dates.likeliest(pair)
    {
        let told = c.time.as_ref().map(|t| chances.dates.chance(pair, |d| d.text == t.text));
        if takes(told, sure) && c.time.as_ref() != Some(best) {
            c.time = Some(best.clone());
            c.sensed.time = Some(percent(sure));
        }
    }
    if let Some((best, sure)) = chances.amounts.likeliest(pair) {
        let told = c.amount.as_ref().map(|a| chances.amounts.chance(pair, |x| shares(a, x)));
        if takes(told, sure) && c.amount.as_ref() != Some(best) {
            c.amount = Some(best.clone());
            c.sensed.amount = Some(percent(sure));
        }
    }
    if c.rule.object_text.is_none()
        && c.rule.relation.kind() != RelationKind::Attribute
        && let Some((best, sure)) = chances.things.likeliest(pair)
        && chances.things.nothing(pair) < 1.0 - ANYTHING
    {
        // gold names few things that a claim is about: how likely it is that it names none says little
        let any = 1.0 - chances.things.nothing(pair);
        let known = |o: &String| chances.things.chance(pair, |x| x.contains(o.as_str()) || o.contains(x.as_str()));
        let (told, sure) = (c.object.as_ref().map(|o| known(o) / any), sure / any);
        if takes(told, sure) && c.object.as_ref() != Some(best) {
            c.object = Some(best.clone());
            c.sensed.object = Some(percent(sure));
        }
    }
    c
}

/// Whether words of this chance are taken where the parse has found others of the chance `told`, or none.
fn takes(told: Option<f32>, sure: f32) -> bool {
    told.map_or(sure >= FOUND, |told| sure >= SURE && told < UNLIKELY)
}

/// Whether an amount holds what the other says.
fn shares(a: &Amount, x: &Amount) -> bool {
    a.value.is_some() && a.value == x.value
        || a.rank.is_some() && a.rank == x.rank
        || a.share.is_some() && a.share == x.share
}
