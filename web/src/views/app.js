/** The page: header, choices, ranking or movement, weights, the chosen city, what to take along, notes. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { placeOfCity } from "../context.js";
import { html } from "../dom.js";
import { nameOf } from "../language.js";
import { useStore } from "../store.js";
import { CityPanel } from "./city_panel.js";
import { Movement } from "./movement.js";
import { RankingTable } from "./ranking_table.js";
import { Sharing } from "./sharing.js";
import { Presets, Toolbar, listedCities } from "./toolbar.js";
import { Triangle, hasTriangle } from "./triangle.js";
import { WeightList } from "./weight_control.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../engine/state.js").State} State */

/** Widths in pixels below which there is one column, weights are a list, and labels stand above sliders. */
const WIDTHS = [
  { most: 1080, name: "single" },
  { most: 820, name: "narrow" },
  { most: 480, name: "tiny" },
];

/** How many cities are listed until all are asked for. */
const FIRST = 120;

/**
 * @param {{record: import("../engine/record.js").ExplorerRecord, start: State, embedded: boolean, onState: (state: State) => void, connect: (set: (changes: Partial<State>) => void) => void}} props
 */
export function App({ record, start, embedded, onState, connect }) {
  const { store, context } = useStore(record, start);
  const { model, state } = context;
  const [frame, width] = useWidth();
  useEffect(() => connect(store.update), [store]);
  useEffect(() => onState(state), [state]);
  return html`<div
    class=${["page", ...WIDTHS.filter(({ most }) => width < most).map(({ name }) => name)].join(" ")}
    ref=${frame}
    lang=${state.language}
  >
    <${Header} context=${context} />
    <${Toolbar} context=${context} />
    <${Presets} context=${context} />
    <div class="columns">
      <${Main} context=${context} narrow=${width < WIDTHS[1].most} tiny=${width < WIDTHS[2].most} />
      <aside>
        <${Chosen} context=${context} />
        ${hasTriangle(model) && html`<${Triangle} context=${context} />`}
        <${Sharing} context=${context} cities=${listedCities(context)} embedded=${embedded} />
        <${Notes} context=${context} />
      </aside>
    </div>
    <${Footer} context=${context} />
    <p class="unseen" role="status">${spoken(context)}</p>
  </div>`;
}

/** @param {{context: Context, narrow: boolean, tiny: boolean}} props */
function Main({ context, narrow, tiny }) {
  const { model, state, say } = context;
  const [all, setAll] = useState(false);
  const found = listedCities(context).length;
  const most = all ? found : Math.min(found, FIRST);
  const movement = state.view === "movement";
  return html`<div class="main">
    ${
      (narrow || movement) &&
      html`<details class="card weights" open>
        <summary>${say("weights.title")}</summary>
        <p class="quiet">${say("weights.hint")}</p>
        <${WeightList} context=${context} />
      </details>`
    }
    ${found === 0 && html`<p class="quiet">${say("search.none", { text: state.search, count: model.sample })}</p>`}
    ${movement ? html`<${Movement} context=${context} most=${most} tiny=${tiny} />` : html`<${RankingTable} context=${context} most=${most} narrow=${narrow} />`}
    ${found > most && html`<button type="button" class="chip more" onClick=${() => setAll(true)}>${say("table.more", { count: found })}</button>`}
  </div>`;
}

/** @param {{context: Context}} props */
function Chosen({ context }) {
  const city = placeOfCity(context.model, context.state.city);
  const frame = useRef(/** @type {HTMLElement | null} */ (null));
  const before = useRef(city);
  useEffect(() => {
    if (before.current !== city) show(frame.current, city < 0);
    before.current = city;
  }, [city]);
  return html`<div ref=${frame}>
    ${
      city >= 0
        ? html`<${CityPanel} context=${context} city=${city} />`
        : html`<p class="card quiet choose">${context.say("panel.choose")}</p>`
    }
  </div>`;
}

/**
 * Bring the chosen city into the window: beside the ranking to the top, below it by going there, and back where it is closed.
 * @param {HTMLElement | null} frame
 * @param {boolean} closed
 */
function show(frame, closed) {
  const page = frame?.closest(".page");
  if (!frame || !page) return;
  if (!page.classList.contains("single")) frame.closest("aside")?.scrollTo(0, 0);
  else if (closed) page.querySelector(".main")?.scrollIntoView({ block: "start" });
  else frame.firstElementChild?.scrollIntoView({ block: "start" });
}

