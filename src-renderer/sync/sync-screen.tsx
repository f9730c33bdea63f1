export function SyncScreen(_: { readonly consignmentId?: string }) {
  return null
}
