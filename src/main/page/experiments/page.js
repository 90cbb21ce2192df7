import { go, href, useAddress } from "../lib/address.js";
import { api, askAhead, NATIVE, path } from "../lib/api.js";
import { html, useEffect, useMemo, useRef, useState } from "../lib/dom.js";
import * as format from "../lib/format.js";
import { useLive } from "../lib/live.js";
import { useLoad } from "../lib/load.js";
import { Button, Empty, Failure, Menu, Popover, Spinner, toast, toastFailure } from "../lib/ui.js";
import { BulkBar } from "./bulk-bar.js";
import { linkTo } from "./cell.js";
import { Chooser } from "./column-chooser.js";
import { ColumnMenu } from "./column-menu.js";
import { cellKeys, clampWidth, column, defaultColumns, learnTypes } from "./columns.js";
import { firstColumns } from "./column-search.js";
import { FilterBox } from "./filter-box.js";
import { FirstExperiment } from "./first-experiment.js";
import { GroupChoice } from "./group-menu.js";
import { GROUP_COLUMNS, isSummed } from "./groups.js";
import { allRows, CHOSEN_MAX, rowsBetween, selectionOf } from "./selection.js";
import { useSource } from "./source.js";
import { HEIGHT_MAX, Table } from "./table.js";
import { ViewsMenu } from "./views-menu.js";
import { foldTurned, isFolded, orderBy, parseView, turned, writeView } from "./view.js";

const ROW_PX = 32;
const TALL_ROW_PX = 46;
const CARD_PX = 60;
const SUMMED_PX = 148;
const NARROW = matchMedia("(max-width: 640px)");
const WIDTH_STEP = 32;
const PLAIN = "view=all";
const PATIENCE_MS = 300;

const modelPath = (rid) => NATIVE + path`/models/${rid}`;
const viewsPath = (rid) => NATIVE + path`/models/${rid}/views`;

export const ahead = ({ modelRid }) => askAhead(modelPath(modelRid), firstColumns(modelRid), viewsPath(modelRid));

/** The experiments of one model. */
export const ExperimentsPage = ({ modelRid }) => {
  const model = useLoad((signal) => api.get(modelPath(modelRid), { signal }), [modelRid]);
  useEffect(() => {
    if (model.data) document.title = `${model.data.name} · Assay`;
    return () => {
      document.title = "Assay";
    };
  }, [model.data]);
  if (model.error) return html`<main class="narrow"><${Failure} error=${model.error} retry=${model.reload} /></main>`;
  return html`<${Experiments} rid=${modelRid} model=${model.data} />`;
};

