import { ask } from "./rows.js";

/** So many can be chosen, as so many can be changed at once. */
export const CHOSEN_MAX = 10_000;

const ASKED = 500;

// What is chosen in each model, as long as the page is open: it survives other filters, orders and pages.
const chosen = new Map();

export const selectionOf = (model) => {
  if (!chosen.has(model)) chosen.set(model, new Map());
  return chosen.get(model);
};

/** All rows of a query between two places, whether they are here or not. */
export const rowsBetween = async (source, from, to) => {
  const found = [];
  for (let at = from; at < to; ) {
    const here = source.at(at);
    if (here) {
      found.push(here);
      at++;
    } else if (source.query && source.fetch) {
      const { rows } = await ask(source.model, { ...source.query, columns: [], offset: at, limit: Math.min(ASKED, to - at) });
      if (rows.length === 0) break;
      found.push(...rows);
      at += rows.length;
    } else at++;
  }
  return found.filter((row) => !row.isGroup);
};

/** All that a filter matches, up to the limit. */
export const allRows = async (model, query) => {
  const found = [];
  while (found.length < CHOSEN_MAX) {
    const { rows, matched } = await ask(model, { ...query, columns: [], offset: found.length, limit: ASKED });
    found.push(...rows);
    if (rows.length < ASKED || found.length >= matched) break;
  }
  return found;
};
