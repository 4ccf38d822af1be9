//! Verbs that the tagger takes for nouns after the name of an actor: "Bolivia exports gas", "Norway and Sweden fund the
//! hospital", "only then would Chile voice support".

use super::{Edit, Known, move_children};
use crate::proposition::lower_lemma;
use tightrope_nlp::{Doc, Token};

/// Lemmas cut wrongly: "stag" for "staged", "instal" for "installed", "readie" for "readied".
pub(super) fn lemmas(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let mended = |t: Token<'_>| {
        let lemma = lower_lemma(t);
        let last = lemma.chars().next_back()?;
        let is_verb = |word: &str| known.lexicon.is_verb_predicate(word);
        if lemma == t.lower() || is_verb(&lemma) {
            return None;
        }
        let in_y = lemma.strip_suffix("ie").map(|stem| format!("{stem}y"));
        [format!("{lemma}e"), format!("{lemma}{last}")].into_iter().chain(in_y).find(|longer| is_verb(longer))
    };
    doc.tokens()
        .filter(|t| matches!(t.tag(), "VBD" | "VBN" | "VBG" | "VBZ"))
        .filter_map(|t| Some(Edit { token: t.i, lemma: Some(mended(t)?), ..Edit::default() }))
        .collect()
}

/// The name before a supposed noun.
#[derive(Clone, Copy)]
struct Subject<'a> {
    head: Token<'a>,
    /// Its last word.
    last: Token<'a>,
    /// Its first word.
    first: usize,
    /// The auxiliary before it, in an inverted clause.
    aux: Option<Token<'a>>,
    plural: bool,
}

/// "The highway links ports in A with B": what a line does, taken for a noun.
pub(super) fn lines(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for t in doc.tokens().filter(|t| t.tag() == "NNS" && t.dep() == "compound") {
        let (head, Some(line)) = (t.head(), t.prev()) else { continue };
        let runs = line.tag() == "NN"
            && line.dep() == "compound"
            && (line.head().i == t.i || line.head().i == head.i)
            && ["line-noun", "route"].iter().any(|class| known.lexicon.is(class, &lower_lemma(line)))
            && known.lexicon.is("line-verb", &lower_lemma(t));
        if !runs || head.i < t.i || !head.is_root() || has_verb(head, t) {
            continue;
        }
        edits.push(Edit { lemma: Some(lower_lemma(t)), ..Edit::hang(t.i, t.i, "ROOT").tagged("VBZ", "VERB") });
        edits.push(Edit::hang(line.i, t.i, "nsubj"));
        edits.push(Edit::hang(head.i, t.i, "dobj"));
        edits.extend(move_children(head, line.i, |c| c.i < line.i));
        edits.extend(move_children(t, line.i, |c| c.i < line.i));
        edits.extend(move_children(head, t.i, |c| {
            c.dep() == "punct" || c.dep() == "prep" && matches!(c.lower().as_str(), "with" | "to")
        }));
    }
    edits
}

/// "A catamaran sails between A and B": what carries people between places, its verb taken for the noun of the sentence.
pub(super) fn sailings(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for t in doc.tokens().filter(|t| t.tag() == "NNS" && t.is_root() && known.lexicon.is("line-verb", &lower_lemma(*t)))
    {
        let Some(line) = t.prev().filter(|p| p.tag() == "NN" && p.dep() == "compound" && p.head().i == t.i) else {
            continue;
        };
        let carries = ["vehicle", "service-line", "line-noun"].iter().any(|c| known.lexicon.is(c, &lower_lemma(line)));
        let goes = t.children().any(|c| c.i > t.i && c.dep() == "prep");
        if carries && goes && !has_verb(t, t) {
            edits.push(Edit { lemma: Some(lower_lemma(t)), ..Edit::dep(t.i, "ROOT").tagged("VBZ", "VERB") });
            edits.push(Edit::hang(line.i, t.i, "nsubj"));
            edits.extend(move_children(t, line.i, |c| c.i < line.i));
        }
    }
    edits
}

/// "Peru's Acme runs Chile's network": a verb whose subject and object are taken for a compound and an apposition.
pub(super) fn named_roots(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for t in
        doc.tokens().filter(|t| t.tag() == "VBZ" && t.is_root() && known.lexicon.is_verb_predicate(&lower_lemma(*t)))
    {
        let name = t.prev().filter(|p| p.tag() == "NNP" && p.dep() == "compound" && p.head().i == t.i);
        let object = t.children().find(|c| c.dep() == "appos" && c.i > t.i && c.subtree().start == t.i + 1);
        let whole = t.children().any(|c| matches!(c.dep(), "nsubj" | "nsubjpass" | "dobj"));
        if let (Some(name), Some(object), false) = (name, object, whole) {
            edits.push(Edit::dep(t.i, "ROOT").tagged("VBZ", "VERB"));
            edits.push(Edit::hang(name.i, t.i, "nsubj"));
            edits.push(Edit::hang(object.i, t.i, "dobj"));
            edits.extend(move_children(t, name.i, |c| {
                c.i < name.i && matches!(c.dep(), "poss" | "compound" | "amod" | "det")
            }));
        }
    }
    edits
}

