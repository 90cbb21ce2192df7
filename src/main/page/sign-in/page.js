import { api, UI } from "../lib/api.js";
import { html, useEffect, useState } from "../lib/dom.js";
import { Button, Failure, Spinner } from "../lib/ui.js";

/** Signs in by a link's code, or asks for a token. Calls back with who it is. */
export const SignInPage = ({ code, done }) => {
  const [error, setError] = useState();
  const [busy, setBusy] = useState(Boolean(code));
  const [token, setToken] = useState("");
  const open = async (proof) => {
    setBusy(true);
    try {
      done(await api.post(`${UI}/session`, proof, { quiet: true }));
    } catch (failure) {
      // Whoever follows the same link once more is signed in already.
      const known = proof.code && (await api.get(`${UI}/session`).catch(() => ({})));
      if (known && known.user) {
        done(known);
        return;
      }
      setError(failure);
      setBusy(false);
    }
  };
  useEffect(() => {
    if (code) open({ code });
  }, [code]);
  const submit = (event) => {
    event.preventDefault();
    open({ token: token.trim() });
  };
  return html`<main class="sign-in">
    <h1>Assay</h1>
    ${busy
      ? html`<${Spinner} label="Signing in" />`
      : html`<form onSubmit=${submit}>
          <p>
            Open the link that <code>./assay serve</code> prints when it starts, or that <code>./assay page</code> prints at any
            time, or sign in with a token.
          </p>
          ${error &&
          html`<${Failure} error=${code && error.status === 401 ? { name: "This link has been used", message: "or is older than an hour. A new one: ./assay page" } : error} />`}
          <label>
            Token
            <input type="password" autocomplete="current-password" value=${token} onInput=${(event) => setToken(event.target.value)}
              required autofocus />
          </label>
          <${Button} kind="primary" type="submit">Sign in<//>
        </form>`}
  </main>`;
};
