MATCH (p:Person)-[:FOUNDED]->(c:Company) RETURN p.name AS person, c.name AS company ORDER BY company
