//! `tightrope evaluate dyads`: who acts on whom, in cooperation or conflict.
//!
//! A dyad is (who acts, on whom, class), class being cooperation or conflict. The gold dyads of a sentence come from its
//! ICBe events: an act's actors A and B with the class of its kind (cooperative and deescalatory are cooperation,
//! escalatory and uncooperative conflict); an utterance's speaker and hearer with the class of its intent (accept,
//! promise, offer, praise, express intent, appeal are cooperation, the others conflict), and where no hearer is coded
//! the actor whose act is spoken of. Of thoughts only the acts that begin or end a crisis or are discovered count. Lists of
//! actors give every pair; an event of mixed class accepts both. The given dyads of a sentence are those of the
//! statements whose evidence lies in it: source against target and further parties, class by the PLOVER quad of the
//! event, else by the relation; a symmetric relation counts once and matches either way round. A given dyad and a gold
//! dyad match when actors, direction and class agree; they are matched one to one within the sentence, and precision,
//! recall and F1 are over all sentences together.

mod gold;
mod made;

use super::args::ReportArgs;
use super::metrics::Tally;
use super::rows::text;
use super::written::{Sheet, figure, write};
use crate::cli::Global;
use crate::engine::{Engine, coder};
use crate::problem::{Outcome, Problem};
use clap::Args;
use gold::{GoldDyad, Narrative, narratives};
use made::{MadeDyad, made};
use serde::Serialize;
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "Example:
  tightrope evaluate dyads even_crises.jsonl --errors errors.tsv

FILE has one JSON object a line: crisis, sentence, text, and events as ICBe codes them. A dyad is who acts, on whom, and
whether it is cooperation or conflict. Gold: the actors A and B of an act, with its kind (cooperative and deescalatory
are cooperation; escalatory and uncooperative conflict); speaker and hearer of an utterance, with its intent (accept,
promise, offer, praise, express intent and appeal are cooperation; the others conflict), or, where no hearer is coded,
the actor whose act is spoken of; acts that begin or end a crisis in somebody's mind. Given: the statements whose
evidence lies in the sentence, each as source against target and further parties, with the class of its PLOVER quad or
else of its relation; a symmetric relation matches either way round. The sentences of a crisis are read as one page.
Dyads are matched one to one within a sentence; the figures are over all sentences together.")]
pub(crate) struct DyadsArgs {
    /// Sentences of crisis narratives with their events
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    pub report: ReportArgs,
}

#[derive(Debug, Serialize)]
struct Figures {
    n: usize,
    precision: f64,
    recall: f64,
    f1: f64,
    /// The same without the class.
    any_class: Part,
    /// The same without the direction.
    any_direction: Part,
    /// Gold dyads, and dyads given.
    gold: usize,
    given: usize,
}

#[derive(Debug, Serialize)]
struct Part {
    precision: f64,
    recall: f64,
    f1: f64,
}

/// What must agree.
#[derive(Debug, Clone, Copy)]
struct Strictness {
    class: bool,
    direction: bool,
}

pub(crate) fn run(args: &DyadsArgs, global: &Global) -> Result<Outcome, Problem> {
    let coder = coder()?;
    let narratives = narratives(&text(&args.file)?, coder.directory()).map_err(|(line, e)| {
        let help = "each line is one JSON object with crisis, sentence, text and events";
        Problem::new(format!("{}: line {line}: {e}", args.file.display()), help)
    })?;
    let engine = Engine::start(global.model())?;
    let exact = Strictness { class: true, direction: true };
    let kinds = [exact, Strictness { class: false, ..exact }, Strictness { direction: false, ..exact }];
    let mut tallies = [Tally::default(); 3];
    let (mut sentences, mut errors) = (0, Vec::new());
    for narrative in &narratives {
        let given = read(&engine, narrative)?;
        for (sentence, given) in narrative.sentences.iter().zip(&given) {
            sentences += 1;
            for (tally, kind) in tallies.iter_mut().zip(kinds) {
                let (counted, _, _) = compare(&sentence.dyads, given, kind);
                tally.add(counted);
            }
            let (_, missed, extra) = compare(&sentence.dyads, given, exact);
            let place = format!("{}.{}", narrative.crisis, sentence.number);
            errors.extend(missed.iter().map(|d| format!("{place}\tmissed\t{d}\t{}", sentence.text)));
            errors.extend(extra.iter().map(|d| format!("{place}\textra\t{d}\t{}", sentence.text)));
        }
    }
    let [all, any_class, any_direction] = tallies;
    let part = |t: Tally| Part { precision: t.precision(), recall: t.recall(), f1: t.f1() };
    let figures = Figures {
        n: sentences,
        precision: all.precision(),
        recall: all.recall(),
        f1: all.f1(),
        any_class: part(any_class),
        any_direction: part(any_direction),
        gold: all.right + all.missed,
        given: all.right + all.extra,
    };
    let mut sheet = Sheet::new(
        &format!("Dyads of {sentences} sentences"),
        &["", "gold", "given", "right", "precision", "recall", "F1"],
    );
    for (name, tally) in [("direction and class", all), ("direction", any_class), ("class", any_direction)] {
        sheet.add(vec![
            name.to_owned(),
            (tally.right + tally.missed).to_string(),
            (tally.right + tally.extra).to_string(),
            tally.right.to_string(),
            figure(tally.precision()),
            figure(tally.recall()),
            figure(tally.f1()),
        ]);
    }
    write(&args.report, &figures, &[sheet], &errors)?;
    Ok(Outcome::Done)
}

/// The given dyads of each sentence of a narrative, read as one page.
fn read(engine: &Engine, narrative: &Narrative) -> Result<Vec<Vec<MadeDyad>>, Problem> {
    let page = narrative.page()?;
    let statements = engine.read(&page, None, None, 1);
    let mut given = vec![Vec::new(); narrative.sentences.len()];
    let mut starts = Vec::new();
    let mut at = 0;
    for sentence in &narrative.sentences {
        starts.push(at);
        at += sentence.text.chars().count() + 2;
    }
    for statement in &statements {
        let sentence = starts.partition_point(|start| *start <= statement.evidence.start).saturating_sub(1);
        if let Some(dyads) = given.get_mut(sentence) {
            for dyad in made(statement) {
                if !dyads.contains(&dyad) {
                    dyads.push(dyad);
                }
            }
        }
    }
    Ok(given)
}

/// Counts, and says what was missed and what is extra. Gold dyads are taken in order, each with the first given dyad
/// that fits and is free.
fn compare<'d>(
    gold: &'d [GoldDyad],
    given: &'d [MadeDyad],
    kind: Strictness,
) -> (Tally, Vec<&'d GoldDyad>, Vec<&'d MadeDyad>) {
    let mut free: Vec<&MadeDyad> = given.iter().collect();
    let mut missed = Vec::new();
    for dyad in gold {
        match free.iter().position(|g| fits(dyad, g, kind)) {
            Some(at) => {
                free.remove(at);
            }
            None => missed.push(dyad),
        }
    }
    let tally = Tally { right: gold.len() - missed.len(), extra: free.len(), missed: missed.len() };
    (tally, missed, free)
}

fn fits(gold: &GoldDyad, given: &MadeDyad, kind: Strictness) -> bool {
    let either_way = given.symmetric || !kind.direction;
    let one_way = given.source.is(&gold.source) && given.target.is(&gold.target);
    let other_way = either_way && given.source.is(&gold.target) && given.target.is(&gold.source);
    (one_way || other_way) && (!kind.class || gold.classes.contains(&given.class))
}
