import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { type DataFolder, openDataFolder } from '../../src/storage/data-folder.ts'
import { SERVER, tempFolder } from '../support/temp-register.ts'

function taken(dir: string): DataFolder {
  const folder = openDataFolder(dir)
  if (!folder.ok) throw new Error(folder.message)
  onTestFinished(() => folder.release())
  return folder
}

/** A real process that takes the folder and keeps it; its first line says how that went. */
async function otherProcess(dir: string) {
  const program = `
    import { openDataFolder } from '${join(import.meta.dirname, '../../src/storage/data-folder.ts')}'
    const folder = openDataFolder(process.argv[1])
    console.log(folder.ok ? 'taken' : folder.message)
    setInterval(() => globalThis.gc?.(), 5)`
  const child = spawn(process.execPath, ['--expose-gc', '--input-type=module', '-e', program, dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [said] = (await once(createInterface(child.stdout), 'line')) as [string]
  return {
    said,
    async kill() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

test('J1 a second process on the same data folder is refused, until the first ends however it ends', async () => {
  const dir = join(tempFolder(), 'data')
  const first = await otherProcess(dir)
  expect(first.said).toBe('taken')
  const before = readdirSync(dir)

  const second = await otherProcess(dir)
  expect(second.said).toMatch(/^Another process is already working on .+ DATA_DIR .+\.$/)
  expect(second.said).toContain(dir)
  expect(openDataFolder(dir)).toMatchObject({ ok: false })
  expect(readdirSync(dir)).toEqual(before)

  await first.kill()
  expect((await otherProcess(dir)).said).toBe('taken')
})

test('J1 the folder is free again once it is released, and not before', () => {
  const dir = tempFolder()
  const folder = taken(dir)
  expect(openDataFolder(dir)).toMatchObject({ ok: false })
  folder.release()
  taken(dir)
})

test('J1 a data folder that cannot be written is refused in one line', () => {
  const dir = tempFolder()
  writeFileSync(join(dir, 'file'), '')
  for (const bad of [join(dir, 'file'), join(dir, 'file', 'data'), '/proc/none', '/proc']) {
    const result = openDataFolder(bad)
    if (result.ok) throw new Error(`took ${bad}`)
    expect(result.message).toMatch(
      /^The data folder [^\n]+ cannot be written \([^\n]+\)[^\n]+DATA_DIR[^\n]+\.$/,
    )
    expect(result.message).not.toContain('undefined')
  }
})

test('N4 one folder a CLP, named by its server', () => {
  const dir = tempFolder()
  const folder = taken(dir)
  expect(folder.servers()).toEqual([])
  expect(folder.clpFile(SERVER)).toBe(join(dir, SERVER, 'register.db'))
  for (const wrong of ['', '..', '../../etc', '12', `${SERVER}/x`])
    expect(() => folder.clpFile(wrong)).toThrow(RangeError)

  mkdirSync(join(dir, SERVER))
  mkdirSync(join(dir, 'exports'))
  writeFileSync(join(dir, 'exports', 'register.db'), '')
  expect(folder.servers()).toEqual([])
  writeFileSync(folder.clpFile(SERVER), '')
  expect(folder.servers()).toEqual([SERVER])
})

test('J1 a register that is gone but for its journal still counts as one', () => {
  const folder = taken(tempFolder())
  mkdirSync(join(folder.dir, SERVER))
  writeFileSync(`${folder.clpFile(SERVER)}-wal`, '')
  expect(folder.servers()).toEqual([SERVER])
})
