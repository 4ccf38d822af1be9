//! Many texts at once, on several threads.

use crate::cut::{LONGEST_TEXT, cut, is_longer, join};
use crate::doc::Doc;
use crate::model::Model;
use crate::worker::Worker;
use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Bytes of text in a batch, after which the next one starts.
const BATCH_BYTES: usize = 16 << 10;

impl Model {
    /// Parses texts on up to `threads` threads; the documents come in the order of the texts and do not depend on the
    /// number of threads.
    pub fn parse_batch(&self, texts: &[&str], threads: usize) -> Vec<Doc> {
        self.parse_cut(texts, threads, LONGEST_TEXT)
    }

    /// Parses a text piece by piece, as [`cut`] cuts it: the bytes of each piece and its document.
    ///
    /// One document is held at a time, so a huge text needs no more memory than a piece of it. Sentences end with a piece.
    pub fn parse_pieces<'a>(&'a self, text: &'a str, longest: usize) -> impl Iterator<Item = (Range<usize>, Doc)> + 'a {
        cut(text, longest).into_iter().map(|piece| (piece.clone(), self.parse(&text[piece])))
    }

    /// Parses texts, those of more than `longest` characters in pieces.
    fn parse_cut(&self, texts: &[&str], threads: usize, longest: usize) -> Vec<Doc> {
        if !texts.iter().any(|t| is_longer(t, longest)) {
            return self.parse_short(texts, threads);
        }
        let pieces: Vec<Vec<Range<usize>>> = texts.iter().map(|t| cut(t, longest)).collect();
        let flat: Vec<&str> = texts.iter().zip(&pieces).flat_map(|(t, ps)| ps.iter().map(|p| &t[p.clone()])).collect();
        let mut docs = self.parse_short(&flat, threads).into_iter();
        texts.iter().zip(&pieces).map(|(t, ps)| join(t, ps, docs.by_ref().take(ps.len()))).collect()
    }

    fn parse_short(&self, texts: &[&str], threads: usize) -> Vec<Doc> {
        let batches = batches(texts);
        let threads = threads.clamp(1, batches.len().max(1));
        if threads == 1 {
            let mut out = Vec::with_capacity(texts.len());
            self.with_worker(|worker| {
                for batch in &batches {
                    worker.run(self, batch, &mut out);
                }
            });
            return out;
        }
        let next = AtomicUsize::new(0);
        let done: Vec<Mutex<Vec<Doc>>> = batches.iter().map(|_| Mutex::default()).collect();
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    self.with_worker(|worker| {
                        while let Some((batch, slot)) =
                            Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|i| batches.get(i).zip(done.get(i)))
                        {
                            let mut docs = Vec::with_capacity(batch.len());
                            worker.run(self, batch, &mut docs);
                            *slot.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = docs;
                        }
                    });
                });
            }
        });
        done.into_iter().flat_map(|d| d.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)).collect()
    }

    /// Lends a worker that has run before, if one is idle.
    fn with_worker(&self, run: impl FnOnce(&mut Worker)) {
        let idle = || self.idle.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let found = idle().pop();
        let mut worker = found.unwrap_or_else(|| Worker::new(self));
        run(&mut worker);
        idle().push(worker);
    }
}

fn batches<'a, 't>(texts: &'a [&'t str]) -> Vec<&'a [&'t str]> {
    let mut batches = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (i, text) in texts.iter().enumerate() {
        bytes += text.len() + 16;
        if bytes >= BATCH_BYTES {
            batches.push(&texts[start..=i]);
            (start, bytes) = (i + 1, 0);
        }
    }
    if start < texts.len() {
        batches.push(&texts[start..]);
    }
    batches
}

#[cfg(test)]
mod tests {
    use crate::model::Model;
    use crate::package::{default_data_dir, ensure_default};

    #[test]
    fn long_texts_are_cut_and_joined() {
        let model = Model::load(&ensure_default(&default_data_dir().unwrap()).unwrap()).unwrap();
        let line = "Tokyo and Rome signed a pact. \n";
        let text = line.repeat(50);
        let docs = model.parse_cut(&["One.", &text, "", "Two."], 2, line.len());
        assert_eq!(docs.iter().map(|d| d.len()).collect::<Vec<_>>(), [2, 8 * 50, 0, 2]);
        let doc = docs.get(1).unwrap();
        assert_eq!(doc.text(), text);
        assert!(doc.sents().len() >= 50);
        for token in doc.tokens() {
            assert_eq!(token.text(), doc.token(token.i % 8).text());
            assert_eq!(token.head().i / 8, token.i / 8);
        }
    }
}
