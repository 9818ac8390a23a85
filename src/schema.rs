//! JSON Schemas of the file formats, made from the types that read and write them.

use crate::formulate::{FormulateOptions, FormulateProgress, Formulated};
use crate::import::onnx::split::SplitManifest;
use crate::import::{ImportOptions, ImportProgress, ImportedModel, ImportedNetwork};
use crate::scenario::Summary;
use crate::schedule::{Progress, Schedule, ScheduleOptions};
use crate::simulate::{SimulateOptions, Simulation, SimulationProgress};
use crate::{Plan, RouteOptions, Scenario, Verdict};
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

/// Every schema, by the stem of its file's name.
///
/// ```
/// let schemas = splitway::schema::all();
/// assert_eq!(schemas[0].0, "scenario");
/// assert_eq!(schemas[0].1["title"], "Scenario");
/// ```
pub fn all() -> Vec<(&'static str, Value)> {
    vec![
        ("scenario", schema_of::<Scenario>()),
        ("plan", schema_of::<Plan>()),
        ("route-options", schema_of::<RouteOptions>()),
        ("schedule", schema_of::<Schedule>()),
        ("schedule-options", schema_of::<ScheduleOptions>()),
        ("progress", schema_of::<Progress>()),
        ("simulation", schema_of::<Simulation>()),
        ("simulate-options", schema_of::<SimulateOptions>()),
        ("simulation-progress", schema_of::<SimulationProgress>()),
        ("formulate-options", schema_of::<FormulateOptions>()),
        ("formulated", schema_of::<Formulated>()),
        ("formulate-progress", schema_of::<FormulateProgress>()),
        ("import-options", schema_of::<ImportOptions>()),
        ("import-progress", schema_of::<ImportProgress>()),
        ("imported-network", schema_of::<ImportedNetwork>()),
        ("imported-model", schema_of::<ImportedModel>()),
        ("split", schema_of::<SplitManifest>()),
        ("verdict", schema_of::<Verdict>()),
        ("summary", schema_of::<Summary>()),
    ]
}

fn schema_of<T: schemars::JsonSchema>() -> Value {
    let generator = SchemaSettings::draft07().into_generator();
    let mut schema = generator.into_root_schema_for::<T>().to_value();
    bound_numbers(&mut schema);
    schema
}

/// Says of every number which values validation allows, so that editors can tell.
fn bound_numbers(schema: &mut Value) {
    let Value::Object(keywords) = schema else {
        return;
    };
    if let Some(Value::Object(properties)) = keywords.get_mut("properties") {
        for (name, property) in properties {
            bound_numbers(property);
            let Value::Object(property) = property else {
                continue;
            };
            if !is_number(property.get("type")) {
                continue;
            }
            match name.as_str() {
                "latitude" => bound(property, -90, Some(90)),
                "longitude" => bound(property, -180, Some(180)),
                "firstLayer" | "lastLayer" | "batch" => bound(property, 1, None),
                "share" | "busyShare" => bound(property, 0, Some(1)),
                "bitsPerSecond" | "memoryBytesPerSecond" | "jobsPerSecond" => {
                    property.insert("exclusiveMinimum".to_owned(), 0.into());
                }
                _ => bound(property, 0, None),
            }
        }
    }
    if let Some(Value::Object(definitions)) = keywords.get_mut("definitions") {
        definitions.values_mut().for_each(bound_numbers);
    }
}

fn bound(property: &mut Map<String, Value>, minimum: i32, maximum: Option<i32>) {
    property.insert("minimum".to_owned(), minimum.into());
    if let Some(maximum) = maximum {
        property.insert("maximum".to_owned(), maximum.into());
    }
}

fn is_number(kind: Option<&Value>) -> bool {
    let is_name = |name: &Value| name == "number" || name == "integer";
    match kind {
        Some(Value::Array(names)) => names.iter().any(is_name),
        Some(name) => is_name(name),
        None => false,
    }
}

/// A number that may be null but not left out.
pub(crate) fn number_or_null(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({ "type": ["number", "null"] })
}

/// A method's name that may be null but not left out.
pub(crate) fn method_or_null(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
    generator.subschema_for::<Option<crate::scenario::Method>>()
}
