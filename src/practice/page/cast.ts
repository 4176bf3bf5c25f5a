import type { SmallClp } from '../small-clp.ts'
import type { Onlookers } from './onlookers.ts'

/** Someone of the cast: what they are there for, and the heading that they stand under. */
export interface CastMember {
  id: string
  office: string
  group: string
}

/** Everyone one can be, in the order of the list. */
export function castOf(clp: SmallClp, onlookers: Onlookers): CastMember[] {
  const all = (ids: readonly string[], office: string, group: string): CastMember[] =>
    ids.map((id) => ({ id, office, group }))
  return [
    ...all(clp.admins, 'Admin', 'Admins'),
    { id: clp.secretary, office: 'Secretary', group: 'Officers' },
    { id: clp.chair, office: 'Chair', group: 'Officers' },
    { id: clp.smOfficer, office: 'Social Media Officer', group: 'Officers' },
    { id: clp.owner, office: 'Owner of the server', group: 'Officers' },
    ...clp.ec.map((id, index) => ({
      id,
      office: index === 0 ? 'EC member, trusted officer' : 'EC member',
      group: 'Executive Committee',
    })),
    ...all(clp.members, 'Member', 'Members'),
    { id: onlookers.banned, office: 'Banned from the server', group: 'Outside the CLP' },
    { id: onlookers.withApp, office: 'Left the server, has added the bot', group: 'Outside the CLP' },
    { id: onlookers.outsider, office: 'Member of the public', group: 'Outside the CLP' },
  ]
}
