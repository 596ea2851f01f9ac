// A ring is a screen that there should be; what has become of it is its shape, and its colour says it once more.
import { STATES } from "./data.js";

/** Shapes in a square of 2 x 2 around (x, y), as paths: silhouettes that differ in grey and at eight pixels. */
const SILHOUETTES = {
  dark: (x, y, r) => `M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}z`,
  fault: (x, y, r) => `M${x - r} ${y - 0.86 * r}h${2 * r}l${-r} ${1.86 * r}z`,
  warn: (x, y, r) => `M${x - r} ${y + 0.86 * r}h${2 * r}l${-r} ${-1.86 * r}z`,
  never: (x, y, r) => circle(x, y, r),
  well: (x, y, r) => circle(x, y, r),
};
/** What is in them where there is room, as `icon` draws it in 24 x 24. */
const MARKS = { dark: '<path d="M8 8l8 8M16 8l-8 8"/>', fault: '<path d="M12 6.5v5.5M12 14.5v.6"/>', warn: '<path d="M12 9.5v5.5M12 17.5v.6"/>', never: "", well: '<path d="M7.5 12.3l3 3 6-6.6"/>' };

const circle = (x, y, r) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;

/** A state's picture, beside its word. */
export function icon(state, size = 24) {
  return `<svg class="icon ${state}" viewBox="0 0 24 24" width="${size}" height="${size}" aria-hidden="true"><path class="${state}" d="${SILHOUETTES[state](12, 12, state === "dark" ? 9.5 : 10.5)}"/><g class="mark">${MARKS[state]}</g></svg>`;
}

/** How a field is laid out: the distance of rings, how wide a hall is beside its height, whether halls are named, and whether an area's
 *  name stands beside its halls instead of above them. board.css has the same measures. */
const PITCHES = [150, 128, 110, 96, 80, 64, 56, 48, 40, 36, 32, 28, 25, 22, 20, 18, 16, 15, 14, 13, 12, 11, 10, 9, 8];
const ASPECTS = [1.8, 1.4, 1.1, 0.8, 0.6];
const [NAMED_FROM, UNNAMED_TO] = [18, 28];
const [NAME_BESIDE, NAME_ABOVE, NAME_OF_HALL] = [128, 30, 24];

function layout_of(pitch, aspect, named) {
  return { pitch, aspect, named, beside: !named, gap: named ? Math.max(14, pitch * 0.5) : Math.max(3, pitch * 0.4), between: named ? 14 : 10, ids: pitch >= 80 };
}

/** The layout with the largest rings with which all areas fit into `width` x `height`, halls with their names where there is room; with
 *  `least` where nothing fits. */
export function fitting(areas, width, height, least) {
  const named = PITCHES.filter((pitch) => pitch >= NAMED_FROM).map((pitch) => layout_of(pitch, ASPECTS[0], true));
  const unnamed = PITCHES.filter((pitch) => pitch <= UNNAMED_TO).flatMap((pitch) => ASPECTS.map((aspect) => layout_of(pitch, aspect, false)));
  const found = [...named, ...unnamed].find((layout) => layout.pitch >= least && height_of(areas, width, layout) <= height);
  if (!found) return layout_of(least, ASPECTS[0], least >= NAMED_FROM);
  return { ...found, between: found.between + Math.min(16, (height - height_of(areas, width, found)) / areas.length) };
}

function height_of(areas, width, layout) {
  const { pitch, gap, named, beside, between } = layout;
  const room = width - (beside ? NAME_BESIDE : 0);
  let height = 0;
  for (const { halls } of areas) {
    let [x, row, tall] = [0, 0, 0];
    for (const { name, screens } of halls) {
      const columns = columns_of(screens.length, layout);
      const wide = Math.max(columns * pitch, named ? Math.min(name.length * 15, 190) : 0);
      if (x > 0 && x + wide > room) [tall, x, row] = [tall + row + gap, 0, 0];
      x += wide + gap;
      row = Math.max(row, Math.ceil(screens.length / columns) * pitch + (named ? NAME_OF_HALL : 0));
    }
    height += (beside ? Math.max(tall + row, NAME_ABOVE) : tall + row + NAME_ABOVE) + between;
  }
  return height;
}

/** How wide a hall is, in screens: so that as little as possible is left over in its last row. */
export function columns_of(count, { aspect }) {
  const wide = Math.max(1, Math.round(Math.sqrt(count * aspect)));
  const left_over = (columns) => Math.ceil(count / columns) * columns - count;
  return [wide, wide + 1, wide - 1].filter((columns) => columns >= 1 && columns <= count).sort((a, b) => left_over(a) - left_over(b))[0] ?? 1;
}

/** A hall's screens as one picture: a path for each state, whatever their number. Where rings are small, what is wrong is larger. */
export function rings(screens, layout) {
  const { pitch, ids } = layout;
  const columns = columns_of(screens.length, layout);
  const paths = Object.fromEntries(STATES.map((state) => [state, ""]));
  let within = "";
  screens.forEach(({ id, state }, index) => {
    const x = round((index % columns + 0.5) * pitch);
    const y = round((Math.floor(index / columns) + (ids ? 0.4 : 0.5)) * pitch);
    const radius = round(pitch * (pitch < NAMED_FROM ? SMALL : LARGE)[state] * (ids ? 0.85 : 1));
    paths[state] += SILHOUETTES[state](x, y, radius);
    if (pitch >= 28 && (state !== "well" || ids)) within += `<g class="mark" transform="translate(${round(x - radius)} ${round(y - radius)}) scale(${round(radius / 12)})">${MARKS[state]}</g>`;
    if (ids) within += `<text x="${x}" y="${round(y + pitch * 0.5)}">${id.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</text>`;
  });
  const drawn = STATES.filter((state) => paths[state]).map((state) => `<path class="${state}" d="${paths[state]}"/>`).join("");
  const [width, height] = [columns * pitch, Math.ceil(screens.length / columns) * pitch];
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-hidden="true">${drawn}${within}</svg>`;
}

const LARGE = { dark: 0.36, fault: 0.42, warn: 0.42, never: 0.36, well: 0.37 };
const SMALL = { dark: 0.45, fault: 0.52, warn: 0.52, never: 0.36, well: 0.31 };
const round = (value) => Math.round(value * 100) / 100;

/** Which of a hall's screens a pointer is at; undefined between them. */
export function at(screens, layout, x, y) {
  const columns = columns_of(screens.length, layout);
  const column = Math.floor(x / layout.pitch);
  return column >= 0 && column < columns && y >= 0 ? screens[Math.floor(y / layout.pitch) * columns + column] : undefined;
}