const Experiments = ({ rid, model }) => {
  const { query } = useAddress();
  const narrow = useMedia(NARROW);
  const [deletedKnown, setDeletedKnown] = useState(false);
  const known = useLoad((signal) => api.get(firstColumns(rid, deletedKnown), { signal }), [rid, deletedKnown]);
  const saved = useLoad((signal) => api.get(viewsPath(rid), { signal }), [rid]);
  const views = saved.data?.data || [];
  const begins = views.find((one) => one.default);
  const address = query.toString();
  // An address without anything means the default view; one that says so means no view at all.
  const knowsView = address !== "" || saved.data || saved.error;
  const text = address === "" ? begins?.state || "" : address === PLAIN ? "" : address;
  const view = useMemo(() => parseView(text), [text]);
  // Columns that nobody chose are known as soon as the view is, if not much later; then rows are asked for but once.
  const patient = usePatience(PATIENCE_MS);
  const waits = !knowsView || (!view.columns && patient && !known.data && !known.error);
  useEffect(() => setDeletedKnown(view.deleted), [view.deleted]);

  const defaults = useRef();
  useMemo(() => known.data && learnTypes(known.data.parameters), [known.data]);
  const outdated = useRef();
  if (known.data && (!defaults.current || defaults.current.total === 0 || (outdated.current && outdated.current !== known.data))) {
    outdated.current = undefined;
    defaults.current = { total: known.data.total, columns: defaultColumns(known.data) };
  }
  const columns = view.columns || defaults.current?.columns || defaultColumns();
  const [resized, setResized] = useState();
  const grouped = view.group.length > 0;
  const [groupWidths, setGroupWidths] = useState({});
  const shown = useMemo(() => {
    const own = columns.map((one) => (one.key === resized?.key ? { ...one, width: resized.width } : one));
    if (!grouped) return own;
    const special = Object.values(GROUP_COLUMNS).map(({ key, width }) => ({
      key,
      width: resized?.key === key ? resized.width : groupWidths[key] || width,
    }));
    const others = own.filter(({ key }) => key !== "name" && !view.group.includes(key));
    const summed = others.filter(({ key }) => isSummed(key)).map((one) => ({ ...one, width: Math.max(one.width, one.key === "duration" ? SUMMED_PX + 40 : SUMMED_PX) }));
    summed.sort((a, b) => column(b.key).kind.localeCompare(column(a.key).kind));
    return [...special, ...summed, ...others.filter(({ key }) => !isSummed(key))];
  }, [columns, resized, grouped, groupWidths, view.group]);
  const keys = useMemo(() => cellKeys(columns.map(({ key }) => ({ key }))), [columns]);
  const { source, round, error, busy } = useSource(rid, waits ? undefined : view, keys);

  const selection = selectionOf(rid);
  const [, draw] = useState(0);
  const redraw = () => draw((before) => before + 1);
  const lastPicked = useRef();
  const [menu, setMenu] = useState();
  const [picking, setPicking] = useState(false);

  useLive({ model: rid }, () => source?.refresh());
  const total = useRef();
  useEffect(() => {
    if (source && total.current !== undefined && total.current !== source.total && source.total) known.reload();
    total.current = source?.total;
  }, [source?.total]);

  // Two changes before the page is drawn again both count.
  const latest = useRef();
  latest.current = text;
  const openView = (next, push) => {
    latest.current = next;
    go(["models", rid], new URLSearchParams(next === "" && begins ? PLAIN : next), { replace: !push });
  };
  const show = (changes, { push = false } = {}) => openView(writeView({ ...parseView(latest.current), ...changes }), push);
  const setColumns = (next, pinned = view.pinned) => show({ columns: next.filter(({ key }) => !GROUP_COLUMNS[key]), pinned });

  const pick = (rows, on) => {
    for (const row of rows) {
      if (!on) selection.delete(row.rid);
      else if (selection.size < CHOSEN_MAX) selection.set(row.rid, row.name);
    }
    redraw();
  };
  const pickRange = async (from, to, on = true) => {
    setPicking(true);
    try {
      pick(await rowsBetween(source, Math.min(from, to), Math.min(Math.max(from, to) + 1, Math.min(from, to) + CHOSEN_MAX)), on);
    } catch (failure) {
      toastFailure(failure);
    } finally {
      setPicking(false);
    }
  };
  const pickGroup = async (group, on) => {
    setPicking(true);
    try {
      pick(await allRows(rid, { ...source.query, filter: source.filterOf(group) }), on);
    } catch (failure) {
      toastFailure(failure);
    } finally {
      setPicking(false);
    }
  };
  const pickAll = async () => {
    setPicking(true);
    try {
      const rows = await allRows(rid, { filter: view.filter, orderBy: orderBy(view.order), deleted: view.deleted });
      pick(rows, true);
      if (source.matched > selection.size) toast(`No more than ${format.count(CHOSEN_MAX)} can be chosen: these are the first.`);
    } catch (failure) {
      toastFailure(failure);
    } finally {
      setPicking(false);
    }
  };
  const pickNone = () => {
    selection.clear();
    redraw();
  };
  const open = (row, event) => {
    if (row.isGroup) source.toggle(row);
    else if (row.deleted) toast("It is deleted: restore it to open it.");
    else if (event?.ctrlKey || event?.metaKey) window.open(linkTo(rid, row.rid), "_blank", "noopener");
    else go(["models", rid, "experiments", row.rid]);
  };
  const moveColumn = (key, to) => {
    const own = shown.findIndex((one) => one.key === key);
    if (to < 0 || to >= shown.length || GROUP_COLUMNS[shown[to].key] || own < 0) return;
    const next = shown.filter((one) => one.key !== key);
    next.splice(to, 0, shown[own]);
    setColumns(grouped ? withHidden(next, columns) : next);
  };
  const hide = (key) => {
    const index = columns.findIndex((one) => one.key === key);
    setColumns(columns.filter((one) => one.key !== key), index >= 0 && index < view.pinned ? view.pinned - 1 : view.pinned);
  };
  const pin = (key) => {
    const index = columns.findIndex((one) => one.key === key);
    const next = columns.filter((one) => one.key !== key);
    if (index < view.pinned) {
      next.splice(view.pinned - 1, 0, columns[index]);
      setColumns(next, view.pinned - 1);
    } else {
      next.splice(view.pinned, 0, columns[index]);
      setColumns(next, view.pinned + 1);
    }
  };
  const sort = (one, add) => !one.unordered && !GROUP_COLUMNS[one.key] && show({ order: turned(view.order, one.key, add) });

  const actions = {
    sort,
    hide,
    move: moveColumn,
    resizing: (key, width) => setResized(key && { key, width }),
    columns: (next, pinned) => {
      setGroupWidths(Object.fromEntries(next.filter(({ key }) => GROUP_COLUMNS[key]).map(({ key, width }) => [key, width])));
      setColumns(grouped ? withHidden(next, columns) : next, grouped ? view.pinned : pinned);
    },
    menu: (one, at) => setMenu({ column: one, at: at.closest("[data-column]").querySelector(".head-name") }),
    open: (row, place, event) => open(row, event),
    click: (event, row) => {
      if (row.isGroup && !event.target.closest("a")) source.toggle(row);
      else if (event.shiftKey && !event.target.closest("a")) event.preventDefault();
    },
    check: (event, row, place) => {
      event.preventDefault();
      if (row.isGroup) return void pickGroup(row, !row.rids.every((one) => selection.has(one)));
      const on = !selection.has(row.rid);
      if (event.shiftKey && lastPicked.current !== undefined) pickRange(lastPicked.current, place, on);
      else pick([row], on);
      lastPicked.current = place;
    },
    toggle: (row, place) => {
      if (row.isGroup) source.toggle(row);
      else pick([row], !selection.has(row.rid));
      lastPicked.current = place;
    },
    fold: (row) => show(foldTurned(view, row.rid)),
    range: (from, to) => pickRange(from, to),
    all: pickAll,
    escape: pickNone,
  };
  const menuItems = menu && columnItems(menu.column, { view, columns, shown, actions, pin, show, sort });
  const wrongFilter = error?.name === "InvalidFilter" ? error : undefined;
  const empty = source?.size === 0 && (source.total === 0 || known.data?.total === 0) && !view.deleted && !view.filter && !error;
  const rowHeight = narrow ? CARD_PX : grouped ? TALL_ROW_PX : ROW_PX;
  return html`<main class="experiments">
    <${PageHead} rid=${rid} model=${model} source=${source} view=${view} grouped=${grouped} />
    <div class="table-tools">
      <${FilterBox} model=${rid} filter=${view.filter} error=${wrongFilter} busy=${busy} change=${(filter) => show({ filter })} />
      <${Popover} icon="group" label=${html`<span class="one-line group-label">${groupLabel(view.group)}</span>`} align="end">
        <${GroupChoice} model=${rid} deleted=${view.deleted} known=${known.data} group=${view.group} change=${(group) => show({ group }, { push: true })} />
      <//>
      <${Popover} icon="columns" label="Columns" align="end">
        <${Chooser} model=${rid} deleted=${view.deleted} known=${known.data} columns=${columns} change=${(next) => setColumns(next)}
          reset=${() => show({ columns: undefined, pinned: 2 })} />
      <//>
      <${ViewsMenu} model=${rid} views=${views} state=${writeView(view)} open=${(state) => openView(state, true)} reload=${saved.reload} />
      <${Menu} icon="more" title="More" align="end" items=${moreItems(rid, view, show, grouped)} />
    </div>
    ${error && !wrongFilter && html`<${Failure} error=${error} retry=${() => source ? source.refresh() : location.reload()} />`}
    ${!source && !error && html`<${Spinner} />`}
    ${empty && model && html`<${FirstExperiment} model=${model} />`}
    ${source && !empty && html`<${Table} source=${source} round=${round} columns=${shown} pinned=${grouped ? 1 : view.pinned} special=${grouped ? GROUP_COLUMNS : undefined}
      folded=${view.nested && !grouped ? (row) => isFolded(view, row.rid) : undefined}
      order=${view.order} rowHeight=${rowHeight} cards=${narrow} model=${rid} selection=${selection} actions=${actions} busy=${busy || picking}
      label=${view.deleted ? "Deleted experiments" : "Experiments"} />`}
    ${source && source.size === 0 && !empty && !error && html`<${NothingFound} view=${view} show=${show} />`}
    ${source && source.size * rowHeight > HEIGHT_MAX && html`<p class="faint table-foot">The first ${format.count(Math.floor(HEIGHT_MAX / rowHeight))} can be scrolled to; a filter or another order shows the rest.</p>`}
    ${selection.size > 0 && html`<${BulkBar} model=${rid} selection=${selection} deleted=${view.deleted} tags=${known.data?.tags || []} clear=${pickNone} only=${(filter) => show({ filter }, { push: true })}
      done=${(action) => {
        if (["delete", "restore", "purge"].includes(action)) selection.clear();
        if (action === "tag") outdated.current = known.data;
        source.refresh();
        known.reload();
        redraw();
      }} />`}
    ${menu && html`<${ColumnMenu} at=${menu.at} items=${menuItems} close=${() => setMenu()} />`}
  </main>`;
};

