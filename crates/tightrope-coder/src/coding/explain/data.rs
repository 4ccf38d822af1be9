//! What an explanation consists of: sentences, their propositions, what was made of each and why.

use serde::Serialize;
use tightrope_statement::Entity;

/// How a page was read, sentence by sentence. Its `Display` is the same in words, a line an item.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Explanation {
    /// The state that the page is about, which a statement without a party of its own may mean.
    pub focal: Option<Entity>,
    /// What spoke for it most, with what that added in thousandths of log-odds; empty where its choice was not weighed.
    pub focal_for: Vec<(String, i32)>,
    /// Who speaks in blocks that are not the page's own voice, sorted.
    pub speakers: Vec<String>,
    /// The sentences, in page order; headings are sentences too.
    pub sentences: Vec<SentenceReading>,
}

impl Explanation {
    /// The sentence that makes the statement with an id, and how the statement was read.
    pub fn statement(&self, id: &str) -> Option<(&SentenceReading, &PropositionReading, &StatementReading)> {
        self.sentences.iter().find_map(|s| {
            s.propositions.iter().find_map(|p| p.statements.iter().find(|r| r.statement == id).map(|r| (s, p, r)))
        })
    }
}

/// Words of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Words {
    /// As the parser saw them: marks of Markdown and line ends inside are spaces.
    pub text: String,
    /// Where they start in the page, in Unicode code points.
    pub start: usize,
    /// Where they end, exclusive.
    pub end: usize,
}

/// A sentence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SentenceReading {
    /// Its words.
    pub words: Words,
    /// Its parse.
    pub parse: Vec<ParsedWord>,
    /// Its propositions, in the order they were read.
    pub propositions: Vec<PropositionReading>,
}

impl SentenceReading {
    /// The statements that it makes.
    pub fn statements(&self) -> impl Iterator<Item = &StatementReading> {
        self.propositions.iter().flat_map(|p| &p.statements)
    }
}

/// A token with its place in the parse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ParsedWord {
    /// As written.
    pub text: String,
    /// Dictionary form.
    pub lemma: String,
    /// Penn Treebank tag.
    pub tag: String,
    /// Label of the arc to its head, in the parser's scheme (ClearNLP).
    pub dep: String,
    /// Index of its head in the sentence; its own where it is the root.
    pub head: usize,
}

/// A clause, or a noun or adjective that names an act or bond, and what was made of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PropositionReading {
    /// `verb`, `noun` or `adjective`.
    pub kind: &'static str,
    /// Its lemma, with particle or compound parts.
    pub lemma: String,
    /// The word that heads it.
    pub word: Words,
    /// Its arguments.
    pub arguments: Vec<ArgumentReading>,
    /// For a noun, the verbs that hold it ("sign" in "signed an agreement").
    pub holders: Vec<Holder>,
    /// What it says.
    pub statements: Vec<StatementReading>,
    /// The rules that looked at it and made nothing.
    pub misses: Vec<RuleMiss>,
}

/// An argument of a proposition.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ArgumentReading {
    /// `subj`, `obj`, a preposition, ... as `docs/rules.md` lists them.
    pub role: String,
    /// The word that heads it.
    pub word: Words,
    /// Whether it stands with another word and was carried over.
    pub inferred: bool,
    /// The actors that it stands for.
    pub parties: Vec<PartyReading>,
}

/// A verb that holds a noun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Holder {
    /// The verb.
    pub word: Words,
    /// The place that the noun has with it: `obj`, `subj`, a preposition.
    pub slot: String,
}

/// Why a statement is as it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatementReading {
    /// The statement's id.
    pub statement: String,
    /// The rule that made it.
    pub rule: String,
    /// What the rule reads.
    pub definition: String,
    /// The words that led to the rule.
    pub trigger: Vec<Words>,
    /// Who acts.
    pub source: Option<PartyReading>,
    /// On whom.
    pub target: Option<PartyReading>,
    /// Further parties.
    pub with: Vec<PartyReading>,
    /// The other fields, each with its reason.
    pub fields: Vec<FieldReading>,
}

/// How a party was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// By its name.
    Named,
    /// By a description with a name in it ("the Kenyan government").
    Described,
    /// By a pronoun or a definite description, from what was said before.
    Recalled,
    /// By no words at all: the page's own state, or the last partner.
    Implied,
    /// In no slot of the rule, by all that speaks for it.
    Weighed,
}

impl Found {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Found::Named => "named",
            Found::Described => "described",
            Found::Recalled => "recalled",
            Found::Implied => "implied",
            Found::Weighed => "weighed",
        }
    }
}

/// A party with the words that stand for it and how it was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PartyReading {
    /// Who.
    pub entity: Entity,
    /// The words; none where it is implied.
    pub words: Option<Words>,
    /// How.
    pub found: Found,
    /// Where the rule looked: a slot as `docs/rules.md` names them; none where no slot took it.
    pub slot: Option<String>,
    /// From 0 to 1, in the steps that `docs/explanations.md` gives: no probability, but a higher step is surer.
    pub confidence: f64,
    /// Why it is meant.
    pub reason: String,
    /// Ids of what else the words may mean.
    pub alternatives: Vec<String>,
}

/// A field of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// How far it has come.
    Status,
    /// Claimed or denied.
    Polarity,
    /// How firmly.
    Certainty,
    /// Who says so.
    Attribution,
    /// When.
    Time,
    /// How much.
    Amount,
    /// Fields of life.
    Domains,
    /// What it is about.
    Object,
    /// The act in the terms of event data.
    Event,
}

impl Field {
    /// The field's name in the statement contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Field::Status => "status",
            Field::Polarity => "polarity",
            Field::Certainty => "certainty",
            Field::Attribution => "attribution",
            Field::Time => "time",
            Field::Amount => "amount",
            Field::Domains => "domains",
            Field::Object => "object",
            Field::Event => "event",
        }
    }
}

/// A field's value, the words that set it and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldReading {
    /// Which.
    pub field: Field,
    /// Its value as words; empty where the field is.
    pub value: String,
    /// The words that set it, in the order they were met; none where it is what it is without any.
    pub words: Vec<Words>,
    /// Why.
    pub reason: String,
}

/// Why a rule made nothing of a proposition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyNot {
    /// An argument's words are not what the rule wants, or are what it forbids.
    Words,
    /// No verb holds the noun.
    Unsupported,
    /// It is supposed, refused or threatened only.
    Unreal,
    /// No source that can act.
    NoSource,
    /// No target that can act.
    NoTarget,
    /// Another rule makes the claim of these words.
    Shadowed,
    /// What speaks for the party that its words do not name is too little.
    Unlikely,
    /// The learned reader gives it too little a chance.
    Doubted,
    /// It is part of a statement of several who do it together.
    Joined,
}

impl WhyNot {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            WhyNot::Words => "words",
            WhyNot::Unsupported => "unsupported",
            WhyNot::Unreal => "unreal",
            WhyNot::NoSource => "no source",
            WhyNot::NoTarget => "no target",
            WhyNot::Shadowed => "shadowed",
            WhyNot::Unlikely => "unlikely",
            WhyNot::Doubted => "doubted",
            WhyNot::Joined => "joined",
        }
    }
}

/// A rule that looked at a proposition and made nothing of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleMiss {
    /// The rule.
    pub rule: String,
    /// Why, in one word.
    pub why: WhyNot,
    /// Why, in a clause.
    pub reason: String,
}
