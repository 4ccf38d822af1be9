//! CaRB (Bhardwaj et al. 2019) with its default matcher: lenient match of tuples, word by word, slot by slot.
//!
//! Arguments after the first are taken as one. A gold tuple and an extraction match if their relations share a word and
//! both have as many slots; the score of the pair is shared words / words of the extraction (precision) and / words of
//! the gold (recall), counted slot by slot with multiplicity and case. Recall of a sentence: the best score of each gold
//! tuple, one extraction serving many. Precision: pairs taken greedily by precision, each tuple and extraction once.
//! Attribution marked `C: ` in the gold is left out. Where the gold's relation says, tells or adds, speech and speaker
//! may stand in either order.

use super::score::Score;

/// A relation and its arguments, as words with single spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tuple {
    /// The relation.
    pub relation: String,
    /// The arguments, the subject first.
    pub arguments: Vec<String>,
}

/// A sentence of the gold and its tuples.
#[derive(Debug, Clone)]
pub(crate) struct GoldSentence {
    /// The sentence.
    pub text: String,
    /// Its tuples.
    pub tuples: Vec<Tuple>,
}

/// What came of one sentence.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Outcome {
    /// Recall of each gold tuple.
    pub recalls: Vec<f64>,
    /// Precision credited to each extraction.
    pub precisions: Vec<f64>,
}

const FORMS_OF_BE: [&str; 8] = ["be", "is", "am", "are", "was", "were", "been", "being"];
const SAYING: [&str; 5] = ["said", "told", "added", "adds", "says"];

/// Reads a gold file: sentence, relation and arguments, tab-separated; sentences in order of first appearance.
///
/// # Errors
/// The number of a line with fewer than two columns, from 1.
pub(crate) fn parse(text: &str) -> Result<Vec<GoldSentence>, usize> {
    let mut out: Vec<GoldSentence> = Vec::new();
    let mut at = std::collections::HashMap::new();
    for (i, line) in text.lines().enumerate() {
        let line = line.trim_matches(['\u{feff}', ' ', '\t', '\r']);
        if line.is_empty() {
            continue;
        }
        let mut cells = line.split('\t').map(str::trim);
        let (Some(sentence), Some(relation)) = (cells.next(), cells.next()) else { return Err(i + 1) };
        let arguments = cells.filter(|c| !c.contains("C: ")).map(str::to_owned).collect();
        let k = *at.entry(key(sentence)).or_insert(out.len());
        if k == out.len() {
            out.push(GoldSentence { text: sentence.to_owned(), tuples: Vec::new() });
        }
        if let Some(s) = out.get_mut(k) {
            s.tuples.push(Tuple { relation: relation.to_owned(), arguments });
        }
    }
    Ok(out)
}

/// A sentence without spaces, brackets and punctuation: what sentences of two files are told to be the same by.
pub(crate) fn key(sentence: &str) -> String {
    let mut s: String = sentence.chars().filter(|c| !c.is_whitespace()).collect();
    for escape in ["-LRB-", "-RRB-", "-LSB-", "-RSB-", "-LCB-", "-RCB-"] {
        s = s.replace(escape, "");
    }
    s.retain(|c| !c.is_ascii_punctuation() && c != '\u{feff}');
    s
}

/// Compares; the n-th list of extractions belongs to the n-th sentence of the gold.
pub(crate) fn compare(gold: &[GoldSentence], extractions: &[Vec<Tuple>]) -> (Score, Vec<Outcome>) {
    let none = Vec::new();
    let outcomes: Vec<Outcome> =
        gold.iter().enumerate().map(|(i, s)| outcome(&s.tuples, extractions.get(i).unwrap_or(&none))).collect();
    let sum = |of: fn(&Outcome) -> &Vec<f64>| outcomes.iter().flat_map(of).sum::<f64>();
    let count = |of: fn(&Outcome) -> &Vec<f64>| outcomes.iter().map(|o| of(o).len()).sum::<usize>() as f64;
    let score = Score::new(
        gold.len(),
        sum(|o| &o.precisions),
        count(|o| &o.precisions),
        sum(|o| &o.recalls),
        count(|o| &o.recalls),
    );
    (score, outcomes)
}

fn outcome(gold: &[Tuple], extractions: &[Tuple]) -> Outcome {
    let scores: Vec<Vec<(f64, f64)>> = gold.iter().map(|g| extractions.iter().map(|e| pair(g, e)).collect()).collect();
    let recalls = scores.iter().map(|row| row.iter().map(|s| s.1).fold(0.0, f64::max)).collect();
    let mut precisions = vec![0.0; extractions.len()];
    let mut cells: Vec<(usize, usize, f64)> =
        scores.iter().enumerate().flat_map(|(i, row)| row.iter().enumerate().map(move |(j, s)| (i, j, s.0))).collect();
    // Stable: among equals the first gold tuple and the first extraction go first.
    cells.sort_by(|a, b| b.2.total_cmp(&a.2));
    let (mut rows, mut columns) = (vec![false; gold.len()], vec![false; extractions.len()]);
    for (i, j, precision) in cells {
        let (Some(row), Some(column), Some(cell)) = (rows.get_mut(i), columns.get_mut(j), precisions.get_mut(j)) else {
            continue;
        };
        if !*row && !*column {
            (*row, *column, *cell) = (true, true, precision);
        }
    }
    Outcome { recalls, precisions }
}