/// Nouns that can only be the verb of the actor named before them.
pub(super) fn nouns(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for t in doc.tokens() {
        let tagged_noun = matches!(t.tag(), "NNS" | "NNPS" | "NN") || t.tag() == "VBZ" && t.dep() == "compound";
        if !tagged_noun || !known.lexicon.is_verb_predicate(&lower_lemma(t)) {
            continue;
        }
        let Some(subject) = subject(t, known) else { continue };
        // a verb in -s stands with one actor, one without with several or after an auxiliary
        if (t.tag() == "NN") != (subject.plural || subject.aux.is_some()) {
            continue;
        }
        let head = t.head();
        let object = matches!(t.dep(), "compound" | "nmod") && head.i > t.i;
        if object && (subject.aux.is_some() || !has_verb(head, t)) {
            edits.extend(over_object(t, head, subject, known));
        } else if t.dep() == "relcl" {
            edits.extend(in_relative(t, subject));
        } else if t.dep() == "nsubj" && head.i == t.i + 1 && matches!(head.tag(), "VBD" | "VBN") {
            edits.extend(over_participle(t, head, subject, known));
        } else if t.tag() == "NN" && t.is_root() && subject.plural && !has_verb(t, t) && t.children().any(|c| c.i > t.i)
        {
            edits.push(verb(t, subject, t.i, "ROOT"));
            edits.push(Edit::hang(subject.head.i, t.i, "nsubj"));
        } else if t.is_root() && subject.aux.is_none() && !has_verb(t, t) {
            let object = beside(doc, t, known);
            // "Chad invests in Togo": no noun at all
            let verbal = || !known.lexicon.is_noun_predicate(&lower_lemma(t)) && t.children().any(|c| c.i > t.i);
            // "Athens protests.": a heading has no full stop
            let sentence =
                || t.tag() != "NN" && doc.tokens().nth(t.i + 1).is_some_and(|x| x.text() == "." && x.head().i == t.i);
            if object.is_some() || verbal() || sentence() {
                edits.push(verb(t, subject, t.i, "ROOT"));
                edits.push(Edit::hang(subject.head.i, t.i, "nsubj"));
                edits.extend(object.map(|o| Edit::hang(o.i, t.i, "dobj")));
            }
        }
    }
    edits
}

/// What the parser takes for an apposition of the sentence's first noun, with no comma between, or for an adverb of it:
/// "Chad hosts French troops", "Chad invades Togo".
fn beside<'a>(doc: &'a Doc, t: Token<'a>, known: &Known<'_>) -> Option<Token<'a>> {
    t.children().find(|c| {
        (c.dep() == "appos" || c.dep() == "npadvmod" && c.pos() == "PROPN" && known.actor(*c))
            && c.i > t.i
            && (t.i + 1..c.i).all(|i| doc.token(i).pos() != "PUNCT")
    })
}

/// Names of actors right after a verb without an object that the parser takes for adverbs: "invaded Armenia".
pub(super) fn objects(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let object = |t: &Token<'_>| {
        let verb = t.head();
        // "invaded Armenia", "detains the journalist Jan Novak"
        let called = || t.subtree().start == verb.i + 1 && doc.token(verb.i + 1).pos() == "DET";
        t.dep() == "npadvmod"
            && t.pos() == "PROPN"
            && verb.pos() == "VERB"
            && (t.i == verb.i + 1 && known.actor(*t) || called())
            && !verb.children().any(|c| matches!(c.dep(), "dobj" | "nsubjpass" | "auxpass"))
    };
    doc.tokens().filter(object).map(|t| Edit::dep(t.i, "dobj")).collect()
}

/// Nouns at the head of a sentence that the tagger takes for verbs: "Aid to Nepal doubled".
pub(super) fn starters(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let starts = |t: &Token<'_>| {
        t.is_sent_start()
            && t.tag() == "VB"
            && t.dep() == "csubj"
            && known.lexicon.is_noun_predicate(&t.lower())
            && t.children().all(|c| matches!(c.dep(), "prep" | "punct"))
    };
    doc.tokens().filter(starts).map(|t| Edit::dep(t.i, "nsubj").tagged("NN", "NOUN")).collect()
}

