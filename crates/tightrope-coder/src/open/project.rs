//! Two plain forms of a proposition, made from it by rule: minimal triples, and one tuple of any length.

use super::proposition::{Argument, OpenProposition, Phrase};

/// Subject, relation, object; the relation holds every word that ties the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Triple {
    /// Subject.
    pub subject: Phrase,
    /// Relation.
    pub relation: Phrase,
    /// Object.
    pub object: Phrase,
}

/// Relation and arguments, the subject first; further arguments keep their prepositions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tuple {
    /// Relation, with the preposition of the first argument after the subject.
    pub relation: Phrase,
    /// Subject and other arguments, two at least.
    pub arguments: Vec<Phrase>,
}

/// Arguments of a tuple, the subject among them.
const ARITY: usize = 4;
/// How deep a triple reaches into an argument's own arguments.
const DEPTH: usize = 4;

impl OpenProposition {
    /// The smallest facts in it: one for each argument and each argument of an argument, the words between in the
    /// relation ("became a founding justice of", "the High Court"). Appositions make none: the relation is not written.
    pub fn triples(&self) -> Vec<Triple> {
        let mut out = Vec::new();
        let Some(object) = self.object.as_ref().filter(|_| !self.relation.spans.is_empty()) else { return out };
        let relation = &self.bare_relation;
        self.reach(relation, object, 0, &mut out);
        // What comes after names the object, or the agent, in its relation; another prepositional phrase it leaves out.
        let joined = if object.connective.is_empty() && object.kind == super::ArgumentKind::Object || object.agent {
            relation.then(&object.connective).then(&object.term.core)
        } else {
            relation.clone()
        };
        for argument in &self.arguments {
            self.reach(&joined, argument, 1, &mut out);
        }
        out
    }

    fn reach(&self, relation: &Phrase, argument: &Argument, depth: usize, out: &mut Vec<Triple>) {
        if argument.linking {
            return;
        }
        let relation = relation.then(&argument.connective);
        let subject = self.subject.core.clone();
        out.push(Triple { subject, relation: relation.clone(), object: argument.term.core.clone() });
        if depth >= DEPTH {
            return;
        }
        for further in argument.further.iter().filter(|f| !f.in_name) {
            let between = if further.of { &argument.term.head } else { &argument.term.core };
            self.reach(&relation.then(between), further, depth + 1, out);
        }
    }

    /// The proposition as one tuple; none where the subject is all there is.
    pub fn tuple(&self) -> Option<Tuple> {
        let object = self.object.as_ref()?;
        let mut arguments = vec![self.subject.whole.clone(), object.term.whole.clone()];
        arguments.extend(self.arguments.iter().map(|a| a.connective.then(&a.term.whole)));
        arguments.truncate(ARITY);
        Some(Tuple { relation: self.relation.then(&object.connective), arguments })
    }
}
