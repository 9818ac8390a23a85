// Calls back with an element's width, at most once a frame, for as long as it is in the page.

export function observeWidth(element, changed) {
  let last = 0;
  let frame = 0;
  const observer = new ResizeObserver(() => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      const width = Math.round(element.clientWidth);
      if (width === last || width === 0) return;
      last = width;
      changed(width);
    });
  });
  observer.observe(element);
}

export const prefersStillness = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
