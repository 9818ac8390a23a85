//! The system itself: jobs that go from resource to resource and wait where others are served.
//!
//! Every resource serves one piece of work at a time. What is there at time 0 is a job like any
//! other, of the highest rank. A piece that takes no time still waits its turn.

use super::agenda::{Agenda, Event, EventKind, window};
use super::format::Discipline;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// One piece of work of a job, and how long it travels afterwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Leg {
    /// The layer (from 1) that runs; 0 where none does.
    pub layer: usize,
    pub resource: usize,
    pub service_seconds: f64,
    pub delay_seconds: f64,
}

/// Time during which a resource served a job without a break.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Piece {
    pub rank: u64,
    /// Which leg of the job.
    pub leg: usize,
    pub resource: usize,
    pub start_seconds: f64,
    pub end_seconds: f64,
}

/// What an event was.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Happening {
    /// A job without legs is there: give it legs and [`enter`](Engine::enter) it.
    Arrived { slot: u32, seconds: f64 },
    /// A job has reached its destination. Its slot is free again.
    Finished { rank: u64, seconds: f64 },
    /// Some work has been done, or a job has joined a queue.
    Progress,
}

/// The times of the job with this rank add up to more than the largest number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Overflow {
    pub rank: u64,
}

#[derive(Debug, Clone)]
struct Traveller {
    rank: u64,
    legs: Vec<Leg>,
    /// The leg that it is on, or travels or waits for.
    leg: usize,
    /// Of that leg's service, when the present spell begins.
    remaining_seconds: f64,
    start_seconds: f64,
    /// When it will be done if nothing interrupts it.
    due_seconds: f64,
    /// The instant at which the spell began.
    instant: u64,
    version: u32,
}

#[derive(Debug, Clone, Default)]
struct Resource {
    serving: Option<u32>,
    /// (place in line, slot)
    queue: BinaryHeap<Reverse<(u64, u32)>>,
    /// Jobs that it serves or that wait here.
    present: usize,
    /// What they still have to do in their stays, each until it goes elsewhere; of the one that is
    /// served, from the start of the spell.
    promised_seconds: f64,
    /// When it last became free.
    free_seconds: f64,
    busy_seconds: f64,
}

/// Jobs, resources, and what happens next. Slots of finished jobs are used again, so that steps
/// allocate nothing once there is room for all jobs that are there at a time.
#[derive(Debug, Clone)]
pub(super) struct Engine {
    discipline: Discipline,
    agenda: Agenda,
    resources: Vec<Resource>,
    travellers: Vec<Traveller>,
    free_slots: Vec<u32>,
    next_rank: u64,
    now_seconds: f64,
    /// How often a job has joined a queue: the place in line under FIFO.
    joined: u64,
    /// Only where they are asked for.
    pieces: Option<Vec<Piece>>,
}

impl Engine {
    pub fn new(discipline: Discipline, resources: usize) -> Engine {
        Engine {
            discipline,
            agenda: Agenda::new(discipline),
            resources: vec![Resource::default(); resources],
            travellers: Vec::new(),
            free_slots: Vec::new(),
            next_rank: 0,
            now_seconds: 0.0,
            joined: 0,
            pieces: None,
        }
    }

    /// Keeps all pieces of work from now on.
    pub fn record(&mut self) {
        self.pieces = Some(Vec::new());
    }

    /// The pieces so far; of each job in order of time.
    pub fn pieces(&self) -> &[Piece] {
        self.pieces.as_deref().unwrap_or(&[])
    }

    /// Announces a job, of lower rank than all before it.
    pub fn announce(&mut self, seconds: f64, legs: &[Leg]) -> Result<u64, Overflow> {
        let slot = self.free_slots.pop().unwrap_or_else(|| {
            self.travellers.push(Traveller {
                rank: 0,
                legs: Vec::new(),
                leg: 0,
                remaining_seconds: 0.0,
                start_seconds: 0.0,
                due_seconds: 0.0,
                instant: 0,
                version: 0,
            });
            self.travellers.len() as u32 - 1
        });
        let rank = self.next_rank;
        self.next_rank += 1;
        let traveller = &mut self.travellers[slot as usize];
        traveller.rank = rank;
        traveller.leg = 0;
        traveller.legs.clear();
        traveller.legs.extend_from_slice(legs);
        self.expect(slot, seconds, EventKind::Arrival)?;
        Ok(rank)
    }

    /// Sends a job that has [`Arrived`](Happening::Arrived) on its way; there is at least one leg.
    pub fn enter(&mut self, slot: u32, seconds: f64, legs: &[Leg]) -> Result<(), Overflow> {
        let traveller = &mut self.travellers[slot as usize];
        traveller.legs.extend_from_slice(legs);
        self.join(slot, seconds)
    }

