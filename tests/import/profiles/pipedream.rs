//! Graphs of PipeDream's profiler.

use super::{assert_near, assert_routes, assumed, model, names, reads, with};
use splitway::import::{ImportOptions, ImportedModel};

pub const PIPEDREAM: &str = "node3 -- ReLU(inplace) -- forward_compute_time=0.500, backward_compute_time=0.1, activation_size=4096.000, parameter_size=0.000
node2 -- Conv2d(3, 8, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1)) -- forward_compute_time=2.000, backward_compute_time=7.197, activation_size=4096.000, parameter_size=896.000
node1 -- Input -- forward_compute_time=635.902, backward_compute_time=0.000, activation_size=1536.000, parameter_size=0.000
node4 -- Linear(in_features=256, out_features=10, bias=True) -- forward_compute_time=1.000, backward_compute_time=1.0, activation_size=160.000, parameter_size=10280.000
node5 -- LSTM(10, 10) -- forward_compute_time=4.000, backward_compute_time=1.0, activation_size=[80.0; 80.0], parameter_size=0.000
\tnode1 -- node2
\tnode2 -- node3
\tnode3 -- node4
\tnode2 -- node4
\tnode4 -- node5
";

#[test]
fn of_pipedream_the_batch_is_detected_and_work_is_counted_from_the_operators() {
    let ImportedModel { model, report } = model(PIPEDREAM);
    assert_eq!(assumed(&report, "batch size"), Some("4"));
    assert_eq!(model.input_bytes, Some(384.0));
    assert_eq!(names(&model), ["node2", "node3", "node4", "node5"]);
    assert_eq!(
        reads(&model),
        [
            vec!["input"],
            vec!["node2"],
            vec!["node3", "node2"],
            vec!["node4"]
        ]
    );
    let work: Vec<f64> = model
        .layers
        .iter()
        .map(|layer| layer.flop.unwrap())
        .collect();
    // 256 outputs of 3 × 3 × 3 multiply-adds; a ReLU each; 10 × 256 multiply-adds; what a V100 does in 1 ms.
    assert_eq!(work[..3], [2.0 * 256.0 * 27.0, 256.0, 2.0 * 10.0 * 256.0]);
    assert_near(work[3], 1e-3 * 2198387000000.0);
    assert_near(model.layers[0].seconds_on["gpu"], 0.5e-3);
    assert_eq!(model.layers[3].output_bytes, Some(40.0));
    assert_routes(&model);
    let told = with(
        PIPEDREAM,
        ImportOptions {
            batch: Some(2.0),
            ..ImportOptions::default()
        },
    );
    assert_eq!(told.model.input_bytes, Some(768.0));
}

/// As the profiler writes them: it does not know how large an input is.
const FREE_INPUTS: &str = "node1 -- Input0 -- forward_compute_time=0.000, backward_compute_time=0.000, activation_size=0.0, parameter_size=0.000
node2 -- ReLU -- forward_compute_time=2.000, backward_compute_time=7.197, activation_size=4096.000, parameter_size=896.000
\tnode1 -- node2
";

#[test]
fn of_pipedream_an_input_of_no_bytes_is_one_whose_size_is_not_told() {
    let assuming = model(FREE_INPUTS);
    assert_eq!(assuming.model.input_bytes, Some(4096.0));
    assert_eq!(
        assumed(&assuming.report, "size of the input"),
        Some("4096 B, as the first layer's output")
    );
    let options = ImportOptions {
        input_bytes: Some(1536.0),
        ..ImportOptions::default()
    };
    let told = with(FREE_INPUTS, options);
    assert_eq!(told.model.input_bytes, Some(1536.0));
    assert_eq!(assumed(&told.report, "size of the input"), None);
    let second = FREE_INPUTS
        .lines()
        .next()
        .unwrap()
        .replace("node1", "node3");
    let two = model(&format!("{FREE_INPUTS}{second}\n\tnode3 -- node2\n"));
    let bytes: Vec<f64> = two
        .model
        .inputs
        .iter()
        .flatten()
        .map(|input| input.bytes)
        .collect();
    assert_eq!(bytes, [4096.0; 2]);
    assert_eq!(
        assumed(&two.report, "size of the input node3"),
        Some("4096 B, as the output of the first layer that reads it")
    );
}
