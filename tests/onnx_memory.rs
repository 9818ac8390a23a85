//! A model of 575 MB costs a few hundred kilobytes.

use splitway::Result;
use splitway::import::onnx::analyse;
use splitway::import::{ImportOptions, Source};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// The system's allocator, knowing how much each thread holds and held at most.
struct Measuring;

thread_local! {
    static HELD: Cell<i64> = const { Cell::new(0) };
    static MOST: Cell<i64> = const { Cell::new(0) };
}

fn add(bytes: i64) {
    HELD.with(|held| {
        held.set(held.get() + bytes);
        MOST.with(|most| most.set(most.get().max(held.get())));
    });
}

// SAFETY: every call goes on to the system's allocator as it came.
unsafe impl GlobalAlloc for Measuring {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        add(layout.size() as i64);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        add(-(layout.size() as i64));
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Measuring = Measuring;

/// A file whose weights are nowhere: zeros between the pieces that are.
struct Sparse {
    pieces: Vec<(u64, Vec<u8>)>,
    length: u64,
    read: u64,
}

impl Source for Sparse {
    fn byte_count(&self) -> u64 {
        self.length
    }

    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> Result<()> {
        buffer.fill(0);
        self.read += buffer.len() as u64;
        for (start, piece) in &self.pieces {
            let begin = offset.max(*start);
            let end = (offset + buffer.len() as u64).min(start + piece.len() as u64);
            if begin < end {
                let (to, from) = ((begin - offset) as usize, (begin - start) as usize);
                let count = (end - begin) as usize;
                buffer[to..to + count].copy_from_slice(&piece[from..from + count]);
            }
        }
        Ok(())
    }
}

fn varint(mut value: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
    bytes
}

fn int(number: u64, value: u64) -> Vec<u8> {
    [varint(number << 3), varint(value)].concat()
}

fn head(number: u64, length: u64) -> Vec<u8> {
    [varint(number << 3 | 2), varint(length)].concat()
}

fn bytes(number: u64, content: &[u8]) -> Vec<u8> {
    [head(number, content.len() as u64), content.to_vec()].concat()
}

/// VGG19's convolutions and matrices, in the order in which they are.
const WEIGHTS: [&[u64]; 19] = [
    &[64, 3, 3, 3],
    &[64, 64, 3, 3],
    &[128, 64, 3, 3],
    &[128, 128, 3, 3],
    &[256, 128, 3, 3],
    &[256, 256, 3, 3],
    &[256, 256, 3, 3],
    &[256, 256, 3, 3],
    &[512, 256, 3, 3],
    &[512, 512, 3, 3],
    &[512, 512, 3, 3],
    &[512, 512, 3, 3],
    &[512, 512, 3, 3],
    &[512, 512, 3, 3],
    &[512, 512, 3, 3],
    &[512, 512, 3, 3],
    &[4096, 25088],
    &[4096, 4096],
    &[1000, 4096],
];

/// A stack of convolutions and matrices with VGG19's weights in the file.
fn vgg19() -> Sparse {
    let mut nodes: Vec<Vec<u8>> = Vec::new();
    let mut tensor = "x".to_owned();
    let mut add = |op: &str, weight: Option<usize>, more: &[u8]| {
        let mut inputs = bytes(1, tensor.as_bytes());
        if let Some(weight) = weight {
            inputs.extend(bytes(1, format!("w{weight}").as_bytes()));
        }
        tensor = format!("t{}", nodes.len());
        let node = [
            inputs,
            bytes(2, tensor.as_bytes()),
            bytes(4, op.as_bytes()),
            more.to_vec(),
        ]
        .concat();
        nodes.push(bytes(1, &node));
        tensor.clone()
    };
    let ints = |name: &str, values: &[u64]| {
        let values: Vec<u8> = values.iter().flat_map(|&value| int(8, value)).collect();
        bytes(5, &[bytes(1, name.as_bytes()), values, int(20, 7)].concat())
    };
    let pool = [ints("kernel_shape", &[2, 2]), ints("strides", &[2, 2])].concat();
    let turned = bytes(5, &[bytes(1, b"transB"), int(3, 1), int(20, 2)].concat());
    for weight in 0..16 {
        add("Conv", Some(weight), &ints("pads", &[1, 1, 1, 1]));
        add("Relu", None, &[]);
        if [1, 3, 7, 11, 15].contains(&weight) {
            add("MaxPool", None, &pool);
        }
    }
    add("Flatten", None, &[]);
    add("Gemm", Some(16), &turned);
    add("Gemm", Some(17), &turned);
    let last = add("Gemm", Some(18), &turned);

    let mut pieces: Vec<(u64, Vec<u8>)> = vec![(0, nodes.concat())];
    let mut at = pieces[0].1.len() as u64;
    for (index, dims) in WEIGHTS.iter().enumerate() {
        let data = 4 * dims.iter().product::<u64>();
        let mut front: Vec<u8> = dims.iter().flat_map(|&size| int(1, size)).collect();
        front.extend(
            [
                int(2, 1),
                bytes(8, format!("w{index}").as_bytes()),
                head(9, data),
            ]
            .concat(),
        );
        let piece = [head(5, front.len() as u64 + data), front].concat();
        let length = piece.len() as u64;
        pieces.push((at, piece));
        at += length + data;
    }
    let dims: Vec<u8> = [1, 3, 224, 224]
        .iter()
        .flat_map(|&size| bytes(1, &int(1, size)))
        .collect();
    let kind = bytes(1, &[int(1, 1), bytes(2, &dims)].concat());
    let input = bytes(11, &[bytes(1, b"x"), bytes(2, &kind)].concat());
    let output = bytes(12, &bytes(1, last.as_bytes()));
    pieces.push((at, [input, output].concat()));
    let graph = at + pieces.last().unwrap().1.len() as u64;

    let begin = [int(1, 8), head(7, graph)].concat();
    let shift = begin.len() as u64;
    pieces.iter_mut().for_each(|(start, _)| *start += shift);
    pieces.insert(0, (0, begin));
    let end = bytes(8, &int(2, 17));
    let length = shift + graph + end.len() as u64;
    pieces.push((shift + graph, end));
    Sparse {
        pieces,
        length,
        read: 0,
    }
}

#[test]
fn a_model_of_575_megabytes_costs_a_few_hundred_kilobytes() {
    let mut file = vgg19();
    assert!(file.byte_count() > 574_000_000, "{}", file.byte_count());
    let before = HELD.get();
    MOST.set(before);
    let analysis = analyse(&mut file, &ImportOptions::default(), &mut |_| {}).unwrap();
    let most = MOST.get() - before;
    let macs: f64 = analysis
        .nodes
        .iter()
        .filter_map(|node| node.multiply_adds)
        .sum();
    assert_eq!(macs, 19_632_062_464.0, "those of VGG19");
    assert!(most < 300_000, "{most} bytes were held at once");
    assert!(file.read < 1_000_000, "{} bytes were read", file.read);
}
