import { api, FOUNDRY, path, UI } from "../lib/api.js";
import { html, useState } from "../lib/dom.js";
import * as format from "../lib/format.js";
import { useLoad } from "../lib/load.js";
import { Button, Failure, Icon, Spinner } from "../lib/ui.js";

const PAGE = 100;
/** What the server sorts at most. */
const SORTED_ROWS_MAX = 1_000_000;
const CELL_CHARS_MAX = 200;

const of = (experiment, table, kind) => path`/models/${experiment.model.rid}/experiments/${experiment.rid}/` + kind + path`/${table.name}`;

const at = (experiment, table) => FOUNDRY + of(experiment, table, "artifactTables");

/** A page of rows, each with its place in the table: [{place, cells}]. */
const rowsAt = async (experiment, table, order, offset, signal) => {
  if (order) {
    const query = `orderBy=${encodeURIComponent(order.column)}&descending=${order.down}&offset=${offset}&limit=${PAGE}`;
    return (await api.get(`${UI}${of(experiment, table, "tables")}/rows?${query}`, { signal })).rows;
  }
  const rows = await api.get(`${at(experiment, table)}/json?preview=true&offset=${offset}&pageSize=${PAGE}`, { signal });
  return rows.map((cells, i) => ({ place: offset + i, cells }));
};

/** A table, a page at a time, as it was logged or by a column. */
export const TableView = ({ experiment, table }) => {
  const rowCount = Number(table.rowCount);
  const pages = Math.max(1, Math.ceil(rowCount / PAGE));
  const sortable = rowCount <= SORTED_ROWS_MAX;
  const [page, setPage] = useState(0);
  const [order, setOrder] = useState();
  const ask = (signal) => rowsAt(experiment, table, order, page * PAGE, signal);
  const { data: rows, error, loading, reload } = useLoad(ask, [page, order, table.sizeBytes, rowCount]);
  const sort = (column) => {
    setPage(0);
    setOrder(order?.column !== column ? { column, down: false } : order.down ? undefined : { column, down: true });
  };
  return html`<section class="card table-view" aria-label=${`Table ${table.name}`}>
    <header>
      <h2 class="one-line" title=${table.name}>${table.name}</h2>
      <span class="faint">${format.plural(rowCount, "row")}, ${format.plural(table.columns.length, "column")}, ${format.bytes(Number(table.sizeBytes))} ${table.format.replace("_", " ").toLowerCase()}</span>
      <span class="fill"></span>
      <a class="button small" href=${`${at(experiment, table)}/parquet?preview=true`} download=${`${table.name}.parquet`}><${Icon} name="download" />Parquet</a>
    </header>
    ${table.description && html`<p class="description">${table.description}</p>`}
    ${error && html`<${Failure} error=${error} retry=${reload} />`}
    ${!rows && loading && html`<${Spinner} />`}
    ${rows &&
    html`<div class="scrolls" tabindex="0" role="region" aria-label=${`Rows of ${table.name}`} aria-busy=${loading}>
      <table class="list cells">
        <thead><tr>
          <th class="number place">#</th>
          ${table.columns.map((column) => html`<${ColumnHead} key=${column.name} column=${column} order=${order} sortable=${sortable} sort=${() => sort(column.name)} />`)}
        </tr></thead>
        <tbody>
          ${rows.map(
            ({ place, cells }) => html`<tr key=${place}>
              <td class="number place">${format.count(place + 1)}</td>
              ${table.columns.map((column) => html`<${Cell} key=${column.name} value=${cells[column.name]} type=${column.type} />`)}
            </tr>`,
          )}
        </tbody>
      </table>
      ${rowCount === 0 && html`<p class="nothing">The table has no rows.</p>`}
    </div>`}
    <footer class="pager">
      <${Button} small disabled=${page === 0} onClick=${() => setPage(page - 1)}><${Icon} name="left" />Before<//>
      <span>Page <input inputmode="numeric" aria-label="Page" value=${page + 1} onChange=${(event) => setPage(Math.min(pages, Math.max(1, Number.parseInt(event.target.value, 10) || 1)) - 1)} /> of ${format.count(pages)}</span>
      <${Button} small disabled=${page >= pages - 1} onClick=${() => setPage(page + 1)}>After<${Icon} name="right" /><//>
      ${!sortable && html`<span class="faint">In the order it was logged: tables of up to ${format.count(SORTED_ROWS_MAX)} rows can be sorted here.</span>`}
    </footer>
  </section>`;
};

const TYPES = { BOOLEAN: "boolean", INTEGER: "integer", DOUBLE: "double", STRING: "text", ANY: "any" };

const isNumeric = (type) => type === "INTEGER" || type === "DOUBLE";

const ColumnHead = ({ column, order, sortable, sort }) => {
  const mine = order?.column === column.name;
  const label = html`<span class="one-line">${column.name}</span>${mine && html`<${Icon} name=${order.down ? "down" : "up"} />`}`;
  return html`<th class=${isNumeric(column.type) ? "number" : ""} aria-sort=${mine ? (order.down ? "descending" : "ascending") : undefined}>
    ${sortable ? html`<button type="button" aria-label=${`Sort by ${column.name}`} title=${`Sort by ${column.name}`} onClick=${sort}>${label}</button>` : html`<span title=${column.name}>${label}</span>`}
    <span class="type">${TYPES[column.type]}</span>
  </th>`;
};

const Cell = ({ value, type }) => {
  const [whole, setWhole] = useState(false);
  if (value === null || value === undefined) return html`<td class=${isNumeric(type) ? "number" : ""}><span class="faint">null</span></td>`;
  const text = typeof value === "object" ? JSON.stringify(value) : format.exact(value);
  if (text.length <= CELL_CHARS_MAX) return html`<td class=${isNumeric(type) ? "number" : ""}>${text}</td>`;
  return html`<td>${whole ? text : `${text.slice(0, CELL_CHARS_MAX)}… `}<${Button} small kind="quiet" onClick=${() => setWhole(!whole)}>${whole ? "less" : "all"}<//></td>`;
};
