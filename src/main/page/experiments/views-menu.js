import { api, NATIVE, path } from "../lib/api.js";
import { classes, html, useState } from "../lib/dom.js";
import { mayWrite, useSession } from "../lib/session.js";
import { Button, Dialog, IconButton, Popover, toast, toastFailure } from "../lib/ui.js";

const NAME_CHARS_MAX = 250;

/** Views that were saved for everyone who sees the model; `state` is the view that is shown, as the address has it. */
export const ViewsMenu = ({ model, views, state, open, reload }) => {
  const session = useSession();
  const [saving, setSaving] = useState(false);
  const shown = views.find((view) => view.state === state);
  const save = async (name, text, isDefault) => {
    try {
      await api.put(NATIVE + path`/models/${model}/views/${name}`, { state: text, default: isDefault });
      toast(`Saved the view “${name}”.`);
      setSaving(false);
      reload();
    } catch (error) {
      toastFailure(error);
    }
  };
  const remove = async (view) => {
    try {
      await api.delete(NATIVE + path`/models/${model}/views/${view.name}`);
      toast(`Deleted the view “${view.name}”.`, { undo: () => save(view.name, view.state, view.default) });
      reload();
    } catch (error) {
      toastFailure(error);
    }
  };
  return html`<${Popover} icon="star" label=${html`<span class="one-line group-label">${shown ? shown.name : "Views"}</span>`} align="end">
      ${(close) => html`<div class="views-menu">
        <ul class="menu">
          <li><button type="button" class=${classes(state === "" && "on")} onClick=${() => (close(), open(""))}>All experiments</button></li>
          ${views.map(
            (view) => html`<li key=${view.name} class="view-item">
              <button type="button" class=${classes(view === shown && "on")} title=${view.name} onClick=${() => (close(), open(view.state))}>
                <span class="one-line">${view.name}</span>${view.default && html`<span class="badge">default</span>`}
              </button>
              ${mayWrite(session) && html`<${IconButton} icon="star" class=${classes(view.default && "starred")} aria-pressed=${view.default}
                  label=${view.default ? `The page does not begin with ${view.name}` : `The page begins with ${view.name}`} onClick=${() => save(view.name, view.state, !view.default)} />
                <${IconButton} icon="trash" label=${`Delete ${view.name}`} onClick=${() => remove(view)} />`}
            </li>`,
          )}
        </ul>
        ${views.length === 0 && html`<p class="faint chooser-none">No view has been saved yet. The address is a view too: send it to somebody.</p>`}
        ${mayWrite(session) && html`<div class="chooser-foot">
          ${shown === undefined && state !== "" && views.length > 0 && html`<span class="faint">not saved</span>`}<span class="fill"></span>
          <${Button} small onClick=${() => (close(), setSaving(true))}>Save this view…<//>
        </div>`}
      </div>`}
    <//>
    ${saving && html`<${SaveDialog} views=${views} close=${() => setSaving(false)} save=${(name, isDefault) => save(name, state, isDefault)} />`}`;
};

const SaveDialog = ({ views, close, save }) => {
  const [name, setName] = useState("");
  const [isDefault, setDefault] = useState(false);
  const taken = views.some((view) => view.name === name.trim());
  const submit = (event) => {
    event.preventDefault();
    if (name.trim()) save(name.trim(), isDefault);
  };
  return html`<${Dialog} title="Save this view" close=${close}
    footer=${html`<${Button} onClick=${close}>Cancel<//><${Button} kind="primary" type="submit" form="view-form" disabled=${!name.trim()}>${taken ? "Replace" : "Save"}<//>`}>
    <form id="view-form" class="fields" onSubmit=${submit}>
      <label>Name<input value=${name} maxlength=${NAME_CHARS_MAX} autofocus onInput=${(event) => setName(event.currentTarget.value)} /></label>
      <label class="beside"><input type="checkbox" checked=${isDefault} onChange=${(event) => setDefault(event.currentTarget.checked)} />The page begins with it</label>
      <p class="faint">Everyone who sees the model sees the view: its filter, sort, columns and groups.</p>
    </form>
  <//>`;
};
