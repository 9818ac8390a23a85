//! Plans and files that do not go together: one clear error each, with a remedy.

use crate::models::bytes;
use crate::refusal::LONGEST;
use crate::split::{Dice, model_of, options, random_division};
use crate::writer::{Graph, node, value};
use splitway::Error;
use splitway::import::onnx::split::{Division, DivisionStep, split};
use splitway::import::{Granularity, ImportOptions};
use splitway::scenario::Model;
use std::time::Instant;

fn refusal(
    bytes: &[u8],
    division: &Division,
    model: Option<&Model>,
    options: &ImportOptions,
) -> Error {
    split(&mut &*bytes, division, model, options, &mut |_| {}).unwrap_err()
}

#[test]
fn a_model_of_many_outputs_is_divided_at_once() {
    const OUTPUTS: usize = 20_000;
    let name = |index: usize| format!("y{index}");
    let model = Graph {
        nodes: (0..OUTPUTS)
            .map(|index| node("Relu", "x", &name(index), &[]))
            .collect(),
        inputs: vec![value("x", &["3"])],
        outputs: (0..OUTPUTS)
            .map(|index| value(&name(index), &["3"]))
            .collect(),
        ..Graph::default()
    };
    let placement = (0..OUTPUTS).map(|index| ["phone", "edge"][index / (OUTPUTS / 2)].to_owned());
    let division = Division {
        placement: placement.collect(),
        ..Division::default()
    };
    let begin = Instant::now();
    let operators = options(Granularity::Operators);
    let split = split(
        &mut &*model.file(),
        &division,
        None,
        &operators,
        &mut |_| {},
    )
    .unwrap();
    assert!(begin.elapsed() < LONGEST, "it took {:?}", begin.elapsed());
    let outputs: Vec<usize> = split
        .manifest
        .parts
        .iter()
        .map(|part| part.outputs.len())
        .collect();
    assert_eq!(outputs, [OUTPUTS / 2; 2]);
}

#[test]
fn plans_for_other_models_are_refused_with_a_remedy() {
    let bytes = bytes("light_squeezenet");
    let fused = options(Granularity::Fused);
    let operators = options(Granularity::Operators);
    let (coarse, fine) = (model_of(&bytes, &fused), model_of(&bytes, &operators));
    let placed = |count: usize| Division {
        placement: vec!["phone".to_owned(); count],
        ..Division::default()
    };
    let error = refusal(&bytes, &placed(fine.layers.len()), None, &fused);
    assert_eq!((error.code(), error.path()), ("invalid-plan", "/placement"));
    assert!(
        error
            .to_string()
            .ends_with("as `operators`: give that granularity"),
        "{error}"
    );
    let error = refusal(&bytes, &placed(1000), None, &fused);
    assert!(
        error.to_string().contains("a plan for another model"),
        "{error}"
    );
    let error = refusal(&bytes, &placed(coarse.layers.len()), Some(&fine), &fused);
    assert!(error.to_string().contains("layers in place of"), "{error}");

    let mut edited = coarse.clone();
    edited.layers[3].name.push('x');
    let error = refusal(&bytes, &placed(coarse.layers.len()), Some(&edited), &fused);
    assert!(error.to_string().contains("layer 4 is"), "{error}");
    let mut edited = coarse.clone();
    edited.layers[3].flop = Some(1.0);
    assert!(
        split(
            &mut &*bytes,
            &placed(coarse.layers.len()),
            Some(&edited),
            &fused,
            &mut |_| {}
        )
        .is_ok()
    );
}

