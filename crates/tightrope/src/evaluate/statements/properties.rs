//! What holds for any gold line and any statement: they are read or refused, and scored.

use super::line::{GoldLine, Predicted};
use super::score::score;
use proptest::prelude::*;

/// Values that a field of a line may hold, right and wrong.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "0",
            "5",
            "40",
            "-1",
            "9223372036854775807",
            "-9223372036854775808",
            "1e400",
            "0.5",
            "null",
            "true",
            "\"\"",
            "\"ARL\"",
            "\"lends_to\"",
            "\"denied\"",
            "[]",
            "{}",
            "[0,40]",
            "[-9223372036854775808,9223372036854775807]",
            "[\"ARL\",\"BOR\"]",
            "{\"id\":\"ARL\"}",
            "{\"start\":0,\"end\":9}",
            "{\"start\":-9223372036854775808,\"end\":9223372036854775807}",
            "{\"relation\":\"lends_to\",\"source\":null,\"target\":null}",
        ])
        .prop_map(str::to_owned),
        any::<i64>().prop_map(|n| n.to_string()),
    ]
}

/// A line with some fields of a good one replaced.
fn line(good: &'static [(&'static str, &'static str)]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::option::weighted(0.25, value()), good.len()).prop_map(move |given| {
        let field =
            |(own, (k, v)): (&Option<String>, &(&str, &str))| format!("\"{k}\":{}", own.as_deref().unwrap_or(v));
        format!("{{{}}}", given.iter().zip(good).map(field).collect::<Vec<_>>().join(","))
    })
}

const GOLD: &[(&str, &str)] = &[
    ("id", "\"g1\""),
    ("start", "0"),
    ("end", "30"),
    ("within", "[0,40]"),
    ("relation", "\"lends_to\""),
    ("source", "\"ARL\""),
    ("target", "[\"BOR\"]"),
    ("also", "[\"aid\"]"),
    ("polarity", "\"affirmed\""),
    ("status", "\"actual\""),
    ("amount", "{\"value\":5}"),
    ("time", "\"2025\""),
    ("domains", "[\"finance\"]"),
    ("attribution", "[\"a ministry\"]"),
];
const GIVEN: &[(&str, &str)] = &[
    ("relation", "\"lends_to\""),
    ("source", "{\"id\":\"ARL\"}"),
    ("target", "{\"id\":\"BOR\"}"),
    ("polarity", "\"affirmed\""),
    ("evidence", "{\"start\":0,\"end\":30}"),
    ("status", "\"actual\""),
    ("amount", "{\"value\":5}"),
    ("with", "[{\"id\":\"DEL\"}]"),
    ("attribution", "[]"),
];

proptest! {
    #[test]
    fn any_gold_and_statements_are_scored(
        gold in prop::collection::vec(line(GOLD), 1..4), given in prop::collection::vec(line(GIVEN), 0..4),
    ) {
        let gold: Vec<GoldLine> = gold.iter().filter_map(|l| GoldLine::from_json(l).ok()).collect();
        let given: Vec<Predicted> = given.iter().filter_map(|l| Predicted::from_json(l).ok()).collect();
        let score = score(&gold, &given);
        prop_assert_eq!(score.core.right + score.optional + score.core.extra, given.len());
        prop_assert!(score.attributes.values().all(|c| (0.0..=c.count as f64).contains(&c.earned)));
    }

    #[test]
    fn any_json_is_a_line_or_refused(json in "[\\[\\]{}\",:a-z0-9 .e-]{0,40}") {
        let _ = (GoldLine::from_json(&json), Predicted::from_json(&json));
    }
}
