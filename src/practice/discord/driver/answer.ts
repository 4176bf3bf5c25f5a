/** What a person sees after a command, a press or a form: live, so that later edits and follow-ups show. */
import { InteractionResponseType as R } from 'discord-api-types/v10'
import type { GatewayControl } from '../gateway.ts'
import { ANSWER_WITHIN_MS } from '../interactions.ts'
import { seeMessage, type SeenButton, type SeenFile, type SeenMessage, type SeenSelect } from '../seen.ts'
import type { InteractionState } from '../state.ts'
import type { World } from '../world.ts'
import { seeForm, type SeenForm } from './form.ts'

/** What Discord shows when nothing came within three seconds. */
const NO_ANSWER = 'The application did not respond'

/** How long a deferred answer is waited for, in real milliseconds. */
const DEFERRED_WITHIN_MS = 15_000

export interface Choice {
  name: string
  value: string | number
}

export interface Answer {
  readonly interactionId: string
  /** Set when no answer came in time. */
  readonly failed: string | undefined
  /** The message that answers: a new one, or the one that was changed. Undefined for forms and failures. */
  readonly message: SeenMessage | undefined
  readonly ephemeral: boolean
  readonly content: string
  /** Everything that can be read in the answer: message or form, and what followed. */
  readonly text: string
  readonly embeds: Record<string, unknown>[]
  readonly components: Record<string, unknown>[]
  readonly buttons: SeenButton[]
  readonly selects: SeenSelect[]
  readonly files: SeenFile[]
  /** The form that opened. */
  readonly modal: SeenForm | undefined
  /** Still "thinking": the answer was put off and has not come. */
  readonly deferred: boolean
  /** Whether it changed the message whose button was pressed, at once or later. */
  readonly updated: boolean
  readonly choices: Choice[]
  readonly followUps: SeenMessage[]
}

/** The answer to an interaction, as it stands whenever it is looked at. */
function answerTo(world: World, interaction: InteractionState): Answer {
  const message = (): SeenMessage | undefined => {
    const state = world.messages.get(interaction.originalMessageId ?? '')
    return state === undefined || state.deleted ? undefined : seeMessage(world, state)
  }
  const followUps = (): SeenMessage[] =>
    interaction.followUpIds
      .map((id) => world.messages.get(id))
      .filter((state) => state !== undefined && !state.deleted)
      .map((state) => seeMessage(world, state as NonNullable<typeof state>))
  const modal = (): SeenForm | undefined =>
    interaction.callbackType === R.Modal ? seeForm(interaction.id, interaction.callbackData) : undefined
  return {
    interactionId: interaction.id,
    get failed() {
      return interaction.expired ? NO_ANSWER : undefined
    },
    get message() {
      return message()
    },
    get ephemeral() {
      return message()?.ephemeral ?? false
    },
    get content() {
      return message()?.content ?? ''
    },
    get text() {
      const parts = [message()?.text, modal()?.text, ...followUps().map((follow) => follow.text)]
      return parts.filter((part) => part !== undefined && part !== '').join('\n')
    },
    get embeds() {
      return message()?.embeds ?? []
    },
    get components() {
      return message()?.components ?? []
    },
    get buttons() {
      return message()?.buttons ?? []
    },
    get selects() {
      return message()?.selects ?? []
    },
    get files() {
      return message()?.files ?? []
    },
    get modal() {
      return modal()
    },
    get deferred() {
      return interaction.thinking
    },
    get updated() {
      return (
        interaction.callbackType === R.UpdateMessage || interaction.callbackType === R.DeferredMessageUpdate
      )
    },
    get choices() {
      return (interaction.callbackData['choices'] ?? []) as Choice[]
    },
    get followUps() {
      return followUps()
    },
  }
}

/**
 * Waits for the answer: three real seconds for the first one, then, if it was put off, until it comes, the bot's
 * connection is lost or fifteen seconds are over.
 */
export async function awaitAnswer(
  world: World,
  gateway: GatewayControl,
  interaction: InteractionState,
): Promise<Answer> {
  const answered = await settled(world, ANSWER_WITHIN_MS, () => {
    if (interaction.callbackType !== undefined) return true
    return !gateway.hasSession(interaction.applicationId)
  })
  if (!answered || interaction.callbackType === undefined) {
    interaction.expired = true
    world.changed({ kind: 'interaction', interaction })
    return answerTo(world, interaction)
  }
  await settled(world, DEFERRED_WITHIN_MS, () => {
    const original = world.messages.get(interaction.originalMessageId ?? '')
    return (
      !interaction.thinking ||
      original?.deleted === true ||
      !gateway.connected().includes(interaction.applicationId)
    )
  })
  return answerTo(world, interaction)
}

/** Resolves to true once `isSo` holds after some change, to false after that many real milliseconds. */
export function settled(world: World, withinMs: number, isSo: () => boolean): Promise<boolean> {
  if (isSo()) return Promise.resolve(true)
  return new Promise((resolve) => {
    const finish = (result: boolean): void => {
      clearTimeout(timer)
      stop()
      resolve(result)
    }
    const timer = setTimeout(() => finish(isSo()), withinMs)
    const stop = world.watch(() => {
      if (isSo()) finish(true)
    })
  })
}
