import { html, useMemo, useState } from "../lib/dom.js";
import * as format from "../lib/format.js";
import { Icon } from "../lib/ui.js";
import { tabHref } from "./links.js";
import { Rows } from "./rows.js";
import { byName, matches, number } from "./series.js";

const ROW = 30;

const COLUMNS = [
  { name: "name", label: "Series" },
  { name: "last", label: "Last" },
  { name: "min", label: "Min" },
  { name: "max", label: "Max" },
  { name: "length", label: "Points" },
];

const AGGREGATIONS = { LAST: "last", MIN: "min", MAX: "max" };

/** The end of every series in numbers, as many as there may be. */
export const MetricsCard = ({ experiment }) => {
  const [search, setSearch] = useState("");
  const [order, setOrder] = useState({ by: "name", down: false });
  const chosen = useMemo(
    () => new Set(experiment.summaryMetrics.map((one) => `${AGGREGATIONS[one.aggregation]} ${one.seriesName}`)),
    [experiment.summaryMetrics],
  );
  const rows = useMemo(() => {
    const fits = matches(search);
    return experiment.rows.filter((one) => fits(one.name)).sort(comparator(order));
  }, [experiment.rows, search, order]);
  const sort = (by) => setOrder({ by, down: order.by === by ? !order.down : by !== "name" });
  const head = html`<div role="rowgroup" class="head"><div role="row" class="metric">
    ${COLUMNS.map(
      (column) => html`<span role="columnheader" key=${column.name} class=${column.name} aria-sort=${order.by === column.name ? (order.down ? "descending" : "ascending") : "none"}>
        <button type="button" onClick=${() => sort(column.name)}>
          ${column.label}${order.by === column.name && html`<${Icon} name=${order.down ? "down" : "up"} />`}
        </button>
      </span>`,
    )}
  </div></div>`;
  const row = (i) => html`<${Metric} key=${rows[i].name} row=${rows[i]} experiment=${experiment} chosen=${chosen} />`;
  return html`<section class="card metrics" aria-label="Metrics">
    <header>
      <h2>Metrics <span class="faint">${format.count(experiment.rows.length)}</span></h2>
      ${experiment.rows.length > 0 && html`<input type="search" placeholder="Filter" aria-label="Filter metrics" value=${search} onInput=${(event) => setSearch(event.target.value)} />`}
    </header>
    ${experiment.rows.length === 0 && html`<p class="nothing">No series were logged.</p>`}
    ${experiment.rows.length > 0 && rows.length === 0 && html`<p class="nothing">No series has that in its name.</p>`}
    ${rows.length > 0 && html`<${Rows} count=${rows.length} height=${ROW} row=${row} label="Metrics" head=${head} />`}
  </section>`;
};

const Metric = ({ row, experiment, chosen }) => html`<div role="row" class="metric">
  <span role="cell" class="name one-line"><a title=${row.name} href=${tabHref(experiment, "charts", { search: row.name })}>${row.name}</a></span>
  <${Value} row=${row} chosen=${chosen} of="last" step=${row.lastStep} />
  <${Value} row=${row} chosen=${chosen} of="min" step=${row.minStep} />
  <${Value} row=${row} chosen=${chosen} of="max" step=${row.maxStep} />
  <span role="cell" class="length">${format.count(row.length)}</span>
</div>`;

/** In few digits; all of them, and the step, on hover. What was chosen to stand for the series is set apart. */
const Value = ({ row, of, step, chosen }) => {
  const value = row[of];
  if (value === null) return html`<span role="cell" class="faint" title="Every value is NaN">–</span>`;
  const isChosen = chosen.has(`${of} ${row.name}`);
  return html`<span role="cell" class=${isChosen ? "chosen" : ""} title=${`${format.exact(value)} at step ${step}${isChosen ? " (the summary metric)" : ""}`}>${format.short(value)}</span>`;
};

/** NaN and what is not there come last, whichever way. */
const comparator = ({ by, down }) => {
  const sign = down ? -1 : 1;
  if (by === "name") return (a, b) => sign * byName(a.name, b.name);
  const key = (row) => (row[by] === null ? NaN : number(row[by]));
  return (a, b) => {
    const x = key(a);
    const y = key(b);
    return Number.isNaN(x) - Number.isNaN(y) || sign * (x - y) || byName(a.name, b.name);
  };
};
