import { api, NATIVE, path } from "../lib/api.js";
import { html, useEffect, useRef, useState } from "../lib/dom.js";
import { mayWrite, useSession } from "../lib/session.js";
import { Button, IconButton, toastFailure } from "../lib/ui.js";

/** Bookkeeping of programs, shown apart. */
const HIDDEN = ["mlflow.", "assay."];
const isHidden = (tag) => HIDDEN.some((prefix) => tag.key.startsWith(prefix));

/** The tags, and, for who may, adding and taking off. A tag is a text, or a key with a value. */
export const Tags = ({ experiment, reload }) => {
  const session = useSession();
  const [adding, setAdding] = useState(false);
  const [hidden, setHidden] = useState(false);
  const at = NATIVE + path`/experiments/${experiment.rid}`;
  const change = (call) => call.then(reload, toastFailure);
  const others = experiment.tags.filter((tag) => !isHidden(tag));
  const own = experiment.tags.filter(isHidden);
  const editable = mayWrite(session);
  const show = (tag) => html`<${Tag} key=${tag.key} tag=${tag}
    remove=${editable && (() => change(api.delete(at + path`/tags/${tag.key}`)))} />`;
  return html`<div class="tags">
    <ul>
      ${others.map(show)}
      ${hidden && own.map(show)}
      ${editable && !adding && html`<li><${Button} small kind="quiet" onClick=${() => setAdding(true)}>+ Add a tag<//></li>`}
    </ul>
    ${others.length === 0 && !editable && html`<p class="faint">None</p>`}
    ${adding &&
    html`<${NewTag} close=${() => setAdding(false)} add=${(tag) => change(api.post(`${at}/log`, { tags: [tag] }))} />`}
    ${own.length > 0 &&
    html`<${Button} small kind="quiet" aria-expanded=${hidden} onClick=${() => setHidden(!hidden)}>
      ${hidden ? "Hide" : "Show"} ${own.length} of programs
    <//>`}
  </div>`;
};

const Tag = ({ tag, remove }) => html`<li class="tag" title=${tag.value ? `${tag.key}: ${tag.value}` : tag.key}>
  <span class="one-line">${tag.value ? html`${tag.key} <b>${tag.value}</b>` : tag.key}</span>
  ${remove && html`<${IconButton} icon="close" label=${`Take off ${tag.key}`} onClick=${remove} />`}
</li>`;

const NewTag = ({ add, close }) => {
  const [key, setKey] = useState("");
  const [value, setValue] = useState("");
  const first = useRef();
  useEffect(() => first.current.focus(), []);
  const submit = (event) => {
    event.preventDefault();
    if (!key.trim()) return;
    add({ key: key.trim(), value: value.trim() });
    setKey("");
    setValue("");
    first.current.focus();
  };
  return html`<form class="new-tag" onSubmit=${submit} onKeyDown=${(event) => event.key === "Escape" && close()}>
    <input ref=${first} aria-label="Tag" placeholder="tag or key" value=${key} onInput=${(event) => setKey(event.target.value)} maxlength="250" />
    <input aria-label="Value" placeholder="value, if any" value=${value} onInput=${(event) => setValue(event.target.value)} />
    <${Button} small type="submit" kind="primary">Add<//>
    <${Button} small kind="quiet" onClick=${close}>Done<//>
  </form>`;
};
