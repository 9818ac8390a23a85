//! The bindings of the module for one job at a time.

use super::clock::{Clock, microseconds};
use super::{JsResult, read_change, read_options, read_scenario, set, to_error, to_js};
use crate::layered::explicit::{ArcKind, ExplicitGraph};
use crate::{Error, LayeredGraph, Plan, RouteOptions};
use js_sys::{Float64Array, Object, Uint8Array, Uint32Array};
use wasm_bindgen::prelude::*;

/// How long repeats are averaged over when a solve is to be measured.
const MEASURE_MILLISECONDS: f64 = 1.0;

/// A layered graph is written out up to this many arcs.
const MOST_ARCS_WRITTEN_OUT: usize = 10_000_000;

/// A measurement ends after this many solves, whatever the clock says.
const MOST_MEASURED_SOLVES: f64 = 1000.0;

/// The optimal plan of one job.
#[wasm_bindgen]
pub fn route(scenario: &str, options: &str) -> JsResult<JsValue> {
    WasmRouter::new(scenario)?.route(options)
}

/// Counts what a valid scenario holds.
#[wasm_bindgen]
pub fn validate(scenario: &str) -> JsResult<JsValue> {
    to_js(&read_scenario(scenario)?.summary())
}

/// Checks a plan and its certificate.
#[wasm_bindgen]
pub fn verify(scenario: &str, plan: &str) -> JsResult<JsValue> {
    let plan = Plan::from_json(plan).map_err(to_error)?;
    to_js(&crate::verify(&read_scenario(scenario)?, &plan).map_err(to_error)?)
}

/// The whole layered graph as typed arrays.
#[wasm_bindgen(js_name = layeredGraph)]
pub fn layered_graph(scenario: &str, options: &str) -> JsResult<JsValue> {
    let mut router = crate::Router::new(read_scenario(scenario)?).map_err(to_error)?;
    let graph = router.graph(&read_options(options)?).map_err(to_error)?;
    check_arcs(graph)?;
    let explicit = graph.explicit();
    let object = Object::new();
    set(&object, "copies", graph.copy_count())?;
    set(&object, "nodes", graph.node_count())?;
    set(&object, "states", graph.state_count())?;
    set(&object, "vertexCount", graph.vertex_count())?;
    set(&object, "arcs", arc_arrays(&explicit)?)?;
    Ok(object.into())
}

/// The whole layered graph as Graphviz DOT text, with the optimal plan marked where there is one.
#[wasm_bindgen]
pub fn dot(scenario: &str, options: &str) -> JsResult<String> {
    let mut router = crate::Router::new(read_scenario(scenario)?).map_err(to_error)?;
    let options: RouteOptions = read_options(options)?;
    let steps = router.route(&options).map_or(vec![], |plan| plan.steps);
    let graph = router.graph(&options).map_err(to_error)?.clone();
    check_arcs(&graph)?;
    Ok(graph.dot(&router.scenario(), &steps))
}

/// A scenario that is solved again and again while its numbers change.
#[wasm_bindgen]
pub struct WasmRouter(crate::Router);

#[wasm_bindgen]
impl WasmRouter {
    /// Takes a scenario.
    #[wasm_bindgen(constructor)]
    pub fn new(scenario: &str) -> JsResult<WasmRouter> {
        let router = crate::Router::new(read_scenario(scenario)?).map_err(to_error)?;
        Ok(WasmRouter(router))
    }

    /// The optimal plan under the present numbers.
    pub fn route(&mut self, options: &str) -> JsResult<JsValue> {
        let options: RouteOptions = read_options(options)?;
        let clock = Clock::new();
        let begin = clock.milliseconds();
        let mut plan = self.0.route(&options).map_err(to_error)?;
        plan.statistics.solve_microseconds = if options.measure {
            self.measure(&options, &clock)?
        } else {
            begin.zip(clock.milliseconds()).map(microseconds)
        };
        to_js(&plan)
    }

    /// Multiplies all link rates, relative to the scenario as given.
    #[wasm_bindgen(js_name = scaleLinks)]
    pub fn scale_links(&mut self, factor: f64) -> JsResult<()> {
        self.0.scale_links(factor).map_err(to_error)
    }

    /// Multiplies all compute rates, relative to the scenario as given.
    #[wasm_bindgen(js_name = scaleCompute)]
    pub fn scale_compute(&mut self, factor: f64) -> JsResult<()> {
        self.0.scale_compute(factor).map_err(to_error)
    }

