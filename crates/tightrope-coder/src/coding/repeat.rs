//! Clauses that repeat a claim without its words: "Togo did the same", "so did Chile", "Niger has as well", "Oman withdrew
//! its own". The claim told last is taken over with another party on the side of its subject.

use super::apply::is_act;
use super::candidate::Sensed;
use super::dating::{Dated, time};
use super::resume::{is_bare, takes_up};
use super::{Candidate, Scope, Sentence, attributes, scope};
use crate::party::{Party, Side, Told};
use crate::proposition::{Predicate, PredicateKind, conjuncts, is_clause_verb, lower_lemma, noun_phrase, preps_of};
use std::ops::Range;
use tightrope_nlp::Token;
use tightrope_statement::{Entity, EntityType, Polarity, Status};

/// How a clause takes up the claim before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// "did the same": with whatever governed it.
    Same,
    /// "did so": the bare act.
    So,
    /// "has as well", "did not", "as X had done".
    Auxiliary,
    /// "neither has X".
    Neither,
    /// "withdrew its own", "sent another".
    Own,
    /// "joined in the criticism".
    Join,
}

/// A clause without its own content.
struct Elliptic<'a> {
    form: Form,
    verb: Token<'a>,
    subject: Token<'a>,
    /// Last token that belongs to it.
    end: usize,
}

