//! The lexicon reads, and small hand-made parses are classified.

use super::{Plover, PloverRoot, WordKind};
use tightrope_nlp::{Doc, DocParts, Entity, TokenParts};

/// A parse from `word/lemma/tag/pos/head/dep` cells.
fn doc(cells: &str) -> Doc {
    let mut parts = DocParts::default();
    for (i, cell) in cells.split_whitespace().enumerate() {
        let field: Vec<&str> = cell.split('/').collect();
        let start = parts.text.len();
        parts.text.push_str(field[0]);
        parts.tokens.push(TokenParts {
            start,
            end: parts.text.len(),
            space: true,
            tag: field[2].to_owned(),
            pos: field[3].to_owned(),
            morph: String::new(),
            lemma: field[1].to_owned(),
            head: field[4].parse().unwrap(),
            dep: field[5].to_owned(),
            sent_start: i == 0,
        });
        parts.text.push(' ');
    }
    parts.entities = Vec::<Entity>::new();
    Doc::new(parts)
}

fn reading(cells: &str, source: &str, target: &str) -> (PloverRoot, String) {
    let doc = doc(cells);
    let span = |word: &str| {
        let start = doc.text().find(word).unwrap();
        start..start + word.len()
    };
    let reading = Plover::new().unwrap().classify(&doc, span(source), span(target)).unwrap();
    assert!(reading.triggers.is_sorted());
    (reading.root, reading.rule)
}

#[test]
fn words_have_types() {
    let plover = Plover::new().unwrap();
    let of = |word, kind| plover.type_of_predicate(word, kind).map(|(root, mode)| (root, mode.map(str::to_owned)));
    assert_eq!(of("condemn", WordKind::Verb), Some((PloverRoot::Accuse, Some("disapprove".to_owned()))));
    assert_eq!(of("ceasefire", WordKind::Noun), Some((PloverRoot::Retreat, Some("ceasefire".to_owned()))));
    assert_eq!(of("table", WordKind::Noun), None);
}

#[test]
fn active_and_passive() {
    let active = "Arland/Arland/NNP/PROPN/1/nsubj condemned/condemn/VBD/VERB/1/ROOT Borland/Borland/NNP/PROPN/1/dobj";
    assert_eq!(reading(active, "Arland", "Borland").0, PloverRoot::Accuse);
    let passive = "Borland/Borland/NNP/PROPN/2/nsubjpass was/be/VBD/AUX/2/auxpass condemned/condemn/VBN/VERB/2/ROOT \
                   by/by/IN/ADP/2/agent Arland/Arland/NNP/PROPN/3/pobj";
    assert_eq!(reading(passive, "Arland", "Borland").0, PloverRoot::Accuse);
}

#[test]
fn complements_compose() {
    let agreed = "Arland/Arland/NNP/PROPN/1/nsubj agreed/agree/VBD/VERB/1/ROOT to/to/TO/PART/3/aux \
                  help/help/VB/VERB/1/xcomp Borland/Borland/NNP/PROPN/3/dobj";
    assert_eq!(reading(agreed, "Arland", "Borland"), (PloverRoot::Agree, "promise(aid/verb)".to_owned()));
    let refused = agreed.replace("agreed/agree", "refused/refuse");
    assert_eq!(reading(&refused, "Arland", "Borland").0, PloverRoot::Reject);
    let threatened = agreed.replace("agreed/agree", "threatened/threaten").replace("help/help", "attack/attack");
    assert_eq!(reading(&threatened, "Arland", "Borland").0, PloverRoot::Threaten);
}

#[test]
fn negation_and_future() {
    let helped = |aux: &str, dep: &str| {
        format!(
            "Arland/Arland/NNP/PROPN/2/nsubj {aux}/{aux}/MD/AUX/2/{dep} help/help/VB/VERB/2/ROOT Borland/Borland/NNP/PROPN/2/dobj"
        )
    };
    assert_eq!(reading(&helped("did", "aux"), "Arland", "Borland").0, PloverRoot::Aid);
    assert_eq!(reading(&helped("will", "aux"), "Arland", "Borland").0, PloverRoot::Agree);
    assert_eq!(reading(&helped("not", "neg"), "Arland", "Borland").0, PloverRoot::Reject);
}

#[test]
fn nouns_carry_their_actors() {
    let attack = "Arland/Arland/NNP/PROPN/2/poss 's/'s/POS/PART/0/case attack/attack/NN/NOUN/5/nsubj on/on/IN/ADP/2/prep \
                  Borland/Borland/NNP/PROPN/3/pobj continued/continue/VBD/VERB/5/ROOT";
    assert_eq!(reading(attack, "Arland", "Borland").0, PloverRoot::Assault);
    let ended = attack.replace("continued/continue", "ended/end");
    assert_eq!(reading(&ended, "Arland", "Borland").0, PloverRoot::Retreat);
}

#[test]
fn an_absent_actor_is_no_hindrance() {
    let plover = Plover::new().unwrap();
    let doc = doc("Arland/Arland/NNP/PROPN/1/nsubj surrendered/surrender/VBD/VERB/1/ROOT");
    let reading = plover.classify(&doc, 0..6, 0..0).unwrap();
    assert_eq!(
        (reading.root, reading.mode.as_deref(), reading.cameo_label()),
        (PloverRoot::Retreat, Some("withdraw"), "YIELD")
    );
    assert_eq!(plover.classify(&doc, 0..0, 0..0), None);
}

#[test]
fn statements_follow_the_manual() {
    let plover = Plover::new().unwrap();
    let act = |text: &str, at: usize| {
        let doc = doc(text);
        let acts = plover.acts(&doc, 0..doc.len());
        acts.get(&at).map(|r| (r.root, r.mode.clone().unwrap_or_default().to_string(), r.cameo_label()))
    };
    let of = |verb: &str| {
        act(&format!("Arland/Arland/NNP/PROPN/1/nsubj {verb}/VBD/VERB/1/ROOT Borland/Borland/NNP/PROPN/1/dobj"), 1)
    };
    assert_eq!(of("blockaded/blockade"), Some((PloverRoot::Coerce, "restrict".into(), "COERCE")));
    assert_eq!(of("annexed/annex"), Some((PloverRoot::Coerce, "seize".into(), "COERCE")));
    assert_eq!(of("sanctioned/sanction"), Some((PloverRoot::Sanction, "discontinue".into(), "SANCTION")));
    // given source and target, the labels are those of the data sets
    let given = doc("Arland/Arland/NNP/PROPN/1/nsubj annexed/annex/VBD/VERB/1/ROOT Borland/Borland/NNP/PROPN/1/dobj");
    assert_eq!(plover.classify(&given, 0..6, 15..22).unwrap().cameo_label(), "ASSAULT");
    // denial and tense are the statement's; speech and light verbs have no act of their own
    let denied = "Arland/Arland/NNP/PROPN/3/nsubj did/do/VBD/AUX/3/aux not/not/RB/PART/3/neg visit/visit/VB/VERB/3/ROOT \
                  Borland/Borland/NNP/PROPN/3/dobj";
    assert_eq!(act(denied, 3).map(|a| a.0), Some(PloverRoot::Consult));
    assert_eq!(of("said/say"), None);
    assert_eq!(of("made/make"), None);
}
