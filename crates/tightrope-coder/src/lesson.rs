//! What the learned reader is learned from.

use crate::coding::{Pairs, Sentence};
use serde::Serialize;
use tightrope_statement::{Entity, Statement};

/// A sentence with everybody in it and between whom it may state something.
#[derive(Debug, Clone, Serialize)]
pub struct Lesson {
    /// Its first byte in the page, and the byte after its last.
    pub bytes: [usize; 2],
    /// Who is in it or may be meant: the bytes of the words in the page, none where it does not speak of them.
    pub members: Vec<(Option<[usize; 2]>, Entity)>,
    /// Source, target and the numbers of the features that hold of the pair.
    pub pairs: Vec<(usize, usize, Vec<usize>)>,
    /// What the reader would judge.
    pub judged: Vec<JudgedReading>,
}

/// A reading of a rule, or what the reader would add, with its features.
#[derive(Debug, Clone, Serialize)]
pub struct JudgedReading {
    /// The claim, attributed to nobody.
    pub statement: Statement,
    /// Whether a rule reads it.
    pub rule: bool,
    /// Features with their values in thousandths.
    pub features: Vec<(String, i64)>,
}

impl Lesson {
    pub(crate) fn new(sentence: &Sentence<'_>, offset: usize, judged: Vec<JudgedReading>) -> Self {
        let pairs = Pairs::of(sentence);
        let place = |tokens: std::ops::Range<usize>| {
            let bytes = sentence.doc.span_bytes(tokens);
            [offset + bytes.start, offset + bytes.end]
        };
        let members = pairs.members.into_iter().map(|m| (m.tokens.map(place), m.entity));
        Lesson { bytes: place(sentence.tokens.clone()), members: members.collect(), pairs: pairs.pairs, judged }
    }
}