/// The claims that elliptic clauses of the sentence repeat, from those that it makes itself and those told before it.
pub fn repeated<'a>(sentence: &Sentence<'a>, chosen: &[Candidate<'a>], when: usize) -> Vec<Candidate<'a>> {
    let here: Vec<Told> = chosen.iter().map(|c| as_told(sentence, c, when)).collect();
    let mut found: Vec<Candidate<'a>> = Vec::new();
    for i in sentence.tokens.clone() {
        let Some(e) = elliptic(sentence, sentence.doc.token(i)) else { continue };
        for before in antecedents(sentence, &here, &e, when) {
            for c in repeat(sentence, before, &e) {
                let again =
                    |x: &Candidate<'_>| x.head == c.head && same(&x.source, &c.source) && same(&x.target, &c.target);
                if !found.iter().any(again) {
                    found.push(c);
                }
            }
        }
    }
    found
}

fn same(a: &Option<Party>, b: &Option<Party>) -> bool {
    a.as_ref().map(|x| &x.entity.id) == b.as_ref().map(|x| &x.entity.id)
}

/// What later words may need of a claim.
pub fn as_told(sentence: &Sentence<'_>, c: &Candidate<'_>, when: usize) -> Told {
    let doc = sentence.doc;
    let verb = std::iter::once(c.head)
        .chain(c.trigger.iter().copied())
        .map(|i| doc.token(i))
        .find(|t| is_clause_verb(*t))
        .or_else(|| doc.token(c.head).ancestors().find(|t| is_clause_verb(*t)));
    let mut nouns: Vec<String> = Vec::new();
    if !is_clause_verb(doc.token(c.head)) {
        nouns.push(lower_lemma(doc.token(c.head)));
    }
    if let Some(v) = verb {
        nouns.extend(v.children().filter(|t| matches!(t.dep(), "dobj" | "nsubjpass")).map(lower_lemma));
    }
    let entity = |p: &Party| p.entity.clone();
    Told {
        rule: c.rule.id.clone(),
        relation: c.rule.relation,
        source: c.source.as_ref().map(entity),
        target: c.target.as_ref().map(entity),
        with: c.with.iter().map(entity).collect(),
        object: c.object.clone(),
        domains: c.domains.clone(),
        mode: c.mode.clone(),
        status: c.status,
        polarity: c.polarity,
        denied: c.scope.denied,
        subject: verb.and_then(|v| subject_side(sentence, c, v)),
        verb: verb.map_or(c.head, |v| v.i),
        lemma: verb.map(lower_lemma).unwrap_or_default(),
        nouns,
        sentence: when,
    }
}

/// On which side of a claim the subject of its clause stands, where that is a main clause.
fn subject_side(sentence: &Sentence<'_>, c: &Candidate<'_>, verb: Token<'_>) -> Option<Side> {
    let main = |t: &Token<'_>| matches!(t.dep(), "ROOT" | "conj" | "xcomp" | "ccomp" | "parataxis");
    if !std::iter::once(verb).chain(verb.ancestors()).all(|t| main(&t)) {
        return None;
    }
    let p = sentence.propositions.at(verb.i)?;
    let subjects: Vec<usize> = match p.passive {
        true => p.role("obj").chain(p.role("iobj")).map(|a| a.head).collect(),
        false => p.role("subj").map(|a| a.head).collect(),
    };
    let is = |x: &Option<Party>| {
        x.as_ref().is_some_and(|x| {
            subjects.iter().any(|s| {
                let words = noun_phrase(sentence.doc.token(*s));
                x.tokens.contains(s)
                    || words.start <= x.tokens.start && x.tokens.end <= words.end && !x.tokens.is_empty()
            })
        })
    };
    match (is(&c.source), is(&c.target)) {
        (true, false) => Some(Side::Source),
        (false, true) => Some(Side::Target),
        _ => None,
    }
}

/// Whether the token heads an elliptic clause, and how.
fn elliptic<'a>(sentence: &Sentence<'a>, verb: Token<'a>) -> Option<Elliptic<'a>> {
    turned_round(sentence, verb).or_else(|| goes_for(sentence, verb)).or_else(|| {
        let form = repeats(sentence, verb)
            .or_else(|| bare_auxiliary(sentence, verb))
            .or_else(|| own(sentence, verb))
            .or_else(|| joins(sentence, verb))?;
        let p = sentence.propositions.at(verb.i)?;
        let subject = p.role("subj").next()?;
        let end = verb.children().filter(|c| c.i > verb.i && belongs(*c)).map(|c| c.i).max().unwrap_or(verb.i);
        Some(Elliptic { form, verb, subject: sentence.doc.token(subject.head), end: end.max(verb.i) })
    })
}

fn belongs(t: Token<'_>) -> bool {
    matches!(t.dep(), "dobj" | "advmod" | "neg" | "npadvmod" | "prt")
}

/// "So did Chile", "neither has Mali", "as does Denmark": the subject stands behind the auxiliary that opens the clause.
fn turned_round<'a>(sentence: &Sentence<'a>, aux: Token<'a>) -> Option<Elliptic<'a>> {
    let lexicon = &sentence.codebook.lexicon;
    let opener = aux.prev().filter(|b| lexicon.is("repeating-opener", &b.lower()))?;
    if aux.pos() != "AUX" && !matches!(lower_lemma(aux).as_str(), "do" | "have" | "be") {
        return None;
    }
    let after = |t: &Token<'_>| t.i > aux.i;
    let subject = if is_clause_verb(aux) {
        aux.children().filter(after).find(|c| matches!(c.dep(), "nsubj" | "dobj" | "attr"))?
    } else {
        // the parser made the subject the head: "as does Denmark"
        Some(aux.head()).filter(|h| after(h) && matches!(h.pos(), "PROPN" | "NOUN") && aux.dep().starts_with("aux"))?
    };
    let content = |c: &Token<'_>| matches!(c.dep(), "xcomp" | "ccomp" | "acomp" | "prt");
    let more = aux.children().any(|c| content(&c) || c.dep() == "dobj" && c.i != subject.i);
    let verbs = subject.children().any(|c| is_clause_verb(c) && c.dep() != "relcl");
    if more || verbs {
        return None;
    }
    let denies = lexicon.is("negative-determiner", &opener.lower());
    let form = if denies { Form::Neither } else { Form::Auxiliary };
    let end = noun_phrase(subject).end.saturating_sub(1).max(subject.i);
    Some(Elliptic { form, verb: aux, subject, end })
}

/// "The same goes for Chad": whom the preposition names stands where the subject stood.
fn goes_for<'a>(sentence: &Sentence<'a>, verb: Token<'a>) -> Option<Elliptic<'a>> {
    let lexicon = &sentence.codebook.lexicon;
    let same = |c: Token<'a>| c.dep() == "nsubj" && c.lower() == "same" && c.children().all(|x| x.dep() == "det");
    if !is_clause_verb(verb) || !verb.children().any(same) {
        return None;
    }
    let goes = |name: &str| lexicon.is("same-goes", &format!("{} {name}", lower_lemma(verb)));
    let (_, subject) = preps_of(verb).into_iter().find(|(name, _)| goes(name))?;
    let end = noun_phrase(subject).end.saturating_sub(1).max(subject.i);
    Some(Elliptic { form: Form::Same, verb, subject, end })
}

/// Whether the claim's verb governs but a clause that repeats: "refused to follow suit" tells nothing of its own.
pub fn is_hollow(sentence: &Sentence<'_>, c: &Candidate<'_>) -> bool {
    let head = sentence.doc.token(c.head);
    head.children().any(|x| x.dep() == "xcomp" && repeats(sentence, x).is_some())
}

/// "Did the same", "followed suit".
fn repeats(sentence: &Sentence<'_>, verb: Token<'_>) -> Option<Form> {
    let lexicon = &sentence.codebook.lexicon;
    let lemma = lower_lemma(verb);
    let is = |word: &str| lexicon.is("repeating-phrase", &format!("{lemma} {word}"));
    if !is_clause_verb(verb) || matches!(verb.dep(), "amod" | "relcl" | "acl") {
        return None;
    }
    let object = verb.children().find(|c| c.dep() == "dobj");
    let so = |c: Token<'_>| matches!(c.dep(), "advmod" | "dobj") && is("so") && c.lower() == "so";
    if verb.children().any(|c| so(c) || c.dep() == "advmod" && c.children().any(|x| x.lower() == "so" && is("so"))) {
        return Some(Form::So);
    }
    if let Some(o) = object {
        // "did a thing" is no repetition, "did the same thing" is
        let same = o.children().any(|c| c.lower() == "same");
        let word = lower_lemma(o);
        let whole = same || o.children().any(|c| c.dep() == "poss") || !matches!(word.as_str(), "thing" | "much");
        return (is(&word) && whole).then_some(Form::Same);
    }
    if verb.children().any(|c| c.dep() == "advmod" && is(&c.lower())) {
        return Some(Form::Same);
    }
    if preps_of(verb).into_iter().any(|(_, o)| is(&lower_lemma(o))) {
        return Some(Form::Same);
    }
    // "Latvia followed in June"
    let content = |c: Token<'_>| {
        !(c.dep() == "ccomp" && c.i < verb.i)
            && matches!(c.dep(), "dobj" | "xcomp" | "ccomp" | "attr" | "acomp" | "nsubjpass" | "prt" | "mark")
    };
    let alone = lexicon.is("repeating-phrase", &lemma) && !verb.children().any(content);
    let with = verb.children().any(|c| c.dep() == "prep" && !is_time(sentence, c));
    (alone && !with && verb.tag() != "VBG").then_some(Form::Same)
}

