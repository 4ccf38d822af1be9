//! How sentences were read, for people and as JSON.

use super::statement::claim;
use crate::commands::read::Read;
use crate::output::{BOLD, DIM, Out};
use crate::problem::Problem;
use serde_json::json;
use std::collections::HashMap;
use std::io::{self, Write};
use tightrope_coder::{
    Explanation, FieldReading, PartyReading, PropositionReading, RuleMiss, SentenceReading, StatementReading, VERSION,
    WhyNot,
};
use tightrope_ledger::Found;
use tightrope_statement::Statement;
use tightrope_text::{Document, Places};

/// A statement of a ledger with the sentence that made it, read again.
pub(crate) struct Told<'a> {
    pub found: &'a Found,
    /// The model it was read with now.
    pub model: &'a str,
    /// The sentence; none where the text has none there.
    pub sentence: Option<&'a SentenceReading>,
    /// Whether the statement came out again.
    pub still_made: bool,
    pub document: &'a Document,
}

impl Told<'_> {
    /// What the reader should know of the reading: another version, a newer reading.
    fn remarks(&self) -> Vec<String> {
        let (s, d) = (&self.found.statement, &self.found.document);
        let mut remarks = Vec::new();
        if s.coder.version != VERSION {
            remarks.push(format!("made by version {} of the coder; this is {VERSION}", s.coder.version));
        }
        if d.model != self.model {
            remarks.push(format!("read with the model {}; this is {}", d.model, self.model));
        }
        if !self.found.counts {
            remarks.push("the page has been read anew since; this statement is of an older reading".to_owned());
        }
        if !self.still_made {
            remarks.push(
                "read again now, the sentence does not make the statement: the version, the model or --actors differ"
                    .to_owned(),
            );
        }
        remarks
    }
}

/// One statement of a ledger.
pub(crate) fn told(out: &mut Out, told: &Told<'_>) -> Result<(), Problem> {
    let (s, d) = (&told.found.statement, &told.found.document);
    let place = Places::new(&told.document.text).place(s.evidence.start);
    let date = d.date.as_deref().unwrap_or("no date known");
    writeln!(
        out,
        "{BOLD}statement {}{BOLD:#}  {}, line {}, column {}, {date}",
        s.id, d.name, place.line, place.column
    )?;
    out.print_wrapped(&claim(s), 2)?;
    out.print_wrapped(&format!("\"{}\"", s.evidence.exact), 4)?;
    for remark in told.remarks() {
        out.print_wrapped(&format!("Note: {remark}."), 2)?;
    }
    writeln!(out)?;
    let Some(sentence) = told.sentence else { return Ok(()) };
    head(out, sentence)?;
    if told.still_made {
        for p in &sentence.propositions {
            for r in p.statements.iter().filter(|r| r.statement == s.id) {
                reading(out, p, r, Some(s))?;
            }
        }
        return Ok(());
    }
    rest(out, sentence, &HashMap::new())
}

/// The same as one JSON object.
pub(crate) fn told_json(out: &mut Out, told: &Told<'_>) -> Result<(), Problem> {
    let (s, d) = (&told.found.statement, &told.found.document);
    let of_statement = told.sentence.and_then(|x| {
        x.propositions.iter().find_map(|p| p.statements.iter().find(|r| r.statement == s.id).map(|r| (p, r)))
    });
    let object = json!({
        "statement": s,
        "document": {"id": d.id, "name": d.name, "date": d.date, "publisher": d.publisher},
        "read_with": {"coder": d.coder, "model": d.model},
        "explained_with": {"coder": VERSION, "model": told.model},
        "counts": told.found.counts,
        "still_made": told.still_made,
        "remarks": told.remarks(),
        "explanation": of_statement.map(|(_, r)| r),
        "proposition": of_statement.map(|(p, _)| json!({
            "kind": p.kind, "lemma": p.lemma, "word": p.word, "arguments": p.arguments, "holders": p.holders
        })),
        "sentence": told.sentence,
    });
    serde_json::to_writer_pretty(&mut *out, &object)?;
    Ok(writeln!(out)?)
}

