//! The domains of a claim, by what the whole sentence says: where no words of the claim tell them, and where they mislead.

use super::chances::Chances;
use super::network::Reader;
use super::settled::percent;
use crate::coding::apply::of_organisation;
use crate::coding::domains::{DomainCause, causes};
use crate::coding::{Candidate, Sentence};
use tightrope_statement::Domain;

/// Chance from which a domain is told where words tell none, or others than it.
const SURE: f32 = 0.5;
/// Chance under which what words tell gives way to a domain that is sure.
const MISLED: f32 = 0.1;
/// Chance under which one of two that words tell is left out; more are a list of sectors.
const ASIDE: f32 = 0.05;

/// The claim between the two of a pair with its likeliest domain, where only its rule has told one or its words have told
/// unlikely ones, and without the unlikely ones of several that its words tell.
pub(super) fn sensed<'a>(
    reader: &Reader,
    chances: &Chances,
    pair: usize,
    sentence: &Sentence<'a>,
    mut c: Candidate<'a>,
) -> Candidate<'a> {
    if c.rule.fixed_domains || of_organisation(sentence, c.target.as_ref()).is_some() {
        return c;
    }
    let Some(p) = sentence.propositions.at(c.head) else { return c };
    let all = chances.domains(pair);
    let chance = |d: &Domain| reader.fields.domains.chance(all, d);
    let likeliest = reader.fields.domains.likeliest(all);
    let untold = causes(sentence, p, c.rule, c.source.as_ref()).iter().all(|(_, why)| *why == DomainCause::Rule);
    let misled = c.domains.len() < 3 && c.domains.iter().all(|d| chance(d) < MISLED);
    match likeliest {
        Some((best, sure)) if sure >= SURE && (untold || misled) => {
            if c.domains != [*best] {
                c.domains = vec![*best];
                c.sensed.domain = Some(percent(sure));
            }
        }
        _ => {
            let likely = |d: &Domain| chance(d) >= ASIDE;
            if c.domains.len() == 2 && c.domains.iter().any(likely) {
                c.domains.retain(likely);
            }
        }
    }
    c
}
