/** The state of the page and what follows from it: views that watch it are told of every movement, all others a little later. */

import { useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";
import { contextOf, placeOfCity } from "./context.js";
import { modelOf } from "./engine/model.js";
import { score } from "./engine/scoring.js";
import { usable, weightsOf, withShare, withoutIdle } from "./engine/weights.js";

/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./engine/model.js").Model} Model */
/** @typedef {import("./engine/state.js").State} State */

/** While weights move, all that does not watch follows after so many milliseconds. */
const PAUSE = 100;

/** The one place where the state is changed. */
export class Store {
  /**
   * @param {import("./engine/record.js").ExplorerRecord} record
   * @param {State} start
   */
  constructor(record, start) {
    this.record = record;
    this.models = record.editions.map(modelOf);
    /** @type {Map<Model, import("./engine/scoring.js").Scored>} */
    this.nominal = new Map();
    /** @type {Set<() => void>} */
    this.watching = new Set();
    this.redraw = () => {};
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** @type {{node: number, basis: State["changes"]}} */
    this.drag = { node: -1, basis: {} };
    this.update = this.update.bind(this);
    this.setShare = this.setShare.bind(this);
    /** @type {Context} */
    this.now = this.contextAt(settled(this.models, start), false);
  }

  /**
   * Change the state.
   * @param {Partial<State>} changes
   * @param {boolean} [moving] Whether more of its kind follow at once, as while a slider is dragged.
   */
  update(changes, moving = false) {
    this.now = this.contextAt(settled(this.models, { ...this.now.state, ...changes }), moving);
    if (!moving) {
      this.rest();
      return;
    }
    for (const tell of this.watching) tell();
    this.timer ??= setTimeout(() => this.rest(), PAUSE);
  }

  /** Let all views show the present state. */
  rest() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.redraw();
  }

  /**
   * Set a share. During one drag proportions are those when it began, so that going to an end and back keeps them.
   * @param {number} node
   * @param {number | null} share Null where a drag begins.
   * @param {boolean} [fresh] Whether it is no part of a drag.
   */
  setShare(node, share, fresh = false) {
    const { model, state } = this.now;
    if (fresh || this.drag.node !== node) this.drag = { node, basis: state.changes };
    if (share === null) return;
    const changes = withShare(model, state.changes, node, share, new Set(state.locked), this.drag.basis);
    this.update({ changes }, !fresh);
  }

  /**
   * Call a function at every movement.
   * @param {() => void} tell
   */
  watch(tell) {
    this.watching.add(tell);
    return () => {
      this.watching.delete(tell);
    };
  }

  /**
   * Score the index under the weights of a state; what they do not reach stays as it was.
   * @param {State} state
   * @param {boolean} moving
   */
  contextAt(state, moving) {
    const model = this.models[state.edition];
    const nominal = this.nominal.get(model) ?? score(model, model.weights);
    this.nominal.set(model, nominal);
    const before = this.now?.model === model ? this.now.scored : nominal;
    const changed = Object.keys(state.changes).length > 0;
    const scored = changed ? score(model, weightsOf(model, state.changes), before) : nominal;
    const { record, update, setShare, drag } = this;
    return contextOf({
      record,
      model,
      scored,
      nominal,
      state,
      moving,
      update,
      setShare,
      dragged: drag.node,
      store: this,
    });
  }
}

/**
 * Return the store of a page and the context that it shows: the newest, while weights move one of a moment ago.
 * @param {import("./engine/record.js").ExplorerRecord} record
 * @param {State} start
 * @returns {{store: Store, context: Context}}
 */
export function useStore(record, start) {
  const store = useMemo(() => new Store(record, start), [record]);
  const [context, show] = useState(store.now);
  useLayoutEffect(() => {
    store.redraw = () => show(store.now);
    return () => {
      store.redraw = () => {};
      clearTimeout(store.timer);
    };
  }, [store]);
  return { store, context };
}

/**
 * Return the newest context, and draw the view again at a movement after which a function finds something else in it.
 * @param {Store} store
 * @param {(now: Context) => unknown} find
 * @returns {Context}
 */
export function useNewest(store, find) {
  const [, redraw] = useReducer((/** @type {number} */ count) => count + 1, 0);
  const seen = useRef({ find, found: find(store.now) });
  seen.current = { find, found: find(store.now) };
  useEffect(() => store.watch(() => seen.current.find(store.now) !== seen.current.found && redraw(null)), [store]);
  return store.now;
}

/**
 * Keep of a state what the chosen index knows.
 * @param {Model[]} models
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
 * @param {Model} model
 * @param {string[]} placed
 * @param {string} city
 */
function withChosen(model, placed, city) {
  const at = placeOfCity(model, city);
  return at >= 0 && model.cities[at].placed && !placed.includes(city) ? [...placed, city] : placed;
}
