MATCH (p)-[:FOUNDED|PRODUCES]->(x) RETURN p.name AS maker, count(*) AS number, collect(x.name) AS names ORDER BY maker
