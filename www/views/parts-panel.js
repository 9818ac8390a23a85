// The panel of the opened model's file in parts: what each is, to be saved, and verified on demand.

import { messageElements } from '../draw/message.js';
import { html } from '../draw/svg.js';
import { formatBytes, grouped } from '../format/quantities.js';
import { wantedParts } from '../split/dividing.js';
import { comparedWords, differenceText, failureWords, inputWords, layerRange, outputWords, partsSentence, progressWords, verdictWords } from '../split/words.js';
import { saveFile, saveJson } from '../ui/files.js';

/** Tensors that are shown; more are folded away. */
const FEW_TENSORS = 3;

/** Browsers drop downloads that come at the same instant. */
const BETWEEN_DOWNLOADS_MILLISECONDS = 250;

const button = (attributes, text, act) => {
  const element = html('button', { type: 'button', class: 'outlined', ...attributes }, text);
  element.addEventListener('click', act);
  return element;
};

/** Names of files can be long: the whole one is shown on hover. */
const nameElement = (name) => html('code', { title: name }, name);

function tensorList(tensors, words) {
  if (tensors.length === 0) return 'nothing';
  const list = html('ul', { class: 'part-tensors' }, tensors.map((tensor) => html('li', null, words(tensor), ' ', nameElement(tensor.name))));
  if (tensors.length <= FEW_TENSORS) return list;
  const bytes = tensors.reduce((sum, tensor) => sum + (tensor.bytes ?? 0), 0);
  return html('details', null, html('summary', null, `${formatBytes(bytes)} in ${tensors.length} tensors`), list);
}

function outputsTable({ outputs }) {
  const heads = ['Output', 'Type', 'Numbers', 'Differing', 'Largest difference', 'Relative'];
  const rows = outputs.map(({ name, dataType, elements, differing, largestAbsoluteDifference, largestRelativeDifference }) => html('tr', null,
    html('th', { scope: 'row' }, nameElement(name)),
    [dataType, grouped(elements), grouped(differing), differenceText(largestAbsoluteDifference), differenceText(largestRelativeDifference)]
      .map((cell) => html('td', null, cell))));
  return html('div', { class: 'parts-scroll', tabindex: 0, role: 'region', 'aria-label': 'The outputs that were compared' },
    html('table', { class: 'parts-outputs' },
      html('thead', null, html('tr', null, heads.map((head) => html('th', { scope: 'col' }, head)))),
      html('tbody', null, rows)));
}

/**
 * @param {HTMLElement} panel  hidden while no model's file is open
 * @param {HTMLElement} container
 * @param {{ dividing: ReturnType<typeof import('../split/dividing.js').createDividing>,
 *   verifying: ReturnType<typeof import('../split/verifying.js').createVerifying>, recordOf: (state: object) => object | undefined }} parts
 */
