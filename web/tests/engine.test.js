/** The engine gives the scores and ranks of the library: fixtures are made by it, and checked to be current by its tests. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { modelOf } from "../src/engine/model.js";
import { fixed } from "../src/engine/numbers.js";
import { score } from "../src/engine/scoring.js";
import { weightsOf } from "../src/engine/weights.js";

const file = process.env.INTLINDEX_FIXTURE ?? new URL("fixtures/scoring.json", import.meta.url);
const cases = JSON.parse(readFileSync(file, "utf8"));

for (const { name, record, weightings } of cases) {
  test(`scores and ranks: ${name}`, () => {
    const model = modelOf(record.editions[0]);
    for (const { weights, scores, ranks } of weightings) {
      const scored = score(model, weightsOf(model, weights));
      assert.deepEqual(
        Array.from(scored.ranks, (rank) => (Number.isNaN(rank) ? null : rank)),
        ranks,
        JSON.stringify(weights),
      );
      for (const [city, row] of scores.entries()) {
        for (const [node, wanted] of row.entries()) {
          const found = scored.shown[node][city];
          const where = `${model.cities[city].name}, ${model.nodes[node].id}, ${JSON.stringify(weights)}`;
          if (wanted === null) assert.ok(Number.isNaN(found), where);
          else {
            assert.ok(
              Math.abs(found - wanted) <= 1e-12 * Math.max(1, Math.abs(wanted)),
              `${where}: ${found}, not ${wanted}`,
            );
            assert.equal(fixed(found, model.edition.digits), fixed(wanted, model.edition.digits), where);
          }
        }
      }
    }
  });
}
