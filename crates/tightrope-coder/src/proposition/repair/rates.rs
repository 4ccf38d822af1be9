//! Amounts a time of something, where the parser hangs the something on the time: "four million tonnes a year of gas".

use super::{Edit, Known};
use crate::proposition::lower_lemma;
use tightrope_nlp::Doc;

/// Hangs the of-phrase of "a year" on the measure before it.
pub(super) fn measures(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for of in doc.tokens().filter(|t| t.lower() == "of" && t.dep() == "prep") {
        let time = of.head();
        let measure = time.head();
        let each = time.children().any(|c| c.dep() == "det" && known.lexicon.is("indefinite-determiner", &c.lower()));
        if time.dep() == "npadvmod"
            && each
            && measure.i < time.i
            && known.lexicon.is("transparent-noun", &lower_lemma(measure))
        {
            edits.push(Edit::hang(of.i, measure.i, "prep"));
        }
    }
    edits
}
