// Names and texts as the filter language writes them (docs/reference/search.md).

const PLAIN = /^[A-Za-z0-9_\-/:]+(\.[A-Za-z0-9_\-/:]+)*$/;
const SEGMENT = /`((?:[^`]|``)*)`|"((?:[^"]|"")*)"|([^.]*)/y;

/** A name, in backticks where it has other characters than the language takes without them. */
const quoteName = (name) => (PLAIN.test(name) ? name : "`" + name.replaceAll("`", "``") + "`");

export const quoteText = (text) => "'" + text.replaceAll("'", "''") + "'";

/** A dotted name in its parts, without their quotes: "params.`a b`" is ["params", "a b"]. */
export const segments = (text) => {
  const found = [];
  let at = 0;
  while (at <= text.length) {
    SEGMENT.lastIndex = at;
    const [all, ticked, quoted, plain] = SEGMENT.exec(text);
    found.push(ticked !== undefined ? ticked.replaceAll("``", "`") : quoted !== undefined ? quoted.replaceAll('""', '"') : plain);
    at += all.length + 1;
  }
  return found;
};

export const parameter = (name) => "params." + quoteName(name);
export const tag = (key) => "tags." + quoteName(key);
export const series = (name, part) => `series.${quoteName(name)}.${part}`;

/** That a column has a value, as a filter. */
export const equals = (column, value) => {
  if (value === null) return `${column} IS NULL`;
  return `${column} = ${typeof value === "string" ? quoteText(value) : value}`;
};

/** Filters that must all hold. */
export const both = (...filters) => {
  const some = filters.filter((filter) => filter.trim());
  return some.length > 1 ? some.map((filter) => `(${filter})`).join(" and ") : some[0] || "";
};

/** Words of a list that is kept in the address; those in backticks may hold spaces. */
export const splitWords = (text) => text.match(/(?:[^\s`]|`(?:[^`]|``)*`)+/g) || [];
