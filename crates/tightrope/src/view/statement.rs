//! Statements as a table or as the contract has them.

use crate::commands::read::Read;
use crate::output::{BOLD, Out};
use crate::problem::Problem;
use std::io::Write;
use tightrope_statement::{Amount, Certainty, Entity, Polarity, Statement};

/// One JSON object a line, exactly the statement contract.
pub(crate) fn jsonl(out: &mut Out, statements: &[Statement]) -> Result<(), Problem> {
    for statement in statements {
        serde_json::to_writer(&mut *out, statement)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// A page's statements for people.
pub(crate) fn table(out: &mut Out, read: &Read, statements: &[Statement]) -> Result<(), Problem> {
    heading(out, read)?;
    if statements.is_empty() {
        writeln!(out, "No statement was found.\n")?;
        return Ok(());
    }
    if out.width() < NARROW {
        for s in statements {
            entry(out, s, 2)?;
        }
        writeln!(out)?;
        return Ok(());
    }
    let mut table = out.ruled_table();
    table.set_header(["Who", "does", "with whom", "about", "how far", "in the page's words"]);
    for s in statements {
        table.add_row([
            party(s.source.as_ref()),
            does(s),
            target(s),
            about(s),
            how_far(s),
            s.evidence.exact.split_whitespace().collect::<Vec<_>>().join(" "),
        ]);
    }
    out.print_table(&table)?;
    writeln!(out)?;
    Ok(())
}

/// The page's name and date.
pub(crate) fn heading(out: &mut Out, read: &Read) -> Result<(), Problem> {
    let date = read.date.map_or_else(|| "no date known".to_owned(), |d| d.to_string());
    Ok(writeln!(out, "{BOLD}{}{BOLD:#}  {date}", read.document.name)?)
}

/// Below so many columns the table's words would be cut to pieces, and statements are listed instead.
const NARROW: usize = 100;

/// One statement on lines of its own: what it claims, then the words.
pub(crate) fn entry(out: &mut Out, s: &Statement, indent: usize) -> Result<(), Problem> {
    out.print_wrapped(&claim(s), indent)?;
    Ok(out.print_wrapped(&format!("\"{}\"", s.evidence.exact), indent + 2)?)
}

/// What a statement claims, in one line.
pub(crate) fn claim(s: &Statement) -> String {
    let parts = [party(s.source.as_ref()), does(s), target(s), about(s), how_far(s)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" | ")
}

/// A party's name, with the state it acts for where that is another.
fn party(entity: Option<&Entity>) -> String {
    let Some(e) = entity else { return String::new() };
    match &e.state {
        Some(state) if *state != e.id => format!("{} ({state})", e.name),
        _ => e.name.clone(),
    }
}

/// The relation as words.
fn does(s: &Statement) -> String {
    let words = s.relation.name().replace('_', " ");
    if s.polarity == Polarity::Denied { format!("not: {words}") } else { words }
}

/// Target and further parties.
fn target(s: &Statement) -> String {
    let with: Vec<String> = s.with.iter().map(|e| party(Some(e))).collect();
    let target = party(s.target.as_ref());
    match (target.is_empty(), with.is_empty()) {
        (_, true) => target,
        (true, false) => format!("with {}", with.join(", ")),
        (false, false) => format!("{target}, with {}", with.join(", ")),
    }
}

/// Object, domains, amount and time.
fn about(s: &Statement) -> String {
    let mut parts = Vec::new();
    parts.extend(s.object.clone());
    if !s.domains.is_empty() {
        let words: Vec<String> = s.domains.iter().map(|d| d.as_str().replace('_', " ")).collect();
        parts.push(format!("[{}]", words.join(", ")));
    }
    parts.extend(s.amount.as_ref().map(amount).filter(|a| !a.is_empty()));
    parts.extend(s.time.as_ref().map(|t| t.edtf.clone().unwrap_or_else(|| format!("\"{}\"", t.text))));
    parts.join(" · ")
}

pub(super) fn amount(a: &Amount) -> String {
    let mut parts = Vec::new();
    if let Some(value) = a.value {
        let unit = a.unit.as_ref().map(|u| format!(" {u}")).unwrap_or_default();
        parts.push(format!("{}{unit}", grouped(value)));
    }
    parts.extend(a.rank.map(|r| format!("rank {r}")));
    parts.extend(a.share.map(|s| format!("{:.0} %", s * 100.0)));
    parts.join(", ")
}

/// A number with its thousands apart.
fn grouped(value: f64) -> String {
    if value.fract() != 0.0 || value.abs() >= 1e15 {
        return value.to_string();
    }
    let digits = format!("{:.0}", value.abs());
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(c);
    }
    if value < 0.0 { format!("-{out}") } else { out }
}

/// Status, certainty and who says so.
fn how_far(s: &Statement) -> String {
    let mut words = s.status.to_string();
    if s.certainty != Certainty::Asserted {
        words.push_str(&format!(", {}", s.certainty));
    }
    if !s.attribution.is_empty() {
        let speakers: Vec<&str> = s.attribution.iter().map(|a| a.name.as_str()).collect();
        words.push_str(&format!("; according to {}", speakers.join(" > ")));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(grouped(1_000_000_000.0), "1 000 000 000");
        assert_eq!(grouped(-36.0), "-36");
        assert_eq!(grouped(0.5), "0.5");
    }
}
