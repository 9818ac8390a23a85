//! Files that are broken, foreign, or made to do harm: one clear error each, in bounded time and memory.

use crate::{refusal, told};
use splitway::import::{ImportFormat, ImportOptions, Source, import, import_network};
use splitway::{Error, Result};
use std::time::{Duration, Instant};

/// One small file of each format.
const SAMPLES: [(ImportFormat, &str); 14] = [
    (
        ImportFormat::Gml,
        "graph [ directed 0 node [ id 1 label \"A&amp;B\" lat 1.5 lon 2 ] node [ id 2 graphics [ x 1 ] ] edge [ source 1 target 2 LinkLabel \"2x10Gb/s\" ] ]",
    ),
    (
        ImportFormat::Graphml,
        "<?xml version=\"1.0\"?><graphml><key id=\"d\" for=\"edge\" attr.name=\"LinkLabel\"/><graph edgedefault=\"undirected\"><node id=\"a\"/><node id=\"b\"/><edge source=\"a\" target=\"b\"><data key=\"d\">OC-3</data></edge></graph></graphml>",
    ),
    (
        ImportFormat::Sndlib,
        "?SNDlib native format; type: network; version: 1.0\nNODES ( a ( 1.25 2 ) b ( 3 4 ) )\nLINKS ( l ( a b ) 0 0 0 0 ( 155 1 622 2 ) )\n",
    ),
    (
        ImportFormat::SndlibXml,
        "<network xmlns=\"http://sndlib.zib.de/network\"><networkStructure><nodes><node id=\"a\"/><node id=\"b\"/></nodes><links><link id=\"l\"><source>a</source><target>b</target></link></links></networkStructure></network>",
    ),
    (
        ImportFormat::Repetita,
        "NODES 2\nlabel x y\na 1 2\nb 3 4\n\nEDGES 2\nlabel src dest weight bw delay\ne 0 1 1 100 29\nf 1 0 1 100 29\n",
    ),
    (
        ImportFormat::EdgeList,
        "from,to,bandwidth_mbps,delay (ms)\n\"a, b\",c,100,4\nc,d,10 Gbps,2.5\n",
    ),
    (ImportFormat::EdgeList, "3\n2\n1 2 1050\n2 3 600\n"),
    (
        ImportFormat::NodeLink,
        "{ \"directed\": false, \"nodes\": [{ \"id\": 1 }, { \"id\": 2 }], \"links\": [{ \"source\": 1, \"target\": 2, \"distance\": 5 }] }",
    ),
    (
        ImportFormat::Splitway,
        "{ \"nodes\": [{ \"id\": \"a\", \"flopPerSecond\": 1e9 }, { \"id\": \"b\", \"flopPerSecond\": 0 }], \"links\": [{ \"from\": \"a\", \"to\": \"b\", \"bitsPerSecond\": 5 }] }",
    ),
    (
        ImportFormat::Layers,
        "name,type,macs,out_shape,params,gpu_ms,inputs\ninput,,,3x4,,,\na,conv,5,\"(8, 2)\",7,1.5,input\nb,relu,,16,,0.1,a;input\n",
    ),
    (
        ImportFormat::Layers,
        "{ \"model\": \"m\", \"input\": { \"shape\": [3] }, \"layers\": [{ \"id\": 1, \"name\": \"a\", \"inputs\": [\"input\"], \"macs\": 5, \"out_elements\": 4, \"secondsOn\": { \"x\": 1 } }] }",
    ),
    (
        ImportFormat::Pipedream,
        "node2 -- Linear(in_features=4, out_features=2, bias=True) -- forward_compute_time=2.0, backward_compute_time=7.1, activation_size=16.0, parameter_size=8.0\nnode1 -- Input -- forward_compute_time=0, backward_compute_time=0, activation_size=32.0, parameter_size=0\n\tnode1 -- node2\n",
    ),
    (
        ImportFormat::Pipeedge,
        "m:\n  layers: 2\n  mem_MB: [2.5, 1]\n  parameters_in: 15\n  parameters_out: [30, 7]\nd:\n  model_profiles:\n    m:\n    - batch_size: 8\n      dtype: torch.float32\n      time_s: [0.8, 0.4]\n",
    ),
    (
        ImportFormat::MsrFiddle,
        "{ \"nodes\": [{ \"id\": 1, \"cpuLatency\": 2, \"fpgaLatency\": 1, \"size\": 5 }, { \"id\": 2, \"cpuLatency\": 2, \"fpgaLatency\": 1, \"size\": 5 }], \"edges\": [{ \"sourceId\": 1, \"destId\": 2, \"cost\": 3 }] }",
    ),
];

