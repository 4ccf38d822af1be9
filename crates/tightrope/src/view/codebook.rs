//! The codebook: relations, PLOVER types, rules.

use crate::output::{BOLD, DIM, Out};
use crate::problem::Problem;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};
use tightrope_coder::{Codebook, EventTable, Example, Rule};
use tightrope_statement::{Event, Relation, RelationKind, Status};

/// What is shown.
pub(crate) struct View<'a> {
    pub codebook: &'a Codebook,
    pub events: &'a EventTable,
}

/// A relation with those of its rules that are asked for.
pub(crate) struct Entry<'a> {
    pub relation: Relation,
    pub rules: Vec<&'a Rule>,
}

/// Every status, in the order in which a tie comes about.
const STATUSES: [Status; 7] = [
    Status::Actual,
    Status::Signed,
    Status::Planned,
    Status::Offered,
    Status::Sought,
    Status::Considered,
    Status::Ended,
];

fn kind(relation: Relation) -> &'static str {
    match relation.kind() {
        RelationKind::Event => "event",
        RelationKind::Tie => "tie",
        RelationKind::Attribute => "attribute",
    }
}

fn direction(relation: Relation) -> String {
    let arrow = if relation.is_symmetric() { "<->" } else { "->" };
    format!("{} {arrow} {}", relation.source_role(), relation.target_role())
}