/// "Niger has as well", "Peru did not", "as Lithuania had done": an auxiliary with nothing to help.
fn bare_auxiliary(sentence: &Sentence<'_>, verb: Token<'_>) -> Option<Form> {
    let lexicon = &sentence.codebook.lexicon;
    let lemma = lower_lemma(verb);
    let helper = matches!(lemma.as_str(), "do" | "have") || verb.tag() == "MD" || lemma == "be";
    if !helper || !is_clause_verb(verb) || matches!(verb.dep(), "relcl" | "acl" | "amod") {
        return None;
    }
    let content = |c: Token<'_>| {
        matches!(
            c.dep(),
            "dobj" | "xcomp" | "ccomp" | "attr" | "acomp" | "nsubjpass" | "prep" | "expl" | "agent" | "prt"
        )
    };
    // a clause that a semicolon parts from it, and when it was
    let apart = |c: Token<'_>| c.dep() == "ccomp" && c.i < verb.i || c.dep() == "prep" && is_time(sentence, c);
    if verb.children().any(|c| content(c) && !apart(c)) {
        return None;
    }
    let also = verb.children().any(|c| c.dep() == "advmod" && c.i > verb.i && lexicon.is("also-word", &c.lower()));
    let denies = verb.children().any(|c| c.dep() == "neg" && c.i > verb.i);
    // "as Lithuania had done"
    let likened = verb.dep() == "advcl" && verb.children().any(|c| c.dep() == "mark" && c.lower() == "as");
    let joined = verb.dep() == "conj" && verb.head().children().any(|c| c.dep() == "cc" && c.lower() == "but");
    let be = lemma == "be";
    (also || denies && !be || likened && !be || joined && !be).then_some(Form::Auxiliary)
}

