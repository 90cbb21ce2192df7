import { column } from "./columns.js";

// Where columns lie: those that stay are always there, of the others only those in sight.

export const CHECK_WIDTH = 36;
const AHEAD = 240;

/** @param special columns that are no experiment's, by their keys */
export const layOut = (columns, pinnedCount, left, width, special = {}) => {
  const all = columns.map(({ key, width: own }) => ({ column: special[key] || column(key), width: own }));
  let at = CHECK_WIDTH;
  const pinned = all.slice(0, pinnedCount).map((one, i) => {
    const placed = { ...one, left: at, last: i === pinnedCount - 1 };
    at += one.width;
    return placed;
  });
  const pinnedWidth = at;
  let gap = 0;
  const seen = [];
  let total = pinnedWidth;
  for (const one of all.slice(pinnedCount)) {
    const begins = total - pinnedWidth;
    if (begins + one.width < left - AHEAD) gap += one.width;
    else if (begins <= left + width + AHEAD) seen.push(one);
    total += one.width;
  }
  const places = new Map(columns.map(({ key }, i) => [key, i + 2]));
  return { pinned, seen, gap, total, pinnedWidth, indexOf: (key) => places.get(key) };
};

/** Two layouts that show the same. */
export const sameLayout = (a, b) =>
  a.total === b.total && a.gap === b.gap && sameCells(a.pinned, b.pinned) && sameCells(a.seen, b.seen);

const sameCells = (a, b) =>
  a.length === b.length && a.every((one, i) => one.column === b[i].column && one.width === b[i].width && one.last === b[i].last);
