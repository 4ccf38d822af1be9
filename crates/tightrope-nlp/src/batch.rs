//! Many texts at once, on several threads.

use crate::doc::Doc;
use crate::model::Model;
use crate::worker::Worker;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Bytes of text in a batch, after which the next one starts.
const BATCH_BYTES: usize = 16 << 10;

impl Model {
    /// Parses texts on up to `threads` threads; the documents come in the order of the texts and do not depend on the
    /// number of threads.
    pub fn parse_batch(&self, texts: &[&str], threads: usize) -> Vec<Doc> {
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
