//! What the page has spoken of so far, for pronouns and descriptions.

use super::Told;
use crate::actors::Gender;
use crate::attribution::Said;
use crate::time::Anchor;
use tightrope_statement::{Entity, EntityType};

/// One thing spoken of.
#[derive(Debug, Clone)]
pub struct Seen {
    /// What.
    pub entity: Entity,
    /// Sentence number in the page.
    pub sentence: usize,
    /// Token in that sentence's text.
    pub token: usize,
    /// Weight of its place: subjects stand out, modifiers do not.
    pub weight: u32,
    /// For persons, where known.
    pub gender: Option<Gender>,
    /// Whether the words were plural.
    pub plural: bool,
    /// The title with which a person was named, as a lemma.
    pub title: Option<String>,
    /// Whether the words were one person, whomever they act for.
    pub human: bool,
}

/// A noun by which the page has called somebody of a state that its words name: "a Turkish ship".
#[derive(Debug, Clone)]
pub struct Called {
    /// The noun, as a lemma.
    pub noun: String,
    /// Whom it stands for.
    pub entity: Entity,
    /// Sentence number in the page.
    pub sentence: usize,
    /// Token of the noun.
    pub token: usize,
}

/// Words for several parties, with whom they stood for.
#[derive(Debug, Clone)]
pub struct Plural {
    /// Whom.
    pub entities: Vec<Entity>,
    /// Sentence number in the page.
    pub sentence: usize,
    /// Token of their head.
    pub token: usize,
    /// Whether they were a subject.
    pub subject: bool,
}

/// The page's discourse so far.
#[derive(Debug, Default)]
pub struct Memory {
    /// What was spoken of, in order.
    pub seen: Vec<Seen>,
    /// The last two or more states that stood together in a statement or coordination, with the sentence.
    pub group: Option<(Vec<Entity>, usize)>,
    /// Who did something to whom, with the sentence, in order.
    pub acts: Vec<(Entity, Entity, usize)>,
    /// The claims made so far, in order.
    pub told: Vec<Told>,
    /// Nouns whose owners were named, in order.
    pub nouns: Vec<Called>,
    /// Plural words, in order.
    pub plurals: Vec<Plural>,
    /// The parties whose joint words the page is; none of other pages.
    pub sides: Vec<Entity>,
    /// Whom the entry of a brief is about: the name that stands alone at its head.
    pub topic: Option<Entity>,
    /// Whether the words are notes, which leave out articles.
    pub notes: bool,
    /// The state or organisation whose name is the heading of the section.
    pub section: Option<Entity>,
    /// The state the page is about.
    pub focal: Option<Entity>,
    /// The other state that the page is about, where there is one.
    pub counterpart: Option<Entity>,
    /// The state that "we" stands for here.
    pub speaker: Option<Entity>,
    /// Whether who speaks does so for that state, and so never calls it "it".
    pub official: bool,
    /// Whether the page's own voice says "we" of the state that it is about.
    pub native: bool,
    /// The person who speaks in first person here.
    pub speaker_person: Option<Entity>,
    /// The state that "you" stands for here: in a question, that of who is asked.
    pub addressee: Option<Entity>,
    /// The last date that the page has named.
    pub last_date: Option<Anchor>,
    /// Ids of the persons whose words the page is: an interview's guests, a speaker.
    pub guests: Vec<String>,
    /// Who spoke last in the page's telling, with the sentence.
    pub last_speaker: Option<(Said, usize)>,
    /// Whom the page quoted last, where the next block may go on with it.
    pub last_said: Option<Said>,
    /// Number of the sentence being read.
    pub sentence: usize,
}

/// Sentences over which "the three" are remembered.
const FAR: usize = 16;
/// Sentences back that a pronoun reaches.
const REACH: usize = 3;
/// Sentences back that a title without a name reaches.
const TITLE_REACH: usize = 8;
/// What a sentence takes off a mention's weight, in tenths: a subject one sentence back stands behind an object here.
const FADE: u32 = 16;
/// Sentences back that a noun reaches whose owner was named.
const CALLED: usize = 2;
/// Sentences back that an answer to an act reaches.
const ANSWER: usize = 2;
/// What the page's own state has before others, in tenths.
const OWN: u32 = 8;
/// Weight of an object.
pub(super) const OBJECT: u32 = 3;
/// Weight of a subject.
pub(super) const SUBJECT: u32 = 5;

