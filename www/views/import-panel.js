// What an import read, filled, assumed and did not understand; what it went by can be changed and is read anew at once.

import { messageElements } from '../draw/message.js';
import { html } from '../draw/svg.js';
import { assumptionField } from '../import/assumption-fields.js';
import { isSaid, reasonWords } from '../import/asked.js';
import { readWords, rowsByRule, summaryWords } from '../import/report-words.js';
import { tableWords } from '../import/tables-in-file.js';
import { unknownLayers } from '../import/unknown-work.js';
import { quantityField, selectField } from './import-fields.js';
import { ruleFields } from './import-rules.js';

const MOST_ROWS = 200;

const GRANULARITIES = {
  onnx: [['fused', 'an operator with its normalisation and activation'], ['operators', 'every operator'], ['blocks', 'a block: all between two single tensors']],
  other: [['operators', 'a layer of the file'], ['fused', 'a layer with its normalisation and activation'], ['blocks', 'a block: all between two single tensors']],
};

/** Wide enough to show all of a report before the answer's charts. */
const isWide = () => matchMedia('(min-width: 60rem)').matches;

/**
 * @param {HTMLElement} container
 * @param {HTMLElement} announcer says to screen readers what was read
 * @param {{ recordOf: (state: object) => object | undefined, again: (choices: object) => void,
 *   catalogue: () => Promise<{ devices: object[], links: object[] }> }} importing
 */
export function createImportPanel(container, announcer, importing) {
  const [bodyId, headingId] = [`${container.id}-body`, `${container.id}-heading`];
  let shown = null;
  let unfolded = isWide();
  const open = new Map(); // which sections, by their titles

  const setOptions = (patch) => importing.again({ options: { ...shown.choices.options, ...patch } });

  /** A table with a caption, folded away where there is much of it. */
  function section(title, rows, isOpen, counted = String(rows.length)) {
    if (rows.length === 0) return null;
    const row = ([first, ...cells]) => html('tr', null, html('th', { scope: 'row' }, first), cells.map((cell) => html('td', null, cell)));
    const more = rows.length > MOST_ROWS ? html('p', { class: 'control-note' }, `and ${rows.length - MOST_ROWS} more`) : null;
    const details = html('details', { class: 'import-section', open: open.get(title) ?? isOpen }, html('summary', null, `${title} (${counted})`),
      html('div', { class: 'import-rows', tabindex: 0, role: 'region', 'aria-label': title },
        html('table', null, html('tbody', null, rows.slice(0, MOST_ROWS).map(row)))), more);
    details.addEventListener('toggle', () => open.set(title, details.open));
    return details;
  }

  function tableField({ tables, imported: { network }, choices }) {
    if (tables.length === 0) return null;
    return selectField({
      label: network ? 'Which links of the file' : 'Which model of the file', choices: tables.map((table) => [table, tableWords(table)]),
      value: choices.options.table ?? tables[0], onChange: (table) => setOptions({ table }),
    });
  }

  function modelFields({ imported: { report, asRead }, choices }) {
    const isOnnx = report.format === 'onnx';
    const unknown = unknownLayers(asRead);
    return [
      selectField({
        label: 'One layer is', choices: isOnnx ? GRANULARITIES.onnx : GRANULARITIES.other,
        value: choices.options.granularity ?? (isOnnx ? 'fused' : 'operators'), onChange: (granularity) => setOptions({ granularity }),
      }),
      unknown === 0 ? null : quantityField({
        label: `${unknown === 1 ? '1 layer is' : `${unknown} layers are`} of unknown work; count each as`, value: choices.unknownFlop, unit: 'FLOP',
        placeholder: 'such as 1 MFLOP', expected: 'work of 0 or more, such as 1 MFLOP', onChange: (unknownFlop) => importing.again({ unknownFlop }),
      }),
    ];
  }

  function askedRow(asked, { choices: { options } }) {
    const field = assumptionField(asked, options, setOptions);
    return [asked.about, field ?? asked.value, field ? reasonWords(asked, options) : asked.reason];
  }

  function foldButton() {
    const button = html('button', { type: 'button', class: 'outlined', 'aria-expanded': String(unfolded), 'aria-controls': bodyId });
    const label = () => { button.textContent = unfolded ? 'Hide report' : 'Show report'; };
    button.addEventListener('click', () => {
      unfolded = !unfolded;
      button.setAttribute('aria-expanded', String(unfolded));
      container.querySelector(`#${bodyId}`).hidden = !unfolded;
      label();
    });
    label();
    return button;
  }

  function build(record, catalogue) {
    const { imported: { report, network }, file, asked, choices: { options } } = record;
    const said = asked.filter((each) => isSaid(each, options)).length;
    const summary = summaryWords(report, options);
    const rows = (values) => rowsByRule(values).map(({ what, fields, rule }) => [what, fields, rule]);
    const hidesAnswer = ({ kind }) => kind === 'operator' || kind === 'tensor';
    const fields = network
      ? ruleFields(report.rules, catalogue, (rules) => setOptions({ rules }))
      : html('div', { class: 'import-fields' }, modelFields(record));
    container.replaceChildren(
      html('div', { class: 'panel-head import-head' },
        html('h2', { id: headingId }, `Read from ${file.name}`), foldButton(),
        html('p', null, `${readWords(report)}. ${summary}`)),
      ...(report.warnings.length === 0 ? [] : [
        html('ul', { class: 'import-warnings' }, report.warnings.map(({ message }) => html('li', null, messageElements(message))))]),
      html('div', { id: bodyId, class: 'import-body', hidden: !unfolded },
        html('div', { class: 'import-said' }, tableField(record), fields, section('Taken for granted', asked.map((each) => askedRow(each, record)), true,
          said === 0 ? undefined : `${asked.length - said}, and ${said} said by you`)),
        html('div', { class: 'import-done' },
          section('Filled in by the rules', rows(report.filled), true),
          section('Not understood', report.unknown.map(({ name, count, message }) => [name, `${count}×`, message]), report.unknown.some(hidesAnswer)),
          section('Folded', report.folded.map(({ count, message }) => [String(count), message]), !network),
          section('Converted', rows(report.converted.map(({ path, from }) => ({ path, rule: from }))), false))),
    );
    announcer.textContent = `Read ${file.name}: ${readWords(report)}. ${summary}`;
  }

  return {
    async update(answer, state) {
      const record = importing.recordOf(state);
      if (record === shown) return;
      shown = record ?? null;
      if (!record) {
        container.hidden = true;
        return;
      }
      // Without the catalogue classes are typed by their ids.
      const catalogue = await importing.catalogue().catch(() => ({ devices: [], links: [] }));
      // Another may have come meanwhile.
      if (record !== shown) return;
      const focused = focusedPlace(container);
      build(record, catalogue);
      container.hidden = false;
      restoreFocus(container, focused);
    },
    highlight() {},
  };
}

const fieldsOf = (container) => [...container.querySelectorAll('input, select, summary, button')];

/** Which field has the keyboard, by its place: those that are built anew stand in the same order. */
const focusedPlace = (container) => fieldsOf(container).indexOf(document.activeElement);
const restoreFocus = (container, place) => { if (place >= 0) fieldsOf(container)[place]?.focus(); };
