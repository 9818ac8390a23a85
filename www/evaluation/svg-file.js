// A drawing of the page as a file that needs no style sheet.

const PROPERTIES = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linejoin', 'opacity', 'paint-order', 'font-family', 'font-size', 'font-weight', 'text-anchor'];
const LEFT_OUT = ['class', 'role', 'tabindex', 'aria-label', 'aria-hidden'];
const SVG = 'http://www.w3.org/2000/svg';

/** Writes into a copy what the style sheets give the original. */
function dress(copy, original) {
  const style = getComputedStyle(original);
  for (const property of PROPERTIES) {
    const value = style.getPropertyValue(property);
    if (value) copy.setAttribute(property, value);
  }
  LEFT_OUT.forEach((name) => copy.removeAttribute(name));
  [...original.children].forEach((child, at) => dress(copy.children[at], child));
}

/**
 * @param {SVGSVGElement} drawing as it is on the page
 * @param {string} source  of its figures
 * @returns {string}
 */
export function svgText(drawing, source) {
  const copy = drawing.cloneNode(true);
  dress(copy, drawing);
  copy.setAttribute('xmlns', SVG);
  copy.setAttribute('role', 'img');
  const ground = document.createElementNS(SVG, 'rect');
  Object.entries({ width: '100%', height: '100%', fill: getComputedStyle(drawing.closest('.panel') ?? document.body).backgroundColor })
    .forEach(([name, value]) => ground.setAttribute(name, value));
  const about = copy.querySelector('desc');
  about.append(` ${source}.`);
  about.after(ground);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
}