impl Memory {
    fn pick(&self, token: usize, reach: usize, fits: impl Fn(&Seen) -> bool) -> Option<&Entity> {
        self.seen
            .iter()
            .filter(|s| self.sentence - s.sentence <= reach && fits(s))
            .filter(|s| s.sentence < self.sentence || s.token < token)
            .max_by_key(|s| {
                let distance = (self.sentence - s.sentence) as u32;
                let own = self.sides.is_empty() && self.focal.as_ref().is_some_and(|f| f.id == s.entity.id);
                let weight = s.weight * 10 + if own { OWN } else { 0 };
                weight.saturating_sub(distance * FADE) * 1000 + (s.token as u32).min(999)
            })
            .map(|s| &s.entity)
    }

    /// The person a singular pronoun means.
    pub fn person(&self, token: usize, gender: Gender, not: &[Entity]) -> Option<&Entity> {
        self.pick(token, REACH, |s| {
            (s.entity.kind == EntityType::Person || s.human)
                && s.gender.is_none_or(|g| g == gender)
                && !not.iter().any(|e| e.id == s.entity.id || e.kind == EntityType::State && e.state == s.entity.state)
        })
    }

    /// Whom the page called by that noun, in this sentence or one of the two before.
    pub fn called(&self, token: usize, noun: &str) -> Option<&Entity> {
        let before = |c: &&Called| c.sentence < self.sentence || c.token < token;
        let near = |c: &&Called| self.sentence - c.sentence <= CALLED;
        self.nouns.iter().rev().take_while(near).filter(before).find(|c| c.noun == noun).map(|c| &c.entity)
    }

    /// The states, organisations and companies that "it" may mean, likeliest first.
    pub fn things(&self, token: usize, not: &[Entity]) -> Vec<&Entity> {
        let mut found: Vec<&Entity> = Vec::new();
        let own = |s: &Seen| self.focal.as_ref().is_some_and(|f| f.id == s.entity.id);
        // whom the page's own state does it to stood near
        let home = self.focal.as_ref().is_some_and(|f| not.iter().any(|e| e.id == f.id));
        let mut reach = if home { 1 } else { REACH };
        while found.len() < 3 {
            let next = self.pick(token, reach, |s| {
                matches!(s.entity.kind, EntityType::State | EntityType::Organisation | EntityType::Company)
                    && (!s.plural || own(s))
                    && !not.iter().any(|e| e.id == s.entity.id)
                    && (!self.official || self.speaker.as_ref().is_none_or(|own| own.id != s.entity.id))
                    && !found.iter().any(|f| f.id == s.entity.id)
            });
            match next {
                Some(e) => found.push(e),
                None if reach < REACH => reach = REACH,
                None => break,
            }
        }
        found
    }

    /// The body or firm that "it" means after a preposition where the sentence has just named it as an object: "talks to the fund and signs
    /// with it".
    pub fn object_here(&self, token: usize, not: &[Entity]) -> Option<&Entity> {
        let here = |s: &&Seen| s.sentence == self.sentence && s.token < token && s.weight == OBJECT && !s.plural;
        let thing = |e: &Entity| matches!(e.kind, EntityType::Organisation | EntityType::Company | EntityType::State);
        let found = self.seen.iter().rev().filter(here).map(|s| &s.entity);
        let found = found.filter(|e| thing(e) && !not.iter().any(|n| n.id == e.id));
        let own = |e: &Entity| self.speaker.as_ref().is_some_and(|s| s.id == e.id);
        found.take(1).find(|e| !own(e))
    }

    /// The parties that "they" means: the last plural words, subjects first, else those that stood together last.
    /// Not the word `beside`, which does it to them.
    pub fn several(&self, token: usize, beside: Option<usize>) -> Vec<Entity> {
        let before = |sentence: usize, at: usize| sentence < self.sentence || at < token && Some(at) != beside;
        let last = self
            .plurals
            .iter()
            .filter(|p| self.sentence - p.sentence <= REACH && before(p.sentence, p.token))
            .max_by_key(|p| (p.sentence, p.subject, p.token));
        let group = self.group.as_ref().filter(|(_, sentence)| self.sentence - sentence <= REACH);
        let found = match (last, group) {
            (Some(p), Some((_, sentence))) if p.sentence + usize::from(p.subject) < *sentence => None,
            (Some(p), _) => Some(&p.entities),
            (None, _) => None,
        };
        let found = found.or(group.map(|g| &g.0)).or(Some(&self.sides).filter(|s| !s.is_empty()));
        // who speaks is "we", never "they"
        let own = |e: &&Entity| self.speaker.as_ref().is_none_or(|s| s.id != e.id);
        found.into_iter().flatten().filter(own).cloned().collect()
    }

