//! Resolution of pronouns: by what the page has spoken of, and by who else stands in their clause.

use super::{How, Party, Resolver, Side};
use crate::actors::Gender;
use crate::ellipsis::is_unsaid;
use crate::proposition::{first_conjunct, is_clause_verb, preps_of, verb_lemma};
use tightrope_nlp::Token;
use tightrope_statement::{Entity, EntityType, Status};

impl<'a> Resolver<'a> {
    pub(super) fn pronoun(&self, t: Token<'_>) -> Vec<Party> {
        if is_unsaid(t) {
            return self.unsaid(t).cloned().map(Party::implied).into_iter().collect();
        }
        let lower = t.lower();
        let own = t.tag() == "PRP$"
            && !self.lexicon.is("we-pronoun", &lower)
            && !self.lexicon.is("i-pronoun", &lower)
            && !self.lexicon.is("second-person", &lower);
        if own || self.lexicon.is("reflexive-pronoun", &lower) {
            let own = self.own_subject(t);
            if !own.is_empty() {
                return own;
            }
        }
        let recalled =
            |e: Option<&Entity>| e.map_or(Vec::new(), |e| self.party(e.clone(), t.i..t.i + 1, How::Recalled));
        let is = |class: &str| self.lexicon.is(class, &lower);
        let group = |found: Vec<Entity>| self.group(found, t.i..t.i + 1);
        if is("he-pronoun") {
            recalled(self.memory.person(t.i, Gender::Male, &self.other_subject(t)))
        } else if is("she-pronoun") {
            recalled(self.memory.person(t.i, Gender::Female, &self.other_subject(t)))
        } else if is("it-pronoun") {
            if let Some(asked) = self.asked(t) {
                return recalled(Some(asked));
            }
            if let Some(object) = self.object_before(t) {
                return object;
            }
            let not = self.other_subject(t);
            let near = (self.doc.token(t.i).dep() == "pobj").then(|| self.memory.object_here(t.i, &not)).flatten();
            let mut things = self.memory.things(t.i, &not);
            if let Some(near) = near {
                things.retain(|e| e.id != near.id);
                things.insert(0, near);
            }
            let mut things = things.into_iter();
            let mut party = recalled(things.next());
            if let Some(p) = party.first_mut() {
                p.others = things.cloned().collect();
            }
            party
        } else if is("they-pronoun") {
            group(self.memory.several(t.i, self.subject_beside(t).map(|s| s.i)))
        } else if is("group-number") {
            // "both", "the two", "neither" standing alone
            group(self.memory.both(t.i, &self.other_subject(t)))
        } else if is("we-pronoun") && self.memory.sides.len() > 1 {
            group(self.memory.sides.clone())
        } else if is("we-pronoun") {
            recalled(self.memory.speaker.as_ref())
        } else if is("second-person") {
            recalled(self.memory.addressee.as_ref())
        } else if is("i-pronoun") {
            recalled(self.memory.speaker_person.as_ref().or(self.memory.speaker.as_ref()))
        } else if is("each-pronoun") {
            // "each of the two"
            let t = self.doc.token(t.i);
            preps_of(t).into_iter().filter(|(name, _)| name == "of").flat_map(|(_, o)| self.parties(o)).collect()
        } else if is("relative-pronoun") {
            self.antecedent(t)
        } else {
            Vec::new()
        }
    }

