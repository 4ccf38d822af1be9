//! What the networks say of the actors of a sentence.

use super::look::{Looking, row};
use super::network::Reader;
use super::options::Options;
use super::pairs::{Member, Pairs};
use super::path::Ways;
use super::pick::{Choice, Picks};
use super::place::Places;
use super::sense::Senses;
use crate::coding::Sentence;
use std::ops::Range;
use tightrope_nlp::{Dense, Encoded, gelu, softmax};
use tightrope_statement::{Amount, Time};

/// What the reader says of the pairs of a sentence.
#[derive(Debug, Default)]
pub(super) struct Chances {
    /// For each pair the chance of no relation, then of each relation, in the reader's order.
    rows: Vec<Vec<f32>>,
    /// For each pair the chance of each domain, status, polarity and mode, if a relation holds, in the reader's order.
    domains: Vec<Vec<f32>>,
    status: Vec<Vec<f32>>,
    polarity: Vec<Vec<f32>>,
    modes: Vec<Vec<f32>>,
    /// What each pair picks of the dates here and in the sentences just before, of the numbers, and of what else the sentence names.
    pub dates: Picks<Time>,
    pub amounts: Picks<Amount>,
    pub things: Picks<String>,
    /// At which words each pair's relations are stated.
    pub places: Places,
    /// For each pair what share of its look each word of the sentence has.
    looks: Vec<Vec<f32>>,
}

impl Chances {
    pub fn of(&self, pair: usize) -> &[f32] {
        self.rows.get(pair).map_or(&[], Vec::as_slice)
    }

    pub fn domains(&self, pair: usize) -> &[f32] {
        self.domains.get(pair).map_or(&[], Vec::as_slice)
    }

    pub fn of_status(&self, pair: usize) -> &[f32] {
        self.status.get(pair).map_or(&[], Vec::as_slice)
    }

    pub fn of_polarity(&self, pair: usize) -> &[f32] {
        self.polarity.get(pair).map_or(&[], Vec::as_slice)
    }

    pub fn of_mode(&self, pair: usize) -> &[f32] {
        self.modes.get(pair).map_or(&[], Vec::as_slice)
    }

    pub fn looks(&self, pair: usize) -> &[f32] {
        self.looks.get(pair).map_or(&[], Vec::as_slice)
    }

    /// The highest chance of a relation among all pairs.
    pub fn most(&self, relation: usize) -> f32 {
        self.rows.iter().filter_map(|row| row.get(relation)).copied().fold(0.0, f32::max)
    }
}

impl Reader {
    /// The chances of every relation between the actors of a sentence.
    pub(super) fn chances(&self, sentence: &Sentence<'_>, senses: &Senses, pairs: &Pairs) -> Chances {
        if pairs.members.is_empty() {
            return Chances::default();
        }
        let encoded = senses.of(sentence, &self.encoder);
        let width = self.encoder.width();
        let [sources, targets] = self.actors(sentence, senses, &encoded, pairs);
        if pairs.pairs.is_empty() {
            return Chances::default();
        }
        let mut products = Vec::with_capacity(pairs.pairs.len() * width);
        for (a, b, _) in &pairs.pairs {
            products.extend(row(&sources, *a, width).iter().zip(row(&targets, *b, width)).map(|(x, y)| x * y));
        }
        let words = words(sentence, &encoded);
        let looking = looking(sentence, &words, pairs);
        let fits = self.look.shares(&encoded, &sources, &targets, &looking);
        let seen = self.seen.rows(&encoded.sums(&fits));
        let (as_source, as_target) = (self.source.rows(&sources), self.target.rows(&targets));
        let whole = self.sentence.rows(&encoded.mean());
        let mut hidden = self.both.rows(&products);
        let n = self.bias.len();
        let rows = hidden.chunks_exact_mut(n.max(1)).zip(seen.chunks_exact(n.max(1)));
        for ((a, b, features), (into, seen)) in pairs.pairs.iter().zip(rows) {
            let mut add = |values: &[f32]| into.iter_mut().zip(values).for_each(|(x, v)| *x += v);
            add(row(&as_source, *a, n));
            add(row(&as_target, *b, n));
            add(&whole);
            add(seen);
            add(&self.bias);
            features.iter().for_each(|f| add(self.features.of_input(*f)));
        }
        gelu(&mut hidden);
        let shares = |layer: &Dense| -> Vec<Vec<f32>> {
            let (mut rows, wide) = (layer.rows(&hidden), layer.outputs().max(1));
            softmax(&mut rows, wide);
            rounded(&mut rows);
            rows.chunks_exact(wide).map(<[f32]>::to_vec).collect()
        };
        let Options { dates, amounts, things, places } = Options::of(sentence);
        let bits = || looking.iter().map(|l| l.bits.as_slice());
        let here = choices(sentence, &encoded, dates);
        let mut dates = senses.dates_before(sentence, &here);
        dates.extend(here);
        let amounts = choices(sentence, &encoded, amounts);
        let things = choices(sentence, &encoded, things);
        let places = choices(sentence, &encoded, places.into_iter().map(|head| (head..head + 1, head)).collect());
        let heads = self.look.heads();
        let of_pair = fits.chunks_exact((heads * words.len()).max(1));
        let seen = words.iter().flatten().max().map_or(0, |last| last + 1);
        let looks = of_pair.map(|fits| by_word(fits, &words, seen, heads));
        Chances {
            rows: shares(&self.out),
            domains: shares(&self.fields.domains.layer),
            status: shares(&self.fields.status.layer),
            polarity: shares(&self.fields.polarity.layer),
            modes: shares(&self.fields.mode.layer),
            dates: self.fields.time.picks(&hidden, &encoded, bits(), dates),
            amounts: self.fields.amount.picks(&hidden, &encoded, bits(), amounts),
            things: self.fields.object.picks(&hidden, &encoded, bits(), things),
            places: self.fields.place.places(&hidden, &encoded, bits(), places),
            looks: looks.collect(),
        }
    }

