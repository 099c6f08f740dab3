/** Merging the children of one city into the score of their group, in the order and with the sums of the library. */

import { interpolate } from "./numbers.js";

/** @typedef {import("./record.js").Aggregate} Aggregate */
/** @typedef {Float64Array | number[]} Values */

const HALF_TOLERANCE = 1e-12;
const NEARLY_ZERO = 1e-100;
const LEAST = 2 ** -1022;

/**
 * Aggregate the children of one city.
 * @param {Aggregate} how
 * @param {Values} values Scores of the children, NaN for a blank.
 * @param {Values} shares Weights that sum to one.
 * @param {boolean} skip Leave blanks out and scale the weights of the rest to one.
 * @param {number} total What shares are multiplied by in a sum of given weights.
 * @returns {number}
 */
export function aggregate(how, values, shares, skip, total) {
  switch (how.kind) {
    case "arithmetic":
      return arithmetic(values, shares, skip);
    case "geometric":
      return geometric(values, shares, skip);
    case "harmonic":
      return harmonic(values, shares, skip);
    case "power":
      return power(values, shares, skip, /** @type {number} */ (how.exponent));
    case "median":
      return median(values, shares, skip);
    case "minimum":
      return extreme(values, skip, Math.min);
    case "maximum":
      return extreme(values, skip, Math.max);
    case "sum":
      return (how.total === "given" ? total : values.length) * arithmetic(values, shares, skip);
    case "product":
      return product(values, shares, skip);
    case "mirrored":
      return mirrored(how, values, shares, skip);
    case "mazziotta_pareto":
      return mazziottaPareto(values, shares, skip, how.penalty === "add" ? 1 : -1);
    case "ordered_weighted_average":
      return ordered(values, shares, skip, /** @type {number[]} */ (how.order_weights));
    case "none":
      return NaN;
    default:
      throw new Error(`no aggregation of kind ${how.kind}`);
  }
}

/**
 * Give a city its own shares over the children that it has; NaN where there are none.
 * @param {Values} values
 * @param {Values} shares
 * @returns {[Values, Values]}
 */
function withoutBlanks(values, shares) {
  const present = Array.from(shares, (share, at) => (Number.isNaN(values[at]) ? 0 : share));
  let total = present[0];
  for (let at = 1; at < present.length; at += 1) total += present[at];
  const scaled = present.map((share) => share / (total > 0 ? total : NaN));
  return [Array.from(values, (value) => (Number.isNaN(value) ? 0 : value)), scaled];
}

/**
 * @param {Values} values
 * @param {Values} shares
 * @param {boolean} skip
 */
function arithmetic(values, shares, skip) {
  const [known, own] = skip ? withoutBlanks(values, shares) : [values, shares];
  let sum = own[0] * known[0];
  for (let at = 1; at < known.length; at += 1) sum += own[at] * known[at];
  return sum;
}

/**
 * @param {Values} values
 * @param {(value: number) => number} map
 */
function mapped(values, map) {
  return Array.from(values, map);
}

/**
 * @param {Values} values
 * @param {Values} shares
 * @param {boolean} skip
 */
function geometric(values, shares, skip) {
  if (Array.from(values).some((value) => value < 0)) return NaN;
  return Math.exp(arithmetic(mapped(values, Math.log), shares, skip));
}

/**
 * @param {Values} values
 * @param {Values} shares
 * @param {boolean} skip
 */
function harmonic(values, shares, skip) {
  return (
    1 /
    arithmetic(
      mapped(values, (value) => 1 / value),
      shares,
      skip,
    )
  );
}

/**
 * @param {Values} values
 * @param {Values} shares
 * @param {boolean} skip
 * @param {number} exponent
 */
function power(values, shares, skip, exponent) {
  if (exponent === 1) return arithmetic(values, shares, skip);
  if (Math.abs(exponent) < NEARLY_ZERO) return geometric(values, shares, skip);
  if (exponent === -1) return harmonic(values, shares, skip);
  const present = Array.from(values).filter((value) => !Number.isNaN(value));
  if (present.length === 0 || Math.min(...present) < 0) return NaN;
  const scale = exponent > 0 ? Math.max(...present) : Math.min(...present);
  const nothing = scale === 0 ? 1 : 0;
  const logs = mapped(values, (value) => exponent * Math.log((value + nothing) / (scale + nothing)));
  const summed = arithmetic(mapped(logs, Math.exp), shares, skip);
  const excess = arithmetic(mapped(logs, Math.expm1), shares, skip);
  return scale * Math.exp((excess < -0.5 ? Math.log(summed) : Math.log1p(excess)) / exponent);
}

