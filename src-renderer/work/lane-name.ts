import type { words } from '../words.ts'

export type LaneName = keyof typeof words.work.lanes
