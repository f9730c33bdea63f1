import { type ScaleProtocolId, scaleProtocolIds } from '../../../../src-main/device/scale/protocols.ts'
import type { VoiceName } from '../../../../src-main/training/device/scale-voice.ts'

/** What the dialects of a protocol are set up as. */
const dialects: Record<Exclude<VoiceName, ScaleProtocolId>, ScaleProtocolId> = {
  'nci-ecr': 'nci',
  'a-and-d-mt': 'a-and-d',
  'a-and-d-dp': 'a-and-d',
  'a-and-d-csv': 'a-and-d',
  'toledo-weight-only': 'toledo-8217',
}

/** Every way a virtual scale can speak. */
export const voiceNames = [...scaleProtocolIds, ...Object.keys(dialects)] as VoiceName[]

/** The protocol with which the station understands it. */
export function protocolOf(voice: VoiceName): ScaleProtocolId {
  return voice in dialects ? dialects[voice as keyof typeof dialects] : (voice as ScaleProtocolId)
}
