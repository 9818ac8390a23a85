// The page: loads the solver and the data, then lets answers follow the state and views follow the answers.

import { load } from 'splitway';
import { createAnswerer } from './answer/answer.js';
import { comparedKey, comparedScenario } from './formulations/compared-scenario.js';
import { createComparing } from './formulations/comparing.js';
import { createResting } from './answer/resting.js';
import { filesAgainWords } from './import/files-again.js';
import { createImporting, isScenario } from './import/importing.js';
import { createOpeningFiles } from './import/opening-files.js';
import { withJobActions } from './jobs/job-actions.js';
import { modelById, modelsOf } from './jobs/jobs-state.js';
import { createSeveralJobs } from './jobs/several-jobs.js';
import { createDividing } from './split/dividing.js';
import { createVerifying } from './split/verifying.js';
import { createAddress, readAddress, storage } from './state/address.js';
import { lazyCatalogue, lazyFigures, loadData, sourcesOf } from './state/data.js';
import { openScenario, readText } from './state/opening.js';
import { isKept } from './state/packed-scenario.js';
import { withEdit, withModel, withNetwork, withOpened } from './state/page-state.js';
import { pinLayers, unpinLayers } from './state/pins.js';
import { scenarioToSave } from './state/scenario.js';
import { createStore } from './state/store.js';
import { acceptFiles, fileName, saveJson } from './ui/files.js';
import { listenToKeys } from './ui/keyboard.js';
import { createCatalogue } from './views/catalogue.js';
import { createControls } from './views/controls.js';
import { createEditor } from './views/editor.js';
import { createFilesAgain } from './views/files-again.js';
import { createFormulations } from './views/formulations.js';
import { createHero } from './views/hero.js';
import { createImportPanel } from './views/import-panel.js';
import { createJobsPanel } from './views/jobs-panel.js';
import { createLatencyTab } from './views/latency-tab.js';
import { createLayeredView } from './views/layered-view.js';
import { createModelRibbon } from './views/model-ribbon.js';
import { createNetworkMap } from './views/network-map.js';
import { createNotices } from './views/notices.js';
import { createOperatorGraph } from './views/operator-graph.js';
import { createPartsPanel } from './views/parts-panel.js';
import { createTables } from './views/tables.js';
import { createWaterfall } from './views/waterfall.js';

const element = (id) => document.getElementById(id);
const notices = createNotices(element('notices'));
const KEPT_NOTICE = {
  title: 'This scenario is too long for a link.',
  text: 'It is kept in this browser tab only: save it as a file to pass it on.',
};
const NOT_COPIED = {
  title: 'Nothing was copied: this scenario is too long for a link.',
  text: '“Save scenario” makes a file of it, which can be passed on and opened here.',
};
const COPIED = { title: 'Link copied.', text: 'It carries everything that you see.', passing: true };
const COPIED_WITHOUT_FILES = { ...COPIED, text: 'It carries the scenario; the report and the file’s parts stay here.' };
const SAVED_WITH_ERROR = {
  title: 'Saved as it stands, with what is wrong in it.',
  text: 'The file has what you entered, not the last good answer’s numbers.',
};

/** Everything that a view can ask for. */
function actionsOn(store, latest, everyView) {
  let hovered = null;
  const nodeId = (index) => latest().nodes[index].id;
  return {
    hover(ref) {
      if (JSON.stringify(ref) === JSON.stringify(hovered)) return;
      hovered = ref;
      everyView((view) => view.highlight(ref));
    },
    select: (ref) => (ref?.kind === 'node' || ref?.kind === 'link') && everyView((view) => view.open?.(ref)),
    setSource: (index) => store.commit({ source: nodeId(index) }),
    setDestination: (index) => store.commit({ destination: nodeId(index) }),
    setPins: (pins) => store.commit({ pins }),
    pin(number, index) {
      const { pins } = store.get();
      const layer = latest().layers[number - 1].place;
      store.commit({ pins: index === null ? unpinLayers(pins, layer, layer) : pinLayers(pins, layer, layer, nodeId(index)) });
    },
    edit(part, names, patch, gesture) {
      const { edits } = store.get();
      store.commit({ edits: names.reduce((all, name) => withEdit(all, part, name, patch), edits) }, gesture);
    },
    choose: (changes) => store.commit(changes),
    network: (id) => store.commit(networkOrModel(store.get(), { network: id })),
    model: (id) => store.commit(networkOrModel(store.get(), { model: id })),
    job: (id) => store.commit({ ...withOpened(store.get().opened, id) }),
    factor: (name, value) => store.commit({ factors: { ...store.get().factors, [name]: value } }, `factor ${name}`),
    settle: () => store.settle(),
  };
}

