//! Tests of open propositions, on parses written as `word/tag/class/label/head`.

use super::*;
use crate::Codebook;
use tightrope_nlp::{Doc, DocParts, TokenParts};
use tightrope_statement::Polarity;

fn doc(parse: &str) -> Doc {
    let mut parts = DocParts::default();
    for (i, token) in parse.split_whitespace().enumerate() {
        let f: Vec<&str> = token.split('/').collect();
        if i > 0 {
            parts.text.push(' ');
        }
        let start = parts.text.len();
        parts.text.push_str(f[0]);
        parts.tokens.push(TokenParts {
            start,
            end: parts.text.len(),
            space: true,
            tag: f[1].to_owned(),
            pos: f[2].to_owned(),
            morph: String::new(),
            lemma: f.get(5).map_or(f[0].to_lowercase(), |l| (*l).to_owned()),
            head: f[4].parse().unwrap(),
            dep: f[3].to_owned(),
            sent_start: i == 0,
        });
    }
    Doc::new(parts)
}

fn read(parse: &str) -> Vec<OpenProposition> {
    open_propositions(&doc(parse), &Codebook::new().unwrap())
}

fn triples(found: &[OpenProposition]) -> Vec<String> {
    found
        .iter()
        .flat_map(OpenProposition::triples)
        .map(|t| format!("{} | {} | {}", t.subject.text, t.relation.text, t.object.text))
        .collect()
}

fn tuples(found: &[OpenProposition]) -> Vec<String> {
    let line = |t: Tuple| {
        let arguments: Vec<String> = t.arguments.into_iter().map(|a| a.text).collect();
        format!("{}: {}", t.relation.text, arguments.join(" | "))
    };
    found.iter().filter_map(OpenProposition::tuple).map(line).collect()
}

const TREATY: &str = "Chile/NNP/PROPN/nsubj/3 and/CC/CCONJ/cc/0 Peru/NNP/PROPN/conj/0 signed/VBD/VERB/ROOT/3 \
    a/DT/DET/det/5 treaty/NN/NOUN/dobj/3 on/IN/ADP/prep/5 trade/NN/NOUN/pobj/6 in/IN/ADP/prep/3 Lima/NNP/PROPN/pobj/8";

#[test]
fn subjects_spread_and_arguments_are_reached_one_by_one() {
    let found = read(TREATY);
    assert_eq!(
        triples(&found),
        [
            "Chile | signed | a treaty",
            "Chile | signed a treaty on | trade",
            "Chile | signed a treaty in | Lima",
            "Peru | signed | a treaty",
            "Peru | signed a treaty on | trade",
            "Peru | signed a treaty in | Lima",
        ]
    );
    assert_eq!(
        tuples(&found),
        ["signed: Chile | a treaty on trade | in Lima", "signed: Peru | a treaty on trade | in Lima"]
    );
}

#[test]
fn every_span_slices_back_to_its_words() {
    let doc = doc(TREATY);
    for p in open_propositions(&doc, &Codebook::new().unwrap()) {
        let mut phrases: Vec<Phrase> = vec![p.subject.whole.clone(), p.relation.clone()];
        phrases.extend(p.triples().into_iter().flat_map(|t| [t.subject, t.relation, t.object]));
        for phrase in phrases {
            let words: Vec<&str> = phrase.spans.iter().map(|s| &doc.text()[s.clone()]).collect();
            assert_eq!(words.join(" "), phrase.text);
        }
    }
}

#[test]
fn a_relative_clause_takes_its_noun_and_speech_its_speaker() {
    let found = read(
        "Officials/NNS/NOUN/nsubj/4 who/WP/PRON/nsubj/2 visited/VBD/VERB/relcl/0 Oslo/NNP/PROPN/dobj/2 \
         said/VBD/VERB/ROOT/4/say that/IN/SCONJ/mark/10 the/DT/DET/det/7 port/NN/NOUN/nsubj/10 could/MD/AUX/aux/10 \
         not/RB/PART/neg/10 handle/VB/VERB/ccomp/4 more/JJR/ADJ/amod/12 ships/NNS/NOUN/dobj/10",
    );
    assert_eq!(
        tuples(&found),
        [
            "visited: Officials | Oslo",
            "said: Officials | that the port could not handle more ships",
            "could not handle: the port | more ships",
        ]
    );
    let said = &found[2];
    assert_eq!((said.polarity, said.modality), (Polarity::Denied, Modality::Possible));
    assert_eq!(said.attribution.len(), 1);
    assert_eq!(said.attribution[0].speaker.as_ref().unwrap().text, "Officials");
    assert_eq!(said.attribution[0].cue.text, "said");
    assert!(found[1].attribution.is_empty());
}

#[test]
fn complements_lengthen_the_relation_and_appositions_are_said_apart() {
    let found = read(
        "Anna/NNP/PROPN/compound/1 Berg/NNP/PROPN/nsubj/8 ,/,/PUNCT/punct/1 the/DT/DET/det/4 \
         minister/NN/NOUN/appos/1 of/IN/ADP/prep/4 trade/NN/NOUN/pobj/5 ,/,/PUNCT/punct/1 began/VBD/VERB/ROOT/8 \
         selling/VBG/VERB/xcomp/8 wheat/NN/NOUN/dobj/9 to/IN/ADP/dative/9 Egypt/NNP/PROPN/pobj/11",
    );
    assert_eq!(triples(&found), ["Anna Berg | began selling | wheat", "Anna Berg | began selling wheat to | Egypt"]);
    assert_eq!(found[0].kind, PropositionKind::Apposition);
    assert_eq!(tuples(&found)[0], "is: Anna Berg | the minister of trade");
}

#[test]
fn adjectives_sources_conditions_and_denying_nouns() {
    let able = read(
        "According/VBG/VERB/prep/7 to/IN/ADP/prep/0 the/DT/DET/det/3 bank/NN/NOUN/pobj/1 ,/,/PUNCT/punct/7 \
         the/DT/DET/det/6 company/NN/NOUN/nsubj/7 is/VBZ/AUX/ROOT/7 able/JJ/ADJ/acomp/7 to/TO/PART/aux/10 \
         repay/VB/VERB/xcomp/8 its/PRP$/PRON/poss/12 debts/NNS/NOUN/dobj/10",
    );
    let own = able.iter().find(|p| p.bare_relation.text == "is able to repay").unwrap();
    assert_eq!(own.attribution[0].speaker.as_ref().unwrap().text, "the bank");
    assert_eq!(own.attribution[0].cue.text, "According to");
    let norway = read(
        "If/IN/SCONJ/mark/2 prices/NNS/NOUN/nsubj/2 fall/VBP/VERB/advcl/6 ,/,/PUNCT/punct/6 \
         Norway/NNP/PROPN/nsubj/6 will/MD/AUX/aux/6 cut/VB/VERB/ROOT/6 its/PRP$/PRON/poss/8 output/NN/NOUN/dobj/6",
    );
    assert!(norway.iter().all(|p| p.modality == Modality::Conditional));
    let none = read(
        "No/DT/DET/det/1 country/NN/NOUN/nsubj/3 has/VBZ/AUX/aux/3 recognised/VBN/VERB/ROOT/3 \
         the/DT/DET/det/5 government/NN/NOUN/dobj/3",
    );
    assert_eq!(none[0].polarity, Polarity::Denied);
}
