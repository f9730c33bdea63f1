export function ReceiveScreen(_: { readonly consignmentId?: string }) {
  return null
}
