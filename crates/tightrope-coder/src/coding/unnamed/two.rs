//! Between whom a claim may be that names neither side.

use super::around::{Around, may_act};
use crate::coding::{Candidate, Sentence};
use crate::party::{How, Party};
use tightrope_statement::{Entity, RelationKind};

/// Two parties with what speaks for them.
pub(super) struct Pair {
    pub source: Party,
    pub target: Party,
    pub features: Vec<String>,
}

/// Claims before that are looked at.
const TOLD: usize = 3;

/// The pairs that may be meant: the page's own state with each other that is spoken of, those who stood together, the sides
/// of the last claims.
pub(super) fn pairs(sentence: &Sentence<'_>, around: &Around) -> Vec<Pair> {
    let m = sentence.resolver.memory;
    let mut found: Vec<Pair> = Vec::new();
    let mut add = |a: &Entity, b: &Entity, feature: String| {
        if a.id == b.id || a.state.is_some() && a.state == b.state || !may_act(a) || !may_act(b) {
            return;
        }
        match found.iter_mut().find(|x| x.source.entity.id == a.id && x.target.entity.id == b.id) {
            Some(x) => x.features.push(feature),
            None => {
                let party =
                    |e: &Entity| Party { entity: e.clone(), tokens: 0..0, how: How::Weighed(0), others: Vec::new() };
                found.push(Pair { source: party(a), target: party(b), features: vec![feature] });
            }
        }
    };
    let mut others: Vec<(&Entity, &str)> =
        around.here.iter().filter(|h| h.read.is_none()).map(|h| (&h.entity, "here")).collect();
    let page = [("topic", &m.topic), ("section", &m.section), ("counterpart", &m.counterpart)];
    others.extend(page.into_iter().filter_map(|(name, e)| Some((e.as_ref()?, name))));
    let own = |e: &Entity| m.focal.as_ref().is_some_and(|f| f.state == e.state);
    let last = m.seen.iter().rev().filter(|s| s.sentence < m.sentence && s.entity.state.is_some());
    others.extend(last.map(|s| &s.entity).find(|e| !own(e)).map(|e| (e, "last")));
    if let Some(focal) = &m.focal {
        for (other, name) in &others {
            add(focal, other, format!("focal to {name}"));
            add(other, focal, format!("{name} to focal"));
        }
    }
    for t in m.told.iter().rev().take_while(|t| t.sentence + 2 >= m.sentence).take(TOLD) {
        if let (Some(a), Some(b)) = (&t.source, &t.target) {
            add(a, b, "told".to_owned());
            add(b, a, "told turned".to_owned());
        }
    }
    if let [a, b, ..] = m.sides.as_slice() {
        add(a, b, "page sides".to_owned());
        add(b, a, "page sides turned".to_owned());
    }
    if let Some([a, b, ..]) = m.group.as_ref().map(|(g, _)| g.as_slice()) {
        add(a, b, "group".to_owned());
        add(b, a, "group turned".to_owned());
    }
    for (k, (a, _)) in others.iter().enumerate() {
        for (b, _) in others.iter().skip(k + 1) {
            add(a, b, "both spoken of".to_owned());
            add(b, a, "both spoken of, turned".to_owned());
        }
    }
    for x in &mut found {
        x.features.push(format!("source kind {}", x.source.entity.kind));
        x.features.push(format!("target kind {}", x.target.entity.kind));
        x.features.push(format!("source is own {}", own(&x.source.entity)));
        x.features.push(format!("target is own {}", own(&x.target.entity)));
    }
    found
}

/// What the sentence's other readings say of the completed one.
pub(super) fn stated(c: &Candidate<'_>, chosen: &[Candidate<'_>], features: &mut Vec<String>) {
    let relation = c.rule.relation.name();
    features.push(format!("symmetric {}", c.rule.relation.is_symmetric()));
    features.push(format!("tie {}", c.rule.relation.kind() == RelationKind::Tie));
    let crossed: Vec<String> = features
        .iter()
        .filter(|f| f.contains("focal") || f.contains("told") || f.contains("page sides") || f.contains("is own"))
        .map(|f| format!("{relation} & {f}"))
        .collect();
    features.extend(crossed);
    for k in chosen {
        let side =
            |a: &Option<Party>, b: &Option<Party>| a.as_ref().zip(b.as_ref()).is_some_and(|(a, b)| a.same_side(b));
        let same = side(&k.source, &c.source) && side(&k.target, &c.target);
        let turned = side(&k.source, &c.target) && side(&k.target, &c.source);
        let other = k.rule.relation.name();
        if k.head == c.head {
            features.push(format!("word stated as {other}"));
        }
        if same {
            features.push("pair stated".to_owned());
            features.push(format!("pair stated as {other}"));
        }
        if turned {
            features.push("pair stated turned".to_owned());
        }
        if k.rule.relation == c.rule.relation {
            features.push("relation stated".to_owned());
        }
    }
}
