//! Profiles: what each layer costs, in the formats of those who measured it.

use crate::{told, warnings};
use splitway::Scenario;
use splitway::import::{
    FilledValue, Granularity, ImportFormat, ImportOptions, ImportReport, ImportedModel,
    import_model,
};
use splitway::scenario::Model;
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

fn with(text: &str, options: ImportOptions) -> ImportedModel {
    import_model(&mut text.as_bytes(), &options, &mut |_| {})
        .unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn model(text: &str) -> ImportedModel {
    with(text, ImportOptions::default())
}

fn refusal(text: &str) -> (&'static str, String) {
    told(import_model(&mut text.as_bytes(), &ImportOptions::default(), &mut |_| {}).unwrap_err())
}

fn assumed<'a>(report: &'a ImportReport, about: &str) -> Option<&'a str> {
    crate::assumed(report, about)
}

fn names(model: &Model) -> Vec<&str> {
    model.layers.iter().map(|layer| &layer.name[..]).collect()
}

/// What each layer reads; nothing for a chain.
fn reads(model: &Model) -> Vec<Vec<&str>> {
    model
        .layers
        .iter()
        .map(|layer| layer.inputs.iter().flatten().map(String::as_str).collect())
        .collect()
}

fn flop(model: &Model) -> f64 {
    model.layers.iter().map(|layer| layer.flop.unwrap()).sum()
}

fn weights(model: &Model) -> f64 {
    model.layers.iter().map(|layer| layer.weight_bytes).sum()
}

fn assert_near(actual: f64, expected: f64) {
    assert!(
        (actual - expected).abs() <= 1e-9 * expected.abs().max(1e-12),
        "{actual} is not {expected}"
    );
}

/// That it is sound in a scenario, and that the router takes a chain.
fn assert_routes(model: &Model) {
    let text = format!(
        r#"{{ "format": "splitway/scenario@1", "network": {{ "nodes": [{{ "id": "n", "flopPerSecond": 1e9 }}] }},
            "models": [{}], "jobs": [{{ "id": "j", "model": {}, "source": "n", "destination": "n" }}] }}"#,
        serde_json::to_string(model).unwrap(),
        serde_json::to_string(&model.id).unwrap()
    );
    let scenario = Scenario::from_json(&text).unwrap();
    if model.layers.iter().all(|layer| layer.inputs.is_none()) {
        splitway::route(&scenario, &splitway::RouteOptions::default()).unwrap();
    }
}

const CSV: &str = "Layer,Type,MACs,elementwise_ops,out_shape,params,gpu_ms,rpi4 time (s)
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

const PIPEDREAM: &str = "node3 -- ReLU(inplace) -- forward_compute_time=0.500, backward_compute_time=0.1, activation_size=4096.000, parameter_size=0.000
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

const MODELS: &str = "DummyModel:
  layers: 0
  mem_MB: []
  parameters_in: 0
  parameters_out: []
google/vit-base:
  layers: 3
  mem_MB: [26.5, 18.0,
    2]
  parameters_in: 150528
  parameters_out: [302592, 756480, 1000]
";

const DEVICES: &str = "DummyDeviceType:
  bw_Mbps: 0
  mem_MB: 0
  model_profiles:
Minnowboard:
  bw_Mbps: 1000
  mem_MB: 2048
  model_profiles:
    google/vit-base:
    - batch_size: 8
      dtype: torch.float32
      time_s: [0.8, 0.16, 0.4]
";

