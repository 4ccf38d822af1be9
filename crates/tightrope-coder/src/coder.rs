//! Reads a page: every block in order, sentence by sentence, with what the page has spoken of so far in mind.

use crate::CoderError;
use crate::actors::{ActorError, Directory};
use crate::codebook::Codebook;
use crate::coding::{Candidate, Explanation, Ground, Outcome, Sentence, candidates, explain, select};
use crate::events::EventTable;
use crate::party::{Memory, Named, Party, Resolver, Seen, name_actors};
use crate::plover::Plover;
use crate::proposition::{extract, repair};
use crate::quantity::find_quantities_beside;
use crate::time::{Anchor, TimeContext, find_times, read_time, running_dates};
use crate::voice::{Scene, Voice, voices};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use tightrope_nlp::Doc;
use tightrope_statement::{Attribution, Certainty, CoderMark, Entity, EntityType, Evidence, RelationKind, Statement};
use tightrope_text::{Block, BlockKind, Document, Lead};

/// Version that every statement carries.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The coder: codebook and actors, ready to read pages.
#[derive(Debug)]
pub struct Coder {
    codebook: Codebook,
    directory: Directory,
    events: EventTable,
    plover: Plover,
}

/// A page to read.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// The document.
    pub document: &'a Document,
    /// The parse of each of its blocks, in order.
    pub docs: &'a [Doc],
    /// The date that relative dates count from; none leaves them unresolved.
    pub date: Option<Date>,
    /// Who published the page.
    pub publisher: Option<&'a str>,
}

/// What was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Coding {
    /// The statements, in page order.
    pub statements: Vec<Statement>,
    /// How many sentences were read; headings are sentences too.
    pub sentences: usize,
    /// How many of them make a statement.
    pub telling: usize,
}

/// A block of a page with its parse and what was found in it beforehand.
#[derive(Clone, Copy)]
struct Part<'a> {
    block: &'a Block,
    doc: &'a Doc,
    named: &'a [Named],
    voice: &'a Voice,
    /// The byte where each code point of the page starts, where an explanation is wanted.
    points: &'a [usize],
}

impl Coder {
    /// Reads the compiled-in codebook and actors.
    ///
    /// # Errors
    /// Where a data file is faulty; the message names it.
    pub fn new() -> Result<Self, CoderError> {
        Self::with_codebook(Codebook::new()?)
    }

    /// Reads the compiled-in actors beside another codebook.
    ///
    /// # Errors
    /// Where a data file is faulty; the message names it.
    pub fn with_codebook(mut codebook: Codebook) -> Result<Self, CoderError> {
        let (plover, events) = (Plover::new()?, EventTable::new()?);
        for rule in codebook.rules.iter().filter(|r| r.relation.kind() == RelationKind::Event) {
            let plover = rule.relation.name().to_uppercase();
            if let Some(mode) = rule.mode.as_deref().filter(|m| !events.modes(&plover).any(|known| known == *m)) {
                return Err(CoderError::data("rules", format!("{}: {plover} has no mode \"{mode}\"", rule.id)));
            }
        }
        for noun in plover.nouns() {
            codebook.lexicon.add_noun_predicate(noun);
        }
        Ok(Coder { codebook, directory: Directory::new().map_err(|e| CoderError::data("actors", e))?, events, plover })
    }

    /// Adds a user's actors, which go before ours; `name` is what messages call the table, `tsv` is as
    /// [`Directory::with_user`] takes it.
    ///
    /// # Errors
    /// Where a row does not fit, with its line and what would be right.
    pub fn with_actors(mut self, name: &str, tsv: &str) -> Result<Self, ActorError> {
        self.directory = self.directory.with_user(name, tsv)?;
        Ok(self)
    }

    /// The codebook.
    pub fn codebook(&self) -> &Codebook {
        &self.codebook
    }

    /// The tables of PLOVER and CAMEO.
    pub fn events(&self) -> &EventTable {
        &self.events
    }

    /// The actor directory.
    pub fn directory(&self) -> &Directory {
        &self.directory
    }

    /// Reads a page. Blocks beyond the parses given are left unread.
    pub fn code(&self, page: &Page<'_>) -> Coding {
        self.read(page, None)
    }

