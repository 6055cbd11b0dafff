/** Writes what was measured into `docs/performance.md`: each benchmark owns one section and leaves the others alone. */

import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { resolve } from 'node:path';

const file = resolve(import.meta.dirname, '..', '..', 'docs', 'performance.md');
const opening =
  '# Performance\n\nMeasured by `npm run bench` and `npm run bench:…`; each section says how, and is written by its benchmark.\n';

/** Puts `text` in the place of the section with this title, or at the end. */
export function writeSection(title: string, text: string): void {
  const before = readIfThere();
  const section = `## ${title}\n\n${text.trim()}\n`;
  const found = new RegExp(`^## ${title}\n[^]*?(?=^## |$(?![^]))`, 'mu');
  const after = found.test(before) ? before.replace(found, () => `${section}\n`) : `${before.trimEnd()}\n\n${section}`;
  writeFileSync(file, `${after.trimEnd()}\n`);
}

function readIfThere(): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return opening;
  }
}

/** The machine, the runtime, and what else went on (the load of the last minute), in one line. */
export function machine(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, ${memory} GB, ${platform()} ${release()}, Node.js ${process.versions.node}, load ${(loadavg()[0] ?? 0).toFixed(1)}`;
}

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, column) =>
    Math.max(...[cell, ...rows.map((row) => row[column] ?? '')].map((text) => text.length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** The value below which this share of them lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
