//! What the words above and beside a predicate do to its claim: status, denial, hearsay, speakers.

use super::Sentence;
use crate::codebook::{Effect, Governor, Transfer};
use crate::proposition::{Predicate, PredicateKind, lower_lemma, preps_of, verb_lemma};
use crate::time::Tense;
use tightrope_nlp::Token;
use tightrope_statement::Status;

/// The reading of a predicate's surroundings.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// Status that a governor or modal sets.
    pub status: Option<Status>,
    /// Whether it is denied.
    pub denied: bool,
    /// Whether it is refused.
    pub refused: bool,
    /// Whether it is only supposed.
    pub hypothetical: bool,
    /// Whether it is threatened.
    pub threatened: bool,
    /// Hearsay.
    pub reported: bool,
    /// Estimate.
    pub estimated: bool,
    /// Tokens that head the speakers, innermost first.
    pub speakers: Vec<usize>,
    /// Tense of the clause.
    pub tense: Tense,
    /// The words that had an effect, for the explanation.
    pub causes: Vec<(usize, Effect)>,
}

impl Scope {
    fn apply(&mut self, effect: Effect, at: Token<'_>, speaker: Option<usize>) {
        match effect {
            Effect::None => return,
            Effect::Status(outer) => self.status = Some(compose(self.status, outer)),
            Effect::Denied => {
                if self.denied {
                    self.hypothetical = true;
                }
                self.denied = true;
            }
            Effect::Refused => self.refused = true,
            Effect::Said => self.speakers.extend(speaker),
            Effect::Reported => {
                self.reported = true;
                self.speakers.extend(speaker);
            }
            Effect::Estimated => {
                self.estimated = true;
                self.speakers.extend(speaker);
            }
            Effect::Hypothetical => self.hypothetical = true,
            Effect::Threatened => self.threatened = true,
        }
        self.causes.push((at.i, effect));
    }
}

/// Joins an inner status with that of the words above it.
fn compose(inner: Option<Status>, outer: Status) -> Status {
    use Status::{Actual, Considered, Ended, Offered, Planned, Signed, Sought};
    match (inner, outer) {
        (None | Some(Actual), o) => o,
        (Some(i), Actual | Signed) => i,
        (Some(i @ (Offered | Sought | Considered | Planned | Ended)), Planned) => i,
        (Some(Ended), Considered) => Considered,
        (_, o) => o,
    }
}

