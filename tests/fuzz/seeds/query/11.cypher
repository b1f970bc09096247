MATCH (c:Chip) RETURN c.name AS name UNION MATCH (p:Person) RETURN p.name AS name