/// "A fisheries vessel": what sails or flies, taken for a verb behind a plural.
pub(super) fn craft(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for t in doc.tokens().filter(|t| matches!(t.tag(), "VB" | "VBP") && t.pos() == "VERB") {
        let lower = t.lower();
        let craft = known.lexicon.is("vehicle", &lower) || known.lexicon.is("warcraft", &lower);
        let owned =
            t.children().any(|c| c.dep().starts_with("nsubj") || c.dep().starts_with("aux") || c.dep() == "dobj");
        let before =
            t.prev().filter(|p| p.tag() == "NNS" && p.children().any(|c| c.dep() == "det" && c.lower() != "the"));
        let Some(kind) = before.filter(|_| craft && !owned && !known.lexicon.is_verb_predicate(&lower)) else {
            continue;
        };
        if kind.head().i == t.i {
            continue;
        }
        edits.push(Edit { lemma: Some(lower), ..Edit::hang(t.i, kind.head().i, kind.dep()).tagged("NN", "NOUN") });
        edits.push(Edit::hang(kind.i, t.i, "compound"));
        edits.extend(move_children(kind, t.i, |_| true));
        // what was joined to it goes on from the verb before
        let verb = kind.ancestors().find(|a| a.pos() == "VERB" && a.i < t.i);
        let goes_on = |c: &Token<'_>| c.i > t.i && matches!(c.dep(), "conj" | "cc" | "advmod" | "punct");
        edits.extend(verb.map_or_else(Vec::new, |v| move_children(t, v.i, goes_on)));
    }
    edits
}

/// "Rejects that ruling": a noun in -ing behind a pointing word, taken for a clause.
pub(super) fn pointed(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for t in doc.tokens().filter(|t| t.dep() == "ccomp" && t.tag() == "VBG" && t.head().i < t.i) {
        let Some(that) = t.prev().filter(|p| p.lower() == "that" && p.head().i == t.i) else { continue };
        let alone = t.children().all(|c| c.i == that.i || matches!(c.dep(), "punct" | "prep" | "advmod"));
        if alone && known.lexicon.is("judged-deed", &t.lower()) {
            edits.push(Edit { lemma: Some(t.lower()), ..Edit::dep(t.i, "dobj").tagged("NN", "NOUN") });
            edits.push(Edit::dep(that.i, "det").tagged("DT", "DET"));
        }
    }
    edits
}

/// The name of the actor right before the word, where it opens its phrase.
fn subject<'a>(t: Token<'a>, known: &Known<'_>) -> Option<Subject<'a>> {
    let last = t.prev()?;
    if !known.actor(last) || !matches!(last.tag(), "NNP" | "NNPS" | "NN") {
        return None;
    }
    let mut first = last;
    while let Some(p) = first.prev().filter(|p| known.actor(*p) && p.tag() != "JJ") {
        first = p;
    }
    let mut plural = false;
    let mut head = last;
    if last.dep() == "conj" && known.actor(last.head()) && last.head().pos() == "PROPN" {
        plural = true;
        head = last.head();
        first = head;
        while let Some(p) = first.prev().filter(|p| known.actor(*p) && p.tag() != "JJ") {
            first = p;
        }
    }
    let mut before = first.prev();
    if let Some(the) = before.filter(|p| p.lower() == "the" && (last.i > first.i || last.tag() == "NNPS" || plural)) {
        first = the;
        before = the.prev();
    }
    let aux = before.filter(|p| p.tag() == "MD" || p.pos() == "AUX" && lower_lemma(*p) == "do");
    let opens = before.is_none_or(|p| {
        matches!(p.tag(), "WDT" | "WP")
            || !matches!(
                p.pos(),
                "DET" | "ADJ" | "NOUN" | "PROPN" | "NUM" | "PART" | "ADP" | "VERB" | "PRON" | "AUX" | "CCONJ"
            )
            || p.pos() == "CCONJ" && !known.actor(p.prev().unwrap_or(p)) && !plural
    });
    (aux.is_some() || opens || first.is_sent_start()).then_some(Subject { head, last, first: first.i, aux, plural })
}

