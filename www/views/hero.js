// The answer in words, on top of everything: one large number, one sentence, the proof; or what is in the way of one.

import { messageElements } from '../draw/message.js';
import { indexById } from '../draw/geo-structure.js';
import { html } from '../draw/svg.js';
import { formatSeconds, grouped } from '../format/quantities.js';
import { certaintyWords } from '../answer/certainty.js';
import { jobsHeadline } from '../answer/jobs-headline.js';
import { sentenceOf, textOf } from '../answer/sentence.js';
import { troubleOf } from '../answer/trouble.js';
import { relatedTo } from './related.js';

/** Screen readers hear the answer once it has come to rest. */
const ANNOUNCE_AFTER_MS = 900;
const PROVE_AFTER_MS = 350;
/** Checking more would hold the page up. */
const MOST_ARCS_UNASKED = 200_000;

export function tokenElements(tokens, answer, actions) {
  return tokens.map(({ text, node, strong }) => {
    if (strong) return html('strong', null, text);
    if (node === undefined) return text;
    const name = html('span', { class: `node-name node-color-${answer.nodes[node].colorIndex}`, 'data-names': node }, text);
    name.addEventListener('pointerenter', () => actions.hover({ kind: 'node', node }));
    name.addEventListener('pointerleave', () => actions.hover(null));
    return name;
  });
}

function troubleElements(answer, actions) {
  const { title, details, path, remedy } = troubleOf(answer);
  const button = remedy && html('button', { type: 'button', class: 'outlined' }, remedy.words);
  button?.addEventListener('click', () => actions.select(remedy.ref));
  return html('div', { class: 'trouble' },
    html('p', { class: 'trouble-title' }, title),
    details.map((detail) => html('p', null, messageElements(detail))),
    path ? html('p', { class: 'trouble-path' }, 'Where: ', html('code', null, path)) : null, button);
}

/** @returns {{ update(answer): void, fail(error: Error, retry: () => void): void, highlight(ref): void, connect(actions): void }} */
export function createHero(section, container, announcer) {
  let actions = null;
  let shown = null;
  let lastRef = null;
  const number = html('p', { class: 'hero-number' });
  const caption = html('p', { class: 'hero-caption' });
  const sentence = html('p', { class: 'hero-sentence' });
  const proof = html('p', { class: 'hero-proof' });
  const trouble = html('div', { class: 'hero-trouble', role: 'alert' });
  let announcing = null;
  let proving = null;
  let said = '';
  let heightKey = '';

  function announce(text) {
    clearTimeout(announcing);
    announcing = setTimeout(() => {
      if (text !== said) announcer.textContent = text;
      said = text;
    }, ANNOUNCE_AFTER_MS);
  }

  function showProof(answer) {
    const verdict = answer.proof();
    if (!verdict?.optimal) return;
    proof.append(html('span', { class: 'proved' }, `proved: ${grouped(verdict.arcsChecked)} arcs of the layered graph checked, no way leads there sooner`));
  }

  function prove(answer) {
    clearTimeout(proving);
    proof.replaceChildren(certaintyWords(answer.plan, answer.pins.length > 0));
    if (!answer.plan.exact) return;
    const { layeredArcs } = answer.plan.statistics;
    if (layeredArcs <= MOST_ARCS_UNASKED) {
      proving = setTimeout(() => showProof(answer), PROVE_AFTER_MS);
      return;
    }
    const check = html('button', { type: 'button' }, `Check the proof of ${grouped(layeredArcs)} arcs`);
    check.addEventListener('click', () => {
      check.remove();
      showProof(answer);
    });
    proof.append(check);
  }

  // The sliders stand below: a shorter sentence must not pull them from under the thumb.
  function keepHeight({ model, nodes }) {
    const key = `${model.id} ${nodes.length}`;
    if (key !== heightKey) section.style.minHeight = '';
    heightKey = key;
  }
  let sectionWidth = 0;
  new ResizeObserver(([{ borderBoxSize: [{ inlineSize, blockSize }] }]) => {
    section.style.minHeight = inlineSize === sectionWidth ? `${blockSize}px` : '';
    sectionWidth = inlineSize;
  }).observe(section);

  function showJobs(answer) {
    const { number: value, title, caption: about, tokens } = jobsHeadline(answer);
    clearTimeout(proving);
    number.replaceChildren(value);
    number.title = title;
    caption.textContent = about;
    sentence.replaceChildren(...tokenElements(tokens, answer, actions));
    proof.replaceChildren();
    container.append(html('div', { class: 'hero-answer' }, html('div', null, number, caption), html('div', null, sentence, proof)));
    if (answer.jobs.isCurrent) announce(textOf(tokens));
  }

  function update(answer) {
    const { plan, error } = answer;
    shown = answer;
    section.dataset.state = error ? (plan ? 'stale' : 'failed') : 'answered';
    container.replaceChildren();
    trouble.replaceChildren(...(error ? [troubleElements(answer, actions)] : []));
    if (answer.jobs && !error) {
      showJobs(answer);
    } else if (plan) {
      const tokens = sentenceOf(answer, { withLatency: false });
      number.replaceChildren(formatSeconds(plan.latencySeconds));
      number.title = `${plan.latencySeconds} s`;
      caption.textContent = 'until the answer is back';
      sentence.replaceChildren(...tokenElements(tokens, answer, actions));
      if (lastRef) highlight(lastRef);
      if (error) {
        clearTimeout(proving);
        proof.replaceChildren(html('span', { class: 'stale-mark' }, 'Stale: the last good answer'));
      } else {
        prove(answer);
      }
      container.append(html('div', { class: 'hero-answer' }, html('div', null, number, caption), html('div', null, sentence, proof)));
      if (!error) announce(textOf(sentenceOf(answer)));
    }
    if (error) container.append(trouble);
    keepHeight(answer);
  }

  function highlight(ref) {
    lastRef = ref;
    const related = shown && relatedTo(ref, shown, indexById(shown.nodes));
    for (const name of sentence.querySelectorAll('[data-names]')) name.classList.toggle('lit', Boolean(related?.nodes.has(Number(name.dataset.names))));
  }

  return {
    update,
    highlight,
    /** It stands before there is anything to act on. */
    connect(given) {
      actions = given;
    },
    /** The solver itself could not be had. */
    fail(error, retry) {
      section.dataset.state = 'failed';
      const again = html('button', { type: 'button', class: 'outlined' }, 'Try again');
      again.addEventListener('click', retry);
      container.replaceChildren(html('div', { class: 'trouble', role: 'alert' },
        html('p', { class: 'trouble-title' }, 'The solver could not be loaded.'),
        html('p', null, `${error.message}. The page needs WebAssembly and the files that lie beside it.`),
        again));
    },
  };
}