/** An opened scenario's own network and model come with its request and pins. */
function networkOrModel(state, { network, model }) {
  const changes = network === undefined ? withModel(model) : withNetwork(network);
  const next = { ...state, ...changes };
  return next.opened && next.network === 'opened' && next.model === 'opened' ? withOpened(next.opened) : changes;
}

function connectToolbar(store, latest, address, { isImported, openAll }) {
  const undo = () => store.undo();
  const redo = () => store.redo();
  const save = () => {
    const answer = latest();
    const scenario = scenarioToSave(answer.wholeScenario?.() ?? answer.current, { ...store.get(), pins: answer.pins }, answer.job.id);
    if (answer.error) notices.show('saved', SAVED_WITH_ERROR);
    saveJson(`${fileName(`${scenario.network.name ?? 'network'} ${answer.model.id}`)}.splitway.json`, scenario);
  };
  function savePlan() {
    const { jobs, planToSave, model } = latest();
    if (jobs?.schedule) saveJson(`${fileName(`schedule ${jobs.list.length} jobs`)}.json`, jobs.schedule);
    else if (planToSave) saveJson(`${fileName(`plan ${model.id}`)}.json`, planToSave());
  }
  const pick = () => element('scenario-file').click();
  const help = () => !element('help').open && element('help').showModal();
  async function copyLink() {
    const state = store.get();
    const link = address.link(state);
    if (link === null) {
      notices.show('link', NOT_COPIED);
      return;
    }
    try {
      await navigator.clipboard.writeText(link);
      notices.show('link', isImported(state) ? COPIED_WITHOUT_FILES : COPIED);
    } catch {
      notices.show('link', { title: 'The link is in the address bar.', text: 'Copy it from there: this browser does not let the page do it.' });
    }
  }
  const connect = (id, act) => element(id).addEventListener('click', act);
  connect('undo', undo);
  connect('redo', redo);
  connect('save-scenario', save);
  connect('save-plan', savePlan);
  connect('open-scenario', pick);
  connect('copy-link', copyLink);
  connect('show-help', help);
  document.querySelector('.skip-link').addEventListener('click', (event) => {
    event.preventDefault(); // the address is the scenario's
    element('answer').focus();
  });
  listenToKeys({ undo, redo, save, open: pick, help });
  acceptFiles(element('scenario-file'), openAll);
}

