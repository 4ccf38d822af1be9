//! One-to-one assignment of greatest weight, by the Hungarian method (Kuhn 1955, Munkres 1957) with potentials.

use std::collections::BTreeMap;

/// Pairs rows with columns, one to one, so that the sum of the weights is greatest.
///
/// `weights` maps (row, column) to a value above 0; pairs that are not in it are never made. Rows are brought in one by
/// one, each along the shortest augmenting path, first column first: which of several best assignments is found
/// depends on nothing but the weights and their order. O(n³).
pub(super) fn assign(weights: &BTreeMap<(usize, usize), f64>, rows: usize, columns: usize) -> BTreeMap<usize, usize> {
    let size = rows.max(columns);
    let top = weights.values().copied().fold(0.0, f64::max) + 1.0;
    let mut cost = vec![vec![top; size + 1]; size + 1];
    for (&(row, column), weight) in weights {
        if let Some(cell) = cost.get_mut(row + 1).and_then(|r| r.get_mut(column + 1)) {
            *cell = top - weight;
        }
    }
    let holder = shortest_paths(&cost, size);
    holder
        .into_iter()
        .enumerate()
        .skip(1)
        .filter(|&(column, row)| row > 0 && weights.contains_key(&(row - 1, column - 1)))
        .map(|(column, row)| (row - 1, column - 1))
        .collect()
}

/// For each column from 1, the row from 1 that it is given to; index 0 is the place where the row to be placed waits.
#[allow(clippy::indexing_slicing, clippy::needless_range_loop)] // all tables have size + 1 places
fn shortest_paths(cost: &[Vec<f64>], size: usize) -> Vec<usize> {
    let (mut of_row, mut of_column) = (vec![0.0; size + 1], vec![0.0; size + 1]);
    let (mut holder, mut before) = (vec![0; size + 1], vec![0; size + 1]);
    for row in 1..=size {
        holder[0] = row;
        let mut at = 0;
        let (mut slack, mut seen) = (vec![f64::INFINITY; size + 1], vec![false; size + 1]);
        loop {
            seen[at] = true;
            let (from, mut step, mut next) = (holder[at], f64::INFINITY, 0);
            for column in (1..=size).filter(|&c| !seen[c]) {
                let reduced = cost[from][column] - of_row[from] - of_column[column];
                if reduced < slack[column] {
                    (slack[column], before[column]) = (reduced, at);
                }
                if slack[column] < step {
                    (step, next) = (slack[column], column);
                }
            }
            for column in 0..=size {
                if seen[column] {
                    of_row[holder[column]] += step;
                    of_column[column] -= step;
                } else {
                    slack[column] -= step;
                }
            }
            at = next;
            if holder[at] == 0 {
                break;
            }
        }
        while at != 0 {
            holder[at] = holder[before[at]];
            at = before[at];
        }
    }
    holder
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_greatest() {
        let weights = BTreeMap::from([((0, 0), 3.0), ((0, 1), 2.0), ((1, 0), 2.5)]);
        assert_eq!(assign(&weights, 2, 2), BTreeMap::from([(0, 1), (1, 0)]));
        assert_eq!(assign(&BTreeMap::new(), 3, 2), BTreeMap::new());
        assert_eq!(assign(&BTreeMap::new(), 0, 0), BTreeMap::new());
        assert_eq!(assign(&BTreeMap::from([((2, 0), 1.0)]), 3, 1), BTreeMap::from([(2, 0)]));
    }
}
