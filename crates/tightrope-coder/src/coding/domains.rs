//! The fields of life that a statement's words show.

use super::Sentence;
use super::slots::fillers;
use crate::codebook::Rule;
use crate::party::Party;
use crate::proposition::{Predicate, conjuncts, is_clause_verb, lower_lemma, preps_of};
use std::ops::Range;
use tightrope_nlp::Token;
use tightrope_statement::{Domain, EntityType};

/// Slots whose words tell the field, nearest first.
const SLOTS: &[&str] =
    &["mod", "on", "in", "of", "for", "over", "about", "to", "under", "covering", "obj", "obj.mod", "v.obj"];

/// Why a domain is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DomainCause {
    /// These tokens tell it.
    Words(Range<usize>),
    /// The firm that acts works in it.
    Firm,
    /// The claim that the words take up is in it.
    Told,
    /// The rule has it where the words tell none.
    Rule,
}

/// The domains of a proposition's own words; the rule's own where they tell none.
pub fn domains(sentence: &Sentence<'_>, p: &Predicate, rule: &Rule, source: Option<&Party>) -> Vec<Domain> {
    causes(sentence, p, rule, source).into_iter().map(|(d, _)| d).collect()
}

/// The domains of a proposition, each once, with what tells it.
pub fn causes(
    sentence: &Sentence<'_>,
    p: &Predicate,
    rule: &Rule,
    source: Option<&Party>,
) -> Vec<(Domain, DomainCause)> {
    let own = || rule.domains.iter().map(|d| (*d, DomainCause::Rule)).collect();
    let mut found: Vec<(Domain, DomainCause)> = Vec::new();
    if rule.fixed_domains {
        return own();
    }
    let head = sentence.doc.token(p.head);
    // the trigger's own compound first: "energy cooperation", "gas deal"; a verb has none ("officers are trained")
    if p.kind != crate::proposition::PredicateKind::Verb {
        add_phrase(sentence, head, &mut found);
    }
    let objects = rule.object.iter().map(String::as_str).filter(|slot| !SLOTS.contains(slot));
    for slot in SLOTS.iter().copied().chain(objects) {
        for filler in fillers(sentence, p, slot) {
            for member in conjuncts(filler) {
                if sentence.resolver.mention(member.i).is_some_and(|n| n.entity.kind != EntityType::Commodity) {
                    continue;
                }
                add_phrase(sentence, member, &mut found);
                for (name, inner) in preps_of(member) {
                    if matches!(name.as_str(), "of" | "in" | "for" | "on") {
                        for m in conjuncts(inner) {
                            add_phrase(sentence, m, &mut found);
                        }
                    }
                }
            }
        }
    }
    // "agreements were signed, expanding cooperation in energy and science": sectors told by a clause that hangs on
    let verbs: Vec<usize> = p
        .support
        .iter()
        .map(|s| s.0)
        .chain((p.kind == crate::proposition::PredicateKind::Verb).then_some(p.head))
        .collect();
    for v in verbs {
        for clause in
            sentence.doc.token(v).children().filter(|c| matches!(c.dep(), "advcl" | "xcomp") && c.tag() != "VBD")
        {
            clause_words(sentence, clause, &mut found);
        }
    }
    for clause in head.children().filter(|c| c.dep() == "acl") {
        clause_words(sentence, clause, &mut found);
    }
    if found.is_empty() {
        // a firm, a bank, a court works in its own field
        let bodies = [EntityType::Company, EntityType::Organisation, EntityType::Institution];
        let firm = source.filter(|p| bodies.contains(&p.entity.kind));
        found = firm
            .and_then(|p| sentence.resolver.directory.by_id(&p.entity.id))
            .map(|a| a.domains.iter().filter_map(|d| Some((d.parse().ok()?, DomainCause::Firm))).collect())
            .unwrap_or_default();
    }
    if found.is_empty() {
        // "the accord": of the fields of what was told before
        let told = super::resume::resumed(sentence, p).map(|t| t.domains.clone()).unwrap_or_default();
        found = told.into_iter().filter(|d| *d != Domain::Political).map(|d| (d, DomainCause::Told)).collect();
    }
    if found.is_empty() {
        clause_nouns(sentence, head, &mut found);
    }
    if found.is_empty() {
        // "our soldiers train with theirs": what those are who do it
        for doer in ["subj", "v.subj", "poss"].into_iter().flat_map(|slot| fillers(sentence, p, slot)) {
            if doer.pos() == "NOUN" {
                add_phrase(sentence, doer, &mut found);
            }
        }
    }
    if found.is_empty() {
        found = own();
    }
    found
}

