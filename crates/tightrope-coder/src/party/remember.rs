//! Takes up what a sentence speaks of into the page's memory.

use super::memory::{Plural, SUBJECT};
use super::{Called, How, Memory, Named, Resolver, Seen};
use crate::codebook::Lexicon;
use crate::proposition::{conjuncts, is_clause_verb, lower_lemma};
use std::ops::Range;
use tightrope_nlp::{Doc, Token};
use tightrope_statement::{Entity, EntityType};

/// Classes of nouns for people.
const HUMANS: [&str; 3] = ["people", "people-noun", "agent-person"];
/// Longest sentence that does no more than name its topic, in tokens.
const TOPIC: usize = 8;

/// Adds the names of a sentence.
pub fn remember(doc: &Doc, named: &[Named], tokens: Range<usize>, lexicon: &Lexicon, memory: &mut Memory) {
    // "the Ottawa Convention" does not speak of Canada
    let spoken_of = |n: &Named| n.entity.kind != EntityType::State || n.qualifies(doc, lexicon);
    for n in named.iter().filter(|n| tokens.contains(&n.tokens.start) && spoken_of(n)) {
        let head = doc.token(n.tokens.end - 1);
        let first = if head.dep() == "conj" { head.head() } else { head };
        // a sentence that is but a name ("Washington?") turns to it
        let topic = first.is_root() && tokens.len() <= TOPIC && !tokens.clone().any(|i| is_clause_verb(doc.token(i)));
        let first = doc.token(first.i);
        let fronted = || is_fronted(first, lexicon);
        let weight = match topic || is_brought_in(first) {
            true => SUBJECT + 2,
            false if fronted() => SUBJECT - 1,
            false => weight(first),
        };
        memory.seen.push(Seen {
            entity: n.entity.clone(),
            sentence: memory.sentence,
            token: n.tokens.start,
            weight,
            gender: n.gender,
            // one of several subjects is no "it"
            plural: subject(first) && conjuncts(first).len() > 1,
            title: (n.entity.kind == EntityType::Person).then(|| title(doc, n, lexicon)).flatten(),
            human: false,
        });
    }
    // two states side by side are what "the two countries" will mean
    for n in named.iter().filter(|n| tokens.contains(&n.tokens.start) && n.entity.kind == EntityType::State) {
        let head = doc.token(n.tokens.end - 1);
        let mates: Vec<Entity> = conjuncts(head)
            .iter()
            .filter_map(|t| named.iter().find(|m| m.tokens.contains(&t.i) && m.entity.kind == EntityType::State))
            .map(|m| m.entity.clone())
            .collect();
        if let [a, b] = mates.as_slice()
            && a.id != b.id
        {
            memory.group = Some((mates, memory.sentence));
        }
    }
}

/// Whether the sentence does no more than turn to the noun: "then there is Chad", "over all this hangs Chad", "consider Chad".
fn is_brought_in(t: Token<'_>) -> bool {
    let verb = t.head();
    verb.is_root()
        && verb.i < t.i
        && is_clause_verb(verb)
        && matches!(t.dep(), "attr" | "dobj" | "nsubj")
        && !t.children().any(|c| c.dep() == "nummod")
        && !verb.children().any(|c| matches!(c.dep(), "nsubj" | "nsubjpass" | "aux" | "auxpass") && c.i < verb.i)
}

/// Whether the sentence of who says "we" opens with the noun as its topic: "with Chad we want peace".
fn is_fronted(t: Token<'_>, lexicon: &Lexicon) -> bool {
    let prep = t.head();
    let verb = prep.head();
    let we = |c: Token<'_>| c.dep() == "nsubj" && lexicon.is("first-person", &c.lower());
    let opens = |i: usize| i == 0 || t.doc().sents().iter().any(|s| s.start == i);
    t.dep() == "pobj"
        && prep.dep() == "prep"
        && lexicon.is("topic-preposition", &prep.lower())
        && opens(prep.i)
        && verb.is_root()
        && prep.i < verb.i
        && verb.children().any(we)
}

fn subject(t: Token<'_>) -> bool {
    matches!(t.dep(), "nsubj" | "nsubjpass")
}

/// Weight of the subject of a relative clause.
const INNER: u32 = 3;

/// Weight of a noun's place: the subject of a relative clause stands behind that of the clause it is in.
fn weight(t: Token<'_>) -> u32 {
    match t.dep() {
        "nsubj" | "nsubjpass" if t.head().dep() == "relcl" => INNER,
        "nsubj" | "nsubjpass" => SUBJECT,
        "dobj" | "pobj" | "dative" | "ROOT" => 3,
        "poss" => 2,
        _ => 1,
    }
}

