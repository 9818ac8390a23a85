import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deviceNodes, drawJobs } from '../../www/jobs/draw.js';
import { changed, duplicated, freshId, inOrder, moved, neighbour, onNetwork, without } from '../../www/jobs/job-list.js';
import { LOOKS, looksOf } from '../../www/jobs/job-looks.js';
import { jobsFromText, jobsToText, searchFromText, searchToText } from '../../www/jobs/jobs-link.js';
import { createJobsReader, isKnownJob, stateOfJob } from '../../www/jobs/jobs-state.js';
import { searchOf } from '../../www/jobs/search.js';
import { stateFromLink, stateToLink } from '../../www/state/link.js';
import { OPENED, initialState, withOpened } from '../../www/state/page-state.js';

const nodes = [{ id: 'phone', flopPerSecond: 1e9 }, { id: 'board', flopPerSecond: 2e9 }, { id: 'relay', flopPerSecond: 0 }, { id: 'cloud', flopPerSecond: 1e12 }];
const job = (id, more = {}) => ({ id, model: 'vgg19', source: 'phone', destination: 'phone', releaseSeconds: 0, weight: 1, ...more });
const draw = { count: 300, seed: 7, perSecond: 50, models: ['vgg19', 'llama'] };

test('a seed draws the same jobs again, from slow machines that compute', () => {
  const jobs = drawJobs(draw, nodes);
  assert.deepEqual(jobs, drawJobs(draw, nodes));
  assert.notDeepEqual(jobs, drawJobs({ ...draw, seed: 8 }, nodes));
  assert.equal(jobs.length, 300);
  assert.deepEqual(new Set(jobs.map(({ source }) => source)), new Set(['phone', 'board']));
  assert.deepEqual(new Set(jobs.map(({ model }) => model)), new Set(draw.models));
  assert.ok(jobs.every(({ source, destination }) => source === destination));
});

test('Poisson releases rise, at about the rate asked for', () => {
  const releases = drawJobs(draw, nodes).map(({ releaseSeconds }) => releaseSeconds);
  assert.ok(releases.every((seconds, at) => at === 0 || seconds >= releases[at - 1]));
  const rate = 300 / releases.at(-1);
  assert.ok(rate > 42 && rate < 59, String(rate));
  assert.ok(drawJobs({ ...draw, perSecond: null }, nodes).every(({ releaseSeconds }) => releaseSeconds === 0));
});

test('where all machines are alike, all ask', () => {
  assert.deepEqual(deviceNodes([{ flopPerSecond: 5 }, { flopPerSecond: 5 }]).length, 2);
  assert.deepEqual(deviceNodes([{ flopPerSecond: 0 }]).length, 1);
});

test('lists change without touching the old one', () => {
  const jobs = [job('1'), job('2'), job('x')];
  assert.equal(freshId(jobs), '3');
  assert.deepEqual(duplicated(jobs, '1').map(({ id }) => id), ['1', '3', '2', 'x']);
  assert.deepEqual(without(jobs, '2').map(({ id }) => id), ['1', 'x']);
  assert.equal(changed(jobs, 'x', { weight: 3 })[2].weight, 3);
  assert.deepEqual(moved(jobs, 'x', -5).map(({ id }) => id), ['x', '1', '2']);
  assert.equal(moved(jobs, 'x', 99), jobs);
  assert.deepEqual(inOrder(jobs, ['x', '2']).map(({ id }) => id), ['x', '2', '1']);
  assert.deepEqual([neighbour(jobs, '2'), neighbour(jobs, 'x'), neighbour([job('1')], '1')], ['x', '2', null]);
  assert.equal(jobs.length, 3);
});

test('on another network, jobs start where there is a machine for them', () => {
  const [kept, gone] = onNetwork([job('1'), job('2', { source: 'nowhere', destination: 'nowhere', pins: [{}] })], nodes);
  assert.equal(kept.source, 'phone');
  assert.ok(['phone', 'board'].includes(gone.source));
  assert.equal(gone.destination, gone.source);
  assert.equal(gone.pins, undefined);
});

