import type { DeviceRole } from '../../src-shared/model/device.ts'

/** Our own drawings, one path each on a 24 × 24 field, drawn with the text's colour. */
const drawings = {
  work: 'M4 5h5v14H4zM11 5h5v9h-5zM18 5h2.5v6H18z',
  pack: 'M3.5 8 12 4l8.5 4v8.5L12 20.5l-8.5-4zM3.5 8 12 12l8.5-4M12 12v8.5',
  receive: 'M12 3v10M8 9.5l4 4 4-4M4 14v6h16v-6',
  order: 'M6 3.5h12v17l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6',
  approve: 'M6 3.5h12v17H6zM9 12l2.5 2.5L15.5 9',
  count: 'M5 4h14v16H5zM8 8.5h2M8 12h2M8 15.5h2M13 8.5h3M13 12h3M13 15.5h3',
  sync: 'M5 10a7.5 7.5 0 0 1 13.5-2.5M19 4v4h-4M19 14a7.5 7.5 0 0 1-13.5 2.5M5 20v-4h4',
  record: 'M5 3.5h14v17H5zM8.5 8h7M8.5 12h7M8.5 16h4',
  devices: 'M4 6v12M7 6v12M10.5 6v12M13 6v12M16.5 6v12M20 6v12',
  setup: 'M4 7h9M17 7h3M13 4.5v5M4 17h3M11 17h9M7 14.5v5',
  check: 'M4.5 12.5 10 18 20 6.5',
  'check-twice': 'M2 13l4.5 5L14 8M10.5 15.5l2.5 2.5L22 7',
  triangle: 'M12 4 21.5 20h-19zM12 10v5M12 17.4v.2',
  broken: 'M4 8h7l-2.5 4 4 2.5-2 5.5H4zM15 8h5v12h-5l2-5-3.5-2.5z',
  plus: 'M12 4.5v15M4.5 12h15',
  minus: 'M4.5 12h15',
  question: 'M8 9a4 4 0 1 1 5.5 3.7c-1 .5-1.5 1.2-1.5 2.3v.5M12 19.3v.2',
  cross: 'M5.5 5.5l13 13M18.5 5.5l-13 13',
  wave: 'M3 12c2-6 4-6 6 0s4 6 6 0 4-6 6 0',
  box: 'M4 8h16v12H4zM4 8l2-4h12l2 4M12 4v8',
  pause: 'M8 5v14M16 5v14',
  undo: 'M9 5 4 10l5 5M4 10h10a6 6 0 0 1 0 12h-3',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 21 21',
  scanner: 'M4 6v12M7.5 6v12M10 6v12M14 6v12M16.5 6v12M20 6v12',
  scale: 'M4 9h16l-2 11H6zM4 9V6h16v3M12 12v3.5',
  printer: 'M7 9V4h10v5M5 9h14v8h-3M5 9v8h3M8 14h8v6H8z',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2.5M12 19.5V22M2 12h2.5M19.5 12H22M5 5l1.7 1.7M17.3 17.3 19 19M19 5l-1.7 1.7M6.7 17.3 5 19',
  moon: 'M19.5 14.5A8 8 0 1 1 9.5 4.5a6.5 6.5 0 0 0 10 10z',
  arrow: 'M4 12h15M13 6l6 6-6 6',
  bench: 'M3 8h18M5 8v12M19 8v12M8 4h8v4H8z',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2',
  less: 'M8.5 6H21v12H8.5L3 12zM11.5 9.5l5 5M16.5 9.5l-5 5',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2.5',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 20.5a8 6.5 0 0 1 16 0',
  camera: 'M3.5 8h4l2-3h5l2 3h4v11h-17zM12 10.2a3.3 3.3 0 1 0 0 6.6 3.3 3.3 0 0 0 0-6.6z',
  label: 'M4 5h9l7 7-7 7H4zM8 12h.1',
} as const

export type IconName = keyof typeof drawings

/** Both printers look alike. */
export function deviceIcon(role: DeviceRole): IconName {
  return role === 'printer2' ? 'printer' : role
}

/** Decoration beside a word that says the same: hidden from screen readers. */
export function Icon({ name, size = 22 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={drawings[name]} />
    </svg>
  )
}
