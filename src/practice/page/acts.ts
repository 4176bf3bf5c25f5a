import { InteractionResponseType } from 'discord-api-types/v10'
import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import type { Answer } from '../discord/driver/answer.ts'
import { CannotDo } from '../discord/driver/cannot.ts'
import { type FormValue, type PickedFile, seeForm } from '../discord/driver/form.ts'
import type { Person } from '../discord/driver/person.ts'
import { DiscordError } from '../discord/errors.ts'
import { findInvite } from '../discord/invites.ts'
import { openDm } from '../discord/dms.ts'
import type { Session } from './session.ts'
import type { PageAnswer } from './shapes.ts'
import { viewForm } from './view-form.ts'

const id = z.string().regex(/^\d{1,20}$/)
const upload = z.object({
  name: z.string().min(1).max(260),
  contentType: z.string().max(200),
  data: z.base64(),
})
const optionValue = z.union([z.string(), z.number(), z.boolean(), upload])
const options = z.record(z.string(), optionValue)
const formValue = z.union([z.string(), z.boolean(), z.array(z.string()), z.array(upload)])

const picked = ({ name, contentType, data }: z.infer<typeof upload>): PickedFile => ({
  name,
  data: Buffer.from(data, 'base64'),
  ...(contentType === '' ? {} : { contentType }),
})

const given = (values: z.infer<typeof options>): Record<string, string | number | boolean | PickedFile> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'object' ? picked(value) : value]),
  )

const entered = (values: Record<string, z.infer<typeof formValue>>): Record<string, FormValue> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      Array.isArray(value)
        ? (value.map((one) => (typeof one === 'string' ? one : picked(one))) as string[] | PickedFile[])
        : value,
    ]),
  )

/** What the page is told of an answer; the message itself comes with the next state. */
function told(answer: Answer): PageAnswer {
  return {
    failed: answer.failed ?? null,
    form: answer.modal === undefined ? null : viewForm(answer.modal),
    message: answer.message?.id ?? null,
    channel: answer.message?.channelId ?? null,
  }
}

/** What Discord's client would not let a person do, in its words; anything else is a mistake of ours. */
export function refusalOf(error: unknown): string | undefined {
  if (error instanceof CannotDo) return error.message
  if (error instanceof DiscordError) return error.message
  return undefined
}

/**
 * Everything that a person does at their client, each a POST with JSON that says who does it (`as`). 400 for what is no
 * request of the page, 409 with `problem` for what Discord would not let this person do.
 */
export function actRoutes(session: () => Session): Hono {
  const routes = new Hono()

  const act = <S extends z.ZodRawShape>(
    path: string,
    shape: S,
    run: (person: Person, body: z.infer<z.ZodObject<S>>, at: Session) => unknown,
  ): void => {
    const schema = z.object({ as: id, ...shape })
    routes.post(path, async (c: Context) => {
      const parsed = schema.safeParse(await c.req.json().catch(() => undefined))
      if (!parsed.success) return c.json({ problem: 'That is no request of this page.' }, 400)
      const at = session()
      const { as } = parsed.data as { as: string }
      if (!at.cast.some((one) => one.id === as))
        return c.json({ problem: 'There is nobody of that id here.' }, 404)
      try {
        const done = await run(at.discord.as(as), parsed.data as never, at)
        return c.json((done ?? {}) as object)
      } catch (error) {
        const problem = refusalOf(error)
        if (problem === undefined) throw error
        return c.json({ problem }, 409)
      }
    })
  }

  const at = (message: string, where: Session): { id: string; channelId: string } => ({
    id: message,
    channelId: where.discord.world.messages.get(message)?.channelId ?? '',
  })

  act('/slash', { channel: id, command: z.string().max(120), options }, async (person, body) =>
    told(await person.slash({ channel: body.channel }, body.command, given(body.options))),
  )
  act(
    '/autocomplete',
    { channel: id, command: z.string().max(120), option: z.string(), typed: z.string().max(6000), options },
    async (person, { channel, command, option, typed, options: filled }) => {
      const others = Object.fromEntries(Object.entries(given(filled)).filter(([name]) => name !== option))
      return { choices: await person.autocomplete({ channel }, command, option, typed, others) }
    },
  )
  act('/press', { message: id, button: z.string().max(100) }, async (person, { message, button }, where) =>
    told(await person.press(at(message, where), button)),
  )
  act(
    '/choose',
    { message: id, select: z.string().max(100), values: z.array(z.string()).max(25) },
    async (person, { message, select, values }, where) =>
      told(await person.choose(at(message, where), select, values)),
  )
  act(
    '/submit',
    { form: id, values: z.record(z.string(), formValue) },
    async (person, { form, values }, where) => {
      const opened = where.discord.world.interactions.get(form)
      if (opened?.callbackType !== InteractionResponseType.Modal)
        throw new CannotDo('this form is not open any more')
      return told(await person.submit(seeForm(form, opened.callbackData), entered(values)))
    },
  )
  act('/message-menu', { message: id, name: z.string().max(40) }, async (person, { message, name }, where) =>
    told(await person.messageMenu(name, at(message, where))),
  )
  act(
    '/user-menu',
    { user: id, name: z.string().max(40), channel: id },
    async (person, { user, name, channel }) => told(await person.userMenu(name, user, { channel })),
  )
  act(
    '/say',
    { channel: id, text: z.string().max(4000), files: z.array(upload).max(10) },
    (person, { channel, text, files }) => ({ message: person.say({ channel }, text, files.map(picked)).id }),
  )
  act('/delete', { message: id }, (person, { message }, where) => person.deleteMessage(at(message, where)))
  act('/dismiss', { message: id }, (person, { message }, where) => {
    const found = where.discord.world.messages.get(message)
    if (found?.ephemeralFor !== person.id) throw new CannotDo('the message is not there for this person')
    found.vanished = true
    where.discord.world.changed()
  })
  act('/dm', { with: id }, (person, { with: other }, where) => ({
    channel: openDm(where.discord.world, person.id, other).id,
  }))
  act('/dms', { shut: z.boolean() }, (person, { shut }) => (shut ? person.shutDms() : person.openDms()))
  const reason = z.string().max(512)
  act('/ban', { server: id, user: id, reason }, (person, { server, user, reason: why }) =>
    person.ban(server, user, why === '' ? undefined : why),
  )
  act('/unban', { server: id, user: id }, (person, { server, user }) => person.unban(server, user))
  act('/leave', { server: id }, (person, { server }, where) => {
    if (where.discord.world.guild(server).ownerId === person.id)
      throw new CannotDo('the owner of a server cannot leave it')
    person.leave(server)
  })
  // As somebody who was given a link to it.
  act('/join', { server: id }, (person, { server }) => person.join(server))
  act('/invitation', { code: z.string().max(40) }, (person, { code }, where) => {
    const { guild } = findInvite(where.discord.world, code)
    person.join(guild.id, code)
    return { server: guild.name }
  })
  act('/app', { added: z.boolean() }, (person, { added }) =>
    added ? person.addAppToAccount() : person.removeAppFromAccount(),
  )
  return routes
}
