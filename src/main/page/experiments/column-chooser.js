import { classes, html, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "../lib/dom.js";
import * as format from "../lib/format.js";
import { useLoad, useSettled } from "../lib/load.js";
import { Button, Failure, Icon } from "../lib/ui.js";
import { ATTRIBUTE_NAMES, column, differs, PARTS } from "./columns.js";
import { searchColumns } from "./column-search.js";
import { parameter, series, tag } from "./names.js";

const ITEM_PX = 30;
const AHEAD = 6;
const LISTED = 500;
const SETTLE_MS = 90;

/** Which columns the server lets one answer have. */
const COLUMNS_MAX = 200;

/** Where columns are looked for and chosen. `known` are those that the page has asked for already. */
export const Chooser = ({ model, deleted, known, columns, change, reset }) => {
  const [text, setText] = useState("");
  const [differing, setDiffering] = useState(false);
  const [active, setActive] = useState(-1);
  const [part, setPart] = useState(0);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(420);
  const list = useRef();
  const field = useRef();
  const id = useId();
  const searched = useSettled(text.trim(), SETTLE_MS);
  const { data, error } = useLoad((signal) => searchColumns(model, searched, signal, "", LISTED, deleted), [model, searched, deleted]);
  const found = data || (searched === "" ? known : undefined);
  const chosen = new Set(columns.map(({ key }) => key));
  const items = useMemo(() => (found ? itemsOf(found, searched, differing) : []), [found, searched, differing]);

  useEffect(() => field.current.focus(), []);
  useLayoutEffect(() => {
    list.current.scrollTop = 0;
    setTop(0);
    setActive(-1);
    setHeight(list.current.clientHeight || 420);
  }, [searched, differing]);

  const toggle = (key) => {
    if (chosen.has(key)) change(columns.filter((one) => one.key !== key));
    else if (columns.length < COLUMNS_MAX) change([...columns, { key, width: column(key).width }]);
  };
  const move = (step) => {
    let next = active;
    do next += step;
    while (items[next]?.heading);
    if (!items[next]) return;
    setActive(next);
    const element = list.current;
    const y = next * ITEM_PX;
    if (y < element.scrollTop) element.scrollTop = y;
    else if (y + ITEM_PX > element.scrollTop + element.clientHeight) element.scrollTop = y + ITEM_PX - element.clientHeight;
  };
  const keys = (event) => {
    const item = items[active] ?? (event.key === "Enter" && searched && searched === text.trim() ? items.find((one) => !one.heading) : undefined);
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (item?.series !== undefined && event.key === "ArrowRight") setPart(Math.min(PARTS.length - 1, part + 1));
    else if (item?.series !== undefined && event.key === "ArrowLeft") setPart(Math.max(0, part - 1));
    else if (event.key === "Enter" && item) toggle(item.series !== undefined ? series(item.series, PARTS[part]) : item.key);
    else return;
    event.preventDefault();
  };
  const onlyDiffering = () => {
    const kept = columns.filter(({ key }) => !["parameter", "tag"].includes(column(key).kind));
    const some = (found?.parameters || []).filter((one) => differs({ ...one, total: found.total })).map(({ name }) => parameter(name));
    const wanted = some.filter((key) => !kept.some((one) => one.key === key)).slice(0, COLUMNS_MAX - kept.length);
    const at = Math.max(0, kept.findIndex(({ key }) => column(key).kind === "series"));
    const added = wanted.map((key) => columns.find((one) => one.key === key) || { key, width: column(key).width });
    change(at > 0 ? [...kept.slice(0, at), ...added, ...kept.slice(at)] : [...kept, ...added]);
  };
  const first = Math.max(0, Math.floor(top / ITEM_PX) - AHEAD);
  const last = Math.min(items.length, Math.ceil((top + height) / ITEM_PX) + AHEAD);
  const item = items[active];
  return html`<div class="chooser">
    <div class="chooser-head">
      <input ref=${field} role="combobox" type="search" placeholder="Search parameters, series, tags" aria-label="Search columns" value=${text}
        aria-expanded="true" aria-controls=${`${id}-list`} autocomplete="off" spellcheck="false"
        aria-activedescendant=${item ? (item.series !== undefined ? `${id}-${active}-${part}` : `${id}-${active}`) : undefined}
        onInput=${(event) => setText(event.currentTarget.value)} onKeyDown=${keys} />
      <label class="beside"><input type="checkbox" checked=${differing} onChange=${(event) => setDiffering(event.currentTarget.checked)} />Only those that differ</label>
    </div>
    ${error && html`<${Failure} error=${error} />`}
    <div class="chooser-list" id=${`${id}-list`} role="listbox" aria-multiselectable="true" aria-label="Columns" tabindex="-1" ref=${list}
      onScroll=${(event) => (setTop(event.currentTarget.scrollTop), setHeight(event.currentTarget.clientHeight))}>
      <div role="presentation" class="chooser-room" style=${{ height: `${items.length * ITEM_PX}px` }}>
        ${items.slice(first, last).map((one, i) => {
          const at = first + i;
          const style = { transform: `translateY(${at * ITEM_PX}px)` };
          if (one.heading) return html`<div key=${one.heading} role="presentation" class="chooser-heading" style=${style}><span>${one.heading}</span><span>${one.hint}</span></div>`;
          if (one.series !== undefined) {
            return html`<div key=${`s ${one.series}`} role="presentation" class=${classes("chooser-item", at === active && "here")} style=${style}>
              <span class="one-line" title=${one.series}>${one.series || "(no name)"}</span>
              <span class="parts">${PARTS.map((name, p) => {
                const key = series(one.series, name);
                return html`<span key=${name} role="option" id=${`${id}-${at}-${p}`} aria-label=${`${one.series} ${name}`} aria-selected=${chosen.has(key)}
                  class=${classes("part", chosen.has(key) && "on", at === active && p === part && "here")} onClick=${() => toggle(key)}>${name}</span>`;
              })}</span>
            </div>`;
          }
          return html`<div key=${one.key} role="option" id=${`${id}-${at}`} aria-selected=${chosen.has(one.key)} style=${style}
            class=${classes("chooser-item", at === active && "here", chosen.has(one.key) && "on")} onClick=${() => toggle(one.key)}>
            <span class="tick">${chosen.has(one.key) && html`<${Icon} name="check" />`}</span>
            <span class="one-line" title=${one.label}>${one.label}</span><span class="fill"></span><span class="faint">${one.hint}</span>
          </div>`;
        })}
      </div>
      ${found && items.length === 0 && html`<p class="faint chooser-none">No column is called so.</p>`}
    </div>
    <div class="chooser-foot">
      <span class="faint">${format.plural(columns.length, "column")}${columns.length >= COLUMNS_MAX ? ", as many as there can be" : ""}</span><span class="fill"></span>
      <${Button} small kind="quiet" onClick=${onlyDiffering} title="Shows every parameter that differs, and none that does not">Show what differs<//>
      <${Button} small kind="quiet" onClick=${reset}>Reset<//>
    </div>
  </div>`;
};

const itemsOf = (found, searched, differing) => {
  const text = searched.toLowerCase();
  const kept = (one) => !differing || differs({ ...one, total: found.total });
  const parameters = found.parameters.filter(kept);
  const tags = found.tags.filter(kept);
  const attributes = ATTRIBUTE_NAMES.filter((key) => `${key} ${column(key).label}`.toLowerCase().includes(text));
  const section = (name, items, more) => (items.length > 0 ? [{ heading: name, hint: shown(items.length, more) }, ...items] : []);
  return [
    ...section("Parameters", parameters.map((one) => ({ key: parameter(one.name), label: one.name || "(no name)", hint: hint(one) })), differing ? 0 : found.more.parameters),
    ...section("Series", differing ? [] : found.series.map(({ name }) => ({ series: name })), found.more.series),
    ...section("Tags", tags.map((one) => ({ key: tag(one.key), label: one.key, hint: hint(one) })), differing ? 0 : found.more.tags),
    ...section("Attributes", differing ? [] : attributes.map((key) => ({ key, label: column(key).label, hint: "" })), 0),
  ];
};

const shown = (here, more) => (more > 0 ? `${format.count(here)} of ${format.count(here + more)}: search for others` : format.count(here));

const hint = ({ distinct, count }) => (distinct === undefined || distinct === null ? `in ${format.count(count)}` : distinct === 1 ? "one value" : `${format.count(distinct)} values`);
