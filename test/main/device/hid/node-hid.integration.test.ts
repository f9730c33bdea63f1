import { expect, it } from 'vitest'
import type { HidDeviceInfo } from '../../../../src-main/device/hid/hid-transport.ts'
import { nodeHid } from '../../../../src-main/device/hid/node-hid.ts'
import { PortError } from '../../../../src-main/device/port.ts'

const silent = { report: () => undefined, failed: () => undefined }
const nothing: HidDeviceInfo = {
  path: '/dev/hidraw-of-no-device',
  vendorId: 0x0c2e,
  productId: 0x0b6a,
  serialNumber: null,
  manufacturer: 'Honeywell',
  product: null,
  usagePage: 0x8c,
  usage: 2,
}

it("lists this machine's devices, or says in one sentence why it cannot", async () => {
  const found = await nodeHid()
    .list()
    .catch((error: unknown) => error)
  if (found instanceof PortError) expect(found.message).toMatch(/do not work on this computer/)
  else expect(found).toEqual(expect.any(Array))
})

it('refuses a device that is not there with a sentence that names it', async () => {
  const thrown = await nodeHid()
    .open(nothing, silent)
    .catch((error: unknown) => error)
  expect(thrown).toBeInstanceOf(PortError)
  expect(String(thrown)).toMatch(/do not work on this computer|The Honeywell could not be opened/)
})
