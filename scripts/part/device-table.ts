import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'

/** Ways to prove a device, in the order of the table's columns. */
const ways = ['vectors', 'virtual USB', 'PTY', 'network', 'print queue', 'real page', 'USB stack']
const families = ['Scanner', 'Scale', 'Label printer']

/** That the tests of a file show a device of this family to work by this protocol, and in which way they show it. */
export type Proof = { family: string; protocol: string; way: string; file: string }

/** Every proof declared by the test files below a folder. */
export function proofsIn(folder: string): Proof[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .toSorted()
    .flatMap((name) => proofsOf(join(folder, name), readFileSync(join(folder, name), 'utf8')))
}

/**
 * What one test file says it proves: lines `// proves: FAMILY | PROTOCOL; PROTOCOL | WAY`, each before its tests.
 * Throws an Error that names the file where a line says something unknown or stands before no test.
 */
export function proofsOf(file: string, text: string): Proof[] {
  return [...text.matchAll(/^\s*\/\/ proves: (.*)$/gm)].flatMap((line) => {
    const [family = '', protocols = '', way = ''] = (line[1] ?? '').split('|').map((part) => part.trim())
    const said = `${file}: "${line[0].trim()}"`
    if (!families.includes(family) || !ways.includes(way) || protocols === '')
      throw new Error(`${said} names no known family, protocol and way.`)
    if (!/\b(it|test)\b[.\w()!]*\(/.test(text.slice(line.index + line[0].length)))
      throw new Error(`${said} stands before no test.`)
    return protocols.split(';').map((protocol) => ({ family, protocol: protocol.trim(), way, file }))
  })
}

/** The table as Markdown, its links relative to the page it stands on. */
export function tableOf(proofs: readonly Proof[], page: string): string {
  const link = (file: string) => relative(dirname(page), file).split(sep).join('/')
  const nameOf = ({ family, protocol }: Proof) => `${family}|${protocol}`
  const rows = [...new Set(proofs.map(nameOf))]
    .toSorted((a, b) => familyAt(a) - familyAt(b) || a.localeCompare(b, 'en'))
    .map((name) => {
      const own = proofs.filter((proof) => nameOf(proof) === name)
      const cells = ways.map((way) => {
        const files = new Set(own.filter((proof) => proof.way === way).map(({ file }) => link(file)))
        return [...files].map((file, at) => `[${at === 0 ? 'yes' : 'and'}](${file})`).join(' ')
      })
      return [...name.split('|'), ...cells]
    })
  const head = ['device', 'protocol', ...ways]
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`.replaceAll(/ +\|/g, ' |'))
    .join('\n')
}

function familyAt(name: string): number {
  return families.indexOf(name.split('|')[0] ?? '')
}

const start = '<!-- made by scripts/device-table.mjs -->'
const end = '<!-- end -->'

/** A page with the table between its two marks replaced. */
export function withTable(page: string, table: string): string {
  const [before = '', rest = ''] = page.split(start)
  const after = rest.split(end)[1]
  if (after === undefined) throw new Error('The page has no place for the table.')
  return `${before}${start}\n\n${table}\n\n${end}${after}`
}