/** @returns {[any, number]} */
function useWidth() {
  const frame = useRef(/** @type {HTMLElement | null} */ (null));
  const [width, setWidth] = useState(() => (typeof innerWidth === "number" ? innerWidth : Infinity));
  useEffect(() => {
    if (!frame.current || typeof ResizeObserver === "undefined") return undefined;
    const watch = new ResizeObserver(([entry]) => {
      const [box] = entry.borderBoxSize;
      if (box.inlineSize > 0)
        setWidth(WIDTHS.reduce((found, { most }) => (box.inlineSize < most ? most - 1 : found), WIDTHS[0].most));
    });
    watch.observe(frame.current);
    return () => watch.disconnect();
  }, []);
  return [frame, width];
}

/** @param {{context: Context}} props */
function Header({ context }) {
  const { model, state, say } = context;
  const { edition } = model;
  const indicators = model.nodes.filter((node) => node.indicator).length;
  const facts = [say("about.size", { cities: model.sample, indicators })];
  if (edition.years) {
    const [first, last] = edition.years;
    facts.push(first === last ? say("about.year", { first }) : say("about.years", { first, last }));
  }
  const other = state.language === "zh" ? "en" : "zh";
  return html`<header class="masthead">
    <div>
      <h1>
        ${nameOf(edition, state.language)}
        ${edition.reconstruction && html`<span class="tag">${say("title.reconstruction")}</span>`}
      </h1>
      <p class="quiet">${facts.join(" · ")}</p>
      ${edition.description && html`<p class="quiet description">${context.text(edition.description)}</p>`}
    </div>
    <button
      type="button"
      class="chip language"
      lang=${other}
      aria-label=${`${say("language.other")}: ${say("language.label")}`}
      onClick=${() => context.update({ language: other })}
    >
      ${say("language.other")}
    </button>
  </header>`;
}

/** @param {{context: Context}} props */
function Notes({ context }) {
  const { model, say } = context;
  const findings = model.edition.findings ?? [];
  const misses = model.edition.misses ?? [];
  if (findings.length + misses.length === 0) return null;
  return html`<details class="card notes">
    <summary>${say("notes.title")}</summary>
    <ul>
      ${findings.map((each, at) => html`<li key=${at}><strong>${say(`notes.severity.${each.severity}`)}</strong>${each.node && ` ${nodeName(context, each.node)}`}: ${context.text(each.message)}</li>`)}
    </ul>
    ${
      misses.length > 0 &&
      html`<h3>${say("panel.misses")}</h3>
        <ul>
          ${misses.map((each, at) => html`<li key=${at}>${context.text(each.statement)} <span class="quiet">${say("panel.missFound", { found: context.text(each.found) })}</span></li>`)}
        </ul>`
    }
  </details>`;
}

/**
 * @param {Context} context
 * @param {string} id
 */
function nodeName({ model, node }, id) {
  const at = model.places.get(id);
  return at === undefined ? id : node(at);
}

/** @param {{context: Context}} props */
function Footer({ context }) {
  const { record, say } = context;
  const wrong = useMemo(() => differing(context), [context.model]);
  return html`<footer class="quiet">
    ${wrong && html`<p class="wrong" role="alert">${say("foot.differs", wrong)}</p>`}
    <p>${say("foot.made", { version: record.version })}</p>
  </footer>`;
}

/**
 * Return where the page does not give the scores of the library for the weights given; null where it does throughout.
 * @param {Context} context
 */
function differing({ model, nominal, node, city }) {
  for (const [at, record] of model.nodes.entries()) {
    for (const [place, expected] of (record.group?.scores ?? []).entries()) {
      const found = nominal.shown[at][place];
      const same =
        expected === null ? Number.isNaN(found) : Math.abs(found - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
      if (!same) return { node: node(at), city: city(place) };
    }
  }
  return null;
}

/** @param {Context} context */
function spoken(context) {
  const { model, scored, state, say } = context;
  const city = placeOfCity(model, state.city);
  const own =
    city >= 0 && !Number.isNaN(scored.ranks[city])
      ? say("live.city", { city: context.city(city), rank: scored.ranks[city] })
      : "";
  return say("live.first", { first: context.city(scored.order[0]), city: own });
}
