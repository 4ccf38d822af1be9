//! Numbers and things that are no actors: what else a claim says.

use super::Sentence;
use crate::party::{How, Party, slug};
use crate::proposition::{Predicate, conjuncts, is_clause_verb, lower_lemma, noun_phrase, preps_of};
use crate::quantity::{Quantity, QuantityMention};
use std::ops::Range;
use tightrope_nlp::Token;
use tightrope_statement::{Amount, Entity, EntityType};

/// What a rule asks for where its words leave no doubt that the name is that of an initiative, an exercise or a programme.
const UNDERTAKING: &str = "undertaking";

/// What a rule asks for where the words may as well speak of an alliance or a fund that somebody has thought of.
const VENTURE: &str = "venture";

/// What a rule asks for where its words are too wide for an organisation: "sends ships to", "draws on".
const PROGRAMME: &str = "programme";

/// What stands for an initiative beside the nouns for one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    Own,
    Programmes,
    Bodies,
    Names,
}

/// The makers of the weapons that the noun phrase names.
pub fn maker(sentence: &Sentence<'_>, head: Token<'_>) -> Vec<Party> {
    let doc = sentence.doc;
    let mut makers: Vec<Party> = Vec::new();
    for member in conjuncts(head) {
        let phrase = noun_phrase(member);
        for i in phrase.clone() {
            let one = doc.token(i).lower();
            let two = if i + 1 < phrase.end { format!("{one} {}", doc.token(i + 1).lower()) } else { String::new() };
            let found = [(two, 2), (one, 1)].into_iter().find_map(|(w, n)| Some((sentence.codebook.maker_of(&w)?, n)));
            if let Some((state, n)) = found
                && let Some(entity) = sentence.resolver.state_entity(state)
            {
                makers.push(Party { entity, tokens: i..i + n, how: How::Described, others: Vec::new() });
                break;
            }
        }
    }
    makers
}

/// What the noun phrase stands for, where the rule wants a commodity, a language, a policy or the like.
pub fn of_kind(sentence: &Sentence<'_>, head: Token<'_>, kind: &str) -> Vec<Party> {
    // an undertaking may be known by its name alone, a venture may be an organisation in the making
    let reach = match kind {
        UNDERTAKING => Reach::Names,
        VENTURE => Reach::Bodies,
        PROGRAMME => Reach::Programmes,
        _ => Reach::Own,
    };
    let wanted: EntityType = match if reach == Reach::Own { kind.parse() } else { Ok(EntityType::Initiative) } {
        Ok(k) => k,
        Err(_) => return Vec::new(),
    };
    if wanted == EntityType::Person {
        let parties = sentence.resolver.parties(head);
        if parties.is_empty()
            && let Some(person) = full_name(sentence, head)
        {
            return vec![person];
        }
        // a name of two words that nothing else is known of can only be a person's where a person is wanted
        let person = |p: &Party| {
            p.entity.kind == EntityType::Person
                || p.entity.kind == EntityType::Organisation
                    && sentence.resolver.mention(head.i).is_none()
                    && full_name(sentence, head).is_some_and(|n| n.entity.id == p.entity.id)
        };
        let made = |p: Party| Party { entity: Entity { kind: EntityType::Person, ..p.entity.clone() }, ..p };
        return parties.into_iter().filter(person).map(made).collect();
    }
    let mut found: Vec<Party> = Vec::new();
    for member in conjuncts(head) {
        if wanted == EntityType::Organisation && matches!(member.tag(), "PRP$" | "WP$") {
            let fits = |p: &Party| p.entity.kind == wanted;
            let meant = sentence.resolver.parties(member);
            found.extend(meant.into_iter().filter_map(|p| if fits(&p) { Some(p) } else { p.next_reading(&fits) }));
            continue;
        }
        // "a policy of neutrality": what the policy consists in names it
        let content = (wanted == EntityType::Policy
            && sentence.codebook.lexicon.is("policy-general", &lower_lemma(member)))
        .then(|| preps_of(member).into_iter().filter(|(n, _)| n == "of"))
        .into_iter()
        .flatten()
        .find_map(|(_, o)| described_of_kind(sentence, o, wanted, reach));
        if let Some(p) = content {
            found.push(p);
            continue;
        }
        let member = sentence.resolver.name_borne(sentence.doc.token(member.i)).unwrap_or(member);
        let mut known = known_of_kind(sentence, member, wanted);
        // "an EU land command", "the Union's flag": where the rule is wide, the name must be the noun
        let is_noun = |p: &Party| p.tokens.contains(&member.i) || is_class_noun(sentence, member);
        known = known.filter(|p| reach == Reach::Own || is_noun(p));
        if reach == Reach::Programmes && known.as_ref().is_some_and(|p| p.entity.kind != wanted) {
            continue;
        }
        if let Some(p) = known {
            found.push(p);
            continue;
        }
        // "the alliance", "the Union": the one spoken of
        let bare = wanted == EntityType::Organisation
            && matches!(member.pos(), "NOUN" | "PROPN")
            && member.children().all(|c| matches!(c.dep(), "det" | "punct" | "case"));
        let recalled: Vec<Party> = if bare {
            let meant = sentence.resolver.parties(member).into_iter();
            meant.filter(|p| p.entity.kind == wanted && p.how == How::Recalled).collect()
        } else {
            Vec::new()
        };
        if recalled.is_empty() {
            found.extend(described_of_kind(sentence, member, wanted, reach));
        } else {
            found.extend(recalled);
        }
    }
    found
}

