//! Whether what was read would be valid in a scenario.

use crate::error::{Error, Result};
use crate::scenario::{FORMAT, Model, Network, Node, Scenario};

/// Checks a network as part of a scenario; the error's path begins with `/network`.
pub(super) fn checked_network(network: Network) -> Result<Network> {
    let scenario = around(network, vec![]);
    scenario.validate().map_err(of_file)?;
    Ok(scenario.network)
}

/// Checks a model as part of a scenario; the error's path begins with `/model`.
pub(super) fn checked_model(model: Model) -> Result<Model> {
    let node = Node {
        id: "node".to_owned(),
        ..Node::default()
    };
    let network = Network {
        name: None,
        nodes: vec![node],
        links: vec![],
    };
    let mut scenario = around(network, vec![model]);
    scenario.validate().map_err(of_file)?;
    Ok(scenario.models.remove(0))
}

fn around(network: Network, models: Vec<Model>) -> Scenario {
    Scenario {
        schema: None,
        format: FORMAT.to_owned(),
        network,
        models,
        jobs: vec![],
        options: Default::default(),
    }
}

fn of_file(error: Error) -> Error {
    Error::InvalidFile {
        path: error.path().replacen("/models/0", "/model", 1),
        message: error.to_string(),
    }
}
