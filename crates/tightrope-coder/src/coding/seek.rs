//! Finds the parties that a slot of a rule holds, or that stand near in the clause.

use super::slots::fillers;
use super::{Sentence, attributes};
use crate::party::{How, Party};
use crate::proposition::{Predicate, PredicateKind, conjuncts, is_clause_verb, lower_lemma};
use tightrope_nlp::Token;
use tightrope_statement::EntityType;

/// Parties of the first slot that yields any that `fits`.
pub(super) fn parties(
    sentence: &Sentence<'_>,
    p: &Predicate,
    slots: &[String],
    kind: Option<&str>,
    fits: impl Fn(&Party) -> bool,
) -> Vec<Party> {
    for slot in slots {
        let mut found: Vec<Party> = Vec::new();
        let nearest = slot.split('|').any(|s| s.ends_with(".deep") || s.ends_with(".within"));
        for party in in_slot(sentence, p, slot, kind) {
            // of what stands at any depth the nearest counts, with what is joined to it
            let joined = || party.tokens.clone().any(|i| sentence.doc.token(i).dep() == "conj");
            if nearest && !found.is_empty() && !joined() {
                break;
            }
            // a pronoun whose first reading does not fit may mean the next best
            let party = if !fits(&party) { party.next_reading(&fits).unwrap_or(party) } else { party };
            if (kind.is_some() || is_actor(&party))
                && fits(&party)
                && !found.iter().any(|f| f.entity.id == party.entity.id)
            {
                found.push(party);
            }
        }
        if found.is_empty() && slot.ends_with('*') {
            found.extend(anywhere(sentence, p, slot, &fits));
        }
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// The first actor named anywhere inside what fills the slot: "agreed to extend the permits of Sudanese pupils". What
/// stands in a relative clause comes last, what stands in an adverbial clause is of another claim.
fn anywhere(sentence: &Sentence<'_>, p: &Predicate, slot: &str, fits: &impl Fn(&Party) -> bool) -> Option<Party> {
    let heads: Vec<Token<'_>> = slot.split('|').flat_map(|s| fillers(sentence, p, s)).collect();
    let inside = |head: &Token<'_>, beyond: &[&str]| {
        head.subtree().filter(|i| *i != head.i).find_map(|i| {
            let n = sentence.resolver.mention(i).filter(|n| i + 1 == n.tokens.end)?;
            if n.is_negated(sentence.doc, &sentence.codebook.lexicon) {
                return None;
            }
            let party =
                Party { entity: n.entity.clone(), tokens: n.tokens.clone(), how: How::Named, others: Vec::new() };
            let acts = party.entity.state.is_some() || party.entity.kind == EntityType::Organisation;
            let apart =
                || sentence.doc.token(i).ancestors().take_while(|t| t.i != head.i).any(|t| beyond.contains(&t.dep()));
            (acts && is_actor(&party) && fits(&party) && !apart()).then_some(party)
        })
    };
    let first = heads.iter().find_map(|h| inside(h, &["advcl", "relcl"]));
    first.or_else(|| heads.iter().find_map(|h| inside(h, &["advcl"])))
}

/// What the fillers of a slot stand for: things of a kind where the rule wants one, else parties.
pub(super) fn in_slot(sentence: &Sentence<'_>, p: &Predicate, slot: &str, kind: Option<&str>) -> Vec<Party> {
    let makers = slot.strip_suffix(".maker");
    // works whose state is known stand for the state they lie in
    let placed = slot.strip_suffix(".state");
    // "Kishida, a former minister": of the state for which he acts
    let homes = slot.strip_suffix(".home");
    let steps = makers.or(placed).or(homes).unwrap_or(slot).split('|');
    let heads = steps.flat_map(|s| fillers(sentence, p, s).into_iter().map(move |head| (head, s.ends_with('+'))));
    heads
        .flat_map(|(head, or_owner)| match kind {
            Some(kind) => attributes::of_kind(sentence, head, kind),
            None if makers.is_some() => attributes::maker(sentence, head),
            None => {
                let found = sentence.resolver.parties(head);
                // "a Polish driver", "the port of Aden": whose it is; "Ruiz's critics" are not his
                let against = |h: &Token<'_>| {
                    sentence.codebook.lexicon.is("opposing-noun", &lower_lemma(*h))
                        && h.children().any(|c| c.dep() == "poss" || c.dep() == "prep" && c.lower() == "of")
                };
                let of_whom = || {
                    let own = conjuncts(head).into_iter().filter(|h| !against(h));
                    own.flat_map(|h| sentence.resolver.owners(sentence.doc.token(h.i)))
                };
                // "his country" is not his
                let owns = |x: &Party| x.entity.kind != EntityType::Person || x.entity.state.is_some();
                if found.is_empty() && or_owner {
                    of_whom().filter(owns).collect()
                } else if or_owner {
                    beside_them(sentence, head, found)
                } else {
                    found
                }
            }
        })
        .filter(|party| placed.is_none() || party.entity.state.is_some())
        .filter_map(|party| match homes {
            Some(_) => {
                let entity = sentence.resolver.state_entity(party.entity.state.as_deref()?)?;
                Some(Party { entity, others: Vec::new(), ..party })
            }
            None => Some(party),
        })
        .collect()
}

