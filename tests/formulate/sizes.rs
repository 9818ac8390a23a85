//! The sizes of the programs are those of the formulas in the documentation of `formulate`.

use serde_json::{Value, json};
use splitway::Scenario;
use splitway::formulate::{
    CoefficientRange, Form, FormulateOptions, Formulation, ProgramSizes, Transfers,
};

const ONES: CoefficientRange = CoefficientRange {
    smallest: 1.0,
    largest: 1.0,
};

/// What the formulas speak of.
#[derive(Debug, Clone, Copy)]
struct Shape {
    layers: usize,
    nodes: usize,
    /// Beside the ring, which has one link a node.
    chords: usize,
    relays: usize,
    backlogs: usize,
}

impl Shape {
    fn computing(self) -> usize {
        self.nodes - self.relays
    }

    fn links(self) -> usize {
        self.nodes + self.chords
    }

    fn scenario(self) -> Scenario {
        let computing = self.computing();
        let nodes = (0..self.nodes).map(|node| match node {
            _ if node >= computing => json!({ "id": format!("n{node}"), "flopPerSecond": 0 }),
            _ => json!({
                "id": format!("n{node}"),
                "flopPerSecond": 1e9 * (node + 1) as f64,
                "backlogFlop": if node < self.backlogs { 1e6 } else { 0.0 },
            }),
        });
        let ring = (0..self.nodes).map(|from| (from, (from + 1) % self.nodes));
        let chords = (0..self.chords).map(|chord| (chord % self.nodes, (chord + 2) % self.nodes));
        let links = ring.chain(chords).map(|(from, to)| {
            json!({ "from": format!("n{from}"), "to": format!("n{to}"), "bitsPerSecond": 1e8 })
        });
        let layers = (1..=self.layers).map(|layer| {
            json!({ "name": format!("l{layer}"), "flop": 1e7 * layer as f64, "outputBytes": 1e4 })
        });
        let text = json!({
            "format": "splitway/scenario@1",
            "network": { "nodes": nodes.collect::<Value>(), "links": links.collect::<Value>() },
            "models": [{ "id": "m", "inputBytes": 1e5, "layers": layers.collect::<Value>() }],
            "jobs": [{ "id": "j", "model": "m", "source": "n0", "destination": "n0" }],
        });
        Scenario::from_json(&text.to_string()).unwrap()
    }
}

fn shapes() -> impl Iterator<Item = Shape> {
    [1, 2, 3, 7].into_iter().flat_map(|layers| {
        [3, 4, 9].into_iter().flat_map(move |nodes| {
            [0, 2, 11].into_iter().flat_map(move |chords| {
                [0, 1, 2].into_iter().flat_map(move |relays| {
                    [0, 1].into_iter().map(move |backlogs| Shape {
                        layers,
                        nodes,
                        chords,
                        relays,
                        backlogs,
                    })
                })
            })
        })
    })
}

fn sizes(scenario: &Scenario, form: Form, transfers: Option<Transfers>) -> ProgramSizes {
    let of = |relax| {
        let options = FormulateOptions {
            form,
            transfers,
            relax,
            ..FormulateOptions::default()
        };
        Formulation::new(scenario, &options).unwrap().sizes()
    };
    let (whole, relaxed) = (of(false), of(true));
    let without_binaries = ProgramSizes {
        binaries: 0,
        ..whole.clone()
    };
    assert_eq!(relaxed, without_binaries);
    whole
}

/// Variables, binaries, rows, non-zeros.
fn counts(sizes: &ProgramSizes) -> [usize; 4] {
    [sizes.variables, sizes.binaries, sizes.rows, sizes.nonzeros]
}

#[test]
fn placement_with_paths_has_the_products_of_all_pairs() {
    for shape in shapes() {
        let (l, c) = (shape.layers, shape.computing());
        let products = (l - 1) * c * (c - 1);
        let due = [
            l * c + products,
            l * c,
            l + 3 * products,
            l * c + 7 * products,
        ];
        let found = sizes(&shape.scenario(), Form::Placement, None);
        assert_eq!(counts(&found), due, "{shape:?}");
        assert_eq!([found.coefficients, found.right_sides], [ONES, ONES]);
    }
}

#[test]
fn placement_with_flows_has_each_link_once_a_copy() {
    for shape in shapes() {
        let (l, n, e) = (shape.layers, shape.nodes, shape.links());
        let (c, w) = (shape.computing(), shape.backlogs);
        let due = [
            l * c + (l + 1) * e + (l - 1) * w,
            l * c + (l + 1) * e,
            l + (l + 1) * n + (l - 1) * w,
            3 * l * c + 2 * (l + 1) * e + 3 * (l - 1) * w,
        ];
        let found = sizes(&shape.scenario(), Form::Placement, Some(Transfers::Flows));
        assert_eq!(counts(&found), due, "{shape:?}");
        assert_eq!([found.coefficients, found.right_sides], [ONES, ONES]);
    }
}

#[test]
fn routing_has_the_arcs_of_the_layered_graph() {
    for shape in shapes() {
        let (l, n, e, c) = (shape.layers, shape.nodes, shape.links(), shape.computing());
        let (arcs, vertices) = match shape.backlogs {
            0 => ((l + 1) * e + l * c, (l + 1) * n),
            _ => ((l + 1) * e + l * c + 2 * l * n, 2 * (l + 1) * n),
        };
        let found = sizes(&shape.scenario(), Form::Routing, None);
        assert_eq!(
            counts(&found),
            [arcs, arcs, vertices, 2 * arcs],
            "{shape:?}"
        );
        assert_eq!(found.coefficients, ONES);
        assert_eq!(found.right_sides, ONES);
    }
}

#[test]
fn programs_of_several_jobs_are_those_of_each_side_by_side() {
    for shape in shapes().step_by(5) {
        let one = shape.scenario();
        let mut three = one.clone();
        for id in ["k", "l"] {
            let mut job = one.jobs[0].clone();
            job.id = id.to_owned();
            three.jobs.push(job);
        }
        for (form, transfers) in [
            (Form::Placement, None),
            (Form::Placement, Some(Transfers::Flows)),
            (Form::Routing, None),
        ] {
            let alone = counts(&sizes(&one, form, transfers));
            let together = counts(&sizes(&three, form, transfers));
            assert_eq!(together, alone.map(|count| 3 * count));
        }
    }
}

#[test]
fn limits_add_at_most_a_row_for_each_thing_that_is_limited() {
    for shape in shapes().step_by(7) {
        let free = shape.scenario();
        let unlimited = Formulation::new(&free, &FormulateOptions::default()).unwrap();
        let options = FormulateOptions {
            capacity_seconds: Some(0.015),
            ..FormulateOptions::default()
        };
        let limited = Formulation::new(&free, &options).unwrap();
        let rows = limited.sizes().rows - unlimited.sizes().rows;
        assert!(rows <= shape.nodes + shape.links(), "{shape:?}");
        assert_eq!(limited.sizes().variables, unlimited.sizes().variables);
        if rows > 0 {
            let largest = limited.sizes().right_sides.largest;
            // Rows of what alone takes too long have no scale.
            let is_plain = limited.rows().all(|row| !row.name.starts_with("work_"))
                && limited.rows().all(|row| !row.name.starts_with("carry_"));
            let due = if is_plain { 1.0..1.1 } else { 1e3..1e4 };
            assert!(due.contains(&largest), "{largest}");
        }
    }
}
