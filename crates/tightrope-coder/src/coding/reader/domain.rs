//! The domain of a claim, by what the whole sentence says, where no words of the claim tell it.

use super::chances::Chances;
use super::network::Reader;
use crate::coding::apply::of_organisation;
use crate::coding::domains::{DomainCause, causes};
use crate::coding::{Candidate, Sentence};

/// Chance from which a domain is told.
const SURE: f32 = 0.5;

/// The claim between the two of a pair with its likeliest domain, where only its rule has told one.
pub(super) fn sensed<'a>(
    reader: &Reader,
    chances: &Chances,
    pair: usize,
    sentence: &Sentence<'a>,
    mut c: Candidate<'a>,
) -> Candidate<'a> {
    let likeliest = chances.domains(pair).iter().copied().enumerate().max_by(|x, y| x.1.total_cmp(&y.1));
    let Some((domain, chance)) = likeliest.filter(|(_, chance)| *chance >= SURE) else { return c };
    if c.rule.fixed_domains || of_organisation(sentence, c.target.as_ref()).is_some() {
        return c;
    }
    let Some(p) = sentence.propositions.at(c.head) else { return c };
    let untold = causes(sentence, p, c.rule, c.source.as_ref()).iter().all(|(_, why)| *why == DomainCause::Rule);
    if let Some(domain) = reader.domains.get(domain).filter(|d| untold && c.domains != [**d]) {
        c.domains = vec![*domain];
        c.sensed = Some((chance * 100.0) as u8);
    }
    c
}
