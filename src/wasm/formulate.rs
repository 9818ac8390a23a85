//! The bindings for programs that other solvers solve.

use super::{JsResult, read_change, read_options, read_scenario, to_error, to_js};
use crate::Scenario;
use crate::formulate::{FormulateOptions, FormulateProgress, Formulated, Formulation, TextCursor};
use wasm_bindgen::prelude::*;

/// So much text is written in one step.
const STEP_BYTES: usize = 4096;

/// A program that is built, then written piece by piece.
#[wasm_bindgen]
pub struct WasmFormulator {
    scenario: Scenario,
    options: FormulateOptions,
    built: Option<Formulation>,
    cursor: Option<TextCursor>,
    text: String,
}

#[wasm_bindgen]
impl WasmFormulator {
    /// Takes a scenario.
    #[wasm_bindgen(constructor)]
    pub fn new(scenario: &str, options: &str) -> JsResult<WasmFormulator> {
        let options: FormulateOptions = read_options(options)?;
        Ok(WasmFormulator {
            scenario: read_scenario(scenario)?,
            built: None,
            cursor: options.to.map(TextCursor::new),
            options,
            text: String::new(),
        })
    }

    /// Builds the program, or writes so many pieces more; returns how far the text has come.
    pub fn advance(&mut self, steps: usize) -> JsResult<JsValue> {
        let is_new = self.built.is_none();
        self.build()?;
        let (Some(program), Some(cursor)) = (&self.built, &mut self.cursor) else {
            return progress(1.0);
        };
        if is_new {
            return progress(0.0);
        }
        let bytes = steps.saturating_mul(STEP_BYTES);
        program.write_on(cursor, bytes, &mut self.text);
        progress(program.share_written(cursor))
    }

    /// What is written since the last time, which is then no longer kept.
    #[wasm_bindgen(js_name = takeText)]
    pub fn take_text(&mut self) -> String {
        std::mem::take(&mut self.text)
    }

    /// The sizes alone.
    pub fn sizes(&mut self) -> JsResult<JsValue> {
        to_js(&self.build()?.sizes())
    }

    /// The sizes, and the text that is written so far.
    pub fn formulated(&mut self) -> JsResult<JsValue> {
        let sizes = self.build()?.sizes();
        let text = self.cursor.is_some().then(|| self.take_text());
        to_js(&Formulated { sizes, text })
    }

    /// The plans that an answer says: the value of each variable by its name, as JSON.
    pub fn decode(&mut self, values: &str) -> JsResult<JsValue> {
        let values = read_change(values)?;
        to_js(&self.build()?.decode(&values).map_err(to_error)?)
    }
}

impl WasmFormulator {
    fn build(&mut self) -> JsResult<&Formulation> {
        let built = match self.built.take() {
            Some(built) => built,
            None => Formulation::new(&self.scenario, &self.options).map_err(to_error)?,
        };
        Ok(self.built.insert(built))
    }
}

fn progress(share: f64) -> JsResult<JsValue> {
    to_js(&FormulateProgress { share, value: None })
}
