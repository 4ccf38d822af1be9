//! Nouns that the tagger takes for the verb of a clause after a plural: "ratified the minerals deal with Peru".

use super::{Edit, Known, move_children};
use crate::proposition::lower_lemma;
use tightrope_nlp::Doc;

/// Makes the supposed verb the object, where the verb above takes no clause and the plural stands right before.
pub(super) fn compounds(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for t in doc.tokens().filter(|t| t.tag() == "VBP" && t.dep() == "ccomp") {
        let above = t.head();
        let lemma = lower_lemma(t);
        let Some(plural) = t.prev().filter(|p| p.tag() == "NNS" && p.dep() == "nsubj" && p.head().i == t.i) else {
            continue;
        };
        let own = |dep: &str| t.children().any(|c| c.dep() == dep);
        let determined = plural.children().any(|c| matches!(c.dep(), "det" | "poss"));
        let speech =
            ["quoting-verb", "factive-word", "spoken-act"].iter().any(|c| known.lexicon.is(c, &lower_lemma(above)));
        let object = above.children().any(|c| c.dep() == "dobj");
        if above.pos() != "VERB"
            || above.i + 4 < plural.i
            || !determined
            || speech
            || object
            || own("mark")
            || own("dobj")
            || own("aux")
            || !known.lexicon.is_noun_predicate(&lemma)
            || !known.lexicon.is("made-somewhere", &lemma)
        {
            continue;
        }
        edits.push(Edit { lemma: Some(lemma), ..Edit::dep(t.i, "dobj").tagged("NN", "NOUN") });
        edits.push(Edit::dep(plural.i, "compound"));
        edits.extend(move_children(plural, t.i, |c| c.i < plural.i));
        edits.extend(move_children(t, above.i, |c| c.dep() == "punct"));
    }
    edits
}
