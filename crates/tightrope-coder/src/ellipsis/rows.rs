//! Rows of tables: where the first cell is the name of a state or organisation, the other cells tell of it.

use super::Words;
use std::borrow::Cow;
use tightrope_statement::EntityType;
use tightrope_text::{Block, BlockKind, Document};

/// The words of a block, with a full stop for the bar behind a first cell that is a name: "Vietnam | Partnership since 2019".
pub(super) fn cut<'t>(document: &Document, block: &Block, text: Cow<'t, str>, words: &Words<'_>) -> Cow<'t, str> {
    if block.kind != BlockKind::ListItem {
        return text;
    }
    let raw = document.text.get(block.range.clone()).unwrap_or("");
    let Some(bar) = raw.find('|').filter(|at| text.get(*at..at + 1) == Some(" ")) else { return text };
    let cell = raw.get(..bar).unwrap_or("").trim();
    let power = |kind: EntityType| matches!(kind, EntityType::State | EntityType::Organisation);
    if !words.directory.lookup(cell, None).first().is_some_and(|r| power(r.actor.kind)) {
        return text;
    }
    let mut cut = text.into_owned();
    cut.replace_range(bar..bar + 1, ".");
    Cow::Owned(cut)
}
