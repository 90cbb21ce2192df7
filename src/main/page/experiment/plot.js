import * as format from "../lib/format.js";
import { loadStyle } from "../lib/style.js";
import { drawnOf } from "./chart-data.js";

// One chart on a canvas. The library that draws it is loaded with the first.

let loading;
export const loadPlots = () =>
  (loading ||= Promise.all([import("uplot"), loadStyle("uplot.css")]).then(([module]) => module.default));

const MAX = 1;
const MIN = 2;
const LINE = 3;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TENS = Array.from({ length: 18 }, (_, i) => [1, 2, 5].map((n) => n * 10 ** i)).flat();
const SPANS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND), ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR), ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map((n) => n * DAY),
];

/** A colour of the style sheet as a canvas takes it. */
const colour = (root, name) => {
  const probe = document.createElement("i");
  probe.style.color = `var(${name})`;
  root.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
};

const faded = (rgb, alpha) => rgb.replace(/^rgba?\(([^)]*)\)$/, (_, parts) => `rgba(${parts.split(/[,/]\s*/).slice(0, 3).join(", ")}, ${alpha})`);

const minuteOf = format.dates({ hour: "2-digit", minute: "2-digit" }, "en-GB");
const secondOf = format.dates({ hour: "2-digit", minute: "2-digit", second: "2-digit" }, "en-GB");
const dayOf = format.dates({ day: "numeric", month: "short" }, "en-GB");

const moments = (splits, step) => {
  let day;
  return splits.map((ms) => {
    if (ms === null) return "";
    const date = dayOf(ms);
    if (step >= DAY) return date;
    const clock = (step >= MINUTE ? minuteOf : secondOf)(ms);
    const text = date === day ? clock : `${clock}\n${date}`;
    day = date;
    return text;
  });
};

/** Since the start, no finer than the steps of the axis. */
const span = (ms, step) => {
  if (ms < 0) return "−" + span(-ms, step);
  if (ms === 0) return "0";
  if (step >= DAY) return `${Math.round(ms / DAY)} d`;
  if (step >= HOUR) return `${Math.round(ms / HOUR)} h`;
  if (ms < HOUR) return format.duration(ms);
  const [hours, minutes, seconds] = [Math.floor(ms / HOUR), Math.floor(ms / MINUTE) % 60, Math.floor(ms / SECOND) % 60];
  return `${hours}:${two(minutes)}${step < MINUTE ? `:${two(seconds)}` : ""} h`;
};

const two = (value) => String(value).padStart(2, "0");

const AXES = {
  step: { incrs: TENS, values: (_, splits) => splits.map((value) => (value === null ? "" : compact(value))) },
  time: { values: (_, splits, axis, space, step) => moments(splits, step) },
  relativeTime: { incrs: SPANS, values: (_, splits, axis, space, step) => splits.map((value) => (value === null ? "" : span(value, step))) },
};

const THOUSANDS = [[1e12, "T"], [1e9, "G"], [1e6, "M"], [1e3, "k"]];
const compact = (value) => {
  const [size, letter] = THOUSANDS.find(([one]) => Math.abs(value) >= one) || [1, ""];
  return `${Number((value / size).toPrecision(6))}${letter}`;
};

const niceStep = (rough) => {
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((n) => n * power).find((step) => step >= rough * 0.999);
};

/** Of a log axis: over many powers of ten these alone, over few also what lies between them, within one as on a plain axis. */
const powers = (min, max) => {
  const [from, to] = [Math.ceil(Math.log10(min) - 1e-9), Math.floor(Math.log10(max) + 1e-9)];
  const every = Math.max(1, Math.ceil((to - from) / 6));
  const all = [];
  for (let power = from - 1; power <= to; power++) {
    const factors = to - from >= 2 ? [1] : [1, 2, 5];
    for (const n of factors) if ((power - from) % every === 0 && n * 10 ** power >= min && n * 10 ** power <= max) all.push(n * 10 ** power);
  }
  if (all.length >= 3) return all;
  const step = niceStep((max - min) / 4);
  return Array.from({ length: 8 }, (_, k) => (Math.ceil(min / step) + k) * step).filter((value) => value <= max);
};

/** Room above and below in equal parts of what the eye sees. */
const paddedLog = (min, max) => {
  if (min === null || max === null || min <= 0) return [1, 10];
  const pad = Math.max(1.05, (max / min) ** 0.06);
  return [min / pad, max * pad];
};