/// A first name and a surname that no list and no recogniser knows.
fn full_name(sentence: &Sentence<'_>, head: Token<'_>) -> Option<Party> {
    let lexicon = &sentence.codebook.lexicon;
    let words = noun_phrase(head);
    let plain = |i: usize| {
        let t = sentence.doc.token(i);
        let letters = t.text().chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\''));
        let common = ["firm-name", "firm-word", "company-word", "organisation-noun", "institution-noun", "facility"];
        t.pos() == "PROPN"
            && letters
            && t.text().chars().skip(1).any(char::is_lowercase)
            && !common.iter().any(|class| lexicon.is(class, &t.lower()))
            && sentence.resolver.mention(i).is_none()
    };
    if !(2..=3).contains(&words.len()) || words.end != head.i + 1 || !words.clone().all(plain) {
        return None;
    }
    let name = sentence.doc.span_text(words.clone()).to_owned();
    let entity = Entity { id: slug(&name), name, kind: EntityType::Person, state: None };
    Some(Party { entity, tokens: words, how: How::Named, others: Vec::new() })
}

fn known_of_kind(sentence: &Sentence<'_>, member: Token<'_>, wanted: EntityType) -> Option<Party> {
    if wanted == EntityType::Language {
        // "Chinese" is a state's adjective first; here it can only be the language
        let r = &sentence.resolver;
        let found = r
            .directory
            .lookup(member.text(), r.date)
            .into_iter()
            .map(|x| x.actor.entity_at(r.date))
            .find(|e| e.kind == wanted)?;
        return Some(Party { entity: found, tokens: member.i..member.i + 1, how: How::Named, others: Vec::new() });
    }
    let doc = sentence.doc;
    // "the ASEAN Future Forum" is a name of its own, not ASEAN's
    if wanted == EntityType::Initiative && is_longer_name(sentence, member) {
        return None;
    }
    let mut phrase = noun_phrase(member);
    if member.dep() == "appos" && sentence.resolver.mention(member.i).is_none() {
        // "CSTO, a Russian-led alliance": the apposition stands for what it explains
        phrase = noun_phrase(member.head());
    }
    for i in phrase.rev() {
        let Some(n) = sentence.resolver.mention(i) else { continue };
        let fits =
            |e: &Entity| e.kind == wanted || wanted == EntityType::Initiative && e.kind == EntityType::Organisation;
        // "the EU's sanctions" are no organisation
        let owner = doc.token(n.tokens.end.saturating_sub(1).min(doc.len().saturating_sub(1)));
        if owner.dep() == "poss" && !n.tokens.contains(&member.i) {
            continue;
        }
        let entity = std::iter::once(&n.entity).chain(&n.others).find(|e| fits(e));
        if let Some(e) = entity {
            return Some(Party { entity: e.clone(), tokens: n.tokens.clone(), how: How::Named, others: Vec::new() });
        }
    }
    None
}

