//! What follows from what the reader says: which readings of rules are left out, which relations are told that no rule reads.

use super::among::among;
use super::chances::Chances;
use super::clause::{TakenBack, taken_back, wordings};
use super::domain::sensed;
use super::features;
use super::network::Reader;
use super::pairs::{Member, Pairs};
use super::picked::picked;
use super::sense::Senses;
use super::settled::settled;
use super::things::as_target;
use crate::CoderError;
use crate::coding::apply::{Parties, make};
use crate::coding::joint::is_one;
use crate::coding::weights::{Weights, short};
use crate::coding::{Candidate, Sentence, overlaps, scope, sides};
use crate::party::How;
use crate::proposition::Predicate;
use std::ops::Range;
use tightrope_statement::{Polarity, Relation, RelationKind};

/// Log-odds, in thousandths, from which a reading is told, weighed among the others of its sentence: a chance of 0.35, at
/// which pages that the weights were not learned from came out best.
const TOLD: i64 = -620;
/// The same of a rule's reading: a chance of 0.30.
const KEPT: i64 = -850;
/// The same of one whose target is a thing, of which the reader has learned from few: a chance of 0.15.
const KEPT_THING: i64 = -1700;
/// Log-odds by itself from which it is told where a list puts its source or target beside that of a claim that is told: a chance of
/// 0.20, of a rule's as above.
const TOLD_LISTED: i64 = -1400;
/// Log-odds of a reading by itself under which a rule's is left out on a page of a sentence or two: a chance of 0.06, for what
/// was learned of a sentence in a page is not true of one that stands alone.
const KEPT_BRIEF: i64 = -2750;
/// The same of one that leaves a side open, which may be about matters at home: a chance of 0.17.
const KEPT_OPEN: i64 = -1600;
/// The same from which a relation that no rule reads is told there, which may claim nothing: a chance of 0.73.
const TOLD_BRIEF: i64 = 1000;
/// Chance under which a relation is not looked at.
const LEAST: f32 = 0.08;
/// Relations of a pair that are looked at.
const LIKELIEST: usize = 3;
/// Whose readings are weighed by themselves: the rules' and the reader's own; and all of a sentence beside each other.
const KINDS: [&str; 3] = ["rule", "none", "among"];
const AMONG: usize = 2;

/// The weights of a file.
///
/// # Errors
/// Names the line that is no kind, feature and weight.
pub(super) fn weights(name: &str, text: &str) -> Result<Weights, CoderError> {
    Weights::read(name, text, &KINDS)
}

fn valued(features: &[(String, i64)]) -> impl Iterator<Item = (&str, i64)> {
    features.iter().map(|(f, value)| (f.as_str(), *value))
}

/// A reading with what speaks for and against it.
#[derive(Debug)]
pub struct Judged<'a> {
    /// The reading.
    pub candidate: Candidate<'a>,
    /// Whether a rule reads it.
    pub rule: bool,
    /// Its features, each with its value in thousandths.
    pub features: Vec<(String, i64)>,
    /// Log-odds in thousandths, by itself.
    pub odds: i64,
    /// What it is among the sentence's other readings, none where it is too unlikely to be looked at.
    pub among: Vec<(String, i64)>,
    /// Log-odds in thousandths among them.
    pub among_odds: i64,
    /// What speaks most for what no rule reads among them.
    pub among_telling: Vec<(String, i32)>,
}

impl<'a> Judged<'a> {
    fn alone(candidate: Candidate<'a>, rule: bool, features: Vec<(String, i64)>, odds: i64) -> Self {
        Judged { candidate, rule, features, odds, among: Vec::new(), among_odds: i64::MIN, among_telling: Vec::new() }
    }
}

/// Judges the readings that the rules have chosen, and all that the reader would add.
pub fn judge<'a>(
    reader: &Reader,
    senses: &Senses,
    sentence: &Sentence<'a>,
    chosen: &[Candidate<'a>],
) -> Vec<Judged<'a>> {
    let pairs = Pairs::of(sentence, chosen);
    let chances = reader.chances(sentence, senses, &pairs);
    let mut all = Vec::new();
    for c in chosen {
        let mut features = features::of_rule(reader, &pairs, &chances, c, chosen);
        let mut candidate = c.clone();
        if let Some(pair) = features::pair_of(&pairs, c) {
            candidate = told(reader, &chances, pair, sentence, candidate, &[]);
            features.extend(features::polar(reader, &chances, pair, &candidate));
        }
        let odds = reader.scales.odds(0, valued(&features));
        all.push(Judged::alone(candidate, true, features, odds));
    }
    let about = Judging { reader, pairs: &pairs, chances: &chances, chosen };
    for pair in 0..pairs.pairs.len() {
        all.extend(about.unread(sentence, pair));
    }
    let among = among(sentence, &all);
    for (j, features) in all.iter_mut().zip(among) {
        let Some(features) = features else { continue };
        j.among_odds = reader.scales.odds(AMONG, valued(&features));
        if !j.rule {
            j.among_telling = reader.scales.telling(AMONG, valued(&features));
        }
        j.among = features;
    }
    all
}

