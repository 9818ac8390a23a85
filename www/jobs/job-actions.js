// What can be asked for when there are several jobs: changes of the list, and those of one job's views, which are about the shown one.

import { OPENED, withNetwork } from '../state/page-state.js';
import { pinLayers, unpinLayers } from '../state/pins.js';
import { changed, duplicated, freshId, inOrder, moved, neighbour, onNetwork, without } from './job-list.js';
import { nodesOf, shownJob } from './jobs-state.js';

/** Going through the list is undone in one step. */
const SHOW = 'show a job';

/**
 * @param {object} actions  those of a page with one request
 * @param {{ store: object, jobsOf: (state: object) => null | object[], latest: () => object, data: object }} page
 */
export function withJobActions(actions, { store, jobsOf, latest, data }) {
  const jobs = () => jobsOf(store.get());
  const shown = () => shownJob(store.get(), jobs());
  const commit = (list, more = {}, gesture = null) => store.commit({ jobs: list.length === 0 ? null : { list }, ...more }, gesture);

  function edit(id, patch, gesture = null) {
    const list = changed(jobs(), id, patch).map(({ pins, ...job }) => (pins?.length > 0 ? { ...job, pins } : job));
    commit(list, { job: id }, gesture);
  }

  /** The one request as the first of several. */
  function request() {
    const { job, model, pins } = latest();
    return {
      id: '1', model: model.id, source: job.source, destination: job.destination, releaseSeconds: job.releaseSeconds ?? 0, weight: job.weight ?? 1,
      ...(job.batch !== undefined && { batch: job.batch }), ...(pins.length > 0 && { pins }),
    };
  }

  /** The jobs in the order on the screen. */
  function listed() {
    const state = store.get();
    return state.search.method === 'given' ? jobs() : inOrder(jobs(), latest().jobs?.order ?? []);
  }

  const whenSeveral = (several, one) => (...given) => (jobs() ? several : one)(...given);
  const nodeId = (index) => latest().nodes[index].id;
  const setPins = (pins) => edit(shown().id, { pins });

  return {
    ...actions,
    setSource: whenSeveral((index) => edit(shown().id, { source: nodeId(index) }), actions.setSource),
    setDestination: whenSeveral((index) => edit(shown().id, { destination: nodeId(index) }), actions.setDestination),
    setPins: whenSeveral(setPins, actions.setPins),
    pin: whenSeveral((layer, index) => {
      const pins = shown().pins ?? [];
      setPins(index === null ? unpinLayers(pins, layer, layer) : pinLayers(pins, layer, layer, nodeId(index)));
    }, actions.pin),
    model: whenSeveral((id) => edit(shown().id, { model: id === OPENED ? store.get().opened.scenario.models[0].id : id, pins: [] }), actions.model),
    network: whenSeveral((id) => {
      const state = store.get();
      const next = withNetwork(id);
      const kept = state.jobs?.draw ? state.jobs : { list: onNetwork(jobs(), nodesOf({ ...state, ...next }, data)) };
      store.commit({ ...next, jobs: kept, job: state.job });
    }, actions.network),
    job: whenSeveral((id) => store.commit({ job: id }, SHOW), actions.job),

    showJob: (id) => id !== shown().id && store.commit({ job: id }, SHOW),
    addJob() {
      const list = jobs() ?? [request()];
      const { pins, ...like } = jobs() ? shown() : list[0];
      const id = freshId(list);
      commit([...list, { ...like, id }], { job: id });
    },
    duplicateJob(id) {
      const list = duplicated(jobs(), id);
      commit(list, { job: list[list.findIndex((job) => job.id === id) + 1].id });
    },
    removeJob: (id) => commit(without(jobs(), id), { job: neighbour(jobs(), id) }),
    editJob: edit,
    /** To another place of the order that is shown, which then becomes the order given. */
    moveJob(id, to) {
      const state = store.get();
      const before = listed();
      const list = moved(before, id, to);
      if (list !== before) commit(list, { job: id, search: { ...state.search, method: 'given' } });
    },
    drawJobs: (draw) => store.commit({ jobs: { draw }, job: null }),
    /** Back to one request: as it was before, or the shown job where the scenario itself has several. */
    clearJobs() {
      const state = store.get();
      const own = state.network === OPENED ? state.opened.scenario.jobs : [];
      const job = (own.find(({ id }) => id === state.job) ?? own[0])?.id ?? null;
      if (jobsOf({ ...state, jobs: null })) commit([shown()], { job: shown().id });
      else store.commit({ jobs: null, job });
    },
    search(patch) {
      const state = store.get();
      const search = { ...state.search, ...patch };
      // What is given at first is the order that is on the screen.
      if (patch.method === 'given' && state.search.method !== 'given') {
        commit(listed(), { job: shown().id, search });
      } else store.commit({ search }, patch.seed === undefined ? null : 'seed');
    },
  };
}