/// Whether a capitalised word for a programme heads a name in which a known name is only the beginning.
fn is_longer_name(sentence: &Sentence<'_>, member: Token<'_>) -> bool {
    let lexicon = &sentence.codebook.lexicon;
    is_capital(member)
        && sentence.resolver.mention(member.i).is_none()
        && lexicon.is("initiative-noun", &member.lower())
        && member.prev().is_some_and(|b| is_capital(b) && sentence.resolver.mention(b.i).is_none())
}

/// Whether the noun is one for an initiative or an organisation: "the Artemis programme".
fn is_class_noun(sentence: &Sentence<'_>, member: Token<'_>) -> bool {
    let lexicon = &sentence.codebook.lexicon;
    let lemma = lower_lemma(member);
    lexicon.is("initiative-noun", &lemma) || lexicon.is("organisation-noun", &lemma)
}

fn is_capital(t: Token<'_>) -> bool {
    t.text().starts_with(char::is_uppercase)
}

/// Whether the words are a name of the kind that exercises and programmes have: two words or more in capitals, or an
/// acronym; not a person's or a place's, nor that of a contest or a war.
fn is_undertaking(sentence: &Sentence<'_>, member: Token<'_>) -> bool {
    let doc = sentence.doc;
    let lexicon = &sentence.codebook.lexicon;
    let taken = |i: usize| {
        doc.ents().iter().any(|e| {
            e.start <= i && i < e.end && matches!(e.label.as_str(), "PERSON" | "GPE" | "LOC" | "NORP" | "DATE" | "TIME")
        })
    };
    let acronym = |t: Token<'_>| {
        t.text().chars().count() > 2
            && !t.text().chars().any(char::is_lowercase)
            && t.text().chars().any(char::is_uppercase)
    };
    let capitals = noun_phrase(member).filter(|&i| is_capital(doc.token(i)) && doc.token(i).pos() != "DET").count();
    member.pos() == "PROPN"
        && sentence.resolver.mention(member.i).is_none()
        && (capitals > 1 || acronym(member))
        && !taken(member.i)
        && !lexicon.is("occasion-noun", &member.lower())
        && !lexicon.is("occasion-noun", &lower_lemma(member))
}

/// The end of a name that runs on behind its head: "Alliance for Development in Democracy".
fn name_end(sentence: &Sentence<'_>, member: Token<'_>) -> usize {
    let doc = sentence.doc;
    let lexicon = &sentence.codebook.lexicon;
    let mut end = member.i + 1;
    if !is_capital(member) {
        return end;
    }
    let mut at = end;
    while at < sentence.tokens.end && at < end + 3 {
        let t = doc.token(at);
        let place = sentence.resolver.mention(at).is_some_and(|n| n.entity.state.is_some());
        let within = doc.token(end.min(sentence.tokens.end - 1)).lower() == "in";
        if is_capital(t) && matches!(t.pos(), "PROPN" | "NOUN" | "ADJ") && !(place && within) {
            end = at + 1;
        } else if !lexicon.is("name-joiner", &t.lower())
            || at == member.i + 1 && matches!(t.lower().as_str(), "in" | "and" | "the")
        {
            break;
        }
        at += 1;
    }
    end
}

