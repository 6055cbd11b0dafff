/** The window's icons: one family, drawn with one stroke. */

const paths = {
  ticket:
    'M4 6.5h16a1.5 1.5 0 0 1 1.5 1.5v1.6a2.4 2.4 0 0 0 0 4.8V16a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 16v-1.6a2.4 2.4 0 0 0 0-4.8V8A1.5 1.5 0 0 1 4 6.5zM12 9.3V12l1.8 1.2',
  account: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20a7.5 7.5 0 0 1 15 0',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.8v4.4M9 14.8v4.4',
  tokens: 'M9 6.5h11.5M9 12h11.5M9 17.5h11.5M4 6.5h.5M4 12h.5M4 17.5h.5',
  source:
    'M6.5 8.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM17.5 20.500a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM6.5 8.500V13a5 5 0 0 0 5 5H15M9 6h3.500a5 5 0 0 1 5 5v4.5',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  forward: 'M9.5 5.5 16 12l-6.5 6.5',
  refresh: 'M19.5 12a7.5 7.5 0 1 1-2.2-5.3M19.5 4v4h-4',
  warning: 'M12 4 2.8 19.5h18.4zM12 10v4.2M12 16.9v.1',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 14.600a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.200z',
  leave: 'M14 4.500H6.500A1.5 1.5 0 0 0 5 6v12a1.5 1.5 0 0 0 1.5 1.500H14M10.5 12H20M16.5 8.5 20 12l-3.5 3.5',
  browser:
    'M4 5h16a1.5 1.5 0 0 1 1.5 1.500v11A1.5 1.5 0 0 1 20 19H4a1.5 1.5 0 0 1-1.5-1.500v-11A1.5 1.5 0 0 1 4 5zM2.5 9h19M5.5 7h.1M8 7h.1',
  phone:
    'M8 2.500h8A1.5 1.5 0 0 1 17.5 4v16a1.5 1.5 0 0 1-1.5 1.500H8A1.5 1.5 0 0 1 6.5 20V4A1.5 1.5 0 0 1 8 2.500zM11 18.500h2',
  clipboard:
    'M9 4.500H6.500A1.5 1.5 0 0 0 5 6v14a1.5 1.5 0 0 0 1.5 1.500h11A1.5 1.5 0 0 0 19 20V6a1.5 1.5 0 0 0-1.5-1.500H15M9 3h6v3.500H9z',
  close: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  add: 'M12 5v14M5 12h14',
  local: 'M3.5 11.5 12 4l8.5 7.500M6 9.500V19.500h12V9.5',
  remote: 'M12 20.500a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM3.5 12h17M12 3.500c5 5 5 12 0 17M12 3.500c-5 5-5 12 0 17',
  relay: 'M4 8h13M13.5 4.5 17 8l-3.5 3.500M20 16H7M10.5 12.5 7 16l3.5 3.5',
  manual: 'M4 20l1-4.500L16 4.5 19.5 8 8.5 19z',
  check: 'M4.5 12.5 10 18 19.5 6.5',
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
