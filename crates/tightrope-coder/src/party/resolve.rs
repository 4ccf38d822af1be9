//! Resolution of one noun phrase to the parties it stands for.

use super::{How, Memory, Named, Party};
use crate::actors::{Actor, Directory};
use crate::codebook::Lexicon;
use crate::proposition::{conjuncts, lower_lemma, noun_phrase, preps_of};
use jiff::civil::Date;
use std::cell::Cell;
use std::ops::Range;
use tightrope_nlp::{Doc, Token};
use tightrope_statement::{Entity, EntityType};

/// Resolves the noun phrases of one parsed text.
pub struct Resolver<'a> {
    /// The text.
    pub doc: &'a Doc,
    /// Its known actors.
    pub named: &'a [Named],
    /// Token to mention.
    pub by_token: &'a [Option<usize>],
    /// The actors.
    pub directory: &'a Directory,
    /// Word classes.
    pub lexicon: &'a Lexicon,
    /// The discourse.
    pub memory: &'a Memory,
    /// The page's date.
    pub date: Option<Date>,
    /// How many noun phrases are being resolved inside one another.
    pub depth: Cell<u32>,
}

/// Noun phrases inside one another that are followed; words that lead back to themselves end here.
const DEEPEST: u32 = 24;

impl<'a> Resolver<'a> {
    /// The mention that the token belongs to.
    pub fn mention(&self, token: usize) -> Option<&'a Named> {
        self.by_token.get(token).copied().flatten().and_then(|k| self.named.get(k))
    }

    /// Every party that the coordination headed by the token stands for, in text order.
    pub fn parties(&self, head: Token<'_>) -> Vec<Party> {
        let head = self.doc.token(head.i);
        let mut found: Vec<Party> = Vec::new();
        if self.depth.get() >= DEEPEST {
            return found;
        }
        self.depth.update(|d| d + 1);
        for member in conjuncts(head) {
            for mut party in self.one(member, 0) {
                let unlisted = || self.directory.by_id(&party.entity.id).is_none();
                if party.entity.state.is_none()
                    && (party.entity.kind == EntityType::Company
                        || party.entity.kind == EntityType::Organisation && unlisted())
                {
                    party.entity.state = self.seat(member);
                }
                if !found.iter().any(|p| p.entity.id == party.entity.id) {
                    found.push(party);
                }
            }
        }
        self.depth.update(|d| d - 1);
        found
    }

    pub(super) fn party(&self, entity: Entity, tokens: Range<usize>, how: How) -> Vec<Party> {
        vec![Party { entity, tokens, how, others: Vec::new() }]
    }

    pub(super) fn group(&self, found: Vec<Entity>, tokens: Range<usize>) -> Vec<Party> {
        let party = |entity| Party { entity, tokens: tokens.clone(), how: How::Recalled, others: Vec::new() };
        found.into_iter().map(party).collect()
    }

    pub(super) fn one(&self, t: Token<'a>, depth: usize) -> Vec<Party> {
        if depth > 4 {
            return Vec::new();
        }
        if matches!(t.pos(), "PRON" | "DET") || t.tag() == "PRP$" || t.tag() == "PRP" {
            return self.pronoun(t);
        }
        if let Some(name) = self.name_borne(t) {
            return self.one(name, depth + 1);
        }
        if self.lexicon.is("there-adverb", &t.lower()) {
            return self.there(t).map_or(Vec::new(), |e| self.party(e.clone(), t.i..t.i + 1, How::Recalled));
        }
        let lemma = lower_lemma(t);
        // "two Russian aircraft" act for Russia, though aircraft are also a good
        let covering = self.mention(t.i).filter(|n| {
            // "Peru's Congress" is not the one that needs no name before it
            let theirs = || {
                let owners = self.owners(t);
                owners.iter().any(|o| o.entity.state.is_some() && o.entity.state != n.entity.state)
            };
            match n.entity.kind {
                EntityType::Commodity => !self.lexicon.is("agent-state", &lemma) || self.owners(t).is_empty(),
                _ => n.tokens.len() > 1 || !self.lexicon.is("agent-state", &lemma) || !theirs(),
            }
        });
        if let Some(n) = covering {
            // "Xi" inside "President Xi's" is the head; "Chinese" of "Chinese officials" is not
            return vec![Party {
                entity: self.placed(&n.entity),
                tokens: n.tokens.clone(),
                how: How::Named,
                others: n.others.clone(),
            }];
        }
        if t.pos() == "NUM" && self.lexicon.is("group-number", &lemma) && self.is_definite(t) {
            // "the two", "the three"
            let not = self.other_subject(t);
            let three = if lemma == "two" { Vec::new() } else { self.memory.three(t.i, &not) };
            let found = if three.is_empty() { self.memory.both(t.i, &not) } else { three };
            return self.group(found, noun_phrase(t));
        }
        // "one, Jan Novak, was arrested": who it is stands beside it
        if t.pos() == "NUM" || self.lexicon.is("transparent-noun", &lemma) {
            let named = t.children().find(|c| c.dep() == "appos" && c.i > t.i).map(|c| self.one(c, depth + 1));
            if let Some(named) = named.filter(|n| !n.is_empty()) {
                return named;
            }
        }
        let (former, latter) = (self.lexicon.is("first-of-two", &lemma), self.lexicon.is("second-of-two", &lemma));
        if (former || latter) && self.is_definite(t) {
            let pair = self.memory.pair(t.i).map(|(first, second)| if former { first } else { second });
            return pair.map_or(Vec::new(), |e| self.party(e, noun_phrase(t), How::Recalled));
        }
        if t.pos() == "NUM" || self.lexicon.is("transparent-noun", &lemma) {
            let inner: Vec<Party> =
                preps_of(t).into_iter().filter(|(n, _)| n == "of").flat_map(|(_, o)| self.parties(o)).collect();
            if !inner.is_empty() {
                return inner;
            }
        }
        if self.lexicon.is("honorific-noun", &lemma)
            && let Some(own) = t.children().find(|c| c.tag() == "PRP$")
        {
            return self.pronoun(own).into_iter().map(|p| Party { tokens: noun_phrase(t), ..p }).collect();
        }
        // "the two Libyan sides" are of one state
        let both = self.lexicon.is("both-sides", &lemma);
        if both
            && self.is_both(t)
            && let [one] = self.owners(t).as_slice()
            && one.entity.kind == EntityType::State
        {
            return vec![Party { tokens: noun_phrase(t), ..one.clone() }];
        }
        let several = || t.tag() == "NNS" && self.lexicon.is("agent-state", &lemma) && self.owners(t).is_empty();
        let group = !both && self.is_both(t) && self.is_definite(t) && several();
        if both && (self.is_both(t) || self.is_sides(t)) || group {
            let not = self.other_subject(t);
            // "the three juntas"
            let two = || t.children().any(|c| matches!(c.lower().as_str(), "two" | "both"));
            let more = || t.children().any(|c| c.pos() == "NUM" && self.lexicon.is("group-number", &c.lower()));
            if (group || self.memory.sides.is_empty() && more()) && !two() {
                // "three commanders", "the three European powers" are none of those spoken of
                let all = t.children().any(|c| c.lower() == "all");
                if !self.is_definite(t) && !all || !self.owners(t).is_empty() {
                    return Vec::new();
                }
                let found = self.memory.three(t.i, &not);
                if group || !found.is_empty() {
                    return self.group(found, noun_phrase(t));
                }
            }
            let mut both = self.memory.both(t.i, &not);
            if !self.lexicon.is("agent-person", &lemma) {
                // "the two countries" of two presidents who met
                for e in both.iter_mut().filter(|e| e.kind == EntityType::Person) {
                    *e = e.state.as_deref().and_then(|s| self.state_entity(s)).unwrap_or_else(|| e.clone());
                }
            }
            if self.lexicon.is("neighbour-noun", &lemma)
                && let [a, b] = both.as_slice()
                && let Some(focal) = &self.memory.focal
                && !self.borders(&a.id, &b.id)
            {
                // "the two neighbours": the page's own and the last that borders on it
                let other = self.memory.last_state(t.i, |e| self.borders(&focal.id, &e.id));
                let pair = other.map(|o| vec![focal.clone(), o.clone()]).unwrap_or(both);
                return self.group(pair, noun_phrase(t));
            }
            return self.group(both, noun_phrase(t));
        }
        if self.lexicon.is("country-noun", &lemma) {
            return self.country(t);
        }
        if let Some(e) = self.body(t, &lemma) {
            return self.party(e.clone(), noun_phrase(t), How::Recalled);
        }
        if let Some(party) = self.home_office(t, &lemma) {
            return vec![party];
        }
        if self.lexicon.is("agent-state", &lemma)
            || self.lexicon.is("agent-person", &lemma)
            || self.lexicon.is("agent-group", &lemma)
        {
            return self.agent(t, &lemma, depth);
        }
        if self.lexicon.is("district-noun", &lemma)
            && t.pos() == "NOUN"
            && let Some(land) = self.land(t)
        {
            return vec![land];
        }
        if self.lexicon.is("part-of-country", &lemma)
            && t.pos() == "NOUN"
            && self.is_definite(t)
            && self.owners(t).is_empty()
            // "the English coast"
            && !t.children().any(|c| c.dep() == "amod" && c.text().starts_with(char::is_uppercase))
            && let Some(e) = self.memory.focal.as_ref()
        {
            return self.party(e.clone(), noun_phrase(t), How::Recalled);
        }
        let bare = !t.children().any(|c| c.dep() == "compound" && c.text().starts_with(char::is_uppercase));
        if self.lexicon.is("organisation-noun", &lemma) && self.is_definite(t) && bare && self.owners(t).is_empty() {
            // "the bloc", "the alliance": the organisation spoken of last
            if let Some(e) = self.organisation(t, &lemma) {
                return self.party(e.clone(), noun_phrase(t), How::Recalled);
            }
        }
        // "the bloc": "a bloc that Chad left" says of the name before it what it is
        if t.dep() == "appos" && bare && self.lexicon.is("organisation-noun", &lemma) && t.head().i < t.i {
            return self.one(t.head(), depth + 1);
        }
        let storm = || t.children().any(|c| c.dep() == "compound" && self.lexicon.is("storm-word", &c.lower()));
        if t.pos() == "PROPN" && !storm() {
            return self.unknown_name(t, depth);
        }
        Vec::new()
    }

    /// The one state whose part or place the noun phrase names: "Kenya's Turkana region".
    fn land(&self, t: Token<'a>) -> Option<Party> {
        let owners = self.owners(t);
        let first = owners.first()?;
        let state = first.entity.state.clone()?;
        let one = owners.iter().all(|o| o.entity.state.as_ref() == Some(&state));
        let entity = self.state_entity(&state).filter(|_| one && first.entity.kind != EntityType::Person)?;
        let phrase = noun_phrase(t);
        let tokens = phrase.start.min(first.tokens.start)..phrase.end.max(first.tokens.end);
        Some(Party { entity, tokens, how: How::Described, others: Vec::new() })
    }

    /// The person with the state that the page gave him before: "Peru's envoy, Ana Ruiz, ... Ruiz said".
    fn placed(&self, e: &Entity) -> Entity {
        let before = || self.memory.seen.iter().rev().find(|s| s.entity.id == e.id && s.entity.state.is_some());
        match (e.kind, &e.state) {
            (EntityType::Person, None) => before().map_or_else(|| e.clone(), |s| s.entity.clone()),
            _ => e.clone(),
        }
    }

    fn organisation(&self, t: Token<'_>, noun: &str) -> Option<&'a Entity> {
        self.memory.organisation(t.i, noun, |word| self.lexicon.is("body-noun", word))
    }

    fn is_both(&self, t: Token<'_>) -> bool {
        t.children().any(|c| self.lexicon.is("group-number", &c.lower()))
    }

    /// "The leaders", "the sides", on a page that speaks for several parties.
    fn is_sides(&self, t: Token<'a>) -> bool {
        self.memory.sides.len() > 1
            && matches!(t.tag(), "NNS" | "NNPS")
            && self.is_definite(t)
            && self.owners(t).is_empty()
    }

    pub(super) fn is_definite(&self, t: Token<'_>) -> bool {
        t.children().any(|c| c.dep() == "det" && self.lexicon.is("definite-determiner", &c.lower()))
    }

    fn agent(&self, t: Token<'a>, lemma: &str, depth: usize) -> Vec<Party> {
        let phrase = noun_phrase(t);
        let owners = self.owners(t);
        // a name in apposition or inside the phrase wins: "Kenyan President William Ruto", "the chipmaker TSMC"; a person
        // whom nothing else places is of the state that the words give him: "the French ambassador, Joël Meyer"
        for c in t.children().filter(|c| c.dep() == "appos") {
            let named = self.one(c, depth + 1);
            if let Some(mut p) = named.into_iter().find(|p| p.entity.kind != EntityType::State) {
                if p.entity.state.is_none() {
                    p.entity.state = owners.iter().find_map(|o| o.entity.state.clone());
                }
                return vec![p];
            }
        }
        let mut found = Vec::new();
        for owner in &owners {
            let Some(state) = owner
                .entity
                .state
                .clone()
                .or_else(|| (owner.entity.kind == EntityType::Organisation).then(|| owner.entity.id.clone()))
            else {
                continue;
            };
            let how = if owner.how == How::Recalled { How::Recalled } else { How::Described };
            let start = owner.tokens.start.min(phrase.start);
            let end = phrase.end.max(owner.tokens.end);
            let words = start..end;
            // people of several states are no one group: "engineers from Iraq and Jordan"
            if self.lexicon.is("agent-state", lemma)
                || owners.len() > 1
                || self.lexicon.is("agent-person", lemma) && t.tag() == "NNS"
                || owner.entity.kind == EntityType::Organisation
            {
                found.push(Party {
                    entity: self.state_entity(&state).unwrap_or_else(|| owner.entity.clone()),
                    tokens: words,
                    how,
                    others: Vec::new(),
                });
            } else {
                // "Thai and Japanese companies" are two groups
                let name = match owners.len() {
                    0 | 1 => self.doc.span_text(phrase.clone()).to_owned(),
                    _ => format!("{} {}", self.doc.span_text(owner.tokens.clone()), t.text()),
                };
                // "my minister", "whose army": no name to go by
                let pointed = t.children().any(|c| c.dep() == "poss" && matches!(c.tag(), "PRP$" | "WP$"));
                let kind = if self.lexicon.is("agent-person", lemma) { EntityType::Person } else { EntityType::Group };
                if pointed
                    && owners.len() == 1
                    && self.office_holder(t, &state).is_none()
                    && let Some(entity) = self.state_entity(&state)
                {
                    found.push(Party { entity, tokens: words, how, others: Vec::new() });
                    continue;
                }
                if kind == EntityType::Person
                    && let Some(holder) = self.office_holder(t, &state)
                {
                    found.push(Party { entity: holder.entity_at(self.date), tokens: words, how, others: Vec::new() });
                    continue;
                }
                found.push(Party {
                    entity: Entity { id: slug(&name), name, kind, state: Some(state) },
                    tokens: words,
                    how,
                    others: Vec::new(),
                });
            }
        }
        // "police fired on protesters": of the state that is spoken of
        let bare = || {
            !t.children()
                .any(|c| matches!(c.dep(), "det" | "poss" | "relcl" | "acl" | "amod" | "compound" | "nmod" | "appos"))
        };
        if found.is_empty()
            && self.lexicon.is("home-institution", lemma)
            && bare()
            && (t.tag() == "NNS" || !self.lexicon.is("agent-person", lemma))
            && let Some(e) = self.memory.country(t.i)
        {
            return self.party(e.clone(), phrase, How::Recalled);
        }
        // "the people who lead it": the clause says which people
        let restricted = self.lexicon.is("people-noun", lemma) && t.children().any(|c| c.dep() == "relcl");
        if found.is_empty() && self.is_definite(t) && !restricted {
            // an interview's "the ambassador" is its guest
            let posted = self.lexicon.is("post-abroad", lemma) && self.memory.guests.is_empty();
            if posted && self.memory.titled(t.i, lemma).is_none() {
                let sender = self.again(t, lemma).or_else(|| self.sender(t));
                return sender.map_or(Vec::new(), |e| self.party(e.clone(), phrase, How::Recalled));
            }
            if let Some(e) = self.again(t, lemma) {
                return self.party(e.clone(), phrase, How::Recalled);
            }
            // "the president said": the person of that office spoken of, else the state the page is about
            if self.lexicon.is("agent-person", lemma)
                && !t.children().any(|c| c.dep() == "amod")
                && let Some(e) = self.memory.titled(t.i, lemma)
            {
                return self.party(e.clone(), phrase, How::Recalled);
            }
            if self.lexicon.is("agent-person", lemma)
                && let Some(focal) = self.memory.country(t.i).and_then(|e| e.state.clone())
                && let Some(holder) = self.office_holder(t, &focal)
            {
                return self.party(holder.entity_at(self.date), phrase, How::Recalled);
            }
            // "sold it the drones": craft act for a state only where they do something
            let craft = || ["arms", "warcraft"].iter().any(|class| self.lexicon.is(class, lemma));
            if self.lexicon.is("agent-state", lemma)
                && (matches!(t.dep(), "nsubj" | "nsubjpass" | "agent") || !craft())
                && let Some(e) = self.memory.focal.as_ref().or_else(|| self.memory.country(t.i))
            {
                return self.party(e.clone(), phrase, How::Recalled);
            }
            if self.lexicon.is("company-word", lemma)
                && let Some(e) = self.memory.company(t.i)
            {
                return self.party(e.clone(), phrase, How::Recalled);
            }
            // "the group", "the fund": the organisation spoken of last
            if self.lexicon.is("organisation-noun", lemma)
                && let Some(e) = self.organisation(t, lemma)
            {
                return self.party(e.clone(), phrase, How::Recalled);
            }
            // "the rebels": the armed group spoken of last
            let armed = |e: &Entity| self.directory.by_id(&e.id).is_some_and(Actor::is_armed_group);
            if self.lexicon.is("rebel-noun", lemma)
                && let Some(e) = self.memory.last_body(t.i, armed)
            {
                return self.party(e.clone(), phrase, How::Recalled);
            }
            // "the rebels", "the gangs": people of the state the page is about
            if self.lexicon.is("home-group", lemma)
                && let Some(state) = self.memory.focal.as_ref().and_then(|e| e.state.clone())
            {
                let name = self.doc.span_text(phrase.clone()).to_owned();
                let entity = Entity { id: slug(&name), name, kind: EntityType::Group, state: Some(state) };
                return self.party(entity, phrase, How::Recalled);
            }
        }
        found
    }

    /// "President visits Tokyo": an office without article or state that opens a note is that of whom the note is about.
    fn home_office(&self, t: Token<'a>, lemma: &str) -> Option<Party> {
        let phrase = noun_phrase(t);
        let opens = phrase.start == 0
            || self.doc.sents().iter().any(|s| s.start == phrase.start)
            || self.doc.token(phrase.start - 1).text() == ";";
        let bare = !t.children().any(|c| matches!(c.dep(), "det" | "poss" | "appos" | "nummod"));
        if !self.memory.notes || !opens || !bare || !self.lexicon.is("home-office", lemma) || !self.owners(t).is_empty()
        {
            return None;
        }
        let home = self.unsaid(t)?.state.clone()?;
        let entity = match self.office_holder(t, &home) {
            Some(holder) if self.lexicon.is("agent-person", lemma) => holder.entity_at(self.date),
            _ => self.state_entity(&home)?,
        };
        Some(Party { entity, tokens: phrase, how: How::Recalled, others: Vec::new() })
    }

    /// Who holds the office that the noun names in a state, on the page's date.
    fn office_holder(&self, t: Token<'a>, state: &str) -> Option<&'a Actor> {
        let end = t.i + 1;
        let (_, office) = (t.i.saturating_sub(3)..=t.i)
            .find_map(|start| self.directory.offices().get(self.doc.span_text(start..end)).map(|o| (start, o)))?;
        if office.rank > 3 {
            return None;
        }
        if office.key == "leader" {
            return self.directory.leader(state, self.date).map(|a| &**a);
        }
        self.directory.holders(state, &office.key, self.date).into_iter().next().map(|a| &**a)
    }

    /// The entity of a state or organisation code.
    pub fn state_entity(&self, code: &str) -> Option<Entity> {
        self.directory.by_id(code).map(|a| a.entity_at(self.date))
    }

    /// A proper name that the directory does not know: kept with its own words where the text says for whom it acts.
    fn unknown_name(&self, t: Token<'a>, depth: usize) -> Vec<Party> {
        let doc = self.doc;
        let entity = doc.ents().iter().find(|e| e.start <= t.i && t.i < e.end);
        let mut kind = match entity.map(|e| e.label.as_str()) {
            Some("PERSON") => EntityType::Person,
            Some("ORG") => EntityType::Organisation,
            Some("GPE" | "LOC") => EntityType::Place,
            Some("FAC") => EntityType::Facility,
            Some("PRODUCT" | "EVENT" | "LAW" | "WORK_OF_ART") | None => EntityType::Organisation,
            // "JANAF" as a people: an acronym names an organisation
            Some(_) if is_acronym(t.text()) => EntityType::Organisation,
            Some(_) => return Vec::new(),
        };
        let mut state = None;
        let mut owners = self.owners(t);
        owners.retain(|o| o.entity.state.is_some());
        if let Some(o) = owners.first() {
            state = o.entity.state.clone();
        }
        // "Barrick, a Canadian miner"
        let firm = |c: Token<'_>| ["company-word", "firm-word"].iter().any(|w| self.lexicon.is(w, &lower_lemma(c)));
        // "Croatia's operator JANAF"
        let beside = (t.dep() == "appos" && t.head().i < t.i && firm(t.head())).then(|| t.head());
        if let Some(noun) = beside.filter(|_| state.is_none()) {
            state = self.owners(noun).into_iter().find_map(|o| o.entity.state);
        }
        let called = beside.is_some() || t.children().any(|c| c.dep() == "appos" && c.i > t.i && firm(c));
        if called && matches!(kind, EntityType::Organisation | EntityType::Person) {
            kind = EntityType::Company;
        }
        if state.is_none() {
            for c in t.children().filter(|c| c.dep() == "appos") {
                let c_lemma = lower_lemma(c);
                if self.lexicon.is("agent-group", &c_lemma) || self.lexicon.is("agent-person", &c_lemma) {
                    state = self.agent(c, &c_lemma, depth + 1).into_iter().find_map(|p| p.entity.state);
                }
            }
        }
        if state.is_none() && kind == EntityType::Place {
            // "Dukhan, Qatar"
            let beside = t.children().filter(|c| c.dep() == "appos").filter_map(|c| self.mention(c.i));
            state = beside.filter(|n| n.entity.kind == EntityType::State).find_map(|n| n.entity.state.clone());
        }
        if state.is_none() {
            // "Acme, based in Lyon"
            let seats = t.children().filter(|c| c.dep() == "acl" && self.lexicon.is("based-participle", &c.lower()));
            state = seats
                .flat_map(preps_of)
                .filter(|(name, _)| matches!(name.as_str(), "in" | "at"))
                .flat_map(|(_, o)| self.parties(o))
                .find_map(|p| p.entity.state);
        }
        let phrase = noun_phrase(t);
        let mut words = entity.map_or(phrase, |e| e.start..e.end.max(t.i + 1));
        if words.len() > 1 && self.lexicon.is("definite-determiner", &doc.token(words.start).lower()) {
            words.start += 1;
        }
        // a title and a demonym before the name are not part of it
        let name = doc.span_text(words.clone()).trim_end_matches("'s").trim_end_matches("’s").trim().to_owned();
        let place = matches!(kind, EntityType::Place | EntityType::Facility);
        if state.is_none()
            && let Some(found) = self.placed_town(t, &name, place)
        {
            state = Some(found);
            if !place {
                kind = EntityType::Place;
            }
        }
        let id = slug(&name);
        if ["warcraft", "arms", "greeting"].iter().any(|c| self.lexicon.is(c, &name.to_lowercase())) {
            return Vec::new();
        }
        // "Barrick, a Canadian miner, ... Barrick paid"
        let known = self.memory.seen.iter().rev().find(|s| s.entity.kind == EntityType::Company && s.entity.id == id);
        if let Some(firm) = known.filter(|_| state.is_none()) {
            return self.party(firm.entity.clone(), words, How::Named);
        }
        if name.is_empty() || state.is_none() && entity.is_none() {
            return Vec::new();
        }
        vec![Party { entity: Entity { id, name, kind, state }, tokens: words, how: How::Named, others: Vec::new() }]
    }
}

/// Whether the word is of at least four capitals alone.
fn is_acronym(word: &str) -> bool {
    word.chars().count() > 3 && word.chars().all(char::is_uppercase)
}

/// Lower-case words joined by hyphens.
pub fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}
