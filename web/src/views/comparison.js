/** Two cities: the way from the score of one to that of the other, part by part. */

import { scaleLinear } from "d3-scale";
import { placeOfCity } from "../context.js";
import { html } from "../dom.js";
import { allSums, byGroup, isSum, leads, smallestChange, tippingPoint } from "../engine/contributions.js";
import { fixed } from "../engine/numbers.js";
import { withShare } from "../engine/weights.js";
import { nameOf } from "../language.js";
import { colourOf } from "../palette.js";
import { isNational } from "./values_table.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {{node: number, amount: number}} Part */

const [MOST_PARTS, MOST_TOLD] = [12, 5];
const LOCALES = { en: "en-GB", zh: "zh-Hans" };
const [ROW, NAMES, WIDTH] = [20, 158, 400];

/** @param {{context: Context, city: number}} props */
export function Comparison({ context, city }) {
  const { model, scored, state, say } = context;
  const other = placeOfCity(model, state.against);
  const choices = scored.order.filter(
    (each) =>
      each !== city &&
      !Number.isNaN(scored.ranks[each]) &&
      (!model.cities[each].placed || state.placed.includes(model.cities[each].id)),
  );
  const known =
    other >= 0 && other !== city && !Number.isNaN(scored.shown[0][other]) && !Number.isNaN(scored.shown[0][city]);
  return html`<h3>
      <label
        >${say("compare.title")}
        <select
          name="against"
          value=${state.against}
          onChange=${(/** @type {any} */ event) => context.update({ against: event.currentTarget.value })}
        >
          <option value="">${say("compare.none")}</option>
          ${choices.map((each) => html`<option key=${each} value=${model.cities[each].id}>${nameOf(model.cities[each], state.language)}</option>`)}
        </select>
      </label>
    </h3>
    ${known && html`<${Difference} context=${context} city=${city} other=${other} />`}`;
}

/** @param {{context: Context, city: number, other: number}} props */
function Difference({ context, city, other }) {
  const { model, scored, nominal, state, say } = context;
  const names = { city: context.city(city), other: context.city(other) };
  const gap = scored.shown[0][city] - scored.shown[0][other];
  const points = fixed(Math.abs(gap), model.edition.digits);
  const lead = gap * model.nodes[0].better;
  const verdict = lead > 0 ? "compare.ahead" : lead < 0 ? "compare.behind" : "compare.equal";
  const parts = leads(model, scored, city, other);
  const exact = allSums(model);
  const tipping = tippingPoint(model, nominal, scored, city, other);
  const sum = (/** @type {Part} */ { node, amount }) =>
    `${node < 0 ? say("compare.rest") : context.node(node)} ${signed(amount, model.edition.digits)}`;
  return html`<div class="comparison">
    <p>${say(verdict, { ...names, points })}</p>
    ${
      exact &&
      html`<p>
        ${say("compare.byPart", {
          parts: new Intl.ListFormat(LOCALES[state.language]).format(
            shortened(byGroup(model, parts, 1), MOST_TOLD).map(sum),
          ),
        })}
      </p>`
    }
    ${tipping !== null && html`<p class="tipping">${say("compare.tipping", { share: fixed(100 * tipping, 1) })}</p>`}
    <${Change} context=${context} city=${city} other=${other} />
    ${exact && html`<${Waterfall} context=${context} city=${city} other=${other} parts=${shortened(byGroup(model, parts, 2), MOST_PARTS)} />`}
    <p class="quiet">${say(exact ? "compare.exact" : "compare.approximate")}</p>
    <details>
      <summary>${say("compare.each", names)}</summary>
      <div class="table-scroll" tabindex="0" role="region" aria-label=${say("compare.waterfall", names)}>
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">${say("values.indicator")}</th>
              <th scope="col" class="number">${names.city}</th>
              <th scope="col" class="number">${names.other}</th>
              <th scope="col" class="number">${say("compare.difference")}</th>
            </tr>
          </thead>
          <tbody>
            ${[...parts]
              .sort((one, two) => two.amount - one.amount)
              .map(
                ({ node, amount }) =>
                  html`<${PartRow}
                    key=${node}
                    context=${context}
                    node=${node}
                    amount=${amount}
                    city=${city}
                    other=${other}
                  />`,
              )}
          </tbody>
        </table>
      </div>
    </details>
  </div>`;
}

/**
 * What would change the order of the two: the smallest change of one weight, with a button that makes it.
 * @param {{context: Context, city: number, other: number}} props
 */
