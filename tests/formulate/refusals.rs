//! What is refused, and how it is said.

use crate::texts::all_forms;
use splitway::formulate::{Form, FormulateOptions, Formulation, Transfers};
use splitway::{Error, Scenario};

fn triangle() -> Scenario {
    Scenario::from_json(include_str!("../scenarios/triangle.json")).unwrap()
}

fn refused(change: impl Fn(&mut Scenario), options: &FormulateOptions) -> Error {
    let mut scenario = triangle();
    change(&mut scenario);
    Formulation::new(&scenario, options).unwrap_err()
}

/// The error of every form, which must be one and the same.
fn always_refused(change: impl Fn(&mut Scenario)) -> Error {
    let errors = all_forms().into_iter().map(|form| refused(&change, &form));
    errors
        .reduce(|one, other| {
            assert_eq!(one, other);
            one
        })
        .unwrap()
}

#[test]
fn layers_with_several_orders_have_no_placement_program() {
    let both_read_the_input = |scenario: &mut Scenario| {
        scenario.models[0].layers[1].inputs = Some(vec!["input".into()]);
    };
    for options in all_forms() {
        let mut scenario = triangle();
        both_read_the_input(&mut scenario);
        match Formulation::new(&scenario, &options) {
            Ok(_) => assert_eq!(options.form, Form::Routing),
            Err(error) => {
                assert_eq!(options.form, Form::Placement);
                assert_eq!(error.code(), "unsupported-dag");
                assert_eq!(error.path(), "/models/0/layers");
            }
        }
    }
}

#[test]
fn what_cannot_be_routed_cannot_be_formulated() {
    let error = always_refused(|scenario| scenario.models[0].layers[1].flop = None);
    assert_eq!(error.code(), "unknown-work");
    assert_eq!(error.path(), "/models/0/layers/1/flop");
    let error = always_refused(|scenario| {
        scenario.network.links.clear();
        scenario.jobs[0].destination = "edge".into();
    });
    assert_eq!(error.code(), "unreachable");
    let error = always_refused(|scenario| {
        scenario.jobs[0].pins[0].nodes = vec!["tower".into()];
        scenario.jobs[0].pins[0].tags.clear();
    });
    assert_eq!(error.code(), "no-feasible-placement");
}

#[test]
fn a_layer_that_fits_no_node_is_named_with_what_the_nodes_hold() {
    let error = always_refused(|scenario| {
        for node in &mut scenario.network.nodes {
            node.memory_bytes = Some(1000.0);
        }
        scenario.jobs[0].pins.clear();
    });
    assert_eq!(error.code(), "no-feasible-placement");
    assert_eq!(error.path(), "/models/0/layers/0/weightBytes");
    assert_eq!(
        error.to_string(),
        "layer 1 (`conv1`) has 7168 bytes of weights; the nodes that may run it, and that its input can get to, hold: `phone` 1000, `edge` 1000"
    );
}

#[test]
fn without_jobs_there_is_nothing_to_formulate() {
    let error = always_refused(|scenario| scenario.jobs.clear());
    assert_eq!((error.code(), error.path()), ("unknown-job", "/jobs"));
    let options = FormulateOptions {
        job: Some("other".into()),
        ..FormulateOptions::default()
    };
    assert_eq!(refused(|_| {}, &options).code(), "unknown-job");
    let error = always_refused(|scenario| scenario.jobs[0].weight = 0.0);
    assert_eq!((error.code(), error.path()), ("invalid-scenario", "/jobs"));
}

#[test]
fn options_that_do_not_go_together_are_refused_with_their_place() {
    let with = |form, transfers, capacity_seconds| {
        let options = FormulateOptions {
            form,
            transfers,
            capacity_seconds,
            ..FormulateOptions::default()
        };
        let error = refused(|_| {}, &options);
        assert_eq!(error.code(), "invalid-option");
        error.path().to_owned()
    };
    assert_eq!(
        with(Form::Routing, Some(Transfers::Paths), None),
        "/transfers"
    );
    assert_eq!(with(Form::Placement, None, Some(1.0)), "/capacitySeconds");
    assert_eq!(with(Form::Routing, None, Some(-1.0)), "/capacitySeconds");
    assert_eq!(
        with(Form::Routing, None, Some(f64::NAN)),
        "/capacitySeconds"
    );
}

#[test]
fn a_program_beyond_the_limit_is_refused_with_its_size() {
    let scenario = |nodes: usize| {
        move |scenario: &mut Scenario| {
            for index in 0..nodes {
                let mut node = scenario.network.nodes[1].clone();
                node.id = format!("n{index}");
                scenario.network.nodes.push(node);
            }
        }
    };
    let options = FormulateOptions {
        form: Form::Placement,
        ..FormulateOptions::default()
    };
    let error = refused(scenario(3_000), &options);
    assert_eq!(error.code(), "limit-exceeded");
    assert_eq!(
        error.to_string(),
        "the program is too large: it alone may have 63132069 non-zero coefficients, the most is 30000000"
    );
    let mut large = triangle();
    scenario(3_000)(&mut large);
    assert!(Formulation::new(&large, &FormulateOptions::default()).is_ok());
}

#[test]
fn times_beyond_the_largest_number_of_microseconds_are_refused() {
    let error = always_refused(|scenario| scenario.network.links[0].delay_seconds = 1e304);
    assert_eq!(
        (error.code(), error.path()),
        ("invalid-scenario", "/jobs/0")
    );
}

#[test]
fn values_that_are_no_plan_are_refused_with_the_variable() {
    let program = Formulation::new(&triangle(), &FormulateOptions::default()).unwrap();
    let decode = |values: &[(&str, f64)]| {
        let values = values.iter().map(|&(name, value)| (name.to_owned(), value));
        let error = program.decode(&values.collect()).unwrap_err();
        assert_eq!(error.code(), "invalid-plan");
        (error.path().to_owned(), error.to_string())
    };
    let (path, message) = decode(&[("run_conv1_phone", 0.5)]);
    assert_eq!(path, "/run_conv1_phone");
    assert_eq!(
        message,
        "`run_conv1_phone`: its value is 0.5, a plan needs 0 or 1"
    );
    let (path, message) = decode(&[("run_conv1_phone", 1.0), ("run_conv2_phone", 1.0)]);
    assert_eq!(path, "/run_conv2_phone");
    assert_eq!(
        message,
        "`run_conv2_phone`: the program has no such variable"
    );
    let (_, message) = decode(&[("run_conv1_phone", 1.0)]);
    assert_eq!(message, "layer 2 (`fc`) of job `j1` runs nowhere");
    let (_, message) = decode(&[("run_conv1_phone", 1.0), ("run_fc_edge", 1.0)]);
    assert_eq!(
        message,
        "after 1 layers of job `j1` nothing leads from `phone` to `edge`"
    );
    let (path, _) = decode(&[
        ("run_conv1_phone", 1.0),
        ("run_fc_phone", 1.0),
        ("run_fc_edge", 1.0),
    ]);
    assert!(path.starts_with("/run_fc_"));
}
