//! What a name means without a text, and why: the reading taken, what stays open, what was rejected.

use super::{
    Actor, ActorRef, Directory, Form, Office, Reading, Role, Span,
    cues::key,
    fold::{likeness, pieces},
};
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use tightrope_statement::EntityType;

/// Where a reading stands among those of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// The name means this.
    Meant,
    /// The name may mean this; the words of a page decide.
    Open,
    /// The name could mean this and does not.
    Rejected,
}

impl Standing {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Standing::Meant => "meant",
            Standing::Open => "open",
            Standing::Rejected => "rejected",
        }
    }
}

/// One reading of a name, judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Who.
    pub actor: ActorRef,
    /// Where it stands.
    pub standing: Standing,
    /// How the words stand for it: the form of the name, or the rule that reads the description.
    pub by: String,
    /// When the name, or the office that the words name, holds.
    pub span: Span,
    /// Why it stands where it does.
    pub reason: String,
    /// Words of a page that speak for this reading of an ambiguous name.
    pub cues: Vec<String>,
}

/// All that a name or description may mean on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameVerdict {
    /// The readings: meant, then open, then rejected, each best first.
    pub readings: Vec<Verdict>,
    /// What kind of words it is, where it is no name of one of the actors.
    pub note: Option<String>,
    /// The nearest names, where nothing is meant; best first, at most three.
    pub nearest: Vec<String>,
}

impl Directory {
    /// What a name ("Georgia"), a title with a name ("President Xi") or a description ("the Kenyan foreign minister",
    /// "Kazakh officials") means on a day, or today where no day is given.
    pub fn verdict(&self, name: &str, date: Option<Date>) -> NameVerdict {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(&name);
        let whole = self.judged(name, None, date);
        if !whole.is_empty() {
            return NameVerdict { readings: whole, ..NameVerdict::default() };
        }
        for (title, rest) in cuts(name) {
            if let Some(office) = self.offices.get(title) {
                let readings = self.judged(rest, Some(office), date);
                if readings.iter().any(|r| r.actor.kind == EntityType::Person) {
                    return NameVerdict { readings, ..NameVerdict::default() };
                }
            }
        }
        self.described(name, date)
            .unwrap_or_else(|| NameVerdict { nearest: self.nearest_names(name), ..NameVerdict::default() })
    }

    /// The readings of a name, with the title before it.
    fn judged(&self, name: &str, title: Option<&Office>, date: Option<Date>) -> Vec<Verdict> {
        let parts = pieces(name);
        let mut spans: FxHashMap<String, Span> = FxHashMap::default();
        let mut readings: Vec<Reading> = Vec::new();
        let entries = self.index.get(&parts).iter().chain(self.surnames.get(&parts));
        for entry in entries.filter(|e| e.exact.as_deref().is_none_or(|exact| exact == name)) {
            let Some(mut reading) = self.reading(entry, date) else { continue };
            self.weigh_alone(&mut reading, name);
            if let Some(office) = title {
                self.titled(&mut reading, office, date);
            }
            let id = reading.actor.id.clone();
            let best = readings.iter().filter(|r| r.actor.id == id).map(|r| r.score).max();
            if best.is_none_or(|best| best < reading.score) {
                spans.insert(id, entry.span);
            }
            readings.push(reading);
        }
        self.order(&mut readings);
        let capital = readings.first().is_some_and(|r| r.form == Form::Capital);
        let mut verdicts: Vec<Verdict> = readings
            .iter()
            .enumerate()
            .map(|(k, r)| {
                let standing = match (k, r.ambiguous) {
                    (_, true) => Standing::Open,
                    (0, false) => Standing::Meant,
                    _ => Standing::Rejected,
                };
                let span = spans.get(&r.actor.id).copied().unwrap_or(Span::ALWAYS);
                Verdict {
                    standing,
                    by: format!("\"{name}\" is {}", r.form.describe()),
                    reason: reason(r, standing, capital && r.actor.kind == EntityType::Place),
                    span,
                    cues: self.cues.words(&key(name), &r.actor.id).to_vec(),
                    actor: r.actor.clone(),
                }
            })
            .collect();
        verdicts.sort_by_key(|v| v.standing);
        verdicts
    }

    /// Adds what an ambiguous name weighs where no text speaks.
    fn weigh_alone(&self, reading: &mut Reading, name: &str) {
        let (add, _) = self.cues.weigh(&key(name), &reading.actor.id, &FxHashSet::default());
        reading.score += add;
    }

    /// Adds what the title before a surname says.
    fn titled(&self, reading: &mut Reading, office: &Office, date: Option<Date>) {
        let same =
            |r: &Role| self.offices.get(&r.office).is_some_and(|o| o.key == office.key || o.rank.max(office.rank) <= 2);
        let actor = reading.actor.clone();
        if actor.roles_at(date).any(same) {
            reading.score += 30;
            super::find::note(reading, "holds the office named before it");
        } else if actor.roles.iter().any(same) {
            reading.score += 15;
            super::find::note(reading, "held the office named before it at another time");
        } else if actor.kind == EntityType::Person {
            reading.score -= 30;
            super::find::note(reading, "never held the office named before it");
        }
    }

