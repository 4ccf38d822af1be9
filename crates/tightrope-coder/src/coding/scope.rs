//! What the words above and beside a predicate do to its claim: status, denial, hearsay, speakers.

use super::Sentence;
use super::complements::{has_to, infinitive, is_bare_infinitive, is_cleft_denied, is_open_question, marker, said_of};
use super::marks::{clause_marks, noun_marks, tense_of};
use super::speakers::{according_to, asides, is_passive_alone, speaker_of};
use crate::codebook::{Effect, Governor, Transfer};
use crate::proposition::{Predicate, PredicateKind, is_gerund_object, lower_lemma, verb_lemma};
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
    /// The surroundings of a verb that lends a noun its parties without holding it: "if X sheltered under Y's umbrella".
    pub holder: Option<Box<Scope>>,
    /// Tense of the clause.
    pub tense: Tense,
    /// The words that had an effect, for the explanation.
    pub causes: Vec<(usize, Effect)>,
}

impl Scope {
    /// Whether what it surrounds is not told as a fact: denied, refused, supposed, threatened or only thought of.
    pub(super) fn is_open(&self) -> bool {
        self.denied || self.hypothetical || self.refused || self.threatened || self.status == Some(Status::Considered)
    }

    pub(super) fn apply(&mut self, effect: Effect, at: Token<'_>, speaker: Option<usize>) {
        match effect {
            Effect::None => return,
            Effect::Status(outer) => self.status = Some(compose(self.status, outer)),
            // "has not ended": what is denied is the ending
            Effect::Denied if self.status == Some(Status::Ended) => self.status = None,
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
    for (verb, _) in p.support.iter().filter(|(v, slot)| slot == "obj" && doc.token(*v).head().i == p.head) {
        let verb = doc.token(*verb);
        if matches!(verb.dep(), "relcl" | "acl") {
            clause_marks(sentence, verb, &mut s, true);
            if let Some(g) = governors.get(&verb_lemma(verb), "obj") {
                s.apply(g.effect, verb, None);
            }
            s.tense = tense_of(sentence, verb);
            open = false;
        }
    }
    // a relative clause was read above
    let own = |verb: &usize| matches!(doc.token(*verb).dep(), "relcl" | "acl") && doc.token(*verb).head().i == p.head;
    for (verb, slot) in p.support.iter().filter(|(verb, _)| !own(verb)) {
        let verb = doc.token(*verb);
        if governors.get(&verb_lemma(verb), slot).is_none() {
            // what stands above the verb counts as well: "declined to take part in joint patrols"
            let whole = sentence.propositions.at(verb.i).filter(|q| q.kind == PredicateKind::Verb && q.head != p.head);
            let mut holder = whole.map(|q| scope(sentence, q)).unwrap_or_default();
            if whole.is_none() {
                clause_marks(sentence, verb, &mut holder, true);
            }
            s.holder = Some(Box::new(holder));
        }
    }
    let mut steps = 0;
    let mut tense_set = verb_here || !open;
    if verb_here {
        s.tense = tense_of(sentence, at);
    }
    loop {
        steps += 1;
        if at.is_root() || steps > 40 {
            // a headline: "Oslo to host talks"
            if open && is_bare_infinitive(at) && at.children().any(|c| c.dep() == "nsubj" && c.i < at.i) {
                s.apply(Effect::Status(Status::Planned), at, None);
            }
            break;
        }
        let dep = at.dep();
        let up = at.head();
        let (governor, slot) = match dep {
            "dobj" | "nsubjpass" => (up, "obj".to_owned()),
            "nsubj" | "csubj" => {
                // "to call it an ally is absurd": an infinitive as subject is only thought of
                if open && dep == "csubj" && has_to(at) {
                    s.apply(Effect::Hypothetical, at, None);
                }
                (up, "subj".to_owned())
            }
            // "the days when X sold gas are over"
            "relcl" if sentence.codebook.lexicon.is("era-noun", &lower_lemma(up)) => (up, "comp".to_owned()),
            "attr" | "acomp" | "oprd" => (up, "attr".to_owned()),
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
            "relcl" if up.pos() == "NOUN" && (has_mark(at, "that") || has_mark(at, "for")) => (up, "comp".to_owned()),
            // "little reason to support X", "a road to be built by X"
            "relcl" if has_to(at) => (up, "comp".to_owned()),
            "relcl" if open && is_cleft_denied(at) => {
                s.apply(Effect::Denied, up.head(), None);
                (up, "other".to_owned())
            }
            "acl" if at.tag() == "VBG" => (up, "acl".to_owned()),
            "conj" => {
                // a conjunct shares the governor of the first; its own auxiliaries come before those it shares
                let nor =
                    open && verb_here && up.children().any(|c| c.dep() == "cc" && c.lower() == "nor" && c.i < at.i);
                if nor {
                    s.apply(Effect::Denied, at, None);
                } else if verb_here && open && !has_own_aux(at) && is_same_form(at, up) {
                    clause_marks(sentence, up, &mut s, true);
                }
                at = up;
                continue;
            }
            "prep" | "agent" | "amod" | "compound" | "nmod" | "poss" => (up, "mod-of".to_owned()),
            "advcl" if is_gerund_object(at) => (up, "comp".to_owned()),
            // "were X to host a base"
            "advcl" if lower_lemma(up) == "be" && at.children().any(|c| c.tag() == "TO") => (up, "comp".to_owned()),
            "advcl" => {
                if open {
                    let purpose = || {
                        at.i == head.i
                            || p.support.iter().any(|(v, slot)| {
                                let lends = governors.get(&verb_lemma(at), slot);
                                *v == at.i && lends.is_some_and(|g| g.transfer != Transfer::None)
                            })
                    };
                    if let Some(g) = marker(sentence, at) {
                        s.apply(g.effect, at, None);
                    } else if has_to(at) && purpose() {
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
            s.tense = tense_of(sentence, governor);
            tense_set = true;
        }
        if matches!(slot.as_str(), "other" | "advcl" | "acl" | "para") {
            open = false;
        }
        let told = open && is_verb && said_of(sentence, governor, &slot, at, &mut s);
        // "is said to have signed": a passive that names nobody is hearsay
        let unsaid = is_verb && is_passive_alone(sentence, governor);
        let hearsay = if unsaid { governors.get(&lemma, &format!("{slot}-passive")) } else { None };
        // "told the guards to leave" gives an order, "told them that it left" gives an account
        let order = (slot == "comp" && is_verb && is_bare_infinitive(at)).then(|| governors.get(&lemma, "infinitive"));
        let entry: Option<Governor> = hearsay
            .or_else(|| order.flatten())
            .or_else(|| governors.get(&lemma, &slot))
            .or_else(|| governors.get(&governor.lower(), &slot));
        // "too proud to ask"
        if open && slot == "comp" && !is_verb && governor.children().any(|c| c.dep() == "advmod" && c.lower() == "too")
        {
            s.apply(Effect::Hypothetical, governor, None);
        }
        if open && entry.is_none() && !told {
            if slot == "comp"
                && let Some(effect) = infinitive(sentence, at, governor, is_verb)
            {
                s.apply(effect, governor, None);
            } else if dep == "pcomp"
                && at.tag() == "VBG"
                && is_verb
                && let Some(g) = governors.get(&slot, "gerund")
            {
                s.apply(g.effect, governor, None);
            }
        }
        let survives = at.i == head.i
            && p.kind == PredicateKind::Noun
            && slot == "obj"
            && sentence.codebook.lexicon.is("spoken-act", &p.lemma);
        if let Some(g) = entry.filter(|g| !(survives && matches!(g.effect, Effect::Refused | Effect::Denied))) {
            let speaks = matches!(g.effect, Effect::Said | Effect::Reported | Effect::Estimated);
            if open && slot == "comp" && sentence.codebook.lexicon.is("denying-verb", &lemma) {
                // a denial is somebody's word
                s.speakers.extend(speaker_of(sentence, governor, is_verb));
            }
            if open || speaks {
                let speaker = if speaks { speaker_of(sentence, governor, is_verb) } else { None };
                s.apply(g.effect, governor, speaker);
                // "was wrongly reported"
                let wrongly = |c: &Token<'_>| c.dep() == "advmod" && governors.get(&c.lower(), "adv-said").is_some();
                if open
                    && speaks
                    && let Some(adverb) = governor.children().find(wrongly)
                {
                    s.apply(Effect::Denied, adverb, None);
                }
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
        // "do not forget that X holds Y": what is not forgotten is no less true
        if slot == "comp" && sentence.codebook.lexicon.is("factive-word", &lemma) && !has_to(at) {
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
    if open && is_open_question(sentence, at) {
        s.apply(Effect::Hypothetical, at, None);
    }
    according_to(sentence, head, &mut s);
    asides(sentence, head, &mut s);
    s
}

/// Whether a semicolon, colon or dash parts the clause from the verb that the parser hangs it on.
fn clause_break(sentence: &Sentence<'_>, clause: Token<'_>, verb: Token<'_>) -> bool {
    let speaks = sentence
        .codebook
        .governors
        .get(&verb_lemma(verb), "comp")
        .is_some_and(|g| matches!(g.effect, Effect::Said | Effect::Reported | Effect::Estimated));
    let parted = verb.children().any(|c| c.text() == ";" && c.i > clause.i && c.i < verb.i);
    parted || !speaks && !has_mark(clause, "that")
}

fn has_mark(verb: Token<'_>, word: &str) -> bool {
    verb.children().any(|c| c.dep() == "mark" && c.lower() == word)
}

fn has_own_aux(verb: Token<'_>) -> bool {
    verb.children().any(|c| matches!(c.dep(), "aux" | "auxpass" | "nsubj" | "nsubjpass"))
}

/// Whether the second verb shares what stands before the first; a finite verb is denied for itself alone.
fn is_same_form(a: Token<'_>, b: Token<'_>) -> bool {
    matches!(a.tag(), "VB" | "VBN" | "VBG") && a.tag() == b.tag() || a.tag() == "VBN" && b.tag() == "VBD"
}
