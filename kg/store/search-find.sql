-- The texts that hold the words, one for each thing, names before sentences, best first.
WITH hit AS (
    SELECT document.iri, document.kind, document.text, search.rank AS score
    FROM search JOIN document ON document.id = search.rowid
    WHERE search MATCH :pattern AND instr(:kinds, document.kind)
    ORDER BY score, document.iri, document.text
    LIMIT :limit * 10
),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY iri ORDER BY kind = 'sentence', score, text) AS place FROM hit
)
SELECT iri, kind, text FROM ranked WHERE place = 1
ORDER BY kind = 'sentence', score, iri
LIMIT :limit;
