//! What a sentence speaks of beside those who may act for a state or an organisation: names that nobody knows, groups of no
//! state, goods, policies, programmes, schools. Most of them something can be done to, some may do something.

use super::pairs::Member;
use crate::coding::attributes::of_kind;
use crate::coding::unnamed::may_act;
use crate::coding::{Sentence, side};
use crate::party::{How, Party};
use crate::proposition::lower_lemma;
use tightrope_nlp::Token;
use tightrope_statement::{Entity, EntityType, Relation};

/// Most that are looked at in a sentence.
const MOST: usize = 6;

/// What a noun that names nobody is tried for, in this order.
const KINDS: [&str; 6] = ["policy", "commodity", "undertaking", "organisation", "deposit", "institution"];

/// The nouns of the sentence that none of the actors' words cover, as members: those who may act after all, then things.
pub(super) fn others(sentence: &Sentence<'_>, actors: &[Member]) -> (Vec<Party>, Vec<Party>) {
    let (mut acting, mut things): (Vec<Party>, Vec<Party>) = (Vec::new(), Vec::new());
    let taken = |i: usize| actors.iter().any(|m| m.mentions().any(|t| t.contains(&i)));
    for i in sentence.tokens.clone() {
        let t = sentence.doc.token(i);
        let named = |kind: EntityType| sentence.resolver.mention(i).is_some_and(|n| n.entity.kind == kind);
        // "the largest gas reserves", "the American University": a good and a school are one wherever they stand
        let own = named(EntityType::Commodity) || is_class(sentence, t, "institution-noun");
        let within = match t.dep() {
            "compound" | "nmod" => !named(EntityType::Commodity),
            // "Obama's platform"
            "poss" => !named(EntityType::Commodity) && !named(EntityType::Person),
            _ => false,
        };
        let found = match t.tag().starts_with("NN") && !within && !is_counted(sentence, i) && (own || !taken(i)) {
            true => thing(sentence, t),
            false => None,
        };
        for x in found.into_iter().chain(language(sentence, t)) {
            let known = |y: &Party| y.entity.id == x.entity.id;
            let acts = !is_thing(&x.entity);
            if acts && !acting.iter().any(known) {
                acting.push(x);
            } else if !acts && !things.iter().any(known) && things.len() < MOST {
                things.push(x);
            }
        }
    }
    (acting, things)
}

/// Whether the word belongs to a date or an amount.
fn is_counted(sentence: &Sentence<'_>, i: usize) -> bool {
    let counts = ["DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"];
    sentence.doc.ents().iter().any(|e| (e.start..e.end).contains(&i) && counts.contains(&e.label.as_str()))
}

/// What the noun stands for, where that can be told.
fn thing(sentence: &Sentence<'_>, t: Token<'_>) -> Option<Party> {
    let r = &sentence.resolver;
    if let Some(n) = r.mention(t.i) {
        let own = n.tokens.end == t.i + 1;
        let party =
            || Party { entity: n.entity.clone(), tokens: n.tokens.clone(), how: How::Named, others: Vec::new() };
        return own.then(party);
    }
    let parties = || r.parties(t).into_iter().find(|p| p.tokens.contains(&t.i));
    let kinds =
        || KINDS.iter().find_map(|kind| of_kind(sentence, t, kind).into_iter().find(|p| p.tokens.contains(&t.i)));
    if is_class(sentence, t, "institution-noun") {
        let school = of_kind(sentence, t, "institution").into_iter().find(|p| p.tokens.contains(&t.i));
        return school.or_else(parties);
    }
    // a treaty or a school is not known by its name alone
    match t.tag() {
        "NNP" | "NNPS" => kinds().filter(|p| !is_any_name(sentence, t, p)).or_else(parties).or_else(kinds),
        _ => parties().or_else(kinds),
    }
}

fn is_class(sentence: &Sentence<'_>, t: Token<'_>, class: &str) -> bool {
    sentence.codebook.lexicon.is(class, &lower_lemma(t))
}

/// "speaks French", where "French" is of France elsewhere.
fn language(sentence: &Sentence<'_>, t: Token<'_>) -> Option<Party> {
    let object =
        matches!(t.dep(), "dobj" | "pobj" | "conj" | "attr" | "appos") && t.text().starts_with(char::is_uppercase);
    let found = object.then(|| of_kind(sentence, t, "language"))?;
    found.into_iter().find(|p| p.tokens.contains(&t.i))
}

/// Whether a name was taken for a school for no other reason than that it is one.
fn is_any_name(sentence: &Sentence<'_>, t: Token<'_>, p: &Party) -> bool {
    let class = match p.entity.kind {
        EntityType::Institution => "institution-noun",
        EntityType::Deposit => "deposit-noun",
        _ => return false,
    };
    !is_class(sentence, t, class)
}

/// Whether it is looked at by itself: it acts for nobody, or is an undertaking of the one whom it would act for.
pub(super) fn is_thing(e: &Entity) -> bool {
    e.kind == EntityType::Initiative || !may_act(e)
}

/// Whom somebody acts for, or what a thing is known by.
pub(super) fn key(e: &Entity) -> &str {
    if is_thing(e) { &e.id } else { side(e) }
}

/// Whether somebody who acts for no state may do something.
pub(super) fn may_do(e: &Entity) -> bool {
    use EntityType::{Company, Group, Initiative, Organisation, Person};
    matches!(e.kind, Person | Company | Group | Organisation | Initiative)
}

/// The thing as what a relation wants there; none where it cannot be that.
pub(super) fn as_target(sentence: &Sentence<'_>, relation: Relation, member: &Member) -> Option<Party> {
    let party = member.party();
    if !member.is_thing() || relation.target_role().parse() == Ok(party.entity.kind) {
        return Some(party);
    }
    let goods = matches!(
        party.entity.kind,
        EntityType::Commodity | EntityType::Language | EntityType::Policy | EntityType::Deposit
    );
    let Ok(kind) = relation.target_role().parse::<EntityType>() else { return (!goods).then_some(party) };
    let head = sentence.doc.token(member.head(sentence.doc)?);
    if let Some(read) = of_kind(sentence, head, relation.target_role()).into_iter().next() {
        return Some(read);
    }
    let name = head.tag().starts_with("NNP") && !goods;
    name.then(|| Party { entity: Entity { kind, ..party.entity.clone() }, ..party })
}
