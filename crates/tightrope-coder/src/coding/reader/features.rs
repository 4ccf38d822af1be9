//! What the reader's chances, and the rules' readings beside them, tell for or against a reading.

use super::chances::Chances;
use super::clause::TakenBack;
use super::network::Reader;
use super::pairs::{Member, Pairs};
use super::things::key;
use crate::coding::{Candidate, Miss, Sentence, overlaps, sides};
use crate::party::How;
use tightrope_statement::{Polarity, Relation};

/// Most that log-odds in thousandths count for.
const MOST: i64 = 4000;

/// The features of a reading whose source and whose target is a thing.
pub(super) const SOURCE_OF_THING: &str = "source is thing";
pub(super) const OF_THING: &str = "target is thing";

/// How the features of a reading begin that something takes back, and that of one whose words hold such a place.
const TAKEN_BACK: &str = "taken back";
const HOLDS_TAKEN_BACK: &str = "holds what is taken back";

/// The natural logarithm of a chance, in thousandths.
fn log(chance: f32) -> i64 {
    (f64::from(libm::logf(chance + 1e-4)) * 1000.0).round() as i64
}

fn at(pairs: &Pairs, source: &str, target: &str) -> Option<usize> {
    let is = |k: usize, side: &str| pairs.members.get(k).is_some_and(|m| m.side() == side);
    pairs.pairs.iter().position(|(a, b, _)| is(*a, source) && is(*b, target))
}

/// The pair that a reading is about.
pub(super) fn pair_of(pairs: &Pairs, c: &Candidate<'_>) -> Option<usize> {
    let [source, target] = [&c.source, &c.target].map(|p| p.as_ref().map(|p| key(&p.entity)));
    let (source, target) = (source?, target?);
    // a thing may go by another name where a rule reads it
    let said = c.target.as_ref().map(|p| &p.tokens);
    let is = |k: usize| pairs.members.get(k);
    let there = |m: &Member| m.is_thing() && said.is_some_and(|t| m.is_at(t));
    let thing = || {
        let fits = |(a, b, _): &&(usize, usize, Vec<usize>)| {
            is(*a).is_some_and(|m| m.side() == source) && is(*b).is_some_and(there)
        };
        pairs.pairs.iter().position(|p| fits(&p))
    };
    at(pairs, source, target).or_else(thing)
}

