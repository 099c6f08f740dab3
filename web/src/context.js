/** What every view gets: the fitted index, its present and nominal scores, the state, and how to change it. */

import { fixed } from "./engine/numbers.js";
import { nameOf, speaking, textIn, wordIn } from "./language.js";

/**
 * @typedef {object} Context
 * @property {import("./engine/record.js").ExplorerRecord} record
 * @property {import("./engine/model.js").Model} model
 * @property {import("./engine/scoring.js").Scored} scored
 * @property {import("./engine/scoring.js").Scored} nominal
 * @property {import("./engine/state.js").State} state
 * @property {(changes: Partial<import("./engine/state.js").State>, moving?: boolean) => void} update
 * @property {(node: number, share: number | null, fresh?: boolean) => void} setShare A new share; or none, where a drag begins.
 * @property {number} dragged Node whose share was set last, -1 for none.
 * @property {boolean} moving Whether weights are moving.
 * @property {import("./store.js").Store} store Which holds the newest context.
 * @property {import("./language.js").Say} say
 * @property {(node: number) => string} node Name of a node.
 * @property {(city: number) => string} city Name of a city.
 * @property {(word: string) => string} word A unit, a country, a region or the years of a value.
 * @property {(texts: import("./engine/record.js").Texts) => string} text
 * @property {(value: number) => string} shown A score, as it is shown.
 * @property {(rank: number) => string} rank
 */

/**
 * @param {Omit<Context, "say" | "node" | "city" | "word" | "text" | "shown" | "rank">} given
 * @returns {Context}
 */
export function contextOf(given) {
  const { model, state } = given;
  const say = speaking(state.language, model.edition.noun);
  return {
    ...given,
    say,
    node: (at) => nameOf(model.nodes[at], state.language),
    city: (at) => nameOf(model.cities[at], state.language),
    word: (word) => wordIn(model.edition, word, state.language),
    text: (texts) => textIn(texts, state.language),
    shown: (value) => (Number.isNaN(value) ? "–" : fixed(value, model.edition.digits)),
    rank: (rank) => (Number.isNaN(rank) ? "–" : String(rank)),
  };
}

/**
 * Return the place of a city by its id; -1 where there is none.
 * @param {import("./engine/model.js").Model} model
 * @param {string} id
 */
export function placeOfCity(model, id) {
  return id ? model.cities.findIndex((city) => city.id === id) : -1;
}
