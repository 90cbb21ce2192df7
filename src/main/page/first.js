// Runs in the document itself, before anything is painted and before any module is there.
(() => {
  const base = new URL(document.currentScript.dataset.base, location);

  // Nobody who chose dark sees a white flash.
  try {
    const chosen = localStorage.getItem("assay.theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch {
    // A browser that keeps nothing follows the system.
  }

  // What stands in the bundle for import().
  globalThis.importModule = (path) => import(new URL(path, base));

  // Only a guess: what the page of this address needs comes beside the app instead of behind it.
  const [first, ...rest] = location.hash.split("?")[0].split("/").slice(1);
  const page = first === "models" ? ["models", "experiments", , "experiment"][rest.length] : undefined;
  const ask = (file, attributes) => document.head.append(Object.assign(document.createElement("link"), { href: new URL(file, base), ...attributes }));
  if (page) {
    ask(`${page}.js`, { rel: "modulepreload" });
    ask(`${page}.css`, { rel: "preload", as: "style" });
  }

  // The table waits for its columns before it can ask for rows: they are asked for before there is a script to do so.
  globalThis.asked = {};
  if (page === "experiments") {
    const path = `/ui/api/models/${rest[0]}/columns?search=&kind=&limit=200`;
    asked[path] = fetch(path, { headers: { "X-Assay-Page": "1", Accept: "application/json" }, credentials: "same-origin" });
    asked[path].catch(() => delete asked[path]);
  }
})();
