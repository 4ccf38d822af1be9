//! The directory and the questions it answers without a text.

use super::{
    Actor, ActorError, ActorRef, Agents, Form, Offices, Reading, Span, UnknownState,
    cues::Cues,
    embedded::{self, Holds, TABLES},
    fold::{likeness, pieces},
    index::Index,
    table::Table,
};
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use tightrope_statement::EntityType;

/// What is particular to a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateInfo {
    /// Adjectives, the usual one first.
    pub adjectives: Vec<String>,
    /// Nouns for its people in the singular, the usual one first.
    pub people: Vec<String>,
    /// Capitals, the present one first.
    pub capitals: Vec<String>,
    /// Key of the office that leads it.
    pub leader: String,
}

/// One member of an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// Id of the member.
    pub member: String,
    /// `member`, `observer`, `candidate`, `partner` or `suspended`.
    pub kind: String,
    /// When.
    pub span: Span,
}

impl Membership {
    /// Whether it is a full membership on the day.
    fn is_full(&self, date: Option<Date>) -> bool {
        self.kind == "member" && self.span.holds(date)
    }
}

/// A state across a land border.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbour {
    /// Alpha-3 code.
    pub state: String,
    /// Where it lies: `n`, `ne`, `e`, `se`, `s`, `sw`, `w`, `nw`, or empty where that is not plain.
    pub direction: String,
}

/// All actors that the program knows, by name, code and role.
#[derive(Debug, Clone)]
pub struct Directory {
    pub(super) actors: Vec<ActorRef>,
    pub(super) ids: FxHashMap<String, u32>,
    pub(super) index: Index,
    pub(super) surnames: Index,
    pub(super) iso2: FxHashMap<String, u32>,
    pub(super) cow: FxHashMap<u16, Vec<u32>>,
    pub(super) info: FxHashMap<String, StateInfo>,
    pub(super) memberships: FxHashMap<String, Vec<Membership>>,
    pub(super) neighbours: FxHashMap<String, Vec<Neighbour>>,
    pub(super) common: FxHashSet<String>,
    pub(super) combining: FxHashMap<String, u32>,
    pub(super) locatives: FxHashSet<String>,
    pub(super) cues: Cues,
    pub(super) offices: Offices,
    pub(super) agents: Agents,
}

impl Directory {
    /// Reads the tables that ship with the program.
    pub fn new() -> Result<Self, ActorError> {
        let mut directory = Directory {
            actors: Vec::new(),
            ids: FxHashMap::default(),
            index: Index::default(),
            surnames: Index::default(),
            iso2: FxHashMap::default(),
            cow: FxHashMap::default(),
            info: FxHashMap::default(),
            memberships: FxHashMap::default(),
            neighbours: FxHashMap::default(),
            common: FxHashSet::default(),
            combining: FxHashMap::default(),
            locatives: FxHashSet::default(),
            cues: Cues::read("ambiguous.tsv", embedded::AMBIGUOUS)?,
            offices: Offices::read("offices.tsv", embedded::OFFICES)?,
            agents: Agents::read(&embedded::AGENTS),
        };
        for row in Table::new("common_words.tsv", embedded::COMMON_WORDS)?.rows() {
            directory.common.insert(row.need("word")?.to_owned());
        }
        for row in Table::new("locatives.tsv", embedded::LOCATIVES)?.rows() {
            directory.locatives.insert(row.need("word")?.to_owned());
        }
        for (name, text, holds) in TABLES {
            directory.read(name, text, *holds, false)?;
        }
        for row in Table::new("combining.tsv", embedded::COMBINING)?.rows() {
            let id = row.need("id")?;
            let at = *directory.ids.get(id).ok_or_else(|| row.error(format!("no table defines \"{id}\"")))?;
            directory.combining.insert(row.need("part")?.to_owned(), at);
        }
        Ok(directory)
    }

    /// Adds a user's actors, which go before ours; `name` is what messages call the table.
    ///
    /// The text has tab-separated columns named in its first line: `name` and any of `id`, `type` (else person),
    /// `aliases`, `state`, `roles`, `gender`, `parent`, `members`, `domains`, `flags`, `from`, `to`, lists separated by
    /// `;`; `docs/actors.md` says more. A row with the id of one of our actors replaces it.
    ///
    /// # Errors
    /// Where a row does not fit, with its line and what would be right.
    pub fn with_user(mut self, name: &str, tsv: &str) -> Result<Self, ActorError> {
        const COLUMNS: &[&str] = &[
            "name",
            "id",
            "type",
            "aliases",
            "adjectives",
            "state",
            "roles",
            "gender",
            "parent",
            "members",
            "domains",
            "flags",
            "from",
            "to",
        ];
        let table = Table::new(name, tsv)?;
        if !table.has("name") {
            return Err(ActorError::NoHeader { table: name.to_owned() });
        }
        if let Some(other) = table.columns().iter().find(|c| !COLUMNS.contains(c)) {
            return Err(ActorError::Line {
                table: name.to_owned(),
                line: 1,
                problem: format!("\"{other}\" is no column; the columns are {}", COLUMNS.join(", ")),
            });
        }
        self.read(name, tsv, Holds::Actors("person"), true)?;
        Ok(self)
    }