/// Reads bytes as whatever they are; what is refused has a code and words.
fn survive(bytes: &[u8], options: &ImportOptions) {
    if let Err(error) = import(&mut &*bytes, options, &mut |_| {}) {
        let (code, message) = told(error);
        let codes = [
            "unsupported-format",
            "invalid-file",
            "invalid-json",
            "limit-exceeded",
        ];
        assert!(codes.contains(&code), "{code}: {message}");
        assert!(!message.is_empty());
    }
}

fn forced(format: ImportFormat) -> ImportOptions {
    ImportOptions {
        format: Some(format),
        ..ImportOptions::default()
    }
}

#[test]
fn every_sample_is_read_and_every_beginning_of_it_is_read_or_refused() {
    for (format, sample) in SAMPLES {
        import(
            &mut sample.as_bytes(),
            &ImportOptions::default(),
            &mut |_| {},
        )
        .unwrap_or_else(|error| panic!("{format:?}: {error}"));
        for length in 0..sample.len() {
            survive(&sample.as_bytes()[..length], &ImportOptions::default());
        }
    }
}

/// Random numbers by SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        value ^ (value >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }
}

/// A few changes: bits, bytes, pieces left out, doubled, moved in from another sample, or numbers made large.
fn mutated(sample: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = sample.to_vec();
    for _ in 0..=random.below(4) {
        if bytes.is_empty() {
            break;
        }
        let at = random.below(bytes.len());
        let length = random.below(bytes.len() - at).min(40);
        match random.below(7) {
            0 => bytes[at] ^= 1 << random.below(8),
            1 => bytes[at] = random.next() as u8,
            2 => drop(bytes.drain(at..at + length)),
            3 => {
                let piece = bytes[at..at + length].to_vec();
                bytes.splice(at..at, piece);
            }
            4 => {
                let from = random.below(other.len());
                let piece = &other[from..from + random.below(other.len() - from).min(40)];
                bytes.splice(at..at, piece.iter().copied());
            }
            5 => {
                let numbers: [&[u8]; 6] = [
                    b"1e999",
                    b"-1",
                    b"NaN",
                    b"99999999999999999999",
                    b"0x10",
                    b"1e-320",
                ];
                bytes.splice(at..at, numbers[random.below(6)].iter().copied());
            }
            _ => bytes.truncate(at),
        }
    }
    bytes
}

#[test]
fn mutations_of_every_sample_are_read_or_refused() {
    let mut random = Random(6);
    for (own, sample) in SAMPLES {
        for _ in 0..3000 {
            let (another, other) = SAMPLES[random.below(SAMPLES.len())];
            let bytes = mutated(sample.as_bytes(), other.as_bytes(), &mut random);
            survive(&bytes, &ImportOptions::default());
            // The reader of its own format, and that of another, whatever the content looks like.
            survive(&bytes, &forced(own));
            survive(&bytes, &forced(another));
        }
    }
}

/// Runs something that must not take long, even unoptimised.
fn soon<T>(what: &str, run: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let result = run();
    let taken = started.elapsed();
    assert!(taken < Duration::from_secs(10), "{what} took {taken:?}");
    result
}

