/** What the server said no to, in its own words: `name` is the error's, `parameters` its details. */
export class ApiError extends Error {
  constructor(status, body) {
    super(body.errorDescription || `The server answered ${status}.`);
    this.status = status;
    this.name = body.errorName || "Error";
    this.parameters = body.parameters || {};
  }
}

let signedOut = () => {};

/** Calls back whenever the server no longer knows who this is. */
export const onSignedOut = (callback) => {
  signedOut = callback;
};

const read = async (response) => {
  const text = await response.text();
  try {
    return text ? JSON.parse(text) : {};
  } catch {
    return {};
  }
};

/** What the document has asked for before any module was there (first.js). */
const takeAsked = (method, path) => {
  const response = method === "GET" ? globalThis.asked[path] : undefined;
  delete globalThis.asked[path];
  return response;
};

/** @param options `signal` ends the request; `type` is the body's where it is no JSON */
const call = async (method, path, body, { signal, type, quiet } = {}) => {
  const headers = { "X-Assay-Page": "1", Accept: "application/json" };
  let payload;
  if (body !== undefined) {
    headers["Content-Type"] = type || "application/json";
    payload = type ? body : JSON.stringify(body);
  }
  let response;
  try {
    response = await (takeAsked(method, path) || fetch(path, { method, headers, body: payload, signal, credentials: "same-origin" }));
  } catch (failure) {
    if (failure.name === "AbortError") throw failure;
    throw new ApiError(0, { errorName: "Unreachable", errorDescription: "The server cannot be reached." });
  }
  if (response.ok) return read(response);
  const error = new ApiError(response.status, await read(response));
  if (response.status === 401 && !quiet) signedOut(error);
  throw error;
};

const AHEAD_MS = 3_000;
const ahead = new Map();

/** Asks for paths before those who want to know are on the page, who get these answers. Done when all are there, good or bad. */
export const askAhead = (...paths) => {
  for (const path of paths) {
    ahead.set(path, call("GET", path));
    setTimeout(() => ahead.delete(path), AHEAD_MS);
  }
  return Promise.allSettled(paths.map((path) => ahead.get(path)));
};

const takeAhead = (path) => {
  const answer = ahead.get(path);
  ahead.delete(path);
  return answer;
};

export const api = {
  get: (path, options) => takeAhead(path) || call("GET", path, undefined, options),
  post: (path, body = {}, options) => call("POST", path, body, options),
  put: (path, body, options) => call("PUT", path, body, options),
  patch: (path, body, options) => call("PATCH", path, body, options),
  delete: (path, options) => call("DELETE", path, undefined, options),
};

/** A path whose parts may hold any character: path`/api/assay/v1/models/${rid}`. */
export const path = (texts, ...parts) =>
  texts.reduce((all, text, i) => all + encodeURIComponent(String(parts[i - 1])) + text);

/** Where our own API, Foundry's and the page's own calls begin. */
export const NATIVE = "/api/assay/v1";
export const FOUNDRY = "/api/v2";
export const UI = "/ui/api";
