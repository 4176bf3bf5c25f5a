import { defineConfig } from 'vitest/config'

/** `npm test` leaves out the long runs (`*.long.test.ts`); `npm run test:long` runs nothing else. */
export default defineConfig(({ mode }) => ({
  test: {
    include: [mode === 'long' ? 'test/**/*.long.test.ts' : 'test/**/*.test.ts'],
    exclude: mode === 'long' ? [] : ['test/**/*.long.test.ts'],
    // Tests start processes and open encrypted files, which threads of one process cannot do apart from each other.
    // They mostly wait for these processes, so more workers than the two cores of a small machine are quicker.
    globalSetup: ['test/support/bundle-bot.ts'],
    pool: 'forks',
    maxWorkers: 5,
    // what a file loads and compiles is there for the next: the tests share no state but that
    isolate: false,
    // far more than a test needs: what a test waits for has a limit of its own, and a busy machine is slow
    testTimeout: mode === 'long' ? 600_000 : 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
  },
}))