    /// The actor with an id.
    pub fn by_id(&self, id: &str) -> Option<&Actor> {
        self.get_ref(id).map(|actor| &**actor)
    }

    /// A handle on the actor with an id.
    pub fn get(&self, id: &str) -> Option<ActorRef> {
        self.get_ref(id).cloned()
    }

    fn get_ref(&self, id: &str) -> Option<&ActorRef> {
        self.ids.get(id).and_then(|at| self.actors.get(*at as usize))
    }

    /// Every actor, in the order of the tables.
    pub fn actors(&self) -> impl Iterator<Item = &ActorRef> {
        self.actors.iter()
    }

    /// All that a name may mean on a day, best first, whatever its case.
    pub fn lookup(&self, name: &str, date: Option<Date>) -> Vec<Reading> {
        let parts = pieces(name);
        let mut readings: Vec<Reading> =
            self.index.get(&parts).iter().filter_map(|entry| self.reading(entry, date)).collect();
        for entry in self.surnames.get(&parts) {
            readings.extend(self.reading(entry, date));
        }
        self.order(&mut readings);
        readings
    }

    /// The state with a name, adjective, capital, ISO code of two or three letters or Correlates of War number.
    ///
    /// # Errors
    /// Where there is none, with the nearest names.
    pub fn state(&self, name: &str) -> Result<ActorRef, UnknownState> {
        let name = name.trim();
        let code = name.to_ascii_uppercase();
        let of = |at: u32| self.actors.get(at as usize).cloned();
        if let Some(actor) = self.get_ref(&code).filter(|a| a.kind == EntityType::State) {
            return Ok(actor.clone());
        }
        if let Some(actor) = name.parse::<u16>().ok().and_then(|n| self.cow.get(&n)).and_then(|all| of(*all.first()?)) {
            return Ok(actor);
        }
        let readings = self.lookup(name.strip_prefix("the ").unwrap_or(name), None);
        if let Some(reading) = readings.iter().find(|r| r.actor.kind == EntityType::State) {
            return Ok(reading.actor.clone());
        }
        if let Some(actor) = self.iso2.get(&code).and_then(|at| of(*at)) {
            return Ok(actor);
        }
        Err(UnknownState { name: name.to_owned(), nearest: self.nearest(name) })
    }