/// Precision and recall of an extraction against a gold tuple.
fn pair(gold: &Tuple, extraction: &Tuple) -> (f64, f64) {
    let (g, e) = (joined(&gold.arguments), joined(&extraction.arguments));
    let straight = slots(&gold.relation, &g, &extraction.relation, &e);
    match <[String; 2]>::try_from(e) {
        Ok([subject, object]) if SAYING.iter().any(|w| gold.relation.contains(w)) => {
            let turned = slots(&gold.relation, &g, &extraction.relation, &[object, subject]);
            let better = straight.0.total_cmp(&turned.0).then(straight.1.total_cmp(&turned.1)).is_ge();
            if better { straight } else { turned }
        }
        _ => straight,
    }
}

fn joined(arguments: &[String]) -> Vec<String> {
    match arguments.split_first() {
        Some((first, rest)) if !rest.is_empty() => vec![first.clone(), rest.join(" ")],
        _ => arguments.to_vec(),
    }
}

fn slots(gold_relation: &str, gold: &[String], relation: &str, arguments: &[String]) -> (f64, f64) {
    let (mut shared, of_gold, of_extraction, left) = overlap(gold_relation, relation);
    let be = left.contains(&"be") && gold_relation.split_whitespace().any(|w| FORMS_OF_BE.contains(&w));
    shared += usize::from(be);
    if shared == 0 || arguments.len() < gold.len() {
        return (0.0, 0.0);
    }
    let (mut found, mut there) = (of_extraction, of_gold);
    for (g, e) in gold.iter().zip(arguments) {
        let (s, of_gold, of_extraction, _) = overlap(g, e);
        shared += s;
        there += of_gold;
        found += of_extraction;
    }
    let ratio = |n: usize| if n == 0 { 0.0 } else { shared as f64 / n as f64 };
    (ratio(found), ratio(there))
}

/// Words that both hold, words of each, and the words of the second that are left over.
fn overlap<'a>(gold: &str, extraction: &'a str) -> (usize, usize, usize, Vec<&'a str>) {
    let mut left: Vec<&str> = extraction.split_whitespace().collect();
    let (of_extraction, mut of_gold, mut shared) = (left.len(), 0, 0);
    for word in gold.split_whitespace() {
        of_gold += 1;
        if let Some(i) = left.iter().position(|w| *w == word) {
            left.remove(i);
            shared += 1;
        }
    }
    (shared, of_gold, of_extraction, left)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tuple(relation: &str, arguments: &[&str]) -> Tuple {
        Tuple { relation: relation.to_owned(), arguments: arguments.iter().map(|&a| a.to_owned()).collect() }
    }

    #[test]
    fn words_are_counted_slot_by_slot() {
        let gold = tuple("sold grain to", &["Chile", "Peru", "in May"]);
        let e = tuple("sold", &["Chile", "grain to Peru", "in May"]);
        // Shared: sold; Chile; Peru in May. Extraction 1 + 1 + 5 words, gold 3 + 1 + 3.
        assert_eq!(pair(&gold, &e), (5.0 / 7.0, 5.0 / 7.0));
        assert_eq!(pair(&gold, &tuple("sent", &["Chile", "Peru"])), (0.0, 0.0));
        assert_eq!(pair(&gold, &tuple("sold", &["Chile"])), (0.0, 0.0));
        assert_eq!(pair(&tuple("is", &["a", "b"]), &tuple("be", &["a", "b"])), (1.0, 1.0));
    }

    #[test]
    fn speech_may_come_first() {
        let gold = tuple("said", &["Ana", "rain fell"]);
        assert_eq!(pair(&gold, &tuple("said", &["rain fell", "Ana"])), (1.0, 1.0));
        assert_eq!(pair(&tuple("saw", &["Ana", "rain"]), &tuple("saw", &["rain", "Ana"])).0, 1.0 / 3.0);
    }

    #[test]
    fn one_extraction_serves_many_for_recall_and_one_for_precision() {
        let gold = parse("A b c .\tb\tA\tc\nA b c .\tb\tA\tc\tC: x said\nD .\tis\tD\n").unwrap();
        assert_eq!(gold.len(), 2);
        assert_eq!(gold[0].tuples[1], tuple("b", &["A", "c"]));
        let found = vec![vec![tuple("b", &["A", "c"]), tuple("b", &["A", "d"])], vec![]];
        let (score, outcomes) = compare(&gold, &found);
        assert_eq!(outcomes[0].recalls, [1.0, 1.0]);
        assert_eq!(outcomes[0].precisions, [1.0, 2.0 / 3.0]);
        assert_eq!(score.recall, 2.0 / 3.0);
        assert_eq!(score.n, 2);
    }

    #[test]
    fn sentences_are_the_same_without_their_punctuation() {
        assert_eq!(key("A -LRB- b -RRB- , c ."), key("A ( b ) c"));
    }
}
