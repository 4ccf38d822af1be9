//! BenchIE (Gashteovski et al. 2022): exact match of triples against sets of acceptable triples.
//!
//! The gold groups every acceptable wording of a fact into a fact synset; words in square brackets may be left out. A
//! fact is found if some extraction equals one of its wordings in all three slots; an extraction that equals none is
//! wrong. Precision is facts found / (facts found + wrong extractions), recall is facts found / facts.

use super::score::Score;
use std::collections::BTreeSet;

/// A piece of a wording.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Word(String),
    Optional(Vec<String>),
}

/// A sentence of the gold.
#[derive(Debug, Clone)]
pub(crate) struct GoldSentence {
    /// Its number, as the file gives it.
    pub id: String,
    /// Its facts: wordings of three slots.
    facts: Vec<Vec<[Slot; 3]>>,
}

#[derive(Debug, Clone)]
struct Slot {
    text: String,
    pieces: Vec<Piece>,
}

/// An extraction: subject, relation, object, as words with single spaces.
pub(crate) type Extraction = [String; 3];

/// What came of one sentence.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// Extractions that equal a wording.
    pub right: Vec<Extraction>,
    /// Extractions that equal none.
    pub wrong: Vec<Extraction>,
    /// First wording of each fact that was not found.
    pub missed: Vec<String>,
    found: usize,
}

/// Reads a gold file: `sent_id:N<tab>sentence`, then `N--> Cluster M:` and wordings `subject --> relation --> object`.
///
/// # Errors
/// The number of a line that is none of these, from 1.
pub(crate) fn parse(text: &str) -> Result<Vec<GoldSentence>, usize> {
    let mut out: Vec<GoldSentence> = Vec::new();
    for (i, line) in text.lines().enumerate() {
        let line = line.trim().trim_start_matches('\u{feff}');
        if let Some(rest) = line.strip_prefix("sent_id:") {
            let id = rest.split('\t').next().unwrap_or_default().trim().to_owned();
            out.push(GoldSentence { id, facts: Vec::new() });
        } else if line.contains(" --> ") {
            let slots: Vec<Slot> = line.split(" --> ").map(Slot::new).collect();
            let fact = out.last_mut().and_then(|s| s.facts.last_mut()).ok_or(i + 1)?;
            fact.push(slots.try_into().map_err(|_| i + 1)?);
        } else if line.contains("Cluster") {
            out.last_mut().ok_or(i + 1)?.facts.push(Vec::new());
        } else if !line.is_empty() {
            return Err(i + 1);
        }
    }
    Ok(out)
}

/// Compares; the n-th list of extractions belongs to the n-th sentence of the gold.
pub(crate) fn compare(gold: &[GoldSentence], extractions: &[Vec<Extraction>]) -> (Score, Vec<Outcome>) {
    let none = Vec::new();
    let outcomes: Vec<Outcome> =
        gold.iter().enumerate().map(|(i, s)| s.compare(extractions.get(i).unwrap_or(&none))).collect();
    let found: usize = outcomes.iter().map(|o| o.found).sum();
    let wrong: usize = outcomes.iter().map(|o| o.wrong.len()).sum();
    let facts: usize = gold.iter().map(|s| s.facts.len()).sum();
    let found = found as f64;
    (Score::new(gold.len(), found, found + wrong as f64, found, facts as f64), outcomes)
}

impl Outcome {
    /// Number of facts found.
    pub fn found(&self) -> usize {
        self.found
    }
}

impl GoldSentence {
    fn compare(&self, extractions: &[Extraction]) -> Outcome {
        let mut outcome = Outcome::default();
        let mut found = vec![false; self.facts.len()];
        for e in extractions {
            // A wording of several facts counts for the first.
            match self.facts.iter().position(|fact| fact.iter().any(|w| w.iter().zip(e).all(|(s, x)| s.equals(x)))) {
                Some(fact) => {
                    if let Some(cell) = found.get_mut(fact) {
                        *cell = true;
                    }
                    outcome.right.push(e.clone());
                }
                None => outcome.wrong.push(e.clone()),
            }
        }
        outcome.found = found.iter().filter(|f| **f).count();
        outcome.missed = self
            .facts
            .iter()
            .zip(&found)
            .filter(|(_, found)| !**found)
            .map(|(fact, _)| fact.first().map_or(String::new(), |w| w.each_ref().map(|s| s.text.as_str()).join(" | ")))
            .collect();
        outcome
    }
}

