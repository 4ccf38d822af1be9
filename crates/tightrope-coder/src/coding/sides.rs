//! Who stands on which side of a rule's reading: what its slots hold, what stands nearby, what the page implies.

use super::apply::is_supported;
use super::deeds::author;
use super::homes::lodge;
use super::partners::{before_it, matrix_subject, parallel, shared_partner};
use super::resume::{across, fulfil, resumed};
use super::slots::fillers;
use super::{Sentence, attributes};
use crate::codebook::{Effect, Rule};
use crate::party::{How, Party};
use crate::proposition::{Predicate, PredicateKind, conjuncts, is_clause_verb, lower_lemma, preps_of, verb_lemma};
use tightrope_nlp::Token;
use tightrope_statement::{Domain, EntityType, RelationKind};

/// The parties of a reading.
pub(super) struct Sides {
    pub sources: Vec<Party>,
    pub targets: Vec<Party>,
    pub with: Vec<Party>,
}

/// Fills the sides of a rule.
pub(super) fn sides(sentence: &Sentence<'_>, p: &Predicate, rule: &Rule) -> Sides {
    let mut sources = parties(sentence, p, &rule.source, rule.source_kind.as_deref(), |_| true);
    if sources.len() > 1 && rule.target_kind.is_none() && !rule.reflexive && !rule.relation.is_symmetric() {
        // "the Franco-Malian school in Mali": of two owners the host is not the one abroad
        let own = parties(sentence, p, &rule.target, None, |_| true);
        let abroad = |x: &Party| !own.iter().any(|y| y.same_side(x));
        if !own.is_empty() && own.iter().all(|y| sources.iter().any(|x| x.same_side(y))) && sources.iter().any(abroad) {
            sources.retain(abroad);
        }
    }
    let mut targets = {
        let kinded = rule.target_kind.is_some();
        let distinct = |x: &Party| {
            rule.reflexive || !sources.iter().any(|y| if kinded { y.entity.id == x.entity.id } else { y.same_side(x) })
        };
        parties(sentence, p, &rule.target, rule.target_kind.as_deref(), distinct)
    };
    // "the line from Mecca to Medina" joins no two states
    if let ([source], true) = (&sources[..], targets.is_empty() && rule.target_kind.is_none())
        && rule.relation.is_symmetric()
        && rule.domains.contains(&Domain::Transport)
        && parties(sentence, p, &rule.target, None, |_| true).iter().any(|x| {
            let end = sentence.doc.token(x.tokens.end.max(1) - 1);
            let goal = sentence.codebook.lexicon.is("journey-preposition", &end.head().lower());
            goal && x.tokens != source.tokens && x.same_side(source)
        })
    {
        return Sides { sources: Vec::new(), targets: Vec::new(), with: Vec::new() };
    }
    if let ([source], true) = (&sources[..], targets.is_empty() && rule.target_kind.is_none() && !rule.reflexive)
        && let Some(other) = next_source(sentence, p, rule, source)
    {
        // "takes most of its exports": the pronoun is the other one, not the taker
        targets = parties(sentence, p, &rule.target, None, |x| !x.same_side(&other));
        sources = vec![other];
    }
    // "buys its drones": whose the drones were is not who buys them
    let receives = rule.target.first().is_some_and(|slot| is_subject(slot));
    if receives && targets.is_empty() && !sources.is_empty() && !rule.reflexive && rule.target_kind.is_none() {
        let own = parties(sentence, p, &rule.target, None, |_| true);
        let others = |x: &Party| !own.iter().any(|y| y.same_side(x));
        let again = parties(sentence, p, &rule.source, rule.source_kind.as_deref(), others);
        if !own.is_empty() {
            (sources, targets) = (again, own);
        }
    }
    lodge(sentence, p, rule, &sources, &mut targets);
    let with = parties(sentence, p, &rule.with, None, |x| !sources.iter().chain(&targets).any(|y| y.same_side(x)));
    let memory = sentence.resolver.memory;
    let symmetric = rule.reciprocal.unwrap_or(rule.relation.is_symmetric());
    // a noun that no verb holds must name its parties itself
    let held = p.kind != PredicateKind::Noun
        || is_supported(sentence, p)
        || p.support.iter().any(|(_, slot)| slot == "subj")
        // "**China.** Largest creditor": the entry says of whom
        || memory.topic.is_some() && is_fragment(sentence, p)
        || p.role("subj").any(|a| !a.inferred);
    let loose = held && rule.target_kind.is_none() && rule.source_kind.is_none() && !rule.strict
        // a participle before a noun ("Chinese-built") says no more than its noun
        && sentence.doc.token(p.head).dep() != "amod"
        // what somebody is blamed for was done to whom the words say
        && !is_blamed(sentence, sentence.doc.token(p.head));
    let headless = p.kind == PredicateKind::Verb
        && sources.is_empty()
        && matches!(sentence.doc.token(p.head).tag(), "VBD" | "VBZ" | "VBP" | "NNS")
        && p.role("subj").next().is_none();
    if headless && rule.source_kind.is_none() && rule.source.iter().any(|s| is_subject(s)) {
        // the parser lost the subject: the actor before the verb
        sources = near(sentence, p, &targets, true);
    }
    if sources.is_empty()
        && !targets.is_empty()
        && !memory.is_focal(&targets)
        && (symmetric || rule.source.iter().any(|s| is_subject(s)))
        && is_fragment(sentence, p)
    {
        sources.extend(memory.topic.clone().or(memory.focal.clone()).map(Party::implied));
    }
    if targets.is_empty() && sources.len() > 1 && rule.target_kind.is_none() && (symmetric || is_mutual(sentence, p)) {
        targets = sources.split_off(1);
    } else if symmetric && sources.is_empty() && targets.len() > 1 && memory.is_focal(&targets) {
        sources = vec![targets.remove(0)];
    }
    if targets.is_empty() && rule.target_kind.is_none() && rule.target.iter().any(|s| s == "in") {
        targets = place_above(sentence, p, &sources);
    }
    if loose {
        if targets.is_empty() && !sources.is_empty() {
            targets = near(sentence, p, &sources, false);
        } else if sources.is_empty() && !targets.is_empty() && rule.implied && !p.passive {
            sources = near(sentence, p, &targets, true);
        }
    }
    let written = |slots: &[String]| {
        slots.iter().take(2).any(|s| {
            !matches!(s.as_str(), "self" | "clause" | "mod")
                && s.split('|').any(|s| !fillers(sentence, p, s).is_empty())
        })
    };
    let named = |side: &str| rule.named.iter().any(|s| s == side);
    // a pronoun that stands for nobody known is somebody else
    let pronoun = |slots: &[String]| {
        slots
            .iter()
            .flat_map(|s| s.split('|'))
            .filter(|s| !s.contains('.'))
            .flat_map(|s| fillers(sentence, p, s))
            .any(|t| matches!(t.tag(), "PRP") && sentence.resolver.parties(t).is_empty())
    };
    // words that stand in the slot and name nobody we know are somebody else
    let open_source =
        !sources.is_empty() || !written(&rule.source) && !named("source") && !is_only_participle(sentence, p);
    let open_target = !targets.is_empty()
        || !named("target") && {
            // what stands as the source is not the target, though the rule looks there for both
            let own: Vec<String> = rule.target.iter().filter(|s| !rule.source.contains(s)).cloned().collect();
            !strange(sentence, p, &own)
        };
    let does = |s: &String| matches!(s.as_str(), "subj" | "holder" | "agent" | "v.subj");
    if sources.is_empty()
        && !targets.is_empty()
        && rule.source_kind.is_none()
        && (rule.target_kind.is_some() || symmetric)
        && rule.source.iter().any(does)
        && is_entry(sentence, p)
        && !memory.is_focal(&targets)
    {
        // "1 January: Takes the chair of the Union": who the timeline is about
        sources.extend(memory.topic.clone().or(memory.focal.clone()).map(Party::implied));
    }
    let noted = || is_entry(sentence, p) || is_noted(sentence, p);
    let entry = memory.topic.as_ref().zip(memory.focal.as_ref()).filter(|_| noted());
    if let Some((topic, focal)) = entry.filter(|_| held && loose && sources.is_empty() && targets.is_empty()) {
        // "**Peru.** Supplied tanks": who the entry is about did it to the page's own state
        let subject = |slots: &[String]| slots.iter().any(|s| is_subject(s));
        let (source, target) = if subject(&rule.source) { (topic, focal) } else { (focal, topic) };
        if subject(&rule.source) || subject(&rule.target) {
            sources.push(Party::implied(source.clone()));
            targets.push(Party::implied(target.clone()));
        }
    }
    if targets.is_empty() && !sources.is_empty() && !rule.reflexive {
        targets.extend(author(sentence, p, rule, &sources));
    }
    let kinded = rule.source_kind.is_some() || rule.target_kind.is_some();
    if !rule.strict && !kinded && open_source && open_target && (sources.is_empty() || targets.is_empty()) {
        take_up(sentence, p, &mut sources, &mut targets);
    }
    if (rule.implied && held || loose) && open_source && open_target {
        // what must be of a kind of its own is never only implied
        let (any_source, any_target) = (rule.source_kind.is_none(), rule.target_kind.is_none());
        if sources.is_empty() && targets.is_empty() && rule.implied && any_source && any_target {
            if let [first, others @ ..] = memory.parties_here().as_slice() {
                sources = vec![Party::implied(first.clone())];
                targets = others.iter().cloned().map(Party::implied).collect();
            }
        } else if sources.is_empty() && any_source {
            sources.extend(memory.implied_source(&targets).cloned().map(Party::implied));
        } else if targets.is_empty() && any_target && is_pair(&sources) && acts_on_own(sentence, p) {
            // "both withdrew their envoys": from each other
            targets = sources.split_off(1);
        } else if targets.is_empty() && any_target && !pronoun(&rule.target) {
            // who protests does so at who acted last
            let answers = sentence.codebook.lexicon.is("answering-relation", rule.relation.name());
            let answered =
                answers.then(|| before_it(sentence, p, &sources).or_else(|| memory.answered(&sources).cloned()));
            let beside = || {
                shared_partner(sentence, p, &sources)
                    .or_else(|| matrix_subject(sentence, p, &sources))
                    .or_else(|| parallel(sentence, p, rule, &sources))
            };
            let implied = || beside().or_else(|| memory.implied_target(&sources).cloned());
            targets.extend(answered.flatten().or_else(implied).map(Party::implied));
        }
    }
    let unsaid =
        |slots: &[String]| slots.iter().filter(|s| !s.contains('.')).all(|s| fillers(sentence, p, s).is_empty());
    fulfil(sentence, rule, &mut sources, &mut targets);
    // "Finland joined in 2023": the body just spoken of
    let body = rule.target_kind.as_deref().and_then(|kind| kind.parse::<EntityType>().ok());
    let joins =
        matches!(body, Some(EntityType::Organisation | EntityType::Initiative)) && p.kind == PredicateKind::Verb;
    let joins = joins && sentence.codebook.lexicon.is("joins-alone", &p.lemma) && !p.passive;
    let states = !sources.is_empty() && sources.iter().all(|x| x.entity.kind == EntityType::State);
    if targets.is_empty() && joins && states && unsaid(&rule.target) {
        let alone =
            p.args.iter().all(|a| a.inferred || !matches!(a.role.as_str(), "obj" | "comp" | "attr" | "acomp" | "iobj"));
        targets.extend(body.filter(|_| alone).and_then(|kind| memory.only_body(kind)).cloned().map(Party::implied));
    }
    if targets.is_empty()
        && rule.open.iter().any(|s| s == "target")
        && rule.relation.kind() == RelationKind::Event
        && rule.target_kind.is_none()
        && unsaid(&rule.target)
        && !memory.is_focal(&sources)
    {
        // what others ask or offer on the page of a state, they ask of it
        targets.extend(memory.focal.clone().map(Party::implied));
    }
    let mut with = with;
    if !rule.relation.is_symmetric() {
        // "both", "the leaders": one word makes one claim
        together(&mut sources, &mut with);
        together(&mut targets, &mut with);
        with.retain(|x| !targets.iter().any(|t| t.same_side(x)));
    }
    Sides { sources, targets, with }
}

