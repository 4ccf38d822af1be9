//! Who stands on which side of a rule's reading: what its slots hold, what stands nearby, what the page implies.

use super::Sentence;
use super::apply::is_supported;
use super::deeds::{author, doer};
use super::homes::lodge;
use super::partners::{before_it, matrix_subject, parallel, shared_partner};
use super::resume::{across, fulfil, resumed};
use super::seek::{is_actor, near, parties};
use super::shapes::{is_blamed, is_entry, is_fragment, is_mutual, is_noted, is_only_participle, place_above};
use super::slots::fillers;
use crate::codebook::{Effect, Rule};
use crate::party::{How, Party};
use crate::proposition::{Predicate, PredicateKind, lower_lemma, preps_of, verb_lemma};
use tightrope_nlp::Token;
use tightrope_statement::{Domain, EntityType, RelationKind};

/// The parties of a reading.
pub(super) struct Sides {
    pub sources: Vec<Party>,
    pub targets: Vec<Party>,
    pub with: Vec<Party>,
    /// The steps that filled a side which no slot fills.
    pub steps: Steps,
    /// What holds of the clause, for what weighs an unnamed side.
    pub clause: Vec<&'static str>,
}

/// Which step filled the source, which the target, where no slot did.
#[derive(Debug, Clone, Copy)]
pub(super) struct Steps {
    open: [bool; 2],
    filled: [Option<&'static str>; 2],
    /// Whether what the clauses beside and before tell settles it.
    pub sure: bool,
}

impl Steps {
    fn new(sources: &[Party], targets: &[Party]) -> Self {
        Steps { open: [sources.is_empty(), targets.is_empty()], filled: [None, None], sure: false }
    }

    /// Takes down what the step has filled.
    fn after(&mut self, step: &'static str, sources: &[Party], targets: &[Party]) {
        for (k, parties) in [sources, targets].into_iter().enumerate() {
            if self.open[k] && self.filled[k].is_none() && !parties.is_empty() {
                self.filled[k] = Some(step);
            }
        }
    }

    pub fn source(&self) -> Option<&'static str> {
        self.filled[0]
    }