/// Persons and states that a sentence speaks of by description: "the Omani side", "the emir".
pub fn described(resolver: &Resolver<'_>, tokens: Range<usize>) -> Vec<Seen> {
    let doc = resolver.doc;
    let mut found = Vec::new();
    for t in tokens.map(|i| doc.token(i)) {
        let place = subject(t)
            || matches!(t.dep(), "dobj" | "pobj" | "dative")
            // "the country's uranium"
            || t.dep() == "poss" && resolver.lexicon.is("country-noun", &lower_lemma(t));
        let again = subject(t) && resolver.lexicon.is("third-singular", &t.lower());
        if !place || !again && !matches!(t.tag(), "NN" | "NNP") || resolver.mention(t.i).is_some() {
            continue;
        }
        let parties = resolver.parties(t);
        let [p] = parties.as_slice() else { continue };
        // "a Polish monk" is "he" from then on, "Barrick, a Canadian miner" is "the company"
        let human = HUMANS.iter().any(|class| resolver.lexicon.is(class, &lower_lemma(t)));
        let one = p.entity.kind == EntityType::Group && human && t.tag() == "NN";
        let told = matches!(p.entity.kind, EntityType::Person | EntityType::State | EntityType::Organisation)
            && matches!(p.how, How::Described | How::Recalled);
        let firm = p.entity.kind == EntityType::Company && p.how == How::Named && p.entity.state.is_some();
        if !one && !told && !firm {
            continue;
        }
        let gender = resolver.directory.by_id(&p.entity.id).and_then(|a| a.gender);
        found.push(Seen {
            entity: p.entity.clone(),
            sentence: resolver.memory.sentence,
            token: t.i,
            weight: weight(t),
            gender,
            plural: false,
            title: None,
            human: human && t.tag() == "NN",
        });
    }
    found
}

/// The nouns of a sentence whose owner its words name: "a Turkish ship", "soldiers from Chad".
pub fn called(resolver: &Resolver<'_>, tokens: Range<usize>) -> Vec<Called> {
    let doc = resolver.doc;
    let nouns = tokens.map(|i| doc.token(i)).filter(|t| t.pos() == "NOUN" && resolver.mention(t.i).is_none());
    nouns
        .filter_map(|t| {
            let parties = resolver.parties(t);
            let [p] = parties.as_slice() else { return None };
            (p.how == How::Described && p.entity.state.is_some()).then(|| Called {
                noun: lower_lemma(t),
                entity: p.entity.clone(),
                sentence: resolver.memory.sentence,
                token: t.i,
            })
        })
        .collect()
}

/// Gives the persons that the sentence names the state of which its words call them: "Peru's envoy, Ana Ruiz".
pub fn placed(resolver: &Resolver<'_>, tokens: Range<usize>) -> Vec<Entity> {
    let doc = resolver.doc;
    let names = resolver.named.iter().filter(|n| tokens.contains(&n.tokens.start));
    let strangers = names.filter(|n| n.entity.kind == EntityType::Person && n.entity.state.is_none());
    strangers
        .filter_map(|n| {
            let head = doc.token(n.tokens.end - 1);
            let above = (head.dep() == "appos").then(|| head.head());
            let below = head.children().filter(|c| c.dep() == "appos");
            let office =
                above.into_iter().chain(below).find(|t| resolver.lexicon.is("agent-person", &lower_lemma(*t)))?;
            let state = resolver.owners(office).into_iter().find_map(|p| p.entity.state)?;
            Some(Entity { state: Some(state), ..n.entity.clone() })
        })
        .collect()
}

/// The title that stands with a person's name, as a lemma.
fn title(doc: &Doc, n: &Named, lexicon: &Lexicon) -> Option<String> {
    let head = doc.token(n.tokens.end - 1);
    let before = n.tokens.start.checked_sub(1).map(|i| doc.token(i));
    let beside = head.children().filter(|c| matches!(c.dep(), "appos" | "compound")).chain(before);
    let above = (head.dep() == "appos").then(|| head.head());
    beside.chain(above).map(lower_lemma).find(|l| lexicon.is("agent-person", l))
}

/// The plural words of a sentence that stand for parties: several names joined, a people, "they" once more.
pub fn plurals(resolver: &Resolver<'_>, tokens: Range<usize>) -> Vec<Plural> {
    let doc = resolver.doc;
    let mut found = Vec::new();
    for t in tokens.map(|i| doc.token(i)) {
        let subject = subject(t);
        if !subject && !matches!(t.dep(), "dobj" | "pobj" | "dative" | "attr" | "ROOT") {
            continue;
        }
        let parties = resolver.parties(t);
        let several = parties.len() > 1 || matches!(t.tag(), "NNS" | "NNPS") || is_people(resolver, t);
        if !several || parties.is_empty() {
            continue;
        }
        // "Omani envoys say that their cooks were hurt": the same envoys
        let they = |x: Token<'_>| resolver.lexicon.is("they-pronoun", &x.lower());
        if !found.is_empty() && (they(t) || t.children().any(|c| c.tag() == "PRP$" && they(c))) {
            continue;
        }
        let again = parties.iter().all(|p| p.how == How::Recalled) && !subject;
        let entities: Vec<Entity> = parties
            .into_iter()
            .map(|p| p.entity)
            .filter(|e| !matches!(e.kind, EntityType::Commodity | EntityType::Language | EntityType::Policy))
            .collect();
        if !again && !entities.is_empty() {
            found.push(Plural { entities, sentence: resolver.memory.sentence, token: t.i, subject });
        }
    }
    found
}

/// Whether the words name a state by its people: "the Chinese", "Poles".
fn is_people(resolver: &Resolver<'_>, t: Token<'_>) -> bool {
    let Some(n) = resolver.mention(t.i).filter(|n| n.entity.kind == EntityType::State && n.tokens.len() == 1) else {
        return false;
    };
    let Some(info) = resolver.directory.state_info(&n.entity.id) else { return false };
    let (lower, lemma) = (t.lower(), lower_lemma(t));
    let is = |list: &[String]| list.iter().any(|w| w.to_lowercase() == lower || w.to_lowercase() == lemma);
    let the = t.children().any(|c| c.dep() == "det");
    is(&info.adjectives) && the || is(&info.people)
}
