//! At which word of a sentence a relation of two actors is stated.

use super::look::row;
use super::path::PLACES;
use super::pick::{Choice, by_bits, pieces};
use crate::CoderError;
use tightrope_nlp::{Dense, Encoded, NlpError, Tensors, softmax};

/// Where a relation of a pair is stated: what is asked comes from what is known of the pair and from the relation, what answers
/// from the words of which a claim may be made and from where they stand in the parse.
#[derive(Debug)]
pub(super) struct Placer {
    asks: Dense,
    answers: Dense,
    relations: Dense,
    /// What each of [`PLACES`] adds.
    places: Vec<f32>,
}

/// How well each word of which a claim may be made fits the pairs and the relations.
#[derive(Debug, Default)]
pub(super) struct Places {
    heads: Vec<usize>,
    /// For each pair what each word has.
    of_pairs: Vec<f32>,
    /// For each word what each relation adds.
    of_relations: Vec<f32>,
}

impl Placer {
    /// The tensors `head.place.*` for what is known of a pair in so many values, vectors of this width and so many relations.
    ///
    /// # Errors
    /// Where one is missing or they do not fit each other.
    pub fn read(tensors: &Tensors<'_>, hidden: usize, width: usize, relations: usize) -> Result<Self, CoderError> {
        let wrong = |e: NlpError| CoderError::data("reader/reader.safetensors", e);
        let layer = |part: &str| tensors.layer(&format!("head.place.{part}")).map_err(wrong);
        let (asks, answers, of_relations) = (layer("asks")?, layer("answers")?, layer("relations")?);
        let places = tensors.floats("head.place.places").map_err(wrong)?;
        let fits = asks.inputs() == hidden
            && answers.inputs() == width
            && asks.outputs() == answers.outputs()
            && of_relations.inputs() == answers.outputs()
            && of_relations.outputs() == relations + 1
            && places.len() == PLACES;
        if !fits {
            let message = "the tensors head.place do not fit each other";
            return Err(CoderError::data("reader/reader.safetensors", message));
        }
        Ok(Placer { asks, answers, relations: of_relations, places })
    }

    /// How well each word fits each pair of a sentence and each relation: `hidden` is what is known of each pair, `bits` what
    /// the word of each piece is to it.
    pub fn places<'b>(
        &self,
        hidden: &[f32],
        encoded: &Encoded,
        bits: impl Iterator<Item = &'b [u8]>,
        words: Vec<Choice<usize>>,
    ) -> Places {
        if words.is_empty() {
            return Places::default();
        }
        let size = self.asks.outputs();
        let scale = 1.0 / (size as f32).sqrt();
        let vectors: Vec<f32> = words.iter().flat_map(|w| w.vector.iter().copied()).collect();
        let keys = self.answers.rows(&vectors);
        let fits = Dense::of_rows(&keys, size).rows(&self.asks.rows(hidden));
        let at: Vec<Vec<usize>> = words.iter().map(|w| pieces(encoded, &w.bytes)).collect();
        let mut of_pairs = Vec::with_capacity(fits.len());
        for (k, bits) in bits.enumerate() {
            let answers = row(&fits, k, words.len()).iter().zip(&at);
            of_pairs.extend(answers.map(|(fit, at)| fit * scale + by_bits(&self.places, bits, at)));
        }
        let of_relations = self.relations.rows(&keys).into_iter().map(|fit| fit * scale).collect();
        Places { heads: words.into_iter().map(|w| w.value).collect(), of_pairs, of_relations }
    }
}

impl Places {
    /// The words with the chance that the relation, by its place in the reader's order, is stated of the pair at each.
    pub fn of(&self, pair: usize, relation: usize) -> Vec<(usize, f32)> {
        let n = self.of_relations.len() / self.heads.len().max(1);
        let added = self.of_relations.chunks_exact(n.max(1)).map(|row| row.get(relation).copied().unwrap_or_default());
        let mut fits: Vec<f32> =
            row(&self.of_pairs, pair, self.heads.len()).iter().zip(added).map(|(fit, added)| fit + added).collect();
        let width = fits.len().max(1);
        softmax(&mut fits, width);
        self.heads.iter().copied().zip(fits.into_iter().map(rounded)).collect()
    }
}

/// To hundred-thousandths, so that what a processor makes of the last bits decides nothing.
fn rounded(chance: f32) -> f32 {
    (chance * 1e5).round() / 1e5
}
