//! Noun propositions: what a noun that names an act or a bond is joined to, and what its support verb lends it.

use super::args::{Predicate, PredicateKind};
use super::control::doer;
use super::extract::Propositions;
use super::phrases::set_agents;
use super::syntax::{conjuncts, first_conjunct, is_clause_verb, lower_lemma, preps_of};
use crate::codebook::Lexicon;
use crate::ellipsis::is_copula;
use tightrope_nlp::Token;

/// The noun as a predicate, where the lexicon knows it as one.
pub fn noun_predicate(
    noun: Token<'_>,
    verbs: &Propositions,
    lexicon: &Lexicon,
    is_actor: &dyn Fn(usize) -> bool,
) -> Option<Predicate> {
    let lemma = lower_lemma(noun);
    let lower = noun.lower();
    if !lexicon.is_noun_predicate(&lemma) && !lexicon.is_noun_predicate(&lower) {
        return None;
    }
    let lemma = if lexicon.is_noun_predicate(&lemma) { lemma } else { lower };
    let mut p = Predicate {
        kind: PredicateKind::Noun,
        head: noun.i,
        lemma,
        args: Vec::new(),
        support: Vec::new(),
        passive: false,
    };
    own_args(noun, &mut p, is_actor, false);
    // members of a coordination share what stands before and after it: "Chinese loans and grants to Kenya"
    let first = first_conjunct(noun);
    if first.i != noun.i && !p.args.iter().any(|a| matches!(a.role.as_str(), "nat" | "poss")) {
        own_args(first, &mut p, is_actor, true);
    }
    for sibling in noun.children().filter(|c| c.dep() == "conj") {
        for (name, object) in preps_of(sibling) {
            p.push(&name, object, true);
        }
    }
    for agent in set_agents(noun, lexicon) {
        p.push("by", agent, true);
    }
    named_behind(noun, lexicon, &mut p, is_actor);
    undergone(noun, &mut p, is_actor);
    subject_of_copula(noun, verbs, lexicon, &mut p);
    // "Peru's answer was an embargo": the embargo is Peru's
    let deeds: Vec<usize> = p.role("subj").map(|a| a.head).collect();
    for deed in deeds {
        let whose = doer(noun.doc().token(deed), lexicon);
        if whose.i != deed && !p.args.iter().any(|a| matches!(a.role.as_str(), "nat" | "poss")) {
            p.push("poss", whose, true);
        }
    }
    named_role(noun, verbs, lexicon, &mut p);
    support(noun, verbs, lexicon, &mut p);
    Some(p)
}

/// "Peru's main ally is Chad", "Bases: France": who stands behind the copula is what the noun names; behind a label's colon
/// any noun but one for a role has it as its adjective, "French bases".
fn named_behind(noun: Token<'_>, lexicon: &Lexicon, p: &mut Predicate, is_actor: &dyn Fn(usize) -> bool) {
    let copula = noun.head();
    let role = lexicon.is("role-noun", &p.lemma);
    if noun.dep() != "nsubj" || lower_lemma(copula) != "be" || !role && !is_copula(copula) {
        return;
    }
    for value in copula.children().filter(|c| c.dep() == "attr").flat_map(conjuncts) {
        if is_actor(value.i) {
            p.push(if role { "subj" } else { "nat" }, noun.doc().token(value.i), true);
        }
    }
    // "its bases: France" are French ones there
    for its in noun.children().filter(|c| c.dep() == "poss" && !role) {
        p.push("in", its, true);
    }
}

/// "Kuwait's invasion by Iraq": with a doer in a by-phrase the possessor undergoes the act.
fn undergone(noun: Token<'_>, p: &mut Predicate, is_actor: &dyn Fn(usize) -> bool) {
    let done_by = p.args.iter().any(|a| {
        a.role == "by"
            && !a.inferred
            && (is_actor(a.head) || noun.doc().token(a.head).children().any(|c| c.dep() != "prep" && is_actor(c.i)))
    });
    if !done_by {
        return;
    }
    for a in p.args.iter_mut().filter(|a| a.role == "poss") {
        a.role = "of".to_owned();
    }
}

