import { isBlank, quoteInFile } from '../letters/plain-text.ts'
import type { Actor } from './actor.ts'
import { keepFiles } from './keep-files.ts'
import type { ComplaintFile } from './matter-records.ts'
import type { Clp, Store } from './ports.ts'
import type { Report } from './report.ts'
import { filesThatFit } from './room-for-more.ts'

/**
 * What they wrote, and the files of post and form: of what may be illegal no file and no word of the post (C8). Words are
 * never refused (C9); gives how many of their files a matter has no room for.
 */
export async function addWords(
  clp: Clp,
  s: Store,
  actor: Actor,
  ref: string,
  r: Report,
  withPost: boolean,
): Promise<number> {
  const { reported } = r
  const file = (await s.complaintFile(ref)) as ComplaintFile
  const copied = !r.illegal && !file.illegal
  const quotedPost =
    withPost && reported
      ? `Reported post: ${reported.post.link}${copied ? `\n${quoteInFile(reported.post.text)}` : ''}`
      : ''
  const text = [r.what.trim(), r.where.trim() && `Where: ${r.where.trim()}`, quotedPost]
    .filter((part) => part !== '')
    .join('\n')
  if (!isBlank(text))
    await s.addMatterText(ref, {
      at: clp.clock.now(),
      by: actor.id,
      side: 'complainant',
      kind: withPost ? 'more' : 'grounds',
      text,
    })
  if (!copied) return 0
  // the post's own files are there already where others have reported it
  const ofPost = file.complainants.length === 1 || withPost ? (reported?.attachments ?? []) : []
  const theirs = filesThatFit({ parts: 0, files: file.files, by: actor.id }, r.files)
  await keepFiles(clp, s, ref, actor.id, withPost ? 'more' : 'report', [...ofPost, ...theirs])
  return r.files.length - theirs.length
}
