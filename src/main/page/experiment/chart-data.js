import { api, UI } from "../lib/api.js";
import { number } from "./series.js";

// Charts that come into view together are asked for together, and what was asked for is kept for a while.

const TOGETHER_MAX = 12;
const KEPT_MAX = 400;

const kept = new Map();
let waiting = new Map();

/** The chart of one series, or null where it has no point there. `revision` stands for the points that it has now. */
export const askChart = (experimentRid, series, range, revision) => {
  const key = JSON.stringify([experimentRid, series, range, revision]);
  const known = kept.get(key);
  if (known) {
    kept.delete(key);
    kept.set(key, known);
    return known;
  }
  const answer = ask(experimentRid, series, range);
  kept.set(key, answer);
  answer.catch(() => kept.delete(key));
  if (kept.size > KEPT_MAX) kept.delete(kept.keys().next().value);
  return answer;
};

const ask = (experimentRid, series, range) => {
  const { promise, resolve, reject } = Promise.withResolvers ? Promise.withResolvers() : resolvers();
  const call = JSON.stringify([experimentRid, range]);
  if (waiting.size === 0) setTimeout(send, 0);
  if (!waiting.has(call)) waiting.set(call, { experimentRid, range, asked: [] });
  waiting.get(call).asked.push({ series, resolve, reject });
  return promise;
};

const resolvers = () => {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
};

const send = () => {
  const calls = waiting;
  waiting = new Map();
  for (const { experimentRid, range, asked } of calls.values()) {
    for (let i = 0; i < asked.length; i += TOGETHER_MAX) sendSome(experimentRid, range, asked.slice(i, i + TOGETHER_MAX));
  }
};

const sendSome = async (experimentRid, range, asked) => {
  try {
    const series = [...new Set(asked.map((one) => one.series))];
    const { charts } = await api.post(`${UI}/charts`, { experimentRids: [experimentRid], series, ...range });
    const byName = new Map(charts.map((chart) => [chart.series, chart]));
    for (const one of asked) one.resolve(byName.get(one.series) || null);
  } catch (error) {
    for (const one of asked) one.reject(error);
  }
};

/**
 * A chart as it is drawn, an array for each thing, a place for each bucket. Steps and times stay as they came, also where a
 * double would round them; `x` is where a bucket is drawn: in the middle of its points.
 */
export const columnsOf = (chart, axis, startTimeMs) => {
  const { points } = chart;
  const c = points
    ? {
        stepFirst: points.steps, stepLast: points.steps, timeFirst: points.times, timeLast: points.times,
        first: points.values, last: points.values, min: points.values, max: points.values, minStep: points.steps, maxStep: points.steps,
        count: points.steps.map(() => 1), nanCount: points.values.map((value) => (value === "NaN" ? 1 : 0)), sum: points.values,
      }
    : chart.buckets;
  const values = (column) => column.map((value) => (value === null ? NaN : number(value)));
  const middle = (from, to) => from.map((value, i) => (number(value) + number(to[i])) / 2);
  const first = values(c.first);
  const last = values(c.last);
  const sum = values(c.sum);
  const times = middle(c.timeFirst, c.timeLast);
  return {
    ...c,
    size: first.length,
    single: Boolean(points),
    x: axis === "step" ? middle(c.stepFirst, c.stepLast) : axis === "time" ? times : times.map((ms) => ms - startTimeMs),
    first,
    last,
    min: values(c.min),
    max: values(c.max),
    mean: sum.map((value, i) => (c.count[i] === c.nanCount[i] ? NaN : value / (c.count[i] - c.nanCount[i]))),
  };
};

/** What of the columns a line and a band can show: infinite values, NaN and, on a log axis, values up to 0 have no place. */
export const drawnOf = (columns, { logY, logX, smoothing }) => {
  const keep = [];
  for (let i = 0; i < columns.size; i++) if (!logX || columns.x[i] > 0) keep.push(i);
  const has = (value) => Number.isFinite(value) && (!logY || value > 0);
  const line = keep.map((i) => [columns.mean[i], columns.last[i], columns.first[i]].find(has) ?? null);
  const edge = (column) => keep.map((i, at) => (has(column[i]) ? column[i] : line[at]));
  return {
    keep,
    leftOut: columns.size - keep.length,
    data: [keep.map((i) => columns.x[i]), edge(columns.max), edge(columns.min), line, smoothing > 0 ? smooth(line, smoothing) : line.map(() => null)],
  };
};

/** An exponential moving average that does not lean towards 0 at its start. */
const smooth = (line, weight) => {
  let average = 0;
  let of = 0;
  return line.map((value) => {
    if (value === null) return null;
    average = weight * average + (1 - weight) * value;
    of = weight * of + (1 - weight);
    return average / of;
  });
};

/** What the columns hold that no line shows, in words. */
export const remarksOf = (columns, { logY, leftOut }) => {
  const remarks = [];
  const nan = columns.nanCount.reduce((all, one) => all + Number(one), 0);
  if (nan > 0) remarks.push({ kind: "nan", text: `${nan.toLocaleString("en-US")} NaN` });
  const infinite = (column, value, sign) => {
    const buckets = column.filter((one) => one === value).length;
    if (buckets === 0) return;
    remarks.push({ kind: "infinite", text: columns.single ? `${buckets} × ${sign}∞` : `${sign}∞ in ${buckets} ${buckets === 1 ? "bucket" : "buckets"}` });
  };
  infinite(columns.max, Infinity, "+");
  infinite(columns.min, -Infinity, "−");
  if (logY) {
    const below = columns.min.filter((value) => value <= 0).length;
    if (below > 0) remarks.push({ kind: "below", text: columns.single ? `${below} ≤ 0, not shown` : `values ≤ 0 in ${below} buckets, not shown` });
  }
  if (leftOut > 0) remarks.push({ kind: "below", text: `${leftOut} at or before 0, not shown` });
  return remarks;
};
