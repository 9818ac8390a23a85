//! Random numbers from a seed, the same to the last bit natively and as WebAssembly: nothing here
//! takes a logarithm or another function that libraries round differently.

use rand_pcg::Pcg32;
use rand_pcg::rand_core::{Rng, SeedableRng};

/// A seeded generator (PCG, O'Neill 2014).
#[derive(Debug, Clone)]
pub(crate) struct Random(Pcg32);

impl Random {
    pub fn seeded(seed: u32) -> Random {
        Random(Pcg32::seed_from_u64(u64::from(seed)))
    }

    /// Uniform from 0 up to, but not including, 1, in 2⁵³ steps.
    pub fn uniform(&mut self) -> f64 {
        const STEPS: f64 = (1u64 << 53) as f64;
        (self.0.next_u64() >> 11) as f64 / STEPS
    }

    /// A whole number below a count, which is above 0; for the small counts here as good as
    /// uniform.
    pub fn below(&mut self, count: usize) -> usize {
        ((u64::from(self.0.next_u32()) * count as u64) >> 32) as usize
    }

    /// Exponential with mean 1, by comparing uniform numbers alone (von Neumann 1951): a run of
    /// falling numbers gives its first with odd length, else one more is added and it starts anew.
    pub fn exponential(&mut self) -> f64 {
        let mut whole = 0.0;
        loop {
            let first = self.uniform();
            let mut last = first;
            let mut is_odd = true;
            loop {
                let next = self.uniform();
                if next >= last {
                    break;
                }
                last = next;
                is_odd = !is_odd;
            }
            if is_odd {
                return whole + first;
            }
            whole += 1.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    const DRAWS: usize = 100_000;

    fn mean(mut draw: impl FnMut(&mut Random) -> f64) -> f64 {
        let mut random = Random::seeded(1);
        (0..DRAWS).map(|_| draw(&mut random)).sum::<f64>() / DRAWS as f64
    }

    #[test]
    fn numbers_have_the_moments_of_their_distributions() {
        assert!((mean(Random::uniform) - 0.5).abs() < 0.005);
        assert!((mean(Random::exponential) - 1.0).abs() < 0.02);
        assert!((mean(|random| random.exponential().powi(2)) - 2.0).abs() < 0.1);
        assert!((mean(|random| random.below(3) as f64) - 1.0).abs() < 0.02);
        let beyond_two = |random: &mut Random| f64::from(u8::from(random.exponential() > 2.0));
        assert!((mean(beyond_two) - (-2.0f64).exp()).abs() < 0.005);
    }

    #[test]
    fn a_seed_gives_one_sequence() {
        let draw = |seed| Random::seeded(seed).uniform();
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
    }
}