fn own_args(noun: Token<'_>, p: &mut Predicate, is_actor: &dyn Fn(usize) -> bool, inferred: bool) {
    for child in noun.children() {
        match child.dep() {
            "poss" => p.push("poss", child, inferred),
            "amod" | "compound" | "nmod" | "npadvmod" | "quantmod" | "nummod" if child.i < noun.i => {
                nationality(child, p, is_actor, inferred)
            }
            "appos" => p.push("appos", child, inferred),
            // "a threat to strike X", "a promise that X would be helped"
            "acl" if !inferred && is_content(child) => p.push("comp", child, true),
            _ => {}
        }
    }
    // "former president Ana Lopez", "the alliance member Latvia": the name after a noun is who it is said of
    let bearer = noun.head();
    if matches!(noun.dep(), "compound" | "nmod") && noun.tag() == "NN" && bearer.pos() == "PROPN" && noun.i < bearer.i {
        p.push("bearer", bearer, inferred);
    }
    for (name, object) in preps_of(noun) {
        p.push(&name, object, inferred);
    }
    // "the donation of tents to Nepal": what the parser hangs on the thing done belongs to the deed
    for (_, thing) in preps_of(noun).into_iter().filter(|(name, _)| name == "of") {
        // "a tariff of 15 per cent on cars": what is counted takes no object of its own
        let counted = thing.children().any(|c| c.dep() == "nummod");
        for (name, object) in preps_of(thing) {
            if matches!(name.as_str(), "by" | "to" | "from" | "against" | "into")
                || counted && matches!(name.as_str(), "on" | "for" | "with" | "over" | "in")
            {
                p.push(&name, object, true);
            }
        }
    }
    // a participle's prepositions belong to what it describes: "an agreement reached with China"
    for c in noun.children().filter(|c| c.dep() == "acl" && c.tag() == "VBN") {
        for (name, object) in preps_of(c) {
            p.push(&name, object, true);
        }
    }
}

fn is_content(clause: Token<'_>) -> bool {
    clause.children().any(|c| c.i < clause.i && (c.dep() == "aux" && c.lower() == "to" || c.dep() == "mark"))
}

fn nationality(child: Token<'_>, p: &mut Predicate, is_actor: &dyn Fn(usize) -> bool, inferred: bool) {
    if is_actor(child.i) {
        p.push("nat", child, inferred);
    } else {
        p.push("mod", child, inferred);
    }
    for c in child
        .children()
        .filter(|c| matches!(c.dep(), "amod" | "compound" | "nmod" | "conj" | "npadvmod" | "poss" | "punct"))
    {
        if is_actor(c.i) {
            p.push("nat", c, inferred);
        } else if c.dep() != "punct" {
            p.push("mod", c, inferred);
        }
    }
}

fn subject_of_copula(noun: Token<'_>, verbs: &Propositions, lexicon: &Lexicon, p: &mut Predicate) {
    // "considers itself a friend": the small clause has its own subject
    if !noun.is_root()
        && let Some(subject) = noun.children().find(|c| c.dep() == "nsubj")
    {
        p.push("subj", subject, false);
        return;
    }
    if let Some(subject) = announced(noun) {
        p.push("subj", subject, true);
        return;
    }
    let first = standing_for(first_conjunct(noun), lexicon);
    // "is home to": the noun taken for an adverb
    let at = if matches!(first.dep(), "attr" | "oprd") || first.pos() == "ADV" && first.dep() == "advmod" {
        first
    } else if noun.dep() == "appos" {
        noun
    } else if first.dep() == "appos" {
        first
    } else {
        // "serves as a base", "is described as the linch-pin", "is among the suppliers": such phrases predicate too
        if first.dep() == "pobj"
            && matches!(first.head().lower().as_str(), "as" | "among" | "amongst")
            && !first.head().is_root()
        {
            let verb = first.head().head();
            if let Some(v) = verbs.at(verb.i) {
                let role = if v.passive || v.args.iter().any(|a| a.role == "obj") { "obj" } else { "subj" };
                for a in v.role(role) {
                    p.push("subj", noun.doc().token(a.head), true);
                }
            }
        }
        return;
    };
    if at.dep() == "appos" {
        p.push("subj", at.head(), true);
        return;
    }
    if let Some(v) = verbs.at(at.head().i) {
        let role =
            if v.passive || at.dep() == "oprd" && v.args.iter().any(|a| a.role == "obj") { "obj" } else { "subj" };
        for a in v.role(role) {
            p.push("subj", noun.doc().token(a.head), a.inferred);
        }
        for (name, object) in preps_of(at.head()) {
            p.push(&name, object, true);
        }
    }
}

