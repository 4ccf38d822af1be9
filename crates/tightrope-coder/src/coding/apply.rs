//! Applies the rules to the propositions of one sentence.

use super::attributes;
use super::domains::domains;
use super::slots::{fillers, has_word};
use super::{Attempt, Candidate, Miss, Scope, Sentence, scope};
use crate::codebook::{Rule, Trigger};
use crate::party::{How, Party};
use crate::proposition::{Predicate, PredicateKind, conjuncts, is_clause_verb, lower_lemma, noun_phrase};
use tightrope_nlp::Token;
use tightrope_statement::{EntityType, Polarity, Relation, RelationKind, Status};

/// Every reading that a rule makes of a proposition of the sentence.
pub fn candidates<'a>(sentence: &Sentence<'a>) -> Vec<Candidate<'a>> {
    let mut found = Vec::new();
    for p in sentence.propositions.all.iter().filter(|p| sentence.tokens.contains(&p.head)) {
        let mut surroundings: Option<Scope> = None;
        let before = found.len();
        for (rule, trigger) in sentence.codebook.candidates(p.kind, &p.lemma) {
            let Some(words) = trigger_words(sentence, p, trigger) else { continue };
            attempt(sentence, p, rule, &words, None, &mut surroundings, &mut found);
        }
        // where no rule reads it, the lexicon of acts does
        if found.len() == before
            && let Some(act) = sentence.acts.get(&p.head)
            && let Ok(relation) = act.root.name().to_lowercase().parse::<Relation>()
        {
            for rule in sentence.codebook.lexical(relation, p.kind) {
                attempt(sentence, p, rule, &act.triggers, act.mode.as_deref(), &mut surroundings, &mut found);
            }
        }
    }
    found
}

/// Tries one rule on a proposition; `surroundings` are read once.
fn attempt<'a>(
    sentence: &Sentence<'a>,
    p: &Predicate,
    rule: &'a Rule,
    words: &[usize],
    mode: Option<&str>,
    surroundings: &mut Option<Scope>,
    found: &mut Vec<Candidate<'a>>,
) {
    let holds = |slot: &String, list: &[String]| slot.split('|').any(|s| has_word(sentence, p, s, list));
    if !rule.wants.iter().all(|(slot, list)| holds(slot, list))
        || rule.forbids.iter().any(|(slot, list)| holds(slot, list))
    {
        return miss(sentence, p, rule, Miss::Words);
    }
    if rule.needs_support && !is_supported(sentence, p) {
        return miss(sentence, p, rule, Miss::Unsupported);
    }
    let s = surroundings.get_or_insert_with(|| scope(sentence, p));
    if s.hypothetical || s.refused || s.threatened {
        return miss(sentence, p, rule, Miss::Unreal);
    }
    let from = found.len();
    read(sentence, p, rule, words, s, found);
    if !rule.lexicon.is_empty() {
        // the lexicon is wide: it is trusted between actors that the words themselves name
        let mut at = 0;
        found.retain(|c| {
            at += 1;
            at <= from || is_plain(c.source.as_ref(), true) && is_plain(c.target.as_ref(), false)
        });
    }
    if let Some(mode) = mode {
        found.iter_mut().skip(from).for_each(|c| c.mode = Some(mode.to_owned()));
    }
}

/// Whether the party is an actor of its own right; the source may be a pronoun.
fn is_plain(party: Option<&Party>, pronoun: bool) -> bool {
    party.is_some_and(|x| {
        let acts = match x.entity.kind {
            EntityType::State | EntityType::Organisation | EntityType::Group => true,
            EntityType::Person | EntityType::Company | EntityType::Institution => x.entity.state.is_some(),
            _ => false,
        };
        acts && (x.how <= How::Described || pronoun && x.how == How::Recalled)
    })
}

fn miss<'a>(sentence: &Sentence<'a>, p: &Predicate, rule: &'a Rule, miss: Miss) {
    sentence.attempts.borrow_mut().push(Attempt { head: p.head, rule, miss });
}

/// The tokens of the trigger, where all its words are there.
fn trigger_words(sentence: &Sentence<'_>, p: &Predicate, trigger: &Trigger) -> Option<Vec<usize>> {
    let doc = sentence.doc;
    let mut words = vec![p.head];
    if p.kind == PredicateKind::Noun && trigger.words.len() > 1 {
        let mut at = doc.token(p.head);
        for word in trigger.words.iter().rev().skip(1) {
            let mut before = at.prev()?;
            if before.text() == "-" {
                before = before.prev()?;
            }
            if before.lower() != *word && lower_lemma(before) != *word {
                return None;
            }
            words.push(before.i);
            at = before;
        }
    }
    words.extend(doc.token(p.head).children().filter(|c| c.dep() == "prt").map(|c| c.i));
    Some(words)
}

