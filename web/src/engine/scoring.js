/** Scores of all nodes under any weights: one walk from the indicators up to the root. */

import { aggregate } from "./aggregate.js";
import { pairwiseSum } from "./numbers.js";
import { inOrder, onGrid, ranksOf } from "./ranking.js";
import { applySteps } from "./steps.js";

/** @typedef {import("./model.js").Model} Model */

/**
 * @typedef {object} Scored
 * @property {Float64Array} weights Weight of each node.
 * @property {Float64Array} shares Share of each node among its siblings.
 * @property {Float64Array} effective Product of the shares from the root.
 * @property {Float64Array[]} shown Scores as they are shown, NaN for a blank.
 * @property {Float64Array[]} taken Scores as the parent takes them, with fills for blanks.
 * @property {Float64Array} ranks Ranks at the root.
 * @property {number[]} order Cities from the first to the last.
 */

/**
 * Score all nodes.
 * @param {Model} model
 * @param {Float64Array} weights
 * @param {Scored} [before] Scores under other weights, of which those that the weights do not reach are kept as they are.
 * @returns {Scored}
 */
export function score(model, weights, before) {
  const shares = sharesOf(model, weights);
  /** @type {Float64Array[]} */
  const shown = new Array(model.nodes.length);
  /** @type {Float64Array[]} */
  const taken = new Array(model.nodes.length);
  for (let at = model.nodes.length - 1; at >= 0; at -= 1) {
    if (before && isUnmoved(model, at, { weights, shares, taken }, before)) {
      shown[at] = before.shown[at];
      taken[at] = before.taken[at];
      continue;
    }
    const values = model.values[at];
    const found = values ?? groupScores(model, at, weights, shares, taken);
    shown[at] = masked(found, model.blank[at]);
    taken[at] = model.taken[at] ?? carried(model, at, found);
  }
  const ranks = ranksAt(model, 0, shown[0]);
  return { weights, shares, effective: effectiveOf(model, shares), shown, taken, ranks, order: inOrder(ranks) };
}

/**
 * Return whether neither the weights of the children of a node nor their scores have changed.
 * @param {Model} model
 * @param {number} at
 * @param {Pick<Scored, "weights" | "shares" | "taken">} now
 * @param {Scored} before
 */
function isUnmoved(model, at, now, before) {
  return model.counted[at].every(
    (child) =>
      now.taken[child] === before.taken[child] &&
      now.shares[child] === before.shares[child] &&
      now.weights[child] === before.weights[child],
  );
}

/**
 * Rank the cities at one node.
 * @param {Model} model
 * @param {number} node
 * @param {Float64Array} scores As they are shown.
 */
export function ranksAt(model, node, scores) {
  const { step, turn } = model.nodes[node];
  const grid = onGrid(scores, { step, turn, digits: model.edition.rank_digits });
  return ranksOf(grid, model.edition.ties, model.sample);
}

/**
 * Scale weights so that siblings that count sum to one.
 * @param {Model} model
 * @param {Float64Array} weights
 */
export function sharesOf(model, weights) {
  const shares = new Float64Array(weights.length);
  shares[0] = 1;
  for (const siblings of model.counted) {
    if (siblings.length === 0) continue;
    let total = weights[siblings[0]];
    for (let at = 1; at < siblings.length; at += 1) total += weights[siblings[at]];
    for (const each of siblings) shares[each] = weights[each] / total;
  }
  return shares;
}

/**
 * @param {Model} model
 * @param {Float64Array} shares
 */
function effectiveOf(model, shares) {
  const effective = Float64Array.from(shares);
  for (let at = 1; at < effective.length; at += 1) effective[at] *= effective[model.nodes[at].parent];
  return effective;
}

/**
 * @param {Float64Array} scores
 * @param {Uint8Array | null} blank
 */
function masked(scores, blank) {
  if (!blank) return scores;
  return scores.map((value, city) => (blank[city] ? NaN : value));
}

/**
 * @param {Model} model
 * @param {number} at
 * @param {Float64Array} found
 */
function carried(model, at, found) {
  const steps = at > 0 ? model.nodes[at].group?.onward : undefined;
  const onward = steps?.length ? found.map((value) => applySteps(steps, value)) : found;
  const fills = model.fills[at];
  const blank = model.blank[at];
  if (!fills || !blank) return onward;
  return onward.map((value, city) => (blank[city] ? fills[city] : value));
}

/**
 * @param {Model} model
 * @param {number} at
 * @param {Float64Array} weights
 * @param {Float64Array} shares
 * @param {Float64Array[]} taken
 */
function groupScores(model, at, weights, shares, taken) {
  const group = /** @type {import("./record.js").Group} */ (model.nodes[at].group);
  const below = model.counted[at];
  const found = new Float64Array(model.cities.length);
  if (group.aggregate.kind === "arithmetic" && !group.skip_blanks) {
    below.forEach((child, first) => addTo(found, taken[child], shares[child], first === 0));
  } else {
    const own = below.map((child) => shares[child]);
    const total = pairwiseSum(below.map((child) => weights[child]));
    const nominal = group.rescale ? nominalShares(group.nominal ?? []) : null;
    const values = new Float64Array(below.length);
    for (let city = 0; city < found.length; city += 1) {
      below.forEach((child, place) => (values[place] = taken[child][city]));
      found[city] = aggregate(group.aggregate, values, own, group.skip_blanks, total);
      if (nominal && Number.isNaN(found[city]) && !model.blank[at]?.[city]) {
        found[city] = aggregate(group.aggregate, values, nominal, true, total);
      }
    }
  }
  return group.after?.length ? found.map((value) => applySteps(group.after, value)) : found;
}

/**
 * @param {Float64Array} sums
 * @param {Float64Array} values
 * @param {number} share
 * @param {boolean} first
 */
function addTo(sums, values, share, first) {
  if (first) for (let city = 0; city < sums.length; city += 1) sums[city] = share * values[city];
  else for (let city = 0; city < sums.length; city += 1) sums[city] += share * values[city];
}

/** @param {number[]} weights */
function nominalShares(weights) {
  const total = weights.reduce((one, other) => one + other);
  return weights.map((weight) => weight / total);
}
