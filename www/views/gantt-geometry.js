// Where the bars of a Gantt chart stand. Pure: a schedule and a window of time in, rows, paths and hits out.

/** Rows of links that are shown before the others are folded away. */
export const LINKS_SHOWN = 6;
export const ROW = { node: 26, link: 20, gap: 10, top: 30, bottom: 8 };
const BAR_SHARE = 0.74;
const LEAST_BAR = 0.8;
/** Bars nearer than this are one to the eye. */
const SAME_PIXEL = 0.4;
const LETTER = 6.6;
const REACH = 4;
const SAME_TIME = 1e-9;
const CLOSEST_SHARE = 1e-5;

const rowKey = ({ kind, index }) => `${kind} ${index}`;

/** Work of one job that follows on without a gap, layer after layer, is one bar. */
function joined(busy) {
  const bars = [];
  for (const [start, end, job] of busy) {
    const last = bars.at(-1);
    if (last && last.job === job && start - last.end <= SAME_TIME * Math.max(1e-3, end)) last.end = end;
    else bars.push({ start, end, job });
  }
  return bars;
}

/**
 * A row for each node that does something, in the network's order, then for each link, the busiest first.
 * @param {{ resources: object[] }} schedule
 * @param {{ id: string, index: number, label: string }[]} nodes
 * @param {{ from: number, to: number }[]} links
 */
export function rowsOf({ resources }, nodes, links) {
  const indexOf = new Map(nodes.map(({ id, index }) => [id, index]));
  const rows = resources.map(({ node, link, busy }) => {
    const kind = node === undefined ? 'link' : 'node';
    const index = kind === 'node' ? indexOf.get(node) : link;
    const label = kind === 'node' ? nodes[index].label : `${nodes[links[index].from].label} → ${nodes[links[index].to].label}`;
    const busySeconds = busy.reduce((sum, [start, end]) => sum + end - start, 0);
    return { kind, index, label, busySeconds, bars: joined(busy) };
  }).filter(({ bars }) => bars.some(({ job }) => job !== null));
  return [
    ...rows.filter(({ kind }) => kind === 'node').sort((a, b) => a.index - b.index),
    ...rows.filter(({ kind }) => kind === 'link').sort((a, b) => b.busySeconds - a.busySeconds || a.index - b.index),
  ];
}

/** @returns {{ rows: object[], folded: number }} the rows to be drawn, and how many links are folded away */
export function unfolded(rows, all) {
  const links = rows.filter(({ kind }) => kind === 'link').length;
  // A fold that hides one row would take its room for nothing.
  if (all || links <= LINKS_SHOWN + 1) return { rows, folded: 0 };
  return { rows: rows.slice(0, rows.length - links + LINKS_SHOWN), folded: links - LINKS_SHOWN };
}

/**
 * Places rows below each other, and time beside their names.
 * @param {object[]} rows
 * @param {{ width: number, from: number, to: number }} view  seconds from and to are at the plot's edges
 */
export function placed(rows, { width, from, to }) {
  const left = Math.round(Math.min(190, Math.max(84, width * 0.2)));
  const plot = Math.max(1, width - left - 8);
  const span = Math.max(to - from, Number.MIN_VALUE);
  let y = ROW.top;
  let before = null;
  const list = rows.map((row) => {
    if (before === 'node' && row.kind === 'link') y += ROW.gap;
    before = row.kind;
    const height = ROW[row.kind];
    const bar = Math.round(height * BAR_SHARE);
    const at = { ...row, top: y, height, barTop: y + Math.round((height - bar) / 2), barHeight: bar, middle: y + height / 2 };
    y += height;
    return at;
  });
  return {
    rows: list,
    byKey: new Map(list.map((row) => [rowKey(row), row])),
    left, plot, width, from, to,
    bottom: y,
    height: y + ROW.bottom,
    x: (seconds) => left + ((seconds - from) / span) * plot,
    secondsAt: (x) => from + ((x - left) / plot) * span,
  };
}

const box = (x, y, width, height) => `M${x.toFixed(1)} ${y}h${width.toFixed(1)}v${height}h${(-width).toFixed(1)}z`;

/** A bar's stretch of pixels within the plot; null outside of it. */
function stretch(ground, { start, end }) {
  if (end < ground.from || start > ground.to) return null;
  const x = Math.max(ground.left, ground.x(start));
  const until = Math.min(ground.left + ground.plot, Math.max(ground.x(end), x + LEAST_BAR));
  return { x, until };
}

/**
 * All bars as one path per look, the backlog's apart. What a pixel cannot tell apart is drawn once,
 * so that the cost depends on the screen and not on the number of jobs.
 * @param {(job: string) => number} lookOf
 */
export function barPaths(ground, lookOf) {
  const looks = new Map();
  const labels = [];
  let backlog = '';
  for (const row of ground.rows) {
    let drawn = -Infinity;
    for (const bar of row.bars) {
      const at = stretch(ground, bar);
      if (!at || (at.until <= drawn + SAME_PIXEL)) continue;
      drawn = at.until;
      const room = at.until - at.x;
      const d = box(at.x, row.barTop, room > 3 ? room - 0.75 : room, row.barHeight);
      if (bar.job === null) {
        backlog += d;
        continue;
      }
      const look = lookOf(bar.job);
      looks.set(look, (looks.get(look) ?? '') + d);
      if (row.kind === 'node' && room > bar.job.length * LETTER + 6) {
        labels.push({ x: at.x + room / 2, y: row.middle + 4, text: bar.job });
      }
    }
  }
  return { looks, backlog, labels };
}

