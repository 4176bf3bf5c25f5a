/** `/interactions/…/callback` and the webhook of an interaction's token. */
import {
  answerInteraction,
  answerOf,
  deleteAnswer,
  editAnswer,
  followUp,
  interactionOfToken,
  type CallbackBody,
} from '../interactions.ts'
import { viewMessage } from '../message-view.ts'
import type { MessagePayload } from '../messages.ts'
import { NOTHING, ok, openRoute, param, payloadOf, type RequestContext, type Route } from '../router.ts'
import type { InteractionState } from '../state.ts'
import type { Json } from '../views.ts'
import type { World } from '../world.ts'

const interactionOf = (context: RequestContext): InteractionState =>
  interactionOfToken(context.world, param(context, 'application'), param(context, 'token'))

function viewCallback(world: World, interaction: InteractionState): Json {
  const { callbackType: type = 0, originalMessageId } = interaction
  const message = type === 6 ? undefined : world.messages.get(originalMessageId ?? '')
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      response_message_loading: interaction.thinking,
      ...(message === undefined
        ? {}
        : {
            response_message_id: message.id,
            response_message_ephemeral: message.ephemeralFor !== undefined,
          }),
    },
    resource: { type, ...(message === undefined ? {} : { message: viewMessage(world, message) }) },
  }
}

export const interactionRoutes: Route[] = [
  openRoute('POST /interactions/:interaction/:token/callback', (context) => {
    const body = payloadOf<CallbackBody>(context)
    const id = param(context, 'interaction')
    const interaction = answerInteraction(context.world, id, param(context, 'token'), body, context.files)
    if (context.query.get('with_response') !== 'true') return NOTHING
    return ok(viewCallback(context.world, interaction))
  }),
  openRoute('POST /webhooks/:application/:token', (context) => {
    const message = followUp(
      context.world,
      interactionOf(context),
      payloadOf<MessagePayload>(context),
      context.files,
    )
    return ok(viewMessage(context.world, message))
  }),
  openRoute('GET /webhooks/:application/:token/messages/:message', (context) =>
    ok(
      viewMessage(context.world, answerOf(context.world, interactionOf(context), param(context, 'message'))),
    ),
  ),
  openRoute('PATCH /webhooks/:application/:token/messages/:message', (context) => {
    const payload = payloadOf<MessagePayload>(context)
    const interaction = interactionOf(context)
    const message = editAnswer(context.world, interaction, param(context, 'message'), payload, context.files)
    return ok(viewMessage(context.world, message))
  }),
  openRoute('DELETE /webhooks/:application/:token/messages/:message', (context) => {
    deleteAnswer(context.world, interactionOf(context), param(context, 'message'))
    return NOTHING
  }),
]
