//! Whether a pattern's constraints hold around a predicate.

use super::eval::Evaluator;
use super::pattern::{Constraint, Pattern, Place, Value};
use super::syntax::{clauses, lemma, objects, preps, subjects};
use tightrope_nlp::Token;

impl<'a> Evaluator<'a> {
    /// The tokens that satisfy the pattern around `head`, or `None` where it does not hold.
    pub(super) fn matches(&mut self, pattern: &Pattern, head: Token<'a>) -> Option<Vec<usize>> {
        let mut triggers = vec![head.i];
        for constraint in pattern.constraints() {
            let found = self.holds(constraint, head);
            match (found, constraint.wanted) {
                (Some(tokens), true) => triggers.extend(tokens),
                (None, false) => {}
                _ => return None,
            }
        }
        triggers.sort_unstable();
        triggers.dedup();
        Some(triggers)
    }

    fn holds(&mut self, constraint: &Constraint, head: Token<'a>) -> Option<Vec<usize>> {
        match &constraint.place {
            Place::Prep(words, None) => preps(head).iter().any(|(word, _)| words.contains(word)).then(Vec::new),
            Place::Prep(words, Some(values)) => {
                let mut governed = Vec::new();
                for (_, inner) in preps(head).into_iter().filter(|(word, _)| words.contains(word)) {
                    // A particle governs nothing; its verb's object stands in: "laid down their arms".
                    governed.extend(if inner.is_empty() { objects(head) } else { inner });
                }
                governed.into_iter().find(|t| self.accepts(values, *t, false)).map(|t| vec![t.i])
            }
            Place::Object(values) => {
                objects(head).into_iter().find(|t| self.accepts(values, *t, false)).map(|t| vec![t.i])
            }
            Place::Clause(values) => {
                clauses(head).into_iter().find(|t| self.accepts(values, *t, true)).map(|t| vec![t.i])
            }
            Place::Subject(values) => {
                subjects(head).into_iter().find(|t| self.accepts(values, *t, false)).map(|t| vec![t.i])
            }
            Place::Under(values) => {
                let span = head.subtree();
                let near = span.start.min(head.i)..span.end;
                near.filter(|&i| i != head.i)
                    .map(|i| head.doc().token(i))
                    .find(|t| self.accepts(values, *t, false))
                    .map(|t| vec![t.i])
            }
        }
    }

    fn accepts(&mut self, values: &[Value], token: Token<'a>, clause: bool) -> bool {
        let word = lemma(token);
        values.iter().any(|value| match value {
            Value::Any => true,
            Value::Word(w) => *w == word || token.text().eq_ignore_ascii_case(w),
            Value::Class(class) => self.lexicon.in_class(class, &word) || class == "person" && self.is_person(token),
            Value::Root(root) => {
                if clause {
                    self.eval(token).is_some_and(|r| r.root == *root)
                } else {
                    self.noun_root(token) == Some(*root)
                }
            }
        })
    }
}
