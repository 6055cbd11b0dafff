/** The window's icons: one family, drawn with one stroke. */

const paths = {
  ticket:
    'M4 6.5h16a1.5 1.5 0 0 1 1.5 1.5v1.6a2.4 2.4 0 0 0 0 4.8V16a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 16v-1.6a2.4 2.4 0 0 0 0-4.8V8A1.5 1.5 0 0 1 4 6.5zM12 9.3V12l1.8 1.2',
  account: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20a7.5 7.5 0 0 1 15 0',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.8v4.4M9 14.8v4.4',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  refresh: 'M19.5 12a7.5 7.5 0 1 1-2.2-5.3M19.5 4v4h-4',
  warning: 'M12 4 2.8 19.5h18.4zM12 10v4.2M12 16.9v.1',
  eye: 'M2.5 12S6 5.5 12 5.5 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12zM12 14.600a2.600 2.600 0 1 0 0-5.200 2.600 2.600 0 0 0 0 5.200z',
  leave:
    'M14 4.500H6.500A1.500 1.500 0 0 0 5 6v12a1.500 1.500 0 0 0 1.500 1.500H14M10.500 12H20M16.500 8.500 20 12l-3.500 3.500',
} as const;

export type IconName = keyof typeof paths;

/** An icon beside words, or inside a named button: it says nothing by itself. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
