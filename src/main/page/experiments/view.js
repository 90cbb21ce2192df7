import { canonical, parseColumns, writeColumns } from "./columns.js";
import { splitWords } from "./names.js";

// What is looked at, and how, as it stands in the address behind `?`.

/** @param text of the address or of a saved view: "filter=…&order=…" */
export const parseView = (text) => {
  const query = new URLSearchParams(text);
  const columns = parseColumns(query.get("columns") || "");
  return {
    filter: query.get("filter") || "",
    order: splitWords(query.get("order") || "").map((word) =>
      word.startsWith("-") ? { key: canonical(word.slice(1)), down: true } : { key: canonical(word), down: false },
    ),
    columns: columns.length > 0 ? columns : undefined,
    pinned: query.has("pinned") ? Number(query.get("pinned")) || 0 : PINNED,
    group: splitWords(query.get("group") || "").map(canonical),
    deleted: query.get("show") === "deleted",
    nested: NESTED[query.get("nested")] && { folded: NESTED[query.get("nested")], others: splitWords(query.get("turned") || "").slice(0, FOLDS_MAX) },
  };
};

/** Under their parents, and whether the parents are folded; those that are turned are not as the others. */
const NESTED = { yes: "none", folded: "all" };

/** So many can be turned. */
const FOLDS_MAX = 1000;

export const isFolded = ({ nested }, rid) => (nested.folded === "all") !== nested.others.includes(rid);

/** The view after one row is folded or unfolded, as a change of it. */
export const foldTurned = ({ nested }, rid) => {
  const others = nested.others.includes(rid) ? nested.others.filter((one) => one !== rid) : [...nested.others, rid].slice(-FOLDS_MAX);
  return { nested: { ...nested, others } };
};

/** Unless somebody pins other columns, the first two stay: status and name. */
const PINNED = 2;

export const writeView = (view) => {
  const query = new URLSearchParams();
  const set = (name, value) => value && query.set(name, value);
  set("filter", view.filter);
  set("order", view.order.map(({ key, down }) => (down ? "-" : "") + key).join(" "));
  set("columns", view.columns ? writeColumns(view.columns) : "");
  if (view.pinned !== PINNED) query.set("pinned", view.pinned);
  set("group", view.group.join(" "));
  set("show", view.deleted && "deleted");
  set("nested", view.nested && (view.nested.folded === "all" ? "folded" : "yes"));
  set("turned", view.nested && view.nested.others.join(" "));
  return query.toString();
};

/** The keys of an order as the server takes them. */
export const orderBy = (order) => order.map(({ key, down }) => `${key} ${down ? "DESC" : "ASC"}`);

/** The order after a click on a column: up, down, none; with `add` the others stay. */
export const turned = (order, key, add) => {
  const now = order.find((one) => one.key === key);
  const next = !now ? { key, down: false } : now.down ? undefined : { key, down: true };
  if (!add) return next ? [next] : [];
  return now ? order.flatMap((one) => (one === now ? (next ? [next] : []) : [one])) : [...order, next];
};
