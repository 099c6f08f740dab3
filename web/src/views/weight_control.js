/** The weight of one node: a slider, a number that can be typed, a lock, and a button that opens its parts. */

import { html } from "../dom.js";
import { fixed } from "../engine/numbers.js";
import { equalIn } from "../engine/weights.js";
import { colourOf } from "../palette.js";
import { useNewest } from "../store.js";

/** @typedef {import("../context.js").Context} Context */

/** @param {{context: Context, node: number}} props */
export function WeightControl({ context, node }) {
  const { model, state, say } = context;
  const record = model.nodes[node];
  const why = model.fixed[record.parent];
  const note = why ? say(`fixed.${why}`, { node: context.node(record.parent) }) : undefined;
  const locked = state.locked.includes(record.id);
  const alone = model.counted[record.parent].length < 2;
  const stuck = Boolean(why) || alone || !record.counts;
  return html`<div class="weight" data-node=${record.id} title=${note}>
    <div class="weight-name">
      <span class="swatch" style=${{ background: colourOf(model, node) }}></span>
      <span class="weight-label">${context.node(node)}</span>
    </div>
    ${
      record.counts &&
      html`<div class="weight-slide">
          <${Slider} context=${context} node=${node} disabled=${stuck || locked} />
        </div>
        <div class="weight-foot">
          <${NumberField} context=${context} node=${node} disabled=${stuck || locked} />
          <span aria-hidden="true">%</span>
          ${!stuck && html`<${LockButton} context=${context} node=${node} locked=${locked} />`}
          ${why && html`<span class="fixed" title=${note} role="img" aria-label=${note}>⊘</span>`}
          <${OpenButton} context=${context} node=${node} />
        </div>`
    }
  </div>`;
}

/** @param {{context: Context, node: number, disabled: boolean}} props */
function Slider({ context: { store }, node, disabled }) {
  // The one that is dragged may have been pulled beyond its room.
  const now = useNewest(store, ({ dragged, state, scored }) =>
    dragged === node ? state.changes : scored.shares[node],
  );
  const percent = 100 * now.scored.shares[node];
  return html`<input
    type="range"
    min="0"
    max="100"
    step="0.5"
    value=${percent}
    disabled=${disabled}
    aria-label=${now.say("weights.slider", { node: now.node(node) })}
    aria-valuetext="${fixed(percent, 1)}%"
    onPointerDown=${() => now.setShare(node, null, true)}
    onFocus=${() => now.setShare(node, null, true)}
    onInput=${(/** @type {any} */ event) => now.setShare(node, Number(event.currentTarget.value) / 100)}
    onChange=${() => now.update({})}
  />`;
}

/** @param {{context: Context, node: number}} props */
function OpenButton({ context, node }) {
  const { model, state, say } = context;
  const record = model.nodes[node];
  if (model.children[node].length === 0) return null;
  const open = state.opened.includes(record.id);
  const toggle = () => {
    const opened = open ? state.opened.filter((id) => id !== record.id) : [...state.opened, record.id];
    context.update({ opened });
  };
  return html`<button
    type="button"
    class="open"
    aria-expanded=${open}
    aria-label=${say(open ? "weights.close" : "weights.open", { node: context.node(node) })}
    onClick=${toggle}
  >
    ${open ? "−" : "+"}
  </button>`;
}

/** @param {{context: Context, node: number, disabled: boolean}} props */
function NumberField({ context: { store }, node, disabled }) {
  const now = useNewest(store, ({ scored }) => scored.shares[node]);
  const percent = 100 * now.scored.shares[node];
  const take = (/** @type {any} */ event) => {
    const wanted = Number(event.currentTarget.value);
    if (event.currentTarget.value !== "" && Number.isFinite(wanted)) {
      now.setShare(node, Math.min(Math.max(wanted, 0), 100) / 100, true);
    }
    event.currentTarget.value = fixed(percent, 2);
  };
  return html`<input
    type="number"
    min="0"
    max="100"
    step="any"
    value=${fixed(percent, 2)}
    disabled=${disabled}
    aria-label=${now.say("weights.number", { node: now.node(node) })}
    onChange=${take}
  />`;
}

/** @param {{context: Context, node: number, locked: boolean}} props */
function LockButton({ context, node, locked }) {
  const { model, state, say } = context;
  const { id } = model.nodes[node];
  const toggle = () =>
    context.update({ locked: locked ? state.locked.filter((each) => each !== id) : [...state.locked, id] });
  return html`<button
    type="button"
    class="lock"
    aria-pressed=${locked}
    aria-label=${say("weights.lock", { node: context.node(node) })}
    title=${say(locked ? "weights.locked" : "weights.lock", { node: context.node(node) })}
    onClick=${toggle}
  >
    <svg viewBox="0 0 12 14" width="11" height="13" aria-hidden="true">
      <rect
        x="1.5"
        y="6"
        width="9"
        height="7"
        rx="1.2"
        fill=${locked ? "currentColor" : "none"}
        stroke="currentColor"
      />
      <path
        d=${locked ? "M3.5 6V4a2.5 2.5 0 0 1 5 0v2" : "M3.5 6V3.5a2.5 2.5 0 0 1 4.8-1"}
        fill="none"
        stroke="currentColor"
      />
    </svg>
  </button>`;
}

/**
 * The weights as a list, for narrow screens: siblings below each other, parts of an opened group below it.
 * @param {{context: Context, group?: number}} props
 */
export function WeightList({ context, group = 0 }) {
  const { model, state } = context;
  return html`<ul class="weight-list">
    ${model.children[group].map(
      (node) =>
        html`<li key=${node}>
          <${WeightControl} context=${context} node=${node} />
          ${state.opened.includes(model.nodes[node].id) && html`<${WeightList} context=${context} group=${node} />`}
        </li>`,
    )}
    ${group > 0 && html`<li><${EqualButton} context=${context} group=${group} /></li>`}
  </ul>`;
}

/** @param {{context: Context, group: number}} props */
export function EqualButton({ context, group }) {
  const { model, state, say } = context;
  if (model.fixed[group] || model.counted[group].length < 2) return null;
  return html`<button
    type="button"
    class="chip equal"
    aria-label=${say("weights.equalIn", { node: context.node(group) })}
    onClick=${() => context.update({ changes: equalIn(model, state.changes, group) })}
  >
    ${say("weights.equalShort")}
  </button>`;
}
