//! JSON Schemas of the file formats, made from the types that read and write them.

use crate::scenario::Summary;
use crate::{Plan, RouteOptions, Scenario, Verdict};
use schemars::generate::SchemaSettings;
use serde_json::Value;

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
        ("verdict", schema_of::<Verdict>()),
        ("summary", schema_of::<Summary>()),
    ]
}

fn schema_of<T: schemars::JsonSchema>() -> Value {
    let generator = SchemaSettings::draft07().into_generator();
    generator.into_root_schema_for::<T>().to_value()
}

/// A number that may be null but not left out.
pub(crate) fn number_or_null(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({ "type": ["number", "null"] })
}
