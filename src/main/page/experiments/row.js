import { classes, Component, html } from "../lib/dom.js";
import { Ago, Icon, Status } from "../lib/ui.js";
import * as format from "../lib/format.js";
import { cell, linkTo, Name } from "./cell.js";
import { cellOf } from "./rows.js";

/** A part of the page that is drawn again only when what it was given is another. */
class Kept extends Component {
  shouldComponentUpdate(next) {
    for (const name in next) {
      if (next[name] !== this.props[name]) return true;
    }
    return false;
  }
}

const INDENT = 18;
const NAMING = new Set(["name", "#group"]);

/** One experiment as a row: the columns that stay, a gap for those that are scrolled out, and those in sight. */
export class ExperimentRow extends Kept {
  render({ row, place, top, layout, model, selected, active, fold, act }) {
    const cells = (columns) =>
      columns.map(
        ({ column, width, left, last }) => html`<div key=${column.key} role="gridcell" aria-colindex=${layout.indexOf(column.key)}
          class=${classes("cell", column.number && "number", left !== undefined && "pinned", last && "last-pinned", NAMING.has(column.key) && "name-cell", column.key === "#group" && "member")}
          style=${{ width: `${width}px`, left: left === undefined ? undefined : `${left}px` }}>
          ${column.key === "name" && row?.depth > 0 && html`<i class="depth" style=${{ width: `${Math.min(row.depth, 8) * INDENT}px` }}></i>`}
          ${column.key === "name" && fold !== undefined && html`<${Fold} row=${row} folded=${fold} place=${place} act=${act} />`}
          ${row ? cell(column, row, model) : html`<span class="bone"></span>`}
        </div>`,
      );
    return html`<div role="row" id=${`row-${place}`} aria-rowindex=${place + 2} aria-selected=${row ? selected : undefined} aria-expanded=${fold === undefined ? undefined : !fold}
      aria-level=${row?.depth >= 0 ? row.depth + 1 : undefined} class=${classes("row", selected && "selected", active && "active")} style=${{ transform: `translateY(${top}px)` }}
      onClick=${(event) => row && act.click(event, row, place)}>
      <div role="gridcell" aria-colindex="1" class="cell check pinned" style=${{ left: "0px" }} onClick=${(event) => row && act.check(event, row, place)}>
        <input type="checkbox" tabindex="-1" checked=${selected} disabled=${!row} aria-label=${row ? `Select ${row.name}` : "Loading"} />
      </div>
      ${cells(layout.pinned)}
      ${layout.gap > 0 && html`<div class="gap" role="presentation" style=${{ width: `${layout.gap}px` }}></div>`}
      ${cells(layout.seen)}
    </div>`;
  }
}

const Fold = ({ row, folded, place, act }) => html`<button type="button" class="fold" tabindex="-1"
  title=${`${folded ? "Show" : "Hide"} the ${format.plural(row.children, "run")} nested in it`} onClick=${(event) => act.fold(event, row, place)}>
  <${Icon} name=${folded ? "right" : "down"} />${folded && html`<span class="faint">${format.count(row.children)}</span>`}
</button>`;

/** A group where there is no room for columns. */
export class GroupCard extends Kept {
  render({ row: group, place, top, columns, active, act }) {
    const summed = columns.filter(({ key }) => group.statistics.get(key)?.count).slice(0, 2);
    return html`<div role="row" id=${`row-${place}`} aria-rowindex=${place + 2} aria-expanded=${group.open}
      class=${classes("row", "run-card", "group-row", active && "active")} style=${{ transform: `translateY(${top}px)` }} onClick=${(event) => act.click(event, group, place)}>
      <div role="gridcell" class="check"><${Icon} name=${group.open ? "down" : "right"} /></div>
      <div role="gridcell" class="card-text">
        <div class="card-line">${groupHead(group)}</div>
        <div class="card-line card-facts">
          ${summed.map(({ key, label }) => {
            const { mean, sd } = group.statistics.get(key);
            return html`<span class="fact"><span class="faint">${label}</span> ${(WORDED[key] || brief(4))(mean)}${sd ? html`<span class="soft"> ± ${(WORDED[key] || brief(2))(sd)}</span>` : ""}</span>`;
          })}
        </div>
      </div>
    </div>`;
  }
}

