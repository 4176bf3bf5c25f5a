import type { Cast } from './kinds.ts'
import type { View } from './view.ts'

/** Who one is in a step. */
export const member = (cast: Cast): string => cast.member
export const ada = ({ stage }: Cast): string => stage.clp.admins[0]
export const ben = ({ stage }: Cast): string => stage.clp.admins[1]
export const cleo = ({ stage }: Cast): string => stage.clp.admins[2]
export const secretary = ({ stage }: Cast): string => stage.clp.secretary
export const chair = ({ stage }: Cast): string => stage.clp.chair
export const ec =
  (n: 0 | 1 | 2 | 3 | 4) =>
  ({ stage }: Cast): string =>
    stage.clp.ec[n]
export const theClock = (): null => null

/** Someone's name as Discord shows it. */
export const nameOf = ({ stage }: Cast, id: string): string => stage.discord.world.user(id).globalName

/** The name of the member whom the exercise is about. */
export const theMember = (cast: Cast): string => nameOf(cast, cast.member)

/** Whether the log says that this person did that in the matter. */
export const did = (v: View, who: (cast: Cast) => string, ref: string, what: string): boolean =>
  v.logged(ref, nameOf(v.cast, who(v.cast)), what)
