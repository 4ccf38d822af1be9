//! `tightrope evaluate dyads`: who acts on whom, in cooperation or conflict.
//!
//! A dyad is (who acts, on whom, class), class being cooperation or conflict. The gold dyads of a sentence come from its
//! ICBe events: an act's actors A and B with the class of its kind (cooperative and deescalatory are cooperation,
//! escalatory and uncooperative conflict); an utterance's speaker and hearer with the class of its intent (accept,
//! promise, offer, praise, express intent are cooperation, an appeal is either, as PLOVER counts requests as verbal
//! conflict, the others are conflict), and where no hearer is coded the actor whose act is spoken of. Of thoughts only the acts that begin or end a crisis or are discovered count. Lists of
//! actors give every pair; an event of mixed class accepts both. The given dyads of a sentence are those of the
//! affirmed statements whose evidence lies in it and that report an act: source against target and further parties, class
//! by the PLOVER quad of the event; a symmetric relation matches either way round, and both ways where both are gold. A body of an
//! organisation counts as the organisation too. A given dyad and a gold dyad match when actors, direction and class agree;
//! they are matched one to one within the sentence, and precision, recall and F1 are over all sentences together. A crisis
//! is read as one page, dated in the first year that its events name.

mod gold;
mod made;
#[cfg(test)]
mod tests;

use super::args::ReportArgs;
use super::metrics::Tally;
use super::rows::text;
use super::written::{Sheet, figure, write};
use crate::cli::Global;
use crate::engine::Engine;
use crate::problem::{Outcome, Problem};
use clap::Args;
use gold::{GoldDyad, Narrative, Party, narratives};
use made::{MadeDyad, made, party};
use serde::Serialize;
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "Example:
  tightrope evaluate dyads even_crises.jsonl --errors errors.tsv

FILE has one JSON object a line: crisis, sentence, text, and events as ICBe codes them. A dyad is who acts, on whom, and
whether it is cooperation or conflict. Gold: the actors A and B of an act, with its kind (cooperative and deescalatory
are cooperation; escalatory and uncooperative conflict); speaker and hearer of an utterance, with its intent (accept,
promise, offer, praise and express intent are cooperation; an appeal is either; the others conflict), or, where no hearer
is coded, the actor whose act is spoken of; acts that begin or end a crisis in somebody's mind. Given: the affirmed
statements whose evidence lies in the sentence and that report an act, each as source against target and further parties,
with the class of its PLOVER quad; a symmetric relation matches either way round, and both ways where both are gold. A body of an
organisation (the Security Council) counts as the organisation too. The sentences of a crisis are read as one page, dated
in the first year that its events name. Dyads are matched one to one within a sentence; the figures are over all
sentences together; the last line is over the dyads whose two actors the sentence names.")]
pub(crate) struct DyadsArgs {
    /// Sentences of crisis narratives with their events
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    pub report: ReportArgs,
}

#[derive(Debug, Serialize)]
struct Figures {
    /// Sentences.
    n: usize,
    precision: f64,
    recall: f64,
    f1: f64,
    /// The same without the class.
    any_class: Part,
    /// The same without the direction.
    any_direction: Part,
    /// Direction and class again, over the dyads whose two actors the sentence names.
    both_named: Part,
    /// Dyads that the events give.
    gold: usize,
    /// Dyads that the statements give.
    given: usize,
}