async function begin(hero) {
  const [splitway, data] = await Promise.all([load(), loadData()]);
  const check = (scenario) => splitway.validate(scenario);
  const fromAddress = async () => {
    const { state, damage } = await readAddress(data, check);
    if (damage) notices.show('link', { title: 'This link cannot be read. The page shows its opening scenario instead.', ...damage, alarm: true });
    else notices.dismiss('link');
    return state;
  };
  const store = createStore(await fromAddress());
  const answerer = createAnswerer(splitway, data);
  let answer = null;
  let views = [];
  const everyView = (act) => views.forEach(act);
  const latest = () => answer;
  let frame = null;
  let panel = null;
  const showSoon = () => {
    frame ??= requestAnimationFrame(() => {
      frame = null;
      show();
    });
  };
  const several = createSeveralJobs(splitway, data, {
    changed: showSoon,
    progressed: () => frame === null && answer?.jobs && panel.progress(several.now(answer)),
    loaded: () => answer?.jobs && panel.load(several.load.now()),
  });
  const actions = {
    ...withJobActions(actionsOn(store, latest, everyView), { store, jobsOf: several.jobsOf, latest, data }),
    stopSearch: several.stop,
    startLoad: () => several.load.start(answer),
    cancelLoad: several.load.cancel,
    filledBy: (...number) => importing.ruleOf(...number),
  };
  const address = createAddress(data.defaults, async () => store.commit(await fromAddress()));

  const resting = createResting(() => everyView((view) => view.update(answer, several.stateShown(store.get()))));

  function show() {
    const state = several.stateShown(store.get());
    answer = several.answered(answerer.answer(state), store.get());
    document.body.classList.toggle('stale', answer.stale && answer.plan !== null);
    everyView((view) => view.update(answer, state));
    if (answer.jobs) panel.load(several.load.now());
    resting.follow(answer);
    element('undo').disabled = !store.canUndo();
    element('redo').disabled = !store.canRedo();
    element('save-plan').disabled = !answer.plan || answer.stale;
    element('save-plan').textContent = answer.jobs ? 'Save schedule' : 'Save plan';
    element('sources').replaceChildren(...sourcesOf(state, data));
    const { opened } = state;
    if (opened && isKept(opened.packed)) notices.show('kept', KEPT_NOTICE);
    else notices.dismiss('kept');
  }

  store.subscribe((state) => {
    address.write(state);
    showSoon();
  });

  const importing = createImporting(splitway, {
    store,
    latest,
    storage,
    tell: {
      reading: (name, share, cancel) => notices.progress('reading', { title: `Reading ${name}…`, share, cancel }),
      done: () => notices.dismiss('reading'),
      notAgain: (name, error) => opening.notAgain(name, error),
    },
  });
  async function openOurs(file) {
    const opened = await openScenario(await readText(file), check, storage);
    store.commit(withOpened({ ...opened, name: opened.scenario.network.name ?? file.name }));
    return 'scenario';
  }
  const opening = createOpeningFiles({ openOne: async (file) => (await isScenario(file) ? openOurs(file) : importing.take(file)), notices });
  const isHere = (state) => (part) => importing.recordOf(state, part) !== undefined;
  connectToolbar(store, latest, address, { isImported: (state) => ['network', 'model'].some(isHere(state)), openAll: opening.openAll });

  const weightOf = ({ layers }) => layers.reduce((sum, { weightBytes = 0 }) => sum + weightBytes, 0);
  const offeredModels = (state) => modelsOf(state, data).map((each) => ({ ...each, weightBytes: weightOf(modelById(state, data, each.id)) }));
  panel = createJobsPanel(element('jobs'), actions, offeredModels);
  const editor = createEditor(element('editor'), actions);
  const comparing = createComparing(splitway.compare, { highs: 'solver/highs.mjs', changed: () => formulations.progress() });
  const formulations = createFormulations(element('formulations'), comparing, { scenarioOf: comparedScenario, keyOf: comparedKey });
  const dividing = createDividing(splitway.split, () => parts.progress());
  const verifying = createVerifying(() => new Worker(new URL('verify-worker.js', document.baseURI), { type: 'module' }), {
    ort: new URL('runtime/ort.wasm.bundle.min.mjs', document.baseURI).href, changed: () => parts.progress(),
  });
  const parts = createPartsPanel(element('parts-panel'), element('parts'), { dividing, verifying, recordOf: (state) => importing.recordOf(state, 'model') });
  const [catalogue, figures] = [lazyCatalogue(), lazyFigures()];
  const importPanels = ['network', 'model'].map((part) => createImportPanel(element(`import-${part}`), element('import-announcer'), {
    recordOf: (state) => importing.recordOf(state, part), again: (choices) => importing.again(part, choices), catalogue,
  }));
  views = [
    hero,
    createFilesAgain(element('import-again'), (state) => filesAgainWords(state, isHere(state))),
    ...importPanels,
    createControls(element('controls'), data.catalogue, actions),
    createLatencyTab(element('controls'), element('hero')),
    panel,
    createNetworkMap(element('map'), actions, { land: data.land }),
    createLayeredView(element('layered'), actions, { land: data.land }),
    createModelRibbon(element('ribbon'), actions),
    createOperatorGraph(element('operators-panel'), element('operators'), actions),
    createWaterfall(element('waterfall'), actions),
    parts,
    formulations,
    createCatalogue(element('catalogue'), actions, async () => ({ ...await catalogue(), figures: await figures() })),
    createTables(document, actions),
    editor,
  ];
  hero.connect(actions);
  show();
}

const hero = createHero(element('answer'), element('hero'), element('announcer'));
begin(hero).catch((error) => hero.fail(error, () => location.reload()));