/** Whether it is not yet so long since it was first asked. */
const usePatience = (ms) => {
  const [patient, setPatient] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setPatient(false), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return patient;
};

const groupLabel = (group) => (group.length === 0 ? "Group" : `Group: ${group.map((key) => column(key)?.label || key).join(", ")}`);

const PageHead = ({ rid, model, source, view, grouped }) => html`<header class="table-head">
  <div class="titles">
    <div class="crumbs"><a href=${href(["models"])}>Models</a><span aria-hidden="true">/</span></div>
    <h1 class="one-line" title=${model?.name}>${model?.name || " "}</h1>
  </div>
  <p class="counts" role="status">${source && counts(source, view, grouped)}</p>
  <span class="fill"></span>
  <nav class="page-tabs" aria-label="Model">
    <a class="page-tab here" aria-current="page" href=${href(["models", rid])}>Experiments</a>
    <a class="page-tab" href=${href(["models", rid, "versions"])}>Versions</a>
  </nav>
</header>`;

const counts = (source, view, grouped) => {
  const kind = view.deleted ? "deleted experiment" : "experiment";
  if (grouped) return `${format.plural(source.count, "group")} of ${format.plural(source.matched, kind)}`;
  return source.matched === source.total ? format.plural(source.total, kind) : `${format.count(source.matched)} of ${format.plural(source.total, kind)}`;
};

