//! Whose voice a block is in: the page's own, an interviewee's, a speaker's at a lectern.

mod guest;
mod quote;
mod speech;
mod title;

pub use quote::{Quotes, quotes, speaker_by};

use crate::actors::Directory;
use crate::codebook::Lexicon;
use crate::party::Named;
use guest::Guest;
use jiff::civil::Date;
use tightrope_nlp::Doc;
use tightrope_statement::{Attribution, Entity};
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
    /// Whether the block asks the speaker of the next one, whom "you" means then.
    pub asks: bool,
}

/// A page as the search for its voices sees it.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The page.
    pub document: &'a Document,
    /// The parse of each block.
    pub docs: &'a [Doc],
    /// The known actors of each block.
    pub named: &'a [Vec<Named>],
    /// The actors.
    pub directory: &'a Directory,
    /// Word classes.
    pub lexicon: &'a Lexicon,
    /// The page's date.
    pub date: Option<Date>,
}

/// The voice of every block, in order.
pub fn voices(scene: &Scene<'_>) -> Vec<Voice> {
    let mut found = labelled(scene)
        .or_else(|| unlabelled(scene))
        .or_else(|| alternating(scene))
        .or_else(|| speech::voices(scene))
        .unwrap_or_default();
    found.resize(scene.docs.len(), Voice::default());
    found
}

/// Whether the block ends as a question does.
fn asks(doc: &Doc) -> bool {
    doc.text().trim_end_matches(['*', '_', '"', '”', '’', ' ', '\n']).ends_with('?')
}

fn asking() -> Voice {
    Voice { asks: true, ..Voice::default() }
}

/// Share of a label's turns that are questions, in tenths, from which on it is the interviewer's.
const ASKING: usize = 4;

/// A dialogue whose turns carry the speakers' labels.
fn labelled(scene: &Scene<'_>) -> Option<Vec<Voice>> {
    let Scene { document, docs, lexicon, .. } = *scene;
    let labels: Vec<Option<&str>> = document
        .blocks
        .iter()
        .map(|b| match &b.lead {
            Some(Lead::Speaker(range)) => document.text.get(range.clone()).map(str::trim),
            _ => None,
        })
        .collect();
    let first = labels.iter().position(Option::is_some)?;
    let mut distinct: Vec<&str> = labels.iter().flatten().copied().collect();
    if distinct.len() < 2 {
        return None;
    }
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() == 1 && is_handle(document) {
        // a thread's author is the page
        return None;
    }
    let guests = guest::introduced(scene, first);
    // the share of questions among a label's turns
    let share = |label: &str| {
        let turns = labels.iter().zip(docs).filter(|(l, _)| **l == Some(label));
        let (all, asked) = turns.fold((0, 0), |(n, q), (_, d)| (n + 1, q + usize::from(asks(d))));
        asked * 10 / all.max(1)
    };
    let most = distinct.iter().map(|l| share(l)).max().unwrap_or(0);
    let is_asker = |label: &str| {
        let lower = label.to_lowercase();
        lexicon.is("question-label", lower.trim_end_matches(|c: char| c.is_ascii_digit()))
            || !lexicon.is("answer-label", &lower)
                && distinct.len() > 1
                && share(label) >= ASKING
                && (share(label) == most || guest::of_label(&guests, label).is_none())
    };
    let asked = distinct.iter().any(|l| is_asker(l));
    let answered = !distinct.iter().all(|l| is_asker(l));
    let mut last = Voice::default();
    Some(
        labels
            .iter()
            .zip(&document.blocks)
            .zip(docs)
            .map(|((label, block), doc)| {
                match label {
                    Some(l) if is_asker(l) => last = asking(),
                    Some(l) if lexicon.is("answer-label", &l.to_lowercase()) => {
                        last = guest::best(&guests).map_or_else(|| guest::from_label(scene, l), Guest::voice);
                    }
                    Some(l) => {
                        last = guest::of_label(&guests, l).map_or_else(|| guest::from_label(scene, l), Guest::voice);
                    }
                    // a bold question between labelled answers, a section's title
                    None if block.kind == BlockKind::Heading => return asking(),
                    // where only questions carry labels, or only answers
                    None if !answered && last.asks => {
                        last = guest::best(&guests).map_or_else(Voice::default, Guest::voice);
                    }
                    None if !asked && asks(doc) => return asking(),
                    None => {}
                }
                last.clone()
            })
            .collect(),
    )
}

/// Whether the first speaker's label is the handle of an account.
fn is_handle(document: &Document) -> bool {
    document
        .blocks
        .iter()
        .find_map(|b| match &b.lead {
            Some(Lead::Speaker(range)) => Some(range.clone()),
            _ => None,
        })
        .is_some_and(|r| {
            let name = document.text.get(r.clone()).unwrap_or("");
            let after = document.text.get(r.end..).unwrap_or("");
            name.starts_with('@') || after.trim_start_matches([' ', '(']).starts_with('@')
        })
}

