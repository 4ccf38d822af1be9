//! What an open proposition is made of.

use serde::Serialize;
use std::ops::Range;
use tightrope_nlp::Doc;
use tightrope_statement::Polarity;

/// Words of the text, in reading order but not always side by side.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Phrase {
    /// The words.
    pub text: String,
    /// Where they stand: byte ranges into the parsed text. Empty for a relation that is understood, not written.
    pub spans: Vec<Range<usize>>,
}

/// A noun phrase, or another phrase in the place of one, in three lengths.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Term {
    /// With all that depends on it, but for relative clauses, participles, appositions and what is coordinated with it.
    pub whole: Phrase,
    /// With what stands before the head, and what `of` adds.
    pub core: Phrase,
    /// With what stands before the head.
    pub head: Phrase,
}

/// What an argument is to its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ArgumentKind {
    /// Object, or complement of a copula.
    Object,
    /// What a preposition or an infinitive ties to it.
    Oblique,
    /// A time or measure without a preposition.
    Time,
    /// A clause that is said, thought or brought about.
    Clause,
    /// An adverb, where there is nothing else.
    Adverb,
}

/// An argument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Argument {
    /// What it is to the clause.
    pub kind: ArgumentKind,
    /// The preposition, or preposition and verbs (`of using`, `to conduct`), that ties it; empty for an object.
    pub connective: Phrase,
    /// The argument itself.
    pub term: Term,
    /// What depends on it in turn: `of Australia` on `the first Prime Minister`.
    pub further: Vec<Argument>,
    /// Whether it is the agent of a passive.
    #[serde(skip)]
    pub(super) agent: bool,
    /// Whether it is a part of the name before it (`Act of 1916`).
    #[serde(skip)]
    pub(super) in_name: bool,
    /// Whether the connective begins with `of`.
    #[serde(skip)]
    pub(super) of: bool,
    /// Whether it is a set phrase that only links the sentence to others (`for example`).
    #[serde(skip)]
    pub(super) linking: bool,
}

/// Whether the clause is put forward as a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// Plainly.
    Plain,
    /// As to come.
    Future,
    /// As possible.
    Possible,
    /// As due or needed.
    Needed,
    /// Under a condition.
    Conditional,
}

/// Who says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Speaker {
    /// The speaker's words for him; none where the sentence names nobody ("is said to").
    pub speaker: Option<Phrase>,
    /// The words that attribute: `said`, `according to`.
    pub cue: Phrase,
}

/// What kind of structure makes the proposition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PropositionKind {
    /// A clause with its verb.
    Clause,
    /// A noun phrase set beside another; the relation `is` is understood.
    Apposition,
}

/// A proposition: subject, relation, object and further arguments, with who says so and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpenProposition {
    /// Bytes of its sentence in the parsed text.
    pub sentence: Range<usize>,
    /// What makes it.
    pub kind: PropositionKind,
    /// What it speaks of.
    pub subject: Term,
    /// Auxiliaries, negation, verb, particle and open complements, with the adverbs before the verb.
    pub relation: Phrase,
    /// The relation without adverbs.
    pub bare_relation: Phrase,
    /// The object, or where there is none the first argument.
    pub object: Option<Argument>,
    /// The other arguments: those after the verb, then those before.
    pub arguments: Vec<Argument>,
    /// Who says so, the outermost first; empty where the text itself does.
    pub attribution: Vec<Speaker>,
    /// Whether it is affirmed or denied.
    pub polarity: Polarity,
    /// Whether it is put forward as a fact.
    pub modality: Modality,
}

impl Phrase {
    /// The phrase of tokens in the order given; a token that comes twice counts once.
    pub(super) fn of(doc: &Doc, tokens: &[usize]) -> Self {
        let mut text = String::new();
        let mut spans: Vec<Range<usize>> = Vec::new();
        let mut seen: Vec<usize> = Vec::new();
        for &i in tokens {
            if seen.contains(&i) {
                continue;
            }
            let token = doc.token(i);
            let follows = seen.last().is_some_and(|&last| last + 1 == i);
            match spans.last_mut() {
                Some(span) if follows => {
                    text.push_str(doc.text().get(span.end..token.start()).unwrap_or(" "));
                    span.end = token.end();
                }
                last => {
                    if last.is_some() {
                        text.push(' ');
                    }
                    spans.push(token.start()..token.end());
                }
            }
            text.push_str(token.text());
            seen.push(i);
        }
        Phrase { text, spans }
    }

    /// Whether it holds no word.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The phrase with another after it.
    pub fn then(&self, next: &Phrase) -> Phrase {
        if self.is_empty() {
            return next.clone();
        }
        if next.is_empty() {
            return self.clone();
        }
        let mut spans = self.spans.clone();
        spans.extend(next.spans.iter().cloned());
        Phrase { text: format!("{} {}", self.text, next.text), spans }
    }
}
