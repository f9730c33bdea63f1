/**
 * Every place at which a loss of power would find something half done, in the order of a day. The fault campaign ends
 * the process at each of them and looks at what the next start makes of it.
 */
export const crashPoints = [
  // A change of the store's shape.
  'migration.before-copy',
  'migration.copied',
  'migration.in-step',
  'migration.stepped',
  // A damaged store that is brought back.
  'restore.rebuilt',
  'restore.in-place',
  // Any command.
  'store.before-write',
  'store.before-commit',
  'store.committed',
  // A box that is closed: inside its command.
  'seal.weighed',
  'seal.label-asked',
  // A photo whose file is there and whose row is not.
  'photo.file-kept',
  // A label on its way to paper.
  'print.before-note',
  'print.noted',
  'print.answered',
  'print.settled',
  // An intention on its way to the store.
  'outbox.before-note',
  'outbox.noted',
  'outbox.before-create',
  'outbox.before-send',
  'outbox.answered',
  'outbox.before-read-back',
  'outbox.read-back',
  // What the store says on its way in.
  'pull.page-read',
  'pull.in-slice',
  'pull.slice-stored',
  'pull.before-end',
  // The daily copy.
  'backup.before-copy',
  'backup.copied',
  'backup.checked',
  'backup.old-removed',
  // A sign-in that is renewed.
  'sign-in.before-renewal',
  'sign-in.pair-came',
  'sign-in.pair-kept',
] as const
export type CrashPoint = (typeof crashPoints)[number]

let listener: ((point: CrashPoint) => void) | null = null

/** Passes a point. In a station at work nobody listens: it costs one comparison and does nothing. */
export function crashAt(point: CrashPoint): void {
  listener?.(point)
}

/**
 * Hears every point that is passed, synchronously. Only a test's own program calls this, before it starts the station:
 * no option, file or environment of the station leads here.
 */
export function onCrashPoint(listen: (point: CrashPoint) => void): void {
  listener = listen
}