    /// Reads a page and says how, sentence by sentence: the propositions with the parties of their arguments, what each
    /// rule made of them and by which words, and why the others made nothing.
    pub fn explain(&self, page: &Page<'_>) -> (Coding, Explanation) {
        let mut log = Explanation::default();
        (self.read(page, Some(&mut log)), log)
    }

    fn read(&self, page: &Page<'_>, mut log: Option<&mut Explanation>) -> Coding {
        let mut seen_names = FxHashMap::default();
        let named: Vec<Vec<Named>> =
            page.docs.iter().map(|doc| name_actors(doc, &self.directory, page.date, &mut seen_names)).collect();
        let weights = weights(&page.document.blocks, page.docs, &named);
        let entity = |state: &str| self.directory.by_id(state).map(|a| a.entity_at(page.date));
        let mut memory = Memory { focal: weights.first().and_then(|(s, _)| entity(s)), ..Memory::default() };
        let mut coding = Coding::default();
        let voices = voices(&Scene {
            document: page.document,
            docs: page.docs,
            named: &named,
            directory: &self.directory,
            lexicon: &self.codebook.lexicon,
            date: page.date,
        });
        // a speaker for a state speaks of it
        if let Some(home) = voices.iter().find_map(|v| v.state.as_deref()).and_then(|s| self.directory.by_id(s)) {
            memory.focal = Some(home.entity_at(page.date));
        }
        memory.counterpart = counterpart(&weights, memory.focal.as_ref()).and_then(entity);
        // the byte where each code point starts, for the places in an explanation
        let mut points = Vec::new();
        if let Some(log) = log.as_deref_mut() {
            log.focal.clone_from(&memory.focal);
            let speakers: std::collections::BTreeSet<&str> =
                voices.iter().filter_map(|v| v.attribution.as_ref()).map(|a| a.name.as_str()).collect();
            log.speakers = speakers.into_iter().map(str::to_owned).collect();
            points.extend(page.document.text.char_indices().map(|(at, _)| at));
        }
        for (((block, doc), named), voice) in page.document.blocks.iter().zip(page.docs).zip(&named).zip(&voices) {
            let part = Part { block, doc, named, voice, points: &points };
            self.block(page, &part, &mut memory, &mut coding, log.as_deref_mut());
        }
        coding
    }

    fn block(
        &self,
        page: &Page<'_>,
        part: &Part<'_>,
        memory: &mut Memory,
        out: &mut Coding,
        mut log: Option<&mut Explanation>,
    ) {
        let Part { block, doc, named, voice, points } = *part;
        let mut by_token = vec![None; doc.len()];
        for (k, n) in named.iter().enumerate() {
            for t in n.tokens.clone() {
                if let Some(cell) = by_token.get_mut(t) {
                    *cell = Some(k);
                }
            }
        }
        let is_actor = |t: usize| {
            by_token.get(t).copied().flatten().is_some_and(|k| named[k].qualifies(doc, &self.codebook.lexicon))
        };
        let mended = repair(doc, &self.codebook.lexicon, &is_actor);
        let doc = &mended;
        let propositions = extract(doc, &self.codebook.lexicon, &is_actor);
        let acts = self.plover.acts(doc, propositions.all.iter().map(|p| p.head));
        memory.speaker = voice
            .state
            .as_deref()
            .and_then(|s| self.directory.by_id(s))
            .map(|a| a.entity_at(page.date))
            .or_else(|| memory.focal.clone().filter(|_| voice.attribution.is_some()));
        memory.speaker_person = voice.person.clone();
        memory.addressee = memory.focal.clone().filter(|_| voice.asks);
        let times = find_times(doc);
        let quantities = find_quantities_beside(doc, &times);
        let anchor = match &block.lead {
            Some(Lead::Date(range)) => page
                .document
                .text
                .get(range.clone())
                .and_then(|words| Some((date_of(words, page.date)?, words.to_owned()))),
            _ => None,
        };
        let lead = anchor.as_ref().and_then(|(edtf, _)| Anchor::parse(edtf, true));
        let (references, last) = running_dates(times.iter().map(|m| &m.expr), lead, memory.last_date, page.date);
        memory.last_date = last.map(|a| Anchor { governs: false, ..a });
        for tokens in doc.sents() {
            memory.sentence += 1;
            remember(doc, named, tokens.clone(), memory);
            let resolver = Resolver {
                doc,
                named,
                by_token: &by_token,
                directory: &self.directory,
                lexicon: &self.codebook.lexicon,
                memory,
                date: page.date,
            };
            let sentence = Sentence {
                doc,
                tokens: tokens.clone(),
                propositions: &propositions,
                codebook: &self.codebook,
                acts: &acts,
                times: &times,
                references: &references,
                quantities: &quantities,
                anchor: anchor.clone(),
                attempts: RefCell::default(),
                resolver,
            };
            let found = candidates(&sentence);
            let all = if log.is_some() { found.clone() } else { Vec::new() };
            let chosen = select(found);
            out.sentences += 1;
            out.telling += usize::from(!chosen.is_empty());
            let first = out.statements.len();
            let mut group: Option<Vec<Entity>> = None;
            for c in &chosen {
                if let (Some(s), Some(t)) = (&c.source, &c.target) {
                    let sides: Vec<Entity> =
                        [s, t].into_iter().chain(&c.with).filter_map(|p| side(&sentence, p)).collect();
                    if sides.len() > 1 && sides.windows(2).all(|w| w[0].id != w[1].id) {
                        group = Some(sides);
                    }
                }
                out.statements.push(self.statement(page, block, &sentence, c, voice));
            }
            if let Some(log) = log.as_deref_mut() {
                let statements = out.statements.get(first..).unwrap_or_default();
                let outcome = Outcome { all: &all, chosen: &chosen, statements };
                log.sentences.push(explain(&sentence, &outcome, Ground { points, offset: block.range.start, voice }));
            }
            if let Some(group) = group {
                memory.group = Some((group, memory.sentence));
            }
        }
    }

