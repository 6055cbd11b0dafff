/**
 * Does without the graphics processor once it has failed too often. Chromium gets over a few failures by itself, but
 * begins anew at each start; that it was too much is remembered by a file beside the settings.
 */

import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';

/** Failures in one run after which the next runs go without. */
const mostFailures = 3;

const markerIn = (folder: string): string => join(folder, 'software-rendering');

/** Applies what earlier runs learned; before the app is ready. */
export function heedGraphicsFailures(folder: string): void {
  if (existsSync(markerIn(folder))) app.disableHardwareAcceleration();
}

/** Learns from this run. */
export function watchGraphicsFailures(folder: string): void {
  let failures = 0;
  app.on('child-process-gone', (_event, { type, reason }) => {
    if (type !== 'GPU' || !['crashed', 'killed', 'oom'].includes(reason)) return;
    failures += 1;
    if (failures < mostFailures) return;
    try {
      writeFileSync(markerIn(folder), '');
    } catch {
      // Then the next run finds out again.
    }
  });
}
