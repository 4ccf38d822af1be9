//! Open propositions as JSON, one a line, with places in the page as statements give them: in Unicode code points.

use crate::commands::read::Read;
use crate::output::Out;
use crate::problem::Problem;
use serde::Serialize;
use std::io::Write;
use std::ops::Range;
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

/// Words, and where they stand: code points of the page, the end not included. Line ends and marks inside a phrase are
/// one space in `text`; the relation of an apposition is understood and stands nowhere.
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
    let points = Points::of(&read.document.text);
    for (offset, propositions) in &read.open {
        for p in propositions {
            serde_json::to_writer(&mut *out, &line(&read.document.id, &points.from(*offset), p))?;
            out.write_all(b"\n")?;
        }
    }
    Ok(())
}

/// The code points of a text, by the byte where each starts.
struct Points(Vec<usize>);

impl Points {
    fn of(text: &str) -> Self {
        Points(text.char_indices().map(|(i, _)| i).collect())
    }

    /// Code points of byte ranges that count from `offset`.
    fn from(&self, offset: usize) -> impl Fn(&Range<usize>) -> [usize; 2] {
        let point = move |byte: usize| self.0.partition_point(|&start| start < byte + offset);
        move |bytes| [point(bytes.start), point(bytes.end)]
    }
}

fn line<'a>(document: &'a str, place: &impl Fn(&Range<usize>) -> [usize; 2], p: &OpenProposition) -> Line<'a> {
    let words = |phrase: &Phrase| Words {
        text: phrase.text.split_whitespace().collect::<Vec<_>>().join(" "),
        spans: phrase.spans.iter().map(place).collect(),
    };
    let part = |a: &Argument| Part {
        kind: a.kind,
        connective: (!a.connective.is_empty()).then(|| words(&a.connective)),
        words: words(&a.term.whole),
    };
    Line {
        document,
        sentence: place(&p.sentence),
        kind: p.kind,
        subject: words(&p.subject.whole),
        relation: words(&p.relation),
        object: p.object.as_ref().map(part),
        arguments: p.arguments.iter().map(part).collect(),
        attribution: p
            .attribution
            .iter()
            .map(|s| Said { speaker: s.speaker.as_ref().map(words), cue: words(&s.cue) })
            .collect(),
        polarity: p.polarity,
        modality: p.modality,
    }
}
