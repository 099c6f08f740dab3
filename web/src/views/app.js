/** The page: header, choices, ranking or movement, weights, the chosen city, what to take along, notes. */

import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";
import { contextOf, placeOfCity } from "../context.js";
import { html } from "../dom.js";
import { modelOf } from "../engine/model.js";
import { score } from "../engine/scoring.js";
import { usable, weightsOf, withShare, withoutIdle } from "../engine/weights.js";
import { nameOf } from "../language.js";
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

/** While weights move, what is beside the ranking follows after so many milliseconds. */
const PAUSE = 100;

/**
 * @param {{record: import("../engine/record.js").ExplorerRecord, start: State, embedded: boolean, onState: (state: State) => void, connect: (set: (changes: Partial<State>) => void) => void}} props
 */
export function App({ record, start, embedded, onState, connect }) {
  const models = useMemo(() => record.editions.map(modelOf), [record]);
  const { state, moving, update } = useSettled(models, start);
  const [frame, width] = useWidth();
  const narrow = width < WIDTHS[1].most;
  const model = models[state.edition];
  const { scored, nominal } = useScores(model, state);
  const { setShare, dragged } = useDrag(model, state, update);
  const context = useMemo(
    () => contextOf({ record, model, scored, nominal, state, update, setShare, dragged, narrow }),
    [scored, state, narrow],
  );
  const late = useLate(context, moving);
  useEffect(() => connect(update), []);
  useEffect(() => onState(state), [state]);
  return html`<div
    class=${["page", ...WIDTHS.filter(({ most }) => width < most).map(({ name }) => name)].join(" ")}
    ref=${frame}
    lang=${state.language}
  >
    ${useMemo(
      () => html`<${Header} context=${late} /><${Toolbar} context=${late} /><${Presets} context=${late} />`,
      [late],
    )}
    <div class="columns">
      <${Main} context=${context} moving=${moving} />
      <aside>
        ${useMemo(() => html`<${Chosen} context=${late} />`, [late])}
        ${hasTriangle(model) && html`<${Triangle} context=${context} late=${late} />`}
        ${useMemo(() => html`<${Sharing} context=${late} cities=${listedCities(late)} embedded=${embedded} /><${Notes} context=${late} />`, [late])}
      </aside>
    </div>
    ${useMemo(
      () =>
        html`<${Footer} context=${late} />
          <p class="unseen" role="status">${spoken(late)}</p>`,
      [late],
    )}
  </div>`;
}

/** @param {{context: Context, moving: boolean}} props */
function Main({ context, moving }) {
  const { state, say, narrow } = context;
  const [all, setAll] = useState(false);
  const found = listedCities(context);
  const cities = all ? found : found.slice(0, FIRST);
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
    ${found.length === 0 && html`<p class="quiet">${say("search.none", { text: state.search })}</p>`}
    ${movement ? html`<${Movement} context=${context} cities=${cities} />` : html`<${RankingTable} context=${context} cities=${cities} moving=${moving} />`}
    ${found.length > cities.length && html`<button type="button" class="chip more" onClick=${() => setAll(true)}>${say("table.more", { count: found.length })}</button>`}
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

/**
 * Return the state, whether its weights are moving, and what changes it.
 * @param {import("../engine/model.js").Model[]} models
 * @param {State} start
 */
function useSettled(models, start) {
  const [{ state, moving }, dispatch] = useReducer(
    (
      /** @type {{state: State, moving: boolean}} */ before,
      /** @type {{changes: Partial<State>, moving: boolean}} */ next,
    ) => ({ state: settled(models, { ...before.state, ...next.changes }), moving: next.moving }),
    start,
    (given) => ({ state: settled(models, given), moving: false }),
  );
  const update = useCallback(
    (/** @type {Partial<State>} */ changes, now = false) => dispatch({ changes, moving: now }),
    [],
  );
  return { state, moving, update };
}

/**
 * Score the index under the present weights and those given; what the weights do not reach stays as it was.
 * @param {import("../engine/model.js").Model} model
 * @param {State} state
 */
function useScores(model, state) {
  const nominal = useMemo(() => score(model, model.weights), [model]);
  const last = useRef({ model, scored: nominal });
  if (last.current.model !== model) last.current = { model, scored: nominal };
  const scored = useMemo(
    () =>
      Object.keys(state.changes).length ? score(model, weightsOf(model, state.changes), last.current.scored) : nominal,
    [model, state.changes],
  );
  last.current.scored = scored;
  return { scored, nominal };
}

/**
 * Return what views beside the ranking show: the same, but while weights are moving only every now and then.
 * @param {Context} context
 * @param {boolean} moving
 */
function useLate(context, moving) {
  const kept = useRef(context);
  const timer = useRef(/** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined));
  const due = useRef(false);
  const [, redraw] = useReducer((/** @type {number} */ count) => count + 1, 0);
  if (!moving || due.current) {
    kept.current = context;
    due.current = false;
    clearTimeout(timer.current);
    timer.current = undefined;
  } else if (kept.current !== context && timer.current === undefined) {
    timer.current = setTimeout(() => {
      due.current = true;
      redraw(null);
    }, PAUSE);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  return kept.current;
}

/**
 * Keep of a state what the chosen index knows.
 * @param {import("../engine/model.js").Model[]} models
 * @param {State} state
 * @returns {State}
 */
function settled(models, state) {
  const edition = Math.min(Math.max(state.edition, 0), models.length - 1);
  const model = models[edition];
  const known = (/** @type {string} */ id) => (placeOfCity(model, id) >= 0 ? id : "");
  const city = known(state.city);
  return {
    ...state,
    edition,
    city,
    against: city && state.against !== city ? known(state.against) : "",
    changes: withoutIdle(model, usable(model, state.changes)),
    opened: state.opened.filter((id) => model.places.has(id)),
    locked: state.locked.filter((id) => model.places.has(id)),
    region: model.cities.some((each) => each.region === state.region) ? state.region : "",
    placed: withChosen(
      model,
      state.placed.filter((id) => known(id)),
      city,
    ),
  };
}

/**
 * @param {import("../engine/model.js").Model} model
 * @param {string[]} placed
 * @param {string} city
 */
function withChosen(model, placed, city) {
  const at = placeOfCity(model, city);
  return at >= 0 && model.cities[at].placed && !placed.includes(city) ? [...placed, city] : placed;
}

/**
 * Return what sets a share. During one drag proportions are those when it began, so that going to an end and back keeps them.
 * @param {import("../engine/model.js").Model} model
 * @param {State} state
 * @param {Context["update"]} update
 */
function useDrag(model, state, update) {
  const drag = useRef({ node: -1, basis: state.changes });
  const present = useRef({ model, state });
  present.current = { model, state };
  const setShare = useCallback((/** @type {number} */ node, /** @type {number | null} */ share, fresh = false) => {
    const now = present.current;
    if (fresh || drag.current.node !== node) drag.current = { node, basis: now.state.changes };
    if (share === null) return;
    const { basis } = drag.current;
    const changes = withShare(now.model, now.state.changes, node, share, new Set(now.state.locked), basis);
    update({ changes }, !fresh);
  }, []);
  return { setShare, dragged: drag.current.node };
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
