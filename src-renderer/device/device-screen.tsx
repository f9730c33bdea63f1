export function DeviceScreen(_: { readonly consignmentId?: string }) {
  return null
}
