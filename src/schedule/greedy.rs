//! Greedy: of all jobs that are not fixed yet, fix the one that would be done first; repeat.
//!
//! Completions only grow as jobs are fixed, so an older completion is a lower bound. The jobs
//! wait in a queue by their last known completion, and only the first is looked at again: the
//! result is that of looking at all of them (Minoux 1978), ties by input order.

use super::planner::Planning;
use super::workload::Workload;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A job in the order of priority, with its plan.
#[derive(Debug, Clone)]
pub(super) struct Fixed<P> {
    pub job: usize,
    pub plan: P,
}

/// A greedy schedule in the making.
#[derive(Debug)]
pub(super) struct Greedy<P> {
    /// Bits of the last known completion, then the job: ties by input order.
    queue: BinaryHeap<Reverse<(u64, usize)>>,
    /// Each job's last plan, with how many jobs were fixed when it was known to be the best.
    known: Vec<Option<(P, usize)>>,
    /// Jobs of each class that wait for one before them, last first.
    waiting: Vec<Vec<usize>>,
    order: Vec<Fixed<P>>,
    /// By class: when its first job would be done if no job were fixed.
    alone_seconds: Vec<Option<f64>>,
}

impl<P> Greedy<P> {
    /// Jobs of one class are done in input order, so only the first of each enters the queue.
    pub fn new(workload: &Workload) -> Greedy<P> {
        let classes = workload.jobs.iter().map(|job| job.class + 1).max();
        let mut waiting = vec![vec![]; classes.unwrap_or(0)];
        for (job, facts) in workload.jobs.iter().enumerate().rev() {
            waiting[facts.class].push(job);
        }
        let firsts = waiting.iter_mut().filter_map(Vec::pop);
        Greedy {
            queue: firsts.map(|job| Reverse((0, job))).collect(),
            known: workload.jobs.iter().map(|_| None).collect(),
            order: Vec::with_capacity(workload.jobs.len()),
            alone_seconds: vec![None; waiting.len()],
            waiting,
        }
    }

    /// Looks at one job again, or fixes it if it is known to be the next. False when all are
    /// fixed.
    pub fn step<Q: Planning<Plan = P>>(&mut self, workload: &Workload, planning: &mut Q) -> bool {
        let Some(Reverse((_, job))) = self.queue.pop() else {
            return false;
        };
        let older = self.known[job].take();
        match older {
            Some((plan, fixed_before)) if planning.is_current(&plan, fixed_before) => {
                self.fix(workload, planning, job, plan);
            }
            older => {
                let plan = planning.plan(job, older.as_ref().map(|(plan, _)| plan));
                let completion_seconds = Q::completion_seconds(&plan);
                // When a class is looked at first, all that is fixed took no time.
                let alone = &mut self.alone_seconds[workload.jobs[job].class];
                alone.get_or_insert(completion_seconds);
                let bits = completion_seconds.to_bits();
                let next = self.queue.peek();
                if next.is_none_or(|&Reverse(next)| (bits, job) < next) {
                    self.fix(workload, planning, job, plan);
                } else {
                    self.known[job] = Some((plan, planning.fixed()));
                    self.queue.push(Reverse((bits, job)));
                }
            }
        }
        true
    }

    fn fix<Q: Planning<Plan = P>>(
        &mut self,
        workload: &Workload,
        planning: &mut Q,
        job: usize,
        plan: P,
    ) {
        planning.fix(job, &plan);
        if let Some(next) = self.waiting[workload.jobs[job].class].pop() {
            let bits = Q::completion_seconds(&plan).to_bits();
            self.queue.push(Reverse((bits, next)));
        }
        self.order.push(Fixed { job, plan });
    }

    /// How many jobs are fixed.
    pub fn fixed(&self) -> usize {
        self.order.len()
    }

    /// By job: when it would be done if no other job were there.
    pub fn alone_seconds(&self, workload: &Workload) -> Vec<f64> {
        let jobs = workload.jobs.iter();
        jobs.map(|job| self.alone_seconds[job.class].unwrap_or(job.release_seconds))
            .collect()
    }

    /// The jobs in order of priority.
    pub fn into_order(self) -> Vec<Fixed<P>> {
        self.order
    }
}