/// Every sentence of a page: what it says, and what was seen and left uncoded.
pub(crate) fn page(out: &mut Out, read: &Read, explanation: &Explanation) -> Result<(), Problem> {
    super::statement::heading(out, read)?;
    if let Some(focal) = &explanation.focal {
        let why: Vec<&str> = explanation.focal_for.iter().map(|(feature, _)| feature.as_str()).collect();
        let why = if why.is_empty() { String::new() } else { format!(", mostly by: {}", why.join(", ")) };
        writeln!(out, "The page is about {} ({}){why}.", focal.name, focal.id)?;
    }
    let statements = read.coding.statements.iter().map(|s| (s.id.as_str(), s)).collect();
    for sentence in &explanation.sentences {
        writeln!(out)?;
        head(out, sentence)?;
        rest(out, sentence, &statements)?;
    }
    Ok(writeln!(out)?)
}

/// The sentences of a page that make no statement, with what was seen in them.
pub(crate) fn uncoded(out: &mut Out, read: &Read, explanation: &Explanation) -> Result<(), Problem> {
    super::statement::heading(out, read)?;
    let silent: Vec<&SentenceReading> =
        explanation.sentences.iter().filter(|s| s.statements().next().is_none()).collect();
    if silent.is_empty() {
        writeln!(out, "Every sentence makes a statement.")?;
    }
    for sentence in silent {
        writeln!(out)?;
        out.print_wrapped(&sentence.words.text, 0)?;
        left(out, sentence)?;
    }
    Ok(writeln!(out)?)
}

/// The sentence and its parse.
fn head(out: &mut Out, sentence: &SentenceReading) -> io::Result<()> {
    write!(out, "{BOLD}")?;
    out.print_wrapped(&sentence.words.text, 0)?;
    write!(out, "{BOLD:#}{DIM}")?;
    out.print_wrapped(&format!("parse: {}", brief(sentence)), 2)?;
    write!(out, "{DIM:#}")
}

/// The parse in brief: each word that governs others, with what hangs on it.
fn brief(sentence: &SentenceReading) -> String {
    let mut parts = Vec::new();
    for (i, word) in sentence.parse.iter().enumerate() {
        let children = sentence.parse.iter().enumerate();
        let children: Vec<String> = children
            .filter(|(k, w)| w.head == i && *k != i && w.dep != "punct" && !w.text.is_empty())
            .map(|(_, w)| format!("{} {}", w.dep, w.text))
            .collect();
        if !children.is_empty() {
            parts.push(format!("{} [{}]", word.text, children.join(", ")));
        } else if word.head == i && word.dep != "punct" && !word.text.is_empty() {
            parts.push(word.text.clone());
        }
    }
    parts.join("; ")
}

fn rest(out: &mut Out, sentence: &SentenceReading, statements: &HashMap<&str, &Statement>) -> Result<(), Problem> {
    for p in &sentence.propositions {
        for r in &p.statements {
            reading(out, p, r, statements.get(r.statement.as_str()).copied())?;
        }
    }
    left(out, sentence)
}

/// How one statement was read.
fn reading(
    out: &mut Out,
    p: &PropositionReading,
    r: &StatementReading,
    statement: Option<&Statement>,
) -> Result<(), Problem> {
    let title = statement.map_or_else(|| r.rule.clone(), claim);
    out.print_wrapped(&format!("+ {title}"), 2)?;
    line(out, "id", &r.statement)?;
    line(out, "clause", &clause(p))?;
    line(out, "rule", &format!("{}: {} ({})", r.rule, r.definition, quoted(r.trigger.iter().map(|w| &w.text))))?;
    for (name, party) in [("source", &r.source), ("target", &r.target)] {
        match party {
            Some(x) => line(out, name, &who(x))?,
            None => line(out, name, "left open")?,
        }
    }
    for x in &r.with {
        line(out, "with", &who(x))?;
    }
    for f in &r.fields {
        line(out, f.field.as_str(), &why(f))?;
    }
    Ok(())
}

fn line(out: &mut Out, name: &str, words: &str) -> io::Result<()> {
    out.print_hanging(&format!("{name:<12} "), words, 6)
}

