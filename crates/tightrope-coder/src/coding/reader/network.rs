//! The networks and what they say of a sentence.

use super::judge::Scales;
use super::pairs::{FEATURES, Pairs};
use crate::CoderError;
use crate::coding::Sentence;
use std::borrow::Cow;
use std::ops::Range;
use tightrope_nlp::{Dense, Doc, Encoded, Encoder, Tensors, gelu};
use tightrope_statement::Relation;

/// The learned reader.
#[derive(Debug)]
pub struct Reader {
    encoder: Encoder,
    source: Dense,
    target: Dense,
    both: Dense,
    sentence: Dense,
    features: Dense,
    bias: Vec<f32>,
    out: Dense,
    absent: [Vec<f32>; 2],
    pub(super) relations: Vec<Relation>,
    pub(super) scales: Scales,
}

/// What the encoder makes of a sentence.
#[derive(Debug)]
pub struct Sense {
    /// The bytes of the sentence in its text.
    place: Range<usize>,
    encoded: Encoded,
}

impl Sense {
    fn new((place, encoded): (Range<usize>, Encoded)) -> Self {
        Sense { place, encoded }
    }
}

/// What the reader says of the pairs of a sentence.
#[derive(Debug, Default)]
pub(super) struct Chances {
    /// For each pair the chance of no relation, then of each relation, in the reader's order.
    rows: Vec<Vec<f32>>,
}

impl Chances {
    pub fn of(&self, pair: usize) -> &[f32] {
        self.rows.get(pair).map_or(&[], Vec::as_slice)
    }

    /// The highest chance of a relation among all pairs.
    pub fn most(&self, relation: usize) -> f32 {
        self.rows.iter().filter_map(|row| row.get(relation)).copied().fold(0.0, f32::max)
    }
}

impl Reader {
    /// The reader that is compiled in.
    ///
    /// # Errors
    /// Where a data file is faulty; the message names it.
    pub fn new() -> Result<Self, CoderError> {
        let bytes = |name: &str| {
            crate::codebook::bytes(&format!("reader/{name}"))
                .ok_or_else(|| CoderError::data("reader", format!("no {name}")))
        };
        let text = |name: &str| Ok::<_, CoderError>(String::from_utf8_lossy(bytes(name)?));
        let (vocabulary, relations, weights) = (text("vocabulary.txt")?, text("relations.txt")?, text("weights.tsv")?);
        Self::read(bytes("reader.safetensors")?, &vocabulary, &relations, &weights)
    }

    /// Another reader of the same form: a safetensors file of both networks, the pieces of words and the names of the
    /// relations, one a line, and the weights of what the reader says.
    ///
    /// # Errors
    /// Where one is faulty or they do not fit each other.
    pub fn read(tensors: &[u8], vocabulary: &str, relations: &str, weights: &str) -> Result<Self, CoderError> {
        let wrong = |e: tightrope_nlp::NlpError| CoderError::data("reader/reader.safetensors", e);
        let tensors = Tensors::read(tensors).map_err(wrong)?;
        let encoder = Encoder::load(&tensors, vocabulary).map_err(wrong)?;
        let relations: Vec<Relation> = relations
            .lines()
            .map(|name| name.parse().map_err(|e| CoderError::data("reader/relations.txt", e)))
            .collect::<Result<_, _>>()?;
        let hidden = tensors.layer("head.hidden").map_err(wrong)?;
        let out = tensors.layer("head.out").map_err(wrong)?;
        let absent = ["head.absent_source", "head.absent_target"].map(|name| tensors.floats(name));
        let [source, target] = absent;
        let absent = [source.map_err(wrong)?, target.map_err(wrong)?];
        let width = encoder.width();
        let fits = hidden.inputs() == 4 * width + FEATURES
            && out.inputs() == hidden.outputs()
            && out.outputs() == relations.len() + 1
            && absent.iter().all(|a| a.len() == width);
        if !fits {
            return Err(CoderError::data("reader/reader.safetensors", "the networks do not fit each other"));
        }
        Ok(Reader {
            source: hidden.part(0, width),
            target: hidden.part(width, 2 * width),
            both: hidden.part(2 * width, 3 * width),
            sentence: hidden.part(3 * width, 4 * width),
            features: hidden.part(4 * width, 4 * width + FEATURES),
            bias: hidden.bias().to_vec(),
            out,
            absent,
            encoder,
            relations,
            scales: Scales::read("reader/weights.tsv", weights)?,
        })
    }