    /// Multiplies all backlogs, relative to the scenario as given.
    #[wasm_bindgen(js_name = scaleBacklog)]
    pub fn scale_backlog(&mut self, factor: f64) -> JsResult<()> {
        self.0.scale_backlog(factor).map_err(to_error)
    }

    /// A node as given, before factors.
    pub fn node(&self, id: &str) -> JsResult<JsValue> {
        to_js(self.0.node(id).map_err(to_error)?)
    }

    /// A directed link as given, before factors.
    pub fn link(&self, index: usize) -> JsResult<JsValue> {
        to_js(&self.0.link(index).map_err(to_error)?)
    }

    /// A job as given.
    pub fn job(&self, id: &str) -> JsResult<JsValue> {
        to_js(self.0.job(id).map_err(to_error)?)
    }

    /// Puts another node in the place of one.
    #[wasm_bindgen(js_name = setNode)]
    pub fn set_node(&mut self, id: &str, node: &str) -> JsResult<()> {
        self.0.set_node(id, read_change(node)?).map_err(to_error)
    }

    /// Puts another link in the place of a directed one.
    #[wasm_bindgen(js_name = setLink)]
    pub fn set_link(&mut self, index: usize, link: &str) -> JsResult<()> {
        self.0.set_link(index, read_change(link)?).map_err(to_error)
    }

    /// Puts another job in the place of one.
    #[wasm_bindgen(js_name = setJob)]
    pub fn set_job(&mut self, id: &str, job: &str) -> JsResult<()> {
        self.0.set_job(id, read_change(job)?).map_err(to_error)
    }

    /// The scenario with all changes applied.
    pub fn scenario(&self) -> JsResult<JsValue> {
        to_js(&self.0.scenario())
    }
}

impl WasmRouter {
    /// Mean time of a solve, repeated until the clock has moved enough.
    fn measure(&mut self, options: &RouteOptions, clock: &Clock) -> JsResult<Option<f64>> {
        let Some(begin) = clock.milliseconds() else {
            return Ok(None);
        };
        let mut solves = 0.0;
        loop {
            self.0.latency_seconds(options).map_err(to_error)?;
            solves += 1.0;
            let now = clock.milliseconds().unwrap_or(begin);
            // Some hosts stop their clock while a program runs.
            if now - begin >= MEASURE_MILLISECONDS || solves >= MOST_MEASURED_SOLVES {
                let mean = microseconds((begin, now)) / solves;
                return Ok(Some(mean).filter(|&mean| mean > 0.0));
            }
        }
    }
}

/// A graph that is written out takes memory for every arc.
fn check_arcs(graph: &LayeredGraph) -> JsResult<()> {
    let arcs = graph.arc_count();
    if arcs <= MOST_ARCS_WRITTEN_OUT {
        return Ok(());
    }
    Err(to_error(Error::LimitExceeded {
        message: format!(
            "the layered graph has {arcs} arcs, it is written out up to {MOST_ARCS_WRITTEN_OUT}"
        ),
        path: "/network/links".to_owned(),
    }))
}

fn arc_arrays(graph: &ExplicitGraph) -> JsResult<Object> {
    let ends = |end: fn(&petgraph::graph::Edge<_>) -> usize| -> Vec<u32> {
        graph
            .raw_edges()
            .iter()
            .map(|arc| end(arc) as u32)
            .collect()
    };
    let weights = || graph.edge_weights();
    let seconds: Vec<f64> = weights().map(|arc| arc.seconds).collect();
    let ready: Vec<f64> = weights().map(|arc| arc.ready_seconds).collect();
    let kinds = weights().map(|arc| match arc.kind {
        ArcKind::Transfer(link) => (0, link),
        ArcKind::Compute(layer) => (1, layer),
        ArcKind::StartComputing(node) => (2, node),
        ArcKind::StopComputing(node) => (3, node),
    });
    let (kind, index): (Vec<u8>, Vec<u32>) =
        kinds.map(|(kind, index)| (kind, index as u32)).unzip();
    let arrays = Object::new();
    set(
        &arrays,
        "from",
        Uint32Array::from(&ends(|arc| arc.source().index())[..]),
    )?;
    set(
        &arrays,
        "to",
        Uint32Array::from(&ends(|arc| arc.target().index())[..]),
    )?;
    set(&arrays, "seconds", Float64Array::from(&seconds[..]))?;
    set(&arrays, "readySeconds", Float64Array::from(&ready[..]))?;
    set(&arrays, "kind", Uint8Array::from(&kind[..]))?;
    set(&arrays, "index", Uint32Array::from(&index[..]))?;
    Ok(arrays)
}
