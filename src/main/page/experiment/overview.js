import { href } from "../lib/address.js";
import { NATIVE, path } from "../lib/api.js";
import { html, useState } from "../lib/dom.js";
import * as format from "../lib/format.js";
import { Ago, Button, Copy, Status } from "../lib/ui.js";
import { tabHref } from "./links.js";
import { MetricsCard } from "./metrics.js";
import { NoteHtml } from "./note.js";
import { ParametersCard } from "./parameters.js";
import { Tags } from "./tags.js";

/** What is known of the experiment, at a glance. */
export const OverviewTab = ({ experiment, reload }) => html`<div class="overview">
  <div class="side">
    <${Details} experiment=${experiment} />
    <section class="card" aria-label="Tags"><header><h2>Tags</h2></header><${Tags} experiment=${experiment} reload=${reload} /></section>
  </div>
  <div class="body">
    ${experiment.statusMessage && html`<${StatusMessage} experiment=${experiment} />`}
    ${experiment.note && html`<${NoteCard} experiment=${experiment} />`}
    <div class="pair">
      <${ParametersCard} parameters=${experiment.parameters} />
      <${MetricsCard} experiment=${experiment} />
    </div>
  </div>
</div>`;

/** A message that is longer than what stands here lies beside it as a file of ours. */
const MESSAGE_CHARS_MAX = 4000;
const WHOLE_MESSAGE = "assay/status-message.txt";

const StatusMessage = ({ experiment }) => html`<section class=${experiment.status === "FAILED" ? "card message bad" : "card message"} aria-label="Status message">
  <header>
    <h2>Status message</h2><span class="fill"></span>
    ${experiment.statusMessage.length >= MESSAGE_CHARS_MAX &&
    html`<a class="button small quiet" download href=${NATIVE + path`/experiments/${experiment.rid}/files/${WHOLE_MESSAGE}`}>Whole message</a>`}
    <${Copy} text=${experiment.statusMessage} label="Copy the message" />
  </header>
  <pre tabindex="0">${experiment.statusMessage}</pre>
</section>`;

const NoteCard = ({ experiment }) => {
  const [whole, setWhole] = useState(false);
  return html`<section class=${whole ? "card note-card" : "card note-card cut"} aria-label="Note">
    <header>
      <h2>Note</h2><span class="fill"></span>
      <${Button} small kind="quiet" onClick=${() => setWhole(!whole)} aria-expanded=${whole}>${whole ? "Less" : "Whole note"}<//>
      <a class="button small quiet" href=${tabHref(experiment, "note")}>Edit</a>
    </header>
    <${NoteHtml} text=${experiment.note} />
  </section>`;
};

const Details = ({ experiment }) => {
  const ended = experiment.endTimeMs;
  return html`<section class="card" aria-label="Details">
    <header><h2>Details</h2></header>
    <dl class="details">
      <${Row} name="Status"><${Status} value=${experiment.status} /><//>
      <${Row} name="Created"><${Moment} value=${experiment.createdTime} /><//>
      ${new Date(experiment.createdTime).getTime() !== experiment.startTimeMs &&
      html`<${Row} name="Started"><${Moment} value=${experiment.startTimeMs} /><//>`}
      ${ended !== undefined && html`<${Row} name="Ended"><${Moment} value=${ended} /><//>`}
      ${ended !== undefined && html`<${Row} name="Duration">${format.duration(ended - experiment.startTimeMs)}<//>`}
      ${experiment.lastTimeMs !== undefined && html`<${Row} name="Last point"><${Ago} value=${experiment.lastTimeMs} /><//>`}
      <${Row} name="Created by">${experiment.creator}<//>
      <${Row} name="Source"><${Source} source=${experiment.source} /><//>
      <${Row} name="Branch">${experiment.branch}<//>
      ${experiment.jobRid && html`<${Row} name="Job"><${Id} text=${experiment.jobRid} what="job RID" /><//>`}
      ${experiment.linkedModelVersion && html`<${Row} name="Model version"><${Version} experiment=${experiment} /><//>`}
      <${Row} name="RID"><${Id} text=${experiment.rid} what="RID" /><//>
      <${Row} name="Run ID"><${Id} text=${experiment.runId} what="run ID" /><//>
      <${Row} name="Model RID"><${Id} text=${experiment.model.rid} what="model RID" /><//>
    </dl>
  </section>`;
};

const Row = ({ name, children }) => html`<div><dt>${name}</dt><dd>${children}</dd></div>`;

const Moment = ({ value }) => html`<time datetime=${new Date(value).toISOString()} title=${format.ago(value)}>${format.time(value)}</time>`;

const Id = ({ text, what }) => html`<span class="id"><code class="one-line" title=${text}><bdi>${text}</bdi></code><${Copy} text=${text} label=${`Copy the ${what}`} /></span>`;

const SOURCES = { sdk: "SDK", codeWorkspace: "Code workspace", authoring: "Authoring" };

const Source = ({ source }) => html`${SOURCES[source.type] || source.type}
  ${["containerRid", "deploymentRid", "stemmaRid"].map((name) => source[name] && html`<${Id} key=${name} text=${source[name]} what=${name} />`)}`;

const Version = ({ experiment }) =>
  experiment.linkedVersion
    ? html`<a href=${href(["models", experiment.linkedVersion.modelRid, "versions"])}>${experiment.linkedVersion.branch}, <${Ago} value=${experiment.linkedVersion.createdTime} /></a>
        <${Id} text=${experiment.linkedModelVersion} what="version's RID" />`
    : html`<${Id} text=${experiment.linkedModelVersion} what="version's RID" />`;
