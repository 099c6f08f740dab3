/** The texts of the page in two languages, and names in the language of the page. */

import en from "./texts/en.json" with { type: "json" };
import zh from "./texts/zh.json" with { type: "json" };

/** @type {Record<string, Record<string, string>>} */
const CATALOGUES = { en, zh };

/** @typedef {(key: string, values?: Record<string, string | number>) => string} Say */

/**
 * Return the function that writes texts in a language.
 * @param {"en" | "zh"} language
 * @returns {Say}
 */
export function speaking(language) {
  const catalogue = CATALOGUES[language];
  return (key, values = {}) => {
    const text = catalogue[key];
    if (text === undefined) return key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  };
}

/** @type {Record<string, string>} */
const REGIONS = {
  Asia: "亚洲",
  Europe: "欧洲",
  "North America": "北美洲",
  "South America": "南美洲",
  "Latin America": "拉丁美洲",
  Africa: "非洲",
  Oceania: "大洋洲",
  "Middle East": "中东",
};

/**
 * Write the name of a part of the world.
 * @param {string} region
 * @param {string} language
 */
export function regionName(region, language) {
  return language === "zh" ? (REGIONS[region] ?? region) : region;
}

/**
 * Return the name of a node, a city or an edition in a language; in its own where it has none.
 * @param {{name: string, names: Record<string, string>}} named
 * @param {string} language
 */
export function nameOf(named, language) {
  return named.names[language] ?? named.name;
}

/**
 * Write a text for comparison: without case, accents and differences of width.
 * @param {string} text
 */
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

/**
 * Return whether a city is found by a text: by a part of any of its names, or of its country.
 * @param {import("./engine/record.js").City} city
 * @param {string} text
 */
export function isFound(city, text) {
  const wanted = folded(text);
  const names = [city.id, city.name, ...Object.values(city.names), ...(city.aliases ?? []), city.country ?? ""];
  return names.some((name) => folded(name).includes(wanted));
}
