import { aAndD } from './protocol/a-and-d.ts'
import { adam } from './protocol/adam.ts'
import { cas } from './protocol/cas.ts'
import { casEcr } from './protocol/cas-ecr.ts'
import { casIndicator } from './protocol/cas-indicator.ts'
import { erte } from './protocol/erte.ts'
import { generic } from './protocol/generic.ts'
import { mtSics } from './protocol/mt-sics.ts'
import { nci } from './protocol/nci.ts'
import { ohaus } from './protocol/ohaus.ts'
import { radwag } from './protocol/radwag.ts'
import { sartoriusSbi } from './protocol/sartorius-sbi.ts'
import { sma } from './protocol/sma.ts'
import { brecknell, toledo8217 } from './protocol/toledo-8217.ts'
import { toledoContinuous } from './protocol/toledo-continuous.ts'
import type { ScaleProtocol } from './protocol.ts'

/** Every protocol the station speaks, by the name an address gives it. */
export const scaleProtocols = {
  'toledo-8217': toledo8217,
  brecknell,
  nci,
  'mt-sics': mtSics,
  'toledo-continuous': toledoContinuous,
  sma,
  'a-and-d': aAndD,
  ohaus,
  cas,
  'cas-ecr': casEcr,
  'cas-indicator': casIndicator,
  'sartorius-sbi': sartoriusSbi,
  adam,
  radwag,
  erte,
  generic,
} as const satisfies Record<string, ScaleProtocol>

export type ScaleProtocolId = keyof typeof scaleProtocols
export const scaleProtocolIds = Object.keys(scaleProtocols) as ScaleProtocolId[]
