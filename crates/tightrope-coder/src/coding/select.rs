//! Which readings of a sentence stand: one statement a claim, and the tie wins.

use super::{Candidate, overlaps};
use crate::codebook::Effect;
use crate::party::Party;
use tightrope_statement::{RelationKind, Status};

/// Priority from which a rule of an event also stands against the tie that its verb holds.
const UNDOES: i32 = 3;

/// How far the words of an accord and of its matter may stand apart.
const BESIDE: usize = 4;

/// Drops readings that another makes of the same words.
pub fn select<'a>(mut found: Vec<Candidate<'a>>) -> Vec<Candidate<'a>> {
    found.sort_by(|a, b| rank(b).cmp(&rank(a)).then(a.span.start.cmp(&b.span.start)));
    let mut kept: Vec<Candidate<'a>> = Vec::new();
    for c in found {
        if !kept.iter().any(|k| shadows(k, &c)) {
            kept.push(c);
        }
    }
    let contents: Vec<bool> = kept.iter().map(|c| kept.iter().any(|k| is_content(k, c))).collect();
    let mut contents = contents.into_iter();
    kept.retain(|_| !contents.next().unwrap_or(false));
    kept.sort_by(|a, b| (a.span.start, a.span.end, &a.rule.id).cmp(&(b.span.start, b.span.end, &b.rule.id)));
    kept
}

fn rank(c: &Candidate<'_>) -> (i32, bool, i32) {
    let priority = if c.governs { c.rule.priority.max(0) } else { c.rule.priority };
    (priority, c.rule.relation.kind() != RelationKind::Event, c.weight)
}

fn party(p: &Option<Party>) -> Option<&str> {
    p.as_ref().map(|p| p.entity.id.as_str())
}

/// Whether both are about the same two sides, whoever speaks for them.
fn same_sides(k: &Candidate<'_>, c: &Candidate<'_>) -> bool {
    let same = |a: &Option<Party>, b: &Option<Party>| match (a, b) {
        (Some(a), Some(b)) => a.same_side(b),
        (None, None) => true,
        _ => false,
    };
    same(&k.source, &c.source) && same(&k.target, &c.target) || same(&k.source, &c.target) && same(&k.target, &c.source)
}

/// Whether both name one party: the same, or one the state that the other acts for ("Modi" and "India").
fn one(a: &Option<Party>, b: &Option<Party>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => {
            let state = |x: &Party| x.entity.state.as_deref() == Some(x.entity.id.as_str());
            a.entity.id == b.entity.id || a.same_side(b) && (state(a) || state(b))
        }
        (None, None) => true,
        _ => false,
    }
}

/// Whether `c` is only what `k` asks for, promises or threatens: "asked India to hand him over", "vowed to strike".
fn is_content(k: &Candidate<'_>, c: &Candidate<'_>) -> bool {
    let told: fn(Effect) -> bool = match k.rule.relation.name() {
        "request" => |e| e == Effect::Status(Status::Sought),
        "agree" => |e| e == Effect::Status(Status::Planned),
        // "said it would strike", "spoke of raids"
        "threaten" if matches!(c.status, Status::Planned | Status::Considered) => {
            |e| matches!(e, Effect::Status(_) | Effect::Said)
        }
        "threaten" => |e| e == Effect::Status(Status::Planned),
        _ => return false,
    };
    let feared = k.rule.relation.name() == "threaten" && same_sides(k, c) && k.span.contains(&c.head);
    c.rule.relation.kind() == RelationKind::Event
        && (c.scope.causes.iter().any(|(at, effect)| *at == k.head && told(*effect))
            || feared && matches!(c.status, Status::Planned | Status::Considered) && k.head != c.head)
}

/// Whether `k` already makes the claim that `c` would make.
pub(super) fn shadows(k: &Candidate<'_>, c: &Candidate<'_>) -> bool {
    let straight = party(&k.source) == party(&c.source) && party(&k.target) == party(&c.target);
    let same_parties = straight || party(&k.source) == party(&c.target) && party(&k.target) == party(&c.source);
    let shared = c.trigger.iter().any(|t| k.trigger.contains(t));
    if k.head == c.head {
        // one word makes one claim for each pair of parties
        return k.rule.id != c.rule.id || same_parties || one(&k.source, &c.source) && one(&k.target, &c.target);
    }
    // "lifted its sanctions": what the verb holds is told by the verb
    let events = k.rule.relation.kind() == RelationKind::Event && c.rule.relation.kind() == RelationKind::Event;
    if events && straight && c.held_by.contains(&k.head) {
        return true;
    }
    let contains = k.span.contains(&c.head) && c.span.contains(&k.head);
    let one_party = [party(&k.source), party(&k.target)]
        .iter()
        .any(|x| x.is_some() && (*x == party(&c.source) || *x == party(&c.target)));
    if k.rule.relation == c.rule.relation && contains && one_party {
        return true;
    }
    // "A expelled B's envoy, and B hit back": the same act the other way round is another
    if k.rule.relation == c.rule.relation
        && (straight || same_parties && c.rule.relation.is_symmetric())
        && (shared || overlaps(&k.span, &c.span))
    {
        return true;
    }
    // "flew to Oman to meet its sultan": the aim of an act is no second act of the kind
    if k.rule.relation == c.rule.relation
        && c.scope.status == Some(Status::Planned)
        && same_sides(k, c)
        && overlaps(&k.span, &c.span)
    {
        return true;
    }
    // what only the lexicon reads adds nothing where the same two are tied by the same words
    if !c.rule.lexicon.is_empty() && same_sides(k, c) && overlaps(&k.span, &c.span) {
        return true;
    }
    // what a more telling rule reads as a whole: "made X an ally" and "X an ally"
    if k.rule.relation == c.rule.relation
        && one_party
        && k.source.is_some()
        && k.target.is_some()
        && k.rule.priority > c.rule.priority
        && inside(&c.span, &k.span)
    {
        return true;
    }
    // an accord that is itself a tie of another kind ("a defence pact") is told once
    let accord = |x: &Candidate<'_>| x.rule.relation.name() == "agreement";
    let tie = |x: &Candidate<'_>| x.rule.relation.kind() == RelationKind::Tie;
    if same_parties
        && tie(k)
        && tie(c)
        && (accord(k) && is_matter(k, c) || accord(c) && is_matter(c, k))
        && overlaps(&k.span, &c.span)
    {
        return true;
    }
    // "restored ties" is a change of the relation and no second claim that there is one
    if same_parties && shared {
        return true;
    }
    // an event told by the very verb that holds the tie ("agreed", "offered") adds nothing; where the verb undoes the
    // tie ("severed relations") its own rule stands, and so does an act that a tie is the matter of ("backs X's bid")
    let event = |x: &Candidate<'_>| x.rule.relation.kind() == RelationKind::Event;
    shared && (event(c) || k.rule.priority >= UNDOES || event(k) && k.rule.priority > c.rule.priority + 1)
}

/// Whether the accord's own words hold the other tie, or stand beside its ("an agreement to build", "a loan agreement");
/// one that is only named in the same breath is another claim.
fn is_matter(accord: &Candidate<'_>, other: &Candidate<'_>) -> bool {
    other.scope.causes.iter().any(|(at, _)| *at == accord.head) || accord.head.abs_diff(other.head) <= BESIDE
}

fn inside(inner: &std::ops::Range<usize>, outer: &std::ops::Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}
