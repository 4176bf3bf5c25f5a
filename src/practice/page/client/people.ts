/** Being somebody else: everyone by office, with what has come for them. */
import type { PagePerson } from '../shapes.ts'
import { openDialog } from './dialog.ts'
import { h } from './dom.ts'
import { avatar, countOf } from './message-items.ts'
import { act, become, now } from './store.ts'

export function peopleDialog(): void {
  const { people, me } = now()
  const groups = [...new Set(people.map(({ group }) => group))]
  const mine = people.find(({ id }) => id === me)
  const body = h(
    'div',
    { class: 'people' },
    ...groups.flatMap((group) => [
      h('h3', {}, group),
      h(
        'ul',
        {},
        ...people
          .filter((one) => one.group === group)
          .map((one) =>
            h(
              'li',
              {},
              choice(one, one.id === me, () => dialog.close()),
            ),
          ),
      ),
    ]),
    mine !== undefined && settings(mine),
  )
  const dialog = openDialog('Who are you?', body, 'wide')
  body.querySelector<HTMLElement>('[aria-current]')?.focus()
}

const choice = (person: PagePerson, here: boolean, done: () => void): HTMLElement =>
  h(
    'button',
    {
      type: 'button',
      class: here ? 'person here' : 'person',
      'aria-current': here ? 'true' : null,
      onclick: () => {
        done()
        become(person.id)
      },
    },
    avatar(person.id, person.name, false),
    h(
      'span',
      { class: 'person-words' },
      h('strong', {}, person.name),
      h('span', { class: 'small' }, person.office),
    ),
    person.unread > 0 && h('span', { class: 'badge' }, `${countOf(person.unread)} new`),
  )

/** What a person can set in their own account. */
function settings(person: PagePerson): HTMLElement {
  const tick = (label: string, checked: boolean, run: (on: boolean) => void): HTMLElement => {
    const input = h('input', { type: 'checkbox', checked, onchange: () => run(input.checked) })
    return h('label', { class: 'option' }, input, h('span', {}, label))
  }
  return h(
    'fieldset',
    { class: 'own-settings' },
    h('legend', {}, `${person.name}’s own settings`),
    tick('Shut direct messages from server members', person.dmsShut, (shut) => void act('dms', { shut })),
    tick(
      'Have the bot added to the account, so that its commands work everywhere',
      person.appAdded,
      (added) => void act('app', { added }),
    ),
  )
}
