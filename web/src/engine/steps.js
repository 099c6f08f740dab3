/** What the score of a group goes through after it is aggregated: fitted maps, applied to one score. */

import { halfEven, roundTo } from "./numbers.js";

/** @typedef {import("./record.js").Step} Step */
/** @typedef {import("./record.js").StepParameters} Parameters */

/**
 * Take a score through fitted steps.
 * @param {Step[] | undefined} steps
 * @param {number} value
 */
export function applySteps(steps, value) {
  if (!steps) return value;
  let found = value;
  for (const step of steps) found = applyStep(step, found);
  return found;
}

/**
 * @param {Step} given
 * @param {number} value
 * @returns {number}
 */
function applyStep({ kind, parameters: step }, value) {
  if (Number.isNaN(value)) return NaN;
  switch (kind) {
    case "affine":
      return held(step, (value - number(step.origin)) * number(step.scale) + number(step.base));
    case "limits":
      return held(step, value);
    case "places":
      return placed(step, value);
    case "bands":
      return banded(step, value);
    case "round":
      return roundTo(value, number(step.digits), step.rounding);
    default:
      throw new Error("no step of this kind");
  }
}

/** @param {number | undefined} value */
function number(value) {
  return value ?? 0;
}

/**
 * @param {Parameters} step
 * @param {number} value
 */
function held(step, value) {
  return Math.min(Math.max(value, step.floor ?? -Infinity), step.ceiling ?? Infinity);
}

/**
 * @param {Parameters} step
 * @param {number} value
 */
function placed(step, value) {
  const { points = [], places = [] } = step;
  const grid = number(step.step);
  const onGrid = halfEven(value / grid);
  let passed = 0;
  while (passed < points.length && halfEven(points[passed] / grid) <= onGrid) passed += 1;
  if (passed === 0) return number(step.low);
  const here = passed - 1;
  const equal = halfEven(points[here] / grid) === onGrid;
  if (equal) return places[here];
  if (passed === points.length) return number(step.high);
  const slope = (places[passed] - places[here]) / (points[passed] - points[here]);
  return slope * (value - points[here]) + places[here];
}

/**
 * @param {Parameters} step
 * @param {number} value
 */
function banded(step, value) {
  const { edges = [] } = step;
  const grid = number(step.step);
  const passed = edges.filter((edge) => halfEven(value / grid) >= halfEven(edge / grid)).length;
  return number(step.low) + (passed / edges.length) * (number(step.high) - number(step.low));
}
