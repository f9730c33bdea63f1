/**
 * What the operating system lists. A device stands here once for each of its top-level collections, so one scanner may
 * be several entries with the same ids; `usagePage` and `usage` name the collection (USB HID usage tables).
 */
export type HidDeviceInfo = {
  path: string
  vendorId: number
  productId: number
  serialNumber: string | null
  manufacturer: string | null
  product: string | null
  usagePage: number | null
  usage: number | null
}

/** What an open device tells. `failed` means that nothing more will come; it may be told more than once. */
export type HidEvents = {
  /** One whole input report, its report id first. */
  report(bytes: Uint8Array): void
  failed(): void
}

/** An open device. Reports going out carry their report id first, like those coming in. */
export type HidDevice = {
  write(report: Uint8Array): Promise<void>
  sendFeature(report: Uint8Array): Promise<void>
  close(): Promise<void>
}

/**
 * Lists and opens USB HID devices: the real ones, or virtual ones in memory. Both calls reject with a PortError whose
 * sentence is for the person.
 */
export type HidTransport = {
  list(): Promise<HidDeviceInfo[]>
  open(info: HidDeviceInfo, events: HidEvents): Promise<HidDevice>
  /** Tells when something was plugged in or its rights changed; gives the way to stop. Absent or null: nothing tells. */
  onArrival?(tell: () => void): (() => void) | null
}

/** Four digits in lower case, as USB ids are written. */
export function hex4(id: number): string {
  return id.toString(16).padStart(4, '0')
}

/** The device as a person knows it: `Honeywell Voyager 1450g`, or its ids when it gives no name. */
export function nameOf(info: HidDeviceInfo): string {
  const product = info.product?.trim() ?? ''
  const maker = info.manufacturer?.trim() ?? ''
  if (product === '') return maker === '' ? `${hex4(info.vendorId)}:${hex4(info.productId)}` : maker
  return maker === '' || product.toLowerCase().startsWith(maker.toLowerCase())
    ? product
    : `${maker} ${product}`
}