const LOG = { splits: (_, axis, min, max) => powers(min, max), filter: (_, splits) => splits };

const padded = (min, max) => {
  if (min === null || max === null) return [0, 1];
  const pad = max === min ? Math.abs(max) * 0.1 || 1 : (max - min) * 0.06;
  return [min - pad, max + pad];
};

/**
 * @param settings {axis, logX, logY, width, height, syncKey, zoomed(from, to), reset(), hovered(index), named}
 */
export class Plot {
  constructor(uPlot, root, settings) {
    this.root = root;
    this.settings = settings;
    this.zoom = undefined;
    this.hoveredAt = undefined;
    this.plot = new uPlot(this.options(), [[], [], [], [], []], root);
  }

  /** The columns, and the range of the axis where it is not all of them. */
  show(columns, smoothing, zoom) {
    this.columns = columns;
    this.zoom = zoom;
    this.drawn = drawnOf(columns, { ...this.settings, smoothing });
    this.smoothed = smoothing > 0;
    this.plot.series[LINE].alpha = this.smoothed ? 0.35 : 1;
    this.hoveredAt = undefined;
    this.plot.setData(this.drawn.data);
    return this.drawn;
  }

  /** Moves to another range with what is there, until what is exact there has come. */
  move(zoom) {
    this.zoom = zoom;
    const [x] = this.plot.data;
    const [min, max] = this.rangeX(x[0], x[x.length - 1]);
    this.plot.setScale("x", { min, max });
  }

  resize(width, height) {
    if (width !== this.plot.width || height !== this.plot.height) this.plot.setSize({ width, height });
  }

  destroy() {
    this.plot.destroy();
  }

  /** One bucket on, or back: for who has no mouse. */
  step(by) {
    const [x] = this.plot.data;
    if (x.length === 0) return;
    const now = this.plot.cursor.idx ?? (by > 0 ? -1 : x.length);
    const next = Math.min(x.length - 1, Math.max(0, now + by));
    this.plot.setCursor({ left: this.plot.valToPos(x[next], "x"), top: this.plot.over.clientHeight / 2 });
  }

  leave() {
    this.plot.setCursor({ left: -10, top: -10 });
  }

  rangeX(min, max) {
    if (this.zoom) return this.settings.logX ? [Math.max(this.zoom[0], Number.MIN_VALUE, min > 0 ? Math.min(min, this.zoom[1]) : 0), this.zoom[1]] : this.zoom;
    if (min === undefined || min === null) return [0, 1];
    if (min === max) return this.settings.logX ? [min / 2, max * 2] : [min - 1, max + 1];
    return [min, max];
  }

  options() {
    const { axis, logX, logY, width, height, syncKey } = this.settings;
    const ink = colour(this.root, "--ink-faint");
    const grid = { stroke: colour(this.root, "--line"), width: 1 };
    const line = colour(this.root, "--series-1");
    const font = `11px ${getComputedStyle(this.root).fontFamily}`;
    const common = { stroke: ink, grid, font, ticks: { ...grid, size: 4 } };
    this.colours = { warn: colour(this.root, "--warn"), bad: colour(this.root, "--bad"), line };
    return {
      width,
      height,
      ms: 1,
      padding: [8, 10, 0, 0],
      legend: { show: false },
      scales: {
        x: { time: axis === "time", distr: logX ? 3 : 1, range: (_, min, max) => this.rangeX(min, max) },
        y: {
          distr: logY ? 3 : 1,
          range: (_, min, max) => (logY ? paddedLog(min, max) : padded(min, max)),
        },
      },
      axes: [
        { ...common, ...AXES[axis], ...(logX && LOG), size: axis === "time" ? 36 : 26, gap: 3, space: 64 },
        { ...common, ...(logY && LOG), size: 54, gap: 4, space: 32, values: (_, splits) => splits.map((value) => (value === null ? "" : format.short(value))) },
      ],
      series: [
        {},
        { stroke: "transparent", width: 0, points: { show: false } },
        { stroke: "transparent", width: 0, points: { show: false } },
        { stroke: line, width: 1.5, pxAlign: 0, points: { size: 4, fill: line, filter: (plot, series, shown) => (shown ? null : alone(plot.data[LINE])) } },
        { stroke: line, width: 2, pxAlign: 0, points: { show: false } },
      ],
      bands: [{ series: [MAX, MIN], fill: faded(line, 0.2) }],
      cursor: {
        y: false,
        sync: { key: syncKey, setSeries: false, filters: { pub: (type) => type === "mousemove" || type === "mouseleave" } },
        drag: { x: true, y: false, setScale: false },
        points: { show: (_, i) => this.cursorPoint(i) },
        bind: { dblclick: () => () => this.settings.reset() },
      },
      hooks: {
        setSelect: [(plot) => this.select(plot)],
        setCursor: [(plot) => this.hover(plot.cursor.idx, plot.cursor.left)],
        draw: [(plot) => this.mark(plot)],
      },
    };
  }

