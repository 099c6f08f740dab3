/** The ranking: stacked bars by dimension, and one column per shown node with its weight in the header. */

import { useLayoutEffect, useRef } from "preact/hooks";
import { html } from "../dom.js";
import { isSum } from "../engine/contributions.js";
import { RankingBody, depthOf } from "./ranking_body.js";
import { listedCities } from "./toolbar.js";
import { EqualButton, WeightControl } from "./weight_control.js";

/** @typedef {import("../context.js").Context} Context */

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

/** @param {{context: Context, most: number, narrow: boolean}} props At most so many cities are listed. */
export function RankingTable({ context, most, narrow }) {
  const { model, say } = context;
  const columns = narrow ? [] : columnsOf(context);
  const tagged = context.state.placed.length > 0; // with room for the tag of a placed city beside its name
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${say("table.scroll")}>
    <table class="ranking" style=${narrow ? {} : { minWidth: `${27 + 7.9 * columns.length}rem` }}>
      <caption class="unseen">
        ${say("table.caption")}
      </caption>
      <colgroup>
        <col class="col-rank" />
        <col class="col-move" />
        <col class=${tagged ? "col-city tagged" : "col-city"} />
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
      <${Body} context=${context} most=${most} columns=${columns} />
    </table>
  </div>`;
}

/** @param {{context: Context, most: number, columns: number[]}} props */
function Body({ context, most, columns }) {
  const { store } = context;
  const element = useRef(/** @type {HTMLTableSectionElement | null} */ (null));
  const body = useRef(/** @type {RankingBody | null} */ (null));
  const show = () => body.current?.update(store.now, listedCities(store.now).slice(0, most), columns);
  const latest = useRef(show);
  latest.current = show;
  useLayoutEffect(() => {
    if (element.current) body.current = new RankingBody(element.current);
    const unwatch = store.watch(() => latest.current());
    return () => {
      unwatch();
      body.current?.stop();
    };
  }, [store]);
  useLayoutEffect(() => show());
  return html`<tbody ref=${element} onClick=${(/** @type {any} */ event) => choose(context, event.target)}></tbody>`;
}

/**
 * Choose the city whose name was pressed, or no longer.
 * @param {Context} context
 * @param {Element} target
 */
function choose({ state, update }, target) {
  const row = /** @type {HTMLElement | null} */ (target.closest("button.city")?.closest("tr") ?? null);
  if (!row) return;
  const id = row.dataset.city ?? "";
  const chosen = id === state.city;
  update({ city: chosen ? "" : id, against: chosen ? "" : state.against });
}

/** @param {{context: Context, node: number}} props */
function ColumnHead({ context, node }) {
  const { model, state } = context;
  const open = state.opened.includes(model.nodes[node].id);
  return html`<th scope="col" class="node depth-${depthOf(model, node)}">
    <${WeightControl} context=${context} node=${node} />
    ${open && html`<${EqualButton} context=${context} group=${node} />`}
  </th>`;
}