/// Whether the parties are two that one word stands for: "both", "the two".
fn is_pair(parties: &[Party]) -> bool {
    matches!(parties, [a, b] if a.how == How::Recalled && a.tokens == b.tokens && !a.same_side(b))
}

/// Whether the verb has no object but what is its subject's own or a tie: "withdrew their envoys", "broke off relations".
fn acts_on_own(sentence: &Sentence<'_>, p: &Predicate) -> bool {
    let own = |t: Token<'_>| {
        t.children().any(|c| c.tag() == "PRP$") || sentence.codebook.lexicon.is("tie-noun", &lower_lemma(t))
    };
    let object = |role: &str| matches!(role, "obj" | "comp" | "attr" | "acomp" | "iobj");
    let verb = p.kind == PredicateKind::Verb && !p.passive;
    verb && p.args.iter().filter(|a| object(&a.role)).all(|a| own(sentence.doc.token(a.head)))
}

/// Puts the parties of a claim told before where the words that take it up name none: "the ban was lifted".
fn take_up(sentence: &Sentence<'_>, p: &Predicate, sources: &mut Vec<Party>, targets: &mut Vec<Party>) {
    let Some(told) = resumed(sentence, p) else { return };
    let beside = |present: &[Party]| match present {
        [one] => across(told, &one.entity).cloned().map(Party::implied),
        _ => None,
    };
    match (sources.is_empty(), targets.is_empty()) {
        // to speak of an accord is not to tell of it again
        (true, true) if (p.kind == PredicateKind::Verb || is_fate(sentence, p)) && !answers(sentence, p) => {
            if let (Some(source), Some(target)) = (&told.source, &told.target) {
                sources.push(Party::implied(source.clone()));
                targets.push(Party::implied(target.clone()));
            }
        }
        (true, false) => sources.extend(beside(targets)),
        (false, true) => targets.extend(beside(sources)),
        _ => {}
    }
}

