//! Which state a page is about, by what the encoder makes of its states' names where they stand.

use super::network::Reader;
use super::sense::Senses;
use crate::focal::Head;
use std::collections::BTreeMap;
use tightrope_statement::EntityType;

impl Reader {
    /// For each state that the page names what its mentions add to the log-odds that the page is about it, in thousandths.
    pub fn speaking_for(&self, senses: &Senses, head: &Head<'_>) -> BTreeMap<String, i64> {
        let odds = |vector: &[f32]| self.focal.rows(vector).first().copied().unwrap_or_default();
        let states = senses.of_states(head).into_iter();
        states.map(|(state, vector)| (state, (odds(&vector) * 1e3).round() as i64)).collect()
    }
}

impl Senses {
    /// For each state that the page names, itself or by its people, places and firms, the mean of what the encoder makes of them.
    pub fn of_states(&self, head: &Head<'_>) -> BTreeMap<String, Vec<f32>> {
        let mut found: BTreeMap<String, (Vec<f32>, f32)> = BTreeMap::new();
        let mut k = 0;
        for (doc, named) in head.docs.iter().zip(head.named) {
            for sentence in doc.sents() {
                let start = doc.span_bytes(sentence.clone()).start;
                let here = named.iter().filter(|n| sentence.contains(&n.tokens.start));
                for n in here.filter(|n| n.entity.kind != EntityType::State || n.qualifies(doc, head.lexicon)) {
                    let bytes = doc.span_bytes(n.tokens.clone());
                    let bytes = bytes.start.saturating_sub(start)..bytes.end.saturating_sub(start);
                    let (Some(state), Some(vector)) = (&n.entity.state, self.mean(k, bytes)) else { continue };
                    let (sum, times) = found.entry(state.clone()).or_default();
                    sum.resize(vector.len(), 0.0);
                    sum.iter_mut().zip(&vector).for_each(|(s, v)| *s += v);
                    *times += 1.0;
                }
                k += 1;
            }
        }
        let mean = |(sum, times): (Vec<f32>, f32)| sum.into_iter().map(|s| s / times).collect();
        found.into_iter().map(|(state, all)| (state, mean(all))).collect()
    }
}