export function createPartsPanel(panel, container, { dividing, verifying, recordOf }) {
  let answer = null;
  let known = null; // the newest division that was looked at
  let drawn = ''; // what the table was drawn from, beside it
  const sentence = html('p', { class: 'parts-sentence', role: 'status' });
  const trouble = html('div', { class: 'trouble', role: 'alert' });
  const warnings = html('ul', { class: 'parts-warnings' });
  const table = html('div', { class: 'parts-scroll', tabindex: 0, role: 'region', 'aria-label': 'The parts of the model file' });
  const saveAll = button({ id: 'save-parts' }, 'Download all', downloadAll);
  const saveManifest = button({ id: 'save-manifest' }, 'Download manifest', () => saveJson('manifest.json', dividing.now().divided.manifest));
  const verify = button({ id: 'verify-split' }, 'Verify this split', () => {
    const { wanted, divided } = dividing.now();
    verifying.start({ file: wanted.file, split: divided, seed: (verifying.now()?.seed ?? 0) + 1 });
  });
  const cancel = button({ id: 'cancel-verification' }, 'Cancel', verifying.cancel);
  const bar = html('progress', { max: 1, 'aria-label': 'Progress of the verification' });
  const words = html('span', { class: 'control-note' });
  const verdict = html('div', { class: 'parts-verdict', role: 'status' });
  const actions = html('div', { class: 'parts-actions' }, saveAll, saveManifest, verify, cancel, bar, words);
  container.replaceChildren(sentence, trouble, warnings, table, actions, verdict);

  async function downloadAll() {
    const { files, manifest } = dividing.now().divided;
    for (const file of files) {
      saveFile(file.name, file);
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_DOWNLOADS_MILLISECONDS));
    }
    saveJson('manifest.json', manifest);
  }

  function partRow({ part, node, layers, file, bytes, inputs, outputs }, at) {
    const { nodes } = answer;
    const { label, colorIndex } = nodes.find(({ id }) => id === node);
    const numberOf = (place) => answer.layers.find((layer) => layer.place === place).number;
    const nameAt = (index) => answer.model.layers[layers.at(index) - 1].name;
    const names = layers.length === 1 ? [nameElement(nameAt(0))] : [nameElement(nameAt(0)), ' to ', nameElement(nameAt(-1))];
    return html('tr', null,
      html('th', { scope: 'row' }, String(part)),
      html('td', null, html('span', { class: `part-node node-color-${colorIndex}` }, label)),
      html('td', null, button({ 'aria-label': `Download part ${part}, ${formatBytes(bytes)}`, title: file }, 'Download', () => {
        const { files } = dividing.now().divided;
        saveFile(files[at].name, files[at]);
      })),
      html('td', null, formatBytes(bytes)),
      html('td', null, html('span', { class: 'part-layers' }, layerRange(layers, numberOf)), html('span', { class: 'part-names' }, names)),
      html('td', null, tensorList(inputs, inputWords)),
      html('td', null, tensorList(outputs, outputWords)));
  }

  function drawTable({ manifest }) {
    const heads = ['Part', 'Runs on', 'File', 'Size', 'Layers', 'Reads', 'Makes'];
    table.replaceChildren(html('table', { class: 'parts-table' },
      html('thead', null, html('tr', null, heads.map((head) => html('th', { scope: 'col' }, head)))),
      html('tbody', null, manifest.parts.map(partRow))));
    warnings.replaceChildren(...manifest.warnings.map(({ message }) => html('li', null, messageElements(message))));
    warnings.hidden = manifest.warnings.length === 0;
    const labelOf = (node) => answer.nodes.find(({ id }) => id === node).label;
    sentence.textContent = partsSentence(manifest, labelOf);
  }

  /** Weights that lie beside the model are not here. */
  const besides = ({ manifest: { parts } }) => [...new Set(parts.flatMap(({ externalData }) => externalData))];

  function renderVerification(divided, isCurrent) {
    const verified = verifying.now();
    const isRunning = verified?.phase === 'running';
    const focused = document.activeElement;
    const beside = divided ? besides(divided) : [];
    verify.hidden = isRunning;
    verify.disabled = !isCurrent || beside.length > 0;
    verify.textContent = verified && !isRunning ? 'Verify with other numbers' : 'Verify this split';
    cancel.hidden = bar.hidden = !isRunning;
    // One takes the other's place, and the keyboard goes along.
    if (focused === verify && isRunning) cancel.focus();
    if (focused === cancel && !isRunning) verify.focus();
    if (isRunning && verified.share !== null) bar.value = verified.share;
    else bar.removeAttribute('value');
    words.textContent = isRunning ? progressWords(verified)
      : beside.length > 0 ? `To verify, the weights in ${beside.join(', ')} are needed, which only the command reads: splitway split … --verify.`
        : verified?.phase === 'cancelled' ? 'Cancelled.' : '';
    if (verified?.phase === 'done') verdict.replaceChildren(html('p', null, html('strong', null, verdictWords(verified.verification)), ` ${comparedWords(verified.verification)}`), outputsTable(verified.verification));
    else if (verified?.phase === 'failed') verdict.replaceChildren(html('div', { class: 'trouble' }, html('p', null, messageElements(failureWords(verified.error)))));
    else verdict.replaceChildren();
  }

  function render() {
    const division = dividing.now();
    const isCurrent = dividing.isCurrent();
    const divided = division?.divided ?? null;
    const isNew = division !== known;
    known = division;
    if (isNew) verifying.forget();
    if (isCurrent && divided) {
      const looks = JSON.stringify(answer.nodes.map(({ label, colorIndex }) => [label, colorIndex]));
      if (isNew || looks !== drawn) drawTable(divided);
      drawn = looks;
    }
    const error = isCurrent ? division.error : null;
    trouble.hidden = error === null;
    if (error) trouble.replaceChildren(html('p', null, 'The file cannot be divided by this plan: ', messageElements(error.message)));
    const hasTable = divided !== null && error === null;
    sentence.hidden = error !== null;
    if (!hasTable && !error) sentence.textContent = answer.stale || !answer.plan ? 'There is no plan to divide the file by.' : 'Dividing the file…';
    table.hidden = actions.hidden = !hasTable;
    if (!hasTable) warnings.hidden = true;
    container.classList.toggle('is-stale', hasTable && !isCurrent);
    saveAll.hidden = (divided?.files.length ?? 0) < 2;
    for (const each of [saveAll, saveManifest, ...table.querySelectorAll('button')]) each.disabled = !isCurrent;
    renderVerification(divided, isCurrent);
  }

  return {
    update(next, state) {
      answer = next;
      const record = recordOf(state);
      panel.hidden = record?.imported.report.format !== 'onnx';
      dividing.follow(wantedParts(record, next));
      render();
    },
    /** Parts are there, or a verification has come further. */
    progress: render,
    highlight() {},
  };
}
