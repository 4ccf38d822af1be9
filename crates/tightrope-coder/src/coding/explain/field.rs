//! What set each field of a statement.

use super::{Explainer, Field, FieldReading, Words};
use crate::codebook::Effect;
use crate::coding::apply::{is_act, object_heads, of_organisation};
use crate::coding::dating::{Dated, date_words, tense};
use crate::coding::domains::{self, DomainCause};
use crate::coding::{Candidate, attributes};
use crate::proposition::{Predicate, noun_phrase};
use crate::time::{TimeContext, TimeMention};
use tightrope_statement::{Amount, Certainty, Polarity, RelationKind, Statement, Status};

/// The reason of a field that the learned reader has told.
fn sensed(percent: u8) -> String {
    format!("the whole sentence: the learned reader takes it for that ({percent} %), no word tells it more surely")
}

/// The reason of a field that the learned reader tells by words.
fn picked(words: &str, percent: u8) -> String {
    format!("\"{words}\" belongs to the claim, as the learned reader takes the sentence ({percent} %)")
}

impl Explainer<'_, '_> {
    /// Every field but the parties, in the order of the contract.
    pub(super) fn fields(&self, p: &Predicate, c: &Candidate<'_>, s: &Statement) -> Vec<FieldReading> {
        let mut fields = vec![self.status(c, s), self.polarity(c, s), self.certainty(c, s), self.attribution(c, s)];
        fields.push(self.time(p, c, s));
        fields.push(self.amount(p, c, s));
        fields.push(self.domains(p, c, s));
        fields.extend(self.object(p, c, s));
        fields.extend(event(c, s));
        fields
    }

    /// The words that had an effect.
    fn causes(&self, c: &Candidate<'_>, wanted: impl Fn(Effect) -> bool) -> Vec<Words> {
        c.scope.causes.iter().filter(|(_, effect)| wanted(*effect)).map(|(t, _)| self.word(*t)).collect()
    }

    fn status(&self, c: &Candidate<'_>, s: &Statement) -> FieldReading {
        if let Some(percent) = c.sensed.status {
            let value = s.status.to_string();
            return FieldReading { field: Field::Status, value, words: Vec::new(), reason: sensed(percent) };
        }
        let words = self.causes(c, |e| matches!(e, Effect::Status(_)));
        let (own, told) = (c.rule.status, c.scope.status);
        let reason = match (own, told) {
            (None, None) => "no word about it says otherwise: it is told as a fact",
            (None, Some(Status::Signed)) if c.rule.relation.kind() == RelationKind::Event => {
                "an act that was concluded is done"
            }
            (Some(Status::Ended), _) => "the rule reads an ending",
            (Some(_), None | Some(Status::Actual | Status::Signed)) => "the rule sets it",
            (Some(Status::Actual), Some(Status::Offered)) if s.status == Status::Actual => {
                "words that are offered are words spoken"
            }
            _ if s.status == Status::Actual && s.polarity == Polarity::Affirmed && c.scope.denied => {
                "the denial is part of the claim, and done"
            }
            _ => "the words about it set it",
        };
        let set_by_rule = matches!((own, told), (Some(Status::Ended), _))
            || matches!((own, told), (Some(_), None | Some(Status::Actual | Status::Signed)));
        let words = if set_by_rule { self.trigger(c) } else { words };
        FieldReading { field: Field::Status, value: s.status.to_string(), words, reason: reason.to_owned() }
    }

    fn polarity(&self, c: &Candidate<'_>, s: &Statement) -> FieldReading {
        if let Some(percent) = c.sensed.polarity {
            let value = s.polarity.to_string();
            return FieldReading { field: Field::Polarity, value, words: Vec::new(), reason: sensed(percent) };
        }
        let words = self.causes(c, |e| e == Effect::Denied);
        let reason = match (s.polarity, words.is_empty()) {
            (Polarity::Denied, false) => "the words about it deny it",
            (Polarity::Denied, true) => "the rule's own words deny it",
            (Polarity::Affirmed, false) if c.polarity == Polarity::Affirmed && c.scope.denied => {
                "the denial is part of the claim: not to do it is to refuse it"
            }
            (Polarity::Affirmed, _) => "no word denies it",
        };
        FieldReading { field: Field::Polarity, value: s.polarity.to_string(), words, reason: reason.to_owned() }
    }