    /// The vector of each actor as a source and as a target: the mean of the pieces of all its mentions; for whoever the sentence
    /// does not name what stands for such, and what a sentence before has made of them.
    fn actors(&self, sentence: &Sentence<'_>, senses: &Senses, encoded: &Encoded, pairs: &Pairs) -> [Vec<f32>; 2] {
        let start = start(sentence);
        let mentions = |m: &Member| -> Vec<Range<usize>> {
            let bytes = m.mentions().map(|t| sentence.doc.span_bytes(t.clone()));
            bytes.map(|b| b.start.saturating_sub(start)..b.end.saturating_sub(start)).collect()
        };
        let mut sides = [Vec::new(), Vec::new()];
        for member in &pairs.members {
            let mentions = mentions(member);
            let named = (!mentions.is_empty()).then(|| encoded.mean_of(&mentions));
            let before = named.is_none().then(|| senses.recall(sentence, member)).flatten();
            for (into, absent) in sides.iter_mut().zip(&self.absent) {
                match (&named, &before) {
                    (Some(Some(mean)), _) => into.extend_from_slice(mean),
                    // its words lie beyond what the encoder reads
                    (Some(None), _) => into.resize(into.len() + absent.len(), 0.0),
                    (None, Some(before)) => into.extend(absent.iter().zip(before).map(|(a, b)| a + b)),
                    (None, None) => into.extend_from_slice(absent),
                }
            }
        }
        senses.remember(sentence, pairs.members.iter().map(|m| (m, mentions(m))));
        sides
    }
}

/// What may be picked, with the vectors of its words.
fn choices<T>(sentence: &Sentence<'_>, encoded: &Encoded, options: Vec<(Range<usize>, T)>) -> Vec<Choice<T>> {
    let start = start(sentence);
    let choice = |(tokens, value): (Range<usize>, T)| {
        let bytes = sentence.doc.span_bytes(tokens);
        let bytes = bytes.start.saturating_sub(start)..bytes.end.saturating_sub(start);
        Some(Choice { value, vector: encoded.mean_of(std::slice::from_ref(&bytes))?, bytes, back: 0 })
    };
    options.into_iter().filter_map(choice).collect()
}

/// The sentence's first byte in its text.
fn start(sentence: &Sentence<'_>) -> usize {
    sentence.doc.span_bytes(sentence.tokens.clone()).start
}

/// For each piece its word in the sentence; none for the marks at both ends.
fn words(sentence: &Sentence<'_>, encoded: &Encoded) -> Vec<Option<usize>> {
    let start = start(sentence);
    let word = |piece: &Range<usize>| {
        let shares = |i: &usize| {
            let word = sentence.doc.span_bytes(*i..*i + 1);
            start + piece.start < word.end && word.start < start + piece.end
        };
        sentence.tokens.clone().find(shares).map(|i| i - sentence.tokens.start)
    };
    encoded.pieces.iter().map(word).collect()
}

/// The pairs with what the word of each piece is to them.
fn looking<'p>(sentence: &Sentence<'_>, words: &[Option<usize>], pairs: &'p Pairs) -> Vec<Looking<'p>> {
    let ways = Ways::of(sentence.doc, &sentence.tokens, &pairs.members);
    let of = |(a, b, features): &'p (usize, usize, Vec<usize>)| {
        let places = ways.places(*a, *b);
        let bit = |w: &Option<usize>| w.and_then(|w| places.get(w)).copied().unwrap_or_default();
        Looking { source: *a, target: *b, features, bits: words.iter().map(bit).collect() }
    };
    pairs.pairs.iter().map(of).collect()
}

/// The shares of the pieces, head after head, as those of the words: the mean over the heads.
fn by_word(fits: &[f32], words: &[Option<usize>], n: usize, heads: usize) -> Vec<f32> {
    let mut shares = vec![0.0; n];
    for (fit, word) in fits.iter().zip(words.iter().cycle()) {
        if let Some(share) = word.and_then(|w| shares.get_mut(w)) {
            *share += fit / heads as f32;
        }
    }
    rounded(&mut shares);
    shares
}

/// To hundred-thousandths, so that what a processor makes of the last bits decides nothing.
fn rounded(shares: &mut [f32]) {
    shares.iter_mut().for_each(|v| *v = (*v * 1e5).round() / 1e5);
}
