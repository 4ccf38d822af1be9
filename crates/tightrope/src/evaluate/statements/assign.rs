//! One-to-one assignment of greatest weight, by the Hungarian method (Kuhn 1955, Munkres 1957) with potentials.

use std::collections::{BTreeMap, BTreeSet};

/// Pairs rows with columns, one to one, so that the sum of the weights is greatest.
///
/// `weights` maps (row, column) to a value above 0; pairs that are not in it are never made. Rows are brought in one by
/// one, each along the shortest augmenting path, first column first: which of several best assignments is found
/// depends on nothing but the weights and their order. Rows and columns that no chain of weights joins do not concern each other and are
/// taken apart: O(n³) of the greatest such part, so that the lines of many pages cost little more than those of each.
pub(super) fn assign(weights: &BTreeMap<(usize, usize), f64>) -> BTreeMap<usize, usize> {
    parts(weights).iter().flat_map(assign_part).collect()
}

/// The weights of each part whose rows and columns are joined, by its first row.
fn parts(weights: &BTreeMap<(usize, usize), f64>) -> Vec<BTreeMap<(usize, usize), f64>> {
    let (mut of_row, mut of_column) = (BTreeMap::new(), BTreeMap::new());
    for &(row, column) in weights.keys() {
        of_row.entry(row).or_insert_with(Vec::new).push(column);
        of_column.entry(column).or_insert_with(Vec::new).push(row);
    }
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    for &first in of_row.keys() {
        let (mut part, mut open) = (BTreeMap::new(), vec![first]);
        while let Some(row) = open.pop() {
            if !seen.insert(row) {
                continue;
            }
            for column in of_row.get(&row).into_iter().flatten() {
                part.extend(weights.get(&(row, *column)).map(|w| ((row, *column), *w)));
                open.extend(of_column.get(column).into_iter().flatten());
            }
        }
        found.extend(Some(part).filter(|p| !p.is_empty()));
    }
    found
}

fn assign_part(weights: &BTreeMap<(usize, usize), f64>) -> BTreeMap<usize, usize> {
    let numbered = |of: fn(&(usize, usize)) -> usize| {
        weights.keys().map(of).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()
    };
    let (rows, columns) = (numbered(|k| k.0), numbered(|k| k.1));
    let size = rows.len().max(columns.len());
    let top = weights.values().copied().fold(0.0, f64::max) + 1.0;
    let mut cost = vec![vec![top; size + 1]; size + 1];
    for ((row, column), weight) in weights {
        let (Ok(row), Ok(column)) = (rows.binary_search(row), columns.binary_search(column)) else { continue };
        if let Some(cell) = cost.get_mut(row + 1).and_then(|r| r.get_mut(column + 1)) {
            *cell = top - weight;
        }
    }
    let holder = shortest_paths(&cost, size).into_iter().enumerate().skip(1).filter(|(_, row)| *row > 0);
    let named = holder.filter_map(|(column, row)| Some((*rows.get(row - 1)?, *columns.get(column - 1)?)));
    named.filter(|pair| weights.contains_key(pair)).collect()
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
        assert_eq!(assign(&weights), BTreeMap::from([(0, 1), (1, 0)]));
        assert_eq!(assign(&BTreeMap::new()), BTreeMap::new());
        assert_eq!(assign(&BTreeMap::from([((2, 0), 1.0)])), BTreeMap::from([(2, 0)]));
    }

    #[test]
    fn parts_do_not_concern_each_other() {
        let one = BTreeMap::from([((0, 5), 3.0), ((0, 7), 2.0), ((4, 5), 2.5)]);
        let other = BTreeMap::from([((1, 6), 1.0), ((9, 6), 2.0)]);
        let both: BTreeMap<_, _> = one.iter().chain(&other).map(|(k, w)| (*k, *w)).collect();
        assert_eq!(assign(&both), BTreeMap::from([(0, 7), (4, 5), (9, 6)]));
    }
}
