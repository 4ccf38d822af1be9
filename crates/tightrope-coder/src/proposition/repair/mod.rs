//! Mends what the parser gets wrong by habit, before anything is read: verbs taken for plural nouns, particles taken for
//! adverbs, agents hung on the wrong noun, participles taken for main verbs, main verbs joined to gerunds, subjects joined to the
//! clause before, clefts, sums given for a
//! purpose, set phrases, lemmas.
//!
//! Each pass looks at a parse and lists its changes; a pass whose changes would break the tree is left out.

mod agents;
mod clefts;
mod deals;
mod gifts;
mod joined;
mod lemmas;
mod pairs;
mod participles;
mod particles;
mod phrases;
mod rates;
mod verbs;

use crate::codebook::Lexicon;
use tightrope_nlp::{Doc, Token};

/// What the passes may ask beside the parse.
struct Known<'a> {
    lexicon: &'a Lexicon,
    /// Whether the token belongs to the name of an actor.
    is_actor: &'a dyn Fn(usize) -> bool,
}

impl Known<'_> {
    fn actor(&self, t: Token<'_>) -> bool {
        (self.is_actor)(t.i)
    }
}

/// A change to one token; what is none stays.
#[derive(Debug, Clone, Default)]
struct Edit {
    token: usize,
    head: Option<usize>,
    dep: Option<String>,
    /// Fine and coarse part of speech.
    tag: Option<(&'static str, &'static str)>,
    lemma: Option<String>,
}

impl Edit {
    fn dep(token: usize, dep: &str) -> Self {
        Edit { token, dep: Some(dep.to_owned()), ..Edit::default() }
    }

    fn hang(token: usize, head: usize, dep: &str) -> Self {
        Edit { token, head: Some(head), dep: Some(dep.to_owned()), ..Edit::default() }
    }

    fn tagged(self, tag: &'static str, pos: &'static str) -> Self {
        Edit { tag: Some((tag, pos)), ..self }
    }
}

/// The parse, mended.
pub fn repair(doc: &Doc, lexicon: &Lexicon, is_actor: &dyn Fn(usize) -> bool) -> Doc {
    let known = Known { lexicon, is_actor };
    let passes: &[fn(&Doc, &Known<'_>) -> Vec<Edit>] = &[
        phrases::prefixed,
        phrases::compounds,
        phrases::paired,
        verbs::lemmas,
        lemmas::plurals,
        verbs::nouns,
        verbs::lines,
        verbs::sailings,
        verbs::named_roots,
        verbs::objects,
        verbs::starters,
        verbs::craft,
        verbs::pointed,
        participles::main_verbs,
        participles::alone,
        participles::far,
        participles::bare,
        participles::gerunds,
        particles::adverbs,
        deals::compounds,
        gifts::sums,
        gifts::receivers,
        rates::measures,
        agents::stray,
        agents::passive,
        clefts::clefts,
        clefts::questions,
        clefts::owned,
        clefts::placed,
        joined::lists,
        joined::insertions,
        joined::names,
        joined::objects,
        joined::subjects,
        joined::absolutes,
        pairs::placed,
        pairs::told,
        pairs::sides,
        pairs::lists,
        pairs::fronted,
        pairs::objects,
        pairs::things,
    ];
    let mut doc = doc.clone();
    for pass in passes {
        let edits = pass(&doc, &known);
        if !edits.is_empty()
            && let Some(mended) = apply(&doc, &edits)
        {
            doc = mended;
        }
    }
    doc
}

/// The parse with the changes made; none where the heads would run in a circle or leave the sentence.
fn apply(doc: &Doc, edits: &[Edit]) -> Option<Doc> {
    let mut parts = doc.parts().clone();
    for e in edits {
        let token = parts.tokens.get_mut(e.token)?;
        if let Some(head) = e.head {
            token.head = head;
        }
        if let Some(dep) = &e.dep {
            token.dep.clone_from(dep);
        }
        if let Some((tag, pos)) = e.tag {
            tag.clone_into(&mut token.tag);
            pos.clone_into(&mut token.pos);
        }
        if let Some(lemma) = &e.lemma {
            token.lemma.clone_from(lemma);
        }
    }
    let sentences = doc.sents();
    for e in edits {
        let sentence = sentences.iter().find(|s| s.contains(&e.token))?;
        let mut at = e.token;
        let mut steps = 0;
        loop {
            let head = parts.tokens.get(at)?.head;
            if !sentence.contains(&head) || steps > sentence.len() {
                return None;
            }
            if head == at {
                break;
            }
            at = head;
            steps += 1;
        }
    }
    Some(Doc::new(parts))
}

/// Moves the dependants of `from` that `which` picks under `to`.
fn move_children(from: Token<'_>, to: usize, which: impl Fn(&Token<'_>) -> bool) -> Vec<Edit> {
    from.children()
        .filter(|c| c.i != to && which(c))
        .map(|c| Edit { token: c.i, head: Some(to), ..Edit::default() })
        .collect()
}
