/** Faults that a test orders: an answer that fails, is late, is lost, or a moment at which to do something. */

export interface FaultRequest {
  method: string
  /** Without `/api/v10`. */
  path: string
  body: unknown
}

export type FaultAction =
  | { status: number; body?: unknown; headers?: Record<string, string> }
  | { delayMs: number }
  | { dropSocket: true }
  | { call: (request: FaultRequest) => void | Promise<void> }

export interface Fault {
  match: {
    method?: string
    path?: RegExp
    body?: (body: unknown) => boolean
    /** Only from the nth matching request on, counted from 1. */
    nth?: number
  }
  /**
   * Before the work is done; after it, with the answer not sent yet; or once the answer was sent, when only a `call`
   * can still happen.
   */
  when: 'before' | 'after' | 'answered'
  do: FaultAction
  /** How often it happens; once when not said. */
  times?: number
}

export interface Faults {
  /** Orders a fault; returns the way to take it back. */
  add(fault: Fault): () => void
  clear(): void
  /** How many ordered faults have not happened yet. */
  pending(): number
}

/** The faults that fit a request at this moment, each counted as having happened. */
export interface FaultBook extends Faults {
  take(request: FaultRequest, when: Fault['when']): FaultAction[]
}

export function createFaults(): FaultBook {
  const ordered = new Map<Fault, { seen: number; done: number }>()

  const fits = ({ match }: Fault, request: FaultRequest): boolean =>
    (match.method === undefined || match.method === request.method) &&
    (match.path === undefined || match.path.test(request.path)) &&
    (match.body === undefined || match.body(request.body))

  return {
    add: (fault) => {
      ordered.set(fault, { seen: 0, done: 0 })
      return () => ordered.delete(fault)
    },
    clear: () => ordered.clear(),
    pending: () => ordered.size,
    take: (request, when) => {
      const actions: FaultAction[] = []
      for (const [fault, count] of ordered) {
        if (fault.when !== when || !fits(fault, request)) continue
        count.seen += 1
        if (count.seen < (fault.match.nth ?? 1)) continue
        count.done += 1
        if (count.done >= (fault.times ?? 1)) ordered.delete(fault)
        actions.push(fault.do)
      }
      return actions
    },
  }
}
