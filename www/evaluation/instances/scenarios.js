// Scenarios from their parts.

const FORMAT = 'splitway/scenario@1';

/** One request of one model from a node and back. */
export const oneJob = (network, model, source) => ({
  format: FORMAT,
  network,
  models: [model],
  jobs: [{ id: 'job', model: model.id, source, destination: source }],
});

/** Several requests, as jobs of a scenario file. */
export const manyJobs = (network, models, jobs) => ({ format: FORMAT, network, models, jobs });
