import { api, path, UI } from "../lib/api.js";
import { searchColumns } from "./column-search.js";
import { ATTRIBUTE_NAMES, PARTS } from "./columns.js";
import { parameter, quoteText, segments, series, tag } from "./names.js";

// What can stand where the caret is, in the filter language.

const NAME = /(?:`(?:[^`]|``)*`?|[\p{L}_][\p{L}\p{N}_\-/:]*)(?:\.(?:`(?:[^`]|``)*`?|"(?:[^"]|"")*"?|[\p{L}\p{N}_\-/:]*))*/uy;
const TEXT = /'(?:[^']|'')*'?|"(?:[^"]|"")*"?/y;
const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const SYMBOL = /<=|>=|!=|<>|==|[=<>~(),]/y;
const KINDS = [["name", NAME], ["text", TEXT], ["number", NUMBER], ["symbol", SYMBOL]];

const tokens = (text) => {
  const found = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at])) {
      at++;
      continue;
    }
    const one = KINDS.map(([kind, pattern]) => {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      return match && match[0] && { kind, text: match[0], from: at, to: at + match[0].length };
    }).find(Boolean) || { kind: "other", text: text[at], from: at, to: at + 1 };
    found.push(one);
    at = one.to;
  }
  return found;
};

const COMPARING = new Set(["=", "==", "!=", "<>", "<", "<=", ">", ">=", "~"]);

const isClosed = ({ kind, text }) => kind !== "text" || (text.length > 1 && text.endsWith(text[0]));

/** {kind: "name" | "operator" | "value" | "joint", prefix, from, target, listed} of the place before the caret. */
export const placeAt = (text, caret) => {
  const before = text.slice(0, caret);
  const all = tokens(before);
  const last = all.at(-1);
  const open = last && last.to === before.length && last.text !== ")" && last.text !== "(" && last.text !== "," ? last : undefined;
  let state = { kind: "name" };
  for (const token of open ? all.slice(0, -1) : all) state = after(state, token);
  if (open && state.kind === "operator" && COMPARING.has(open.text)) return { ...after(state, open), prefix: "", from: caret };
  return { ...state, prefix: open ? open.text : "", from: open ? open.from : caret, closed: open ? isClosed(open) : false };
};

const after = (state, { kind, text }) => {
  const word = text.toLowerCase();
  switch (state.kind) {
    case "name":
      if (text === "(" || word === "not") return state;
      return { kind: "operator", target: text };
    case "operator":
      if (COMPARING.has(text)) return { kind: "value", target: state.target, by: text };
      if (word === "like" || word === "ilike") return { kind: "value", target: state.target, by: word };
      if (word === "in") return { kind: "value", target: state.target, by: "in" };
      if (word === "null") return { kind: "joint" };
      return state;
    case "value":
      if (state.by === "in") {
        if (text === "(" || text === ",") return { ...state, listed: true };
        if (text === ")") return { kind: "joint" };
        return { ...state, listed: false };
      }
      return { kind: "joint" };
    default:
      return word === "and" || word === "or" ? { kind: "name" } : state;
  }
};

/** Whether a filter can be asked for: something that is still being typed is not. */
export const isWhole = (text) => text.trim() === "" || placeAt(text + " ", text.length + 1).kind === "joint";

const NUMBERS = ["=", "!=", "<", "<=", ">", ">=", "IS NULL", "IS NOT NULL"];
const TEXTS = ["=", "!=", "~", "LIKE", "ILIKE", "IN (", "NOT IN (", "IS NULL", "IS NOT NULL"];
const EVERY = ["=", "!=", "<", "<=", ">", ">=", "~", "LIKE", "ILIKE", "IN (", "NOT IN (", "IS NULL", "IS NOT NULL"];
const MEANINGS = { "~": "contains", LIKE: "% any, _ one character", ILIKE: "whatever the case", "=": "equal", "!=": "another", "IN (": "one of" };

const NUMBER_NAMES = new Set(["created", "created_time", "start_time", "end_time", "duration", "last_logged", "bytes"]);
const TIME_NAMES = new Set(["created", "created_time", "start_time", "end_time", "last_logged"]);
const HEADS = {
  params: "parameter", param: "parameter", parameters: "parameter", parameter: "parameter",
  tags: "tag", tag: "tag", series: "series", metrics: "metric", metric: "metric", summary: "series",
};
const ASKED = 40;
const SHOWN = 60;

/** Suggestions for a place: [{insert, label, hint, group}]; `insert` replaces the text from `place.from` to the caret. */
export const suggest = async (model, place, signal) => {
  if (place.kind === "name") return names(model, place, signal);
  if (place.kind === "operator") return operators(place);
  if (place.kind === "value") return values(model, place, signal);
  return ["and", "or"].filter((word) => word.startsWith(place.prefix.toLowerCase())).map((word) => ({ insert: word + " ", label: word, group: "Join" }));
};

