//! Phrases in the parse tree: which tokens belong to a noun, a verb, a clause.

use tightrope_nlp::{Doc, Token};

/// Labels of what stands before a noun and belongs to it.
const BEFORE: [&str; 11] =
    ["det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "advmod", "predet", "case", "neg"];
/// Labels of what the parser joins to a phrase that does not belong inside it.
const BESIDE: [&str; 5] = ["cc", "conj", "preconj", "appos", "parataxis"];
const SUBJECTS: [&str; 5] = ["nsubj", "nsubjpass", "csubj", "csubjpass", "expl"];

/// A parse with what is asked of it over and over.
pub(super) struct Tree<'a> {
    pub doc: &'a Doc,
    entity: Vec<Option<usize>>,
}

impl<'a> Tree<'a> {
    pub fn new(doc: &'a Doc) -> Self {
        let mut entity = vec![None; doc.len()];
        for (k, e) in doc.ents().iter().enumerate() {
            for cell in entity.iter_mut().take(e.end).skip(e.start) {
                *cell = Some(k);
            }
        }
        Tree { doc, entity }
    }

    /// Whether both tokens lie in one named entity.
    pub fn same_entity(&self, a: usize, b: usize) -> bool {
        let of = |i: usize| self.entity.get(i).copied().flatten();
        of(a).is_some() && of(a) == of(b)
    }

    /// The noun with what stands before it, and what `of` adds where it is wanted; sorted.
    pub fn noun(&self, head: Token<'a>, of: bool) -> Vec<usize> {
        let mut out = Vec::new();
        self.collect_noun(head, of, &mut out, 0);
        sorted(out)
    }

    fn collect_noun(&self, head: Token<'a>, of: bool, out: &mut Vec<usize>, depth: usize) {
        out.push(head.i);
        for c in head.children() {
            let hyphen = c.dep() == "punct" && c.text() == "-";
            if hyphen {
                out.push(c.i);
            } else if c.i < head.i {
                if BEFORE.contains(&c.dep()) {
                    let inner = below(c, &|t| matches!(t.dep(), "cc" | "conj" | "preconj" | "relcl" | "appos"));
                    out.extend(inner.into_iter().filter(|&i| {
                        let t = self.doc.token(i);
                        t.dep() != "punct" || t.text() == "-"
                    }));
                }
            } else if c.dep() == "case" || c.dep() == "nummod" && c.i == head.i + 1 {
                out.extend(below(c, &|_| false));
            } else if of && c.dep() == "prep" && c.lower() == "of" && depth < 8 {
                out.push(c.i);
                for g in c.children() {
                    match g.dep() {
                        "pobj" => self.collect_noun(g, true, out, depth + 1),
                        "pcomp" => out.extend(below(g, &|_| false)),
                        _ => {}
                    }
                }
            }
        }
        // A date or name that goes on after its head ("December 31, 1963") goes on here.
        let all = below(head, &|_| false);
        let mut next = head.i + 1;
        while self.same_entity(head.i, next) && all.contains(&next) {
            out.push(next);
            next += 1;
        }
    }

    /// The phrase with all that depends on it, but for coordination, appositions and clauses about it; sorted.
    pub fn whole(&self, head: Token<'a>) -> Vec<usize> {
        let mut out = vec![head.i];
        for c in head.children() {
            let outside = BESIDE.contains(&c.dep()) || matches!(c.dep(), "relcl" | "acl" | "advcl");
            if outside || c.dep() == "punct" && c.text() != "-" && !is_quote(c) {
                continue;
            }
            out.extend(below(c, &|_| false));
        }
        let mut out = sorted(out);
        let loose = |i: usize| {
            let t = self.doc.token(i);
            t.dep() == "punct" && !is_quote(t)
        };
        while out.len() > 1 && out.last().is_some_and(|&i| loose(i)) {
            out.pop();
        }
        let start = out.iter().position(|&i| !loose(i)).unwrap_or(0);
        out.split_off(start)
    }

