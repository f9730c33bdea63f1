import { readFile, realpath, stat } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { guardHeaders, isImageId, pageHeaders, servedPath, servedType } from './policy.ts'
import type { FileDoor } from './station-door.ts'

/** An answer of either host to a request for a page, a picture or a file. */
export type Served = { status: number; headers: Record<string, string>; body: Uint8Array | string }

const pageTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
}

/**
 * Serves `/image/<product id>`, `/photo/<photo id>`, `/file/<name>` and the renderer's own files; everything else is 404. Takes the encoded
 * path of the address, without the query.
 */
export async function serve(encodedPath: string, rendererFolder: string, files: FileDoor): Promise<Served> {
  const names = servedPath(encodedPath)
  if (!names) return notFound()
  const [first, second] = names
  if (names.length === 2 && second !== undefined) {
    if (first === 'image') return servePicture(second, files.image)
    if (first === 'photo') return servePicture(second, files.photo)
    if (first === 'file') return serveFile(second, files)
  }
  return servePage(names, rendererFolder)
}

async function servePicture(id: string, find: FileDoor['image']): Promise<Served> {
  const found = isImageId(id) ? await find(id) : null
  const type = found ? servedType(found.contentType) : ''
  if (!found || !type.startsWith('image/')) return notFound()
  return {
    status: 200,
    headers: { ...guardHeaders, 'Content-Type': type, 'Cache-Control': 'private, max-age=3600' },
    body: found.bytes,
  }
}

async function serveFile(name: string, files: FileDoor): Promise<Served> {
  const found = await files.file(name)
  if (!found) return notFound()
  const type = servedType(found.contentType)
  const shown = type === 'application/octet-stream' ? 'attachment' : 'inline'
  return {
    status: 200,
    headers: {
      ...guardHeaders,
      'Content-Type': type,
      'Content-Disposition': `${shown}; filename*=UTF-8''${encodeURIComponent(found.name)}`,
      'Cache-Control': 'no-store',
    },
    body: found.bytes,
  }
}

async function servePage(names: string[], rendererFolder: string): Promise<Served> {
  const path = await insideFolder(rendererFolder, names)
  const type = pageTypes[extname(names.at(-1) ?? '').toLowerCase()]
  if (path === null || type === undefined) return notFound()
  const isNamedByContent = names[0] === 'assets'
  return {
    status: 200,
    headers: {
      ...pageHeaders,
      'Content-Type': type,
      'Cache-Control': isNamedByContent ? 'private, max-age=31536000, immutable' : 'no-store',
    },
    body: await readFile(path),
  }
}

/** The real file that the names lead to; null when there is none or a link leads out of the folder. */
async function insideFolder(folder: string, names: string[]): Promise<string | null> {
  try {
    const root = await realpath(folder)
    const path = await realpath(join(root, ...names))
    return path.startsWith(root + sep) && (await stat(path)).isFile() ? path : null
  } catch (thrown) {
    if (isMissing(thrown)) return null
    throw thrown
  }
}

function isMissing(thrown: unknown): boolean {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG' || code === 'ELOOP'
}

export function notFound(): Served {
  return {
    status: 404,
    headers: { ...pageHeaders, 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
    body: 'Nothing here.',
  }
}
