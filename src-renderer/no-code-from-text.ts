import { z } from 'zod'

// The content policy forbids making code from text, which the schema library would otherwise try. This must be
// imported before any schema is built.
z.config({ jitless: true })
