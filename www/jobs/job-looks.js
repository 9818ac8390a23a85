// How jobs are told apart: a colour of their own scale and a texture, so that thirty jobs differ; then looks come again.
// The number of a job stands in its bars, where there is room.

export const JOB_COLOURS = 10;
export const TEXTURES = ['plain', 'stripes', 'dots'];
export const LOOKS = JOB_COLOURS * TEXTURES.length;

/** @returns {Map<string, number>} look by id: a number is its own place, so that a job keeps its look when others come and go */
export function looksOf(jobs) {
  return new Map(jobs.map(({ id }, at) => [id, (/^\d{1,9}$/.test(id) ? Number(id) + LOOKS - 1 : at) % LOOKS]));
}

export const colourOf = (look) => look % JOB_COLOURS;
export const textureOf = (look) => TEXTURES[Math.floor(look / JOB_COLOURS)];

/** "Job 3"; ids that are words speak for themselves. */
export const jobName = (id) => (/^\d+$/.test(id) ? `Job ${id}` : id);
