/** The ranking: stacked bars by dimension, and one column per shown node with its weight in the header. */

import { scaleLinear } from "d3-scale";
import { html } from "../dom.js";
import { isSum, partsOf } from "../engine/contributions.js";
import { colourOf } from "../palette.js";
import { EqualButton, WeightControl } from "./weight_control.js";

/** @typedef {import("../context.js").Context} Context */

/** How many cities are listed until all are asked for. */
export const FIRST = 120;

/**
 * Return the nodes that have a column: the children of the root, and after an opened group its children.
 * @param {Context} context
 * @returns {number[]}
 */
export function columnsOf({ model, state }) {
  /** @param {number} group @returns {number[]} */
  const below = (group) =>
    model.children[group].flatMap((node) =>
      state.opened.includes(model.nodes[node].id) ? [node, ...below(node)] : [node],
    );
  return below(0);
}

/**
 * Return the places of the axis of the stacked bars, in per cent.
 * @param {Context} context
 * @param {number[][]} amounts
 */
function axisOf({ scored, nominal }, amounts) {
  const scores = [...scored.shown[0], ...nominal.shown[0]].filter(Number.isFinite);
  const negative = amounts.map((parts) => parts.reduce((sum, part) => sum + Math.min(part, 0), 0));
  const positive = amounts.map((parts) => parts.reduce((sum, part) => sum + Math.max(part, 0), 0));
  const low = Math.min(0, ...negative);
  const high = Math.max(low < 0 ? 0 : -Infinity, ...scores, ...(low < 0 ? positive : []));
  return scaleLinear()
    .domain([low, high > low ? high : low + 1])
    .range([0, 100]);
}

/**
 * @param {{context: Context, cities: number[], all: boolean, showAll: () => void}} props
 */
