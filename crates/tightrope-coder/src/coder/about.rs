//! What a page is before its sentences are read: its names, its voices and the state that it is about.

use super::{Coder, Page};
use crate::coding::Senses;
use crate::focal::{FocalReading, Head, is_spoken, speakers, weights};
use crate::party::{Named, name_actors};
use crate::voice::{Scene, Voice, voices};
use rustc_hash::FxHashMap;

impl Coder {
    /// The states that a page names, each with what speaks for it as the one that the page is about, features with their
    /// values in thousandths, and whether somebody says "we" there, for learning the choice.
    pub fn focal_readings(&self, page: &Page<'_>) -> (bool, Vec<FocalReading>) {
        let named = self.named(page);
        let head = self.head(page, &named);
        let voices = self.voices(page, &named);
        let focals = self.codebook.focals.as_ref();
        let found = focals.map(|f| f.readings(&head, &page.document.text, &voices));
        let mut found = found.unwrap_or_default();
        if let Some(reader) = &self.reader {
            let mut senses = reader.encode(page.docs).of_states(&head);
            found.iter_mut().for_each(|r| r.sense = senses.remove(&r.state).unwrap_or_default());
        }
        (is_spoken(&head), found)
    }

    pub(super) fn named(&self, page: &Page<'_>) -> Vec<Vec<Named>> {
        let mut seen = FxHashMap::default();
        let names = |doc| name_actors(doc, &self.directory, &self.codebook.lexicon, page.date, &mut seen);
        page.docs.iter().map(names).collect()
    }

    pub(super) fn head<'p>(&'p self, page: &Page<'p>, named: &'p [Vec<Named>]) -> Head<'p> {
        Head {
            blocks: &page.document.blocks,
            docs: page.docs,
            named,
            directory: &self.directory,
            lexicon: &self.codebook.lexicon,
            date: page.date,
        }
    }

    pub(super) fn voices(&self, page: &Page<'_>, named: &[Vec<Named>]) -> Vec<Voice> {
        voices(&Scene {
            document: page.document,
            docs: page.docs,
            named,
            directory: &self.directory,
            lexicon: &self.codebook.lexicon,
            date: page.date,
        })
    }

    /// The state that the page is about, with what spoke for it most. A page of a sentence or two (without `senses`) is about the
    /// first that speaks or is spoken of.
    pub(super) fn focal(
        &self,
        head: &Head<'_>,
        text: &str,
        voices: &[Voice],
        senses: Option<&Senses>,
    ) -> Option<(String, Vec<(String, i32)>)> {
        match (&self.codebook.focals, senses) {
            (Some(focals), Some(senses)) => {
                let sensed = self.reader.as_ref().map(|r| r.speaking_for(senses, head)).unwrap_or_default();
                focals.choose(head, text, voices, &sensed)
            }
            _ => {
                let first = || weights(head, text).into_iter().next().map(|(state, _)| state);
                let state = speakers(voices).first().map(|s| (*s).to_owned()).or_else(first)?;
                Some((state, Vec::new()))
            }
        }
    }
}
