//! The dyad scorer on cases counted by hand.

use super::gold::{Class, GoldDyad, Party, narratives};
use super::made::{MadeDyad, made};
use super::{Strictness, compare, fits};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use tightrope_coder::{Coder, Directory};
use tightrope_statement::{Entity, EntityType, Polarity, Statement};

static CODER: LazyLock<Coder> = LazyLock::new(|| Coder::new().unwrap());
const EXACT: Strictness = Strictness { class: true, direction: true };

fn party(name: &str) -> Party {
    Party { name: name.to_owned(), keys: BTreeSet::from([name.to_owned()]) }
}

fn gold(source: &str, target: &str, class: Class) -> GoldDyad {
    GoldDyad { source: party(source), target: party(target), classes: BTreeSet::from([class]) }
}

fn given(source: &str, target: &str, class: Class, symmetric: bool) -> MadeDyad {
    MadeDyad { source: party(source), target: party(target), class, symmetric, rule: "consult.meet".to_owned() }
}

fn counts(gold: &[GoldDyad], given: &[MadeDyad], kind: Strictness) -> (usize, usize, usize) {
    let (tally, missed, extra) = compare(gold, given, kind);
    assert_eq!((tally.missed, tally.extra), (missed.len(), extra.len()));
    (tally.right, tally.extra, tally.missed)
}

#[test]
fn actors_direction_and_class_must_agree() {
    use Class::{Conflict, Cooperation};
    let wanted = [gold("a", "b", Conflict)];
    assert_eq!(counts(&wanted, &[given("a", "b", Conflict, false)], EXACT), (1, 0, 0));
    assert_eq!(counts(&wanted, &[given("b", "a", Conflict, false)], EXACT), (0, 1, 1));
    assert_eq!(counts(&wanted, &[given("a", "b", Cooperation, false)], EXACT), (0, 1, 1));
    assert_eq!(counts(&wanted, &[given("a", "c", Conflict, false)], EXACT), (0, 1, 1));
    let any_class = Strictness { class: false, ..EXACT };
    assert_eq!(counts(&wanted, &[given("a", "b", Cooperation, false)], any_class), (1, 0, 0));
    let any_direction = Strictness { direction: false, ..EXACT };
    assert_eq!(counts(&wanted, &[given("b", "a", Conflict, false)], any_direction), (1, 0, 0));
}

#[test]
fn each_given_dyad_meets_one_gold_dyad() {
    let twice = [gold("a", "b", Class::Conflict), gold("a", "b", Class::Conflict)];
    assert_eq!(counts(&twice, &[given("a", "b", Class::Conflict, false)], EXACT), (1, 0, 1));
    let once = [gold("a", "b", Class::Conflict)];
    let two = [given("a", "b", Class::Conflict, false), given("a", "b", Class::Conflict, false)];
    assert_eq!(counts(&once, &two, EXACT), (1, 1, 0));
}

#[test]
fn a_symmetric_relation_holds_both_ways() {
    use Class::Cooperation;
    let met = [given("b", "a", Cooperation, true)];
    assert_eq!(counts(&[gold("a", "b", Cooperation)], &met, EXACT), (1, 0, 0));
    assert_eq!(counts(&[gold("a", "b", Cooperation), gold("b", "a", Cooperation)], &met, EXACT), (2, 0, 0));
    // the same way twice is two claims
    assert_eq!(counts(&[gold("a", "b", Cooperation), gold("a", "b", Cooperation)], &met, EXACT), (1, 0, 1));
    assert!(!fits(&gold("a", "b", Class::Conflict), &met[0], EXACT));
}

