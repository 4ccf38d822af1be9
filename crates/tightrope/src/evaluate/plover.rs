//! `tightrope evaluate plover`: PLOVER types where source and target are given.

use super::args::ReportArgs;
use super::metrics::Confusion;
use super::rows::{Row, cell, rows};
use super::written::{Sheet, figure, write};
use crate::cli::Global;
use crate::engine::Engine;
use crate::problem::{Outcome, Problem};
use crate::settings;
use clap::Args;
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;
use tightrope_coder::Plover;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tightrope evaluate plover train.tsv
  tightrope evaluate plover train.tsv --errors errors.tsv --format json

FILE is tab-separated with named columns, in any order: sentence, source, target, gold_root, and where there is one
marked_sentence, in which <s>, </s>, <t>, </t> mark the two. CONCEDE and RETREAT count as YIELD. Blockades, occupations
and attacks on computers count as ASSAULT, embargoes and sanctions as COERCE, as CAMEO's roots have it.")]
pub(crate) struct PloverArgs {
    /// Sentences with source, target and type
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    pub report: ReportArgs,
    /// Threads to parse with [default: one a processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub threads: Option<u16>,
}

#[derive(Serialize)]
struct Figures {
    n: usize,
    accuracy: f64,
    macro_f1: f64,
    labels: BTreeMap<String, Label>,
    confusion: BTreeMap<String, BTreeMap<String, usize>>,
}

#[derive(Serialize)]
struct Label {
    n: usize,
    precision: f64,
    recall: f64,
    f1: f64,
}

/// A sentence and the bytes of its two actors; an actor that is not in it has none.
#[derive(Debug, PartialEq, Eq)]
struct Marked {
    text: String,
    source: Range<usize>,
    target: Range<usize>,
}

pub(crate) fn run(args: &PloverArgs, global: &Global) -> Result<Outcome, Problem> {
    let table = rows(&args.file, &["sentence", "source", "target", "gold_root"])?;
    let marked: Vec<Marked> = table.iter().map(marked).collect();
    let plover = Plover::new()
        .map_err(|e| Problem::new(format!("the coder's own data are faulty: {e}"), "please report this"))?;
    let engine = Engine::start(global, &[])?;
    let texts: Vec<&str> = marked.iter().map(|m| m.text.as_str()).collect();
    let docs = engine.parse(&texts, settings::threads(args.threads));
    let mut confusion = Confusion::default();
    let mut errors = Vec::new();
    for ((row, sentence), doc) in table.iter().zip(&marked).zip(&docs) {
        let reading = plover.classify(doc, sentence.source.clone(), sentence.target.clone());
        let gold = match cell(row, "gold_root") {
            "CONCEDE" | "RETREAT" => "YIELD",
            other => other,
        };
        let given = reading.as_ref().map_or("none", |r| r.cameo_label());
        confusion.add(gold, given);
        if gold != given {
            let rule = reading.as_ref().map_or("", |r| r.rule.as_str());
            errors.push(format!("{gold}\t{given}\t{rule}\t{}", sentence.text.replace(['\t', '\n'], " ")));
        }
    }
    write(&args.report, &figures(&confusion), &sheets(&confusion), &errors)?;
    Ok(Outcome::Done)
}

fn figures(confusion: &Confusion) -> Figures {
    let label = |l: &str| {
        let tally = confusion.tally(l);
        let (precision, recall, f1) = (tally.precision(), tally.recall(), tally.f1());
        (l.to_owned(), Label { n: tally.right + tally.missed, precision, recall, f1 })
    };
    let given = confusion.given();
    let row = |gold: &str| {
        let counts = given.iter().map(|g| ((*g).to_owned(), confusion.count(gold, g))).filter(|(_, n)| *n > 0);
        (gold.to_owned(), counts.collect())
    };
    Figures {
        n: confusion.total(),
        accuracy: confusion.accuracy(),
        macro_f1: confusion.macro_f1(),
        labels: confusion.labels().into_iter().map(label).collect(),
        confusion: confusion.labels().into_iter().map(row).collect(),
    }
}