/// Fewest questions, each a block of its own, that make an interview without labels.
const QUESTIONS: usize = 3;
/// Longest question without a question mark, in tokens.
const LONGEST: usize = 60;

/// An interview whose questions and answers carry no labels: questions, or titles that ask, take turns with answers.
fn unlabelled(scene: &Scene<'_>) -> Option<Vec<Voice>> {
    let Scene { document, docs, lexicon, .. } = *scene;
    let is_heading = |k: usize| document.blocks.get(k).is_some_and(|b| b.kind == BlockKind::Heading);
    let short = |k: &usize| docs.get(*k).is_some_and(|d| d.len() < LONGEST);
    // the page's title may ask as well
    let asked: Vec<usize> = (1..docs.len()).filter(short).filter(|k| docs.get(*k).is_some_and(asks)).collect();
    let first = *asked.first()?;
    if asked.len() < QUESTIONS || asked.windows(2).filter(|w| w[0] + 1 < w[1]).count() + 1 < QUESTIONS {
        return None;
    }
    let titles = asked.iter().filter(|k| is_heading(**k)).count() * 2 > asked.len();
    let addresses = |d: &Doc| d.tokens().any(|t| lexicon.is("second-person", &t.lower()));
    let speaks = |d: &Doc| first_person(d, lexicon) > 0;
    let is_question = |k: usize| {
        if titles {
            return is_heading(k);
        }
        let Some(d) = docs.get(k) else { return false };
        asks(d) && short(&k)
            || is_heading(k)
            || short(&k) && addresses(d) && !speaks(d) && asked.iter().any(|q| q + 2 == k)
    };
    // a catechism ("What does X want?") has nobody who answers in person
    let answered: usize =
        (first..docs.len()).filter(|k| !is_question(*k)).map(|k| first_person(&docs[k], lexicon)).sum();
    let announced = docs.iter().take(first).flat_map(Doc::tokens).any(|t| lexicon.is("interview-noun", &t.lower()));
    if answered < 2 && !announced {
        return None;
    }
    let guests = guest::introduced(scene, first);
    let guest = guest::best(&guests)?.voice();
    Some(
        (0..docs.len())
            .map(|k| {
                if k < first {
                    Voice::default()
                } else if is_question(k) {
                    asking()
                } else {
                    guest.clone()
                }
            })
            .collect(),
    )
}

/// Fewest turns of each side that make an interview without labels and mostly without question marks.
const TURNS: usize = 4;
/// Blocks before the first turn.
const OPENING: std::ops::RangeInclusive<usize> = 1..=3;

/// An interview that its head announces and whose turns alternate, short and long, though few of the short ones ask.
fn alternating(scene: &Scene<'_>) -> Option<Vec<Voice>> {
    let Scene { document, docs, lexicon, .. } = *scene;
    let plain = |k: usize| document.blocks.get(k).is_some_and(|b| b.lead.is_none() && b.kind != BlockKind::Heading);
    let first = OPENING.into_iter().find(|&first| {
        let turns = |from: usize| (from..docs.len()).step_by(2);
        let (asked, answered) = (turns(first), turns(first + 1));
        let tokens = |of: std::iter::StepBy<std::ops::Range<usize>>| of.map(|k| docs[k].len()).sum::<usize>();
        let both = asked.len().min(answered.len());
        let told = docs.iter().take(first).flat_map(Doc::tokens);
        let talk = |t: tightrope_nlp::Token<'_>| {
            lexicon.is("interview-noun", &t.lower())
                || lexicon.is("interview-verb", &crate::proposition::lower_lemma(t))
        };
        let addressed = |k: &usize| {
            docs.get(*k).is_some_and(|d| asks(d) || d.tokens().any(|t| lexicon.is("second-person", &t.lower())))
        };
        both >= TURNS
            && (first..docs.len()).all(plain)
            && asked.clone().all(|k| docs[k].len() < LONGEST)
            && 2 * tokens(asked.clone()) < tokens(answered.clone())
            && asked.clone().filter(addressed).count() > 1
            && answered.map(|k| first_person(&docs[k], lexicon)).sum::<usize>() > both / 2
            && told.into_iter().any(talk)
    })?;
    let guests = guest::introduced(scene, first);
    let guest = guest::best(&guests)?.voice();
    let turn = |k: usize| match k {
        _ if k < first => Voice::default(),
        _ if (k - first).is_multiple_of(2) => asking(),
        _ => guest.clone(),
    };
    Some((0..docs.len()).map(turn).collect())
}

/// First-person pronouns of the block outside quotation marks.
fn first_person(doc: &Doc, lexicon: &Lexicon) -> usize {
    let mut quoted = false;
    doc.tokens()
        .filter(|t| {
            if matches!(t.text(), "\"" | "“" | "”") {
                quoted = t.text() == "“" || t.text() == "\"" && !quoted;
            }
            !quoted && lexicon.is("first-person", &t.lower()) && t.tag().starts_with("PRP")
        })
        .count()
}
