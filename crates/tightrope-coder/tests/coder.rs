//! The coder on the examples of its own rules, and on the properties that every page must keep.

#![allow(clippy::unwrap_used)]

use std::sync::LazyLock;
use tightrope_coder::{Coder, Coding, Page};
use tightrope_nlp::{Doc, Model, package};
use tightrope_statement::{Polarity, Statement};
use tightrope_text::{Document, Format};

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let path = match std::env::var_os("TIGHTROPE_MODEL") {
        Some(path) => path.into(),
        None => package::ensure_default(&package::default_data_dir().unwrap()).unwrap(),
    };
    Model::load(&path).unwrap()
});
static CODER: LazyLock<Coder> = LazyLock::new(|| Coder::new().unwrap());

fn read(text: &str) -> Coding {
    let document = Document::from_bytes("example.txt", text.as_bytes(), Format::Plain).unwrap();
    let docs: Vec<Doc> = document.blocks.iter().map(|b| MODEL.parse(&document.words(b))).collect();
    let date = Some("2025-06-18".parse().unwrap());
    CODER.code(&Page { document: &document, docs: &docs, date, publisher: None })
}

fn party(e: &Option<tightrope_statement::Entity>, id: &str) -> bool {
    match e {
        None => id == "-",
        Some(e) => e.id == id || e.state.as_deref() == Some(id),
    }
}

/// Whether the statement is what an example says: `SOURCE TARGET`, then a status or `denied`.
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
            status => s.status.as_str() == status,
        })
        && (rest.contains(&"denied") || s.polarity == Polarity::Affirmed)
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
            let docs: Vec<Doc> = document.blocks.iter().map(|b| MODEL.parse(&document.words(b))).collect();
            CODER.code(&Page { document: &document, docs: &docs, date: None, publisher: None });
        }
    }
}