#[test]
fn steps_of_plans_are_checked() {
    let bytes = bytes("light_squeezenet");
    let options = options(Granularity::Fused);
    let model = model_of(&bytes, &options);
    let sound = random_division(&model, 1, &mut Dice(3));
    let with = |change: &dyn Fn(&mut Vec<DivisionStep>)| {
        let mut division = sound.clone();
        change(division.steps.as_mut().unwrap());
        let error = refusal(&bytes, &division, None, &options);
        assert_eq!(error.code(), "invalid-plan");
        (error.path().to_owned(), error.to_string())
    };
    assert_eq!(with(&|steps| steps[2].layer = Some(0)).0, "/steps/2/layer");
    assert!(
        with(&|steps| steps[2] = steps[1].clone())
            .1
            .contains("a second time")
    );
    assert!(
        with(&|steps| steps[2].node = Some("moon".to_owned()))
            .1
            .contains("is placed on")
    );
    assert!(
        with(&|steps| steps.reverse())
            .1
            .contains("which is not made yet")
    );
    assert!(
        with(&|steps| {
            steps.pop();
        })
        .1
        .starts_with("no step runs layer")
    );
    let moved = |after: usize, bytes: f64| {
        move |steps: &mut Vec<DivisionStep>| {
            steps.push(DivisionStep {
                kind: "transfer".to_owned(),
                after_layer: Some(after),
                bytes: Some(bytes),
                ..DivisionStep::default()
            });
        }
    };
    let input = 4.0 * 3.0 * 224.0 * 224.0;
    assert!(with(&moved(0, input / 2.0)).1.contains("other sizes"));
    assert!(with(&moved(0, input * 1.5)).1.contains("other sizes"));
    assert_eq!(
        with(&moved(9999, 1.0)).0.rsplit('/').next(),
        Some("afterLayer")
    );
    for (times, warned) in [(1.0, 0), (3.0, 1)] {
        let mut division = sound.clone();
        moved(0, input * times)(division.steps.as_mut().unwrap());
        let split = split(&mut &*bytes, &division, None, &options, &mut |_| {}).unwrap();
        assert_eq!(split.manifest.warnings.len(), warned);
    }
}

#[test]
fn sizes_that_do_not_fit_are_refused() {
    let bytes = bytes("ppocr_v4_rec");
    let options = options(Granularity::Fused);
    let division = Division {
        placement: vec!["phone".to_owned(); model_of(&bytes, &options).layers.len()],
        ..Division::default()
    };
    let error = refusal(&bytes, &division, None, &options);
    assert_eq!(error.code(), "invalid-option");
    assert!(error.to_string().contains("give other sizes"), "{error}");
}

#[test]
fn graphs_within_nodes_are_not_divided() {
    let bytes = bytes("silero_vad");
    let options = options(Granularity::Operators);
    let model = model_of(&bytes, &options);
    let conditional = model
        .layers
        .iter()
        .position(|layer| layer.kind == "If")
        .unwrap();
    let placed = |first: usize| Division {
        placement: (0..model.layers.len())
            .map(|layer| if layer < first { "phone" } else { "edge" }.to_owned())
            .collect(),
        ..Division::default()
    };
    let whole = split(
        &mut &*bytes,
        &placed(0),
        Some(&model),
        &options,
        &mut |_| {},
    )
    .unwrap();
    assert_eq!(whole.manifest.parts.len(), 1);
    let error = refusal(&bytes, &placed(conditional + 1), None, &options);
    assert_eq!(error.code(), "invalid-plan");
    assert!(
        error
            .to_string()
            .ends_with("keep the layers that make and read it on one node"),
        "{error}"
    );
}

#[test]
fn other_documents_are_no_plans() {
    for (text, code) in [
        ("{", "invalid-plan"),
        ("[]", "invalid-plan"),
        ("{}", "invalid-plan"),
        (r#"{"format":"splitway/scenario@1"}"#, "unsupported-format"),
        (r#"{"placement":[1]}"#, "invalid-plan"),
    ] {
        assert_eq!(
            Division::from_json(text).unwrap_err().code(),
            code,
            "{text}"
        );
    }
    let division = Division::from_json(r#"{"placement":["a"],"latencySeconds":1}"#).unwrap();
    assert_eq!(division.placement, ["a"]);
    let text = br#"{ "nodes": [{ "id": "phone", "flopPerSecond": 2e10 }] }"#;
    assert_eq!(
        refusal(text, &division, None, &ImportOptions::default()).code(),
        "unsupported-format"
    );
}