/// What speaks for or against a rule's reading, the other readings of the sentence beside it. Where the reader does not see
/// both sides it knows only whether the sentence states such a relation at all.
pub(super) fn of_rule(
    reader: &Reader,
    pairs: &Pairs,
    chances: &Chances,
    c: &Candidate<'_>,
    chosen: &[Candidate<'_>],
) -> Vec<(String, i64)> {
    let any = |holds: bool| if holds { 1000 } else { 0 };
    let mut found = Vec::new();
    let mut add = |name: &str, value: i64| found.push((name.to_owned(), value));
    let place = reader.place(c.rule.relation);
    let own = sides(c);
    if let (Some(pair), Some(place), Some([s, t])) = (pair_of(pairs, c), place, &own) {
        let row = chances.of(pair);
        let of = |k: usize| row.get(k).copied().unwrap_or_default();
        let most = row.iter().copied().fold(0.0, f32::max);
        let other = row.iter().skip(1).copied().fold(0.0, f32::max);
        let turned = at(pairs, t, s).map_or(0.0, |k| chances.of(k).get(place).copied().unwrap_or_default());
        add("it", log(of(place)));
        add("nothing", log(of(0)));
        add("turned", log(turned));
        add("anywhere", log(chances.most(place)));
        add("likeliest", any(of(place) >= most));
        add("likeliest nothing", any(of(0) >= most));
        add("another", any(other - of(place) > 0.3));
        found.extend(placed(&chances.places.of(pair, place), c.head));
    } else {
        add("not both seen", 1000);
        add("not both seen, anywhere", log(place.map_or(0.0, |p| chances.most(p))));
    }
    let mut add = |name: &str, value: i64| found.push((name.to_owned(), value));
    if let Some((a, b, _)) = pair_of(pairs, c).and_then(|k| pairs.pairs.get(k)) {
        let is = |k: usize| pairs.members.get(k).is_some_and(Member::is_thing);
        add(SOURCE_OF_THING, any(is(*a)));
        add(OF_THING, any(is(*b)));
    }
    for (name, party) in [("source", &c.source), ("target", &c.target)] {
        match party {
            Some(p) => add(&format!("{name} {}", p.how.name()), 1000),
            None => add(&format!("no {name}"), 1000),
        }
        if let Some(How::Weighed(odds)) = party.as_ref().map(|p| p.how) {
            add(&format!("{name} weighed so"), i64::from(odds).clamp(-MOST, MOST));
        }
    }
    let others = || chosen.iter().filter(|o| !std::ptr::eq(*o, c));
    add("word read again", any(others().any(|o| o.head == c.head)));
    add("the two read again", any(own.is_some() && others().any(|o| sides(o) == own)));
    add("relation read again", any(others().any(|o| o.rule.relation == c.rule.relation)));
    add("denied", any(c.polarity == Polarity::Denied));
    add(&format!("relation {}", c.rule.relation.name()), 1000);
    add(&format!("rule {}", c.rule.id), 500);
    found
}

/// How likely it is that the relation is stated at the word, by itself and beside the likeliest word.
pub(super) fn placed(places: &[(usize, f32)], head: usize) -> Vec<(String, i64)> {
    let own = places.iter().find(|(word, _)| *word == head).map_or(0.0, |(_, chance)| *chance);
    let most = places.iter().map(|(_, chance)| *chance).fold(0.0, f32::max);
    let likeliest = if own > 0.0 && own >= most { 1000 } else { 0 };
    vec![
        ("placed".to_owned(), log(own)),
        ("placed, share".to_owned(), (f64::from(own) * 1000.0).round() as i64),
        ("placed, behind".to_owned(), log(own) - log(most)),
        ("placed likeliest".to_owned(), likeliest),
    ]
}

/// How likely the networks find it that the claim between the two of a pair is affirmed or denied as it is told.
pub(super) fn polar(reader: &Reader, chances: &Chances, pair: usize, c: &Candidate<'_>) -> Vec<(String, i64)> {
    let own = reader.fields.polarity.chance(chances.of_polarity(pair), &c.polarity);
    vec![(format!("{} so", c.polarity.as_str()), log(own))]
}

/// What around a reading takes back what it says, and whether its words hold another place of it where something does.
pub(super) fn taken_back(by: &[TakenBack], own: &Candidate<'_>, undone: &[usize]) -> Vec<(String, i64)> {
    let mut found: Vec<(String, i64)> = by.iter().map(|t| (format!("{TAKEN_BACK}: {}", t.name()), 1000)).collect();
    if !by.is_empty() && own.polarity == Polarity::Affirmed {
        found.push((format!("{TAKEN_BACK}, affirmed"), 1000));
    }
    if undone.iter().any(|head| *head != own.head && own.span.contains(head)) {
        found.push((HOLDS_TAKEN_BACK.to_owned(), 1000));
    }
    found
}

/// Whether the target of the reading with these features is a thing.
pub(super) fn is_of_thing(features: &[(String, i64)]) -> bool {
    has(features, OF_THING)
}

/// Whether something may take back the reading with these features.
pub(super) fn is_taken_back(features: &[(String, i64)]) -> bool {
    features.iter().any(|(name, _)| name.starts_with(TAKEN_BACK) || name == HOLDS_TAKEN_BACK)
}

/// Whether the feature is among these.
pub(super) fn has(features: &[(String, i64)], feature: &str) -> bool {
    features.iter().any(|(name, value)| name == feature && *value > 0)
}

/// What the weights of unnamed sides made of the claim that the relation holds between these two.
pub(super) fn proposed(sentence: &Sentence<'_>, relation: Relation, two: [&str; 2]) -> Vec<(String, i64)> {
    let proposed = sentence.proposed.borrow();
    let [a, b] = two;
    let same = |[s, t]: &[String; 2]| s == a && t == b || relation.is_symmetric() && s == b && t == a;
    let own = proposed.iter().filter(|p| p.relation == relation && same(&p.sides));
    let most = own.map(|p| i64::from(p.odds).clamp(-MOST, MOST)).max();
    most.map_or(Vec::new(), |odds| vec![("weighed".to_owned(), 1000), ("weighed so".to_owned(), odds)])
}

/// What a rule of the relation lacked at the place where a relation is read.
pub(super) fn missed(miss: Miss) -> &'static str {
    match miss {
        Miss::NoSource => "a rule found no source",
        Miss::NoTarget => "a rule found no target",
        Miss::Unsupported => "a rule wanted a verb",
        Miss::Unreal => "a rule found it not claimed",
        Miss::Words | Miss::Doubted(_) => "a rule wanted other words",
    }
}

