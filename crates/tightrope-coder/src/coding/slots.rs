//! Slots of a rule: paths from a proposition to the noun phrases that fill it.

use super::{Sentence, attributes};
use crate::actors::Form;
use crate::codebook::{Effect, Transfer};
use crate::proposition::{Arg, Predicate, PredicateKind, conjuncts, is_clause_verb, lower_lemma, preps_of, verb_lemma};
use tightrope_nlp::Token;
use tightrope_statement::EntityType;

/// Heads that fill the slot, written ones before inferred ones.
///
/// A slot is a path: `obj`, `obj.in`, `poss`, `agent`. The first step is a role of the proposition, each further step a
/// dependant of the noun reached: a preposition, `poss`, `nat` (an adjective or compound that names an actor), `mod`.
pub fn fillers<'a>(sentence: &Sentence<'a>, p: &Predicate, slot: &str) -> Vec<Token<'a>> {
    let slot = slot.trim_end_matches(['+', '*']);
    // the holding verb's roles are one step: `v.subj`
    let (first, rest) = match slot.strip_prefix("v.") {
        Some(after) => slot.split_at(2 + after.find('.').unwrap_or(after.len())),
        None => slot.split_at(slot.find('.').unwrap_or(slot.len())),
    };
    let steps = rest.split('.').filter(|s| !s.is_empty());
    let mut heads = first_step(sentence, p, first);
    for step in steps {
        heads = heads
            .into_iter()
            .flat_map(conjuncts)
            .flat_map(|h| [vec![h], of_quantity(sentence, h)].concat())
            .flat_map(|h| next_step(sentence, h, step))
            .collect();
    }
    heads
}

/// What a quantity noun passes on: the soldiers of "dozens of soldiers".
fn of_quantity<'a>(sentence: &Sentence<'a>, h: Token<'a>) -> Vec<Token<'a>> {
    if h.pos() != "NUM" && !sentence.codebook.lexicon.is("transparent-noun", &lower_lemma(h)) {
        return Vec::new();
    }
    preps_of(h).into_iter().filter(|(n, _)| n == "of").map(|(_, o)| o).collect()
}

fn first_step<'a>(sentence: &Sentence<'a>, p: &Predicate, role: &str) -> Vec<Token<'a>> {
    let doc = sentence.doc;
    let role_of = |name: &str| -> Vec<Token<'a>> {
        let mut args: Vec<_> = p.role(name).collect();
        args.sort_by_key(|a| a.inferred);
        args.into_iter().map(|a| doc.token(a.head)).collect()
    };
    match role {
        "self" => vec![doc.token(p.head)],
        "neg" | "intj" => next_step(sentence, doc.token(p.head), role),
        "v" => p.support.iter().map(|(verb, _)| doc.token(*verb)).collect(),
        "above" => above(sentence, p),
        "holder" => holders(sentence, p),
        "adv" | "aux" => {
            let holders = p.support.iter().map(|(verb, _)| doc.token(*verb));
            [doc.token(p.head)].into_iter().chain(holders).flat_map(|t| next_step(sentence, t, role)).collect()
        }
        "clause" => clause_subject(sentence, p),
        "and" | "or" => next_step(sentence, doc.token(p.head), role),
        "deep" => within(sentence, doc.token(p.head)),
        "agent" | "patient" if p.kind == PredicateKind::Noun => {
            let mut found = role_of(role);
            if found.is_empty() {
                found = transferred(sentence, p, role);
            }
            found
        }
        "loc" => ["in", "at", "on", "near", "inside", "across", "within", "throughout", "outside", "of", "to"]
            .iter()
            .find_map(|name| {
                let found = role_of(name);
                (!found.is_empty()).then_some(found)
            })
            .unwrap_or_default(),
        _ => role_of(role),
    }
}