/// Whether the preposition only says when.
fn is_time(sentence: &Sentence<'_>, prep: Token<'_>) -> bool {
    prep.children().any(|o| sentence.times.iter().any(|m| m.tokens.contains(&o.i)))
}

/// "Withdrew its own", "sent another": the object stands for a noun named before.
fn own(sentence: &Sentence<'_>, verb: Token<'_>) -> Option<Form> {
    if !is_clause_verb(verb) || matches!(verb.dep(), "amod" | "relcl" | "acl") {
        return None;
    }
    let lexicon = &sentence.codebook.lexicon;
    let object = verb.children().find(|c| c.dep() == "dobj")?;
    // "gave less: 2 billion"
    let counted =
        object.pos() == "NUM" && object.children().all(|c| matches!(c.pos(), "NUM" | "ADV" | "PUNCT" | "ADJ" | "SYM"));
    let bare = object.children().all(|c| matches!(c.dep(), "poss" | "det" | "advmod" | "amod" | "prep" | "punct"));
    let of = preps_of(object).into_iter().all(|(name, o)| name == "of" && lower_lemma(o) == "own");
    let again = lexicon.is("same-again", &object.lower()) && bare && of;
    (again || counted).then_some(Form::Own)
}

/// "Joined in the criticism", "matched the move": what the noun takes up is looked for among the claims.
fn joins<'a>(sentence: &Sentence<'a>, verb: Token<'a>) -> Option<Form> {
    let joins = sentence.codebook.lexicon.is("joining-verb", &lower_lemma(verb));
    (joins && is_clause_verb(verb) && joined(sentence, verb).is_some()).then_some(Form::Join)
}

/// The noun for an act told before that somebody joins in.
fn joined<'a>(sentence: &Sentence<'a>, verb: Token<'a>) -> Option<Token<'a>> {
    let object = verb.children().find(|c| c.dep() == "dobj");
    let into = || preps_of(verb).into_iter().find(|(name, _)| name == "in").map(|(_, o)| o);
    object.or_else(into).filter(|n| is_bare(sentence, *n))
}

/// The claims that the clause repeats: of the clause before it in the sentence, else of the last clause of the sentence before.
fn antecedents<'t, 'a>(
    sentence: &'t Sentence<'a>,
    here: &'t [Told],
    e: &'t Elliptic<'a>,
    when: usize,
) -> Vec<&'t Told> {
    let fits = |t: &&Told| {
        t.subject.is_some()
            && match e.form {
                Form::Own => is_kin(sentence, t, e),
                Form::Join => joined(sentence, e.verb).is_some_and(|n| {
                    takes_up(sentence, t, n) || sentence.codebook.lexicon.is("act-word", &lower_lemma(n))
                }),
                _ => true,
            }
    };
    let before = here.iter().filter(|t| t.verb < e.verb.i).filter(fits);
    if let Some(last) = before.clone().map(|t| t.verb).max() {
        return before.filter(|t| t.verb == last).collect();
    }
    // another clause stands between
    let own: Range<usize> = e.subject.subtree();
    let other = |i: usize| {
        let t = sentence.doc.token(i);
        is_clause_verb(t) && !own.contains(&i) && !e.verb.ancestors().any(|a| a.i == i)
    };
    if (sentence.tokens.start..e.verb.i).any(other) {
        return Vec::new();
    }
    let told = &sentence.resolver.memory.told;
    let before = told.iter().filter(|t| t.sentence + 1 == when && t.subject.is_some());
    let Some(last) = before.clone().map(|t| t.verb).max() else { return Vec::new() };
    before.filter(|t| t.verb == last).filter(fits).collect()
}

