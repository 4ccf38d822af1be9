//! Whom a name stands for, with what is known of each on the day.

use crate::output::{BOLD, DIM, Out};
use crate::problem::Problem;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::io::{self, Write};
use tightrope_coder::{Actor, Directory, NameVerdict, Role, Span, Standing, Verdict};
use tightrope_statement::EntityType;

/// A name and what it means.
pub(crate) struct View<'a> {
    pub directory: &'a Directory,
    pub name: &'a str,
    pub date: Option<Date>,
    pub verdict: &'a NameVerdict,
}

/// Rejected readings shown; more are counted.
const REJECTED: usize = 8;

impl View<'_> {
    /// For people.
    pub fn table(&self, out: &mut Out) -> Result<(), Problem> {
        let day = self.date.map_or_else(|| "at present".to_owned(), |d| format!("on {d}"));
        writeln!(out, "{BOLD}{}{BOLD:#}  {day}", self.name)?;
        if let Some(note) = &self.verdict.note {
            out.print_wrapped(note, 2)?;
        }
        let readings = &self.verdict.readings;
        let standing = |s: Standing| readings.iter().filter(move |v| v.standing == s);
        if standing(Standing::Meant).next().is_none() && standing(Standing::Open).next().is_none() {
            writeln!(out, "  Nobody is meant.")?;
        }
        for v in standing(Standing::Meant).chain(standing(Standing::Open)) {
            writeln!(out)?;
            self.reading(out, v)?;
            self.facts(out, &v.actor)?;
        }
        let rejected: Vec<&Verdict> = standing(Standing::Rejected).collect();
        if !rejected.is_empty() {
            writeln!(out, "\n  {DIM}rejected{DIM:#}")?;
        }
        for v in rejected.iter().take(REJECTED) {
            let words = format!("{} ({}): {}, {}{}", v.actor.name, v.actor.id, v.by, v.reason, dates(v.span));
            out.print_hanging("- ", &words, 2)?;
        }
        if rejected.len() > REJECTED {
            writeln!(out, "  - and {} more", rejected.len() - REJECTED)?;
        }
        Ok(())
    }

    /// One JSON object.
    pub fn json(&self, out: &mut Out) -> Result<(), Problem> {
        let readings: Vec<Value> = self
            .verdict
            .readings
            .iter()
            .map(|v| {
                let mut value = json!({
                    "standing": v.standing.as_str(), "id": v.actor.id, "name": v.actor.name, "type": v.actor.kind,
                    "by": v.by, "reason": v.reason, "holds": interval(v.span), "cues": v.cues,
                    "state": v.actor.state_at(self.date), "table": v.actor.table,
                });
                if v.standing != Standing::Rejected
                    && let (Value::Object(value), Value::Object(facts)) = (&mut value, self.known(&v.actor))
                {
                    value.extend(facts);
                }
                value
            })
            .collect();
        let object = json!({
            "name": self.name, "date": self.date.map(|d| d.to_string()), "note": self.verdict.note,
            "readings": readings, "nearest": self.verdict.nearest,
        });
        serde_json::to_writer_pretty(&mut *out, &object)?;
        Ok(writeln!(out)?)
    }

    fn reading(&self, out: &mut Out, v: &Verdict) -> io::Result<()> {
        let a = &v.actor;
        let acts = match a.state_at(self.date) {
            Some(state) if state != a.id => format!(", acts for {}", self.named(state)),
            _ => String::new(),
        };
        let open = if v.standing == Standing::Open { "open: " } else { "" };
        writeln!(out, "  {open}{BOLD}{} ({}){BOLD:#}, {}{acts}", a.name, a.id, a.kind)?;
        line(out, "by", &format!("{}{}", v.by, dates(v.span)))?;
        line(out, "because", &v.reason)?;
        if v.standing == Standing::Open && !v.cues.is_empty() {
            line(out, "words for it", &v.cues.join(", "))?;
        }
        line(out, "known from", &a.table)
    }

    /// What is known of an actor on the day.
    fn facts(&self, out: &mut Out, a: &Actor) -> io::Result<()> {
        if a.span != Span::ALWAYS {
            line(out, "exists", &a.span.to_string())?;
        }
        if let Some(successor) = &a.successor {
            line(out, "followed by", &self.named(successor))?;
        }
        if let Some(parent) = &a.parent {
            line(out, "belongs to", &self.named(parent))?;
        }
        for role in &a.roles {
            let now = if role.span.holds(self.date) { "holds" } else { "other time" };
            line(out, now, &self.office(role))?;
        }
        for (role, holder) in self.offices(a) {
            line(out, &role.office, &format!("{} ({}), {}", holder.name, holder.id, role.span))?;
        }
        let members = self.directory.members(&a.id, self.date);
        if !members.is_empty() {
            line(out, "members", &format!("{}: {}", members.len(), members.join(", ")))?;
        }
        for kind in ["observer", "candidate", "partner", "suspended"] {
            let all = self.directory.memberships(&a.id).iter().filter(|m| m.kind == kind && m.span.holds(self.date));
            let ids: Vec<&str> = all.map(|m| m.member.as_str()).collect();
            if !ids.is_empty() {
                line(out, kind, &ids.join(", "))?;
            }
        }
        let belongs = self.belongs(a);
        if !belongs.is_empty() {
            let words: Vec<String> =
                belongs.iter().map(|(org, kind, span)| format!("{org}{}", since(kind, *span))).collect();
            line(out, "member of", &words.join(", "))?;
        }
        Ok(())
    }

    /// The same facts as JSON.
    fn known(&self, a: &Actor) -> Value {
        let role = |r: &Role| json!({"office": r.office, "of": r.of, "holds": interval(r.span), "current": r.span.holds(self.date)});
        let memberships: Vec<Value> = self
            .directory
            .memberships(&a.id)
            .iter()
            .map(|m| json!({"member": m.member, "kind": m.kind, "holds": interval(m.span), "current": m.span.holds(self.date)}))
            .collect();
        json!({
            "exists": interval(a.span),
            "successor": a.successor,
            "parent": a.parent,
            "roles": a.roles.iter().map(role).collect::<Vec<_>>(),
            "offices": self.offices(a).into_iter().map(|(r, holder)| {
                json!({"office": r.office, "id": holder.id, "name": holder.name, "holds": interval(r.span)})
            }).collect::<Vec<_>>(),
            "members": self.directory.members(&a.id, self.date),
            "memberships": memberships,
            "member_of": self.belongs(a).into_iter().map(|(org, kind, span)| {
                json!({"organisation": org, "kind": kind, "holds": interval(span)})
            }).collect::<Vec<_>>(),
        })
    }

    /// The offices of a state or organisation that somebody holds on the day, the highest first.
    fn offices(&self, a: &Actor) -> Vec<(&Role, &Actor)> {
        if !matches!(a.kind, EntityType::State | EntityType::Organisation) {
            return Vec::new();
        }
        let people = self.directory.actors().filter(|p| p.kind == EntityType::Person);
        let mut held: Vec<(&Role, &Actor)> = people
            .flat_map(|p| p.roles.iter().map(move |r| (r, &**p)))
            .filter(|(r, _)| r.of == a.id && r.span.holds(self.date))
            .collect();
        let rank = |r: &Role| self.directory.offices().get(&r.office).map_or(6, |o| o.rank);
        held.sort_by(|(a, x), (b, y)| rank(a).cmp(&rank(b)).then(a.office.cmp(&b.office)).then(x.id.cmp(&y.id)));
        held
    }

    /// What a state belongs to on the day: organisation, kind, since when.
    fn belongs(&self, a: &Actor) -> Vec<(&str, &str, Span)> {
        let all = self.directory.organisations_of(&a.id).into_iter();
        all.filter(|(_, m)| m.span.holds(self.date)).map(|(org, m)| (org, m.kind.as_str(), m.span)).collect()
    }

    fn office(&self, role: &Role) -> String {
        format!("{} of {}, {}", role.office, self.named(&role.of), role.span)
    }

    fn named(&self, id: &str) -> String {
        self.directory.by_id(id).map_or_else(|| id.to_owned(), |a| format!("{} ({id})", a.name))
    }
}

fn line(out: &mut Out, name: &str, words: &str) -> io::Result<()> {
    out.print_hanging(&format!("{name:<16} "), words, 4)
}

fn dates(span: Span) -> String {
    if span == Span::ALWAYS { String::new() } else { format!(", {span}") }
}

fn since(kind: &str, span: Span) -> String {
    let kind = if kind == "member" { "" } else { kind };
    match (kind, span.from) {
        ("", None) => String::new(),
        ("", Some(from)) => format!(" ({from})"),
        (kind, None) => format!(" ({kind})"),
        (kind, Some(from)) => format!(" ({kind} {from})"),
    }
}

/// As an EDTF interval; null where nothing is known.
fn interval(span: Span) -> Option<String> {
    (span != Span::ALWAYS).then(|| span.to_string())
}
