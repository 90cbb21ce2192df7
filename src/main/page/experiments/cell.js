import { classes, html } from "../lib/dom.js";
import * as format from "../lib/format.js";
import { href } from "../lib/address.js";
import { Ago, Status, titled } from "../lib/ui.js";
import { cellOf } from "./rows.js";

const TAGS_SHOWN = 3;

export const linkTo = (model, rid) => href(["models", model, "experiments", rid]);

/** What stands in one cell: called, not mounted, as there are hundreds of them. Names and values are text, whatever is in them. */
export const cell = (column, row, model) => {
  const value = cellOf(row, column);
  if (value === undefined) return html`<span class="bone"></span>`;
  const shown = ATTRIBUTES[column.key];
  if (shown) return shown(value, row, model);
  if (value === null) return NOTHING;
  return column.time ? html`<${Ago} value=${value} />` : plain(value);
};

const NOTHING = html`<span class="absent">–</span>`;

const plain = (value) =>
  typeof value === "number" || isNumber(value)
    ? html`<span title=${format.exact(value)}>${format.short(value)}</span>`
    : html`<span class="one-line" title=${String(value)}>${String(value)}</span>`;

/** Numbers that JSON has no word for, and whole ones that a double does not hold, come as texts. */
const isNumber = (value) => value === "NaN" || value === "Infinity" || value === "-Infinity";

/** What is deleted has no page. */
export const Name = ({ row, model }) =>
  row.deleted
    ? html`<span class="one-line" title=${row.name}>${row.name || "(no name)"}</span>`
    : html`<a class="one-line" tabindex="-1" href=${linkTo(model, row.rid)} title=${row.name}>${row.name || "(no name)"}</a>`;

const name = (value, row, model) => html`<${Name} row=${row} model=${model} />
  <code class="short-id" title=${row.rid}>${format.shortId(row.rid)}</code>`;

const isRunning = (row) => row.status === "RUNNING";

const ATTRIBUTES = {
  name,
  "#group": name,
  "#best": () => "",
  status: (value) => html`<${Status} value=${value} />`,
  last_logged: (value, row) =>
    !isRunning(row) || value === null ? NOTHING : html`<span onMouseEnter=${titled(() => format.time(value))}>${format.duration(Math.max(0, Date.now() - new Date(value)))}</span>`,
  duration: (value, row) => {
    const ms = isRunning(row) ? Date.now() - row.started : value;
    return ms === null ? NOTHING : html`<span class=${classes(isRunning(row) && "soft")}>${format.duration(Number(ms))}</span>`;
  },
  bytes: (value) => (value === null ? NOTHING : html`<span title=${`${format.count(value)} bytes`}>${format.bytes(Number(value))}</span>`),
  creator: (value, row) => (value === null ? NOTHING : html`<span class="one-line" title=${value}>${row.creatorName || value.slice(0, 8)}</span>`),
  rid: (value) => html`<code class="one-line" title=${value}>${value}</code>`,
  parent: (value, row, model) =>
    value === null ? NOTHING : html`<a class="one-line" tabindex="-1" href=${linkTo(model, value)}><code>${format.shortId(value)}</code></a>`,
  linked_version: (value, row, model) =>
    value === null ? NOTHING : html`<a class="one-line" tabindex="-1" href=${href(["models", model, "versions"])} title=${value}><code>${format.shortId(value)}</code></a>`,
  tags: (value) => {
    const tags = tagList(value);
    if (tags.length === 0) return NOTHING;
    return html`<span class="cell-tags" onMouseEnter=${titled(() => tags.map(tagText).join("\n"))}>
      ${tags.slice(0, TAGS_SHOWN).map((tag) => html`<span class="tag"><span class="one-line">${tagText(tag)}</span></span>`)}
      ${tags.length > TAGS_SHOWN && html`<span class="faint">+${tags.length - TAGS_SHOWN}</span>`}
    </span>`;
  },
};

const tagText = ([key, value]) => (value ? `${key}: ${value}` : key);

const tagList = (value) => (value || []).filter(([key]) => format.isPeoples(key));
