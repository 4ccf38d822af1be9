//! An actor and the handle that readings carry.

use super::Span;
use jiff::civil::Date;
use std::{fmt, ops::Deref, sync::Arc};
use tightrope_statement::{Entity, EntityType};

/// How a person is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// "he"
    Male,
    /// "she"
    Female,
}

/// An office that a person holds for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// The office's key in `offices.tsv`, such as `foreign minister`; other words where the table has none.
    pub office: String,
    /// Id of the state or organisation.
    pub of: String,
    /// Whether `of` is a state.
    pub of_state: bool,
    /// When.
    pub span: Span,
}

/// A state that an actor acts for, for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allegiance {
    /// Alpha-3 code.
    pub state: String,
    /// When.
    pub span: Span,
}

/// Someone or something that may stand in a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// As the statement contract forms it.
    pub id: String,
    /// The usual name in full.
    pub name: String,
    /// What it is.
    pub kind: EntityType,
    /// For persons, where known.
    pub gender: Option<Gender>,
    /// Whether "they" stands for it.
    pub plural: bool,
    /// The states it acts for, by date; a state has none.
    pub allegiances: Vec<Allegiance>,
    /// The offices of a person, in the order of the table.
    pub roles: Vec<Role>,
    /// Whether it is a power of its own, not to be added to its members.
    pub bloc: bool,
    /// The body that it belongs to and acts for ("European Commission" for `EU`).
    pub parent: Option<String>,
    /// States that make up a region or group.
    pub members: Vec<String>,
    /// Domains of [`tightrope_statement::Domain`] that it stands for (commodities, some companies).
    pub domains: Vec<String>,
    /// The words of the name that stand for a person alone ("Xi", "von der Leyen"), folded.
    pub surname: Option<String>,
    /// When it exists.
    pub span: Span,
    /// Where a territory or gone state went: the state that holds or followed it.
    pub successor: Option<String>,
    /// The table it comes from.
    pub table: String,
    /// Whether it comes from a bulk source, so that a bare surname does not mean it.
    pub bulk: bool,
}

impl Actor {
    /// Whether the shipped tables list it as an armed group.
    pub fn is_armed_group(&self) -> bool {
        self.table == "armed_groups.tsv" && self.kind == EntityType::Organisation
    }

    /// An actor with an id, a name, a kind and nothing else.
    pub fn new(id: impl Into<String>, name: impl Into<String>, kind: EntityType) -> Self {
        Actor {
            id: id.into(),
            name: name.into(),
            kind,
            gender: None,
            plural: false,
            allegiances: Vec::new(),
            roles: Vec::new(),
            bloc: false,
            parent: None,
            members: Vec::new(),
            domains: Vec::new(),
            surname: None,
            span: Span::ALWAYS,
            successor: None,
            table: String::new(),
            bulk: false,
        }
    }

    /// The state it acts for on the day, or today where no day is given: itself for a state, that of the office for a
    /// person, the owner's or home state for the rest.
    pub fn state_at(&self, date: Option<Date>) -> Option<&str> {
        if self.kind == EntityType::State {
            return Some(&self.id);
        }
        if !self.roles.is_empty() {
            return self.roles_at(date).find(|r| r.of_state).map(|r| r.of.as_str());
        }
        self.allegiances.iter().find(|a| a.span.holds(date)).map(|a| a.state.as_str())
    }

    /// The state that it belongs to or belonged to last, whether or not it acts for it on the day.
    pub fn home(&self, date: Option<Date>) -> Option<&str> {
        self.state_at(date)
            .or_else(|| self.allegiances.last().map(|a| a.state.as_str()))
            .or_else(|| self.roles.iter().rev().find(|r| r.of_state).map(|r| r.of.as_str()))
    }

    /// The roles that hold on the day.
    pub fn roles_at(&self, date: Option<Date>) -> impl Iterator<Item = &Role> {
        self.roles.iter().filter(move |r| r.span.holds(date))
    }

    /// Whether it exists, and for a person whether an office is held, on the day.
    pub fn is_current(&self, date: Option<Date>) -> bool {
        self.span.holds(date) && (self.roles.is_empty() || self.roles_at(date).next().is_some())
    }

    /// The party of a statement that it is on the day.
    pub fn entity_at(&self, date: Option<Date>) -> Entity {
        Entity {
            id: self.id.clone(),
            name: self.name.clone(),
            kind: self.kind,
            state: self.state_at(date).map(str::to_owned),
        }
    }
}

/// A handle on an actor; clones are cheap.
#[derive(Clone)]
pub struct ActorRef(pub(super) Arc<Actor>);

impl Deref for ActorRef {
    type Target = Actor;

    fn deref(&self) -> &Actor {
        &self.0
    }
}

impl PartialEq for ActorRef {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.id == other.0.id
    }
}

impl Eq for ActorRef {}

impl fmt::Debug for ActorRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.id, self.name)
    }
}