/// Whether the phrase's own clause has a verb, so that the noun needs none.
fn has_verb(object: Token<'_>, supposed: Token<'_>) -> bool {
    let verb = |t: Token<'_>| {
        t.i != supposed.i && matches!(t.tag(), "VBD" | "VBZ" | "VBP" | "MD")
            || t.pos() == "AUX"
            || t.tag() == "VBN" && t.dep() != "acl"
    };
    // the clause above may be a speaker's: "Oslo said that Norway funds hospitals"
    if !object.is_root() && !matches!(object.dep(), "ccomp" | "conj" | "parataxis" | "dep" | "advcl") {
        let top = object.ancestors().last().unwrap_or(object);
        return verb(object.head()) || top.children().any(verb);
    }
    object.children().any(|c| verb(c) && !matches!(c.dep(), "relcl" | "advcl" | "parataxis" | "ccomp" | "conj"))
}

fn verb(t: Token<'_>, subject: Subject<'_>, head: usize, dep: &str) -> Edit {
    let tag = match (subject.aux, subject.plural) {
        (Some(_), _) => "VB",
        (None, true) => "VBP",
        (None, false) => "VBZ",
    };
    Edit { lemma: Some(lower_lemma(t)), ..Edit::hang(t.i, head, dep).tagged(tag, "VERB") }
}

fn over_object(t: Token<'_>, object: Token<'_>, subject: Subject<'_>, known: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    let above = object.head();
    let condition = subject.aux.is_some()
        && above.i < subject.first
        && above.children().any(|c| c.dep() == "mark" || c.tag() == "WRB");
    if object.is_root() {
        edits.push(verb(t, subject, t.i, "ROOT"));
    } else if condition {
        // "only if X relented would Y voice support": the condition hangs on what it is for
        let (head, dep) = if above.is_root() { (t.i, "ROOT") } else { (above.head().i, above.dep()) };
        edits.push(verb(t, subject, head, dep));
        edits.push(Edit::hang(above.i, t.i, "advcl"));
        edits.extend(move_children(above, t.i, |c| c.i > object.i));
    } else {
        edits.push(verb(t, subject, above.i, object.dep()));
    }
    edits.push(Edit::hang(object.i, t.i, "dobj"));
    edits.push(Edit::hang(subject.head.i, t.i, "nsubj"));
    // words of the name hang on it; what stood before it and what ends the clause hang on the verb
    let name = |c: &Token<'_>| c.i >= subject.first && c.i <= subject.last.i && c.i != subject.head.i;
    for source in [t, object] {
        edits.extend(move_children(source, subject.head.i, name));
        edits.extend(move_children(source, t.i, |c| {
            c.i < subject.first
                || c.i > object.i && matches!(c.dep(), "punct" | "advcl" | "npadvmod" | "parataxis")
                || c.i > object.i && c.dep() == "prep" && known.lexicon.is("act-preposition", &c.lower())
                || c.i > object.i && c.dep() == "conj" && c.pos() == "VERB"
        }));
    }
    edits.extend(move_children(t, object.i, |c| c.i > t.i && c.i < object.i));
    if let Some(aux) = subject.aux {
        edits.push(Edit::hang(aux.i, t.i, "aux"));
    }
    edits
}

/// "which Sweden backs": the pronoun before the name is the object.
fn in_relative(t: Token<'_>, subject: Subject<'_>) -> Vec<Edit> {
    let mut edits = vec![verb(t, subject, t.head().i, "relcl"), Edit::hang(subject.head.i, t.i, "nsubj")];
    for c in t.children().filter(|c| matches!(c.tag(), "WDT" | "WP") && c.i < subject.first) {
        edits.push(Edit::dep(c.i, "dobj"));
    }
    edits
}

fn over_participle(t: Token<'_>, participle: Token<'_>, subject: Subject<'_>, known: &Known<'_>) -> Vec<Edit> {
    let Some(object) = participle.children().find(|c| c.dep() == "dobj" && c.i > participle.i) else {
        return Vec::new();
    };
    // an article between shows a verb: "exports hit a record"
    if object.subtree().start.max(participle.i + 1) != participle.i + 1
        || object.children().any(|c| matches!(c.dep(), "det" | "poss" | "nummod"))
        || participle.children().any(|c| c.dep().starts_with("aux"))
        || !participle.lower().ends_with("ed")
    {
        return Vec::new();
    }
    let (head, dep) = if participle.is_root() { (t.i, "ROOT") } else { (participle.head().i, participle.dep()) };
    let mut edits = vec![
        verb(t, subject, head, dep),
        Edit::hang(subject.head.i, t.i, "nsubj"),
        Edit::hang(object.i, t.i, "dobj"),
        Edit::hang(participle.i, object.i, "amod").tagged("VBN", "VERB"),
    ];
    edits.extend(move_children(t, subject.head.i, |c| c.i < subject.last.i && known.actor(*c) || c.dep() == "det"));
    edits.extend(move_children(participle, t.i, |c| c.i != object.i && c.i != t.i));
    edits
}
