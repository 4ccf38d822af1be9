//! What the networks say of a claim beside its relation: each field with its values in the networks' order.

use super::pick::Picker;
use super::place::Placer;
use crate::CoderError;
use tightrope_nlp::{Dense, NlpError, Tensors};
use tightrope_statement::{Domain, Polarity, Status};

/// A layer with the values that its outputs stand for.
#[derive(Debug)]
pub(super) struct FieldLayer<T> {
    pub layer: Dense,
    pub values: Vec<T>,
}

/// The fields that are looked at.
#[derive(Debug)]
pub(super) struct Fields {
    pub domains: FieldLayer<Domain>,
    pub status: FieldLayer<Status>,
    pub polarity: FieldLayer<Polarity>,
    pub mode: FieldLayer<String>,
    pub time: Picker,
    pub amount: Picker,
    pub object: Picker,
    pub place: Placer,
}

impl Fields {
    /// The tensors `head.FIELD` for a hidden layer of so many values, vectors of this width and so many relations; the table has a line `FIELD<tab>VALUE` for each of their outputs.
    ///
    /// # Errors
    /// Where a value is unknown, a tensor is missing, or they do not fit each other.
    pub fn read(
        tensors: &Tensors<'_>,
        table: &str,
        [hidden, width, relations]: [usize; 3],
    ) -> Result<Self, CoderError> {
        Ok(Fields {
            domains: field(tensors, table, hidden, "domains", |v| v.parse().ok())?,
            status: field(tensors, table, hidden, "status", |v| v.parse().ok())?,
            polarity: field(tensors, table, hidden, "polarity", |v| v.parse().ok())?,
            mode: field(tensors, table, hidden, "mode", |v| Some(v.to_owned()))?,
            time: Picker::read(tensors, "time", hidden, width)?,
            amount: Picker::read(tensors, "amount", hidden, width)?,
            object: Picker::read(tensors, "object", hidden, width)?,
            place: Placer::read(tensors, hidden, width, relations)?,
        })
    }
}

fn field<T>(
    tensors: &Tensors<'_>,
    table: &str,
    hidden: usize,
    name: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<FieldLayer<T>, CoderError> {
    let wrong = |e: NlpError| CoderError::data("reader/reader.safetensors", e);
    let mut values = Vec::new();
    for (k, line) in table.lines().enumerate() {
        if let Some(value) = line.strip_prefix(name).and_then(|l| l.strip_prefix('\t')) {
            let unknown = || CoderError::data("reader/fields.tsv", format!("line {}: no {name} {value:?}", k + 1));
            values.push(parse(value).ok_or_else(unknown)?);
        }
    }
    let layer = tensors.layer(&format!("head.{name}")).map_err(wrong)?;
    if layer.inputs() != hidden || layer.outputs() != values.len() {
        return Err(CoderError::data("reader/reader.safetensors", format!("head.{name} does not fit fields.tsv")));
    }
    Ok(FieldLayer { layer, values })
}

impl<T> FieldLayer<T> {
    /// The likeliest value with its chance.
    pub fn likeliest<'a>(&'a self, chances: &[f32]) -> Option<(&'a T, f32)> {
        self.values.iter().zip(chances.iter().copied()).max_by(|x, y| x.1.total_cmp(&y.1))
    }

    /// The chance of a value, 0 where the networks do not know it.
    pub fn chance(&self, chances: &[f32], value: &T) -> f32
    where
        T: PartialEq,
    {
        let place = self.values.iter().position(|v| v == value);
        place.and_then(|k| chances.get(k)).copied().unwrap_or_default()
    }
}
