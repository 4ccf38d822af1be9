//! What a verb is not said again for: "sends drones to Sudan and missiles to Yemen" tells of two deeds.

use super::args::Predicate;
use super::syntax::preps_of;
use tightrope_nlp::Token;

/// Takes the verb's further objects that have the preposition of the first with a name of their own out of its proposition
/// and gives each one of its own.
pub(super) fn seconds(verb: Token<'_>, first: &mut Predicate) -> Vec<Predicate> {
    let own = preps_of(verb);
    let objects: Vec<Token<'_>> = verb.children().filter(|c| c.dep() == "dobj").collect();
    let mut told = Vec::new();
    for second in objects.iter().skip(1) {
        let mut parties = preps_of(*second);
        parties.retain(|(name, _)| own.iter().any(|(n, o)| n == name && o.i < second.i));
        if parties.is_empty() {
            continue;
        }
        first.args.retain(|a| a.role != "obj" || a.head != second.i);
        let mut p = first.clone();
        p.args.retain(|a| a.role != "obj" && !parties.iter().any(|(name, _)| *name == a.role));
        p.push("obj", *second, false);
        for (name, party) in &parties {
            p.push(name, *party, false);
        }
        told.push(p);
    }
    told
}
