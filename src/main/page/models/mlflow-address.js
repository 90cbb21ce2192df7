import { go, href } from "../lib/address.js";
import { api, path } from "../lib/api.js";
import { html, useEffect, useState } from "../lib/dom.js";
import { Empty, Failure, Spinner } from "../lib/ui.js";

/** The addresses that MLflow's clients print: `#/experiments/1/runs/abc` is an experiment here, `#/experiments/1` a model. */
export const MlflowAddress = ({ number, runId }) => {
  const [error, setError] = useState();
  useEffect(() => {
    const where = runId ? path`/ui/api/runs/${runId}` : path`/ui/api/model-numbers/${number}`;
    api.get(where).then(
      (found) => go(["models", found.modelRid, ...(runId ? ["experiments", found.experimentRid] : [])], {}, { replace: true }),
      setError,
    );
  }, [number, runId]);
  if (!error) return html`<${Spinner} />`;
  return html`<main class="narrow">
    ${error.status === 404
      ? html`<${Empty} title=${runId ? "There is no such experiment" : "There is no such model"}>
          <p>MLflow's ${runId ? `run ${runId}` : `experiment ${number}`} is not here, or it is deleted. <a href=${href(["models"])}>All models</a></p>
        <//>`
      : html`<${Failure} error=${error} />`}
  </main>`;
};
