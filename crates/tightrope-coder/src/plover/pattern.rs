//! Patterns of the lexicon: a head word and what must stand around it. `data/plover/README.md` has the notation.

use super::lexicon::WordKind;
use super::root::PloverRoot;
use std::str::FromStr;

/// One accepted value of a constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Any,
    Word(String),
    Class(String),
    Root(PloverRoot),
}

/// What a constraint looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// Prepositions and particles; with what they govern where that is asked.
    Prep(Vec<String>, Option<Vec<Value>>),
    Object(Vec<Value>),
    Clause(Vec<Value>),
    Under(Vec<Value>),
    Subject(Vec<Value>),
}

/// A condition on the head's surroundings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Constraint {
    pub wanted: bool,
    pub place: Place,
}

/// A head and its constraints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    text: Box<str>,
    kind: WordKind,
    heads: Vec<String>,
    constraints: Vec<Constraint>,
}

impl Pattern {
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut parts = text.split_whitespace();
        let head = parts.next().ok_or("empty")?;
        let (kind, heads) = match head.split_once(':') {
            Some(("n", rest)) => (WordKind::Noun, rest),
            Some(("a", rest)) => (WordKind::Adjective, rest),
            Some((other, _)) => return Err(format!("unknown kind `{other}`")),
            None => (WordKind::Verb, head),
        };
        let constraints = parts.map(constraint).collect::<Result<_, _>>()?;
        Ok(Pattern { text: text.into(), kind, heads: heads.split('/').map(str::to_owned).collect(), constraints })
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn kind(&self) -> WordKind {
        self.kind
    }

    pub fn heads(&self) -> &[String] {
        &self.heads
    }

    pub fn constraints(&self) -> &[Constraint] {
        &self.constraints
    }

    /// How much the pattern asks for: two a constraint, one where any word will do; a preposition's object counts apart.
    pub fn weight(&self) -> usize {
        let values = |v: &[Value]| if v.contains(&Value::Any) { 1 } else { 2 };
        self.constraints
            .iter()
            .filter(|c| c.wanted)
            .map(|c| match &c.place {
                Place::Prep(_, Some(v)) => 2 + values(v),
                Place::Prep(_, None) => 2,
                Place::Object(v) | Place::Clause(v) | Place::Under(v) | Place::Subject(v) => values(v),
            })
            .sum()
    }
}

fn constraint(text: &str) -> Result<Constraint, String> {
    let (wanted, text) = match text.strip_prefix('-') {
        Some(rest) => (false, rest),
        None => (true, text),
    };
    let mut chars = text.chars();
    let sign = chars.next().ok_or("empty constraint")?;
    let rest = chars.as_str();
    if rest.is_empty() {
        return Err(format!("nothing after `{sign}`"));
    }
    let place = match sign {
        '+' => match rest.split_once('=') {
            Some((preps, objects)) => Place::Prep(split(preps), Some(values(objects))),
            None => Place::Prep(split(rest), None),
        },
        '=' => Place::Object(values(rest)),
        '^' => Place::Clause(values(rest)),
        '~' => Place::Under(values(rest)),
        '<' => Place::Subject(values(rest)),
        other => return Err(format!("unknown sign `{other}`")),
    };
    Ok(Constraint { wanted, place })
}

fn split(text: &str) -> Vec<String> {
    text.split('|').map(str::to_owned).collect()
}

fn values(text: &str) -> Vec<Value> {
    text.split('|')
        .map(|v| match v.strip_prefix('@') {
            Some("any") => Value::Any,
            Some(class) => Value::Class(class.to_owned()),
            None => match PloverRoot::from_str(v) {
                Ok(root) => Value::Root(root),
                Err(()) => Value::Word(v.to_owned()),
            },
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_notation() {
        let p = Pattern::parse("n:vote/poll +of=confidence|@trust -~AID").unwrap();
        assert_eq!(p.kind(), WordKind::Noun);
        assert_eq!(p.heads(), ["vote", "poll"]);
        assert_eq!(p.weight(), 4);
        assert_eq!(
            p.constraints()[1],
            Constraint { wanted: false, place: Place::Under(vec![Value::Root(PloverRoot::Aid)]) }
        );
        assert!(Pattern::parse("x:vote").is_err());
        assert!(Pattern::parse("vote =").is_err());
    }
}
