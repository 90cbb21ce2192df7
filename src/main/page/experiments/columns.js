import { isPeoples } from "../lib/format.js";
import { parameter, segments, series, splitWords, tag } from "./names.js";

// What can be a column, by the words of the filter language; what is not kept in a row's head is asked for as a cell.

const ATTRIBUTES = {
  name: { label: "Name", width: 260 },
  status: { label: "Status", width: 116 },
  created: { label: "Created", width: 112, time: true, head: "started" },
  end_time: { label: "Ended", width: 112, time: true, head: "ended" },
  duration: { label: "Duration", width: 104, number: true },
  last_logged: { label: "Silent since", width: 100, time: true, head: "lastLogged" },
  creator: { label: "Creator", width: 92 },
  branch: { label: "Branch", width: 84, head: "branch" },
  tags: { label: "Tags", width: 180, unordered: true },
  linked_version: { label: "Linked version", width: 132, head: "linkedVersion" },
  bytes: { label: "Size", width: 84, number: true },
  parent: { label: "Parent", width: 120, head: "parent" },
  rid: { label: "RID", width: 220, head: "rid" },
  user_id: { label: "MLflow user", width: 120 },
  job_rid: { label: "Job", width: 180 },
};

export const ATTRIBUTE_NAMES = Object.keys(ATTRIBUTES);

export const PARTS = ["last", "min", "max", "length"];

const PREFIXES = { params: "parameter", tags: "tag", series: "series" };
const WIDTH = { parameter: 112, tag: 128, series: 112 };

const WIDTH_MIN = 56;
const WIDTH_MAX = 900;

const known = new Map();

/** What a column is: {key, kind, label, detail, width, number, …}; undefined for what is none. */
export const column = (key) => {
  if (!known.has(key)) known.set(key, describe(key));
  return known.get(key);
};

/** Which parameters are numbers, so that they are lined up as such. */
export const learnTypes = (parameters) => {
  for (const { name, type } of parameters) {
    const key = parameter(name);
    const number = type === "number";
    if (column(key).number !== number) known.set(key, { ...column(key), number });
  }
};

const describe = (key) => {
  if (ATTRIBUTES[key]) return { key, kind: "attribute", ...ATTRIBUTES[key] };
  const [first, ...rest] = segments(key);
  const kind = PREFIXES[first];
  if (!kind || rest.length === 0) return undefined;
  const part = kind === "series" ? rest.pop() : undefined;
  if (kind === "series" && (!PARTS.includes(part) || rest.length === 0)) return undefined;
  const name = rest.join(".");
  return { key, kind, name, label: name || "(no name)", part, width: WIDTH[kind], number: kind === "series" };
};

/** The same column by the name that we write for it, without quotes that it does not need. */
export const canonical = (key) => {
  const { kind, name, part } = column(key) || {};
  return kind === "parameter" ? parameter(name) : kind === "tag" ? tag(name) : kind === "series" ? series(name, part) : key;
};

/** Columns that the server is asked for: all that a row's head does not have. */
export const cellKeys = (columns) =>
  columns.filter(({ key }) => key !== "name" && key !== "status" && !column(key).head).map(({ key }) => key);

/** "name*300 params.lr" as [{key, width}]; what is no column is left out. */
export const parseColumns = (text) =>
  splitWords(text).flatMap((word) => {
    const [, written, width] = /^(.*?)(?:\*(\d+))?$/s.exec(word);
    const key = canonical(written);
    if (!column(key)) return [];
    return [{ key, width: width ? clampWidth(Number(width)) : column(key).width }];
  });

export const writeColumns = (columns) =>
  columns.map(({ key, width }) => (width === column(key).width ? key : `${key}*${width}`)).join(" ");

export const clampWidth = (width) => Math.round(Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, width)));

const FIRST = ["status", "name", "created", "duration"];
const TELLING = ["last_logged", "creator", "branch"];
const PARAMETERS_SHOWN = 6;

/** Where nobody chose: what every experiment has, what tells them apart, and how the main series ended. */
export const defaultColumns = (known) => {
  const parameters = (known?.parameters || []).filter((one) => differs({ ...one, total: known.total })).slice(0, PARAMETERS_SHOWN);
  const main = mainSeries((known?.series || []).map(({ name }) => name));
  const tells = (key) => known?.telling.includes(key);
  return [
    ...FIRST,
    ...TELLING.filter(tells),
    ...(known?.tags.some((one) => isPeoples(one.key)) ? ["tags"] : []),
    ...(main ? [main] : []),
    ...parameters.map(({ name }) => parameter(name)),
    ...(tells("linked_version") ? ["linked_version"] : []),
    "bytes",
  ].map((key) => ({
    key,
    width: column(key).width,
  }));
};

/** Whether a parameter or tag tells experiments apart: not all have it, or they have several values. */
export const differs = ({ distinct, count, total }) => (distinct ?? 2) > 1 || count < total;

const MAIN = [/^(val|valid|validation|eval|test)[/_.:-]?loss$/, /loss$/, /acc(uracy)?$/, /loss|acc|error|score|reward|f1|auc|bleu|mse|mae/];

const mainSeries = (names) => {
  const own = names.filter((name) => !name.startsWith("system/"));
  for (const main of MAIN) {
    const found = own.find((name) => main.test(name.toLowerCase()));
    if (found !== undefined) return series(found, "last");
  }
  return own.length > 0 ? series(own[0], "last") : undefined;
};
