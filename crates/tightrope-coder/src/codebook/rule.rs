//! A coding rule and its file format.

use super::Lexicon;
use crate::CoderError;
use crate::proposition::PredicateKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tightrope_statement::{Domain, Polarity, Relation, RelationKind, Status};

/// A word or compound that lets a rule look at a proposition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trigger {
    /// Verb, noun or adjective.
    pub kind: PredicateKind,
    /// The lemma; for a compound noun the words in order, the last being the head.
    pub words: Vec<String>,
}

impl Trigger {
    /// The word that heads the proposition.
    pub fn head(&self) -> &str {
        match self.kind {
            PredicateKind::Noun => self.words.last().map_or("", String::as_str),
            _ => self.words.first().map_or("", String::as_str),
        }
    }
}

/// An example of a rule: a text and what must (or must not) be read in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// One or two sentences.
    pub text: String,
    /// `SOURCE TARGET` ids, then optionally a status or `denied`.
    #[serde(default)]
    pub says: String,
}

/// One rule: which propositions make which statement.
#[derive(Debug, Clone, Serialize)]
pub struct Rule {
    /// `relation.name`, unique.
    pub id: String,
    /// What the rule reads, one sentence.
    pub definition: String,
    /// The statement's relation.
    pub relation: Relation,
    /// Words that lead here.
    pub triggers: Vec<Trigger>,
    /// Kinds of words of the PLOVER lexicon that lead here where no rule with triggers reads them.
    pub lexicon: Vec<PredicateKind>,
    /// Slots for the source, best first.
    pub source: Vec<String>,
    /// Slots for the target, best first.
    pub target: Vec<String>,
    /// Slots for further parties.
    pub with: Vec<String>,
    /// Slots for the object.
    pub object: Vec<String>,
    /// Words that must head a slot.
    pub wants: BTreeMap<String, Vec<String>>,
    /// Words that must not.
    pub forbids: BTreeMap<String, Vec<String>>,
    /// Domains where the text shows none.
    pub domains: Vec<Domain>,
    /// Whether the text's words never add domains.
    pub fixed_domains: bool,
    /// Status where nothing governs it.
    pub status: Option<Status>,
    /// Polarity set by the word itself ("non-member").
    pub polarity: Option<Polarity>,
    /// Fixed object, such as `improving`.
    pub object_text: Option<String>,
    /// The rule whose relation a denial affirms, where not to do it is to refuse it.
    pub denied_as: Option<String>,
    /// PLOVER mode of the act.
    pub mode: Option<String>,
    /// Whether a missing party may be the page's own state or the last partner.
    pub implied: bool,
    /// Whether only the slots count: no party nearby, none implied.
    pub strict: bool,
    /// Whether source or target may be missing.
    pub open: Vec<String>,
    /// Type the source must have, where it is no actor.
    pub source_kind: Option<String>,
    /// Type the target must have, where it is no actor.
    pub target_kind: Option<String>,
    /// Whether more than two parties make one statement; by default those of a noun in the singular do.
    pub merge: Option<bool>,
    /// Whether source and target may be the same state.
    pub reflexive: bool,
    /// Sides that the clause itself must name: `source`, `target`.
    pub named: Vec<String>,
    /// Whether several subjects may stand for both sides ("A and B clashed"); by default those of a symmetric relation do.
    pub reciprocal: Option<bool>,
    /// Whether the words must be held by a support verb.
    pub needs_support: bool,
    /// Higher wins where two rules claim the same words.
    pub priority: i32,
    /// Texts that must yield a statement by this rule.
    pub pass: Vec<Example>,
    /// Texts that must not.
    pub fail: Vec<Example>,
}

impl Rule {
    /// Whether it is a rule of what the learned reader finds, which no words trigger.
    pub fn is_of_reader(&self) -> bool {
        self.triggers.is_empty() && self.lexicon.is_empty()
    }

