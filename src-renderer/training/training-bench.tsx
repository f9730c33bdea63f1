import type { Route } from '../route.ts'
export function TrainingBench(_: { readonly route: Route; readonly onClose: () => void }) {
  return null
}
