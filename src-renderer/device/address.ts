import type { DeviceRole } from '../../src-shared/model/device.ts'

export const addressKinds = ['usb', 'serial', 'tcp', 'virtual', 'folder', 'none'] as const
export type AddressKind = (typeof addressKinds)[number]

/** A device address taken apart into the fields of its form. */
export type AddressDraft = {
  readonly kind: AddressKind
  /** The whole address of a USB device, `hid:…`: it is chosen from a list, not typed. */
  readonly usb: string
  readonly path: string
  readonly baud: string
  readonly protocol: 'generic' | 'toledo-8217'
  readonly host: string
  readonly port: string
}

const usualPort = '9100'
const usualBaud = '9600'

/** The kinds of connection that make sense for a role. */
export function kindsFor(role: DeviceRole): readonly AddressKind[] {
  const foreign = role === 'printer' ? 'usb' : 'folder'
  return addressKinds.filter((kind) => kind !== foreign)
}

export function readAddress(address: string | null): AddressDraft {
  const empty: AddressDraft = {
    kind: 'none',
    usb: '',
    path: '',
    baud: usualBaud,
    protocol: 'generic',
    host: '',
    port: usualPort,
  }
  if (address === null) return empty
  if (address === 'virtual' || address === 'folder') return { ...empty, kind: address }
  if (address.startsWith('hid:')) return { ...empty, kind: 'usb', usb: address }
  const tcp = /^tcp:(.+):(\d+)$/.exec(address)
  if (tcp) return { ...empty, kind: 'tcp', host: tcp[1] ?? '', port: tcp[2] ?? usualPort }
  const [path = '', query = ''] = address.replace(/^serial:/, '').split('?')
  const options = new URLSearchParams(query)
  return {
    ...empty,
    kind: 'serial',
    path,
    baud: options.get('baud') ?? usualBaud,
    protocol: options.get('protocol') === 'toledo-8217' ? 'toledo-8217' : 'generic',
  }
}

/** The address as the station takes it; undefined while a field is missing, null for 'not used'. */
export function writeAddress(draft: AddressDraft, role: DeviceRole): string | null | undefined {
  switch (draft.kind) {
    case 'none':
      return null
    case 'virtual':
    case 'folder':
      return draft.kind
    case 'usb':
      return draft.usb === '' ? undefined : draft.usb
    case 'tcp':
      return draft.host.trim() !== '' && /^\d+$/.test(draft.port)
        ? `tcp:${draft.host.trim()}:${draft.port}`
        : undefined
    case 'serial': {
      if (draft.path.trim() === '' || !/^\d+$/.test(draft.baud)) return undefined
      const protocol = role === 'scale' ? `&protocol=${draft.protocol}` : ''
      return `serial:${draft.path.trim()}?baud=${draft.baud}${protocol}`
    }
  }
}
