//! Building the network from its file, checking every shape.

use super::{Feature, Maxout, Table, Tok2Vec, VectorCache};
use crate::error::{NlpError, Result};
use crate::linalg::{LayerNorm, Matrix};
use crate::msgpack::Node;
use crate::weights::{Layer, Layers};

impl Tok2Vec {
    /// From the layers of a file.
    pub(crate) fn load(layers: &Layers<'_>) -> Result<Self> {
        let features = features(layers)?;
        let mut tables = Vec::new();
        let mut width = 0;
        for layer in layers.named("hashembed") {
            let (table, table_width) = table(layers, layer, &features)?;
            if !tables.is_empty() && table_width != width {
                return Err(layers.error("embedding tables differ in width"));
            }
            width = table_width;
            tables.push(table);
        }
        let maxouts: Vec<&Layer<'_>> = layers.named("maxout").collect();
        let norms: Vec<&Layer<'_>> = layers.named("layernorm").collect();
        if tables.is_empty() || maxouts.len() < 2 || maxouts.len() != norms.len() {
            return Err(layers.error("it is no network of embeddings and convolutions"));
        }
        if tables.len() != features.len() {
            return Err(NlpError::unsupported("its network embeds more than hashed features"));
        }
        let mut inputs = tables.len() * width;
        let mut built = Vec::new();
        for (maxout, norm) in maxouts.iter().zip(&norms) {
            built.push(load_maxout(layers, maxout, norm, inputs, width)?);
            inputs = 3 * width;
        }
        let mixer = built.remove(0);
        for layer in layers.named("expand_window") {
            if layer.attr_u32("window_size")? != 1 {
                return Err(NlpError::unsupported("its network looks further than one token to each side"));
            }
        }
        let first = &built[0].weights;
        let first = Matrix::beside(&[
            first.inputs(0, width),
            first.inputs(width, 2 * width),
            first.inputs(2 * width, 3 * width),
        ]);
        Ok(Tok2Vec { width, tables, mixer, first, convolutions: built })
    }

    /// An empty memory for this network.
    pub(crate) fn new_cache(&self) -> VectorCache {
        VectorCache::new(self.width, self.first.n / 3)
    }
}

fn features(layers: &Layers<'_>) -> Result<Vec<Feature>> {
    let columns = layers.first("extract_features")?.attr("columns")?;
    let mut features = Vec::new();
    for name in Node::new("extract_features", &columns).list("columns")? {
        features.push(match name.str("a column")? {
            "NORM" => Feature::Norm,
            "PREFIX" => Feature::Prefix,
            "SUFFIX" => Feature::Suffix,
            "SHAPE" => Feature::Shape,
            "SPACY" => Feature::Spacy,
            "IS_SPACE" => Feature::IsSpace,
            other => return Err(NlpError::unsupported(format!("its network looks at the feature {other}"))),
        });
    }
    Ok(features)
}

fn table(layers: &Layers<'_>, layer: &Layer<'_>, features: &[Feature]) -> Result<(Table, usize)> {
    let array = layer.param("E")?;
    let &[rows, width] = array.shape.as_slice() else {
        return Err(layers.error("an embedding table has not two dimensions"));
    };
    let column = layer.attr_u32("column")? as usize;
    let feature = *features.get(column).ok_or_else(|| layers.error("an embedding table has no feature"))?;
    let rows = u32::try_from(rows).map_err(|_| layers.error("an embedding table is too large"))?;
    if rows == 0 || width == 0 {
        return Err(layers.error("an embedding table is empty"));
    }
    Ok((Table { feature, seed: layer.attr_u32("seed")?, rows, data: array.data }, width))
}

fn load_maxout(
    layers: &Layers<'_>,
    maxout: &Layer<'_>,
    norm: &Layer<'_>,
    inputs: usize,
    width: usize,
) -> Result<Maxout> {
    let array = maxout.param("W")?;
    let &[outputs, pieces, found] = array.shape.as_slice() else {
        return Err(layers.error("a maxout layer has not three dimensions"));
    };
    if outputs != width || found != inputs || pieces == 0 || pieces > 64 {
        return Err(
            layers.error(format!("a maxout layer has shape {:?}, expected [{width}, n, {inputs}]", array.shape))
        );
    }
    let bias = maxout.param_of("b", &[width, pieces])?;
    // The file goes output by output; piece by piece suits the maximum better.
    let order: Vec<usize> = (0..pieces).flat_map(|p| (0..width).map(move |o| o * pieces + p)).collect();
    Ok(Maxout {
        bias: order.iter().filter_map(|&i| bias.get(i).copied()).collect(),
        weights: Matrix::from_output_rows(&array.data, inputs, order.into_iter()),
        norm: LayerNorm { gain: norm.param_of("G", &[width])?, bias: norm.param_of("b", &[width])? },
    })
}