    /// The next event; `None` when nothing is left to happen.
    pub fn step(&mut self) -> Result<Option<Happening>, Overflow> {
        while let Some(event) = self.agenda.pop() {
            let traveller = &self.travellers[event.slot as usize];
            if traveller.version != event.version {
                continue;
            }
            let (slot, seconds) = (event.slot, event.seconds());
            self.now_seconds = f64::max(self.now_seconds, seconds);
            if event.kind == EventKind::Completion {
                let resource = traveller.legs[traveller.leg].resource;
                self.finish(resource, slot)?;
                self.start_next(resource, seconds)?;
            } else if traveller.legs.is_empty() {
                return Ok(Some(Happening::Arrived { slot, seconds }));
            } else if traveller.leg == traveller.legs.len() {
                let rank = traveller.rank;
                self.free_slots.push(slot);
                return Ok(Some(Happening::Finished { rank, seconds }));
            } else {
                self.join(slot, seconds)?;
            }
            return Ok(Some(Happening::Progress));
        }
        Ok(None)
    }

    /// How long a resource will be busy with the jobs that are there: all pieces of work that each
    /// does here before it goes elsewhere.
    pub fn wait_seconds(&self, resource: usize, now_seconds: f64) -> f64 {
        let resource = &self.resources[resource];
        let served = resource.serving.map_or(0.0, |slot| {
            f64::max(
                0.0,
                now_seconds - self.travellers[slot as usize].start_seconds,
            )
        });
        f64::max(0.0, resource.promised_seconds - served)
    }

    /// How long each resource has been busy by a time that is not past.
    pub fn all_busy_seconds(&self, now_seconds: f64) -> impl Iterator<Item = f64> {
        self.resources.iter().map(move |resource| {
            let in_service = resource.serving.map_or(0.0, |slot| {
                let begun = self.travellers[slot as usize].start_seconds;
                f64::max(0.0, now_seconds - begun)
            });
            resource.busy_seconds + in_service
        })
    }

    /// When the last event happened, in seconds.
    pub fn now_seconds(&self) -> f64 {
        self.now_seconds
    }

    /// A job comes to the resource of its leg.
    fn join(&mut self, slot: u32, now_seconds: f64) -> Result<(), Overflow> {
        let traveller = &mut self.travellers[slot as usize];
        let leg = traveller.legs[traveller.leg];
        traveller.remaining_seconds = leg.service_seconds;
        if traveller.leg == 0 || traveller.legs[traveller.leg - 1].resource != leg.resource {
            let stay = traveller.legs[traveller.leg..].iter();
            let stay = stay.take_while(|next| next.resource == leg.resource);
            let line = &mut self.resources[leg.resource];
            line.present += 1;
            line.promised_seconds += stay.map(|next| next.service_seconds).sum::<f64>();
        }
        self.queue(leg.resource, slot);
        self.settle(leg.resource, now_seconds)
    }

    fn queue(&mut self, resource: usize, slot: u32) {
        let traveller = &self.travellers[slot as usize];
        let place = match self.discipline {
            Discipline::Priority => traveller.rank,
            Discipline::Fifo => self.joined,
        };
        self.joined += 1;
        let resource = &mut self.resources[resource];
        resource.queue.push(Reverse((place, slot)));
    }

    /// Decides after a job has joined the queue whom the resource serves.
    fn settle(&mut self, resource: usize, now_seconds: f64) -> Result<(), Overflow> {
        if let Some(slot) = self.resources[resource].serving {
            let traveller = &self.travellers[slot as usize];
            let was_begun_before = traveller.instant != self.agenda.instant();
            if was_begun_before && traveller.due_seconds <= now_seconds + window(now_seconds) {
                self.finish(resource, slot)?;
            } else if self.is_overtaken(resource, traveller.rank) {
                self.preempt(resource, slot, now_seconds);
            } else {
                return Ok(());
            }
        }
        self.start_next(resource, now_seconds)
    }

    fn is_overtaken(&self, resource: usize, rank: u64) -> bool {
        let first = self.resources[resource].queue.peek();
        self.discipline == Discipline::Priority
            && first.is_some_and(|&Reverse((first, _))| first < rank)
    }

    fn start_next(&mut self, resource: usize, now_seconds: f64) -> Result<(), Overflow> {
        let line = &mut self.resources[resource];
        let Some(Reverse((_, slot))) = line.queue.pop() else {
            return Ok(());
        };
        let traveller = &mut self.travellers[slot as usize];
        line.serving = Some(slot);
        traveller.start_seconds = f64::max(now_seconds, line.free_seconds);
        traveller.due_seconds = traveller.start_seconds + traveller.remaining_seconds;
        traveller.instant = self.agenda.instant();
        let due_seconds = traveller.due_seconds;
        self.expect(slot, due_seconds, EventKind::Completion)
    }