    /// Those whom "the two countries", "both sides", "the two" or, on a page of two sides, "the leaders" means: the page's
    /// sides, unless others stand in the sentence; the two states that the sentence has named, or the one beside the
    /// page's own; the subjects of the sentence before; those that stood together last; the page's own and the last other.
    /// Never the one who stands in `not`, who does it to them.
    pub fn both(&self, token: usize, not: &[Entity]) -> Vec<Entity> {
        let apart = |s: &Seen| !not.iter().any(|e| e.id == s.entity.id || e.state == s.entity.state);
        let here = self.states_of(|s| s.sentence == self.sentence && s.token < token && apart(s));
        let before = self.states_of(|s| s.sentence + 1 == self.sentence && s.weight >= SUBJECT);
        let last = self.states_of(|s| s.sentence + 1 == self.sentence);
        let beside = |found: &[Entity]| match (found, &self.focal) {
            ([other], Some(focal)) if other.id != focal.id => Some(vec![focal.clone(), other.clone()]),
            _ => None,
        };
        // "X met Y, and the two signed": two people named in the sentence
        let people: Vec<&Entity> = self.people_of(|s| s.sentence == self.sentence && s.token < token && apart(s));
        if let ([a, b], false) = (people.as_slice(), self.sides.len() > 1)
            && a.state != b.state
        {
            return vec![(*a).clone(), (*b).clone()];
        }
        if self.sides.len() > 1 && here.iter().all(|e| self.sides.iter().any(|s| s.id == e.id)) {
            return self.sides.clone();
        }
        if here.len() == 2 {
            return here;
        }
        if let (Some(topic), Some(focal)) = (&self.topic, &self.focal) {
            return vec![topic.clone(), focal.clone()];
        }
        if let Some(found) = beside(&here) {
            return found;
        }
        // the sentence before turned to somebody
        let topic = self.states_of(|s| s.sentence + 1 == self.sentence && s.weight > SUBJECT);
        if let Some(found) = beside(&topic) {
            return found;
        }
        if before.len() == 2 {
            return before;
        }
        if let Some((group, sentence)) = &self.group {
            let states: Vec<Entity> = group.iter().filter(|e| e.kind == EntityType::State).cloned().collect();
            if states.len() > 1 && self.sentence - sentence <= REACH {
                return states;
            }
        }
        if let Some(found) = beside(&last) {
            return found;
        }
        let Some(focal) = &self.focal else { return Vec::new() };
        let other = self.last_state(token, |e| e.id != focal.id);
        other.map(|o| vec![focal.clone(), o.clone()]).unwrap_or_default()
    }

    /// The states that "the three" or "the four" of the token stand for: those that the sentence has named, else those that
    /// stood together last, else the last three that were subjects of one sentence.
    pub fn three(&self, token: usize, not: &[Entity]) -> Vec<Entity> {
        let apart = |s: &Seen| !not.iter().any(|e| e.id == s.entity.id || e.state == s.entity.state);
        let here = self.states_of(|s| s.sentence == self.sentence && s.token < token && apart(s));
        let last = self.group.as_ref().filter(|(_, sentence)| self.sentence - sentence <= REACH);
        let last = last.map(|(g, _)| g.iter().filter(|e| e.kind == EntityType::State).cloned().collect::<Vec<_>>());
        // "Chad and Togo ... all three" with the page's own
        let own = self.focal.iter().filter(|f| here.len() == 2 && here.iter().all(|e| e.id != f.id)).cloned();
        let here: Vec<Entity> = own.chain(here.iter().cloned()).collect();
        let near = [Some(here), last].into_iter().flatten().find(|g| g.len() > 2);
        let subjects = |k: usize| self.states_of(|s| s.sentence == k && s.weight >= SUBJECT);
        let far = || (self.sentence.saturating_sub(FAR)..self.sentence).rev().map(subjects).find(|g| g.len() > 2);
        near.or_else(far).unwrap_or_default()
    }

    /// The two states that "the former" and "the latter" tell apart: of this sentence, else of the one before.
    pub fn pair(&self, token: usize) -> Option<(Entity, Entity)> {
        let here = self.states_of(|s| s.sentence == self.sentence && s.token < token);
        let found = if here.is_empty() { self.states_of(|s| s.sentence + 1 == self.sentence) } else { here };
        let [first, second] = <[Entity; 2]>::try_from(found).ok()?;
        Some((first, second))
    }

    /// The different people of a known state in the mentions that `fits`, in order.
    fn people_of(&self, fits: impl Fn(&Seen) -> bool) -> Vec<&Entity> {
        let mut found: Vec<&Entity> = Vec::new();
        let person = |s: &&Seen| s.entity.kind == EntityType::Person && s.entity.state.is_some() && fits(s);
        for s in self.seen.iter().filter(person) {
            if !found.iter().any(|e| e.id == s.entity.id) {
                found.push(&s.entity);
            }
        }
        found
    }

