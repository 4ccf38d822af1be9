//! What follows from what the reader says: which readings of rules are left out, which relations are told that no rule reads.

use super::network::{Chances, Reader, Sense};
use super::pairs::{Member, Pairs, side};
use crate::CoderError;
use crate::codebook::Effect;
use crate::coding::apply::{Parties, make};
use crate::coding::{Candidate, Miss, Scope, Sentence, scope};
use crate::party::How;
use crate::proposition::{Predicate, PredicateKind, is_clause_verb, verb_lemma};
use rustc_hash::FxHashMap;
use tightrope_statement::{Entity, Relation, Status};

/// Log-odds, in thousandths, under which a rule's reading is left out: a chance of 0.45.
const KEPT: i64 = -200;
/// Log-odds from which a relation that no rule reads is told: where it is likelier right than not.
const TOLD: i64 = 0;
/// Chance under which a relation is not looked at.
const LEAST: f32 = 0.15;
/// Features that an explanation names.
const TELLING: usize = 4;

/// A reading with what speaks for and against it.
#[derive(Debug)]
pub struct Judged<'a> {
    /// The reading.
    pub candidate: Candidate<'a>,
    /// Which of the rules' readings it is; none where no rule reads it.
    pub rule: Option<usize>,
    /// Its features, each with its value in thousandths.
    pub features: Vec<(String, i64)>,
    /// Log-odds in thousandths.
    pub odds: i64,
}

/// Weights of the features, in thousandths of log-odds.
#[derive(Debug, Default)]
pub(super) struct Scales {
    rule: FxHashMap<String, i64>,
    none: FxHashMap<String, i64>,
}

impl Scales {
    /// Reads rows of whose reading (`rule`, `none`), feature and weight.
    pub fn read(name: &str, text: &str) -> Result<Self, CoderError> {
        let mut scales = Scales::default();
        for (line, row) in crate::codebook::rows(text) {
            let wrong = |why: &str| CoderError::data(name, format!("line {line}: {why}"));
            let mut cells = row.split('\t');
            let (Some(whose), Some(feature), Some(weight), None) =
                (cells.next(), cells.next(), cells.next(), cells.next())
            else {
                return Err(wrong("three columns wanted"));
            };
            let weight = weight.parse().map_err(|_| wrong("the weight is no whole number"))?;
            let map = match whose {
                "rule" => &mut scales.rule,
                "none" => &mut scales.none,
                _ => return Err(wrong("the first column is \"rule\" or \"none\"")),
            };
            map.insert(feature.to_owned(), weight);
        }
        Ok(scales)
    }

    fn odds(&self, rule: bool, features: &[(String, i64)]) -> i64 {
        let map = if rule { &self.rule } else { &self.none };
        let of = |name: &str| map.get(name).copied().unwrap_or_default();
        let sum: i64 = features.iter().map(|(name, value)| of(name) * value).sum();
        of("always") + sum / 1000
    }
}

/// The natural logarithm of a chance, in thousandths.
fn log(chance: f32) -> i64 {
    (f64::from(libm::logf(chance + 1e-4)) * 1000.0).round() as i64
}

/// Judges the readings that the rules have chosen, and all that the reader would add.
pub fn judge<'a>(
    reader: &Reader,
    senses: &[Sense],
    sentence: &Sentence<'a>,
    chosen: &[Candidate<'a>],
) -> Vec<Judged<'a>> {
    let pairs = Pairs::of(sentence);
    let chances = reader.chances(sentence, senses, &pairs);
    let mut all = Vec::new();
    for (k, c) in chosen.iter().enumerate() {
        let features = of_rule(reader, &pairs, &chances, c);
        // of whom it does not see it knows nothing
        let odds = if features.is_empty() { 0 } else { reader.scales.odds(true, &features) };
        all.push(Judged { candidate: c.clone(), rule: Some(k), features, odds });
    }
    let about = Sentences { reader, pairs: &pairs, chances: &chances, chosen };
    for pair in 0..pairs.pairs.len() {
        all.extend(about.unread(sentence, pair));
    }
    all
}