fn described_of_kind(sentence: &Sentence<'_>, member: Token<'_>, wanted: EntityType, reach: Reach) -> Option<Party> {
    let lexicon = &sentence.codebook.lexicon;
    // a place or state is no university, a state or firm no deposit
    let other = |e: &Entity| match wanted {
        EntityType::Institution => e.kind != wanted,
        EntityType::Deposit => !matches!(e.kind, EntityType::Deposit | EntityType::Place | EntityType::Facility),
        _ => false,
    };
    if sentence.resolver.mention(member.i).is_some_and(|n| other(&n.entity)) {
        return None;
    }
    // "the Union's council": a body of the one named
    if wanted == EntityType::Organisation
        && !is_capital(member)
        && lexicon.is("organisation-noun", &lower_lemma(member))
    {
        let owner = member.children().find(|c| c.dep() == "poss").and_then(|c| sentence.resolver.mention(c.i));
        if let Some(n) = owner.filter(|n| n.entity.kind == wanted) {
            return Some(Party {
                entity: n.entity.clone(),
                tokens: n.tokens.clone(),
                how: How::Described,
                others: Vec::new(),
            });
        }
    }
    let lemma = lower_lemma(member);
    let class = match wanted {
        EntityType::Policy => "policy-noun",
        EntityType::Initiative => "initiative-noun",
        EntityType::Deposit => "deposit-noun",
        EntityType::Institution => "institution-noun",
        EntityType::Organisation => "organisation-noun",
        EntityType::Commodity => "commodity-noun",
        _ => return None,
    };
    let doc = sentence.doc;
    let mut words = noun_phrase(member);
    let of_state = |i: usize| sentence.resolver.mention(i).is_some_and(|n| n.entity.kind == EntityType::State);
    let has_name = words.clone().filter(|&i| !of_state(i)).any(|i| {
        doc.token(i).pos() == "PROPN"
            || doc.token(i).text().chars().next().is_some_and(char::is_uppercase) && i > sentence.tokens.start
    });
    let named = member.pos() == "PROPN" && matches!(wanted, EntityType::Institution | EntityType::Deposit);
    let body =
        matches!(reach, Reach::Bodies | Reach::Names) && is_capital(member) && lexicon.is("organisation-noun", &lemma);
    // "Operation Bold Heron", "Exercise Northern Wind"
    let titled = wanted == EntityType::Initiative
        && is_capital(member)
        && words
            .clone()
            .any(|i| i < member.i && is_capital(doc.token(i)) && lexicon.is("initiative-title", &doc.token(i).lower()));
    let in_class = body || titled || lexicon.is(class, &lemma) || lexicon.is(class, &member.lower());
    // an initiative or organisation without a name of its own is nobody in particular
    // unless it is a common undertaking that is told from others: "the American-led coalition"
    let told = || {
        lexicon.is("joint-undertaking", &lemma)
            && member.children().any(|c| matches!(c.dep(), "amod" | "compound" | "nmod" | "relcl" | "acl" | "prep"))
    };
    let nameless = match wanted {
        EntityType::Initiative => !has_name && !told(),
        EntityType::Organisation => !has_name,
        _ => false,
    };
    let bare_name = reach == Reach::Names && is_undertaking(sentence, member);
    if !in_class && !named && !bare_name || nameless && !bare_name {
        return None;
    }
    if matches!(wanted, EntityType::Initiative | EntityType::Organisation) {
        words.end = words.end.max(name_end(sentence, member));
    }
    if wanted == EntityType::Institution {
        // "the University of Birmingham" is one name
        let of = preps_of(member).into_iter().find(|(n, o)| n == "of" && o.pos() == "PROPN");
        if let Some((_, place)) = of {
            words.end = words.end.max(place.i + 1);
        }
    }
    if wanted == EntityType::Deposit {
        // what the deposit is called, not that it is one
        let inner: Vec<usize> = words.clone().filter(|&i| doc.token(i).pos() == "PROPN" && i != member.i).collect();
        if let (Some(a), Some(b)) = (inner.first(), inner.last()) {
            words = *a..*b + 1;
        }
    }
    while words.len() > 1
        && (matches!(doc.token(words.start).dep(), "det" | "poss" | "case" | "punct")
            || matches!(doc.token(words.start).pos(), "PUNCT" | "DET" | "PART"))
    {
        words.start += 1;
    }
    if wanted == EntityType::Policy && lexicon.is("policy-name", &lemma) {
        // "active non-alignment" is non-alignment
        words.end = words.end.min(member.i + 1);
        words.start = member.i;
        while let Some(dash) = doc.token(words.start).prev().filter(|t| t.text() == "-") {
            let Some(part) = dash.prev() else { break };
            words.start = part.i;
        }
    }
    if wanted == EntityType::Initiative && !is_capital(member) && has_name && words.end == member.i + 1 {
        // "the American Artemis programme": neither whose it is nor that it is a programme is in the name
        let capital = |&i: &usize| is_capital(doc.token(i)) && !of_state(i);
        if let (Some(a), Some(b)) = (words.clone().find(capital), words.clone().rfind(capital))
            && doc.token(a).pos() != "ADJ"
            && (a..b).all(|i| is_capital(doc.token(i)) || lexicon.is("name-joiner", &doc.token(i).lower()))
        {
            words = a..b + 1;
        }
    }
    let name = doc.span_text(words.clone()).trim_matches(|c: char| !c.is_alphanumeric() && c != '+').to_owned();
    if name.is_empty() {
        return None;
    }
    let state = sentence.resolver.owners(member).into_iter().find_map(|o| o.entity.state);
    let state = if wanted == EntityType::Institution || wanted == EntityType::Organisation { state } else { None };
    Some(Party {
        entity: Entity { id: slug(&name), name, kind: wanted, state },
        tokens: words,
        how: How::Named,
        others: Vec::new(),
    })
}