    /// The different states that act in the mentions that `fits`, in order.
    fn states_of(&self, fits: impl Fn(&Seen) -> bool) -> Vec<Entity> {
        let mut found: Vec<Entity> = Vec::new();
        for s in self.seen.iter().filter(|s| s.entity.kind == EntityType::State && fits(s)) {
            if !found.iter().any(|e| e.id == s.entity.id) {
                found.push(s.entity.clone());
            }
        }
        found
    }

    /// The last state spoken of that `fits`.
    pub fn last_state(&self, token: usize, fits: impl Fn(&Entity) -> bool) -> Option<&Entity> {
        self.seen
            .iter()
            .rev()
            .take_while(|s| self.sentence - s.sentence <= REACH + 3)
            .filter(|s| s.sentence < self.sentence || s.token < token)
            .map(|s| &s.entity)
            .find(|e| e.kind == EntityType::State && fits(e))
    }

    /// The last state spoken of in this sentence or the one before, other than by an adjective, that `fits`.
    pub fn last_place(&self, token: usize, fits: impl Fn(&Entity) -> bool) -> Option<&Entity> {
        let near = self.seen.iter().filter(|s| self.sentence - s.sentence <= 1);
        near.filter(|s| s.sentence < self.sentence || s.token < token)
            .filter(|s| s.entity.kind == EntityType::State && s.weight > 1 && fits(&s.entity))
            .max_by_key(|s| (s.sentence, s.token))
            .map(|s| &s.entity)
    }

    /// The last person spoken of whose title was `title`; one named further back only where nobody else has it.
    pub fn titled(&self, token: usize, title: &str) -> Option<&Entity> {
        let mut holders = self
            .seen
            .iter()
            .rev()
            .filter(|s| s.sentence < self.sentence || s.token < token)
            .filter(|s| s.entity.kind == EntityType::Person && s.title.as_deref() == Some(title));
        let last = holders.next()?;
        let near = self.sentence - last.sentence <= TITLE_REACH;
        (near || holders.all(|s| s.entity.id == last.entity.id)).then_some(&last.entity)
    }

    /// The organisation that "the bloc", "the fund" means: the last whose name has the noun, else the last whose name
    /// says no other kind of body, by `kind` of its words.
    pub fn organisation(&self, token: usize, noun: &str, kind: impl Fn(&str) -> bool) -> Option<&Entity> {
        let words = |s: &Seen| -> Vec<String> {
            s.entity.name.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect()
        };
        let is = |s: &Seen| s.entity.kind == EntityType::Organisation;
        self.pick(token, REACH + 2, |s| is(s) && words(s).iter().any(|w| w == noun))
            .or_else(|| self.pick(token, REACH + 2, |s| is(s) && !words(s).iter().any(|w| w != noun && kind(w))))
    }

    /// The last organisation spoken of lately that `fits`.
    pub fn last_body(&self, token: usize, fits: impl Fn(&Entity) -> bool) -> Option<&Entity> {
        self.pick(token, REACH * 2, |s| s.entity.kind == EntityType::Organisation && fits(&s.entity))
    }

    /// The organisation with that word in its name, spoken of lately: the International Court of "the court".
    pub fn body(&self, token: usize, word: &str) -> Option<&Entity> {
        let called = |e: &Entity| {
            e.name.to_lowercase().replace("isation", "ization").contains(&word.replace("isation", "ization"))
        };
        self.pick(token, REACH * 2, |s| s.entity.kind == EntityType::Organisation && called(&s.entity))
    }

    /// The one body of the kind that this sentence or the one before speaks of: NATO of "Finland joined in 2023".
    pub fn only_body(&self, kind: EntityType) -> Option<&Entity> {
        let mut near = self.seen.iter().filter(|s| self.sentence - s.sentence <= 1 && s.entity.kind == kind);
        let first = near.next()?;
        near.all(|s| s.entity.id == first.entity.id).then_some(&first.entity)
    }

    /// The company that "the firm" means.
    pub fn company(&self, token: usize) -> Option<&Entity> {
        self.pick(token, REACH, |s| s.entity.kind == EntityType::Company)
    }

    /// The state that "the country" means.
    pub fn country(&self, token: usize) -> Option<&Entity> {
        let near = |s: &&Seen| self.sentence - s.sentence <= 1 && (s.sentence < self.sentence || s.token < token);
        let subject = self.pick(token, 0, |s| s.entity.kind == EntityType::State && s.weight >= SUBJECT);
        match &self.focal {
            Some(focal)
                if subject.is_none() || self.seen.iter().filter(near).any(|s| s.entity.state == focal.state) =>
            {
                Some(focal)
            }
            _ => subject.or(self.focal.as_ref()),
        }
    }