function Change({ context, city, other }) {
  const { model, scored, state, say } = context;
  const found = smallestChange(model, scored, city, other);
  const behind = (scored.shown[0][city] - scored.shown[0][other]) * model.nodes[0].better < 0;
  const [back, front] = behind ? [city, other] : [other, city];
  const names = { city: context.city(back), other: context.city(front) };
  if (!found) return isSum(model, 0) && !model.fixed[0] && html`<p>${say("compare.noChange", names)}</p>`;
  const more = found.share > scored.shares[found.node];
  const digits = 1;
  const values = {
    ...names,
    node: context.node(found.node),
    share: fixed(100 * found.share, digits),
    now: fixed(100 * scored.shares[found.node], digits),
  };
  const beyond = Math.min(Math.max(found.share + (more ? 0.005 : -0.005), 0), 1);
  return html`<p class="change">
    ${say(more ? "compare.changeMore" : "compare.changeLess", values)}${" "}
    <button
      type="button"
      class="chip"
      data-change=${model.nodes[found.node].id}
      onClick=${() => context.update({ changes: withShare(model, state.changes, found.node, beyond, new Set()), locked: [] })}
    >
      ${say("compare.try")}
    </button>
  </p>`;
}

/** @param {{context: Context, node: number, amount: number, city: number, other: number}} props */
function PartRow({ context, node, amount, city, other }) {
  const { model, scored, say } = context;
  const shared = isNational(context, node, city) && isNational(context, node, other);
  return html`<tr>
    <th scope="row">${context.node(node)}${shared && html` <span class="tag">${say("panel.national")}</span>`}</th>
    <td class="number">${context.shown(scored.shown[node][city])}</td>
    <td class="number">${context.shown(scored.shown[node][other])}</td>
    <td class="number">${signed(amount, model.edition.digits + 1)}</td>
  </tr>`;
}

/**
 * @param {number} value
 * @param {number} digits
 */
function signed(value, digits) {
  const text = fixed(value, digits);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/**
 * Keep the largest parts, and add up the others; of these the node is -1.
 * @param {Part[]} parts
 * @param {number} most How many are kept.
 */
function shortened(parts, most) {
  const ordered = [...parts].sort((one, other) => Math.abs(other.amount) - Math.abs(one.amount));
  const kept = ordered.slice(0, most).sort((one, other) => other.amount - one.amount);
  const rest = ordered.slice(most).reduce((sum, part) => sum + part.amount, 0);
  return ordered.length > most ? [...kept, { node: -1, amount: rest }] : kept;
}

/** @param {{context: Context, city: number, other: number, parts: Part[]}} props */
function Waterfall({ context, city, other, parts }) {
  const { model, scored, say } = context;
  const digits = model.edition.digits;
  const [from, to] = [scored.shown[0][other], scored.shown[0][city]];
  const levels = parts.reduce((sums, { amount }) => [...sums, sums[sums.length - 1] + amount], [from]);
  const x = scaleLinear()
    .domain([Math.min(...levels, to), Math.max(...levels, to)])
    .range([NAMES, WIDTH - 48])
    .nice();
  const names = { city: context.city(city), other: context.city(other) };
  const end = (/** @type {string} */ name, /** @type {number} */ score, /** @type {number} */ row) =>
    html`<text x=${NAMES - 8} y=${ROW * row} dy="0.34em" text-anchor="end" class="strong">${name}</text>
      <line class="level" x1=${x(score)} x2=${x(score)} y1=${ROW * (row - 0.4)} y2=${ROW * (row + 0.4)} />
      <text x=${x(score) + 5} y=${ROW * row} dy="0.34em" class="strong number">${context.shown(score)}</text>`;
  return html`<svg
    class="waterfall"
    viewBox="0 0 ${WIDTH} ${ROW * (parts.length + 3)}"
    role="img"
    aria-label=${say("compare.waterfall", names)}
  >
    ${end(names.other, from, 1)}
    ${parts.map(({ node, amount }, at) => {
      const [start, stop] = [x(levels[at]), x(levels[at + 1])];
      const y = ROW * (at + 2);
      return html`<g key=${node}>
        <text x=${NAMES - 8} y=${y} dy="0.34em" text-anchor="end"
          >${node < 0 ? say("compare.rest") : shortName(context.node(node))}</text
        >
        <rect
          x=${Math.min(start, stop)}
          y=${y - 6}
          width=${Math.max(Math.abs(stop - start), 0.5)}
          height="12"
          fill=${node < 0 ? "#5c6b7a" : colourOf(model, node)}
        />
        <line class="join" x1=${stop} x2=${stop} y1=${y - 6} y2=${y + ROW - 6} />
        <text x=${Math.max(start, stop) + 5} y=${y} dy="0.34em" class="number">${signed(amount, digits)}</text>
      </g>`;
    })}
    ${end(names.city, to, parts.length + 2)}
  </svg>`;
}

/** @param {string} name */
function shortName(name) {
  return name.length > 23 ? `${name.slice(0, 22)}…` : name;
}
