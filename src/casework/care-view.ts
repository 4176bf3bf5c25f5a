import type { ComplaintFile, PostingPause } from './matter-records.ts'
import type { Clp, Store } from './ports.ts'
import type { CaseFile } from './records.ts'

/** What can be done in a matter to look after people, beside deciding it: what the buttons of its card are drawn from. */
export interface Care {
  ref: string
  safeguarding: 'none' | 'raised' | 'advised'
  /** A post that could be removed (C8). */
  removable: boolean
  /** The post is not marked as perhaps illegal yet, and could be (C8). */
  markable: boolean
  /** A complaint of one member about another that could be mediated, or where its mediation stands (C5). */
  mediation: 'possible' | 'running' | null
  /** *Pause posting* is on, and could be pressed here (D11). */
  pausable: boolean
}

const DISCORD_ID = /^\d{17,20}$/

const pausableIn = (clp: Clp, platform: string, person: string | null, pauses: PostingPause[]): boolean =>
  clp.config.policy.complaints.pausePosting !== null &&
  platform === 'discord' &&
  person !== null &&
  DISCORD_ID.test(person) &&
  pauses.every((p) => p.renewedBy === null)

/** The same of a complaint. */
export async function careOfComplaint(clp: Clp, s: Store, file: ComplaintFile): Promise<Care> {
  const open = file.state !== 'closed'
  const running = file.state === 'mediating' && file.mediation?.state === 'running'
  return {
    ref: file.ref,
    safeguarding: file.safeguarding,
    removable:
      open && file.post !== null && file.removal?.state !== 'removed' && file.removal?.state !== 'gone',
    // also where it is closed: somebody may see it in an appeal, while the copy is still kept
    markable: file.post !== null && !file.illegal,
    mediation: running ? 'running' : open && mayBeMediated(file) ? 'possible' : null,
    pausable: open && pausableIn(clp, file.platform, file.respondent, await s.postingPauses(file.ref)),
  }
}

/** Whether a complaint is one of one member about another, and free for a mediation (C5). */
export const mayBeMediated = (file: ComplaintFile): boolean =>
  file.state === 'open' &&
  file.respondent !== null &&
  DISCORD_ID.test(file.respondent) &&
  !file.illegal &&
  file.safeguarding === 'none' &&
  file.proposal === null &&
  file.mediation === null &&
  mediated(file).length === 1

/** Those who complained for themselves and have not stopped. */
export const mediated = (file: ComplaintFile): string[] =>
  file.complainants
    .filter((c) => !c.onDuty && c.stoppedAt === null && c.person !== file.respondent)
    .map((c) => c.person)

/** The same of a case. */
export async function careOfCase(clp: Clp, s: Store, file: CaseFile): Promise<Care> {
  const open = file.state !== 'closed'
  return {
    ref: file.ref,
    safeguarding: file.safeguarding ?? 'none',
    removable: open && postsOf(clp, file).length > 0,
    markable: false,
    mediation: null,
    pausable: open && pausableIn(clp, file.platform, file.respondent, await s.postingPauses(file.ref)),
  }
}

/** The posts on this server that stand in the evidence of a case, as a menu handed them over (C8). */
export const postsOf = (clp: Clp, file: CaseFile): { channelId: string; messageId: string; link: string }[] =>
  file.evidence.flatMap((e) => {
    // only what a menu handed over has an author: a link that someone typed could lead to anybody's message
    const post = e.author === null ? null : postOfLink(clp.serverId, e.link)
    return post === null || e.link === null ? [] : [{ ...post, link: e.link }]
  })

const LINK = /^https:\/\/(?:(?:ptb|canary)\.)?discord\.com\/channels\/(\d{17,20})\/(\d{17,20})\/(\d{17,20})$/

/** Channel and message of a link to a post on a server; null for any other link. */
export function postOfLink(
  serverId: string,
  link: string | null,
): { channelId: string; messageId: string } | null {
  const [, server, channelId, messageId] = LINK.exec(link ?? '') ?? []
  return server === serverId && channelId && messageId ? { channelId, messageId } : null
}