    fn certainty(&self, c: &Candidate<'_>, s: &Statement) -> FieldReading {
        let (words, reason) = match s.certainty {
            Certainty::Asserted => (Vec::new(), "the page or a source that can be named says so"),
            Certainty::Reported => (
                self.causes(c, |e| matches!(e, Effect::Reported | Effect::Said)),
                "hearsay: nobody that could be named says so",
            ),
            Certainty::Estimated => (self.causes(c, |e| e == Effect::Estimated), "an estimate"),
        };
        FieldReading { field: Field::Certainty, value: s.certainty.to_string(), words, reason: reason.to_owned() }
    }

    fn attribution(&self, c: &Candidate<'_>, s: &Statement) -> FieldReading {
        let doc = self.sentence.doc;
        let mut words: Vec<Words> =
            c.scope.speakers.iter().rev().map(|t| self.words(noun_phrase(doc.token(*t)))).collect();
        words.extend(self.causes(c, |e| matches!(e, Effect::Said | Effect::Reported | Effect::Estimated)));
        let voice = self.ground.voice.attribution.as_ref().map(|a| a.name.as_str());
        let reason = match (s.attribution.is_empty(), voice) {
            (true, _) => "the page itself says so".to_owned(),
            (false, Some(name)) if words.is_empty() => format!("the paragraph is spoken by {name}"),
            (false, Some(name)) => format!("the paragraph is spoken by {name}, who cites others"),
            (false, None) if words.is_empty() => "it stands in a quotation of theirs".to_owned(),
            (false, None) => "these words say so".to_owned(),
        };
        let names: Vec<&str> = s.attribution.iter().map(|a| a.name.as_str()).collect();
        FieldReading { field: Field::Attribution, value: names.join(" > "), words, reason }
    }

    fn time(&self, p: &Predicate, c: &Candidate<'_>, s: &Statement) -> FieldReading {
        if let (Some(percent), Some(t)) = (c.sensed.time, &s.time) {
            let value = t.edtf.clone().unwrap_or_else(|| format!("\"{}\"", t.text));
            return FieldReading { field: Field::Time, value, words: Vec::new(), reason: picked(&t.text, percent) };
        }
        let dated = Dated {
            predicate: p,
            scope: &c.scope,
            trigger: &c.trigger,
            parties: c.target.iter().chain(&c.source).collect(),
            is_act: is_act(c.rule, c.status),
            is_read: c.rule.is_of_reader(),
        };
        let text = |m: &TimeMention| self.sentence.doc.span_text(m.tokens.clone());
        let found = date_words(self.sentence, &dated).map(|(_, m)| m);
        // words that name no date give way to the head's
        let found = found.filter(|m| s.time.as_ref().is_none_or(|t| text(m) == t.text));
        let words: Vec<Words> = found.iter().map(|m| self.words(m.tokens.clone())).collect();
        let reason = match (&s.time, found) {
            (None, _) => "no date hangs on the claim's words".to_owned(),
            (Some(_), None) => "the date at the head of the paragraph".to_owned(),
            (Some(t), Some(m)) => match (&t.edtf, self.sentence.resolver.date) {
                (None, None) => "a relative date, and the page's date is not known".to_owned(),
                (None, Some(_)) => "a relative date that counts from something else".to_owned(),
                (Some(edtf), date) => {
                    // the same words without a date to count from, then without one told before
                    let alone = TimeContext { tense: tense(self.sentence, &c.scope, m), ..TimeContext::default() };
                    let by_page = TimeContext { document_date: date, ..alone };
                    match date {
                        _ if m.expr.resolve(&alone).as_ref() == Some(edtf) => "as written".to_owned(),
                        Some(date) if m.expr.resolve(&by_page).as_ref() == Some(edtf) => {
                            format!("counted from the page's date {date}")
                        }
                        _ => "counted from a date told before it".to_owned(),
                    }
                }
            },
        };
        let value = s.time.as_ref().map(|t| t.edtf.clone().unwrap_or_else(|| format!("\"{}\"", t.text)));
        FieldReading { field: Field::Time, value: value.unwrap_or_default(), words, reason }
    }

