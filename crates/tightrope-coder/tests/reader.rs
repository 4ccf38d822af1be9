//! The learned reader: what it leaves out and adds, how that is explained, and that it can be told to say nothing.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use common::MODEL;
use std::path::Path;
use tightrope_coder::{Coder, Coding, Explanation, Field, Found, Page, Reader, WhyNot};
use tightrope_statement::{Domain, Status};
use tightrope_text::{Document, Format};

const PAGE: &str = "Peru sold wheat to Chile in 2024. Bolivia keeps gazing at the ports of Chile.\n";

/// The reader that ships, with other weights of what it says.
fn reader(weights: &str) -> Result<Reader, tightrope_coder::CoderError> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/reader");
    let text = |name: &str| std::fs::read_to_string(data.join(name)).unwrap();
    let tensors = std::fs::read(data.join("reader.safetensors")).unwrap();
    Reader::read(&tensors, &text("vocabulary.txt"), [&text("relations.txt"), &text("fields.tsv")], weights)
}

fn read(coder: &Coder, page: &str) -> (Coding, Explanation) {
    let document = Document::from_bytes("page.txt", page.as_bytes(), Format::Plain).unwrap();
    let docs = coder.parse(&MODEL, &document, 1);
    let page = Page { document: &document, docs: &docs, date: None, publisher: None };
    assert_eq!(coder.code(&page), coder.explain(&page).0);
    coder.explain(&page)
}

fn with(weights: &str) -> (Coding, Explanation) {
    read(&Coder::new().unwrap().with_reader(reader(weights).unwrap()), PAGE)
}

// domains do not pass through the weights; the words of this page tell them
#[test]
fn weights_can_keep_the_reader_from_doubting_and_adding() {
    let alone = read(&Coder::new().unwrap(), PAGE).0;
    assert!(alone.statements.iter().any(|s| s.coder.rule.starts_with("supplies.")), "{:?}", alone.statements);
    assert_eq!(with("rule\talways\t9000\nnone\talways\t-9000\n").0, alone);
}

#[test]
fn what_it_doubts_is_left_out_and_said() {
    let coder = Coder::new()
        .unwrap()
        .with_reader(reader("rule\talways\t0\nnone\talways\t-9000\namong\talways\t-1000\n").unwrap());
    // a page of two sentences keeps what it states
    assert!(!read(&coder, PAGE).0.statements.is_empty());
    let (coding, explanation) = read(&coder, &format!("{PAGE}It rained.\n"));
    assert!(coding.statements.is_empty(), "{:?}", coding.statements);
    let misses = explanation.sentences.iter().flat_map(|s| &s.propositions).flat_map(|p| &p.misses);
    let doubted: Vec<_> = misses.filter(|m| m.why == WhyNot::Doubted).collect();
    assert!(doubted.iter().any(|m| m.rule.starts_with("supplies.") && m.reason.contains("0.27")), "{doubted:?}");
}

#[test]
fn on_a_page_of_a_sentence_what_rules_read_of_things_stays() {
    let weights = "rule\talways\t-9000\nnone\talways\t-9000\namong\talways\t-9000\n";
    let coder = Coder::new().unwrap().with_reader(reader(weights).unwrap());
    let relations =
        |page: &str| -> Vec<&str> { read(&coder, page).0.statements.iter().map(|s| s.relation.name()).collect() };
    let thing = "Chile has the largest lithium reserves.\n";
    assert_eq!(relations(thing), ["holds_reserves"]);
    assert!(relations("Peru sold wheat to Chile in 2024.\n").is_empty());
    assert!(relations(&format!("{PAGE}It rained.\n{thing}")).is_empty());
}

#[test]
fn readings_are_weighed_beside_likelier_ones() {
    let coder = Coder::new().unwrap().with_reader(reader("rule\talways\t9000\nnone\talways\t-1000\n").unwrap());
    let document = Document::from_bytes("page.txt", PAGE.as_bytes(), Format::Plain).unwrap();
    let docs = coder.parse(&MODEL, &document, 1);
    let (_, lessons) = coder.lessons(&Page { document: &document, docs: &docs, date: None, publisher: None });
    let judged = &lessons[0].judged;
    let of = |k: usize, name: &str| judged[k].among.iter().find(|(f, _)| f == name).map(|(_, v)| *v);
    // the rule's reading is the likeliest: nothing is told before it, all others are beside it
    let first = judged.iter().position(|j| j.rule).unwrap();
    assert_eq!((of(first, "likelier"), of(first, "covered"), of(first, "expected")), (Some(0), Some(0), Some(0)));
    let others: Vec<usize> = (0..judged.len()).filter(|k| *k != first && judged[*k].odds >= -3500).collect();
    assert!(!others.is_empty());
    assert!(others.iter().all(|k| of(*k, "likelier") > Some(0) && of(*k, "expected") > Some(0)));
    // a page that the second weights find unlikely is told nothing of
    let none = with("rule\talways\t9000\nnone\talways\t9000\namong\talways\t-9000\n").0;
    assert!(!none.statements.is_empty(), "a page of two sentences is taken by itself");
    let coder = Coder::new()
        .unwrap()
        .with_reader(reader("rule\talways\t9000\nnone\talways\t9000\namong\talways\t-9000\n").unwrap());
    assert!(read(&coder, &format!("{PAGE}It rained.\n")).0.statements.is_empty());
}

