// The latency below the bar that stays in view: what the sliders change is seen while the answer itself has scrolled away.

import { jobsHeadline } from '../answer/jobs-headline.js';
import { html } from '../draw/svg.js';
import { formatSeconds } from '../format/quantities.js';

function headlineOf(answer) {
  const { plan, error, jobs } = answer;
  if (jobs && !error) return jobsHeadline(answer);
  if (!plan) return { number: '', caption: 'there is no answer' };
  return { number: formatSeconds(plan.latencySeconds), caption: error ? 'the last good answer' : 'until the answer is back' };
}

/**
 * @param {HTMLElement} bar
 * @param {HTMLElement} hero where the answer stands in full, and is announced from
 */
export function createLatencyTab(bar, hero) {
  const [number, caption] = [html('strong'), html('span')];
  const tab = html('p', { class: 'latency-tab', 'aria-hidden': 'true', hidden: true }, number, ' ', caption);
  bar.append(tab);
  new IntersectionObserver(([{ isIntersecting }]) => { tab.hidden = isIntersecting; }).observe(hero);
  return {
    update(answer) {
      const headline = headlineOf(answer);
      number.textContent = headline.number;
      caption.textContent = headline.caption;
    },
    highlight() {},
  };
}