    fn amount(&self, p: &Predicate, c: &Candidate<'_>, s: &Statement) -> FieldReading {
        if let (Some(percent), Some(a)) = (c.sensed.amount, &s.amount) {
            let value = written(a);
            return FieldReading { field: Field::Amount, words: Vec::new(), reason: picked(&value, percent), value };
        }
        let heads = object_heads(self.sentence, p, self.looked(p, c));
        let words = attributes::numbers(self.sentence, p, &c.trigger, &heads);
        let words: Vec<Words> = words.map(|q| self.words(q.tokens.clone())).collect();
        let reason = match (&s.amount, words.len()) {
            (None, _) => "no number hangs on the claim's words",
            (Some(_), 0 | 1) => "a number that hangs on the claim's words",
            _ => "numbers that hang on the claim's words; money goes before a count",
        };
        let value = s.amount.as_ref().map(written).unwrap_or_default();
        FieldReading { field: Field::Amount, value, words, reason: reason.to_owned() }
    }

    fn domains(&self, p: &Predicate, c: &Candidate<'_>, s: &Statement) -> FieldReading {
        let value: Vec<String> = s.domains.iter().map(|d| d.to_string()).collect();
        let field = |words, reason| FieldReading { field: Field::Domains, value: value.join(" "), words, reason };
        if of_organisation(self.sentence, c.target.as_ref()).is_some() {
            return field(Vec::new(), "the fields of the organisation or initiative".to_owned());
        }
        if let Some(percent) = c.sensed.domain {
            return field(Vec::new(), sensed(percent));
        }
        let mut causes = domains::causes(self.sentence, p, c.rule, c.source.as_ref());
        // those that the learned reader holds for unlikely are left out
        causes.retain(|(d, _)| s.domains.contains(d));
        let mut words: Vec<Words> = Vec::new();
        for (_, cause) in &causes {
            if let DomainCause::Words(tokens) = cause {
                let w = self.words(tokens.clone());
                if !words.contains(&w) {
                    words.push(w);
                }
            }
        }
        let reason = match causes.first().map(|(_, cause)| cause) {
            None => "neither words nor rule tell any",
            Some(DomainCause::Words(_)) => "the claim's words tell it",
            Some(DomainCause::Firm) => "the field of the firm that acts",
            Some(DomainCause::Told) => "the field of the claim that it takes up",
            Some(DomainCause::Rule) => "the rule's own",
        };
        field(words, reason.to_owned())
    }

    fn object(&self, p: &Predicate, c: &Candidate<'_>, s: &Statement) -> Option<FieldReading> {
        let value = s.object.clone()?;
        if let Some(percent) = c.sensed.object {
            let reason = picked(&value, percent);
            return Some(FieldReading { field: Field::Object, value, words: Vec::new(), reason });
        }
        let rule = self.looked(p, c);
        let heads = object_heads(self.sentence, p, rule);
        let (words, reason) = match (&rule.object_text, heads.first()) {
            (Some(_), _) | (None, None) => (Vec::new(), "the rule sets it".to_owned()),
            (None, Some(h)) => {
                (vec![self.words(noun_phrase(*h))], format!("what stands as {}", rule.object.join(" or ")))
            }
        };
        Some(FieldReading { field: Field::Object, value, words, reason })
    }
}

fn event(c: &Candidate<'_>, s: &Statement) -> Option<FieldReading> {
    let e = s.event.as_ref()?;
    let mut value = e.plover.clone();
    value.extend(e.mode.iter().map(|m| format!(" {m}")));
    if !e.context.is_empty() {
        value += &format!(" [{}]", e.context.join(" "));
    }
    let reason = match (c.rule.relation.kind(), c.mode.is_some()) {
        (RelationKind::Event, true) if c.sensed.mode.is_some() => {
            let percent = c.sensed.mode.unwrap_or_default();
            format!(
                "the relation's type; its mode is what the learned reader takes the sentence for ({percent} %); contexts by the domains"
            )
        }
        (RelationKind::Event, true) if c.rule.mode.is_none() => {
            "the relation's type, with the mode that the lexicon of acts gives the word; contexts by the domains"
                .to_owned()
        }
        (RelationKind::Event, true) => "the relation's type, with the rule's mode; contexts by the domains".to_owned(),
        (RelationKind::Event, false) => "the relation's type; contexts by the domains".to_owned(),
        _ => format!("the act that {} {} reports", s.status, s.relation),
    };
    Some(FieldReading { field: Field::Event, value, words: Vec::new(), reason })
}

fn written(a: &Amount) -> String {
    let mut parts = Vec::new();
    if let Some(value) = a.value {
        parts.push(a.unit.as_ref().map_or_else(|| value.to_string(), |unit| format!("{value} {unit}")));
    }
    parts.extend(a.rank.map(|r| format!("rank {r}")));
    parts.extend(a.share.map(|s| format!("share {s}")));
    parts.join(", ")
}
