//! What a [`Router`] can be told between two solves.

use super::router::Router;
use crate::error::{Error, Result};
use crate::json::number;
use crate::scenario::{Job, Link, Node, Scenario};

impl Router {
    /// Multiplies all link rates, relative to the scenario as given.
    ///
    /// # Errors
    /// [`InvalidOption`](Error::InvalidOption) if the factor is not finite and above 0.
    pub fn scale_links(&mut self, factor: f64) -> Result<()> {
        check_factor(factor, factor > 0.0, "above 0")?;
        let links = self.scenario.network.links.iter();
        check_products(links.map(|link| link.bits_per_second), factor)?;
        self.factors.links = factor;
        self.refresh();
        Ok(())
    }

    /// Multiplies all compute and memory rates and divides measured times, relative to the
    /// scenario as given.
    ///
    /// # Errors
    /// [`InvalidOption`](Error::InvalidOption) if the factor is not finite and above 0.
    pub fn scale_compute(&mut self, factor: f64) -> Result<()> {
        check_factor(factor, factor > 0.0, "above 0")?;
        let nodes = || self.scenario.network.nodes.iter();
        let computing = nodes().filter(|node| node.flop_per_second > 0.0);
        check_products(computing.map(|node| node.flop_per_second), factor)?;
        check_products(
            nodes().filter_map(|node| node.memory_bytes_per_second),
            factor,
        )?;
        self.factors.compute = factor;
        self.refresh();
        Ok(())
    }

    /// Multiplies all backlogs, relative to the scenario as given.
    ///
    /// # Errors
    /// [`InvalidOption`](Error::InvalidOption) if the factor is not finite and at least 0.
    pub fn scale_backlog(&mut self, factor: f64) -> Result<()> {
        check_factor(factor, factor >= 0.0, "of at least 0")?;
        self.factors.backlog = factor;
        self.refresh();
        Ok(())
    }

    /// A node as given, before factors.
    ///
    /// # Errors
    /// [`InvalidOption`](Error::InvalidOption) if no node bears the id.
    pub fn node(&self, id: &str) -> Result<&Node> {
        let nodes = &self.scenario.network.nodes;
        let node = nodes.iter().find(|node| node.id == id);
        node.ok_or_else(|| no_such("node", id))
    }

    /// A directed link as given, before factors; its index is that after `bothWays` is expanded
    /// in file order.
    ///
    /// # Errors
    /// [`InvalidOption`](Error::InvalidOption) if there is no such link.
    pub fn link(&self, index: usize) -> Result<Link> {
        let mut count = 0;
        for link in &self.scenario.network.links {
            count += if link.both_ways { 2 } else { 1 };
            if index < count {
                return Ok(one_way(link, link.both_ways && index == count - 1));
            }
        }
        Err(Error::InvalidOption {
            message: format!("there is no directed link {index}, there are {count}"),
            path: String::new(),
        })
    }

    /// A job as given.
    ///
    /// # Errors
    /// [`InvalidOption`](Error::InvalidOption) if no job bears the id.
    pub fn job(&self, id: &str) -> Result<&Job> {
        let job = self.scenario.jobs.iter().find(|job| job.id == id);
        job.ok_or_else(|| no_such("job", id))
    }

    /// Puts another node in the place of one; on an error nothing has changed.
    ///
    /// # Errors
    /// Those of [`node`](Self::node) and of [`Scenario::validate`].
    pub fn set_node(&mut self, id: &str, node: Node) -> Result<()> {
        self.node(id)?;
        self.change(|scenario| {
            let nodes = scenario.network.nodes.iter_mut();
            nodes
                .filter(|old| old.id == id)
                .for_each(|old| *old = node.clone());
        })
    }

    /// Puts another link in the place of a directed one; on an error nothing has changed. From
    /// then on every link is a directed one, and errors point into that list.
    ///
    /// # Errors
    /// Those of [`link`](Self::link) and of [`Scenario::validate`].
    pub fn set_link(&mut self, index: usize, link: Link) -> Result<()> {
        self.link(index)?;
        self.change(|scenario| {
            scenario.network.links = expanded(&scenario.network.links);
            scenario.network.links[index] = link;
        })
    }

    /// Puts another job in the place of one; on an error nothing has changed.
    ///
    /// # Errors
    /// Those of [`job`](Self::job) and of [`Scenario::validate`].
    pub fn set_job(&mut self, id: &str, job: Job) -> Result<()> {
        self.job(id)?;
        self.change(|scenario| {
            let jobs = scenario.jobs.iter_mut();
            jobs.filter(|old| old.id == id)
                .for_each(|old| *old = job.clone());
        })
    }

    /// The scenario with all changes applied: factors folded in, `bothWays` expanded.
    pub fn scenario(&self) -> Scenario {
        let mut scenario = self.scenario.clone();
        let factors = self.factors;
        scenario.network.links = expanded(&scenario.network.links);
        for node in &mut scenario.network.nodes {
            node.flop_per_second *= factors.compute;
            node.backlog_flop *= factors.backlog;
            if let Some(rate) = &mut node.memory_bytes_per_second {
                *rate *= factors.compute;
            }
        }
        for link in &mut scenario.network.links {
            link.bits_per_second *= factors.links;
            link.backlog_bits *= factors.backlog;
        }
        let layers = scenario
            .models
            .iter_mut()
            .flat_map(|model| &mut model.layers);
        for seconds in layers.flat_map(|layer| layer.seconds_on.values_mut()) {
            *seconds /= factors.compute;
        }
        scenario
    }

    fn change(&mut self, change: impl FnOnce(&mut Scenario)) -> Result<()> {
        let mut changed = self.scenario.clone();
        change(&mut changed);
        changed.validate()?;
        self.scenario = changed;
        self.forget();
        Ok(())
    }
}

fn expanded(links: &[Link]) -> Vec<Link> {
    let mut directed = Vec::new();
    for link in links {
        directed.push(one_way(link, false));
        if link.both_ways {
            directed.push(one_way(link, true));
        }
    }
    directed
}

/// One direction of a link.
fn one_way(link: &Link, is_backward: bool) -> Link {
    let mut link = Link {
        both_ways: false,
        ..link.clone()
    };
    if is_backward {
        std::mem::swap(&mut link.from, &mut link.to);
    }
    link
}

fn check_factor(factor: f64, is_in_range: bool, range: &str) -> Result<()> {
    if factor.is_finite() && is_in_range {
        return Ok(());
    }
    Err(Error::InvalidOption {
        message: format!(
            "a factor is a finite number {range}, not {}",
            number(factor)
        ),
        path: String::new(),
    })
}

/// No rate may become 0 or infinite.
fn check_products(rates: impl Iterator<Item = f64>, factor: f64) -> Result<()> {
    for rate in rates {
        let product = rate * factor;
        if product == 0.0 || product.is_infinite() {
            return Err(Error::InvalidOption {
                message: format!(
                    "the factor {} makes a rate of {} into {}",
                    number(factor),
                    number(rate),
                    number(product)
                ),
                path: String::new(),
            });
        }
    }
    Ok(())
}

fn no_such(what: &str, id: &str) -> Error {
    Error::InvalidOption {
        message: format!("there is no {what} `{id}`"),
        path: String::new(),
    }
}