impl Slot {
    fn new(text: &str) -> Self {
        let mut pieces = Vec::new();
        let mut inside: Option<Vec<String>> = None;
        for word in text.replace('[', " [ ").replace(']', " ] ").split_whitespace() {
            match (word, &mut inside) {
                ("[", None) => inside = Some(Vec::new()),
                ("]", Some(words)) => pieces.push(Piece::Optional(std::mem::take(words))),
                (_, Some(words)) => words.push(word.to_owned()),
                (_, None) => pieces.push(Piece::Word(word.to_owned())),
            }
            if word == "]" {
                inside = None;
            }
        }
        pieces.extend(inside.into_iter().flatten().map(Piece::Word));
        Slot { text: text.trim().to_owned(), pieces }
    }

    fn equals(&self, words: &str) -> bool {
        let words: Vec<&str> = words.split_whitespace().collect();
        fits(&self.pieces, &words)
    }
}

/// Follows the pieces with every number of words that they may have taken so far: no wording is too long for it.
fn fits(pieces: &[Piece], words: &[&str]) -> bool {
    let mut taken = BTreeSet::from([0]);
    for piece in pieces {
        let after = |group: &[String]| -> Vec<usize> {
            let fit = |at: &usize| words.get(*at..*at + group.len()).is_some_and(|head| head == group);
            taken.iter().filter(|at| fit(at)).map(|at| at + group.len()).collect()
        };
        match piece {
            Piece::Word(word) => taken = after(std::slice::from_ref(word)).into_iter().collect(),
            Piece::Optional(group) => taken.extend(after(group)),
        }
    }
    taken.contains(&words.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOLD: &str = "sent_id:7\tLena runs the old mill near Oslo .
7--> Cluster 1:
Lena --> runs --> [the] [old] mill
Lena --> runs --> [the] [old] mill [near Oslo]
7--> Cluster 2:
Lena --> runs [the] mill near --> Oslo
Lena --> runs [the] mill --> near Oslo

sent_id:9\tRain fell .
9--> Cluster 1:
Rain --> fell -->  hard
";

    fn triple(s: &str, r: &str, o: &str) -> Extraction {
        [s.to_owned(), r.to_owned(), o.to_owned()]
    }

    #[test]
    fn optional_words_may_go() {
        let slot = Slot::new("[the] [old] mill [near Oslo]");
        for words in ["mill", "the mill", "old mill", "the old mill near Oslo"] {
            assert!(slot.equals(words), "{words}");
        }
        assert!(!slot.equals("the old mill near"));
        assert!(!slot.equals("The mill"));
        let many = Slot::new(&"[a] ".repeat(200));
        assert!(many.equals(&"a ".repeat(200)) && !many.equals(&"a ".repeat(201)));
        assert!(Slot::new(&"a ".repeat(50_000)).equals(&"a ".repeat(50_000)));
    }

    #[test]
    fn facts_count_once_and_wrong_extractions_each() {
        let gold = parse(GOLD).unwrap();
        assert_eq!((gold.len(), gold[1].id.as_str()), (2, "9"));
        let found = vec![
            vec![
                triple("Lena", "runs", "the old mill"),
                triple("Lena", "runs", "mill near Oslo"),
                triple("Lena", "runs", "Oslo"),
            ],
            vec![],
        ];
        let (score, outcomes) = compare(&gold, &found);
        // One of three facts; one wrong extraction.
        assert_eq!((score.precision, score.recall, score.n), (0.5, 1.0 / 3.0, 2));
        assert!((score.f1 - 0.4).abs() < 1e-12);
        assert_eq!(outcomes[0].missed, ["Lena | runs [the] mill near | Oslo"]);
        assert_eq!(outcomes[0].right.len(), 2);
    }

    #[test]
    fn lines_of_another_kind_are_named() {
        assert_eq!(parse("Lena --> runs --> mill").unwrap_err(), 1);
        assert_eq!(parse("sent_id:1\tx\nwhat is this").unwrap_err(), 2);
    }
}
