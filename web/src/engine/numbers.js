/** Rounding as the library does it, digit for digit. */

const SIGNIFICANT = 12;

/** Below it a number that is clearly no half needs no exact arithmetic to be rounded. */
const CLEAR = 1e6;

/**
 * Round to the nearest whole number, a half to the even one.
 * @param {number} value
 */
export function halfEven(value) {
  const rounded = Math.round(value);
  return Math.abs(value % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/**
 * Write a number with digits after the point, half away from zero on 12 significant digits.
 * @param {number} value
 * @param {number} digits
 */
export function fixed(value, digits) {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  const scaled = size * 10 ** digits;
  if (scaled < CLEAR && digits <= 6 && Math.abs((scaled % 1) - 0.5) > 1e-5)
    return signed(value, spaced(Math.round(scaled), digits));
  const text = exponentOf(size) + 1 + digits <= SIGNIFICANT ? roundedTwice(size, digits) : exactly(size, digits);
  return signed(value, text);
}

/**
 * @param {number} value
 * @param {string} text
 */
function signed(value, text) {
  return value < 0 && /[1-9]/.test(text) ? `-${text}` : text;
}

/**
 * Put the point before the last digits of a whole number.
 * @param {number | bigint} whole
 * @param {number} digits
 */
function spaced(whole, digits) {
  const written = whole.toString().padStart(digits + 1, "0");
  return digits === 0 ? written : `${written.slice(0, -digits)}.${written.slice(-digits)}`;
}

/** @param {number} size */
function exponentOf(size) {
  return size === 0 ? 0 : Number(size.toExponential(100).split("e")[1]);
}

/**
 * @param {number} size
 * @param {number} digits
 */
function exactly(size, digits) {
  if (size < 1e21) return size.toFixed(digits);
  return BigInt(size).toString() + (digits > 0 ? `.${"0".repeat(digits)}` : "");
}

/**
 * Round to 12 significant digits, a half to the even one, and then to the digits after the point, a half up.
 * @param {number} size
 * @param {number} digits
 */
function roundedTwice(size, digits) {
  if (size === 0) return (0).toFixed(digits);
  const [mantissa, exponent] = size.toExponential(100).split("e");
  const [figures, rest] = [
    mantissa.replace(".", "").slice(0, SIGNIFICANT),
    mantissa.replace(".", "").slice(SIGNIFICANT),
  ];
  const half = `5${"0".repeat(rest.length - 1)}`;
  const up = rest > half || (rest === half && Number(figures.at(-1)) % 2 === 1);
  const whole = BigInt(figures) + (up ? 1n : 0n);
  const shift = SIGNIFICANT - 1 - Number(exponent) - digits;
  const scaled =
    shift <= 0 ? whole * 10n ** BigInt(-shift) : (whole + 5n * 10n ** BigInt(shift - 1)) / 10n ** BigInt(shift);
  return spaced(scaled, digits);
}

/**
 * Round a number to digits after the point, as a step of a method does.
 * @param {number} value
 * @param {number} digits
 * @param {"half_away" | "half_even"} [rounding]
 */
export function roundTo(value, digits, rounding = "half_away") {
  if (!Number.isFinite(value)) return value;
  const factor = Number(`1e${digits}`);
  const scaled = significant(Math.abs(value) * factor);
  const whole = rounding === "half_away" ? Math.floor(scaled + 0.5) : halfEven(scaled);
  return value < 0 || Object.is(value, -0) ? -(whole / factor) : whole / factor;
}

/** @param {number} value */
function significant(value) {
  const magnitude = Math.floor(Math.log10(value));
  const places = Number.isFinite(magnitude) ? SIGNIFICANT - 1 - magnitude : 0;
  const step = Number(`1e${places}`);
  return halfEven(value * step) / step;
}

/**
 * Add up as NumPy does: in order up to seven numbers, by eight running sums up to 128, by halves beyond.
 * @param {ArrayLike<number>} values
 * @param {number} [start]
 * @param {number} [count]
 * @returns {number}
 */
export function pairwiseSum(values, start = 0, count = values.length) {
  if (count < 8) {
    let total = count > 0 ? values[start] : 0;
    for (let at = 1; at < count; at += 1) total += values[start + at];
    return total;
  }
  if (count > 128) {
    const half = Math.floor(count / 2);
    const cut = half - (half % 8);
    return pairwiseSum(values, start, cut) + pairwiseSum(values, start + cut, count - cut);
  }
  const sums = Array.from({ length: 8 }, (_, at) => values[start + at]);
  let at = 8;
  for (; at < count - (count % 8); at += 8) {
    for (let lane = 0; lane < 8; lane += 1) sums[lane] += values[start + at + lane];
  }
  let total = sums[0] + sums[1] + (sums[2] + sums[3]) + (sums[4] + sums[5] + (sums[6] + sums[7]));
  for (; at < count; at += 1) total += values[start + at];
  return total;
}

/**
 * Interpolate between points, constant beyond them.
 * @param {number} value
 * @param {ArrayLike<number>} points
 * @param {ArrayLike<number>} results
 */
export function interpolate(value, points, results) {
  const last = points.length - 1;
  if (Number.isNaN(value)) return NaN;
  if (value >= points[last]) return results[last];
  if (value < points[0]) return results[0];
  let at = 0;
  while (points[at + 1] <= value) at += 1;
  const slope = (results[at + 1] - results[at]) / (points[at + 1] - points[at]);
  return slope * (value - points[at]) + results[at];
}
