import { createTheme, MantineProvider } from '@mantine/core'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Bridge } from '../../src-shared/contract/contract.ts'
import { BridgeContext, useAsk } from '../station.tsx'
import { keepZone } from '../zone.ts'
import { Broken } from './broken.tsx'
import { Frame } from './frame.tsx'

const theme = createTheme({ fontFamily: 'var(--font)', respectReducedMotion: true, cursorType: 'pointer' })

export function App({ bridge, client }: { readonly bridge: Bridge; readonly client: QueryClient }) {
  return (
    <QueryClientProvider client={client}>
      <BridgeContext value={bridge}>
        <Look>
          <Broken>
            <Frame />
          </Broken>
        </Look>
      </BridgeContext>
    </QueryClientProvider>
  )
}

/** Light or dark by the station's setting, or by the computer's. Nothing here may put a style element on the page: the policy forbids it. */
function Look({ children }: { readonly children: ReactNode }) {
  const frame = useAsk('frame:state', {})
  keepZone(frame.data?.timeZone ?? null)
  const chosen = frame.data?.theme ?? 'system'
  return (
    <MantineProvider
      theme={theme}
      withCssVariables={false}
      withGlobalClasses={false}
      defaultColorScheme="auto"
      {...(chosen === 'system' ? {} : { forceColorScheme: chosen })}
    >
      {children}
    </MantineProvider>
  )
}
