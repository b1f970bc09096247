MATCH (c:Company {name: 'NVIDIA'}) RETURN [(c)-[:PRODUCES]->(chip) | chip.name] AS chips, COUNT { (c)-[:PRODUCES]->() } AS number