fn next_step<'a>(sentence: &Sentence<'a>, head: Token<'a>, step: &str) -> Vec<Token<'a>> {
    match step {
        "poss" => head.children().filter(|c| c.dep() == "poss").collect(),
        "nat" => modifiers(head)
            .into_iter()
            .filter(|c| {
                let named = sentence.resolver.mention(c.i);
                // "Bayraktar drones" are not a Mr Bayraktar's
                named.is_some_and(|n| {
                    n.qualifies(sentence.doc, &sentence.codebook.lexicon)
                        && (n.entity.state.is_some() || sentence.codebook.maker_of(&c.lower()).is_none())
                })
            })
            .collect(),
        "mod" => modifiers(head),
        "comp" => head.children().filter(|c| matches!(c.dep(), "xcomp" | "ccomp" | "pcomp")).collect(),
        "relcl" | "advcl" => head.children().filter(|c| c.dep() == step).collect(),
        "acl" => head.children().filter(|c| c.dep() == "acl" && c.tag() != "TO").collect(),
        "subj" => head.children().filter(|c| matches!(c.dep(), "nsubj" | "nsubjpass")).collect(),
        "obj" => head.children().filter(|c| c.dep() == "dobj").collect(),
        "neg" | "det" => head.children().filter(|c| c.dep() == step).collect(),
        // "said no to": the answer hangs on the verb by any of these
        "intj" => head.children().filter(|c| matches!(c.dep(), "intj" | "det" | "nmod" | "advmod")).collect(),
        "appos" => head.children().filter(|c| c.dep() == "appos").collect(),
        "attr" | "acomp" | "oprd" => head.children().filter(|c| matches!(c.dep(), "attr" | "acomp" | "oprd")).collect(),
        "aux" | "auxpass" => head.children().filter(|c| c.dep() == step).collect(),
        // "relented and let X in", "to pay or face a raid": the verbs joined to this one
        "and" | "or" => {
            let joined = head.children().any(|c| c.dep() == "cc" && c.lower() == "or") == (step == "or");
            head.children().filter(|c| joined && c.dep() == "conj" && is_clause_verb(*c)).collect()
        }
        // "jointly", "every winter"
        "adv" => {
            let adverbs = |t: Token<'a>| t.children().filter(|c| matches!(c.dep(), "advmod" | "npadvmod"));
            let of_preps =
                head.children().filter(|c| c.dep() == "prep").flat_map(|p| adverbs(p).filter(move |a| a.i < p.i));
            adverbs(head).chain(of_preps).collect()
        }
        "deep" => within(sentence, head),
        "within" => inside(head),
        "loc" => preps_of(head)
            .into_iter()
            .filter(|(n, _)| sentence.codebook.lexicon.is("place-preposition", n))
            .map(|(_, o)| o)
            .collect(),
        name => {
            let governed =
                |noun: Token<'a>| preps_of(noun).into_iter().filter(|(n, _)| n == name).map(|(_, o)| o).collect();
            let own: Vec<Token<'a>> = governed(head);
            if !own.is_empty() || !sentence.codebook.lexicon.is("place-preposition", name) {
                return own;
            }
            // "a block of flats in Kharkiv": where the parts lie, the whole does
            let parts = preps_of(head).into_iter().filter(|(n, _)| n == "of");
            parts.flat_map(|(_, part)| governed(part)).collect()
        }
    }
}

/// What the noun phrase names below its head, the nearest first: Togo in "the pier of the old port in the east of Togo".
fn within<'a>(sentence: &Sentence<'a>, head: Token<'a>) -> Vec<Token<'a>> {
    let mut found: Vec<Token<'a>> = Vec::new();
    let mut level = vec![head];
    while let Some(t) = (!level.is_empty()).then(|| level.remove(0)) {
        let mut below = next_step(sentence, t, "poss");
        below.extend(next_step(sentence, t, "nat"));
        let lexicon = &sentence.codebook.lexicon;
        below.extend(preps_of(t).into_iter().filter(|(n, _)| lexicon.is("inner-preposition", n)).map(|(_, o)| o));
        below.extend(next_step(sentence, t, "appos"));
        below.retain(|b| b.i != head.i && !found.iter().any(|f| f.i == b.i));
        found.extend(&below);
        level.extend(below);
    }
    found
}

/// Every noun, name and adjective of the phrase that the token heads, its clauses included, the nearest to it first.
fn inside(head: Token<'_>) -> Vec<Token<'_>> {
    let mut found: Vec<Token<'_>> = head.children().filter(|c| c.dep() != "punct").collect();
    let mut at = 0;
    while at < found.len() && found.len() < 64 {
        found.extend(found[at].children().filter(|c| c.dep() != "punct"));
        at += 1;
    }
    found.retain(|t| matches!(t.pos(), "NOUN" | "PROPN" | "ADJ" | "NUM" | "PRON"));
    found
}

fn modifiers<'a>(head: Token<'a>) -> Vec<Token<'a>> {
    let mut found = Vec::new();
    for c in head.children().filter(|c| matches!(c.dep(), "amod" | "compound" | "nmod" | "npadvmod" | "nummod")) {
        found.push(c);
        found.extend(c.children().filter(|x| matches!(x.dep(), "amod" | "compound" | "nmod" | "conj" | "npadvmod")));
    }
    found
}

/// The noun whose clause the predicate stands in: the accord of "an accord with X to open a corridor".
fn above<'a>(sentence: &Sentence<'a>, p: &Predicate) -> Vec<Token<'a>> {
    sentence.doc.token(p.head).ancestors().filter(|t| t.pos() == "NOUN").take(1).collect()
}

