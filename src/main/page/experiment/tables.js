import { api, FOUNDRY, path } from "../lib/api.js";
import { html, useMemo, useState } from "../lib/dom.js";
import * as format from "../lib/format.js";
import { useLoad } from "../lib/load.js";
import { Button, Failure, Icon, Spinner } from "../lib/ui.js";
import { byName, number } from "./series.js";

const PAGE = 100;
/** A table of at most so many rows is loaded whole to be sorted. */
const SORTED_ROWS_MAX = 2000;
const CELL_CHARS_MAX = 200;

const at = (experiment, table) => FOUNDRY + path`/models/${experiment.model.rid}/experiments/${experiment.rid}/artifactTables/${table.name}`;

const rowsAt = (experiment, table, offset, signal) =>
  api.get(`${at(experiment, table)}/json?preview=true&offset=${offset}&pageSize=${PAGE}`, { signal });

/** A table, a page at a time; by a column, where it is small enough to be here whole. */
export const TableView = ({ experiment, table }) => {
  const rowCount = Number(table.rowCount);
  const pages = Math.max(1, Math.ceil(rowCount / PAGE));
  const sortable = rowCount <= SORTED_ROWS_MAX;
  const [page, setPage] = useState(0);
  const [order, setOrder] = useState();
  const { data, error, loading, reload } = useLoad(
    async (signal) => {
      if (!order) return { rows: await rowsAt(experiment, table, page * PAGE, signal) };
      const rows = [];
      for (let offset = 0; offset < rowCount; offset += PAGE) rows.push(...(await rowsAt(experiment, table, offset, signal)));
      return { rows, whole: true };
    },
    [order ? "whole" : page, table.sizeBytes, rowCount],
  );
  const rows = useMemo(() => {
    if (!data) return [];
    if (!data.whole || !order) return data.rows;
    return [...data.rows].sort(comparator(order)).slice(page * PAGE, page * PAGE + PAGE);
  }, [data, order, page]);
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
    ${!data && loading && html`<${Spinner} />`}
    ${data &&
    html`<div class="scrolls" tabindex="0" role="region" aria-label=${`Rows of ${table.name}`}>
      <table class="list cells">
        <thead><tr>
          <th class="number place">#</th>
          ${table.columns.map((column) => html`<${ColumnHead} key=${column.name} column=${column} order=${order} sortable=${sortable} sort=${() => sort(column.name)} />`)}
        </tr></thead>
        <tbody>
          ${rows.map(
            (row, i) => html`<tr key=${page * PAGE + i}>
              <td class="number place">${format.count(page * PAGE + i + 1)}</td>
              ${table.columns.map((column) => html`<${Cell} key=${column.name} value=${row[column.name]} type=${column.type} />`)}
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

/** Numbers by size, the rest as texts; what is not there comes last. */
const comparator = ({ column, down }) => {
  const sign = down ? -1 : 1;
  return (a, b) => {
    const x = a[column];
    const y = b[column];
    if (x === null || y === null) return (x === null) - (y === null);
    const [m, n] = [number(x), number(y)];
    if (typeof m === "number" && typeof n === "number" && !(Number.isNaN(m) && Number.isNaN(n))) {
      if (Number.isNaN(m) || Number.isNaN(n)) return Number.isNaN(m) - Number.isNaN(n);
      return sign * (m - n);
    }
    return sign * byName(String(x), String(y));
  };
};
