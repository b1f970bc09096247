MATCH (a:A) WHERE EXISTS { MATCH (a)-[:T]->(b) WHERE b.v > a.v } RETURN a.v AS v
