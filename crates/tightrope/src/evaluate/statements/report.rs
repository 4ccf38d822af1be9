//! The figures of scored pages, as JSON and as tables.

use super::Scored;
use super::score::{Credit, Score};
use crate::evaluate::metrics::Tally;
use crate::evaluate::written::{Sheet, figure};
use serde::Serialize;
use std::collections::BTreeMap;

/// The result as one JSON object; fractions are between 0 and 1.
#[derive(Debug, Serialize)]
pub(super) struct Figures {
    /// Gold lines that are not optional.
    n: usize,
    precision: f64,
    recall: f64,
    f1: f64,
    right: usize,
    extra: usize,
    missed: usize,
    optional: usize,
    /// Mean credit of all attributes that the lines of the pairs state.
    attributes: f64,
    attribute_credit: f64,
    attribute_count: usize,
    unmarked: f64,
    by_attribute: BTreeMap<&'static str, Fraction>,
    departing: BTreeMap<&'static str, Fraction>,
    denied_found: Fraction,
    /// By how a party was found: those that gold accepts, where relation and evidence are gold's.
    parties_found: BTreeMap<String, Fraction>,
    /// By the confidence of a statement's weaker party: those paired with a line, of all.
    by_confidence: BTreeMap<String, Fraction>,
    relations: BTreeMap<String, Part>,
    styles: BTreeMap<String, Part>,
    pages: BTreeMap<String, Part>,
}

#[derive(Debug, Serialize)]
struct Fraction {
    credit: f64,
    count: usize,
    mean: f64,
}

#[derive(Debug, Serialize)]
struct Part {
    n: usize,
    precision: f64,
    recall: f64,
    f1: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    attributes: Option<f64>,
}

impl From<Credit> for Fraction {
    fn from(credit: Credit) -> Self {
        Fraction { credit: credit.earned, count: credit.count, mean: credit.mean() }
    }
}

fn part(tally: Tally, attributes: Option<f64>) -> Part {
    let (precision, recall, f1) = (tally.precision(), tally.recall(), tally.f1());
    Part { n: tally.right + tally.missed, precision, recall, f1, attributes }
}

fn total<'s>(scored: impl Iterator<Item = &'s Scored>) -> Score {
    let mut sum = Score::default();
    scored.for_each(|s| sum.add(&s.score));
    sum
}

fn by_style(scored: &[Scored]) -> BTreeMap<String, Score> {
    let mut styles: BTreeMap<String, Score> = BTreeMap::new();
    for page in scored.iter().filter(|s| !s.style.is_empty()) {
        styles.entry(page.style.clone()).or_default().add(&page.score);
    }
    styles
}

pub(super) fn figures(scored: &[Scored]) -> Figures {
    let sum = total(scored.iter());
    let all = sum.attributes_total();
    let whole = |s: &Score| part(s.core, Some(s.attributes_total().mean()));
    Figures {
        n: sum.core.right + sum.core.missed,
        precision: sum.core.precision(),
        recall: sum.core.recall(),
        f1: sum.core.f1(),
        right: sum.core.right,
        extra: sum.core.extra,
        missed: sum.core.missed,
        optional: sum.optional,
        attributes: all.mean(),
        attribute_credit: all.earned,
        attribute_count: all.count,
        unmarked: sum.unmarked.mean(),
        by_attribute: sum.attributes.iter().map(|(k, c)| (*k, (*c).into())).collect(),
        departing: sum.departing.iter().map(|(k, c)| (*k, (*c).into())).collect(),
        denied_found: sum.denied.into(),
        parties_found: sum.worth.parties.iter().map(|(k, c)| (k.clone(), (*c).into())).collect(),
        by_confidence: sum.worth.statements.iter().map(|(k, c)| (k.clone(), (*c).into())).collect(),
        relations: sum.relations.iter().map(|(r, t)| (r.clone(), part(*t, None))).collect(),
        styles: by_style(scored).iter().map(|(k, s)| (k.clone(), whole(s))).collect(),
        pages: scored.iter().map(|s| (s.name.clone(), whole(&s.score))).collect(),
    }
}

fn score_row(name: &str, score: &Score) -> Vec<String> {
    let mut row = tally_row(name, score.core);
    row.push(figure(score.attributes_total().mean()));
    row
}

fn tally_row(name: &str, tally: Tally) -> Vec<String> {
    vec![
        name.to_owned(),
        (tally.right + tally.missed).to_string(),
        tally.right.to_string(),
        tally.extra.to_string(),
        tally.missed.to_string(),
        figure(tally.precision()),
        figure(tally.recall()),
        figure(tally.f1()),
    ]
}

pub(super) fn sheets(scored: &[Scored]) -> Vec<Sheet> {
    let columns = |first: &'static str| [first, "lines", "right", "extra", "missed", "precision", "recall", "F1"];
    let with_attributes = |first| [columns(first).as_slice(), &["attributes"]].concat();
    let sum = total(scored.iter());
    let mut pages = Sheet::new("By page", &with_attributes("page"));
    scored.iter().for_each(|s| pages.add(score_row(&s.name, &s.score)));
    let mut styles = Sheet::new("By style", &with_attributes("style"));
    by_style(scored).iter().for_each(|(style, score)| styles.add(score_row(style, score)));
    let mut relations = Sheet::new("By relation", &columns("relation"));
    sum.relations.iter().for_each(|(relation, tally)| relations.add(tally_row(relation, *tally)));
    let mut attributes =
        Sheet::new("By attribute", &["attribute", "stated", "right", "share", "departing", "right", "share"]);
    for (name, all) in &sum.attributes {
        let apart = sum.departing.get(name).copied().unwrap_or_default();
        let cells = |c: Credit| [c.count.to_string(), format!("{:.2}", c.earned), figure(c.mean())];
        attributes.add([vec![(*name).to_owned()], cells(*all).to_vec(), cells(apart).to_vec()].concat());
    }
    let mut whole = Sheet::new("All", &with_attributes(""));
    whole.add(score_row("all", &sum));
    let mut others = Sheet::new("Beside", &["", "n", "right", "share"]);
    for (name, credit) in [("left unmarked where the line is", sum.unmarked), ("denied lines found", sum.denied)] {
        others.add(vec![
            name.to_owned(),
            credit.count.to_string(),
            format!("{:.0}", credit.earned),
            figure(credit.mean()),
        ]);
    }
    let counted = |heading: &str, first: &str, all: &BTreeMap<String, Credit>| {
        let mut sheet = Sheet::new(heading, &[first, "n", "right", "share"]);
        for (name, c) in all {
            sheet.add(vec![name.clone(), c.count.to_string(), format!("{:.0}", c.earned), figure(c.mean())]);
        }
        sheet
    };
    let found = counted("Parties, where relation and evidence are gold's", "found", &sum.worth.parties);
    let weakest = counted("Statements by their weaker party", "confidence", &sum.worth.statements);
    let mut sheets = vec![pages, styles, relations, attributes, found, weakest, others, whole];
    sheets.retain(|s| s.rows.len() > 1);
    sheets
}