    /// All of a clause, without quotation marks and the commas at its ends.
    pub fn clause(&self, verb: Token<'a>) -> Vec<usize> {
        let all = sorted(below(verb, &|_| false));
        let (first, last) = (all.first().copied(), all.last().copied());
        all.into_iter()
            .filter(|&i| {
                let t = self.doc.token(i);
                let at_end = Some(i) == first || Some(i) == last;
                !(t.dep() == "punct" && (is_quote(t) || at_end && matches!(t.text(), "," | ":")))
            })
            .collect()
    }

    /// Auxiliaries, negation, verb and particle; a coordinated verb takes the auxiliaries of the verb before it where
    /// its form needs them ("was cut and flushed").
    pub fn verb(&self, verb: Token<'a>) -> Vec<usize> {
        let mut out: Vec<usize> = verb
            .children()
            .filter(|c| matches!(c.dep(), "aux" | "auxpass" | "neg" | "prt"))
            .map(|c| c.i)
            .chain([verb.i])
            .collect();
        let bare = !verb.children().any(|c| matches!(c.dep(), "aux" | "auxpass"));
        if verb.dep() == "conj" && is_verb(verb.head()) && own_subjects(verb).is_empty() && bare {
            let before = verb.head();
            let shared: Vec<usize> = self
                .verb(before)
                .into_iter()
                .filter(|&i| matches!(self.doc.token(i).dep(), "aux" | "auxpass" | "neg"))
                .collect();
            let has_aux = shared.iter().any(|&i| self.doc.token(i).dep().starts_with("aux"));
            let same = verb.tag() == before.tag();
            if verb.tag() == "VBN" && has_aux || matches!(verb.tag(), "VBG" | "VB") && same {
                out.extend(shared);
            }
        }
        sorted(out)
    }
}

/// The token and all below it, without the branches to drop.
pub(super) fn below(token: Token<'_>, drop: &dyn Fn(Token<'_>) -> bool) -> Vec<usize> {
    let mut out = Vec::new();
    let mut open = vec![token];
    while let Some(t) = open.pop() {
        out.push(t.i);
        open.extend(t.children().filter(|&c| !drop(c)));
    }
    out
}

pub(super) fn sorted(mut tokens: Vec<usize>) -> Vec<usize> {
    tokens.sort_unstable();
    tokens.dedup();
    tokens
}

/// Whether the token stands as a verb.
pub(super) fn is_verb(token: Token<'_>) -> bool {
    token.tag().starts_with("VB") || matches!(token.pos(), "VERB" | "AUX")
}

/// Whether the token stands as a noun.
pub(super) fn is_nominal(token: Token<'_>) -> bool {
    matches!(token.pos(), "NOUN" | "PROPN" | "PRON" | "NUM" | "SYM" | "DET") || token.tag().starts_with("NN")
}

/// Whether the token asks or relates: who, which, where, relative that.
pub(super) fn is_relative(token: Token<'_>) -> bool {
    matches!(token.tag(), "WDT" | "WP" | "WRB" | "WP$")
        || token.lower() == "that" && matches!(token.dep(), "nsubj" | "nsubjpass" | "dobj" | "pobj" | "mark")
}

/// Whether the verb is an infinitive with its `to`.
pub(super) fn is_to_infinitive(verb: Token<'_>) -> bool {
    verb.tag() == "VB" && verb.children().any(|c| c.tag() == "TO")
}

/// Subjects of any kind that the verb itself has.
pub(super) fn own_subjects(verb: Token<'_>) -> Vec<Token<'_>> {
    verb.children().filter(|c| SUBJECTS.contains(&c.dep())).collect()
}

fn is_quote(token: Token<'_>) -> bool {
    matches!(token.tag(), "``" | "''") || matches!(token.text(), "\"" | "'" | "“" | "”" | "‘" | "’" | "`")
}
