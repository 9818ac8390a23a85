// Runs a model and its parts away from the page, which stays lively.

import { load } from 'splitway';

addEventListener('message', async ({ data: { file, split, options } }) => {
  try {
    const { verifySplit } = await load();
    postMessage({ verification: await verifySplit(file, split, { ...options, onProgress: ({ share }) => postMessage({ share }) }) });
  } catch ({ code, message }) {
    postMessage({ error: { code, message } });
  }
});