export function RankingTable({ context, cities, all, showAll }) {
  const { model, scored, state, say, narrow } = context;
  const columns = narrow ? [] : columnsOf(context);
  const opened = new Set(state.opened);
  const listed = all ? cities : cities.slice(0, FIRST);
  const parts = listed.map((city) => partsOf(model, scored, city, opened));
  const axis = axisOf(
    context,
    parts.map((each) => each.map((part) => part.amount)),
  );
  const changed = Object.keys(state.changes).length > 0;
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${say("table.scroll")}>
      <table class="ranking" style=${narrow ? {} : { minWidth: `${27 + 7.9 * columns.length}rem` }}>
        <caption class="unseen">
          ${say("table.caption")}
        </caption>
        <colgroup>
          <col class="col-rank" />
          <col class="col-move" />
          <col class="col-city" />
          <col class="col-score" />
          <col class="col-bar" />
          ${columns.map((node) => html`<col key=${node} class="col-node" />`)}
        </colgroup>
        <thead>
          <tr>
            <th scope="col" class="number">${say("table.rank")}</th>
            <th scope="col" class="number" title=${say("table.moveLong")}>${say("table.move")}</th>
            <th scope="col">${say("table.city")}</th>
            <th scope="col" class="number">${say("table.score")}</th>
            <th scope="col">${say(isSum(model, 0) ? "table.parts" : "table.partsShares")}</th>
            ${columns.map((node) => html`<${ColumnHead} key=${node} context=${context} node=${node} />`)}
          </tr>
        </thead>
        <tbody>
          ${listed.map(
            (city, at) =>
              html`<${Row}
                key=${model.cities[city].id}
                context=${context}
                city=${city}
                parts=${parts[at]}
                axis=${axis}
                columns=${columns}
                changed=${changed}
              />`,
          )}
        </tbody>
      </table>
    </div>
    ${!all && cities.length > FIRST && html`<button type="button" class="chip" onClick=${showAll}>${say("table.more", { count: cities.length })}</button>`}`;
}

/** @param {{context: Context, node: number}} props */
function ColumnHead({ context, node }) {
  const { model, state } = context;
  const open = state.opened.includes(model.nodes[node].id);
  const depth = depthOf(context, node);
  return html`<th scope="col" class="node depth-${Math.min(depth, 3)}">
    <${WeightControl} context=${context} node=${node} />
    ${open && html`<${EqualButton} context=${context} group=${node} />`}
  </th>`;
}

/**
 * @param {Context} context
 * @param {number} node
 */
function depthOf({ model }, node) {
  let depth = 0;
  for (let at = node; model.nodes[at].parent > 0; at = model.nodes[at].parent) depth += 1;
  return depth;
}

/**
 * @param {{context: Context, city: number, parts: {node: number, amount: number}[], axis: any, columns: number[], changed: boolean}} props
 */
function Row({ context, city, parts, axis, columns, changed }) {
  const { model, scored, state, say } = context;
  const record = model.cities[city];
  const chosen = record.id === state.city;
  const choose = () => context.update({ city: chosen ? "" : record.id, against: chosen ? "" : state.against });
  return html`<tr class=${`${chosen ? "chosen" : ""} ${record.placed ? "placed" : ""}`} data-city=${record.id}>
    <td class="number rank">${context.rank(scored.ranks[city])}</td>
    <td class="number"><${Move} context=${context} city=${city} changed=${changed} /></td>
    <th scope="row">
      <button type="button" class="city" aria-pressed=${chosen} onClick=${choose}>${context.city(city)}</button>
      ${record.placed && html`<span class="tag">${say("placed.tag")}</span>`}
    </th>
    <td class="number score">
      ${Number.isNaN(scored.shown[0][city]) ? html`<span class="quiet">${say("table.blank")}</span>` : context.shown(scored.shown[0][city])}
    </td>
    <td class="bar"><${StackedBar} context=${context} parts=${parts} axis=${axis} /></td>
    ${columns.map((node) => cellOf(context, city, node))}
  </tr>`;
}

/** @param {{context: Context, parts: {node: number, amount: number}[], axis: any}} props */
function StackedBar({ context, parts, axis }) {
  let [up, down] = [0, 0];
  return html`<div class="stack" aria-hidden="true">
    ${parts.map(({ node, amount }) => {
      const start = amount < 0 ? (down += amount) : up;
      if (amount >= 0) up += amount;
      const left = axis(start);
      return html`<span
        key=${node}
        style=${{ left: `${left}%`, width: `${axis(start + Math.abs(amount)) - left}%`, background: colourOf(context.model, node) }}
      ></span>`;
    })}
  </div>`;
}

/** @param {{context: Context, city: number, changed: boolean}} props */
export function Move({ context, city, changed }) {
  const { scored, nominal, say } = context;
  const places = nominal.ranks[city] - scored.ranks[city];
  if (!changed || Number.isNaN(places)) return null;
  if (places === 0)
    return html`<span class="quiet" title=${say("move.same")}
      ><span aria-hidden="true">=</span><span class="unseen">${say("move.same")}</span></span
    >`;
  const text = say(places > 0 ? "move.up" : "move.down", { places: Math.abs(places) });
  return html`<span class=${places > 0 ? "up" : "down"} title=${text}>
    <span aria-hidden="true">${places > 0 ? "▲" : "▼"}${Math.abs(places)}</span><span class="unseen">${text}</span>
  </span>`;
}

/** @type {WeakMap<Float64Array, any[]>} */
const cells = new WeakMap();

/**
 * Return the cell of a node; as long as its scores stay the same array, it is the same element, which is not drawn again.
 * @param {Context} context
 * @param {number} city
 * @param {number} node
 */
function cellOf(context, city, node) {
  const values = context.scored.shown[node];
  let made = cells.get(values);
  if (!made) {
    made = [];
    cells.set(values, made);
  }
  made[city] ??= cell(context, city, node);
  return made[city];
}

/**
 * @param {Context} context
 * @param {number} city
 * @param {number} node
 */
function cell(context, city, node) {
  const { model, scored } = context;
  const value = scored.shown[node][city];
  const [low, high] = rangeOf(model, scored, node);
  const along = high > low ? Math.min(Math.max((value - low) / (high - low), 0), 1) : 0;
  return html`<td key=${node} class="number node depth-${Math.min(depthOf(context, node), 3)}">
    ${context.shown(value)}
    <span class="meter" aria-hidden="true"
      ><span style=${{ width: `${Number.isNaN(along) ? 0 : 100 * along}%`, background: colourOf(model, node) }}></span
    ></span>
  </td>`;
}

/** @type {WeakMap<Float64Array, [number, number]>} */
const ranges = new WeakMap();

/**
 * @param {import("../engine/model.js").Model} model
 * @param {import("../engine/scoring.js").Scored} scored
 * @param {number} node
 * @returns {[number, number]}
 */
function rangeOf(model, scored, node) {
  const values = scored.shown[node];
  let range = ranges.get(values);
  if (!range) {
    let [low, high] = [0, -Infinity];
    for (let city = 0; city < model.sample; city += 1) {
      if (values[city] < low) low = values[city];
      if (values[city] > high) high = values[city];
    }
    range = [low, high];
    ranges.set(values, range);
  }
  return range;
}
