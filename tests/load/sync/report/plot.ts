/** One line of a panel: a value for each point on the axis; null where it was not measured. */
export interface Line {
  label: string;
  color: string;
  values: readonly (number | null)[];
}

export interface Panel {
  title: string;
  unit: string;
  lines: readonly Line[];
}

export interface Plot {
  title: string;
  axis: string;
  points: readonly number[];
  panels: readonly Panel[];
}

const WIDTH = 340;
const HEIGHT = 250;
const PAD = { left: 52, right: 14, top: 44, bottom: 44 };
const TOP = 64;
const INK = '#1f2430';
const FAINT = '#d8dce4';

/** Panels side by side over the same points, as an SVG picture on white. The points stand at equal distances, since they double. */
export function plotSvg({ title, axis, points, panels }: Plot): string {
  const width = WIDTH * panels.length;
  const height = TOP + HEIGHT;
  const legend = (panels[0]?.lines ?? []).map(
    ({ label, color }, i) =>
      `<g transform="translate(${PAD.left + i * 270} 44)"><line x2="22" stroke="${color}" stroke-width="3"/>${text(28, 4, label)}</g>`,
  );
  const drawn = panels.map((panel, i) => `<g transform="translate(${i * WIDTH} ${TOP})">${drawPanel(panel, points, axis)}</g>`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="12" fill="${INK}" role="img" aria-label="${escaped(title)}">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="${PAD.left}" y="24" font-size="15" font-weight="600">${escaped(title)}</text>`,
    ...legend,
    ...drawn,
    '</svg>\n',
  ].join('\n');
}

function drawPanel({ title, unit, lines }: Panel, points: readonly number[], axis: string): string {
  const values = lines.flatMap((line) => line.values).filter((value) => value !== null);
  const ticks = niceTicks(Math.max(0, ...values));
  const top = ticks.at(-1) ?? 1;
  const inner = { width: WIDTH - PAD.left - PAD.right, height: HEIGHT - PAD.top - PAD.bottom };
  const x = (i: number) => PAD.left + (points.length < 2 ? inner.width / 2 : (i / (points.length - 1)) * inner.width);
  const y = (value: number) => PAD.top + inner.height * (1 - value / top);
  const grid = ticks.map(
    (tick) =>
      `<line x1="${PAD.left}" x2="${WIDTH - PAD.right}" y1="${round(y(tick))}" y2="${round(y(tick))}" stroke="${FAINT}"/>${text(PAD.left - 6, y(tick) + 4, String(tick), 'end')}`,
  );
  const labels = points.map((point, i) => text(x(i), HEIGHT - PAD.bottom + 18, String(point), 'middle'));
  const curves = lines.map(({ color, values }) => {
    const known = values.flatMap((value, i) => (value === null ? [] : [[round(x(i)), round(y(value))] as const]));
    const path = known.map(([px, py]) => `${px},${py}`).join(' ');
    const dots = known.map(([px, py]) => `<circle cx="${px}" cy="${py}" r="3" fill="${color}"/>`).join('');
    return `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="2"/>${dots}`;
  });
  return [
    `<text x="${PAD.left}" y="${PAD.top - 14}" font-weight="600">${escaped(title)}, ${escaped(unit)}</text>`,
    ...grid,
    ...labels,
    text(PAD.left + inner.width / 2, HEIGHT - 8, axis, 'middle'),
    ...curves,
  ].join('\n');
}

/** Four to six round numbers from 0 to at least the highest value. */
export function niceTicks(highest: number): number[] {
  if (highest <= 0) return [0, 1];
  const rough = highest / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const ticks: number[] = [];
  for (let n = 0; ; n++) {
    ticks.push(Number((n * step).toPrecision(12)));
    if (n * step >= highest) return ticks;
  }
}

function text(x: number, y: number, words: string, anchor = 'start'): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}">${escaped(words)}</text>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;

function escaped(words: string): string {
  return words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
