//! Files that are cut off or damaged.

use crate::models;
use crate::refusal::{graph, options, refused};
use crate::writer::{
    self, Graph, attribute_int, bit_of_everything, bytes, int, node, numbers, value, varint,
    weights,
};
use splitway::import::{Granularity, ImportOptions, import_model};

#[test]
fn a_file_that_is_cut_off_anywhere_is_refused() {
    for whole in [
        bit_of_everything(),
        models::bytes("light_bvlc_alexnet"),
        models::bytes("light_zfnet512"),
    ] {
        for length in 0..whole.len() {
            refused(&whole[..length]);
        }
    }
}

/// A generator of its own, so that failures can be found again.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }
}

fn mutate(file: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(4) {
        let at = random.below(file.len());
        match random.below(8) {
            0 => file[at] ^= 1 << random.below(8),
            1 => file[at] = random.next() as u8,
            2 => file[at] = [0, 1, 0x7f, 0x80, 0xff][random.below(5)],
            3 => file.truncate(at + 1),
            4 => file.insert(at, random.next() as u8),
            5 => {
                let end = file.len().min(at + 1 + random.below(16));
                file.drain(at..end);
            }
            6 => {
                let end = file.len().min(at + 1 + random.below(64));
                let copy = file[at..end].to_vec();
                let to = random.below(file.len() + 1);
                file.splice(to..to, copy);
            }
            _ => {
                let huge = varint(random.next() >> random.below(64));
                let end = file.len().min(at + huge.len());
                file.splice(at..end, huge);
            }
        }
        if file.is_empty() {
            return;
        }
    }
}

/// Operators that the other files lack, one after another.
fn quantised() -> Vec<u8> {
    Graph {
        nodes: vec![
            node("DynamicQuantizeLinear", "x", "q scale zero", &[]),
            node("ConvInteger", "q k zero", "i", &[]),
            node("Cast", "i", "f", &[attribute_int("to", 1)]),
            node(
                "MaxPool",
                "f",
                "p indices",
                &[
                    writer::attribute_ints("kernel_shape", &[2, 2]),
                    attribute_int("ceil_mode", 1),
                ],
            ),
            node("Split", "p", "a b", &[attribute_int("axis", 1)]),
            node(
                "Transpose",
                "a",
                "t",
                &[writer::attribute_ints("perm", &[0, 2, 1, 3])],
            ),
            node("Slice", "t from to axes steps", "z", &[]),
            node("Pad", "z pads", "padded", &[]),
            node("TopK", "padded two", "top at", &[]),
            node(
                "LSTM",
                "seq w r",
                "h last cell",
                &[attribute_int("hidden_size", 2)],
            ),
            node(
                "Einsum",
                "h w2",
                "e",
                &[bytes(
                    5,
                    [bytes(1, "equation"), bytes(4, "tdbh,hk->tbk"), int(20, 3)].concat(),
                )],
            ),
        ],
        constants: vec![
            [
                int(1, 4),
                int(1, 2),
                int(1, 1),
                int(1, 1),
                int(2, 2),
                bytes(8, "k"),
                bytes(9, [0; 8]),
            ]
            .concat(),
            numbers("from", &[1], &[-1]),
            numbers("to", &[1], &[i64::MIN]),
            numbers("axes", &[1], &[1]),
            numbers("steps", &[1], &[-1]),
            numbers("pads", &[8], &[0, 0, 1, 0, 0, 0, 0, 2]),
            numbers("two", &[1], &[2]),
            weights("w", &[1, 8, 3]),
            weights("r", &[1, 8, 2]),
            weights("w2", &[2, 5]),
        ],
        inputs: vec![
            value("x", &["1", "2", "9", "9"]),
            value("seq", &["7", "1", "3"]),
        ],
        outputs: ["b", "indices", "top", "at", "last", "cell", "e"]
            .map(|name| value(name, &[]))
            .to_vec(),
        claims: vec![],
    }
    .file()
}

#[test]
fn damaged_files_are_read_or_refused() {
    let sound = [
        bit_of_everything(),
        models::bytes("light_bvlc_alexnet"),
        graph().file(),
        quantised(),
    ];
    let mut read_anyway = 0;
    for seed in 0..40_000 {
        let mut random = Random(seed);
        let mut file = sound[random.below(sound.len())].clone();
        mutate(&mut file, &mut random);
        let granularity = [
            Granularity::Operators,
            Granularity::Fused,
            Granularity::Blocks,
        ][random.below(3)];
        let options = ImportOptions {
            granularity: Some(granularity),
            ..options()
        };
        match import_model(&mut &*file, &options, &mut |_| {}) {
            Ok(_) => read_anyway += 1,
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
    // Most flips hit names and weights; if none got through, the test would test nothing.
    assert!(read_anyway > 1000, "{read_anyway}");
}
