// Moving and enlarging the drawing, by hand or to a node.
import { across, down } from "./graph-data.js";
import { moveTo } from "./graph-frame.js";
import { middle, stage, view } from "./graph-stage.js";

const STEP = 1.6;

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const target = d3.select(view);
const zoom = d3
  .zoom()
  .scaleExtent([0.6, 40])
  .on("zoom", (event) => moveTo(event.transform));
target.call(zoom).on("dblclick.zoom", null);

const moved = (milliseconds) => (calm.matches ? target.interrupt() : target.transition().duration(milliseconds));

export const limitMoves = () => {
  const { height, width } = stage;
  zoom.extent([
    [0, 0],
    [width, height],
  ]);
  zoom.translateExtent([
    [-width / 2, -height / 2],
    [1.5 * width, 1.5 * height],
  ]);
};

export const goTo = (node, scale = stage.place.k) => {
  const { fit, left, top } = stage;
  const place = d3.zoomIdentity.translate(...middle()).scale(scale);
  moved(600).call(zoom.transform, place.translate(-left - across[node] * fit, -top - down[node] * fit));
};

// `way` is in, out or all.
export const zoomBy = (way) => {
  if (way === "all") moved(350).call(zoom.transform, d3.zoomIdentity);
  else moved(350).call(zoom.scaleBy, way === "in" ? STEP : 1 / STEP);
};

// By a sixth of what is seen, across and down.
export const shift = (dx, dy) => {
  const { height, place, width } = stage;
  moved(150).call(zoom.translateBy, (-dx * width) / 6 / place.k, (-dy * height) / 6 / place.k);
};