    fn statement(
        &self,
        page: &Page<'_>,
        block: &Block,
        sentence: &Sentence<'_>,
        c: &Candidate<'_>,
        voice: &Voice,
    ) -> Statement {
        let doc = sentence.doc;
        let bytes = doc.span_bytes(c.span.clone());
        let offset = block.range.start;
        let evidence =
            Evidence::cut(&page.document.text, offset + bytes.start..offset + bytes.end).unwrap_or(Evidence {
                start: 0,
                end: 0,
                exact: String::new(),
                prefix: String::new(),
                suffix: String::new(),
            });
        let (attribution, hearsay) = attribution(sentence, c, voice);
        let certainty = if c.scope.reported || hearsay {
            Certainty::Reported
        } else if c.scope.estimated {
            Certainty::Estimated
        } else {
            Certainty::Asserted
        };
        let mut statement = Statement {
            id: String::new(),
            document: page.document.id.clone(),
            relation: c.rule.relation,
            source: c.source.as_ref().map(|p| p.entity.clone()),
            target: c.target.as_ref().map(|p| p.entity.clone()),
            with: c.with.iter().map(|p| p.entity.clone()).collect(),
            object: c.object.clone(),
            domains: c.domains.clone(),
            status: c.status,
            polarity: c.polarity,
            certainty,
            attribution,
            time: c.time.clone(),
            amount: c.amount.clone(),
            event: self
                .events
                .event_of(c.rule.relation, c.mode.as_deref(), &c.domains)
                .or_else(|| self.events.event_of_tie(c.rule.relation, c.status, &c.domains)),
            evidence,
            coder: CoderMark { version: VERSION.to_owned(), rule: c.rule.id.clone() },
        };
        statement.seal();
        statement
    }
}

/// The EDTF date that a few words name.
fn date_of(words: &str, date: Option<Date>) -> Option<String> {
    read_time(words)?.resolve(&TimeContext { document_date: date, ..TimeContext::default() })
}

/// The state that a party acts for, as an entity.
fn side(sentence: &Sentence<'_>, p: &Party) -> Option<Entity> {
    match (&p.entity.state, p.entity.kind) {
        (Some(state), _) => sentence.resolver.state_entity(state),
        (None, EntityType::Organisation) => Some(p.entity.clone()),
        _ => None,
    }
}

