import { html, useState } from "../lib/dom.js";
import { Code, Dialog } from "../lib/ui.js";

const LANGUAGES = ["Python", "TypeScript", "curl"];

/** How a program reads this experiment, to be copied as it stands. */
export const CodeDialog = ({ experiment, close }) => {
  const [language, setLanguage] = useState(LANGUAGES[0]);
  return html`<${Dialog} title="Use in code" close=${close} wide>
    <div class="segments" role="group" aria-label="Language">
      ${LANGUAGES.map(
        (one) => html`<button type="button" key=${one} aria-pressed=${one === language} onClick=${() => setLanguage(one)}>${one}</button>`,
      )}
    </div>
    <${Code} text=${TEXTS[language](experiment)} />
    <p class="soft">ASSAY_TOKEN is a token that may read: an admin makes one under Settings, or by <code>./assay token create</code>.</p>
  <//>`;
};

/** A text as a literal of Python and of TypeScript. */
const quoted = (text) => JSON.stringify(text);

const seriesName = (experiment) => experiment.rows[0]?.name;

const TEXTS = {
  Python: (experiment) => `# pip install foundry-platform-sdk
import os

from foundry_sdk import Config, UserTokenAuth
from foundry_sdk.v2 import FoundryClient

client = FoundryClient(
    auth=UserTokenAuth(os.environ["ASSAY_TOKEN"]),
    hostname=${quoted(location.host)},
    config=Config(scheme=${quoted(location.protocol.replace(":", ""))}),
)
model, experiment = (
    ${quoted(experiment.model.rid)},
    ${quoted(experiment.rid)},
)
run = client.models.Model.Experiment.get(model, experiment, preview=True)
print(run.status, {metric.series_name: metric.value for metric in run.summary_metrics})
${
  experiment.rows.length > 0
    ? `
points = client.models.Model.Experiment.Series.json(
    model, experiment, ${quoted(seriesName(experiment))}, page_size=1000, preview=True
)
print([(point.step, point.value) for point in points.series])
`
    : ""
}`,
  TypeScript: (experiment) => `const base = ${quoted(location.origin)};
const model = ${quoted(experiment.model.rid)};
const experiment = ${quoted(experiment.rid)};

// As Palantir's SDK asks for it; its package has no experiments yet.
const read = async (path: string) => {
  const response = await fetch(\`\${base}/api/v2/models/\${model}/experiments/\${experiment}\${path}\`, {
    headers: { Authorization: \`Bearer \${process.env.ASSAY_TOKEN}\` },
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
};

const run = await read("?preview=true");
console.log(run.status, run.summaryMetrics);
${
  experiment.rows.length > 0
    ? `
const series = encodeURIComponent(${quoted(seriesName(experiment))});
console.log(await read(\`/series/\${series}/json?preview=true&pageSize=1000\`));
`
    : ""
}`,
  curl: (experiment) => `curl -H "Authorization: Bearer $ASSAY_TOKEN" \\
  "${location.origin}/api/v2/models/${experiment.model.rid}/experiments/${experiment.rid}?preview=true"
${
  experiment.rows.length > 0
    ? `
# All points of all series, as Parquet
curl -H "Authorization: Bearer $ASSAY_TOKEN" -H "Accept: application/vnd.apache.parquet" \\
  "${location.origin}/api/assay/v1/experiments/${experiment.rid}/points" -o points.parquet
`
    : ""
}`,
};