fn is_supported(sentence: &Sentence<'_>, p: &Predicate) -> bool {
    p.support.iter().any(|(verb, slot)| {
        let v = sentence.doc.token(*verb);
        sentence.codebook.governors.get(&crate::proposition::verb_lemma(v), slot).is_some()
    })
}

/// Parties of the first slot that yields any that `fits`.
fn parties(
    sentence: &Sentence<'_>,
    p: &Predicate,
    slots: &[String],
    kind: Option<&str>,
    fits: impl Fn(&Party) -> bool,
) -> Vec<Party> {
    for slot in slots {
        let mut found: Vec<Party> = Vec::new();
        for party in in_slot(sentence, p, slot, kind) {
            // a pronoun whose first reading does not fit may mean the next best
            let party = if !fits(&party) { party.next_reading(&fits).unwrap_or(party) } else { party };
            if (kind.is_some() || is_actor(&party))
                && fits(&party)
                && !found.iter().any(|f| f.entity.id == party.entity.id)
            {
                found.push(party);
            }
        }
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// What the fillers of a slot stand for: things of a kind where the rule wants one, else parties.
pub(super) fn in_slot(sentence: &Sentence<'_>, p: &Predicate, slot: &str, kind: Option<&str>) -> Vec<Party> {
    let makers = slot.strip_suffix(".maker");
    let heads = makers.unwrap_or(slot).split('|').flat_map(|s| fillers(sentence, p, s));
    heads
        .flat_map(|head| match kind {
            Some(kind) => attributes::of_kind(sentence, head, kind),
            None if makers.is_some() => attributes::maker(sentence, head),
            None => sentence.resolver.parties(head),
        })
        .collect()
}

/// The actor named in the clause that no slot took: before the predicate for a source, after it for a target.
fn near(sentence: &Sentence<'_>, p: &Predicate, taken: &[Party], before: bool) -> Vec<Party> {
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
        if i + 1 != n.tokens.end {
            continue;
        }
        let t = doc.token(i);
        // not across another clause with a verb of its own
        if t.ancestors().take_while(|a| a.i != clause.i).any(|a| is_clause_verb(a) && a.i != p.head) {
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
fn is_actor(p: &Party) -> bool {
    match p.entity.kind {
        EntityType::Commodity | EntityType::Language | EntityType::Policy | EntityType::Deposit => false,
        EntityType::Place | EntityType::Facility => p.entity.state.is_some(),
        _ => true,
    }
}

fn read<'a>(
    sentence: &Sentence<'a>,
    p: &Predicate,
    rule: &'a Rule,
    words: &[usize],
    s: &Scope,
    found: &mut Vec<Candidate<'a>>,
) {
    let mut sources = parties(sentence, p, &rule.source, rule.source_kind.as_deref(), |_| true);
    let mut targets = {
        let kinded = rule.target_kind.is_some();
        let distinct = |x: &Party| {
            rule.reflexive || !sources.iter().any(|y| if kinded { y.entity.id == x.entity.id } else { y.same_side(x) })
        };
        parties(sentence, p, &rule.target, rule.target_kind.as_deref(), distinct)
    };
    let with = parties(sentence, p, &rule.with, None, |x| !sources.iter().chain(&targets).any(|y| y.same_side(x)));
    let memory = sentence.resolver.memory;
    let symmetric = rule.relation.is_symmetric();
    // a noun that no verb holds must name its parties itself
    let held = p.kind != PredicateKind::Noun
        || is_supported(sentence, p)
        || p.support.iter().any(|(_, slot)| slot == "subj")
        || p.role("subj").any(|a| !a.inferred);
    let loose = held && rule.target_kind.is_none() && rule.source_kind.is_none() && !rule.strict;
    let headless = p.kind == PredicateKind::Verb
        && sources.is_empty()
        && matches!(sentence.doc.token(p.head).tag(), "VBD" | "VBZ" | "VBP")
        && p.role("subj").next().is_none();
    if headless && rule.source_kind.is_none() && rule.source.iter().any(|s| s == "subj") {
        // the parser lost the subject: the actor before the verb
        sources = near(sentence, p, &targets, true);
    }
    if symmetric && targets.is_empty() && sources.len() > 1 {
        targets = sources.split_off(1);
    } else if symmetric && sources.is_empty() && targets.len() > 1 && memory.is_focal(&targets) {
        sources = vec![targets.remove(0)];
    }
    if loose {
        if targets.is_empty() && !sources.is_empty() {
            targets = near(sentence, p, &sources, false);
        } else if sources.is_empty() && !targets.is_empty() && rule.implied {
            sources = near(sentence, p, &targets, true);
        }
    }
    let written = |slots: &[String]| {
        slots.iter().take(2).any(|s| {
            !matches!(s.as_str(), "self" | "clause" | "mod")
                && s.split('|').any(|s| !fillers(sentence, p, s).is_empty())
        })
    };
    // words that stand in the slot and name nobody we know are somebody else
    let open_source = !sources.is_empty() || !written(&rule.source);
    if (rule.implied && held || loose) && open_source {
        if sources.is_empty() && targets.is_empty() && rule.implied {
            if let Some((group, when)) = &memory.group
                && memory.sentence - when <= 2
                && group.len() > 1
            {
                sources = vec![Party::implied(group[0].clone())];
                targets = group[1..].iter().cloned().map(Party::implied).collect();
            }
        } else if sources.is_empty() && !memory.is_focal(&targets) {
            sources.extend(memory.focal.clone().map(Party::implied));
        } else if targets.is_empty() && !memory.is_focal(&sources) {
            targets.extend(memory.focal.clone().map(Party::implied));
        } else if sources.is_empty() {
            sources.extend(targets.first().and_then(|t| memory.partner_of(&t.entity)).cloned().map(Party::implied));
        } else if targets.is_empty() {
            targets.extend(sources.first().and_then(|x| memory.partner_of(&x.entity)).cloned().map(Party::implied));
        }
    }
    let may_miss = |what: &str| rule.open.iter().any(|o| o == what);
    if sources.is_empty() && (!may_miss("source") || targets.is_empty()) {
        return miss(sentence, p, rule, Miss::NoSource);
    }
    if targets.is_empty() && !may_miss("target") {
        return miss(sentence, p, rule, Miss::NoTarget);
    }
    let merge = symmetric
        && targets.len() + sources.len() > 2
        && match rule.merge {
            Some(m) => m,
            None => p.kind == PredicateKind::Noun && sentence.doc.token(p.head).tag() != "NNS",
        };
    let mut pairs: Vec<Parties> = Vec::new();
    if merge {
        let mut all: Vec<Party> = Vec::new();
        for x in sources.into_iter().chain(targets) {
            if !all.iter().any(|a| a.entity.id == x.entity.id) {
                all.push(x);
            }
        }
        let mut all = all.into_iter();
        let (source, target) = (all.next(), all.next());
        pairs.push(Parties { source, target, with: all.chain(with).collect() });
    } else if sources.is_empty() {
        pairs.extend(targets.into_iter().map(|t| Parties { source: None, target: Some(t), with: with.clone() }));
    } else {
        for source in sources {
            if targets.is_empty() {
                pairs.push(Parties { source: Some(source), target: None, with: with.clone() });
                continue;
            }
            for target in &targets {
                if rule.reflexive || rule.target_kind.is_some() || !source.same_side(target) {
                    let (source, target) = (Some(source.clone()), Some(target.clone()));
                    pairs.push(Parties { source, target, with: with.clone() });
                }
            }
        }
    }
    for parties in pairs {
        found.push(make(sentence, p, rule, words, s, parties));
    }
}

/// The parties of one claim.
struct Parties {
    source: Option<Party>,
    target: Option<Party>,
    with: Vec<Party>,
}

fn make<'a>(
    sentence: &Sentence<'a>,
    p: &Predicate,
    rule: &'a Rule,
    words: &[usize],
    s: &Scope,
    parties: Parties,
) -> Candidate<'a> {
    let Parties { source, target, with } = parties;
    let mut trigger = words.to_vec();
    trigger.extend(
        p.support
            .iter()
            .filter(|(v, slot)| {
                sentence.codebook.governors.get(&crate::proposition::verb_lemma(sentence.doc.token(*v)), slot).is_some()
            })
            .map(|x| x.0),
    );
    let object_heads = object_heads(sentence, p, rule);
    let object = rule.object_text.clone().or_else(|| object_heads.first().map(|h| object_words(sentence, *h)));
    let span = evidence(sentence, p, &trigger, [&source, &target].into_iter().flatten().chain(&with), &object_heads);
    let status = status(rule, s);
    Candidate {
        domains: of_organisation(sentence, target.as_ref())
            .unwrap_or_else(|| domains(sentence, p, rule, source.as_ref())),
        amount: attributes::amount(sentence, p, &trigger, &object_heads),
        time: attributes::time(sentence, p, s, &trigger),
        polarity: if s.denied { Polarity::Denied } else { rule.polarity.unwrap_or_default() },
        scope: s.clone(),
        head: p.head,
        weight: words.len() as i32 * 10 + rule.wants.len() as i32,
        mode: rule.mode.clone(),
        rule,
        source,
        target,
        with,
        object,
        status,
        trigger,
        span,
    }
}

/// Heads of the words that say what the claim is about.
pub(super) fn object_heads<'a>(sentence: &Sentence<'a>, p: &Predicate, rule: &Rule) -> Vec<Token<'a>> {
    rule.object.iter().map(|slot| fillers(sentence, p, slot)).find(|f| !f.is_empty()).unwrap_or_default()
}

