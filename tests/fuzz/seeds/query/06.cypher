MATCH (c:Company) WHERE (c)-[:PRODUCES]->() OR EXISTS { MATCH (c)<-[:FOUNDED]-(p) WHERE p.name STARTS WITH 'Liang' } RETURN c.name AS company ORDER BY company
