//! Who says so inside the page.

use crate::codebook::Lexicon;
use crate::coding::{Candidate, Sentence};
use crate::party::{How, Resolver};
use crate::proposition::{lower_lemma, noun_phrase, preps_of};
use crate::voice::Voice;
use tightrope_nlp::Token;
use tightrope_statement::{Attribution, Entity, EntityType};

/// A speaker whom the page's words name.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// As a statement carries it.
    pub attribution: Attribution,
    /// Whether it is nobody one could name.
    pub hearsay: bool,
    /// The state that the speaker speaks for.
    pub state: Option<String>,
    /// Whether an office stands for a name ("the minister").
    pub official: bool,
    /// The person who says "I".
    pub person: Option<Entity>,
}

/// The speaker whom the token heads; none where it is the page's own "I" or a pronoun for nobody known. A person without
/// a name keeps the page's own words.
pub fn said(resolver: &Resolver<'_>, lexicon: &Lexicon, token: Token<'_>) -> Option<Said> {
    let doc = resolver.doc;
    let token = doc.token(token.i);
    let lower = token.lower();
    if lexicon.is("first-person", &lower) {
        return None;
    }
    // "a report by X", "claims from X", "X's letter"
    let lemma = lower_lemma(token);
    if lexicon.is("document-noun", &lemma) || lexicon.is("unnamed-source", &lemma) && token.pos() == "NOUN" {
        let author = preps_of(token).into_iter().find(|(n, _)| matches!(n.as_str(), "by" | "from")).map(|(_, o)| o);
        let owner = token.children().find(|c| c.dep() == "poss");
        if let Some(author) = author.or(owner).filter(|_| lexicon.is("document-noun", &lemma)) {
            return said(resolver, lexicon, author);
        }
    }
    // "he added": whoever spoke last, where no other person has acted since
    if (lexicon.is("he-pronoun", &lower) || lexicon.is("she-pronoun", &lower))
        && let Some((last, when)) = &resolver.memory.last_speaker
        && resolver.memory.sentence.saturating_sub(*when) <= 2
        && !resolver.memory.seen.iter().any(|s| {
            s.sentence > *when
                && s.entity.kind == EntityType::Person
                && (s.sentence < resolver.memory.sentence || s.token < token.i)
                && last.person.as_ref().is_none_or(|p| p.id != s.entity.id)
        })
    {
        return Some(last.clone());
    }
    let known = resolver.parties(token);
    let pronoun = matches!(token.pos(), "PRON" | "DET");
    let official = lexicon.is("agent-person", &lemma) && !lexicon.is("scholar-noun", &lemma);
    let unnamed = lexicon.is("unnamed-source", &lower);
    let mut words = noun_phrase(token);
    while words.len() > 1 && matches!(doc.token(words.start).dep(), "det" | "poss" | "case" | "predet") {
        words.start += 1;
    }
    let own = doc.span_text(words).to_owned();
    match known.first() {
        Some(p) => {
            let name = match p.how {
                _ if pronoun => p.entity.name.clone(),
                // a name in apposition to a title, or the head's own
                How::Named => doc.span_text(p.tokens.clone()).trim_start_matches(['#', '@']).to_owned(),
                _ => own,
            };
            let person = (p.entity.kind == EntityType::Person).then(|| p.entity.clone());
            let hearsay = false;
            let attribution = Attribution { id: Some(p.entity.id.clone()), name };
            Some(Said { attribution, hearsay, state: p.entity.state.clone(), official, person })
        }
        None if pronoun && !unnamed => None,
        None => Some(Said {
            attribution: Attribution { id: None, name: own },
            hearsay: unnamed,
            state: None,
            official,
            person: None,
        }),
    }
}

/// Who says what a candidate claims, outermost first, and whether that is nobody one could name. `quoted` is the speaker
/// of the quotation it stands in, with the token that names them where this sentence's text holds it.
pub fn attribution(
    sentence: &Sentence<'_>,
    c: &Candidate<'_>,
    voice: &Voice,
    quoted: Option<(&Said, Option<usize>)>,
) -> (Vec<Attribution>, bool) {
    let mut found: Vec<Attribution> = voice.attribution.clone().into_iter().collect();
    let mut hearsay = false;
    if let Some((said, token)) = quoted
        && token.is_none_or(|t| !c.scope.speakers.contains(&t))
    {
        hearsay |= said.hearsay;
        found.push(said.attribution.clone());
    }
    for &head in c.scope.speakers.iter().rev() {
        let Some(said) = said(&sentence.resolver, &sentence.codebook.lexicon, sentence.doc.token(head)) else {
            continue;
        };
        hearsay |= said.hearsay && !c.scope.estimated;
        if !found.contains(&said.attribution) {
            found.push(said.attribution);
        }
    }
    (found, hearsay)
}
