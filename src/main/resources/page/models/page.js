import { href } from "../lib/address.js";
import { api, NATIVE } from "../lib/api.js";
import { html } from "../lib/dom.js";
import { useLoad } from "../lib/load.js";
import { Ago, Failure, Spinner } from "../lib/ui.js";

/** All models. */
export const ModelsPage = () => {
  const { data, error, reload } = useLoad((signal) => api.get(`${NATIVE}/models`, { signal }), []);
  if (error) return html`<${Failure} error=${error} retry=${reload} />`;
  if (!data) return html`<${Spinner} />`;
  return html`<main class="narrow">
    <h1>Models</h1>
    <table class="list">
      <thead><tr><th>Name</th><th>Created</th></tr></thead>
      <tbody>
        ${data.data.map(
          (model) => html`<tr key=${model.rid}>
            <td><a href=${href(["models", model.rid])}>${model.name}</a></td>
            <td><${Ago} value=${model.createdTime} /></td>
          </tr>`,
        )}
      </tbody>
    </table>
  </main>`;
};
