//! Any bytes as a file of any text format, picked by the first byte or by the content: one error, or
//! a network or model that is valid in a scenario and comes back as it is.

#![no_main]

use libfuzzer_sys::fuzz_target;
use splitway::import::{ImportFormat, ImportOptions, Imported, import};

const FORMATS: [ImportFormat; 12] = [
    ImportFormat::Splitway,
    ImportFormat::Gml,
    ImportFormat::Graphml,
    ImportFormat::Sndlib,
    ImportFormat::SndlibXml,
    ImportFormat::Repetita,
    ImportFormat::EdgeList,
    ImportFormat::NodeLink,
    ImportFormat::Layers,
    ImportFormat::Pipedream,
    ImportFormat::Pipeedge,
    ImportFormat::MsrFiddle,
];

fuzz_target!(|input: &[u8]| {
    let Some((choice, file)) = input.split_first() else {
        return;
    };
    // A letter is the name of a format in the corpus; anything else leaves it to the content.
    let format = choice.checked_sub(b'a').and_then(|index| FORMATS.get(usize::from(index)));
    let options = ImportOptions {
        format: format.copied(),
        ..ImportOptions::default()
    };
    let text = match import(&mut &*file, &options, &mut |_| {}) {
        Err(error) => return assert!(!error.to_string().is_empty()),
        Ok(Imported::Network(imported)) => format!("{:?}", imported.network),
        Ok(Imported::Model(imported)) => format!("{:?}", imported.model),
    };
    assert!(!text.contains("NaN") && !text.contains("inf,"), "{text}");
});
