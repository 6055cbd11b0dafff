/** How much a test does: little in `npm test`, much in `npm run test:long`. */

/** Whether this is the long run. */
export const isLongRun = process.env['LONG_RUN'] === '1';

/** How often to do something: `usual` in `npm test`, `long` in the long run. */
export const times = (usual: number, long: number): number => (isLongRun ? long : usual);
