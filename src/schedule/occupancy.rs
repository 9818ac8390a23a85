//! When nodes and links are busy with what goes first, and how a lower job uses the gaps.
//!
//! Service is preemptive-resume: work that arrives at a time begins at the first free moment and
//! goes on through the gaps. The end of service grows with the arrival, so no job overtakes
//! itself by leaving later (FIFO), and label-setting by time is exact.

use crate::layered::later;

/// Times are sums in different orders; as a share of the time, they are the same up to this.
const SIMULTANEOUS: f64 = 1e-12;

/// A node or a directed link: the nodes come first, then the links.
pub(super) type ResourceIndex = usize;

/// From here to there a resource is busy.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Busy {
    start_seconds: f64,
    end_seconds: f64,
}

impl Busy {
    /// What happens up to this time happens before the interval starts, or with it.
    fn start_with_rounding(&self) -> f64 {
        self.start_seconds + window_seconds(self.start_seconds)
    }
}

/// One insertion: which intervals it replaced.
#[derive(Debug, Clone)]
struct Insertion {
    resource: ResourceIndex,
    place: usize,
    replaced: usize,
}

/// The sorted, disjoint busy intervals of every resource, as a stack of insertions.
#[derive(Debug, Clone)]
pub(super) struct Occupancy {
    busy: Vec<Vec<Busy>>,
    insertions: Vec<Insertion>,
    replaced: Vec<Busy>,
}

impl Occupancy {
    pub fn free(resources: usize) -> Occupancy {
        Occupancy {
            busy: vec![vec![]; resources],
            insertions: vec![],
            replaced: vec![],
        }
    }

    /// Serves work that is ready at a time and takes so many seconds, in the gaps. Calls `piece`
    /// with the start and end of each part; returns when the first starts and the last ends.
    ///
    /// What is ready when an interval starts waits for its end, even if it takes no time; what
    /// would end just when one starts is on time.
    ///
    /// # Cost
    /// Logarithmic in the number of intervals, linear in those that interrupt.
    #[inline(always)]
    pub fn serve(
        &self,
        resource: ResourceIndex,
        ready_seconds: f64,
        service_seconds: f64,
        mut piece: impl FnMut(f64, f64),
    ) -> (f64, f64) {
        let busy = &self.busy[resource][..];
        let passed = busy.partition_point(|busy| busy.end_seconds <= ready_seconds);
        let mut next = busy[passed..].iter();
        let mut now = ready_seconds;
        if let Some(first) = next.as_slice().first()
            && now >= first.start_seconds - window_seconds(first.start_seconds)
        {
            now = first.end_seconds;
            next.next();
        }
        let start_seconds = now;
        let mut left_seconds = service_seconds;
        for busy in next {
            if now + left_seconds <= busy.start_with_rounding() {
                break;
            }
            piece(now, busy.start_seconds);
            left_seconds -= busy.start_seconds - now;
            now = busy.end_seconds;
        }
        piece(now, now + left_seconds);
        (start_seconds, now + left_seconds)
    }

    /// When work ends; see [`serve`](Self::serve).
    #[inline(always)]
    pub fn end_of_service(
        &self,
        resource: ResourceIndex,
        ready_seconds: f64,
        service_seconds: f64,
    ) -> f64 {
        if self.busy[resource].is_empty() {
            return ready_seconds + service_seconds;
        }
        self.serve(resource, ready_seconds, service_seconds, |_, _| ())
            .1
    }

    /// Makes a resource busy; intervals that touch become one.
    pub fn insert(&mut self, resource: ResourceIndex, start_seconds: f64, end_seconds: f64) {
        if end_seconds <= start_seconds {
            return;
        }
        let busy = &mut self.busy[resource];
        let start_before_rounding = start_seconds - window_seconds(start_seconds);
        let place = busy.partition_point(|busy| busy.end_seconds < start_before_rounding);
        let touching = busy[place..].iter();
        let reached = end_seconds + window_seconds(end_seconds);
        let replaced = touching.take_while(|busy| busy.start_seconds <= reached);
        let replaced = replaced.count();
        let mut joined = Busy {
            start_seconds,
            end_seconds,
        };
        for old in &busy[place..place + replaced] {
            joined.start_seconds = f64::min(joined.start_seconds, old.start_seconds);
            joined.end_seconds = later(joined.end_seconds, old.end_seconds);
        }
        self.replaced
            .extend(busy.splice(place..place + replaced, [joined]));
        self.insertions.push(Insertion {
            resource,
            place,
            replaced,
        });
    }

    /// How many insertions there are, to [`roll_back`](Self::roll_back) to.
    pub fn depth(&self) -> usize {
        self.insertions.len()
    }

    /// Takes back all insertions but the first so many, exactly.
    pub fn roll_back(&mut self, depth: usize) {
        while self.insertions.len() > depth {
            let Some(Insertion {
                resource,
                place,
                replaced,
            }) = self.insertions.pop()
            else {
                return;
            };
            let old = self.replaced.drain(self.replaced.len() - replaced..);
            self.busy[resource].splice(place..=place, old);
        }
    }
}

fn window_seconds(seconds: f64) -> f64 {
    SIMULTANEOUS * seconds
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Busy from 2 to 4 and from 5 to 7.
    fn occupied() -> Occupancy {
        let mut occupancy = Occupancy::free(1);
        occupancy.insert(0, 5.0, 7.0);
        occupancy.insert(0, 2.0, 4.0);
        occupancy
    }

    #[test]
    fn work_goes_through_the_gaps() {
        let mut pieces = vec![];
        let served = occupied().serve(0, 1.0, 2.5, |start, end| pieces.push((start, end)));
        assert_eq!(served, (1.0, 7.5));
        assert_eq!(pieces, [(1.0, 2.0), (4.0, 5.0), (7.0, 7.5)]);
    }

    #[test]
    fn work_that_ends_when_higher_work_arrives_is_on_time() {
        assert_eq!(occupied().end_of_service(0, 1.0, 1.0), 2.0);
        assert_eq!(occupied().end_of_service(0, 4.0, 1.0), 5.0);
        assert_eq!(occupied().end_of_service(0, 0.7 + 0.2 + 0.1, 1.0), 2.0);
    }

    #[test]
    fn work_that_arrives_with_higher_work_waits_even_if_it_takes_no_time() {
        let occupancy = occupied();
        assert_eq!(occupancy.end_of_service(0, 2.0, 0.0), 4.0);
        assert_eq!(occupancy.end_of_service(0, 2.0 - 1e-15, 0.0), 4.0);
        assert_eq!(occupancy.end_of_service(0, 1.5, 0.0), 1.5);
        assert_eq!(occupancy.end_of_service(0, 4.0, 0.0), 4.0);
        assert_eq!(occupancy.end_of_service(0, 7.0, 0.0), 7.0);
    }

    #[test]
    fn insertions_are_taken_back_exactly() {
        let mut occupancy = occupied();
        let (before, depth) = (occupancy.busy.clone(), occupancy.depth());
        occupancy.insert(0, 4.0, 5.0);
        assert_eq!(occupancy.busy[0].len(), 1);
        occupancy.insert(0, 9.0, 9.0);
        occupancy.insert(0, 0.0, 1.0);
        occupancy.roll_back(depth);
        assert_eq!(occupancy.busy, before);
    }
}