    /// Whom a clause without a subject is about: the state of its section or entry, unless the clause names it, else that
    /// of the page.
    pub(super) fn unsaid(&self, t: Token<'_>) -> Option<&'a Entity> {
        let sentence = self.doc.sents().iter().find(|s| s.contains(&t.i))?;
        let here = self.named.iter().filter(|n| sentence.contains(&n.tokens.start));
        let told = |e: &&Entity| !here.clone().any(|n| n.entity.id == e.id);
        let memory = self.memory;
        let section = memory.topic.as_ref().or(memory.section.as_ref()).filter(told);
        section.or(memory.speaker.as_ref()).or(memory.focal.as_ref()).filter(told)
    }

    /// Who was asked or offered something by the claim told last, where the pronoun's verb answers: "it refused".
    fn asked(&self, t: Token<'_>) -> Option<&'a Entity> {
        let t = self.doc.token(t.i);
        let verb = Some(t.head()).filter(|v| t.dep() == "nsubj" && is_clause_verb(*v))?;
        let lemma = verb_lemma(verb);
        (self.lexicon.is("refusing-verb", &lemma) || self.lexicon.is("consenting-verb", &lemma)).then_some(())?;
        let told = self.memory.told.iter().rev().find(|t| t.subject.is_some())?;
        let open = matches!(told.status, Status::Sought | Status::Offered)
            || self.lexicon.is("asking-relation", told.relation.name());
        let near = told.sentence + 1 == self.memory.sentence;
        let other = if told.subject == Some(Side::Source) { &told.target } else { &told.source };
        other.as_ref().filter(|_| near && open)
    }

    /// The named object of the verb that the pronoun's verb is joined to: "seized the Vezhen and let it go".
    fn object_before(&self, t: Token<'_>) -> Option<Vec<Party>> {
        let t = self.doc.token(t.i);
        let held = match t.dep() {
            "dobj" => t.head(),
            "nsubj" if t.head().dep() == "ccomp" => t.head().head(),
            _ => return None,
        };
        let own = held.children().any(|c| matches!(c.dep(), "nsubj" | "nsubjpass"));
        let before = Some(held.head()).filter(|v| held.dep() == "conj" && !own && is_clause_verb(*v))?;
        let object = before.children().find(|c| c.dep() == "dobj" && matches!(c.tag(), "NN" | "NNP"))?;
        let found = self.parties(object);
        let known = found.len() == 1 && found.iter().all(|p| p.entity.kind != EntityType::Person);
        known.then(|| found.into_iter().map(|p| Party { tokens: t.i..t.i + 1, how: How::Recalled, ..p }).collect())
    }

    /// The subject of the verb whose object the pronoun is.
    fn subject_beside(&self, t: Token<'_>) -> Option<Token<'a>> {
        let t = self.doc.token(t.i);
        if !matches!(t.dep(), "dobj" | "dative" | "pobj") || self.lexicon.is("reflexive-pronoun", &t.lower()) {
            return None;
        }
        let verb = t.ancestors().find(|a| is_clause_verb(*a))?;
        std::iter::once(verb)
            .chain((verb.dep() == "conj").then(|| verb.head()))
            .find_map(|v| v.children().find(|c| c.dep() == "nsubj" && c.i < t.i))
    }

    /// The subject of which a clause says what it is to another, whom the pronoun means: "Chad is its ally, and it agreed".
    fn related_to(&self, t: Token<'_>) -> Option<Token<'a>> {
        let t = self.doc.token(t.i);
        let its = |c: Token<'_>| c.tag() == "PRP$" && self.lexicon.is("it-pronoun", &c.lower()) && c.i <= t.i;
        let said = |v: Token<'a>| {
            let noun = v.children().find(|c| c.dep() == "attr")?;
            let own = noun.children().any(|c| c.lower() == "own");
            noun.children().find(|c| its(*c)).filter(|_| !own)?;
            v.children().find(|c| c.dep() == "nsubj" && c.i < v.i && matches!(c.pos(), "NOUN" | "PROPN"))
        };
        match t.dep() {
            "poss" if t.head().dep() == "attr" => said(t.head().head()),
            "nsubj" if t.head().dep() == "conj" => said(t.head().head()),
            _ => None,
        }
    }

    /// Who is named or described as that subject: the pronoun would be "itself".
    pub(super) fn other_subject(&self, t: Token<'_>) -> Vec<Entity> {
        if let Some(subject) = self.related_to(t) {
            return self.parties(subject).into_iter().map(|p| p.entity).collect();
        }
        let Some(subject) = self.subject_beside(t) else { return Vec::new() };
        if let Some(n) = self.mention(subject.i) {
            return vec![n.entity.clone()];
        }
        if self.lexicon.is("it-pronoun", &subject.lower()) {
            return self.pronoun(subject).into_iter().map(|p| p.entity).collect();
        }
        if subject.pos() != "NOUN" || subject.subtree().contains(&t.i) {
            return Vec::new();
        }
        let states = self.owners(subject).into_iter().filter(|p| p.how == How::Named);
        states.filter_map(|p| p.entity.state).filter_map(|s| self.state_entity(&s)).collect()
    }

    /// The subject of the clause that a possessive stands in, where it agrees in kind.
    fn own_subject(&self, t: Token<'_>) -> Vec<Party> {
        let t = self.doc.token(t.i);
        let Some(verb) = t.ancestors().find(|a| is_clause_verb(*a)) else { return Vec::new() };
        // "Togo's launches and its trade with Chad"
        let mate = (t.dep() == "poss" && t.head().dep() == "conj").then(|| t.head().head());
        let owner = mate.and_then(|n| n.children().find(|c| c.dep() == "poss")).filter(|_| t.lower() == "its");
        if let Some(n) = owner.and_then(|c| self.mention(c.i)).filter(|n| n.entity.kind == EntityType::State) {
            return self.party(n.entity.clone(), t.i..t.i + 1, How::Recalled);
        }
        if t.lower() == "its" && self.related_to(t).is_some() {
            return Vec::new();
        }
        let subject = std::iter::once(verb)
            .chain((verb.dep() == "conj").then(|| verb.head()))
            .find_map(|v| v.children().find(|c| c.dep() == "nsubj" && c.i < t.i));
        let Some(subject) = subject else { return Vec::new() };
        let unsaid = is_unsaid(subject);
        // "they cut their lines": the same they
        let same = |class: &str| self.lexicon.is(class, &t.lower()) && self.lexicon.is(class, &subject.lower());
        let classes = ["they-pronoun", "it-pronoun", "he-pronoun", "she-pronoun"];
        if !unsaid && classes.into_iter().any(same) && !subject.subtree().contains(&t.i) {
            let found = self.pronoun(subject);
            return found.into_iter().map(|p| Party { tokens: t.i..t.i + 1, how: How::Recalled, ..p }).collect();
        }
        if matches!(subject.pos(), "PRON" | "DET") && !unsaid || subject.subtree().contains(&t.i) {
            return Vec::new();
        }
        let found = self.parties(subject);
        let plural = subject.tag().ends_with('S') || found.len() > 1;
        let person = |p: &Party| p.entity.kind == EntityType::Person;
        let fits = match t.lower().as_str() {
            "their" | "themselves" => plural,
            "its" | "itself" => !plural && found.iter().all(|p| !person(p)),
            _ => found.len() == 1 && found.iter().all(person),
        };
        if !fits {
            return Vec::new();
        }
        let its = t.lower() == "its";
        found
            .into_iter()
            .map(|p| {
                let own = std::slice::from_ref(&p.entity);
                let focal = self.memory.focal.iter().filter(|f| its && own.iter().all(|e| e.id != f.id));
                let others = focal.cloned().collect();
                Party { tokens: t.i..t.i + 1, how: How::Recalled, others, ..p }
            })
            .collect()
    }

    /// What a relative pronoun stands for: the noun that its clause modifies.
    fn antecedent(&self, t: Token<'_>) -> Vec<Party> {
        let t = self.doc.token(t.i);
        let clause = std::iter::once(t).chain(t.ancestors()).find(|a| a.dep() == "relcl");
        match clause {
            // "Togo, Chad and Mali, all of which refused": all that are named together
            Some(c) if c.head().i < t.i && t.dep() == "pobj" && t.head().lower() == "of" => {
                self.parties(first_conjunct(c.head()))
            }
            Some(c) if c.head().i < t.i => self.one(c.head(), 2),
            _ => Vec::new(),
        }
    }
}
