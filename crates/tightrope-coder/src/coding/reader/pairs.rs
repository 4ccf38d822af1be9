//! Between whom a sentence may state something.

use super::things::{is_thing, key, may_do, others};
use crate::coding::unnamed::Around;
use crate::coding::{Candidate, Sentence, overlaps};
use crate::party::{How, Party};
use std::ops::Range;
use tightrope_nlp::Doc;
use tightrope_statement::{Entity, EntityType};

/// Most actors that are looked at in a sentence, and most of those that it does not name.
const HERE: usize = 12;
const THERE: usize = 8;
/// Most persons that are looked at beside the states that they act for.
const PERSONS: usize = 3;
/// Most mentions of an actor after its first.
const AGAIN: usize = 8;

/// What an actor that the page speaks of may be to it, in the order of their features.
const ROLES: [&str; 9] = [
    "focal",
    "topic",
    "section",
    "counterpart",
    "speaker",
    "addressee",
    "page side",
    "spoken of 1 before",
    "spoken of 2 before",
];

/// Features of a pair: which side the sentence does not name (0, 1), whether the source comes first (2), the kind of the
/// source (3 to 8) and of the target (9 to 14), whether a side is no name (15, 16), what kind of thing the target is (17 to
/// 19), the roles of the source (20 to 28) and of the target (31 to 39), whether a side acts for nobody (40, 41).
pub const FEATURES: usize = 42;

/// An actor with the words that stand for it.
#[derive(Debug, Clone)]
pub struct Member {
    pub entity: Entity,
    /// Tokens; none where the sentence does not speak of it.
    pub tokens: Option<Range<usize>>,
    /// Other words of the sentence that stand for it.
    again: Vec<Range<usize>>,
    how: How,
    roles: Vec<usize>,
    part: Part,
}

/// What a member may be in a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Acts for a state or an organisation; all who act for it are one member.
    Actor,
    /// A person by the own name, of whom things are told and what is done for the own state.
    Person,
    /// The own state of a person, where no other words stand for it.
    Home,
    /// Acts for nobody, or does not act at all.
    Thing,
}

impl Member {
    fn new(entity: Entity, tokens: Option<Range<usize>>, how: How, part: Part) -> Self {
        Member { entity, tokens, again: Vec::new(), how, roles: Vec::new(), part }
    }

    /// Whether it acts for no state or organisation.
    pub fn is_thing(&self) -> bool {
        self.part == Part::Thing
    }

    /// Whether one of these tokens is its own.
    pub fn is_at(&self, tokens: &Range<usize>) -> bool {
        self.tokens.as_ref().is_some_and(|own| overlaps(own, tokens))
    }

    /// The actor as a party of a claim.
    pub fn party(&self) -> Party {
        Party {
            entity: self.entity.clone(),
            tokens: self.tokens.clone().unwrap_or(0..0),
            how: self.how,
            others: Vec::new(),
        }
    }

    /// The word that the others of its first mention hang on.
    pub fn head(&self, doc: &Doc) -> Option<usize> {
        let tokens = self.tokens.clone()?;
        let outside = |i: &usize| {
            let t = doc.token(*i);
            t.is_root() || !tokens.contains(&t.head().i)
        };
        tokens.clone().find(outside).or(Some(tokens.start))
    }

    /// All words of the sentence that stand for it.
    pub fn mentions(&self) -> impl Iterator<Item = &Range<usize>> {
        self.tokens.iter().chain(&self.again)
    }

    /// Whom it acts for, or itself.
    pub fn side(&self) -> &str {
        key(&self.entity)
    }

    /// How it was found.
    pub fn how(&self) -> How {
        self.how
    }

    /// Whether it is the page's own state.
    pub fn is_own(&self) -> bool {
        self.roles.contains(&0)
    }
}

/// The actors of a sentence and who may do something to whom.
#[derive(Debug, Default)]
pub struct Pairs {
    pub members: Vec<Member>,
    /// Source and target among the members, with the features that hold.
    pub pairs: Vec<(usize, usize, Vec<usize>)>,
}