/// Whether the verb that holds the noun says what became of it: "the accord was renewed", "the pact took effect".
fn is_fate(sentence: &Sentence<'_>, p: &Predicate) -> bool {
    p.support.iter().any(|(verb, slot)| {
        let entry = sentence.codebook.governors.get(&verb_lemma(sentence.doc.token(*verb)), slot);
        let passive = || sentence.propositions.at(*verb).is_some_and(|v| v.passive);
        entry.is_some_and(|g| matches!(g.effect, Effect::Status(_))) && (slot == "subj" || passive())
    })
}

/// Whether the verb's object is an act of speech, which its target answers: "the accusation was denied".
fn answers(sentence: &Sentence<'_>, p: &Predicate) -> bool {
    let spoken = |t: Token<'_>| sentence.codebook.lexicon.is("spoken-act", &lower_lemma(t));
    fillers(sentence, p, "obj").into_iter().any(spoken)
}

/// Whether the slot is the subject, or the subject or whose it is.
fn is_subject(slot: &str) -> bool {
    slot.trim_end_matches('+') == "subj"
}

/// Classes of nouns for somebody.
const STRANGERS: [&str; 4] = ["people", "agent-person", "agent-group", "company-word"];

/// Whether the name that opens a sentence without a verb seems to undergo the act: in "Laos invested in Oman" the parser
/// took the verb for a participle, and the doer is no third.
fn is_only_participle(sentence: &Sentence<'_>, p: &Predicate) -> bool {
    let head = sentence.doc.token(p.head);
    let noun = head.head();
    p.kind == PredicateKind::Verb
        && head.dep() == "acl"
        && head.tag() == "VBN"
        && noun.is_root()
        && noun.i + 1 == head.i
        && sentence.resolver.mention(noun.i).is_some()
}

