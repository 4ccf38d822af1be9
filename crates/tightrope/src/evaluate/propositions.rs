//! `tightrope evaluate propositions`: open propositions against BenchIE and CaRB.

use super::args::PropositionsArgs;
use super::pretokenised::Pretokenised;
use super::report::{read, report};
use super::{benchie, carb};
use crate::cli::Global;
use crate::engine::Engine;
use crate::problem::{Outcome, Problem};
use crate::settings;
use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;
use tightrope_coder::{OpenProposition, Phrase};

/// A benchmark sentence and what it was found to say.
struct Sentence {
    source: Pretokenised,
    found: Vec<OpenProposition>,
}

pub(crate) fn run(args: &PropositionsArgs, global: &Global) -> Result<Outcome, Problem> {
    match (args.benchie.as_deref(), args.carb.as_deref()) {
        (Some([sentences, gold]), _) => run_benchie(args, global, sentences, gold)?,
        (_, Some([sentences, gold])) => run_carb(args, global, sentences, gold)?,
        _ => return Err(Problem::new("no benchmark was named", "give --benchie or --carb with two files")),
    }
    Ok(Outcome::Done)
}

fn run_benchie(args: &PropositionsArgs, global: &Global, sentences: &Path, gold_path: &Path) -> Result<(), Problem> {
    let text = read(sentences)?;
    let gold = benchie::parse(&read(gold_path)?).map_err(|line| {
        let help = "BenchIE's form: sent_id:N, then N--> Cluster M: and subject --> relation --> object";
        Problem::new(format!("{}: line {line} is no BenchIE gold", gold_path.display()), help)
    })?;
    let sentences = parse(args, global, &text)?;
    let extractions: Vec<Vec<benchie::Extraction>> = sentences.iter().map(triples).collect();
    let (score, outcomes) = benchie::compare(&gold, &extractions);
    let mut errors = String::new();
    for ((outcome, gold), sentence) in outcomes.iter().zip(&gold).zip(&sentences) {
        let _ = writeln!(errors, "# {} {}", gold.id, sentence.source.text());
        for wrong in &outcome.wrong {
            let _ = writeln!(errors, "wrong\t{}", wrong.join(" | "));
        }
        for missed in &outcome.missed {
            let _ = writeln!(errors, "missed\t{missed}");
        }
    }
    let total = |of: fn(&benchie::Outcome) -> usize| outcomes.iter().map(of).sum::<usize>();
    let counts = [
        ("extractions that match a fact", total(|o| o.right.len())),
        ("extractions that match none", total(|o| o.wrong.len())),
        ("facts found", total(benchie::Outcome::found)),
        ("facts missed", total(|o| o.missed.len())),
    ];
    report(&args.report, score, &counts, &errors)
}

fn run_carb(args: &PropositionsArgs, global: &Global, sentences: &Path, gold_path: &Path) -> Result<(), Problem> {
    let text = read(sentences)?;
    let gold = carb::parse(&read(gold_path)?).map_err(|line| {
        let help = "CaRB's form: sentence, relation and arguments, with tabs between";
        Problem::new(format!("{}: line {line} is no CaRB gold", gold_path.display()), help)
    })?;
    let place: HashMap<String, usize> = gold.iter().enumerate().map(|(i, g)| (carb::key(&g.text), i)).collect();
    let mut extractions: Vec<Vec<carb::Tuple>> = vec![Vec::new(); gold.len()];
    for sentence in parse(args, global, &text)? {
        let found = place.get(&carb::key(&sentence.source.line())).and_then(|&i| extractions.get_mut(i));
        if let Some(into) = found {
            for tuple in tuples(&sentence) {
                if !into.contains(&tuple) {
                    into.push(tuple);
                }
            }
        }
    }
    let (score, outcomes) = carb::compare(&gold, &extractions);
    let mut errors = String::new();
    for ((outcome, gold), found) in outcomes.iter().zip(&gold).zip(&extractions) {
        let _ = writeln!(errors, "# {}", gold.text);
        for (kind, credit, tuples) in [("found", &outcome.precisions, found), ("gold", &outcome.recalls, &gold.tuples)]
        {
            for (credit, t) in credit.iter().zip(tuples).filter(|(c, _)| **c < 1.0) {
                let _ = writeln!(errors, "{kind} {credit:.2}\t{} | {}", t.relation, t.arguments.join(" | "));
            }
        }
    }
    let counts = [
        ("extractions", extractions.iter().map(Vec::len).sum()),
        ("gold tuples", gold.iter().map(|g| g.tuples.len()).sum()),
    ];
    report(&args.report, score, &counts, &errors)
}

fn parse(args: &PropositionsArgs, global: &Global, text: &str) -> Result<Vec<Sentence>, Problem> {
    let sources: Vec<Pretokenised> = text.lines().filter(|l| !l.trim().is_empty()).map(Pretokenised::new).collect();
    let engine = Engine::start(global, &[])?;
    let texts: Vec<&str> = sources.iter().map(Pretokenised::text).collect();
    let docs = engine.parse(&texts, settings::threads(args.threads));
    Ok(sources.into_iter().zip(&docs).map(|(source, doc)| Sentence { source, found: engine.open(doc) }).collect())
}

fn triples(sentence: &Sentence) -> Vec<benchie::Extraction> {
    let words = |phrase: &Phrase| sentence.source.words(&phrase.spans);
    let mut out = Vec::new();
    for t in sentence.found.iter().flat_map(OpenProposition::triples) {
        let extraction = [words(&t.subject), words(&t.relation), words(&t.object)];
        if !out.contains(&extraction) {
            out.push(extraction);
        }
    }
    out
}

fn tuples(sentence: &Sentence) -> Vec<carb::Tuple> {
    // The relation of an apposition is understood: it has no words in the sentence.
    let words = |phrase: &Phrase| match phrase.spans.as_slice() {
        [] => phrase.text.clone(),
        spans => sentence.source.words(spans),
    };
    let tuple = |t: tightrope_coder::Tuple| carb::Tuple {
        relation: words(&t.relation),
        arguments: t.arguments.iter().map(words).collect(),
    };
    sentence.found.iter().filter_map(OpenProposition::tuple).map(tuple).collect()
}
