/** Brings a remembered window back to where it can be seen. */

/** A rectangle on the desktop, in device-independent pixels. */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Sizes in device-independent pixels: the first one, and the smallest that still shows everything. */
export const firstSize = { width: 460, height: 720 };
export const smallestSize = { width: 320, height: 420 };

/**
 * Where the window should open: as remembered, made to fit into the screen it overlaps most. `null` leaves the place to
 * the system, for a window never moved or one whose screen is gone. `workAreas` are the screens without their panels.
 */
export function placeOnScreen(remembered: Bounds | null, workAreas: readonly Bounds[]): Bounds | null {
  if (
    remembered === null ||
    ![remembered.x, remembered.y, remembered.width, remembered.height].every(Number.isSafeInteger)
  )
    return null;
  const area = workAreas.reduce<Bounds | null>(
    (best, next) => (overlap(remembered, next) > (best === null ? 0 : overlap(remembered, best)) ? next : best),
    null,
  );
  if (area === null) return null;
  const width = Math.min(Math.max(remembered.width, smallestSize.width), area.width);
  const height = Math.min(Math.max(remembered.height, smallestSize.height), area.height);
  return {
    x: Math.min(Math.max(remembered.x, area.x), area.x + area.width - width),
    y: Math.min(Math.max(remembered.y, area.y), area.y + area.height - height),
    width,
    height,
  };
}

function overlap(one: Bounds, other: Bounds): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return Math.max(0, width) * Math.max(0, height);
}
