import { href, patch, useAddress } from "../lib/address.js";
import { api, NATIVE, path, UI } from "../lib/api.js";
import { html, useEffect, useRef, useState } from "../lib/dom.js";
import * as format from "../lib/format.js";
import { useLoad, useSettled } from "../lib/load.js";
import { mayDelete, mayWrite, useSession } from "../lib/session.js";
import { Ago, Button, Dialog, Empty, Failure, Icon, Menu, Spinner, toast, toastFailure } from "../lib/ui.js";
import { FirstSteps } from "./first-steps.js";
import { Sparkline } from "./sparkline.js";

const PAGE_SIZE = 100;
const KEYSTROKES_MS = 120;
const REFRESH_MS = 10_000;

const COLUMNS = [
  { key: "name", title: "Model", first: "ASC" },
  { key: "experiments", title: "Experiments", first: "DESC", number: true },
  { key: "activity", title: "Last activity", first: "DESC" },
];

/** All models, those with the latest activity first. */
export const ModelsPage = () => {
  const { query } = useAddress();
  const session = useSession();
  const [search, setSearch] = useState(query.get("search") || "");
  const [making, setMaking] = useState(false);
  const settled = useSettled(search, KEYSTROKES_MS);
  const deleted = query.get("deleted") === "true";
  const order = query.get("order") || "activity DESC";
  const shown = Number(query.get("shown")) || PAGE_SIZE;
  useEffect(() => {
    if (settled !== (query.get("search") || "")) patch({ search: settled, shown: null });
  }, [settled]);
  useEffect(() => {
    // Somebody went back, or followed a link.
    const wanted = query.get("search") || "";
    if (wanted !== settled) setSearch(wanted);
  }, [query.get("search")]);
  const ask = (signal) =>
    api.get(`${UI}/models?${new URLSearchParams({ search: settled, orderBy: order, deleted, limit: Math.min(shown, 500) })}`, { signal });
  const { data, error, reload } = useLoad(ask, [settled, order, deleted, shown]);
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && reload(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [reload]);
  const isEmpty = data && data.total === 0 && !deleted && !settled;
  const isFirst = data && !deleted && !settled && data.rows.every((row) => row.experiments === 0);
  return html`<main class="narrow models">
    <div class="page-head">
      <div class="titles">
        <h1>Models</h1>
        ${data && html`<p class="faint">${format.plural(data.total, deleted ? "deleted model" : "model")}${settled && `, ${format.count(data.matched)} match`}</p>`}
      </div>
      <span class="search-box">
        <${Icon} name="search" />
        <input type="search" placeholder="Search by name" aria-label="Search models by name" value=${search}
          onInput=${(event) => setSearch(event.target.value)} />
      </span>
      <${Button} kind="quiet" aria-pressed=${deleted} onClick=${() => patch({ deleted: deleted ? null : "true" }, { push: true })}>
        ${deleted ? "Show active" : "Show deleted"}
      <//>
      ${mayWrite(session) && html`<${Button} kind="primary" onClick=${() => setMaking(true)}><${Icon} name="plus" />New model<//>`}
    </div>
    ${error && html`<${Failure} error=${error} retry=${reload} />`}
    ${!data && !error && html`<${Spinner} />`}
    ${data && !isEmpty && html`<div class="framed scrolls"><${List} rows=${data.rows} order=${order} deleted=${deleted} reload=${reload} /></div>`}
    ${data && data.rows.length === 0 && (deleted || settled) &&
    html`<${Empty} title=${deleted ? "Nothing is deleted" : "No model has this in its name"} />`}
    ${data && data.rows.length < data.matched &&
    html`<p class="more"><${Button} onClick=${() => patch({ shown: shown + PAGE_SIZE })} disabled=${shown >= 500}>
      Show more (${format.count(data.matched - data.rows.length)})<//></p>`}
    ${isFirst && html`<${FirstSteps} />`}
    ${making && html`<${NewModel} close=${() => setMaking(false)} done=${reload} />`}
  </main>`;
};

const List = ({ rows, order, deleted, reload }) => {
  const session = useSession();
  const [by, direction] = order.split(" ");
  const sort = (column) => {
    const next = by !== column.key ? column.first : direction === "DESC" ? "ASC" : "DESC";
    patch({ order: `${column.key} ${next}` });
  };
  return html`<table class="list">
    <thead>
      <tr>
        ${COLUMNS.map(
          (column) => html`<th key=${column.key} class=${column.number ? "number" : ""}
            aria-sort=${by !== column.key ? "none" : direction === "DESC" ? "descending" : "ascending"}>
            <button type="button" class="sorter" onClick=${() => sort(column)}>
              ${column.title}${by === column.key && html`<${Icon} name=${direction === "DESC" ? "down" : "up"} />`}
            </button>
          </th>`,
        )}
        <th>Newest experiment</th>
        <th class="number">Bytes</th>
        <th><span class="unseen">Actions</span></th>
      </tr>
    </thead>
    <tbody>
      ${rows.map((row) => html`<${Row} key=${row.rid} row=${row} deleted=${deleted} session=${session} reload=${reload} />`)}
    </tbody>
  </table>`;
};

const Row = ({ row, deleted, session, reload }) => {
  const element = useRef();
  const [preview, setPreview] = useState();
  const stamp = `${row.experiments} ${row.running} ${row.lastActivity}`;
  useEffect(() => {
    if (deleted) return undefined;
    const ended = new AbortController();
    const seen = new IntersectionObserver(([entry]) => {
      if (!entry.isIntersecting) return;
      seen.disconnect();
      api.get(path`/ui/api/models/${row.rid}/preview`, { signal: ended.signal }).then(setPreview, () => {});
    });
    seen.observe(element.current);
    return () => (seen.disconnect(), ended.abort());
  }, [row.rid, stamp]);
  const act = async (work, said) => {
    try {
      await work();
      toast(said);
    } catch (error) {
      toastFailure(error);
    }
    reload();
  };
  const restore = () => act(() => api.post(path`/api/assay/v1/models/${row.rid}/restore`), `${row.name} is back.`);
  const remove = async () => {
    try {
      await api.delete(path`/api/assay/v1/models/${row.rid}`);
      toast(`${row.name} is deleted.`, { undo: restore });
    } catch (error) {
      toastFailure(error);
    }
    reload();
  };
  const items = deleted
    ? [mayDelete(session) && { label: "Restore", icon: "reset", act: restore }]
    : [
        { label: "Versions", icon: "right", act: () => (location.hash = href(["models", row.rid, "versions"])) },
        mayDelete(session) && { label: "Delete", icon: "trash", danger: true, act: remove },
      ];
  return html`<tr ref=${element}>
    <td class="wide-cell">
      ${deleted ? row.name : html`<a class="row-link" title=${row.name} href=${href(["models", row.rid])}>${row.name}</a>`}
      ${row.tags.filter(({ key }) => format.isPeoples(key)).slice(0, 4).map((tag) => html`<span class="tag" key=${tag.key}><span class="one-line">${tag.value ? `${tag.key}: ${tag.value}` : tag.key}</span></span>`)}
    </td>
    <td class="number">
      ${format.count(row.experiments)}
      ${row.running > 0 && html`<span class="status running"><i></i>${row.running} running</span>`}
    </td>
    <td class="nowrap"><${Ago} value=${row.lastActivity ?? row.createdTime} /></td>
    <td>
      ${preview && preview.series &&
      html`<a class="newest" href=${href(["models", row.rid, "experiments", preview.experimentRid])} title=${`${preview.series} of ${preview.experimentName}`}>
        <${Sparkline} values=${preview.last} label=${`${preview.series} of ${preview.experimentName}`} />
        <span class="one-line faint">${preview.series}</span>
      </a>`}
    </td>
    <td class="number nowrap">${preview ? format.bytes(preview.bytes) : html`<span class="faint">–</span>`}</td>
    <td class="actions"><${Menu} icon="more" title=${`Actions on ${row.name}`} align="end" items=${items} /></td>
  </tr>`;
};

const NewModel = ({ close, done }) => {
  const [name, setName] = useState("");
  const [error, setError] = useState();
  const submit = async (event) => {
    event.preventDefault();
    try {
      const made = await api.post(`${NATIVE}/models`, { name });
      done();
      close();
      location.hash = href(["models", made.rid]);
    } catch (failure) {
      setError(failure);
    }
  };
  return html`<${Dialog} title="New model" close=${close} footer=${html`
      <${Button} onClick=${close}>Cancel<//><${Button} kind="primary" type="submit" form="new-model">Create<//>`}>
    <form id="new-model" onSubmit=${submit} class="stack">
      <p class="soft">A model holds the experiments that try to make it better. MLflow's clients call it an experiment.</p>
      ${error && html`<${Failure} error=${error} />`}
      <label>Name<input value=${name} required maxlength="700" autofocus onInput=${(event) => setName(event.target.value)} /></label>
    </form>
  <//>`;
};