#[test]
fn of_pipeedge_sizes_and_times_come_from_one_file_or_two_joined() {
    let ImportedModel { model, report } =
        with(&format!("{MODELS}{DEVICES}"), ImportOptions::default());
    assert_eq!(
        (model.id.as_str(), model.input_bytes),
        ("google/vit-base", Some(602112.0))
    );
    assert_eq!(model.layers[1].output_bytes, Some(4.0 * 756480.0));
    assert_eq!(model.layers[0].weight_bytes, 26.5e6);
    assert_near(model.layers[2].seconds_on["Minnowboard"], 0.05);
    assert!(assumed(&report, "batch size").unwrap().starts_with("8, "));
    assert_eq!(assumed(&report, "bytes per element"), None);
    assert_routes(&model);
    let alone = with(MODELS, ImportOptions::default());
    assert_eq!(warnings(&alone.report), ["unknown-work"]);
    assert_eq!(refusal(DEVICES), ("unsupported-format", "this file knows times and no sizes; put models.yml and device_types.yml into one file, one behind the other".to_owned()));
    let results = "batch_size: 8\ndtype: torch.float16\nlayers: 2\nmodel_name: vit\nprofile_data:\n- layer: 1\n  memory: 26.5\n  shape_in:\n  - [3, 224, 224]\n  shape_out:\n  - [197, 768]\n  - [197, 768]\n  time: 0.4\n- layer: 2\n  memory: 1\n  shape_in: [[197, 768]]\n  shape_out:\n  - [1000]\n  time: 0.8\n";
    let profiled = with(results, ImportOptions::default());
    assert_eq!(profiled.model.input_bytes, Some(2.0 * 150528.0));
    assert_eq!(
        profiled.model.layers[0].output_bytes,
        Some(2.0 * 2.0 * 197.0 * 768.0)
    );
    assert_near(profiled.model.layers[1].seconds_on["profiled"], 0.1);
}

#[test]
fn of_pipeedge_the_batch_that_is_asked_for_is_taken_or_the_first_and_told_for_each_device() {
    let profile = |batch: u32, seconds: &str| {
        format!(
            "    - batch_size: {batch}\n      dtype: torch.float32\n      time_s: [{seconds}]\n"
        )
    };
    let device = |name: &str, profiles: &[String]| {
        format!(
            "{name}:\n  model_profiles:\n    google/vit-base:\n{}",
            profiles.concat()
        )
    };
    let devices = [
        device("A", &[profile(1, "1, 2, 3"), profile(8, "4, 8, 12")]),
        device("B", &[profile(2, "2, 2, 2")]),
    ]
    .concat();
    let seconds =
        |imported: &ImportedModel, device: &str| imported.model.layers[1].seconds_on[device];
    let batches = |imported: &ImportedModel| {
        let about = imported.report.assumed.iter();
        about
            .filter(|assumed| assumed.about == "batch size")
            .map(|assumed| format!("{}: {}", assumed.value, assumed.reason))
            .collect::<Vec<_>>()
    };
    let part = "so that one inference takes that part of the time on";
    let unasked = with(&format!("{MODELS}{devices}"), ImportOptions::default());
    assert_eq!((seconds(&unasked, "A"), seconds(&unasked, "B")), (2.0, 1.0));
    assert_eq!(
        batches(&unasked),
        [
            "1, on A: the first of the batches that were measured".to_owned(),
            format!("2, {part} B: the times are for a batch")
        ]
    );
    let options = ImportOptions {
        batch: Some(8.0),
        ..ImportOptions::default()
    };
    let asked = with(&format!("{MODELS}{devices}"), options);
    assert_eq!((seconds(&asked, "A"), seconds(&asked, "B")), (1.0, 1.0));
    assert_eq!(
        batches(&asked),
        [
            format!("8, {part} A: the times are for the batch that was asked for"),
            format!("2, {part} B: the times are for a batch")
        ]
    );
}

#[test]
fn of_pipeedge_several_documents_of_a_file_are_read_as_one() {
    let joined = model(&format!("---\n{MODELS}---\n{DEVICES}...\n"));
    assert_eq!(joined.model, model(&format!("{MODELS}{DEVICES}")).model);
    assert!(!joined.model.layers[0].seconds_on.is_empty());
    assert_eq!(
        refusal(&format!("{MODELS}---\n{MODELS}")).1,
        "two documents of this file have a `DummyModel`; keep one of them"
    );
    assert_eq!(
        refusal(&format!("{MODELS}---\n- 1\n")).1,
        "the file holds several documents, and they are read as one only where each is a map"
    );
}