const NothingFound = ({ view, show }) => html`<${Empty} title=${view.filter ? "No experiment matches the filter" : view.deleted ? "Nothing is deleted" : "No experiment is here"}>
  <div class="row-of-buttons">
    ${view.filter && html`<${Button} onClick=${() => show({ filter: "" })}>Show all<//>`}
    ${view.deleted && html`<${Button} onClick=${() => show({ deleted: false }, { push: true })}>Show those that are not deleted<//>`}
  </div>
<//>`;

const moreItems = (rid, view, show, grouped) => [
  !grouped && {
    label: view.nested ? "Nested runs as any others" : "Nested runs under their parents",
    icon: "group",
    act: () => show({ nested: view.nested ? undefined : { folded: "none", others: [] } }, { push: true }),
  },
  !grouped && view.nested && { label: "Fold all", icon: "right", act: () => show({ nested: { folded: "all", others: [] } }, { push: true }) },
  !grouped && view.nested && { label: "Unfold all", icon: "down", act: () => show({ nested: { folded: "none", others: [] } }, { push: true }) },
  view.deleted
    ? { label: "Show what is not deleted", icon: "reset", act: () => show({ deleted: false }, { push: true }) }
    : { label: "Show what is deleted", icon: "trash", act: () => show({ deleted: true }, { push: true }) },
  { label: "Download all as CSV", icon: "download", act: () => download(NATIVE + path`/models/${rid}/export?format=csv`) },
];

