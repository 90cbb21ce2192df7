import { api, path, UI } from "../lib/api.js";

const LISTED = 40;

const KNOWN = 200;

/** Names of columns that have a text in them. */
export const searchColumns = (model, text, signal, kind = "", limit = LISTED, deleted = false) =>
  api.get(UI + path`/models/${model}/columns?search=${text}&kind=${kind}&limit=${limit}` + (deleted ? "&deleted=true" : ""), { signal });

/** Where the columns are known that a table may begin with. */
export const columnsOf = (model, deleted) => UI + path`/models/${model}/columns?limit=${KNOWN}` + (deleted ? "&deleted=true" : "");
