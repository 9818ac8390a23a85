//! The parts of the crate depend on each other in one direction, and the two forms of the layered
//! graph are the same graph.

mod instances;

use instances::small::{self, Numbers};
use instances::{Instance, WAITS, for_all};
use splitway::LayeredGraph;
use std::fs;
use std::path::{Path, PathBuf};

