MATCH (n:Company {name: 'NVIDIA'}) CREATE (n)-[r:PRODUCES]->(c:Chip {name: 'H20'}) RETURN type(r) AS type, c
