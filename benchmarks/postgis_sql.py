"""The peer's tables and questions in SQL: PostGIS and Finnish full text, as well as they can.

Narrow tables are read for every match (words, places); cards only for the rows that are shown.
Places are in ETRS-TM35FIN (EPSG:3067): metres on a plane, several times cheaper than geography.
"""

from typing import NamedTuple

from search_service.ranking_table import FIELDS

SCHEMA = """
CREATE EXTENSION postgis;
CREATE UNLOGGED TABLE card (
    id int PRIMARY KEY, listing_id text NOT NULL, kind text NOT NULL, card text NOT NULL);
CREATE UNLOGGED TABLE words (
    id int PRIMARY KEY, begins float8 NOT NULL, ends float8 NOT NULL,
    words tsvector NOT NULL, terms tsvector NOT NULL);
CREATE UNLOGGED TABLE place (
    id int NOT NULL, begins float8 NOT NULL, ends float8 NOT NULL, point geometry(Point, 3067));
CREATE UNLOGGED TABLE staged (
    id int, listing_id text, kind text, begins float8, ends float8,
    title text, summary text, description text, title_terms text, summary_terms text,
    context_terms text, body_terms text, card text);
CREATE UNLOGGED TABLE staged_place (id int, begins float8, ends float8, x float8, y float8);
"""
# Words of the title count most. `terms` are those that the service's indexer gives each listing.
FILL = """
INSERT INTO card SELECT id, listing_id, kind, card FROM staged ORDER BY id;
INSERT INTO words SELECT id, begins, ends,
    setweight(to_tsvector('finnish', title), 'A') ||
    setweight(to_tsvector('finnish', summary), 'B') ||
    setweight(to_tsvector('finnish', description), 'C'),
    setweight(to_tsvector('simple', title_terms), 'A') ||
    setweight(to_tsvector('simple', summary_terms), 'B') ||
    setweight(to_tsvector('simple', context_terms), 'C') ||
    setweight(to_tsvector('simple', body_terms), 'D') FROM staged ORDER BY id;
INSERT INTO place SELECT id, begins, ends, ST_SetSRID(ST_MakePoint(x, y), 3067)
    FROM staged_place ORDER BY ST_SetSRID(ST_MakePoint(x, y), 3067);
DROP TABLE staged, staged_place;
CREATE INDEX ON words USING gin (words) WITH (fastupdate = off);
CREATE INDEX ON words USING gin (terms) WITH (fastupdate = off);
CREATE INDEX ON place USING gist (point);
CREATE INDEX ON place (id);
"""
# Outside a transaction.
TIDY = ("VACUUM ANALYZE card", "VACUUM ANALYZE words", "VACUUM ANALYZE place")
# Relevance halves at this distance, as "near" is some kilometres for most people.
HALF_M = 5_000
# Places looked at for the nearest listings: some have several, so more than are shown.
NEAREST = 200

_VALID = "begins <= $2 AND ends > $2"
_SHOWN = "SELECT total, listing_id, kind, card"
_HERE = "ST_Transform(ST_SetSRID(ST_MakePoint($3, $4), 4326), 3067)"


class Reading(NamedTuple):
    """How words are asked for: the query they become, the column it is asked of, the rank."""

    query: str
    column: str
    rank: str


PLAIN = Reading("websearch_to_tsquery('finnish', $1)", "words", "ts_rank_cd(words, q)")
# What a match is worth in the body, the context, the summary and the title, as in the service.
_WORTH = ",".join(str(FIELDS[name]) for name in reversed(FIELDS))
TERMS = Reading("to_tsquery('simple', $1)", "terms", f"ts_rank('{{{_WORTH}}}', terms, q)")


def text(reading: Reading) -> str:
    """$1 words, $2 now (Unix time), $3 how many."""
    return f"""
WITH asked AS MATERIALIZED (SELECT {reading.query} AS q),
matched AS MATERIALIZED (
    SELECT id, {reading.rank} AS rank FROM asked, words
    WHERE {reading.column} @@ q AND {_VALID}),
best AS (SELECT id, rank FROM matched ORDER BY rank DESC, id LIMIT $3)
{_SHOWN}, rank FROM best JOIN card USING (id), (SELECT count(*) AS total FROM matched) AS counted
ORDER BY rank DESC, id
"""


def text_near(reading: Reading) -> str:
    """$1 words, $2 now, $3 longitude, $4 latitude, $5 metres, $6 how many."""
    return f"""
WITH asked AS MATERIALIZED (SELECT {reading.query} AS q, {_HERE} AS here),
matched AS MATERIALIZED (
    SELECT w.id, {reading.rank} AS rank, here FROM asked, words AS w
    WHERE {reading.column} @@ q AND {_VALID}),
placed AS MATERIALIZED (
    SELECT matched.id, rank, min(ST_Distance(point, here)) AS metres
    FROM matched JOIN place ON place.id = matched.id AND ST_DWithin(point, here, $5)
    GROUP BY matched.id, rank),
best AS (
    SELECT id, metres, rank / (1 + metres / {HALF_M}) AS score FROM placed
    ORDER BY score DESC, id LIMIT $6)
{_SHOWN}, metres FROM best JOIN card USING (id), (SELECT count(*) AS total FROM placed) AS counted
ORDER BY score DESC, id
"""


# $1 how many, $2 now, $3 longitude, $4 latitude, $5 metres
NEAR = f"""
WITH asked AS MATERIALIZED (SELECT {_HERE} AS here),
nearest AS (
    SELECT id, point <-> (SELECT here FROM asked) AS metres FROM place
    WHERE {_VALID} ORDER BY point <-> (SELECT here FROM asked) LIMIT {NEAREST}),
best AS (
    SELECT id, min(metres) AS metres FROM nearest WHERE metres <= $5
    GROUP BY id ORDER BY metres, id LIMIT $1)
{_SHOWN}, metres FROM best JOIN card USING (id), (
    SELECT count(DISTINCT id) AS total FROM place, asked
    WHERE ST_DWithin(point, here, $5) AND {_VALID}) AS counted
ORDER BY metres, id
"""