const operators = ({ target, prefix }) => {
  const [head] = segments(target);
  const kind = HEADS[head];
  const few = kind === "series" || kind === "metric" || NUMBER_NAMES.has(head) ? NUMBERS : kind === "parameter" ? EVERY : TEXTS;
  return few
    .filter((word) => word.toLowerCase().startsWith(prefix.toLowerCase()))
    .map((word) => ({ insert: word.endsWith("(") || word.endsWith("NULL") ? word + (word.endsWith("(") ? "" : " ") : word + " ", label: word, hint: MEANINGS[word], group: "Compare" }));
};

const names = async (model, { prefix }, signal) => {
  const [head, ...rest] = segments(prefix);
  const kind = rest.length > 0 ? HEADS[head] : undefined;
  const searched = kind ? rest.join(".") : prefix;
  if (rest.length > 0 && !kind) return attributes(rest.join("."), head + ".");
  const found = await searchColumns(model, seriesSearch(kind, searched), signal, kind && SEARCHED[kind]);
  const wants = (one) => !kind || kind === one;
  const few = (list, most) => (kind ? list : list.slice(0, most));
  const list = [
    ...(kind ? [] : spaces(prefix)),
    ...(wants("parameter") ? few(found.parameters, 12).map(({ name, distinct }) => ({ insert: parameter(name) + " ", label: parameter(name), hint: counted(distinct), group: "Parameters" })) : []),
    ...(kind === "metric" ? found.series.map(({ name }) => metric(name)) : wants("series") ? few(found.series, 5).flatMap(({ name }) => parts(name, searched)) : []),
    ...(wants("tag") ? few(found.tags, 8).map(({ key, distinct }) => ({ insert: tag(key) + " ", label: tag(key), hint: counted(distinct), group: "Tags" })) : []),
    ...(kind ? [] : attributes(searched, "")),
  ];
  if (!kind && prefix.length > 1 && !ATTRIBUTE_NAMES.includes(prefix)) {
    list.push({ insert: `name ~ ${quoteText(prefix)} `, label: `name ~ ${quoteText(prefix)}`, hint: "the name contains it", group: "Text" });
  }
  if (!kind && "not".startsWith(prefix.toLowerCase())) list.push({ insert: "not ", label: "not", group: "Words" });
  return list.slice(0, SHOWN);
};

/** What names begin with. */
const spaces = (prefix) =>
  prefix === "" ? [] : ["params.", "series.", "tags."].filter((space) => space.startsWith(prefix)).map((space) => ({ insert: space, label: space, hint: "…", group: "Kinds" }));

const SEARCHED = { parameter: "params", tag: "tags", series: "series", metric: "series" };

/** A series that is written out with the part behind it is searched without the part. */
const seriesSearch = (kind, text) => (kind === "series" ? text.replace(/\.(l?a?s?t?|m?i?n?|m?a?x?|l?e?n?g?t?h?)$/, "") : text);

const parts = (name, searched) => {
  const all = searched.startsWith(name) ? PARTS : PARTS.slice(0, 3);
  return all.map((part) => ({ insert: series(name, part) + " ", label: series(name, part), hint: part, group: "Series" }));
};

const metric = (name) => ({ insert: series(name, "last") + " ", label: series(name, "last"), group: "Series" });

const counted = (distinct) => (distinct === undefined || distinct === null ? "" : distinct === 1 ? "one value" : `${distinct} values`);

const attributes = (searched, before) =>
  [...ATTRIBUTE_NAMES.filter((name) => name !== "tags"), "tag"]
    .filter((name) => name.startsWith(searched.toLowerCase()))
    .map((name) => ({ insert: before + name + " ", label: before + name, group: "Attributes" }));

const values = async (model, { target, prefix, by, listed }, signal) => {
  const [head] = segments(target);
  if (HEADS[head] === "series" || HEADS[head] === "metric") return [];
  const bare = prefix.replace(/^['"]|['"]$/g, "");
  const end = by === "in" ? "" : " ";
  const open = by === "in" && listed === undefined && prefix === "" ? "(" : "";
  if (TIME_NAMES.has(head)) return times(prefix);
  if (by === "in" && listed === false && prefix === "") return [", ", ") "].map((mark) => ({ insert: mark, label: mark.trim(), group: "List" }));
  const column = head === "tag" ? "tags" : target;
  if (head === "bytes" || head === "duration" || column === "tags" || !(HEADS[head] || ATTRIBUTE_NAMES.includes(head))) return [];
  const answer = await api.get(UI + path`/models/${model}/values?column=${column}&search=${bare}&limit=${ASKED}`, { signal });
  return answer.values
    .filter(({ value }) => value !== null)
    .map(({ value, count }) => {
      const written = typeof value === "string" ? quoteText(value) : String(value);
      return { insert: open + written + end, label: written, hint: String(count), group: "Values" };
    });
};

const DAYS = [["today", 0], ["since yesterday", 1], ["a week ago", 7], ["a month ago", 30]];

const times = (prefix) =>
  DAYS.map(([hint, days]) => {
    const day = JSON.stringify(new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10));
    return { insert: day + " ", label: day, hint, group: "Dates" };
  }).filter(({ label }) => label.startsWith(prefix || '"'));
