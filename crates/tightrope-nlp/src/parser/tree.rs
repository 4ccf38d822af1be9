//! From arcs to a tree: spans of subtrees, sentence starts, and arcs that were lifted to keep the tree projective.

/// Rounds after which the search for subtree spans gives up.
const MAX_ROUNDS: usize = 12;

/// First and last token of each subtree.
struct Spans {
    left: Vec<u32>,
    right: Vec<u32>,
}

fn subtree_spans(heads: &[u32]) -> Spans {
    let count = heads.len();
    let mut spans = Spans { left: (0..count as u32).collect(), right: (0..count as u32).collect() };
    for _ in 0..MAX_ROUNDS {
        for i in (0..count).chain((0..count).rev()) {
            let head = heads[i] as usize;
            spans.left[head] = spans.left[head].min(spans.left[i]);
            spans.right[head] = spans.right[head].max(spans.right[i]);
        }
        if closed(heads, &starts_of_roots(heads, &spans)) {
            break;
        }
    }
    spans
}

fn starts_of_roots(heads: &[u32], spans: &Spans) -> Vec<bool> {
    let mut starts = vec![false; heads.len()];
    for (i, &head) in heads.iter().enumerate() {
        if head as usize == i {
            starts[spans.left[i] as usize] = true;
        }
    }
    starts
}

/// Whether no head lies outside its sentence.
fn closed(heads: &[u32], starts: &[bool]) -> bool {
    let count = heads.len();
    let mut sentence = 0;
    for i in 0..count {
        if (i > 0 && starts[i]) || i + 1 == count {
            // A head equal to the next sentence's first token is let pass, and the very last token is not looked at.
            if heads[sentence..i].iter().any(|&h| (h as usize) < sentence || h as usize > i) {
                return false;
            }
            sentence = i;
        }
    }
    true
}

/// Which tokens start a sentence.
pub(crate) fn sentence_starts(heads: &[u32]) -> Vec<bool> {
    starts_of_roots(heads, &subtree_spans(heads))
}

/// Dependents of each token: those of the tree as it was, and the arcs moved since.
struct Dependents {
    starts: Vec<u32>,
    list: Vec<u32>,
    moved: Vec<u32>,
}

impl Dependents {
    fn new(heads: &[u32]) -> Self {
        let count = heads.len();
        let mut starts = vec![0u32; count + 1];
        for (i, &head) in heads.iter().enumerate() {
            if head as usize != i {
                starts[head as usize + 1] += 1;
            }
        }
        for i in 0..count {
            starts[i + 1] += starts[i];
        }
        let mut fill = starts.clone();
        let mut list = vec![0u32; starts[count] as usize];
        for (i, &head) in heads.iter().enumerate() {
            if head as usize != i {
                list[fill[head as usize] as usize] = i as u32;
                fill[head as usize] += 1;
            }
        }
        Dependents { starts, list, moved: Vec::new() }
    }

    /// Current dependents of `token` in text order, within the span its subtree had at first.
    fn of(&self, token: u32, heads: &[u32], spans: &Spans) -> Vec<u32> {
        let t = token as usize;
        let old = &self.list[self.starts[t] as usize..self.starts[t + 1] as usize];
        let span = spans.left[t]..=spans.right[t];
        let mut found: Vec<u32> = old.iter().chain(&self.moved).copied().collect();
        found.retain(|&d| heads[d as usize] == token && d != token && span.contains(&d));
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Gives each lifted token the head its label names: the nearest token below the present head that bears that label.
///
/// `labels` holds the label of each token and, for a lifted one, the label its true head bears; the latter is cleared.
pub(super) fn lower_arcs(heads: &mut [u32], labels: &mut [(u16, Option<u16>)], lifted: &[usize], is_space: &[bool]) {
    let spans = subtree_spans(heads);
    let mut dependents = Dependents::new(heads);
    for &token in lifted {
        let Some(wanted) = labels[token].1 else { continue };
        if let Some(head) = find_below(token, wanted, heads, labels, is_space, &spans, &dependents) {
            heads[token] = head;
            dependents.moved.push(token as u32);
        }
        labels[token].1 = None;
    }
}

fn find_below(
    token: usize,
    wanted: u16,
    heads: &[u32],
    labels: &[(u16, Option<u16>)],
    is_space: &[bool],
    spans: &Spans,
    dependents: &Dependents,
) -> Option<u32> {
    let mut level = vec![heads[token]];
    while !level.is_empty() {
        let mut below = Vec::new();
        for &parent in &level {
            for child in dependents.of(parent, heads, spans) {
                if is_space[child as usize] || child as usize == token {
                    continue;
                }
                if labels[child as usize] == (wanted, None) {
                    return Some(child);
                }
                below.push(child);
            }
        }
        level = below;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_sentences() {
        assert_eq!(sentence_starts(&[1, 1, 1, 4, 4, 4]), [true, false, false, true, false, false]);
        assert!(sentence_starts(&[]).is_empty());
    }

    #[test]
    fn lifted_arc_is_lowered() {
        // 0 <- 1 -> 2, and 3 was lifted to 1 though its head is the dependent labelled 7.
        let mut heads = [1, 1, 1, 1];
        let mut labels = [(5, None), (0, None), (7, None), (6, Some(7))];
        lower_arcs(&mut heads, &mut labels, &[3], &[false; 4]);
        assert_eq!(heads, [1, 1, 1, 2]);
        assert_eq!(labels[3], (6, None));
    }
}