    /// Whether the page's own state is among the parties.
    pub fn is_focal(&self, parties: &[super::Party]) -> bool {
        self.focal.as_ref().is_some_and(|f| parties.iter().any(|p| p.entity.state == f.state))
    }

    /// Those between whom a claim is that names none: the two sides of the page, whom an entry is about and the page's own
    /// state, else those who stood together last.
    pub fn parties_here(&self) -> Vec<Entity> {
        if self.sides.len() > 1 {
            return self.sides.clone();
        }
        if let (Some(topic), Some(focal)) = (&self.topic, &self.focal) {
            return vec![topic.clone(), focal.clone()];
        }
        let group = self.group.as_ref().filter(|(g, when)| self.sentence - when <= 1 && g.len() > 1);
        let (Some((group, _)), Some(focal)) = (group, &self.focal) else {
            return group.map(|(g, _)| g.clone()).unwrap_or_default();
        };
        // "relations cooled after Chad's protest": the page's own and the only other of the sentence
        let here = self.states_of(|s| s.sentence == self.sentence);
        match here.as_slice() {
            [a, b] if a.id == focal.id || b.id == focal.id => here,
            [other] if other.id != focal.id => vec![focal.clone(), other.clone()],
            _ => group.clone(),
        }
    }

    /// The one who does what a claim says was done to `present` and names nobody for: the page's other side, else the
    /// state the page is about, where `present` stands in words, or the only other of the sentence. The partner spoken of
    /// last is right too seldom here.
    pub fn implied_source(&self, present: &[super::Party]) -> Option<&Entity> {
        let topic = self.topic.as_ref().filter(|t| differs(t, present));
        if topic.is_some() || present.iter().all(|p| p.how == super::How::Recalled) {
            return topic.or_else(|| self.other_side(present));
        }
        self.other_side(present)
            .or(self.focal.as_ref().filter(|f| differs(f, present)))
            .or_else(|| self.only_other(present, 0))
    }

    /// The one to whom `present` does what a claim says: the page's other side, the state the page is about, else, where
    /// `present` stands in words, the partner that stood with it in the sentence or the one before. None where two may
    /// be meant.
    pub fn implied_target(&self, present: &[super::Party]) -> Option<&Entity> {
        if let Some(found) = self.other_side(present).or(self.focal.as_ref().filter(|f| differs(f, present))) {
            return Some(found);
        }
        if let Some(topic) = self.topic.as_ref().filter(|t| differs(t, present)) {
            return Some(topic);
        }
        let named = present.iter().any(|p| p.how != super::How::Recalled);
        let group = self.group.as_ref().filter(|(g, when)| named && self.sentence - when <= 1 && g.len() == 2);
        let mut others = group.into_iter().flat_map(|(g, _)| g).filter(|e| differs(e, present));
        match (others.next(), others.next()) {
            (Some(other), None) => Some(other),
            _ => self
                .only_other(present, 0)
                .or_else(|| self.only_other(present, 1))
                .or(self.counterpart.as_ref().filter(|c| differs(c, present))),
        }
    }

    /// The one whose act `present` answers: who did the last thing told of, in the sentence before or the one before that.
    pub fn answered(&self, present: &[super::Party]) -> Option<&Entity> {
        let (doer, to, _) = self.acts.iter().rev().find(|a| self.sentence - a.2 <= ANSWER)?;
        (differs(doer, present) && !differs(to, present)).then_some(doer)
    }

    /// The one further state spoken of here or up to `back` sentences before; none where there are several.
    fn only_other(&self, present: &[super::Party], back: usize) -> Option<&Entity> {
        let mut near = self
            .seen
            .iter()
            .filter(|s| self.sentence - s.sentence <= back)
            .filter(|s| s.entity.state.is_some() && differs(&s.entity, present));
        let first = near.next()?;
        (near.all(|s| s.entity.state == first.entity.state) && first.entity.kind == EntityType::State)
            .then_some(&first.entity)
    }

    fn other_side(&self, present: &[super::Party]) -> Option<&Entity> {
        let among = self.sides.len() == 2 && self.sides.iter().any(|e| !differs(e, present));
        self.sides.iter().find(|e| among && differs(e, present))
    }
}

/// Whether the entity is on nobody's side of those present.
pub fn differs(e: &Entity, present: &[super::Party]) -> bool {
    present.iter().all(|p| e.id != p.entity.id && (e.state.is_none() || e.state != p.entity.state))
}
