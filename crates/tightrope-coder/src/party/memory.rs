//! What the page has spoken of so far, for pronouns and descriptions.

use crate::actors::Gender;
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
}

/// The page's discourse so far.
#[derive(Debug, Default)]
pub struct Memory {
    /// What was spoken of, in order.
    pub seen: Vec<Seen>,
    /// The last two or more states that stood together in a statement or coordination, with the sentence.
    pub group: Option<(Vec<Entity>, usize)>,
    /// The state the page is about.
    pub focal: Option<Entity>,
    /// The other state that the page is about, where there is one.
    pub counterpart: Option<Entity>,
    /// The state that "we" stands for here.
    pub speaker: Option<Entity>,
    /// The person who speaks in first person here.
    pub speaker_person: Option<Entity>,
    /// The state that "you" stands for here: in a question, that of who is asked.
    pub addressee: Option<Entity>,
    /// The last date that the page has named.
    pub last_date: Option<Anchor>,
    /// Number of the sentence being read.
    pub sentence: usize,
}

/// Sentences back that a pronoun reaches.
const REACH: usize = 3;

impl Memory {
    fn pick(&self, token: usize, reach: usize, fits: impl Fn(&Seen) -> bool) -> Option<&Entity> {
        self.seen
            .iter()
            .filter(|s| self.sentence - s.sentence <= reach && fits(s))
            .filter(|s| s.sentence < self.sentence || s.token < token)
            .max_by_key(|s| {
                let distance = (self.sentence - s.sentence) as u32;
                // a subject one sentence back beats an object of the same sentence's other clause, not its subject
                (s.weight * 10).saturating_sub(distance * 12) * 1000 + (s.token as u32).min(999)
            })
            .map(|s| &s.entity)
    }

    /// The person a singular pronoun means.
    pub fn person(&self, token: usize, gender: Gender) -> Option<&Entity> {
        self.pick(token, REACH, |s| s.entity.kind == EntityType::Person && s.gender.is_none_or(|g| g == gender))
    }

    /// The states, organisations and companies that "it" may mean, likeliest first.
    pub fn things(&self, token: usize) -> Vec<&Entity> {
        let mut found: Vec<&Entity> = Vec::new();
        while found.len() < 3 {
            let next = self.pick(token, REACH, |s| {
                matches!(s.entity.kind, EntityType::State | EntityType::Organisation | EntityType::Company)
                    && !s.plural
                    && !found.iter().any(|f| f.id == s.entity.id)
            });
            match next {
                Some(e) => found.push(e),
                None => break,
            }
        }
        found
    }

    /// The parties that "they" means.
    pub fn several(&self, token: usize) -> Vec<Entity> {
        if let Some((group, sentence)) = &self.group
            && self.sentence - sentence <= REACH
        {
            return group.clone();
        }
        self.pick(token, 1, |s| s.plural).cloned().into_iter().collect()
    }

    /// The states that "the two countries" means: those that stood together last, else the page's own and the last other.
    pub fn states(&self, token: usize) -> Vec<Entity> {
        if let Some((group, sentence)) = &self.group {
            let states: Vec<Entity> = group.iter().filter(|e| e.kind == EntityType::State).cloned().collect();
            if states.len() > 1 && self.sentence - sentence <= REACH {
                return states;
            }
        }
        let Some(focal) = &self.focal else { return Vec::new() };
        let other = self
            .seen
            .iter()
            .rev()
            .take_while(|s| self.sentence - s.sentence <= REACH)
            .filter(|s| s.sentence < self.sentence || s.token < token)
            .find(|s| s.entity.kind == EntityType::State && s.entity.id != focal.id);
        other.map(|o| vec![focal.clone(), o.entity.clone()]).unwrap_or_default()
    }

    /// The organisation that "the bloc" means.
    pub fn organisation(&self, token: usize) -> Option<&Entity> {
        self.pick(token, REACH + 2, |s| s.entity.kind == EntityType::Organisation)
    }

    /// The company that "the firm" means.
    pub fn company(&self, token: usize) -> Option<&Entity> {
        self.pick(token, REACH, |s| s.entity.kind == EntityType::Company)
    }

    /// The state that "the country" means.
    pub fn country(&self, token: usize) -> Option<&Entity> {
        let near = |s: &&Seen| self.sentence - s.sentence <= 1 && (s.sentence < self.sentence || s.token < token);
        let subject = self.pick(token, 1, |s| s.entity.kind == EntityType::State && s.weight >= 5);
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

    /// The last state or bloc named that is not `other`.
    pub fn partner_of(&self, other: &Entity) -> Option<&Entity> {
        let differs = |e: &Entity| e.state != other.state || e.state.is_none() && e.id != other.id;
        if let Some((group, sentence)) = &self.group
            && self.sentence - sentence <= 1
            && group.iter().any(|e| !differs(e))
        {
            return group.iter().find(|e| differs(e));
        }
        self.focal
            .as_ref()
            .filter(|f| differs(f))
            .or_else(|| self.only_other(&differs))
            .or(self.counterpart.as_ref().filter(|c| differs(c)))
    }

    /// The one further state spoken of here or in the sentence before; none where there are several.
    fn only_other(&self, differs: &impl Fn(&Entity) -> bool) -> Option<&Entity> {
        let mut near = self
            .seen
            .iter()
            .filter(|s| self.sentence - s.sentence <= 1)
            .filter(|s| s.entity.state.is_some() && differs(&s.entity));
        let first = near.next()?;
        (near.all(|s| s.entity.state == first.entity.state) && first.entity.kind == EntityType::State)
            .then_some(&first.entity)
    }
}
