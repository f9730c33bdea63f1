import { parentPort } from 'node:worker_threads'
import { getApi } from 'zpl-renderer-js'
import type { PreviewAnswer, PreviewJob } from './preview.ts'

/** The thread that turns ZPL into a picture: one render keeps a thread busy for a tenth of a second and more. */
parentPort?.on('message', (job: PreviewJob) => {
  void render(job).then((answer) => parentPort?.postMessage(answer))
})

async function render(job: PreviewJob): Promise<PreviewAnswer> {
  try {
    const api = await getApi()
    const base64 = await api.zplToBase64Async(job.zpl, job.widthMm, job.heightMm, job.dotsPerMm)
    return { is: 'drawn', id: job.id, png: new Uint8Array(Buffer.from(base64, 'base64')) }
  } catch (thrown) {
    return { is: 'failed', id: job.id, why: thrown instanceof Error ? thrown.message : String(thrown) }
  }
}