    /// "Kenya's foreign minister", "foreign minister of Kenya", "Kenyan officials".
    fn described(&self, name: &str, date: Option<Date>) -> Option<NameVerdict> {
        let turned = name.split_once(" of ").map(|(what, owner)| (owner, what));
        let plain = cuts(name).map(|(owner, what)| {
            (owner.strip_suffix("'s").or_else(|| owner.strip_suffix("’s")).unwrap_or(owner), what)
        });
        turned.into_iter().chain(plain).find_map(|(owner, what)| {
            let owner = owner.strip_prefix("the ").unwrap_or(owner);
            let owner = self
                .judged(owner, None, date)
                .into_iter()
                .find(|v| matches!(v.actor.kind, EntityType::State | EntityType::Organisation))?
                .actor;
            self.by_office(&owner, what, date).or_else(|| self.by_noun(&owner, what))
        })
    }

    fn by_office(&self, owner: &Actor, what: &str, date: Option<Date>) -> Option<NameVerdict> {
        let office = self.offices.get(what).filter(|o| o.rank < 9)?;
        // "the leader" is whoever holds the office that leads the state
        let leads = office.key == "leader";
        let leader = if leads { self.leader(&owner.id, date).map(|a| a.id.clone()) } else { None };
        let mut readings: Vec<Verdict> = Vec::new();
        for actor in self.actors.iter().filter(|a| a.kind == EntityType::Person) {
            for role in actor.roles.iter().filter(|r| r.of == owner.id && (r.office == office.key || leads)) {
                let holds = role.span.holds(date) && (!leads || leader.as_deref() == Some(&actor.id));
                // one office says enough of a leader who holds two
                if leads && (!holds || readings.iter().any(|v| v.actor.id == actor.id)) {
                    continue;
                }
                readings.push(Verdict {
                    actor: actor.clone(),
                    standing: if holds { Standing::Meant } else { Standing::Rejected },
                    by: format!("{} of {}", role.office, owner.name),
                    span: role.span,
                    reason: if holds { "held the office then" } else { "held the office at another time" }.to_owned(),
                    cues: Vec::new(),
                });
            }
        }
        if readings.iter().filter(|r| r.standing == Standing::Meant).count() > 1 {
            for r in readings.iter_mut().filter(|r| r.standing == Standing::Meant) {
                r.standing = Standing::Open;
                "several held the office then".clone_into(&mut r.reason);
            }
        }
        readings.sort_by(|a, b| a.standing.cmp(&b.standing).then(b.span.from.cmp(&a.span.from)));
        let note = format!("\"{what}\" is the office \"{}\" of {} ({})", office.key, owner.name, owner.id);
        Some(NameVerdict { readings, note: Some(note), nearest: Vec::new() })
    }

    fn by_noun(&self, owner: &ActorRef, what: &str) -> Option<NameVerdict> {
        let agent = self.agents.get(what)?;
        if !agent.is_state() {
            let note = format!(
                "an actor of its own that acts for {} ({}): no name that the directory knows",
                owner.name, owner.id
            );
            return Some(NameVerdict { note: Some(note), ..NameVerdict::default() });
        }
        let meant = Verdict {
            actor: owner.clone(),
            standing: Standing::Meant,
            by: format!("\"{}\" is a noun for a state's own side", agent.noun),
            span: Span::ALWAYS,
            reason: "a government, its capital and officials without a name are the state".to_owned(),
            cues: Vec::new(),
        };
        Some(NameVerdict { readings: vec![meant], ..NameVerdict::default() })
    }

    /// The organisations, regions and groups that a member belongs to at any time, in the order of their ids.
    pub fn organisations_of(&self, member: &str) -> Vec<(&str, &super::Membership)> {
        let all = self.memberships.iter().flat_map(|(org, list)| list.iter().map(move |m| (org.as_str(), m)));
        let mut found: Vec<_> = all.filter(|(_, m)| m.member == member).collect();
        found.sort_by(|a, b| a.0.cmp(b.0).then(a.1.span.from.cmp(&b.1.span.from)));
        found
    }

    /// The names most like one that nobody bears, at most three.
    fn nearest_names(&self, name: &str) -> Vec<String> {
        let wanted = name.to_lowercase();
        let mut found: Vec<(f64, &str)> = self
            .actors
            .iter()
            .filter_map(|a| Some((likeness(&wanted, &a.name.to_lowercase(), 0.7)?, a.name.as_str())))
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        found.dedup_by(|a, b| a.1 == b.1);
        found.into_iter().take(3).map(|(_, name)| name.to_owned()).collect()
    }
}

fn reason(r: &Reading, standing: Standing, place: bool) -> String {
    let told = match standing {
        Standing::Meant => "the best reading on the day",
        Standing::Open => "about as good as another reading: the words of a page decide",
        Standing::Rejected if place => "a capital stands for its government; after \"in\" or \"at\" it is the place",
        Standing::Rejected if !r.current => "",
        Standing::Rejected => "a better reading goes before it",
    };
    [told, r.why.as_str()].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join("; ")
}

/// A phrase cut in two at each space, the longest first part first.
fn cuts(name: &str) -> impl Iterator<Item = (&str, &str)> {
    let spaces: Vec<usize> = name.match_indices(' ').map(|(at, _)| at).collect();
    spaces.into_iter().rev().filter_map(|at| Some((name.get(..at)?, name.get(at + 1..)?)))
}
