//! Clauses: their subjects, their relations, and the propositions they make.

use super::arguments::{Found, antecedent, controlled_by_object, of_verb};
use super::proposition::{Argument, ArgumentKind, Modality, OpenProposition, Phrase, PropositionKind, Term};
use super::scope;
use super::tree::{Tree, below, is_nominal, is_relative, is_verb, own_subjects, sorted};
use crate::codebook::Codebook;
use crate::proposition::{conjuncts, first_conjunct, lower_lemma};
use std::ops::Range;
use tightrope_nlp::{Doc, Token};
use tightrope_statement::Polarity;

/// How far a chain of open complements or of shared subjects is followed.
const DEPTH: usize = 6;
/// How far before a relative pronoun its noun may stand where the parse does not tie them.
const REACH: usize = 8;

/// The open propositions of a parsed text, in the order of their verbs. The codebook says which words attribute.
pub fn open_propositions(doc: &Doc, codebook: &Codebook) -> Vec<OpenProposition> {
    let tree = Tree::new(doc);
    let mut out: Vec<OpenProposition> = Vec::new();
    for tokens in doc.sents().iter().filter(|s| !s.is_empty()) {
        let sentence = doc.span_bytes(tokens.clone());
        let here = out.len();
        for token in tokens.clone().map(|i| doc.token(i)) {
            let mut found = clause(&tree, codebook, token, &sentence);
            found.extend(apposition(&tree, codebook, token, &sentence));
            for p in found {
                if !out[here..].contains(&p) {
                    out.push(p);
                }
            }
        }
    }
    out
}

fn clause<'a>(tree: &Tree<'a>, codebook: &Codebook, verb: Token<'a>, sentence: &Range<usize>) -> Vec<OpenProposition> {
    let modifier = matches!(
        verb.dep(),
        "aux" | "auxpass" | "amod" | "compound" | "det" | "case" | "mark" | "prep" | "punct" | "nmod"
    );
    if !is_verb(verb) || modifier || is_inside_relation(verb) {
        return Vec::new();
    }
    let subjects = subjects(tree, verb, 0);
    if subjects.is_empty() {
        return Vec::new();
    }
    let mut out = Vec::new();
    for reading in readings(tree, verb, tree.verb(verb), 0) {
        let mut args = of_verb(tree, reading.verb, 0);
        let mut before = reading.args;
        before.extend(fronted(tree, verb));
        if args.is_empty() && before.is_empty() {
            args.extend(adverb(reading.verb));
        }
        before.retain(|a| !args.contains(a));
        args.extend(before);
        let scope = scope::of(tree, codebook, verb, &reading.relation, &subjects);
        let adverbs = adverbs(reading.verb);
        let whole = sorted([reading.relation.as_slice(), &adverbs].concat());
        for (object, others) in arrange(reading.verb.i, args) {
            for &s in &subjects {
                let mut term = |f: &Found| argument(tree, codebook, f);
                let object = object.as_ref().map(&mut term);
                let denied = scope.denied || scope::negated_noun(tree, codebook, s);
                out.push(OpenProposition {
                    sentence: sentence.clone(),
                    kind: PropositionKind::Clause,
                    subject: noun_term(tree, s),
                    relation: Phrase::of(tree.doc, &whole),
                    bare_relation: Phrase::of(tree.doc, &reading.relation),
                    object,
                    arguments: others.iter().map(term).collect(),
                    attribution: scope.attribution.clone(),
                    polarity: if denied { Polarity::Denied } else { Polarity::Affirmed },
                    modality: scope.modality,
                });
            }
        }
    }
    out
}

/// Whether the verb is part of the relation of a verb above it.
fn is_inside_relation(verb: Token<'_>) -> bool {
    let first = first_conjunct(verb);
    !first.is_root() && (is_open_complement(first) || first.head().dep() == "acomp" && is_after_adjective(first))
}

/// Whether the verb lengthens the relation of the verb it depends on ("helped to raise").
fn is_open_complement(verb: Token<'_>) -> bool {
    verb.dep() == "xcomp"
        && is_verb(verb)
        && is_verb(verb.head())
        && own_subjects(verb).is_empty()
        && !controlled_by_object(verb)
}

/// Whether the verb follows an adjective ("able to reinforce").
fn is_after_adjective(verb: Token<'_>) -> bool {
    matches!(verb.dep(), "xcomp" | "ccomp" | "advcl") && verb.tag() == "VB" && own_subjects(verb).is_empty()
}

/// A relation that a verb makes, the verb it ends in, and arguments found on the way there.
struct Reading<'a> {
    relation: Vec<usize>,
    verb: Token<'a>,
    args: Vec<Found>,
}

