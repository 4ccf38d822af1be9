//! Who is spoken of in the sentence and before it.

use crate::coding::Sentence;
use crate::coding::seek::is_actor;
use crate::party::{How, Party};
use crate::proposition::is_clause_verb;
use std::ops::Range;
use tightrope_nlp::Token;
use tightrope_statement::{Entity, EntityType};

/// A name, pronoun or description of the sentence that stands for somebody.
#[derive(Debug)]
pub(in crate::coding) struct Here {
    pub entity: Entity,
    pub tokens: Range<usize>,
    /// Its head.
    pub token: usize,
    /// How a pronoun or description was read; none for a name.
    pub read: Option<&'static str>,
}

/// Everybody that may be meant.
#[derive(Debug)]
pub(in crate::coding) struct Around {
    /// In the sentence, names first.
    pub here: Vec<Here>,
    /// Elsewhere, with what they are.
    pub there: Vec<(Entity, String)>,
    /// Different states named in the sentence.
    pub states: usize,
}

impl Around {
    pub fn of(sentence: &Sentence<'_>) -> Self {
        let r = &sentence.resolver;
        let lexicon = &sentence.codebook.lexicon;
        let mut here = Vec::new();
        let mut states: Vec<&str> = Vec::new();
        for n in r.named.iter().filter(|n| sentence.tokens.contains(&n.tokens.start)) {
            if let Some(state) = n.entity.state.as_deref()
                && !states.contains(&state)
            {
                states.push(state);
            }
            if n.qualifies(sentence.doc, lexicon) {
                here.push(Here {
                    entity: n.entity.clone(),
                    tokens: n.tokens.clone(),
                    token: n.tokens.end - 1,
                    read: None,
                });
            }
        }
        for i in sentence.tokens.clone() {
            let t = sentence.doc.token(i);
            if r.mention(i).is_some() || !matches!(t.tag(), "PRP" | "PRP$" | "NN" | "NNS") || t.dep() == "compound" {
                continue;
            }
            for x in r.parties(t).into_iter().take(2) {
                let read = match x.how {
                    How::Named => "named",
                    How::Described => "described",
                    _ => "recalled",
                };
                here.push(Here { entity: x.entity, tokens: x.tokens, token: i, read: Some(read) });
            }
        }
        Around { here, there: before(sentence), states: states.len() }
    }
}

/// Those whom the page is about and whom the last sentences spoke of.
fn before(sentence: &Sentence<'_>) -> Vec<(Entity, String)> {
    let m = sentence.resolver.memory;
    let page = [
        ("focal", &m.focal),
        ("topic", &m.topic),
        ("section", &m.section),
        ("counterpart", &m.counterpart),
        ("speaker", &m.speaker),
        ("addressee", &m.addressee),
    ];
    let mut found: Vec<(Entity, String)> =
        page.into_iter().filter_map(|(name, e)| Some((e.clone()?, name.to_owned()))).collect();
    found.extend(m.sides.iter().map(|e| (e.clone(), "page side".to_owned())));
    for back in 1..=2usize {
        for s in m.seen.iter().filter(|s| s.sentence + back == m.sentence) {
            found.push((s.entity.clone(), format!("spoken of {back} before")));
            found.push((s.entity.clone(), format!("spoken of {back} before, weight {}", s.weight)));
        }
    }
    found
}

/// Whether the party may be meant where no words say who.
pub(in crate::coding) fn may_act(e: &Entity) -> bool {
    let party = Party { entity: e.clone(), tokens: 0..0, how: How::Weighed(0), others: Vec::new() };
    is_actor(&party) && (e.state.is_some() || e.kind == EntityType::Organisation)
}

/// The verb of the clause that the word stands in.
pub(in crate::coding) fn clause(t: Token<'_>) -> Option<usize> {
    std::iter::once(t).chain(t.ancestors()).find(|a| is_clause_verb(*a)).map(|a| a.i)
}

/// Whether the word is the subject of the sentence's main verb.
pub(super) fn is_main_subject(t: Token<'_>) -> bool {
    t.dep().starts_with("nsubj") && t.head().is_root()
}
