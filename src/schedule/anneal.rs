//! Simulated annealing over orders of priority, and over plans that keep off one resource where
//! that helps the others.
//!
//! A move is scored incrementally: the jobs above the first change stay, and a job below it is
//! routed again only if a resource that its search looked at has changed. The result is that of
//! routing all of them again. A move that has lost too much once the jobs it moves are fixed is
//! given up.

use super::earliest::{ResourceSet, Route};
use super::greedy::Fixed;
use super::objective::Score;
use super::planner::{Planner, backlogs, used};
use crate::random::Random;
use crate::scenario::Objective;
use std::sync::Arc;

/// The first temperature, as a share of the change that a job's latency makes.
const FIRST_TEMPERATURE: f64 = 0.25;

/// A job in the order of priority.
#[derive(Debug, Clone)]
struct Ranked {
    job: usize,
    route: Arc<Route>,
    /// The resource that the job keeps off.
    avoid: Option<usize>,
}

/// What a move changes: the order from the first place on, and what one job keeps off.
struct Change {
    first: usize,
    last: usize,
    /// The places that the jobs from `first` to `last` come from.
    from: Vec<usize>,
    avoid: Option<(usize, Option<usize>)>,
}

/// The search and its best schedule so far.
#[derive(Debug)]
pub(super) struct Anneal {
    planner: Planner,
    objective: Objective,
    random: Random,
    present: Vec<Ranked>,
    /// Depth of the occupancy before each job.
    depths: Vec<usize>,
    value: f64,
    best: Vec<Ranked>,
    best_value: f64,
    moves: usize,
    most_moves: usize,
}

impl Anneal {
    /// Starts from an order and its plans.
    pub fn new(
        planner: Planner,
        order: Vec<Fixed<Route>>,
        objective: Objective,
        seed: u32,
        most_moves: usize,
    ) -> Anneal {
        let present: Vec<Ranked> = order
            .into_iter()
            .map(|Fixed { job, plan }| Ranked {
                job,
                route: Arc::new(plan),
                avoid: None,
            })
            .collect();
        let mut search = Anneal {
            planner,
            objective,
            random: Random::seeded(seed),
            depths: vec![],
            value: 0.0,
            best: present.clone(),
            best_value: 0.0,
            moves: 0,
            most_moves,
            present,
        };
        search.planner.occupancy = backlogs(&search.planner.workload);
        search.occupy_from(0);
        search.value = search.score(search.present.len()).value();
        search.best_value = search.value;
        search
    }

    /// Tries one move. False when all have been tried.
    pub fn step(&mut self) -> bool {
        if self.is_done() {
            return false;
        }
        let share = self.moves as f64 / self.most_moves as f64;
        self.moves += 1;
        let limit = self.value + self.temperature(share) * self.random.exponential();
        let Some(change) = self.draw() else {
            return true;
        };
        let found = self.evaluate(&change, limit);
        self.planner.occupancy.roll_back(self.depths[change.first]);
        self.depths.truncate(change.first);
        if let Some((changed, value)) = found {
            self.value = value;
            self.present.truncate(change.first);
            self.present.extend(changed);
            if value < self.best_value {
                self.best_value = value;
                self.best.clone_from(&self.present);
            }
        }
        self.occupy_from(change.first);
        true
    }

    /// The value that a schedule may be worse by is exponential with this mean (Metropolis).
    fn temperature(&self, share: f64) -> f64 {
        let scale = match self.objective {
            Objective::Mean => self.value / self.present.len() as f64,
            Objective::Max => self.value * 0.1,
        };
        scale * FIRST_TEMPERATURE * (1.0 - share) * (1.0 - share)
    }

    /// A move: a job to another place, two jobs swapped, or a job kept off a resource it uses.
    fn draw(&mut self) -> Option<Change> {
        let count = self.present.len();
        let kind = self.random.below(4);
        if kind == 0 || count == 1 {
            return self.draw_detour();
        }
        let one = self.draw_place();
        // Near places more often than far ones: they touch fewer jobs.
        let reach = self.random.below(count);
        let step = 1 + self.random.below(reach + 1);
        let is_up = self.random.below(2) == 0;
        let other = if is_up {
            one.saturating_sub(step)
        } else {
            usize::min(one + step, count - 1)
        };
        let (first, last) = (one.min(other), one.max(other));
        if first == last {
            return None;
        }
        let mut from: Vec<usize> = (first..=last).collect();
        match kind {
            1 => from.swap(0, last - first),
            _ if one < other => from.rotate_left(1),
            _ => from.rotate_right(1),
        }
        Some(Change {
            first,
            last,
            from,
            avoid: None,
        })
    }

    /// The place of a random job; for the largest latency every other time of the job that has it.
    fn draw_place(&mut self) -> usize {
        let any = self.random.below(self.present.len());
        if self.objective == Objective::Mean || self.random.below(2) == 0 {
            return any;
        }
        let latency = |ranked: &Ranked| {
            let facts = &self.planner.workload.jobs[ranked.job];
            ranked.route.completion_seconds - facts.release_seconds
        };
        let places = self.present.iter().enumerate();
        let worst = places.max_by(|(_, a), (_, b)| latency(a).total_cmp(&latency(b)));
        worst.map_or(any, |(place, _)| place)
    }

