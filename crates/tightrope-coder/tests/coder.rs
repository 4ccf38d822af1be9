//! The coder on the examples of its own rules, and on the properties that every page must keep.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::MODEL;
use std::sync::LazyLock;
use tightrope_coder::{Codebook, Coder, Coding, EventTable, Explanation, Page, Words};
use tightrope_statement::{Polarity, RelationKind, Statement};
use tightrope_text::{Document, Format};

static CODER: LazyLock<Coder> = LazyLock::new(|| Coder::new().unwrap());

fn read(text: &str) -> Coding {
    let document = Document::from_bytes("example.txt", text.as_bytes(), Format::Plain).unwrap();
    let docs = CODER.parse(&MODEL, &document, 1);
    let date = Some("2025-06-18".parse().unwrap());
    CODER.code(&Page { document: &document, docs: &docs, date, publisher: None })
}

fn party(e: &Option<tightrope_statement::Entity>, id: &str) -> bool {
    match e {
        None => id == "-",
        Some(e) => e.id == id || e.state.as_deref() == Some(id),
    }
}

/// Whether the statement is what an example says: `SOURCE TARGET`, then a status or `denied`, further parties after a plus.
fn says(s: &Statement, claim: &str) -> bool {
    let words: Vec<&str> = claim.split_whitespace().collect();
    // one party alone: the other may be anybody or missing
    if let [source] = words[..] {
        return party(&s.source, source) && s.polarity == Polarity::Affirmed;
    }
    let [source, target, rest @ ..] = &words[..] else { return false };
    let straight = party(&s.source, source) && party(&s.target, target);
    let turned = s.relation.is_symmetric() && party(&s.source, target) && party(&s.target, source);
    (straight || turned)
        && rest.iter().all(|w| match *w {
            "denied" => s.polarity == Polarity::Denied,
            more if more.starts_with('+') => {
                let with: Vec<Option<tightrope_statement::Entity>> = s.with.iter().cloned().map(Some).collect();
                more[1..].split(',').all(|id| with.iter().any(|e| party(e, id)))
            }
            status => s.status.as_str() == status,
        })
        && (rest.contains(&"denied") || s.polarity == Polarity::Affirmed)
}

#[test]
fn two_rules_of_one_id_are_refused() {
    let rule = "[[rule]]\nid = \"aid.give\"\ndefinition = \"Help is given.\"\nverb = [\"give\"]\n";
    let file = format!("relation = \"aid\"\n{rule}{rule}");
    let refused = Codebook::from_files(&[("rules/aid.toml", &file)]).unwrap_err().to_string();
    assert!(refused.contains("two rules \"aid.give\""), "{refused}");
    // the learned reader's own name
    let file = format!("relation = \"aid\"\n{}", rule.replace("aid.give", "aid.read"));
    let refused = Codebook::from_files(&[("rules/aid.toml", &file)]).unwrap_err().to_string();
    assert!(refused.contains("two rules \"aid.read\""), "{refused}");
}