    /// The rule of what the learned reader finds of the same relation: it has the relation's fields of life and looks for the
    /// object where this one does, and nothing triggers it.
    pub(super) fn of_reader(&self) -> Rule {
        Rule {
            relation: self.relation,
            id: format!("{}.read", self.relation.name()),
            definition: "The learned reader takes the sentence to state it between the two.".to_owned(),
            domains: self.domains.clone(),
            fixed_domains: self.fixed_domains,
            object: self.object.clone(),
            triggers: Vec::new(),
            lexicon: Vec::new(),
            source: Vec::new(),
            target: Vec::new(),
            with: Vec::new(),
            wants: BTreeMap::new(),
            forbids: BTreeMap::new(),
            status: None,
            polarity: None,
            object_text: None,
            denied_as: None,
            mode: None,
            implied: false,
            strict: false,
            open: Vec::new(),
            source_kind: None,
            target_kind: None,
            merge: None,
            reflexive: false,
            named: Vec::new(),
            reciprocal: None,
            needs_support: false,
            priority: 0,
            pass: Vec::new(),
            fail: Vec::new(),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    id: String,
    definition: String,
    #[serde(default)]
    verb: Vec<String>,
    #[serde(default)]
    noun: Vec<String>,
    #[serde(default)]
    adjective: Vec<String>,
    #[serde(default)]
    lexicon: Vec<PredicateKind>,
    #[serde(default)]
    source: Vec<String>,
    #[serde(default)]
    target: Vec<String>,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    object: Vec<String>,
    #[serde(default)]
    wants: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    forbids: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    domains: Vec<Domain>,
    #[serde(default)]
    fixed_domains: bool,
    status: Option<Status>,
    polarity: Option<Polarity>,
    object_text: Option<String>,
    denied_as: Option<String>,
    mode: Option<String>,
    #[serde(default)]
    implied: bool,
    #[serde(default)]
    strict: bool,
    #[serde(default)]
    open: Vec<String>,
    source_kind: Option<String>,
    target_kind: Option<String>,
    merge: Option<bool>,
    #[serde(default)]
    reflexive: bool,
    reciprocal: Option<bool>,
    #[serde(default)]
    named: Vec<String>,
    #[serde(default)]
    needs_support: bool,
    #[serde(default)]
    priority: i32,
    #[serde(default)]
    pass: Vec<String>,
    #[serde(default)]
    fail: Vec<String>,
}

/// A file of `data/rules`: one relation, its default domains and its rules.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    relation: String,
    #[serde(default)]
    domains: Vec<Domain>,
    #[serde(default)]
    fixed_domains: bool,
    #[serde(default)]
    rule: Vec<RawRule>,
}

impl RuleFile {
    pub(super) fn into_rules(self, name: &str, lexicon: &Lexicon) -> Result<Vec<Rule>, CoderError> {
        let relation: Relation = self.relation.parse().map_err(|e| CoderError::data(name, e))?;
        let (domains, fixed) = (self.domains, self.fixed_domains);
        self.rule.into_iter().map(|raw| raw.into_rule(relation, &domains, fixed, name, lexicon)).collect()
    }
}

impl RawRule {
    fn into_rule(
        self,
        relation: Relation,
        domains: &[Domain],
        fixed: bool,
        name: &str,
        lexicon: &Lexicon,
    ) -> Result<Rule, CoderError> {
        let triggers = |kind: PredicateKind, list: &[String]| -> Vec<Trigger> {
            list.iter()
                .flat_map(|w| match w.strip_prefix('@') {
                    Some(class) => lexicon.words(class),
                    None => vec![w.as_str()],
                })
                .map(|w| Trigger {
                    kind,
                    // a verb keeps its particle in one word: "carry out"
                    words: if kind == PredicateKind::Noun {
                        w.split(' ').map(str::to_owned).collect()
                    } else {
                        vec![w.to_owned()]
                    },
                })
                .collect()
        };
        let mut all = triggers(PredicateKind::Verb, &self.verb);
        all.extend(triggers(PredicateKind::Noun, &self.noun));
        all.extend(triggers(PredicateKind::Adjective, &self.adjective));
        if all.is_empty() == self.lexicon.is_empty() {
            return Err(CoderError::data(
                name,
                format!("rule {} needs either a verb, noun or adjective, or a kind of the lexicon", self.id),
            ));
        }
        if !self.lexicon.is_empty() && relation.kind() != RelationKind::Event {
            return Err(CoderError::data(name, format!("rule {}: the lexicon names events only", self.id)));
        }
        if !self.id.starts_with(&format!("{}.", relation.name())) {
            return Err(CoderError::data(name, format!("rule {} must begin with \"{}.\"", self.id, relation.name())));
        }
        let example = |s: &String| {
            let (text, says) = s.split_once(" => ").unwrap_or((s, ""));
            Example { text: text.trim().to_owned(), says: says.trim().to_owned() }
        };
        Ok(Rule {
            relation,
            triggers: all,
            lexicon: self.lexicon,
            domains: if self.domains.is_empty() { domains.to_vec() } else { self.domains },
            pass: self.pass.iter().map(example).collect(),
            fail: self.fail.iter().map(example).collect(),
            id: self.id,
            definition: self.definition,
            source: self.source,
            target: self.target,
            with: self.with,
            object: self.object,
            wants: self.wants,
            forbids: self.forbids,
            fixed_domains: self.fixed_domains || fixed,
            status: self.status,
            polarity: self.polarity,
            object_text: self.object_text,
            denied_as: self.denied_as,
            mode: self.mode,
            implied: self.implied,
            strict: self.strict,
            open: self.open,
            source_kind: self.source_kind,
            target_kind: self.target_kind,
            merge: self.merge,
            reflexive: self.reflexive,
            reciprocal: self.reciprocal,
            named: self.named,
            needs_support: self.needs_support,
            priority: self.priority,
        })
    }
}
