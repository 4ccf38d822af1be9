//! Says how a sentence was read, as data: which words made which field, how each party was found, what came to nothing.
//!
//! Nothing is judged here a second time: the words are found by the functions that the coder itself uses.

mod data;
mod field;
mod miss;
mod party;
mod text;

pub use data::{
    ArgumentReading, Explanation, Field, FieldReading, Found, Holder, ParsedWord, PartyReading, PropositionReading,
    RuleMiss, SentenceReading, StatementReading, WhyNot, Words,
};

use super::repeat::bare_clause;
use super::{Candidate, Sentence};
use crate::codebook::Rule;
use crate::proposition::Predicate;
use crate::voice::Voice;
use std::ops::Range;
use tightrope_statement::{Polarity, Statement};

/// Where a block's words stand in the page.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// The byte where each code point of the page starts.
    pub points: &'a [usize],
    /// The byte where the block starts.
    pub offset: usize,
    /// In whose voice the block is.
    pub voice: &'a Voice,
}

/// What came of a sentence.
#[derive(Debug, Clone, Copy)]
pub struct Outcome<'s, 'a> {
    /// Every reading that a rule made.
    pub all: &'s [Candidate<'a>],
    /// Those that stand.
    pub chosen: &'s [Candidate<'a>],
    /// Their statements, in the same order.
    pub statements: &'s [Statement],
}

/// The reading of one sentence.
pub fn explain(sentence: &Sentence<'_>, outcome: &Outcome<'_, '_>, ground: Ground<'_>) -> SentenceReading {
    let e = Explainer { sentence, ground };
    let here = sentence.propositions.all.iter().filter(|p| sentence.tokens.contains(&p.head));
    let mut propositions: Vec<PropositionReading> = here.map(|p| e.proposition(p, outcome)).collect();
    // "as does Chad" is no proposition of its own but repeats one
    let mut bare: Vec<usize> =
        outcome.chosen.iter().map(|c| c.head).filter(|h| sentence.propositions.at(*h).is_none()).collect();
    bare.dedup();
    propositions.extend(bare.into_iter().map(|h| e.proposition(&bare_clause(sentence.doc.token(h)), outcome)));
    SentenceReading { words: e.words(sentence.tokens.clone()), parse: e.parse(), propositions }
}

struct Explainer<'s, 'a> {
    sentence: &'s Sentence<'a>,
    ground: Ground<'s>,
}

impl Explainer<'_, '_> {
    fn words(&self, tokens: Range<usize>) -> Words {
        let doc = self.sentence.doc;
        let bytes = doc.span_bytes(tokens.clone());
        let point = |byte: usize| self.ground.points.partition_point(|&start| start < byte + self.ground.offset);
        Words {
            text: doc.span_text(tokens).split_whitespace().collect::<Vec<_>>().join(" "),
            start: point(bytes.start),
            end: point(bytes.end),
        }
    }

    fn word(&self, token: usize) -> Words {
        self.words(token..token + 1)
    }

    /// The words that led to the rule, in text order.
    fn trigger(&self, c: &Candidate<'_>) -> Vec<Words> {
        let mut tokens = c.trigger.clone();
        tokens.sort_unstable();
        tokens.dedup();
        tokens.into_iter().map(|t| self.word(t)).collect()
    }

    fn parse(&self) -> Vec<ParsedWord> {
        let first = self.sentence.tokens.start;
        let tokens = self.sentence.tokens.clone().map(|i| self.sentence.doc.token(i));
        tokens
            .map(|t| ParsedWord {
                text: t.text().trim().to_owned(),
                lemma: t.lemma().to_owned(),
                tag: t.tag().to_owned(),
                dep: t.dep().to_owned(),
                head: t.head().i.saturating_sub(first),
            })
            .collect()
    }

    fn proposition(&self, p: &Predicate, outcome: &Outcome<'_, '_>) -> PropositionReading {
        let sentence = self.sentence;
        let made = outcome.chosen.iter().zip(outcome.statements).filter(|(c, _)| c.head == p.head);
        let argument = |a: &crate::proposition::Arg| ArgumentReading {
            role: a.role.clone(),
            word: self.word(a.head),
            inferred: a.inferred,
            parties: sentence
                .resolver
                .parties(sentence.doc.token(a.head))
                .iter()
                .map(|x| self.party(x, Some(a.role.clone())))
                .collect(),
        };
        PropositionReading {
            kind: p.kind.as_str(),
            lemma: p.lemma.clone(),
            word: self.word(p.head),
            arguments: p.args.iter().map(argument).collect(),
            holders: p.support.iter().map(|(v, slot)| Holder { word: self.word(*v), slot: slot.clone() }).collect(),
            statements: made.map(|(c, s)| self.statement(p, c, s)).collect(),
            misses: self.misses(p, outcome),
        }
    }

    /// The rule whose slots were looked at: where a denial is a refusal, not the rule that the statement goes by.
    fn looked<'r>(&'r self, p: &Predicate, c: &Candidate<'r>) -> &'r Rule {
        let mut rules = self.sentence.codebook.candidates(p.kind, &p.lemma).map(|(rule, _)| rule);
        let denied = c.scope.denied && c.polarity == Polarity::Affirmed;
        let other = if denied { rules.find(|r| r.denied_as.as_ref() == Some(&c.rule.id)) } else { None };
        other.unwrap_or(c.rule)
    }

    fn statement(&self, p: &Predicate, c: &Candidate<'_>, s: &Statement) -> StatementReading {
        let rule = self.looked(p, c);
        let source = c.source.as_ref();
        let target = c.target.as_ref();
        StatementReading {
            statement: s.id.clone(),
            rule: c.rule.id.clone(),
            definition: c.rule.definition.clone(),
            trigger: self.trigger(c),
            source: source.map(|x| self.party_of(p, x, &rule.source, rule.source_kind.as_deref(), &c.weighed)),
            target: target.map(|x| self.party_of(p, x, &rule.target, rule.target_kind.as_deref(), &c.weighed)),
            with: c.with.iter().map(|x| self.party_of(p, x, &rule.with, None, &[])).collect(),
            fields: self.fields(p, c, s),
        }
    }
}
