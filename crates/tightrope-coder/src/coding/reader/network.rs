//! The networks of the reader and where they come from.

use super::fields::Fields;
use super::judge::weights;
use super::look::Look;
use super::pairs::FEATURES;
use super::sense::Senses;
use crate::CoderError;
use crate::coding::Weights;
use tightrope_nlp::{Dense, Doc, Encoder, Tensors};
use tightrope_statement::Relation;

/// The learned reader.
#[derive(Debug)]
pub struct Reader {
    pub(super) encoder: Encoder,
    pub(super) source: Dense,
    pub(super) target: Dense,
    pub(super) both: Dense,
    pub(super) sentence: Dense,
    pub(super) features: Dense,
    pub(super) seen: Dense,
    pub(super) bias: Vec<f32>,
    pub(super) look: Look,
    pub(super) out: Dense,
    pub(super) absent: [Vec<f32>; 2],
    pub(super) relations: Vec<Relation>,
    pub(super) fields: Fields,
    pub(super) focal: Dense,
    pub(super) scales: Weights,
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
        let (vocabulary, weights) = (text("vocabulary.txt")?, text("weights.tsv")?);
        let (relations, fields) = (text("relations.txt")?, text("fields.tsv")?);
        Self::read(bytes("reader.safetensors")?, &vocabulary, [&relations, &fields], &weights)
    }

    /// Another reader of the same form: a safetensors file of both networks, the pieces of words and the names of the
    /// relations, one a line, the fields with their values, and the table of weights of what the reader says.
    ///
    /// # Errors
    /// Where one is faulty or they do not fit each other.
    pub fn read(
        tensors: &[u8],
        vocabulary: &str,
        [relations, fields]: [&str; 2],
        table: &str,
    ) -> Result<Self, CoderError> {
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
        let look = Look::read(&tensors, width, FEATURES)?;
        let wide = 4 * width + FEATURES;
        let focal = tensors.layer("head.focal").map_err(wrong)?;
        let fits = focal.inputs() == width
            && focal.outputs() == 1
            && hidden.inputs() == wide + look.heads() * width
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
            features: hidden.part(4 * width, wide),
            seen: hidden.part(wide, hidden.inputs()),
            look,
            bias: hidden.bias().to_vec(),
            fields: Fields::read(&tensors, fields, [hidden.outputs(), width, relations.len()])?,
            focal,
            out,
            absent,
            encoder,
            relations,
            scales: weights("reader/weights.tsv", table)?,
        })
    }

    /// The place of a relation among the chances of a pair.
    pub(super) fn place(&self, relation: Relation) -> Option<usize> {
        self.relations.iter().position(|r| *r == relation).map(|k| k + 1)
    }

    /// What the encoder makes of the sentences of a page's texts, each in sight of its neighbours.
    pub fn encode(&self, docs: &[Doc]) -> Senses {
        let sentences = |doc: &Doc| doc.sents().iter().map(|s| doc.span_bytes(s.clone())).collect::<Vec<_>>();
        let texts: Vec<&str> = docs
            .iter()
            .flat_map(|doc| sentences(doc).into_iter().map(|p| doc.text().get(p).unwrap_or_default()))
            .collect();
        let stretches = self.encoder.encode_page(&texts);
        Senses { places: docs.iter().flat_map(sentences).collect(), stretches, ..Senses::default() }
    }
}