test('jobs and search come back from the link', () => {
  const list = [
    job('1'), job('7', { releaseSeconds: 0.123456, weight: 2.5 }), job('é:~;', { model: 'a b', destination: 'cloud', batch: 4, pins: [{ firstLayer: 1, lastLayer: 3, nodes: ['x:y;z'] }] }),
  ];
  assert.deepEqual(jobsFromText(jobsToText({ list })), { list });
  assert.deepEqual(jobsFromText(jobsToText({ draw })), { draw });
  assert.equal(jobsToText({ draw }), 'r~300~7~50~vgg19~llama');
  const search = { method: 'anneal', objective: 'max', seed: 9 };
  assert.deepEqual(searchFromText(searchToText(search)), search);
});

test('what is no workload is refused', () => {
  for (const text of ['', 'z', 'r~0~1~0~m', 'r~301~1~0~m', 'r~5~1~0', 'r~5~-1~0~m', 'l~a', 'l~a;0:0', 'l~a;0:0:9', 'l~a~b~c;0:1:2:zz:-1', 'l~a;0:0:0::::x;0:0:0::::x']) {
    assert.equal(jobsFromText(text), undefined, text);
  }
  for (const text of ['', 'quick', 'greedy.least', 'anneal.mean.x']) assert.equal(searchFromText(text), undefined, text);
});

test('three hundred jobs fit into a link', () => {
  assert.ok(jobsToText({ list: drawJobs(draw, nodes) }).length < 6000);
});

const defaults = { network: 'net', model: 'vgg19', networks: ['net', 'other'], models: ['vgg19', 'llama'] };
const data = {
  networks: new Map([['net', { network: { nodes } }], ['other', { network: { nodes: nodes.slice(1) } }]]),
  models: new Map([['vgg19', { model: { id: 'vgg19' } }], ['llama', { model: { id: 'llama' } }]]),
};

test('a state with jobs comes back from its link, and others take no room in it', () => {
  const state = { ...initialState('net', 'vgg19'), jobs: { draw }, job: '17', search: { method: 'given', objective: 'mean', seed: 1 } };
  assert.deepEqual(stateFromLink(stateToLink(state, defaults), defaults), { state, problems: [] });
  assert.equal(stateToLink(initialState('net', 'vgg19'), defaults), '');
  assert.deepEqual(stateFromLink('k=nonsense&q=nonsense', defaults).problems, ['k', 'q']);
});

test('the same state reads as the same list; jobs that name what is not there are told', () => {
  const jobsOf = createJobsReader(data);
  const state = { ...initialState('net', 'vgg19'), jobs: { draw } };
  assert.equal(jobsOf(state), jobsOf({ ...state, job: '3' }));
  assert.equal(jobsOf(initialState('net', 'vgg19')), null);
  const known = [job('1'), job('2', { source: 'nowhere' }), job('3', { model: 'none' })].map((each) => isKnownJob(each, state, data));
  assert.deepEqual(known, [true, false, false]);
});

test('an opened scenario brings its jobs and how it wants them scheduled', () => {
  const scenario = {
    network: { nodes }, models: [{ id: 'own' }], options: { mode: 'bound', objective: 'max' },
    jobs: [{ id: 'a', model: 'own', source: 'phone', destination: 'cloud' }, { id: 'b', model: 'own', source: 'phone', destination: 'phone', weight: 2 }],
  };
  const state = { ...initialState('net', 'vgg19'), ...withOpened({ scenario, name: '', packed: '' }) };
  assert.deepEqual(state.search, { method: 'bound', objective: 'max', seed: 1 });
  assert.deepEqual(searchOf({ method: 'anneal', seed: 4 }), { method: 'anneal', objective: 'mean', seed: 4 });
  const jobs = createJobsReader(data)(state);
  assert.deepEqual(jobs.map(({ releaseSeconds, weight }) => [releaseSeconds, weight]), [[0, 1], [0, 2]]);
  const shown = stateOfJob(state, jobs[1]);
  assert.deepEqual([shown.model, shown.source, shown.destination, shown.pins], [OPENED, 'phone', 'phone', []]);
});

test('thirty jobs in a row look different', () => {
  const looks = looksOf(Array.from({ length: LOOKS }, (_, at) => ({ id: String(at + 5) })));
  assert.equal(new Set(looks.values()).size, LOOKS);
});
