// Who leads what, according to whom.
MATCH (p:Person)-[r:LEADS]->(c)
WHERE r.status = 'current'
RETURN p.name AS person, r.role AS role, c.name AS heads, r.articles AS articles
ORDER BY person, heads;
