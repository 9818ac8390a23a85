// Links: one line per cable, width by rate, with a wide invisible line to hover, click and focus.

import { curvePath } from '../../draw/geo-links.js';
import { linkWidth } from '../../draw/geo-sizes.js';
import { write } from '../../draw/geo-elements.js';
import { svg } from '../../draw/svg.js';
import { formatRate, formatSeconds } from '../../format/quantities.js';

export function createLinkLayer() {
  const visible = svg('g', { class: 'map-links' });
  const handles = svg('g', { class: 'map-link-handles', role: 'group', 'aria-label': 'Links' });
  let rows = [];

  return {
    visible,
    handles,
    build(lines) {
      rows = lines.map((line) => ({
        line: svg('path', { class: 'map-link', fill: 'none' }),
        handle: svg('path', { class: 'map-link-handle', role: 'button', tabindex: '-1', 'data-link': line.link, fill: 'none' }),
      }));
      visible.replaceChildren(...rows.map((row) => row.line));
      handles.replaceChildren(...rows.map((row) => row.handle));
      rows[0]?.handle.setAttribute('tabindex', '0');
    },
    arrange(lines) {
      lines.forEach((line, i) => {
        const d = curvePath(line.curve);
        write(rows[i].line, { d });
        write(rows[i].handle, { d });
      });
    },
    paint(lines, answer) {
      lines.forEach((line, i) => {
        const there = answer.links[line.link].bitsPerSecond;
        const back = line.reverse >= 0 ? answer.links[line.reverse].bitsPerSecond : there;
        write(rows[i].line, { 'stroke-width': linkWidth(Math.max(there, back)).toFixed(2) });
      });
    },
    name(lines, answer) {
      lines.forEach((line, i) => write(rows[i].handle, { 'aria-label': linkTexts(answer, line.link).join(', ') }));
    },
    highlight(lines, related) {
      lines.forEach((line, i) => {
        const lit = related?.links.has(line.link) || (line.reverse >= 0 && related?.links.has(line.reverse));
        rows[i].line.classList.toggle('lit', Boolean(lit));
      });
    },
    /** Arrow keys walk along the links in their order in the file. */
    move(handle, key) {
      const at = rows.findIndex((row) => row.handle === handle);
      const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key];
      if (at < 0 || !by) return false;
      const next = rows[(at + by + rows.length) % rows.length].handle;
      handle.setAttribute('tabindex', '-1');
      next.setAttribute('tabindex', '0');
      next.focus();
      return true;
    },
  };
}

/** What a link is, in lines of text. */
export function linkTexts(answer, index) {
  const link = answer.links[index];
  const back = link.reverse >= 0 ? answer.links[link.reverse] : null;
  const numbers = ({ bitsPerSecond, delaySeconds }) => `${formatRate(bitsPerSecond)}, ${formatSeconds(delaySeconds)} delay`;
  const names = [answer.nodes[link.from].label, answer.nodes[link.to].label];
  const same = back && back.bitsPerSecond === link.bitsPerSecond && back.delaySeconds === link.delaySeconds;
  if (same) return [names.join(' – '), `${numbers(link)}, both ways`];
  return [names.join(' → '), numbers(link), back ? `back: ${numbers(back)}` : 'one way'];
}
