import { go, href, useAddress } from "../lib/address.js";
import { api, askAhead, NATIVE, path, UI } from "../lib/api.js";
import { html, useEffect, useMemo, useState } from "../lib/dom.js";
import * as format from "../lib/format.js";
import { useLive } from "../lib/live.js";
import { useLoad } from "../lib/load.js";
import { mayDelete, useSession } from "../lib/session.js";
import { Ago, Button, Dialog, Failure, Icon, Menu, Spinner, Status, toast, toastFailure } from "../lib/ui.js";
import { ArtifactsTab } from "./artifacts.js";
import { ChartsTab } from "./charts.js";
import { CodeDialog } from "./code.js";
import { NoteTab } from "./note.js";
import { OverviewTab } from "./overview.js";
import { loadPlots } from "./plot.js";
import { seriesOf } from "./series.js";

const TABS = [
  { name: "overview", label: "Overview", View: OverviewTab },
  { name: "charts", label: "Charts", View: ChartsTab, count: (experiment) => experiment.rows.length },
  { name: "artifacts", label: "Artifacts", View: ArtifactsTab },
  { name: "note", label: "Note", View: NoteTab },
];

const experimentPath = (rid) => UI + path`/experiments/${rid}`;

export const ahead = ({ experimentRid }, query) => {
  if (query.get("tab") === "charts") loadPlots();
  return askAhead(experimentPath(experimentRid));
};

/** One experiment, in tabs; which one is in the address. */
export const ExperimentPage = ({ modelRid, experimentRid }) => {
  const { query } = useAddress();
  const { data, error, reload } = useLoad(
    (signal) => api.get(experimentPath(experimentRid), { signal }),
    [experimentRid],
  );
  const experiment = useMemo(() => data && { ...data, rows: seriesOf(data.series) }, [data]);
  const goesOn = data?.status === "RUNNING" || data?.status === "SCHEDULED";
  useLive(goesOn ? { experiment: experimentRid } : undefined, reload);
  useEffect(() => {
    if (!data) return undefined;
    document.title = `${data.name} · Assay`;
    return () => {
      document.title = "Assay";
    };
  }, [data?.name]);
  useEffect(() => {
    // Whoever comes by MLflow's or an old address still gets one that names the right model.
    if (data && data.model.rid !== modelRid) go(["models", data.model.rid, "experiments", data.rid], query, { replace: true });
  }, [data]);
  if (!data) {
    return error
      ? html`<main class="narrow"><${Missing} error=${error} retry=${reload} modelRid=${modelRid} /></main>`
      : html`<${Spinner} />`;
  }
  const tab = TABS.find((one) => one.name === query.get("tab")) || TABS[0];
  return html`<main class="experiment">
    <${Head} experiment=${experiment} reload=${reload} />
    ${error && html`<${Failure} error=${error} retry=${reload} />`}
    <nav class="tabs" aria-label="Parts of the experiment">
      ${TABS.map(
        (one) => html`<a key=${one.name} href=${href(["models", data.model.rid, "experiments", data.rid], { tab: one === TABS[0] ? null : one.name })}
          aria-current=${one === tab ? "page" : undefined}>
          ${one.label}${one.count && html` <span class="faint">${format.count(one.count(experiment))}</span>`}
        </a>`,
      )}
    </nav>
    <${tab.View} key=${tab.name} experiment=${experiment} reload=${reload} />
  </main>`;
};

const Missing = ({ error, retry, modelRid }) =>
  error.status === 404
    ? html`<h1>There is no such experiment</h1>
        <p class="soft">It may have been deleted; deleted experiments are among those of <a href=${href(["models", modelRid])}>the model</a>.</p>`
    : html`<${Failure} error=${error} retry=${retry} />`;

const Head = ({ experiment, reload }) => {
  const session = useSession();
  const [code, setCode] = useState(false);
  const [deleting, setDeleting] = useState(false);
  return html`<div class="page-head">
    <div class="titles">
      <div class="crumbs">
        <a href=${href(["models"])}>Models</a><span>/</span>
        <a class="one-line" href=${href(["models", experiment.model.rid])}>${experiment.model.name}</a><span>/</span>
        <span title=${experiment.rid}>${format.shortId(experiment.rid)}</span>
      </div>
      <h1>${experiment.name || html`<span class="faint">Without a name</span>`}</h1>
      <p class="facts">
        <${Status} value=${experiment.status} />
        <span><${Ago} value=${experiment.startTimeMs} /></span>
        <${Duration} experiment=${experiment} />
        <span>by ${experiment.creator}</span>
        <span title="Branch">${experiment.branch}</span>
      </p>
    </div>
    <${Button} aria-label="Use in code" onClick=${() => setCode(true)}><${Icon} name="code" /><span class="wide-only">Use in code</span><//>
    ${mayDelete(session) &&
    html`<${Menu} icon="more" title="More" align="end" items=${[{ label: "Delete", icon: "trash", danger: true, act: () => setDeleting(true) }]} />`}
    ${code && html`<${CodeDialog} experiment=${experiment} close=${() => setCode(false)} />`}
    ${deleting && html`<${DeleteDialog} experiment=${experiment} close=${() => setDeleting(false)} />`}
  </div>`;
};

/** How long it ran, or runs: that goes on by itself. */
const Duration = ({ experiment }) => {
  const { startTimeMs, endTimeMs, status } = experiment;
  const running = status === "RUNNING";
  const [, tick] = useState(0);
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(() => tick((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, [running]);
  if (endTimeMs !== undefined) return html`<span>ran ${format.duration(endTimeMs - startTimeMs)}</span>`;
  if (!running) return null;
  const silent = experiment.lastTimeMs !== undefined ? Date.now() - experiment.lastTimeMs : 0;
  return html`<span>for ${format.duration(Date.now() - startTimeMs)}</span>
    ${silent > 5 * 60_000 && html`<span class="warn">last point ${format.ago(experiment.lastTimeMs)}</span>`}`;
};

const DeleteDialog = ({ experiment, close }) => {
  const at = NATIVE + path`/experiments/${experiment.rid}`;
  const remove = async () => {
    try {
      await api.delete(at);
      const undo = () => api.post(`${at}/restore`).then(() => go(["models", experiment.model.rid, "experiments", experiment.rid]), toastFailure);
      toast(`${experiment.name} is deleted.`, { undo });
      go(["models", experiment.model.rid]);
    } catch (error) {
      toastFailure(error);
    }
  };
  return html`<${Dialog} title="Delete this experiment?" close=${close}
    footer=${html`<${Button} onClick=${close}>Cancel<//><${Button} kind="danger" onClick=${remove}>Delete<//>`}>
    <p><b>${experiment.name}</b> will be hidden, and can be restored until it is purged.</p>
  <//>`;
};