/// Whether a newcomer stands in a slot: "arrested a man", "fined a bank" is done to nobody the page has named.
fn strange(sentence: &Sentence<'_>, p: &Predicate, slots: &[String]) -> bool {
    let lexicon = &sentence.codebook.lexicon;
    slots.iter().flat_map(|s| s.split('|')).filter(|s| !s.contains('.')).flat_map(|s| fillers(sentence, p, s)).any(
        |t| {
            t.tag() == "NN"
                && t.children().any(|c| c.dep() == "det" && lexicon.is("indefinite-determiner", &c.lower()))
                && STRANGERS.iter().any(|class| lexicon.is(class, &lower_lemma(t)))
                && sentence.resolver.parties(t).is_empty()
        },
    )
}

/// Whether the verb begins a sentence that has no subject, as the entries of briefs do.
fn is_entry(sentence: &Sentence<'_>, p: &Predicate) -> bool {
    let verb = match p.kind {
        PredicateKind::Verb => Some(p.head),
        // "Takes the chair": the noun by the verb that holds it
        _ => p.support.iter().find(|(_, slot)| slot == "obj").map(|(verb, _)| *verb),
    };
    let Some(head) = verb.map(|v| sentence.doc.token(v)) else { return false };
    (head.is_root() || head.dep() == "conj" && head.head().is_root())
        && matches!(head.tag(), "VBD" | "VBN" | "VBZ")
        && !head.children().any(|c| matches!(c.dep(), "nsubj" | "nsubjpass" | "csubj" | "expl"))
        && sentence.propositions.at(head.i).is_none_or(|v| v.role("subj").next().is_none())
}

