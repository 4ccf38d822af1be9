//! The vectors as table, JSON and CSV.

use crate::names::Named;
use crate::output::{BOLD, DIM, Out};
use crate::problem::Problem;
use comfy_table::{CellAlignment, Table};
use serde_json::{Value, json};
use std::io::Write;
use tightrope_measures::{Cell, DomainSpread, PowerRow, Spread, Tally, Vectors};
use tightrope_statement::Domain;

/// A power's row with the name to show.
pub(crate) struct View<'a> {
    pub focal: &'a Named,
    pub vectors: &'a Vectors,
    /// Names of the powers, in the order of the rows.
    pub names: &'a [String],
}

impl View<'_> {
    fn rows(&self) -> impl Iterator<Item = (&PowerRow, &str)> {
        self.vectors.powers.iter().zip(self.names.iter().map(String::as_str))
    }

    /// A table for people; where it is too wide, the domains go over several tables.
    pub fn table(&self, out: &mut Out) -> Result<(), Problem> {
        writeln!(out, "{BOLD}{} ({}) and the powers it is tied to{BOLD:#}\n", self.focal.name, self.focal.id)?;
        let width = out.width();
        self.summary(out)?;
        let mut rest: &[DomainSpread] = &self.vectors.domains;
        let first = self
            .names
            .iter()
            .zip(&self.vectors.powers)
            .map(|(n, p)| label(n, &p.id).chars().count())
            .max()
            .unwrap_or(0)
            .max(8);
        while !rest.is_empty() {
            let mut used = first + 2;
            let mut take = 0;
            for d in rest {
                used += self.column_width(d.domain) + 3;
                if take > 0 && used > width {
                    break;
                }
                take += 1;
            }
            let (now, later) = rest.split_at(take);
            writeln!(out)?;
            self.domains(out, now)?;
            rest = later;
        }
        writeln!(out)?;
        let legend = "Cells count ties: in force, s signed, p prospective (planned, offered, sought or considered), e ended. \
                      Blank: no evidence. Shares are of weights (`tightrope vectors --weights`); ended ties and friction have \
                      no part in them. Evenness runs from 0, one power has nearly all, to 1, all have the same; it needs two \
                      powers. `tightrope why` prints the words behind a cell.";
        write!(out, "{DIM}")?;
        out.print_wrapped(legend, 0)?;
        write!(out, "{DIM:#}")?;
        Ok(())
    }

    fn summary(&self, out: &mut Out) -> Result<(), Problem> {
        let mut table = out.table();
        table.set_header(["Power", "share", "weight", "friction"]);
        for (row, name) in self.rows() {
            let friction = if row.friction.ties > 0 { row.friction.ties.to_string() } else { String::new() };
            let weight = if row.weight > 0.0 { format!("{:.1}", row.weight) } else { String::new() };
            table.add_row([label(name, &row.id), percent(row.share), weight, friction]);
        }
        if let Some(all) = &self.vectors.overall {
            let evenness = format!("{:.2}", all.evenness);
            table.add_row(["evenness".to_owned(), evenness, String::new(), String::new()]);
        }
        right(&mut table, 3);
        Ok(out.print_table(&table)?)
    }

    fn domains(&self, out: &mut Out, domains: &[DomainSpread]) -> Result<(), Problem> {
        let mut table = out.table();
        let mut head = vec!["Power".to_owned()];
        head.extend(domains.iter().map(|d| title(d.domain)));
        table.set_header(head);
        for (row, name) in self.rows() {
            let cells: Vec<String> =
                domains.iter().map(|d| row.cells.get(&d.domain).map(cell).unwrap_or_default()).collect();
            if cells.iter().any(|c| !c.is_empty()) {
                table.add_row([label(name, &row.id)].into_iter().chain(cells));
            }
        }
        let spread = |show: &dyn Fn(&Spread) -> String| {
            domains.iter().map(|d| d.spread.as_ref().map(show).unwrap_or_default()).collect::<Vec<_>>()
        };
        for (name, cells) in [
            ("evenness", spread(&|s| format!("{:.2}", s.evenness))),
            ("largest share", spread(&|s| percent(Some(s.largest)))),
        ] {
            if cells.iter().any(|c| !c.is_empty()) {
                table.add_row([name.to_owned()].into_iter().chain(cells));
            }
        }
        right(&mut table, domains.len());
        Ok(out.print_table(&table)?)
    }

    fn column_width(&self, domain: Domain) -> usize {
        let cells = self.vectors.powers.iter().filter_map(|r| r.cells.get(&domain)).map(|c| cell(c).chars().count());
        let words = title(domain).split(' ').map(str::len).max().unwrap_or(0);
        cells.max().unwrap_or(0).max(words)
    }

    /// One JSON object.
    pub fn json(&self, out: &mut Out) -> Result<(), Problem> {
        let powers: Vec<Value> = self
            .rows()
            .map(|(row, name)| {
                let cells: serde_json::Map<String, Value> =
                    row.cells.iter().map(|(d, c)| (d.to_string(), json_cell(c))).collect();
                json!({
                    "id": row.id, "name": name, "share": row.share, "weight": row.weight,
                    "friction": json_tally(&row.friction), "domains": cells
                })
            })
            .collect();
        let domains: Vec<Value> = self
            .vectors
            .domains
            .iter()
            .map(|d| json!({"domain": d.domain, "weight": d.weight, "spread": d.spread.as_ref().map(json_spread)}))
            .collect();
        let all = json!({
            "state": {"id": self.focal.id, "name": self.focal.name},
            "powers": powers,
            "domains": domains,
            "overall": self.vectors.overall.as_ref().map(json_spread),
        });
        serde_json::to_writer_pretty(&mut *out, &all)?;
        Ok(writeln!(out)?)
    }

    /// One line a power and domain; a missing number is an empty field.
    pub fn csv(&self, out: &mut Out) -> Result<(), Problem> {
        let mut csv = csv::Writer::from_writer(&mut *out);
        csv.write_record([
            "state",
            "power",
            "power_name",
            "power_share",
            "domain",
            "in_force",
            "signed",
            "prospective",
            "ended",
            "weight",
            "share",
            "evenness",
        ])?;
        let count = |t: &Tally| if t.ties > 0 { t.ties.to_string() } else { String::new() };
        let number = |n: Option<f64>| n.map(|n| format!("{n:.6}")).unwrap_or_default();
        for (row, name) in self.rows() {
            for (domain, c) in &row.cells {
                let of = self.vectors.domains.iter().find(|d| d.domain == *domain);
                let weight = Some(c.weight()).filter(|w| *w > 0.0);
                let share = weight.and_then(|w| of.map(|d| w / d.weight));
                csv.write_record([
                    self.focal.id.clone(),
                    row.id.clone(),
                    name.to_owned(),
                    number(row.share),
                    domain.to_string(),
                    count(&c.in_force),
                    count(&c.signed),
                    count(&c.prospective),
                    count(&c.ended),
                    number(weight),
                    number(share),
                    number(of.and_then(|d| d.spread).map(|s| s.evenness)),
                ])?;
            }
            if row.friction.ties > 0 {
                let mut record = vec![self.focal.id.clone(), row.id.clone(), name.to_owned(), number(row.share)];
                record.extend(["friction".to_owned(), row.friction.ties.to_string()]);
                record.extend([String::new(), String::new(), String::new(), number(Some(row.friction.weight))]);
                record.extend([String::new(), String::new()]);
                csv.write_record(record)?;
            }
        }
        Ok(csv.flush()?)
    }
}

