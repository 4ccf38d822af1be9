//! An explanation in words, a line an item: what `TRACE=1` of the developer's example prints.

use super::{Explanation, PartyReading, PropositionReading, SentenceReading, StatementReading};
use std::fmt;

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let focal = self.focal.as_ref().map_or("none", |e| e.id.as_str());
        writeln!(f, "# the page is about {focal}; its speakers: {:?}", self.speakers)?;
        self.sentences.iter().try_for_each(|s| s.fmt(f))
    }
}

impl fmt::Display for SentenceReading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "## {}", self.words.text)?;
        self.propositions.iter().try_for_each(|p| p.fmt(f))
    }
}

impl fmt::Display for PropositionReading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arguments: Vec<String> = self
            .arguments
            .iter()
            .map(|a| {
                let ids: Vec<&str> = a.parties.iter().map(|x| x.entity.id.as_str()).collect();
                let ids = if ids.is_empty() { String::new() } else { format!("<{}>", ids.join("+")) };
                format!("{}={}{}{ids}", a.role, a.word.text, if a.inferred { "~" } else { "" })
            })
            .collect();
        let holders: Vec<String> = self.holders.iter().map(|h| format!("{}:{}", h.word.text, h.slot)).collect();
        writeln!(f, "  {} {} [{}] held by [{}]", self.kind, self.lemma, arguments.join(", "), holders.join(", "))?;
        self.statements.iter().try_for_each(|s| s.fmt(f))?;
        self.misses.iter().try_for_each(|m| writeln!(f, "      - {} {}: {}", m.rule, m.why.as_str(), m.reason))
    }
}

impl fmt::Display for StatementReading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let party = |x: &Option<PartyReading>| {
            x.as_ref().map_or("-".to_owned(), |x| format!("{} ({} {})", x.entity.id, x.found.as_str(), x.confidence))
        };
        writeln!(f, "      + {} {} -> {}", self.rule, party(&self.source), party(&self.target))?;
        for field in self.fields.iter().filter(|x| !x.value.is_empty()) {
            let words: Vec<String> = field.words.iter().map(|w| format!("\"{}\"", w.text)).collect();
            let words = if words.is_empty() { String::new() } else { format!(" {}", words.join(" ")) };
            writeln!(f, "          {} {}:{words} {}", field.field.as_str(), field.value, field.reason)?;
        }
        Ok(())
    }
}