/// The claim between the two of a pair with the fields that the reader tells better than its words.
fn told<'a>(
    reader: &Reader,
    chances: &Chances,
    pair: usize,
    sentence: &Sentence<'a>,
    c: Candidate<'a>,
    taken_back: &[TakenBack],
) -> Candidate<'a> {
    let c = settled(reader, chances, pair, sensed(reader, chances, pair, sentence, c), taken_back);
    picked(chances, pair, sentence, c)
}

/// The readings that stand, and the rules' readings that do not, with their log-odds in thousandths.
///
/// A page of a sentence or two (`brief`) hardly states anything but what it was written for: there each is taken by itself, and
/// more is kept.
pub fn decide<'a>(
    sentence: &Sentence<'a>,
    judged: Vec<Judged<'a>>,
    brief: bool,
) -> (Vec<Candidate<'a>>, Vec<(Candidate<'a>, i32)>) {
    let (mut all, doubted) = if brief { by_itself(sentence, judged) } else { beside_others(sentence, judged) };
    all.sort_by(|a, b| (a.span.start, a.span.end, &a.rule.id).cmp(&(b.span.start, b.span.end, &b.rule.id)));
    (all, doubted)
}

/// The readings that are likely among the others of their sentence.
fn beside_others<'a>(
    sentence: &Sentence<'a>,
    judged: Vec<Judged<'a>>,
) -> (Vec<Candidate<'a>>, Vec<(Candidate<'a>, i32)>) {
    let (mut all, mut unlikely) = (Vec::new(), Vec::new());
    for mut j in judged {
        // too few attributes have been learned from to know how they stand beside each other
        let by_itself = j.rule && j.candidate.rule.relation.kind() == RelationKind::Attribute;
        let odds = if by_itself { j.odds } else { j.among_odds };
        let told_from = match (j.rule, by_itself || features::is_of_thing(&j.features)) {
            (false, _) => TOLD,
            (true, false) => KEPT,
            (true, true) => KEPT_THING,
        };
        match odds >= told_from {
            true => {
                if !j.rule {
                    j.candidate.weighed = j.among_telling;
                    j.candidate = weighed(odds, j.candidate);
                }
                all.push(j.candidate);
            }
            false => unlikely.push((odds, j)),
        }
    }
    unlikely.sort_by_key(|(_, j)| std::cmp::Reverse(j.odds));
    let mut doubted = Vec::new();
    for (odds, j) in unlikely {
        // what a list has beside another looks like its rival
        let told = |k: &Candidate<'_>| k.rule.relation == j.candidate.rule.relation && sides(k) == sides(&j.candidate);
        let likely = j.odds >= if j.rule { KEPT } else { TOLD_LISTED };
        let listed = likely && !all.iter().any(told) && all.iter().any(|k| is_one(sentence, k, &j.candidate));
        match (listed, j.rule) {
            (true, true) => all.push(j.candidate),
            (true, false) => all.push(weighed(j.odds, j.candidate)),
            (false, true) => doubted.push((j.candidate, short(odds))),
            (false, false) => {}
        }
    }
    (all, doubted)
}

/// The rules' readings that are likely by themselves, and for two actors the likeliest that no rule reads, one to each place.
fn by_itself<'a>(
    sentence: &Sentence<'a>,
    mut judged: Vec<Judged<'a>>,
) -> (Vec<Candidate<'a>>, Vec<(Candidate<'a>, i32)>) {
    let (mut all, mut doubted) = (Vec::new(), Vec::new());
    for j in judged.extract_if(.., |j| j.rule) {
        let open = j.candidate.source.is_none() || j.candidate.target.is_none();
        match features::is_of_thing(&j.features) || j.odds >= if open { KEPT_OPEN } else { KEPT_BRIEF } {
            true => all.push(j.candidate),
            false => doubted.push((j.candidate, short(j.odds))),
        }
    }
    judged.retain(|j| !features::is_taken_back(&j.features));
    judged.sort_by_key(|j| -j.odds);
    let unlikely = judged.split_off(judged.partition_point(|j| j.odds >= TOLD_BRIEF));
    let mut told: Vec<([String; 2], Range<usize>)> = Vec::new();
    for j in judged {
        let Some(mut two) = sides(&j.candidate) else { continue };
        two.sort_unstable();
        let span = j.candidate.span.clone();
        if !told.iter().any(|(known, at)| *known == two && overlaps(at, &span)) {
            told.push((two, span));
            all.push(weighed(j.odds, j.candidate));
        }
    }
    for j in unlikely.into_iter().filter(|j| j.odds >= TOLD_LISTED) {
        if all.iter().any(|k| is_one(sentence, k, &j.candidate)) {
            all.push(weighed(j.odds, j.candidate));
        }
    }
    (all, doubted)
}

