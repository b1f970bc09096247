MATCH (c:Company WHERE c.founded < 2000)-[:PRODUCES]->(chip) RETURN chip.name AS chip ORDER BY chip
