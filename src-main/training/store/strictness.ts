/** Where the vendor's documents leave a choice open, the sandbox can be set to either reading. */
export type Strictness = {
  /** The form a consignment or line write must have: `{"data": {…}}`, the bare object, or either. */
  envelope: 'wrapped' | 'bare' | 'both'
  /** Edits the status does not allow: answered 422, or silently left out. */
  forbiddenEdits: 'refused' | 'ignored'
  /** Fields the API does not know. */
  extraFields: 'refused' | 'ignored'
  /** `name`, `outlet_id` and `type`, which the schema requires on every header write. */
  missingOnUpdate: 'refused' | 'ignored'
  /** The answer to a line PUT: the schema says a collection inside `data`, clients have seen one object. */
  linePutAnswer: 'object' | 'array' | 'collection'
}

export const asDocumented: Strictness = {
  envelope: 'both',
  forbiddenEdits: 'refused',
  extraFields: 'ignored',
  missingOnUpdate: 'refused',
  linePutAnswer: 'object',
}
