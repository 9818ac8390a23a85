//! Whether coordinates are places on Earth, and how far apart those are.
//!
//! Files mix degrees with positions on a screen, and some write degrees and minutes as one number,
//! 37.25 for 37°25′. What is no place is left out, so that no delay is made of it.

use super::draft::Draft;
use crate::import::options::Coordinates;
use crate::import::{ImportOptions, ImportReport};

/// What a file says that its coordinates are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Places {
    /// Nothing.
    #[default]
    Unsaid,
    /// Longitude and latitude in degrees.
    Degrees,
    /// Positions on a screen.
    Pixels,
}

/// Of fewer coordinates nothing is concluded from how they are written.
const FEWEST_TO_JUDGE: usize = 20;

/// The mean radius of the Earth, in metres.
const EARTH_RADIUS: f64 = 6_371_008.8;

/// Leaves only places on Earth, in degrees.
pub(super) fn settle(draft: &mut Draft, options: &ImportOptions, report: &mut ImportReport) {
    let values = coordinates(draft);
    if values.is_empty() {
        return;
    }
    match options
        .coordinates
        .unwrap_or_else(|| judged(draft, &values, report))
    {
        Coordinates::Pixels => leave_out(draft, |_, _| true),
        Coordinates::DegreesMinutes => {
            for node in &mut draft.nodes {
                node.place = (node.place.0.map(decimal), node.place.1.map(decimal));
            }
        }
        Coordinates::Degrees => {}
    }
    let before = coordinates(draft).len();
    leave_out(draft, is_outside);
    let outside = (before - coordinates(draft).len()) / 2;
    if outside > 0 {
        let message = format!(
            "{outside} nodes have coordinates beyond ±180 and ±90 degrees, which were left out"
        );
        report.warn("no-place", message, "/network/nodes");
    }
    for node in &mut draft.nodes {
        (node.node.longitude, node.node.latitude) = node.place;
    }
}

/// What the coordinates are, by what the file says and by how they look.
fn judged(draft: &mut Draft, values: &[f64], report: &mut ImportReport) -> Coordinates {
    const PIXELS: &str = "the delays of links without a length are the default";
    let has_outside = draft.nodes.iter().any(|node| match node.place {
        (Some(x), Some(y)) => is_outside(x, y),
        _ => false,
    });
    if draft.places == Places::Pixels || (draft.places == Places::Unsaid && has_outside) {
        let message = format!("the coordinates are positions on a screen and no places; {PIXELS}");
        report.warn("coordinates-are-pixels", message, "/network/nodes");
        return Coordinates::Pixels;
    }
    if values.len() >= FEWEST_TO_JUDGE && values.iter().all(|value| value.fract() == 0.0) {
        let message = format!(
            "all coordinates are whole numbers, so they were taken for a grid and not for places (coordinates: degrees says otherwise); {PIXELS}"
        );
        report.warn("coordinates-are-a-grid", message, "/network/nodes");
        return Coordinates::Pixels;
    }
    if values.len() >= FEWEST_TO_JUDGE && values.iter().all(|value| is_with_minutes(*value)) {
        report.assume(
            "notation of coordinates",
            "degrees and minutes, 37.25 for 37°25′",
            "no coordinate has a fraction of .60 or above, or more than two digits",
            "/coordinates",
        );
        return Coordinates::DegreesMinutes;
    }
    Coordinates::Degrees
}

/// Both coordinates of every node that has both.
fn coordinates(draft: &Draft) -> Vec<f64> {
    let places = draft
        .nodes
        .iter()
        .filter_map(|node| node.place.0.zip(node.place.1));
    places.flat_map(|(x, y)| [x, y]).collect()
}

/// Forgets the places for which a condition holds, and halves of places.
fn leave_out(draft: &mut Draft, condition: fn(f64, f64) -> bool) {
    for node in &mut draft.nodes {
        match node.place {
            (Some(x), Some(y)) if !condition(x, y) => {}
            _ => node.place = (None, None),
        }
    }
}

fn is_outside(longitude: f64, latitude: f64) -> bool {
    longitude.abs() > 180.0 || latitude.abs() > 90.0
}

/// Whether a number can be degrees and minutes: two digits behind the point, below .60.
fn is_with_minutes(value: f64) -> bool {
    let hundredths = value.abs().fract() * 100.0;
    (hundredths - hundredths.round()).abs() < 1e-6 && hundredths.round() < 60.0
}

/// Degrees and minutes as decimal degrees.
fn decimal(value: f64) -> f64 {
    let degrees = value.abs().trunc();
    let minutes = (value.abs().fract() * 100.0).round();
    (degrees + minutes / 60.0).copysign(value)
}

/// The great circle between two places, (longitude, latitude) in degrees, in metres.
pub(super) fn great_circle(from: (f64, f64), to: (f64, f64)) -> f64 {
    let radians =
        |(longitude, latitude): (f64, f64)| (longitude.to_radians(), latitude.to_radians());
    let ((x1, y1), (x2, y2)) = (radians(from), radians(to));
    let haversine = |angle: f64| (angle / 2.0).sin().powi(2);
    let h = haversine(y2 - y1) + y1.cos() * y2.cos() * haversine(x2 - x1);
    2.0 * EARTH_RADIUS * h.sqrt().min(1.0).asin()
}
