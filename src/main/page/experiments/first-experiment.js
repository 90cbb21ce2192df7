import { html, useState } from "../lib/dom.js";
import { classes } from "../lib/dom.js";
import { Code } from "../lib/ui.js";

// How the first experiment of a model is logged, in words that can be pasted: with the address that the reader has this page from.

const python = (origin, name) => `import mlflow

mlflow.set_tracking_uri(${JSON.stringify(origin)})
mlflow.set_experiment(${JSON.stringify(name)})

with mlflow.start_run(run_name="first"):
    mlflow.log_params({"lr": 0.001, "optimizer": "adam"})
    for step in range(100):
        mlflow.log_metric("loss", 1 / (step + 1), step=step)`;

const curl = (origin, rid) => `api=${origin}/api/assay/v1
auth="Authorization: Bearer $MLFLOW_TRACKING_TOKEN"
json="Content-Type: application/json"

EXPERIMENT_RID=$(curl -s -H "$auth" -H "$json" "$api/models/${rid}/experiments" \\
  -d '{"name": "first"}' | sed 's/.*"rid":"\\([^"]*\\)".*/\\1/')
curl -s -H "$auth" -H "$json" "$api/experiments/$EXPERIMENT_RID/log" -d '{
  "parameters": [{"name": "lr", "value": {"type": "double", "value": 0.001}}],
  "series": {"loss": {"steps": [0, 1, 2], "values": [1.5, 0.4, 0.07]}}}'
curl -s -H "$auth" -H "$json" "$api/experiments/$EXPERIMENT_RID/finish" -d '{"status": "SUCCEEDED"}'`;

const WAYS = ["MLflow (Python)", "curl"];

/** What a model shows that has no experiment yet. */
export const FirstExperiment = ({ model }) => {
  const [way, setWay] = useState(WAYS[0]);
  const origin = location.origin;
  return html`<section class="first-experiment">
    <h2>No experiment has been logged to this model yet</h2>
    <p class="soft">A token of your own comes from <a href="#/settings">Settings</a>, or from the command line:</p>
    <${Code} text=${`./assay token create --name laptop --scope api:models-read --scope api:models-write --expires 90d
export MLFLOW_TRACKING_TOKEN=…`} />
    <div class="page-tabs" role="tablist" aria-label="Ways to log">
      ${WAYS.map((one) => html`<button type="button" role="tab" aria-selected=${one === way} class=${classes("page-tab", one === way && "here")} onClick=${() => setWay(one)}>${one}</button>`)}
    </div>
    <${Code} text=${way === WAYS[0] ? python(origin, model.name) : curl(origin, model.rid)} />
    <p class="faint">The experiment appears here by itself.</p>
  </section>`;
};
