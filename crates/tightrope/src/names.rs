//! What the user calls states and powers.

use crate::problem::Problem;
use tightrope_coder::Directory;
use tightrope_measures::power_of;
use tightrope_statement::{Entity, EntityType, Statement};

/// A state or organisation by its id and usual name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub id: String,
    pub name: String,
}

/// The state with a name, an adjective or a code.
pub(crate) fn state(directory: &Directory, text: &str) -> Result<Named, Problem> {
    match directory.state(text) {
        Ok(actor) => Ok(Named { id: actor.id.clone(), name: actor.name.clone() }),
        Err(unknown) => {
            let help = match unknown.nearest.as_slice() {
                [] => {
                    "give a name, an adjective, an ISO code or a Correlates of War code: Kazakhstan, Kazakh, KAZ, 705"
                        .to_owned()
                }
                nearest => format!("did you mean {}?", nearest.join(" or ")),
            };
            Err(Problem::new(format!("no state is called \"{}\"", unknown.name), help))
        }
    }
}

/// The power with a name or code: a state, or an organisation that the directory or the ledger knows.
pub(crate) fn power(directory: &Directory, statements: &[Statement], text: &str) -> Result<Named, Problem> {
    let text = text.trim();
    let organisation = directory.lookup(text, None).into_iter().find(|r| r.actor.kind == EntityType::Organisation);
    let known = || parties(statements).find(|e| e.id.eq_ignore_ascii_case(text) || e.name.eq_ignore_ascii_case(text));
    match (state(directory, text), organisation) {
        (Ok(named), _) => Ok(named),
        (Err(_), Some(r)) => Ok(Named { id: r.actor.id.clone(), name: r.actor.name.clone() }),
        (Err(problem), None) => known()
            .and_then(|e| power_of(e).filter(|p| *p == e.id))
            .map(|id| Named { id: id.to_owned(), name: name(directory, statements, id) })
            .ok_or(problem),
    }
}

/// The usual name of a power.
pub(crate) fn name(directory: &Directory, statements: &[Statement], id: &str) -> String {
    if let Some(actor) = directory.by_id(id) {
        return actor.name.clone();
    }
    parties(statements).find(|e| e.id == id).map_or_else(|| id.to_owned(), |e| e.name.clone())
}

fn parties(statements: &[Statement]) -> impl Iterator<Item = &Entity> {
    statements.iter().flat_map(|s| s.source.iter().chain(&s.target).chain(&s.with))
}
