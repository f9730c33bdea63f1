import type { Migration } from './migration.ts'

/**
 * Free text beside the journal, so that it can be erased without breaking the chain. Rows of before keep their texts inside:
 * their hashes cover them.
 */
export const journalText: Migration = {
  version: 310,
  name: 'journal-text',
  up: (db) =>
    db.exec(`
      -- Each text once. Salt and text go together; the row stays, with why it is gone.
      CREATE TABLE journal_text (
        id INTEGER PRIMARY KEY, text TEXT, salt BLOB, gone TEXT CHECK (gone IN ('erased', 'lost')),
        CHECK ((text IS NULL) = (gone IS NOT NULL) AND (salt IS NULL) = (text IS NULL))
      ) STRICT;
      CREATE UNIQUE INDEX journal_text_of ON journal_text (text) WHERE text IS NOT NULL;
      CREATE TRIGGER journal_text_is_kept BEFORE DELETE ON journal_text
        BEGIN SELECT RAISE(ABORT, 'texts beside the journal are erased, not deleted'); END;
      CREATE TRIGGER journal_text_is_final BEFORE UPDATE ON journal_text
        WHEN NEW.id <> OLD.id OR OLD.gone IS NOT NULL OR NEW.gone IS NOT 'erased'
        BEGIN SELECT RAISE(ABORT, 'texts beside the journal are final'); END;
    `),
}
