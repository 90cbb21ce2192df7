import { api, path, UI } from "../lib/api.js";
import { html, useState } from "../lib/dom.js";
import * as format from "../lib/format.js";
import { useLoad } from "../lib/load.js";
import { mayDelete, mayWrite, useSession } from "../lib/session.js";
import { Button, Dialog, Failure, IconButton, Spinner, toast, toastFailure } from "../lib/ui.js";
import { quoteText } from "./names.js";

/** As many texts as one list of the filter language has. */
const LISTED_MAX = 500;

const change = (model, action, rids, tag) => api.post(UI + path`/models/${model}/selection`, { action, rids, ...(tag && { tag }) });

/** A purge is answered before all is freed where that takes long; it is asked for until it is. */
const changeAll = async (model, action, rids, tag) => {
  let changed = 0;
  let answer;
  do {
    answer = await change(model, action, rids, tag);
    changed += answer.changed;
  } while (answer.more);
  return changed;
};

/** What can be done to all that is chosen. */
export const BulkBar = ({ model, selection, deleted, tags, done, clear, only }) => {
  const session = useSession();
  const [dialog, setDialog] = useState();
  const [busy, setBusy] = useState(false);
  const rids = [...selection.keys()];

  const run = async (action, tag) => {
    setDialog(undefined);
    setBusy(true);
    try {
      const changed = await changeAll(model, action, rids, tag);
      toast(`${DONE[action]} ${format.plural(changed, "experiment")}`, { undo: UNDO[action] && (() => undo(UNDO[action], tag)) });
      done(action);
    } catch (error) {
      toastFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const undo = async (action, tag) => {
    try {
      await change(model, action, rids, tag);
      done(action);
    } catch (error) {
      toastFailure(error);
    }
  };
  return html`<div class="bulk-bar" role="toolbar" aria-label="Chosen experiments" aria-busy=${busy}>
    <strong>${format.count(selection.size)} chosen</strong>
    ${mayWrite(session) && !deleted && html`<${Button} small disabled=${busy} onClick=${() => setDialog("tag")}>Tag…<//>
      <${Button} small disabled=${busy} onClick=${() => setDialog("untag")}>Remove a tag…<//>`}
    ${mayWrite(session) && !deleted && html`<${Button} small kind="danger" disabled=${busy} onClick=${() => run("delete")}>Delete<//>`}
    ${mayWrite(session) && deleted && html`<${Button} small disabled=${busy} onClick=${() => run("restore")}>Restore<//>`}
    ${mayDelete(session) && deleted && html`<${Button} small kind="danger" disabled=${busy} onClick=${() => setDialog("purge")}>Purge…<//>`}
    ${rids.length <= LISTED_MAX && html`<${Button} small disabled=${busy} onClick=${() => only(`rid IN (${rids.map(quoteText).join(", ")})`)}>Show only these<//>`}
    <${IconButton} icon="close" label="Choose none" onClick=${clear} />
    ${dialog === "tag" && html`<${TagDialog} count=${rids.length} tags=${tags} close=${() => setDialog()} save=${(tag) => run("tag", tag)} />`}
    ${dialog === "untag" && html`<${UntagDialog} count=${rids.length} tags=${tags} close=${() => setDialog()} save=${(tag) => run("untag", tag)} />`}
    ${dialog === "purge" && html`<${PurgeDialog} model=${model} rids=${rids} close=${() => setDialog()} purge=${() => run("purge")} />`}
  </div>`;
};

const DONE = { tag: "Tagged", untag: "Removed the tag of", delete: "Deleted", restore: "Restored", purge: "Purged" };
const UNDO = { delete: "restore", restore: "delete" };

const TagNames = ({ id, tags }) => html`<datalist id=${id}>${tags.map(({ key }) => html`<option value=${key} />`)}</datalist>`;

const TagDialog = ({ count, tags, close, save }) => {
  const [key, setKey] = useState("");
  const [value, setValue] = useState("");
  const submit = (event) => {
    event.preventDefault();
    if (key) save({ key, value });
  };
  return html`<${Dialog} title=${`Tag ${format.plural(count, "experiment")}`} close=${close}
    footer=${html`<${Button} onClick=${close}>Cancel<//><${Button} kind="primary" type="submit" form="tag-form" disabled=${!key}>Tag<//>`}>
    <form id="tag-form" class="fields" onSubmit=${submit}>
      <label>Tag<input value=${key} list="tag-names" maxlength="250" autofocus onInput=${(event) => setKey(event.currentTarget.value)} /></label>
      <label>Value, or nothing for a tag that is a word<input value=${value} maxlength="8000" onInput=${(event) => setValue(event.currentTarget.value)} /></label>
      <${TagNames} id="tag-names" tags=${tags} />
    </form>
  <//>`;
};

const UntagDialog = ({ count, tags, close, save }) => {
  const [key, setKey] = useState("");
  const submit = (event) => {
    event.preventDefault();
    if (key) save({ key });
  };
  return html`<${Dialog} title=${`Remove a tag of ${format.plural(count, "experiment")}`} close=${close}
    footer=${html`<${Button} onClick=${close}>Cancel<//><${Button} kind="primary" type="submit" form="untag-form" disabled=${!key}>Remove<//>`}>
    <form id="untag-form" class="fields" onSubmit=${submit}>
      <label>Tag<input value=${key} list="untag-names" autofocus onInput=${(event) => setKey(event.currentTarget.value)} /></label>
      <${TagNames} id="untag-names" tags=${tags} />
    </form>
  <//>`;
};

/** There is no way back from it: what it frees is said before. */
const PurgeDialog = ({ model, rids, close, purge }) => {
  const { data, error } = useLoad(() => change(model, "purge-preview", rids), []);
  return html`<${Dialog} title=${`Purge ${format.plural(rids.length, "experiment")}`} close=${close}
    footer=${html`<${Button} onClick=${close}>Cancel<//><${Button} kind="danger" disabled=${!data} onClick=${purge}>Purge for good<//>`}>
    ${error && html`<${Failure} error=${error} />`}
    ${!error && !data && html`<${Spinner} />`}
    ${data && html`<p>Points, files, notes and names of <strong>${format.plural(data.changed, "deleted experiment")}</strong> go for good.
      This frees <strong title=${`${format.count(data.bytes)} bytes`}>${format.bytes(data.bytes)}</strong> and cannot be undone.</p>`}
  <//>`;
};
