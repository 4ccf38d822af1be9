//! Runs the tables of `tests/cases/quantity`, and checks that no text makes the scanner fail.

use super::cases::{check, doc_of, tables};
use super::*;
use proptest::prelude::*;

fn number(n: &Number) -> String {
    let mut text = match n.hedge {
        Hedge::Exact => "",
        Hedge::About => "~",
        Hedge::AtLeast => ">",
        Hedge::AtMost => "<",
    }
    .to_owned();
    // Nine digits show every figure of the tables and hide what binary fractions add.
    let shown = |v: f64| format!("{}", (v * 1e6).round() / 1e6);
    text += &shown(n.low);
    if let Some(high) = n.high {
        text += &format!("..{}", shown(high));
    }
    text
}

fn show(quantity: &Quantity) -> String {
    match quantity {
        Quantity::Money { value, currency } => format!("{} {currency}", number(value)),
        Quantity::Share { value, role } => {
            let role = match role {
                ShareRole::Part => "part",
                ShareRole::Change => "change",
                ShareRole::Rate => "rate",
            };
            format!("{role} {}", number(value))
        }
        Quantity::Rank { rank } => format!("rank {rank}"),
        Quantity::Count { value, unit } => {
            format!("count {}{}", number(value), unit.map_or(String::new(), |u| format!(" {u}")))
        }
        Quantity::Measure { value, unit, per } => {
            format!("{} {unit}{}", number(value), per.map_or(String::new(), |p| format!(" / {p}")))
        }
    }
}

#[test]
fn tables_of_quantities() {
    let failures = check(&tables("quantity"), |_, text| {
        let doc = doc_of(text);
        Some(
            find_quantities(&doc)
                .iter()
                .map(|m| format!("{} = {}", doc.span_text(m.tokens.clone()), show(&m.value)))
                .collect(),
        )
    });
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC*") {
        for found in find::find(&text, &[]) {
            prop_assert!(text.get(found.bytes).is_some());
            let amount = found.value.to_amount();
            prop_assert!(amount.value.into_iter().chain(amount.share).all(f64::is_finite), "{amount:?}");
        }
    }

    #[test]
    fn any_words_of_number_are_read(words in prop::collection::vec(word(), 0..12)) {
        let text = words.concat();
        let doc = doc_of(&text);
        let mut end = 0;
        for mention in find_quantities(&doc) {
            prop_assert!(mention.tokens.start >= end && mention.tokens.end <= doc.len());
            end = mention.tokens.end;
        }
    }

    /// A number of any length is written as a finite number or not read.
    #[test]
    fn any_number_is_finite(digits in "[1-9][0-9]{0,400}", words in prop::collection::vec(word(), 0..4)) {
        for found in find::find(&format!("$ {digits} {}", words.concat()), &[]) {
            let amount = found.value.to_amount();
            prop_assert!(amount.value.into_iter().chain(amount.share).all(f64::is_finite), "{amount:?}");
        }
    }
}

/// Words that the grammar knows, with the marks that join them.
fn word() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "1",
        "5",
        "4,500",
        "1.2",
        "10",
        "%",
        "$",
        "US",
        "€",
        "£",
        "billion",
        "bn",
        "m",
        "half",
        "a",
        "third",
        "thirds",
        "two",
        "twenty",
        "hundred",
        "thousand",
        "and",
        "-",
        "–",
        "to",
        "between",
        "from",
        "of",
        "largest",
        "second",
        "ranks",
        "No",
        ".",
        "percent",
        "dollars",
        "euro",
        "yuan",
        "barrels",
        "day",
        "km",
        "out",
        "in",
        "ten",
        "dozen",
        "one",
        "the",
        "#",
        "99999999999999999999",
        "é",
        "\u{a0}",
        "000",
        "top",
        "supplier",
        "2025",
        "June",
    ]);
    (known, prop::sample::select(vec!["", " ", " "])).prop_map(|(w, gap)| format!("{w}{gap}"))
}