/// What speaks for or against a relation that no rule reads; `it` and `nothing` are its chance and that of no relation.
pub(super) fn of_none(
    own: &Candidate<'_>,
    [a, b]: [&Member; 2],
    (it, nothing): (f32, f32),
    chosen: &[Candidate<'_>],
) -> Vec<(String, i64)> {
    let relation = own.rule.relation;
    // those who share a claim with others are read too: "an accord with Iran and Turkmenistan"
    let among = |c: &Candidate<'_>, m: &Member| {
        [&c.source, &c.target].into_iter().flatten().chain(&c.with).any(|x| key(&x.entity) == m.side())
    };
    let same = |c: &&Candidate<'_>| among(c, a) && among(c, b);
    let with = |c: &Candidate<'_>| [&c.source, &c.target].into_iter().flatten().any(|x| key(&x.entity) == a.side());
    let stated = |c: &&Candidate<'_>| c.rule.relation == relation;
    let here = |c: &Candidate<'_>| overlaps(&c.span, &own.span);
    let any = |holds: bool| if holds { 1000 } else { 0 };
    let absent = |m: &Member| i64::from(m.tokens.is_none());
    let found: Vec<(&str, i64)> = vec![
        ("it", log(it)),
        ("nothing", log(nothing)),
        ("absent", 1000 * (absent(a) + absent(b))),
        ("source absent", 1000 * absent(a)),
        ("the two read", any(chosen.iter().any(|c| same(&c)))),
        ("the two read here", any(chosen.iter().filter(same).any(here))),
        ("the two read so", any(chosen.iter().filter(stated).any(|c| same(&c)))),
        ("the two read so here", any(chosen.iter().filter(stated).filter(same).any(here))),
        ("relation read", any(chosen.iter().any(|c| stated(&c)))),
        ("relation read here", any(chosen.iter().filter(stated).any(here))),
        ("relation read with it", any(chosen.iter().filter(stated).any(with))),
        ("nothing read", any(chosen.is_empty())),
        ("nothing read here", any(!chosen.iter().any(here))),
        ("source is own", any(a.is_own())),
        ("target is own", any(b.is_own())),
        ("source no name", any(a.tokens.is_some() && a.how() != How::Named)),
        (SOURCE_OF_THING, any(a.is_thing())),
        (OF_THING, any(b.is_thing())),
        ("target no name", any(b.tokens.is_some() && b.how() != How::Named)),
    ];
    let mut found: Vec<(String, i64)> = found.into_iter().map(|(name, v)| (name.to_owned(), v)).collect();
    found.push((format!("relation {}", relation.name()), 1000));
    found
}

/// What speaks for or against the place where a relation is read: how much of the pair's look falls on it, and whether the
/// two stand in what hangs on its word.
pub(super) fn of_place(
    sentence: &Sentence<'_>,
    own: &Candidate<'_>,
    two: [&Member; 2],
    looks: &[f32],
) -> Vec<(String, i64)> {
    let first = sentence.tokens.start;
    let share = |tokens: std::ops::Range<usize>| {
        let of = tokens.filter_map(|i| looks.get(i.checked_sub(first)?)).sum::<f32>();
        (f64::from(of) * 1000.0).round() as i64
    };
    let reach = sentence.doc.token(own.head).subtree();
    let inside = two.iter().filter(|m| m.head(sentence.doc).is_some_and(|h| reach.contains(&h))).count();
    vec![
        ("looked at".to_owned(), share(own.span.clone())),
        ("word looked at".to_owned(), share(own.head..own.head + 1)),
        (format!("{inside} inside"), 1000),
    ]
}
