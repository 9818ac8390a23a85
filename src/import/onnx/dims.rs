//! Gives every dimension that the file leaves open a size: the caller's, that of a usual image, or 1.

use super::analysis::OpenDimension;
use super::fault::{Fault, Outcome, shown};
use super::link::{Linked, ValueId};
use super::proto::{Dimension, ValueInfo};
use crate::Error;
use crate::import::ImportOptions;
use crate::json::escape;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What a dimension is taken as where nobody says otherwise.
const DEFAULT_SIZE: u64 = 1;

/// What the sides of an image are taken as.
const DEFAULT_SIDE: u64 = 224;

/// Places that are told of one dimension; more only count.
const PLACES_TOLD: usize = 4;

/// The largest size of one dimension that a caller may give.
const LARGEST: u64 = 1 << 40;

/// The sizes of open dimensions, and whole shapes that the caller gave.
#[derive(Debug, Default)]
pub(crate) struct Sizes {
    /// In the order in which they are met.
    pub(crate) dimensions: Vec<OpenDimension>,
    index: HashMap<String, usize>,
    given: BTreeMap<String, u64>,
    shapes: HashMap<ValueId, Vec<u64>>,
}

/// Takes the caller's sizes.
///
/// # Errors
/// `invalid-option`: names that the model does not have, sizes of 0, sizes that contradict each
/// other.
pub(crate) fn bind(linked: &Linked, options: &ImportOptions) -> Outcome<Sizes> {
    let mut sizes = Sizes::default();
    for (name, shape) in &options.shapes {
        let path = format!("/shapes/{}", escape(name));
        let Some(id) = linked.value_named(name) else {
            let names = list(linked.inputs.iter().map(|(_, info)| &*info.name));
            let message = format!(
                "the model has no tensor `{}`; its inputs are {names}",
                shown(name)
            );
            return Err(refused(path, message));
        };
        if let Some(axis) = shape.iter().position(|size| *size > LARGEST) {
            let path = format!("{path}/{axis}");
            return Err(refused(path, format!("a dimension is at most {LARGEST}")));
        }
        sizes.shapes.insert(id, shape.clone());
    }
    sizes.given.clone_from(&options.dims);
    check_names(linked, &options.dims)?;
    for (id, info) in &linked.inputs {
        sizes.take_from_shape(*id, info)?;
    }
    Ok(sizes)
}

/// Every given name must be one that the file uses.
fn check_names(linked: &Linked, given: &BTreeMap<String, u64>) -> Outcome<()> {
    if given.is_empty() {
        return Ok(());
    }
    let mut of_inputs = Vec::new();
    for (_, info) in &linked.inputs {
        of_inputs.extend(open_names(info).map(|(name, _)| name));
    }
    let claims = linked.claims.iter().flat_map(|(_, info)| open_names(info));
    let mut all: HashSet<String> = claims.map(|(name, _)| name).collect();
    all.extend(of_inputs.iter().cloned());
    for (name, &size) in given {
        let path = format!("/dims/{}", escape(name));
        if !all.contains(name) {
            let names = list(of_inputs.iter().map(|name| &**name));
            let message = format!(
                "the model has no open dimension `{}`; it has {names}",
                shown(name)
            );
            return Err(refused(path, message));
        }
        if size == 0 || size > LARGEST {
            let message = format!("dimension `{}` is from 1 to {LARGEST}", shown(name));
            return Err(refused(path, message));
        }
    }
    Ok(())
}

/// The open dimensions of a tensor, each with its axis. One without a name is called after its
/// place.
fn open_names(info: &ValueInfo) -> impl Iterator<Item = (String, usize)> + '_ {
    let axes = info.shape.iter().flatten().enumerate();
    axes.filter_map(|(axis, dimension)| match dimension {
        Dimension::Fixed(_) => None,
        Dimension::Named(name) => Some((name.clone(), axis)),
        Dimension::Unknown => Some((format!("{}.{axis}", info.name), axis)),
    })
}

