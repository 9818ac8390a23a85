//! Latencies in numbers. Nothing but sums, quotients and square roots, which every machine rounds
//! alike.

use super::format::{Latency, Percentile};

/// Batches of the mean's confidence interval.
const BATCHES: usize = 20;

/// Student's t for 95 % and one degree of freedom less than batches.
const STUDENT: f64 = 2.093;

/// Batches with fewer jobs than this say little.
const LEAST_PER_BATCH: usize = 10;

/// The normal distribution's 97.5th percentile.
const NORMAL: f64 = 1.96;

/// Statistics of the latencies of successive jobs; intervals only if arrivals were random.
pub(super) fn latency(seconds: &[f64], is_random: bool) -> Latency {
    let mut sorted = seconds.to_vec();
    sorted.sort_by(f64::total_cmp);
    let half_width = Some(seconds)
        .filter(|seconds| is_random && seconds.len() >= BATCHES * LEAST_PER_BATCH)
        .map(half_width_seconds)
        .filter(|width| width.is_finite());
    let percentile = |percent| percentile(&sorted, percent, is_random);
    Latency {
        mean_seconds: mean(seconds),
        mean_half_width_seconds: half_width,
        batches: half_width.map(|_| BATCHES),
        p50: percentile(50),
        p90: percentile(90),
        p95: percentile(95),
        p99: percentile(99),
        max_seconds: sorted.last().copied(),
    }
}

/// The mean, one number after the other, so that it does not overflow.
fn mean(numbers: &[f64]) -> Option<f64> {
    let mut mean = None;
    for (count, &number) in (1..).zip(numbers) {
        let before: f64 = mean.unwrap_or(0.0);
        mean = Some(before + (number - before) / f64::from(count));
    }
    mean
}

/// Means of long batches of successive jobs are nearly independent, and nearly normal.
fn half_width_seconds(seconds: &[f64]) -> f64 {
    let bounds = |batch: usize| batch * seconds.len() / BATCHES;
    let batches = (0..BATCHES).map(|batch| &seconds[bounds(batch)..bounds(batch + 1)]);
    let means: Vec<f64> = batches.filter_map(mean).collect();
    let middle = mean(&means).unwrap_or(0.0);
    let squares: f64 = means
        .iter()
        .map(|mean| (mean - middle) * (mean - middle))
        .sum();
    let count = means.len() as f64;
    STUDENT * (squares / (count - 1.0) / count).sqrt()
}

/// The smallest of the sorted numbers that so many in a hundred do not exceed. How many of n
/// independent ones fall below the true percentile is binomial, which bounds the ranks between
/// which it lies.
fn percentile(sorted: &[f64], percent: usize, is_random: bool) -> Percentile {
    let count = sorted.len();
    let rank = (count * percent).div_ceil(100);
    let share = percent as f64 / 100.0;
    let expected = count as f64 * share;
    let spread = NORMAL * (expected * (1.0 - share)).sqrt();
    let (lower, upper) = (
        (expected - spread).floor(),
        (expected + spread).ceil() + 1.0,
    );
    let is_known = is_random && lower >= 1.0 && upper <= count as f64;
    let at = |rank: usize| sorted.get(rank.wrapping_sub(1)).copied();
    let end = |rank: f64| at(rank as usize).filter(|_| is_known);
    Percentile {
        seconds: at(rank),
        lower_seconds: end(f64::max(lower, 0.0)),
        upper_seconds: end(upper),
    }
}

#[cfg(test)]
mod tests {
    use super::{latency, mean};

    #[test]
    fn means_do_not_overflow() {
        assert_eq!(mean(&[]), None);
        assert_eq!(mean(&[f64::MAX, f64::MAX]), Some(f64::MAX));
        assert_eq!(mean(&[1.0, 2.0, 6.0]), Some(3.0));
    }

    /// Latencies of 1 to 1000 s: the ranks of the interval are those of the binomial distribution.
    #[test]
    fn percentiles_are_order_statistics() {
        let seconds: Vec<f64> = (1..=1000).rev().map(f64::from).collect();
        let found = latency(&seconds, true);
        let all = |percentile: super::Percentile| {
            [
                percentile.seconds,
                percentile.lower_seconds,
                percentile.upper_seconds,
            ]
        };
        // 500 ± 1.96 · √250
        assert_eq!(all(found.p50), [500.0, 469.0, 532.0].map(Some));
        // 990 ± 1.96 · √9.9
        assert_eq!(all(found.p99), [990.0, 983.0, 998.0].map(Some));
        assert_eq!(found.max_seconds, Some(1000.0));
        assert_eq!(found.batches, Some(20));
        // The means of the batches are 50 apart: s² = 2500 · 20 · 21 / 12.
        let width = 2.093 * (2500.0 * 35.0 / 20.0f64).sqrt();
        assert!((found.mean_half_width_seconds.unwrap() - width).abs() < 1e-9);
        let given = latency(&seconds, false);
        assert_eq!(all(given.p50), [Some(500.0), None, None]);
        assert_eq!(given.mean_half_width_seconds, None);
    }

    #[test]
    fn few_jobs_have_no_intervals() {
        let found = latency(&[3.0], true);
        assert_eq!(found.p50.seconds, Some(3.0));
        assert_eq!(found.p50.lower_seconds, None);
        assert_eq!(found.mean_half_width_seconds, None);
        assert_eq!(latency(&[], true).p99.seconds, None);
    }
}