    pub fn target(&self) -> Option<&'static str> {
        self.filled[1]
    }
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
            rule.reflexive
                || is_rebels(sentence, x)
                || !sources.iter().any(|y| if kinded { y.entity.id == x.entity.id } else { y.same_side(x) })
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
        let (sources, targets, with) = (Vec::new(), Vec::new(), Vec::new());
        return Sides { steps: Steps::new(&sources, &targets), clause: Vec::new(), sources, targets, with };
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
    if targets.is_empty() && !sources.is_empty() && rule.target_kind.is_none() {
        let of = doer(sentence, p, rule).into_iter().filter(|x| sources.iter().all(|y| !y.same_side(x)));
        targets.extend(of.take(1));
    }
    if sources.is_empty() && !targets.is_empty() && is_told_to_be(sentence, p, rule) {
        // "there is no Russian base": in the land that the page is about
        let home = sentence.resolver.memory.focal.clone().map(Party::implied);
        sources.extend(home.filter(|h| targets.iter().all(|t| !t.same_side(h))));
    }
    let mut steps = Steps::new(&sources, &targets);
    lodge(sentence, p, rule, &sources, &mut targets);
    steps.after("lodged", &sources, &targets);
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
    steps.after("lost subject", &sources, &targets);
    if sources.is_empty()
        && !targets.is_empty()
        && !memory.is_focal(&targets)
        && (symmetric || rule.source.iter().any(|s| is_subject(s)))
        && is_fragment(sentence, p)
    {
        sources.extend(memory.topic.clone().or(memory.focal.clone()).map(Party::implied));
    }
    steps.after("fragment", &sources, &targets);
    if targets.is_empty() && sources.len() > 1 && rule.target_kind.is_none() && (symmetric || is_mutual(sentence, p)) {
        targets = sources.split_off(1);
    } else if symmetric && sources.is_empty() && targets.len() > 1 && memory.is_focal(&targets) {
        sources = vec![targets.remove(0)];
    }
    steps.after("mutual", &sources, &targets);
    if targets.is_empty() && rule.target_kind.is_none() && rule.target.iter().any(|s| s == "in") {
        targets = place_above(sentence, p, &sources);
    }
    steps.after("place", &sources, &targets);
    if loose {
        if targets.is_empty() && !sources.is_empty() {
            targets = near(sentence, p, &sources, false);
        } else if sources.is_empty() && !targets.is_empty() && rule.implied && !p.passive {
            sources = near(sentence, p, &targets, true);
        }
    }
    steps.after("near", &sources, &targets);
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
    steps.after("entry", &sources, &targets);
    if targets.is_empty() && !sources.is_empty() && !rule.reflexive {
        let by = author(sentence, p, rule, &sources);
        // what is denied is settled by whoever has charged them with it
        steps.sure |= by.is_some() && sentence.codebook.lexicon.is("denying-relation", rule.relation.name());
        targets.extend(by);
    }
    steps.after("author", &sources, &targets);
    let kinded = rule.source_kind.is_some() || rule.target_kind.is_some();
    if !rule.strict && !kinded && open_source && open_target && (sources.is_empty() || targets.is_empty()) {
        take_up(sentence, p, &mut sources, &mut targets);
    }
    steps.after("taken up", &sources, &targets);
    if (rule.implied && held || loose) && open_source && open_target {
        // what must be of a kind of its own is never only implied
        let (any_source, any_target) = (rule.source_kind.is_none(), rule.target_kind.is_none());
        if sources.is_empty() && targets.is_empty() && rule.implied && any_source && any_target {
            let joint = joint_subjects(sentence, p);
            if let ([first, others @ ..], true) = (joint.as_slice(), symmetric) {
                sources = vec![first.clone()];
                targets = others.to_vec();
            } else if let [first, others @ ..] = memory.parties_here().as_slice() {
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
            let told = answered.flatten().or_else(beside);
            steps.sure |= told.is_some();
            let implied = || memory.implied_target(&sources).cloned();
            targets.extend(told.or_else(implied).map(Party::implied));
        }
    }
    steps.after("implied", &sources, &targets);
    let unsaid =
        |slots: &[String]| slots.iter().filter(|s| !s.contains('.')).all(|s| fillers(sentence, p, s).is_empty());
    steps.sure |= fulfil(sentence, rule, &mut sources, &mut targets);
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
    steps.after("joined or asked", &sources, &targets);
    let clause = [
        (held, "held"),
        (loose, "loose"),
        (open_source, "open to a source"),
        (open_target, "open to a target"),
        (pronoun(&rule.source), "pronoun as source"),
        (pronoun(&rule.target), "pronoun as target"),
        (written(&rule.source), "word as source"),
        (written(&rule.target), "word as target"),
        (is_entry(sentence, p), "entry"),
        (is_noted(sentence, p), "noted"),
        (is_fragment(sentence, p), "fragment"),
    ];
    let clause = clause.into_iter().filter(|(is, _)| *is).map(|(_, name)| name).collect();
    let mut with = with;
    if !rule.relation.is_symmetric() {
        // "both", "the leaders": one word makes one claim
        together(&mut sources, &mut with);
        together(&mut targets, &mut with);
        with.retain(|x| !targets.iter().any(|t| t.same_side(x)));
    }
    Sides { sources, targets, with, steps, clause }
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

/// Whether the words are for rebels, who deal with their own state as with another: "a truce with a faction of Shan rebels".
pub(super) fn is_rebels(sentence: &Sentence<'_>, party: &Party) -> bool {
    let rebels = |t: Token<'_>| sentence.codebook.lexicon.is("rebel-noun", &lower_lemma(t));
    let words = || party.tokens.clone().map(|i| sentence.doc.token(i));
    let of = |t: Token<'_>| preps_of(t).into_iter().any(|(name, o)| name == "of" && rebels(o));
    party.entity.kind == EntityType::Group && words().any(|t| rebels(t) || of(t))
}

/// Those who do together what the noun's verb says: "Peru and Chile conclude talks on an accord". None where it is one alone.
fn joint_subjects(sentence: &Sentence<'_>, p: &Predicate) -> Vec<Party> {
    let mut both: Vec<Party> = Vec::new();
    for x in fillers(sentence, p, "v.subj").into_iter().flat_map(|t| sentence.resolver.parties(t)) {
        if is_actor(&x) && x.how == How::Named && !both.iter().any(|y| y.same_side(&x)) {
            both.push(x);
        }
    }
    if both.len() > 1 { both } else { Vec::new() }
}

/// Whether the clause says that what a land hosts is there or is not, and no more: "there is no Russian base".
fn is_told_to_be(sentence: &Sentence<'_>, p: &Predicate, rule: &Rule) -> bool {
    let head = sentence.doc.token(p.head);
    let there = |c: Token<'_>| c.dep() == "expl" && sentence.codebook.lexicon.is("there-adverb", &c.lower());
    let r = &sentence.resolver;
    let home = r.memory.focal.as_ref().and_then(|f| f.state.as_ref());
    let mut here = r
        .named
        .iter()
        .filter(|n| sentence.tokens.contains(&n.tokens.start) && !head.subtree().contains(&n.tokens.start));
    let alone = here.all(|n| n.entity.state.as_ref().is_none_or(|s| Some(s) == home));
    alone
        && sentence.codebook.lexicon.is("hosting-relation", rule.relation.name())
        && p.kind == PredicateKind::Noun
        && head.dep() == "attr"
        && head.head().children().any(there)
        && preps_of(head).into_iter().chain(preps_of(head.head())).all(|(_, o)| sentence.resolver.parties(o).is_empty())
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

/// The next reading of a pronoun that took the source's place, where the target's slots name what it was taken for.
fn next_source(sentence: &Sentence<'_>, p: &Predicate, rule: &Rule, source: &Party) -> Option<Party> {
    let taken = parties(sentence, p, &rule.target, None, |_| true);
    let clash = taken.iter().any(|t| {
        t.same_side(source)
            && t.tokens != source.tokens
            && t.entity.kind != EntityType::Company
            && !is_rebels(sentence, t)
    });
    if clash { source.next_reading(&|x: &Party| !taken.iter().any(|t| t.same_side(x))) } else { None }
}