/// The subjects of the verbs that hold the noun: for a bond between equals it does not matter who gives.
fn holders<'a>(sentence: &Sentence<'a>, p: &Predicate) -> Vec<Token<'a>> {
    let doc = sentence.doc;
    let mut found: Vec<Token<'a>> = Vec::new();
    for (verb, slot) in &p.support {
        if slot == "subj" || sentence.codebook.governors.get(&verb_lemma(doc.token(*verb)), slot).is_none() {
            continue;
        }
        if let Some(v) = sentence.propositions.at(*verb) {
            found.extend(v.role("subj").filter(|a| a.head != p.head).map(|a| doc.token(a.head)));
        }
    }
    found
}

/// The subject of the nearest clause above: "in addition to its oil, the country ..." .
fn clause_subject<'a>(sentence: &Sentence<'a>, p: &Predicate) -> Vec<Token<'a>> {
    let doc = sentence.doc;
    let verb = doc
        .token(p.head)
        .ancestors()
        .find_map(|t| sentence.propositions.at(t.i).filter(|v| v.kind == PredicateKind::Verb));
    let Some(v) = verb else { return Vec::new() };
    let role = if v.passive { "obj" } else { "subj" };
    v.role(role).filter(|a| a.head != p.head).map(|a| doc.token(a.head)).collect()
}

/// Who does or undergoes a noun's act, by the verb that holds it: "imposed sanctions", "received a loan".
fn transferred<'a>(sentence: &Sentence<'a>, p: &Predicate, role: &str) -> Vec<Token<'a>> {
    let doc = sentence.doc;
    let mut found: Vec<Token<'a>> = Vec::new();
    for (verb, slot) in &p.support {
        let lemma = verb_lemma(doc.token(*verb));
        let Some(g) = sentence.codebook.governors.get(&lemma, slot) else { continue };
        // "rejected X's accusations": who rejects them is accused
        let answers = matches!(g.effect, Effect::Refused | Effect::Denied)
            && sentence.codebook.lexicon.is("spoken-act", &p.lemma);
        let names: &[&str] = match (g.transfer, role) {
            (Transfer::Do, "agent") if answers => continue,
            (Transfer::Do, "patient") if answers => &["subj"],
            (Transfer::Do, "agent") if has_doer(sentence, p, &lemma) => {
                found.extend(giver(sentence, p).map(|a| doc.token(a.head)));
                continue;
            }
            (Transfer::Do, "agent") | (Transfer::Give, "agent") => &["subj"],
            (Transfer::Give, "patient") => &["iobj", "to", "for", "with"],
            (Transfer::Get, "patient") => &["subj"],
            (Transfer::Get, "agent") => &["from", "with"],
            // "a ban hit X"
            (Transfer::Undergo, "patient") if slot == "subj" => &["obj"],
            (Transfer::Undergo, "patient") => &["subj"],
            // "enjoys X's support": who holds what another does has it done
            (Transfer::Do, "patient") if has_doer(sentence, p, &lemma) => &["subj", "against", "on", "with", "to"],
            (Transfer::Do, "patient") => &["against", "on", "with", "to"],
            _ => continue,
        };
        if let Some(v) = sentence.propositions.at(*verb) {
            for name in names {
                for a in v.role(name) {
                    if a.head != p.head && !found.iter().any(|t| t.i == a.head) {
                        found.push(doc.token(a.head));
                    }
                }
            }
        }
    }
    found
}

/// The of-phrase of a noun that names what is given: "the backing of X".
fn giver<'p>(sentence: &Sentence<'_>, p: &'p Predicate) -> impl Iterator<Item = &'p Arg> + use<'p> {
    let given = sentence.codebook.lexicon.is("given-noun", &p.lemma);
    p.role("of").filter(move |_| given)
}

/// Whether the noun, held by a verb of having, names its own doer beside the verb's subject.
fn has_doer(sentence: &Sentence<'_>, p: &Predicate, lemma: &str) -> bool {
    let doc = sentence.doc;
    sentence.codebook.lexicon.is("possession-verb", lemma)
        && p.role("poss").chain(p.role("by")).chain(giver(sentence, p)).any(|a| {
            let t = doc.token(a.head);
            t.tag() != "PRP$" && !sentence.resolver.parties(t).is_empty()
        })
}

/// Whether some filler of the slot, a conjunct or an apposition of it, has a lemma of the list.
pub fn has_word(sentence: &Sentence<'_>, p: &Predicate, slot: &str, list: &[String]) -> bool {
    // who makes the weapon that stands there
    if let Some(weapon) = slot.strip_suffix(".maker") {
        return fillers(sentence, p, weapon).into_iter().any(|h| !attributes::maker(sentence, h).is_empty());
    }
    // `any`: some argument at all
    let heads = fillers(sentence, p, slot);
    if list.iter().any(|w| w == "any") {
        return !heads.is_empty();
    }
    heads.into_iter().flat_map(conjuncts).any(|h| {
        if is_kind(sentence, h, list) || word_of(sentence, h, list) {
            return true;
        }
        // "a number of bases", "one of the ports"
        of_quantity(sentence, h).into_iter().any(|o| word_of(sentence, o, list) || is_kind(sentence, o, list))
    })
}