#[test]
fn nesting_without_end_is_refused() {
    let deep = 300_000;
    let bombs = [
        (
            "GML",
            format!("graph [ {}", "a [ ".repeat(deep)),
            "limit-exceeded",
        ),
        ("JSON", "[".repeat(deep), "invalid-json"),
        ("objects", "{\"a\":".repeat(deep), "invalid-json"),
        (
            "GraphML",
            format!("<graphml><graph>{}", "<node id='a'>".repeat(deep)),
            "invalid-file",
        ),
        (
            "GraphML that ends",
            format!(
                "<graphml><graph>{}{}</graph></graphml>",
                "<graph>".repeat(deep),
                "</graph>".repeat(deep)
            ),
            "invalid-file",
        ),
        (
            "YAML",
            format!("parameters_out: {}", "[".repeat(deep)),
            "invalid-file",
        ),
        (
            "YAML in blocks",
            format!("parameters_out:\n{}", "- ".repeat(deep)),
            "limit-exceeded",
        ),
        (
            "SNDlib",
            format!("NODES ( ) META ( {}", "( ".repeat(deep)),
            "invalid-file",
        ),
    ];
    for (what, text, expected) in bombs {
        let error = soon(what, || {
            import(&mut text.as_bytes(), &ImportOptions::default(), &mut |_| {})
        });
        let (code, message) = told(error.unwrap_err());
        assert_eq!(code, expected, "{what}: {message}");
    }
}

#[test]
fn claims_of_great_counts_and_long_words_cost_nothing() {
    let long = "x".repeat(1 << 20);
    let texts = [
        "NODES 4000000000\nlabel x y\na 1 2\n".to_owned(),
        "4000000000\n4000000000\n1 2 3\n".to_owned(),
        format!("graph [ node [ id {long} ] ]"),
        format!("graph [ {long}"),
        format!("from,to\n{long},b\n"),
        format!("<graphml><graph><node id=\"{long}\"/></graph></graphml>"),
        "&".repeat(1 << 20),
        format!("graph [ node [ id 1 label \"{}\" ] ]", "&#".repeat(1 << 19)),
        "<!".repeat(1 << 19),
        format!(
            "graph [ node [ id 1 ] node [ id 2 ] edge [ source 1 target 2 LinkLabel \"{}\" ] ]",
            "1x".repeat(1 << 19)
        ),
    ];
    for text in texts {
        soon("a long word", || {
            survive(text.as_bytes(), &ImportOptions::default())
        });
    }
    for format in [
        ImportFormat::Sndlib,
        ImportFormat::EdgeList,
        ImportFormat::Gml,
    ] {
        soon("a long word", || survive(long.as_bytes(), &forced(format)));
    }
}

#[test]
fn networks_beyond_the_limits_are_refused() {
    let nodes: String = (0..200_001)
        .map(|id| format!("node [ id {id} ]\n"))
        .collect();
    let (code, message) = soon("nodes", || refusal(&format!("graph [ {nodes} ]")));
    assert_eq!(
        (code, &message[..]),
        (
            "limit-exceeded",
            "the file has 200001 nodes, a network is read up to 200000"
        )
    );
}

#[test]
fn models_beyond_the_limits_are_refused() {
    let layers: String = (0..100_001).map(|id| format!("l{id},1,1\n")).collect();
    let text = format!("name,flop,outputBytes\n{layers}");
    let error = soon("layers", || {
        import(&mut text.as_bytes(), &ImportOptions::default(), &mut |_| {})
    });
    let (code, message) = told(error.unwrap_err());
    assert_eq!(
        (code, &message[..]),
        (
            "limit-exceeded",
            "the file has 100001 layers, a model is read up to 100000"
        )
    );
}

/// A file of this length, every byte the same, whose readers are counted.
struct Endless {
    byte_count: u64,
    byte: u8,
    read: u64,
}

impl Source for Endless {
    fn byte_count(&self) -> u64 {
        self.byte_count
    }

    fn read_at(&mut self, _: u64, buffer: &mut [u8]) -> Result<()> {
        self.read += buffer.len() as u64;
        buffer.fill(self.byte);
        Ok(())
    }
}

