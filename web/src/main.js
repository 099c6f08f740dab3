/** The explorer: a page of its own where its record is in the document, or a widget in a notebook. */

import { render as draw } from "preact";
import { html } from "./dom.js";
import { FORMAT } from "./engine/record.js";
import { START, fromHash, toHash } from "./engine/state.js";
import { nameOf } from "./language.js";
import { App } from "./views/app.js";

/** @typedef {import("./engine/state.js").State} State */
/** @typedef {import("./engine/record.js").ExplorerRecord} ExplorerRecord */

/**
 * Show the explorer in an element.
 * @param {HTMLElement} element
 * @param {ExplorerRecord} record
 * @param {{start?: Partial<State>, embedded?: boolean, onState?: (state: State) => void}} [options]
 * @returns {{set: (changes: Partial<State>) => void, destroy: () => void}}
 */
export function mount(element, record, { start = {}, embedded = false, onState = () => {} } = {}) {
  if (record.format !== FORMAT) throw new Error(`expected a record of format ${FORMAT}, found ${record.format}`);
  element.classList.add("intlindex-explorer");
  /** @type {(changes: Partial<State>) => void} */
  let set = () => {};
  const first = { ...START, language: record.language ?? "en", ...start };
  const connect = (/** @type {(changes: Partial<State>) => void} */ update) => {
    set = update;
  };
  draw(
    html`<${App} record=${record} start=${first} embedded=${embedded} onState=${onState} connect=${connect} />`,
    element,
  );
  return { set: (changes) => set(changes), destroy: () => draw(null, element) };
}

/** Show the record of the document, with the state in the address. */
function showPage() {
  const source = document.getElementById("intlindex-record");
  const element = document.getElementById("intlindex-explorer");
  if (!source || !element) return;
  /** @type {ExplorerRecord} */
  const record = JSON.parse(source.textContent ?? "");
  const labels = record.editions.map((edition) => edition.label);
  const base = { ...START, language: record.language ?? /** @type {const} */ ("en") };
  const read = (/** @type {string} */ hash) => fromHash(hash, labels, base);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let written = location.hash;
  const onState = (/** @type {State} */ state) => {
    const root = document.documentElement;
    if (root.lang !== state.language) root.lang = state.language; // setting it restyles the whole page
    const title = nameOf(record.editions[state.edition], state.language);
    if (document.title !== title) document.title = title;
    clearTimeout(timer);
    timer = setTimeout(() => {
      written = `#${toHash(state, labels)}`;
      if (written !== location.hash) history.replaceState(null, "", written);
    }, 250);
  };
  const page = mount(element, record, { start: read(location.hash), onState });
  addEventListener("hashchange", (event) => {
    const { hash } = new URL(event.newURL); // the address may have been written again since
    if (hash === written) return;
    clearTimeout(timer);
    page.set(read(hash));
  });
}

if (typeof document !== "undefined") showPage();

/**
 * Show the explorer in the output of a notebook; `weights` and `city` go both ways.
 * @param {{model: any, el: HTMLElement}} given
 */
function render({ model, el }) {
  const element = document.createElement("div");
  // Or JupyterLab takes the keys, such as the arrows of a slider; it looks at the very element that has the focus.
  element.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLElement || target instanceof SVGElement) target.dataset.lmSuppressShortcuts = "true";
  });
  el.append(element);
  /** @type {ExplorerRecord} */
  const record = JSON.parse(model.get("_record"));
  const { cities } = record.editions[0];
  const fromPython = () => ({
    changes: model.get("weights"),
    city: cities.find((city) => city.name === model.get("city"))?.id ?? "",
  });
  let last = JSON.stringify(fromPython());
  const onState = (/** @type {State} */ { changes, city }) => {
    const now = JSON.stringify({ changes, city });
    if (now === last) return;
    last = now;
    model.set("weights", changes);
    model.set("city", cities.find((each) => each.id === city)?.name ?? "");
    model.save_changes();
  };
  const page = mount(element, record, { start: fromPython(), embedded: true, onState });
  const take = () => {
    const now = fromPython();
    if (JSON.stringify(now) === last) return;
    last = JSON.stringify(now);
    page.set(now);
  };
  model.on("change:weights", take);
  model.on("change:city", take);
  return () => page.destroy();
}

export default { render };
