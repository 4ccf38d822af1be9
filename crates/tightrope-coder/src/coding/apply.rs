//! Applies the rules to the propositions of one sentence.

use super::attributes;
use super::candidate::Sensed;
use super::dating::{Dated, time};
use super::domains::domains;
use super::evidence::{evidence, object_words};
use super::shapes::is_fragment;
use super::sides::{Sides, is_rebels, sides};
use super::slots::{fillers, has_word};
use super::unnamed::Unnamed;
use super::{Attempt, Candidate, Miss, Scope, Sentence, scope};
use crate::codebook::{Effect, Governor, Rule, Trigger};
use crate::ellipsis::{is_copula, is_unsaid};
use crate::party::{How, Party};
use crate::plover::PloverRoot;
use crate::proposition::{Predicate, PredicateKind, lower_lemma};
use tightrope_nlp::Token;
use tightrope_statement::{EntityType, Polarity, Relation, RelationKind, Status};

/// Every reading that a rule makes of a proposition of the sentence.
pub fn candidates<'a>(sentence: &Sentence<'a>) -> Vec<Candidate<'a>> {
    let mut found = Vec::new();
    for p in sentence.propositions.all.iter().filter(|p| sentence.tokens.contains(&p.head)) {
        if p.kind == PredicateKind::Noun && in_name(sentence, p.head) {
            continue;
        }
        let mut surroundings: Option<Scope> = None;
        let before = found.len();
        for (rule, trigger) in sentence.codebook.candidates(p.kind, &p.lemma) {
            let Some(words) = trigger_words(sentence, p, trigger) else { continue };
            attempt(sentence, p, rule, &words, None, &mut surroundings, &mut found);
        }
        // where no rule reads it, or none says on whom, the lexicon of acts does
        let ruled = found.len();
        if found.iter().skip(before).all(|c| c.target.is_none())
            && let Some(act) = sentence.acts.get(&p.head)
            // a participle before a noun ("French-dominated") tells what is so, not what is done
            && sentence.doc.token(p.head).dep() != "amod"
            && let Ok(relation) = act.root.name().to_lowercase().parse::<Relation>()
        {
            for rule in sentence.codebook.lexical(relation, p.kind) {
                attempt(sentence, p, rule, &act.triggers, act.mode.as_deref(), &mut surroundings, &mut found);
            }
            // "agreed to meet": the promise is the claim, not what is promised
            found.iter_mut().skip(ruled).for_each(|c| c.governs = act.is_composed() || act.root == PloverRoot::Agree);
            if found.len() > ruled {
                found.drain(before..ruled);
            }
        }
    }
    found
}

/// Tries one rule on a proposition; `surroundings` are read once.
fn attempt<'a>(
    sentence: &Sentence<'a>,
    p: &'a Predicate,
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
    if rule.needs_support && !is_supported(sentence, p) && !stands_alone(sentence, p) {
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
        let known = |id: &str| sentence.resolver.directory.by_id(id).is_some();
        // a town stands for the state that is hit, held or left in it
        let towns = sentence.codebook.lexicon.is("local-relation", rule.relation.name());
        // a bare "it" is too often a thing; "its soldiers" and "us" are somebody
        let recalled = |x: &Party| {
            let words = || sentence.doc.span_text(x.tokens.clone()).to_lowercase();
            x.tokens.len() > 1 || sentence.codebook.lexicon.is("first-person", &words())
        };
        let plain = |x: Option<&Party>, source: bool| {
            is_plain(x, source || x.is_some_and(recalled), &known) || towns && !source && x.is_some_and(is_town)
        };
        let mut at = 0;
        found.retain(|c| {
            at += 1;
            at <= from || plain(c.source.as_ref(), true) && plain(c.target.as_ref(), false) && is_told(c)
        });
    }
    if let Some(mode) = mode {
        found.iter_mut().skip(from).for_each(|c| c.mode = Some(mode.to_owned()));
    }
}

/// Whether the words name or describe one of the two sides.
fn is_told(c: &Candidate<'_>) -> bool {
    [&c.source, &c.target].into_iter().flatten().any(|x| x.how <= How::Described)
}

fn is_town(party: &Party) -> bool {
    party.entity.kind == EntityType::Place && party.entity.state.is_some() && party.how <= How::Described
}

/// Whether the party is an actor of its own right; the source may be a pronoun.
fn is_plain(party: Option<&Party>, pronoun: bool, known: &impl Fn(&str) -> bool) -> bool {
    party.is_some_and(|x| {
        let acts = match x.entity.kind {
            EntityType::State | EntityType::Group => true,
            EntityType::Organisation => known(&x.entity.id) || x.entity.state.is_some(),
            EntityType::Person | EntityType::Company | EntityType::Institution => x.entity.state.is_some(),
            _ => false,
        };
        acts && (x.how <= How::Described || pronoun && x.how == How::Recalled)
    })
}