/// The readings that stand, the rules' likely ones and for two actors the likeliest that no rule reads; and the rules' readings
/// that do not, with their log-odds in thousandths.
pub fn decide<'a>(mut judged: Vec<Judged<'a>>) -> (Vec<Candidate<'a>>, Vec<(Candidate<'a>, i32)>) {
    let (mut all, mut doubted) = (Vec::new(), Vec::new());
    for j in judged.extract_if(.., |j| j.rule.is_some()) {
        match j.odds >= KEPT {
            true => all.push(j.candidate),
            false => doubted.push((j.candidate, short(j.odds))),
        }
    }
    judged.retain(|j| j.odds >= TOLD);
    judged.sort_by_key(|j| -j.odds);
    let mut told: Vec<[String; 2]> = Vec::new();
    for j in judged {
        let Some(mut two) = both(&j.candidate) else { continue };
        two.sort_unstable();
        if !told.contains(&two) {
            told.push(two);
            let mut c = j.candidate;
            [&mut c.source, &mut c.target].into_iter().flatten().for_each(|x| x.how = How::Weighed(short(j.odds)));
            all.push(c);
        }
    }
    all.sort_by(|a, b| (a.span.start, a.span.end, &a.rule.id).cmp(&(b.span.start, b.span.end, &b.rule.id)));
    (all, doubted)
}

fn short(odds: i64) -> i32 {
    i32::try_from(odds).unwrap_or(if odds < 0 { i32::MIN } else { i32::MAX })
}

fn both(c: &Candidate<'_>) -> Option<[String; 2]> {
    let of = |e: &Entity| side(e).to_owned();
    Some([of(&c.source.as_ref()?.entity), of(&c.target.as_ref()?.entity)])
}

/// What the reader says of a rule's reading; nothing where it does not see both sides.
fn of_rule(reader: &Reader, pairs: &Pairs, chances: &Chances, c: &Candidate<'_>) -> Vec<(String, i64)> {
    let at = |s: &str, t: &str| {
        let is = |k: usize, side: &str| pairs.members.get(k).is_some_and(|m| m.side() == side);
        pairs.pairs.iter().position(|(a, b, _)| is(*a, s) && is(*b, t))
    };
    let Some([s, t]) = both(c) else { return Vec::new() };
    let (Some(pair), Some(place)) = (at(&s, &t), reader.place(c.rule.relation)) else { return Vec::new() };
    let row = chances.of(pair);
    let of = |k: usize| row.get(k).copied().unwrap_or_default();
    let most = row.iter().copied().fold(0.0, f32::max);
    let other = row.iter().skip(1).copied().fold(0.0, f32::max);
    let turned = at(&t, &s).map_or(0.0, |k| chances.of(k).get(place).copied().unwrap_or_default());
    let any = |holds: bool| if holds { 1000 } else { 0 };
    let found: Vec<(&str, i64)> = vec![
        ("it", log(of(place))),
        ("nothing", log(of(0))),
        ("turned", log(turned)),
        ("anywhere", log(chances.most(place))),
        ("likeliest", any(of(place) >= most)),
        ("likeliest nothing", any(of(0) >= most)),
        ("another", any(other - of(place) > 0.3)),
    ];
    let mut found: Vec<(String, i64)> = found.into_iter().map(|(name, v)| (name.to_owned(), v)).collect();
    found.push((format!("relation {}", c.rule.relation.name()), 1000));
    found.push((format!("rule {}", c.rule.id), 500));
    found
}

/// What a sentence's readings are judged by.
struct Sentences<'s, 'a> {
    reader: &'s Reader,
    pairs: &'s Pairs,
    chances: &'s Chances,
    chosen: &'s [Candidate<'a>],
}