fn right(table: &mut Table, columns: usize) {
    for i in 1..=columns {
        if let Some(column) = table.column_mut(i) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
}

/// Names longer than this give way to their id.
const LONGEST_NAME: usize = 26;

fn label(name: &str, id: &str) -> String {
    match name {
        _ if name == id || name.chars().count() > LONGEST_NAME => id.to_owned(),
        _ => format!("{name} {id}"),
    }
}

fn title(domain: Domain) -> String {
    domain.as_str().replace('_', " ")
}

fn percent(share: Option<f64>) -> String {
    match share {
        None => String::new(),
        Some(s) if s > 0.0 && s < 0.005 => "<1 %".to_owned(),
        Some(s) => format!("{:.0} %", s * 100.0),
    }
}

fn cell(c: &Cell) -> String {
    let groups = [(&c.in_force, ""), (&c.signed, "s"), (&c.prospective, "p"), (&c.ended, "e")];
    let parts: Vec<String> =
        groups.iter().filter(|(t, _)| t.ties > 0).map(|(t, mark)| format!("{}{mark}", t.ties)).collect();
    parts.join(" ")
}

fn json_tally(t: &Tally) -> Value {
    json!({"ties": t.ties, "weight": t.weight, "statements": t.statements})
}

fn json_cell(c: &Cell) -> Value {
    let mut map = serde_json::Map::new();
    for (key, t) in
        [("in_force", &c.in_force), ("signed", &c.signed), ("prospective", &c.prospective), ("ended", &c.ended)]
    {
        if t.ties > 0 {
            map.insert(key.to_owned(), json_tally(t));
        }
    }
    map.into()
}

fn json_spread(s: &Spread) -> Value {
    json!({
        "powers": s.powers, "evenness": s.evenness, "balance": s.balance, "hhi": s.hhi, "effective": s.effective,
        "largest": s.largest
    })
}