fn readings<'a>(tree: &Tree<'a>, verb: Token<'a>, relation: Vec<usize>, depth: usize) -> Vec<Reading<'a>> {
    let adjective = verb.children().find(|a| a.dep() == "acomp" && a.children().any(is_after_adjective));
    let complements: Vec<Token<'a>> = match adjective {
        Some(a) => a.children().filter(|c| is_after_adjective(*c)).collect(),
        None => verb.children().filter(|c| is_open_complement(*c)).collect(),
    };
    if complements.is_empty() || depth >= DEPTH {
        return vec![Reading { relation, verb, args: Vec::new() }];
    }
    let mut own = of_verb(tree, verb, 0);
    let mut relation = relation;
    if let Some(a) = adjective {
        own.retain(|f| f.head != Some(a.i));
        relation.extend(tree.noun(a, false));
    }
    let mut out = Vec::new();
    for last in complements.into_iter().flat_map(conjuncts).filter(|v| is_verb(*v)) {
        let longer = [relation.as_slice(), &tree.verb(last)].concat();
        for mut reading in readings(tree, last, longer, depth + 1) {
            reading.args.splice(0..0, own.iter().cloned());
            out.push(reading);
        }
    }
    out
}

/// What the clause speaks of: its own subject, or one that it shares, inherits or belongs to.
pub(super) fn subjects<'a>(tree: &Tree<'a>, verb: Token<'a>, depth: usize) -> Vec<usize> {
    if depth > DEPTH {
        return Vec::new();
    }
    let doc = tree.doc;
    let heads = |t: Token<'a>| conjuncts(t).into_iter().map(|t| t.i).collect::<Vec<_>>();
    if let Some(subject) = verb.children().find(|c| matches!(c.dep(), "nsubj" | "nsubjpass")) {
        if !is_relative(subject) {
            return heads(subject);
        }
        if let Some(noun) = antecedent(verb) {
            return vec![noun.i];
        }
        if !matches!(subject.tag(), "WDT" | "WP") || verb.dep() == "ccomp" {
            return heads(subject);
        }
        // The parse does not tie the pronoun to a noun: the nearest one before it, within the clause.
        return (subject.i.saturating_sub(REACH - 1)..subject.i)
            .rev()
            .map(|i| doc.token(i))
            .take_while(|t| matches!(t.pos(), "NOUN" | "PROPN") || !is_verb(*t))
            .find(|t| matches!(t.pos(), "NOUN" | "PROPN"))
            .map(|t| t.i)
            .into_iter()
            .collect();
    }
    if let Some(there) = verb.children().find(|c| c.dep() == "expl") {
        return vec![there.i];
    }
    if verb.is_root() {
        return Vec::new();
    }
    let above = verb.head();
    match verb.dep() {
        "conj" | "advcl" if is_verb(above) => subjects(tree, above, depth + 1),
        "acl" if matches!(verb.tag(), "VBN" | "VBG" | "VBD") => vec![above.i],
        "relcl" => vec![above.i],
        "pcomp" => {
            // Through its prepositions to the verb; a gerund on a noun ("the ease of acquiring") has no subject.
            let clause = above.ancestors().find(|a| a.dep() != "prep" || is_verb(*a));
            clause.filter(|c| is_verb(*c)).map_or_else(Vec::new, |c| subjects(tree, c, depth + 1))
        }
        "xcomp" | "ccomp" if is_verb(above) => {
            let object =
                above.children().find(|c| matches!(c.dep(), "dobj" | "dative") && c.i < verb.i && is_nominal(*c));
            object.map_or_else(|| subjects(tree, above, depth + 1), heads)
        }
        "xcomp" | "ccomp" if above.dep() == "acomp" => subjects(tree, above.head(), depth + 1),
        _ => Vec::new(),
    }
}

/// Phrases before the subject of the first verb hold for the verbs coordinated with it ("In 1879 he was ... and was").
fn fronted<'a>(tree: &Tree<'a>, verb: Token<'a>) -> Vec<Found> {
    let first = first_conjunct(verb);
    if first.i == verb.i || !is_verb(first) || !own_subjects(verb).is_empty() {
        return Vec::new();
    }
    let Some(subject) = own_subjects(first).into_iter().next() else { return Vec::new() };
    let mut found = of_verb(tree, first, 0);
    found.retain(|a| matches!(a.kind, ArgumentKind::Oblique | ArgumentKind::Time) && a.start() < subject.i);
    found
}

/// The adverb that completes a verb with nothing else ("do not recover quickly").
fn adverb(verb: Token<'_>) -> Option<Found> {
    let adverb = verb.children().find(|c| c.dep() == "advmod" && c.i > verb.i)?;
    Some(Found {
        kind: ArgumentKind::Adverb,
        connective: Vec::new(),
        head: None,
        tokens: sorted(below(adverb, &|_| false)),
        further: Vec::new(),
    })
}

