/** Sends a signal to one process, and never to more than that. */

/**
 * Signals a process. Ids up to 1 stand for all processes, for one's own group, or for the system itself: those throw.
 */
export function signalProcess(processId: number, signal: NodeJS.Signals): void {
  if (!Number.isSafeInteger(processId) || processId <= 1) throw new Error(`${processId} is not one process of ours.`);
  process.kill(processId, signal);
}
