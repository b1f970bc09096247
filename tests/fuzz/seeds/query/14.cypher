MERGE (c:Company {name: 'SMIC'}) ON CREATE SET c.founded = 2000 ON MATCH SET c.seen = true RETURN c
