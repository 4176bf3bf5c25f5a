import { expect, test } from 'vitest'
import { hideReferences } from '../../src/discord/render/hide-references.ts'

test('A5 references of earlier matters are taken out of every word of a card, and buttons go on working', () => {
  const card = {
    content: 'It counts 2026-003 and 2026-004.',
    embeds: [{ title: 'Case 2026-009', fields: [{ name: 'Why', value: '2026-003: a warning (2026-0031)' }] }],
    components: [{ type: 1, components: [{ type: 2, label: 'See 2026-003', custom_id: 'x:1:2026-003' }] }],
  }
  expect(hideReferences(card, new Set(['2026-003']))).toEqual({
    content: 'It counts an earlier matter and 2026-004.',
    embeds: [
      {
        title: 'Case 2026-009',
        fields: [{ name: 'Why', value: 'an earlier matter: a warning (2026-0031)' }],
      },
    ],
    components: [
      { type: 1, components: [{ type: 2, label: 'See an earlier matter', custom_id: 'x:1:2026-003' }] },
    ],
  })
  expect(hideReferences('C2026-003 and A2026-003', new Set(['2026-003']))).toBe('C2026-003 and A2026-003')
})