/// A proposition with its arguments.
fn clause(p: &PropositionReading) -> String {
    let arguments: Vec<String> = p
        .arguments
        .iter()
        .map(|a| {
            let ids: Vec<&str> = a.parties.iter().map(|x| x.entity.id.as_str()).collect();
            let ids = if ids.is_empty() { String::new() } else { format!(" ({})", ids.join(", ")) };
            format!("{} {}{ids}", a.role, a.word.text)
        })
        .collect();
    let held: Vec<&str> = p.holders.iter().map(|h| h.word.text.as_str()).collect();
    let held = if held.is_empty() { String::new() } else { format!("; held by {}", held.join(", ")) };
    let arguments = if arguments.is_empty() { "no argument".to_owned() } else { arguments.join(", ") };
    format!("{} \"{}\": {arguments}{held}", p.kind, p.lemma)
}

fn who(x: &PartyReading) -> String {
    let slot = x.slot.as_ref().map(|s| format!(", as {s}")).unwrap_or_default();
    let others =
        if x.alternatives.is_empty() { String::new() } else { format!("; else {}", x.alternatives.join(", ")) };
    let e = &x.entity;
    format!("{} ({}), {} {:.2}{slot}: {}{others}", e.name, e.id, x.found.as_str(), x.confidence, x.reason)
}

fn why(f: &FieldReading) -> String {
    let value = if f.value.is_empty() { "-" } else { &f.value };
    let words = quoted(f.words.iter().map(|w| &w.text));
    if words.is_empty() { format!("{value}: {}", f.reason) } else { format!("{value}: {words}, {}", f.reason) }
}

fn quoted<'a>(words: impl Iterator<Item = &'a String>) -> String {
    words.map(|w| format!("\"{w}\"")).collect::<Vec<_>>().join(" ")
}

/// Rules shown for a proposition; more are counted.
const SHOWN: usize = 3;

/// What was seen in a sentence and left uncoded.
fn left(out: &mut Out, sentence: &SentenceReading) -> Result<(), Problem> {
    if sentence.propositions.is_empty() {
        out.print_hanging("- ", "nothing in it predicates: no verb, and no noun or adjective that the rules know", 2)?;
        return Ok(());
    }
    for p in sentence.propositions.iter().filter(|p| p.statements.is_empty()) {
        out.print_hanging("- ", &format!("{} — {}", clause(p), nothing(&p.misses)), 2)?;
    }
    Ok(())
}

/// Why nothing came of a proposition: the rules that came near, then those that want other words.
fn nothing(misses: &[RuleMiss]) -> String {
    let (far, mut near): (Vec<&RuleMiss>, Vec<&RuleMiss>) = misses.iter().partition(|m| m.why == WhyNot::Words);
    near.sort_by_key(|m| nearness(m.why));
    let rest = near.len().saturating_sub(SHOWN);
    let mut told: Vec<String> = near.iter().take(SHOWN).map(|m| format!("{}: {}", m.rule, m.reason)).collect();
    if rest > 0 {
        told.push(format!("{rest} more rules find nobody"));
    }
    match (far.as_slice(), told.is_empty()) {
        ([], true) => told.push("no rule knows the word".to_owned()),
        ([one], _) => told.push(format!("{}: {}", one.rule, one.reason)),
        ([first, ..], true) => {
            told.push(format!("{} rules want other words beside it; {}: {}", far.len(), first.rule, first.reason))
        }
        (many, false) if !many.is_empty() => told.push(format!("{} rules want other words beside it", many.len())),
        _ => {}
    }
    told.join("; ")
}

/// How near a rule came: what reads the words elsewhere first, missing words last.
fn nearness(why: WhyNot) -> u8 {
    match why {
        WhyNot::Shadowed | WhyNot::Unlikely | WhyNot::Doubted | WhyNot::Joined => 0,
        WhyNot::Unreal => 1,
        WhyNot::NoTarget => 2,
        WhyNot::NoSource => 3,
        WhyNot::Unsupported => 4,
        WhyNot::Words => 5,
    }
}
