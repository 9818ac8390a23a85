//! Tables of layers in CSV and JSON.

use super::{assert_near, assert_routes, assumed, model, names, reads, refusal, with};
use crate::warnings;
use splitway::import::{FilledValue, Granularity, ImportFormat, ImportOptions, ImportedModel};
use std::collections::{BTreeMap, HashSet};

pub const CSV: &str = "Layer,Type,MACs,elementwise_ops,out_shape,params,gpu_ms,rpi4 time (s)
input,,,,\"(3, 224, 224)\",,,
conv1,conv,86704128,0,64x224x224,1792,1.5,0.25
relu1,relu,,3211264,64x224x224,,0.1,
";

#[test]
fn a_table_in_csv_is_a_chain_with_measured_seconds_by_device() {
    let ImportedModel { model, report } = model(CSV);
    assert_eq!(model.input_bytes, Some(4.0 * 150528.0));
    assert_eq!(names(&model), ["conv1", "relu1"]);
    assert_eq!(model.layers[0].flop, Some(2.0 * 86704128.0));
    assert_eq!(model.layers[1].flop, Some(3211264.0));
    assert_eq!(model.layers[0].output_bytes, Some(4.0 * 3211264.0));
    assert_eq!(model.layers[0].weight_bytes, 4.0 * 1792.0);
    assert_eq!(
        model.layers[0].seconds_on,
        BTreeMap::from([("gpu".to_owned(), 0.0015), ("rpi4".to_owned(), 0.25)])
    );
    assert_eq!(
        model.layers[1].seconds_on,
        BTreeMap::from([("gpu".to_owned(), 0.0001)])
    );
    assert!(model.layers.iter().all(|layer| layer.inputs.is_none()));
    assert_eq!(assumed(&report, "bytes per element"), Some("4 (float32)"));
    assert_eq!(assumed(&report, "batch size"), Some("1"));
    assert_eq!(report.format, ImportFormat::Layers);
    assert_routes(&model);
}

#[test]
fn units_stand_in_the_names_of_columns_and_numbers_for_a_batch_are_divided() {
    let text = "name;gflops;output_mb;weight_kb;latency_us\na;2,5;8;16;400\n";
    let ImportedModel { model, report } = with(
        text,
        ImportOptions {
            batch: Some(4.0),
            input_bytes: Some(12.0),
            ..ImportOptions::default()
        },
    );
    let layer = &model.layers[0];
    assert_eq!(
        (layer.flop, layer.output_bytes, layer.weight_bytes),
        (Some(2.5e9 / 4.0), Some(2e6), 16e3)
    );
    assert_near(layer.seconds_on["measured"], 1e-4);
    assert_eq!(model.input_bytes, Some(12.0));
    assert!(assumed(&report, "batch size").unwrap().starts_with("4, "));
}

#[test]
fn inputs_make_a_graph_in_any_order_and_names_become_lawful() {
    let text = r#"{ "model": "net", "input": { "shape": [3, 2] }, "layers": [
        { "id": 1, "name": "sum", "inputs": ["a:0", "b"], "flop": 1, "outputBytes": 4 },
        { "id": 2, "name": "a:0", "inputs": ["input"], "flop": 1, "outputBytes": 4 },
        { "id": 3, "name": "b", "inputs": ["2", "input"], "flop": 1, "outputBytes": 4 },
        { "id": 4, "name": "b2", "inputs": [], "flop": 1, "outputBytes": 4, "secondsOn": { "Jetson Nano": 0.5 } }] }"#;
    let ImportedModel { model, report } = model(text);
    assert_eq!(model.id, "net");
    assert_eq!(model.input_bytes, Some(24.0));
    assert_eq!(names(&model), ["a_0", "b", "sum", "b2"]);
    assert_eq!(
        reads(&model),
        [
            vec!["input"],
            vec!["a_0", "input"],
            vec!["a_0", "b"],
            vec![]
        ]
    );
    assert_eq!(model.layers[3].seconds_on["Jetson Nano"], 0.5);
    assert_eq!(warnings(&report), ["layers-renamed"]);
}

