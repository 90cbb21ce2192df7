import { api, NATIVE, path, UI } from "../lib/api.js";
import { html, useState } from "../lib/dom.js";
import * as format from "../lib/format.js";
import { useLoad, useSettled } from "../lib/load.js";
import { mayWrite, useSession } from "../lib/session.js";
import { Button, Empty, Failure, toastFailure } from "../lib/ui.js";

const BYTES_MAX = 64 * 1024;
const PREVIEW_MS = 250;

/** Markdown as the server makes HTML of it, which has no script, no HTML of the writer's and no foreign image in it. */
export const NoteHtml = ({ text }) => {
  const { data, error, reload } = useLoad((signal) => api.post(`${UI}/markdown`, { text }, { signal }), [text]);
  if (error) return html`<${Failure} error=${error} retry=${reload} />`;
  return html`<div class="markdown" dangerouslySetInnerHTML=${{ __html: data ? data.html : "" }}></div>`;
};

/** The note on an experiment: read, and, for who may, written. */
export const NoteTab = ({ experiment, reload }) => {
  const session = useSession();
  const [editing, setEditing] = useState(false);
  const note = experiment.note || "";
  if (editing) return html`<${Editor} experiment=${experiment} close=${() => (setEditing(false), reload())} />`;
  if (!note) {
    return html`<${Empty} title="No note yet">
      <p>What was tried, and what came of it, in Markdown.</p>
      ${mayWrite(session) && html`<${Button} kind="primary" onClick=${() => setEditing(true)}>Write a note<//>`}
    <//>`;
  }
  return html`<section class="card note" aria-label="Note">
    ${mayWrite(session) &&
    html`<header><h2>Note</h2><span class="fill"></span><${Button} small onClick=${() => setEditing(true)}>Edit<//></header>`}
    <${NoteHtml} text=${note} />
  </section>`;
};

const Editor = ({ experiment, close }) => {
  const [text, setText] = useState(experiment.note || "");
  const [saving, setSaving] = useState(false);
  const preview = useSettled(text, PREVIEW_MS);
  const size = new TextEncoder().encode(text).length;
  const save = async () => {
    const at = NATIVE + path`/experiments/${experiment.rid}/note`;
    setSaving(true);
    try {
      await (text.trim() ? api.put(at, text, { type: "text/markdown; charset=utf-8" }) : api.delete(at));
      close();
    } catch (error) {
      toastFailure(error);
      setSaving(false);
    }
  };
  const keys = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
  };
  return html`<section class="card note-editor" aria-label="Note">
    <header>
      <h2>Note</h2>
      <span class=${size > BYTES_MAX ? "warn" : "faint"}>${format.bytes(size)} of ${format.bytes(BYTES_MAX)}</span>
      <span class="fill"></span>
      <${Button} small kind="quiet" onClick=${close}>Cancel<//>
      <${Button} small kind="primary" disabled=${saving || size > BYTES_MAX} title="Ctrl+Enter" onClick=${save}>Save<//>
    </header>
    <div class="halves">
      <textarea class="mono" aria-label="Note in Markdown" value=${text} onInput=${(event) => setText(event.target.value)} onKeyDown=${keys} autofocus></textarea>
      <div class="preview" tabindex="0" aria-label="Preview" role="region">${size <= BYTES_MAX && html`<${NoteHtml} text=${preview} />`}</div>
    </div>
  </section>`;
};