/// Reads the surroundings of a predicate.
pub fn scope(sentence: &Sentence<'_>, p: &Predicate) -> Scope {
    let doc = sentence.doc;
    let governors = &sentence.codebook.governors;
    let mut s = Scope::default();
    let head = doc.token(p.head);
    if p.kind == PredicateKind::Noun {
        noun_marks(sentence, head, &mut s);
    }
    let mut at = head;
    let mut verb_here = p.kind == PredicateKind::Verb;
    // whether the chain of complements from the predicate is unbroken, so that status and denial reach it
    let mut open = true;
    if verb_here {
        clause_marks(sentence, at, &mut s, open);
    }
    // "the sanctions that X imposed": the clause of the noun's own says whether they are real
    for (verb, _) in p.support.iter().filter(|(v, _)| doc.token(*v).head().i == p.head) {
        let verb = doc.token(*verb);
        if matches!(verb.dep(), "relcl" | "acl") {
            clause_marks(sentence, verb, &mut s, true);
            if let Some(g) = governors.get(&verb_lemma(verb), "obj") {
                s.apply(g.effect, verb, None);
            }
            s.tense = tense_of(verb);
            open = false;
        }
    }
    let mut steps = 0;
    let mut tense_set = verb_here || !open;
    if verb_here {
        s.tense = tense_of(at);
    }
    loop {
        steps += 1;
        if at.is_root() || steps > 40 {
            break;
        }
        let dep = at.dep();
        let up = at.head();
        let (governor, slot) = match dep {
            "dobj" | "nsubjpass" | "oprd" => (up, "obj".to_owned()),
            "nsubj" | "csubj" => (up, "subj".to_owned()),
            "attr" | "acomp" => (up, "attr".to_owned()),
            "ccomp" if at.i < up.i && clause_break(sentence, at, up) => (up, "para".to_owned()),
            "xcomp" | "ccomp" | "csubjpass" => (up, "comp".to_owned()),
            "pobj" | "pcomp" => {
                let (mut prep, mut name) = (up, up.lower());
                while matches!(prep.dep(), "prep") && matches!(prep.head().dep(), "prep" | "agent") && !prep.is_root() {
                    prep = prep.head();
                    name = format!("{} {}", prep.lower(), name);
                }
                if open && let Some(g) = governors.get(&name, "prep-self") {
                    s.apply(g.effect, prep, None);
                }
                (prep.head(), name)
            }
            "acl" if matches!(at.tag(), "VB" | "VBP") || up.pos() == "NOUN" && has_mark(at, "that") => {
                (up, "comp".to_owned())
            }
            "acl" if at.tag() == "VBG" => (up, "acl".to_owned()),
            "conj" => {
                // a conjunct shares the governor of the first; its own auxiliaries come before those it shares
                if verb_here && open && !has_own_aux(at) && is_same_form(at, up) {
                    clause_marks(sentence, up, &mut s, true);
                }
                at = up;
                continue;
            }
            "prep" | "agent" | "amod" | "compound" | "nmod" | "poss" => (up, "mod-of".to_owned()),
            "advcl" => {
                let mark = at
                    .children()
                    .find(|c| matches!(c.dep(), "mark" | "advmod") && c.i < at.i)
                    .map(|c| c.lower())
                    .unwrap_or_default();
                if open {
                    if let Some(g) = governors.get(&mark, "mark") {
                        s.apply(g.effect, at, None);
                    } else if (at.i == head.i
                        || p.support.iter().any(|(v, slot)| {
                            *v == at.i
                                && governors.get(&verb_lemma(at), slot).is_some_and(|g| g.transfer != Transfer::None)
                        }))
                        && at.children().any(|c| c.dep() == "aux" && c.lower() == "to")
                    {
                        // purpose clauses state an aim, not a fact
                        s.apply(Effect::Status(Status::Planned), at, None);
                    }
                }
                (up, "advcl".to_owned())
            }
            "parataxis" | "dep" => (up, "comp".to_owned()),
            _ => (up, "other".to_owned()),
        };
        let is_verb = matches!(governor.pos(), "VERB" | "AUX")
            || sentence.propositions.at(governor.i).is_some_and(|g| g.kind == PredicateKind::Verb);
        let lemma = if is_verb { verb_lemma(governor) } else { lower_lemma(governor) };
        if !tense_set && is_verb {
            s.tense = tense_of(governor);
            tense_set = true;
        }
        if matches!(slot.as_str(), "other" | "advcl" | "acl" | "para") {
            open = false;
        }
        let entry: Option<Governor> = governors.get(&lemma, &slot).or_else(|| governors.get(&governor.lower(), &slot));
        if let Some(g) = entry {
            let speaks = matches!(g.effect, Effect::Said | Effect::Reported | Effect::Estimated);
            if open || speaks {
                let speaker = if speaks { speaker_of(sentence, governor, is_verb) } else { None };
                s.apply(g.effect, governor, speaker);
            }
        } else if slot == "by" && is_verb {
            // a means is as real as what it serves
        } else if slot == "mod-of"
            || !is_verb
                && !matches!(slot.as_str(), "comp" | "attr")
                && !sentence.codebook.lexicon.is("transparent-noun", &lemma)
            || is_verb && !matches!(slot.as_str(), "attr" | "comp")
        {
            open = false;
        }
        if is_verb {
            if open {
                clause_marks(sentence, governor, &mut s, open);
            }
            verb_here = true;
        } else if open {
            noun_marks(sentence, governor, &mut s);
        }
        at = governor;
    }
    according_to(sentence, head, &mut s);
    s
}

/// Whether a semicolon, colon or dash parts the clause from the verb that the parser hangs it on.
fn clause_break(sentence: &Sentence<'_>, clause: Token<'_>, verb: Token<'_>) -> bool {
    let speaks = sentence
        .codebook
        .governors
        .get(&verb_lemma(verb), "comp")
        .is_some_and(|g| matches!(g.effect, Effect::Said | Effect::Reported | Effect::Estimated));
    !speaks && !has_mark(clause, "that")
}

fn has_mark(verb: Token<'_>, word: &str) -> bool {
    verb.children().any(|c| c.dep() == "mark" && c.lower() == word)
}

fn has_own_aux(verb: Token<'_>) -> bool {
    verb.children().any(|c| matches!(c.dep(), "aux" | "auxpass" | "nsubj" | "nsubjpass"))
}

fn is_same_form(a: Token<'_>, b: Token<'_>) -> bool {
    a.tag() == b.tag() || a.tag() == "VBN" && b.tag() == "VBD"
}

