//! What the claims of a sentence may be dated by, how much they may be of, and about what.

use crate::coding::Sentence;
use crate::coding::dating::date_of;
use crate::coding::evidence::object_words;
use crate::proposition::noun_phrase;
use std::ops::Range;
use tightrope_statement::{Amount, Time};

/// Most things that are looked at in a sentence.
const THINGS: usize = 24;

/// Words of a sentence with what they would tell.
pub struct Options {
    /// Dates.
    pub dates: Vec<(Range<usize>, Time)>,
    /// Numbers.
    pub amounts: Vec<(Range<usize>, Amount)>,
    /// Noun phrases, as the object of a claim is written.
    pub things: Vec<(Range<usize>, String)>,
    /// Words of which a claim may be made: the heads of propositions.
    pub places: Vec<usize>,
}

impl Options {
    /// Those of a sentence, each in text order.
    pub fn of(sentence: &Sentence<'_>) -> Self {
        let here = |tokens: &Range<usize>| sentence.tokens.contains(&tokens.start);
        let times = sentence.times.iter().enumerate().filter(|(_, m)| here(&m.tokens));
        let amounts = sentence.quantities.iter().filter(|q| here(&q.tokens));
        let heads = sentence.tokens.clone().map(|i| sentence.doc.token(i)).filter(|t| {
            matches!(t.pos(), "NOUN" | "PROPN") && !matches!(t.dep(), "compound" | "poss" | "nmod" | "amod")
        });
        let time = |tokens: &Range<usize>, edtf| Time {
            edtf: Some(edtf),
            text: sentence.doc.span_text(tokens.clone()).to_owned(),
        };
        let mut places: Vec<usize> =
            sentence.propositions.all.iter().map(|p| p.head).filter(|head| sentence.tokens.contains(head)).collect();
        places.sort_unstable();
        places.dedup();
        Options {
            places,
            dates: times
                .filter_map(|(k, m)| Some((m.tokens.clone(), time(&m.tokens, date_of(sentence, k)?))))
                .collect(),
            amounts: amounts.map(|q| (q.tokens.clone(), q.value.to_amount())).filter(|(_, a)| !a.is_empty()).collect(),
            things: heads.map(|t| (noun_phrase(t), object_words(sentence, t))).take(THINGS).collect(),
        }
    }
}