fn event(fields: &str) -> String {
    format!(r#"{{"crisis": 1, "sentence": 1, "text": "A  sentence.", "events": [{{{fields}}}]}}"#)
}

fn dyads(fields: &str, directory: &Directory) -> Vec<String> {
    let found = narratives(&event(fields), directory).unwrap();
    assert_eq!(found[0].sentences[0].text, "A sentence.");
    found[0].sentences[0].dyads.iter().map(GoldDyad::to_string).collect()
}

#[test]
fn gold_comes_from_acts_utterances_and_turning_points() {
    let directory = Coder::new().unwrap();
    let directory = directory.directory();
    let act = r#""event_type": "action", "do_actor_a": "Egypt;Syria", "do_actor_b": "Israel", "do_interact_kind": "escalatory""#;
    assert_eq!(dyads(act, directory), ["Egypt -> Israel: conflict", "Syria -> Israel: conflict"]);
    let mixed = r#""event_type": "action", "do_actor_a": "Egypt", "do_actor_b": "Egypt;Israel",
        "do_interact_kind": "cooperative;uncooperative""#
        .replace('\n', " ");
    assert_eq!(dyads(&mixed, directory), ["Egypt -> Israel: cooperation or conflict"]);
    let said = r#""event_type": "speech", "say_actor_a": "Iran", "sayintkind": "threaten", "do_actor_a": "Iran", "do_actor_b": "Iraq""#;
    assert_eq!(dyads(said, directory), ["Iran -> Iraq: conflict"]);
    let heard = r#""event_type": "speech", "say_actor_a": "Iran", "say_actor_b": "Oman", "sayintkind": "appeal", "do_actor_b": "Iraq""#;
    assert_eq!(dyads(heard, directory), ["Iran -> Oman: cooperation or conflict"]);
    let thought = |kind: &str| {
        format!(
            r#""event_type": "thought", "thinkkind": "{kind}", "do_actor_a": "Iraq", "do_actor_b": "Iran", "do_interact_kind": "escalatory""#
        )
    };
    assert_eq!(dyads(&thought("start of crisis"), directory), ["Iraq -> Iran: conflict"]);
    assert!(dyads(&thought("fear"), directory).is_empty());
}

#[test]
fn a_crisis_is_dated_by_its_first_year() {
    let coder = Coder::new().unwrap();
    let line = event(r#""event_type": "action", "date_earliest_year": "1919;1918""#);
    let found = narratives(&format!("{line}\n{line}"), coder.directory()).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].date.map(|d| d.to_string()).as_deref(), Some("1918-07-01"));
    assert_eq!(narratives("{", coder.directory()).unwrap_err().0, 1);
}

#[test]
fn a_statement_gives_source_against_target_and_further_parties() {
    let coder = Coder::new().unwrap();
    let directory = coder.directory();
    let entity = |id: &str| {
        let actor = directory.by_id(id).unwrap();
        actor.entity_at(None)
    };
    let mut s: Statement = serde_json::from_str(
        r#"{"id":"","document":"","relation":"accuse","source":null,"target":null,"with":[],"object":null,"domains":[],
        "status":"actual","polarity":"affirmed","certainty":"asserted","attribution":[],"time":null,"amount":null,
        "event":{"plover":"ACCUSE","mode":null,"context":[],"cameo":"11","quad":3,"goldstein":-2.0},"evidence":{"start":0,"end":0,"exact":"","prefix":"","suffix":""},
        "coder":{"version":"","rule":"accuse.accuse"}}"#,
    )
    .unwrap();
    assert!(made(&s, directory).is_empty());
    s.source = Some(Entity { id: "x".into(), name: "X".into(), kind: EntityType::Person, state: Some("EGY".into()) });
    s.target = Some(entity("ISR"));
    s.with = vec![entity("SYR"), entity("EGY")];
    let shown: Vec<String> = made(&s, directory).iter().map(MadeDyad::to_string).collect();
    assert_eq!(shown, ["X -> Israel: conflict", "Syria -> Israel: conflict", "Egypt -> Israel: conflict"]);
    if let Some(event) = &mut s.event {
        event.quad = Some(1);
    }
    assert_eq!(made(&s, directory)[0].class, Class::Cooperation);
    s.polarity = Polarity::Denied;
    assert!(made(&s, directory).is_empty());
    // a state of affairs is no act
    (s.polarity, s.event) = (Polarity::Affirmed, None);
    assert!(made(&s, directory).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_line_is_a_sentence_or_its_number_is_told(
        lines in prop::collection::vec((
            prop::sample::select(vec!["1", "18446744073709551616", "-1", "null"]),
            prop::sample::select(vec!["\"A met B.\"", "\"\"", "7", "\"\\u0000\""]),
            prop::sample::select(vec!["action", "speech", "thought;action", ";"]),
            prop::sample::select(vec!["Egypt", "Egypt; Israel", "", "é"]),
            prop::sample::select(vec!["1967", "99999", "-1; 1970", "x"]),
            prop::sample::select(vec!["", "}", " "]),
        ), 0..5),
    ) {
        let text: String = lines.iter().map(|(n, text, kind, actor, year, end)| format!(
            "{{\"crisis\":{n},\"sentence\":1,\"text\":{text},\"events\":[{{\"event_type\":\"{kind}\",\"do_actor_a\":\"{actor}\",\
             \"do_actor_b\":\"Syria\",\"say_actor_a\":\"{actor}\",\"do_interact_kind\":\"escalatory\",\
             \"sayintkind\":\"appeal\",\"date_earliest_year\":\"{year}\"}}]}}{end}\n",
        )).collect();
        match narratives(&text, CODER.directory()) {
            Ok(found) => prop_assert_eq!(found.iter().map(|n| n.sentences.len()).sum::<usize>(), lines.len()),
            Err((line, what)) => prop_assert!((1..=lines.len()).contains(&line) && !what.is_empty()),
        }
    }
}
