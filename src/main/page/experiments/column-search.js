import { api, path, UI } from "../lib/api.js";

const LISTED = 40;
const KNOWN = 200;

const columnsAt = (model, text, kind, limit, deleted) =>
  UI + path`/models/${model}/columns?search=${text}&kind=${kind}&limit=${limit}` + (deleted ? "&deleted=true" : "");

/** Names of columns that have a text in them. */
export const searchColumns = (model, text, signal, kind = "", limit = LISTED, deleted = false) =>
  api.get(columnsAt(model, text, kind, limit, deleted), { signal });

/** Where the columns are known that a table may begin with. The document asks for them by this address before any module does (first.js). */
export const firstColumns = (model, deleted) => columnsAt(model, "", "", KNOWN, deleted);
