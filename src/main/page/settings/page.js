import { api, NATIVE, path } from "../lib/api.js";
import { html, useState } from "../lib/dom.js";
import { useLoad } from "../lib/load.js";
import { isAdmin, useSession } from "../lib/session.js";
import { Ago, Button, Code, Dialog, Empty, Failure, Spinner, toast } from "../lib/ui.js";

const SCOPES = ["api:models-read", "api:models-write", "assay:admin"];
const ROLES = ["viewer", "editor", "owner"];
const DAY_MS = 86_400_000;
const LIFETIMES = [
  ["30 days", 30],
  ["90 days", 90],
  ["1 year", 365],
  ["Never ends", 0],
];

/** Who may come in: tokens of people, and applications that sign in by themselves. */
export const SettingsPage = () => {
  const session = useSession();
  return html`<main class="narrow settings">
    <div class="page-head">
      <div class="titles">
        <h1>Settings</h1>
        <p class="faint">Signed in as ${session.user} (${session.role.toLowerCase()}): ${session.scopes.join(", ")}. Assay ${session.version}.</p>
      </div>
    </div>
    ${isAdmin(session)
      ? html`<${Tokens} /><${Applications} />`
      : html`<${Empty} title="Nothing to set"><p>Tokens and applications are for owners whose token has the scope <code>assay:admin</code>.</p><//>`}
  </main>`;
};

const Tokens = () => {
  const { data, error, reload } = useLoad((signal) => api.get(`${NATIVE}/tokens`, { signal }), []);
  const [making, setMaking] = useState(false);
  const [ended, setEnded] = useState(false);
  const [revoking, setRevoking] = useState();
  const now = Date.now();
  const isEnded = (token) => Boolean(token.revokedTime) || (token.expiresTime && new Date(token.expiresTime).getTime() <= now);
  const rows = data && data.data.filter((token) => ended || !isEnded(token)).reverse();
  return html`<section>
    <${Head} title="Tokens" text="For people and their programs: a token is its user's word for everything that it may do.">
      <label class="beside"><input type="checkbox" checked=${ended} onChange=${(event) => setEnded(event.target.checked)} />Ended ones too</label>
      <${Button} kind="primary" onClick=${() => setMaking(true)}>New token<//>
    <//>
    ${error && html`<${Failure} error=${error} retry=${reload} />`}
    ${!data && !error && html`<${Spinner} />`}
    ${rows && html`<div class="framed scrolls"><table class="list stacked">
      <thead><tr><th>Name</th><th>May</th><th>Created</th><th>Ends</th><th><span class="unseen">Actions</span></th></tr></thead>
      <tbody>
        ${rows.map(
          (token) => html`<tr key=${token.id}>
            <td>${token.name} <span class="faint">of ${token.user}</span></td>
            <td><${ScopeTags} scopes=${token.scopes} /></td>
            <td class="nowrap" data-label="created"><${Ago} value=${token.createdTime} /></td>
            <td class="nowrap" data-label="ends">${token.revokedTime ? html`<span class="faint">revoked <${Ago} value=${token.revokedTime} /></span>` : token.expiresTime ? day(token.expiresTime) : "never"}</td>
            <td class="actions">${!isEnded(token) && html`<${Button} small kind="danger" onClick=${() => setRevoking(token)}>Revoke<//>`}</td>
          </tr>`,
        )}
      </tbody>
    </table></div>`}
    ${making && html`<${NewToken} close=${() => (setMaking(false), reload())} />`}
    ${revoking && html`<${Confirm} title="Revoke the token?" text=${`Whoever uses ${revoking.name} is refused from then on. It cannot be taken back.`}
      verb="Revoke" act=${() => api.delete(path`/api/assay/v1/tokens/${revoking.id}`)} said=${`${revoking.name} is revoked.`}
      close=${() => (setRevoking(undefined), reload())} />`}
  </section>`;
};

const Applications = () => {
  const { data, error, reload } = useLoad((signal) => api.get(`${NATIVE}/clients`, { signal }), []);
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState();
  const rows = data && data.data.filter((client) => !client.revokedTime);
  return html`<section>
    <${Head} title="Applications" text="Programs that sign in by themselves (OAuth 2, client credentials), as Foundry's ConfidentialClientAuth does.">
      <${Button} kind="primary" onClick=${() => setMaking(true)}>New application<//>
    <//>
    ${error && html`<${Failure} error=${error} retry=${reload} />`}
    ${rows && rows.length === 0 && html`<div class="framed"><${Empty} title="No application yet" /></div>`}
    ${rows && rows.length > 0 && html`<div class="framed scrolls"><table class="list stacked">
      <thead><tr><th>Name</th><th>Role</th><th>May</th><th>Client id</th><th>Created</th><th><span class="unseen">Actions</span></th></tr></thead>
      <tbody>
        ${rows.map(
          (client) => html`<tr key=${client.clientId}>
            <td>${client.name}</td>
            <td data-label="role">${client.role}</td>
            <td><${ScopeTags} scopes=${client.scopes} /></td>
            <td class="mono" data-label="client id">${client.clientId}</td>
            <td class="nowrap" data-label="created"><${Ago} value=${client.createdTime} /></td>
            <td class="actions"><${Button} small kind="danger" onClick=${() => setRevoking(client)}>Revoke<//></td>
          </tr>`,
        )}
      </tbody>
    </table></div>`}
    ${making && html`<${NewApplication} close=${() => (setMaking(false), reload())} />`}
    ${revoking && html`<${Confirm} title="Revoke the application?" text=${`${revoking.name} and all of its tokens are refused from then on. It cannot be taken back.`}
      verb="Revoke" act=${() => api.delete(path`/api/assay/v1/clients/${revoking.clientId}`)} said=${`${revoking.name} is revoked.`}
      close=${() => (setRevoking(undefined), reload())} />`}
  </section>`;
};

const Head = ({ title, text, children }) => html`<div class="section-head">
  <div class="titles"><h2>${title}</h2><p class="soft">${text}</p></div>${children}
</div>`;

const ScopeTags = ({ scopes }) => scopes.map((scope) => html`<span class="tag mono" key=${scope}>${scope}</span> `);

const day = (time) => html`<time datetime=${time} title=${time}>${new Date(time).toLocaleDateString(undefined, { dateStyle: "medium" })}</time>`;

const ScopeChoice = ({ chosen, choose }) => html`<fieldset>
  <legend>May</legend>
  ${SCOPES.map(
    (scope) => html`<label class="beside" key=${scope}>
      <input type="checkbox" checked=${chosen.includes(scope)}
        onChange=${(event) => choose(event.target.checked ? [...chosen, scope] : chosen.filter((other) => other !== scope))} />
      <span class="mono">${scope}</span>
    </label>`,
  )}
</fieldset>`;

const NewToken = ({ close }) => {
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState(SCOPES.slice(0, 2));
  const [days, setDays] = useState(90);
  const [made, setMade] = useState();
  const [error, setError] = useState();
  const submit = async (event) => {
    event.preventDefault();
    try {
      const expires = days ? { expiresTime: new Date(Date.now() + days * DAY_MS).toISOString() } : {};
      setMade(await api.post(`${NATIVE}/tokens`, { name, scopes, ...expires }));
    } catch (failure) {
      setError(failure);
    }
  };
  if (made) {
    return html`<${Dialog} title="The token" close=${close} footer=${html`<${Button} kind="primary" onClick=${close}>I have it<//>`}>
      <p>It is shown this once and kept nowhere.</p>
      <${Code} text=${made.token} />
      <${Code} text=${`export MLFLOW_TRACKING_URI=${location.origin} MLFLOW_TRACKING_TOKEN=${made.token}`} />
    <//>`;
  }
  return html`<${Dialog} title="New token" close=${close} footer=${html`
      <${Button} onClick=${close}>Cancel<//><${Button} kind="primary" type="submit" form="new-token" disabled=${scopes.length === 0}>Make it<//>`}>
    <form id="new-token" onSubmit=${submit} class="stack">
      ${error && html`<${Failure} error=${error} />`}
      <label>What it is for<input value=${name} required autofocus placeholder="laptop" onInput=${(event) => setName(event.target.value)} /></label>
      <${ScopeChoice} chosen=${scopes} choose=${setScopes} />
      <label>Ends<select value=${days} onChange=${(event) => setDays(Number(event.target.value))}>
        ${LIFETIMES.map(([text, value]) => html`<option key=${value} value=${value}>${text}</option>`)}
      </select></label>
    </form>
  <//>`;
};

