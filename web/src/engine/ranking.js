/** Ranks over the grid of the library: equal scores tie, and a placed city moves no other. */

import { halfEven, roundTo } from "./numbers.js";

/**
 * Put shown scores on the grid on which they are compared, the first in rank highest.
 * @param {ArrayLike<number>} scores
 * @param {{step: number, turn: number, digits?: number | null}} how
 */
export function onGrid(scores, { step, turn, digits }) {
  const grid = new Float64Array(scores.length);
  for (let at = 0; at < scores.length; at += 1) {
    const value = digits === undefined || digits === null ? scores[at] : roundTo(scores[at], digits);
    grid[at] = halfEven(value / step) * turn + 0;
  }
  return grid;
}

/**
 * Rank the cities of the sample, and each placed city as if it alone were added.
 * @param {Float64Array} grid
 * @param {"min" | "max" | "average" | "dense" | "ordinal"} ties
 * @param {number} sample How many of the cities are the sample; those that follow are placed.
 * @returns {Float64Array} NaN for a blank.
 */
export function ranksOf(grid, ties, sample) {
  const order = [];
  for (let at = 0; at < sample; at += 1) if (!Number.isNaN(grid[at])) order.push(at);
  order.sort((one, other) => grid[other] - grid[one] || one - other);
  const ranks = new Float64Array(grid.length).fill(NaN);
  let distinct = 0;
  for (let first = 0; first < order.length;) {
    let last = first;
    while (last + 1 < order.length && grid[order[last + 1]] === grid[order[first]]) last += 1;
    distinct += 1;
    for (let at = first; at <= last; at += 1) {
      ranks[order[at]] = tied(ties, { first: first + 1, last: last + 1, own: at + 1, distinct });
    }
    first = last + 1;
  }
  for (let at = sample; at < grid.length; at += 1) ranks[at] = placedRank(grid, at, order, ties);
  return ranks;
}

/**
 * @param {string} ties
 * @param {{first: number, last: number, own: number, distinct: number}} places
 */
function tied(ties, { first, last, own, distinct }) {
  switch (ties) {
    case "max":
      return last;
    case "average":
      return (first + last) / 2;
    case "dense":
      return distinct;
    case "ordinal":
      return own;
    default:
      return first;
  }
}

/**
 * @param {Float64Array} grid
 * @param {number} city
 * @param {number[]} order
 * @param {string} ties
 */
function placedRank(grid, city, order, ties) {
  if (Number.isNaN(grid[city])) return NaN;
  const ahead = order.filter((at) => grid[at] > grid[city]);
  const equal = order.filter((at) => grid[at] === grid[city]).length;
  const distinct = new Set(ahead.map((at) => grid[at])).size + 1;
  const last = ahead.length + equal + 1;
  return tied(ties, { first: ahead.length + 1, last, own: last, distinct });
}

/**
 * List the cities from the first to the last, those without a rank at the end, equals in the order of the data.
 * @param {Float64Array} ranks
 */
export function inOrder(ranks) {
  const key = (/** @type {number} */ at) => (Number.isNaN(ranks[at]) ? Infinity : ranks[at]);
  return Array.from(ranks, (_, at) => at).sort((one, other) => compare(key(one), key(other)) || one - other);
}

/**
 * @param {number} one
 * @param {number} other
 */
function compare(one, other) {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
