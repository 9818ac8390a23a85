// Pins as a part of a link: 1-4@phone;5@edge,~trusted. A name starting with ~ is a tag.

export const escapeName = (name) => encodeURIComponent(name).replaceAll('~', '%7E');

export function pinsToText(pins) {
  return pins.map(({ firstLayer, lastLayer, nodes = [], tags = [] }) => {
    const range = firstLayer === lastLayer ? firstLayer : `${firstLayer}-${lastLayer}`;
    return `${range}@${[...nodes.map(escapeName), ...tags.map((tag) => `~${escapeName(tag)}`)].join(',')}`;
  }).join(';');
}

/** Throws at what is no pin. */
export const pinsFromText = (text) => text.split(';').filter(Boolean).map(pinFromText);

function pinFromText(text) {
  const match = /^(\d+)(?:-(\d+))?@(.+)$/.exec(text);
  if (!match) throw new SyntaxError('not a pin');
  const names = match[3].split(',');
  const nodes = names.filter((name) => !name.startsWith('~')).map(decodeURIComponent);
  const tags = names.filter((name) => name.startsWith('~')).map((name) => decodeURIComponent(name.slice(1)));
  return {
    firstLayer: Number(match[1]),
    lastLayer: Number(match[2] ?? match[1]),
    ...(nodes.length > 0 && { nodes }),
    ...(tags.length > 0 && { tags }),
  };
}
