// SVG and HTML elements in one call, with nothing that a strict content security policy refuses.

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** An SVG element; attributes that are null, undefined or false are left out. */
export function svg(name, attributes, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

/** An HTML element; attributes that are null, undefined or false are left out. */
export function html(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}