impl Sizes {
    /// A given shape says the sizes of the names that the file has in its places.
    fn take_from_shape(&mut self, id: ValueId, info: &ValueInfo) -> Outcome<()> {
        let (Some(shape), Some(declared)) = (self.shapes.get(&id), &info.shape) else {
            return Ok(());
        };
        let path = format!("/shapes/{}", escape(&info.name));
        if shape.len() != declared.len() {
            let message = format!(
                "input `{}` has {} dimensions, and {} are given",
                shown(&info.name),
                declared.len(),
                shape.len()
            );
            return Err(refused(path, message));
        }
        for (name, axis) in open_names(info) {
            let size = shape[axis];
            let known = self.given.insert(name, size);
            if known.is_some_and(|known| known != size) {
                let message = "this dimension is given a second time, with another size";
                return Err(refused(format!("{path}/{axis}"), message.to_owned()));
            }
        }
        Ok(())
    }

    /// A shape that the caller gave for this tensor.
    pub(crate) fn shape_of(&self, id: ValueId) -> Option<&Vec<u64>> {
        self.shapes.get(&id)
    }

    /// The shape that the file claims, with sizes for what it leaves open. With `known_only`, a size
    /// that inputs and caller say nothing of makes the whole shape unknown.
    pub(crate) fn claimed(&mut self, info: &ValueInfo, known_only: bool) -> Option<Vec<u64>> {
        let declared = info.shape.as_ref()?;
        let known = |name: &str| self.index.contains_key(name) || self.given.contains_key(name);
        if known_only && !open_names(info).all(|(name, _)| known(&name)) {
            return None;
        }
        let mut shape = Vec::with_capacity(declared.len());
        let mut open = open_names(info);
        for dimension in declared {
            shape.push(match dimension {
                Dimension::Fixed(size) => *size,
                _ => {
                    let (name, axis) = open.next()?;
                    let assumed = if is_image_side(info, axis) {
                        DEFAULT_SIDE
                    } else {
                        DEFAULT_SIZE
                    };
                    self.take(name, assumed, &format!("{} axis {axis}", shown(&info.name)))
                }
            });
        }
        Some(shape)
    }

    fn take(&mut self, name: String, assumed: u64, place: &str) -> u64 {
        let given = self.given.get(&name).copied();
        let next = self.dimensions.len();
        let index = *self.index.entry(name.clone()).or_insert(next);
        if index == next {
            self.dimensions.push(OpenDimension {
                name,
                size: given.unwrap_or(assumed),
                given: given.is_some(),
                places: Vec::new(),
                count: 0,
            });
        }
        let dimension = &mut self.dimensions[index];
        dimension.count += 1;
        if dimension.places.len() < PLACES_TOLD {
            dimension.places.push(place.to_owned());
        }
        dimension.size
    }

    /// Whether a size was made up, so that what does not fit may fit with another one.
    pub(crate) fn has_assumed(&self) -> bool {
        self.dimensions.iter().any(|dimension| !dimension.given)
    }
}

/// Whether a dimension is the width or the height of pictures: one of four, beside colours.
fn is_image_side(info: &ValueInfo, axis: usize) -> bool {
    let colours = |dimension: &Dimension| matches!(dimension, Dimension::Fixed(1 | 3 | 4));
    match info.shape.as_deref() {
        Some([_, first, _, _]) if colours(first) => axis >= 2,
        Some([_, _, _, last]) if colours(last) => axis == 1 || axis == 2,
        _ => false,
    }
}

/// The first names, each once.
fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut seen = HashSet::new();
    let names = names.filter(|name| seen.insert(*name)).take(8);
    let names: Vec<String> = names.map(|name| format!("`{}`", shown(name))).collect();
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}

#[cold]
fn refused(path: String, message: String) -> Fault {
    Fault::Other(Error::InvalidOption { message, path })
}