/// What the reader tells, with how sure it is of the parties.
fn weighed(odds: i64, mut c: Candidate<'_>) -> Candidate<'_> {
    let odds = short(odds);
    [&mut c.source, &mut c.target].into_iter().flatten().for_each(|x| x.how = How::Weighed(odds));
    c
}

/// What a sentence's readings are judged by.
struct Judging<'s, 'a> {
    reader: &'s Reader,
    pairs: &'s Pairs,
    chances: &'s Chances,
    chosen: &'s [Candidate<'a>],
}

impl<'a> Judging<'_, 'a> {
    /// The likeliest relations of a pair as readings of their own, each wherever the sentence may state it.
    fn unread(&self, sentence: &Sentence<'a>, pair: usize) -> Vec<Judged<'a>> {
        let mut found = Vec::new();
        let row = self.chances.of(pair);
        let mut likely: Vec<(usize, f32)> =
            row.iter().copied().enumerate().skip(1).filter(|(_, chance)| *chance >= LEAST).collect();
        likely.sort_by(|x, y| y.1.total_cmp(&x.1));
        for (rank, (place, chance)) in likely.into_iter().take(LIKELIEST).enumerate() {
            let Some((a, b, _)) = self.pairs.pairs.get(pair) else { continue };
            let (Some(a), Some(b)) = (self.pairs.members.get(*a), self.pairs.members.get(*b)) else { continue };
            let Some(relation) = self.reader.relations.get(place - 1).copied() else { continue };
            let looks = self.chances.looks(pair);
            let likely = self.chances.places.of(pair, place);
            let places = wordings(sentence, relation, [a, b], looks, &likely);
            let read = places.into_iter().map(|(p, miss)| (miss, self.reading(sentence, relation, [a, b], p)));
            let read: Vec<_> = read.filter_map(|(miss, read)| Some((miss, read?))).collect();
            let undone: Vec<usize> =
                read.iter().filter(|(_, (_, t))| !t.is_empty()).map(|(_, (c, _))| c.head).collect();
            for (k, (miss, (candidate, taken_back))) in read.into_iter().enumerate() {
                let candidate = told(self.reader, self.chances, pair, sentence, candidate, &taken_back);
                if candidate.polarity == Polarity::Affirmed && taken_back.iter().any(|t| t.is_plain()) {
                    continue;
                }
                let nothing = row.first().copied().unwrap_or_default();
                let mut features = features::of_none(&candidate, [a, b], (chance, nothing), self.chosen);
                features.extend(features::of_place(sentence, &candidate, [a, b], looks));
                features.extend(features::placed(&likely, candidate.head));
                features.extend(features::polar(self.reader, self.chances, pair, &candidate));
                features.extend(features::proposed(sentence, relation, [a.side(), b.side()]));
                features.extend(features::taken_back(&taken_back, &candidate, &undone));
                features.push((miss.map_or("no rule looked", features::missed).to_owned(), 1000));
                features.push((format!("likely {rank}"), 1000));
                features.push((format!("place {k}"), 1000));
                let odds = self.reader.scales.odds(1, valued(&features));
                let weighed = self.reader.scales.telling(1, valued(&features));
                let candidate = Candidate { weighed, ..candidate };
                found.push(Judged::alone(candidate, false, features, odds));
            }
        }
        found
    }

    /// The relation between the two as the proposition states it, with what around it takes it back.
    fn reading(
        &self,
        sentence: &Sentence<'a>,
        relation: Relation,
        [a, b]: [&Member; 2],
        p: &'a Predicate,
    ) -> Option<(Candidate<'a>, Vec<TakenBack>)> {
        let rule = sentence.codebook.read_as(relation)?;
        let s = scope(sentence, p);
        let taken_back = taken_back(sentence, p, relation, &s);
        let target = as_target(sentence, relation, b)?;
        let parties = Parties { source: Some(a.party()), target: Some(target), with: Vec::new() };
        Some((make(sentence, p, rule, &[p.head], &s, parties), taken_back))
    }
}
