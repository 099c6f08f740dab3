/** Bundle the page into one file that ships in the package, with the licences of what is in it. */

import { readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const out = new URL("../src/intlindex/outputs/explorer/", import.meta.url);
const at = (/** @type {string} */ name) => new URL(name, out).pathname;

const result = await build({
  entryPoints: ["src/main.js"],
  outfile: at("explorer.js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  metafile: true,
});
await build({ entryPoints: ["src/style.css"], outfile: at("explorer.css"), minify: true, charset: "utf8" });

const inputs = Object.keys(result.metafile.inputs);
const packages = [
  ...new Set(inputs.flatMap((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? [])),
].sort();
const licences = packages.map((name) => {
  const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
  return `${name} ${version}\n\n${licenceOf(name).trim()}\n`;
});
writeFileSync(
  at("licences.txt"),
  `explorer.js holds parts of these packages.\n\n${licences.join(`\n${"-".repeat(80)}\n\n`)}`,
);

/** @param {string} name */
function licenceOf(name) {
  for (const file of ["LICENSE", "LICENSE.md", "LICENSE.txt", "license"]) {
    try {
      return readFileSync(`node_modules/${name}/${file}`, "utf8");
    } catch {
      // the next name
    }
  }
  throw new Error(`${name} has no licence`);
}
