/** Rate limits: buckets per bot, route and major parameter, and the global limit, in real time. */
import { createHash } from 'node:crypto'

export interface RateLimitSettings {
  /** Requests that a bucket takes before it answers 429. */
  limit: number
  /** Seconds after which a bucket is empty again. */
  windowSeconds: number
  /** Overrides for some routes, by `METHOD /path/:pattern`. */
  routes: Record<string, { limit: number; windowSeconds: number }>
  /** Requests a second for all routes together, interactions apart. Discord's is 50. */
  globalPerSecond: number
}

export interface RateVerdict {
  headers: Record<string, string>
  /** Set when the request is one too many. */
  refused: { retryAfterSeconds: number; global: boolean } | undefined
}

interface Bucket {
  used: number
  resetsAt: number
}

/** Counts requests in real milliseconds; `simulatedNow` is only for the header that states the time of reset. */
export function createRateLimits(
  settings: RateLimitSettings,
  simulatedNow: () => Date,
  realNow: () => number = () => performance.now(),
): (routeName: string, major: string, caller: string) => RateVerdict {
  const buckets = new Map<string, Bucket>()

  const use = (key: string, windowSeconds: number): Bucket => {
    const now = realNow()
    const existing = buckets.get(key)
    const bucket =
      existing === undefined || existing.resetsAt <= now
        ? { used: 0, resetsAt: now + windowSeconds * 1000 }
        : existing
    bucket.used += 1
    buckets.set(key, bucket)
    return bucket
  }

  return (routeName, major, caller) => {
    const { limit, windowSeconds } = settings.routes[routeName] ?? settings
    const free = routeName.includes('/interactions/') || routeName.includes('/webhooks/')
    const whole = free ? undefined : use(`global ${caller}`, 1)
    const bucket = use(`${caller} ${routeName} ${major}`, windowSeconds)
    const resetAfter = Math.max(0, bucket.resetsAt - realNow()) / 1000
    const headers = {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(Math.max(0, limit - bucket.used)),
      'x-ratelimit-reset': (simulatedNow().getTime() / 1000 + resetAfter).toFixed(3),
      'x-ratelimit-reset-after': resetAfter.toFixed(3),
      'x-ratelimit-bucket': createHash('sha256').update(routeName).digest('hex').slice(0, 32),
    }
    if (whole !== undefined && whole.used > settings.globalPerSecond) {
      const retryAfterSeconds = Math.max(0, whole.resetsAt - realNow()) / 1000
      return {
        headers: { ...headers, 'x-ratelimit-global': 'true', 'x-ratelimit-scope': 'global' },
        refused: { retryAfterSeconds, global: true },
      }
    }
    if (bucket.used <= limit) return { headers, refused: undefined }
    return {
      headers: { ...headers, 'x-ratelimit-scope': 'user' },
      refused: { retryAfterSeconds: resetAfter, global: false },
    }
  }
}
