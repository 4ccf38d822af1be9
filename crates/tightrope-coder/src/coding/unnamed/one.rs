//! Who may fill one open side.

use super::Unnamed;
use super::around::{Around, clause, is_main_subject, may_act};
use crate::coding::deeds::author;
use crate::coding::partners::{before_it, matrix_subject, parallel, shared_partner};
use crate::coding::resume::{across, resumed};
use crate::coding::seek::near;
use crate::coding::{Candidate, Sentence};
use crate::party::{How, Party, differs};
use tightrope_statement::Entity;

/// A party with what speaks for it alone.
pub(super) struct Filler {
    pub party: Party,
    pub features: Vec<String>,
}

/// The parties found so far, one for each side.
struct Fillers<'s> {
    present: &'s [Party],
    found: Vec<Filler>,
}

impl Fillers<'_> {
    fn differs(&self, e: &Entity) -> bool {
        differs(e, self.present)
    }

    fn add(&mut self, e: &Entity, tokens: std::ops::Range<usize>, features: impl IntoIterator<Item = String>) {
        if !self.differs(e) || !may_act(e) {
            return;
        }
        let same = |f: &&mut Filler| f.party.entity.id == e.id || e.state.is_some() && f.party.entity.state == e.state;
        match self.found.iter_mut().find(same) {
            Some(f) => f.features.extend(features),
            None => self.found.push(Filler {
                party: Party { entity: e.clone(), tokens, how: How::Weighed(0), others: Vec::new() },
                features: features.into_iter().collect(),
            }),
        }
    }
}

/// All who may fill the open side, with their features.
pub(super) fn fillers(
    sentence: &Sentence<'_>,
    around: &Around,
    u: &Unnamed<'_>,
    chosen: &[Candidate<'_>],
) -> Vec<Filler> {
    let mut all = Fillers { present: &u.present, found: Vec::new() };
    if let Some(g) = &u.given {
        all.add(&g.entity, g.tokens.clone(), []);
    }
    here(sentence, around, u, &mut all);
    for (e, name) in votes(sentence, u) {
        all.add(&e, 0..0, [format!("step {name} says so")]);
    }
    stated(u, chosen, &mut all);
    for (e, name) in &around.there {
        all.add(e, 0..0, [name.clone()]);
    }
    told(sentence, u, &mut all);
    let memory = sentence.resolver.memory;
    let last = memory.seen.iter().rev();
    let last = last.filter(|s| s.sentence < memory.sentence && s.entity.state.is_some());
    if let Some(last) = last.map(|s| &s.entity).find(|e| all.differs(e)) {
        all.add(last, 0..0, ["last spoken of".to_owned()]);
    }
    let several = all.found.len().min(6);
    let step = u.step.unwrap_or("none");
    for f in &mut all.found {
        let e = &f.party.entity;
        let own = memory.focal.as_ref().is_some_and(|x| x.state == e.state);
        let given = u.given.as_ref().is_some_and(|g| g.same_side(&f.party));
        let step = if given { format!("given by {step}") } else { format!("beside {step}") };
        f.features.extend([format!("kind {}", e.kind), format!("own state {own}"), format!("of {several}")]);
        f.features.sort_unstable();
        f.features.dedup();
        crossed(u, given.then_some(&step), &mut f.features);
        f.features.push(step);
    }
    all.found
}

/// What its place in the sentence says of each that the sentence speaks of.
fn here(sentence: &Sentence<'_>, around: &Around, u: &Unnamed<'_>, all: &mut Fillers<'_>) {
    let head = sentence.doc.token(u.predicate.head);
    for h in &around.here {
        let t = sentence.doc.token(h.token);
        let mut features = Vec::new();
        let main = is_main_subject(t);
        match h.read {
            None => {
                let before = t.i < head.i;
                let side = if before { "before" } else { "after" };
                features.push("here".to_owned());
                features.push(format!("here as {}", t.dep()));
                features.push(format!("here {side}"));
                features.push(format!("in its clause {}", clause(t) == clause(head)));
                if t.dep() == "pobj" {
                    features.push(format!("behind {}", t.head().lower()));
                }
                if main {
                    features.push("main subject".to_owned());
                }
            }
            Some(read) => {
                features.push(format!("word {read}"));
                features.push(format!("word tag {}", t.tag()));
                if main {
                    features.push("word main subject".to_owned());
                }
            }
        }
        all.add(&h.entity, h.tokens.clone(), features);
    }
}

/// Whom the steps that look beyond the slots would name.
fn votes(sentence: &Sentence<'_>, u: &Unnamed<'_>) -> Vec<(Entity, &'static str)> {
    let (p, rule, present) = (u.predicate, u.rule, u.present.as_slice());
    let m = sentence.resolver.memory;
    let near = |before: bool| near(sentence, p, present, before).into_iter().next().map(|x| x.entity);
    let taken_up = || resumed(sentence, p).and_then(|told| across(told, &present.first()?.entity).cloned());
    [
        ("implied source", m.implied_source(present).cloned()),
        ("implied target", m.implied_target(present).cloned()),
        ("answered", m.answered(present).cloned()),
        ("clause before", before_it(sentence, p, present)),
        ("shared partner", shared_partner(sentence, p, present)),
        ("clause above", matrix_subject(sentence, p, present)),
        ("parallel", parallel(sentence, p, rule, present)),
        ("near before", near(true)),
        ("near after", near(false)),
        ("author", author(sentence, p, rule, present).map(|x| x.entity)),
        ("taken up", taken_up()),
    ]
    .into_iter()
    .filter_map(|(name, e)| Some((e?, name)))
    .collect()
}

/// What the sentence's other readings say of each.
fn stated(u: &Unnamed<'_>, chosen: &[Candidate<'_>], all: &mut Fillers<'_>) {
    for c in chosen {
        for (name, x, other) in [("source", &c.source, &c.target), ("target", &c.target, &c.source)] {
            let Some(x) = x else { continue };
            let mut features = vec![format!("stated as {name}")];
            if other.as_ref().is_some_and(|o| u.present.iter().any(|p| p.same_side(o))) {
                features.push(format!("stated with it as {name}"));
                if c.head == u.predicate.head {
                    features.push("stated by the same word".to_owned());
                }
                if c.rule.relation == u.rule.relation {
                    features.push("stated in the same relation".to_owned());
                }
            }
            all.add(&x.entity, 0..0, features);
        }
    }
}

