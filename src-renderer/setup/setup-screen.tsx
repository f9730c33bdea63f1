export function SetupScreen(_: { readonly consignmentId?: string }) {
  return null
}
