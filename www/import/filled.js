// Which numbers of an imported network its file lacks, and the rule that gave each.

import { ruleWords } from './report-words.js';

/** Where each link of a network begins in the list of one-way links. */
function oneWayPlaces(links) {
  let next = 0;
  return links.map(({ bothWays }) => {
    const place = next;
    next += bothWays ? 2 : 1;
    return place;
  });
}

/**
 * @param {{ network: object, report: { filled: { path: string, rule: string }[] } }} imported
 * @returns {Map<string, string>} rules by `nodes 3 flopPerSecond`, with the places of one-way links
 */
export function filledRules({ network, report }) {
  const places = oneWayPlaces(network.links);
  const rules = new Map();
  for (const { path, rule } of report.filled) {
    const [, , part, index, field] = path.split('/');
    const first = part === 'links' ? places[index] : Number(index);
    const count = part === 'links' && network.links[index].bothWays ? 2 : 1;
    for (let place = first; place < first + count; place += 1) rules.set(`${part} ${place} ${field}`, ruleWords(rule));
  }
  return rules;
}