#[test]
fn things_persons_and_their_states_are_among_its_sides() {
    let coder = Coder::new().unwrap();
    let pairs = |text: &str| {
        let document = Document::from_bytes("page.txt", text.as_bytes(), Format::Plain).unwrap();
        let docs = coder.parse(&MODEL, &document, 1);
        let (_, lessons) = coder.lessons(&Page { document: &document, docs: &docs, date: None, publisher: None });
        let of = |l: &tightrope_coder::Lesson| {
            let id = |k: usize| l.members[k].1.id.clone();
            l.pairs.iter().map(|(a, b, ..)| format!("{} {}", id(*a), id(*b))).collect::<Vec<_>>()
        };
        lessons.iter().flat_map(of).collect::<Vec<_>>()
    };
    let goods = pairs("Chile has the largest lithium reserves.\n");
    assert!(goods.iter().any(|p| p == "CHL lithium") && !goods.iter().any(|p| p.starts_with("lithium")), "{goods:?}");
    // a language does nothing, somebody speaks it
    let speaks = pairs("Gabriel Boric of Chile speaks French.\n");
    assert!(speaks.iter().any(|p| p == "gabriel-boric french-language"), "{speaks:?}");
    assert!(!speaks.iter().any(|p| p.starts_with("french-language")), "{speaks:?}");
    // a group that acts for no state may do something; a person may hold a post at home
    let armed = pairs("Boko Haram attacked a base in Niger in May.\n");
    assert!(armed.iter().any(|p| p == "boko-haram NER") && !armed.iter().any(|p| p.contains("may")), "{armed:?}");
    let home = pairs("Gabriel Boric of Chile became president.\n");
    assert!(home.iter().any(|p| p == "gabriel-boric CHL"), "{home:?}");
}

#[test]
fn what_it_adds_goes_by_its_own_rule_with_a_chance() {
    let (coding, explanation) = with("rule\talways\t9000\nnone\talways\t1000\nnone\tabsent\t-9000\n");
    let added: Vec<_> = coding.statements.iter().filter(|s| s.coder.rule.ends_with(".read")).collect();
    assert!(!added.is_empty());
    for s in added {
        assert_eq!(s.coder.rule, format!("{}.read", s.relation.name()));
        let readings = explanation.sentences.iter().flat_map(|x| &x.propositions).flat_map(|p| &p.statements);
        let reading = readings.into_iter().find(|r| r.statement == s.id).unwrap();
        let source = reading.source.as_ref().unwrap();
        assert_eq!((source.found, source.confidence), (Found::Weighed, 0.73));
        let exact: String = PAGE.chars().skip(s.evidence.start).take(s.evidence.end - s.evidence.start).collect();
        assert_eq!(exact, s.evidence.exact);
    }
}

#[test]
fn the_chances_follow_the_sentence() {
    let coder = Coder::new().unwrap().with_reader(Reader::new().unwrap());
    let chance = |text: &str, relation: &str| {
        let document = Document::from_bytes("page.txt", text.as_bytes(), Format::Plain).unwrap();
        let docs = coder.parse(&MODEL, &document, 1);
        let (_, lessons) = coder.lessons(&Page { document: &document, docs: &docs, date: None, publisher: None });
        let judged = lessons.into_iter().flat_map(|l| l.judged);
        let of = judged.filter(|j| j.rule && j.statement.relation.name() == relation);
        let it = of.flat_map(|j| j.features).find(|(name, _)| name == "it");
        it.map_or(f64::NEG_INFINITY, |(_, log)| log as f64 / 1000.0).exp()
    };
    let sold = chance("Peru sold wheat to Chile in 2024.\n", "supplies");
    assert!(sold > 0.5, "{sold}");
}

#[test]
fn words_stand_on_the_way_between_two_actors() {
    let coder = Coder::new().unwrap();
    let document = Document::from_bytes("page.txt", b"Peru sold wheat to Chile in 2024.", Format::Plain).unwrap();
    let docs = coder.parse(&MODEL, &document, 1);
    let (_, lessons) = coder.lessons(&Page { document: &document, docs: &docs, date: None, publisher: None });
    let id = |k: usize| lessons[0].members[k].1.id.as_str();
    let pair = lessons[0].pairs.iter().find(|(a, b, ..)| id(*a) == "PER" && id(*b) == "CHL").unwrap();
    let (way, meeting, below, between, own) = (1, 2, 8, 16, 32);
    let of_words = [way + own, way + meeting + between, below + between, way + between, way + own, below, 0, below];
    assert_eq!(pair.3, of_words);
}