impl View<'_> {
    /// Every relation, every PLOVER type.
    pub fn table(&self, out: &mut Out) -> Result<(), Problem> {
        writeln!(out, "{BOLD}Relations{BOLD:#}\n")?;
        let mut table = out.table();
        table.set_header(["relation", "kind", "who and whom", "rules", "what it claims"]);
        for r in Relation::all() {
            let rules = self.codebook.rules_of(r).count().to_string();
            table.add_row([r.name(), kind(r), &direction(r), &rules, r.definition()]);
        }
        out.print_table(&table)?;
        writeln!(out, "\n{BOLD}PLOVER types{BOLD:#}\n")?;
        let mut table = out.table();
        table.set_header(["type", "quad", "score", "CAMEO", "Goldstein", "modes, with their scores"]);
        for name in self.events.types() {
            let Some(e) = self.event(name, None) else { continue };
            let modes: Vec<String> = self
                .events
                .modes(name)
                .filter_map(|mode| Some(format!("{mode} {}", self.event(name, Some(mode))?.plover_score?)))
                .collect();
            table.add_row([name.to_owned(), quad(&e), score(&e), cameo(&e), goldstein(&e), modes.join(", ")]);
        }
        out.print_table(&table)?;
        let contexts: Vec<&str> = self.events.contexts().collect();
        writeln!(out)?;
        out.print_hanging("Contexts: ", &contexts.join(", "), 0)?;
        writeln!(out, "Quads: {}.", (1..=4).map(|q| format!("{q} {}", quad_name(q))).collect::<Vec<_>>().join(", "))?;
        writeln!(out, "\n`tightrope codebook RELATION` shows a relation's rules with their examples.")?;
        Ok(())
    }

    /// The same as one JSON object.
    pub fn json(&self, out: &mut Out) -> Result<(), Problem> {
        let relations: Vec<Value> = Relation::all()
            .map(|r| {
                let mut value = head(r);
                value["rules"] = self.codebook.rules_of(r).count().into();
                value
            })
            .collect();
        let types: Vec<Value> = self.events.types().filter_map(|name| self.plover(name)).collect();
        let contexts: Vec<&str> = self.events.contexts().collect();
        write(out, &json!({"relations": relations, "plover": types, "contexts": contexts}))
    }

    /// One relation with its rules.
    pub fn entry(&self, out: &mut Out, entry: &Entry<'_>) -> Result<(), Problem> {
        let r = entry.relation;
        writeln!(out, "{BOLD}{}{BOLD:#}  {}, {}", r.name(), kind(r), direction(r))?;
        out.print_wrapped(r.definition(), 2)?;
        if r.maps_to() != "-" {
            out.print_wrapped(&format!("elsewhere: {}", r.maps_to()), 2)?;
        }
        self.acts(out, r)?;
        let all = self.codebook.rules_of(r).count();
        if entry.rules.len() == all {
            writeln!(out, "\n{BOLD}{all} rules{BOLD:#}")?;
        } else {
            writeln!(out, "\n{BOLD}{} of {all} rules{BOLD:#}", entry.rules.len())?;
        }
        entry.rules.iter().try_for_each(|rule| self::rule(out, rule))
    }

    /// The same as one JSON object; rules as their files have them.
    pub fn entry_json(&self, out: &mut Out, entry: &Entry<'_>) -> Result<(), Problem> {
        let mut value = head(entry.relation);
        if entry.relation.kind() == RelationKind::Event {
            value["plover"] = self.plover(&entry.relation.name().to_uppercase()).into();
        } else {
            let acts: BTreeMap<&str, Event> = self.acts_of(entry.relation).map(|(s, e)| (s.as_str(), e)).collect();
            value["acts"] = serde_json::to_value(acts)?;
        }
        value["rules"] = serde_json::to_value(&entry.rules)?;
        write(out, &value)
    }

    /// What PLOVER and CAMEO say of the relation.
    fn acts(&self, out: &mut Out, r: Relation) -> io::Result<()> {
        if r.kind() == RelationKind::Event {
            let name = r.name().to_uppercase();
            let Some(e) = self.event(&name, None) else { return Ok(()) };
            figures(out, &format!("PLOVER {name}"), &e)?;
            for mode in self.events.modes(&name) {
                if let Some(e) = self.event(&name, Some(mode)) {
                    figures(out, &format!("  mode {mode}"), &e)?;
                }
            }
            return Ok(());
        }
        for (status, e) in self.acts_of(r) {
            let mode = e.mode.as_ref().map(|m| format!(" {m}")).unwrap_or_default();
            figures(out, &format!("{status}: {}{mode}", e.plover), &e)?;
        }
        Ok(())
    }

    /// How PLOVER reads the act of a tie, by the tie's status.
    fn acts_of(&self, r: Relation) -> impl Iterator<Item = (Status, Event)> {
        STATUSES.into_iter().filter_map(move |s| Some((s, self.events.event_of_tie(r, s, &[])?)))
    }

    fn event(&self, plover: &str, mode: Option<&str>) -> Option<Event> {
        self.events.event::<&str>(plover, mode, &[])
    }

    fn plover(&self, name: &str) -> Option<Value> {
        let of = |e: &Event| json!({"cameo": e.cameo, "quad": e.quad, "goldstein": e.goldstein, "plover_score": e.plover_score});
        let mut value = of(&self.event(name, None)?);
        value["type"] = name.into();
        let modes = self.events.modes(name).filter_map(|mode| {
            let mut value = of(&self.event(name, Some(mode))?);
            value["mode"] = mode.into();
            Some(value)
        });
        value["modes"] = modes.collect();
        Some(value)
    }
}

fn head(r: Relation) -> Value {
    json!({
        "relation": r.name(), "kind": kind(r), "source": r.source_role(), "target": r.target_role(),
        "symmetric": r.is_symmetric(), "definition": r.definition(),
        "maps_to": if r.maps_to() == "-" { None } else { Some(r.maps_to()) },
    })
}

fn write(out: &mut Out, value: &Value) -> Result<(), Problem> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    Ok(writeln!(out)?)
}

fn quad(e: &Event) -> String {
    e.quad.map(|q| q.to_string()).unwrap_or_default()
}

fn quad_name(quad: u8) -> &'static str {
    match quad {
        1 => "verbal cooperation",
        2 => "material cooperation",
        3 => "verbal conflict",
        _ => "material conflict",
    }
}

