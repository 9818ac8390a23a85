//! The calls: [`simulate`] at once, [`Simulator`] step by step.

use super::arrivals::Stream;
use super::engine::{Engine, Happening, Overflow};
use super::format::{Arrivals, SimulateOptions, Simulation, SimulationProgress};
use super::measure::{Measured, Record};
use super::policy::Routing;
use super::service::Services;
use super::settings::Settings;
use crate::error::{Error, Result};
use crate::json::number;
use crate::scenario::Scenario;

/// Simulates jobs that are routed as they arrive.
///
/// Every node and link serves one piece of work at a time (see [`Discipline`](super::Discipline)),
/// the backlog first; what the options leave open is said there. The same options give the same
/// answer, to the last bit, on every machine.
///
/// # Errors
/// [`InvalidOption`](Error::InvalidOption); [`LimitExceeded`](Error::LimitExceeded) above 10
/// million jobs; those of routing each job alone, with the job's id, under the policy too;
/// [`MemoryExceeded`](Error::MemoryExceeded) where a plan puts more weights on a node than it
/// holds; [`InvalidScenario`](Error::InvalidScenario) where times add up beyond the largest number.
///
/// # Cost
/// A route for each job that arrives if the policy is `backlog-aware`, and
/// O(S (log J + log S)) for S steps of all plans and J jobs that are there at a time.
///
/// ```
/// use splitway::Scenario;
/// use splitway::simulate::{SimulateOptions, simulate};
/// # let text = include_str!("../../tests/scenarios/triangle.json");
/// let scenario = Scenario::from_json(text).unwrap();
/// let options = SimulateOptions { jobs_per_second: Some(20.0), ..SimulateOptions::default() };
/// let simulation = simulate(&scenario, &options).unwrap();
/// assert_eq!((simulation.arrived, simulation.finished, simulation.measured), (2000, 2000, 1800));
/// assert_eq!(simulation.stable, Some(true));
/// ```
pub fn simulate(scenario: &Scenario, options: &SimulateOptions) -> Result<Simulation> {
    let mut simulator = Simulator::new(scenario, options)?;
    while simulator.advance(usize::MAX)?.share < 1.0 {}
    simulator.simulation()
}

/// A simulation in steps, so that others get their turn in between.
///
/// ```
/// use splitway::Scenario;
/// use splitway::simulate::{SimulateOptions, Simulator};
/// # let text = include_str!("../../tests/scenarios/triangle.json");
/// let scenario = Scenario::from_json(text).unwrap();
/// let mut simulator = Simulator::new(&scenario, &SimulateOptions::default()).unwrap();
/// while simulator.advance(1).unwrap().share < 1.0 {}
/// assert_eq!(simulator.simulation().unwrap().finished, 1);
/// ```
#[derive(Debug, Clone)]
pub struct Simulator {
    scenario: Scenario,
    settings: Settings,
    services: Services,
    engine: Engine,
    routing: Routing,
    stream: Stream,
    /// Which of the scenario's jobs arrives next.
    coming: Option<usize>,
    /// The resources whose backlogs have the first ranks.
    backlogs: Vec<usize>,
    measured: Measured,
    finished: usize,
    events: usize,
    failure: Option<Error>,
}

impl Simulator {
    /// Takes a scenario and plans what can be planned beforehand.
    ///
    /// # Errors
    /// Those of [`simulate`], and of [`Scenario::validate`].
    pub fn new(scenario: &Scenario, options: &SimulateOptions) -> Result<Simulator> {
        scenario.validate()?;
        let settings = Settings::of(scenario, options)?;
        let services = Services::of(scenario);
        let routing = Routing::new(
            scenario,
            &services,
            settings.policy,
            options.node.as_deref(),
        )?;
        let mut engine = Engine::new(settings.discipline, services.resource_count());
        let backlogs = services
            .announce_backlogs(&mut engine)
            .map_err(|resource| services.backlog_overflow(scenario, resource))?;
        let stream = match settings.arrivals {
            Arrivals::Given => Stream::given(scenario),
            Arrivals::Poisson => Stream::poisson(
                scenario,
                settings.jobs_per_second,
                settings.jobs,
                settings.seed,
            ),
        };
        let mut simulator = Simulator {
            measured: Measured::new(&settings),
            scenario: scenario.clone(),
            settings,
            services,
            engine,
            routing,
            stream,
            coming: None,
            backlogs,
            finished: 0,
            events: 0,
            failure: None,
        };
        simulator.announce_next()?;
        Ok(simulator)
    }

