import type { Clock } from '../../clock.ts'
import { seeded } from './seeded.ts'

/** A program that was registered with the vendor. */
export type SandboxApp = { clientId: string; clientSecret: string; redirectUri: string }

export type SandboxSignIn = {
  /** Why the sign-in page does not even ask, and sends the browser nowhere; null when it asks. */
  refusal(asked: URLSearchParams): string | null
  /** Where the browser is sent once the person said yes, or no. */
  authorise(asked: URLSearchParams, saysYes: boolean): string
  /** What the token endpoint answers to a form. */
  token(form: URLSearchParams): { status: number; json: Record<string, unknown> }
  isGood(access: string): boolean
  /** How many pairs were given out. */
  given(): number
  /** Every access token is refused from now on, as at the end of its life; refresh tokens stay good. */
  endAccess(): void
  /** Somebody removed the program in the web application: nothing is good any more. */
  remove(): void
}

const codeLifeMs = 10 * 60_000
const windowMs = 300_000

/**
 * Sign-in by the authorisation code grant as the vendor documents it since 2025: codes serve once within ten minutes,
 * a refresh ends the old refresh token and the access token that came with it, scope is demanded, and the endpoint has a
 * small allowance of its own. Source: x-series-api.lightspeedhq.com/docs/authorization
 */
export function sandboxSignIn(
  clock: Clock,
  seed: number,
  app: SandboxApp,
  { lifeSeconds, tokenCalls }: { lifeSeconds: number; tokenCalls: number },
): SandboxSignIn {
  const random = seeded(seed ^ 0x51617)
  const codes = new Map<string, { endsAt: number; scope: string }>()
  /** By refresh token. */
  const pairs = new Map<string, { access: string; endsAt: number; scope: string }>()
  let made = 0
  let given = 0
  let window = { startedAt: clock.mono(), calls: 0 }

  function invented(head: string): string {
    made += 1
    return `${head}${Math.floor(random() * 2 ** 32).toString(36)}${made}`
  }
  const no = (status: number, error: string, description: string) => ({
    status,
    json: { error, error_description: description },
  })

  function pairFor(scope: string) {
    const pair = { access: invented('acc-'), endsAt: clock.mono() + lifeSeconds * 1000, scope }
    const refresh = invented('ref-')
    pairs.set(refresh, pair)
    given += 1
    return {
      status: 200,
      json: {
        access_token: pair.access,
        token_type: 'Bearer',
        expires: Math.floor(clock.now() / 1000) + lifeSeconds,
        expires_in: lifeSeconds,
        refresh_token: refresh,
        domain_prefix: 'sandbox',
        scope,
      },
    }
  }

  function isOverAllowance(): boolean {
    if (clock.mono() - window.startedAt >= windowMs) window = { startedAt: clock.mono(), calls: 0 }
    window.calls += 1
    return window.calls > tokenCalls
  }

  return {
    refusal(asked) {
      if (asked.get('client_id') !== app.clientId) return 'Unknown application'
      if (asked.get('redirect_uri') !== app.redirectUri) return 'Unknown redirect address'
      return (asked.get('state') ?? '').length < 8 ? 'state must have at least 8 characters' : null
    },
    authorise(asked, saysYes) {
      const state = asked.get('state') ?? ''
      const back = (found: Record<string, string>) =>
        `${app.redirectUri}?${new URLSearchParams({ ...found, state }).toString()}`
      const scope = asked.get('scope') ?? ''
      if (asked.get('response_type') !== 'code') return back({ error: 'unsupported_response_type' })
      if (scope.trim() === '' || !saysYes) return back({ error: 'access_denied' })
      const code = invented('code-')
      codes.set(code, { endsAt: clock.mono() + codeLifeMs, scope })
      return back({ code, domain_prefix: 'sandbox', scope })
    },
    token(form) {
      if (isOverAllowance()) return no(429, 'too_many_requests', 'Rate limiting enforced')
      if (form.get('client_id') !== app.clientId || form.get('client_secret') !== app.clientSecret) {
        return no(401, 'invalid_client', 'Client authentication failed')
      }
      if (form.get('grant_type') === 'authorization_code') {
        const code = form.get('code') ?? ''
        const found = codes.get(code)
        codes.delete(code)
        if (!found || found.endsAt < clock.mono() || form.get('redirect_uri') !== app.redirectUri) {
          return no(400, 'invalid_grant', 'The code is invalid.')
        }
        return pairFor(found.scope)
      }
      if (form.get('grant_type') !== 'refresh_token') {
        return no(400, 'unsupported_grant_type', 'The grant type is not supported.')
      }
      const refresh = form.get('refresh_token') ?? ''
      const old = pairs.get(refresh)
      if (!old) return no(400, 'invalid_grant', 'The refresh token is invalid.')
      pairs.delete(refresh)
      return pairFor(old.scope)
    },
    isGood: (access) =>
      [...pairs.values()].some((pair) => pair.access === access && pair.endsAt > clock.mono()),
    given: () => given,
    endAccess() {
      for (const pair of pairs.values()) pair.endsAt = Number.NEGATIVE_INFINITY
    },
    remove() {
      pairs.clear()
      codes.clear()
    },
  }
}