fn sheets(confusion: &Confusion) -> Vec<Sheet> {
    let mut total = Sheet::new("PLOVER types, source and target given", &["", "n", "accuracy", "macro F1"]);
    let n = confusion.total().to_string();
    total.add(vec!["all".to_owned(), n, figure(confusion.accuracy()), figure(confusion.macro_f1())]);
    let mut labels = Sheet::new("By type", &["type", "n", "precision", "recall", "F1", "taken for"]);
    for gold in confusion.labels() {
        let tally = confusion.tally(gold);
        let mut wrong: Vec<(usize, &str)> =
            confusion.given().into_iter().filter(|g| *g != gold).map(|g| (confusion.count(gold, g), g)).collect();
        wrong.sort_by_key(|(n, g)| (std::cmp::Reverse(*n), *g));
        let wrong: Vec<String> = wrong.iter().filter(|(n, _)| *n > 0).map(|(n, g)| format!("{g} {n}")).collect();
        labels.add(vec![
            gold.to_owned(),
            (tally.right + tally.missed).to_string(),
            figure(tally.precision()),
            figure(tally.recall()),
            figure(tally.f1()),
            wrong.join(", "),
        ]);
    }
    vec![total, labels]
}

/// The sentence with its actors, by the marks or else by the first place where each actor's words stand.
fn marked(row: &Row) -> Marked {
    let mut found = unmark(cell(row, "marked_sentence"));
    if found.text.is_empty() {
        found.text = cell(row, "sentence").to_owned();
    }
    for (span, column) in [(&mut found.source, "source"), (&mut found.target, "target")] {
        let words = cell(row, column);
        if Range::is_empty(span) && !words.is_empty() {
            *span = found.text.find(words).map_or(0..0, |at| at..at + words.len());
        }
    }
    found
}

fn unmark(marked: &str) -> Marked {
    let mut found = Marked { text: String::with_capacity(marked.len()), source: 0..0, target: 0..0 };
    let mut rest = marked;
    while let Some(at) = rest.find('<') {
        let (before, tail) = rest.split_at(at);
        found.text.push_str(before);
        let here = found.text.len();
        rest = if let Some(tail) = tail.strip_prefix("<s>") {
            found.source = here..here;
            tail
        } else if let Some(tail) = tail.strip_prefix("</s>") {
            found.source.end = here.max(found.source.start);
            tail
        } else if let Some(tail) = tail.strip_prefix("<t>") {
            found.target = here..here;
            tail
        } else if let Some(tail) = tail.strip_prefix("</t>") {
            found.target.end = here.max(found.target.start);
            tail
        } else {
            found.text.push('<');
            tail.get(1..).unwrap_or_default()
        };
    }
    found.text.push_str(rest);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(cells: &[(&str, &str)]) -> Row {
        cells.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
    }

    #[test]
    fn marks_become_spans() {
        let m = unmark("<s>Arland</s> met <t>Borland</t> < noon");
        assert_eq!(m, Marked { text: "Arland met Borland < noon".to_owned(), source: 0..6, target: 11..18 });
    }

    proptest! {
        #[test]
        fn any_marks_leave_slices_of_the_sentence(
            parts in prop::collection::vec(prop_oneof!["<s>|</s>|<t>|</t>|<|é|Arland ", "\\PC{0,3}"], 0..16),
        ) {
            let marked = parts.concat();
            let m = unmark(&marked);
            for span in [&m.source, &m.target] {
                prop_assert!(m.text.get(span.clone()).is_some(), "{marked:?}: {m:?}");
            }
            prop_assert_eq!(&unmark(&m.text.replace('<', "")).text, &m.text.replace('<', ""));
        }
    }

    #[test]
    fn without_marks_the_words_are_sought() {
        let m = marked(&row(&[("sentence", "Arland met Borland."), ("source", "Borland"), ("target", "Celand")]));
        assert_eq!((m.source, m.target), (11..18, 0..0));
    }
}