/// The fields that an organisation or initiative stands for, where the directory tells.
pub(super) fn of_organisation(
    sentence: &Sentence<'_>,
    target: Option<&Party>,
) -> Option<Vec<tightrope_statement::Domain>> {
    let e = &target?.entity;
    if !matches!(e.kind, EntityType::Organisation | EntityType::Initiative) {
        return None;
    }
    let found: Vec<_> =
        sentence.resolver.directory.by_id(&e.id)?.domains.iter().filter_map(|d| d.parse().ok()).collect();
    (!found.is_empty()).then_some(found)
}

fn status(rule: &Rule, s: &Scope) -> Status {
    match (rule.status, s.status) {
        (None, None) => Status::Actual,
        (None, Some(Status::Signed)) if rule.relation.kind() == RelationKind::Event => Status::Actual,
        (None, Some(o)) => o,
        // a rule that reads an ending keeps it whatever governs it
        (Some(Status::Ended), _) => Status::Ended,
        (Some(own), None | Some(Status::Actual | Status::Signed)) => own,
        (Some(_), Some(o)) => o,
    }
}

/// The object in the page's words: the noun phrase with its `of` phrase, without its article.
fn object_words(sentence: &Sentence<'_>, head: Token<'_>) -> String {
    let doc = sentence.doc;
    let members = conjuncts(head);
    let first = members.first().copied().unwrap_or(head);
    let last = members.last().copied().unwrap_or(head);
    let mut range = noun_phrase(first).start..noun_phrase(last).end;
    while range.start < range.end - 1
        && (matches!(doc.token(range.start).dep(), "det" | "poss" | "case" | "punct" | "predet")
            || doc.token(range.start).pos() == "PART")
    {
        range.start += 1;
    }
    doc.span_text(range).to_owned()
}

