//! Which of a page's words tell when a claim was, how much it is of and about what.

use super::look::row;
use super::path::PLACES;
use super::sense::BACK;
use crate::CoderError;
use std::ops::Range;
use tightrope_nlp::{Dense, Encoded, NlpError, Tensors, softmax};

/// What each pair picks among options: what is asked comes from what is known of the pair, what answers from the words of an
/// option, from where they stand in the parse and how many sentences back.
#[derive(Debug)]
pub(super) struct Picker {
    asks: Dense,
    answers: Dense,
    nothing: Dense,
    /// What each of [`PLACES`] adds, then each number of sentences back.
    places: Vec<f32>,
}

/// An option with the vector of its words.
#[derive(Debug)]
pub(super) struct Choice<T> {
    pub value: T,
    pub vector: Vec<f32>,
    /// Its bytes in the sentence; none of one in a sentence before.
    pub bytes: Range<usize>,
    /// Sentences back.
    pub back: usize,
}

/// Options with the chance that each pair picks them.
#[derive(Debug)]
pub(super) struct Picks<T> {
    options: Vec<T>,
    /// For each pair the chance of no option, then of each.
    rows: Vec<Vec<f32>>,
}

impl<T> Default for Picks<T> {
    fn default() -> Self {
        Picks { options: Vec::new(), rows: Vec::new() }
    }
}

impl Picker {
    /// The tensors `head.NAME.*` for what is known of a pair in so many values and vectors of this width.
    ///
    /// # Errors
    /// Where one is missing or they do not fit each other.
    pub fn read(tensors: &Tensors<'_>, name: &str, hidden: usize, width: usize) -> Result<Self, CoderError> {
        let wrong = |e: NlpError| CoderError::data("reader/reader.safetensors", e);
        let layer = |part: &str| tensors.layer(&format!("head.{name}.{part}")).map_err(wrong);
        let (asks, answers, nothing) = (layer("asks")?, layer("answers")?, layer("nothing")?);
        let places = tensors.floats(&format!("head.{name}.places")).map_err(wrong)?;
        let fits = asks.inputs() == hidden
            && answers.inputs() == width
            && asks.outputs() == answers.outputs()
            && nothing.inputs() == hidden
            && nothing.outputs() == 1
            && places.len() == PLACES + BACK + 1;
        if !fits {
            let message = format!("the tensors head.{name} do not fit each other");
            return Err(CoderError::data("reader/reader.safetensors", message));
        }
        Ok(Picker { asks, answers, nothing, places })
    }

    /// What each pair of a sentence picks: `hidden` is what is known of each, `bits` what the word of each piece is to it.
    pub fn picks<'b, T>(
        &self,
        hidden: &[f32],
        encoded: &Encoded,
        bits: impl Iterator<Item = &'b [u8]>,
        options: Vec<Choice<T>>,
    ) -> Picks<T> {
        if options.is_empty() {
            return Picks::default();
        }
        let vectors: Vec<f32> = options.iter().flat_map(|o| o.vector.iter().copied()).collect();
        let size = self.asks.outputs();
        let scale = 1.0 / (size as f32).sqrt();
        let (asked, nothing) = (self.asks.rows(hidden), self.nothing.rows(hidden));
        let fits = Dense::of_rows(&self.answers.rows(&vectors), size).rows(&asked);
        let pieces: Vec<Vec<usize>> = options.iter().map(|o| pieces(encoded, &o.bytes)).collect();
        let mut rows = Vec::with_capacity(nothing.len());
        for (k, (bits, none)) in bits.zip(nothing).enumerate() {
            let mut fit = vec![none];
            for ((o, at), answer) in options.iter().zip(&pieces).zip(row(&fits, k, options.len())) {
                fit.push(answer * scale + self.place(o.back, bits, at));
            }
            let width = fit.len();
            softmax(&mut fit, width);
            rows.push(fit);
        }
        Picks { options: options.into_iter().map(|o| o.value).collect(), rows }
    }

    /// What the place of an option adds: by its bits, and by how far back it is.
    fn place(&self, back: usize, bits: &[u8], at: &[usize]) -> f32 {
        by_bits(&self.places, bits, at) + self.places.get(PLACES + back).copied().unwrap_or_default()
    }
}

/// What each of [`PLACES`] adds, times the share of the pieces for which it holds.
pub(super) fn by_bits(places: &[f32], bits: &[u8], at: &[usize]) -> f32 {
    let share = |bit: usize| {
        let held = at.iter().filter(|p| bits.get(**p).is_some_and(|b| b >> bit & 1 == 1)).count();
        held as f32 / at.len().max(1) as f32
    };
    places.iter().take(PLACES).enumerate().map(|(bit, w)| w * share(bit)).sum()
}

/// The pieces that share a byte with the range.
pub(super) fn pieces(encoded: &Encoded, bytes: &Range<usize>) -> Vec<usize> {
    let shares = |p: &Range<usize>| p.start < bytes.end && bytes.start < p.end;
    (0..encoded.pieces.len()).filter(|k| encoded.pieces.get(*k).is_some_and(shares)).collect()
}

impl<T> Picks<T> {
    /// The option that a pair most likely picks, with its chance.
    pub fn likeliest(&self, pair: usize) -> Option<(&T, f32)> {
        let row = self.rows.get(pair)?;
        self.options.iter().zip(row.iter().skip(1).copied()).reduce(|best, x| if x.1 > best.1 { x } else { best })
    }

    /// The chance that it picks none; 1 where there are none.
    pub fn nothing(&self, pair: usize) -> f32 {
        self.rows.get(pair).and_then(|row| row.first()).copied().unwrap_or(1.0)
    }

    /// The chance that it picks one of those.
    pub fn chance(&self, pair: usize, those: impl Fn(&T) -> bool) -> f32 {
        let row = self.rows.get(pair).map_or(&[][..], Vec::as_slice);
        self.options.iter().zip(row.iter().skip(1)).filter(|(o, _)| those(o)).map(|(_, chance)| chance).sum()
    }
}
