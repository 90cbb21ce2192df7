import { href, patch, useAddress } from "../lib/address.js";
import { api, path } from "../lib/api.js";
import { html, useEffect, useState } from "../lib/dom.js";
import * as format from "../lib/format.js";
import { useLoad } from "../lib/load.js";
import { mayWrite, useSession } from "../lib/session.js";
import { Ago, Button, Copy, Dialog, Empty, Failure, Spinner, toast } from "../lib/ui.js";

const DEFAULT_BRANCH = "master";

/** The versions of a model, branch by branch. */
export const VersionsPage = ({ modelRid }) => {
  const { query } = useAddress();
  const model = useLoad((signal) => api.get(path`/ui/api/models/${modelRid}`, { signal }), [modelRid]);
  const branches = useLoad((signal) => api.get(path`/ui/api/models/${modelRid}/branches`, { signal }), [modelRid]);
  const [promoting, setPromoting] = useState();
  const [round, setRound] = useState(0);
  const promoted = () => {
    branches.reload();
    setRound(round + 1);
  };
  const error = model.error || branches.error;
  if (error) return html`<main class="narrow"><${Failure} error=${error} /></main>`;
  if (!model.data || !branches.data) return html`<${Spinner} />`;
  const names = branches.data.branches;
  // Not the one with the newest version, so that promoting to another leaves the reader where they are.
  const usual = names.find((one) => one.name === DEFAULT_BRANCH) || names[0];
  const branch = query.get("branch") || (usual ? usual.name : DEFAULT_BRANCH);
  return html`<main class="narrow">
    <div class="page-head">
      <div class="titles">
        <p class="crumbs"><a href=${href(["models"])}>Models</a> / <a href=${href(["models", modelRid])}>${model.data.name}</a></p>
        <h1>Versions</h1>
      </div>
      ${names.length > 0 &&
      html`<label class="beside">Branch
        <select value=${branch} onChange=${(event) => patch({ branch: event.target.value }, { push: true })}>
          ${names.map((one) => html`<option key=${one.name} value=${one.name}>${one.name} (${format.count(one.versions)})</option>`)}
        </select>
      </label>`}
    </div>
    ${names.length === 0
      ? html`<${Empty} title="No version yet">
          <p>A version is what came out of an experiment, to be used: it is made with Foundry's SDK
            (<code>client.models.Model.Version.create</code>) or by <code>POST /api/v2/models/${modelRid}/versions</code>.</p>
        <//>`
      : html`<${Versions} key=${`${branch} ${round}`} modelRid=${modelRid} branch=${branch} promote=${setPromoting} />`}
    ${promoting && html`<${Promote} modelRid=${modelRid} version=${promoting} close=${() => setPromoting(undefined)} done=${promoted} />`}
  </main>`;
};

const Versions = ({ modelRid, branch, promote }) => {
  const session = useSession();
  const [pages, setPages] = useState([]);
  const [error, setError] = useState();
  const more = async (token) => {
    try {
      const query = new URLSearchParams({ branch, preview: true, ...(token && { pageToken: token }) });
      const page = await api.get(`${path`/api/v2/models/${modelRid}/versions`}?${query}`);
      setPages((before) => [...before, page]);
    } catch (failure) {
      setError(failure);
    }
  };
  useEffect(() => {
    more();
  }, []);
  if (error) return html`<${Failure} error=${error} />`;
  if (pages.length === 0) return html`<${Spinner} />`;
  const next = pages[pages.length - 1].nextPageToken;
  return html`<div class="framed scrolls">
      <table class="list stacked">
        <thead><tr><th>Version</th><th>Created</th><th>Came from</th><th>Experiment</th><th>Needs</th><th><span class="unseen">Actions</span></th></tr></thead>
        <tbody>
          ${pages.flatMap((page) => page.data).map(
            (version) => html`<tr key=${version.rid}>
              <td class="nowrap"><span class="mono" title=${version.rid}>${format.shortId(version.rid)}</span> <${Copy} text=${version.rid} label="Copy the RID" /></td>
              <td class="nowrap"><${Ago} value=${version.createdTime} /></td>
              <td data-label="from">${source(version.source)}</td>
              <td data-label="experiment">${version.linkedExperiment
                ? html`<a href=${href(["models", modelRid, "experiments", version.linkedExperiment])} class="mono">${format.shortId(version.linkedExperiment)}</a>`
                : html`<span class="faint">–</span>`}</td>
              <td class="soft one-line" data-label="needs" title=${version.condaRequirements.join("\n")}>${version.condaRequirements.join(", ") || "–"}</td>
              <td class="actions">${mayWrite(session) && html`<${Button} small onClick=${() => promote(version)}>Promote<//>`}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${next && html`<p class="more"><${Button} onClick=${() => more(next)}>Show more<//></p>`}`;
};

const source = (from) =>
  from.type === "promoted"
    ? html`promoted from <a class="mono" href=${href(["models", from.previousModelRid, "versions"])} title=${from.previousModelVersionRid}>${format.shortId(from.previousModelVersionRid)}</a>`
    : from.type;

const Promote = ({ modelRid, version, close, done }) => {
  const [branch, setBranch] = useState("");
  const [error, setError] = useState();
  const submit = async (event) => {
    event.preventDefault();
    try {
      await api.post(path`/api/v2/models/${modelRid}/promoteVersion` + "?preview=true", { sourceModelVersionRid: version.rid, branch });
      toast(`A copy of the version is on ${branch}.`);
      done();
      close();
    } catch (failure) {
      setError(failure);
    }
  };
  return html`<${Dialog} title="Promote" close=${close} footer=${html`
      <${Button} onClick=${close}>Cancel<//><${Button} kind="primary" type="submit" form="promote">Promote<//>`}>
    <form id="promote" onSubmit=${submit} class="stack">
      <p class="soft">Makes a copy of version <span class="mono">${format.shortId(version.rid)}</span> on a branch, where it is the newest.</p>
      ${error && html`<${Failure} error=${error} />`}
      <label>Branch<input value=${branch} required autofocus placeholder="production" onInput=${(event) => setBranch(event.target.value)} /></label>
    </form>
  <//>`;
};