#[test]
fn a_domain_that_no_word_tells_is_sensed_and_said() {
    let text = "Chad thanked Mali for sheltering families who had fled.\n";
    let alone = read(&Coder::new().unwrap(), text);
    let beside = read(&Coder::new().unwrap().with_reader(Reader::new().unwrap()), text);
    let domains = |(coding, _): &(Coding, Explanation)| coding.statements[0].domains.clone();
    assert_eq!((domains(&alone), domains(&beside)), (vec![Domain::Political], vec![Domain::Humanitarian]));
    let (_, explanation) = beside;
    let reading = explanation.sentences.iter().flat_map(|s| s.statements()).next().unwrap();
    let field = reading.fields.iter().find(|f| f.field == Field::Domains).unwrap();
    assert!(field.reason.contains("the learned reader takes it for that"), "{}", field.reason);
}

#[test]
fn a_status_that_no_word_tells_is_sensed_and_said() {
    let coder = Coder::new().unwrap().with_reader(Reader::new().unwrap());
    let (coding, explanation) = read(&coder, "A Korean reactor in Jordan remains on the drawing board.\n");
    let built = coding.statements.iter().find(|s| s.relation.name() == "builds").unwrap();
    assert_eq!(built.status, Status::Planned);
    let reading = explanation.sentences.iter().flat_map(|s| s.statements()).find(|r| r.statement == built.id).unwrap();
    let field = reading.fields.iter().find(|f| f.field == Field::Status).unwrap();
    assert!(field.reason.contains("the learned reader takes it for that"), "{}", field.reason);
}

#[test]
fn a_date_of_the_sentence_before_and_a_thing_are_picked_and_said() {
    let coder = Coder::new().unwrap().with_reader(Reader::new().unwrap());
    let field = |text: &str, relation: &str, field: Field| {
        let (coding, explanation) = read(&coder, text);
        let told = coding.statements.iter().find(|s| s.relation.name() == relation).unwrap().id.clone();
        let readings = explanation.sentences.iter().flat_map(|s| s.statements());
        let reading = readings.into_iter().find(|r| r.statement == told).unwrap();
        let f = reading.fields.iter().find(|f| f.field == field).unwrap();
        (f.value.clone(), f.reason.clone())
    };
    let (value, reason) =
        field("Talks opened in Doha in May 2021. Iran and Oman shook hands.\n", "consult", Field::Time);
    assert_eq!(value, "2021-05");
    assert!(reason.contains("\"May 2021\" belongs to the claim, as the learned reader"), "{reason}");
    let text = "Chad thanked Mali. It had sent forty trucks of grain in March 2023.\n";
    let (value, reason) = field(text, "supplies", Field::Object);
    assert!(value == "grain" && reason.contains("as the learned reader takes the sentence"), "{value}: {reason}");
}

#[test]
fn what_words_keep_from_being_done_is_never_made_a_fact() {
    let coder = Coder::new().unwrap().with_reader(Reader::new().unwrap());
    let status = |text: &str, relation: &str| {
        let found = read(&coder, text).0.statements;
        found.iter().find(|s| s.relation.name() == relation).map(|s| s.status)
    };
    let cases = [
        ("Peru plans to lend Chile two billion dollars.\n", "lends_to", Status::Planned),
        ("China offered to lend Kenya two billion dollars.\n", "lends_to", Status::Offered),
        ("Ghana wants to join the African Union.\n", "member_of", Status::Sought),
        ("Spain no longer hosts a Russian base.\n", "hosts_forces_of", Status::Ended),
    ];
    for (text, relation, told) in cases {
        assert_eq!(status(text, relation), Some(told), "{text}");
    }
}

#[test]
fn faulty_files_are_named() {
    let error = |weights: &str| reader(weights).unwrap_err().to_string();
    assert!(error("rule\talways\n").contains("line 1: three columns wanted"));
    assert!(error("# so\nboth\talways\t1\n").contains("line 2: the first column"));
    assert!(error("rule\talways\tmuch\n").contains("no whole number"));
    let broken = Reader::read(b"no tensors", "[UNK]\n[CLS]\n[SEP]\n", ["", ""], "").unwrap_err().to_string();
    assert!(broken.contains("reader.safetensors"), "{broken}");
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/reader");
    let text = |name: &str| std::fs::read_to_string(data.join(name)).unwrap();
    let (tensors, vocabulary) = (std::fs::read(data.join("reader.safetensors")).unwrap(), text("vocabulary.txt"));
    let fields =
        |f: &str| Reader::read(&tensors, &vocabulary, [&text("relations.txt"), f], "").unwrap_err().to_string();
    assert!(fields("domains\tweather\n").contains("fields.tsv: line 1: no domains \"weather\""));
    assert!(fields("").contains("head.domains does not fit fields.tsv"));
}
