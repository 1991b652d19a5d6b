/** The map of Europe: outlines of the project, places of the API. */
import europe from "../../../../alliance_pages/data/europe.json";

type Box = readonly [number, number, number, number];
export type Place = { readonly label: string; readonly href: string | null; readonly position: Position | null };
type Position = { readonly latitude: number; readonly longitude: number };
const bounds = europe.bounds as unknown as Record<string, Box>;
const names = europe.labels as unknown as Record<string, [number, number]>;
const [, , fullWidth, fullHeight] = europe.viewBox as unknown as Box;
const [drawnLeft, drawnTop, drawnWidth, drawnHeight] = europe.drawn as unknown as Box;
const radians = Math.PI / 180;
/** Return where a place lies in Lambert's azimuthal equal-area projection. */
function project({ latitude, longitude }: Position): [number, number] {
  const { latitude_of_origin, longitude_of_origin, radius_km, left_km, top_km, km_per_unit } = europe.projection;
  const [origin, parallel, meridian] = [latitude_of_origin * radians, latitude * radians, (longitude - longitude_of_origin) * radians];
  const [forward, up] = [Math.cos(parallel) * Math.cos(meridian), Math.sin(parallel)];
  const kilometres = radius_km * Math.sqrt(2 / (1 + Math.sin(origin) * up + Math.cos(origin) * forward));
  const north = kilometres * (Math.cos(origin) * up - Math.sin(origin) * forward);
  return [(kilometres * Math.cos(parallel) * Math.sin(meridian) - left_km) / km_per_unit, (top_km - north) / km_per_unit];
}

const within = (low: number, value: number, high: number) => Math.min(Math.max(value, low), high);
const overlap = (a: Box, b: Box) => a[0] <= b[0] + b[2] && b[0] <= a[0] + a[2] && a[1] <= b[1] + b[3] && b[1] <= a[1] + a[3];
/** Return the part of the map around a country, a fifth of it as margin, or all of it. */
function boxAround(code: string): Box {
  const [x, y, width, height] = bounds[code] ?? [0, 0, fullWidth, fullHeight];
  const wide = Math.min(Math.max(width * 1.4, (height * 1.4 * fullWidth) / fullHeight, 110), fullWidth);
  const high = (wide * fullHeight) / fullWidth;
  const left = within(drawnLeft, x + (width - wide) / 2, drawnLeft + drawnWidth - wide);
  return [left, within(drawnTop, y + (height - high) / 2, drawnTop + drawnHeight - high), wide, high];
}
/** Return what is drawn, and the places that lie outside; those of the codes are highlighted. */
export function draw(places: readonly Place[], codes: ReadonlySet<string>, focus = "") {
  const box = boxAround(focus);
  const countries = Object.entries(focus ? europe.countries : europe.overview).filter(([code]) => overlap(bounds[code]!, box))
    .sort(([a], [b]) => Number(codes.has(a)) - Number(codes.has(b)))
    .map(([code, path]) => ({ code, path, kind: codes.has(code) ? "map__country map__country--highlighted" : "map__country" }));
  const named = focus ? [] : countries.filter(({ code }) => codes.has(code)).map(({ code }) => ({ code, at: names[code]! }));
  const points = places.map((place) => ({ ...place, at: place.position ? project(place.position) : [Infinity, 0] as [number, number] }));
  const isInside = ({ at: [x, y] }: (typeof points)[number]) => overlap([x, y, 0, 0], box);
  const [context, share] = focus ? [europe.context, 0.032] : [europe.overview_context, 0.018];
  const viewBox = box.map((number) => Number(number.toFixed(2))).join(" ");
  return { viewBox, context, size: box[2] * share, radius: (box[2] * 0.008).toFixed(2), countries, named,
    points: points.filter(isInside), outside: points.filter((one) => !isInside(one)) };
}
