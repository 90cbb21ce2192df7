import { useEffect, useState } from "./dom.js";

// The address is the state: what is behind `#` says which page is shown and how, so that a link is a view.

/** `#/models/ri.x?filter=a` as `{parts: ["models", "ri.x"], query: URLSearchParams}`. */
export const parse = (hash) => {
  const [path, query = ""] = splitOnce(hash.replace(/^#\/?/, ""), "?");
  return { parts: path.split("/").filter(Boolean).map(decode), query: new URLSearchParams(query) };
};

const splitOnce = (text, by) => {
  const at = text.indexOf(by);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + by.length)];
};

const decode = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The link to a page: href(["models", rid], {filter: "a"}). What is null, undefined or empty is left out. */
export const href = (parts, query = {}) => {
  const search = query instanceof URLSearchParams ? query : new URLSearchParams();
  if (search !== query) {
    for (const [name, value] of Object.entries(query)) {
      if (value !== null && value !== undefined && value !== "") search.set(name, value);
    }
  }
  const text = search.toString();
  return "#/" + parts.map(encodeURIComponent).join("/") + (text ? "?" + text : "");
};

const listeners = new Set();
const tell = () => listeners.forEach((listener) => listener());
addEventListener("hashchange", tell);

/** Goes to a page; with `replace` the browser's Back skips where we are now. */
export const go = (parts, query, { replace = false } = {}) => {
  const to = href(parts, query);
  if (to === location.hash) return;
  history[replace ? "replaceState" : "pushState"](null, "", to);
  tell();
};

/** Changes some of the query: patch({filter: "a", page: null}). It replaces, unless it is told that this is a step of its own. */
export const patch = (changes, { push = false } = {}) => {
  const { parts, query } = parse(location.hash);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined || value === "") query.delete(name);
    else query.set(name, value);
  }
  go(parts, query, { replace: !push });
};

/** The address now, and the component again whenever it changes. */
export const useAddress = () => {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const listener = () => setHash(location.hash);
    listeners.add(listener);
    listener();
    return () => listeners.delete(listener);
  }, []);
  return parse(hash);
};
