//! Reads a page: every block in order, sentence by sentence, with what the page has spoken of so far in mind.

mod about;

use crate::CoderError;
use crate::actors::{ActorError, Directory};
use crate::attribution::{Said, attribution, said};
use crate::codebook::Codebook;
use crate::coding::{
    Attempt, Candidate, Explanation, Ground, Miss, Outcome, Reader, Senses, Sentence, answers, as_told, candidates,
    complete, completed, decide, explain, is_hollow, joined, judge, proposals, repeated, select,
};
use crate::ellipsis;
use crate::events::EventTable;
use crate::focal::{counterpart, host, is_native, sides, weights};
use crate::lesson::{JudgedReading, Learn, Lesson, OpenReading};
use crate::party::{How, Memory, Named, Party, Resolver, Seen, Told, called, described, placed, plurals, remember};
use crate::plover::Plover;
use crate::proposition::{extract, repair};
use crate::quantity::find_quantities_beside;
use crate::time::{Anchor, TimeContext, find_times, read_head, running_dates};
use crate::voice::{Quotes, Voice, quotes, speaker_by};
use jiff::civil::Date;
use std::cell::{Cell, RefCell};
use tightrope_nlp::{Doc, Model};
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
    reader: Option<Reader>,
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
    /// What the learned reader's encoder makes of the page.
    senses: &'a Senses,
    /// Whether the page is of a sentence or two.
    brief: bool,
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
        Ok(Coder {
            codebook,
            directory: Directory::new().map_err(|e| CoderError::data("actors", e))?,
            events,
            plover,
            reader: None,
        })
    }

    /// Adds a learned reader, which is asked beside the rules.
    pub fn with_reader(mut self, reader: Reader) -> Self {
        self.reader = Some(reader);
        self
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

    /// Parses the blocks of a page as [`Coder::code`] wants them: where a clause leaves out its subject, as notes and timelines
    /// do, a pronoun is supplied that covers no words of the page. They do not depend on the number of threads.
    pub fn parse(&self, model: &Model, document: &Document, threads: usize) -> Vec<Doc> {
        let words = ellipsis::Words { codebook: &self.codebook, plover: &self.plover, directory: &self.directory };
        ellipsis::parse(&words, model, document, threads)
    }

    /// Reads a page. Blocks beyond the parses given are left unread.
    pub fn code(&self, page: &Page<'_>) -> Coding {
        self.read(page, None, None)
    }

    /// Reads a page and says how, sentence by sentence: the propositions with the parties of their arguments, what each
    /// rule made of them and by which words, and why the others made nothing.
    pub fn explain(&self, page: &Page<'_>) -> (Coding, Explanation) {
        let mut log = Explanation::default();
        (self.read(page, Some(&mut log), None), log)
    }

    /// Reads a page without the weights of unnamed sides and tells everything that they would choose from, for learning them.
    pub fn open_readings(&self, page: &Page<'_>) -> (Coding, Vec<OpenReading>) {
        let mut learn = Learn { unnamed: true, ..Learn::default() };
        (self.read(page, None, Some(&mut learn)), learn.open)
    }

    /// Reads a page by the rules alone and tells between whom each sentence may state something, and what the reader, where
    /// there is one, would make of it, for learning it.
    pub fn lessons(&self, page: &Page<'_>) -> (Coding, Vec<Lesson>) {
        let mut learn = Learn::default();
        (self.read(page, None, Some(&mut learn)), learn.lessons)
    }

    fn read(&self, page: &Page<'_>, mut log: Option<&mut Explanation>, mut learn: Option<&mut Learn>) -> Coding {
        let named = self.named(page);
        let head = self.head(page, &named);
        let weights = weights(&head, &page.document.text);
        let entity = |state: &String| self.directory.by_id(state).map(|a| a.entity_at(page.date));
        let sides = sides(&head);
        let voices = self.voices(page, &named);
        let brief = page.docs.iter().map(|doc| doc.sents().len()).sum::<usize>() <= 2;
        let senses = self.reader.as_ref().map(|r| r.encode(page.docs)).unwrap_or_default();
        let mut focal_for = Vec::new();
        let focal = host(&head, &page.document.text, &sides).or_else(|| {
            let (state, why) = self.focal(&head, &page.document.text, &voices, (!brief).then_some(&senses))?;
            focal_for = why;
            entity(&state)
        });
        let mut memory = Memory { focal, sides, ..Memory::default() };
        let mut coding = Coding::default();
        memory.guests = voices.iter().filter_map(|v| v.person.as_ref()).map(|p| p.id.clone()).collect();
        memory.guests.sort_unstable();
        memory.guests.dedup();
        memory.native = voices.iter().all(|v| *v == Voice::default()) && is_native(page.docs, &self.codebook);
        memory.counterpart = counterpart(&weights, memory.focal.as_ref()).and_then(entity);
        // the byte where each code point starts, for the places in an explanation
        let mut points = Vec::new();
        if let Some(log) = log.as_deref_mut() {
            log.focal.clone_from(&memory.focal);
            log.focal_for = focal_for;
            let speakers: std::collections::BTreeSet<&str> =
                voices.iter().filter_map(|v| v.attribution.as_ref()).map(|a| a.name.as_str()).collect();
            log.speakers = speakers.into_iter().map(str::to_owned).collect();
            points.extend(page.document.text.char_indices().map(|(at, _)| at));
        }
        let blocks = page.document.blocks.iter().zip(page.docs).zip(&named).zip(&voices);
        for (((block, doc), named), voice) in blocks {
            let part = Part { block, doc, named, voice, points: &points, senses: &senses, brief };
            self.block(page, &part, &mut memory, &mut coding, log.as_deref_mut(), learn.as_deref_mut());
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
        mut learn: Option<&mut Learn>,
    ) {
        let Part { block, doc, named, voice, points, senses, brief } = *part;
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
            .or_else(|| memory.focal.clone().filter(|_| voice.attribution.is_some() || memory.native));
        memory.official = voice.state.is_some();
        memory.speaker_person = voice.person.clone();
        memory.addressee = memory.focal.clone().filter(|_| voice.asks);
        let times = find_times(doc);
        let quantities = find_quantities_beside(doc, &times);
        let anchor = match &block.lead {
            Some(Lead::Date(range)) => {
                let words = |r: &std::ops::Range<usize>| page.document.text.get(r.clone());
                let section = block.section.as_ref().and_then(words).and_then(|s| date_of(s, page.date, None));
                let year = section.and_then(|edtf| Some(Anchor::parse(&edtf, true)?.date.year()));
                words(range).and_then(|w| Some((date_of(w, page.date, year)?, w.to_owned())))
            }
            _ => None,
        };
        let lead = anchor.as_ref().and_then(|(edtf, _)| Anchor::parse(edtf, true));
        let (references, last) = running_dates(times.iter().map(|m| &m.expr), lead, memory.last_date, page.date);
        memory.last_date = last.map(|a| Anchor { governs: false, ..a });
        // only the page's own voice quotes: a speech or an answer has its speaker
        let quotes = match voice.attribution {
            None if block.kind != BlockKind::Heading => quotes(doc, &self.codebook),
            _ => Quotes::default(),
        };
        if block.kind == BlockKind::Heading || voice.attribution.is_some() || !quotes.opens {
            memory.last_said = None;
        }
        let alone = alone(doc, named, &self.directory);
        memory.notes = ellipsis::is_note(block);
        if block.kind == BlockKind::Heading {
            memory.section.clone_from(&alone);
        }
        memory.topic = alone
            // "Russia. Supplied tanks.": a name that opens a paragraph as its head
            .filter(|_| block.kind == BlockKind::ListItem || block.kind != BlockKind::Heading && is_headed(doc))
            .filter(|t| memory.focal.as_ref().is_none_or(|f| f.id != t.id));
        let own_side = (memory.speaker.clone(), memory.speaker_person.clone(), memory.official);
        for tokens in doc.sents() {
            memory.sentence += 1;
            let lexicon = &self.codebook.lexicon;
            remember(doc, named, tokens.clone(), lexicon, memory);
            let directory = &self.directory;
            let before = Resolver {
                doc,
                named,
                by_token: &by_token,
                directory,
                lexicon,
                memory,
                date: page.date,
                depth: Cell::new(0),
            };
            let several = plurals(&before, tokens.clone());
            let described = described(&before, tokens.clone());
            let called = called(&before, tokens.clone());
            let placed = placed(&before, tokens.clone());
            let quote = quotes.all.iter().find(|q| {
                let mut here = tokens.clone().filter(|i| q.tokens.contains(i));
                overlap(&q.tokens, tokens) * 2 > tokens.len()
                    || here.any(|i| lexicon.is("first-person", &doc.token(i).lower()))
            });
            let by: Vec<Option<Said>> = quotes
                .all
                .iter()
                .map(|q| {
                    let here = overlap(&q.tokens, tokens) > 0;
                    let own = q.speaker.filter(|_| here).and_then(|t| said(&before, lexicon, doc.token(t)));
                    own.or_else(|| memory.last_said.clone().filter(|_| here && q.clause && q.speaker.is_none()))
                })
                .collect();
            let quoted = |i: usize| quotes.all.iter().any(|q| q.tokens.contains(&i));
            let told = tokens
                .clone()
                .rev()
                .filter(|i| !quoted(*i))
                .find_map(|i| said(&before, lexicon, doc.token(speaker_by(&self.codebook, doc.token(i))?)));
            for person in &placed {
                let same = |s: &&mut Seen| s.entity.id == person.id && s.entity.state.is_none();
                memory.seen.iter_mut().filter(same).for_each(|s| s.entity.state.clone_from(&person.state));
            }
            memory.nouns.extend(called);
            memory.plurals.extend(several);
            memory.seen.extend(described);
            // "we" inside a quotation is the side of whoever is quoted
            (memory.speaker, memory.speaker_person, memory.official) = own_side.clone();
            if let Some(said) =
                quote.and_then(|q| quotes.all.iter().position(|x| x == q)).and_then(|k| by.get(k)?.as_ref())
            {
                // an official whose state no word names is the page's own
                let home = memory.focal.clone().filter(|_| said.official || titled(said, memory));
                let named = said.state.as_deref().and_then(|s| directory.by_id(s)).map(|a| a.entity_at(page.date));
                memory.speaker = named.or(home);
                memory.speaker_person.clone_from(&said.person);
                memory.official = true;
            }
            if let Some(said) = by.iter().rev().flatten().next() {
                memory.last_said = Some(said.clone());
            }
            let spoke = told.or_else(|| by.iter().flatten().next().cloned());
            let resolver = Resolver {
                doc,
                named,
                by_token: &by_token,
                directory,
                lexicon,
                memory,
                date: page.date,
                depth: Cell::new(0),
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
                unnamed: RefCell::default(),
                proposed: RefCell::default(),
                resolver,
            };
            let found = candidates(&sentence);
            let mut all = if log.is_some() { found.clone() } else { Vec::new() };
            let place = [format!("block {:?}", block.kind), format!("speech {}", voice.attribution.is_some())];
            let mut chosen = select(found);
            let told = |c: &Candidate<'_>| self.statement(page, block, &sentence, c, (Vec::new(), false));
            match &mut learn {
                Some(learn) if learn.unnamed => {
                    learn.open.extend(proposals(&sentence, &chosen, &place).into_iter().map(|p| OpenReading {
                        statement: told(&p.candidate),
                        head: p.candidate.head,
                        instead: p.instead.and_then(|k| chosen.get(k)).map(told),
                        features: p.features,
                        of: (memory.sentence, p.of),
                        given: p.given,
                        both: p.both,
                    }));
                }
                Some(learn) => {
                    chosen = complete(&sentence, chosen, &place);
                    let judged = self.reader.iter().flat_map(|r| judge(r, senses, &sentence, &chosen));
                    let judged = judged.map(|j| JudgedReading {
                        statement: told(&j.candidate),
                        rule: j.rule,
                        features: j.features,
                        among: j.among,
                        odds: j.odds,
                    });
                    let judged = judged.collect();
                    learn.lessons.push(Lesson::new(&sentence, &chosen, block.range.start, judged));
                }
                None => {
                    chosen = complete(&sentence, chosen, &place);
                    if let Some(reader) = &self.reader {
                        let doubted;
                        (chosen, doubted) = decide(&sentence, judge(reader, senses, &sentence, &chosen), brief);
                        for (c, odds) in doubted {
                            all.retain(|x| x.head != c.head || x.rule.id != c.rule.id);
                            let miss = Miss::Doubted(odds);
                            sentence.attempts.borrow_mut().push(Attempt { head: c.head, rule: c.rule, miss });
                        }
                    }
                }
            }
            if learn.is_none() {
                chosen = joined(&sentence, chosen);
            }
            let mut again = repeated(&sentence, &chosen, memory.sentence);
            again.extend(answers(&sentence, memory.sentence));
            // what a rule made of a clause that only repeats is not what it says
            chosen.retain(|c| !again.iter().any(|a| a.head == c.head) && !is_hollow(&sentence, c));
            if log.is_some() {
                all.extend(again.iter().cloned());
            }
            chosen.extend(again);
            let claims: Vec<Told> = chosen.iter().map(|c| as_told(&sentence, c, memory.sentence)).collect();
            out.sentences += 1;
            out.telling += usize::from(!chosen.is_empty());
            let first = out.statements.len();
            let mut group: Option<Vec<Entity>> = None;
            let mut acts: Vec<(Entity, Entity)> = Vec::new();
            for c in &chosen {
                if is_interview(c, memory, directory) {
                    continue;
                }
                if let (Some(s), Some(t)) = (&c.source, &c.target) {
                    acts.extend(side(&sentence, s).zip(side(&sentence, t)));
                    let sides: Vec<Entity> =
                        [s, t].into_iter().chain(&c.with).filter_map(|p| side(&sentence, p)).collect();
                    // who is only taken to be meant stands together with nobody
                    let weighed = |x: &Party| matches!(x.how, How::Weighed(_));
                    let guessed = weighed(s)
                        || weighed(t)
                        || t.how == How::Implied && c.rule.open.iter().any(|side| side == "target");
                    if !guessed && sides.len() > 1 && sides.windows(2).all(|w| w[0].id != w[1].id) {
                        group = Some(sides);
                    }
                }
                let quoted = quotes.all.iter().zip(&by).find(|(q, _)| q.tokens.contains(&c.head));
                let quoted = quoted.and_then(|(q, said)| Some((said.as_ref()?, q.speaker)));
                let (attribution, hearsay) = attribution(&sentence, c, voice, quoted);
                out.statements.push(self.statement(page, block, &sentence, c, (attribution, hearsay)));
            }
            if let Some(log) = log.as_deref_mut() {
                let statements = out.statements.get(first..).unwrap_or_default();
                let outcome = Outcome { all: &all, chosen: &chosen, statements };
                log.sentences.push(explain(&sentence, &outcome, Ground { points, offset: block.range.start, voice }));
            }
            if let Some(said) = spoke {
                memory.last_speaker = Some((said, memory.sentence));
            }
            let when = memory.sentence;
            memory.told.extend(claims);
            memory.acts.extend(acts.into_iter().filter(|(s, t)| s.id != t.id).map(|(s, t)| (s, t, when)));
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
        (attribution, hearsay): (Vec<Attribution>, bool),
    ) -> Statement {
        let doc = sentence.doc;
        let bytes = doc.span_bytes(completed(doc, c.head, c.span.clone()));
        let offset = block.range.start;
        let evidence =
            Evidence::cut(&page.document.text, offset + bytes.start..offset + bytes.end).unwrap_or(Evidence {
                start: 0,
                end: 0,
                exact: String::new(),
                prefix: String::new(),
                suffix: String::new(),
            });
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

/// Whether the claim is but that a guest of the page talks to those who ask.
fn is_interview(c: &Candidate<'_>, memory: &Memory, directory: &Directory) -> bool {
    let guest = |p: &Party| memory.guests.contains(&p.entity.id);
    let asker = |p: &Party| p.entity.state.is_none() && directory.by_id(&p.entity.id).is_none();
    let (Some(s), Some(t)) = (&c.source, &c.target) else { return false };
    c.rule.relation.kind() == RelationKind::Event && (guest(s) && asker(t) || guest(t) && asker(s))
}

/// Whether the page has given the speaker's title.
fn titled(said: &Said, memory: &Memory) -> bool {
    let person = said.person.as_ref();
    person.is_some_and(|p| memory.seen.iter().any(|s| s.entity.id == p.id && s.title.is_some()))
}

/// The state or organisation whose name is the block's whole first sentence.
fn alone(doc: &Doc, named: &[Named], directory: &Directory) -> Option<Entity> {
    let first = doc.sents().first()?;
    let n = named.iter().find(|n| first.contains(&n.tokens.start))?;
    let rest = first.clone().filter(|i| !n.tokens.contains(i)).map(|i| doc.token(i));
    let bare = rest.into_iter().all(|t| matches!(t.pos(), "PUNCT" | "DET" | "SPACE" | "SYM"));
    let power = matches!(n.entity.kind, EntityType::State | EntityType::Organisation);
    let own = n.entity.kind == EntityType::State && directory.by_id(&n.entity.id).is_some();
    (bare && power && (own || n.entity.kind == EntityType::Organisation)).then(|| n.entity.clone())
}

/// Whether the first of several sentences ends with a full stop: "Moscow?" heads nothing.
fn is_headed(doc: &Doc) -> bool {
    let first = doc.sents().first().cloned().unwrap_or_default();
    let last = first.rev().map(|i| doc.token(i)).find(|t| t.pos() != "SPACE");
    doc.sents().len() > 1 && last.is_some_and(|t| t.text() == ".")
}

/// Number of tokens in both.
fn overlap(a: &std::ops::Range<usize>, b: &std::ops::Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// The EDTF date that heads a block, of the section's year where it names none.
fn date_of(words: &str, date: Option<Date>, year: Option<i16>) -> Option<String> {
    read_head(words, year)?.resolve(&TimeContext { document_date: date, ..TimeContext::default() })
}

/// The state that a party acts for, as an entity.
fn side(sentence: &Sentence<'_>, p: &Party) -> Option<Entity> {
    match (&p.entity.state, p.entity.kind) {
        (Some(state), _) => sentence.resolver.state_entity(state),
        // a court or commission is no side
        (None, EntityType::Organisation) => {
            let part = sentence.resolver.directory.by_id(&p.entity.id).is_some_and(|a| a.parent.is_some());
            (!part).then(|| p.entity.clone())
        }
        _ => None,
    }
}
