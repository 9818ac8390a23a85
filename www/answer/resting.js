// What is too dear while a slider moves is done when nothing moves, in slices that leave the page free.

const REST_MS = 350;
const SLICE_MS = 8;

/** @param {() => void} changed  the answer knows more now */
export function createResting(changed) {
  let timer = null;
  return {
    /** @param {object} answer  whatever was under way for another one is given up */
    follow(answer) {
      clearTimeout(timer);
      const { baselines, stale } = answer;
      if (stale || baselines.singleNode !== null || !baselines.seekSingle) return;
      const slice = () => {
        const end = performance.now() + SLICE_MS;
        if (!baselines.seekSingle(() => performance.now() < end)) timer = setTimeout(slice, 0);
        else if (baselines.singleNode !== null) changed();
      };
      timer = setTimeout(slice, REST_MS);
    },
  };
}