/// Whether the word is part of an organisation's name: the "alliance" of "Pacific Alliance" tells of no alliance.
fn in_name(sentence: &Sentence<'_>, token: usize) -> bool {
    sentence.resolver.mention(token).is_some_and(|n| {
        n.entity.kind == EntityType::Organisation
            && n.tokens.len() > 1
            && sentence.doc.token(token).text().starts_with(char::is_uppercase)
    })
}

fn miss<'a>(sentence: &Sentence<'a>, p: &Predicate, rule: &'a Rule, miss: Miss) {
    sentence.attempts.borrow_mut().push(Attempt { head: p.head, rule, miss });
}

/// Whether the verb above lends the noun this party.
fn is_lent(p: &Predicate, party: &Party) -> bool {
    p.args.iter().any(|a| a.inferred && a.role.starts_with("v.") && party.tokens.contains(&a.head))
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

/// Whether notes say by the noun alone that there is such a thing: "Peru: treaty of friendship since 1977".
fn stands_alone(sentence: &Sentence<'_>, p: &Predicate) -> bool {
    let memory = sentence.resolver.memory;
    let head = sentence.doc.token(p.head);
    let labelled = || head.dep() == "attr" && is_copula(head.head());
    memory.topic.is_some() && (is_fragment(sentence, p) || labelled())
}

pub(super) fn is_supported(sentence: &Sentence<'_>, p: &Predicate) -> bool {
    p.support.iter().any(|(verb, slot)| {
        let v = sentence.doc.token(*verb);
        sentence.codebook.governors.get(&crate::proposition::verb_lemma(v), slot).is_some()
    })
}

fn read<'a>(
    sentence: &Sentence<'a>,
    p: &'a Predicate,
    rule: &'a Rule,
    words: &[usize],
    s: &Scope,
    found: &mut Vec<Candidate<'a>>,
) {
    let sides = sides(sentence, p, rule);
    note_unnamed(sentence, p, rule, words, s, &sides);
    let Sides { sources, targets, with, .. } = sides;
    if let Some(holder) = &s.holder
        && holder.is_open()
        && sources.iter().chain(&targets).any(|x| is_lent(p, x))
    {
        return miss(sentence, p, rule, Miss::Unreal);
    }
    let symmetric = rule.relation.is_symmetric();
    let may_miss = |what: &str| rule.open.iter().any(|o| o == what);
    if sources.is_empty() && (!may_miss("source") || targets.is_empty()) {
        return miss(sentence, p, rule, Miss::NoSource);
    }
    // "the senate rejected the pension bill": between nobody but those at home
    let is_event = rule.relation.kind() == RelationKind::Event;
    let at_home = || ["obj", "comp.obj"].iter().any(|s| has_word(sentence, p, s, &["@home-matter".to_owned()]));
    let unsaid = targets.iter().all(|x| x.how == How::Implied);
    if targets.is_empty() && !may_miss("target") || unsaid && is_event && at_home() {
        return miss(sentence, p, rule, Miss::NoTarget);
    }
    let merge = (symmetric || rule.merge == Some(true))
        && targets.len() + sources.len() > 2
        && match rule.merge {
            Some(m) => m,
            None => p.kind == PredicateKind::Noun && sentence.doc.token(p.head).tag() != "NNS",
        };
    let mut pairs: Vec<Parties> = Vec::new();
    if merge && rule.mode.as_deref() == Some("third-party") {
        // whoever mediates does so between all the others
        let mut others = targets.into_iter().chain(with);
        let (target, with): (Option<Party>, Vec<Party>) = (others.next(), others.collect());
        pairs.extend(sources.into_iter().map(|source| Parties {
            source: Some(source),
            target: target.clone(),
            with: with.clone(),
        }));
    } else if merge {
        let (mut sources, mut targets) = (sources.into_iter(), targets.into_iter());
        let (source, target) = (sources.next(), targets.next());
        let mut rest: Vec<Party> = Vec::new();
        for x in sources.chain(targets).chain(with) {
            if ![&source, &target].into_iter().flatten().chain(&rest).any(|a| a.entity.id == x.entity.id) {
                rest.push(x);
            }
        }
        let target = if target.is_none() && !rest.is_empty() { Some(rest.remove(0)) } else { target };
        pairs.push(Parties { source, target, with: rest });
    } else if sources.is_empty() {
        pairs.extend(targets.into_iter().map(|t| Parties { source: None, target: Some(t), with: with.clone() }));
    } else {
        for source in sources {
            if targets.is_empty() {
                pairs.push(Parties { source: Some(source), target: None, with: with.clone() });
                continue;
            }
            for target in &targets {
                if rule.reflexive
                    || rule.target_kind.is_some()
                    || !source.same_side(target)
                    || is_rebels(sentence, target)
                {
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

/// Takes down a reading of which a side is filled by no slot, to be weighed when the sentence's others are known.
fn note_unnamed<'a>(
    sentence: &Sentence<'a>,
    p: &'a Predicate,
    rule: &'a Rule,
    words: &[usize],
    s: &Scope,
    sides: &Sides,
) {
    let Sides { sources, targets, with, steps, clause } = sides;
    // "Creditors: Venezuela (talks)"
    let doubted = is_fragment(sentence, p)
        && sentence.tokens.clone().any(|i| sentence.codebook.lexicon.is("label-doubt", &sentence.doc.token(i).lower()));
    let between_actors = rule.target_kind.is_none() && rule.source_kind.is_none();
    let source = sources.is_empty() || steps.source().is_some();
    let target = targets.is_empty() || steps.target().is_some();
    let both = sources.is_empty() && targets.is_empty();
    let (present, given, step) =
        if source { (targets, sources, steps.source()) } else { (sources, targets, steps.target()) };
    if between_actors && !steps.sure && !doubted && (source != target || both) && given.len() < 2 {
        sentence.unnamed.borrow_mut().push(Unnamed {
            predicate: p,
            rule,
            words: words.to_vec(),
            scope: s.clone(),
            present: present.clone(),
            given: given.first().cloned(),
            with: with.clone(),
            source,
            step,
            clause: clause.clone(),
        });
    }
}

/// The parties of one claim.
pub(super) struct Parties {
    pub source: Option<Party>,
    pub target: Option<Party>,
    pub with: Vec<Party>,
}

pub(super) fn make<'a>(
    sentence: &Sentence<'a>,
    p: &Predicate,
    rule: &'a Rule,
    words: &[usize],
    s: &Scope,
    parties: Parties,
) -> Candidate<'a> {
    let Parties { source, target, with } = parties;
    let mut trigger = words.to_vec();
    // a verb that answers an act of speech makes its own claim: "rejected X's accusations"
    let spoken = sentence.codebook.lexicon.is("spoken-act", &p.lemma);
    let answers = |g: &Governor| spoken && matches!(g.effect, Effect::Refused | Effect::Denied);
    trigger.extend(
        p.support
            .iter()
            .filter(|(v, slot)| {
                let lemma = crate::proposition::verb_lemma(sentence.doc.token(*v));
                sentence.codebook.governors.get(&lemma, slot).is_some_and(|g| !answers(&g))
            })
            .map(|x| x.0),
    );
    let object_heads = object_heads(sentence, p, rule);
    let object = rule.object_text.clone().or_else(|| object_heads.first().map(|h| object_words(sentence, *h)));
    let span = evidence(sentence, p, &trigger, [&source, &target].into_iter().flatten().chain(&with), &object_heads);
    let status = status(rule, s);
    // a denial that is itself a refusal: "has never recognised"
    let refusal = rule.denied_as.as_deref().filter(|_| s.denied).and_then(|id| sentence.codebook.rule(id));
    let rule = refusal.unwrap_or(rule);
    let status = if refusal.is_some() { Status::Actual } else { status };
    // the mode that the words themselves name: "bombed", "jailed"
    let act = sentence.acts.get(&p.head).filter(|act| act.root.name().eq_ignore_ascii_case(rule.relation.name()));
    let mode = rule.mode.clone().or_else(|| act?.mode.as_deref().map(str::to_owned));
    let mode = mode.or_else(|| met(sentence, p, rule, [&source, &target]).map(str::to_owned));
    Candidate {
        domains: of_organisation(sentence, target.as_ref())
            .unwrap_or_else(|| domains(sentence, p, rule, source.as_ref())),
        amount: attributes::amount(sentence, p, &trigger, &object_heads),
        time: time(
            sentence,
            &Dated {
                predicate: p,
                scope: s,
                trigger: &trigger,
                parties: target.iter().chain(&source).collect(),
                is_act: is_act(rule, status),
                is_read: rule.is_of_reader(),
            },
        ),
        polarity: if s.denied && refusal.is_none() { Polarity::Denied } else { rule.polarity.unwrap_or_default() },
        scope: s.clone(),
        head: p.head,
        held_by: p.support.iter().map(|s| s.0).collect(),
        weight: words.len() as i32 * 10 + rule.wants.len() as i32,
        mode,
        governs: false,
        weighed: Vec::new(),
        sensed: Sensed::default(),
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

/// How those met of whom the learned reader takes the sentence to tell it: on a visit where one stands in or goes to the
/// other's place, face to face where persons are named alone.
fn met(sentence: &Sentence<'_>, p: &Predicate, rule: &Rule, sides: [&Option<Party>; 2]) -> Option<&'static str> {
    let doc = sentence.doc;
    let lexicon = &sentence.codebook.lexicon;
    if !rule.is_of_reader() || rule.relation.name() != "consult" {
        return None;
    }
    let placed = |x: &Party| {
        x.tokens.clone().map(|i| doc.token(i)).any(|t| {
            let leads = |class: &str| lexicon.is(class, &t.head().lower());
            t.dep() == "pobj"
                && (leads("place-preposition") || leads("journey-preposition"))
                && x.entity.kind != EntityType::Person
        })
    };
    let here = |i: usize| doc.token(i).children().any(|c| c.dep() == "advmod" && lexicon.is("near-adverb", &c.lower()));
    let persons = sides.iter().all(|x| x.as_ref().is_some_and(|x| x.entity.kind == EntityType::Person));
    if sides.into_iter().flatten().any(placed) || here(p.head) {
        return Some("visit");
    }
    persons.then_some("meet")
}

/// Heads of the words that say what the claim is about.
pub(super) fn object_heads<'a>(sentence: &Sentence<'a>, p: &Predicate, rule: &Rule) -> Vec<Token<'a>> {
    let said = |slot: &String| -> Vec<Token<'a>> {
        fillers(sentence, p, slot).into_iter().filter(|t| !is_unsaid(*t)).collect()
    };
    let found = rule.object.iter().map(said).find(|f| !f.is_empty()).unwrap_or_default();
    match rule.is_of_reader() {
        true => matter(sentence, p, rule, found),
        false => found,
    }
}

/// Classes of what a relation is about, by which it is looked for where no rule says its place.
const MATTERS: [(&str, &[&str]); 3] = [
    ("builds", &["facility", "line-noun"]),
    ("supplies_arms_to", &["arms"]),
    ("supplies", &["goods", "commodity-noun"]),
];

/// What the learned reader's claim is about: the filler of the relation's usual place where it is of the right class, else the
/// nearest word of that class, in the claim's own words first.
fn matter<'a>(sentence: &Sentence<'a>, p: &Predicate, rule: &Rule, usual: Vec<Token<'a>>) -> Vec<Token<'a>> {
    let Some((_, classes)) = MATTERS.iter().find(|(relation, _)| *relation == rule.relation.name()) else {
        return usual;
    };
    let lexicon = &sentence.codebook.lexicon;
    let fits = |t: &Token<'a>| {
        let goods = || sentence.resolver.mention(t.i).is_some_and(|n| n.entity.kind == EntityType::Commodity);
        let weapon = || sentence.codebook.maker_of(&t.lower()).is_some();
        matches!(t.pos(), "NOUN" | "PROPN")
            && (classes.iter().any(|c| lexicon.is(c, &lower_lemma(*t)) || lexicon.is(c, &t.lower()))
                || rule.relation.name() == "supplies" && goods()
                || rule.relation.name() == "supplies_arms_to" && weapon())
    };
    if usual.iter().any(&fits) {
        return usual;
    }
    let within = sentence.doc.token(p.head).subtree();
    let words = sentence.tokens.clone().map(|i| sentence.doc.token(i)).filter(fits);
    let near = words.min_by_key(|t| (!within.contains(&t.i), t.i.abs_diff(p.head), t.i));
    match near {
        // the head of its phrase: "container port" is a port
        Some(t) => vec![t.ancestors().take_while(|up| up.pos() == "NOUN" && t.dep() == "compound").next().unwrap_or(t)],
        None => usual,
    }
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

/// Whether the claim is of something done at a point in time, not of a state of affairs.
pub(super) fn is_act(rule: &Rule, status: Status) -> bool {
    rule.relation.kind() == RelationKind::Event || matches!(status, Status::Signed | Status::Ended)
}

fn status(rule: &Rule, s: &Scope) -> Status {
    match (rule.status, s.status) {
        // an accord that is spoken of is concluded, unless words say that it is not
        (None, None) if rule.is_of_reader() && rule.relation.name() == "agreement" => Status::Signed,
        (None, None) => Status::Actual,
        (None, Some(Status::Signed)) if rule.relation.kind() == RelationKind::Event => Status::Actual,
        (None, Some(o)) => o,
        // a rule that reads an ending keeps it whatever governs it
        (Some(Status::Ended), _) => Status::Ended,
        // one that reads the ending of something else as what holds: "may no longer be exported"
        (Some(Status::Actual), Some(Status::Ended)) if rule.polarity.is_some() => Status::Actual,
        (Some(own), None | Some(Status::Actual | Status::Signed)) => own,
        // words offered are words spoken: "offered its thanks"
        (Some(Status::Actual), Some(Status::Offered)) if rule.relation.kind() == RelationKind::Event => Status::Actual,
        (Some(_), Some(o)) => o,
    }
}
