//! The attribute ruler: patterns over tag, label and lower-case form that set part of speech, morphology and lemma.

mod load;

use crate::lexeme::{LexId, Lexemes};
use crate::table::Sym;
use fancy_regex::Regex;
use rustc_hash::{FxHashMap, FxHashSet};

/// What a token's pattern tests.
#[derive(Debug)]
enum Test {
    Tag(Symbols),
    Dep(Symbols),
    Lower(Words),
    IsSpace(bool),
}

/// A test of a tag or label.
#[derive(Debug)]
enum Symbols {
    In(Vec<Sym>),
    NotIn(Vec<Sym>),
}

/// A test of a lower-case form.
#[derive(Debug)]
enum Words {
    In(FxHashSet<Box<str>>),
    NotIn(FxHashSet<Box<str>>),
    Match(Box<Regex>),
}

/// What a rule sets.
#[derive(Debug, Clone, Copy, Default)]
struct Change {
    tag: Option<Sym>,
    dep: Option<Sym>,
    pos: Option<Sym>,
    morph: Option<Sym>,
    lemma: Option<Sym>,
}

#[derive(Debug)]
struct Rule {
    tokens: Vec<Vec<Test>>,
    /// Token that is changed.
    target: usize,
    change: Change,
}

/// Annotation of a token after all rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Annotation {
    pub(crate) tag: Sym,
    pub(crate) dep: Sym,
    pub(crate) pos: Sym,
    pub(crate) morph: Sym,
    /// Lemma, where a rule set one.
    pub(crate) lemma: Option<Sym>,
}

/// The rules in order.
#[derive(Debug)]
pub(crate) struct Ruler {
    rules: Vec<Rule>,
}

/// A token as the rules see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Seen {
    pub(crate) lex: LexId,
    pub(crate) tag: Sym,
    pub(crate) dep: Sym,
}

/// What rules of one token give for each kind of token, and whether a longer rule may start there.
#[derive(Debug, Default)]
pub(crate) struct RulerMemory {
    known: FxHashMap<Seen, (Annotation, bool)>,
}

impl RulerMemory {
    pub(crate) fn clear(&mut self) {
        self.known.clear();
    }

    pub(crate) fn len(&self) -> usize {
        self.known.len()
    }
}

impl Test {
    fn holds(&self, seen: Seen, lexemes: &Lexemes) -> bool {
        match self {
            Test::Tag(symbols) => symbols.holds(seen.tag),
            Test::Dep(symbols) => symbols.holds(seen.dep),
            Test::Lower(words) => words.holds(lexemes.get(seen.lex).lower()),
            Test::IsSpace(wanted) => lexemes.get(seen.lex).is_space == *wanted,
        }
    }
}

impl Symbols {
    fn holds(&self, symbol: Sym) -> bool {
        match self {
            Symbols::In(list) => list.contains(&symbol),
            Symbols::NotIn(list) => !list.contains(&symbol),
        }
    }
}

impl Words {
    fn holds(&self, word: &str) -> bool {
        match self {
            Words::In(set) => set.contains(word),
            Words::NotIn(set) => !set.contains(word),
            Words::Match(regex) => regex.is_match(word).unwrap_or(false),
        }
    }
}

impl Change {
    fn apply(self, a: &mut Annotation) {
        a.tag = self.tag.unwrap_or(a.tag);
        a.dep = self.dep.unwrap_or(a.dep);
        a.pos = self.pos.unwrap_or(a.pos);
        a.morph = self.morph.unwrap_or(a.morph);
        a.lemma = self.lemma.or(a.lemma);
    }
}

impl Rule {
    fn holds_at(&self, seen: &[Seen], start: usize, lexemes: &Lexemes) -> bool {
        seen.len() - start >= self.tokens.len()
            && self.tokens.iter().zip(&seen[start..]).all(|(tests, &s)| tests.iter().all(|t| t.holds(s, lexemes)))
    }
}

impl Ruler {
    /// Annotation of all tokens of a document.
    pub(crate) fn apply(&self, seen: &[Seen], lexemes: &Lexemes, memory: &mut RulerMemory) -> Vec<Annotation> {
        let mut out = Vec::with_capacity(seen.len());
        let mut longer = Vec::new();
        for (i, &token) in seen.iter().enumerate() {
            let &mut (annotation, starts_longer) =
                memory.known.entry(token).or_insert_with(|| self.single(token, lexemes));
            if starts_longer {
                self.find_longer(seen, i, lexemes, &mut longer);
            }
            out.push(annotation);
        }
        // Tokens that a longer rule changes get all their rules anew, in order.
        let mut targets: Vec<usize> = longer.iter().map(|&(_, target)| target).collect();
        targets.sort_unstable();
        targets.dedup();
        for target in targets {
            out[target] = self.merged(seen[target], target, &longer, lexemes);
        }
        out
    }

    fn plain(token: Seen) -> Annotation {
        Annotation { tag: token.tag, dep: token.dep, ..Annotation::default() }
    }

    fn single(&self, token: Seen, lexemes: &Lexemes) -> (Annotation, bool) {
        let mut annotation = Self::plain(token);
        let mut starts_longer = false;
        for rule in &self.rules {
            let Some(first) = rule.tokens.first() else { continue };
            if !first.iter().all(|t| t.holds(token, lexemes)) {
                continue;
            }
            if rule.tokens.len() == 1 {
                rule.change.apply(&mut annotation);
            } else {
                starts_longer = true;
            }
        }
        (annotation, starts_longer)
    }

    fn find_longer(&self, seen: &[Seen], start: usize, lexemes: &Lexemes, found: &mut Vec<(usize, usize)>) {
        for (i, rule) in self.rules.iter().enumerate() {
            if rule.tokens.len() > 1 && rule.holds_at(seen, start, lexemes) {
                found.push((i, start + rule.target));
            }
        }
    }

    fn merged(&self, token: Seen, at: usize, longer: &[(usize, usize)], lexemes: &Lexemes) -> Annotation {
        let mut annotation = Self::plain(token);
        for (i, rule) in self.rules.iter().enumerate() {
            let applies = match rule.tokens.as_slice() {
                [only] => only.iter().all(|t| t.holds(token, lexemes)),
                _ => longer.contains(&(i, at)),
            };
            if applies {
                rule.change.apply(&mut annotation);
            }
        }
        annotation
    }
}
