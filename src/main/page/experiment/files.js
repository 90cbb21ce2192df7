import { api, path, UI } from "../lib/api.js";
import { classes, html, useEffect, useState } from "../lib/dom.js";
import * as format from "../lib/format.js";
import { useLoad } from "../lib/load.js";
import { Ago, Empty, Failure, Icon, Spinner } from "../lib/ui.js";

const PAGE = 1000;
/** Of a text, so much is looked at. */
const PREVIEW_BYTES = 128 * 1024;
const MARKDOWN_BYTES = 64 * 1024;
const CSV_ROWS = 200;

/** A folder, and those in it as they are opened. */
export const FileTree = ({ at, listing, chosen, open }) => html`<${Folder} at=${at} listing=${listing} path="" chosen=${chosen} open=${open} />`;

const nameOf = (of) => of.slice(of.lastIndexOf("/") + 1);

const Folder = ({ at, listing, path: folder, chosen, open }) => {
  const [more, setMore] = useState([]);
  const [next, setNext] = useState(listing.nextPageToken);
  const [failure, setFailure] = useState();
  const loadMore = async () => {
    try {
      const page = await api.get(`${at}/files?${new URLSearchParams({ path: folder, pageSize: PAGE, pageToken: next })}`);
      setMore([...more, ...page.data]);
      setNext(page.nextPageToken);
    } catch (error) {
      setFailure(error);
    }
  };
  return html`<ul class="tree">
    ${[...listing.data, ...more].map((one) =>
      one.type === "folder"
        ? html`<${Subfolder} key=${one.path} at=${at} path=${one.path} chosen=${chosen} open=${open} />`
        : html`<li key=${one.path}>
            <button type="button" class=${classes("entry", chosen === one.path && "here")} aria-current=${chosen === one.path ? "true" : undefined} onClick=${() => open(one.path)}>
              <${Icon} name="file" /><span class="one-line" title=${one.path}>${nameOf(one.path)}</span><span class="faint">${format.bytes(Number(one.sizeBytes))}</span>
            </button>
          </li>`,
    )}
    ${failure && html`<li><${Failure} error=${failure} retry=${loadMore} /></li>`}
    ${next && html`<li><button type="button" class="entry" onClick=${loadMore}>More</button></li>`}
  </ul>`;
};

const Subfolder = ({ at, path: folder, chosen, open }) => {
  const [opened, setOpened] = useState(Boolean(chosen?.startsWith(`${folder}/`)));
  return html`<li>
    <button type="button" class="entry" aria-expanded=${opened} onClick=${() => setOpened(!opened)}>
      <${Icon} name=${opened ? "down" : "right"} /><span class="one-line" title=${folder}>${nameOf(folder)}/</span>
    </button>
    ${opened && html`<${Loaded} at=${at} path=${folder} chosen=${chosen} open=${open} />`}
  </li>`;
};

const Loaded = ({ at, path: folder, chosen, open }) => {
  const { data, error, reload } = useLoad((signal) => api.get(`${at}/files?${new URLSearchParams({ path: folder, pageSize: PAGE })}`, { signal }), [folder]);
  if (error) return html`<${Failure} error=${error} retry=${reload} />`;
  if (!data) return html`<${Spinner} />`;
  return html`<${Folder} at=${at} listing=${data} path=${folder} chosen=${chosen} open=${open} />`;
};

const TEXTS = /^(text\/|application\/(json|x-ndjson|xml|yaml|x-yaml|toml|javascript|x-sh|sql))/;
const TEXT_NAMES = /\.(txt|log|md|markdown|json|jsonl|ndjson|ya?ml|toml|ini|cfg|conf|csv|tsv|py|r|jl|js|ts|java|go|rs|c|h|cpp|sh|sql|xml|html?|tex|env|ipynb)$|(^|\/)(MLmodel|Dockerfile|Makefile|LICENSE|README|requirements)$/i;
const IMAGES = /\.(png|jpe?g|gif|webp|svg|avif|bmp|ico)$/i;

