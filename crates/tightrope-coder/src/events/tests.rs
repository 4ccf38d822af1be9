//! Checks the event tables against what the manual says and against one another.

use super::EventTable;
use tightrope_statement::{Domain, Relation, RelationKind, Status};

fn relation(name: &str) -> Relation {
    name.parse().unwrap()
}

#[test]
fn tables_are_whole() {
    let table = EventTable::new().unwrap();
    assert_eq!(table.types().count(), 16);
    assert_eq!(table.contexts().count(), 37);
    assert_eq!(table.modes("THREATEN").count(), 6);
    for name in table.types() {
        let relation: Relation = name.to_lowercase().parse().unwrap();
        assert_eq!(relation.kind(), RelationKind::Event);
        for mode in table.modes(name).map(Some).chain([None]) {
            let event = table.event(name, mode, &["military"]).unwrap();
            let (score, goldstein) = (event.plover_score.unwrap(), event.goldstein.unwrap());
            assert!((-10.0..=10.0).contains(&score) && (-10.0..=10.0).contains(&goldstein));
            assert_eq!(event.mode.as_deref(), mode);
            assert_eq!(event.cameo.unwrap().len(), 2);
            // Cooperation scores above conflict, but for requests, which may ask for help.
            assert!(event.quad.unwrap() <= 2 && score > 0.0 || event.quad.unwrap() > 2 && score <= 0.5);
        }
    }
}

#[test]
fn events_carry_their_scores() {
    let table = EventTable::new().unwrap();
    let visit = table.event_of(relation("consult"), Some("visit"), &[Domain::Political]).unwrap();
    assert_eq!((visit.cameo.as_deref(), visit.quad, visit.plover_score), (Some("04"), Some(1), Some(4.0)));
    assert_eq!(visit.context, ["diplomatic"]);
    let inquiry = table.event("ACCUSE", Some("investigate"), &["legal", "nonsense"]).unwrap();
    assert_eq!((inquiry.cameo.as_deref(), inquiry.goldstein), (Some("09"), Some(-2.0)));
    assert_eq!(inquiry.context, ["legal"]);
    let sanction = table.event("SANCTION", Some("nonsense"), &[""; 0]).unwrap();
    assert_eq!((sanction.mode, sanction.quad), (None, Some(4)));
    assert!(table.event("FIGHT", None, &[""; 0]).is_none());
}

#[test]
fn ties_report_acts() {
    let table = EventTable::new().unwrap();
    let read = |name: &str, status| table.event_of_tie(relation(name), status, &[]).map(|event| event.plover);
    assert_eq!(read("agreement", Status::Signed).as_deref(), Some("AGREE"));
    assert_eq!(read("lends_to", Status::Actual).as_deref(), Some("AID"));
    assert_eq!(read("lends_to", Status::Offered).as_deref(), Some("AGREE"));
    assert_eq!(read("role_in", Status::Sought).as_deref(), Some("REQUEST"));
    assert_eq!(read("restricts_trade", Status::Planned).as_deref(), Some("THREATEN"));
    assert_eq!(read("hosts_forces_of", Status::Actual), None);
    assert_eq!(read("disputes_with", Status::Actual), None);
    let arms = table.event_of_tie(relation("supplies_arms_to"), Status::Actual, &[Domain::Energy]).unwrap();
    assert_eq!(arms.context, ["military", "economic", "natural_resource"]);
    for relation in Relation::all().filter(|r| r.kind() != RelationKind::Tie) {
        assert!(Status::ALL.iter().all(|status| table.event_of_tie(relation, *status, &[]).is_none()));
    }
}
