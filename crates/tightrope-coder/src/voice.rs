//! Whose voice a block is in: the page's own, an interviewee's, a speaker's at a lectern.

use crate::actors::Directory;
use crate::codebook::Lexicon;
use crate::party::{Named, slug};
use crate::proposition::{conjuncts, lower_lemma, noun_phrase, preps_of};
use jiff::civil::Date;
use tightrope_nlp::{Doc, Token};
use tightrope_statement::{Attribution, Entity, EntityType};
use tightrope_text::{BlockKind, Document, Lead};

/// Who speaks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Voice {
    /// What statements of the block carry outermost; none where the page itself speaks.
    pub attribution: Option<Attribution>,
    /// The person that "I" means.
    pub person: Option<Entity>,
    /// The state that "we" means, where it is not the page's own.
    pub state: Option<String>,
}

/// First-person words a page needs before it is taken for a speech, and the most words per such word.
const SPEECH: (usize, usize) = (5, 45);

/// The voice of every block, in order.
pub fn voices(
    document: &Document,
    docs: &[Doc],
    named: &[Vec<Named>],
    directory: &Directory,
    lexicon: &Lexicon,
    date: Option<Date>,
) -> Vec<Voice> {
    let label = |lead: &Option<Lead>| match lead {
        Some(Lead::Speaker(range)) => document.text.get(range.clone()).map(str::trim).map(str::to_owned),
        _ => None,
    };
    let labels: Vec<Option<String>> = document.blocks.iter().map(|b| label(&b.lead)).collect();
    let asks = |l: &str| lexicon.is("question-label", &l.to_lowercase());
    if labels.iter().flatten().count() >= 2 {
        let first = labels.iter().position(Option::is_some).unwrap_or(0);
        let guest = introduced(docs, named, first);
        let mut last = Voice::default();
        return labels
            .iter()
            .map(|l| {
                match l {
                    Some(l) if asks(l) => last = Voice::default(),
                    Some(l) if lexicon.is("answer-label", &l.to_lowercase()) => {
                        last = guest.clone().unwrap_or_else(|| from_label(l, directory, date))
                    }
                    Some(l) => last = from_label(l, directory, date),
                    None => {}
                }
                last.clone()
            })
            .collect();
    }
    if let Some(voices) = unlabelled_interview(docs, named) {
        return voices;
    }
    match speech(document, docs, named, directory, lexicon) {
        Some((voice, from)) => {
            (0..docs.len()).map(|k| if k < from { Voice::default() } else { voice.clone() }).collect()
        }
        None => vec![Voice::default(); docs.len()],
    }
}

/// Fewest questions, each a block of its own, that make an interview without labels.
const QUESTIONS: usize = 4;

/// An interview whose questions and answers carry no labels: blocks that end in a question mark take turns with others.
fn unlabelled_interview(docs: &[Doc], named: &[Vec<Named>]) -> Option<Vec<Voice>> {
    let asks = |doc: &Doc| doc.text().trim_end().ends_with('?') && doc.len() < 60;
    let first = docs.iter().position(asks)?;
    let questions = docs.iter().filter(|d| asks(d)).count();
    let answered = docs.windows(2).filter(|w| asks(&w[0]) && !asks(&w[1])).count();
    if questions < QUESTIONS || answered < QUESTIONS {
        return None;
    }
    let guest = introduced(docs, named, first)?;
    Some(
        docs.iter()
            .enumerate()
            .map(|(k, d)| if k < first || asks(d) { Voice::default() } else { guest.clone() })
            .collect(),
    )
}

fn from_label(label: &str, directory: &Directory, date: Option<Date>) -> Voice {
    let known = directory
        .lookup(label, date)
        .into_iter()
        .find(|r| r.actor.kind == EntityType::Person)
        .map(|r| r.actor.entity_at(date));
    match known {
        Some(e) => Voice {
            attribution: Some(Attribution { id: Some(e.id.clone()), name: e.name.clone() }),
            state: e.state.clone(),
            person: Some(e),
        },
        None => {
            Voice { attribution: Some(Attribution { id: None, name: label.to_owned() }), person: None, state: None }
        }
    }
}