#[test]
fn every_rule_reads_its_examples() {
    let mut wrong = Vec::new();
    let mut run = 0;
    for rule in &CODER.codebook().rules {
        for example in &rule.pass {
            run += 1;
            let found = read(&example.text);
            if !found.statements.iter().any(|s| s.relation == rule.relation && says(s, &example.says)) {
                let got: Vec<String> = found.statements.iter().map(line).collect();
                wrong.push(format!("{}: \"{}\" should say {}; read {got:?}", rule.id, example.text, example.says));
            }
        }
        for example in &rule.fail {
            run += 1;
            if let Some(s) = read(&example.text).statements.iter().find(|s| s.coder.rule == rule.id) {
                wrong.push(format!("{}: \"{}\" should say nothing; read {}", rule.id, example.text, line(s)));
            }
        }
    }
    println!("{run} examples of {} rules", CODER.codebook().rules.len());
    assert!(run > 0 && wrong.is_empty(), "{} of {run} examples fail:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_event_is_whole() {
    let table = EventTable::new().unwrap();
    let mut types = std::collections::BTreeSet::new();
    let (mut acts, mut wrong) = (0, Vec::new());
    for text in CODER.codebook().rules.iter().flat_map(|r| &r.pass).map(|e| e.text.as_str()) {
        for s in read(text).statements {
            let tie = table.event_of_tie(s.relation, s.status, &s.domains);
            let wanted = match s.relation.kind() {
                RelationKind::Event => Some(s.relation.name().to_uppercase()),
                RelationKind::Tie => tie.map(|e| e.plover),
                RelationKind::Attribute => None,
            };
            if s.event.as_ref().map(|e| e.plover.as_str()) != wanted.as_deref() {
                wrong.push(format!("{text}: {} has {:?}", line(&s), s.event));
            }
            let Some(event) = s.event else { continue };
            acts += 1;
            let known = event.mode.as_deref().is_none_or(|m| table.modes(&event.plover).any(|k| k == m));
            let contexts = table.contexts_of(&s.domains).iter().all(|c| event.context.iter().any(|k| k == c));
            let scored = event.cameo.is_some()
                && event.quad.is_some()
                && event.goldstein.is_some()
                && event.plover_score.is_some();
            if !(known && contexts && scored) {
                wrong.push(format!("{text}: {event:?}"));
            }
            types.insert(event.plover);
        }
    }
    assert_eq!(types.len(), 16, "{types:?}");
    assert!(acts > 100 && wrong.is_empty(), "{} of {acts}:\n{}", wrong.len(), wrong.join("\n"));
}

fn line(s: &Statement) -> String {
    let id = |e: &Option<tightrope_statement::Entity>| e.as_ref().map_or("-".to_owned(), |e| e.id.clone());
    format!("{} {} {} {} {}", s.coder.rule, id(&s.source), id(&s.target), s.status, s.polarity)
}

#[test]
fn evidence_slices_back_to_the_page() {
    let text = "Été à Oman: “Oman’s emir” met China's president.\n\nIndia’s offered Nepal a $1 billion loan — Nepal said no.\n";
    for s in read(text).statements {
        let cut: String = text.chars().skip(s.evidence.start).take(s.evidence.end - s.evidence.start).collect();
        assert_eq!(cut, s.evidence.exact);
        assert!(!cut.is_empty());
    }
}

#[test]
fn the_same_page_reads_the_same() {
    let text =
        "Peru and India signed a trade pact in May. Chile's president visited Lima. They also agreed to build a port.";
    assert_eq!(read(text), read(text));
}

#[test]
fn odd_pages_do_not_break_it() {
    for text in [
        "\u{feff}\u{200b}",
        "a",
        "# \n- \n> ",
        "Q: Who?\nA: Me.\nQ: Why?",
        "((((((((",
        "—",
        "The the the of of of.",
        "🙂🙂🙂 #russia",
    ] {
        if let Ok(document) = Document::from_bytes("odd.txt", text.as_bytes(), Format::Plain) {
            let docs = CODER.parse(&MODEL, &document, 1);
            let page = Page { document: &document, docs: &docs, date: None, publisher: None };
            assert_eq!(CODER.explain(&page).0, CODER.code(&page));
        }
    }
}

fn explained(text: &str) -> (Coding, Explanation) {
    let document = Document::from_bytes("example.txt", text.as_bytes(), Format::Plain).unwrap();
    let docs = CODER.parse(&MODEL, &document, 1);
    let date = Some("2025-06-18".parse().unwrap());
    CODER.explain(&Page { document: &document, docs: &docs, date, publisher: None })
}

#[test]
fn what_has_lasted_for_years_holds_since() {
    let since = |text: &str| {
        let (coding, _) = explained(text);
        coding.statements.first().and_then(|s| s.time.clone()).and_then(|t| t.edtf)
    };
    assert_eq!(since("Norway has owned a smelter in Chile for five years.\n").as_deref(), Some("2020/.."));
    assert_eq!(since("Norway had owned a smelter in Chile for five years.\n"), None);
    assert_eq!(since("Norway owned a smelter in Chile for five years.\n"), None);
}

#[test]
fn pages_have_their_state_and_their_speakers() {
    let mut wrong = Vec::new();
    for case in include_str!("cases/voices.txt").split("=== ").skip(1) {
        let (head, text) = case.split_once('\n').unwrap();
        let parts: Vec<&str> = head.split('|').map(str::trim).collect();
        let format = if parts.contains(&"md") { Format::Markdown } else { Format::Plain };
        let document = Document::from_bytes("example.txt", text.trim_end().as_bytes(), format).unwrap();
        let docs = CODER.parse(&MODEL, &document, 1);
        let date = Some("2025-04-01".parse().unwrap());
        let (_, told) = CODER.explain(&Page { document: &document, docs: &docs, date, publisher: None });
        let state = told.focal.map(|e| e.id).unwrap_or_default();
        let speakers = told.speakers.join("; ");
        if [state.as_str(), speakers.as_str()] != parts[..2] {
            wrong.push(format!("{head}: {state} | {speakers}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn notes_are_read_without_whole_clauses() {
    let mut wrong = Vec::new();
    for case in include_str!("cases/notes.txt").split("=== ").skip(1) {
        let (head, text) = case.split_once('\n').unwrap();
        let format = if text.starts_with('#') { Format::Markdown } else { Format::Plain };
        let document = Document::from_bytes("notes.txt", text.trim_end().as_bytes(), format).unwrap();
        let docs = CODER.parse(&MODEL, &document, 2);
        let date = Some("2025-12-01".parse().unwrap());
        let found = CODER.code(&Page { document: &document, docs: &docs, date, publisher: None }).statements;
        for claim in head.split(';').map(str::trim) {
            let (claim, time) = claim.split_once(" @").map_or((claim, None), |(c, t)| (c, Some(t)));
            let dated = |s: &Statement| time.is_none_or(|t| s.time.as_ref().and_then(|x| x.edtf.as_deref()) == Some(t));
            let as_told = match claim.strip_prefix("no ") {
                Some(relation) => !found.iter().any(|s| relation.split(' ').next() == Some(s.relation.name())),
                None => {
                    let (relation, sides) = claim.split_once(' ').unwrap();
                    let is = |s: &&Statement| s.relation.name() == relation && (sides.ends_with('-') || says(s, sides));
                    found.iter().filter(is).any(dated)
                }
            };
            if !as_told {
                wrong.push(format!("{claim}: {:?}", found.iter().map(line).collect::<Vec<_>>()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn words_stand_for_the_right_parties() {
    let mut wrong = Vec::new();
    for case in include_str!("cases/parties.txt").split("=== ").skip(1) {
        let (head, text) = case.split_once('\n').unwrap();
        let found = read(text.trim_end());
        for claim in head.split(';') {
            let (relation, sides) = claim.trim().split_once(' ').unwrap();
            if !found.statements.iter().any(|s| s.relation.name() == relation && says(s, sides)) {
                wrong.push(format!("{claim}: {:?}", found.statements.iter().map(line).collect::<Vec<_>>()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_explanation_changes_nothing_and_covers_every_statement() {
    let text = "Été in Oman: “Oman’s emir” met China's president on Monday.\n\nIndia’s government offered Nepal a $1 billion \
                loan — Nepal said no. It did not sign the pact with Peru, officials said. They praised the deal.\n";
    let (coding, explanation) = explained(text);
    assert_eq!(coding, read(text));
    assert_eq!(explanation.sentences.len(), coding.sentences);
    assert_eq!(explanation.sentences.iter().filter(|s| s.statements().next().is_some()).count(), coding.telling);
    let points: Vec<char> = text.chars().collect();
    let slices = |w: &Words| {
        let cut: String = points[w.start..w.end].iter().collect();
        assert_eq!(cut.split_whitespace().collect::<Vec<_>>().join(" "), w.text);
    };
    for s in &coding.statements {
        let (sentence, proposition, reading) = explanation.statement(&s.id).unwrap();
        assert_eq!(reading.rule, s.coder.rule);
        assert_eq!(reading.source.as_ref().map(|p| &p.entity), s.source.as_ref());
        assert_eq!(reading.target.as_ref().map(|p| &p.entity), s.target.as_ref());
        slices(&sentence.words);
        slices(&proposition.word);
        for party in reading.source.iter().chain(&reading.target).chain(&reading.with) {
            assert!(party.confidence > 0.0 && party.confidence <= 1.0 && !party.reason.is_empty(), "{party:?}");
            party.words.iter().for_each(slices);
        }
        for field in &reading.fields {
            assert!(!field.reason.is_empty(), "{field:?}");
            field.words.iter().for_each(slices);
        }
    }
}

#[test]
fn explanations_name_the_words_and_the_reason() {
    let mut wrong = Vec::new();
    for line in include_str!("cases/explanations.tsv").lines().filter(|l| !l.starts_with('#')).skip(1) {
        let [text, rule, what, value, words, reason] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("six columns wanted: {line}");
        };
        let is = |id: &str| id.split('.').next() == Some(rule);
        let (_, explanation) = explained(text);
        let propositions = || explanation.sentences.iter().flat_map(|s| &s.propositions);
        let joined = |w: &[Words]| w.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" + ");
        let said: Vec<[String; 3]> = if what == "miss" {
            let misses = propositions().flat_map(|p| p.misses.iter().map(move |m| (p, m))).filter(|(_, m)| is(&m.rule));
            misses.map(|(_, m)| [m.why.as_str().to_owned(), words.to_owned(), m.reason.clone()]).collect()
        } else {
            let readings = propositions().flat_map(|p| &p.statements).filter(|r| is(&r.rule));
            readings
                .filter_map(|r| match what {
                    "source" | "target" => {
                        let p = if what == "source" { r.source.as_ref()? } else { r.target.as_ref()? };
                        let told = format!("{} {} {}", p.entity.id, p.found.as_str(), p.confidence);
                        Some([told, joined(p.words.as_slice()), p.reason.clone()])
                    }
                    _ => {
                        let f = r.fields.iter().find(|f| f.field.as_str() == what)?;
                        Some([f.value.clone(), joined(&f.words), f.reason.clone()])
                    }
                })
                .collect()
        };
        if !said.iter().any(|[v, w, r]| v == value && w == words && r.contains(reason)) {
            wrong.push(format!("{line}\n    says {said:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_steps_of_confidence_are_those_of_the_document() {
    let document = include_str!("../../../docs/explanations.md");
    let steps: Vec<f64> = document
        .lines()
        .filter(|l| l.starts_with("| ") && l.matches('|').count() == 4)
        .filter_map(|l| l.trim_end_matches(['|', ' ']).rsplit('|').next()?.trim().parse().ok())
        .collect();
    assert_eq!(steps.len(), 8);
    let text = "Kenya is in Africa. It signed a trade pact with Chile. Zed Ltd praised the Kenyan government. Exports to Chile grew.";
    for r in explained(text).1.sentences.iter().flat_map(|s| s.statements()) {
        for p in r.source.iter().chain(&r.target) {
            let near = |s: &f64| (p.confidence - s).abs() < 1e-9 || (p.confidence - s * 0.93).abs() < 5e-3;
            assert!(steps.iter().any(near), "{p:?}");
        }
    }
}

#[test]
fn words_that_are_also_surnames_are_nobody() {
    let text = "Talks between Kenya and Uganda on Friday ended in a deal. Champagne from France reached Kenya. Said Kenya: no.";
    for s in read(text).statements {
        for e in s.source.iter().chain(&s.target).chain(&s.with) {
            assert_ne!(e.kind, tightrope_statement::EntityType::Person, "{}", line(&s));
        }
    }
}

#[test]
fn a_joined_party_is_explained_by_the_statement_that_has_it() {
    let (coding, told) = explained("Britain, France and Germany accused Iran of breaking its word.");
    assert_eq!(coding.statements.len(), 1);
    assert_eq!(coding.statements[0].with.len(), 2);
    let mut misses = told.sentences.iter().flat_map(|s| &s.propositions).flat_map(|p| &p.misses);
    assert!(misses.any(|m| m.why.as_str() == "joined"));
}
