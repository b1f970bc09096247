// Companies two facts away from OpenAI, and by way of whom.
MATCH (:Company {name: 'OpenAI'})-[first]-(between:Entity)-[second]-(other:Company)
WHERE other.name <> 'OpenAI'
RETURN other.name AS company, type(second) AS second, between.name AS between, type(first) AS first
ORDER BY company, second, between, first;
