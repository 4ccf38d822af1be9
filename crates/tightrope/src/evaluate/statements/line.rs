//! Gold lines and predicted statements as the scorer reads them.

use super::parties::Steps;
use super::words::flat;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Attributes that a gold line may state, in the order of the reports.
pub(super) const STATED: [&str; 9] =
    ["certainty", "attribution", "domains", "status", "time", "amount", "object", "parties", "mode"];

/// A relation that counts, with the parties it accepts (null: any).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    pub relation: String,
    pub source: Accepted,
    pub target: Accepted,
}

/// Names that a party may have; `None` accepts every party and none.
pub(super) type Accepted = Option<BTreeSet<String>>;

/// One line of a gold file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct GoldLine {
    /// Id, such as `a01-003`.
    pub id: String,
    /// The page it stands on.
    pub document: String,
    /// The relation named first.
    pub relation: String,
    /// The words of the page.
    pub quote: String,
    /// First and last character, and those of the stretch in which the evidence must lie.
    pub(super) span: (i64, i64),
    pub(super) within: (i64, i64),
    /// Whether a miss costs nothing.
    pub optional: bool,
    pub(super) symmetric: bool,
    pub(super) polarity: Vec<String>,
    pub(super) readings: Vec<Reading>,
    pub(super) stated: Vec<(&'static str, Value)>,
}

#[derive(Deserialize)]
struct Raw {
    #[serde(default)]
    id: String,
    #[serde(default)]
    document: String,
    #[serde(default)]
    quote: String,
    start: i64,
    end: i64,
    within: (i64, i64),
    relation: String,
    source: Value,
    target: Value,
    #[serde(default)]
    also: Vec<Value>,
    #[serde(default)]
    optional: bool,
    #[serde(default)]
    symmetric: bool,
    polarity: Option<Value>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

impl GoldLine {
    /// Reads one line of JSON.
    pub fn from_json(line: &str) -> Result<Self, String> {
        let raw: Raw = serde_json::from_str(line).map_err(|e| e.to_string())?;
        let (source, target) = (accepted(&raw.source), accepted(&raw.target));
        let mut readings = vec![Reading { relation: raw.relation.clone(), source, target }];
        for also in &raw.also {
            let first = readings.first().cloned();
            match also {
                Value::String(relation) => {
                    readings.extend(first.map(|r| Reading { relation: relation.clone(), ..r }));
                }
                Value::Object(o) => readings.push(Reading {
                    relation: o.get("relation").and_then(Value::as_str).ok_or("`also` without relation")?.to_owned(),
                    source: accepted(o.get("source").ok_or("`also` without source")?),
                    target: accepted(o.get("target").ok_or("`also` without target")?),
                }),
                _ => return Err("`also` is neither a relation nor an object".to_owned()),
            }
        }
        let stated = STATED.into_iter().filter_map(|k| Some((k, raw.rest.get(k)?.clone()))).collect();
        Ok(GoldLine {
            id: raw.id,
            document: raw.document,
            relation: raw.relation,
            quote: raw.quote,
            span: (raw.start, raw.end),
            within: raw.within,
            optional: raw.optional,
            symmetric: raw.symmetric,
            polarity: raw
                .polarity
                .as_ref()
                .map_or_else(|| vec!["affirmed".to_owned()], |p| list(p).map(text).collect()),
            readings,
            stated,
        })
    }

    /// Source and target as the first reading wants them, for messages.
    pub fn parties(&self) -> String {
        let show =
            |a: &Accepted| a.as_ref().map_or("any".to_owned(), |a| a.iter().cloned().collect::<Vec<_>>().join("|"));
        self.readings.first().map_or(String::new(), |r| format!("{} -> {}", show(&r.source), show(&r.target)))
    }
}

/// The parts of a predicted statement that are scored.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Predicted {
    pub(super) value: Value,
    pub(super) source: BTreeSet<String>,
    pub(super) target: BTreeSet<String>,
    /// How its parties were found, where it was read here.
    pub(super) steps: Steps,
}

impl Predicted {
    /// Reads one line of JSON, a statement of the contract.
    pub fn from_json(line: &str) -> Result<Self, String> {
        serde_json::from_str(line).map(Predicted::new).map_err(|e| e.to_string())
    }

    /// Takes a statement as JSON.
    pub fn new(value: Value) -> Self {
        let (source, target) = (names(value.get("source")), names(value.get("target")));
        Predicted { value, source, target, steps: Steps::default() }
    }

    /// The relation.
    pub fn relation(&self) -> &str {
        self.value.get("relation").and_then(Value::as_str).unwrap_or_default()
    }

    pub(super) fn polarity(&self) -> &str {
        self.value.get("polarity").and_then(Value::as_str).unwrap_or("affirmed")
    }

    /// Start and end of the evidence, in characters.
    pub(super) fn span(&self) -> Option<(i64, i64)> {
        let evidence = self.value.get("evidence")?;
        Some((evidence.get("start")?.as_i64()?, evidence.get("end")?.as_i64()?))
    }

    /// A field or a field of a field, as text, for messages.
    pub fn told(&self, field: &str, inner: &str) -> String {
        self.value.get(field).and_then(|f| f.get(inner)).map(text).unwrap_or_default()
    }
}

/// Id, name and state of an entity in flat form.
pub(super) fn names(entity: Option<&Value>) -> BTreeSet<String> {
    let fields = ["id", "name", "state"].into_iter().filter_map(|k| entity?.get(k));
    fields.filter(|v| truthy(v)).map(|v| flat(&text(v))).collect()
}

/// The members of a list, or the value itself.
pub(super) fn list(value: &Value) -> impl Iterator<Item = &Value> {
    match value {
        Value::Array(many) => many.iter(),
        one => std::slice::from_ref(one).iter(),
    }
}

/// The value as text; strings without quotation marks.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::String(s) => s.clone(),
        Value::Null => "None".to_owned(),
        other => other.to_string(),
    }
}

/// Whether the value says anything.
pub(super) fn truthy(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::Bool(true) => true,
        Value::Number(n) => n.as_f64() != Some(0.0),
        Value::String(s) => !s.is_empty(),
        Value::Array(a) => !a.is_empty(),
        Value::Object(o) => !o.is_empty(),
    }
}

fn accepted(value: &Value) -> Accepted {
    (!value.is_null()).then(|| list(value).map(|v| flat(&text(v))).collect())
}

impl Predicted {
    /// Whether it is asserted by the page itself.
    pub(super) fn is_unmarked(&self) -> bool {
        let asserted = self.value.get("certainty").is_none_or(|c| c == "asserted");
        asserted && !self.value.get("attribution").is_some_and(truthy)
    }

    /// What it says of an attribute, as JSON, for messages.
    pub(super) fn attribute(&self, name: &str) -> String {
        let field = match name {
            "parties" => "with",
            "mode" => "event",
            other => other,
        };
        self.value.get(field).unwrap_or(&Value::Null).to_string()
    }
}
