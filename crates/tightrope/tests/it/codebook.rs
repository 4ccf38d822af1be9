//! `tightrope codebook`: every relation, type and rule is shown, and near names are suggested.

use crate::tool::run;
use serde_json::Value;
use tempfile::tempdir;
use tightrope_coder::{Codebook, EventTable};
use tightrope_statement::Relation;

fn json(args: &[&str]) -> Value {
    let dir = tempdir().unwrap();
    let args = [&["codebook"], args, &["--format", "json"]].concat();
    serde_json::from_str(&run(dir.path(), &args).good()).unwrap()
}

#[test]
fn the_overview_has_every_relation_and_type() {
    let dir = tempdir().unwrap();
    let (table, object) = (run(dir.path(), &["codebook"]).good(), json(&[]));
    let codebook = Codebook::new().unwrap();
    assert_eq!(object["relations"].as_array().unwrap().len(), Relation::all().count());
    for (r, shown) in Relation::all().zip(object["relations"].as_array().unwrap()) {
        assert_eq!(shown["relation"], r.name());
        assert_eq!(shown["rules"], codebook.rules_of(r).count());
        assert!(table.contains(&format!("\n {} ", r.name())), "{r}");
    }
    let events = EventTable::new().unwrap();
    assert_eq!(object["plover"].as_array().unwrap().len(), 16);
    for (name, shown) in events.types().zip(object["plover"].as_array().unwrap()) {
        assert_eq!(shown["type"], name);
        assert!(shown["goldstein"].is_number() && shown["cameo"].is_string(), "{shown}");
        let modes: Vec<&str> = shown["modes"].as_array().unwrap().iter().map(|m| m["mode"].as_str().unwrap()).collect();
        assert_eq!(modes, events.modes(name).collect::<Vec<_>>());
        assert!(modes.iter().all(|m| table.contains(m)), "{modes:?}");
    }
    assert!(events.contexts().all(|c| table.contains(c)));
}

#[test]
fn every_relation_shows_its_rules_with_their_examples() {
    let dir = tempdir().unwrap();
    let flat = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for r in ["lends_to", "consult", "member_of", "speaks"] {
        let table = flat(run(dir.path(), &["codebook", r]).good());
        let object = json(&[r]);
        let relation: Relation = r.parse().unwrap();
        assert!(table.contains(relation.definition()) && object["definition"] == relation.definition());
        let codebook = Codebook::new().unwrap();
        for (rule, shown) in codebook.rules_of(relation).zip(object["rules"].as_array().unwrap()) {
            assert_eq!(shown["id"], rule.id.as_str());
            assert!(table.contains(&rule.id) && table.contains(&rule.definition), "{}", rule.id);
            for e in rule.pass.iter().chain(&rule.fail) {
                assert!(table.contains(&flat(e.text.clone())), "{}: {}", rule.id, e.text);
            }
            for t in &rule.triggers {
                assert!(table.contains(&t.words.join(" ")), "{}: {t:?}", rule.id);
            }
        }
    }
    assert_eq!(json(&["lends_to"])["acts"]["actual"]["plover"], "AID");
    assert_eq!(json(&["consult"])["plover"]["modes"][0]["mode"], "visit");
}

#[test]
fn names_are_taken_in_any_spelling_and_near_ones_suggested() {
    let dir = tempdir().unwrap();
    for name in ["lends_to", "Lends to", "LENDS-TO", "lends_to.lend"] {
        assert_eq!(json(&[name])["relation"], "lends_to", "{name}");
    }
    assert_eq!(json(&["lends_to.lend"])["rules"].as_array().unwrap().len(), 1);
    run(dir.path(), &["codebook", "lend_to"]).bad(1, &["\"lend_to\"", "did you mean lends_to?"]);
    run(dir.path(), &["codebook", "lends_to.lent"]).bad(1, &["did you mean lends_to.lend"]);
    run(dir.path(), &["codebook", "zzzz"]).bad(1, &["`tightrope codebook` lists every relation"]);
}