/// The numbers that belong to the claim: those that hang on its trigger or its object.
pub fn amount(sentence: &Sentence<'_>, p: &Predicate, trigger: &[usize], objects: &[Token<'_>]) -> Option<Amount> {
    let mut amount = Amount::default();
    for q in numbers(sentence, p, trigger, objects) {
        let got = q.value.to_amount();
        // "raised its programme from one billion to two": what it came to
        if outcome(sentence, &q.tokens, trigger) && got.value.is_some() {
            amount.value = got.value;
            amount.unit = got.unit.or(amount.unit);
            break;
        }
        if got.rank.is_some() && amount.rank.is_none() {
            amount.rank = got.rank;
        }
        if got.share.is_some() && amount.share.is_none() {
            amount.share = got.share;
        }
        // money says more than a count
        let money = matches!(q.value, Quantity::Money { .. });
        let has_money =
            amount.unit.as_deref().is_some_and(|u| u.len() == 3 && u.chars().all(|c| c.is_ascii_uppercase()));
        if got.value.is_some() && got.share.is_none() && (amount.value.is_none() || money && !has_money) {
            amount.value = got.value;
            amount.unit = got.unit;
        }
    }
    (!amount.is_empty()).then_some(amount)
}

/// The numbers that hang on a claim's trigger or object, in text order.
pub fn numbers<'a>(
    sentence: &Sentence<'a>,
    p: &Predicate,
    trigger: &[usize],
    objects: &[Token<'_>],
) -> impl Iterator<Item = &'a QuantityMention> {
    let mut owners: Vec<usize> = trigger.to_vec();
    owners.push(p.head);
    owners.extend(objects.iter().flat_map(|o| conjuncts(*o)).map(|o| o.i));
    let here = sentence.quantities.iter().filter(|q| sentence.tokens.contains(&q.tokens.start));
    here.filter(move |q| hangs_on(sentence, &q.tokens, &owners))
}

/// Whether the quantity is what a verb of change on the way brought something to.
fn outcome(sentence: &Sentence<'_>, tokens: &Range<usize>, trigger: &[usize]) -> bool {
    let doc = sentence.doc;
    let mut at = doc.token(tokens.end - 1);
    while tokens.contains(&at.head().i) && !at.is_root() && at.head().i != at.i {
        at = at.head();
    }
    let to = at.head();
    at.dep() == "pobj"
        && to.lower() == "to"
        && trigger.contains(&to.head().i)
        && !matches!(to.head().dep(), "relcl" | "acl")
        && sentence.codebook.lexicon.is("change-verb", &lower_lemma(to.head()))
}

/// Whether the tokens hang on one of the owners, with no other clause between.
pub(super) fn hangs_on(sentence: &Sentence<'_>, tokens: &Range<usize>, owners: &[usize]) -> bool {
    let doc = sentence.doc;
    if tokens.clone().any(|t| owners.contains(&t)) {
        return true;
    }
    let mut at = doc.token(tokens.end - 1);
    let mut steps = 0;
    while tokens.contains(&at.head().i) && !at.is_root() && steps < 20 {
        at = at.head();
        steps += 1;
    }
    for up in at.ancestors().take(7) {
        if owners.contains(&up.i) {
            return true;
        }
        if is_clause_verb(up) {
            // "When Xi came this May, they signed": what stands within the clause before the main one is of both
            return up.children().any(|c| c.dep() == "advcl" && owners.contains(&c.i) && c.i < at.i && at.i < up.i)
                && !up.children().any(|c| c.dep() == "nsubj" && c.i < at.i);
        }
    }
    false
}
