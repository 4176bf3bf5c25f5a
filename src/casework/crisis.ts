import { isBlank, quote } from '../letters/plain-text.ts'
import { holdsAt, type Office, type OfficeHolding } from '../policy/offices.ts'
import type { Actor } from './actor.ts'
import { officeInWords } from './appoint.ts'
import { authorise } from './authorise.ts'
import type { Clp } from './ports.ts'
import { record } from './record.ts'
import { refuse, type Result } from './refusal.ts'
import { closeTask, ownTask, raiseTask } from './tasks.ts'
import { tellPeople } from './tell-officers.ts'

/** Whom a crisis reaches: the SM Officer; where there is none Secretary and Chair, and last the EC (D10). */
const REACHED: Office[][] = [
  ['sm_officer'],
  ['secretary', 'chair'],
  ['trusted_ec_officer', 'ec_member'],
  ['admin'],
]

/** `/crisis`: reaches the SM Officer at once, by DM, whatever the hour (D10). Gives the offices that it reached. */
export const raiseCrisis = (clp: Clp, actor: Actor, what: string): Promise<Result<{ reached: Office[] }>> =>
  clp.transact(async (s): Promise<Result<{ reached: Office[] }>> => {
    const may = await authorise(clp, s, actor, 'crisis')
    if (!may.ok) return may
    if (isBlank(what)) return refuse({ why: 'input', problems: ['Say in a few words what is happening.'] })
    const now = clp.clock.now()
    const others = may.holdings.filter((h) => h.person !== null && h.person !== actor.id && holdsAt(h, now))
    const offices = REACHED.find((some) => others.some((h) => some.includes(h.office)))
    if (!offices)
      return refuse({
        why: 'not_now',
        because: 'Nobody else holds an office here, so there is nobody to tell. In danger call 999.',
      })
    await record(clp, s, {
      actor,
      as: may.as,
      action: 'crisis.raised',
      line: 'Raised a crisis',
      details: { what },
    })
    await raiseTask(clp, s, {
      kind: 'crisis',
      matter: null,
      offices,
      platform: null,
      subject: actor.id,
      text: `**A crisis.** <@${actor.id}> (${officeInWords(may.as as Office)}) asks for help now. They wrote:\n${quote(what, 1400)}`,
    })
    return { ok: true, reached: offices.filter((o) => others.some((h) => h.office === o)) }
  })

const EC_OFFICES: Office[] = ['chair', 'secretary', 'trusted_ec_officer', 'ec_member']

/** *Pass on*: to the EC officer whom they name, who gets it at once; whoever asked is told to whom, by office (D10). */
export const passOnCrisis = (
  clp: Clp,
  actor: Actor,
  taskId: number,
  person: string,
): Promise<Result<{ office: Office }>> =>
  clp.transact(async (s): Promise<Result<{ office: Office }>> => {
    const own = await ownTask(clp, s, actor, taskId)
    if (!own.ok) return own
    const { task, as } = own
    if (task.kind !== 'crisis') return refuse({ why: 'no_such_matter' })
    const office = ecOffice(await s.holdings(), clp.clock.now(), person)
    if (!office)
      return refuse({
        why: 'input',
        problems: ['Choose someone who holds an office of the EC. See `/officer list`.'],
      })
    if (person === task.subject)
      return refuse({ why: 'input', problems: ['They raised it themselves. Choose somebody else.'] })
    await record(clp, s, {
      actor,
      as,
      action: 'crisis.passed_on',
      line: `Passed a crisis on to an officer of the EC: ${officeInWords(office)}`,
      details: { person, office },
    })
    await closeTask(clp, s, task, actor, as, `passed on to the ${officeInWords(office)}`)
    await tellPeople(
      clp,
      s,
      [person],
      null,
      `<@${actor.id}> passed this on to you. Please deal with it now.\n${task.text}`,
      'at_once',
    )
    if (task.subject !== null)
      await tellPeople(
        clp,
        s,
        [task.subject],
        null,
        `The crisis that you raised was passed on to an officer of the EC: ${officeInWords(office)}. They have what you wrote and get in touch with you.`,
        'at_once',
      )
    return { ok: true, office }
  })

/** The office of the EC that someone holds now, the first in the order of `EC_OFFICES`. */
const ecOffice = (holdings: OfficeHolding[], now: string, person: string): Office | undefined =>
  EC_OFFICES.find((o) => holdings.some((h) => h.person === person && h.office === o && holdsAt(h, now)))