  cursorPoint(series) {
    const point = document.createElement("div");
    point.hidden = series !== LINE;
    return point;
  }

  select(plot) {
    const { left, width } = plot.select;
    if (width < 3) return;
    const from = plot.posToVal(left, "x");
    const to = plot.posToVal(left + width, "x");
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    const [a, b] = Math.ceil(from) <= Math.floor(to) ? [Math.ceil(from), Math.floor(to)] : [Math.floor(from), Math.ceil(to)];
    this.settings.zoomed(a, b);
  }

  hover(at, left) {
    const shown = left < 0 || at === null || at === undefined || !this.drawn ? undefined : at;
    const rightHalf = left > this.plot.over.clientWidth / 2;
    if (shown === this.hoveredAt && rightHalf === this.rightHalf) return;
    this.hoveredAt = shown;
    this.rightHalf = rightHalf;
    this.settings.hovered(shown === undefined ? undefined : this.drawn.keep[shown], shown === undefined ? undefined : this.drawn.data[4][shown], rightHalf);
  }

  /** What has no place on the line: NaN and infinite values, what a log axis cannot show, and how far a lone bucket reaches. */
  mark(plot) {
    if (!this.drawn) return;
    const { ctx, bbox } = plot;
    const { keep, data } = this.drawn;
    const size = 4 * devicePixelRatio;
    const lone = keep.length < plot.over.clientWidth / 8;
    const [from, to] = [plot.scales.x.min, plot.scales.x.max];
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    keep.forEach((i, at) => {
      const place = data[0][at];
      if (place < from || place > to) return;
      const x = plot.valToPos(place, "x", true);
      if (lone && data[MAX][at] > data[MIN][at]) this.reach(ctx, x, plot.valToPos(data[MAX][at], "y", true), plot.valToPos(data[MIN][at], "y", true));
      const { columns } = this;
      if (columns.max[i] === Infinity) triangle(ctx, this.colours.bad, x, bbox.top + 1, size);
      if (columns.min[i] === -Infinity) triangle(ctx, this.colours.bad, x, bbox.top + bbox.height - 1, -size);
      if (columns.nanCount[i] > 0) cross(ctx, this.colours.warn, x, bbox.top + bbox.height - size * 1.5, size);
      if (this.settings.logY && columns.min[i] <= 0) triangle(ctx, this.colours.line, x, bbox.top + bbox.height - 1, -size);
    });
    ctx.restore();
  }

  reach(ctx, x, top, bottom) {
    const wing = 3 * devicePixelRatio;
    ctx.strokeStyle = this.colours.line;
    ctx.lineWidth = devicePixelRatio;
    ctx.beginPath();
    for (const y of [top, bottom]) {
      ctx.moveTo(x - wing, y);
      ctx.lineTo(x + wing, y);
    }
    ctx.moveTo(x, top);
    ctx.lineTo(x, bottom);
    ctx.stroke();
  }
}

/** The places of values with none on either side, through which no line goes. */
const alone = (values) => {
  const places = [];
  values.forEach((value, i) => {
    if (value !== null && (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null) places.push(i);
  });
  return places.length > 0 ? places : null;
};

/** It points up from its base; down where the size is negative. */
const triangle = (ctx, fill, x, tip, size) => {
  ctx.fillStyle = fill;
  ctx.beginPath();
  ctx.moveTo(x, tip);
  ctx.lineTo(x - Math.abs(size), tip + size * 1.6);
  ctx.lineTo(x + Math.abs(size), tip + size * 1.6);
  ctx.fill();
};

const cross = (ctx, stroke, x, y, size) => {
  const r = size * 0.75;
  ctx.strokeStyle = stroke;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(x - r, y - r);
  ctx.lineTo(x + r, y + r);
  ctx.moveTo(x + r, y - r);
  ctx.lineTo(x - r, y + r);
  ctx.stroke();
};
