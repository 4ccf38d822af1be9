//! Runs the tables of `tests/cases/time`, and checks that no text makes the scanner fail.

use super::*;
use crate::quantity::cases::{check, doc_of, tables};
use proptest::prelude::*;

fn day(text: &str) -> Option<jiff::civil::Date> {
    (text != "-").then(|| text.parse().unwrap())
}

/// A reference as the tables write it; a `!` makes it govern.
fn reference(text: &str) -> Option<Anchor> {
    let governs = text.ends_with('!');
    (text != "-").then(|| Anchor::parse(text.trim_end_matches('!'), governs).unwrap())
}

#[test]
fn tables_of_times() {
    let mut tense = Tense::Past;
    let (mut date, mut anchor) = (None, None);
    let failures = check(&tables("time"), |setting, value| match setting {
        Some("date") => {
            date = day(value);
            None
        }
        Some("reference") => {
            anchor = reference(value);
            None
        }
        Some("tense") => {
            tense = match value {
                "future" => Tense::Future,
                "present" => Tense::Present,
                _ => Tense::Past,
            };
            None
        }
        _ => {
            let doc = doc_of(value);
            let ctx = TimeContext { document_date: date, reference: anchor, tense };
            let read = find_times(&doc).into_iter().map(|mention| {
                let edtf = match mention.expr {
                    TimeExpr::Duration { .. } => "length".to_owned(),
                    expr => expr.resolve(&ctx).unwrap_or("none".to_owned()),
                };
                format!("{} = {edtf}", doc.span_text(mention.tokens))
            });
            Some(read.collect())
        }
    });
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

proptest! {
    /// An anchor is the first day that the text names; of a day the text itself.
    #[test]
    fn any_text_is_an_anchor_or_none(text in "[0-9/~?-]{0,14}|\\PC{0,8}", days in -4_000_000i32..3_000_000) {
        Anchor::parse(&text, true);
        let date = jiff::civil::Date::MIN.checked_add(jiff::Span::new().days(days.rem_euclid(7_304_000)));
        for date in date.into_iter().filter(|d| d.year() >= 0) {
            prop_assert_eq!(Anchor::parse(&date.to_string(), true).map(|a| a.date), Some(date));
            prop_assert_eq!(Anchor::parse(&format!("{date}/.."), false).map(|a| a.date), Some(date));
        }
    }

    #[test]
    fn any_text_is_read(text in "\\PC*") {
        for (bytes, expr) in find::find(&text) {
            prop_assert!(text.get(bytes).is_some());
            let ctx = TimeContext {
                document_date: day("2025-06-18"),
                reference: Anchor::parse("2014", false),
                tense: Tense::Future,
            };
            expr.resolve(&ctx);
        }
    }

    #[test]
    fn any_words_of_time_are_read(words in prop::collection::vec(word(), 0..12)) {
        let text = words.concat();
        let doc = doc_of(&text);
        let mut end = 0;
        for mention in find_times(&doc) {
            prop_assert!(mention.tokens.start >= end && mention.tokens.end <= doc.len());
            end = mention.tokens.end;
            for tense in [Tense::Past, Tense::Future] {
                for reference in [None, Anchor::parse("9999-12-31", true), Anchor::parse("0001", false)] {
                    mention.expr.resolve(&TimeContext { document_date: day("9999-12-31"), reference, tense });
                }
            }
        }
    }
}

/// Words that the grammar knows, with the marks that join them.
fn word() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "18",
        "2025",
        "1983",
        "84",
        "June",
        "May",
        "Monday",
        "since",
        "until",
        "from",
        "to",
        "between",
        "and",
        "-",
        "–",
        "/",
        ".",
        ",",
        "the",
        "last",
        "next",
        "this",
        "year",
        "years",
        "weeks",
        "century",
        "ago",
        "later",
        "three",
        "a",
        "dozen",
        "half",
        "99999999999999999999",
        "0",
        "31",
        "February",
        "winter",
        "Q3",
        "H1",
        "of",
        "first",
        "quarter",
        "1990s",
        "'",
        "s",
        "BC",
        "early",
        "mid",
        "end",
        "yesterday",
        "past",
        "in",
        "within",
        "\n\n",
        "é",
        "“",
        "FY",
    ]);
    (known, prop::sample::select(vec!["", " ", " "])).prop_map(|(w, gap)| format!("{w}{gap}"))
}
