/** Every value of a city with its unit, year, area, source and status. */

import { html } from "../dom.js";

/** @typedef {import("../context.js").Context} Context */

/**
 * Return a text of the edition that an indicator refers to, "" where it has none.
 * @param {import("../engine/model.js").Model} model
 * @param {number[] | undefined} places
 * @param {number} city
 */
function textOf(model, places, city) {
  return places === undefined ? "" : (model.edition.texts?.[places[city]] ?? "");
}

/**
 * Return whether a value is measured for the country, so that all its cities share it.
 * @param {Context} context
 * @param {number} node
 * @param {number} city
 */
export function isNational({ model }, node, city) {
  return textOf(model, model.nodes[node].indicator?.areas, city) === "country";
}

/** @param {{context: Context, city: number}} props */
export function ValuesTable({ context, city }) {
  const { model, say } = context;
  const indicators = [...model.nodes.keys()].filter((node) => model.nodes[node].indicator);
  return html`<details class="values">
    <summary>${say("panel.values")}</summary>
    <div class="table-scroll" tabindex="0" role="region" aria-label=${say("panel.values")}>
      <table class="plain">
        <thead>
          <tr>
            ${["indicator", "value", "unit", "year", "area", "source", "status", "normalised"].map((name) => html`<th key=${name} scope="col" class=${name === "value" || name === "normalised" ? "number" : ""}>${say(`values.${name}`)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${indicators.map((node) => html`<${ValueRow} key=${node} context=${context} city=${city} node=${node} />`)}
        </tbody>
      </table>
    </div>
  </details>`;
}

/** @param {{context: Context, city: number, node: number}} props */
function ValueRow({ context, city, node }) {
  const { model, scored, say } = context;
  const record = model.nodes[node];
  const indicator = /** @type {import("../engine/record.js").Indicator} */ (record.indicator);
  const raw = indicator.raw[city];
  const area = textOf(model, indicator.areas, city);
  const source = textOf(model, indicator.sources, city);
  const known = model.edition.sources?.[source];
  const title = known && (known.titles?.[context.state.language] ?? known.title);
  const publisher = known && (known.publishers?.[context.state.language] ?? known.publisher);
  const imputed = indicator.imputed?.includes(city);
  return html`<tr>
    <th scope="row" title=${indicator.definition?.[context.state.language]}>
      ${context.node(node)}${indicator.direction === "lower" && html`<span class="quiet"> (${say("values.lower")})</span>`}
    </th>
    <td class="number">
      ${typeof raw === "number" ? rawText(raw) : missing(context, node, city)}${imputed && html` <span class="tag">${say("values.imputed")}</span>`}
    </td>
    <td>${context.word(indicator.unit)}</td>
    <td>${context.word(textOf(model, indicator.years, city))}</td>
    <td>${area && say(`area.${area}`)}</td>
    <td
      lang=${title && title === known?.title ? "en" : undefined}
      title=${title && say("values.sourceFull", { title, publisher: publisher ?? "" })}
    >
      ${title ?? source}
    </td>
    <td>${record.status && say(`status.${record.status}`)}</td>
    <td class="number">${context.shown(scored.shown[node][city])}</td>
  </tr>`;
}

/**
 * Write a raw value as it was read: all its digits, in groups of three before the point.
 * @param {number} value
 */
function rawText(value) {
  const [whole, rest] = String(value).split(".");
  return /e/.test(whole) || /e/.test(rest ?? "")
    ? String(value)
    : whole.replace(/\B(?=(\d{3})+$)/g, "\u202f") + (rest ? `.${rest}` : "");
}

/**
 * @param {Context} context
 * @param {number} node
 * @param {number} city
 */
function missing({ model, shown, say }, node, city) {
  const fill = model.fills[node]?.[city];
  return fill === undefined || Number.isNaN(fill)
    ? say("values.missing")
    : say("values.filled", { value: shown(fill) });
}
