// <div data-cells-url data-bounds="west,south,east,north" data-cells="26000">: the drawn picture inside it stays until the
// moving map stands, and for good where there is no WebGL. Nothing is asked of any other site.

import { LngLatBounds, Map, Marker, NavigationControl, setWorkerUrl } from "../vendor/maplibre-gl/maplibre-gl.mjs";

const SHARES = [0.01, 0.02, 0.05, 0.1];
const COLOURS = ["#67000d", "#cb181d", "#fb6a4a", "#fcbba1"];
const GROUND = "#eef0f2";
const NONE = "rgba(0, 0, 0, 0)";

const place = document.querySelector("[data-cells-url]");
if (place && canDraw()) draw(place);

function canDraw() {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2"));
}

function draw(place) {
  setWorkerUrl(new URL("../vendor/maplibre-gl/maplibre-gl-worker.mjs", import.meta.url).href);
  const holder = document.createElement("div");
  holder.className = "forecast-moving";
  place.append(holder);
  const map = new Map({
    container: holder,
    style: style(place),
    bounds: LngLatBounds.convert(bounds(place)),
    fitBoundsOptions: { padding: 16 },
    attributionControl: false,
    fadeDuration: 0,
    dragRotate: false,
    pitchWithRotate: false,
  });
  map.addControl(new NavigationControl({ showCompass: false }));
  map.once("idle", () => place.classList.add("forecast-drawn"));
  map.on("click", "cells", (event) => tell(event.features[0].properties));
  map.on("load", () => numbers(map, place));
}

function bounds(place) {
  const [west, south, east, north] = place.dataset.bounds.split(",").map(Number);
  return [[west, south], [east, north]];
}

// Cells by their rank: the top 1, 2, 5 and 10% of the area, as on the drawn picture.
function style(place) {
  const cells = Number(place.dataset.cells);
  const ends = SHARES.map((share) => Math.floor(cells * share + 1e-9));
  const steps = ends.flatMap((end, at) => [["<=", ["get", "rank"], end], COLOURS[at]]);
  const isBoundary = ["has", "boundary"];
  const beneath = under(place), seen = Boolean(beneath.layers.length);
  const sources = { cells: { type: "geojson", data: place.dataset.cellsUrl, tolerance: 0, buffer: 1, maxzoom: 12 } };
  const layers = [
    { id: "ground", type: "background", paint: { "background-color": "#ffffff" } },
    { id: "cells", type: "fill", source: "cells", filter: ["!", isBoundary],
      paint: { "fill-color": ["case", ...steps, seen ? NONE : GROUND], "fill-antialias": false, "fill-opacity": seen ? 0.75 : 0.85 } },
    { id: "boundary", type: "line", source: "cells", filter: isBoundary, paint: { "line-color": "#505a5f" } },
    { id: "boxes", type: "line", source: "cells", filter: ["has", "box"],
      paint: { "line-color": "#1d70b8", "line-width": 2.5 } },
  ];
  return { version: 8, sources: { ...sources, ...beneath.sources }, layers: [layers[0], ...beneath.layers, ...layers.slice(1)] };
}

// The force's own basemap, where there is one: outlines alone, without a word of it. It is seen through the cells.
function under(place) {
  const tiles = place.dataset.tilesUrl;
  if (!tiles) return { sources: {}, layers: [] };
  const source = { tiles: [new URL(tiles, location.href).href.replace(/%7B/g, "{").replace(/%7D/g, "}")],
    minzoom: Number(place.dataset.tilesFrom), maxzoom: Number(place.dataset.tilesTo) };
  const names = (place.dataset.tilesLayers || "").split(" ").filter(Boolean);
  if (!names.length) {
    return { sources: { under: { ...source, type: "raster", tileSize: 256 } }, layers: [{ id: "under", type: "raster", source: "under" }] };
  }
  const layers = names.map((name) => ({ id: `under-${name}`, type: "line", source: "under", "source-layer": name,
    paint: name.includes("water") ? { "line-color": "#5694ca", "line-width": 1.5 } : { "line-color": "#b1b4b6", "line-width": 0.75 } }));
  return { sources: { under: { ...source, type: "vector" } }, layers };
}

function numbers(map, place) {
  document.querySelectorAll("[data-box]").forEach((row) => {
    const [longitude, latitude] = row.dataset.at.split(",").map(Number);
    const label = document.createElement("span");
    label.className = "forecast-number";
    label.textContent = row.dataset.box;
    label.setAttribute("aria-hidden", "true");
    new Marker({ element: label, anchor: "center" }).setLngLat([longitude, latitude]).addTo(map);
  });
}

function tell(cell) {
  const said = document.getElementById("forecast-said");
  const box = cell.box ? `Box ${cell.box}. ${cell.why}` : `Rank ${cell.rank} of all cells.`;
  said.textContent = `${box} ${Number(cell.expected).toPrecision(2)} events expected.`;
}
