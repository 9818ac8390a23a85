//! The sets of layers that can be done at one time, by trying all.

use super::Definitions;

/// The sets of layers of a model, as bits.
pub struct Sets {
    layers: usize,
    /// By layer, what it reads from.
    parents: Vec<u32>,
}

impl Sets {
    pub fn of(definitions: &Definitions) -> Sets {
        let layers = definitions.model.layers.len();
        let parents = (1..=layers).map(|layer| {
            let others = (1..=layers).filter(|&other| definitions.reads_from(layer, other));
            others.fold(0, |set, other| set | 1 << (other - 1))
        });
        Sets {
            layers,
            parents: parents.collect(),
        }
    }

    pub fn all(&self) -> u32 {
        (1 << self.layers) - 1
    }

    /// The layers that can run when some are done.
    pub fn ready(&self, done: u32) -> Vec<usize> {
        let layers = 1..=self.layers;
        let ready = layers
            .filter(|layer| done >> (layer - 1) & 1 == 0 && self.parents[layer - 1] & !done == 0);
        ready.collect()
    }

    pub fn live_bytes(&self, definitions: &Definitions, done: u32) -> f64 {
        definitions.live_bytes(|layer| done >> (layer - 1) & 1 == 1)
    }

    /// How many sets hold with each layer all that it reads from.
    pub fn down_sets(&self) -> usize {
        let is_down_set = |set: &u32| {
            let mut layers = 0..self.layers;
            layers.all(|layer| set >> layer & 1 == 0 || self.parents[layer] & !set == 0)
        };
        (0..=self.all()).filter(is_down_set).count()
    }

    /// Every order in which the layers can run.
    pub fn orders(&self) -> Vec<Vec<usize>> {
        let mut orders = vec![];
        self.extend(0, &mut vec![], &mut orders);
        orders
    }

    fn extend(&self, done: u32, order: &mut Vec<usize>, orders: &mut Vec<Vec<usize>>) {
        if done == self.all() {
            orders.push(order.clone());
        }
        for layer in self.ready(done) {
            order.push(layer);
            self.extend(done | 1 << (layer - 1), order, orders);
            order.pop();
        }
    }
}
