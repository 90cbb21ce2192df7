import { go, href, parse, useAddress } from "./lib/address.js";
import { api, onSignedOut, UI } from "./lib/api.js";
import { classes, Component, html, render, useEffect, useLayoutEffect, useState } from "./lib/dom.js";
import { Session } from "./lib/session.js";
import { loadStyle } from "./lib/style.js";
import { Button, Failure, IconButton, Menu, Spinner, Toasts } from "./lib/ui.js";

// A page is a folder, which is loaded when it is first opened; `styles` are its own looks, where it has some.
const PAGES = [
  { at: ["models"], load: () => import("./models/page.js"), styles: "models.css", name: "ModelsPage" },
  { at: ["models", ":modelRid"], load: () => import("./experiments/page.js"), styles: "experiments.css", name: "ExperimentsPage" },
  { at: ["models", ":modelRid", "versions"], load: () => import("./versions/page.js"), name: "VersionsPage" },
  {
    at: ["models", ":modelRid", "experiments", ":experimentRid"],
    load: () => import("./experiment/page.js"),
    styles: "experiment.css",
    name: "ExperimentPage",
  },
  { at: ["experiments", ":number"], load: () => import("./models/mlflow-address.js"), styles: "models.css", name: "MlflowAddress" },
  { at: ["experiments", ":number", "runs", ":runId"], load: () => import("./models/mlflow-address.js"), styles: "models.css", name: "MlflowAddress" },
  { at: ["settings"], load: () => import("./settings/page.js"), styles: "settings.css", name: "SettingsPage" },
];

const SIGN_IN = { at: [], load: () => import("./sign-in/page.js"), name: "SignInPage" };

const fits = (pattern, parts) =>
  pattern.length === parts.length && pattern.every((part, i) => part.startsWith(":") || part === parts[i]);

const findPage = (parts) => PAGES.find((page) => fits(page.at, parts));

/** The parts of the address that a page has names for. */
const args = (page, parts) =>
  Object.fromEntries(page.at.flatMap((part, i) => (part.startsWith(":") ? [[part.slice(1), parts[i]]] : [])));

/** Keeps in `page.view` what there is to show. A page may ask `ahead` for what it will need. */
const fetchPage = async (page, { parts, query }) => {
  const styled = page.styles && loadStyle(page.styles);
  const module = await page.load();
  const asked = module.ahead?.(args(page, parts), query);
  await styled;
  page.view = module[page.name];
  return { asked };
};

const Lazy = ({ page, parts = [], ...given }) => {
  const [failed, setFailed] = useState();
  const [, setLoaded] = useState();
  useEffect(() => {
    if (page.view) return undefined;
    let current = true;
    fetchPage(page, parse(location.hash)).then(
      () => current && setLoaded(page),
      () => current && setFailed(page),
    );
    return () => {
      current = false;
    };
  }, [page]);
  if (failed === page) return html`<${OutOfDate} />`;
  if (!page.view) return html`<${Spinner} />`;
  return html`<${page.view} key=${parts.join("/")} ...${args(page, parts)} ...${given} />`;
};

/** The server is another than the one that this page came from, or is not there. */
const OutOfDate = () => html`<main class="narrow">
  <p>This page could not be loaded: the server has been updated, or it cannot be reached.</p>
  <${Button} onClick=${() => location.reload()}>Load again<//>
</main>`;

/** A mistake of ours shows itself instead of an empty page. */
class Boundary extends Component {
  state = {};
  static getDerivedStateFromError(error) {
    return { error };
  }
  componentDidCatch(error) {
    console.error(error);
  }
  render({ children }, { error }) {
    return error ? html`<main class="narrow"><${Failure} error=${error} retry=${() => this.setState({ error: undefined })} /></main>` : children;
  }
}

const THEMES = ["light", "dark"];

const isDark = () => {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
};

const ThemeSwitch = () => {
  const [dark, setDark] = useState(isDark());
  const toggle = () => {
    const next = THEMES[dark ? 0 : 1];
    document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem("assay.theme", next);
    } catch {
      // It holds until the page is loaded again.
    }
    setDark(!dark);
    dispatchEvent(new Event("themechange"));
  };
  return html`<${IconButton} icon=${dark ? "sun" : "moon"} label=${dark ? "Light colours" : "Dark colours"} onClick=${toggle} />`;
};

const TopBar = ({ session, signOut }) => {
  const { parts } = useAddress();
  const link = (to, text) =>
    html`<a href=${href([to])} class=${classes(parts[0] === to && "here")} aria-current=${parts[0] === to ? "page" : undefined}>${text}</a>`;
  return html`<header class="top-bar">
    <a class="brand" href=${href(["models"])}><${Brand} />Assay</a>
    <nav aria-label="Main">${link("models", "Models")}${link("settings", "Settings")}</nav>
    <span class="fill"></span>
    <${ThemeSwitch} />
    <${Menu} kind="quiet" align="end" label=${session.user} title="Account" items=${[{ label: "Sign out", act: signOut }]} />
  </header>`;
};

const Brand = () => html`<svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
  <rect width="32" height="32" rx="7" /><path d="M6 8.5c3 9 6.5 14.5 20 15" /><circle cx="16" cy="20" r="3.2" />
</svg>`;

const NotFound = () => html`<main class="narrow">
  <h1>Nothing is here</h1>
  <p>The address names no page. <a href=${href(["models"])}>All models</a></p>
</main>`;

// While the server says who this is, the first page comes and asks for what it needs: all of it is shown at once, if not much later.
const FIRST_PATIENCE_MS = 250;
const askedSession = api.get(`${UI}/session`);
const address = parse(location.hash);
const first = findPage(address.parts);
const fetched = first && fetchPage(first, address);
const within = (ms, work) => Promise.race([work, new Promise((done) => setTimeout(done, ms))]);
const begun = Promise.allSettled([askedSession, fetched?.then(({ asked }) => within(FIRST_PATIENCE_MS, asked))]).then(() => askedSession);
begun.catch(() => {}); // Whoever waits for it hears of it.

const App = () => {
  const { parts } = useAddress();
  const [session, setSession] = useState();
  const [failure, setFailure] = useState();
  const code = parts[0] === "sign-in" ? parts[1] : undefined;
  useLayoutEffect(() => {
    onSignedOut(() => setSession(null));
    if (code) return;
    begun.then((known) => setSession(known.user ? known : null), setFailure);
  }, []);
  useEffect(() => {
    if (session && (parts.length === 0 || parts[0] === "sign-in")) go(["models"], {}, { replace: true });
  });
  const signOut = async () => {
    await api.delete(`${UI}/session`);
    setSession(null);
  };
  if (failure) return html`<main class="narrow"><${Failure} error=${failure} retry=${() => location.reload()} /></main>`;
  if (session === null || (code && !session)) return html`<${Lazy} page=${SIGN_IN} code=${code} done=${setSession} /><${Toasts} />`;
  if (!session) return html`<${Spinner} />`;
  const page = findPage(parts);
  return html`<${Session.Provider} value=${session}>
    <${TopBar} session=${session} signOut=${signOut} />
    <${Boundary} key=${parts.join("/")}>${page ? html`<${Lazy} page=${page} parts=${parts} />` : html`<${NotFound} />`}<//>
    <${Toasts} />
  <//>`;
};

render(html`<${App} />`, document.getElementById("page"));

// The icon is one more document to draw, as the browser sees it: it comes behind the page.
const ICON_MS = 1_000;
setTimeout(() => {
  document.querySelector("link[rel=icon]").href = new URL("icon.svg", import.meta.url);
}, ICON_MS);