/// The person whom the lines before an interview introduce.
fn introduced(docs: &[Doc], named: &[Vec<Named>], before: usize) -> Option<Voice> {
    for (doc, named) in docs.iter().zip(named).take(before.max(1)) {
        for e in doc.ents().iter().filter(|e| e.label == "PERSON") {
            let head = doc.token(e.end - 1);
            if named.iter().any(|n| n.tokens.contains(&head.i) && n.entity.kind != EntityType::Person) {
                continue;
            }
            let name = doc.span_text(e.start..e.end).trim_end_matches("'s").trim_end_matches("’s").to_owned();
            let entity = Entity { id: slug(&name), name: name.clone(), kind: EntityType::Person, state: None };
            return Some(Voice {
                attribution: Some(Attribution { id: Some(entity.id.clone()), name }),
                person: Some(entity),
                state: None,
            });
        }
    }
    None
}

/// The speaker of a speech, and the block from which the speech runs.
fn speech(
    document: &Document,
    docs: &[Doc],
    named: &[Vec<Named>],
    directory: &Directory,
    lexicon: &Lexicon,
) -> Option<(Voice, usize)> {
    let words: usize = docs.iter().map(Doc::len).sum();
    let first_person = |doc: &Doc| {
        let mut quoted = false;
        doc.tokens()
            .filter(|t| {
                if matches!(t.text(), "\"" | "“" | "”") {
                    quoted = t.text() == "“" || t.text() == "\"" && !quoted;
                }
                !quoted && lexicon.is("first-person", &t.lower()) && t.tag().starts_with("PRP")
            })
            .count()
    };
    let counts: Vec<usize> = docs.iter().map(first_person).collect();
    let total: usize = counts.iter().sum();
    if total < SPEECH.0 || words > total * SPEECH.1 {
        return None;
    }
    let from = counts.iter().position(|c| *c > 0)?;
    // the head of the page says who speaks: "Remarks by the deputy foreign minister of ..."
    let heads = document.blocks.iter().zip(docs).zip(named).take(from.max(1) + 1);
    for ((_, doc), named) in heads {
        for t in doc.tokens() {
            let lemma = lower_lemma(t);
            let is_title = lexicon.is("agent-person", &lemma) || lexicon.is("speaker-noun", &lemma);
            let is_person = named.iter().any(|n| n.tokens.end == t.i + 1 && n.entity.kind == EntityType::Person)
                || doc.ents().iter().any(|e| e.end == t.i + 1 && e.label == "PERSON");
            if !is_title && !is_person || inside_first_person(t, lexicon) {
                continue;
            }
            return Some((speaker(doc, t, named, directory), from));
        }
    }
    let heading = document.blocks.iter().any(|b| b.kind == BlockKind::Heading);
    heading.then(|| {
        (
            Voice {
                attribution: Some(Attribution { id: None, name: "speaker".to_owned() }),
                person: None,
                state: None,
            },
            from,
        )
    })
}

fn inside_first_person(t: Token<'_>, lexicon: &Lexicon) -> bool {
    t.children().any(|c| c.dep() == "poss" && lexicon.is("first-person", &c.lower()))
}

fn speaker(doc: &Doc, t: Token<'_>, named: &[Named], _directory: &Directory) -> Voice {
    let mut words = noun_phrase(t);
    let person = doc.ents().iter().find(|e| {
        e.label == "PERSON"
            && (e.end == t.i + 1 || t.children().any(|c| c.dep() == "appos" && e.start <= c.i && c.i < e.end))
    });
    let known = named.iter().find(|n| n.entity.kind == EntityType::Person && n.tokens.end == t.i + 1);
    let state = named
        .iter()
        .filter(|n| n.entity.kind == EntityType::State)
        .find(|n| {
            words.contains(&n.tokens.start)
                || preps_of(t).iter().any(|(_, o)| conjuncts(*o).iter().any(|m| n.tokens.contains(&m.i)))
        })
        .and_then(|n| n.entity.state.clone());
    if let Some(n) = known {
        return Voice {
            attribution: Some(Attribution { id: Some(n.entity.id.clone()), name: n.entity.name.clone() }),
            person: Some(n.entity.clone()),
            state: n.entity.state.clone(),
        };
    }
    let name = match person {
        Some(e) => doc.span_text(e.start..e.end).to_owned(),
        None => {
            while words.len() > 1 && matches!(doc.token(words.start).dep(), "det" | "poss" | "case") {
                words.start += 1;
            }
            // with what it is of, up to the next comma: a longer title says more
            let end = (words.end..t.subtree().end)
                .find(|&i| matches!(doc.token(i).text(), "," | "(" | ":" | ";"))
                .unwrap_or(t.subtree().end);
            doc.span_text(words.start..end.max(words.end).min(words.end + 8)).to_owned()
        }
    };
    Voice { attribution: Some(Attribution { id: person.map(|_| slug(&name)), name }), person: None, state }
}
