//! Whose a noun is: possessors and modifiers that name an actor, and where a firm sits.

use super::{How, Party, Resolver};
use crate::actors::state_of_town;
use crate::proposition::{lower_lemma, preps_of};
use tightrope_nlp::Token;

impl<'a> Resolver<'a> {
    /// The state of a town or province that the directory does not know, by where its name stands: "near Odienné" is a place,
    /// whatever else such a name could be; "from Nagapattinam" is one where the page speaks of its state.
    pub(super) fn placed_town(&self, t: Token<'a>, name: &str, place: bool) -> Option<String> {
        let first = std::iter::successors(Some(t), |x| (x.dep() == "conj").then(|| x.head())).last().unwrap_or(t);
        let after = |class: &str| first.dep() == "pobj" && self.lexicon.is(class, &first.head().lower());
        let focal = [&self.memory.focal, &self.memory.counterpart, &self.memory.speaker];
        let about = |s: &str| focal.iter().any(|e| e.as_ref().is_some_and(|e| e.id == s));
        let seen = |s: &str| self.memory.seen.iter().any(|m| m.entity.state.as_deref() == Some(s));
        let state = state_of_town(name, |s| about(s) || seen(s)).filter(|_| place || after("place-preposition"));
        let journey = || state_of_town(name, |s| about(s) || seen(s)).filter(|s| about(s) || seen(s));
        state.or_else(|| journey().filter(|_| after("journey-preposition"))).map(str::to_owned)
    }

    /// The state that the words give a firm: "Dublin-based Aurora", "Aurora of Ireland".
    pub(super) fn seat(&self, t: Token<'a>) -> Option<String> {
        let state = |x: Token<'a>| self.mention(x.i).and_then(|n| n.entity.state.clone());
        let seated =
            |c: &Token<'a>| matches!(c.dep(), "amod" | "acl") && self.lexicon.is("seated-participle", &c.lower());
        let based = t.children().filter(seated).find_map(|c| {
            let places = preps_of(c).into_iter().filter(|(name, _)| self.lexicon.is("place-preposition", name));
            c.children().filter(|x| x.i < c.i).chain(places.map(|(_, o)| o)).find_map(state)
        });
        based.or_else(|| preps_of(t).into_iter().filter(|(name, _)| name == "of").find_map(|(_, o)| state(o)))
    }

    /// The known name that a noun is said to bear: "the pact known as the CPTPP", "a bloc called COMESA".
    pub fn name_borne(&self, t: Token<'a>) -> Option<Token<'a>> {
        let by =
            t.children().find(|c| c.dep() == "acl" && c.i > t.i && self.lexicon.is("called-participle", &c.lower()))?;
        let after = preps_of(by).into_iter().filter(|(name, _)| name == "as").map(|(_, o)| o);
        let name = by.children().filter(|c| matches!(c.dep(), "oprd" | "dobj" | "attr")).chain(after).next()?;
        self.mention(name.i).map(|_| name)
    }

    /// Modifiers of a noun that name an actor: possessors, adjectives, compounds and `of` phrases.
    pub fn owners(&self, t: Token<'a>) -> Vec<Party> {
        let mut found = Vec::new();
        for c in t.children() {
            match c.dep() {
                // "the army, whose commander": whose the noun before is
                "poss" if c.tag() == "WP$" => {
                    let clause = c.ancestors().find(|a| a.dep() == "relcl");
                    found.extend(clause.into_iter().flat_map(|v| self.one(v.head(), 3)));
                }
                // "our brothers in Oman" are Oman
                "poss" if self.related(t) && c.tag() == "PRP$" => found.extend(self.whereabouts(t)),
                "poss" => found.extend(self.parties(c)),
                "amod" | "compound" | "nmod" | "npadvmod" => {
                    for x in std::iter::once(c)
                        .chain(c.children().filter(|x| matches!(x.dep(), "amod" | "compound" | "nmod" | "conj")))
                    {
                        if let Some(n) = self.mention(x.i).filter(|n| n.qualifies(self.doc, self.lexicon))
                            && !found.iter().any(|p: &Party| p.entity.id == n.entity.id)
                        {
                            found.push(Party {
                                entity: n.entity.clone(),
                                tokens: n.tokens.clone(),
                                how: How::Named,
                                others: n.others.clone(),
                            });
                        }
                    }
                }
                _ => {}
            }
        }
        if found.is_empty() {
            for (name, object) in preps_of(t) {
                let lemma = lower_lemma(t);
                let whose = match name.as_str() {
                    "of" | "from" => true,
                    // the embassy in Quito is not Ecuador's
                    "in" | "at" => !self.lexicon.is("post-abroad", &lemma),
                    // "a spokesman for the Kenyan army"
                    "for" => self.lexicon.is("mouthpiece", &lemma),
                    _ => false,
                };
                if whose && found.is_empty() {
                    found.extend(self.parties(object));
                }
            }
        }
        if found.is_empty() {
            found.extend(self.backers(t));
        }
        if found.is_empty() {
            found.extend(self.ruled(t));
        }
        found
    }

    /// Whether the noun names people by what they are to others: friends, partners, colleagues; and the words say where.
    fn related(&self, t: Token<'a>) -> bool {
        let told = || {
            let nation = |c: Token<'a>| c.dep() == "amod" && self.mention(c.i).is_some();
            t.children().any(nation) || !self.whereabouts(t).is_empty()
        };
        self.lexicon.is("related-noun", &lower_lemma(t)) && told()
    }

    fn whereabouts(&self, t: Token<'a>) -> Vec<Party> {
        let places = preps_of(t).into_iter().filter(|(name, _)| matches!(name.as_str(), "in" | "from" | "of"));
        let found: Vec<Party> = places.flat_map(|(_, o)| self.parties(o)).collect();
        found.into_iter().filter(|p| p.entity.state.is_some() && p.how <= How::Described).collect()
    }

    /// Whom a group acts for by what is said of it: "hackers tied to the Chinese state", "a militia backed by Oman".
    fn backers(&self, t: Token<'a>) -> Vec<Party> {
        let tied = t.children().filter(|c| {
            matches!(c.dep(), "acl" | "amod" | "relcl") && c.i > t.i && self.lexicon.is("tied-participle", &c.lower())
        });
        tied.flat_map(preps_of)
            .filter(|(name, _)| matches!(name.as_str(), "to" | "with" | "by"))
            .flat_map(|(_, o)| self.parties(o))
            .collect()
    }
}