/// The smallest stretch of the sentence that holds the trigger, the parties and the object.
fn evidence<'b>(
    sentence: &Sentence<'_>,
    p: &Predicate,
    trigger: &[usize],
    parties: impl Iterator<Item = &'b Party>,
    objects: &[Token<'_>],
) -> std::ops::Range<usize> {
    let mut range = p.head..p.head + 1;
    let mut cover = |r: std::ops::Range<usize>| {
        if !r.is_empty() && r.start >= sentence.tokens.start && r.end <= sentence.tokens.end {
            range = range.start.min(r.start)..range.end.max(r.end);
        }
    };
    for &t in trigger {
        cover(t..t + 1);
    }
    if p.kind == PredicateKind::Noun {
        cover(noun_phrase(sentence.doc.token(p.head)));
    }
    let doc = sentence.doc;
    // a subject shared with an earlier verb stays with that verb
    let shared = trigger
        .iter()
        .map(|t| doc.token(*t))
        .filter(|t| {
            t.dep() == "conj" && is_clause_verb(*t) && !t.children().any(|c| matches!(c.dep(), "nsubj" | "nsubjpass"))
        })
        .map(|t| t.head().i)
        .max();
    for party in parties.filter(|x| x.how != How::Implied) {
        if shared.is_some_and(|verb| party.tokens.end <= verb) {
            continue;
        }
        cover(party.tokens.clone());
        // the nouns between the party and the trigger hold the sense: "part of Russia's network"
        for up in doc
            .token(party.tokens.end.saturating_sub(1).min(doc.len().saturating_sub(1)))
            .ancestors()
            .take_while(|a| !trigger.contains(&a.i) && a.i != p.head && !is_clause_verb(*a))
            .take(4)
        {
            if matches!(up.pos(), "NOUN" | "PROPN") && up.ancestors().any(|a| a.i == p.head) {
                cover(noun_phrase(up));
            }
        }
    }
    for object in objects {
        cover(noun_phrase(*object));
    }
    range
}
