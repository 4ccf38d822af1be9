//! Open propositions as JSON, one a line, with byte offsets into the page.

use crate::commands::read::Read;
use crate::output::Out;
use crate::problem::Problem;
use serde::Serialize;
use std::io::Write;
use tightrope_coder::{Argument, ArgumentKind, Modality, OpenProposition, Phrase, PropositionKind};
use tightrope_statement::Polarity;

/// A proposition as it is printed.
#[derive(Serialize)]
struct Line<'a> {
    document: &'a str,
    sentence: [usize; 2],
    kind: PropositionKind,
    subject: Words,
    relation: Words,
    object: Option<Part>,
    arguments: Vec<Part>,
    attribution: Vec<Said>,
    polarity: Polarity,
    modality: Modality,
}

/// Words, and where they stand: byte ranges into the page, the end not included. Line ends and marks inside a phrase
/// are one space in `text`; the relation of an apposition is understood and stands nowhere.
#[derive(Serialize)]
struct Words {
    text: String,
    spans: Vec<[usize; 2]>,
}

#[derive(Serialize)]
struct Part {
    kind: ArgumentKind,
    /// What ties it to the relation: a preposition, or preposition and verbs.
    connective: Option<Words>,
    #[serde(flatten)]
    words: Words,
}

#[derive(Serialize)]
struct Said {
    speaker: Option<Words>,
    cue: Words,
}

/// One JSON object a line.
pub(crate) fn jsonl(out: &mut Out, read: &Read) -> Result<(), Problem> {
    for (offset, propositions) in &read.open {
        for p in propositions {
            serde_json::to_writer(&mut *out, &line(&read.document.id, *offset, p))?;
            out.write_all(b"\n")?;
        }
    }
    Ok(())
}

fn line<'a>(document: &'a str, offset: usize, p: &OpenProposition) -> Line<'a> {
    let words = |phrase: &Phrase| words(phrase, offset);
    Line {
        document,
        sentence: [p.sentence.start + offset, p.sentence.end + offset],
        kind: p.kind,
        subject: words(&p.subject.whole),
        relation: words(&p.relation),
        object: p.object.as_ref().map(|a| part(a, offset)),
        arguments: p.arguments.iter().map(|a| part(a, offset)).collect(),
        attribution: p
            .attribution
            .iter()
            .map(|s| Said { speaker: s.speaker.as_ref().map(words), cue: words(&s.cue) })
            .collect(),
        polarity: p.polarity,
        modality: p.modality,
    }
}

fn part(argument: &Argument, offset: usize) -> Part {
    let connective = (!argument.connective.is_empty()).then(|| words(&argument.connective, offset));
    Part { kind: argument.kind, connective, words: words(&argument.term.whole, offset) }
}

fn words(phrase: &Phrase, offset: usize) -> Words {
    Words {
        text: phrase.text.split_whitespace().collect::<Vec<_>>().join(" "),
        spans: phrase.spans.iter().map(|s| [s.start + offset, s.end + offset]).collect(),
    }
}
