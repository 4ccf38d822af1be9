//! What holds for any file that an evaluation is given: it is read or refused, and never more than that.

use super::{benchie, carb, pretokenised::Pretokenised, rows};
use proptest::prelude::*;

/// Lines of the pieces that a format is made of, some of them whole lines.
fn text(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => prop::sample::select(pieces).prop_map(str::to_owned), 1 => "\\PC{0,4}"];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

const BENCHIE: &[&str] =
    &["sent_id:1\tLena runs .\n", "1--> Cluster 1:\n", " --> ", "[", "]", "[the] mill", "Lena", " runs ", "\n", "\t"];
const CARB: &[&str] = &["Rain fell .\t", "fell", "\tRain", "\tC: he said", "\n", "\t", "-LRB-", " said "];
const TSV: &[&str] = &["id\tsource\ttarget\n", "\t", "\n", "\"", "# remark\n", "a", "\r", "\\n", "KAZ"];

proptest! {
    #[test]
    fn any_benchie_gold_is_read_or_its_line_named(gold in text(BENCHIE), found in "(Lena|runs|the|mill| ){0,6}") {
        match benchie::parse(&gold) {
            Ok(sentences) => {
                let all = vec![vec![[found.clone(), found.clone(), found.clone()]]; sentences.len()];
                let (score, outcomes) = benchie::compare(&sentences, &all);
                prop_assert_eq!(outcomes.len(), sentences.len());
                prop_assert!([score.precision, score.recall, score.f1].iter().all(|f| (0.0..=1.0).contains(f)));
            }
            Err(line) => prop_assert!((1..=gold.lines().count()).contains(&line)),
        }
    }

    /// Every tuple of the gold, given back as an extraction, is found whole.
    #[test]
    fn any_carb_gold_finds_itself(gold in text(CARB)) {
        match carb::parse(&gold) {
            Ok(sentences) => {
                let all: Vec<_> = sentences.iter().map(|s| s.tuples.clone()).collect();
                let (score, outcomes) = carb::compare(&sentences, &all);
                prop_assert_eq!(outcomes.len(), sentences.len());
                prop_assert!([score.precision, score.recall, score.f1].iter().all(|f| (0.0..=1.0).contains(f)));
                for (outcome, sentence) in outcomes.iter().zip(&sentences) {
                    for (recall, tuple) in outcome.recalls.iter().zip(&sentence.tuples) {
                        prop_assert!(*recall == 1.0 || tuple.relation.trim().is_empty(), "{tuple:?}");
                    }
                }
            }
            Err(line) => prop_assert!((1..=gold.lines().count()).contains(&line)),
        }
    }

    #[test]
    fn any_table_is_read_or_its_fault_told(table in text(TSV)) {
        match rows::parse(&table, &["source", "target"]) {
            Ok(rows) => for row in rows {
                prop_assert!(rows::cell(&row, "no such column").is_empty());
            },
            Err(what) => prop_assert!(!what.is_empty()),
        }
    }

    #[test]
    fn tokens_of_any_line_are_found_again(line in "\\PC{0,40}", cuts in prop::collection::vec((0usize..60, 0usize..60), 0..4)) {
        let sentence = Pretokenised::new(&line);
        let whole = 0..sentence.text().len();
        prop_assert_eq!(sentence.words(std::slice::from_ref(&whole)), sentence.line());
        sentence.words(&cuts.iter().map(|(a, b)| *a..*b).collect::<Vec<_>>());
    }
}