impl Pairs {
    /// Those of a sentence; each side counts once, by the first words that stand for it. What rules have read as the target
    /// of `chosen` is among them.
    pub fn of(sentence: &Sentence<'_>, chosen: &[Candidate<'_>]) -> Self {
        let around = Around::of(sentence);
        let mut members: Vec<Member> = Vec::new();
        for h in around.here.iter().filter(|h| !is_thing(&h.entity)) {
            let words = Some(h.tokens.clone()).filter(|t| !t.is_empty());
            let how = match h.read {
                _ if words.is_none() => How::Implied,
                None | Some("named") => How::Named,
                Some("described") => How::Described,
                _ => How::Recalled,
            };
            let room = members.len() < HERE;
            match members.iter_mut().find(|m| m.side() == key(&h.entity)) {
                Some(known) if known.tokens.is_none() => (known.tokens, known.how) = (words, how),
                Some(known) if known.again.len() < AGAIN => known.again.extend(words),
                None if room => members.push(Member::new(h.entity.clone(), words, how, Part::Actor)),
                _ => {}
            }
        }
        let (acting, things) = others(sentence, &members);
        for x in acting {
            let room = members.len() < HERE;
            match members.iter_mut().find(|m| m.side() == key(&x.entity)) {
                Some(known) if known.again.len() < AGAIN => known.again.push(x.tokens),
                None if room => members.push(Member::new(x.entity, Some(x.tokens), x.how, Part::Actor)),
                _ => {}
            }
        }
        let named = members.len();
        for (e, role) in around.there.iter().filter(|(e, _)| !is_thing(e)) {
            let role = role.split(',').next().unwrap_or_default();
            let role = ROLES.iter().position(|r| *r == role);
            let room = members.len() < named + THERE;
            match members.iter_mut().find(|m| m.side() == key(e)) {
                Some(m) => {
                    if let Some(r) = role.filter(|r| !m.roles.contains(r)) {
                        m.roles.push(r);
                    }
                }
                None if room => {
                    let mut m = Member::new(e.clone(), None, How::Implied, Part::Actor);
                    m.roles.extend(role);
                    members.push(m);
                }
                None => {}
            }
        }
        members.extend(persons(&around, &members));
        members.extend(homes(sentence, &members));
        members.extend(things.into_iter().map(|x| Member::new(x.entity, Some(x.tokens), x.how, Part::Thing)));
        for x in chosen.iter().filter_map(|c| c.target.as_ref()).filter(|x| !x.tokens.is_empty()) {
            let seen = |m: &Member| m.side() == key(&x.entity) || m.is_thing() && m.is_at(&x.tokens);
            if is_thing(&x.entity) && !members.iter().any(seen) {
                members.push(Member::new(x.entity.clone(), Some(x.tokens.clone()), x.how, Part::Thing));
            }
        }
        let mut pairs = Vec::new();
        for (i, a) in members.iter().enumerate() {
            for (j, b) in members.iter().enumerate() {
                if i != j && may_pair(a, b) {
                    pairs.push((i, j, features(a, b)));
                }
            }
        }
        Pairs { members, pairs }
    }
}

/// The persons that the sentence names whose state another mention stands for.
fn persons(around: &Around, members: &[Member]) -> Vec<Member> {
    let mut found: Vec<Member> = Vec::new();
    for h in around.here.iter().filter(|h| h.entity.kind == EntityType::Person && h.read.is_none()) {
        let one = |m: &Member| m.entity.id == h.entity.id;
        if h.entity.state.is_some() && !members.iter().any(one) && !found.iter().any(one) && found.len() < PERSONS {
            found.push(Member::new(h.entity.clone(), Some(h.tokens.clone()), How::Named, Part::Person));
        }
    }
    found
}

/// The states of the persons that stand for them in the sentence.
fn homes(sentence: &Sentence<'_>, members: &[Member]) -> Vec<Member> {
    let person = |m: &&Member| m.part == Part::Actor && m.entity.kind == EntityType::Person && m.tokens.is_some();
    let home = |m: &Member| sentence.resolver.state_entity(m.entity.state.as_deref()?);
    let found = members.iter().filter(person).filter_map(home).take(PERSONS);
    found.map(|e| Member::new(e, None, How::Implied, Part::Home)).collect()
}

/// Whether the sentence may state that `a` does something to `b`.
fn may_pair(a: &Member, b: &Member) -> bool {
    // of two that the sentence does not name one must be whom the page is about
    let about = |m: &Member| m.roles.iter().any(|r| matches!(r, 0 | 6));
    let here = |m: &Member| m.tokens.is_some() || about(m);
    match (a.part, b.part) {
        (Part::Actor, Part::Actor) => a.tokens.is_some() || b.tokens.is_some() || about(a) || about(b),
        (Part::Person, Part::Actor) => a.side() == b.side(),
        (Part::Actor, Part::Home) => a.entity.kind == EntityType::Person && a.side() == b.side(),
        (Part::Actor, Part::Thing) => here(a),
        (Part::Person, Part::Thing) => true,
        (Part::Thing, Part::Actor) => may_do(&a.entity) && here(b),
        (Part::Thing, Part::Thing) => may_do(&a.entity),
        (_, Part::Person | Part::Home) | (Part::Home, _) => false,
    }
}

fn features(a: &Member, b: &Member) -> Vec<usize> {
    let kind = |m: &Member| match m.entity.kind {
        EntityType::State => 0,
        EntityType::Organisation => 1,
        EntityType::Person => 2,
        EntityType::Company => 3,
        EntityType::Group => 4,
        _ => 5,
    };
    let mut found = Vec::new();
    let mut add = |holds: bool, feature: usize| found.extend(holds.then_some(feature));
    add(a.tokens.is_none(), 0);
    add(b.tokens.is_none(), 1);
    add(a.tokens.as_ref().zip(b.tokens.as_ref()).is_some_and(|(a, b)| a.start < b.start), 2);
    add(true, 3 + kind(a));
    add(true, 9 + kind(b));
    add(a.how != How::Named, 15);
    add(b.how != How::Named, 16);
    add(a.part == Part::Thing, 40);
    add(b.part == Part::Thing, 41);
    let thing = match b.entity.kind {
        EntityType::Commodity | EntityType::Language | EntityType::Deposit => Some(17),
        EntityType::Policy => Some(18),
        EntityType::Initiative | EntityType::Institution => Some(19),
        _ => None,
    };
    found.extend(thing);
    found.extend(a.roles.iter().map(|r| 20 + r));
    found.extend(b.roles.iter().map(|r| 31 + r));
    found.sort_unstable();
    found
}