/// The nouns of the predicate's own clause, where nothing nearer tells a field; none where they tell more than two.
fn clause_nouns(sentence: &Sentence<'_>, head: Token<'_>, found: &mut Vec<(Domain, DomainCause)>) {
    let apart = |t: Token<'_>| {
        matches!(t.dep(), "relcl" | "advcl" | "parataxis" | "npadvmod" | "appos" | "nsubj" | "nsubjpass" | "poss")
            || t.dep() == "conj" && is_clause_verb(t)
    };
    let mut told = Vec::new();
    for t in head.subtree().map(|i| sentence.doc.token(i)) {
        let inside = std::iter::once(t).chain(t.ancestors()).take_while(|a| a.i != head.i).all(|a| !apart(a));
        if t.i > head.i && t.pos() == "NOUN" && inside {
            add_phrase(sentence, t, &mut told);
        }
    }
    if told.len() <= 2 {
        found.extend(told);
    }
}

fn clause_words(sentence: &Sentence<'_>, clause: Token<'_>, found: &mut Vec<(Domain, DomainCause)>) {
    for object in clause.children().filter(|c| c.dep() == "dobj") {
        for member in conjuncts(object) {
            add_phrase(sentence, member, found);
            for (_, inner) in preps_of(member) {
                for m in conjuncts(inner) {
                    add_phrase(sentence, m, found);
                }
            }
        }
    }
}

/// Adds the domains of the noun with its modifiers: the longest phrase that the table knows, and each word apart.
fn add_phrase(sentence: &Sentence<'_>, head: Token<'_>, found: &mut Vec<(Domain, DomainCause)>) {
    let doc = sentence.doc;
    let codebook = sentence.codebook;
    let mut start = head.i;
    while start > sentence.tokens.start && head.i - start < 5 {
        let before = doc.token(start - 1);
        let inside = before.head().i >= start && before.head().i <= head.i || matches!(before.text(), "-" | "#");
        if !inside
            || matches!(before.dep(), "det" | "prep" | "case" | "cc")
            || before.pos() == "VERB" && before.dep() != "amod"
        {
            break;
        }
        start -= 1;
    }
    // "Port Moresby" is no port
    let named = |i: &usize| {
        sentence
            .resolver
            .mention(*i)
            .is_some_and(|n| matches!(n.entity.kind, EntityType::State | EntityType::Place | EntityType::Person))
    };
    let (tokens, words): (Vec<usize>, Vec<String>) = (start..=head.i)
        .filter(|i| !named(i))
        .map(|i| (i, doc.token(i).lower().trim_start_matches('#').to_owned()))
        .filter(|(_, w)| !w.is_empty())
        .unzip();
    let lemmas: Vec<String> = (start..=head.i)
        .filter(|i| !named(i))
        .map(|i| lower_lemma(doc.token(i)).trim_start_matches('#').to_owned())
        .filter(|w| !w.is_empty())
        .collect();
    let mut at = 0;
    let mut told_by_words = false;
    while at < words.len() {
        let mut step = 1;
        for end in (at + 1..=words.len()).rev() {
            let spaced = words[at..end].join(" ");
            let lemmas = lemmas.get(at..end).map(|l| l.join(" ")).unwrap_or_default();
            // "anti-personnel mines" is four tokens, "air-defence" may stand in the table as "air defence"
            let forms = [
                spaced.replace(" - ", "-"),
                spaced.replace(" - ", " "),
                words[at..end].concat(),
                lemmas.replace(" - ", "-"),
                lemmas.replace(" - ", " "),
                spaced,
                lemmas,
            ];
            let hit = forms.iter().map(|f| codebook.domains_of(f)).find(|d| !d.is_empty());
            if let Some(list) = hit {
                let told = tokens.get(at).copied().unwrap_or(head.i)..tokens.get(end - 1).map_or(head.i, |t| *t) + 1;
                for d in list {
                    if !found.iter().any(|(known, _)| known == d) {
                        found.push((*d, DomainCause::Words(told.clone())));
                    }
                }
                told_by_words = true;
                step = end - at;
                break;
            }
        }
        at += step;
    }
    if told_by_words {
        return;
    }
    // a commodity that the table of words lacks has its field in the directory
    let commodity =
        (start..=head.i).filter_map(|i| sentence.resolver.mention(i)).find(|n| n.entity.kind == EntityType::Commodity);
    let known = commodity.and_then(|n| Some((n, sentence.resolver.directory.by_id(&n.entity.id)?)));
    for (n, d) in known.iter().flat_map(|(n, a)| a.domains.iter().filter_map(|d| Some((*n, d.parse().ok()?)))) {
        if !found.iter().any(|(f, _)| *f == d) {
            found.push((d, DomainCause::Words(n.tokens.clone())));
        }
    }
}