/// Whether a participle that names no doer describes the noun that stands alone: "**Peru.** Satellite built and launched in
/// 2022".
fn is_noted(sentence: &Sentence<'_>, p: &Predicate) -> bool {
    let head = sentence.doc.token(p.head);
    let first = if head.dep() == "conj" { head.head() } else { head };
    p.kind == PredicateKind::Verb
        && head.tag() == "VBN"
        && (first.dep() == "acl" && first.head().is_root() || first.is_root() && p.passive)
        && p.role("by").next().is_none()
}

/// Leaves the first of several parties that the same word stands for and puts the others beside it.
fn together(parties: &mut Vec<Party>, with: &mut Vec<Party>) {
    if let [first, others @ ..] = parties.as_slice()
        && first.how == How::Recalled
        && !others.is_empty()
        && others.iter().all(|x| x.tokens == first.tokens)
    {
        with.extend(parties.drain(1..));
    }
}

/// The clause of "accused Iran of ignoring warnings".
fn is_blamed(sentence: &Sentence<'_>, verb: Token<'_>) -> bool {
    verb.dep() == "pcomp" && sentence.codebook.lexicon.is("for-control-preposition", &verb.head().lower())
}

/// "A port built by X opened in Y": the place of the clause whose subject the participle describes.
fn place_above(sentence: &Sentence<'_>, p: &Predicate, taken: &[Party]) -> Vec<Party> {
    let head = sentence.doc.token(p.head);
    let noun = head.head();
    if p.kind != PredicateKind::Verb || !matches!(head.dep(), "acl" | "relcl") || !noun.dep().starts_with("nsubj") {
        return Vec::new();
    }
    preps_of(noun.head())
        .into_iter()
        .filter(|(name, _)| name == "in")
        .flat_map(|(_, o)| sentence.resolver.parties(o))
        .filter(|x| is_actor(x) && !taken.iter().any(|t| t.same_side(x)))
        .take(1)
        .collect()
}

/// Whether the noun stands as a sentence of its own, as in lists and briefs: "Member of the Arab League".
pub(super) fn is_fragment(sentence: &Sentence<'_>, p: &Predicate) -> bool {
    let head = sentence.doc.token(p.head);
    p.kind == PredicateKind::Noun
        && head.is_root()
        && p.role("subj").next().is_none()
        && !head.children().any(|c| c.dep() == "poss" || c.dep() == "det" && c.lower() == "the")
}

/// Whether the subjects do it to each other: "clashed", "fought each other".
fn is_mutual(sentence: &Sentence<'_>, p: &Predicate) -> bool {
    let lexicon = &sentence.codebook.lexicon;
    let doc = sentence.doc;
    let phrase = |t: Token<'_>| {
        t.prev().is_some_and(|b| lexicon.is("reciprocal-pronoun", &format!("{} {}", b.lower(), t.lower())))
    };
    // "have broken off relations with each other": anywhere in the clause
    let head = doc.token(p.head);
    let clause = std::iter::once(head).chain(head.ancestors()).find(|t| is_clause_verb(*t));
    let in_clause = clause.is_some_and(|v| {
        let own = |t: Token<'_>| t.ancestors().find(|a| is_clause_verb(*a)).is_some_and(|a| a.i == v.i);
        v.subtree().map(|i| doc.token(i)).any(|t| phrase(t) && own(t))
    });
    p.kind == PredicateKind::Verb && lexicon.is("reciprocal-verb", &p.lemma)
        || in_clause
        || p.args.iter().any(|a| {
            let t = doc.token(a.head);
            phrase(t) || t.children().any(|c| c.dep() == "poss" && phrase(c))
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

/// The next reading of a pronoun that took the source's place, where the target's slots name what it was taken for.
fn next_source(sentence: &Sentence<'_>, p: &Predicate, rule: &Rule, source: &Party) -> Option<Party> {
    let taken = parties(sentence, p, &rule.target, None, |_| true);
    let clash =
        taken.iter().any(|t| t.same_side(source) && t.tokens != source.tokens && t.entity.kind != EntityType::Company);
    if clash { source.next_reading(&|x: &Party| !taken.iter().any(|t| t.same_side(x))) } else { None }
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
