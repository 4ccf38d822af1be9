//! Between whom a sentence may state something.

use crate::coding::unnamed::{Around, may_act};
use crate::coding::{Sentence, side};
use crate::party::{How, Party};
use std::ops::Range;
use tightrope_nlp::Doc;
use tightrope_statement::{Entity, EntityType};

/// Most actors that are looked at in a sentence, and most of those that it does not name.
const HERE: usize = 12;
const THERE: usize = 8;
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
/// source (3 to 8) and of the target (9 to 14), whether a side is no name (15, 16), the roles of the source (20 to 28) and
/// of the target (31 to 39).
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
}

impl Member {
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
        side(&self.entity)
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
    /// Those of a sentence; each side counts once, by the first words that stand for it.
    pub fn of(sentence: &Sentence<'_>) -> Self {
        let around = Around::of(sentence);
        let mut members: Vec<Member> = Vec::new();
        for h in around.here.iter().filter(|h| may_act(&h.entity)) {
            let words = Some(h.tokens.clone()).filter(|t| !t.is_empty());
            let how = match h.read {
                _ if words.is_none() => How::Implied,
                None | Some("named") => How::Named,
                Some("described") => How::Described,
                _ => How::Recalled,
            };
            let room = members.len() < HERE;
            match members.iter_mut().find(|m| m.side() == side(&h.entity)) {
                Some(known) if known.tokens.is_none() => (known.tokens, known.how) = (words, how),
                Some(known) if known.again.len() < AGAIN => known.again.extend(words),
                None if room => members.push(Member {
                    entity: h.entity.clone(),
                    tokens: words,
                    again: Vec::new(),
                    how,
                    roles: Vec::new(),
                }),
                _ => {}
            }
        }
        let named = members.len();
        for (e, role) in around.there.iter().filter(|(e, _)| may_act(e)) {
            let role = role.split(',').next().unwrap_or_default();
            let role = ROLES.iter().position(|r| *r == role);
            let room = members.len() < named + THERE;
            match members.iter_mut().find(|m| m.side() == side(e)) {
                Some(m) => {
                    if let Some(r) = role.filter(|r| !m.roles.contains(r)) {
                        m.roles.push(r);
                    }
                }
                None if room => members.push(Member {
                    entity: e.clone(),
                    tokens: None,
                    again: Vec::new(),
                    how: How::Implied,
                    roles: role.into_iter().collect(),
                }),
                None => {}
            }
        }
        let mut pairs = Vec::new();
        for (i, a) in members.iter().enumerate() {
            for (j, b) in members.iter().enumerate() {
                // of two that the sentence does not name one must be whom the page is about
                let about = || [a, b].iter().any(|m| m.roles.iter().any(|r| matches!(r, 0 | 6)));
                if i != j && (a.tokens.is_some() || b.tokens.is_some() || about()) {
                    pairs.push((i, j, features(a, b)));
                }
            }
        }
        Pairs { members, pairs }
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
    found.extend(a.roles.iter().map(|r| 20 + r));
    found.extend(b.roles.iter().map(|r| 31 + r));
    found.sort_unstable();
    found
}
