import { plainName } from '../letters/plain-text.ts'
import { type Office } from '../policy/offices.ts'
import type { Actor } from './actor.ts'
import { DISCORD } from '../policy/platform.ts'
import type { Clp, Store } from './ports.ts'
import type { PlatformRecord } from './records.ts'
import { refuse, type Result } from './refusal.ts'
import { closeTask, ownTask, raiseTask } from './tasks.ts'

/** What has happened that calls for new passwords (L2). */
type Because = 'agm' | 'appointed' | 'ended'

const SINCE: Record<Because, string> = {
  agm: 'since an AGM was held',
  appointed: 'since somebody was appointed',
  ended: 'since somebody’s office has ended',
}

/** Those who work on every platform, or may have been given what opens it; the others hold no password (L2). */
const EVERYWHERE: Office[] = ['sm_officer', 'secretary', 'chair']

/**
 * After an AGM, and when an officer or admin is appointed or ends, the admins of each platform concerned get a task to
 * change its passwords (L2), once while one is open. This server has no password: there it is who holds which permission,
 * and somebody who is appointed changes nothing in that. The bot never asks for a password, nor keeps one.
 */
export async function askForPasswords(
  clp: Clp,
  s: Store,
  because: Because,
  who: { office: Office; platform: string | null } | null,
): Promise<number> {
  const concerned = (p: PlatformRecord): boolean => {
    if ((p.retiredAt ?? null) !== null) return false
    if (p.name === DISCORD && because === 'appointed') return false
    if (who === null || EVERYWHERE.includes(who.office)) return true
    return who.office === 'admin' && who.platform === p.name
  }
  const open = await s.openTasks({ kind: 'change_passwords' })
  let raised = 0
  for (const { name } of (await s.platforms()).filter(concerned)) {
    if (open.some((t) => t.platform === name)) continue
    raised += 1
    await raiseTask(clp, s, {
      kind: 'change_passwords',
      matter: null,
      offices: ['admin', 'sm_officer'],
      platform: name,
      subject: null,
      text: textFor(name, SINCE[because]),
    })
  }
  return raised
}

const textFor = (name: string, since: string): string =>
  name === DISCORD
    ? `This server: look at who can do what in it, ${since}. Under *Server Settings*, *Roles*, take *Administrator*, *Manage Server*, *Manage Roles*, *Manage Threads* and *Ban Members* from everyone who needs them no longer; \`/officer list\` says who is in office. Then press *Done*.`
    : `${plainName(name)}: change its passwords, ${since}. Sign out every device that is signed in, look at who can post or manage there, and give the new password to its admins alone, never by a message here: the bot asks for none and keeps none. \`/officer list\` says who they are. Then press *Done*.`

/** *Done* on such a task: a press and nothing typed, so that no password can get into the register (L2). */
export const passwordsChanged = (clp: Clp, actor: Actor, id: number): Promise<Result> =>
  clp.transact(async (s): Promise<Result> => {
    const own = await ownTask(clp, s, actor, id)
    if (!own.ok) return own
    const { task, as } = own
    if (task.kind !== 'change_passwords') return refuse({ why: 'no_such_matter' })
    const how = task.platform === DISCORD ? 'who can do what was looked at' : 'the passwords were changed'
    await closeTask(clp, s, task, actor, as, how)
    return { ok: true }
  })
