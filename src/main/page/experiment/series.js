/** The columns of an overview as rows, one for each series. */
export const seriesOf = (columns) =>
  columns.names.map((name, i) => ({
    name,
    length: Number(columns.lengths[i]),
    nanCount: Number(columns.nanCounts[i]),
    last: columns.last[i],
    lastStep: columns.lastSteps[i],
    lastTime: columns.lastTimes[i],
    min: columns.min[i],
    minStep: columns.minSteps[i],
    max: columns.max[i],
    maxStep: columns.maxSteps[i],
  }));

/** Changes whenever the series has other points than before. */
export const revisionOf = (row) => `${row.length}/${row.nanCount}/${row.last}/${row.lastStep}/${row.lastTime}/${row.min}/${row.max}`;

const COLLATOR = new Intl.Collator("en", { numeric: true });
export const byName = (a, b) => COLLATOR.compare(a, b);

const OTHER = "Others";
const SYSTEM = "system";

/** [{title, prefix, rows}] by what stands before the first `/`; what the machine measured of itself comes last. */
export const sectionsOf = (rows) => {
  const byPrefix = new Map();
  for (const row of rows) {
    const at = row.name.indexOf("/");
    const prefix = at > 0 ? row.name.slice(0, at) : "";
    if (!byPrefix.has(prefix)) byPrefix.set(prefix, []);
    byPrefix.get(prefix).push(row);
  }
  const rank = (prefix) => (prefix === SYSTEM ? 2 : prefix === "" ? 1 : 0);
  return [...byPrefix]
    .sort(([a], [b]) => rank(a) - rank(b) || byName(a, b))
    .map(([prefix, members]) => ({
      prefix,
      title: prefix === SYSTEM ? "System" : prefix || (byPrefix.size === 1 ? "All series" : OTHER),
      rows: members.sort((a, b) => byName(a.name, b.name)),
    }));
};

/** Whether a name has all the words of a search, in any order, whatever the case. */
export const matches = (search) => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return (name) => {
    const text = name.toLowerCase();
    return words.every((word) => text.includes(word));
  };
};

const WORDS = { NaN: NaN, Infinity, "-Infinity": -Infinity };

/** What the server writes as a text because JSON has no number for it. */
export const number = (value) => (typeof value === "string" ? (value in WORDS ? WORDS[value] : Number(value)) : value);