const kindOf = (file, type) => {
  if (/^image\//.test(type) || IMAGES.test(file)) return "image";
  if (/\.(csv|tsv)$/i.test(file) || /^text\/(csv|tab-separated-values)/.test(type)) return "csv";
  if (/\.(md|markdown)$/i.test(file) || type.startsWith("text/markdown")) return "markdown";
  if (/\.(json|ipynb)$/i.test(file) || type.startsWith("application/json")) return "json";
  return TEXTS.test(type) || TEXT_NAMES.test(file) ? "text" : "other";
};

/** A file: what can be looked at is shown, and nothing of it is run. */
export const FileView = ({ at, path: file }) => {
  const address = at + path`/files/${file}`;
  const { data, error, reload } = useLoad((signal) => look(address, file, signal), [address]);
  return html`<section class="card file-view" aria-label=${`File ${file}`}>
    <header>
      <h2 class="one-line" title=${file}>${file}</h2>
      ${data && html`<span class="faint">${format.bytes(data.size)}, ${data.type || "no type"}</span>`}
      <span class="fill"></span>
      <a class="button small" href=${address} download><${Icon} name="download" />Download</a>
    </header>
    ${error && (error.status === 404 ? html`<${Empty} title="It is not here"><p>No file lies at this path.</p><//>` : html`<${Failure} error=${error} retry=${reload} />`)}
    ${!data && !error && html`<${Spinner} />`}
    ${data && html`<${Preview} data=${data} address=${address} file=${file} />`}
  </section>`;
};

/** The size, the type and, where people can read it, the beginning. */
const look = async (address, file, signal) => {
  const head = await fetch(address, { method: "HEAD", signal, headers: { "X-Assay-Page": "1" } });
  if (!head.ok) throw Object.assign(new Error(`The server answered ${head.status}.`), { name: "Error", status: head.status });
  const type = head.headers.get("Content-Type") || "";
  const size = Number(head.headers.get("Content-Length"));
  const kind = kindOf(file, type);
  if (kind === "image" || kind === "other" || size === 0) return { kind, type, size };
  const bytes = await fetch(address, { signal, headers: { "X-Assay-Page": "1", Range: `bytes=0-${PREVIEW_BYTES - 1}` } });
  const text = new TextDecoder().decode(new Uint8Array(await bytes.arrayBuffer()));
  return { kind, type, size, text, cut: size > PREVIEW_BYTES };
};

const Preview = ({ data, address, file }) => {
  if (data.size === 0) return html`<p class="nothing">The file is empty.</p>`;
  if (data.kind === "image") return html`<div class="stage"><img src=${address} alt=${file} /></div>`;
  if (data.kind === "other") return html`<p class="nothing">Of files of this kind there is no preview.</p>`;
  return html`${data.cut && html`<p class="nothing">The first ${format.bytes(PREVIEW_BYTES)}.</p>`}<${Text} data=${data} />`;
};

const Text = ({ data }) => {
  if (data.kind === "csv") return html`<${Csv} text=${data.text} cut=${data.cut} separator=${data.type.includes("tab") ? "\t" : ","} />`;
  if (data.kind === "markdown" && data.size <= MARKDOWN_BYTES) return html`<${Markdown} text=${data.text} />`;
  return html`<pre class="file-text" tabindex="0">${data.kind === "json" && !data.cut ? pretty(data.text) : data.text}</pre>`;
};

const TOKENS = /"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s"[\]{},:]+/g;

/** Laid out, every number and text as it stands in the file; what is no JSON stays as it is. */
const pretty = (text) => {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  const tokens = text.match(TOKENS) || [];
  let depth = 0;
  let out = "";
  const line = () => "\n" + "  ".repeat(depth);
  tokens.forEach((token, i) => {
    const empty = /[[{]/.test(tokens[i - 1]) && tokens[i - 1].length === 1;
    if (token === "]" || token === "}") {
      depth--;
      out += empty ? token : line() + token;
      return;
    }
    if (empty) out += line();
    out += token === ":" ? ": " : token;
    if (token === "{" || token === "[") depth++;
    else if (token === ",") out += line();
  });
  return out;
};

const Markdown = ({ text }) => {
  const [made, setMade] = useState({});
  useEffect(() => {
    api.post(`${UI}/markdown`, { text }).then(setMade, (error) => setMade({ error }));
  }, [text]);
  if (made.error) return html`<pre class="file-text" tabindex="0">${text}</pre>`;
  return html`<div class="markdown" dangerouslySetInnerHTML=${{ __html: made.html || "" }}></div>`;
};

const Csv = ({ text, cut, separator }) => {
  const rows = csvRows(text, separator, CSV_ROWS + 1, cut);
  const [head, ...body] = rows;
  return html`<div class="scrolls" tabindex="0" role="region" aria-label="Rows">
    <table class="list cells">
      <thead><tr>${(head || []).map((cell, i) => html`<th key=${i}>${cell}</th>`)}</tr></thead>
      <tbody>${body.map((row, i) => html`<tr key=${i}>${row.map((cell, j) => html`<td key=${j}>${cell}</td>`)}</tr>`)}</tbody>
    </table>
    ${body.length === CSV_ROWS && html`<p class="nothing">The first ${CSV_ROWS} rows.</p>`}
  </div>`;
};

/** RFC 4180; the last row is left out where the text may end within it. */
const csvRows = (text, separator, max, cut) => {
  const rows = [];
  let row = [];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < text.length && rows.length < max; i++) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') cell += text[++i];
      else quoted = false;
    } else if (c === '"' && cell === "") quoted = true;
    else if (c === separator) {
      row.push(cell);
      cell = "";
    } else if (c === "\n" || c === "\r") {
      if (c === "\r" && text[i + 1] === "\n") i++;
      rows.push([...row, cell]);
      row = [];
      cell = "";
    } else cell += c;
  }
  if (!cut && rows.length < max && (cell !== "" || row.length > 0)) rows.push([...row, cell]);
  return rows;
};
