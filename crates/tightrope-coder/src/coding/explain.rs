//! How a sentence was read, in words for people.

use super::{Candidate, Sentence};
use crate::proposition::Predicate;
use std::fmt::Write;

/// Appends the reading of one sentence: its propositions, what was made of each, and what came to nothing and why.
pub fn explain(sentence: &Sentence<'_>, chosen: &[Candidate<'_>], log: &mut String) {
    // writing to a string cannot fail
    let _ = writeln!(log, "## {}", sentence.doc.span_text(sentence.tokens.clone()));
    for p in sentence.propositions.all.iter().filter(|p| sentence.tokens.contains(&p.head)) {
        let _ =
            writeln!(log, "  {:?} {} [{}] held by [{}]", p.kind, p.lemma, arguments(sentence, p), holders(sentence, p));
        for c in chosen.iter().filter(|c| c.head == p.head) {
            let id = |x: &Option<crate::party::Party>| {
                x.as_ref().map_or("-".to_owned(), |x| format!("{} ({:?})", x.entity.id, x.how))
            };
            let _ = writeln!(
                log,
                "      + {} {} -> {} {} {}",
                c.rule.id,
                id(&c.source),
                id(&c.target),
                c.status,
                c.polarity
            );
            for (token, effect) in &c.scope.causes {
                let _ = writeln!(log, "          \"{}\" makes it {effect:?}", sentence.doc.token(*token).text());
            }
        }
        for a in sentence.attempts.borrow().iter().filter(|a| a.head == p.head) {
            let _ = writeln!(log, "      - {} {:?}: {}", a.rule.id, a.miss, a.miss.reason());
        }
    }
}

fn arguments(sentence: &Sentence<'_>, p: &Predicate) -> String {
    let one = |a: &crate::proposition::Arg| {
        let token = sentence.doc.token(a.head);
        let ids: Vec<String> = sentence.resolver.parties(token).into_iter().map(|x| x.entity.id).collect();
        let ids = if ids.is_empty() { String::new() } else { format!("<{}>", ids.join("+")) };
        format!("{}={}{}{ids}", a.role, token.text(), if a.inferred { "~" } else { "" })
    };
    p.args.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn holders(sentence: &Sentence<'_>, p: &Predicate) -> String {
    p.support.iter().map(|(v, slot)| format!("{}:{slot}", sentence.doc.token(*v).text())).collect::<Vec<_>>().join(", ")
}
