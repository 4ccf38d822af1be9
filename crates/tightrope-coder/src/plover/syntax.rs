//! What stands around a predicate: objects, prepositions, clauses, subjects.

use super::lexicon::WordKind;
use tightrope_nlp::Token;

/// The kind of word that may head a reading, where it is one.
pub(super) fn kind_of(token: Token<'_>) -> Option<WordKind> {
    if is_clause_verb(token) {
        return Some(WordKind::Verb);
    }
    match token.pos() {
        "NOUN" => Some(WordKind::Noun),
        // A capital makes it a name: "March", "the Stock Exchange".
        "PROPN" if token.text().starts_with(char::is_lowercase) => Some(WordKind::Noun),
        "ADJ" => Some(WordKind::Adjective),
        _ => None,
    }
}

pub(super) fn lemma(token: Token<'_>) -> String {
    token.lemma().to_lowercase()
}

/// Whether the token stands as a verb: by its tag, or by a subject and an object where the tagger saw a noun.
fn is_clause_verb(token: Token<'_>) -> bool {
    match token.pos() {
        "VERB" => true,
        "AUX" => !matches!(token.dep(), "aux" | "auxpass"),
        "NOUN" | "PROPN" | "ADJ" => {
            let has = |labels: &[&str]| token.children().any(|c| labels.contains(&c.dep()));
            has(&["dobj"]) || has(&["nsubj", "nsubjpass"]) && has(&["dative", "prep", "xcomp", "ccomp"])
        }
        _ => false,
    }
}