/** Experiments of one configuration: what they share, and their numbers together. */
export class GroupRow extends Kept {
  render({ row: group, place, top, layout, model, selected, active, act }) {
    const cells = (columns) =>
      columns.map(
        ({ column, width, left, last }) => html`<div key=${column.key} role="gridcell" aria-colindex=${layout.indexOf(column.key)}
          class=${classes("cell", column.number && "number", left !== undefined && "pinned", last && "last-pinned")}
          style=${{ width: `${width}px`, left: left === undefined ? undefined : `${left}px` }}>
          ${column.key === "#group" ? html`<${Icon} name=${group.open ? "down" : "right"} />${groupHead(group)}` : column.key === "#best" ? best(group, model) : statistics(column.key, group.statistics.get(column.key), WORDED[column.key] || brief(4))}
        </div>`,
      );
    return html`<div role="row" id=${`row-${place}`} aria-rowindex=${place + 2} aria-expanded=${group.open} aria-selected=${selected}
      class=${classes("row", "group-row", active && "active")} style=${{ transform: `translateY(${top}px)` }}
      onClick=${(event) => act.click(event, group, place)}>
      <div role="gridcell" aria-colindex="1" class="cell check pinned" style=${{ left: "0px" }} onClick=${(event) => act.check(event, group, place)}>
        <input type="checkbox" tabindex="-1" checked=${selected} aria-label=${`Select all ${format.count(group.count)} of ${group.key.map((value) => value ?? "none").join(", ")}`} />
      </div>
      ${cells(layout.pinned)}
      ${layout.gap > 0 && html`<div class="gap" role="presentation" style=${{ width: `${layout.gap}px` }}></div>`}
      ${cells(layout.seen)}
    </div>`;
  }
}

const groupHead = (group) => html`<span class="group-key">
  ${group.key.map(
    (value, i) => html`<span class="key-pair one-line" title=${`${group.labels[i]} = ${value ?? "none"}`}>
      <span class="faint">${group.labels[i]}</span> ${value === null ? html`<em class="faint">none</em>` : format.short(value)}
    </span>`,
  )}
</span>
<span class="badge">${format.count(group.count)}</span>`;

const best = (group, model) =>
  group.best
    ? html`<a class="one-line" tabindex="-1" href=${linkTo(model, group.best.rid)} title=${group.best.rid}>${group.best.name || format.shortId(group.best.rid)}</a>`
    : html`<span class="absent" title="Order by a metric to see which is best">–</span>`;

const WORDED = { duration: (ms) => format.duration(Number(ms)), bytes: (size) => format.bytes(Number(size)) };

/** A number with so many digits of it: groups are looked at, not copied. */
const brief = (digits) => (value) => (typeof value === "number" && Number.isFinite(value) && !Number.isInteger(value) ? format.short(Number(value.toPrecision(digits))) : format.short(value));

const statistics = (key, of, word) => {
  if (!of) return undefined;
  if (!of.count) return html`<span class="absent">–</span>`;
  const spread = !of.sd ? "" : ` ± ${(WORDED[key] || brief(2))(of.sd)}`;
  return html`<span class="statistics" title=${`mean ${of.mean}\nσ ${of.sd ?? "–"}\nmin ${of.min}\nmax ${of.max}\nof ${of.count}`}>
    <span>${word(of.mean)}<span class="soft">${spread}</span></span>
    <small>${of.min === of.max ? of.count > 1 ? "all alike" : " " : `${word(of.min)} … ${word(of.max)}`}</small>
  </span>`;
};

/** One experiment where there is no room for columns. */
export class Card extends Kept {
  render({ row, place, top, columns, model, selected, active, act }) {
    const style = { transform: `translateY(${top}px)` };
    if (!row) return html`<div role="row" class="row run-card" style=${style}><div role="gridcell"><span class="bone"></span></div></div>`;
    const facts = columns.flatMap((column) => {
      const value = cellOf(row, column);
      if (value === undefined || value === null || column.kind === "attribute") return [];
      return [html`<span class="fact"><span class="faint">${column.label}</span> ${cell(column, row, model)}</span>`];
    });
    return html`<div role="row" id=${`row-${place}`} aria-rowindex=${place + 2} aria-selected=${selected}
      class=${classes("row", "run-card", selected && "selected", active && "active")} style=${style} onClick=${(event) => act.click(event, row, place)}>
      <div role="gridcell" class="check" onClick=${(event) => act.check(event, row, place)}>
        <input type="checkbox" tabindex="-1" checked=${selected} aria-label=${`Select ${row.name}`} />
      </div>
      <div role="gridcell" class="card-text">
        <div class="card-line"><${Status} value=${row.status} compact /><${Name} row=${row} model=${model} />
          <span class="fill"></span><span class="faint"><${Ago} value=${row.started} /></span></div>
        <div class="card-line card-facts">${facts.length > 0 ? facts.slice(0, 4) : html`<code class="faint">${format.shortId(row.rid)}</code>`}</div>
      </div>
    </div>`;
  }
}
