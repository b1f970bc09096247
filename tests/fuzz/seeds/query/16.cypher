MATCH (c:Company {name: 'NVIDIA'}) REMOVE c.founded, c:Company RETURN c
