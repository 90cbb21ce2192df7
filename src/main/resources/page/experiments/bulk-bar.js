import { html } from "../lib/dom.js";
import * as format from "../lib/format.js";
import { Button, IconButton } from "../lib/ui.js";
import { quoteText } from "./names.js";

/** As many texts as one list of the filter language has. */
const LISTED_MAX = 500;

/** What can be done with all that is chosen. */
export const BulkBar = ({ selection, clear, only }) => {
  const rids = [...selection.keys()];
  return html`<div class="bulk-bar" role="toolbar" aria-label="Chosen experiments">
    <strong>${format.count(selection.size)} chosen</strong>
    ${rids.length <= LISTED_MAX && html`<${Button} small onClick=${() => only(`rid IN (${rids.map(quoteText).join(", ")})`)}>Show only these<//>`}
    <${IconButton} icon="close" label="Choose none" onClick=${clear} />
  </div>`;
};
