MATCH (c:Company) OPTIONAL MATCH (c)-[:OWNS]->(owned) RETURN c.name AS company, owned.name AS owned ORDER BY company
