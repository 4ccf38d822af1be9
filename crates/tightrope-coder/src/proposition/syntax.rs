//! Small questions to the parse that every later step asks.

use tightrope_nlp::Token;

/// Whether the token stands as a verb in its clause, by its tag or by what it governs.
///
/// The tagger takes many third-person verbs for plural nouns ("hosts"); a subject and an object give them away.
pub fn is_clause_verb(token: Token<'_>) -> bool {
    match token.pos() {
        "VERB" => true,
        "AUX" => !matches!(token.dep(), "aux" | "auxpass"),
        "NOUN" | "PROPN" | "ADJ" => {
            let has = |labels: &[&str]| token.children().any(|c| labels.contains(&c.dep()));
            has(&["nsubj", "nsubjpass"]) && has(&["dobj", "dative", "prep", "xcomp", "ccomp"]) && !has(&["cop"])
                || has(&["dobj"])
        }
        _ => false,
    }
}

/// Whether the gerund is what the verb before it is about: "ruled out joining", taken for an adverbial clause.
pub fn is_gerund_object(verb: Token<'_>) -> bool {
    let up = verb.head();
    verb.dep() == "advcl"
        && verb.tag() == "VBG"
        && verb.prev().is_some_and(|b| b.i == up.i || b.dep() == "prt" && b.head().i == up.i)
}

/// The lemma in lower case; the tagger's plural nouns that are verbs lose their ending as nouns do.
pub fn lower_lemma(token: Token<'_>) -> String {
    token.lemma().to_lowercase()
}

/// The verb's lemma with its particle: `carry out`.
pub fn verb_lemma(token: Token<'_>) -> String {
    let lemma = lower_lemma(token);
    match token.children().find(|c| c.dep() == "prt" && c.i > token.i) {
        Some(particle) => format!("{lemma} {}", particle.lower()),
        None => lemma,
    }
}

/// Whether the verb is passive: by its auxiliary, as a participle on its own, or with one in a coordination.
pub fn is_passive(verb: Token<'_>) -> bool {
    let has = |labels: &[&str]| verb.children().any(|c| labels.contains(&c.dep()));
    if has(&["nsubjpass", "auxpass", "csubjpass"]) {
        return true;
    }
    if verb.tag() != "VBN" || has(&["dobj", "aux"]) {
        return false;
    }
    match verb.dep() {
        "acl" | "amod" => true,
        // "is part-owned by X", "remains banned by X"
        "acomp" => true,
        // "Sanctioned by X, Y turned to Z"
        "advcl" => !has(&["nsubj"]),
        // "were signed and published"
        "conj" if !verb.is_root() => !has(&["nsubj"]) && is_passive(verb.head()),
        // "had its ships seized by X"
        "ccomp" => has(&["nsubj"]) && !has(&["mark"]) && verb.head().i < verb.i,
        _ => false,
    }
}

