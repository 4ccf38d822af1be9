//! How far a claim has come and how those met, by what the whole sentence and those around it say.

use super::chances::Chances;
use super::network::Reader;
use crate::coding::Candidate;
use tightrope_statement::{Relation, RelationKind, Status};

/// Chance from which another status is told than words or rule tell, of a rule's reading and of what no rule reads, and the
/// chance under which theirs must be. What words keep from being done stays so.
const SURE: [f32; 2] = [0.6, 0.45];
const UNLIKELY: f32 = 0.3;
/// Chance from which a mode is told.
const MODE: f32 = 0.5;

/// The claim between the two of a pair with another status or mode than its words tell, where that is much likelier.
pub(super) fn settled<'a>(reader: &Reader, chances: &Chances, pair: usize, mut c: Candidate<'a>) -> Candidate<'a> {
    let of_reader = c.rule.is_of_reader();
    if c.rule.relation.kind() == RelationKind::Tie {
        let all = chances.of_status(pair);
        if let Some((best, sure)) = reader.fields.status.likeliest(all)
            && *best != c.status
            && matches!(c.status, Status::Actual | Status::Signed)
            && sure >= SURE[usize::from(of_reader)]
            && reader.fields.status.chance(all, &c.status) < UNLIKELY
        {
            c.status = *best;
            c.sensed.status = Some(percent(sure));
        }
    }
    if consults(c.rule.relation)
        && (of_reader || c.mode.is_none())
        && let Some((best, sure)) = reader.fields.mode.likeliest(chances.of_mode(pair))
        && sure >= MODE
    {
        c.sensed.mode = Some(percent(sure));
        c.mode = Some(best.clone());
    }
    c
}

fn consults(relation: Relation) -> bool {
    relation.name() == "consult"
}

pub(super) fn percent(chance: f32) -> u8 {
    (chance * 100.0) as u8
}