    /// Lets so many events happen, or as many as are left.
    ///
    /// # Errors
    /// Those of [`simulate`]; after an error, the same again.
    pub fn advance(&mut self, events: usize) -> Result<SimulationProgress> {
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        for _ in 0..events {
            if self.finished == self.settings.jobs {
                break;
            }
            if let Err(failure) = self.step() {
                self.failure = Some(failure.clone());
                return Err(failure);
            }
        }
        Ok(self.progress())
    }

    fn progress(&self) -> SimulationProgress {
        SimulationProgress {
            share: if self.finished == self.settings.jobs {
                1.0
            } else {
                self.finished as f64 / self.settings.jobs as f64
            },
            events: self.events,
            jobs: self.finished,
        }
    }

    /// What has happened so far.
    ///
    /// # Errors
    /// The one that ended the simulation, if one did.
    ///
    /// # Cost
    /// O(J log J) for J jobs that have arrived.
    pub fn simulation(&self) -> Result<Simulation> {
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        let mut simulation = self.measured.simulation(
            &self.scenario,
            &self.services,
            &self.settings,
            &self.engine,
            self.routing.fixed(),
        );
        let nodes = &self.scenario.network.nodes;
        simulation.node = self.routing.node.map(|node| nodes[node].id.clone());
        simulation.finished = self.finished;
        simulation.events = self.events;
        Ok(simulation)
    }

    fn step(&mut self) -> Result<()> {
        let happening = self.engine.step();
        let happening = happening.map_err(|overflow| self.explain(overflow))?;
        self.events += 1;
        match happening {
            Some(Happening::Arrived { slot, seconds }) => {
                let job = self.coming.take().expect("the job was announced");
                self.measured.arrive(
                    Record::of(job, seconds),
                    self.stream.left() == 0,
                    &self.engine,
                );
                let (scenario, services) = (&self.scenario, &self.services);
                let legs = self
                    .routing
                    .route(scenario, services, &self.engine, job, seconds)?;
                let entered = self.engine.enter(slot, seconds, legs);
                entered.map_err(|overflow| self.explain(overflow))?;
                self.announce_next()
            }
            Some(Happening::Finished { rank, seconds }) => {
                if let Some(index) = (rank as usize).checked_sub(self.backlogs.len()) {
                    self.measured.finish(index, seconds);
                    self.finished += 1;
                }
                Ok(())
            }
            Some(Happening::Progress) => Ok(()),
            None => unreachable!("jobs that have arrived are finished in the end"),
        }
    }

    fn announce_next(&mut self) -> Result<()> {
        let Some((seconds, job)) = self.stream.next() else {
            return Ok(());
        };
        self.coming = Some(job);
        self.engine
            .announce(seconds, &[])
            .map(|_| ())
            .map_err(|_| Error::InvalidOption {
                message: format!(
                    "at {} jobs per second, {} jobs take longer than the largest number of seconds there is",
                    number(self.settings.jobs_per_second),
                    self.settings.jobs
                ),
                path: "/jobsPerSecond".to_owned(),
            })
    }

    fn explain(&self, Overflow { rank }: Overflow) -> Error {
        let rank = rank as usize;
        match rank.checked_sub(self.backlogs.len()) {
            None => self
                .services
                .backlog_overflow(&self.scenario, self.backlogs[rank]),
            Some(index) => {
                let job = self.measured.job(index);
                self.services.job_overflow(&self.scenario, job)
            }
        }
    }
}