const MSR: &str = r#"{ "maxFPGAs": 2, "nodes": [
    { "id": 1, "name": "in", "supportedOnFpga": 1, "cpuLatency": 0, "fpgaLatency": 0, "isBackwardNode": false, "size": 0 },
    { "id": 3, "name": "b", "supportedOnFpga": 1, "cpuLatency": 20, "fpgaLatency": 2, "isBackwardNode": false, "size": 100 },
    { "id": 2, "name": "a", "supportedOnFpga": 0, "cpuLatency": 10, "fpgaLatency": 1, "isBackwardNode": 0, "size": 50 },
    { "id": 4, "name": "back", "supportedOnFpga": 1, "cpuLatency": 1, "fpgaLatency": 1, "isBackwardNode": true, "size": 0 }],
  "edges": [ { "sourceId": 1, "destId": 2, "cost": 0.5, "size": 2000 }, { "sourceId": 2, "destId": 3, "cost": 1 }, { "sourceId": 3, "destId": 4, "cost": 9 }] }"#;

#[test]
fn of_msr_fiddle_bytes_come_from_sizes_or_costs_and_the_backward_pass_is_left_out() {
    let ImportedModel { model, report } = model(MSR);
    assert_eq!(report.format, ImportFormat::MsrFiddle);
    assert_eq!(names(&model), ["a", "b"]);
    assert_eq!(model.input_bytes, Some(2000.0));
    // 2,000 bytes cost 0.5, so 1 costs 4,000.
    assert_near(model.layers[0].output_bytes.unwrap(), 4000.0);
    assert_eq!(
        model.layers[0].seconds_on,
        BTreeMap::from([("cpu".to_owned(), 0.01)])
    );
    assert_eq!(
        model.layers[1].seconds_on,
        BTreeMap::from([("accelerator".to_owned(), 0.002), ("cpu".to_owned(), 0.02)])
    );
    assert_eq!(warnings(&report), ["backward-left-out"]);
    assert_eq!(assumed(&report, "unit of times"), Some("ms"));
    assert_routes(&model);
}

