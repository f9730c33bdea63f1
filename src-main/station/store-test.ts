import type { Gives, Taken } from '../../src-shared/contract/contract.ts'
import { StationError } from '../../src-shared/failure.ts'
import type { Bench } from '../bench.ts'
import { openAllowance } from '../lightspeed/allowance.ts'
import type { Answer } from '../lightspeed/answer.ts'
import { openLightspeed } from '../lightspeed/lightspeed.ts'
import { readStoreUrl } from '../lightspeed/store-url.ts'

export type ConnectWish = Taken<'setup:connect'>

/**
 * Asks a store who it is, changing nothing there or here.
 * @throws StationError that says whether the address or the token is wrong, or the network.
 */
export async function testStore(
  bench: Pick<Bench, 'clock' | 'log'>,
  wish: Taken<'setup:test-store'>,
): Promise<Gives<'setup:test-store'>> {
  const url = readStoreUrl(wish.url)
  const allowance = openAllowance({ clock: bench.clock })
  const token = wish.token.trim()
  if (token === '')
    throw new StationError('no-token', 'There is no token.', 'Paste the personal token of the store.')
  const lightspeed = openLightspeed(
    { url, apiVersion: wish.apiVersion, token: () => token, userAgent: 'ConsignmentStation/setup' },
    { clock: bench.clock, log: bench.log, allowance },
  )
  try {
    const retailer = must(await lightspeed.retailer({ priority: 'bench' }))
    const outlets = must(await lightspeed.outlets({ deleted: false }, { priority: 'bench' }))
    const registers = must(await lightspeed.registers({ deleted: false }, { priority: 'bench' }))
    return {
      storeName: retailer.name,
      outlets: outlets.rows.filter((row) => row.deletedAt === null).map(({ id, name }) => ({ id, name })),
      registers: registers.rows.length,
      allowance: allowance.state().limit,
    }
  } finally {
    await lightspeed.close()
  }
}

function must<T>(answer: Answer<T>): T {
  switch (answer.is) {
    case 'answer':
      return answer.value
    case 'unauthorised':
      throw new StationError(
        'token-refused',
        'The store does not take this token.',
        'Copy the token again; it may have been deleted.',
      )
    case 'forbidden':
      throw new StationError(
        'token-limited',
        `The token may not read this: ${answer.say}`,
        'Give it the rights named in the README.',
      )
    case 'offline':
      throw new StationError(
        'store-not-reached',
        `The store was not reached: ${answer.why}`,
        'Check the address and the network.',
        { retryable: true },
      )
    case 'limited':
      throw new StationError(
        'store-busy',
        'The store takes no more calls for now.',
        'Try again in some minutes.',
        { retryable: true },
      )
    case 'refused':
      throw new StationError('store-refused', `The store refused: ${answer.say}`, 'Check the address.')
    case 'no-answer':
      throw new StationError(
        'store-no-answer',
        `No answer that a store would give: ${answer.why}`,
        'Check the address and the network.',
        { retryable: true },
      )
  }
}
