import { patch, useAddress } from "../lib/address.js";
import { api, NATIVE, path } from "../lib/api.js";
import { classes, html, useMemo } from "../lib/dom.js";
import * as format from "../lib/format.js";
import { useLoad } from "../lib/load.js";
import { Empty, Failure, Icon, Spinner } from "../lib/ui.js";
import { FileTree, FileView } from "./files.js";
import { ImageView } from "./images.js";
import { TableView } from "./tables.js";
import { byName } from "./series.js";

const PAGE = 10_000;

/** Tables, images and files. What is open is in the address, as `table:NAME`, `image:NAME` or `file:PATH`. */
export const ArtifactsTab = ({ experiment }) => {
  const { query } = useAddress();
  const at = NATIVE + path`/experiments/${experiment.rid}`;
  const images = useLoad((signal) => api.get(`${at}/images?pageSize=${PAGE}`, { signal }), [experiment.rid]);
  const root = useLoad((signal) => api.get(`${at}/files?pageSize=${PAGE}`, { signal }), [experiment.rid]);
  const named = useMemo(() => imagesByName(images.data?.data || []), [images.data]);
  const error = images.error || root.error;
  if (error) return html`<${Failure} error=${error} retry=${() => (images.reload(), root.reload())} />`;
  if (!images.data || !root.data) return html`<${Spinner} />`;
  if (experiment.tables.length === 0 && named.size === 0 && root.data.data.length === 0) {
    return html`<${Empty} title="No artifacts">
      <p>Tables, images and files that are logged, by MLflow's <code>log_artifact</code> and <code>log_image</code> too, are found here.</p>
    <//>`;
  }
  const [kind, name] = split(query.get("open") || firstOf(experiment, named));
  const open = (what) => patch({ open: what }, { push: true });
  const entry = (of, one, icon, note) => html`<li key=${one}>
    <button type="button" class=${classes("entry", kind === of && name === one && "here")} aria-current=${kind === of && name === one ? "true" : undefined}
      onClick=${() => open(`${of}:${one}`)}>
      <${Icon} name=${icon} /><span class="one-line" title=${one}>${one}</span><span class="faint">${note}</span>
    </button>
  </li>`;
  return html`<div class="artifacts">
    <nav class="card artifact-list" aria-label="Artifacts">
      ${experiment.tables.length > 0 &&
      html`<h2>Tables</h2><ul>${experiment.tables.map((table) => entry("table", table.name, "table", format.count(Number(table.rowCount))))}</ul>`}
      ${named.size > 0 && html`<h2>Images</h2><ul>${[...named].map(([one, list]) => entry("image", one, "image", list.length))}</ul>`}
      ${images.data.nextPageToken && html`<p class="nothing">The first ${format.count(PAGE)} images; all of them are among the files.</p>`}
      ${root.data.data.length > 0 &&
      html`<h2>Files</h2><${FileTree} at=${at} listing=${root.data} chosen=${kind === "file" ? name : undefined} open=${(file) => open(`file:${file}`)} />`}
    </nav>
    <div class="artifact">
      ${kind === "table" && html`<${TableOf} key=${name} experiment=${experiment} name=${name} />`}
      ${kind === "image" && html`<${ImageOf} key=${name} at=${at} name=${name} images=${named.get(name)} />`}
      ${kind === "file" && html`<${FileView} key=${name} at=${at} path=${name} />`}
    </div>
  </div>`;
};

const split = (text) => [text.slice(0, text.indexOf(":")), text.slice(text.indexOf(":") + 1)];

const firstOf = (experiment, named) =>
  experiment.tables.length > 0 ? `table:${experiment.tables[0].name}` : named.size > 0 ? `image:${named.keys().next().value}` : ":";

const imagesByName = (images) => {
  const named = new Map();
  for (const image of images) {
    if (!named.has(image.name)) named.set(image.name, []);
    named.get(image.name).push(image);
  }
  return new Map([...named].sort(([a], [b]) => byName(a, b)));
};

const Gone = () => html`<${Empty} title="It is not here"><p>Nothing of that name is in this experiment.</p><//>`;

const TableOf = ({ experiment, name }) => {
  const table = experiment.tables.find((one) => one.name === name);
  return table ? html`<${TableView} experiment=${experiment} table=${table} />` : html`<${Gone} />`;
};

const ImageOf = ({ at, name, images }) => (images ? html`<${ImageView} at=${at} name=${name} images=${images} />` : html`<${Gone} />`);
