//! Numbers, dates and things that are no actors: what else a claim says.

use super::{Scope, Sentence};
use crate::codebook::Rule;
use crate::party::{How, Party, slug};
use crate::proposition::{Predicate, conjuncts, lower_lemma, noun_phrase};
use std::ops::Range;
use tightrope_nlp::Token;
use tightrope_statement::{Amount, Entity, EntityType, Time};

/// What the noun phrase stands for, where the rule wants a commodity, a language, a policy or the like.
pub fn of_kind(sentence: &Sentence<'_>, head: Token<'_>, kind: &str) -> Vec<Party> {
    let wanted: EntityType = match kind.parse() {
        Ok(k) => k,
        Err(_) => return Vec::new(),
    };
    let mut found: Vec<Party> = Vec::new();
    for member in conjuncts(head) {
        let known = known_of_kind(sentence, member, wanted);
        if let Some(p) = known {
            found.push(p);
            continue;
        }
        if let Some(p) = described_of_kind(sentence, member, wanted) {
            found.push(p);
        }
    }
    found
}

fn known_of_kind(sentence: &Sentence<'_>, member: Token<'_>, wanted: EntityType) -> Option<Party> {
    let mut phrase = noun_phrase(member);
    if member.dep() == "appos" && sentence.resolver.mention(member.i).is_none() {
        // "CSTO, a Russian-led alliance": the apposition stands for what it explains
        phrase = noun_phrase(member.head());
    }
    for i in phrase.rev() {
        let Some(n) = sentence.resolver.mention(i) else { continue };
        let fits =
            |e: &Entity| e.kind == wanted || wanted == EntityType::Initiative && e.kind == EntityType::Organisation;
        let entity = std::iter::once(&n.entity).chain(&n.others).find(|e| fits(e));
        if let Some(e) = entity {
            return Some(Party {
                entity: e.clone(),
                head: i,
                tokens: n.tokens.clone(),
                how: How::Named,
                others: Vec::new(),
            });
        }
    }
    None
}

fn described_of_kind(sentence: &Sentence<'_>, member: Token<'_>, wanted: EntityType) -> Option<Party> {
    let lexicon = &sentence.codebook.lexicon;
    let lemma = lower_lemma(member);
    let class = match wanted {
        EntityType::Policy => "policy-noun",
        EntityType::Initiative => "initiative-noun",
        EntityType::Deposit => "deposit-noun",
        EntityType::Institution => "institution-noun",
        EntityType::Organisation => "organisation-noun",
        EntityType::Commodity => "commodity-noun",
        _ => return None,
    };
    let doc = sentence.doc;
    let mut words = noun_phrase(member);
    let has_name = words.clone().any(|i| {
        doc.token(i).pos() == "PROPN"
            || doc.token(i).text().chars().next().is_some_and(char::is_uppercase) && i > sentence.tokens.start
    });
    let named = member.pos() == "PROPN" && matches!(wanted, EntityType::Institution | EntityType::Deposit);
    let in_class = lexicon.is(class, &lemma) || lexicon.is(class, &member.lower());
    // an initiative or organisation without a name of its own is nobody in particular
    if !in_class && !named || matches!(wanted, EntityType::Initiative | EntityType::Organisation) && !has_name {
        return None;
    }
    if wanted == EntityType::Deposit {
        // what the deposit is called, not that it is one
        let inner: Vec<usize> = words.clone().filter(|&i| doc.token(i).pos() == "PROPN" && i != member.i).collect();
        if let (Some(a), Some(b)) = (inner.first(), inner.last()) {
            words = *a..*b + 1;
        }
    }
    while words.len() > 1
        && (matches!(doc.token(words.start).dep(), "det" | "poss" | "case" | "punct")
            || matches!(doc.token(words.start).pos(), "PUNCT" | "DET" | "PART"))
    {
        words.start += 1;
    }
    let name = doc.span_text(words.clone()).trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    if name.is_empty() {
        return None;
    }
    let state = sentence.resolver.owners(member).into_iter().find_map(|o| o.entity.state);
    let state = if wanted == EntityType::Institution || wanted == EntityType::Organisation { state } else { None };
    Some(Party {
        entity: Entity { id: slug(&name), name, kind: wanted, state },
        head: member.i,
        tokens: words,
        how: How::Named,
        others: Vec::new(),
    })
}

/// The numbers that belong to the claim.
pub fn amount(
    _sentence: &Sentence<'_>,
    _p: &Predicate,
    _rule: &Rule,
    _objects: &[Token<'_>],
    _span: &Range<usize>,
) -> Option<Amount> {
    None
}

/// The time that belongs to the claim.
pub fn time(_sentence: &Sentence<'_>, _p: &Predicate, _s: &Scope, _trigger: &[usize]) -> Option<Time> {
    None
}