/// Auxiliaries, negation and adverbs of the clause.
fn clause_marks(sentence: &Sentence<'_>, verb: Token<'_>, s: &mut Scope, open: bool) {
    if !open {
        return;
    }
    let governors = &sentence.codebook.governors;
    let no_longer = verb
        .children()
        .any(|c| c.lower() == "longer" || (c.lower() == "more" && c.children().any(|d| d.lower() == "any")));
    for child in verb.children() {
        match child.dep() {
            "neg" if no_longer => s.apply(Effect::Status(Status::Ended), child, None),
            // an answer's "No," is no negation of what follows it
            "neg" if child.lower() == "no" => {}
            "neg" => s.apply(Effect::Denied, child, None),
            "aux" => {
                if let Some(g) = governors.get(&child.lower(), "aux") {
                    s.apply(g.effect, child, None);
                }
            }
            "advmod" | "npadvmod" | "prep" | "preconj" | "cc" => {
                let word = child.lower();
                if word == "longer" && child.children().any(|c| c.lower() == "no") {
                    s.apply(Effect::Status(Status::Ended), child, None);
                } else if let Some(g) = governors.get(&word, "adv") {
                    s.apply(g.effect, child, None);
                }
            }
            // "none of the parties signed", "no country has recognised", "neither A nor B"
            "nsubj" | "nsubjpass" | "dobj"
                if (child.children().any(|c| {
                    matches!(c.dep(), "det" | "neg" | "preconj" | "cc")
                        && sentence.codebook.lexicon.is("negative-determiner", &c.lower())
                }) || sentence.codebook.lexicon.is("negative-determiner", &child.lower())
                    && child.pos() != "NOUN") =>
            {
                s.apply(Effect::Denied, child, None);
            }
            "mark" => {
                if verb.dep() != "advcl"
                    && let Some(g) = governors.get(&child.lower(), "mark")
                {
                    s.apply(g.effect, child, None);
                }
            }
            _ => {}
        }
    }
    // inverted conditionals: "Had Iran signed", "Were it to leave"
    if verb.dep() == "advcl"
        && let Some(first) = verb.children().next()
        && first.dep().starts_with("aux")
        && matches!(first.lower().as_str(), "had" | "were" | "should")
        && verb.children().any(|c| matches!(c.dep(), "nsubj" | "nsubjpass") && c.i > first.i)
    {
        s.apply(Effect::Hypothetical, first, None);
    }
}

/// Determiners and adjectives of a noun: "no", "proposed", "former".
fn noun_marks(sentence: &Sentence<'_>, noun: Token<'_>, s: &mut Scope) {
    for child in noun.children() {
        if !matches!(child.dep(), "det" | "amod" | "neg" | "advmod" | "preconj" | "compound" | "nmod") {
            continue;
        }
        let lower = child.lower();
        if matches!(child.dep(), "det" | "neg" | "preconj")
            && sentence.codebook.lexicon.is("negative-determiner", &lower)
        {
            // a negated object was already seen from its verb
            if !matches!(noun.dep(), "nsubj" | "nsubjpass" | "dobj") || !matches!(noun.head().pos(), "VERB" | "AUX") {
                s.apply(Effect::Denied, child, None);
            }
        } else if let Some(g) = sentence.codebook.governors.get(&lower, "mod") {
            s.apply(g.effect, child, None);
        }
    }
}

/// The token that heads who says so: the verb's subject, the noun's possessor, or the noun itself.
fn speaker_of(sentence: &Sentence<'_>, governor: Token<'_>, is_verb: bool) -> Option<usize> {
    if !is_verb {
        return Some(governor.children().find(|c| c.dep() == "poss").map_or(governor.i, |c| c.i));
    }
    let p = sentence.propositions.at(governor.i)?;
    let role = if p.passive { "by" } else { "subj" };
    p.role(role).map(|a| a.head).next().or_else(|| {
        // "he's noted": the parser takes a contracted "has" for a passive
        let contracted = governor
            .children()
            .any(|c| c.dep() == "auxpass" && c.text().ends_with('s') && c.text() != "is" && c.text() != "was");
        if contracted { p.role("obj").map(|a| a.head).next() } else { None }
    })
}

/// "According to X" anywhere in the clauses above.
fn according_to(sentence: &Sentence<'_>, head: Token<'_>, s: &mut Scope) {
    for at in std::iter::once(head).chain(head.ancestors()) {
        for (name, object) in preps_of(at) {
            if let Some(g) = sentence.codebook.governors.get(&name, "source-prep") {
                s.apply(g.effect, object, Some(object.i));
            }
        }
    }
}

/// Tense of a verb with its auxiliaries.
fn tense_of(verb: Token<'_>) -> Tense {
    let future = verb
        .children()
        .any(|c| c.dep() == "aux" && matches!(c.lower().as_str(), "will" | "shall" | "'ll" | "’ll" | "wo"))
        || verb.dep() == "xcomp" && !verb.is_root();
    let past = matches!(verb.tag(), "VBD" | "VBN") && !future
        || verb.children().any(|c| c.dep().starts_with("aux") && matches!(c.tag(), "VBD"));
    if future {
        Tense::Future
    } else if past {
        Tense::Past
    } else {
        Tense::Present
    }
}
