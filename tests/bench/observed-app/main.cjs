// @ts-check
/**
 * Runs another app, the folder named by `--observed`, and reports what cannot be seen from outside, one JSON object a
 * line on standard output: when a new window takes input (`opened`, in epoch milliseconds with fractions), and on SIGUSR2
 * how often Node's loop has turned so far (`turns`).
 */

const { app } = require('electron');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { performance } = require('node:perf_hooks');

const folder = app.commandLine.getSwitchValue('observed');
/** @type {{ name: string, productName?: string, version: string, main: string }} */
const description = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** @param {object} report */
const report = (report) => process.stdout.write(`${JSON.stringify(report)}\n`);

/** Runs in the page: answers when it heard of a click. */
const firstInput = `new Promise((resolve) => {
  addEventListener('pointerdown', () => resolve(performance.timeOrigin + performance.now()), { once: true });
})`;
/** Runs in the page: waits until it has painted something. */
const painted = `new Promise((resolve) => {
  new PerformanceObserver((list) => {
    if (list.getEntriesByName('first-contentful-paint').length > 0) resolve(null);
  }).observe({ type: 'paint', buffered: true });
})`;

app.on('browser-window-created', (_event, window) => {
  window.once('show', async () => {
    const { webContents } = window;
    await webContents.executeJavaScript(painted);
    const heard = webContents.executeJavaScript(firstInput);
    // Chromium drops what comes before the page's first picture is on the screen, so it is said until it is heard.
    const click = () => webContents.sendInputEvent({ type: 'mouseDown', x: 1, y: 1, button: 'left', clickCount: 1 });
    const clicking = setInterval(click, 2);
    report({ kind: 'opened', at: await heard });
    clearInterval(clicking);
  });
});

process.on('SIGUSR2', () => {
  report({
    kind: 'turns',
    turns: performance.nodeTiming.uvMetricsInfo.loopCount,
    // Timers are all a hidden app could wake by.
    timers: process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length,
  });
});

/** What Electron's own loader uses too; not part of the documented API. */
const loadingApp =
  /** @type {typeof app & { setVersion: (version: string) => void, setAppPath: (path: string) => void }} */ (app);
app.setName(description.productName ?? description.name);
loadingApp.setVersion(description.version);
loadingApp.setAppPath(folder);
require(join(folder, description.main));