#[test]
fn hundreds_of_megabytes_of_anything_are_refused_after_a_look_at_the_beginning() {
    for (byte, expected) in [
        (0, "unsupported-format"),
        (0xa5, "limit-exceeded"),
        (b' ', "limit-exceeded"),
        (b'{', "limit-exceeded"),
    ] {
        let mut file = Endless {
            byte_count: 300_000_000,
            byte,
            read: 0,
        };
        let error = import(&mut file, &ImportOptions::default(), &mut |_| {}).unwrap_err();
        assert_eq!(error.code(), expected, "{byte}");
        assert!(file.read <= 1 << 20, "{} bytes were read", file.read);
    }
}

#[test]
fn random_bytes_are_refused() {
    let mut random = Random(1);
    for _ in 0..200 {
        let bytes: Vec<u8> = (0..4096).map(|_| random.next() as u8).collect();
        assert!(import(&mut &bytes[..], &ImportOptions::default(), &mut |_| {}).is_err());
    }
}

#[test]
fn files_of_other_kinds_are_named_with_what_to_do() {
    let cases: [(&[u8], &str); 12] = [
        (b"", "the file is empty"),
        (
            b"PK\x03\x04rest",
            "this is a ZIP archive; unpack it, or, if it is a PyTorch model, export that with torch.onnx.export",
        ),
        (
            b"\x1f\x8b\x08",
            "this is compressed with gzip; unpack it first",
        ),
        (
            b"\x89HDF\r\n",
            "this is an HDF5 file; if it is a Keras model, convert it with tf2onnx",
        ),
        (
            b"\x1c\0\0\0TFL3",
            "this is a TensorFlow Lite model; convert it with tf2onnx",
        ),
        (
            b"\x80\x02}q",
            "this is a Python pickle; if it is a PyTorch model, export it with torch.onnx.export",
        ),
        (
            b"\x10\0\0\0\0\0\0\0{\"a\":{}}",
            "this is a safetensors file, which holds weights and no operators; export the model as ONNX",
        ),
        (
            b"GGUF\x03\0\0\0",
            "this is a GGUF file, which holds weights and no operators; give a table of layers instead",
        ),
        (b"\x89PNG\r\n", "this is a PNG image"),
        (
            b"<!DOCTYPE html><html></html>",
            "this is a web page (HTML); download the file itself",
        ),
        (
            b"<gexf></gexf>",
            "this is GEXF; save it as GraphML, as Gephi and networkx can",
        ),
        (b"%PDF-1.7", "this is a PDF document"),
    ];
    for (bytes, expected) in cases {
        let error = import_network(bytes, &ImportOptions::default()).unwrap_err();
        assert_eq!(
            (error.code(), error.to_string()),
            ("unsupported-format", expected.to_owned())
        );
    }
}

#[test]
fn a_reader_that_is_asked_for_says_when_the_file_is_another() {
    for (format, text) in [
        (ImportFormat::NodeLink, "graph [ ]"),
        (ImportFormat::Gml, "{}"),
        (ImportFormat::Splitway, "a b"),
    ] {
        let error = import_network(text.as_bytes(), &forced(format)).unwrap_err();
        assert_eq!(error.code(), "unsupported-format", "{text}");
    }
    let error = import_network(b"a b", &forced(ImportFormat::Layers)).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("this is a model (table of layers)"),
        "{error}"
    );
}

/// A file that fails in the middle.
struct Failing;

impl Source for Failing {
    fn byte_count(&self) -> u64 {
        1 << 21
    }

    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> Result<()> {
        buffer.fill(b' ');
        match offset {
            0 => Ok(()),
            _ => Err(Error::UnreadableFile {
                message: "the disk is gone".to_owned(),
            }),
        }
    }
}

#[test]
fn a_file_that_cannot_be_read_to_its_end_is_an_error() {
    let error = import(&mut Failing, &ImportOptions::default(), &mut |_| {}).unwrap_err();
    assert_eq!(
        told(error),
        (
            "unreadable-input",
            "cannot read the file: the disk is gone".to_owned()
        )
    );
}