/** The bars of one job. */
export function boxesOf(ground, job) {
  let d = '';
  for (const row of ground.rows) {
    for (const bar of row.bars) {
      const at = bar.job === job ? stretch(ground, bar) : null;
      if (at) d += box(at.x, row.barTop, Math.max(at.until - at.x - 0.75, LEAST_BAR), row.barHeight);
    }
  }
  return d;
}

const stepRow = (ground, step, indexOf) =>
  ground.byKey.get(step.kind === 'compute' ? `node ${indexOf.get(step.node)}` : `link ${step.link}`);

/** Keeps lines that leave the window from growing beyond what a renderer takes. */
const within = (ground, x) => Math.min(ground.left + ground.plot, Math.max(ground.left, x));

/** Thin lines, just below the bars, that join the pieces of steps that were interrupted. */
export function threadsOf(ground, plans, indexOf) {
  let d = '';
  for (const { steps } of plans) {
    for (const step of steps) {
      if (!step.pieces) continue;
      const row = stepRow(ground, step, indexOf);
      if (!row) continue;
      for (let at = 1; at < step.pieces.length; at += 1) {
        const [from, to] = [step.pieces[at - 1][1], step.pieces[at][0]];
        if (to < ground.from || from > ground.to) continue;
        d += `M${within(ground, ground.x(from)).toFixed(1)} ${row.barTop + row.barHeight}v2H${within(ground, ground.x(to)).toFixed(1)}v-2`;
      }
    }
  }
  return d;
}

/** One job's way through the rows: along its bars, and from each to the next. */
export function wayOf(ground, plan, indexOf) {
  const points = [];
  for (const step of plan.steps) {
    const row = stepRow(ground, step, indexOf);
    if (!row) continue;
    for (const seconds of [step.startSeconds, step.endSeconds]) points.push([seconds, row.middle]);
  }
  const inside = points.filter(([seconds]) => seconds >= ground.from && seconds <= ground.to);
  return inside.map(([seconds, y], at) => `${at === 0 ? 'M' : 'L'}${ground.x(seconds).toFixed(1)} ${y}`).join('');
}

/**
 * What is at a point: the row, and the bar if there is one within reach.
 * @returns {null | { row: object, bar: object | null, at: number }} `at` is the bar's place in its row
 */
export function hitAt(ground, x, y) {
  const row = ground.rows.find(({ top, height }) => y >= top && y < top + height);
  if (!row) return null;
  if (x < ground.left) return { row, bar: null, at: -1 };
  const reach = (REACH / ground.plot) * (ground.to - ground.from);
  const seconds = ground.secondsAt(x);
  let found = -1;
  let nearest = reach;
  for (let at = firstAfter(row.bars, seconds - reach); at < row.bars.length && row.bars[at].start <= seconds + reach; at += 1) {
    const { start, end } = row.bars[at];
    const away = seconds < start ? start - seconds : seconds > end ? seconds - end : -1;
    if (away < nearest) {
      nearest = away;
      found = at;
      if (away < 0) break;
    }
  }
  return { row, bar: row.bars[found] ?? null, at: found };
}

/** The first bar that ends after that moment: bars of a row do not overlap. */
export function firstAfter(bars, seconds) {
  let low = 0;
  let high = bars.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bars[middle].end < seconds) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A window of time, kept within 0 and `end`. */
export function zoomed({ from, to }, end, factor, around = (from + to) / 2) {
  const span = Math.min(end, Math.max(end * CLOSEST_SHARE, (to - from) * factor));
  const share = to > from ? (around - from) / (to - from) : 0.5;
  return shifted({ from: around - share * span, to: around + (1 - share) * span }, end, 0);
}

export function shifted({ from, to }, end, seconds) {
  const span = Math.min(to - from, end);
  const start = Math.min(end - span, Math.max(0, from + seconds));
  return { from: start, to: start + span };
}

const UNITS = [['h', 3600], ['min', 60], ['s', 1], ['ms', 1e-3], ['µs', 1e-6], ['ns', 1e-9]];

/** Round marks between two moments, all in one unit and with as many decimals as tell them apart. */
export function timeMarks(from, to, most) {
  if (!(to > from)) return [];
  const rough = (to - from) / Math.max(1, most);
  const [unit, size] = UNITS.find(([, each]) => to >= (each >= 60 ? 2 * each : each)) ?? UNITS.at(-1);
  const power = 10 ** Math.floor(Math.log10(rough / size));
  const step = [1, 2, 5, 10].map((times) => times * power).find((each) => each * size >= rough * (1 - 1e-9));
  const decimals = Math.max(0, -Math.floor(Math.log10(step * (1 + 1e-9))));
  const first = Math.ceil(from / size / step - 1e-9);
  const last = Math.floor(to / size / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, at) => {
    const value = (first + at) * step;
    return { seconds: value * size, text: `${value.toFixed(decimals)} ${unit}` };
  });
}
