//! Why a rule that looked at a proposition made nothing of it.

use super::party::chance;
use super::{Explainer, Outcome, RuleMiss, WhyNot};
use crate::codebook::{Effect, Rule};
use crate::coding::select::shadows;
use crate::coding::slots::{fillers, has_word};
use crate::coding::{Attempt, Candidate, Miss, overlaps, scope};
use crate::proposition::Predicate;

impl Explainer<'_, '_> {
    pub(super) fn misses(&self, p: &Predicate, outcome: &Outcome<'_, '_>) -> Vec<RuleMiss> {
        let attempts = self.sentence.attempts.borrow();
        // a rule without a party of its own may have been given one by weights
        let made = |a: &Attempt<'_>| outcome.chosen.iter().any(|k| k.head == a.head && k.rule.id == a.rule.id);
        let mut found: Vec<RuleMiss> =
            attempts.iter().filter(|a| a.head == p.head && !made(a)).map(|a| self.missed(p, a)).collect();
        let dropped = outcome.all.iter().filter(|c| c.head == p.head && !outcome.chosen.iter().any(|k| same(k, c)));
        found.extend(dropped.map(|c| shadowed(c, outcome.chosen)));
        found.dedup();
        found
    }

    fn missed(&self, p: &Predicate, a: &Attempt<'_>) -> RuleMiss {
        let (why, reason) = match a.miss {
            Miss::Words => (WhyNot::Words, self.wanting(p, a.rule)),
            Miss::Unsupported => (WhyNot::Unsupported, None),
            Miss::Unreal => (WhyNot::Unreal, self.unreal(p)),
            Miss::NoSource => (WhyNot::NoSource, Some(self.nobody(p, "source", &a.rule.source))),
            Miss::NoTarget => (WhyNot::NoTarget, Some(self.nobody(p, "target", &a.rule.target))),
            Miss::Doubted(odds) => {
                let chance = chance(odds);
                (
                    WhyNot::Doubted,
                    Some(format!("by the whole sentence the learned reader gives it a chance of {chance:.2}")),
                )
            }
        };
        RuleMiss { rule: a.rule.id.clone(), why, reason: reason.unwrap_or_else(|| a.miss.reason().to_owned()) }
    }

    /// The condition on words that failed first.
    fn wanting(&self, p: &Predicate, rule: &Rule) -> Option<String> {
        let holds = |slot: &str, list: &[String]| slot.split('|').any(|s| has_word(self.sentence, p, s, list));
        let some = |list: &[String]| {
            let more = if list.len() > 6 { ", ..." } else { "" };
            format!("{}{more}", list.iter().take(6).cloned().collect::<Vec<_>>().join(", "))
        };
        let missing = rule.wants.iter().find(|(slot, list)| !holds(slot, list));
        if let Some((slot, list)) = missing {
            return Some(format!("it wants as {slot} one of: {}", some(list)));
        }
        let barred = rule.forbids.iter().find(|(slot, list)| holds(slot, list));
        barred.map(|(slot, list)| format!("it forbids as {slot} any of: {}", some(list)))
    }

    /// The words that keep it from being claimed.
    fn unreal(&self, p: &Predicate) -> Option<String> {
        let causes = scope(self.sentence, p).causes;
        let told = causes.iter().filter_map(|(token, effect)| {
            let what = match effect {
                Effect::Hypothetical => "supposed",
                Effect::Refused => "refused",
                Effect::Threatened => "threatened",
                _ => return None,
            };
            Some(format!("\"{}\" makes it {what}", self.sentence.doc.token(*token).text()))
        });
        let told: Vec<String> = told.collect();
        (!told.is_empty()).then(|| format!("{}, not claimed", told.join(", ")))
    }

    fn nobody(&self, p: &Predicate, what: &str, slots: &[String]) -> String {
        let places = slots.join(", ");
        let mut there: Vec<String> = slots
            .iter()
            .flat_map(|slot| slot.strip_suffix(".maker").unwrap_or(slot).split('|'))
            .flat_map(|slot| fillers(self.sentence, p, slot))
            .map(|t| format!("\"{}\"", t.text()))
            .collect();
        there.dedup();
        there.truncate(4);
        match there.as_slice() {
            [] => format!("no {what}: nothing stands as {places}"),
            words => format!("no {what} that can act as {places}: {} names nobody that fits", words.join(", ")),
        }
    }
}

fn same(k: &Candidate<'_>, c: &Candidate<'_>) -> bool {
    let id = |p: &Option<crate::party::Party>| p.as_ref().map(|p| p.entity.id.clone());
    k.head == c.head && k.rule.id == c.rule.id && id(&k.source) == id(&c.source) && id(&k.target) == id(&c.target)
}

fn shadowed(c: &Candidate<'_>, chosen: &[Candidate<'_>]) -> RuleMiss {
    let rule = c.rule.id.clone();
    let id = |p: &crate::party::Party| p.entity.id.clone();
    let joins = |k: &&Candidate<'_>| {
        let beside: Vec<String> = k.with.iter().map(id).collect();
        k.rule.relation == c.rule.relation
            && (k.head == c.head || overlaps(&k.span, &c.span))
            && c.source.iter().chain(&c.target).any(|p| beside.contains(&id(p)))
    };
    if let Some(by) = chosen.iter().find(joins) {
        let reason = format!("the statement of {} has this party beside its own: they do it together", by.rule.id);
        return RuleMiss { rule, why: WhyNot::Joined, reason };
    }
    match chosen.iter().find(|k| shadows(k, c)) {
        Some(by) => {
            let reason = format!("one claim, one statement: the rule {} reads these words already", by.rule.id);
            RuleMiss { rule, why: WhyNot::Shadowed, reason }
        }
        None => {
            let reason = "no words name one side, and what speaks for whom it would be is too little".to_owned();
            RuleMiss { rule, why: WhyNot::Unlikely, reason }
        }
    }
}