#[test]
fn of_msr_fiddle_sources_of_one_name_get_names_of_their_own() {
    let twin = MSR
        .replace(
            "\"nodes\": [",
            r#""nodes": [{ "id": 9, "name": "in", "supportedOnFpga": 1, "cpuLatency": 0, "fpgaLatency": 0, "isBackwardNode": false, "size": 0 },"#,
        )
        .replace("\"edges\": [", r#""edges": [{ "sourceId": 9, "destId": 3, "cost": 0.5, "size": 2000 },"#)
        .replace("\"name\": \"b\"", "\"name\": \"in_2\"");
    let ImportedModel { model, report } = model(&twin);
    let inputs: Vec<&str> = model
        .inputs
        .iter()
        .flatten()
        .map(|input| &input.name[..])
        .collect();
    assert_eq!(inputs, ["in", "in_2"]);
    assert_eq!(names(&model), ["a", "in_2_2"]);
    assert_eq!(reads(&model), [vec!["in_2"], vec!["in", "a"]]);
    assert_eq!(warnings(&report), ["backward-left-out", "layers-renamed"]);
    assert_routes(&model);
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let cases = [
        (
            "name,flop,outputBytes,inputs\na,1,2,b\nb,1,2,a\n",
            "the layer `a` needs its own output, directly or by way of others",
        ),
        (
            "name,flop,outputBytes,inputs\na,1,2,z\n",
            "line 2: the layer `a` reads `z`, which is no layer",
        ),
        (
            "name,flop,outputBytes\na,1,\n",
            "line 2: the layer `a` does not say how much leaves it (outputBytes, out_elements or out_shape)",
        ),
        ("name,flop,outputBytes\n", "the file has no layer"),
        (
            &PIPEDREAM.replace("node4 -- node5", "node4 -- node9"),
            "line 10: there is no node node9",
        ),
        (
            &PIPEDREAM.replace("forward_compute_time=0.500", "forward_compute_time=soon"),
            "line 1: forward_compute_time is a number of at least 0, not soon",
        ),
        (
            &format!("{MODELS}{}", DEVICES.replace("0.16, ", "")),
            "Minnowboard has times of 2 layers, and the model has 3",
        ),
        (
            &MODELS.replace("302592", "many"),
            "parameters_out is a list of numbers of at least 0",
        ),
        (
            "a: &x [1]\nparameters_out: *x\n",
            "line 2: aliases (*name) are not read; write the value out",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(
            refusal(text),
            ("invalid-file", expected.to_owned()),
            "{text}"
        );
    }
    let error = import_model(
        &mut MSR.replace("\"destId\": 3", "\"destId\": 8").as_bytes(),
        &ImportOptions::default(),
        &mut |_| {},
    )
    .unwrap_err();
    assert_eq!(
        (error.path(), error.to_string()),
        ("/edges/1", "there is no node 8".to_owned())
    );
}

#[test]
fn a_network_is_no_model_and_the_other_way_round() {
    assert_eq!(
        refusal("from,to\na,b\n"),
        (
            "unsupported-format",
            "this is a network (table of links), and a model is wanted here".to_owned()
        )
    );
    assert_eq!(
        crate::refusal(CSV),
        (
            "unsupported-format",
            "this is a model (table of layers), and a network is wanted here".to_owned()
        )
    );
}

#[test]
fn our_own_models_come_back_as_they_are() {
    let text = r#"{ "id": "m", "inputBytes": 1.0, "layers": [{ "name": "a", "flop": null, "outputBytes": 2.0 }] }"#;
    let imported = model(text);
    assert_eq!(
        serde_json::to_value(&imported.model).unwrap(),
        serde_json::from_str::<serde_json::Value>(text).unwrap()
    );
    assert_eq!(
        model(&format!(r#"{{ "model": {text}, "report": {{}} }}"#)).model,
        imported.model
    );
}

/// Layers, multiply-adds, parameters and element-wise operations of collected profiles.
const PROFILES: [(&str, usize, f64, f64, f64); 5] = [
    ("vgg19.json", 43, 19632062464.0, 143667240.0, 20982760.0),
    ("resnet34.json", 88, 3663761408.0, 21797672.0, 6773760.0),
    ("mobilenet_v2.json", 99, 300774272.0, 3504872.0, 6384896.0),
    ("vit_b_16.json", 125, 17563828224.0, 86567656.0, 20415504.0),
    (
        "llama2_7b_prefill128.json",
        323,
        850000871424.0,
        6738415616.0,
        174587904.0,
    ),
];

#[test]
fn profiles_that_may_be_kept_here_add_up_to_their_totals() {
    check_profile(&here().join("vgg19.json"), &PROFILES[0]);
    check_measured(&here().join("bert24_layers_measured.msr.json"));
}

#[test]
fn collected_profiles_add_up_to_their_totals() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/profiles");
    if !folder.exists() {
        return;
    }
    for profile in &PROFILES {
        check_profile(&folder.join(profile.0), profile);
    }
    check_measured(&folder.join("bert24_layers_measured.msr.json"));
}

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/files")
}

fn check_profile(
    path: &Path,
    (file, layers, multiply_adds, parameters, elementwise): &(&str, usize, f64, f64, f64),
) {
    let ImportedModel { model, report } = model(&fs::read_to_string(path).unwrap());
    assert_eq!(model.layers.len(), *layers, "{file}");
    assert_eq!(flop(&model), 2.0 * multiply_adds + elementwise, "{file}");
    assert_eq!(weights(&model), 4.0 * parameters, "{file}");
    assert_eq!(warnings(&report), [""; 0], "{file}");
    assert_routes(&model);
}

fn check_measured(path: &Path) {
    let ImportedModel { model, .. } = model(&fs::read_to_string(path).unwrap());
    let seconds = |device: &str| {
        let seconds = model
            .layers
            .iter()
            .filter_map(|layer| layer.seconds_on.get(device));
        seconds.sum::<f64>()
    };
    assert_near(seconds("accelerator"), 92.406e-3);
    assert_near(seconds("cpu"), 924.06e-3);
    let inputs = model.inputs.as_ref().map_or(1, Vec::len);
    assert_eq!(model.layers.len() + inputs, 32);
    assert_routes(&model);
}
