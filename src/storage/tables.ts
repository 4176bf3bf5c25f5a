import type { CaseworkTables } from './casework-tables.ts'
import type { IdentityTables } from './identity-tables.ts'
import type { MatterTables } from './matter-tables.ts'
import type { OwnDataTables } from './own-data-tables.ts'
import type { PauseTables } from './pause-store.ts'
import type { RegisterTables } from './register-tables.ts'
import type { RetentionTables } from './retention-tables.ts'

/** Every table of a CLP's file. Names are camel-cased by the plugin; a new group of tables joins here. */
export interface Tables
  extends
    RegisterTables,
    CaseworkTables,
    MatterTables,
    IdentityTables,
    OwnDataTables,
    PauseTables,
    RetentionTables {}