/// With the parties found, those whose people are joined to them by a noun that names nobody itself: "Omani potters and
/// Kuwaiti officers".
fn beside_them(sentence: &Sentence<'_>, head: Token<'_>, found: Vec<Party>) -> Vec<Party> {
    let mut all: Vec<Party> = Vec::new();
    for h in conjuncts(head) {
        let of = |t: Token<'_>| t.i == h.i || t.head().i == h.i && t.dep() != "conj";
        let own = |x: &&Party| x.tokens.clone().any(|i| of(sentence.doc.token(i)));
        let here: Vec<Party> = found.iter().filter(own).cloned().collect();
        let owners = || sentence.resolver.owners(sentence.doc.token(h.i));
        all.extend(if here.is_empty() && h.pos() == "NOUN" { owners() } else { here });
    }
    all.extend(found.into_iter().filter(|x| !all.iter().any(|a| a.tokens == x.tokens)).collect::<Vec<_>>());
    all
}

/// The actor named in the clause that no slot took: before the predicate for a source, after it for a target.
pub(super) fn near(sentence: &Sentence<'_>, p: &Predicate, taken: &[Party], before: bool) -> Vec<Party> {
    let doc = sentence.doc;
    let head = doc.token(p.head);
    let clause = if p.kind == PredicateKind::Verb {
        head
    } else {
        head.ancestors().find(|t| is_clause_verb(*t)).unwrap_or(head)
    };
    let range = clause.subtree();
    let tokens: Vec<usize> =
        if before { (range.start..p.head).rev().collect() } else { (p.head + 1..range.end).collect() };
    for i in tokens {
        let Some(n) = sentence.resolver.mention(i) else { continue };
        if i + 1 != n.tokens.end || !n.qualifies(doc, &sentence.codebook.lexicon) {
            continue;
        }
        let t = doc.token(i);
        // not across another clause with a verb of its own
        if t.ancestors().take_while(|a| a.i != clause.i).any(|a| is_clause_verb(a) && a.i != p.head) {
            continue;
        }
        // "Jens Holm, the Danish premier's cousin": who a party is said to be is no other
        let said_of = |a: Token<'_>| a.dep() == "appos" && taken.iter().any(|x| x.tokens.contains(&a.head().i));
        if std::iter::once(t).chain(t.ancestors()).any(said_of) {
            continue;
        }
        let party = Party { entity: n.entity.clone(), tokens: n.tokens.clone(), how: How::Named, others: Vec::new() };
        if is_actor(&party) && party.entity.state.is_some() && !taken.iter().any(|x| x.same_side(&party)) {
            return vec![party];
        }
    }
    Vec::new()
}

/// Whether the party can act: a state or something that acts for one, an organisation, a group.
pub(super) fn is_actor(p: &Party) -> bool {
    match p.entity.kind {
        EntityType::Commodity | EntityType::Language | EntityType::Policy | EntityType::Deposit => false,
        EntityType::Place | EntityType::Facility => p.entity.state.is_some(),
        _ => true,
    }
}