fn score(e: &Event) -> String {
    e.plover_score.map(|s| s.to_string()).unwrap_or_default()
}

fn cameo(e: &Event) -> String {
    e.cameo.clone().unwrap_or_default()
}

fn goldstein(e: &Event) -> String {
    e.goldstein.map(|s| s.to_string()).unwrap_or_default()
}

fn figures(out: &mut Out, name: &str, e: &Event) -> io::Result<()> {
    let quad = e.quad.map(|q| format!("{q} {}", quad_name(q))).unwrap_or_default();
    let context = if e.context.is_empty() { String::new() } else { format!(", context {}", e.context.join(" ")) };
    let words = format!("quad {quad}, score {}, CAMEO {}, Goldstein {}{context}", score(e), cameo(e), goldstein(e));
    out.print_hanging(&format!("{name:<24} "), &words, 2)
}

/// Keys of a rule that have a line of their own.
const OWN: [&str; 11] =
    ["id", "definition", "relation", "triggers", "lexicon", "wants", "forbids", "pass", "fail", "domains", "priority"];

/// A rule: what leads to it, where the parties stand, what it reads and what it must not.
fn rule(out: &mut Out, rule: &Rule) -> Result<(), Problem> {
    writeln!(out, "\n  {BOLD}{}{BOLD:#}", rule.id)?;
    out.print_wrapped(&rule.definition, 4)?;
    let mut words: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for t in &rule.triggers {
        words.entry(t.kind.as_str()).or_default().push(t.words.join(" "));
    }
    for (kind, list) in &words {
        line(out, kind, &list.join(", "))?;
    }
    if !rule.lexicon.is_empty() {
        let kinds: Vec<&str> = rule.lexicon.iter().map(|k| k.as_str()).collect();
        line(out, "lexicon", &format!("any other {} of the PLOVER lexicon", kinds.join(" or ")))?;
    }
    // the rest by their keys, so that a key that comes to the file format is never left out here
    if let Value::Object(all) = serde_json::to_value(rule)? {
        let slots = ["source", "target", "with", "object"];
        let first = slots.iter().filter_map(|k| Some((*k, all.get(*k)?)));
        let others = all.iter().map(|(k, v)| (k.as_str(), v)).filter(|(k, _)| !slots.contains(k) && !OWN.contains(k));
        for (key, value) in first.chain(others) {
            if let Some(words) = plain(value) {
                line(out, key, &words)?;
            }
        }
    }
    for (name, lists) in [("wants", &rule.wants), ("forbids", &rule.forbids)] {
        for (slot, list) in lists {
            line(out, name, &format!("{slot}: {}", list.join(", ")))?;
        }
    }
    let domains: Vec<String> = rule.domains.iter().map(|d| d.to_string()).collect();
    if !domains.is_empty() {
        line(out, "domains", &domains.join(", "))?;
    }
    if rule.priority != 0 {
        line(out, "priority", &rule.priority.to_string())?;
    }
    write!(out, "{DIM}")?;
    for e in &rule.pass {
        line(out, "reads", &example(e))?;
    }
    for e in &rule.fail {
        line(out, "not", &example(e))?;
    }
    Ok(write!(out, "{DIM:#}")?)
}

fn example(e: &Example) -> String {
    if e.says.is_empty() { format!("\"{}\"", e.text) } else { format!("\"{}\" => {}", e.text, e.says) }
}

/// A value as words; none where it says nothing.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null | Value::Bool(false) | Value::Object(_) => None,
        Value::Bool(true) => Some("yes".to_owned()),
        Value::String(s) => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        Value::Array(a) => {
            let words: Vec<String> = a.iter().filter_map(plain).collect();
            (!words.is_empty()).then(|| words.join(", "))
        }
    }
}

fn line(out: &mut Out, name: &str, words: &str) -> io::Result<()> {
    out.print_hanging(&format!("{:<12} ", name.replace('_', " ")), words, 4)
}
