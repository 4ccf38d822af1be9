//! The reading of a predicate, from its word, its pattern, and what it governs.

use super::lexicon::{Lexicon, Sense, WordKind};
use super::reading::PloverReading;
use super::root::PloverRoot;
use super::syntax::{
    clauses, is_future, is_negated, is_obligation, kind_of, lemma, objects, own_subjects, particle, preps,
};
use rustc_hash::FxHashMap;
use std::ops::Range;
use tightrope_nlp::{Doc, Token};

/// Depth at which complements are followed no further.
const DEEPEST: usize = 8;

/// Reads predicates of one sentence, each once.
pub(super) struct Evaluator<'a> {
    pub(super) lexicon: &'a Lexicon,
    /// Tokens of the source and of the target: names, no predicates.
    pub(super) source: Range<usize>,
    pub(super) target: Range<usize>,
    /// Tokens between source and target in the tree.
    pub(super) path: Vec<usize>,
    known: FxHashMap<usize, Option<PloverReading>>,
    persons: Vec<bool>,
    depth: usize,
    stating: bool,
}

impl<'a> Evaluator<'a> {
    pub fn new(
        lexicon: &'a Lexicon,
        doc: &'a Doc,
        source: Range<usize>,
        target: Range<usize>,
        path: Vec<usize>,
    ) -> Self {
        let mut persons = vec![false; doc.len()];
        for entity in doc.ents().iter().filter(|e| e.label == "PERSON") {
            persons.iter_mut().take(entity.end).skip(entity.start).for_each(|p| *p = true);
        }
        Evaluator { lexicon, source, target, path, known: FxHashMap::default(), persons, depth: 0, stating: false }
    }

    /// Reads for statements, where source and target are not known beforehand.
    pub fn stating(mut self) -> Self {
        self.stating = true;
        self
    }

    /// The act that the predicate itself reports, its own tense and denial aside.
    pub(super) fn act(&mut self, token: Token<'a>) -> Option<PloverReading> {
        let kind = kind_of(token)?;
        let word = lemma(token);
        let (pattern, weight) = self.best_pattern(token, kind, &word);
        if weight >= 2 {
            return pattern;
        }
        let lexicon = self.lexicon;
        let with_particle = particle(token).map(|p| format!("{word}_{p}"));
        let class = with_particle.and_then(|w| lexicon.governor(kind, &w)).or_else(|| lexicon.governor(kind, &word));
        match class.map(|(class, _)| class) {
            Some("light" | "intend" | "fail") => None,
            // who says it is told elsewhere; what is left is an order, an obligation laid on another, a threat
            Some(class @ ("say" | "tell")) => self
                .said(token, class)
                .filter(|r| {
                    r.rule.starts_with("say.") && r.root == PloverRoot::Request || r.root == PloverRoot::Threaten
                })
                .filter(|r| !r.weak),
            _ => self.read(token, kind).filter(|r| !r.weak),
        }
    }

    pub(super) fn is_person(&self, token: Token<'_>) -> bool {
        self.persons.get(token.i).copied().unwrap_or_default()
    }

    /// The type of a noun by itself.
    pub(super) fn noun_root(&self, token: Token<'_>) -> Option<PloverRoot> {
        self.lexicon.word(WordKind::Noun, &lemma(token)).map(|s| s.root)
    }

    /// The reading of the predicate at `token`, where it has one.
    pub(super) fn eval(&mut self, token: Token<'a>) -> Option<PloverReading> {
        if let Some(known) = self.known.get(&token.i) {
            return known.clone();
        }
        if self.depth >= DEEPEST || self.source.contains(&token.i) || self.target.contains(&token.i) {
            return None;
        }
        // Where the tree leads back here, the inner question has no answer.
        self.known.insert(token.i, None);
        self.depth += 1;
        let reading = kind_of(token).and_then(|kind| self.read(token, kind)).map(|r| self.in_scope(r, token));
        self.depth -= 1;
        self.known.insert(token.i, reading.clone());
        reading
    }

    fn read(&mut self, token: Token<'a>, kind: WordKind) -> Option<PloverReading> {
        let word = lemma(token);
        let (pattern, weight) = self.best_pattern(token, kind, &word);
        if weight >= 2 {
            return pattern;
        }
        if let Some(composed) = self.composed(token, kind, &word) {
            return Some(composed);
        }
        if pattern.is_some() {
            return pattern;
        }
        if let Some(sense) = self.lexicon.word(kind, &word) {
            return Some(PloverReading::of_word(sense, kind, token.i));
        }
        match kind {
            WordKind::Verb => self.inherited(token),
            _ => None,
        }
    }

    fn best_pattern(&mut self, token: Token<'a>, kind: WordKind, word: &str) -> (Option<PloverReading>, usize) {
        let lexicon = self.lexicon;
        let mut best: Option<(usize, PloverReading)> = None;
        for &at in lexicon.patterns.get(&(kind, word.to_owned())).into_iter().flatten() {
            let Some((pattern, sense)) = lexicon.pattern_list.get(at) else { continue };
            let weight = pattern.weight();
            if best.as_ref().is_some_and(|(w, _)| *w >= weight) {
                continue;
            }
            if let Some(triggers) = self.matches(pattern, token) {
                best = Some((weight, PloverReading::of_pattern(sense, pattern.text(), triggers)));
            }
        }
        best.map_or((None, 0), |(weight, reading)| (Some(reading), weight))
    }