/// The token and what is coordinated with it.
pub(super) fn conjuncts(head: Token<'_>) -> Vec<Token<'_>> {
    let mut found = vec![head];
    let mut at = 0;
    while let Some(&token) = found.get(at).filter(|_| found.len() < 64) {
        found.extend(token.children().filter(|c| c.dep() == "conj"));
        at += 1;
    }
    found
}

fn first_conjunct(mut token: Token<'_>) -> Token<'_> {
    for _ in 0..64 {
        if token.dep() != "conj" {
            break;
        }
        token = token.head();
    }
    token
}

fn is_relative_pronoun(token: Token<'_>) -> bool {
    matches!(token.tag(), "WDT" | "WP")
}

/// Direct objects, subjects of a passive, predicate nouns; the noun that a participle or relative clause modifies
/// where the clause lacks its object. With what is coordinated.
pub(super) fn objects(token: Token<'_>) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut relative = false;
    for child in token.children() {
        match child.dep() {
            "dobj" | "nsubjpass" | "attr" | "oprd" if is_relative_pronoun(child) => relative = true,
            "dobj" | "nsubjpass" | "attr" | "oprd" => found.extend(conjuncts(child)),
            "dative" if child.pos() != "ADP" => found.extend(conjuncts(child)),
            _ => {}
        }
    }
    let clause = first_conjunct(token);
    let passive_participle = clause.dep() == "acl" && token.tag() == "VBN";
    if (relative || passive_participle) && matches!(clause.dep(), "acl" | "relcl") {
        found.push(clause.head());
    }
    if found.is_empty() && token.dep() == "conj" && token.tag() == "VBN" {
        // "was arrested and charged": the second participle shares the first one's subject.
        found.extend(token.head().children().filter(|c| c.dep() == "nsubjpass"));
    }
    found
}

/// Prepositions, particles and adverbs of the token and of its objects, with what they govern.
pub(super) fn preps(token: Token<'_>) -> Vec<(String, Vec<Token<'_>>)> {
    let mut found = Vec::new();
    let mut heads = vec![token];
    heads.extend(token.children().filter(|c| {
        matches!(c.dep(), "dobj" | "nsubjpass" | "attr" | "acomp" | "oprd" | "dative" | "advmod" | "prt" | "prep")
    }));
    for head in heads {
        for child in head.children() {
            if matches!(child.dep(), "prep" | "agent" | "prt" | "advmod" | "dative" | "advcl" | "mark" | "pcomp")
                && matches!(child.pos(), "ADP" | "ADV" | "SCONJ" | "PART" | "ADJ" | "NOUN")
            {
                let mut governed = Vec::new();
                for inner in child.children().filter(|c| matches!(c.dep(), "pobj" | "pcomp")) {
                    governed.extend(conjuncts(inner));
                }
                if !governed.first().is_some_and(|t| is_temporal(*t)) {
                    found.push((child.lower(), governed));
                }
            }
        }
    }
    found
}

/// Whether the token belongs to a date or time of day, by the entity recogniser.
fn is_temporal(token: Token<'_>) -> bool {
    let mut entities = token.doc().ents().iter();
    entities.any(|e| matches!(e.label.as_str(), "DATE" | "TIME") && (e.start..e.end).contains(&token.i))
}

/// The particle of a verb, where it has one: `back` in "rolled back".
pub(super) fn particle(token: Token<'_>) -> Option<String> {
    let mut near = token.children().filter(|c| c.i == token.i + 1);
    near.find(|c| matches!(c.dep(), "prt" | "advmod" | "prep")).map(|c| c.lower())
}

/// Verbs of the clauses that the token governs.
pub(super) fn clauses(token: Token<'_>) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    for child in token.children() {
        match child.dep() {
            "xcomp" | "ccomp" => found.extend(conjuncts(child)),
            "acl" if matches!(child.tag(), "VB" | "VBG") => found.extend(conjuncts(child)),
            "advcl" if child.tag() == "VB" => found.push(child),
            "prep" => found.extend(child.children().filter(|c| c.dep() == "pcomp")),
            "dobj" => found.extend(child.children().filter(|c| c.dep() == "acl" && c.tag() == "VBG")),
            "acomp" | "oprd" => found.extend(child.children().filter(|c| matches!(c.dep(), "xcomp" | "ccomp"))),
            _ => {}
        }
    }
    found
}

/// Subjects, agents of a passive, and for a bare coordinated verb the first one's subject.
pub(super) fn subjects(token: Token<'_>) -> Vec<Token<'_>> {
    let mut at = token;
    for _ in 0..8 {
        let mut found = Vec::new();
        for child in at.children() {
            match child.dep() {
                "nsubj" | "csubj" => found.extend(conjuncts(child)),
                "agent" => found.extend(child.children().filter(|c| c.dep() == "pobj").flat_map(conjuncts)),
                _ => {}
            }
        }
        if !found.is_empty() {
            return found;
        }
        match at.dep() {
            "conj" | "xcomp" | "advcl" => at = at.head(),
            "acl" | "relcl" => return vec![at.head()],
            _ => break,
        }
    }
    Vec::new()
}

/// Whether the predicate is denied: "not", "never", "no longer", "no" before a noun.
pub(super) fn is_negated(token: Token<'_>) -> bool {
    token.children().any(|c| {
        c.dep() == "neg"
            || matches!(c.lower().as_str(), "never" | "neither" | "nor")
            || c.dep() == "det" && c.lower() == "no"
    })
}

/// Whether the verb stands in the future or the future of the past.
pub(super) fn is_future(token: Token<'_>) -> bool {
    let mut at = token;
    for _ in 0..4 {
        if at.children().any(|c| {
            c.dep() == "aux" && matches!(c.lower().as_str(), "will" | "'ll" | "’ll" | "shall" | "would" | "wo")
        }) {
            return true;
        }
        if at.dep() != "conj" {
            break;
        }
        at = at.head();
    }
    token.dep() == "xcomp" && {
        let head = token.head();
        head.lower() == "going" || head.lemma() == "be"
    }
}

/// Whether the verb is an obligation laid on its subject.
pub(super) fn is_obligation(token: Token<'_>) -> bool {
    token.children().any(|c| c.dep() == "aux" && matches!(c.lower().as_str(), "must" | "should" | "ought"))
        || matches!(token.lemma(), "need" | "ought") && token.children().any(|c| c.dep() == "xcomp")
}

/// Subjects that stand under the verb itself, of the active or the passive.
pub(super) fn own_subjects(verb: Token<'_>) -> Vec<Token<'_>> {
    verb.children().filter(|c| matches!(c.dep(), "nsubj" | "nsubjpass" | "csubj" | "expl")).collect()
}
