//! How far a claim has come, whether it is denied and how those met, by what the whole sentence and those around it say.

use super::chances::Chances;
use super::clause::TakenBack;
use super::network::Reader;
use crate::coding::Candidate;
use tightrope_statement::{Polarity, Relation, RelationKind, Status};

/// Chance from which another status is told than words or rule tell, of a rule's reading and of what no rule reads, and the
/// chance under which theirs must be. What words keep from being done stays so.
const SURE: [f32; 2] = [0.6, 0.45];
const UNLIKELY: f32 = 0.3;
/// Chance of a denial from which a claim is told as denied that no word about it denies, of a rule's reading and of what no rule reads.
const DENIED: [f32; 2] = [0.9, 0.7];
/// The same where a word around it denies something.
const DENIED_AROUND: f32 = 0.5;
/// Chance of a denial under which what no rule reads is told as affirmed though words of its clause deny something: they are about another
/// matter.
const AFFIRMED: f32 = 0.02;
/// Chance from which a mode is told.
const MODE: f32 = 0.5;

/// The claim between the two of a pair with another status, polarity or mode than its words tell, where that is much likelier.
pub(super) fn settled<'a>(
    reader: &Reader,
    chances: &Chances,
    pair: usize,
    mut c: Candidate<'a>,
    taken_back: &[TakenBack],
) -> Candidate<'a> {
    let of_reader = c.rule.is_of_reader();
    if c.rule.relation.kind() == RelationKind::Tie && !is_interest(c.rule.relation) {
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
    let denied = reader.fields.polarity.chance(chances.of_polarity(pair), &Polarity::Denied);
    let deny_from = if taken_back.is_empty() { DENIED[usize::from(of_reader)] } else { DENIED_AROUND };
    if c.polarity == Polarity::Affirmed && !c.scope.denied && denied >= deny_from {
        c.polarity = Polarity::Denied;
        c.sensed.polarity = Some(percent(denied));
    }
    if of_reader && c.polarity == Polarity::Denied && c.scope.denied && denied < AFFIRMED {
        c.polarity = Polarity::Affirmed;
        c.sensed.polarity = Some(percent(1.0 - denied));
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

/// An interest that is stated is there, however far what it is in has come.
fn is_interest(relation: Relation) -> bool {
    relation.name() == "interest_in"
}

fn consults(relation: Relation) -> bool {
    relation.name() == "consult"
}

pub(super) fn percent(chance: f32) -> u8 {
    (chance * 100.0) as u8
}
