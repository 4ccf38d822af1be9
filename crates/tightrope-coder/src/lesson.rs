//! What the learned reader and the weights of unnamed sides are learned from.

use crate::coding::{Candidate, Options, Pairs, Sentence, Ways};
use serde::Serialize;
use tightrope_statement::{Amount, Entity, Statement};

/// What is taken down for learning.
#[derive(Debug, Default)]
pub(crate) struct Learn {
    /// Whether the weights of unnamed sides are to be learned, not the reader.
    pub unnamed: bool,
    pub open: Vec<OpenReading>,
    pub lessons: Vec<Lesson>,
}

/// A reading with a side that no words of its clause name, completed in one way.
#[derive(Debug, Clone, Serialize)]
pub struct OpenReading {
    /// The claim so completed, attributed to nobody.
    pub statement: Statement,
    /// The statement whose place it would take.
    pub instead: Option<Statement>,
    /// Token of its head in the block.
    pub head: usize,
    /// What speaks for it, each feature once.
    pub features: Vec<String>,
    /// Number of the sentence in the page and of the open reading in the sentence: those of one are rivals.
    pub of: (usize, usize),
    /// Whether the rules complete it so without weights.
    pub given: bool,
    /// Whether both sides were open.
    pub both: bool,
}

/// A sentence with everybody in it and between whom it may state something.
#[derive(Debug, Clone, Serialize)]
pub struct Lesson {
    /// Its first byte in the page, and the byte after its last.
    pub bytes: [usize; 2],
    /// The bytes of its words.
    pub words: Vec<[usize; 2]>,
    /// Who is in it or may be meant: the bytes of all words that stand for them, none where it does not speak of them.
    pub members: Vec<(Vec<[usize; 2]>, Entity)>,
    /// Source, target, the numbers of the features that hold of the pair, and for each of the
    /// first words the bits of what it is to them.
    pub pairs: Vec<(usize, usize, Vec<usize>, Vec<u8>)>,
    /// The bytes of its dates, with what they are in EDTF.
    pub dates: Vec<([usize; 2], String)>,
    /// The bytes of its numbers, with what they say.
    pub amounts: Vec<([usize; 2], Amount)>,
    /// The bytes of its noun phrases, with their words as the object of a claim is written.
    pub things: Vec<([usize; 2], String)>,
    /// The bytes of the words of which a claim may be made.
    pub places: Vec<[usize; 2]>,
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
    /// The same of it among the sentence's other readings.
    pub among: Vec<(String, i64)>,
    /// Log-odds by itself, in thousandths.
    pub odds: i64,
}

impl Lesson {
    pub(crate) fn new(
        sentence: &Sentence<'_>,
        chosen: &[Candidate<'_>],
        offset: usize,
        judged: Vec<JudgedReading>,
    ) -> Self {
        let all = Pairs::of(sentence, chosen);
        let place = |tokens: std::ops::Range<usize>| {
            let bytes = sentence.doc.span_bytes(tokens);
            [offset + bytes.start, offset + bytes.end]
        };
        let ways = Ways::of(sentence.doc, &sentence.tokens, &all.members);
        let pairs = all.pairs.iter().map(|(a, b, features)| (*a, *b, features.clone(), ways.places(*a, *b))).collect();
        let members = all.members.into_iter().map(|m| (m.mentions().cloned().map(place).collect(), m.entity.clone()));
        let Options { dates, amounts, things, places } = Options::of(sentence);
        Lesson {
            dates: dates.into_iter().filter_map(|(at, time)| Some((place(at), time.edtf?))).collect(),
            amounts: amounts.into_iter().map(|(at, amount)| (place(at), amount)).collect(),
            things: things.into_iter().map(|(at, words)| (place(at), words)).collect(),
            places: places.into_iter().map(|head| place(head..head + 1)).collect(),
            bytes: place(sentence.tokens.clone()),
            words: sentence.tokens.clone().map(|i| place(i..i + 1)).collect(),
            members: members.collect(),
            pairs,
            judged,
        }
    }
}