#[derive(Debug, Serialize)]
struct Part {
    gold: usize,
    given: usize,
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
    let text = text(&args.file)?;
    let engine = Engine::start(global, &[])?;
    let narratives = narratives(&text, engine.directory()).map_err(|(line, e)| {
        let help = "each line is one JSON object with crisis, sentence, text and events";
        Problem::new(format!("{}: line {line}: {e}", args.file.display()), help)
    })?;
    let exact = Strictness { class: true, direction: true };
    let kinds = [exact, Strictness { class: false, ..exact }, Strictness { direction: false, ..exact }];
    let mut tallies = [Tally::default(); 3];
    let mut named = Tally::default();
    let (mut sentences, mut errors) = (0, Vec::new());
    for narrative in &narratives {
        for (sentence, read) in narrative.sentences.iter().zip(&read(&engine, narrative)?) {
            sentences += 1;
            for (tally, kind) in tallies.iter_mut().zip(kinds) {
                tally.add(compare(&sentence.dyads, &read.dyads, kind).0);
            }
            let gold: Vec<GoldDyad> =
                sentence.dyads.iter().filter(|d| read.names(&d.source) && read.names(&d.target)).cloned().collect();
            let given: Vec<MadeDyad> =
                read.dyads.iter().filter(|d| read.names(&d.source) && read.names(&d.target)).cloned().collect();
            named.add(compare(&gold, &given, exact).0);
            let (_, missed, extra) = compare(&sentence.dyads, &read.dyads, exact);
            let place = format!("{}.{}", narrative.crisis, sentence.number);
            let both = |d: &GoldDyad| if gold.contains(d) { "missed" } else { "missed, not both named" };
            errors.extend(missed.iter().map(|d| format!("{place}\t{}\t{d}\t{}", both(d), sentence.text)));
            errors.extend(extra.iter().map(|d| format!("{place}\textra\t{d}\t{}\t{}", d.rule, sentence.text)));
        }
    }
    let [all, any_class, any_direction] = tallies;
    let part = |t: Tally| Part {
        gold: t.right + t.missed,
        given: t.right + t.extra,
        precision: t.precision(),
        recall: t.recall(),
        f1: t.f1(),
    };
    let figures = Figures {
        n: sentences,
        precision: all.precision(),
        recall: all.recall(),
        f1: all.f1(),
        any_class: part(any_class),
        any_direction: part(any_direction),
        both_named: part(named),
        gold: all.right + all.missed,
        given: all.right + all.extra,
    };
    let mut sheet = Sheet::new(
        &format!("Dyads of {sentences} sentences"),
        &["", "gold", "given", "right", "precision", "recall", "F1"],
    );
    let lines = [
        ("direction and class", all),
        ("direction", any_class),
        ("class", any_direction),
        ("both actors named", named),
    ];
    for (name, tally) in lines {
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

/// What was read in a sentence: the dyads of its statements, and the actors that its words name.
#[derive(Debug, Clone, Default)]
struct Read {
    dyads: Vec<MadeDyad>,
    names: Vec<Party>,
}

impl Read {
    fn names(&self, party: &Party) -> bool {
        self.names.iter().any(|n| n.is(party))
    }
}

/// What was read in each sentence of a narrative, read as one page.
fn read(engine: &Engine, narrative: &Narrative) -> Result<Vec<Read>, Problem> {
    let page = narrative.page()?;
    let directory = engine.directory();
    let docs = engine.docs(&page, 1);
    let statements = engine.code(&page, &docs, narrative.date, None).statements;
    let mut found = vec![Read::default(); narrative.sentences.len()];
    // where each sentence starts, in bytes and in code points
    let (mut bytes, mut points) = (vec![0], vec![0]);
    for sentence in &narrative.sentences {
        bytes.push(bytes.last().unwrap_or(&0) + sentence.text.len() + 2);
        points.push(points.last().unwrap_or(&0) + sentence.text.chars().count() + 2);
    }
    let place = |starts: &[usize], at: usize| starts.partition_point(|start| *start <= at).saturating_sub(1);
    for statement in &statements {
        if let Some(read) = found.get_mut(place(&points, statement.evidence.start)) {
            for dyad in made(statement, directory) {
                if !read.dyads.iter().any(|d| d.same(&dyad)) {
                    read.dyads.push(dyad);
                }
            }
        }
    }
    for (block, doc) in page.blocks.iter().zip(&docs) {
        let Some(read) = found.get_mut(place(&bytes, block.range.start)) else { continue };
        for mention in directory.find(doc, narrative.date) {
            let readings = mention.readings.iter().map(|r| party(&r.actor.entity_at(narrative.date), directory));
            read.names.extend(readings);
        }
    }
    Ok(found)
}

/// Counts, and says what was missed and what is extra. Gold dyads are taken in order, each with the first given dyad
/// that fits and is free. A symmetric relation holds both ways: where it has met a gold dyad, it meets the reverse too,
/// and then counts as two.
fn compare<'d>(
    gold: &'d [GoldDyad],
    given: &'d [MadeDyad],
    kind: Strictness,
) -> (Tally, Vec<&'d GoldDyad>, Vec<&'d MadeDyad>) {
    let mut free: Vec<&MadeDyad> = given.iter().collect();
    let mut both_ways: Vec<(&MadeDyad, &GoldDyad)> = Vec::new();
    let mut missed = Vec::new();
    for dyad in gold {
        let reverse = |(made, met): &(&MadeDyad, &GoldDyad)| {
            fits(dyad, made, kind) && met.source.is(&dyad.target) && met.target.is(&dyad.source)
        };
        if let Some(at) = both_ways.iter().position(reverse) {
            both_ways.remove(at);
        } else if let Some(at) = free.iter().position(|g| fits(dyad, g, kind)) {
            let made = free.remove(at);
            if made.symmetric {
                both_ways.push((made, dyad));
            }
        } else {
            missed.push(dyad);
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