    /// The place of a relation among the chances of a pair.
    pub(super) fn place(&self, relation: Relation) -> Option<usize> {
        self.relations.iter().position(|r| *r == relation).map(|k| k + 1)
    }

    /// The sentences of each text with what the encoder makes of them.
    pub fn encode(&self, docs: &[Doc]) -> Vec<Vec<Sense>> {
        let places: Vec<Vec<Range<usize>>> =
            docs.iter().map(|doc| doc.sents().iter().map(|s| doc.span_bytes(s.clone())).collect()).collect();
        let texts: Vec<&str> = docs
            .iter()
            .zip(&places)
            .flat_map(|(doc, places)| places.iter().map(|p| doc.text().get(p.clone()).unwrap_or_default()))
            .collect();
        let mut encoded = self.encoder.encode_all(&texts).into_iter();
        places.into_iter().map(|places| places.into_iter().zip(encoded.by_ref()).map(Sense::new).collect()).collect()
    }

    /// The chances of every relation between the actors of a sentence.
    pub(super) fn chances(&self, sentence: &Sentence<'_>, senses: &[Sense], pairs: &Pairs) -> Chances {
        if pairs.pairs.is_empty() {
            return Chances::default();
        }
        let doc = sentence.doc;
        let place = doc.span_bytes(sentence.tokens.clone());
        let known = senses.iter().find(|s| s.place == place).map(|s| Cow::Borrowed(&s.encoded));
        let again = || Cow::Owned(self.encoder.encode(doc.text().get(place.clone()).unwrap_or_default()));
        let encoded = known.unwrap_or_else(again);
        let width = self.encoder.width();
        // each actor as a source and as a target
        let mut sides = [Vec::new(), Vec::new()];
        for member in &pairs.members {
            let bytes = member.tokens.clone().map(|t| doc.span_bytes(t));
            let within = bytes.map(|b| b.start.saturating_sub(place.start)..b.end.saturating_sub(place.start));
            for (side, absent) in sides.iter_mut().zip(&self.absent) {
                match &within {
                    Some(bytes) => side.extend(encoded.mean_of(bytes).unwrap_or_else(|| vec![0.0; width])),
                    None => side.extend_from_slice(absent),
                }
            }
        }
        let [sources, targets] = &sides;
        let (as_source, as_target) = (self.source.rows(sources), self.target.rows(targets));
        let whole = self.sentence.rows(&encoded.mean());
        let vector = |all: &[f32], k: usize, n: usize| all.get(k * n..(k + 1) * n).unwrap_or_default().to_vec();
        let mut products = Vec::with_capacity(pairs.pairs.len() * width);
        for (a, b, _) in &pairs.pairs {
            products.extend(vector(sources, *a, width).iter().zip(vector(targets, *b, width)).map(|(x, y)| x * y));
        }
        let mut hidden = self.both.rows(&products);
        let n = self.bias.len();
        for ((a, b, features), row) in pairs.pairs.iter().zip(hidden.chunks_exact_mut(n.max(1))) {
            let mut add = |values: &[f32]| row.iter_mut().zip(values).for_each(|(x, v)| *x += v);
            add(&vector(&as_source, *a, n));
            add(&vector(&as_target, *b, n));
            add(&whole);
            add(&self.bias);
            features.iter().for_each(|f| add(self.features.of_input(*f)));
        }
        gelu(&mut hidden);
        let mut rows = self.out.rows(&hidden);
        let wide = self.out.outputs().max(1);
        let rows = rows.chunks_exact_mut(wide).map(|row| {
            let most = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            row.iter_mut().for_each(|v| *v = libm::expf(*v - most));
            let sum: f32 = row.iter().sum();
            row.iter().map(|v| v / sum).collect()
        });
        Chances { rows: rows.collect() }
    }
}
