#include "catalog/schema.h"

namespace catalog {

// `_zh` may not be empty but where the format says so; `_en` may be empty and falls back to `_zh`.
// Dates are ISO 8601 text. Decimals are text, as the document writes them.
const char* const kSchemaSql = R"sql(
CREATE TABLE release (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  version TEXT NOT NULL CHECK (version <> ''),
  title_zh TEXT NOT NULL CHECK (title_zh <> ''), title_en TEXT NOT NULL,
  plan_year INTEGER NOT NULL,
  published_at TEXT NOT NULL,
  default_valid_until TEXT NOT NULL
) STRICT;

CREATE TABLE source (
  id TEXT NOT NULL PRIMARY KEY,
  title_zh TEXT NOT NULL, title_en TEXT NOT NULL,
  publisher_zh TEXT NOT NULL CHECK (publisher_zh <> ''), publisher_en TEXT NOT NULL,
  published_on TEXT NOT NULL,
  url TEXT NOT NULL,
  demonstration INTEGER NOT NULL CHECK (demonstration IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE section (
  id TEXT NOT NULL PRIMARY KEY,
  position INTEGER NOT NULL UNIQUE,
  name_zh TEXT NOT NULL CHECK (name_zh <> ''), name_en TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE clause (
  section TEXT NOT NULL REFERENCES section (id),
  id TEXT NOT NULL,
  position INTEGER NOT NULL UNIQUE,
  name_zh TEXT NOT NULL CHECK (name_zh <> ''), name_en TEXT NOT NULL,
  PRIMARY KEY (section, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE topic (
  id TEXT NOT NULL PRIMARY KEY,
  position INTEGER NOT NULL UNIQUE,
  name_zh TEXT NOT NULL CHECK (name_zh <> ''), name_en TEXT NOT NULL,
  blurb_zh TEXT NOT NULL CHECK (blurb_zh <> ''), blurb_en TEXT NOT NULL,
  icon TEXT NOT NULL,
  headline_target_id TEXT REFERENCES target (id) DEFERRABLE INITIALLY DEFERRED,
  section TEXT REFERENCES section (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE target (
  id TEXT NOT NULL PRIMARY KEY,
  number INTEGER NOT NULL UNIQUE CHECK (number >= 1),
  topic_id TEXT REFERENCES topic (id),
  position INTEGER NOT NULL,
  name_zh TEXT NOT NULL CHECK (name_zh <> ''), name_en TEXT NOT NULL,
  short_zh TEXT NOT NULL, short_en TEXT NOT NULL,
  comparator TEXT NOT NULL CHECK (comparator IN
    ('eq', 'ge', 'gt', 'le', 'lt', 'approx', 'range', 'reach', 'stable', 'qualitative')),
  value TEXT NOT NULL, value_high TEXT NOT NULL,
  unit_zh TEXT NOT NULL, unit_en TEXT NOT NULL,
  base_value REAL,
  value_text_zh TEXT NOT NULL, value_text_en TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN
    ('annual_new', 'annual_total', 'level', 'growth_rate', 'cumulative_total', 'share')),
  direction TEXT NOT NULL CHECK (direction IN ('higher', 'lower', 'none')),
  deadline TEXT NOT NULL,
  tier TEXT NOT NULL CHECK (tier IN ('core', 'project', 'descriptor', 'aspiration', 'qualitative')),
  section TEXT NOT NULL, clause TEXT NOT NULL,
  quote_zh TEXT NOT NULL CHECK (quote_zh <> ''),
  source_id TEXT NOT NULL REFERENCES source (id),
  department_zh TEXT NOT NULL, department_en TEXT NOT NULL,
  same_as TEXT REFERENCES target (id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (section, clause) REFERENCES clause (section, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX target_by_topic ON target (topic_id, position);
CREATE INDEX target_by_section ON target (section, number);

CREATE TABLE observation (
  id INTEGER PRIMARY KEY,
  target_id TEXT NOT NULL REFERENCES target (id),
  period_start TEXT NOT NULL, period_end TEXT NOT NULL, as_of TEXT NOT NULL,
  value TEXT NOT NULL CHECK (value <> ''),
  qualifier TEXT NOT NULL CHECK (qualifier IN ('exact', 'over', 'under', 'approx')),
  status TEXT NOT NULL CHECK (status IN ('baseline', 'provisional', 'final')),
  derived TEXT NOT NULL,
  note_zh TEXT NOT NULL, note_en TEXT NOT NULL,
  editor_note TEXT NOT NULL,
  excerpt_zh TEXT NOT NULL,
  published_on TEXT NOT NULL,
  source_id TEXT NOT NULL REFERENCES source (id),
  supersedes INTEGER REFERENCES observation (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX observation_by_target ON observation (target_id, period_end);

CREATE TABLE commitment (
  id INTEGER PRIMARY KEY,
  topic_id TEXT NOT NULL REFERENCES topic (id),
  position INTEGER NOT NULL,
  name_zh TEXT NOT NULL CHECK (name_zh <> ''), name_en TEXT NOT NULL,
  quote_zh TEXT NOT NULL CHECK (quote_zh <> ''),
  source_id TEXT NOT NULL REFERENCES source (id)
) STRICT;
CREATE INDEX commitment_by_topic ON commitment (topic_id, position);

CREATE TABLE outcome (
  id TEXT NOT NULL PRIMARY KEY,
  position INTEGER NOT NULL UNIQUE,
  name_zh TEXT NOT NULL CHECK (name_zh <> ''), name_en TEXT NOT NULL,
  value TEXT NOT NULL CHECK (value <> ''),
  unit_zh TEXT NOT NULL, unit_en TEXT NOT NULL,
  base_value REAL,
  year INTEGER NOT NULL,
  quote_zh TEXT NOT NULL CHECK (quote_zh <> ''),
  source_id TEXT NOT NULL REFERENCES source (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE notice (
  id TEXT NOT NULL PRIMARY KEY,
  severity TEXT NOT NULL CHECK (severity IN ('info', 'warning', 'emergency')),
  title_zh TEXT NOT NULL CHECK (title_zh <> ''), title_en TEXT NOT NULL,
  body_zh TEXT NOT NULL CHECK (body_zh <> ''), body_en TEXT NOT NULL,
  starts_at TEXT NOT NULL,
  ends_at TEXT NOT NULL CHECK (ends_at <> ''),
  areas TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace catalog
