import { Dispatcher } from 'undici'
import { type ApiWorld, type Asked, answerAsked, strike } from './api.ts'
import { type Answered, answeredWith } from './deliver.ts'
import { faultOf } from './faults.ts'
import { buildSandbox, type SandboxOptions, type SandboxStore } from './sandbox-world.ts'

/** A process that speaks to the store: its calls can be counted, and it can die in the middle of them. */
export type Caller = {
  dispatcher: Dispatcher
  /** From now on nothing of it reaches the store, and no answer reaches it. */
  die(): void
}

export type InProcessSandbox = SandboxStore & {
  caller(): Caller
  /** Calls that are on their way to the store or back. */
  out(): number
  /** Whether its certificate is one that nobody takes. */
  refuseTls(is: boolean): void
}

const url = 'http://127.0.0.1:1'

/**
 * The sandbox without a socket: a client's calls come to the same rules, faults and ledger through an undici dispatcher,
 * on the clock it was given. For simulations of many days.
 */
export function openSandboxInProcess(options: SandboxOptions): InProcessSandbox {
  const line: Line = { isUp: true, isTrusted: true, out: 0 }
  const { world, store } = buildSandbox(options, {
    url: () => url,
    cable: async (to) => {
      line.isUp = to === 'up'
    },
  })
  return {
    ...store,
    url,
    out: () => line.out,
    refuseTls(is) {
      line.isTrusted = !is
    },
    caller() {
      const dispatcher = new InProcessDispatcher(world, line)
      return { dispatcher, die: () => dispatcher.die() }
    },
  }
}

type Line = { isUp: boolean; isTrusted: boolean; out: number }
/** One call on its way: over once it was answered, broken off or given up. */
type OneCall = { isOver: boolean }

class InProcessDispatcher extends Dispatcher {
  readonly #world: ApiWorld
  readonly #line: Line
  #isDead = false

  constructor(world: ApiWorld, line: Line) {
    super()
    this.#world = world
    this.#line = line
  }

  die(): void {
    this.#isDead = true
  }

  override dispatch(request: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    if (this.#isDead) return true
    this.#line.out += 1
    const call: OneCall = { isOver: false }
    void this.#carry(request, handler, call).finally(() => {
      this.#line.out -= 1
    })
    return true
  }

  async #carry(
    request: Dispatcher.DispatchOptions,
    handler: Dispatcher.DispatchHandler,
    call: OneCall,
  ): Promise<void> {
    const controller = controllerOf(call)
    const fail = (code: string) => {
      if (this.#isDead || call.isOver) return
      call.isOver = true
      handler.onResponseError?.(controller, Object.assign(new Error(code), { code }))
    }
    await Promise.resolve()
    if (!this.#line.isUp) return fail('ECONNREFUSED')
    if (!this.#line.isTrusted) return fail('CERT_HAS_EXPIRED')
    handler.onRequestStart?.(controller, null)
    if (call.isOver) return
    const answered = await this.#ask(request)
    if (this.#isDead || call.isOver) return
    if (answered === 'dropped' || answered.is === 'dropped') return fail('ECONNRESET')
    handler.onResponseStart?.(controller, answered.status, answered.headers, '')
    for (const bytes of answered.parts) {
      if (answered.everyMs > 0) await this.#wait(answered.everyMs)
      if (this.#isDead || call.isOver) return
      handler.onResponseData?.(controller, bytes)
    }
    if (answered.isCut) return fail('ECONNRESET')
    call.isOver = true
    handler.onResponseEnd?.(controller, {})
  }

  async #ask(request: Dispatcher.DispatchOptions): Promise<Answered | 'dropped'> {
    const headers = request.headers as Record<string, string>
    const asked: Asked = {
      method: request.method,
      address: new URL(request.path, url),
      authorization: headers.authorization ?? '',
    }
    const struck = strike(this.#world, asked)
    const text = typeof request.body === 'string' ? request.body : ''
    const sent = await answerAsked(this.#world, asked, text, struck)
    if (sent === 'dropped') return sent
    const lateMs = faultOf(struck, 'delay-answer')?.ms ?? 0
    if (lateMs > 0) await this.#wait(lateMs)
    return answeredWith(this.#world, struck, sent)
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.#world.state.clock.after(ms, resolve))
  }
}

/** What undici hands to a handler, as far as a client uses it. */
function controllerOf(call: OneCall): Dispatcher.DispatchController {
  return {
    aborted: false,
    paused: false,
    reason: null,
    rawHeaders: [],
    abort: () => {
      call.isOver = true
    },
    pause: () => undefined,
    resume: () => undefined,
  }
}
