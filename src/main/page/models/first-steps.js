import { html } from "../lib/dom.js";
import { Code } from "../lib/ui.js";

/** What is typed to log a first experiment into this very server, into a model if it is named. */
export const firstSteps = (model) => {
  const name = JSON.stringify(model || "my-first-model");
  return {
    setup: `pip install mlflow-skinny
export MLFLOW_TRACKING_URI=${location.origin}
export MLFLOW_TRACKING_TOKEN=$(./assay token create --name me --scope api:models-read,api:models-write)`,
    python: `import math, mlflow

mlflow.set_experiment(${name})
with mlflow.start_run(run_name="first"):
    mlflow.log_params({"lr": 0.001, "optimizer": "adam"})
    for step in range(200):
        mlflow.log_metric("loss", math.exp(-step / 50), step=step)`,
  };
};

/** For a store, or a model, that has nothing in it yet. */
export const FirstSteps = ({ model }) => {
  const text = firstSteps(model);
  return html`<section class="first-steps framed">
    <h2>Log a first experiment</h2>
    <p class="soft">Any MLflow client works unchanged. In a shell, with a token of your own:</p>
    <${Code} text=${text.setup} />
    <p class="soft">Then, in the training code (what MLflow calls an experiment is a model here, a run is an experiment):</p>
    <${Code} text=${text.python} />
    <p class="soft">The curve appears here while it is being logged. <code>./assay demo</code> fills this store with small real trainings
      within a minute, to look around in. Other ways in: <a href="/api/assay/v1/openapi.json">plain HTTP</a>.</p>
  </section>`;
};
