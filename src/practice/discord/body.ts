/** Reading what a request carries: JSON, or a multipart form of JSON and files. */
import type { IncomingMessage } from 'node:http'
import type { UploadedFile } from './uploads.ts'

export interface ReadBody {
  body: unknown
  files: UploadedFile[]
}

/** Reads a request to its end. Throws SyntaxError when it is not what its content type says. */
export async function readBody(request: IncomingMessage): Promise<ReadBody> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const raw = Buffer.concat(chunks)
  const contentType = request.headers['content-type'] ?? ''
  if (contentType.startsWith('multipart/form-data')) return readMultipart(raw, contentType)
  if (raw.byteLength === 0) return { body: undefined, files: [] }
  return { body: JSON.parse(raw.toString('utf8')) as unknown, files: [] }
}

async function readMultipart(raw: Buffer, contentType: string): Promise<ReadBody> {
  const form = await new Response(new Uint8Array(raw), {
    headers: { 'content-type': contentType },
  }).formData()
  const files: UploadedFile[] = []
  let body: unknown
  for (const [field, value] of form) {
    if (typeof value === 'string') {
      if (field === 'payload_json') body = JSON.parse(value) as unknown
      continue
    }
    files.push({
      field,
      filename: value.name,
      contentType: value.type === '' ? undefined : value.type,
      bytes: new Uint8Array(await value.arrayBuffer()),
    })
  }
  return { body, files }
}
