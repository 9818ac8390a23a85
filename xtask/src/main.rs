//! Build steps of splitway that need Rust; `npm run build` calls them.
//!
//! `xtask glue MODULE.wasm DIRECTORY` writes `glue.js` and `glue_bg.wasm`;
//! `xtask schema DIRECTORY` writes one `<name>.schema.json` per file format.

use std::path::Path;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["glue", module, directory] => glue(Path::new(module), Path::new(directory)),
        ["schema", directory] => schema(Path::new(directory)),
        _ => bail!("usage: xtask glue MODULE.wasm DIRECTORY | xtask schema DIRECTORY"),
    }
}

/// The JavaScript side of the module. The package's own files decide where the bytes come from, so the
/// glue names no path; its reset function lets them replace an instance that has trapped.
fn glue(module: &Path, directory: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .out_name("glue")
        .web(true)?
        .omit_default_module_path(true)
        .reset_state_function(true)
        .typescript(false)
        .keep_debug(false)
        .remove_name_section(true)
        .remove_producers_section(true);
    bindgen
        .generate(directory)
        .with_context(|| format!("cannot make the glue of {}", module.display()))
}

fn schema(directory: &Path) -> Result<()> {
    std::fs::create_dir_all(directory)?;
    for (name, schema) in splitway::schema::all() {
        let file = directory.join(format!("{name}.schema.json"));
        let text = serde_json::to_string_pretty(&schema)? + "\n";
        std::fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(())
}