/// Short adverbs between subject and verb.
fn adverbs(verb: Token<'_>) -> Vec<usize> {
    let subject = verb.children().filter(|c| matches!(c.dep(), "nsubj" | "nsubjpass")).map(|c| c.i).max();
    verb.children()
        .filter(|c| c.dep() == "advmod" && c.i < verb.i && !is_relative(*c) && subject.is_none_or(|s| s < c.i))
        .map(|c| below(c, &|_| false))
        .filter(|tokens| tokens.len() <= 2)
        .flatten()
        .collect()
}

/// One arrangement for each object, or for each end of the first prepositional phrase: what stands first, and the
/// others, those after the verb before those in front of it.
fn arrange(verb: usize, args: Vec<Found>) -> Vec<(Option<Found>, Vec<Found>)> {
    let (objects, rest): (Vec<_>, Vec<_>) = args.into_iter().partition(|a| a.kind == ArgumentKind::Object);
    let (before, mut others): (Vec<_>, Vec<_>) = rest.into_iter().partition(|a| a.start() < verb);
    let after = others.len();
    others.extend(before);
    if !objects.is_empty() {
        return objects.into_iter().map(|o| (Some(o), others.clone())).collect();
    }
    let first = others.iter().take(after).find(|a| !a.connective.is_empty()).or(others.first());
    let Some(first) = first.cloned() else { return vec![(None, Vec::new())] };
    let same = |a: &Found| match first.connective.first() {
        Some(c) => a.connective.first() == Some(c),
        None => *a == first,
    };
    let (group, others): (Vec<_>, Vec<_>) = others.into_iter().partition(same);
    group.into_iter().map(|g| (Some(g), others.clone())).collect()
}

/// "Kasim Hilas, one of the prisoners": the noun is what is set beside it.
fn apposition<'a>(
    tree: &Tree<'a>,
    codebook: &Codebook,
    token: Token<'a>,
    sentence: &Range<usize>,
) -> Vec<OpenProposition> {
    let noun = |t: Token<'_>| matches!(t.pos(), "NOUN" | "PROPN");
    if token.dep() != "appos" || !is_nominal(token.head()) || !noun(token) {
        return Vec::new();
    }
    let beside = token.head();
    let is = Phrase { text: "is".to_owned(), spans: Vec::new() };
    let scope = scope::of(tree, codebook, beside, &[], &[]);
    conjuncts(token)
        .into_iter()
        .map(|t| {
            // The name is the subject, wherever it stands: "my friend, Matthew Rick".
            let swapped = t.pos() == "PROPN" && beside.pos() == "NOUN";
            let (a, b) = if swapped { (t, beside) } else { (beside, t) };
            let found = Found {
                kind: ArgumentKind::Object,
                connective: Vec::new(),
                head: Some(b.i),
                tokens: Vec::new(),
                further: Vec::new(),
            };
            OpenProposition {
                sentence: sentence.clone(),
                kind: PropositionKind::Apposition,
                subject: noun_term(tree, a.i),
                relation: is.clone(),
                bare_relation: is.clone(),
                object: Some(argument(tree, codebook, &found)),
                arguments: Vec::new(),
                attribution: scope.attribution.clone(),
                polarity: Polarity::Affirmed,
                modality: Modality::Plain,
            }
        })
        .collect()
}

fn noun_term(tree: &Tree<'_>, head: usize) -> Term {
    let token = tree.doc.token(head);
    Term {
        whole: Phrase::of(tree.doc, &tree.whole(token)),
        core: Phrase::of(tree.doc, &tree.noun(token, true)),
        head: Phrase::of(tree.doc, &tree.noun(token, false)),
    }
}

fn argument(tree: &Tree<'_>, codebook: &Codebook, found: &Found) -> Argument {
    let doc = tree.doc;
    let term = match found.head {
        Some(head) => noun_term(tree, head),
        None => {
            let words = Phrase::of(doc, &found.tokens);
            Term { whole: words.clone(), core: words.clone(), head: words }
        }
    };
    let opens = found.connective.first().map(|&i| doc.token(i));
    let mut further: Vec<Argument> = Vec::new();
    for f in &found.further {
        let mut a = argument(tree, codebook, f);
        a.in_name = a.of && found.head.zip(f.head).is_some_and(|(x, y)| tree.same_entity(x, y));
        further.push(a);
    }
    Argument {
        kind: found.kind,
        connective: Phrase::of(doc, &found.connective),
        term,
        further,
        agent: opens.is_some_and(|t| t.dep() == "agent"),
        in_name: false,
        of: opens.is_some_and(|t| t.lower() == "of"),
        linking: found.head.map(|h| doc.token(h)).is_some_and(|h| {
            codebook.lexicon.is("linking-noun", &lower_lemma(h))
                && h.children().all(|c| c.dep() == "punct" || c.tag() == "DT")
        }),
    }
}