/**
 * @param {Values} values
 * @param {boolean} skip
 * @param {(...values: number[]) => number} pick
 */
function extreme(values, skip, pick) {
  const known = skip ? Array.from(values).filter((value) => !Number.isNaN(value)) : Array.from(values);
  return known.length === 0 ? NaN : pick(...known);
}

/**
 * Order the children by value, their shares with them.
 * @param {Values} values
 * @param {Values} shares
 * @param {1 | -1} direction
 */
function sorted(values, shares, direction) {
  const order = Array.from(values, (_, at) => at).sort(
    (one, other) => direction * (values[one] - values[other]) || one - other,
  );
  return [order.map((at) => values[at]), order.map((at) => shares[at])];
}

/** @param {number[]} values */
function runningSums(values) {
  let sum = 0;
  return values.map((value) => (sum += value));
}

/**
 * @param {Values} values
 * @param {Values} shares
 * @param {boolean} skip
 */
function median(values, shares, skip) {
  if (!skip && Array.from(values).some(Number.isNaN)) return NaN;
  const [known, own] = skip ? withoutBlanks(values, shares) : [values, shares];
  const [ordered, weights] = sorted(known, own, 1);
  const below = runningSums(weights);
  if (Number.isNaN(below[below.length - 1])) return NaN;
  const first = (/** @type {(sum: number) => boolean} */ holds) => ordered[Math.max(below.findIndex(holds), 0)];
  return (first((sum) => sum >= 0.5 - HALF_TOLERANCE) + first((sum) => sum > 0.5 + HALF_TOLERANCE)) / 2;
}

/**
 * @param {Values} values
 * @param {Values} shares
 * @param {boolean} skip
 */
function product(values, shares, skip) {
  const zero = mapped(values, (value) => (Number.isNaN(value) ? NaN : value === 0 ? 1 : 0));
  if (arithmetic(zero, shares, skip) > 0) return 0;
  const logs = mapped(values, (value) => Math.log(value === 0 ? 1 : value));
  let found = Math.exp(values.length * arithmetic(logs, shares, skip));
  if (Array.from(shares).every((share) => share === shares[0])) {
    const plain = Array.from(values).reduce((one, other) => one * other);
    if (!Number.isNaN(plain)) found = plain;
  }
  return found < LEAST ? Infinity : found;
}

/**
 * @param {Aggregate} how
 * @param {Values} values
 * @param {Values} shares
 * @param {boolean} skip
 */
function mirrored(how, values, shares, skip) {
  const top = /** @type {number} */ (how.top);
  const missing = mapped(values, (value) => top - value);
  return top - aggregate(/** @type {Aggregate} */ (how.of), missing, shares, skip, 0);
}

/**
 * @param {Values} values
 * @param {Values} shares
 * @param {boolean} skip
 * @param {1 | -1} sign
 */
function mazziottaPareto(values, shares, skip, sign) {
  const mean = arithmetic(values, shares, skip);
  const squares = mapped(values, (value) => (value - mean) * (value - mean));
  return mean + sign * (arithmetic(squares, shares, skip) / mean);
}

/**
 * @param {Values} values
 * @param {Values} shares
 * @param {boolean} skip
 * @param {number[]} orderWeights
 */
function ordered(values, shares, skip, orderWeights) {
  const count = orderWeights.length;
  const places = Array.from({ length: count + 1 }, (_, at) => (at === count ? 1 : at * (1 / count)));
  const taken = [0, ...runningSums(orderWeights)];
  const curve = taken.map((each) => each / taken[count]);
  const [known, own] = skip ? withoutBlanks(values, shares) : [values, shares];
  const [best, weights] = sorted(known, own, -1);
  const upto = runningSums(weights).map((sum) => interpolate(sum, places, curve));
  const parts = upto.map((each, at) => (at === 0 ? each - 0 : each - upto[at - 1]));
  return arithmetic(best, parts, false);
}