const NewApplication = ({ close }) => {
  const [name, setName] = useState("");
  const [role, setRole] = useState("viewer");
  const [scopes, setScopes] = useState(SCOPES.slice(0, 1));
  const [made, setMade] = useState();
  const [error, setError] = useState();
  const submit = async (event) => {
    event.preventDefault();
    try {
      setMade(await api.post(`${NATIVE}/clients`, { name, role, scopes }));
    } catch (failure) {
      setError(failure);
    }
  };
  if (made) {
    return html`<${Dialog} title="The application" close=${close} footer=${html`<${Button} kind="primary" onClick=${close}>I have it<//>`}>
      <p>Its secret is shown this once and kept nowhere.</p>
      <${Code} text=${`client_id=${made.clientId}\nclient_secret=${made.clientSecret}`} />
    <//>`;
  }
  return html`<${Dialog} title="New application" close=${close} footer=${html`
      <${Button} onClick=${close}>Cancel<//><${Button} kind="primary" type="submit" form="new-application" disabled=${scopes.length === 0}>Make it<//>`}>
    <form id="new-application" onSubmit=${submit} class="stack">
      ${error && html`<${Failure} error=${error} />`}
      <label>Name<input value=${name} required autofocus placeholder="nightly" onInput=${(event) => setName(event.target.value)} /></label>
      <label>Role<select value=${role} onChange=${(event) => setRole(event.target.value)}>
        ${ROLES.map((one) => html`<option key=${one} value=${one}>${one}</option>`)}
      </select></label>
      <${ScopeChoice} chosen=${scopes} choose=${setScopes} />
    </form>
  <//>`;
};

const Confirm = ({ title, text, verb, act, said, close }) => {
  const [error, setError] = useState();
  const go = async () => {
    try {
      await act();
      toast(said);
      close();
    } catch (failure) {
      setError(failure);
    }
  };
  return html`<${Dialog} title=${title} close=${close} footer=${html`
      <${Button} onClick=${close}>Cancel<//><${Button} kind="danger" onClick=${go}>${verb}<//>`}>
    ${error && html`<${Failure} error=${error} />`}<p>${text}</p>
  <//>`;
};