#[test]
fn work_that_is_unknown_is_estimated_from_times_and_told_or_stays_unknown() {
    let times = "name,out_elements,cpu_s,gpu_s\na,10,2,0.5\n";
    let estimated = model(times);
    let (value, rule) = crate::filled(&estimated.report, "/model/layers/0/flop").unwrap();
    assert_eq!(*value, FilledValue::Number(0.5 * 2198387000000.0));
    assert_eq!(
        rule,
        "measured seconds × the rate of v100 (2198387000000 FLOP/s)"
    );
    assert_eq!(
        assumed(&estimated.report, "rate of gpu"),
        Some("that of v100")
    );
    let measured_on = BTreeMap::from([("cpu".to_owned(), "raspberry-pi-5".to_owned())]);
    let told = with(
        times,
        ImportOptions {
            measured_on,
            ..ImportOptions::default()
        },
    );
    assert_eq!(told.model.layers[0].flop, Some(2.0 * 176975000000.0));
    assert_eq!(
        told.model.layers[0].seconds_on.keys().collect::<Vec<_>>(),
        ["gpu", "raspberry-pi-5"]
    );
    assert_eq!(assumed(&told.report, "rate of gpu"), None);
    let unknown = model("name,out_elements\na,10\n");
    assert_eq!(unknown.model.layers[0].flop, None);
    assert_eq!(warnings(&unknown.report), ["unknown-work"]);
}

#[test]
fn a_table_that_does_not_say_how_large_the_input_is_says_what_was_taken() {
    let imported = model("name,flop,outputBytes\na,1,77\nb,1,5\n");
    assert_eq!(imported.model.input_bytes, Some(77.0));
    assert_eq!(
        assumed(&imported.report, "size of the input"),
        Some("77 B, as the first layer's output")
    );
}

#[test]
fn a_model_is_called_after_its_file_whatever_directories_lie_before_it() {
    let named = |name: &str| {
        let options = ImportOptions {
            file_name: Some(name.to_owned()),
            ..ImportOptions::default()
        };
        with("name,flop,outputBytes\na,1,77\n", options).model.id
    };
    assert_eq!(named("some.where/net.layers.csv"), "net");
    assert_eq!(named("C:\\some.where\\net.csv"), "net");
}

#[test]
fn layers_are_drawn_together_where_that_is_asked_for() {
    let text = "name,type,flop,outputBytes\nc,conv,5,4\nr,relu,1,4\nd,conv,5,4\n";
    assert_eq!(model(text).model.layers.len(), 3);
    let fused = with(
        text,
        ImportOptions {
            granularity: Some(Granularity::Fused),
            ..ImportOptions::default()
        },
    );
    assert_eq!(names(&fused.model), ["c", "d"]);
    assert_eq!(
        fused.report.folded[0].message,
        "3 layers were drawn together to 2"
    );
}

#[test]
fn commas_in_sizes_are_told_and_cells_that_are_no_numbers_too() {
    let text = "name,flop,outputBytes,weightBytes,cpu_ms\na,118M,\"802,816\",98 MB,\"2,5\"\nb,1,4,-5,-\nc,1,4,n/a,slow\n";
    let ImportedModel { model, report } = model(text);
    assert_eq!(model.layers[0].output_bytes, Some(802816.0));
    assert_near(model.layers[0].seconds_on["cpu"], 0.0025);
    assert_eq!(
        assumed(&report, "commas between digits"),
        Some("802,816 is 802816")
    );
    assert_eq!(assumed(&report, "decimal commas"), Some("2,5 is 2.5"));
    let told: Vec<_> = report
        .unknown
        .iter()
        .map(|unknown| {
            let first = unknown.message.rsplit(": ").next().unwrap();
            (&unknown.name[..], unknown.count, first)
        })
        .collect();
    assert_eq!(
        told,
        [
            ("cpu_ms", 1, "`slow` at line 4"),
            ("flop", 1, "`118M` at line 2"),
            ("weightBytes", 2, "`98 MB` at line 2"),
        ]
    );
    assert_eq!(
        refusal("name,flop,outputBytes\na,1,98 MB\n"),
        (
            "invalid-file",
            "line 2: `outputBytes` is a number of at least 0, not `98 MB`".to_owned()
        )
    );
    let negative = r#"{ "layers": [{ "name": "a", "flop": -1, "outputBytes": 4 }] }"#;
    assert_eq!(
        self::model(negative).report.unknown[0].message,
        "no number that can be used, so it counts as not said: `-1` at /layers/0"
    );
    let of_input =
        r#"{ "input_bytes": "98 MB", "layers": [{ "name": "a", "flop": 1, "outputBytes": 4 }] }"#;
    assert_eq!(
        self::model(of_input).report.unknown[0].message,
        "no number that can be used, so it counts as not said: `98 MB` at /input_bytes"
    );
}

#[test]
fn twenty_thousand_layers_of_one_name_are_read_in_no_time() {
    let rows = "conv,1,4\n".repeat(20_000);
    let began = std::time::Instant::now();
    let ImportedModel { model, report } = model(&format!("name,flop,outputBytes\n{rows}"));
    assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
    let names = names(&model);
    assert_eq!(names[..3], ["conv", "conv_2", "conv_3"]);
    assert_eq!(names.iter().collect::<HashSet<_>>().len(), 20_000);
    assert_eq!(warnings(&report), ["layers-renamed"]);
}