/// The token and what is coordinated with it, in text order; what "not" takes out is left out ("India but not China").
pub fn conjuncts(head: Token<'_>) -> Vec<Token<'_>> {
    let mut found = vec![head];
    let mut at = 0;
    while at < found.len() && found.len() < 64 {
        found.extend(found[at].children().filter(|c| c.dep() == "conj" && !is_taken_out(*c) || is_listed(*c)));
        at += 1;
    }
    found.sort_by_key(|t| t.i);
    found.dedup_by_key(|t| t.i);
    found
}

/// Whether "not" stands before the conjunct itself.
fn is_taken_out(conjunct: Token<'_>) -> bool {
    !matches!(conjunct.pos(), "VERB" | "AUX") && conjunct.children().any(|c| c.dep() == "neg" && c.i < conjunct.i)
}

/// "Mali, Niger and Chad": the parser hangs the list's second name on the first as an apposition.
fn is_listed(token: Token<'_>) -> bool {
    let names = |t: Token<'_>| t.pos() == "PROPN";
    token.dep() == "appos"
        && names(token)
        && names(token.head())
        && token.children().any(|c| c.dep() == "cc" && c.i > token.i)
        && token.children().any(|c| c.dep() == "conj" && names(c))
        && !token.children().any(|c| c.dep() == "poss" || c.dep() == "det")
}

/// The first conjunct of the coordination that the token belongs to.
pub fn first_conjunct(mut token: Token<'_>) -> Token<'_> {
    let mut steps = 0;
    while token.dep() == "conj" && !token.is_root() && steps < 64 {
        token = token.head();
        steps += 1;
    }
    token
}

/// Tokens of the noun phrase that the head governs, without clauses, appositions and conjuncts that follow.
pub fn noun_phrase(head: Token<'_>) -> std::ops::Range<usize> {
    let start = head
        .children()
        .filter(|c| {
            c.i < head.i
                && !matches!(
                    c.dep(),
                    "conj"
                        | "appos"
                        | "relcl"
                        | "punct"
                        | "cc"
                        | "preconj"
                        | "nsubj"
                        | "prep"
                        | "aux"
                        | "mark"
                        | "advmod"
                        | "neg"
                )
        })
        .map(|c| c.subtree().start)
        .min()
        .unwrap_or(head.i);
    start.min(head.i)..head.i + 1
}

/// Prepositions that the token governs, as one word each (`according to`, `on behalf of` keep their parts), with the
/// tokens they govern.
pub fn preps_of(token: Token<'_>) -> Vec<(String, Token<'_>)> {
    let mut found = Vec::new();
    for prep in token.children().filter(|c| {
        matches!(c.dep(), "prep" | "agent" | "dative") && c.pos() != "NOUN" && c.pos() != "PROPN" && c.pos() != "PRON"
    }) {
        collect_prep(prep, prep.lower(), &mut found, 0);
        // "closer to X", "side by side with X": under both names
        let own =
            |a: &Token<'_>| a.dep() == "advmod" && (a.head().i == token.i || a.head().i == prep.i) && a.i > token.i;
        let before = prep.prev().map(|a| if a.dep() == "fixed" { a.head() } else { a });
        if let Some(adverb) = before.filter(own) {
            let fixed: String = adverb.children().filter(|c| c.dep() == "fixed").map(|c| c.lower() + " ").collect();
            collect_prep(prep, format!("{} {fixed}{}", adverb.lower(), prep.lower()), &mut found, 0);
        }
    }
    // "throw out of", "get along with": what the parser hangs on the particle
    for particle in token.children().filter(|c| c.dep() == "prt" && c.i > token.i) {
        for prep in particle.children().filter(|c| c.dep() == "prep") {
            collect_prep(prep, prep.lower(), &mut found, 0);
            collect_prep(prep, format!("{} {}", particle.lower(), prep.lower()), &mut found, 0);
        }
    }
    // "put back on the list", "together with": what hangs on the verb's adverb
    if token.pos() == "VERB" {
        for adverb in token.children().filter(|c| c.dep() == "advmod" && c.i > token.i) {
            for prep in adverb.children().filter(|c| c.dep() == "prep" && !matches!(c.lower().as_str(), "of" | "than"))
            {
                collect_prep(prep, prep.lower(), &mut found, 0);
            }
        }
    }
    found
}

fn collect_prep<'a>(prep: Token<'a>, name: String, found: &mut Vec<(String, Token<'a>)>, depth: usize) {
    for child in prep.children() {
        match child.dep() {
            // "not with China but with India"
            "pobj" | "pcomp" if prep.children().any(|c| c.dep() == "neg") => {}
            "pobj" | "pcomp" => found.push((name.clone(), child)),
            // "from Oslo to Bergen": the second of two
            "prep" if depth < 3 && prep.children().any(|c| c.dep() == "pobj" && c.i < child.i) => {
                collect_prep(child, child.lower(), found, depth + 1);
            }
            "prep" if depth < 3 => collect_prep(child, format!("{name} {}", child.lower()), found, depth + 1),
            "conj" if child.pos() == "ADP" && depth < 3 => collect_prep(child, child.lower(), found, depth + 1),
            _ => {}
        }
    }
}