    /// The job's piece of work is done; it travels on.
    fn finish(&mut self, resource: usize, slot: u32) -> Result<(), Overflow> {
        let end_seconds = self.travellers[slot as usize].due_seconds;
        self.stop(resource, slot, end_seconds);
        let traveller = &mut self.travellers[slot as usize];
        let delay_seconds = traveller.legs[traveller.leg].delay_seconds;
        traveller.leg += 1;
        let next = traveller.legs.get(traveller.leg);
        if next.is_none_or(|next| next.resource != resource) {
            let line = &mut self.resources[resource];
            line.present -= 1;
            if line.present == 0 {
                // What rounding left.
                line.promised_seconds = 0.0;
            }
        }
        self.expect(slot, end_seconds + delay_seconds, EventKind::Arrival)
    }

    /// The job makes way; what it began at this very instant has not begun.
    fn preempt(&mut self, resource: usize, slot: u32, now_seconds: f64) {
        let traveller = &mut self.travellers[slot as usize];
        let is_begun = traveller.instant != self.agenda.instant();
        if is_begun && now_seconds > traveller.start_seconds {
            traveller.remaining_seconds = traveller.due_seconds - now_seconds;
            self.stop(resource, slot, now_seconds);
        } else {
            traveller.version += 1;
            self.resources[resource].serving = None;
        }
        self.queue(resource, slot);
    }

    /// The resource was busy with the job from the start of the spell until now, and is free.
    fn stop(&mut self, resource: usize, slot: u32, end_seconds: f64) {
        let traveller = &mut self.travellers[slot as usize];
        traveller.version += 1;
        let line = &mut self.resources[resource];
        line.serving = None;
        line.free_seconds = end_seconds;
        let served_seconds = end_seconds - traveller.start_seconds;
        line.busy_seconds += served_seconds;
        line.promised_seconds -= served_seconds;
        if let Some(pieces) = &mut self.pieces {
            pieces.push(Piece {
                rank: traveller.rank,
                leg: traveller.leg,
                resource,
                start_seconds: traveller.start_seconds,
                end_seconds,
            });
        }
    }

    fn expect(&mut self, slot: u32, seconds: f64, kind: EventKind) -> Result<(), Overflow> {
        let Traveller { rank, version, .. } = self.travellers[slot as usize];
        if !seconds.is_finite() {
            return Err(Overflow { rank });
        }
        let event = Event::new(seconds, rank, kind, slot, version);
        self.agenda.push(event);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Discipline, Engine, Leg};

    fn leg(resource: usize, service_seconds: f64) -> Leg {
        Leg {
            layer: 0,
            resource,
            service_seconds,
            delay_seconds: 0.5,
        }
    }

    /// `a` does three pieces of 1 s on the first resource from 0 on, then one on the second; `b`,
    /// which is there at 0 too, one of 2 s; `c` comes at 10 s.
    #[test]
    fn what_is_queued_is_what_the_jobs_there_still_do_there() {
        for discipline in [Discipline::Fifo, Discipline::Priority] {
            let mut engine = Engine::new(discipline, 2);
            let a = [0, 0, 0, 1].map(|resource| leg(resource, 1.0));
            engine.announce(0.0, &a).unwrap();
            engine.announce(0.0, &[leg(0, 2.0)]).unwrap();
            engine.announce(10.0, &[leg(1, 0.0)]).unwrap();
            assert_eq!(engine.wait_seconds(0, 0.0), 0.0);
            for _ in 0..2 {
                engine.step().unwrap();
            }
            // Both are there, and `a` is served.
            assert_eq!(engine.wait_seconds(0, 0.0), 5.0);
            assert_eq!(engine.wait_seconds(0, 0.75), 4.25);
            assert_eq!(engine.wait_seconds(1, 0.75), 0.0);
            engine.step().unwrap();
            // `a` travels on to its next piece while `b` is served.
            assert_eq!(engine.now_seconds(), 1.0);
            assert_eq!(engine.wait_seconds(0, 1.25), 3.75);
            while engine.now_seconds() < 10.0 {
                engine.step().unwrap();
            }
            assert_eq!(engine.wait_seconds(0, 10.0), 0.0);
            assert_eq!(engine.wait_seconds(1, 10.0), 0.0);
            let busy: Vec<f64> = engine.all_busy_seconds(10.0).collect();
            assert_eq!(busy, [5.0, 1.0]);
        }
    }
}
