/** Files that people pick, on their way to the server. */
import type { PageUpload } from '../shapes.ts'

function asBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(String(reader.result).replace(/^data:[^,]*,/, '')))
    reader.addEventListener('error', () => reject(new Error(`${file.name} cannot be read`)))
    reader.readAsDataURL(file)
  })
}

export function uploadsOf(files: FileList | null): Promise<PageUpload[]> {
  return Promise.all(
    [...(files ?? [])].map(async (file) => ({
      name: file.name,
      contentType: file.type,
      data: await asBase64(file),
    })),
  )
}
