//! Scores by hand, and the same figures as the reference scorer where that is at hand.

use super::line::{GoldLine, Predicted};
use super::parties::Steps;
use super::score::{Credit, score};
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

const GOLD: &str = r#"
{"id":"g1","document":"p","start":0,"end":30,"within":[0,40],"quote":"Arland lent Borland 5 million","relation":"lends_to","source":"ARL","target":["BOR","Borland"],"status":"actual","amount":{"value":5000000,"unit":"USD"},"domains":["finance"]}
{"id":"g2","document":"p","start":41,"end":70,"within":[41,90],"quote":"said it would meet Celand","relation":"agree","source":"ARL","target":"CEL","also":["consult",{"relation":"support","source":null,"target":"CEL"}],"status":["planned","considered"],"attribution":["Arland's ministry"]}
{"id":"g3","document":"p","start":91,"end":120,"within":[91,130],"quote":"is not a member of the League","relation":"member_of","source":"ARL","target":"League","polarity":"denied","optional":true}
{"id":"g4","document":"p","start":131,"end":160,"within":[131,170],"quote":"deny it traded with Borland","relation":"trades_with","source":"ARL","target":"BOR","polarity":["denied","affirmed"],"time":"2025-03","parties":["DEL"]}
"#;

const GIVEN: &str = r#"
{"relation":"lends_to","source":{"id":"ARL","name":"Arland"},"target":{"id":"x","name":"The Borland."},"status":"actual","domains":["finance","trade"],"amount":{"value":5000000.0,"unit":"USD"},"evidence":{"start":0,"end":29}}
{"relation":"lends_to","source":{"id":"ARL","name":"Arland"},"target":{"id":"BOR"},"status":"planned","evidence":{"start":2,"end":30}}
{"relation":"consult","source":{"id":"CEL"},"target":{"name":"a ministry","state":"ARL"},"status":"planned","attribution":[{"name":"the cabinet"}],"certainty":"asserted","evidence":{"start":50,"end":88}}
{"relation":"trades_with","source":{"id":"BOR"},"target":{"id":"ARL"},"polarity":"denied","time":{"edtf":"2025-03","text":"in March"},"with":[{"id":"DEL"}],"evidence":{"start":131,"end":160}}
{"relation":"member_of","source":{"id":"ARL"},"target":{"id":"League"},"evidence":{"start":91,"end":120}}
"#;

fn read<T>(text: &str, line: impl Fn(&str) -> Result<T, String>) -> Vec<T> {
    text.lines().filter(|l| !l.is_empty()).map(|l| line(l).unwrap()).collect()
}

#[test]
fn scores_by_hand() {
    let score = score(&read(GOLD, GoldLine::from_json), &read(GIVEN, Predicted::from_json));
    // The second loan and the affirmed membership are extra; the denied membership is optional and not found.
    assert_eq!((score.core.right, score.core.extra, score.core.missed, score.optional), (3, 2, 0, 0));
    assert_eq!((score.core.precision(), score.core.recall()), (0.6, 1.0));
    let credit = |k: &str| (score.attributes[k].earned, score.attributes[k].count);
    assert_eq!(credit("domains"), (0.5, 1));
    assert_eq!((credit("status"), credit("amount"), credit("time")), ((2.0, 2), (1.0, 1), (1.0, 1)));
    assert_eq!((credit("attribution"), credit("parties")), ((0.0, 1), (1.0, 1)));
    assert_eq!(score.departing["status"].count, 1);
    assert_eq!((score.unmarked.earned, score.unmarked.count), (2.0, 2));
    assert_eq!(score.errors.iter().filter(|e| e.contains("\textra\t")).count(), 2);
}

/// Statements made of gold lines by cutting, doubling and altering them, so that much matches and much does not.
fn altered(gold: &str) -> String {
    let mut out = String::new();
    for (i, line) in gold.lines().filter(|l| !l.is_empty()).enumerate() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let first = |k: &str| match &line[k] {
            serde_json::Value::Array(a) => a[0].clone(),
            other => other.clone(),
        };
        let (start, end) = (line["start"].as_i64().unwrap(), line["end"].as_i64().unwrap());
        for copy in 0..=(i % 3).min(1) {
            let statement = serde_json::json!({
                "relation": line["relation"],
                "source": {"id": first("source"), "name": "x"},
                "target": {"name": first("target")},
                "polarity": if i % 7 == 3 { serde_json::json!("denied") } else { line.get("polarity").map_or(serde_json::json!("affirmed"), |_| first("polarity")) },
                "status": if (i + copy) % 4 == 1 { serde_json::json!("planned") } else { first("status") },
                "certainty": first("certainty"),
                "attribution": if i % 5 == 0 { serde_json::json!([{"name": "officials"}]) } else { serde_json::json!([]) },
                "domains": if i % 2 == 0 { line["domains"].clone() } else { serde_json::json!(["military", "trade"]) },
                "time": {"edtf": first("time")},
                "object": line["quote"],
                "amount": line["amount"],
                "evidence": {"start": start + (i as i64 % 5), "end": end - copy as i64 * 3, "exact": ""},
            });
            writeln!(out, "{statement}").unwrap();
        }
    }
    out
}