impl<'a> Sentences<'_, 'a> {
    /// The likeliest relation of a pair as a reading of its own.
    fn unread(&self, sentence: &Sentence<'a>, pair: usize) -> Option<Judged<'a>> {
        let (a, b, _) = self.pairs.pairs.get(pair)?;
        let (a, b) = (self.pairs.members.get(*a)?, self.pairs.members.get(*b)?);
        let row = self.chances.of(pair);
        let (place, chance) = row.iter().copied().enumerate().skip(1).max_by(|x, y| x.1.total_cmp(&y.1))?;
        if chance < LEAST {
            return None;
        }
        let relation = *self.reader.relations.get(place - 1)?;
        let rule = sentence.codebook.read_as(relation)?;
        let near = near_miss(sentence, relation, a, b);
        let p = near.and_then(|(head, _)| sentence.propositions.at(head)).or_else(|| predicate(sentence, a, b))?;
        let s = scope(sentence, p);
        if s.hypothetical || s.refused || s.threatened || is_doubtful(sentence, p, &s) || undoes(sentence, p, relation)
        {
            return None;
        }
        let parties = Parties { source: Some(a.party()), target: Some(b.party()), with: Vec::new() };
        let candidate = make(sentence, p, rule, &[p.head], &s, parties);
        let mut features = self.features(relation.name(), a, b, (chance, row.first().copied().unwrap_or_default()));
        let tried = near.map_or("no rule looked", |(_, miss)| missed(miss));
        features.push((tried.to_owned(), 1000));
        let odds = self.reader.scales.odds(false, &features);
        let mut candidate = candidate;
        candidate.weighed = telling(&self.reader.scales, &features);
        Some(Judged { candidate, rule: None, features, odds })
    }

    fn features(&self, relation: &str, a: &Member, b: &Member, (it, nothing): (f32, f32)) -> Vec<(String, i64)> {
        let same = |c: &Candidate<'_>| {
            both(c).is_some_and(|[s, t]| s == a.side() && t == b.side() || s == b.side() && t == a.side())
        };
        let with =
            |c: &Candidate<'_>| [&c.source, &c.target].into_iter().flatten().any(|x| side(&x.entity) == a.side());
        let stated = |c: &&Candidate<'_>| c.rule.relation.name() == relation;
        let any = |holds: bool| if holds { 1000 } else { 0 };
        let absent = |m: &Member| i64::from(m.tokens.is_none());
        let chosen = self.chosen;
        let found: Vec<(&str, i64)> = vec![
            ("it", log(it)),
            ("nothing", log(nothing)),
            ("absent", 1000 * (absent(a) + absent(b))),
            ("source absent", 1000 * absent(a)),
            ("the two read", any(chosen.iter().any(same))),
            ("the two read so", any(chosen.iter().filter(stated).any(same))),
            ("relation read", any(chosen.iter().any(|c| stated(&c)))),
            ("relation read with it", any(chosen.iter().filter(stated).any(with))),
            ("nothing read", any(chosen.is_empty())),
            ("source is own", any(a.is_own())),
            ("target is own", any(b.is_own())),
        ];
        let mut found: Vec<(String, i64)> = found.into_iter().map(|(name, v)| (name.to_owned(), v)).collect();
        found.push((format!("relation {relation}"), 1000));
        found
    }
}

/// The rule of the relation that came nearest to reading the sentence: its word, and what it lacked.
fn near_miss(sentence: &Sentence<'_>, relation: Relation, a: &Member, b: &Member) -> Option<(usize, Miss)> {
    let attempts = sentence.attempts.borrow();
    let heads: Vec<usize> = [a, b].iter().filter_map(|m| Some(m.tokens.as_ref()?.end - 1)).collect();
    let of = attempts.iter().filter(|t| t.rule.relation == relation && t.rule.lexicon.is_empty());
    let nearest = of.min_by_key(|t| {
        let reach = sentence.doc.token(t.head).subtree();
        (nearness(t.miss), heads.iter().filter(|h| !reach.contains(h)).count(), reach.len(), t.head)
    })?;
    Some((nearest.head, nearest.miss))
}

fn nearness(miss: Miss) -> u8 {
    match miss {
        Miss::NoSource | Miss::NoTarget => 0,
        Miss::Unsupported => 1,
        Miss::Unreal => 2,
        Miss::Words | Miss::Doubted(_) => 3,
    }
}