    fn nearest(&self, name: &str) -> Vec<String> {
        let wanted = name.to_lowercase();
        let mut found: Vec<(f64, &str)> = Vec::new();
        for actor in self.actors.iter().filter(|a| a.kind == EntityType::State && a.span.to.is_none()) {
            let info = self.info.get(&actor.id);
            let names =
                std::iter::once(&actor.name).chain(info.into_iter().flat_map(|i| i.adjectives.iter().chain(&i.people)));
            let best = names.filter_map(|n| likeness(&wanted, &n.to_lowercase(), 0.6)).reduce(f64::max);
            found.extend(best.map(|best| (best, actor.name.as_str())));
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        found.into_iter().take(3).map(|(_, name)| name.to_owned()).collect()
    }

    /// What is particular to a state.
    pub fn state_info(&self, id: &str) -> Option<&StateInfo> {
        self.info.get(id)
    }

    /// The memberships of an organisation, in the order of the tables.
    pub fn memberships(&self, org: &str) -> &[Membership] {
        self.memberships.get(org).map(Vec::as_slice).unwrap_or_default()
    }

    /// The full members of an organisation on a day, or of a region or group, as ids in order.
    pub fn members(&self, org: &str, date: Option<Date>) -> Vec<&str> {
        let mut ids: Vec<&str> =
            self.memberships(org).iter().filter(|m| m.is_full(date)).map(|m| m.member.as_str()).collect();
        if ids.is_empty() {
            // A group may stand for the members of an organisation: "@EU".
            for member in self.by_id(org).map(|a| a.members.as_slice()).unwrap_or_default() {
                match member.strip_prefix('@') {
                    Some(of) => {
                        ids.extend(self.memberships(of).iter().filter(|m| m.is_full(date)).map(|m| m.member.as_str()))
                    }
                    None => ids.push(member),
                }
            }
        }
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Whether a state is a full member of an organisation, region or group on a day.
    pub fn is_member(&self, state: &str, org: &str, date: Option<Date>) -> bool {
        self.members(org, date).contains(&state)
    }

    /// The members of a region or group of states by its name or adjective ("Central Asia", "Baltic states").
    pub fn group(&self, name: &str) -> Option<Vec<&str>> {
        let parts = pieces(name.strip_prefix("the ").unwrap_or(name));
        self.index.get(&parts).iter().find_map(|entry| {
            let actor = self.actors.get(entry.actor as usize)?;
            let members = self.members(&actor.id, None);
            (!members.is_empty()).then_some(members)
        })
    }

    /// Those who hold an office of a state or organisation on a day, in the order of the tables.
    pub fn holders(&self, of: &str, office: &str, date: Option<Date>) -> Vec<&ActorRef> {
        self.actors
            .iter()
            .filter(|a| a.kind == EntityType::Person)
            .filter(|a| a.roles.iter().any(|r| r.of == of && r.office == office && r.span.holds(date)))
            .collect()
    }

    /// The person who leads a state on a day.
    pub fn leader(&self, state: &str, date: Option<Date>) -> Option<&ActorRef> {
        let first = self.info.get(state).map_or("president", |i| i.leader.as_str());
        [first, "president", "prime minister", "king", "head of state", "general secretary"]
            .into_iter()
            .find_map(|office| self.holders(state, office, date).into_iter().next())
    }

    /// The states across the land borders of a state, in the order of the table.
    pub fn neighbours(&self, state: &str) -> &[Neighbour] {
        self.neighbours.get(state).map(Vec::as_slice).unwrap_or_default()
    }

    /// The offices and the titles that name them.
    pub fn offices(&self) -> &Offices {
        &self.offices
    }

    /// The nouns for actors without a name.
    pub fn agents(&self) -> &Agents {
        &self.agents
    }

    /// Readings of one form of one name, for tests and explanations.
    pub(super) fn reading(&self, entry: &super::index::Entry, date: Option<Date>) -> Option<Reading> {
        let actor = self.actors.get(entry.actor as usize)?.clone();
        let in_use = entry.span.holds(date);
        let lives = actor.is_current(date);
        let mut score = match entry.form {
            Form::Name | Form::Alias if matches!(actor.kind, EntityType::Place | EntityType::Facility) => 75,
            Form::Name => 100,
            Form::Acronym | Form::Alias | Form::Adjective | Form::People => 95,
            Form::Combining => 90,
            Form::Capital => 80,
            Form::Surname => 75,
        };
        score -= if entry.weak { 40 } else { 0 } + if in_use && lives { 0 } else { 30 };
        // the town outlives the government that sat in it
        score -= if entry.form == Form::Capital && !lives { 30 } else { 0 };
        score += if entry.user { 500 } else { 0 };
        let why = match (in_use, lives) {
            (false, _) => "the name was not in use then",
            (true, false) if actor.kind == EntityType::Person => "held no office then",
            (true, false) => "did not exist then",
            (true, true) => "",
        };
        Some(Reading {
            actor,
            form: entry.form,
            current: in_use && lives,
            ambiguous: false,
            score,
            why: why.to_owned(),
        })
    }

    /// Sorts readings, keeps the best of each actor and marks those that compete.
    pub(super) fn order(&self, readings: &mut Vec<Reading>) {
        readings
            .sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.actor.id.cmp(&b.actor.id)).then(a.form.cmp(&b.form)));
        let mut seen: FxHashSet<String> = FxHashSet::default();
        readings.retain(|r| seen.insert(r.actor.id.clone()));
        let best = readings.first().map_or(0, |r| r.score);
        let capital = readings.iter().any(|r| r.form == Form::Capital);
        let mut close = readings.iter().filter(|r| r.score + CLOSE > best);
        let first = close.next().map(|r| (r.actor.kind == EntityType::Person, r.actor.home(None).map(str::to_owned)));
        // A capital is its government and its place: that is no doubt about who is meant.
        let competes = |r: &Reading| {
            let other = Some((r.actor.kind == EntityType::Person, r.actor.home(None).map(str::to_owned)));
            let place = r.actor.kind == EntityType::Place && capital;
            !place && (other != first || r.actor.kind == EntityType::Person)
        };
        if close.any(competes) {
            for reading in readings.iter_mut().filter(|r| r.score + CLOSE > best) {
                reading.ambiguous = true;
            }
        }
    }
}

/// Readings less than this apart compete.
const CLOSE: i32 = 20;

/// The way back.
pub(super) fn opposite(direction: &str) -> Option<&'static str> {
    Some(match direction {
        "" => "",
        "n" => "s",
        "ne" => "sw",
        "e" => "w",
        "se" => "nw",
        "s" => "n",
        "sw" => "ne",
        "w" => "e",
        "nw" => "se",
        _ => return None,
    })
}
