import { realpathSync } from 'node:fs'
import type { DeviceAddress } from './address.ts'

const loopback = new Set(['localhost', 'localhost.', '127.0.0.1', '::1', '0.0.0.0', '::', 'ip6-localhost'])

/** The file a path stands for in the end, so that a link and what it leads to are one; the path where it leads nowhere. */
export function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

/** Whether two addresses lead to one device, which cannot serve both. HID devices and virtual ones are told apart elsewhere. */
export function isSamePlace(one: DeviceAddress, other: DeviceAddress): boolean {
  if (one.is === 'serial' && other.is === 'serial') return realPath(one.path) === realPath(other.path)
  if (one.is === 'tcp' && other.is === 'tcp')
    return one.port === other.port && hostOf(one.host) === hostOf(other.host)
  if (one.is === 'queue' && other.is === 'queue') return one.name === other.name
  if (one.is === 'usb' && other.is === 'usb') {
    // Without a path it is the only USB printer there is.
    return one.path === null || other.path === null || realPath(one.path) === realPath(other.path)
  }
  // Both write their labels into the same folder.
  return one.is === 'folder' && other.is === 'folder'
}

function hostOf(host: string): string {
  const name = host.toLowerCase()
  return loopback.has(name) ? '127.0.0.1' : name
}