/// Who says so, outermost first, and whether that is nobody one could name.
fn attribution(sentence: &Sentence<'_>, c: &Candidate<'_>, voice: &Voice) -> (Vec<Attribution>, bool) {
    let doc = sentence.doc;
    let lexicon = &sentence.codebook.lexicon;
    let mut found: Vec<Attribution> = voice.attribution.clone().into_iter().collect();
    let mut hearsay = false;
    for &head in c.scope.speakers.iter().rev() {
        let token = doc.token(head);
        if lexicon.is("first-person", &token.lower()) {
            continue;
        }
        let known = sentence.resolver.parties(token);
        let a = match known.first() {
            Some(p) => Attribution { id: Some(p.entity.id.clone()), name: p.entity.name.clone() },
            None => {
                hearsay |= lexicon.is("unnamed-source", &token.lower()) && !c.scope.estimated;
                if token.pos() == "PRON" && !lexicon.is("unnamed-source", &token.lower()) {
                    continue;
                }
                Attribution { id: None, name: doc.span_text(crate::proposition::noun_phrase(token)).to_owned() }
            }
        };
        if !found.contains(&a) {
            found.push(a);
        }
    }
    (found, hearsay)
}

/// How much more a state counts that the title names.
const TITLE: usize = 8;

/// The states that the page speaks of, most first: by name, and by their people, places and firms; headings count three
/// times, the title more.
fn weights<'a>(blocks: &[Block], docs: &[Doc], named: &'a [Vec<Named>]) -> Vec<(&'a str, usize)> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for (k, ((block, doc), named)) in blocks.iter().zip(docs).zip(named).enumerate() {
        let place = if k == 0 {
            TITLE
        } else if block.kind == BlockKind::Heading {
            3
        } else {
            1
        };
        for n in named {
            let Some(state) = n.entity.state.as_deref() else { continue };
            let subject = doc.token(n.tokens.end - 1).dep() == "nsubj";
            let kind = match n.entity.kind {
                EntityType::State if subject => 3,
                EntityType::State | EntityType::Person => 2,
                _ => 1,
            };
            match counts.iter_mut().find(|(s, _)| *s == state) {
                Some((_, c)) => *c += place * kind,
                None => counts.push((state, place * kind)),
            }
        }
    }
    counts.sort_by_key(|c| std::cmp::Reverse(c.1));
    counts
}

/// The one other state that a page is about: spoken of at least twice as much as any third.
fn counterpart<'a>(weights: &[(&'a str, usize)], focal: Option<&Entity>) -> Option<&'a str> {
    let home = focal?.state.as_deref();
    let mut others = weights.iter().filter(|(s, _)| Some(*s) != home);
    let (first, most) = others.next()?;
    others.next().is_none_or(|(_, next)| *most >= 2 * next).then_some(*first)
}

/// Adds a sentence's mentions to memory.
fn remember(doc: &Doc, named: &[Named], tokens: std::ops::Range<usize>, memory: &mut Memory) {
    for n in named.iter().filter(|n| tokens.contains(&n.tokens.start)) {
        let head = doc.token(n.tokens.end - 1);
        let first = if head.dep() == "conj" { head.head() } else { head };
        let weight = match first.dep() {
            "nsubj" | "nsubjpass" => 5,
            "dobj" | "pobj" | "dative" | "ROOT" => 3,
            "poss" => 2,
            _ => 1,
        };
        memory.seen.push(Seen {
            entity: n.entity.clone(),
            sentence: memory.sentence,
            token: n.tokens.start,
            weight,
            gender: n.gender,
            plural: false,
        });
    }
    // two states side by side are what "the two countries" will mean
    for n in named.iter().filter(|n| tokens.contains(&n.tokens.start) && n.entity.kind == EntityType::State) {
        let head = doc.token(n.tokens.end - 1);
        let mates: Vec<Entity> = crate::proposition::conjuncts(head)
            .iter()
            .filter_map(|t| named.iter().find(|m| m.tokens.contains(&t.i) && m.entity.kind == EntityType::State))
            .map(|m| m.entity.clone())
            .collect();
        if mates.len() == 2 && mates[0].id != mates[1].id {
            memory.group = Some((mates, memory.sentence));
        }
    }
}
