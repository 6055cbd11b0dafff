/** The dark modules of a QR code as one path. */

/** One square for each dark module. */
export function modulesPath(modules: readonly (readonly boolean[])[]): string {
  return modules.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
}
