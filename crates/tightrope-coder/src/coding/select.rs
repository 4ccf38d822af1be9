//! Which readings of a sentence stand: one statement a claim, and the tie wins.

use super::Candidate;
use tightrope_statement::RelationKind;

/// Drops readings that another makes of the same words.
pub fn select<'a>(mut found: Vec<Candidate<'a>>) -> Vec<Candidate<'a>> {
    found.sort_by(|a, b| rank(b).cmp(&rank(a)).then(a.span.start.cmp(&b.span.start)));
    let mut kept: Vec<Candidate<'a>> = Vec::new();
    for c in found {
        if !kept.iter().any(|k| shadows(k, &c)) {
            kept.push(c);
        }
    }
    kept.sort_by(|a, b| (a.span.start, a.span.end, &a.rule.id).cmp(&(b.span.start, b.span.end, &b.rule.id)));
    kept
}

fn rank(c: &Candidate<'_>) -> (i32, bool, i32) {
    (c.rule.priority, c.rule.relation.kind() != RelationKind::Event, c.weight)
}

fn party(p: &Option<crate::party::Party>) -> Option<&str> {
    p.as_ref().map(|p| p.entity.id.as_str())
}

/// Whether `k` already makes the claim that `c` would make.
pub(super) fn shadows(k: &Candidate<'_>, c: &Candidate<'_>) -> bool {
    let same_parties = party(&k.source) == party(&c.source) && party(&k.target) == party(&c.target)
        || party(&k.source) == party(&c.target) && party(&k.target) == party(&c.source);
    let shared = c.trigger.iter().any(|t| k.trigger.contains(t));
    if k.head == c.head {
        // one word makes one claim for each pair of parties
        return k.rule.id != c.rule.id || same_parties;
    }
    let contains = k.span.contains(&c.head) && c.span.contains(&k.head);
    let one_party = [party(&k.source), party(&k.target)]
        .iter()
        .any(|x| x.is_some() && (*x == party(&c.source) || *x == party(&c.target)));
    if k.rule.relation == c.rule.relation && contains && one_party {
        return true;
    }
    if k.rule.relation == c.rule.relation
        && same_parties
        && (shared || k.span.start < c.span.end && c.span.start < k.span.end)
    {
        return true;
    }
    // an event told by the very verb that holds the tie ("agreed", "offered") adds nothing
    shared && c.rule.relation.kind() == RelationKind::Event
}
