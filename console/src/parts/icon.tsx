// The console's icons: strokes on a grid of 24, drawn for it.
// Must never be the only thing that tells something; they go with words, or with a label.

const paths = {
  account: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5a7.5 7.5 0 0 1 15 0',
  people:
    'M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 19.5a6.5 6.5 0 0 1 13 0M16 5a3.5 3.5 0 0 1 0 6.5M18.5 14.5a6.5 6.5 0 0 1 3 5',
  audit: 'M6 3.5h9l4 4v13H6zM14.5 3.5v4.5H19M9.5 12.5h6M9.5 16.5h6',
  orders: 'M4 5.5h16M4 12h16M4 18.5h10',
  refunds: 'M4 9.5h11a5 5 0 0 1 0 10h-4M8 5.5l-4 4 4 4',
  approvals: 'M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 19.5a6.5 6.5 0 0 1 11-4.700M14.5 17.5l2.5 2.5 4.500-5',
  batches: 'M6 3.5h9l4 4v13H6zM14.5 3.5v4.5H19M12.5 18v-6.500M9.5 14.500l3-3 3 3',
  queue: 'M12 3.5v9l5 3M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  figures: 'M4.5 20V10.5M10 20V4M15.5 20v-7M21 20H3',
  running:
    'M4 7h9M17 7h3M4 17h3M11 17h9M15 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM9 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
  card: 'M3 6h18v12H3zM3 10h18M6.5 14.5h4',
  shop: 'M4 10v10h16V10M3.5 10 5.5 4h13l2 6zM10 20v-5h4v5',
  key: 'M8 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 12h9M17.5 12v3.5M20.5 12v2.5',
  hook: 'M14 9.5a4.5 4.5 0 0 0-4-4.5 4.5 4.5 0 0 0-2.5 8.3M10 9.5l3.5 7M18.5 14a3.5 3.5 0 1 1-2.5 6M4.5 13.5a3.5 3.5 0 1 0 4.5 4.5h6.5',
  flask: 'M9.5 3.5v6L4.5 18a1.7 1.7 0 0 0 1.5 2.5h12a1.7 1.7 0 0 0 1.5-2.5l-5-8.5v-6M8 3.5h8M7.5 15h9',
  menu: 'M4 6.5h16M4 12h16M4 17.5h16',
  close: 'M6 6l12 12M18 6 6 18',
  keyboard: 'M3 6.5h18v11H3zM7 10.5h.01M11 10.5h.01M15 10.5h.01M18 10.5h.01M8 14.5h8',
  language: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM3.5 9.5h17M3.5 14.5h17M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18',
  light:
    'M12 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.300l1.4 1.400M17.3 17.300l1.4 1.400M5.3 18.700l1.4-1.400M17.3 6.700l1.4-1.4',
  dark: 'M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5Z',
  auto: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 3.5v17M12 8h5.5M12 12h8M12 16h5.5',
  out: 'M14.5 4.5H5.5v15h9M10.5 12H21M17.5 8.5 21 12l-3.5 3.5',
  check: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM8 12.5l3 3 5.5-6.5',
  attention: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7.5V13M12 16.5h.01',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11v5.5M12 7.5h.01',
  search: 'M10.5 17.5a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM15.5 15.5l5 5',
  copy: 'M8.5 8.5h11v11h-11zM15.5 8.5v-4h-11v11h4',
  download: 'M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4.5 20h15',
  plus: 'M12 5v14M5 12h14',
  forward: 'M9 5.5l6.5 6.5L9 18.5',
  back: 'M15 5.5 8.5 12l6.5 6.5',
  more: 'M6.5 9.5 12 15l5.5-5.5',
} as const;
export type IconName = keyof typeof paths;

export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={paths[name]} />
    </svg>
  );
}