const download = (to) => {
  const link = document.createElement("a");
  link.href = to;
  link.download = "";
  link.click();
};

const columnItems = (one, { view, columns, shown, actions, pin, show, sort }) => {
  if (GROUP_COLUMNS[one.key]) return [{ label: "No groups", icon: "group", act: () => show({ group: [] }, { push: true }) }];
  const place = shown.findIndex(({ key }) => key === one.key);
  const own = columns.findIndex(({ key }) => key === one.key);
  const width = columns[own]?.width || 100;
  const ordered = view.order.some(({ key }) => key === one.key);
  const set = (down) => show({ order: [{ key: one.key, down }] });
  const resize = (by) => actions.columns(shown.map((other) => (other.key === one.key ? { ...other, width: clampWidth(width + by) } : other)), view.pinned);
  const grouped = view.group.length > 0;
  return [
    !one.unordered && { label: "Sort ascending", icon: "up", act: () => set(false) },
    !one.unordered && { label: "Sort descending", icon: "down", act: () => set(true) },
    !one.unordered && view.order.length > 0 && !ordered && { label: "Add to the sort", icon: "plus", act: () => sort(one, true) },
    ordered && { label: "Do not sort by this", icon: "close", act: () => show({ order: view.order.filter(({ key }) => key !== one.key) }) },
    !grouped && { label: own < view.pinned ? "Unpin" : "Pin", icon: "pin", act: () => pin(one.key) },
    { label: "Move left", icon: "left", disabled: place <= 0, act: () => actions.move(one.key, place - 1) },
    { label: "Move right", icon: "right", disabled: place >= shown.length - 1, act: () => actions.move(one.key, place + 1) },
    { label: "Wider", icon: "plus", act: () => resize(WIDTH_STEP) },
    { label: "Narrower", icon: "minus", act: () => resize(-WIDTH_STEP) },
    ["parameter", "tag"].includes(one.kind) && !view.group.includes(one.key) && { label: "Group by this", icon: "group", act: () => show({ group: [...view.group, one.key] }, { push: true }) },
    { label: "Hide", icon: "close", act: () => actions.hide(one.key) },
  ];
};

/** The columns that a table of groups does not show keep their places at the front. */
const withHidden = (shown, columns) => {
  const own = shown.filter(({ key }) => !GROUP_COLUMNS[key]);
  return [...columns.filter(({ key }) => !own.some((one) => one.key === key)), ...own];
};

const useMedia = (media) => {
  const [matches, setMatches] = useState(media.matches);
  useEffect(() => {
    const listener = () => setMatches(media.matches);
    media.addEventListener("change", listener);
    return () => media.removeEventListener("change", listener);
  }, []);
  return matches;
};
