import { z } from 'zod';
import { Marker } from '../schema.ts';
import { MarkerColor } from '../vocabulary.ts';

/** A marker as a caller makes it. `frame` counts from the cut's first, at the edit rate. */
export const NewMarker = Marker.omit({ v: true }).extend({ color: MarkerColor });
export const MarkerPatch = z.strictObject({
  frame: Marker.shape.frame.optional(),
  name: Marker.shape.name.optional(),
  color: MarkerColor.optional(),
});