    fn draw_detour(&mut self) -> Option<Change> {
        let place = self.random.below(self.present.len());
        let Ranked { route, avoid, .. } = &self.present[place];
        let avoid = match (avoid, route.pieces.len()) {
            (Some(_), _) => None,
            (None, 0) => return None,
            (None, pieces) => Some(route.pieces[self.random.below(pieces)].resource),
        };
        Some(Change {
            first: place,
            last: place,
            from: vec![place],
            avoid: Some((place, avoid)),
        })
    }

    /// The jobs from the first change on, as they would be, and the value; `None` where it is
    /// above the limit or some job has no plan. Leaves the occupancy for the caller to mend.
    fn evaluate(&mut self, change: &Change, limit: f64) -> Option<(Vec<Ranked>, f64)> {
        let workload = Arc::clone(&self.planner.workload);
        self.planner.occupancy.roll_back(self.depths[change.first]);
        let mut score = self.score(change.first);
        let mut old_score = score;
        let rest = self.present[change.first..].iter();
        let mut rest: f64 = rest.map(|ranked| workload.least_cost(ranked.job)).sum();
        let mut changed: Vec<Ranked> = vec![];
        let mut is_changed = ResourceSet::empty(workload.resources());
        for place in change.first..self.present.len() {
            let old_place = match place {
                place if place <= change.last => change.from[place - change.first],
                place => place,
            };
            let old = &self.present[old_place];
            let mut now = old.clone();
            if let Some((_, avoid)) = change.avoid.filter(|&(at, _)| at == place) {
                now.avoid = avoid;
            }
            // Jobs that pass this one, up or down, change what it finds.
            let mut found = is_changed.clone();
            self.add_passing(change, place, old_place, &changed, &mut found);
            if now.avoid != old.avoid || now.route.consulted.meets(&found) {
                // The plan so far is possible as long as the job may use the same resources.
                let limit_seconds = if now.avoid == old.avoid {
                    self.planner.completion_of(now.job, &now.route.moves)
                } else {
                    f64::INFINITY
                };
                let route = self.planner.route(now.job, now.avoid, limit_seconds)?;
                if route.pieces != now.route.pieces {
                    used(&now.route, &mut is_changed);
                    used(&route, &mut is_changed);
                }
                now.route = Arc::new(route);
            }
            self.planner.occupy(&now.route);
            score.add_completion(&workload, now.job, now.route.completion_seconds);
            rest -= workload.least_cost(now.job);
            changed.push(now);
            let before = &self.present[place];
            let done_before = before.route.completion_seconds;
            old_score.add_completion(&workload, before.job, done_before);
            // What is lost by the time that all moved jobs are fixed is seldom won back below.
            let is_lost = place >= change.last
                && self.objective == Objective::Mean
                && score.value() - old_score.value() > limit - self.value;
            if is_lost || score.value_at_least(rest) > limit {
                return None;
            }
        }
        let value = score.value();
        (value <= limit).then_some((changed, value))
    }

    /// The resources of the jobs that are above this one either before or after the change, but
    /// not both times.
    fn add_passing(
        &self,
        change: &Change,
        place: usize,
        old_place: usize,
        changed: &[Ranked],
        found: &mut ResourceSet,
    ) {
        if place > change.last {
            return;
        }
        let earlier = &change.from[..place - change.first];
        for (&from, ranked) in earlier.iter().zip(changed) {
            if from > old_place {
                used(&ranked.route, found);
            }
        }
        for from in change.first..old_place {
            if !earlier.contains(&from) {
                used(&self.present[from].route, found);
            }
        }
    }

    /// The score of the first so many jobs.
    fn score(&self, count: usize) -> Score {
        let mut score = Score::new(self.objective, &self.planner.workload);
        for ranked in &self.present[..count] {
            let done = ranked.route.completion_seconds;
            score.add_completion(&self.planner.workload, ranked.job, done);
        }
        score
    }

    /// Fixes the jobs from a place on as they are.
    fn occupy_from(&mut self, place: usize) {
        for ranked in &self.present[place..] {
            self.depths.push(self.planner.occupancy.depth());
            self.planner.occupy(&ranked.route);
        }
    }

    pub fn best_value(&self) -> f64 {
        self.best_value
    }

    /// Moves tried, and how many there are to try.
    pub fn moves(&self) -> (usize, usize) {
        (self.moves, self.most_moves)
    }

    pub fn planner(&self) -> &Planner {
        &self.planner
    }

    /// The present order, with each job's plan and what it keeps off.
    #[cfg(test)]
    pub fn present(&self) -> impl Iterator<Item = (usize, &Route, Option<usize>)> {
        let present = self.present.iter();
        present.map(|ranked| (ranked.job, &*ranked.route, ranked.avoid))
    }

    /// Whether there is nothing left to try.
    pub fn is_done(&self) -> bool {
        self.moves >= self.most_moves || self.present.is_empty()
    }

    /// The best order, with each job's plan and whether it keeps off a resource.
    pub fn best(&self) -> impl Iterator<Item = (usize, &Route, bool)> {
        let best = self.best.iter();
        best.map(|ranked| (ranked.job, &*ranked.route, ranked.avoid.is_some()))
    }
}
