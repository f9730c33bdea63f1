import type { Handlers } from '../host/door.ts'
import type { ConnectionDesk } from './connection.ts'

type SignInHandlers = Pick<Handlers, Extract<keyof Handlers, `setup:sign-${string}`>>

/** The requests of signing in and out. */
export function signInHandlers(desk: ConnectionDesk): SignInHandlers {
  return {
    'setup:sign-in': (taken) => desk.signIn.start(taken),
    'setup:sign-in-state': () => desk.signIn.view(),
    'setup:sign-in-cancel': async () => {
      await desk.signIn.cancel()
      return {}
    },
    'setup:sign-in-connect': async ({ outletId }) => {
      await desk.signInConnect(outletId)
      return {}
    },
    'setup:sign-out': async ({ reason }) => {
      await desk.signOut(reason)
      return {}
    },
  }
}