/// Whether the noun is of a kind that the list names in capitals.
fn is_kind(sentence: &Sentence<'_>, h: Token<'_>, list: &[String]) -> bool {
    list.iter().any(|w| match w.as_str() {
        "ACTOR" => sentence.resolver.parties(h).iter().any(|p| !is_matter(p.entity.kind)),
        // "Malian and Togolese guides": whose people they are
        "ACTOR+" => {
            let people = h.pos() == "NOUN" && !sentence.codebook.lexicon.is("goods", &lower_lemma(h));
            sentence.resolver.parties(h).iter().any(|p| !is_matter(p.entity.kind))
                || people && !sentence.resolver.owners(h).is_empty()
        }
        "COMPANY" => sentence.resolver.parties(h).iter().any(|p| p.entity.kind == EntityType::Company),
        "NAME" => h.pos() == "PROPN",
        "PEOPLE" => is_people(sentence, h),
        "@goods" => sentence.resolver.mention(h.i).is_some_and(|n| n.entity.kind == EntityType::Commodity),
        _ => false,
    })
}

/// Whether the kind is of things that never act: "struck oil" has no actor as its object.
fn is_matter(kind: EntityType) -> bool {
    matches!(kind, EntityType::Commodity | EntityType::Language | EntityType::Policy | EntityType::Deposit)
}

/// "Kenyans", "Serbs": many people of a state, not the state itself under a plural name.
fn is_people(sentence: &Sentence<'_>, h: Token<'_>) -> bool {
    let Some(n) = sentence.resolver.mention(h.i).filter(|n| n.entity.kind == EntityType::State) else { return false };
    let plural = match h.tag() {
        "NNPS" | "NNS" => true,
        // the parser takes a plural that it has seldom met for a name
        "NNP" => {
            let readings = sentence.resolver.directory.lookup(h.text(), None);
            readings.iter().any(|r| r.form == Form::People && r.actor.id == n.entity.id)
        }
        _ => false,
    };
    plural && !n.entity.name.to_lowercase().contains(&h.lower())
}

fn word_of(sentence: &Sentence<'_>, h: Token<'_>, list: &[String]) -> bool {
    let lexicon = &sentence.codebook.lexicon;
    let lemma = lower_lemma(h);
    // a plural name keeps its ending as a lemma: "Confucius Institutes"
    if h.tag() == "NNPS" && lemma.strip_suffix('s').is_some_and(|one| lexicon.allows(list, one)) {
        return true;
    }
    let arms = |t: Token<'_>| {
        list.iter().any(|w| w == "@arms")
            && (lexicon.is("arms", &t.lower()) || sentence.codebook.maker_of(&t.lower()).is_some())
    };
    // "a NASAMS battery", "Gripen aircraft", "a missile system": what is counted in units of a weapon
    if arms(h) || lexicon.is("arms-unit", &lemma) && modifiers(h).into_iter().any(arms) {
        return true;
    }
    if lexicon.allows(list, &lemma) || lexicon.allows(list, &h.lower()) {
        return true;
    }
    // "turn off" with its particle
    if h.pos() == "VERB" && lexicon.allows(list, &verb_lemma(h)) {
        return true;
    }
    // "a heart-to-heart": the first of words joined by hyphens may head them
    let mut joined = h.lower();
    let mut end = h;
    while let Some(next) = end.next().filter(|n| n.text() == "-").and_then(|n| n.next()) {
        joined = format!("{joined}-{}", next.lower());
        end = next;
        if lexicon.allows(list, &joined) {
            return true;
        }
    }
    // a compound is looked up whole: "air base", "rare earths"
    let mut phrase = lemma;
    let mut lower = h.lower();
    let mut at = h;
    for _ in 0..3 {
        let Some(mut before) = at.prev() else { break };
        // "a sit-in", "the go-ahead" are one word
        let hyphen = before.text() == "-";
        if hyphen {
            let Some(first) = before.prev() else { break };
            before = first;
        }
        let joint = if hyphen { "-" } else { " " };
        phrase = format!("{}{joint}{phrase}", before.lower());
        lower = format!("{}{joint}{lower}", before.lower());
        if lexicon.allows(list, &phrase) || lexicon.allows(list, &lower) {
            return true;
        }
        at = before;
    }
    false
}
