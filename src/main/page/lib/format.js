// How values are shown. Nothing here rounds what somebody might copy: exact() is the value itself, short() is for reading.

/** A format of dates, which takes a browser many milliseconds to make: made when it is first asked for. */
export const dates = (styles, locale) => {
  let made;
  return (value) => (made ||= new Intl.DateTimeFormat(locale, styles)).format(new Date(value));
};
const day = dates({ dateStyle: "medium" });

/** A number as it is kept: as many digits as it takes to read the very same back. */
export const exact = (value) => (Object.is(value, -0) ? "-0" : String(value));

/** A number in few characters, five digits of it: 0.12346, 1.2346e-7, 12,346. */
export const short = (value) => {
  if (typeof value === "string") return value === "Infinity" ? "∞" : value === "-Infinity" ? "−∞" : value;
  if (typeof value !== "number") return String(value);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
  if (value === 0) return Object.is(value, -0) ? "−0" : "0";
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e9) return minus(count(value));
  if (size >= 1e-4 && size < 1e6) return minus(String(Number(value.toPrecision(5))));
  return minus(value.toExponential(4).replace(/\.?0+e/, "e").replace("e+", "e"));
};

const minus = (text) => text.replace(/^-/, "−");

/** Whether a tag is one that people gave, and none that a client writes for itself. */
export const isPeoples = (key) => !key.startsWith("mlflow.") && !key.startsWith("assay.");

/** A whole number with commas between the thousands. */
export const count = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");

/** How many of a thing: plural(1, "experiment"), plural(2, "entry", "entries"). */
export const plural = (number, one, many = one + "s") => `${count(number)} ${number === 1 ? one : many}`;

const UNITS = ["B", "KB", "MB", "GB", "TB"];

export const bytes = (value) => {
  let size = value;
  let unit = 0;
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit === 0 || size >= 99.5 ? Math.round(size) : Number(size.toPrecision(2))} ${UNITS[unit]}`;
};

/** Milliseconds as 820 ms, 4.2 s, 3 min 12 s, 2 h 5 min, 3 d 4 h. */
export const duration = (ms) => {
  if (ms < 0) return "−" + duration(-ms);
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${Number((ms / 1000).toFixed(1))} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return pair(seconds, 60, "min", 1, "s");
  if (seconds < 86_400) return pair(seconds, 3600, "h", 60, "min");
  return pair(seconds, 86_400, "d", 3600, "h");
};

const pair = (seconds, large, largeName, small, smallName) => {
  const rest = Math.floor((seconds % large) / small);
  return `${Math.floor(seconds / large)} ${largeName}${rest ? ` ${rest} ${smallName}` : ""}`;
};

export const time = dates({ dateStyle: "medium", timeStyle: "medium" });

/** How long ago, for lists; what is older than a month as its day. */
export const ago = (value, now = Date.now()) => {
  const ms = now - new Date(value).getTime();
  if (ms < 45_000) return "just now";
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 36 * 60) return `${Math.round(minutes / 60)} h ago`;
  const days = Math.round(minutes / 1440);
  return days <= 30 ? `${days} d ago` : day(value);
};

/** The last part of a RID, the part that tells one from another, in few characters. */
export const shortId = (rid) => rid.slice(rid.lastIndexOf(".") + 1).replace(/^.*-/, "").slice(-8);
