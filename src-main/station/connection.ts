import type { SignInFlow } from './sign-in-flow.ts'
import type { ConnectWish } from './store-test.ts'

/** What a person does with the connection as a whole; it may replace the place that is open. */
export type ConnectionDesk = {
  connect(wish: ConnectWish): Promise<void>
  signIn: SignInFlow
  signInConnect(outletId: string): Promise<void>
  signOut(reason: string): Promise<void>
  /** Puts what can be read of the damaged store in place of the one that was begun. */
  bringBack(): Promise<void>
}
