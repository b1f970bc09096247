MATCH (c:Company) RETURN c.name AS company ORDER BY c.founded DESC SKIP 1 LIMIT 1
