//! Reading files that may be bad: in bounded time, with one clear error.

use crate::writer::{Graph, node, value};
use splitway::Result;
use splitway::import::{ImportFormat, ImportOptions, ImportedModel, Source, import_model};
use std::time::{Duration, Instant};

pub const LONGEST: Duration = Duration::from_secs(20);

pub fn options() -> ImportOptions {
    ImportOptions {
        format: Some(ImportFormat::Onnx),
        ..ImportOptions::default()
    }
}

pub fn read(source: &mut dyn Source) -> Result<ImportedModel> {
    let begin = Instant::now();
    let result = import_model(source, &options(), &mut |_| {});
    assert!(begin.elapsed() < LONGEST, "it took {:?}", begin.elapsed());
    if let Err(error) = &result {
        let message = error.to_string();
        assert!(
            !message.is_empty() && !message.contains('\n'),
            "{message:?}"
        );
        assert!(message.len() < 1000, "{message}");
        let code = error.code();
        assert!(
            ["invalid-file", "limit-exceeded", "unsupported-format"].contains(&code),
            "{code}: {message}"
        );
    }
    result
}

#[track_caller]
pub fn refused(file: &[u8]) -> String {
    match read(&mut &*file) {
        Ok(imported) => panic!("it was read: {:?}", imported.model),
        Err(error) => error.to_string(),
    }
}

#[track_caller]
pub fn assert_refused(file: &[u8], why: &str) {
    let message = refused(file);
    assert!(message.contains(why), "{message}");
}

/// A small sound graph to spoil.
pub fn graph() -> Graph {
    Graph {
        nodes: vec![node("Relu", "x", "t", &[]), node("Neg", "t", "y", &[])],
        inputs: vec![value("x", &["2", "3"])],
        outputs: vec![value("y", &["2", "3"])],
        ..Graph::default()
    }
}