    fn composed(&mut self, token: Token<'a>, kind: WordKind, word: &str) -> Option<PloverReading> {
        let lexicon = self.lexicon;
        let with_particle = particle(token).map(|p| format!("{word}_{p}"));
        let (class, rule) =
            with_particle.and_then(|w| lexicon.governor(kind, &w)).or_else(|| lexicon.governor(kind, word))?;
        if matches!(class, "say" | "tell") {
            return self.said(token, class);
        }
        if class == "order" && clauses(token).is_empty() {
            // What a court or government orders, it does.
            return self.complement(token, kind).map(|inner| {
                let root = inner.root;
                inner.under("ordered", root, token.i)
            });
        }
        match self.complement(token, kind) {
            Some(inner) => {
                let hostile = self
                    .lexicon
                    .compose
                    .get("request.against")
                    .filter(|_| !self.stating && class == "request" && !self.is_addressed(token));
                let root = hostile.unwrap_or(rule).of(inner.root);
                Some(inner.under(class, root, token.i))
            }
            None => {
                let sense = lexicon.word(kind, word).cloned();
                let sense = sense.or_else(|| rule.alone().map(|root| Sense { root, mode: None }))?;
                Some(PloverReading::of_word(&sense, kind, token.i))
            }
        }
    }

    /// Whether the verb says that something ends.
    pub(super) fn is_ending(&self, verb: Token<'_>) -> bool {
        self.lexicon.governor(WordKind::Verb, &lemma(verb)).is_some_and(|(class, _)| class == "stop")
    }

    /// Whether the target is the one who is asked.
    fn is_addressed(&self, verb: Token<'a>) -> bool {
        let target = &self.target;
        let mut asked = objects(verb);
        asked.extend(
            preps(verb).into_iter().filter(|(w, _)| matches!(w.as_str(), "on" | "upon" | "to")).flat_map(|(_, g)| g),
        );
        asked.extend(clauses(verb).into_iter().flat_map(own_subjects));
        asked.iter().any(|t| target.contains(&t.i))
    }

    /// What a speaker says: an obligation of another is a request, a hostile act of the target is an accusation.
    fn said(&mut self, token: Token<'a>, class: &str) -> Option<PloverReading> {
        let mut candidates = clauses(token);
        if class == "say" && !objects(token).is_empty() {
            candidates.retain(|c| c.dep() == "ccomp");
        }
        let clause = candidates.iter().copied().find(|c| self.path.contains(&c.i)).or(candidates.first().copied());
        let Some(clause) = clause else { return self.inherited(token) };
        let own = own_subjects(clause);
        let about_target = own.iter().any(|s| s.subtree().any(|i| self.target.contains(&i)));
        let about_source = own.is_empty() || own.iter().any(|s| s.pos() == "PRON" || self.source.contains(&s.i));
        let infinitive = clause.children().any(|c| c.dep() == "aux" && c.lower() == "to");
        if infinitive && class == "tell" && (!own.is_empty() || !objects(token).is_empty()) {
            return Some(PloverReading::of_rule(PloverRoot::Request, "say.order", vec![token.i, clause.i]));
        }
        if is_obligation(clause) && !about_source {
            return Some(PloverReading::of_rule(PloverRoot::Request, "say.obligation", vec![token.i, clause.i]));
        }
        let inner = self.eval(clause)?;
        if about_target && !about_source {
            let root = if inner.root.is_conflict() { PloverRoot::Accuse } else { inner.root };
            return Some(inner.under("say.target", root, token.i));
        }
        let root = inner.root;
        Some(inner.under("say", root, token.i))
    }

    /// The first typed complement: along the path first.
    fn complement(&mut self, token: Token<'a>, kind: WordKind) -> Option<PloverReading> {
        let mut found: Vec<Token<'a>> = Vec::new();
        match kind {
            WordKind::Verb => {
                found.extend(objects(token));
                if found.is_empty() {
                    // "The offensive ended": what ends is the subject.
                    found.extend(own_subjects(token).into_iter().filter(|s| s.pos() == "NOUN"));
                }
                found.extend(token.children().filter(|c| c.dep() == "acomp"));
                found.extend(clauses(token));
                found.extend(preps(token).into_iter().flat_map(|(_, governed)| governed));
            }
            WordKind::Noun | WordKind::Adjective => {
                found.extend(clauses(token));
                found.extend(preps(token).into_iter().filter(|(w, _)| w != "by").flat_map(|(_, governed)| governed));
                found.extend(token.children().filter(|c| c.dep() == "compound"));
            }
        }
        let on_path = |t: &Token<'a>, path: &[usize]| path.contains(&t.i);
        let (near, far): (Vec<_>, Vec<_>) = found.into_iter().partition(|t| on_path(t, &self.path));
        near.into_iter().chain(far).find_map(|t| self.eval(t))
    }

    /// A verb without a type of its own takes that of its object or clause.
    fn inherited(&mut self, token: Token<'a>) -> Option<PloverReading> {
        let inner = self.complement(token, WordKind::Verb)?;
        let root = inner.root;
        Some(inner.under("inherited", root, token.i).weakened())
    }

    /// Negation and future of the predicate itself.
    fn in_scope(&self, reading: PloverReading, token: Token<'a>) -> PloverReading {
        let scope = if is_negated(token) {
            "negated"
        } else if is_future(token) {
            "future"
        } else {
            return reading;
        };
        match self.lexicon.compose.get(scope) {
            Some(rule) => {
                let root = rule.of(reading.root);
                reading.under(scope, root, token.i)
            }
            None => reading,
        }
    }
}