#[test]
fn agrees_with_the_reference() {
    let root = Path::new("../..");
    let Some(reference) =
        ["../shared", "../../shared"].into_iter().map(|p| root.join(p).join("score/score.py")).find(|p| p.exists())
    else {
        eprintln!("skipped: the reference scorer is not at hand");
        return;
    };
    let mut cases = vec![(GOLD.to_owned(), GIVEN.to_owned())];
    let mut files: Vec<_> = std::fs::read_dir(root.join("corpus/gold")).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    for file in files {
        let gold = std::fs::read_to_string(file).unwrap();
        cases.push((gold.clone(), altered(&gold)));
    }
    let folder = tempfile::tempdir().unwrap();
    let (gold_file, given_file) = (folder.path().join("gold.jsonl"), folder.path().join("given.jsonl"));
    for (gold, given) in cases {
        std::fs::write(&gold_file, &gold).unwrap();
        std::fs::write(&given_file, &given).unwrap();
        let run = Command::new("python3").arg(&reference).args([&gold_file, &given_file]).arg("--json").output();
        let Ok(run) = run else {
            eprintln!("skipped: python3 is not at hand");
            return;
        };
        let theirs: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
        let ours = score(&read(&gold, GoldLine::from_json), &read(&given, Predicted::from_json));
        let all = ours.attributes_total();
        assert_eq!(theirs["right"], ours.core.right);
        assert_eq!(
            (theirs["extra"].as_u64(), theirs["missed"].as_u64()),
            (Some(ours.core.extra as u64), Some(ours.core.missed as u64))
        );
        assert_eq!(theirs["optional"], ours.optional);
        for (name, value) in [
            ("precision", ours.core.precision()),
            ("recall", ours.core.recall()),
            ("f1", ours.core.f1()),
            ("attribute_credit", all.earned),
            ("attributes", all.mean()),
            ("unmarked", ours.unmarked.mean()),
        ] {
            assert!((theirs[name].as_f64().unwrap() - value).abs() < 1e-9, "{name}: {} and {value}", theirs[name]);
        }
        for (name, credit) in &ours.attributes {
            assert_eq!(theirs["by_attribute"][name][1], credit.count, "{name}");
            assert!((theirs["by_attribute"][name][0].as_f64().unwrap() - credit.earned).abs() < 0.0051, "{name}");
        }
    }
}

#[test]
fn parties_count_by_how_they_were_found() {
    let mut given = read(GIVEN, Predicted::from_json);
    let step = |name: &str, confidence: f64| Some((name.to_owned(), confidence));
    given[0].steps = Steps { source: step("named 0.97", 0.97), target: step("implied 0.90", 0.9) };
    // a second loan of the same words: right parties, no line left for it
    given[1].steps = Steps { source: step("named 0.97", 0.97), target: step("named 0.97", 0.97) };
    // no gold line of this relation has these words
    given[4].value["relation"] = "leads".into();
    given[4].steps = Steps { source: step("recalled 0.90", 0.9), target: None };
    given[3].source = std::iter::once("someone".to_owned()).collect();
    given[3].steps = Steps { source: step("recalled 0.75", 0.75), target: step("named 0.97", 0.97) };
    let worth = score(&read(GOLD, GoldLine::from_json), &given).worth;
    let credit = |earned: f64, count: usize| Credit { earned, count };
    let parties: Vec<_> = worth.parties.iter().map(|(k, c)| (k.as_str(), *c)).collect();
    let wanted = [("implied 0.90", credit(1.0, 1)), ("named 0.97", credit(4.0, 4)), ("recalled 0.75", credit(0.0, 1))];
    assert_eq!(parties, wanted);
    let statements: Vec<_> = worth.statements.iter().map(|(k, c)| (k.as_str(), *c)).collect();
    assert_eq!(statements, [("0.75", credit(0.0, 1)), ("0.90", credit(1.0, 2)), ("0.97", credit(0.0, 1))]);
}