/// The subject that a noun phrase before it describes: "A member of the Union, Malta depends on ...".
fn announced(noun: Token<'_>) -> Option<Token<'_>> {
    let verb = noun.head();
    let loose = !matches!(noun.dep(), "nsubj" | "nsubjpass" | "dobj" | "pobj" | "attr" | "conj" | "appos" | "compound");
    if noun.is_root() || !loose || noun.i > verb.i || !is_clause_verb(verb) {
        return None;
    }
    let subject = verb.children().find(|c| matches!(c.dep(), "nsubj" | "nsubjpass") && noun.i < c.i && c.i < verb.i)?;
    let doc = noun.doc();
    let first = (0..subject.subtree().start).rev().map(|i| doc.token(i)).next()?;
    (first.text() == "," && first.i + 1 == subject.subtree().start && first.i >= noun.subtree().end).then_some(subject)
}

/// "One of X's closest allies" stands where its "one" stands.
fn standing_for<'a>(noun: Token<'a>, lexicon: &Lexicon) -> Token<'a> {
    if noun.dep() == "pobj" && noun.head().lower() == "of" && !noun.head().is_root() {
        let above = noun.head().head();
        if above.pos() == "NUM" || lexicon.is("transparent-noun", &lower_lemma(above)) {
            return first_conjunct(above);
        }
    }
    noun
}

/// "X was the target of attacks", "X is home to a school": a noun says what part the copula's subject has.
fn named_role(noun: Token<'_>, verbs: &Propositions, lexicon: &Lexicon, p: &mut Predicate) {
    let first = first_conjunct(noun);
    if first.dep() != "pobj" || first.head().is_root() {
        return;
    }
    let part = first.head().head();
    let lemma = lower_lemma(part);
    let role = match first.head().lower().as_str() {
        "of" if lexicon.is("patient-noun", &lemma) => "patient",
        "of" if lexicon.is("agent-noun", &lemma) => "agent",
        "to" if lexicon.is("home-noun", &lemma) => "in",
        _ => return,
    };
    if matches!(part.dep(), "attr" | "oprd")
        && let Some(v) = verbs.at(part.head().i)
    {
        for a in v.role(if v.passive { "obj" } else { "subj" }) {
            p.push(role, noun.doc().token(a.head), true);
        }
    } else if part.dep() == "appos" {
        p.push(role, part.head(), true);
    }
}

/// Walks up from the noun to the verbs that hold it and takes over their other arguments.
fn support(noun: Token<'_>, verbs: &Propositions, lexicon: &Lexicon, p: &mut Predicate) {
    let doc = noun.doc();
    let first = first_conjunct(noun);
    let mut holders: Vec<(usize, String)> = Vec::new();
    let governor = first.head();
    match first.dep() {
        "dobj" => holders.push((governor.i, "obj".into())),
        "nsubjpass" => holders.push((governor.i, "obj".into())),
        // "an agreement concluded with X took effect": a participle taken for the main verb
        "nsubj" => holders.push((
            governor.i,
            if governor.tag() == "VBN" && !governor.children().any(|c| c.dep().starts_with("aux")) {
                "obj"
            } else {
                "subj"
            }
            .into(),
        )),
        "pobj" if !governor.is_root() => {
            let above = governor.head();
            // "the signing of the accord by X" tells who signs; "help with the water supply" does not tell who supplies
            let told = |v: &Predicate| v.kind != PredicateKind::Noun || lexicon.is("act-object", &governor.lower());
            if verbs.at(above.i).is_some_and(told) {
                holders.push((above.i, governor.lower()));
            } else if lexicon.is("transparent-noun", &lower_lemma(above)) || matches!(above.pos(), "NUM") {
                // "a number of agreements", "a series of talks": the quantity noun passes its place on
                let outer = first_conjunct(above);
                match outer.dep() {
                    "dobj" | "nsubjpass" => holders.push((outer.head().i, "obj".into())),
                    "nsubj" => holders.push((outer.head().i, "subj".into())),
                    "pobj" => holders.push((outer.head().head().i, outer.head().lower())),
                    _ => {}
                }
                for (name, object) in preps_of(above) {
                    if object.i != noun.i {
                        p.push(&name, object, true);
                    }
                }
            }
        }
        _ => {}
    }
    // "the loan that China gave", "an agreement signed by both"
    for c in noun.children().filter(|c| matches!(c.dep(), "acl" | "relcl")) {
        if let Some(v) = verbs.at(c.i) {
            if v.role("obj").any(|a| a.head == noun.i) {
                holders.push((c.i, "obj".into()));
            }
            if v.role("subj").any(|a| a.head == noun.i) {
                holders.push((c.i, "subj".into()));
            }
        }
    }
    for (verb, slot) in holders {
        let Some(v) = verbs.at(verb) else { continue };
        for a in &v.args {
            if a.head == noun.i || a.head == first.i {
                continue;
            }
            let role = match a.role.as_str() {
                "subj" => "v.subj",
                "obj" => "v.obj",
                "iobj" => "v.iobj",
                "attr" => "v.attr",
                "comp" | "advcl" | "acomp" => continue,
                other => other,
            };
            p.push(role, doc.token(a.head), true);
        }
        p.support.push((verb, slot));
    }
}
