//! Places and works that no table knows, on the page of the state where others do something about them: "a Chinese firm built
//! the Azo bridge" on a page about Fiji.

use super::Sentence;
use super::slots::fillers;
use crate::codebook::Rule;
use crate::party::{How, Party};
use crate::proposition::Predicate;
use tightrope_statement::{Entity, EntityType};

/// Gives the targets of unknown state that of the page, where the sources are others and the sentence names no other land;
/// where there is no target, what stands in its slots and is such a place.
pub(super) fn lodge(sentence: &Sentence<'_>, p: &Predicate, rule: &Rule, sources: &[Party], targets: &mut Vec<Party>) {
    let r = &sentence.resolver;
    let Some(focal) = r.memory.focal.as_ref() else { return };
    let own = |e: &Entity| e.state.is_some() && e.state == focal.state;
    if rule.target_kind.is_some()
        || !sentence.codebook.lexicon.is("host-relation", rule.relation.name())
        || sources.is_empty()
        || sources.iter().any(|x| own(&x.entity))
    {
        return;
    }
    let theirs = |e: &Entity| sources.iter().any(|x| x.entity.state == e.state);
    let here = || r.named.iter().filter(|n| sentence.tokens.contains(&n.tokens.start));
    if here().any(|n| n.entity.kind == EntityType::State && !own(&n.entity) && !theirs(&n.entity)) {
        return;
    }
    let unplaced = |x: &Party| {
        x.entity.state.is_none()
            && x.how == How::Named
            && matches!(x.entity.kind, EntityType::Place | EntityType::Facility | EntityType::Organisation)
            && r.directory.by_id(&x.entity.id).is_none()
    };
    if targets.is_empty() {
        let slots = rule.target.iter().flat_map(|s| s.split('|'));
        let found = slots.filter(|s| !s.contains('.')).find_map(|slot| {
            let heads = fillers(sentence, p, slot.trim_end_matches(['+', '*']));
            heads
                .into_iter()
                .flat_map(|h| r.parties(h))
                .find(|x| matches!(x.entity.kind, EntityType::Place | EntityType::Facility) && unplaced(x))
        });
        targets.extend(found);
    }
    for x in targets.iter_mut().filter(|x| unplaced(x)) {
        x.entity.state.clone_from(&focal.state);
        // the words name a place, not where it lies
        x.how = How::Recalled;
    }
}
