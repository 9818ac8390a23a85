//! Routing models whose operators are layers: the down-sets of their graphs over random networks.

use crate::instances::{self, Kind};
use crate::models::ModelFile;
use splitway::scenario::{Options, Scenario};
use splitway::{RouteOptions, Router};
use std::time::Instant;

/// A model on a network, to be routed again and again.
#[derive(Debug)]
pub struct GraphRoute {
    router: Router,
    /// The text of what is routed, for others to route as well.
    pub scenario: String,
    pub layers: usize,
    /// Sets of layers that can be done at one time.
    pub copies: usize,
    pub settled_vertices: usize,
    pub is_exact: bool,
    /// Until the first answer, from the scenario on.
    pub first_seconds: f64,
}

impl GraphRoute {
    /// The model from one node of a network of so many nodes to another; takes the text that says
    /// the shapes of the model's inputs.
    ///
    /// Devices may be mixed: each then has a time of its own for every layer, and links are so quick
    /// that the layers move to where they are quick, so little can be left out.
    pub fn new(path: &str, shapes: &str, nodes: usize, is_mixed: bool) -> GraphRoute {
        let mut model = ModelFile::new(path, shapes).model();
        model.id = "model".into();
        let layers = model.layers.len();
        let mut scenario = instances::make(Kind::Spread, (nodes, 2));
        if is_mixed {
            instances::mix_devices(&mut scenario.network, &mut model);
        }
        scenario.jobs[0].model.clone_from(&model.id);
        let scenario = Scenario {
            models: vec![model],
            options: Options::default(),
            ..scenario
        };
        let text = serde_json::to_string(&scenario).expect("scenarios can be written");
        let begin = Instant::now();
        let mut router = Router::new(scenario).expect("instances are sound");
        let options = RouteOptions::default();
        let plan = router.route(&options).expect("instances can be routed");
        let first_seconds = begin.elapsed().as_secs_f64();
        let graph = router.graph(&options).expect("it was routed");
        GraphRoute {
            layers,
            copies: graph.copy_count(),
            settled_vertices: plan.statistics.settled_vertices,
            is_exact: plan.exact,
            first_seconds,
            scenario: text,
            router,
        }
    }

    /// Solves so many times; returns the latency in seconds.
    pub fn run(&mut self, runs: usize) -> f64 {
        let mut latency_seconds = f64::NAN;
        for _ in 0..runs {
            let solved = self.router.latency_seconds(&RouteOptions::default());
            latency_seconds = solved.expect("it was routed before");
        }
        latency_seconds
    }
}
