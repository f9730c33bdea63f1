import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { contract } from '../../../src-shared/contract/contract.ts'
import { news } from '../../../src-shared/contract/news.ts'

/** Names of fields that say something is secret. `hasToken` and the like say only whether there is one. */
const secretName =
  /^(?!has|is).*(token|secret|password|passphrase|api_?key|authorization|credential|pepper|(^|_)pin($|_))/i

function fieldNames(schema: z.ZodType): string[] {
  const names: string[] = []
  JSON.stringify(z.toJSONSchema(schema, { unrepresentable: 'any' }), (key, value: unknown) => {
    if (key === 'properties' && typeof value === 'object' && value !== null) names.push(...Object.keys(value))
    return value
  })
  return names
}

describe('what crosses to the screen', () => {
  it.each(Object.entries(contract).map(([ask, { gives }]) => [ask, gives] as const))(
    'S08 holds no secret in the reply of %s',
    (_ask, gives) => {
      expect(fieldNames(gives).filter((name) => secretName.test(name))).toEqual([])
    },
  )

  it.each(Object.entries(news))('S08 holds no secret in the news %s', (_topic, body) => {
    expect(fieldNames(body).filter((name) => secretName.test(name))).toEqual([])
  })

  it('S08 would notice one', () => {
    const leaky = z.object({ store: z.object({ accessToken: z.string() }) })
    expect(fieldNames(leaky).filter((name) => secretName.test(name))).toEqual(['accessToken'])
    expect(fieldNames(contract['setup:state'].gives)).toContain('hasToken')
  })
})
