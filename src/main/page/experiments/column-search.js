import { api, path, UI } from "../lib/api.js";

const LISTED = 40;

/** Names of columns that have a text in them. */
export const searchColumns = (model, text, signal, kind = "", limit = LISTED, deleted = false) =>
  api.get(UI + path`/models/${model}/columns?search=${text}&kind=${kind}&limit=${limit}` + (deleted ? "&deleted=true" : ""), { signal });
