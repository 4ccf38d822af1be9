//! What the first layers of a network give for each word type.

use super::{Buffers, PAD};

/// Word types remembered before the memory is cleared; about four kilobytes each.
const CAPACITY: usize = 8192;
const NONE: u32 = u32::MAX;

/// Vectors of word types, filled as they are met. Results never depend on what it holds.
#[derive(Debug)]
pub(crate) struct VectorCache {
    width: usize,
    /// Values of one share of the first convolution.
    share: usize,
    by_space: bool,
    slots: Vec<u32>,
    filled: usize,
    vectors: Vec<f32>,
    shares: Vec<f32>,
    pub(super) buffers: Buffers,
}

impl VectorCache {
    /// `width` values a vector, `share` sums of the first convolution.
    pub(crate) fn new(width: usize, share: usize) -> Self {
        VectorCache {
            width,
            share,
            by_space: true,
            slots: Vec::new(),
            filled: 0,
            vectors: Vec::new(),
            shares: Vec::new(),
            buffers: Buffers::default(),
        }
    }

    /// Forgets everything, as is needed when word types are numbered anew.
    pub(crate) fn clear(&mut self) {
        self.slots.clear();
        self.filled = 0;
        self.vectors.clear();
        self.shares.clear();
    }

    fn index(&self, key: u32) -> usize {
        if self.by_space { key as usize } else { (key >> 1) as usize }
    }

    fn slot(&self, key: u32) -> Option<usize> {
        if key == PAD {
            return None;
        }
        self.slots.get(self.index(key)).filter(|&&s| s != NONE).map(|&s| s as usize)
    }

    /// The keys without a slot, each once; they get the next slots in this order.
    pub(super) fn missing(&mut self, keys: &[u32], by_space: bool) -> Vec<u32> {
        self.by_space = by_space;
        let mut missing = self.claim(keys);
        if self.filled > CAPACITY {
            self.clear();
            missing = self.claim(keys);
        }
        missing
    }

    fn claim(&mut self, keys: &[u32]) -> Vec<u32> {
        let mut missing = Vec::new();
        for &key in keys {
            if key == PAD {
                continue;
            }
            let index = self.index(key);
            if index >= self.slots.len() {
                self.slots.resize(index + 1, NONE);
            }
            if self.slots[index] == NONE {
                self.slots[index] = self.filled as u32;
                self.filled += 1;
                missing.push(key);
            }
        }
        missing
    }

    pub(super) fn store(&mut self, missing: &[u32], vectors: &[f32], shares: &[f32]) {
        self.vectors.extend_from_slice(&vectors[..missing.len() * self.width]);
        self.shares.extend_from_slice(&shares[..missing.len() * 3 * self.share]);
    }

    pub(super) fn vector(&self, key: u32) -> Option<&[f32]> {
        let slot = self.slot(key)?;
        Some(&self.vectors[slot * self.width..(slot + 1) * self.width])
    }

    /// Sums of the first convolution for all rows but the outermost two.
    pub(super) fn first_sums(&self, keys: &[u32], sums: &mut Vec<f32>) {
        let share = self.share;
        sums.clear();
        sums.resize(keys.len().saturating_sub(2) * share, 0.0);
        for (i, out) in sums.chunks_exact_mut(share).enumerate() {
            for (side, &key) in keys[i..i + 3].iter().enumerate() {
                if let Some(slot) = self.slot(key) {
                    let at = (slot * 3 + side) * share;
                    for (o, &v) in out.iter_mut().zip(&self.shares[at..at + share]) {
                        *o += v;
                    }
                }
            }
        }
    }
}