/// Whether the verb tells the same kind of act as the claim before: the same verb, or one that leads to the same relation.
fn is_kin(sentence: &Sentence<'_>, t: &Told, e: &Elliptic<'_>) -> bool {
    let lemma = lower_lemma(e.verb);
    let leads =
        || sentence.codebook.candidates(PredicateKind::Verb, &lemma).any(|(rule, _)| rule.relation == t.relation);
    // a second party in the clause makes it a claim of its own
    let other = || {
        preps_of(e.verb)
            .into_iter()
            .map(|(_, o)| o)
            .chain(e.verb.children().filter(|c| c.dep() == "dative"))
            .any(|o| !sentence.resolver.parties(o).is_empty())
    };
    (lemma == t.lemma || leads()) && !other()
}

/// The words from a subject to its verb.
pub(super) fn subject_span(sentence: &Sentence<'_>, subject: Token<'_>, verb: Token<'_>) -> Range<usize> {
    let words = noun_phrase(subject);
    let (start, end) = (words.start.min(verb.i), words.end.max(verb.i + 1));
    start.max(sentence.tokens.start)..end.min(sentence.tokens.end)
}

/// The clause of an auxiliary that the parser hangs on its subject, as a proposition.
pub(super) fn bare_clause(verb: Token<'_>) -> Predicate {
    Predicate {
        kind: PredicateKind::Verb,
        head: verb.i,
        lemma: lower_lemma(verb),
        args: Vec::new(),
        support: Vec::new(),
        passive: false,
    }
}

