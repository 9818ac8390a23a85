//! Workloads of msr-fiddle.

use super::{assert_near, assert_routes, assumed, model, names, reads};
use crate::warnings;
use splitway::import::{ImportFormat, ImportedModel};
use std::collections::BTreeMap;

pub const MSR: &str = r#"{ "maxFPGAs": 2, "nodes": [
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
