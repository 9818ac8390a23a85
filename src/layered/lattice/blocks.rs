//! True cuts: down-sets that every order of a model's layers passes through.
//!
//! The first k layers of the file are a down-set P. It is comparable with every other one unless
//! some layer y of P could be left out and some layer x beyond be done in its place. Then there is
//! such an x that reads from P alone, and such a y that nobody in P reads from. So P is a true cut
//! just if each layer that can run next reads from each layer of P that nobody in P reads from.

use crate::scenario::Dataflow;

/// For each layer (from 1) the layers that it reads from, ascending.
pub(super) fn parents(flow: &Dataflow, layers: usize) -> Vec<Vec<usize>> {
    (1..=layers)
        .map(|layer| flow.layers_before(layer))
        .collect()
}

/// How many layers are done at each true cut, but for the first, where none is.
///
/// # Cost
/// O(L + reads) for a chain, and about that for models whose layers soon tell that there is no cut.
pub(super) fn cuts(parents: &[Vec<usize>]) -> Vec<usize> {
    let layers = parents.len();
    let mut children = vec![vec![]; layers + 1];
    let mut missing: Vec<usize> = vec![0];
    let mut ready = vec![];
    for (layer, parents) in (1..).zip(parents) {
        for &parent in parents {
            children[parent].push(layer);
        }
        missing.push(parents.len());
        if parents.is_empty() {
            ready.push(layer);
        }
    }
    let mut cuts = vec![];
    let mut is_maximal = vec![false; layers + 1];
    let mut maximal = 0;
    for layer in 1..=layers {
        ready.retain(|&other| other != layer);
        for &parent in &parents[layer - 1] {
            maximal -= usize::from(std::mem::replace(&mut is_maximal[parent], false));
        }
        is_maximal[layer] = true;
        maximal += 1;
        for &child in &children[layer] {
            missing[child] -= 1;
            if missing[child] == 0 {
                ready.push(child);
            }
        }
        let reads_all = |&layer: &usize| {
            let parents = parents[layer - 1].iter();
            parents.filter(|&&parent| is_maximal[parent]).count() == maximal
        };
        if ready.iter().all(reads_all) {
            cuts.push(layer);
        }
    }
    cuts
}

#[cfg(test)]
mod tests {
    use super::cuts;

    #[test]
    fn every_layer_of_a_chain_is_a_cut() {
        assert_eq!(cuts(&[vec![], vec![1], vec![2]]), [1, 2, 3]);
    }

    #[test]
    fn branches_end_where_a_layer_reads_all_of_them() {
        assert_eq!(cuts(&[vec![], vec![1], vec![1], vec![2, 3]]), [1, 3, 4]);
        // One that reads but one branch could run before the other is done.
        assert_eq!(
            cuts(&[vec![], vec![1], vec![1], vec![3], vec![2, 4]]),
            [1, 4, 5]
        );
    }

    #[test]
    fn several_last_layers_are_a_cut_where_each_next_one_reads_them_all() {
        let both = || vec![1, 2];
        assert_eq!(
            cuts(&[vec![], vec![], both(), both(), vec![3, 4]]),
            [2, 4, 5]
        );
    }

    #[test]
    fn a_layer_that_reads_nothing_or_that_nobody_reads_leaves_no_cut_beside_it() {
        assert_eq!(cuts(&[vec![], vec![1], vec![], vec![2, 3]]), [3, 4]);
        assert_eq!(cuts(&[vec![], vec![1], vec![1], vec![3]]), [1, 4]);
    }
}