/// The claim again, of those that the clause names.
fn repeat<'a>(sentence: &Sentence<'a>, before: &Told, e: &Elliptic<'a>) -> Vec<Candidate<'a>> {
    let (Some(side), Some(rule)) = (before.subject, sentence.codebook.rule(&before.rule)) else { return Vec::new() };
    let own = bare_clause(e.verb);
    let p = sentence.propositions.at(e.verb.i).unwrap_or(&own);
    let s = scope(sentence, p);
    // "had Peru done so"
    let inverted = e.verb.children().any(|c| c.dep() == "aux" && c.i < e.subject.i);
    if s.hypothetical || s.refused || s.threatened || inverted {
        return Vec::new();
    }
    let Some((rule, polarity)) = polarity(sentence, before, rule, e, &s) else { return Vec::new() };
    let Some(status) = status(sentence, before, e, &s) else { return Vec::new() };
    let mut trigger = vec![e.verb.i];
    trigger.extend(e.verb.children().filter(|c| c.dep() == "dobj").map(|c| c.i));
    let mut found = Vec::new();
    for party in conjuncts(e.subject).into_iter().flat_map(|t| sentence.resolver.parties(t)) {
        if !can_act(&party)
            || found
                .iter()
                .any(|c: &Candidate<'_>| [&c.source, &c.target].into_iter().flatten().any(|x| x.same_side(&party)))
        {
            continue;
        }
        let Some(other) = other_party(sentence, before, side, e, &party) else { continue };
        let with = before.with.iter().filter(|x| x.id != party.entity.id).cloned().map(Party::implied).collect();
        let (source, target) = if side == Side::Source { (Some(party), other) } else { (other, Some(party)) };
        let subject = noun_phrase(e.subject);
        let opener = e.verb.prev().filter(|b| b.i < e.verb.i && e.verb.i < e.subject.i).map_or(e.verb.i, |b| b.i);
        let span = subject.start.min(opener)..(e.end + 1).max(subject.end);
        found.push(Candidate {
            rule,
            mode: before.mode.clone(),
            governs: false,
            weighed: Vec::new(),
            sensed: Sensed::default(),
            source,
            target,
            with,
            object: before.object.clone(),
            domains: before.domains.clone(),
            status,
            polarity,
            amount: if e.form == Form::Own { attributes::amount(sentence, p, &trigger, &[]) } else { None },
            time: time(sentence, &Dated::taken_up(p, &s, &trigger, is_act(rule, status))),
            scope: s.clone(),
            trigger: trigger.clone(),
            head: e.verb.i,
            span: span.start.max(sentence.tokens.start)..span.end.min(sentence.tokens.end),
            held_by: Vec::new(),
            weight: 0,
        });
    }
    found
}

fn can_act(p: &Party) -> bool {
    let kind = matches!(
        p.entity.kind,
        EntityType::State | EntityType::Organisation | EntityType::Person | EntityType::Company | EntityType::Group
    );
    kind && (p.entity.state.is_some() || p.entity.kind == EntityType::Organisation)
}

/// Who stands on the other side: whom the clause names ("did the same to Oman"), else whom the claim before had there.
/// None where that is the party itself; an answer in kind turns the sides round.
fn other_party(
    sentence: &Sentence<'_>,
    before: &Told,
    side: Side,
    e: &Elliptic<'_>,
    party: &Party,
) -> Option<Option<Party>> {
    let named = preps_of(e.verb)
        .into_iter()
        .filter(|(name, o)| sentence.codebook.lexicon.is("partner-preposition", name) && o.i != e.subject.i)
        .flat_map(|(_, o)| sentence.resolver.parties(o))
        .find(|x| can_act(x) && !x.same_side(party));
    if named.is_some() {
        return Some(named);
    }
    let is_party = |x: &Entity| x.id == party.entity.id || x.state.is_some() && x.state == party.entity.state;
    let (subject, other) = match side {
        Side::Source => (&before.source, &before.target),
        Side::Target => (&before.target, &before.source),
    };
    if before.with.iter().any(is_party) {
        return None;
    }
    let found = match other {
        Some(o) if is_party(o) => {
            // said of whom it was done to: done back, where it has two directions
            let back = !before.relation.is_symmetric() && e.form == Form::Same;
            subject.clone().filter(|s| back && !is_party(s))?
        }
        Some(o) if subject.as_ref().is_some_and(is_party) => {
            let _ = o;
            return None;
        }
        Some(o) => o.clone(),
        None if subject.as_ref().is_some_and(is_party) => return None,
        None => return Some(None),
    };
    Some(Some(Party::implied(found)))
}

/// Rule and polarity of the repeated claim; none where the words leave it unclear.
fn polarity<'a>(
    sentence: &Sentence<'a>,
    before: &Told,
    rule: &'a crate::codebook::Rule,
    e: &Elliptic<'_>,
    s: &Scope,
) -> Option<(&'a crate::codebook::Rule, Polarity)> {
    match (e.form, before.denied, s.denied) {
        (Form::Neither, true, _) => Some((rule, before.polarity)),
        (Form::Neither, false, _) => None,
        (_, false, false) => Some((rule, before.polarity)),
        // "Peru has not": not to do it may be to refuse it
        (_, false, true) if before.polarity == Polarity::Affirmed => {
            match rule.denied_as.as_deref().and_then(|id| sentence.codebook.rule(id)) {
                Some(refusal) => Some((refusal, Polarity::Affirmed)),
                None => Some((rule, Polarity::Denied)),
            }
        }
        (_, true, true) => Some((rule, before.polarity)),
        (Form::Same | Form::So, true, false) => Some((rule, before.polarity)),
        // "Chad has not signed it, but Mali has"
        (Form::Auxiliary, true, false) if before.polarity == Polarity::Denied => {
            let also = e.verb.children().any(|c| sentence.codebook.lexicon.is("also-word", &c.lower()));
            Some((rule, if also { Polarity::Denied } else { Polarity::Affirmed }))
        }
        _ => None,
    }
}

/// How far it has come: as before, unless the clause says otherwise.
fn status(sentence: &Sentence<'_>, before: &Told, e: &Elliptic<'_>, s: &Scope) -> Option<Status> {
    let lexicon = &sentence.codebook.lexicon;
    let open = matches!(before.status, Status::Planned | Status::Sought | Status::Considered | Status::Offered);
    if e.verb.tag() == "MD" {
        return lexicon.is("modal-future", &e.verb.lower()).then_some(Status::Planned);
    }
    match s.status {
        Some(Status::Considered) => None,
        Some(told) => Some(told),
        // "plans to recall its envoy; Chad has already done so"
        None if e.form == Form::So && open => Some(Status::Actual),
        None => Some(before.status),
    }
}
