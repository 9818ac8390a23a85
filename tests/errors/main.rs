//! Every error with its code, its JSON pointer and its exact message.

mod models;
mod names;
mod numbers;
mod plans;
mod reading;
mod routing;

use serde_json::Value;
use splitway::{Error, Scenario};

const TRIANGLE: &str = include_str!("../scenarios/triangle.json");

fn triangle() -> Value {
    serde_json::from_str(TRIANGLE).unwrap()
}

/// Sets the value at a pointer; `-` after an array adds to it.
fn set(document: &mut Value, pointer: &str, value: Value) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap() {
        Value::Array(elements) if name == "-" => elements.push(value),
        Value::Array(elements) => elements[name.parse::<usize>().unwrap()] = value,
        Value::Object(fields) => drop(fields.insert(name.to_owned(), value)),
        _ => panic!("{pointer} leads nowhere"),
    }
}

/// The triangle with some values set.
fn edited<const N: usize>(edits: [(&str, Value); N]) -> String {
    let mut document = triangle();
    for (pointer, value) in edits {
        set(&mut document, pointer, value);
    }
    document.to_string()
}

/// The triangle without a field.
fn without(pointer: &str) -> String {
    let mut document = triangle();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let fields = document.pointer_mut(parent).unwrap().as_object_mut();
    fields.unwrap().remove(name).unwrap();
    document.to_string()
}

#[track_caller]
fn same(error: &Error, code: &str, path: &str, message: &str) {
    let found = (error.code(), error.path(), &error.to_string()[..]);
    assert_eq!(found, (code, path, message));
}

/// A scenario's text is refused like this.
#[track_caller]
fn refused(text: &str, code: &str, path: &str, message: &str) {
    same(&Scenario::from_json(text).unwrap_err(), code, path, message);
}

/// A scenario's text is refused as invalid like this.
#[track_caller]
fn invalid(text: &str, path: &str, message: &str) {
    refused(text, "invalid-scenario", path, message);
}
