import { constants } from 'node:fs'
import { type FileHandle, open, readdir, readFile } from 'node:fs/promises'
import type { Candidate } from './candidate.ts'
import { type OpenPort, PortError, PortTrouble } from './port.ts'

const lookEveryMs = 20
const flushWithinMs = 10_000
const chunkBytes = 8 * 1024

type UsbPrinter = { path: string; say: string; languages: string }

/**
 * The USB printers that Linux' own driver (usblp) holds, with what they say of themselves: `MFG`, `MDL` and `CMD` of the
 * IEEE 1284 device id. Empty on other systems.
 */
async function listUsbPrinters(devices = '/dev/usb', about = '/sys/class/usbmisc'): Promise<UsbPrinter[]> {
  const names = await readdir(devices).catch(() => [])
  return Promise.all(
    names
      .filter((name) => /^lp\d+$/.test(name))
      .sort()
      .map(async (name) => {
        const id = await readFile(`${about}/${name}/device/ieee1284_id`, 'latin1').catch(() => '')
        const field = (key: string) => new RegExp(`(?:^|;)\\s*(?:${key}):([^;]*)`).exec(id)?.[1]?.trim() ?? ''
        const called = `${field('MFG|MANUFACTURER')} ${field('MDL|MODEL')}`.trim()
        return {
          path: `${devices}/${name}`,
          say: called === '' ? `USB printer ${name}` : `${called} (${name})`,
          languages: field('CMD|COMMAND SET'),
        }
      }),
  )
}

/** The USB printers of this computer, to choose from; the language is set up with them where they name one alone. */
export async function usbPrinterCandidates(devices?: string, about?: string): Promise<Candidate[]> {
  const found = await listUsbPrinters(devices, about)
  return found.map(({ path, say, languages }) => ({
    address: `usb:${path}${languageOf(languages)}`,
    say,
    roles: ['printer', 'printer2'],
    wrongMode: null,
  }))
}

/** `CMD:` of the device id may name several languages; ZPL is what the station speaks best. */
function languageOf(languages: string): string {
  const names = languages.toUpperCase()
  if (names === '' || names.includes('ZPL')) return ''
  if (names.includes('EPL')) return '?language=epl'
  if (/TSPL|TSC/.test(names)) return '?language=tspl'
  return /ESC\/?POS/.test(names) ? '?language=escpos' : ''
}

/**
 * Opens a USB printer as a raw line: what is written prints, what it answers is read. `path` null takes the only one.
 * Rejects with a {@link PortTrouble} where a person can do something about it.
 */
export function usbPrinterPort(path: string | null, platform: NodeJS.Platform = process.platform): OpenPort {
  return async (events) => {
    if (platform !== 'linux') {
      throw new PortTrouble(
        'On this system a USB printer is reached through its print queue: set up queue:NAME.',
      )
    }
    const found = path ?? (await onlyPrinter())
    const file = await open(found, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY).catch(
      (thrown: unknown) => {
        throw notOpened(found, thrown)
      },
    )
    if (!(await file.stat()).isCharacterDevice()) {
      await file.close()
      throw new PortTrouble(`${found} is no printer: choose the printer from the list under Devices.`)
    }
    return rawLine(file, events)
  }
}

async function onlyPrinter(): Promise<string> {
  const [first, ...others] = await listUsbPrinters()
  if (first === undefined) throw new PortError('No USB printer is plugged in.')
  if (others.length > 0) {
    throw new PortTrouble('Several USB printers are plugged in: choose one of them under Devices.')
  }
  return first.path
}

function notOpened(path: string, thrown: unknown): PortError {
  switch (codeOf(thrown)) {
    case 'EACCES':
    case 'EPERM':
      return new PortTrouble(
        `This user may not use ${path}. Type: sudo usermod -aG lp $USER, then log out and in again.`,
        thrown,
      )
    case 'EBUSY':
      return new PortTrouble(
        `Another program holds ${path}: perhaps the print queue. Use one or the other.`,
        thrown,
      )
    default:
      return new PortError(`No printer is at ${path}.`, thrown)
  }
}

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''

/** Reads while it is open, writes in the order given. The driver gives EAGAIN where there is nothing to do yet. */
function rawLine(file: FileHandle, events: Parameters<OpenPort>[0]): Awaited<ReturnType<OpenPort>> {
  let isOpen = true
  let timer: NodeJS.Timeout | null = null
  let reading: Promise<void> = Promise.resolve()
  let writing: Promise<void> = Promise.resolve()
  let closing: Promise<void> | null = null

  function lose(thrown: unknown): void {
    if (!isOpen) return
    isOpen = false
    events.lost(`The USB printer was unplugged or switched off (${codeOf(thrown) || 'no answer'}).`)
  }

  async function readOnce(): Promise<void> {
    const into = Buffer.alloc(4096)
    try {
      const { bytesRead } = await file.read(into, 0, into.length, null)
      if (isOpen && bytesRead > 0) events.data(into.subarray(0, bytesRead))
    } catch (thrown) {
      // EINVAL: a printer that only listens has nothing to read from.
      if (!['EAGAIN', 'EINVAL'].includes(codeOf(thrown))) lose(thrown)
    }
    if (isOpen) timer = setTimeout(look, lookEveryMs)
  }
  const look = () => {
    reading = readOnce()
  }

  async function writeAll(bytes: Uint8Array): Promise<void> {
    const giveUpAt = performance.now() + flushWithinMs
    for (let at = 0; at < bytes.length; ) {
      try {
        const { bytesWritten } = await file.write(bytes, at, Math.min(chunkBytes, bytes.length - at), null)
        at += bytesWritten
      } catch (thrown) {
        if (codeOf(thrown) !== 'EAGAIN') return lose(thrown)
        // A printer in trouble stops taking bytes; nobody waits for it for ever.
        if (performance.now() > giveUpAt) return lose(thrown)
        await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
      }
    }
  }

  look()
  return {
    isOpen: () => isOpen,
    write: (bytes) => {
      if (!isOpen) return false
      writing = writing.then(() => writeAll(bytes))
      return true
    },
    close: () => {
      closing ??= (async () => {
        isOpen = false
        if (timer !== null) clearTimeout(timer)
        await writing
        await reading
        await file.close()
      })()
      return closing
    },
  }
}
