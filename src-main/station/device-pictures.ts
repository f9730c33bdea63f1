import { Buffer } from 'node:buffer'
import type { DeviceCandidate } from '../../src-shared/model/device.ts'
import { testCode } from '../../src-shared/rule/test-code.ts'
import type { Candidate } from '../device/candidate.ts'
import { codePicture, setupCodePicture } from '../label/code-picture.ts'

/** What training offers besides the real devices. */
export const virtualDevice: DeviceCandidate = {
  address: 'virtual',
  say: 'The virtual device of training',
  roles: ['scanner', 'scale', 'printer', 'printer2'],
  wrongMode: null,
}

/** The test code for scanners that type. */
export async function testCodePicture(): Promise<{ text: string; pngBase64: string }> {
  return { text: testCode, pngBase64: Buffer.from(await codePicture(testCode)).toString('base64') }
}

/** A device as the set-up form offers it, with the bar code that sets it right drawn. */
export async function offered(candidate: Candidate): Promise<DeviceCandidate> {
  const { wrongMode, ...rest } = candidate
  if (wrongMode === null) return { ...rest, wrongMode }
  const { say, setupCode } = wrongMode
  const png = setupCode === null ? null : await setupCodePicture(setupCode)
  return { ...rest, wrongMode: { say, codePngBase64: png && Buffer.from(png).toString('base64') } }
}
