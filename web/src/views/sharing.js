/** The present weights as text to take along, and the ranking as files. */

import { useState } from "preact/hooks";
import { html } from "../dom.js";
import { asCsv, asJson, asOption, asPython } from "../engine/exporting.js";
import { toHash } from "../engine/state.js";
import { rankingSvg } from "./ranking_svg.js";

/** @typedef {import("../context.js").Context} Context */

/** @param {{context: Context, cities: number[], embedded: boolean}} props */
export function Sharing({ context, cities, embedded }) {
  const { model, scored, state, say, record } = context;
  const labels = record.editions.map((edition) => edition.label);
  const address = embedded ? "" : `${location.href.split("#")[0]}#${toHash(state, labels)}`;
  const changed = Object.keys(state.changes).length > 0;
  const texts = [
    ...(embedded ? [] : [{ name: "address", text: address }]),
    { name: "json", text: asJson(model, state.changes) },
    ...(changed
      ? [
          { name: "option", text: asOption(state.changes) },
          { name: "python", text: asPython(state.changes) },
        ]
      : []),
  ];
  const name = changed ? `${model.edition.id}-reweighted` : model.edition.id;
  return html`<details class="card sharing">
    <summary>${say("share.title")}</summary>
    <div class="buttons">
      <button
        type="button"
        class="chip"
        data-export="csv"
        onClick=${() => download(`${name}.csv`, asCsv(model, scored, cities, context), "text/csv")}
      >
        ${say("share.csv")}
      </button>
      <button
        type="button"
        class="chip"
        data-export="svg"
        onClick=${() => download(`${name}.svg`, rankingSvg(context, cities), "image/svg+xml")}
      >
        ${say("share.svg")}
      </button>
      ${!embedded && html`<button type="button" class="chip" onClick=${() => print()}>${say("share.print")}</button>`}
    </div>
    ${texts.map((each) => html`<${CopyField} key=${each.name} say=${say} ...${each} />`)}
  </details>`;
}

/** @param {{say: import("../language.js").Say, name: string, text: string}} props */
function CopyField({ say, name, text }) {
  const [copied, setCopied] = useState("");
  const lines = text.split("\n").length;
  const copy = async (/** @type {any} */ event) => {
    const area = event.currentTarget.parentElement.querySelector("textarea");
    area.select();
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      area.ownerDocument.execCommand("copy"); // where a page that was opened from disk may not write to the clipboard
    }
    setCopied(text);
  };
  return html`<div class="copy">
    <label
      ><span>${say(`share.${name}`)}</span
      ><textarea
        name=${`share-${name}`}
        readonly
        rows=${Math.min(lines, 8)}
        value=${text}
        onFocus=${(/** @type {any} */ event) => event.currentTarget.select()}
      ></textarea>
    </label>
    <button type="button" class="chip" onClick=${copy}>${say(copied === text ? "share.copied" : "share.copy")}</button>
  </div>`;
}

/**
 * @param {string} name
 * @param {string} text
 * @param {string} type
 */
function download(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
