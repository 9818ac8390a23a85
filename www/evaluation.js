// The page of the evaluation: reads what was measured and shows it.

import { html } from './draw/svg.js';
import { readMeasured } from './evaluation/data.js';
import { createSection } from './evaluation/section.js';
import { SECTIONS } from './evaluation/sections.js';

const main = document.getElementById('experiments');
const contents = document.getElementById('contents');

async function begin() {
  const measured = await Promise.all(SECTIONS.map(({ name }) => readMeasured(name)));
  contents.replaceChildren(...SECTIONS.map(({ name, title }) => html('li', null, html('a', { href: `#${name}` }, title))));
  main.replaceChildren(...SECTIONS.map((section, at) => createSection(section, measured[at])));
  main.dataset.state = 'shown';
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

begin().catch((error) => {
  main.dataset.state = 'failed';
  main.replaceChildren(html('p', { role: 'alert' }, `The measurements could not be read: ${error.message}`));
});