fn missed(miss: Miss) -> &'static str {
    match miss {
        Miss::NoSource => "a rule found no source",
        Miss::NoTarget => "a rule found no target",
        Miss::Unsupported => "a rule wanted a verb",
        Miss::Unreal => "a rule found it not claimed",
        Miss::Words | Miss::Doubted(_) => "a rule wanted other words",
    }
}

fn telling(scales: &Scales, features: &[(String, i64)]) -> Vec<(String, i32)> {
    let weight = |name: &str| scales.none.get(name).copied().unwrap_or_default();
    let mut all: Vec<(String, i32)> = features
        .iter()
        .map(|(name, value)| (name.clone(), i32::try_from(weight(name) * value / 1000).unwrap_or_default()))
        .filter(|(_, w)| *w > 0)
        .collect();
    all.sort_by_key(|(_, w)| -w);
    all.truncate(TELLING);
    all
}

/// Whether the claim's verb or one above it in the clause denies, refuses or threatens what it governs, and no rule knows it to tell
/// such a relation: "denied moving tanks".
fn undoes(sentence: &Sentence<'_>, p: &Predicate, relation: Relation) -> bool {
    let codebook = sentence.codebook;
    let undoing = |lemma: &str| {
        let effects = ["comp", "obj"].into_iter().filter_map(|slot| codebook.governors.get(lemma, slot));
        let bad = |e: Effect| matches!(e, Effect::Denied | Effect::Refused | Effect::Hypothetical | Effect::Threatened);
        effects.map(|g| g.effect).any(bad)
            && !codebook.candidates(PredicateKind::Verb, lemma).any(|(rule, _)| rule.relation == relation)
    };
    let mut t = sentence.doc.token(p.head);
    loop {
        if t.pos() == "VERB" && undoing(&verb_lemma(t)) {
            return true;
        }
        // another clause is another matter
        if t.is_root() || matches!(t.dep(), "relcl" | "advcl" | "conj" | "parataxis") {
            return false;
        }
        t = t.head();
    }
}

/// Whether the clause around the claim denies it or only supposes it in words that the claim's own word does not carry: "the
/// strain might ease", "not one dollar has it lent".
fn is_doubtful(sentence: &Sentence<'_>, p: &Predicate, own: &Scope) -> bool {
    let doc = sentence.doc;
    let clause = |i: usize| {
        let t = doc.token(i);
        std::iter::once(t).chain(t.ancestors()).find(|a| is_clause_verb(*a)).map(|a| a.i)
    };
    let around = clause(p.head);
    let above = around.filter(|v| *v != p.head).and_then(|v| sentence.propositions.at(v));
    let supposed = above.map(|v| scope(sentence, v)).is_some_and(|s| {
        s.hypothetical || s.refused || s.threatened || s.denied || s.status == Some(Status::Considered)
    });
    let lexicon = &sentence.codebook.lexicon;
    let negative = |i: &usize| {
        let t = doc.token(*i);
        t.dep() == "neg" || lexicon.is("negative-determiner", &t.lower())
    };
    supposed || !own.denied && sentence.tokens.clone().filter(negative).any(|i| clause(i) == around)
}

/// The proposition that holds the claim: the one that reaches least far and has most of the two in it.
fn predicate<'a>(sentence: &Sentence<'a>, a: &Member, b: &Member) -> Option<&'a Predicate> {
    let doc = sentence.doc;
    let heads: Vec<usize> = [a, b].iter().filter_map(|m| Some(m.tokens.as_ref()?.end - 1)).collect();
    let here = sentence.propositions.all.iter().filter(|p| sentence.tokens.contains(&p.head));
    here.min_by_key(|p| {
        let reach = doc.token(p.head).subtree();
        let inside = heads.iter().filter(|h| reach.contains(h) && **h != p.head).count();
        (std::cmp::Reverse(inside), reach.len(), p.head)
    })
}
