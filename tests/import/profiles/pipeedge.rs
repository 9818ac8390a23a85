//! Models and devices of PipeEdge.

use super::{assert_near, assert_routes, assumed, model, refusal, with};
use crate::warnings;
use splitway::import::{ImportOptions, ImportedModel};

pub const MODELS: &str = "DummyModel:
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

pub const DEVICES: &str = "DummyDeviceType:
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
