//! When a statement is the one that a gold line wants, and how right its attributes are.

use super::line::{Accepted, GoldLine, Predicted, list, names, text, truthy};
use super::words::{flat, same_words};
use serde_json::Value;
use std::collections::BTreeSet;
use std::str::FromStr;
use tightrope_statement::Relation;

/// Whether relation, parties, polarity and evidence are those of the gold line.
///
/// The evidence must lie in the gold line's sentence, give or take two characters, be no shorter than the gold span or
/// eight characters, and share half of the shorter of the two spans.
pub(super) fn is_core_match(gold: &GoldLine, given: &Predicted) -> bool {
    gold.polarity.iter().any(|p| p == given.polarity()) && evidence_fits(gold, given) && reading_fits(gold, given)
}

pub(super) fn evidence_fits(gold: &GoldLine, given: &Predicted) -> bool {
    let Some((start, end)) = given.span().filter(|(start, end)| end > start) else { return false };
    let (gold_start, gold_end) = gold.span;
    // A file may hold any number: none may overflow.
    let (length, given_length) = (gold_end.saturating_sub(gold_start), end.saturating_sub(start));
    let (first, last) = (gold.within.0.saturating_sub(2), gold.within.1.saturating_add(2));
    if start < first || end > last || given_length < length.min(8) {
        return false;
    }
    let shared = gold_end.min(end).saturating_sub(gold_start.max(start));
    shared.saturating_mul(2) >= length.min(given_length)
}

fn reading_fits(gold: &GoldLine, given: &Predicted) -> bool {
    gold.readings.iter().filter(|r| r.relation == given.relation()).any(|reading| {
        let symmetric = gold.symmetric || Relation::from_str(&reading.relation).is_ok_and(Relation::is_symmetric);
        accepts(&reading.source, &given.source) && accepts(&reading.target, &given.target)
            || symmetric && accepts(&reading.source, &given.target) && accepts(&reading.target, &given.source)
    })
}

/// Whether the names of a party are among those that a gold line accepts.
pub(super) fn accepts(accepted: &Accepted, names: &BTreeSet<String>) -> bool {
    match accepted {
        None => true,
        Some(accepted) => !accepted.is_disjoint(names),
    }
}

/// How right one attribute is, 0 to 1.
pub(super) fn credit(attribute: &str, want: &Value, given: &Predicted) -> f64 {
    let null = Value::Null;
    let got = given.value.get(attribute).unwrap_or(&null);
    let right = match attribute {
        "domains" => return domains(want, got),
        "status" | "certainty" => is_one_of(got, want),
        "mode" => {
            let mode = given.value.get("event").and_then(|e| e.get("mode")).unwrap_or(&null);
            is_one_of(mode, want)
        }
        "attribution" => attribution(want, got),
        "time" => is_one_of(got.get("edtf").unwrap_or(&null), want),
        "amount" => {
            want.as_object().is_some_and(|want| want.iter().all(|(k, v)| equal(got.get(k).unwrap_or(&null), v)))
        }
        "object" => truthy(got) && flat(&text(got)).contains(&flat(&text(want))),
        "parties" => {
            let mut have: BTreeSet<String> = given.source.union(&given.target).cloned().collect();
            for entity in given.value.get("with").and_then(Value::as_array).into_iter().flatten() {
                have.extend(names(Some(entity)));
            }
            list(want).all(|w| have.contains(&flat(&text(w))))
        }
        _ => false,
    };
    f64::from(u8::from(right))
}

/// The share of the given domains that are wanted; where more than two are wanted, shared ones over all.
fn domains(want: &Value, got: &Value) -> f64 {
    let got: BTreeSet<String> = got.as_array().into_iter().flatten().map(text).collect();
    let want: BTreeSet<String> = list(want).map(text).collect();
    if got.is_empty() {
        return 0.0;
    }
    let whole = if want.len() <= 2 { got.len() } else { got.union(&want).count() };
    got.intersection(&want).count() as f64 / whole as f64
}

fn attribution(want: &Value, got: &Value) -> bool {
    if !truthy(want) {
        return !truthy(got);
    }
    let speakers: Vec<String> = got
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|a| [a.get("name"), a.get("id")])
        .flatten()
        .filter(|v| truthy(v))
        .map(text)
        .collect();
    list(want).all(|w| speakers.iter().any(|s| same_words(&text(w), s)))
}

fn is_one_of(got: &Value, want: &Value) -> bool {
    list(want).any(|w| equal(got, w))
}

/// Equality in which 5 and 5.0 are the same number.
fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        _ => a == b,
    }
}