/// What the claims of the sentences before say of each.
fn told(sentence: &Sentence<'_>, u: &Unnamed<'_>, all: &mut Fillers<'_>) {
    let m = sentence.resolver.memory;
    for t in &m.told {
        let back = m.sentence - t.sentence;
        if !(1..=2).contains(&back) {
            continue;
        }
        for (name, e, other) in [("source", &t.source, &t.target), ("target", &t.target, &t.source)] {
            let Some(e) = e else { continue };
            let mut features = vec![format!("told {back} before as {name}")];
            if other.as_ref().is_some_and(|o| !all.differs(o)) {
                features.push(format!("told {back} before with it as {name}"));
                features.push("told with it".to_owned());
            }
            if t.relation == u.rule.relation {
                features.push(format!("told in the same relation as {name}"));
            }
            all.add(e, 0..0, features);
        }
    }
}

/// Which features also count together with the side, the relation or the step that gives the party.
fn crossed(u: &Unnamed<'_>, step: Option<&String>, features: &mut Vec<String>) {
    let side = if u.source { "source" } else { "target" };
    let relation = u.rule.relation.name();
    let mut more = Vec::new();
    for f in features.iter() {
        let plain = matches!(
            f.as_str(),
            "focal"
                | "topic"
                | "counterpart"
                | "told with it"
                | "main subject"
                | "word main subject"
                | "last spoken of"
                | "section"
                | "page side"
                | "here"
        );
        if plain || f.starts_with("here as ") || f.starts_with("told 1 before") {
            more.push(format!("{side} & {f}"));
            more.extend(step.map(|s| format!("{s} & {f}")));
        }
        if matches!(f.as_str(), "focal" | "here") {
            more.push(format!("{relation} & {side} & {f}"));
        }
    }
    if let Some(step) = step {
        more.push(format!("{step} & {side}"));
        more.push(format!("{step} & {relation}"));
    }
    features.extend(more);
}
