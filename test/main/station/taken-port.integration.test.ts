import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { systemClock } from '../../../src-main/clock.ts'
import { openStationLog } from '../../../src-main/log/station-log.ts'
import { systemRandom } from '../../../src-main/random.ts'
import { openKeychain } from '../../../src-main/secret/keychain.ts'
import { openStation } from '../../../src-main/station.ts'
import type { DeviceRole } from '../../../src-shared/model/device.ts'
import { standInKeytar } from '../secret/stand-in-keytar.ts'

it('does not set a device up where another one is, or where no port can be, and names it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'taken-port-'))
  const log = openStationLog(join(folder, 'log'), systemClock)
  const keychain = openKeychain(standInKeytar().keytar, systemClock, log)
  const station = await openStation({
    profileFolder: folder,
    clock: systemClock,
    log,
    random: systemRandom,
    keychain,
  })
  const set = async (role: DeviceRole, address: string) =>
    await station.handlers['device:set']({ role, address }, { traceId: 'req_test', pageId: 'page-1' })
  try {
    await set('scanner', 'serial:/dev/ttyS98')
    const taken = { code: 'port-taken', message: 'The scanner of this station is set up there already.' }
    await expect(set('scale', 'serial:/dev/ttyS98')).rejects.toMatchObject(taken)
    const search = async (address = 'serial:/dev/ttyS98') =>
      await station.handlers['device:find-scale']({ address }, { traceId: 'req_test', pageId: 'page-1' })
    await expect(search()).rejects.toMatchObject(taken)
    await set('scanner', 'serial:/dev/ttyS98?baud=115200')

    for (const path of ['/etc/passwd', '/tmp', '/dev/null', '/dev/tty', '/dev/ptmx', '/dev/urandom']) {
      const refused = { code: 'bad-address', message: `${path} is no serial port.` }
      await expect(set('scale', `serial:${path}`)).rejects.toMatchObject(refused)
      await expect(search(`serial:${path}`)).rejects.toMatchObject(refused)
    }

    await set('printer', 'tcp:127.0.0.1:9')
    await expect(set('printer2', 'tcp:localhost:9')).rejects.toMatchObject({
      code: 'port-taken',
      message: 'The label printer of this station is set up there already.',
    })
    await set('printer2', 'tcp:127.0.0.1:10')
  } finally {
    await station.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
